//! The writing door: a built site takes the place of the one before it, whole or not at all.
//!
//! The new site grows in a folder beside the output, `.dist.leadfolio/` for `dist`, and changes places with the old
//! one in a single step of the file system. A run that is killed, fails or finds the disk full leaves the old site
//! as it was, and nothing that leadfolio did not write is ever deleted. The folder beside holds
//!
//! - `lock`, locked by the run at work, with its process id in it;
//! - `half/`, a site that is being written: all of it is ours;
//! - `new/`, a whole site on its way in, and after the exchange the one on its way out;
//! - `old/`, the one on its way out where the file system cannot exchange two folders: if there is no output
//!   while it is here, a run was cut off between two renames and it goes back.
//!
//! The names are the journal: whatever a killed run left, the next one tells from them what to do. The manifest in
//! the output lists the files that we wrote. It holds no hashes and no times: whether a file changed is seen by
//! comparing its bytes with those on disk, which costs about what hashing does, trusts no clock, and keeps two
//! builds of one site byte-identical.
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

use super::{Blob, DiskFile, is_inside};

/// The file in the output that lists what leadfolio wrote there.
pub const MANIFEST: &str = ".leadfolio-manifest.json";

/// How long a run commonly waits for another that writes to the same folder.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How long it sleeps between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// The form of the manifest; a higher one comes from a later leadfolio.
const VERSION: u32 = 1;

/// Where a site is written, and what must come to no harm.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The folder of the site. It is made if it is not there.
    pub output: &'a Path,
    /// The portfolio: the output may lie in it, but not be it or hold it.
    pub root: &'a Path,
    /// Folders of sources, such as content and themes: the output may not be one, lie in one or hold one.
    pub sources: &'a [PathBuf],
    /// The author's home, treated as the root is.
    pub home: Option<&'a Path>,
    /// How long to wait for another run; commonly `PATIENCE`.
    pub patience: Duration,
    /// Whether the new site is flushed to disk before it takes its place, so that not even a power cut harms it.
    pub durable: bool,
}

/// What publishing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that are as they were, with their times.
    pub unchanged: usize,
    /// Files of the site before that are gone.
    pub removed: usize,
    /// Folders beside the output that keep what someone else put into the old site during a build; worth a warning.
    pub kept: Vec<PathBuf>,
}

/// Writes a site: the files at `paths`, with the bytes that `make` gives for each, and no others.
///
/// Paths are relative, with `/` between their parts, and no two are equal. `make` and `tick`, which is called after
/// each file, run on several threads. Only as many files as there are threads are in memory at a time.
///
/// # Errors
/// When the folder is not one to write a site to, when `make` fails, and when the disk does. The site that was there
/// stays as it was, and nothing else is left behind.
///
/// # Panics
/// When a path is not as it should be, which is the caller's bug.
pub fn publish(
    to: &Destination<'_>,
    paths: &[&str],
    make: impl Fn(&str) -> Result<Blob> + Sync,
    tick: impl Fn() + Sync,
) -> Result<Published> {
    assert!(paths.iter().all(|it| is_ours(it)), "paths are validated before they are published");
    let output = Output::permitted(to)?;
    output.listed()?;
    let staging = Staging::claim(&output, to.patience)?;
    let mut kept = staging.sweep()?;
    let old = output.inspect()?;

    let place = |path: &&str| {
        let blob = make(path)?;
        let fate = staging.place(path, &blob, old.as_ref())?;
        tick();
        Ok((fate, blob.len()))
    };
    let placed = paths.par_iter().map(place).collect::<Result<Vec<_>>>()?;
    let fates = paths.iter().zip(&placed);
    let same: Vec<&str> = fates.filter(|(_, it)| it.0 == Fate::Same).map(|(path, _)| *path).collect();
    let removed = old.as_ref().map_or(0, |it| it.count_without(paths));
    if old.is_none() || same.len() < paths.len() || removed > 0 {
        kept.extend(staging.replace(paths, &same, old.is_some(), to.durable)?);
    }
    Ok(Published {
        files: paths.len(),
        bytes: placed.iter().map(|(_, len)| len).sum(),
        written: paths.len() - same.len(),
        unchanged: same.len(),
        removed,
        kept,
    })
}

/// Whether a path names a file of a site and nothing else.
fn is_ours(path: &str) -> bool {
    path != MANIFEST && is_inside(path)
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Written,
    Same,
}

// Where a site may go.

/// The folder of the site: where it is, and what the author calls it.
struct Output<'a> {
    path: PathBuf,
    shown: &'a Path,
}

