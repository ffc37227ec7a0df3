//! Opens the source of structured records: one file, a folder, or an archive of either.

use std::borrow::Cow;

use super::archive;
use super::source::{ImportError, Source};
use crate::vfs::{Blob, FileTree};

/// Bytes at the beginning of a file in which a format shows itself.
const HEAD_BYTES: usize = 256 * 1024;

/// The only file of a source; `None` if it has none or several.
pub(super) fn only_file(source: &Source) -> Option<(&str, &Blob)> {
    let mut files = source.files.iter();
    files.next().filter(|_| files.next().is_none())
}

/// Whether the source is one zip archive.
pub(super) fn is_archive(source: &Source) -> bool {
    only_file(source).is_some_and(|(_, blob)| {
        blob.read_prefix(4)
            .is_ok_and(|start| start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06"))
    })
}

/// All files of a source; those in it, if it is an archive.
///
/// # Errors
/// When an archive can't be opened.
pub(super) fn open(source: &Source) -> Result<Cow<'_, FileTree>, ImportError> {
    match only_file(source).filter(|_| is_archive(source)) {
        Some((name, blob)) => {
            let bytes = blob.read().map_err(|error| ImportError {
                message: format!("`{}` can't be read: {error}", name.escape_debug()),
                help: "close other programs that use it, and try again".to_owned(),
            })?;
            Ok(Cow::Owned(archive::unpack(name, &bytes)?))
        }
        None => Ok(Cow::Borrowed(&source.files)),
    }
}

/// Paths of all files of a source, of those in an archive too. Nothing is decompressed.
pub(super) fn paths(source: &Source) -> Vec<String> {
    match only_file(source).filter(|_| is_archive(source)) {
        Some((_, blob)) => blob.read().map(|bytes| archive::names(&bytes)).unwrap_or_default(),
        None => source.files.iter().map(|(path, _)| path.to_owned()).collect(),
    }
}

/// The beginning of a file as text, to recognize its format.
pub(super) fn head(blob: &Blob) -> String {
    let head = blob.read_prefix(HEAD_BYTES).unwrap_or_default();
    String::from_utf8_lossy(&head).into_owned()
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
