//! Writes a built site to its output folder atomically: the new site replaces the old one completely or not at all.
//!
//! The new site is written to a staging folder next to the output, `.dist.leadfolio/` for `dist`, and then exchanged
//! with the old one in a single file system operation. If a run is killed, fails or fills the disk, the old site stays
//! as it was. Files that leadfolio did not write are never deleted. The staging folder contains
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
#![expect(clippy::disallowed_methods, reason = "this is the writing door")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, DirEntry, File, FileType, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow, bail, ensure};
use rayon::prelude::*;
use rustix::fs::{Access, CWD, RenameFlags};
use serde::{Deserialize, Serialize};

use super::{Blob, DiskFile, is_safe_relative_path};

/// Name of the file in the output that lists the files that leadfolio wrote there.
pub const MANIFEST_FILE: &str = ".leadfolio-manifest.json";

/// Default time to wait for another run that writes to the same folder.
pub const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// Time between two attempts to take the lock.
const LOCK_POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Version of the manifest format; a higher one was written by a later leadfolio.
const MANIFEST_VERSION: u32 = 1;

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
    /// How long to wait for another run that holds the lock; by default [`REQUEST_TIMEOUT`].
    pub lock_timeout: Duration,
    /// Whether to flush the new site to disk before it replaces the old one, so that it survives a power failure.
    pub durable: bool,
}

/// What [`publish`] did.
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

/// Writes a site that consists of exactly the files at `paths`; `read_file` returns the content of each.
///
/// Paths are relative, with `/` separators, and unique. `read_file` and `on_written`, which is called after each
/// file, run on several threads. At most one file per thread is in memory at a time.
///
/// # Errors
/// If the output folder is not allowed or holds other files, if another run keeps the lock, if `read_file` fails, and
/// on I/O errors. The previous site then stays as it was, and no other files are left behind.
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
    if old.is_none() || unchanged.len() < paths.len() || removed > 0 {
        kept.extend(staging.install(paths, &unchanged, old.is_some(), destination.durable)?);
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

/// Whether a path may be that of a site's file: inside the output and not the manifest.
fn is_site_path(path: &str) -> bool {
    path != MANIFEST_FILE && is_safe_relative_path(path)
}

/// Whether a file was written, or is the same in the old site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WriteStatus {
    Written,
    Unchanged,
}

// Checks of the output folder.

/// The output folder.
struct OutputFolder<'a> {
    /// With all links resolved, except if the folder itself is one.
    path: PathBuf,
    /// As the author wrote it, for messages.
    display_path: &'a Path,
}

impl<'a> OutputFolder<'a> {
    /// Resolves the output folder; an error if writing there would overwrite the portfolio, its sources or the home
    /// folder.
    fn resolve(destination: &Destination<'a>) -> Result<Self> {
        let shown = destination.output;
        let path = resolve_parent(shown).map_err(|error| io_error("find", shown, &error))?;
        let output = Self { path, display_path: shown };
        ensure!(output.path.parent().is_some(), output.refusal("it is the whole file system"));
        output.ensure_not_above(destination.root, "the portfolio")?;
        if let Some(home) = destination.home {
            output.ensure_not_above(home, "your home folder")?;
        }
        destination.sources.iter().try_for_each(|source| output.ensure_apart_from(source))?;
        Ok(output)
    }

    fn ensure_not_above(&self, folder: &Path, name: &str) -> Result<()> {
        let folder = resolve_existing_part(folder).map_err(|error| io_error("find", folder, &error))?;
        ensure!(self.path != folder, self.refusal(&format!("it is {name}")));
        ensure!(!folder.starts_with(&self.path), self.refusal(&format!("it holds {name}")));
        Ok(())
    }

    fn ensure_apart_from(&self, source: &Path) -> Result<()> {
        let folder = resolve_existing_part(source).map_err(|error| io_error("find", source, &error))?;
        let source = format!("`{}`, which the site is made from", source.display());
        ensure!(self.path != folder, self.refusal("it holds what the site is made from"));
        ensure!(!self.path.starts_with(&folder), self.refusal(&format!("it lies in {source}")));
        ensure!(!folder.starts_with(&self.path), self.refusal(&format!("it holds {source}")));
        Ok(())
    }

    fn refusal(&self, why: &str) -> anyhow::Error {
        anyhow!(
            "cannot publish to `{}`: {why}; choose another folder, such as `dist`",
            self.display_path.display()
        )
    }