impl<'a> Output<'a> {
    /// The output, if it harms nothing to write a site there.
    fn permitted(to: &Destination<'a>) -> Result<Self> {
        let shown = to.output;
        let path = located(shown).map_err(|it| cannot("find", shown, &it))?;
        let output = Self { path, shown };
        ensure!(output.path.parent().is_some(), output.refused("it is the whole file system"));
        output.is_not_above(to.root, "the portfolio")?;
        if let Some(home) = to.home {
            output.is_not_above(home, "your home folder")?;
        }
        to.sources.iter().try_for_each(|it| output.is_apart_from(it))?;
        Ok(output)
    }

    fn is_not_above(&self, folder: &Path, name: &str) -> Result<()> {
        let folder = resolved(folder).map_err(|it| cannot("find", folder, &it))?;
        ensure!(self.path != folder, self.refused(&format!("it is {name}")));
        ensure!(!folder.starts_with(&self.path), self.refused(&format!("it holds {name}")));
        Ok(())
    }

    fn is_apart_from(&self, source: &Path) -> Result<()> {
        let folder = resolved(source).map_err(|it| cannot("find", source, &it))?;
        let source = format!("`{}`, which the site is made from", source.display());
        ensure!(self.path != folder, self.refused("it holds what the site is made from"));
        ensure!(!self.path.starts_with(&folder), self.refused(&format!("it lies in {source}")));
        ensure!(!folder.starts_with(&self.path), self.refused(&format!("it holds {source}")));
        Ok(())
    }

    fn refused(&self, why: &str) -> anyhow::Error {
        anyhow!("cannot publish to `{}`: {why}; choose another folder, such as `dist`", self.shown.display())
    }

    /// Whether there is a folder, and one that can be exchanged for another; anything else in its place is a fault.
    fn is_there(&self) -> Result<bool> {
        let meta = match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            it => it.map_err(|it| cannot("look at", self.shown, &it))?,
        };
        let say = |what| anyhow!("cannot publish to `{}`: {what}", self.shown.display());
        ensure!(!meta.is_symlink(), say("it is a symbolic link; name the folder that it leads to"));
        ensure!(meta.is_dir(), say("it is a file; choose a folder, such as `dist`"));
        let beside = self.path.parent().and_then(|it| fs::metadata(it).ok());
        let mounted = beside.is_some_and(|it| it.dev() != meta.dev());
        ensure!(!mounted, say("something is mounted there; choose a folder inside it"));
        rustix::fs::access(&self.path, Access::WRITE_OK | Access::EXEC_OK)
            .map_err(|it| cannot("write to", self.shown, &it.into()))?;
        Ok(true)
    }

    /// The manifest of the site that stands here; none if there is no folder or an empty one.
    fn listed(&self) -> Result<Option<Manifest>> {
        if !self.is_there()? {
            return Ok(None);
        }
        let shown = self.shown.display();
        let manifest = Manifest::of(&self.path).map_err(|it| {
            anyhow!("cannot read `{shown}/{MANIFEST}`: {}; remove the folder and build again", reason(&it))
        })?;
        let mut inside = fs::read_dir(&self.path).map_err(|it| cannot("list", self.shown, &it))?;
        ensure!(
            manifest.is_some() || inside.next().is_none(),
            "cannot publish to `{shown}`: it is not empty, and leadfolio did not write it; choose another folder, \
             or empty this one"
        );
        Ok(manifest)
    }

    /// The manifest, when the folder holds nothing but what it lists.
    fn inspect(&self) -> Result<Option<Manifest>> {
        let Some(manifest) = self.listed()? else { return Ok(None) };
        let survey = Survey::of(&self.path, &manifest).map_err(|it| cannot("list", self.shown, &it))?;
        let first: Vec<String> = survey.strangers.iter().take(3).map(|it| format!("`{it}`")).collect();
        let more = match survey.strangers.len() - first.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        ensure!(
            first.is_empty(),
            "cannot publish to `{}`: leadfolio did not write {}{more} in it; move them away, or put them into \
             `content/files/` so that they are published",
            self.shown.display(),
            first.join(", ")
        );
        Ok(Some(manifest))
    }

    /// A sibling of the output.
    fn sibling(&self, before: &str, after: &str) -> PathBuf {
        let mut name = OsString::from(before);
        name.push(self.path.file_name().unwrap_or_default());
        name.push(after);
        self.path.with_file_name(name)
    }
}

