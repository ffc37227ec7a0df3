//! Putting a finished site somewhere: a plan from what is there and what should be, then the least that makes them
//! equal.
//!
//! A place holds a [manifest] of what leadfolio put there. A run first writes down what it is about to touch,
//! then writes assets, pages and lists, in this order, then deletes, and writes down at last what is there. Whenever it
//! is cut off, readers meet whole files, no page without its assets, and the next run knows what is left to do. Files
//! that are not in the manifest are never touched.

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
use url::{Host, Url};

use self::manifest::{Digest, Manifest};
use self::plan::{Plan, Stage};
use crate::portfolio::model::{Courier, Place, Server, Storage};
use crate::tree::Blob;

/// What a file is called while it is written: its own name with this behind it, so that a later run finds what a run
/// that was cut off left.
const HALF: &str = ".leadfolio-half";

/// When somebody else was faster.
const OVERTAKEN: &str = "another run has put a site there meanwhile: run again";

/// Pauses before a connection to a server that broke is made again, in seconds.
const PAUSES: [u64; 3] = [1, 2, 4];

/// A place that holds files by their paths.
///
/// Paths are relative, with `/` between their parts. [`put`](Self::put) and [`delete`](Self::delete) run on several
/// threads, after the first [`note`](Self::note).
pub trait Remote: Sync {
    /// What people call it: "the folder `/srv/www`".
    fn shown(&self) -> String;

    /// The manifest, byte by byte; none where nothing was put yet.
    ///
    /// # Errors
    /// When the place cannot be reached.
    fn manifest(&self) -> Result<Option<Vec<u8>>>;

    /// Which of some paths are there already.
    ///
    /// # Errors
    /// When the place cannot be reached.
    fn taken(&self, paths: &[&str]) -> Result<Vec<String>>;

    /// Writes a manifest in place of another, or takes it away; from here on the place belongs to this run.
    ///
    /// # Errors
    /// When another run is at work, or was since `before` was read; when the place refuses.
    fn note(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()>;

    /// Writes a file, whole or not at all.
    ///
    /// # Errors
    /// When the place refuses.
    fn put(&self, path: &str, blob: &Blob) -> Result<()>;

    /// Deletes a file; one that is gone already is fine.
    ///
    /// # Errors
    /// When the place refuses.
    fn delete(&self, path: &str) -> Result<()>;

    /// Ends a stage: what was written or deleted before is there, and gone, when it returns.
    ///
    /// # Errors
    /// When the place refuses.
    fn flush(&self) -> Result<()> {
        Ok(())
    }

    /// Tells the host that everything is there, where it wants to be told; what it says of it, such as an address.
    ///
    /// # Errors
    /// When the host refuses: files are there, and readers may not see them.
    fn publish(&self) -> Result<Option<String>> {
        Ok(None)
    }

    /// How many files are best written at the same time.
    fn width(&self) -> usize {
        rayon::current_num_threads()
    }

    /// When readers see what was written.
    fn showing(&self) -> Showing {
        Showing::AtOnce
    }
}

/// When readers see what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// Every file as soon as it is there.
    AtOnce,
    /// Everything with the last [`note`](Remote::note): a run that is cut off leaves no trace.
    Together,
    /// As [`Together`](Self::Together), and the place wants to be given every file, also those that it has.
    Anew,
}

/// Somebody who can be asked while a place is opened.
pub trait Author {
    /// Asks for yes or no.
    ///
    /// # Errors
    /// When nobody is there to answer.
    fn agrees(&self, question: &str) -> Result<bool>;

    /// Asks for a secret, which is not shown while it is written and not kept; none when nobody is there.
    ///
    /// # Errors
    /// When it cannot be read.
    fn secret(&self, question: &str) -> Result<Option<String>>;
}

