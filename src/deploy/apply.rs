//! Reads the state of a remote and applies a plan to it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::headers::HEADER_FILES;
use super::manifest::{Digest, Manifest, StoredManifest};
use super::plan::{Plan, Stage};
use super::remote::{CompareBy, PublishMode, ReadFile, Remote, RemoteDiff};
use crate::content::enums::HeaderFile;

/// State of a remote, as recorded in its manifest.
#[derive(Debug, Default)]
pub struct RemoteState {
    /// The manifest as read, to detect whether another run has replaced it.
    manifest_bytes: Option<Vec<u8>>,
    /// The parsed manifest; empty if nothing has been deployed yet.
    pub manifest: Manifest,
    /// Whether the final manifest has to be written even if no file changes, because files for the host go with it.
    are_host_files_altered: bool,
    /// Whether the manifest has to be written again even if no file changes: it tells names, or lists files that are gone.
    is_manifest_outdated: bool,
    /// Files with headers that an earlier deploy recorded and that the target does not write: they stay.
    pub left_there: Vec<String>,
    /// Number of files that are no longer part of the site, on a remote that cannot say what they are called. It replaces
    /// the site as a whole, so that they are deleted without their names.
    pub unnamed_deletes: usize,
}

impl RemoteState {
    /// Reads the state of a remote. `site_paths` are the files that the target's site has or is known to have had: the
    /// manifest tells no names.
    ///
    /// # Errors
    /// If the remote cannot be reached, or its manifest is invalid or lists files that leadfolio does not write there.
    pub fn read<'a>(remote: &dyn Remote, site_paths: impl Iterator<Item = &'a str> + Clone) -> Result<Self> {
        let Some(bytes) = remote.read_manifest()? else { return Ok(Self::default()) };
        let stored = StoredManifest::parse(&bytes)?;
        let has_paths = stored.has_paths();
        let mut is_listed = true;
        let list_paths = |stored: &StoredManifest| {
            let listed = remote.list_paths(&|folder| stored.has_folder(folder))?;
            is_listed = listed.is_some();
            Ok(listed.unwrap_or_default())
        };
        let (mut manifest, missing) = stored.resolve(site_paths.clone(), list_paths)?;
        let (is_changed, left_there) = release_header_files(remote, &mut manifest, &site_paths.collect())?;
        Ok(Self {
            manifest_bytes: Some(bytes),
            manifest,
            are_host_files_altered: false,
            is_manifest_outdated: has_paths || is_changed || missing > 0,
            left_there,
            unnamed_deletes: if is_listed { 0 } else { missing },
        })
    }

    /// Compares the files on the remote that seem to be up to date with those of `site`, and lists the ones that are
    /// missing or differ as pending. Returns their paths, and what was compared.
    ///
    /// # Errors
    /// If the remote cannot be reached.
    pub fn compare(
        &mut self,
        remote: &dyn Remote,
        site: &BTreeMap<String, Digest>,
        by: CompareBy,
        read_file: &ReadFile<'_>,
    ) -> Result<(CompareBy, Vec<String>)> {
        let same = self.manifest.files.iter().filter(|(path, digest)| site.get(*path) == Some(digest));
        let same: BTreeMap<String, Digest> =
            same.map(|(path, digest)| (path.clone(), digest.clone())).collect();
        let RemoteDiff { by, altered, are_host_files_altered } = remote.compare(&same, by, read_file)?;
        // Without a manifest there is nothing yet that a host file could belong to.
        self.are_host_files_altered = are_host_files_altered && self.manifest_bytes.is_some();
        altered.iter().for_each(|path| self.manifest.mark_pending(path));
        Ok((by, altered))
    }

    /// Finds the files that somebody edited on the remote and that would lose these edits, because `site` has another content
    /// for them or none: they are there, but not as they were recorded. Those that `site` has as recorded are found by
    /// [`compare`](Self::compare).
    ///
    /// # Errors
    /// If the remote cannot be reached.
    pub fn find_edited(
        &self,
        remote: &dyn Remote,
        site: &BTreeMap<String, Digest>,
        by: CompareBy,
    ) -> Result<Vec<String>> {
        let changed = self.manifest.files.iter().filter(|(path, digest)| site.get(*path) != Some(digest));
        let changed: BTreeMap<String, Digest> =
            changed.map(|(path, digest)| (path.clone(), digest.clone())).collect();
        if changed.is_empty() { Ok(Vec::new()) } else { remote.find_edited(&changed, by) }
    }

    /// Lists every file as pending, so that all are uploaded again.
    pub fn mark_all_pending(&mut self) {
        let paths: Vec<String> = self.manifest.files.keys().cloned().collect();
        paths.iter().for_each(|path| self.manifest.mark_pending(path));
    }

    /// Whether files for the host, such as `CNAME`, have to be written again.
    pub fn are_host_files_altered(&self) -> bool {
        self.are_host_files_altered
    }

    /// Whether the remote needs no change for a plan that was made from this state.
    pub fn is_up_to_date(&self, plan: &Plan) -> bool {
        plan.is_empty()
            && self.manifest.pending.is_empty()
            && !self.are_host_files_altered
            && !self.is_manifest_outdated
    }

    /// Whether the list of published files has to be written again, whatever else changes.
    pub fn is_manifest_outdated(&self) -> bool {
        self.is_manifest_outdated
    }
}

