//! Opens zip archives: exports of web sites, and office documents.

use std::io::Cursor;
use std::io::Read as _;

use zip::ZipArchive;

use super::source::ImportError;
use crate::vfs::{FileTree, is_safe_relative_path};

/// Bytes of all files in an archive together, after they are decompressed.
const MAX_BYTES: u64 = 1_000_000_000;

/// Files in an archive.
const MAX_FILES: usize = 20_000;

/// The paths in an archive, as it spells them, at most [`MAX_FILES`]; none if it can't be read.
pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let names = archive.file_names().take(MAX_FILES);
    names.filter_map(|name| name.ok().map(|name| name.replace('\\', "/"))).collect()
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