/// Opens a place. `root` is the folder of the portfolio, from which paths are meant.
///
/// # Errors
/// When the place is where the portfolio itself is, cannot be reached, or a key or a program that it takes is missing.
pub fn open(place: &Place, root: &Path, author: &dyn Author) -> Result<Box<dyn Remote>> {
    Ok(match place {
        Place::Folder { path } => Box::new(folder::Folder::new(&root.join(path), root)?),
        Place::Zip { path } => Box::new(archive::Archive::new(&root.join(path))),
        Place::Server(server) => match server.by {
            Courier::Sftp => space(server, root, author)?,
            Courier::Rsync => Box::new(rsync::Rsync::new(server, root)?),
        },
        Place::Git { remote, branch, domain } => {
            Box::new(git::Branch::fetch(root, remote, branch, domain.as_deref())?)
        }
        Place::Github { repo, branch, domain, endpoint } => {
            Box::new(github::Pages::open(repo, branch, domain.as_deref(), endpoint.as_deref(), author)?)
        }
        Place::Netlify { site, endpoint } => {
            Box::new(netlify::Site::open(site, endpoint.as_deref(), author)?)
        }
        Place::CloudflarePages { account, project, endpoint } => {
            Box::new(cloudflare::Project::open(account.as_deref(), project, endpoint.as_deref(), author)?)
        }
        Place::Bucket { service, name, endpoint, prefix } => {
            bucket(service, name, endpoint.as_deref(), prefix)?
        }
    })
}

#[cfg(feature = "ssh")]
fn space(server: &Server, root: &Path, author: &dyn Author) -> Result<Box<dyn Remote>> {
    Ok(Box::new(sftp::Space::connect(server, root, author)?))
}

#[cfg(not(feature = "ssh"))]
fn space(_: &Server, _: &Path, _: &dyn Author) -> Result<Box<dyn Remote>> {
    bail!("this leadfolio was built without SFTP\nbuild it with `--features ssh`")
}

#[cfg(feature = "object-storage")]
fn bucket(service: &Storage, name: &str, endpoint: Option<&str>, prefix: &str) -> Result<Box<dyn Remote>> {
    Ok(Box::new(bucket::Bucket::new(service, name, endpoint, prefix)?))
}

#[cfg(not(feature = "object-storage"))]
fn bucket(_: &Storage, _: &str, _: Option<&str>, _: &str) -> Result<Box<dyn Remote>> {
    bail!("this leadfolio was built without object storage\nbuild it with `--features object-storage`")
}

/// What is at a place.
#[derive(Debug, Default)]
pub struct There {
    bytes: Option<Vec<u8>>,
    /// What the manifest says; empty where nothing was put yet.
    pub manifest: Manifest,
}

impl There {
    /// Asks a place.
    ///
    /// # Errors
    /// When it cannot be reached, or its manifest cannot be read.
    pub fn at(remote: &dyn Remote) -> Result<Self> {
        let bytes = remote.manifest()?;
        let manifest = bytes.as_deref().map(Manifest::parse).transpose()?.unwrap_or_default();
        Ok(Self { bytes, manifest })
    }
}

/// Files at a place that are not ours and stand where the plan would write.
///
/// # Errors
/// When the place cannot be reached.
pub fn strangers(remote: &dyn Remote, plan: &Plan) -> Result<Vec<String>> {
    let new: Vec<&str> = plan.puts.iter().filter(|it| it.new).map(|it| it.path.as_str()).collect();
    remote.taken(&new)
}

/// Gives the bytes of a file of the site by its path, on several threads.
pub type Make<'a> = dyn Fn(&str) -> Result<Blob> + Sync + 'a;