/// Where a path leads, with its last part taken as it is, be it a link or nothing yet.
fn located(path: &Path) -> io::Result<PathBuf> {
    let Some(name) = path.file_name() else { return fs::canonicalize(path) };
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(resolved(folder)?.join(name))
}

/// Where a path leads; the folders at its end need not be there yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.file_name().is_some() => located(path),
        it => it,
    }
}

// What stands in a folder.

/// The files of a site that we wrote.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    leadfolio: u32,
    files: BTreeSet<String>,
}

impl Manifest {
    /// The manifest in a folder, if there is one.
    fn of(folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join(MANIFEST);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
            Ok(meta) if !meta.is_file() => return Ok(None),
            Ok(_) => {}
        }
        let manifest: Self = serde_json::from_slice(&fs::read(&path)?)?;
        if manifest.leadfolio > VERSION {
            return Err(io::Error::other("a later leadfolio wrote it"));
        }
        Ok(Some(manifest))
    }

    /// How many of its files are not among these.
    fn count_without(&self, paths: &[&str]) -> usize {
        let paths: BTreeSet<&str> = paths.iter().copied().collect();
        self.files.iter().filter(|it| !paths.contains(it.as_str())).count()
    }

    /// The folders that its files lie in, at any depth.
    fn folders(&self) -> BTreeSet<&str> {
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

/// What is in a folder, told by a manifest. It is found by walking and without following links: a manifest that
/// says `../x`, or a folder that became a link, leads nowhere.
#[derive(Default)]
struct Survey {
    files: Vec<String>,
    /// A folder comes before those that lie in it.
    folders: Vec<String>,
    strangers: Vec<String>,
}

impl Survey {
    fn of(root: &Path, manifest: &Manifest) -> io::Result<Self> {
        let ours = manifest.folders();
        let mut survey = Self::default();
        let mut level = vec![String::new()];
        while !level.is_empty() {
            let found = level.par_iter().map(|it| entries(root, it)).collect::<io::Result<Vec<_>>>()?;
            level.clear();
            for (path, kind) in found.into_iter().flatten() {
                if kind.is_dir() && ours.contains(path.as_str()) {
                    level.push(path);
                } else if kind.is_file() && manifest.files.contains(&path) {
                    survey.files.push(path);
                } else if path != MANIFEST {
                    survey.strangers.push(path);
                }
            }
            survey.folders.extend_from_slice(&level);
        }
        survey.strangers.sort_unstable();
        Ok(survey)
    }
}

/// What a folder holds, by its path from the root.
fn entries(root: &Path, folder: &str) -> io::Result<Vec<(String, FileType)>> {
    let before = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let named = |entry: DirEntry| {
        let path = format!("{before}{}", entry.file_name().to_string_lossy());
        Ok((path, entry.file_type()?))
    };
    fs::read_dir(root.join(folder))?.map(|it| named(it?)).collect()
}

// The folder beside.

/// The folder beside the output, held by this run alone. Dropping it takes everything of it away.
struct Staging<'a> {
    output: &'a Output<'a>,
    folder: PathBuf,
    /// Parents of the output that were made for it; they go again if nothing comes to stand in them.
    made: Vec<PathBuf>,
    lock: Option<File>,
}

impl<'a> Staging<'a> {
    /// Makes the folder and takes its lock, waiting for a run that holds it.
    fn claim(output: &'a Output<'a>, patience: Duration) -> Result<Self> {
        let parents = output.path.ancestors().skip(1);
        let made = parents.take_while(|it| !it.exists()).map(Path::to_owned).collect();
        let folder = output.sibling(".", ".leadfolio");
        let mut staging = Self { output, folder, made, lock: None };
        let looks = patience.as_millis() / PAUSE.as_millis();
        for look in 0..=looks {
            if look > 0 {
                thread::sleep(PAUSE);
            }
            let beside = output.shown.with_file_name(staging.folder.file_name().unwrap_or_default());
            staging.lock = staging.try_lock().map_err(|it| cannot("make", &beside, &it))?;
            if staging.lock.is_some() {
                return Ok(staging);
            }
        }
        let holder = fs::read_to_string(staging.inside("lock")).unwrap_or_default();
        let holder = if holder.is_empty() { String::new() } else { format!(" (process {holder})") };
        bail!(
            "another leadfolio{holder} is writing `{}`; wait until it is done, or end it",
            output.shown.display()
        )
    }

