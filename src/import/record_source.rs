//! What all readers of structured records need of their files.

use crate::vfs::Blob;

/// Bytes at the beginning of a file in which a format shows itself.
const HEAD_BYTES: usize = 256 * 1024;

/// The beginning of a file as text, to recognize its format.
pub(super) fn head(blob: &Blob) -> String {
    let head = blob.read_prefix(HEAD_BYTES).unwrap_or_default();
    String::from_utf8_lossy(&head).into_owned()
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
