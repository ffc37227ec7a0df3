//! A file that stays on disk, and what tells it apart from a later version.

use std::fs::Metadata;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::platform::ChangeMark;

/// A regular file that is not loaded into memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskFile {
    /// Path on disk; absolute and without symbolic links if it was found by [`disk`](super::disk).
    pub path: PathBuf,
    /// Length in bytes when the folder was scanned.
    pub len: u64,
    /// What tells it apart from another version of the same length; `None` if it is not known.
    pub stamp: Option<FileStamp>,
}

/// Metadata that shows without opening a file whether it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// Time of the last change; `None` if the system does not report one. Programs that copy files set it back.
    pub modified: Option<SystemTime>,
    /// What else changes with a file.
    mark: ChangeMark,
}

impl FileStamp {
    /// The stamp of a file.
    pub(super) fn from_metadata(meta: &Metadata) -> Self {
        Self { modified: meta.modified().ok(), mark: ChangeMark::from_metadata(meta) }
    }
}
