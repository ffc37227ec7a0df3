//! Where a site is written, and what a run reports.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where to write a site, and which folders must not be overwritten.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The output folder, such as `dist`. It is created if it does not exist.
    pub output: &'a Path,
    /// The folder of the portfolio: the output may be inside it, but must not be it or contain it.
    pub root: &'a Path,
    /// Source folders, such as `content` and `themes`: the output must not be one, be inside one or contain one.
    pub sources: &'a [PathBuf],
    /// The author's home folder, with the same restrictions as `root`.
    pub home: Option<&'a Path>,
    /// How long to wait for another run that holds the lock; by default [`LOCK_TIMEOUT`](super::LOCK_TIMEOUT).
    pub lock_timeout: Duration,
    /// Whether to flush the new site to disk before it replaces the old one, so that it survives a power failure.
    pub durable: bool,
}

/// What [`publish`](super::publish()) did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// Number of files of the site.
    pub files: usize,
    /// Total size of these files in bytes.
    pub bytes: u64,
    /// Number of files that are new or have changed.
    pub written: usize,
    /// Number of files that have not changed; they keep their modification times.
    pub unchanged: usize,
    /// Number of files of the previous site that no longer exist.
    pub removed: usize,
    /// Folders next to the output with files that something else added to the old site during the build. The caller
    /// should warn about them.
    pub kept_folders: Vec<PathBuf>,
}