    /// Whether the folder exists; an error if it cannot be exchanged for another: a file, a link, a mount point or not
    /// writable.
    fn exists_and_is_exchangeable(&self) -> Result<bool> {
        let meta = match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            result => result.map_err(|error| io_error("look at", self.display_path, &error))?,
        };
        let refuse = |what| anyhow!("cannot publish to `{}`: {what}", self.display_path.display());
        ensure!(!meta.is_symlink(), refuse("it is a symbolic link; name the folder that it leads to"));
        ensure!(meta.is_dir(), refuse("it is a file; choose a folder, such as `dist`"));
        let parent_meta = self.path.parent().and_then(|parent| fs::metadata(parent).ok());
        let mounted = parent_meta.is_some_and(|parent| parent.dev() != meta.dev());
        ensure!(!mounted, refuse("something is mounted there; choose a folder inside it"));
        rustix::fs::access(&self.path, Access::WRITE_OK | Access::EXEC_OK)
            .map_err(|error| io_error("write to", self.display_path, &error.into()))?;
        Ok(true)
    }

    /// The manifest of the current site; `None` if the folder does not exist or is empty. An error if it holds files,
    /// but no manifest.
    fn read_manifest(&self) -> Result<Option<SiteManifest>> {
        if !self.exists_and_is_exchangeable()? {
            return Ok(None);
        }
        let shown = self.display_path.display();
        let manifest = SiteManifest::read_from(&self.path).map_err(|error| {
            anyhow!(
                "cannot read `{shown}/{MANIFEST_FILE}`: {}; remove the folder and build again",
                system_reason(&error)
            )
        })?;
        let mut inside =
            fs::read_dir(&self.path).map_err(|error| io_error("list", self.display_path, &error))?;
        ensure!(
            manifest.is_some() || inside.next().is_none(),
            "cannot publish to `{shown}`: it is not empty, and leadfolio did not write it; choose another folder, \
             or empty this one"
        );
        Ok(manifest)
    }

    /// The manifest, after checking that the folder contains no other files than it lists.
    fn verify_manifest(&self) -> Result<Option<SiteManifest>> {
        let Some(manifest) = self.read_manifest()? else { return Ok(None) };
        let survey = DirScan::scan(&self.path, &manifest)
            .map_err(|error| io_error("list", self.display_path, &error))?;
        let first: Vec<String> =
            survey.foreign_files.iter().take(3).map(|path| format!("`{path}`")).collect();
        let more = match survey.foreign_files.len() - first.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        ensure!(
            first.is_empty(),
            "cannot publish to `{}`: leadfolio did not write {}{more} in it; move them away, or put them into \
             `content/files/` so that they are published",
            self.display_path.display(),
            first.join(", ")
        );
        Ok(Some(manifest))
    }

    /// The path next to the output whose name is that of the output with a prefix and a suffix.
    fn sibling_path(&self, prefix: &str, suffix: &str) -> PathBuf {
        let mut name = OsString::from(prefix);
        name.push(self.path.file_name().unwrap_or_default());
        name.push(suffix);
        self.path.with_file_name(name)
    }
}

/// Resolves a path except for its last part, which may be a link or not exist.
fn resolve_parent(path: &Path) -> io::Result<PathBuf> {
    let Some(name) = path.file_name() else { return fs::canonicalize(path) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(resolve_existing_part(folder)?.join(name))
}

/// Resolves a path whose last folders need not exist yet.
fn resolve_existing_part(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.file_name().is_some() => {
            resolve_parent(path)
        }
        result => result,
    }
}

// Content of the output folder.

/// The files of a site that leadfolio wrote, as JSON in the output.
#[derive(Debug, Default, Serialize, Deserialize)]
struct SiteManifest {
    /// Format version, [`MANIFEST_VERSION`].
    leadfolio: u32,
    /// Paths from the output folder; the manifest itself is not among them.
    files: BTreeSet<String>,
}

