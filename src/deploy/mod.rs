//! Deploys a rendered site: computes a [plan] from the remote state and the site, then applies the minimal changes.
//!
//! A remote holds a [manifest] of the files that leadfolio has written there. A run first records in it the paths it is
//! about to change, then uploads assets, pages and indexes, in this order, then deletes, and finally records the new
//! state. If the run is interrupted at any point, readers see only complete files and no page without its assets, and
//! the next run knows what remains to be done. Files that are not in the manifest are not changed, unless the user
//! allows overwriting them.

mod api;
mod archive;
#[cfg(feature = "object-storage")]
mod bucket;
mod cloudflare;
mod folder;
mod git;
mod github;
pub mod headers;
pub mod manifest;
mod netlify;
pub mod plan;
mod rsync;
pub mod setup;
#[cfg(feature = "ssh")]
mod sftp;
pub mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
#[cfg(any(feature = "object-storage", feature = "ssh"))]
use tokio::runtime::Runtime;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;

use self::manifest::{Digest, Manifest};
use self::plan::{Plan, Stage};
use crate::model::deploy_target::{Host, ObjectStorage, SshServer, Transport};
use crate::vfs::Blob;

/// Suffix of a file's name while the file is being written. It is fixed, so that a later run can remove what an
/// interrupted run left behind.
const TEMP_SUFFIX: &str = ".leadfolio-half";

/// Error message when the remote was changed by another run since its state was read.
const CONFLICT: &str = "another run has put a site there meanwhile: run again";

/// Delays before each attempt to reconnect to a server, in seconds.
const RETRY_DELAYS: [u64; 3] = [1, 2, 4];

/// A deploy destination that stores files by path.
///
/// Paths are relative and separated by `/`. [`put`](Self::put) and [`delete`](Self::delete) are called from several
/// threads, after the first [`note`](Self::write_manifest) if the remote is [`PublishMode::Immediate`].
pub trait Remote: Sync {
    /// Description for messages, for example "the folder `/srv/www`".
    fn describe(&self) -> String;

    /// Reads the manifest's raw bytes; `None` if nothing has been deployed yet.
    ///
    /// # Errors
    /// If the remote cannot be reached.
    fn read_manifest(&self) -> Result<Option<Vec<u8>>>;

    /// Returns those of `paths` that already exist on the remote. A remote that cannot list files may return a
    /// description of the whole site instead, such as its URL.
    ///
    /// # Errors
    /// If the remote cannot be reached.
    fn existing(&self, paths: &[&str]) -> Result<Vec<String>>;

    /// Replaces the manifest `before` by `manifest`, or deletes it if `None`. For a remote that is not
    /// [`PublishMode::Immediate`], this also publishes everything that was put or deleted before.
    ///
    /// # Errors
    /// If another run is in progress or has changed the remote since `before` was read, or if the write fails.
    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()>;

    /// Writes a file atomically. It may only be staged until [`flush`](Self::flush) or [`note`](Self::write_manifest).
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

/// When changes become visible to readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishMode {
    /// Each file as soon as it is written.
    Immediate,
    /// All changes at once, with the final [`note`](Remote::write_manifest): an interrupted run changes nothing.
    Atomic,
    /// As [`Together`](Self::Atomic), but every deploy has to include all files, also the unchanged ones.
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
    fn read_secret(&self, question: &str) -> Result<Option<String>>;
}

