//! Opens zip archives: exports of web sites, and office documents.

use std::borrow::Cow;
use std::io::Cursor;
use std::io::Read as _;

use zip::ZipArchive;

use super::source::{ImportError, Source, only_file};
use crate::vfs::{FileTree, is_safe_relative_path};

/// Bytes of all files in an archive together, after they are decompressed.
const MAX_BYTES: u64 = 1_000_000_000;

/// Files in an archive.
const MAX_FILES: usize = 20_000;

/// How deep archives are opened: Notion packs its export once more.
const MAX_NESTED: usize = 2;

/// The bytes that an archive begins with.
const SIGNATURE: &[u8] = b"PK\x03\x04";

/// A source as it is, or if it is one archive, the files in that, without the one folder around them.
///
/// # Errors
/// When an archive can't be read or opened.
pub(super) fn open(source: &Source) -> Result<Cow<'_, Source>, ImportError> {
    let mut opened = Cow::Borrowed(source);
    for _ in 0..MAX_NESTED {
        let Some((name, blob)) = only_file(&opened) else { break };
        if !blob.read_prefix(SIGNATURE.len()).is_ok_and(|start| start.starts_with(SIGNATURE)) {
            break;
        }
        let bytes = blob.read().map_err(|error| ImportError {
            message: format!("`{}` can't be read: {error}", name.escape_debug()),
            help: "close other programs that use it, and try again".to_owned(),
        })?;
        let files = without_top_folder(unpack(name, &bytes)?);
        opened = Cow::Owned(Source { name: source.name.clone(), files });
    }
    Ok(opened)
}

/// Archives often have all their files in one folder.
pub(super) fn without_top_folder(files: FileTree) -> FileTree {
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

/// Reads every file of an archive into memory. Paths that lead out of the archive, and links, are errors.
///
/// # Errors
/// When the archive is damaged, encrypted or too large, or a path in it is not safe.
pub(super) fn unpack(name: &str, bytes: &[u8]) -> Result<FileTree, ImportError> {
    let refuse = |reason: String| ImportError {
        message: format!("`{name}` can't be opened: {reason}"),
        help: "download or export it again; if that doesn't help, unpack it and import the folder".to_owned(),
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refuse("it is damaged".to_owned()))?;
    if archive.len() > MAX_FILES {
        return Err(refuse(format!("it holds more than {MAX_FILES} files")));
    }
    let mut tree = FileTree::default();
    let mut left = MAX_BYTES;
    for index in 0..archive.len() {
        let is_encrypted = archive.by_index_raw(index).is_ok_and(|entry| entry.encrypted());
        if is_encrypted {
            return Err(refuse("it is protected by a password".to_owned()));
        }
        let entry = archive.by_index(index).map_err(|_| refuse("it is damaged".to_owned()))?;
        let path = entry
            .name()
            .map_err(|_| refuse("a name in it is not written in Unicode".to_owned()))?
            .replace('\\', "/");
        if entry.is_dir() || path.starts_with("__MACOSX/") {
            continue;
        }
        if entry.is_symlink() || !is_safe_relative_path(&path) {
            return Err(refuse(format!("`{}` in it would lead out of it", path.escape_debug())));
        }
        let mut content = Vec::new();
        entry
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(|_| refuse(format!("`{}` in it is damaged", path.escape_debug())))?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or_else(|| refuse(format!("it unpacks to more than {} MB", MAX_BYTES / 1_000_000)))?;
        tree.insert(path, content);
    }
    Ok(tree)
}