impl SiteManifest {
    /// Reads the manifest of a folder; `None` if it has none.
    fn read_from(folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join(MANIFEST_FILE);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
            // leadfolio writes a regular file; a link or a folder of this name is not a manifest.
            Ok(meta) if !meta.is_file() => return Ok(None),
            Ok(_) => {}
        }
        let manifest: Self = serde_json::from_slice(&fs::read(&path)?)?;
        if manifest.leadfolio > MANIFEST_VERSION {
            return Err(io::Error::other("a later leadfolio wrote it"));
        }
        Ok(Some(manifest))
    }

    /// Number of its files that are not among `paths`.
    fn count_missing_from(&self, paths: &[&str]) -> usize {
        let paths: BTreeSet<&str> = paths.iter().copied().collect();
        self.files.iter().filter(|file| !paths.contains(file.as_str())).count()
    }

    /// The folders that contain its files, at any depth.
    fn parent_folders(&self) -> BTreeSet<&str> {
        let mut folders = BTreeSet::new();
        for file in &self.files {
            let mut path = file.as_str();
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        folders
    }
}

/// The content of a folder, compared with a manifest. It is found by walking the folder without following links, so
/// that a manifest entry such as `../x`, or a folder that was replaced by a link, cannot lead outside.
#[derive(Default)]
struct DirScan {
    /// Files listed in the manifest.
    files: Vec<String>,
    /// Folders of listed files, each before its subfolders.
    folders: Vec<String>,
    /// Everything that the manifest does not list, sorted.
    foreign_files: Vec<String>,
}

impl DirScan {
    fn scan(root: &Path, manifest: &SiteManifest) -> io::Result<Self> {
        let listed_folders = manifest.parent_folders();
        let mut survey = Self::default();
        let mut level = vec![String::new()];
        while !level.is_empty() {
            let found =
                level.par_iter().map(|folder| list_entries(root, folder)).collect::<io::Result<Vec<_>>>()?;
            level.clear();
            for (path, kind) in found.into_iter().flatten() {
                if kind.is_dir() && listed_folders.contains(path.as_str()) {
                    level.push(path);
                } else if kind.is_file() && manifest.files.contains(&path) {
                    survey.files.push(path);
                } else if path != MANIFEST_FILE {
                    survey.foreign_files.push(path);
                }
            }
            survey.folders.extend_from_slice(&level);
        }
        survey.foreign_files.sort_unstable();
        Ok(survey)
    }
}

/// Path from `root` and file type of each entry of a folder.
fn list_entries(root: &Path, folder: &str) -> io::Result<Vec<(String, FileType)>> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let named = |entry: DirEntry| {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        Ok((path, entry.file_type()?))
    };
    fs::read_dir(root.join(folder))?.map(|entry| named(entry?)).collect()
}

// The staging folder.

/// The staging folder next to the output, locked by this run. Dropping it removes it with everything in it.
struct StagingFolder<'a> {
    output: &'a OutputFolder<'a>,
    folder: PathBuf,
    /// Missing parents of the output, the innermost first, which are created and on drop removed again if empty.
    created_parents: Vec<PathBuf>,
    /// Held from [`claim`](Self::acquire) to drop; `None` if another run has it.
    lock: Option<File>,
}