/// Takes files that tell a host what to do from the manifest, if the target's site has none of that name: only the target
/// decides what its host gets to read. They stay there, since they may be somebody else's. Returns whether there were any, and
/// those that exist.
///
/// # Errors
/// If the remote cannot be reached.
fn release_header_files(
    remote: &dyn Remote,
    manifest: &mut Manifest,
    site_paths: &BTreeSet<&str>,
) -> Result<(bool, Vec<String>)> {
    // A host that replaces the whole site keeps no file of somebody else.
    if remote.publish_mode() == PublishMode::FullUpload {
        return Ok((false, Vec::new()));
    }
    let names = HEADER_FILES.map(HeaderFile::id);
    let released: Vec<&str> =
        names.into_iter().filter(|name| manifest.contains(name) && !site_paths.contains(name)).collect();
    let left = remote.existing(&released)?;
    for name in &released {
        manifest.files.remove(*name);
        manifest.pending.remove(*name);
    }
    Ok((!released.is_empty(), left))
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

/// Applies a plan to a remote. `read_file` returns the content of a file; `on_progress` receives the number of bytes of
/// each file written; both are called from several threads. `run` is a unique id of this run.
///
/// # Errors
/// If a file cannot be rendered or the remote fails. Changes made so far are kept, and the next run continues; the error
/// says whether there are any.
pub fn apply(
    remote: &dyn Remote,
    plan: &Plan,
    state: &RemoteState,
    run: &str,
    read_file: &ReadFile<'_>,
    on_progress: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    if state.is_up_to_date(plan) {
        return Ok(());
    }
    let changed: BTreeSet<String> =
        plan.uploads.iter().map(|upload| &upload.path).chain(&plan.deletes).cloned().collect();
    let unchanged = state.manifest.files.iter().filter(|(path, _)| !changed.contains(*path));
    let mut files: BTreeMap<String, Digest> =
        unchanged.map(|(path, digest)| (path.clone(), digest.clone())).collect();
    remote.start_run(run, state.manifest.interrupted_run());
    let mut before = state.manifest_bytes.clone();
    let is_immediate = remote.publish_mode() == PublishMode::Immediate;
    if is_immediate {
        // Recorded before the first change, so that the next run knows which files may be incomplete.
        let intent = Manifest::new(run, files.clone(), changed).to_json();
        remote.write_manifest(Some(&intent), before.as_deref()).context("nothing was changed")?;
        before = Some(intent);
        // Now no other run is at work.
        if state.manifest.interrupted_run().is_some() {
            remote.clear_interrupted()?;
        }
    }
    // Once a later run has replaced the manifest, anything written here would mix with its files.
    let ensure_owned = || {
        if is_immediate && remote.read_manifest()? != before {
            bail!("someone else is publishing a site there: wait until they are done, and run it again");
        }
        anyhow::Ok(())
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(remote.concurrency()).build();
    let pool = pool.context("cannot start a thread")?;
    let changes = pool.install(|| {
        if remote.publish_mode() == PublishMode::FullUpload {
            files.par_iter().try_for_each(|(path, digest)| upload_file(remote, path, digest, read_file))?;
        }
        run_stages(remote, plan, &ensure_owned, read_file, on_progress)
    });
    files.extend(plan.uploads.iter().map(|upload| (upload.path.clone(), upload.digest.clone())));
    // An empty site leaves no manifest behind.
    let manifest = (!files.is_empty()).then(|| Manifest::new(run, files, BTreeSet::new()).to_json());
    changes.and_then(|()| remote.write_manifest(manifest.as_deref(), before.as_deref())).context(
        if is_immediate {
            "the deploy is not finished (run it again and it resumes)"
        } else {
            "the published site was not changed"
        },
    )
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
        bail!("`{path}` changed while it was being read: run it again");
    }
    remote.put(path, &blob).with_context(|| format!("cannot write `{path}`"))
}