/// Opens the remote of a deploy target. `root` is the portfolio's root folder, which relative paths start from.
///
/// # Errors
/// If the target overlaps the portfolio's own files or cannot be reached, or if a credential, a program or a
/// compile-time feature that it needs is missing.
pub fn open(place: &Host, root: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
    Ok(match place {
        Host::Folder { path } => Box::new(folder::LocalFolder::new(&root.join(path), root)?),
        Host::Zip { path } => Box::new(archive::ZipFile::new(&root.join(path))),
        Host::Server(server) => match server.transport {
            Transport::Sftp => space(server, root, prompt)?,
            Transport::Rsync => Box::new(rsync::RsyncFolder::new(server, root)?),
        },
        Host::Git { remote, branch, domain } => {
            Box::new(git::GitBranch::fetch(root, remote, branch, domain.as_deref())?)
        }
        Host::Github { repo, branch, domain, endpoint } => {
            Box::new(github::GithubPages::open(repo, branch, domain.as_deref(), endpoint.as_deref(), prompt)?)
        }
        Host::Netlify { site, endpoint } => {
            Box::new(netlify::NetlifySite::open(site, endpoint.as_deref(), prompt)?)
        }
        Host::CloudflarePages { account, project, endpoint } => Box::new(
            cloudflare::CloudflareProject::open(account.as_deref(), project, endpoint.as_deref(), prompt)?,
        ),
        Host::Bucket { service, name, endpoint, prefix } => {
            bucket(service, name, endpoint.as_deref(), prefix)?
        }
    })
}

#[cfg(feature = "ssh")]
fn space(server: &SshServer, root: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
    Ok(Box::new(sftp::SftpFolder::connect(server, root, prompt)?))
}

#[cfg(not(feature = "ssh"))]
fn space(_: &SshServer, _: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
    bail!("this leadfolio was built without SFTP\nbuild it with `--features ssh`")
}

#[cfg(feature = "object-storage")]
fn bucket(
    service: &ObjectStorage,
    name: &str,
    endpoint: Option<&str>,
    prefix: &str,
) -> Result<Box<dyn Remote>> {
    Ok(Box::new(bucket::Bucket::new(service, name, endpoint, prefix)?))
}

#[cfg(not(feature = "object-storage"))]
fn bucket(_: &ObjectStorage, _: &str, _: Option<&str>, _: &str) -> Result<Box<dyn Remote>> {
    bail!("this leadfolio was built without object storage\nbuild it with `--features object-storage`")
}

/// State of a remote, as recorded in its manifest.
#[derive(Debug, Default)]
pub struct RemoteState {
    /// The manifest as read, to detect whether another run has replaced it.
    manifest_bytes: Option<Vec<u8>>,
    /// The parsed manifest; empty if nothing has been deployed yet.
    pub manifest: Manifest,
}

impl RemoteState {
    /// Reads the state of a remote.
    ///
    /// # Errors
    /// If the remote cannot be reached, or its manifest is invalid.
    pub fn read(remote: &dyn Remote) -> Result<Self> {
        let bytes = remote.read_manifest()?;
        let manifest = bytes.as_deref().map(Manifest::parse).transpose()?.unwrap_or_default();
        Ok(Self { manifest_bytes: bytes, manifest })
    }
}

/// Finds files on the remote that leadfolio did not write and that the plan would overwrite.
///
/// # Errors
/// If the remote cannot be reached.
pub fn find_foreign_files(remote: &dyn Remote, plan: &Plan) -> Result<Vec<String>> {
    let uploads = plan.uploads.iter().filter(|upload| upload.is_new);
    let paths: Vec<&str> = uploads.map(|upload| upload.path.as_str()).collect();
    remote.existing(&paths)
}

/// Callback that returns the content of a site file by its path; called from several threads.
pub type ReadFile<'a> = dyn Fn(&str) -> Result<Blob> + Sync + 'a;

