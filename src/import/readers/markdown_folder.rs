//! Folders of Markdown: sites of Jekyll, Hugo and Quarto, vaults of Obsidian, exports of Notion, documents of Google Docs, and
//! any other Markdown files.

use std::borrow::Cow;

use super::markdown::{generator, read_pages};
use crate::import::archive;
use crate::import::imported::Imported;
use crate::import::source::{ImportError, Source};
use crate::vfs::{Blob, FileTree};

/// How deep archives are in archives: Notion packs its parts once more.
const MAX_NESTED: usize = 2;

/// Whether there are files in Markdown in it.
pub(super) fn recognizes(source: &Source) -> bool {
    let is_source = |path: &str| {
        generator::is_page(path)
            && !path.split('/').any(|part| part.starts_with('.') || part == "node_modules")
    };
    if source.files.iter().any(|(path, _)| is_source(path)) {
        return true;
    }
    single_archive(source).and_then(|(_, blob)| generator::read_bytes(blob)).is_some_and(|bytes| {
        let names = archive::names(&bytes);
        names.iter().any(|name| is_source(name) || is_part(name))
    })
}

/// Reads its pages.
///
/// # Errors
/// When an archive can't be opened, or there is no page that can be read.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let files = unpacked(source)?;
    read_pages(&source.name, &files)
}

/// The archive that is all of a source.
fn single_archive(source: &Source) -> Option<(&str, &Blob)> {
    let mut files = source.files.iter();
    let first = files.next()?;
    (files.next().is_none() && is_zip(first.0)).then_some(first)
}

fn is_zip(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".zip")
}

/// An archive in an export of Notion: `ExportBlock-….zip`, `Export-…-Part-1.zip`.
fn is_part(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    is_zip(name) && (name.starts_with("Export") || name.contains("-Part-"))
}

fn unpacked(source: &Source) -> Result<Cow<'_, FileTree>, ImportError> {
    let Some((name, blob)) = single_archive(source) else { return Ok(Cow::Borrowed(&source.files)) };
    let mut files = open(name, blob)?;
    for _ in 1..MAX_NESTED {
        let parts: Vec<(String, Blob)> = files
            .iter()
            .filter(|(path, _)| is_part(path))
            .map(|(path, blob)| (path.to_owned(), blob.clone()))
            .collect();
        if parts.is_empty() {
            break;
        }
        let has_other_files = files.iter().any(|(path, _)| !is_part(path));
        let mut inner = if has_other_files { files.clone() } else { FileTree::default() };
        for (path, blob) in parts {
            inner.overlay(open(&path, &blob)?);
        }
        files = inner;
    }
    Ok(Cow::Owned(without_top_folder(files)))
}

fn open(name: &str, blob: &Blob) -> Result<FileTree, ImportError> {
    let bytes = generator::read_bytes(blob).ok_or_else(|| ImportError {
        message: format!("`{name}` can't be read"),
        help: "check that you may read it, and that the disk is connected".to_owned(),
    })?;
    archive::unpack(name, &bytes)
}

/// Archives often have all their files in one folder.
fn without_top_folder(files: FileTree) -> FileTree {
    let folders = files.top_folders();
    let mut names = folders.iter();
    match (names.next(), names.next()) {
        (Some(folder), None)
            if files.iter().all(|(path, _)| path.contains('/')) && !folder.starts_with(['_', '.']) =>
        {
            files.subtree(folder)
        }
        _ => files,
    }
}
