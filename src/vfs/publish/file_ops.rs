//! Comparing, copying and exchanging files.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::{fs, io};

use anyhow::{Result, anyhow, ensure};

use crate::vfs::{Blob, DiskFile};

/// Whether a file has the content of a blob.
pub(super) fn has_content(path: &Path, blob: &Blob) -> io::Result<bool> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    if len != blob.len() {
        return Ok(false);
    }
    streams_are_equal(&file, blob.open()?, len)
}

/// Whether both readers give the same bytes; `len` is the length of `file`.
pub(super) fn streams_are_equal(mut file: &File, mut other: impl Read, len: u64) -> io::Result<bool> {
    const CHUNK: usize = 16 * 1024;
    let (mut ours, mut theirs) = ([0; CHUNK], [0; CHUNK]);
    let mut left = len;
    while left > 0 {
        let count = file.read(&mut ours)?;
        other.read_exact(&mut theirs[..count])?;
        if count == 0 || ours[..count] != theirs[..count] {
            return Ok(false);
        }
        left = left.saturating_sub(count as u64);
    }
    Ok(other.read(&mut theirs)? == 0)
}

/// Copies a blob that stands in a file; an error if the file changes meanwhile. Its permissions are not copied: published
/// files are public.
pub(super) fn copy_stable(
    source: &DiskFile,
    blob: &Blob,
    target: &mut File,
    write_error: impl Fn(io::Error) -> anyhow::Error,
) -> Result<()> {
    let unreadable = |error: io::Error| io_error("read", &source.path, &error);
    let before = fs::metadata(&source.path).map_err(unreadable)?;
    let changed = || anyhow!("`{}` changed while it was being copied; build again", source.path.display());
    ensure!(before.is_file() && before.len() == source.len, changed());
    let mut reader = blob.open().map_err(unreadable)?;
    let len = io::copy(&mut reader, target).map_err(write_error)?;
    let after = fs::metadata(&source.path).map_err(unreadable)?;
    let has_same_meta = after.len() == before.len() && after.modified().ok() == before.modified().ok();
    ensure!(len == blob.len() && has_same_meta, changed());
    Ok(())
}

/// Runs `action` on a path; if the parent folder is missing, creates it and tries again. Most folders exist already, so
/// this saves a system call per file.
pub(super) fn with_parent_folder<T>(path: &Path, action: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (action(), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            action()
        }
        (result, _) => result,
    }
}

// Errors.

/// `cannot ACTION PATH: REASON`, with help where there is some.
pub(super) fn io_error(action: &str, path: &Path, error: &io::Error) -> anyhow::Error {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let help = match error.kind() {
        StorageFull | QuotaExceeded => "; free up space and build again, nothing was changed",
        PermissionDenied if action == "read" => "; give yourself permission to read it",
        PermissionDenied | ReadOnlyFilesystem => "; choose a folder that you can write to",
        // overlayfs cannot rename a folder that comes from a lower layer of a container image.
        CrossesDevices => "; remove it and build again",
        _ => "",
    };
    anyhow!("cannot {action} `{}`: {}{help}", path.display(), system_reason(error))
}

/// The system's error message in the style of ours: no capital letter, no error number.
pub(super) fn system_reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