/// Makes a place what it should be. `make` gives the bytes of a file, `tick` is told of bytes that are written; both run
/// on several threads. `run` is a text that no other run has.
///
/// # Errors
/// When a file cannot be made, or the place refuses: what was done stays, and another run goes on from there.
pub fn apply(
    remote: &dyn Remote,
    plan: &Plan,
    there: &There,
    run: &str,
    make: &Make<'_>,
    tick: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    if plan.is_empty() && there.manifest.unsure.is_empty() {
        return Ok(());
    }
    let touched: BTreeSet<String> =
        plan.puts.iter().map(|it| &it.path).chain(&plan.deletes).cloned().collect();
    let untouched = there.manifest.files.iter().filter(|it| !touched.contains(it.0));
    let mut files: BTreeMap<String, Digest> =
        untouched.map(|(path, it)| (path.clone(), it.clone())).collect();
    let mut before = there.bytes.clone();
    let at_once = remote.showing() == Showing::AtOnce;
    if at_once {
        let intent = Manifest::new(run, files.clone(), touched).bytes();
        remote.note(Some(&intent), before.as_deref())?;
        before = Some(intent);
    }
    // A run that began later has taken the place over: whatever this one writes now would mix with it.
    let is_ours = || {
        if at_once && remote.manifest()? != before {
            bail!("another run has begun to put a site there: let it end, and run again");
        }
        anyhow::Ok(())
    };
    let threads = rayon::ThreadPoolBuilder::new().num_threads(remote.width()).build();
    let threads = threads.context("cannot start a thread")?;
    threads.install(|| {
        if remote.showing() == Showing::Anew {
            files.par_iter().try_for_each(|(path, it)| put(remote, path, it, make))?;
        }
        stages(remote, plan, &is_ours, make, tick)
    })?;
    files.extend(plan.puts.iter().map(|it| (it.path.clone(), it.digest.clone())));
    let done = (!files.is_empty()).then(|| Manifest::new(run, files, BTreeSet::new()).bytes());
    remote.note(done.as_deref(), before.as_deref())
}

/// Writes and deletes, stage after stage; each begins only while the place is ours.
fn stages(
    remote: &dyn Remote,
    plan: &Plan,
    is_ours: &(dyn Fn() -> Result<()> + Sync),
    make: &Make<'_>,
    tick: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    for stage in Stage::ALL {
        let puts: Vec<_> = plan.puts.iter().filter(|it| it.stage == stage).collect();
        if puts.is_empty() {
            continue;
        }
        is_ours()?;
        puts.par_iter().try_for_each(|it| {
            put(remote, &it.path, &it.digest, make)?;
            tick(it.digest.bytes);
            anyhow::Ok(())
        })?;
        remote.flush()?;
    }
    if plan.deletes.is_empty() {
        return Ok(());
    }
    is_ours()?;
    let delete = |it: &String| remote.delete(it).with_context(|| format!("cannot delete `{it}`"));
    plan.deletes.par_iter().try_for_each(delete)?;
    remote.flush()
}

fn put(remote: &dyn Remote, path: &str, digest: &Digest, make: &Make<'_>) -> Result<()> {
    let blob = make(path)?;
    if blob.len() != digest.bytes {
        bail!("`{path}` changed while it was read: run again");
    }
    remote.put(path, &blob).with_context(|| format!("cannot write `{path}`"))
}

/// What drives libraries that wait for many answers at once.
#[cfg(any(feature = "object-storage", feature = "ssh"))]
fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("cannot start a thread")
}

/// What a lock guards. A thread that panics with it has told so already.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The paths of some that are there.
fn among(paths: &[&str], is_there: impl Fn(&str) -> bool) -> Vec<String> {
    paths.iter().filter(|it| is_there(it)).map(|it| (*it).to_owned()).collect()
}

/// A visitor of the web, that takes every answer for one.
fn agent(patience: Duration) -> Agent {
    // A school's filter signs with a certificate of its own, which the system knows.
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(patience))
        .http_status_as_error(false)
        .user_agent(concat!("leadfolio/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// A file that the author named, from their home folder where it begins with `~/`.
fn under_home(file: &str, portfolio: &Path) -> PathBuf {
    let home = || file.strip_prefix("~/").and_then(|it| Some(env::home_dir()?.join(it)));
    home().unwrap_or_else(|| portfolio.join(file))
}

/// Whether an address is one of this machine, which may be asked without encryption.
fn is_here(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