impl<'a> StagingFolder<'a> {
    /// Creates the folder and takes its lock; waits up to `timeout` for another run to release it.
    fn acquire(output: &'a OutputFolder<'a>, timeout: Duration) -> Result<Self> {
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
            staging.lock = staging.try_lock().map_err(|error| io_error("make", &shown, &error))?;
            if staging.lock.is_some() {
                return Ok(staging);
            }
        }
        let holder = fs::read_to_string(staging.child_path("lock")).unwrap_or_default();
        let holder = if holder.is_empty() { String::new() } else { format!(" (process {holder})") };
        bail!(
            "another leadfolio{holder} is writing `{}`; wait until it is done, or end it",
            output.display_path.display()
        )
    }

    fn child_path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Takes the lock; `None` if another run has it, or has just removed it with the folder.
    fn try_lock(&self) -> io::Result<Option<File>> {
        fs::create_dir_all(&self.folder)?;
        let path = self.child_path("lock");
        let mut options = OpenOptions::new();
        let mut lock = match options.read(true).write(true).create(true).truncate(false).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
            Ok(()) => {}
        }
        // Another run may have removed the file between open and lock; the lock is then on a file that no run sees.
        let ours = lock.metadata()?;
        if !fs::symlink_metadata(&path).is_ok_and(|meta| meta.ino() == ours.ino() && meta.dev() == ours.dev())
        {
            return Ok(None);
        }
        // The id is only for the message of a waiting run. A full disk is reported when a page cannot be written.
        _ = lock.set_len(0).and_then(|()| lock.write_all(std::process::id().to_string().as_bytes()));
        Ok(Some(lock))
    }

    /// Recovers from an interrupted run: moves the old site back if the output is missing, and removes the other
    /// sites. Returns the folders that were kept since they contain files that leadfolio did not write.
    fn recover(&self) -> Result<Vec<PathBuf>> {
        let [half, new, old] = ["half", "new", "old"].map(|name| self.child_path(name));
        let missing = |path: &Path| fs::symlink_metadata(path).is_err();
        if missing(&self.output.path) && !missing(&old) {
            fs::rename(&old, &self.output.path)
                .map_err(|error| io_error("put back", self.output.display_path, &error))?;
        }
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
    fn remove_site(&self, site: &Path) -> Result<Option<PathBuf>> {
        if fs::symlink_metadata(site).is_ok_and(|meta| meta.is_dir()) {
            remove_listed_files(site);
            if fs::remove_dir(site).is_ok() {
                return Ok(None);
            }
        }
        let mut names = (1..).map(|number| self.output.sibling_path("", &format!("-kept-{number}")));
        let free = names.find(|path| fs::symlink_metadata(path).is_err());
        let kept = free.expect("there are more numbers than files in a folder");
        fs::rename(site, &kept).map_err(|error| io_error("keep", site, &error))?;
        Ok(Some(self.output.display_path.with_file_name(kept.file_name().unwrap_or_default())))
    }

    /// Writes a file to the new site, unless the old one has it with the same content.
    fn stage_file(&self, path: &str, blob: &Blob, old: Option<&SiteManifest>) -> Result<WriteStatus> {
        let listed = old.is_some_and(|manifest| manifest.files.contains(path));
        if listed && has_content(&self.output.path.join(path), blob).unwrap_or(false) {
            return Ok(WriteStatus::Unchanged);
        }
        let target = self.child_path("half").join(path);
        let write_error = |error: io::Error| io_error("write", &self.output.display_path.join(path), &error);
        let mut file = with_parent_folder(&target, || File::create_new(&target)).map_err(write_error)?;
        match blob {
            Blob::Memory(bytes) => file.write_all(bytes).map_err(write_error)?,
            Blob::Static(bytes) => file.write_all(bytes).map_err(write_error)?,
            Blob::Disk(source) => copy_stable(source, &mut file, write_error)?,
        }
        Ok(WriteStatus::Written)
    }

    /// Hard-links an unchanged file of the old site into the new one, so that it keeps its modification time.
    fn reuse_file(&self, path: &str) -> Result<()> {
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

    /// Adds the unchanged files to the new site, exchanges it with the old one and removes that.
    fn install(
        &self,
        paths: &[&str],
        unchanged: &[&str],
        exchange: bool,
        durable: bool,
    ) -> Result<Vec<PathBuf>> {
        unchanged.par_iter().try_for_each(|path| self.reuse_file(path))?;
        self.mark_complete(paths, durable)?;
        self.move_into_place(exchange)?;
        self.recover()
    }

    /// Marks the new site as complete: adds the manifest and renames `half/` to `new/`.
    fn mark_complete(&self, paths: &[&str], durable: bool) -> Result<()> {
        let (half, new) = (self.child_path("half"), self.child_path("new"));
        let files = paths.iter().map(|&path| path.to_owned()).collect();
        let manifest = serde_json::to_vec(&SiteManifest { leadfolio: MANIFEST_VERSION, files })?;
        let completed = || {
            fs::create_dir_all(&half)?;
            File::create_new(half.join(MANIFEST_FILE))?.write_all(&manifest)?;
            if let Ok(meta) = fs::metadata(&self.output.path) {
                fs::set_permissions(&half, meta.permissions())?;
            }
            if durable {
                flush_file_system(&half)?;
            }
            fs::rename(&half, &new)
        };
        completed().map_err(|error| io_error("write", self.output.display_path, &error))
    }

    /// Moves the new site to the output: by exchange if there is an old one and the file system can, else by renames.
    fn move_into_place(&self, exchange: bool) -> Result<()> {
        let (new, old, output) = (self.child_path("new"), self.child_path("old"), &self.output.path);
        let swapped = || {
            if exchange {
                if exchange_folders(&new, output)? {
                    return Ok(());
                }
                fs::rename(output, &old)?;
            }
            fs::rename(&new, output)
        };
        swapped().map_err(|error| io_error("replace", self.output.display_path, &error))
    }
}

impl Drop for StagingFolder<'_> {
    fn drop(&mut self) {
        if self.lock.is_some() && self.recover().is_ok() {
            _ = fs::remove_file(self.child_path("lock"));
        }
        // `remove_dir` removes only empty folders: another run may be using it, or the site may be in it by now.
        _ = fs::remove_dir(&self.folder);
        for parent in &self.created_parents {
            _ = fs::remove_dir(parent);
        }
    }
}

