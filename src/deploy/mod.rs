//! Putting a finished site somewhere: a plan from what is there and what should be, then the least that makes them
//! equal.
//!
//! A place holds a [manifest] of what leadfolio put there. A run first writes down what it is about to touch,
//! then writes assets, pages and lists, in this order, then deletes, and writes down at last what is there. Whenever it
//! is cut off, readers meet whole files, no page without its assets, and the next run knows what is left to do. Files
//! that are not in the manifest are never touched.

mod archive;
mod bucket;
mod folder;
mod git;
pub mod headers;
pub mod manifest;
pub mod plan;
pub mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use self::manifest::{Digest, Manifest};
use self::plan::{Plan, Stage};
use crate::portfolio::model::Place;
use crate::tree::Blob;

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

    /// How many files are best written at the same time.
    fn width(&self) -> usize {
        rayon::current_num_threads()
    }

    /// Whether nothing shows before the last [`note`](Self::note), so that a run that is cut off leaves no trace.
    fn is_whole(&self) -> bool {
        false
    }
}

/// Opens a place. `root` is the folder of the portfolio, from which paths are meant.
///
/// # Errors
/// When the place is where the portfolio itself is, or a program that it takes is missing.
pub fn open(place: &Place, root: &Path) -> Result<Box<dyn Remote>> {
    Ok(match place {
        Place::Folder { path } => Box::new(folder::Folder::new(&root.join(path), root)?),
        Place::Git { remote, branch, domain } => {
            Box::new(git::Branch::fetch(root, remote, branch, domain.as_deref())?)
        }
        Place::Bucket { name, region, endpoint, prefix } => {
            Box::new(bucket::Bucket::new(name, region.as_deref(), endpoint.as_deref(), prefix)?)
        }
        Place::Zip { path } => Box::new(archive::Archive::new(&root.join(path))),
    })
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
    make: &(dyn Fn(&str) -> Result<Blob> + Sync),
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
    if !remote.is_whole() {
        let intent = Manifest::new(run, files.clone(), touched).bytes();
        remote.note(Some(&intent), before.as_deref())?;
        before = Some(intent);
    }
    let threads = rayon::ThreadPoolBuilder::new().num_threads(remote.width()).build();
    let threads = threads.context("cannot start a thread")?;
    let write = |stage| {
        let puts: Vec<_> = plan.puts.iter().filter(|it| it.stage == stage).collect();
        puts.par_iter().try_for_each(|put| {
            let blob = make(&put.path)?;
            if blob.len() != put.digest.bytes {
                bail!("`{}` changed while it was read: run again", put.path);
            }
            remote.put(&put.path, &blob).with_context(|| format!("cannot write `{}`", put.path))?;
            tick(put.digest.bytes);
            anyhow::Ok(())
        })
    };
    let delete = |it: &String| remote.delete(it).with_context(|| format!("cannot delete `{it}`"));
    threads.install(|| {
        Stage::ALL.into_iter().try_for_each(write)?;
        plan.deletes.par_iter().try_for_each(delete)
    })?;
    files.extend(plan.puts.iter().map(|it| (it.path.clone(), it.digest.clone())));
    let done = (!files.is_empty()).then(|| Manifest::new(run, files, BTreeSet::new()).bytes());
    remote.note(done.as_deref(), before.as_deref())
}
