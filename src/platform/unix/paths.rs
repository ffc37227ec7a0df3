//! Paths.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A path without links, `.` and `..`.
///
/// # Errors
/// If there is nothing at the path, or it can't be looked up.
pub fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// A path with `/` between its names; what isn't UTF-8 is replaced by U+FFFD.
pub fn with_slashes(path: &Path) -> Cow<'_, str> {
    path.to_string_lossy()
}