/// Removes the files of a site that its manifest lists, and the manifest last. Errors are ignored: the caller sees that
/// the folder is not empty.
fn remove_listed_files(site: &Path) {
    let Ok(Some(manifest)) = SiteManifest::read_from(site) else { return };
    let Ok(survey) = DirScan::scan(site, &manifest) else { return };
    survey.files.par_iter().for_each(|file| _ = fs::remove_file(site.join(file)));
    for folder in survey.folders.iter().rev() {
        _ = fs::remove_dir(site.join(folder));
    }
    _ = fs::remove_file(site.join(MANIFEST_FILE));
}

// File operations.

/// Runs `action` on a path; if the parent folder is missing, creates it and tries again. Most folders exist already, so
/// this saves a system call per file.
fn with_parent_folder<T>(path: &Path, action: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (action(), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            action()
        }
        (result, _) => result,
    }
}

/// Whether a file has the content of a blob.
fn has_content(path: &Path, blob: &Blob) -> io::Result<bool> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    if len != blob.len() {
        return Ok(false);
    }
    streams_are_equal(&file, blob.open()?, len)
}

/// Whether both readers give the same bytes; `len` is the length of `file`.
fn streams_are_equal(mut file: &File, mut other: impl Read, len: u64) -> io::Result<bool> {
    const CHUNK: usize = 16 * 1024;
    let (mut ours, mut theirs) = ([0; CHUNK], [0; CHUNK]);
    let mut left = len;
    while left > 0 {
        let count = file.read(&mut ours)?;
        other.read_exact(&mut theirs[..count])?;
        if count == 0 || ours[..count] != theirs[..count] {
            return Ok(false);
        }
        left = left.saturating_sub(count as u64);
    }
    Ok(other.read(&mut theirs)? == 0)
}

/// Copies a file; an error if it changes meanwhile. Its permissions are not copied: published files are public.
fn copy_stable(
    source: &DiskFile,
    target: &mut File,
    write_error: impl Fn(io::Error) -> anyhow::Error,
) -> Result<()> {
    let unreadable = |error: io::Error| io_error("read", &source.path, &error);
    let before = fs::metadata(&source.path).map_err(unreadable)?;
    let is_unchanged = |len: u64| before.is_file() && len == source.len;
    let changed = || anyhow!("`{}` changed while it was being copied; build again", source.path.display());
    ensure!(is_unchanged(before.len()), changed());
    let mut file = File::open(&source.path).map_err(unreadable)?;
    let len = io::copy(&mut file, target).map_err(write_error)?;
    let after = file.metadata().map_err(unreadable)?;
    let has_same_meta = after.len() == len && after.modified().ok() == before.modified().ok();
    ensure!(is_unchanged(len) && has_same_meta, changed());
    Ok(())
}

/// Exchanges two folders atomically; `false` if the system or file system does not support that.
fn exchange_folders(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::io::Errno;
    match rustix::fs::renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Flushes the whole file system of a folder, which is cheaper than flushing each file.
fn flush_file_system(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(not(target_os = "linux"))]
    File::open(folder).map(|_| rustix::fs::sync())?;
    Ok(())
}

// Errors.

/// `cannot ACTION PATH: REASON`, with help where there is some.
fn io_error(action: &str, path: &Path, error: &io::Error) -> anyhow::Error {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let help = match error.kind() {
        StorageFull | QuotaExceeded => "; make room and build again, nothing has been changed",
        PermissionDenied if action == "read" => "; allow yourself to read it",
        PermissionDenied | ReadOnlyFilesystem => "; choose a folder that you may write to",
        // overlayfs cannot rename a folder that comes from a lower layer of a container image.
        CrossesDevices => "; remove it and build again",
        _ => "",
    };
    anyhow!("cannot {action} `{}`: {}{help}", path.display(), system_reason(error))
}

/// The system's error message in the style of ours: no capital letter, no error number.
fn system_reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
