//! The staging folder, next to the output: lock, half-written site, exchange and recovery.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the site")]

use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, thread};

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::dir_scan::{DirScan, remove_system_files};
use super::file_ops::{copy_stable, has_content, io_error, with_parent_folder};
use super::in_place::{InPlaceUpdate, remove_parts};
use super::manifest::{MANIFEST_FILE, SiteManifest};
use super::output_folder::OutputFolder;
use crate::platform::{
    ensure_possible_path, exchange_folders, flush_folder, is_folder_in_use, is_link_error, is_same_file,
    open_lock_file, rename_folder, retry_while_in_use,
};
use crate::vfs::Blob;

/// Default time to wait for another run that writes to the same folder.
pub const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// Time between two attempts to take the lock.
pub(super) const LOCK_POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Whether a file was written, or is the same in the old site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WriteStatus {
    Written,
    Unchanged,
}

// The staging folder.

/// The staging folder next to the output, locked by this run. Dropping it removes it with everything in it.
pub(super) struct StagingFolder<'a> {
    pub(super) output: &'a OutputFolder<'a>,
    pub(super) folder: PathBuf,
    /// Missing parents of the output, the innermost first, which are created and on drop removed again if empty.
    pub(super) created_parents: Vec<PathBuf>,
    /// Held from [`claim`](Self::acquire) to drop; `None` if another run has it.
    pub(super) lock: Option<File>,
}

impl<'a> StagingFolder<'a> {
    /// Creates the folder and takes its lock; waits up to `timeout` for another run to release it.
    pub(super) fn acquire(output: &'a OutputFolder<'a>, timeout: Duration) -> Result<Self> {
        let parents = output.path.ancestors().skip(1);
        let missing = parents.take_while(|parent| !parent.exists()).map(Path::to_owned).collect();
        let folder = output.sibling_path(".", ".leadfolio");
        let mut staging = Self { output, folder, created_parents: missing, lock: None };
        let retries = timeout.as_millis() / LOCK_POLL_INTERVAL.as_millis();
        for attempt in 0..=retries {
            if attempt > 0 {
                thread::sleep(LOCK_POLL_INTERVAL);
            }
            let shown = output.display_path.with_file_name(staging.folder.file_name().unwrap_or_default());
            staging.lock = staging.try_lock().map_err(|error| io_error("create", &shown, &error))?;
            if staging.lock.is_some() {
                return Ok(staging);
            }
        }
        let holder = fs::read_to_string(staging.child_path("lock")).unwrap_or_default();
        let holder = if holder.is_empty() { String::new() } else { format!(" (process {holder})") };
        bail!(
            "another leadfolio{holder} is writing to `{}`; wait until it is done, or stop it",
            output.display_path.display()
        )
    }