/// Applies a plan to a remote. `read_file` returns the content of a file; `on_progress` receives the number of bytes of
/// each file written; both are called from several threads. `run` is a unique id of this run.
///
/// # Errors
/// If a file cannot be rendered or the remote fails. Changes made so far are kept, and the next run continues.
pub fn apply(
    remote: &dyn Remote,
    plan: &Plan,
    state: &RemoteState,
    run: &str,
    read_file: &ReadFile<'_>,
    on_progress: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    if plan.is_empty() && state.manifest.unsure.is_empty() {
        return Ok(());
    }
    let changed: BTreeSet<String> =
        plan.uploads.iter().map(|upload| &upload.path).chain(&plan.deletes).cloned().collect();
    let unchanged = state.manifest.files.iter().filter(|(path, _)| !changed.contains(*path));
    let mut files: BTreeMap<String, Digest> =
        unchanged.map(|(path, digest)| (path.clone(), digest.clone())).collect();
    let mut before = state.manifest_bytes.clone();
    let is_immediate = remote.publish_mode() == PublishMode::Immediate;
    if is_immediate {
        // Recorded before the first change, so that the next run knows which files may be incomplete.
        let intent = Manifest::new(run, files.clone(), changed).to_json();
        remote.write_manifest(Some(&intent), before.as_deref())?;
        before = Some(intent);
    }
    // Once a later run has replaced the manifest, anything written here would mix with its files.
    let ensure_owned = || {
        if is_immediate && remote.read_manifest()? != before {
            bail!("another run has begun to put a site there: let it end, and run again");
        }
        anyhow::Ok(())
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(remote.concurrency()).build();
    let pool = pool.context("cannot start a thread")?;
    pool.install(|| {
        if remote.publish_mode() == PublishMode::FullUpload {
            files.par_iter().try_for_each(|(path, digest)| upload_file(remote, path, digest, read_file))?;
        }
        run_stages(remote, plan, &ensure_owned, read_file, on_progress)
    })?;
    files.extend(plan.uploads.iter().map(|upload| (upload.path.clone(), upload.digest.clone())));
    // An empty site leaves no manifest behind.
    let manifest = (!files.is_empty()).then(|| Manifest::new(run, files, BTreeSet::new()).to_json());
    remote.write_manifest(manifest.as_deref(), before.as_deref())
}

/// Uploads stage by stage, then deletes. Each step starts only if `ensure_owned` confirms that no other run has begun.
fn run_stages(
    remote: &dyn Remote,
    plan: &Plan,
    ensure_owned: &(dyn Fn() -> Result<()> + Sync),
    read_file: &ReadFile<'_>,
    on_progress: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    for stage in Stage::ALL {
        let uploads: Vec<_> = plan.uploads.iter().filter(|upload| upload.stage == stage).collect();
        if uploads.is_empty() {
            continue;
        }
        ensure_owned()?;
        uploads.par_iter().try_for_each(|upload| {
            upload_file(remote, &upload.path, &upload.digest, read_file)?;
            on_progress(upload.digest.bytes);
            anyhow::Ok(())
        })?;
        remote.flush()?;
    }
    if plan.deletes.is_empty() {
        return Ok(());
    }
    ensure_owned()?;
    let delete = |path: &String| remote.delete(path).with_context(|| format!("cannot delete `{path}`"));
    plan.deletes.par_iter().try_for_each(delete)?;
    remote.flush()
}

fn upload_file(remote: &dyn Remote, path: &str, digest: &Digest, read_file: &ReadFile<'_>) -> Result<()> {
    let blob = read_file(path)?;
    if blob.len() != digest.bytes {
        bail!("`{path}` changed while it was read: run again");
    }
    remote.put(path, &blob).with_context(|| format!("cannot write `{path}`"))
}

/// Creates the async runtime for the SFTP and object storage libraries.
#[cfg(any(feature = "object-storage", feature = "ssh"))]
fn new_runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("cannot start a thread")
}

/// Locks a mutex. A poisoned lock is ignored: the panic that caused it is reported where it happened.
fn lock<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Copies those of `paths` for which `is_there` returns true.
fn retain_existing(paths: &[&str], is_there: impl Fn(&str) -> bool) -> Vec<String> {
    paths.iter().filter(|path| is_there(path)).map(|path| (*path).to_owned()).collect()
}

/// HTTP client that returns error statuses as values. `timeout` limits a whole request.
fn http_agent(timeout: Duration) -> Agent {
    // School networks often intercept TLS with their own root certificate, which only the system's store contains.
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .user_agent(concat!("leadfolio/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// Resolves a configured path: from the home folder if it begins with `~/`, otherwise from the portfolio's root.
fn expand_home(file: &str, portfolio: &Path) -> PathBuf {
    let in_home = || file.strip_prefix("~/").and_then(|rest| Some(env::home_dir()?.join(rest)));
    in_home().unwrap_or_else(|| portfolio.join(file))
}

/// Whether a URL points to this machine, where plain HTTP is acceptable.
fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
