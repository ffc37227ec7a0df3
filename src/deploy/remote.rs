//! What a deploy needs of a host: files stored by path, a manifest, and somebody to ask.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use super::manifest::Digest;
use super::redact::Secret;
use crate::vfs::Blob;

/// Error message when the remote was changed by another run since its state was read.
pub(super) const CONFLICT: &str = "someone else published a site there in the meantime: run it again";

/// Callback that returns the content of a site file by its path; called from several threads.
pub type ReadFile<'a> = dyn Fn(&str) -> Result<Blob> + Sync + 'a;

/// A deploy destination that stores files by path.
///
/// Paths are relative and separated by `/`. [`put`](Self::put) and [`delete`](Self::delete) are called from several
/// threads, after the first [`write_manifest`](Self::write_manifest) if the remote is [`PublishMode::Immediate`].
pub trait Remote: Sync {
    /// Description for messages, for example "the folder `/srv/www`".
    fn describe(&self) -> String;

    /// Reads the manifest's raw bytes; `None` if nothing has been deployed yet.
    ///
    /// # Errors
    /// If the remote cannot be reached.
    fn read_manifest(&self) -> Result<Option<Vec<u8>>>;

    /// Begins a run. `run` is its random id, and `interrupted` that of a run before it that did not finish: a remote that
    /// writes under temporary names takes them from these ids.
    fn start_run(&self, _run: &str, _interrupted: Option<&str>) {}

    /// Removes what interrupted runs left under temporary names, if this remote uses such names.
    ///
    /// # Errors
    /// If a file cannot be removed.
    fn clear_interrupted(&self) -> Result<()> {
        Ok(())
    }

    /// Returns those of `paths` that already exist on the remote. A remote that cannot list files may return a
    /// description of the whole site instead, such as its URL.
    ///
    /// # Errors
    /// If the remote cannot be reached.
    fn existing(&self, paths: &[&str]) -> Result<Vec<String>>;

    /// Lists the paths of all files on the remote, or of those in folders for which `is_relevant` is true; `None` if it
    /// cannot list files. That is asked for only to find files that are no longer part of the site.
    ///
    /// # Errors
    /// If the remote cannot be reached.
    fn list_paths(&self, is_relevant: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>>;

    /// Compares files on the remote with what was recorded of them, at least as closely as `by` says. A remote that
    /// can tell differences in content without reading every file always does. `read_file` returns their content as
    /// it was uploaded.
    ///
    /// # Errors
    /// If the remote cannot be reached, or does not let leadfolio look at a file.
    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        by: CompareBy,
        read_file: &ReadFile<'_>,
    ) -> Result<RemoteDiff>;

    /// Finds those of `files` that are there with another content than was recorded of them: somebody edited them. The site
    /// no longer has that content. How closely it compares, and what becomes of a file that the host does not show, is up to
    /// the remote.
    ///
    /// # Errors
    /// As [`compare`](Self::compare).
    fn find_edited(&self, files: &BTreeMap<String, Digest>, by: CompareBy) -> Result<Vec<String>> {
        let read_nothing = |path: &str| bail!("`{path}` is compared with its record");
        let altered = self.compare(files, by, &read_nothing)?.altered;
        self.existing(&altered.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Replaces the manifest `before` by `manifest`, or deletes it if `None`. For a remote that is not
    /// [`PublishMode::Immediate`], this also publishes everything that was put or deleted before.
    ///
    /// # Errors
    /// If another run is in progress or has changed the remote since `before` was read, or if the write fails.
    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()>;

    /// Writes a file atomically. It may only be staged until [`flush`](Self::flush) or [`write_manifest`](Self::write_manifest).
    ///
    /// # Errors
    /// If the write fails.
    fn put(&self, path: &str, blob: &Blob) -> Result<()>;

    /// Deletes a file; not an error if it does not exist.
    ///
    /// # Errors
    /// If the remote cannot delete the file.
    fn delete(&self, path: &str) -> Result<()>;

    /// Ends a stage: sends writes and deletions that are still staged locally.
    ///
    /// # Errors
    /// If a staged write or deletion fails.
    fn flush(&self) -> Result<()> {
        Ok(())
    }

    /// Makes the uploaded site public if the host requires a separate step; returns the site's URL if the host
    /// reports one.
    ///
    /// # Errors
    /// If the host refuses: the files are uploaded, but readers may not see them.
    fn publish(&self) -> Result<Option<String>> {
        Ok(None)
    }

    /// Number of files to write in parallel; by default one per thread of the global pool.
    fn concurrency(&self) -> usize {
        rayon::current_num_threads()
    }

    /// When changes become visible to readers; immediately by default.
    fn publish_mode(&self) -> PublishMode {
        PublishMode::Immediate
    }
}

/// What is compared of each file, besides its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareBy {
    /// Its length.
    Size,
    /// Its content.
    Content,
}

/// How the files on a remote differ from what was recorded of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteDiff {
    /// What was compared.
    pub by: CompareBy,
    /// Paths of the files that are missing or differ.
    pub altered: Vec<String>,
    /// Whether files that leadfolio writes for the host, such as `CNAME`, are missing or differ. The next
    /// [`write_manifest`](Remote::write_manifest) writes them.
    pub are_host_files_altered: bool,
}

impl RemoteDiff {
    /// The result for a remote without files for the host.
    pub fn new(by: CompareBy, altered: Vec<String>) -> Self {
        Self { by, altered, are_host_files_altered: false }
    }
}

/// When changes become visible to readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishMode {
    /// Each file as soon as it is written.
    Immediate,
    /// All changes at once, with the final [`write_manifest`](Remote::write_manifest): an interrupted run changes nothing.
    Atomic,
    /// As [`Atomic`](Self::Atomic), but every deploy has to include all files, also the unchanged ones.
    FullUpload,
}

/// Asks the user for what is needed to open a remote.
pub trait Prompt {
    /// Asks a yes-or-no question.
    ///
    /// # Errors
    /// If the session is not interactive.
    fn confirm(&self, question: &str) -> Result<bool>;

    /// Asks for a secret without echoing or storing it; `None` if the session is not interactive.
    ///
    /// # Errors
    /// If the input cannot be read.
    fn read_secret(&self, question: &str) -> Result<Option<Secret>>;
}