    pub(super) fn child_path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Takes the lock; `None` if another run has it, or has just removed it with the folder.
    pub(super) fn try_lock(&self) -> io::Result<Option<File>> {
        fs::create_dir_all(&self.folder)?;
        // Of a link, everything below would be written wherever it leads.
        if fs::symlink_metadata(&self.folder).is_ok_and(|meta| meta.is_symlink()) {
            return Err(io::Error::other("it is a link; remove it and build again"));
        }
        let path = self.child_path("lock");
        let mut lock = match open_lock_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if is_link_error(&error) => {
                return Err(io::Error::other("its file `lock` is a link; remove it and build again"));
            }
            opened => opened?,
        };
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
            Ok(()) => {}
        }
        // Another run may have removed the file between open and lock; the lock is then on a file that no run sees.
        if !is_same_file(&lock, &path).unwrap_or(false) {
            return Ok(None);
        }
        // The id is only for the message of a waiting run. A full disk is reported when a page cannot be written.
        _ = lock.set_len(0).and_then(|()| lock.write_all(std::process::id().to_string().as_bytes()));
        Ok(Some(lock))
    }

    /// Recovers from an interrupted run: moves the old site back if the output is missing, and removes the other
    /// sites. Returns the folders that were kept since they contain files that leadfolio did not write.
    pub(super) fn recover(&self) -> Result<Vec<PathBuf>> {
        let [half, new, old] = ["half", "new", "old"].map(|name| self.child_path(name));
        let missing = |path: &Path| fs::symlink_metadata(path).is_err();
        if missing(&self.output.path) && !missing(&old) {
            rename_folder(&old, &self.output.path)
                .map_err(|error| io_error("put back", self.output.display_path, &error))?;
        }
        let parts = self.output.parts_folder();
        remove_parts(&parts).map_err(|error| io_error("remove", &parts, &error))?;
        if !missing(&half) {
            fs::remove_dir_all(&half).map_err(|error| io_error("remove", &half, &error))?;
        }
        [new, old]
            .iter()
            .filter(|site| !missing(site))
            .filter_map(|site| self.remove_site(site).transpose())
            .collect()
    }

    /// Removes the files of a site that its manifest lists. If anything else is in it, it is moved next to the output,
    /// as `dist-kept-1`, and that path is returned.
    pub(super) fn remove_site(&self, site: &Path) -> Result<Option<PathBuf>> {
        if fs::symlink_metadata(site).is_ok_and(|meta| meta.is_dir()) {
            remove_listed_files(site);
            if retry_while_in_use(|| fs::remove_dir(site)).is_ok() {
                return Ok(None);
            }
        }
        let mut names = (1..).map(|number| self.output.sibling_path("", &format!("-kept-{number}")));
        let free = names.find(|path| fs::symlink_metadata(path).is_err());
        let kept = free.expect("there are more numbers than files in a folder");
        rename_folder(site, &kept).map_err(|error| io_error("keep", site, &error))?;
        Ok(Some(self.output.display_path.with_file_name(kept.file_name().unwrap_or_default())))
    }

    /// Writes a file to the new site, unless the old one has it with the same content.
    pub(super) fn stage_file(
        &self,
        path: &str,
        blob: &Blob,
        old: Option<&SiteManifest>,
    ) -> Result<WriteStatus> {
        let listed = old.is_some_and(|manifest| manifest.has_file(path));
        if listed && has_content(&self.output.path.join(path), blob).unwrap_or(false) {
            return Ok(WriteStatus::Unchanged);
        }
        let target = self.child_path("half").join(path);
        let write_error = |error: io::Error| io_error("write", &self.output.display_path.join(path), &error);
        ensure_possible_path(path).map_err(write_error)?;
        let mut file = with_parent_folder(&target, || File::create_new(&target)).map_err(write_error)?;
        match blob {
            Blob::Memory(bytes) => file.write_all(bytes).map_err(write_error)?,
            Blob::Static(bytes) => file.write_all(bytes).map_err(write_error)?,
            Blob::Disk(source) => copy_stable(source, blob, &mut file, write_error)?,
            Blob::Patched(patched) => copy_stable(patched.original(), blob, &mut file, write_error)?,
        }
        Ok(WriteStatus::Written)
    }

    /// Hard-links an unchanged file of the old site into the new one, so that it keeps its modification time.
    pub(super) fn reuse_file(&self, path: &str) -> Result<()> {
        let (from, to) = (self.output.path.join(path), self.child_path("half").join(path));
        if with_parent_folder(&to, || fs::hard_link(&from, &to)).is_ok() {
            return Ok(());
        }
        // Fall back to a copy: some file systems have no hard links, and the number of links to a file is limited.
        let copied = || {
            let mut source = File::open(&from)?;
            let mut target = with_parent_folder(&to, || File::create_new(&to))?;
            io::copy(&mut source, &mut target)?;
            target.set_modified(source.metadata()?.modified()?)
        };
        copied().map_err(|error| io_error("write", &self.output.display_path.join(path), &error))
    }

    /// Adds the unchanged files to the new site, puts it in the place of the old one and removes that.
    pub(super) fn install(
        &self,
        paths: &[&str],
        unchanged: &[&str],
        old: Option<&SiteManifest>,
        durable: bool,
    ) -> Result<Vec<PathBuf>> {
        unchanged.par_iter().try_for_each(|path| self.reuse_file(path))?;
        self.mark_complete(paths, durable)?;
        let unchanged: HashSet<&str> = unchanged.iter().copied().collect();
        let changed: Vec<&str> = paths.iter().copied().filter(|path| !unchanged.contains(path)).collect();
        self.move_into_place(&changed, old, durable)
            .map_err(|error| io_error("replace", self.output.display_path, &error))?;
        self.recover()
    }

    /// Marks the new site as complete: adds the manifest and renames `half/` to `new/`.
    pub(super) fn mark_complete(&self, paths: &[&str], durable: bool) -> Result<()> {
        let (half, new) = (self.child_path("half"), self.child_path("new"));
        let manifest = serde_json::to_vec(&SiteManifest::from_paths(paths.iter().copied()))?;
        let completed = || {
            fs::create_dir_all(&half)?;
            File::create_new(half.join(MANIFEST_FILE))?.write_all(&manifest)?;
            if let Ok(meta) = fs::metadata(&self.output.path) {
                fs::set_permissions(&half, meta.permissions())?;
            }
            if durable {
                flush_folder(&half)?;
            }
            rename_folder(&half, &new)
        };
        completed().map_err(|error| io_error("write", self.output.display_path, &error))
    }

    /// Moves the new site to the output: by exchange if there is an old one and the file system can, else by renames; file
    /// by file where a drive or a volume is mounted or, on Windows, a program has a file of the site open, as such a folder
    /// can't be renamed.
    fn move_into_place(&self, changed: &[&str], old: Option<&SiteManifest>, durable: bool) -> io::Result<()> {
        let (new_site, folder) = (&self.child_path("new"), &self.output.path);
        match self.rename_into_place(changed, old, durable) {
            Err(error) if is_folder_in_use(&error) && folder.is_dir() => {
                let old = old.unwrap_or(const { &SiteManifest::none() });
                InPlaceUpdate { folder, old, new_site, changed, parts: &self.output.parts_folder(), durable }
                    .run()
            }
            result => result,
        }
    }

    fn rename_into_place(
        &self,
        changed: &[&str],
        old: Option<&SiteManifest>,
        durable: bool,
    ) -> io::Result<()> {
        let (new, output) = (self.child_path("new"), &self.output.path);
        let Some(old) = old else {
            if output.is_dir() {
                remove_system_files(output)?;
            }
            return rename_folder(&new, output);
        };
        if !exchange_folders(&new, output)? {
            return self.replace_by_renames();
        }
        // The new site is in place. Its folder is another one, though, and whoever stands in the old folder would be left
        // behind: so that one becomes the same site, and returns. Without it, the site is just as complete.
        let (folder, parts) = (&new, &self.child_path("half"));
        if (InPlaceUpdate { folder, old, new_site: output, changed, parts, durable }).run().is_ok() {
            _ = exchange_folders(&new, output);
        }
        Ok(())
    }

    /// Puts the new site in the place of the old one where folders can't be exchanged. Between the two renames there is no
    /// site; if the second one fails or the run is killed, [`recover`](Self::recover) takes the first one back.
    fn replace_by_renames(&self) -> io::Result<()> {
        rename_folder(&self.output.path, &self.child_path("old"))?;
        rename_folder(&self.child_path("new"), &self.output.path)
    }
}

