//! Paths.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::platform::verbatim::usual_form;

/// A path without links, `.` and `..`, as people write it: `C:\portfolio`. Only one that can't be written so keeps its
/// prefix `\\?\`.
///
/// # Errors
/// If there is nothing at the path, or it can't be looked up.
pub fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    let resolved = fs::canonicalize(path)?;
    Ok(resolved.to_str().and_then(usual_form).map_or(resolved, PathBuf::from))
}

/// A path with `/` between its names; what isn't Unicode is replaced by U+FFFD.
pub fn with_slashes(path: &Path) -> Cow<'_, str> {
    Cow::Owned(path.to_string_lossy().replace('\\', "/"))
}