    fn inside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The lock, unless another run has it, or had it and took it away with the folder.
    fn try_lock(&self) -> io::Result<Option<File>> {
        fs::create_dir_all(&self.folder)?;
        let path = self.inside("lock");
        let mut options = OpenOptions::new();
        let mut lock = match options.read(true).write(true).create(true).truncate(false).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            it => it?,
        };
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
            Ok(()) => {}
        }
        let ours = lock.metadata()?;
        if !fs::symlink_metadata(&path).is_ok_and(|it| it.ino() == ours.ino() && it.dev() == ours.dev()) {
            return Ok(None);
        }
        // The id is for the text that another run shows; a full disk is told where it costs a page.
        _ = lock.set_len(0).and_then(|()| lock.write_all(std::process::id().to_string().as_bytes()));
        Ok(Some(lock))
    }

    /// Sees to whatever a run left: puts a site back that was cut off on its way, takes away what is ours, and
    /// gives the folders where things are kept that are not.
    fn sweep(&self) -> Result<Vec<PathBuf>> {
        let [half, new, old] = ["half", "new", "old"].map(|it| self.inside(it));
        let missing = |path: &Path| fs::symlink_metadata(path).is_err();
        if missing(&self.output.path) && !missing(&old) {
            fs::rename(&old, &self.output.path).map_err(|it| cannot("put back", self.output.shown, &it))?;
        }
        if !missing(&half) {
            fs::remove_dir_all(&half).map_err(|it| cannot("remove", &half, &it))?;
        }
        [new, old].iter().filter(|it| !missing(it)).filter_map(|it| self.retire(it).transpose()).collect()
    }

    /// Takes a site away: the files that its manifest lists. If anything else is in it, it is kept beside the output.
    fn retire(&self, site: &Path) -> Result<Option<PathBuf>> {
        if fs::symlink_metadata(site).is_ok_and(|it| it.is_dir()) {
            empty(site);
            if fs::remove_dir(site).is_ok() {
                return Ok(None);
            }
        }
        let mut names = (1..).map(|it| self.output.sibling("", &format!("-kept-{it}")));
        let free = names.find(|it| fs::symlink_metadata(it).is_err());
        let kept = free.expect("there are more numbers than files in a folder");
        fs::rename(site, &kept).map_err(|it| cannot("keep", site, &it))?;
        Ok(Some(self.output.shown.with_file_name(kept.file_name().unwrap_or_default())))
    }

    /// Puts a file into the new site, unless the old one has it with these bytes.
    fn place(&self, path: &str, blob: &Blob, old: Option<&Manifest>) -> Result<Fate> {
        let listed = old.is_some_and(|it| it.files.contains(path));
        if listed && equal(&self.output.path.join(path), blob).unwrap_or(false) {
            return Ok(Fate::Same);
        }
        let target = self.inside("half").join(path);
        let fault = |it: io::Error| cannot("write", &self.output.shown.join(path), &it);
        let mut file = in_its_folder(&target, || File::create_new(&target)).map_err(fault)?;
        match blob {
            Blob::Memory(bytes) => file.write_all(bytes).map_err(fault)?,
            Blob::Static(bytes) => file.write_all(bytes).map_err(fault)?,
            Blob::Disk(source) => copy(source, &mut file, fault)?,
        }
        Ok(Fate::Written)
    }

    /// Takes a file of the old site into the new one: the same file, so that it keeps its times.
    fn carry(&self, path: &str) -> Result<()> {
        let (from, to) = (self.output.path.join(path), self.inside("half").join(path));
        if in_its_folder(&to, || fs::hard_link(&from, &to)).is_ok() {
            return Ok(());
        }
        // Some file systems have no links, and a file may have too many.
        let copied = || {
            let mut source = File::open(&from)?;
            let mut target = in_its_folder(&to, || File::create_new(&to))?;
            io::copy(&mut source, &mut target)?;
            target.set_modified(source.metadata()?.modified()?)
        };
        copied().map_err(|it| cannot("write", &self.output.shown.join(path), &it))
    }

    /// Makes the new site whole with what is unchanged, puts it in the old one's place and takes that away.
    fn replace(&self, paths: &[&str], same: &[&str], exchange: bool, durable: bool) -> Result<Vec<PathBuf>> {
        same.par_iter().try_for_each(|path| self.carry(path))?;
        self.complete(paths, durable)?;
        self.swap(exchange)?;
        self.sweep()
    }

    /// Declares the new site whole.
    fn complete(&self, paths: &[&str], durable: bool) -> Result<()> {
        let (half, new) = (self.inside("half"), self.inside("new"));
        let files = paths.iter().map(|&it| it.to_owned()).collect();
        let manifest = serde_json::to_vec(&Manifest { leadfolio: VERSION, files })?;
        let completed = || {
            fs::create_dir_all(&half)?;
            File::create_new(half.join(MANIFEST))?.write_all(&manifest)?;
            if let Ok(meta) = fs::metadata(&self.output.path) {
                fs::set_permissions(&half, meta.permissions())?;
            }
            if durable {
                flush(&half)?;
            }
            fs::rename(&half, &new)
        };
        completed().map_err(|it| cannot("write", self.output.shown, &it))
    }

    /// Puts the new site in its place.
    fn swap(&self, exchange: bool) -> Result<()> {
        let (new, old, output) = (self.inside("new"), self.inside("old"), &self.output.path);
        let swapped = || {
            if exchange {
                if exchanged(&new, output)? {
                    return Ok(());
                }
                fs::rename(output, &old)?;
            }
            fs::rename(&new, output)
        };
        swapped().map_err(|it| cannot("replace", self.output.shown, &it))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if self.lock.is_some() && self.sweep().is_ok() {
            _ = fs::remove_file(self.inside("lock"));
        }
        // Each is removed only if it is empty: another run may have come, or the site may stand there now.
        _ = fs::remove_dir(&self.folder);
        for parent in &self.made {
            _ = fs::remove_dir(parent);
        }
    }
}