impl Drop for StagingFolder<'_> {
    fn drop(&mut self) {
        if self.lock.is_some() && self.recover().is_ok() {
            _ = fs::remove_file(self.child_path("lock"));
        }
        // Some file systems of Windows keep the name of a deleted file until it is closed.
        drop(self.lock.take());
        // `remove_dir` removes only empty folders: another run may be using it, or the site may be in it by now.
        _ = fs::remove_dir(&self.folder);
        for parent in &self.created_parents {
            _ = fs::remove_dir(parent);
        }
    }
}

/// Removes the files of a site that its manifest lists, and the manifest last. Errors are ignored: the caller sees that
/// the folder is not empty.
pub(super) fn remove_listed_files(site: &Path) {
    let Ok(Some(manifest)) = SiteManifest::read_from(site) else { return };
    let Ok(survey) = DirScan::scan(site, &manifest) else { return };
    let remove_file = |file: &str| _ = retry_while_in_use(|| fs::remove_file(site.join(file)));
    survey.files.par_iter().chain(&survey.system_files).for_each(|file| remove_file(file));
    for folder in survey.folders.iter().rev() {
        _ = retry_while_in_use(|| fs::remove_dir(site.join(folder)));
    }
    remove_file(MANIFEST_FILE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vfs::publish::destination::Destination;

    /// A folder with a site, and beside it a staging folder with the next one.
    fn two_sites(test: impl Fn(&StagingFolder<'_>)) {
        let root = tempfile::tempdir().expect("a folder");
        let dist = root.path().join("dist");
        let destination = Destination {
            output: &dist,
            root: &root.path().join("portfolio"),
            sources: &[],
            home: None,
            lock_timeout: LOCK_TIMEOUT,
            durable: true,
        };
        let output = OutputFolder::resolve(&destination).expect("it may be replaced");
        let staging = StagingFolder::acquire(&output, LOCK_TIMEOUT).expect("nobody else has it");
        for (folder, text) in [(&output.path, "the old site"), (&staging.child_path("half"), "the new site")]
        {
            fs::create_dir_all(folder).expect("a folder");
            fs::write(folder.join("index.html"), text).expect("a page");
        }
        let list = serde_json::to_vec(&SiteManifest::from_paths(["index.html"].into_iter())).expect("a list");
        fs::write(output.path.join(MANIFEST_FILE), list).expect("a list");
        staging.mark_complete(&["index.html"], true).expect("a complete site");
        test(&staging);
    }

    fn home_page(staging: &StagingFolder<'_>) -> String {
        fs::read_to_string(staging.output.path.join("index.html")).expect("a page")
    }

    #[test]
    fn where_folders_cannot_be_exchanged_two_renames_replace_the_site() {
        two_sites(|staging| {
            staging.replace_by_renames().expect("replaced");
            assert_eq!(home_page(staging), "the new site");
            assert_eq!(staging.recover().expect("recovered"), [""; 0].map(PathBuf::from));
            assert_eq!(home_page(staging), "the new site");
            assert!(!staging.child_path("old").exists() && !staging.child_path("new").exists());
        });
    }

    #[test]
    fn a_run_that_ends_between_the_two_renames_is_taken_back() {
        two_sites(|staging| {
            let (new, hidden) = (staging.child_path("new"), staging.child_path("hidden"));
            fs::rename(&new, &hidden).expect("the second rename can't succeed");
            staging.replace_by_renames().expect_err("there is no new site");
            fs::rename(&hidden, &new).expect("as if the run had been killed");
            assert!(!staging.output.path.exists(), "between the renames there is no site");
            staging.recover().expect("recovered");
            assert_eq!(home_page(staging), "the old site");
            assert!(!staging.child_path("old").exists() && !new.exists());
        });
    }
}
