//! Small helpers that several hosts share.

use std::collections::BTreeMap;
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

#[cfg(any(feature = "object-storage", feature = "ssh"))]
use anyhow::Context as _;
use anyhow::Result;
use rayon::prelude::*;
use sha1::{Digest as _, Sha1};
#[cfg(any(feature = "object-storage", feature = "ssh"))]
use tokio::runtime::Runtime;

use super::manifest::Digest;
use crate::vfs::Blob;

/// Delays before each attempt to reconnect to a server, in seconds.
pub(super) const RETRY_DELAYS: [u64; 3] = [1, 2, 4];

/// Creates the async runtime for the SFTP and object storage libraries.
#[cfg(any(feature = "object-storage", feature = "ssh"))]
pub(super) fn new_runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("cannot start a thread")
}

/// The error of a target whose libraries were left out of this binary to compile it sooner.
#[cfg(not(all(feature = "https", feature = "object-storage", feature = "ssh")))]
pub(super) fn fail_without_feature<T>(what: &str) -> Result<T> {
    anyhow::bail!(
        "this copy of leadfolio was built without {what}\n\
         to add it, run `cargo install --path . --all-features` in the folder of leadfolio's source code"
    )
}

/// Locks a mutex. A poisoned lock is ignored: the panic that caused it is reported where it happened.
pub(super) fn lock<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the paths of `files` for which `is_same` is false, looking at several at once.
pub(super) fn find_altered(
    files: &BTreeMap<String, Digest>,
    is_same: impl Fn(&str, &Digest) -> Result<bool> + Sync,
) -> Result<Vec<String>> {
    let altered = files.par_iter().map(|(path, digest)| Ok((!is_same(path, digest)?).then(|| path.clone())));
    let altered: Vec<Option<String>> = altered.collect::<Result<_>>()?;
    Ok(altered.into_iter().flatten().collect())
}

/// Message of each commit and deploy that leadfolio makes. One with another message was made by somebody else; where
/// each file takes a request, only such a one is searched for edits.
pub(super) const DEPLOY_MESSAGE: &str = "Publish the site with leadfolio";

/// Returns the paths of `files` that are on the remote with another content than was recorded. `read` downloads a file; `None`
/// if there is none.
pub(super) fn find_edited_files(
    files: &BTreeMap<String, Digest>,
    read: impl Fn(&str) -> Result<Option<Vec<u8>>> + Sync,
) -> Result<Vec<String>> {
    find_altered(files, |path, digest| {
        Ok(read(path)?.is_none_or(|bytes| Digest::from_content(&bytes) == *digest))
    })
}

/// SHA-1 in hexadecimal digits, by which Git and Netlify know a file.
pub(super) fn sha1_hex(parts: &[&[u8]]) -> String {
    let mut hasher = Sha1::new();
    parts.iter().for_each(|part| hasher.update(part));
    finish_hex(hasher)
}

fn finish_hex(hasher: Sha1) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-1 of a beginning and a file, which is never held in memory as a whole.
pub(super) fn sha1_of_file(beginning: &str, blob: &Blob) -> io::Result<String> {
    let mut hasher = Sha1::new();
    hasher.update(beginning);
    blob.for_each_piece(|piece| hasher.update(piece))?;
    Ok(finish_hex(hasher))
}

/// Copies those of `paths` for which `is_there` returns true.
pub(super) fn retain_existing(paths: &[&str], is_there: impl Fn(&str) -> bool) -> Vec<String> {
    paths.iter().filter(|path| is_there(path)).map(|path| (*path).to_owned()).collect()
}

/// Resolves a configured path: from the home folder if it is `~` or begins with `~/`, otherwise from the portfolio's root.
pub(super) fn expand_home(file: &str, portfolio: &Path) -> PathBuf {
    let in_home = match file {
        "~" => Some(""),
        _ => file.strip_prefix("~/"),
    };
    in_home.and_then(|rest| Some(env::home_dir()?.join(rest))).unwrap_or_else(|| portfolio.join(file))
}
