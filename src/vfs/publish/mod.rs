//! Writes a built site to its output folder atomically: the new site replaces the old one completely or not at all.
//!
//! The new site is written to a staging folder next to the output, `.dist.leadfolio/` for `dist`, and then exchanged
//! with the old one in a single file system operation. Then the old folder is brought up to date and exchanged back, so
//! that a web server or a container that stands in it sees the new site, too. If a run is killed, fails or fills the disk,
//! the output holds the old site or the new one. A mounted drive or volume can't be exchanged: its files are replaced one
//! by one. Files that leadfolio did not write are never deleted. The staging folder contains
//!
//! - `lock`, a file locked by the current run, with its process id;
//! - `half/`, an incomplete site, which may be deleted as a whole;
//! - `new/`, a complete site before the exchange, and the previous site after it;
//! - `old/`, the previous site on file systems that cannot exchange two folders. If it exists and the output does not,
//!   a run was interrupted between two renames, and it is moved back.
//!
//! These names are the journal from which the next run recovers after an interrupted one. The manifest in the output
//! lists the files that leadfolio wrote. It holds no hashes and no times: files are compared byte by byte with those
//! on disk, which costs about as much as hashing, relies on no clock, and keeps two builds of one site byte-identical.

mod destination;
mod dir_scan;
mod file_ops;
mod in_place;
mod manifest;
mod output_folder;
mod staging;

use anyhow::Result;
use rayon::prelude::*;

pub use self::destination::{Destination, PublishReport};
pub use self::manifest::MANIFEST_FILE;
use self::output_folder::{OutputFolder, is_site_path};
pub use self::staging::LOCK_TIMEOUT;
use self::staging::{StagingFolder, WriteStatus};
use super::Blob;

/// Writes a site that consists of exactly the files at `paths`; `read_file` returns the content of each.
///
/// Paths are relative, with `/` separators, and unique. `read_file` and `on_written`, which is called after each
/// file, run on several threads. At most one file per thread is in memory at a time.
///
/// # Errors
/// If the output folder is not allowed or holds other files, if another run keeps the lock, if `read_file` fails, and
/// on I/O errors. The previous site then stays as it was, and no other files are left behind; of a drive that is mounted
/// as the output, some files may have been replaced.
///
/// # Panics
/// If a path is not a relative path inside the output, or is that of the manifest; the caller must validate them.
pub fn publish(
    destination: &Destination<'_>,
    paths: &[&str],
    read_file: impl Fn(&str) -> Result<Blob> + Sync,
    on_written: impl Fn() + Sync,
) -> Result<PublishReport> {
    assert!(paths.iter().all(|path| is_site_path(path)), "paths are validated before they are published");
    let output = OutputFolder::resolve(destination)?;
    output.read_manifest()?;
    let staging = StagingFolder::acquire(&output, destination.lock_timeout)?;
    let mut kept = staging.recover()?;
    let old = output.verify_manifest()?;

    let stage = |path: &&str| {
        let blob = read_file(path)?;
        let status = staging.stage_file(path, &blob, old.as_ref())?;
        on_written();
        Ok((status, blob.len()))
    };
    let staged = paths.par_iter().map(stage).collect::<Result<Vec<_>>>()?;
    let statuses = paths.iter().zip(&staged);
    let unchanged: Vec<&str> = statuses
        .filter(|(_, (status, _))| *status == WriteStatus::Unchanged)
        .map(|(path, _)| *path)
        .collect();
    let removed = old.as_ref().map_or(0, |manifest| manifest.count_missing_from(paths));
    let is_list_outdated = old.as_ref().is_none_or(|manifest| manifest.had_paths);
    if is_list_outdated || unchanged.len() < paths.len() || removed > 0 {
        kept.extend(staging.install(paths, &unchanged, old.as_ref(), destination.durable)?);
    }
    Ok(PublishReport {
        files: paths.len(),
        bytes: staged.iter().map(|(_, len)| len).sum(),
        written: paths.len() - unchanged.len(),
        unchanged: unchanged.len(),
        removed,
        kept_folders: kept,
    })
}