/// Empties a folder of what its manifest lists, the manifest last. What cannot be removed stays.
fn empty(site: &Path) {
    let Ok(Some(manifest)) = Manifest::of(site) else { return };
    let Ok(survey) = Survey::of(site, &manifest) else { return };
    survey.files.par_iter().for_each(|it| _ = fs::remove_file(site.join(it)));
    for folder in survey.folders.iter().rev() {
        _ = fs::remove_dir(site.join(folder));
    }
    _ = fs::remove_file(site.join(MANIFEST));
}

// Files.

/// Does something to a path, and makes its folder when that turns out to be missing.
fn in_its_folder<T>(path: &Path, deed: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (deed(), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            deed()
        }
        (it, _) => it,
    }
}

/// Whether a file holds these bytes.
fn equal(path: &Path, blob: &Blob) -> io::Result<bool> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    if len != blob.len() {
        return Ok(false);
    }
    same_bytes(&file, blob.open()?, len)
}

fn same_bytes(mut file: &File, mut other: impl Read, len: u64) -> io::Result<bool> {
    const PIECE: usize = 16 * 1024;
    let (mut ours, mut theirs) = ([0; PIECE], [0; PIECE]);
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

/// Copies a file that holds still. Its permissions stay behind: what is published is for everyone.
fn copy(source: &DiskFile, target: &mut File, fault: impl Fn(io::Error) -> anyhow::Error) -> Result<()> {
    let unreadable = |it: io::Error| cannot("read", &source.path, &it);
    let before = fs::metadata(&source.path).map_err(unreadable)?;
    let still = |len: u64| before.is_file() && len == source.len;
    let changed = || anyhow!("`{}` changed while it was being copied; build again", source.path.display());
    ensure!(still(before.len()), changed());
    let mut file = File::open(&source.path).map_err(unreadable)?;
    let len = io::copy(&mut file, target).map_err(fault)?;
    let after = file.metadata().map_err(unreadable)?;
    ensure!(still(len) && after.len() == len && after.modified().ok() == before.modified().ok(), changed());
    Ok(())
}

/// Exchanges two folders in one step; `false` where the file system has no such step.
fn exchanged(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::io::Errno;
    match rustix::fs::renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Brings everything on the file system of a folder to disk: one flush is cheaper than one for each file.
fn flush(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(not(target_os = "linux"))]
    File::open(folder).map(|_| rustix::fs::sync())?;
    Ok(())
}

// Faults.

fn cannot(deed: &str, path: &Path, error: &io::Error) -> anyhow::Error {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let way_out = match error.kind() {
        StorageFull | QuotaExceeded => "; make room and build again, nothing has been changed",
        PermissionDenied if deed == "read" => "; allow yourself to read it",
        PermissionDenied | ReadOnlyFilesystem => "; choose a folder that you may write to",
        // A folder from a lower layer of a container's image cannot be moved.
        CrossesDevices => "; remove it and build again",
        _ => "",
    };
    anyhow!("cannot {deed} `{}`: {}{way_out}", path.display(), reason(error))
}

/// What the system says, in our voice: no capital, no number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map(|it| it.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
