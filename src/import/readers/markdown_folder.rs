//! Folders of Markdown: sites of Jekyll, Hugo and Quarto, vaults of Obsidian, exports of Notion, documents of Google Docs, and
//! any other Markdown files.

use std::borrow::Cow;

use super::markdown::{generator, read_pages};
use crate::import::archive;
use crate::import::imported::Imported;
use crate::import::source::{ImportError, Source};
use crate::vfs::{Blob, FileTree};

/// Whether there are files in Markdown in it.
pub(super) fn recognizes(source: &Source) -> bool {
    let is_source = |path: &str| {
        generator::is_page(path)
            && !path.split('/').any(|part| part.starts_with('.') || part == "node_modules")
    };
    source.files.iter().any(|(path, _)| is_source(path) || is_part(path))
}

/// Reads its pages.
///
/// # Errors
/// When an archive can't be opened, or there is no page that can be read.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let files = unpacked(source)?;
    read_pages(&source.name, &files)
}

fn is_zip(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".zip")
}

/// An archive in an export of Notion: `ExportBlock-….zip`, `Export-…-Part-1.zip`.
fn is_part(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    is_zip(name) && (name.starts_with("Export") || name.contains("-Part-"))
}

/// The files of a source, with those in the parts of an export.
fn unpacked(source: &Source) -> Result<Cow<'_, FileTree>, ImportError> {
    let (parts, others): (Vec<_>, Vec<_>) = source.files.iter().partition(|(path, _)| is_part(path));
    if parts.is_empty() {
        return Ok(Cow::Borrowed(&source.files));
    }
    let mut files = FileTree::default();
    if !others.is_empty() {
        files.overlay(source.files.clone());
    }
    for (path, blob) in parts {
        files.overlay(open(path, blob)?);
    }
    Ok(Cow::Owned(archive::without_top_folder(files)))
}

fn open(name: &str, blob: &Blob) -> Result<FileTree, ImportError> {
    let bytes = generator::read_bytes(blob).ok_or_else(|| ImportError {
        message: format!("`{name}` can't be read"),
        help: "check that you may read it, and that the disk is connected".to_owned(),
    })?;
    archive::unpack(name, &bytes)
}
