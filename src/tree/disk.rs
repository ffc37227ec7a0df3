//! The reading door: a folder becomes a `Tree`.
//!
//! Only regular files come in. A symbolic link is followed when it stays inside the root and is no loop; anything
//! else that is left out is said, so that nothing goes missing in silence.
#![expect(clippy::disallowed_methods, reason = "this is the reading door")]

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rayon::prelude::*;
use rustix::io::Errno;
use walkdir::{DirEntry, WalkDir};

use super::{Blob, DiskFile, Tree};

/// Texts longer than this are not read: 16 MiB.
pub const MAX_TEXT: u64 = 16 * 1024 * 1024;

/// A deeper folder than this is left out.
const MAX_DEPTH: usize = 64;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// The files.
    pub tree: Tree,
    /// What was left out, by path.
    pub left_out: Vec<LeftOut>,
}

/// Something in the folder that did not come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Path from the root, as far as it can be written.
    pub path: String,
    /// Why, in the author's words.
    pub reason: String,
    /// Whether the author must act: an unreadable file is a fault, an editor's backup is not.
    pub fault: bool,
}

/// What was found at the last reading, so that the next one opens only what may have changed.
#[derive(Debug, Default)]
pub struct Memory {
    /// By path from the root.
    seen: HashMap<String, Seen>,
}

/// A file as it was when it was read.
#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    /// Whether it had been left alone for a while: a clock is coarse, and a file may change twice within one tick.
    settled: bool,
    blob: Blob,
}

/// What tells whether a file has changed without opening it. An editor that writes another file and renames it over
/// the old one gives it a new number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    number: u64,
    /// The system's own time of the last change, in seconds and nanoseconds: no program can set it back.
    changed: (i64, i64),
}

/// How long a file must have been left alone for its time to be trusted: longer than the ticks of any file system
/// (FAT: 2 s).
const SETTLED: Duration = Duration::from_secs(3);

/// Reads a folder; a folder that does not exist is an empty tree.
///
/// Texts (Markdown, YAML, templates, style sheets) are read into memory, other files stay on disk.
///
/// `refuse` tells why a file of a name must not even be opened.
///
/// # Errors
/// When the folder exists and cannot be listed.
pub fn read(folder: &Path, refuse: &dyn Fn(&str) -> Option<&'static str>) -> Result<Reading> {
    read_again(folder, refuse, &mut Memory::default())
}

/// Reads a folder as [`read`] does, and opens only those files that may have changed since `memory` was made. A file
/// that was opened and has its old bytes keeps its old blob.
///
/// # Errors
/// When the folder exists and cannot be listed.
pub fn read_again(
    folder: &Path,
    refuse: &dyn Fn(&str) -> Option<&'static str>,
    memory: &mut Memory,
) -> Result<Reading> {
    if !folder.exists() {
        memory.seen.clear();
        return Ok(Reading::default());
    }
    let root = fs::canonicalize(folder).with_context(|| format!("cannot open `{}`", folder.display()))?;
    let (found, mut left_out) = list(&root, refuse);
    let now = SystemTime::now();
    let seen = &memory.seen;
    let read: Vec<Result<(String, Seen), LeftOut>> =
        found.into_par_iter().map(|entry| load(&root, &entry, seen, now)).collect();
    let mut tree = Tree::default();
    memory.seen = HashMap::with_capacity(read.len());
    for it in read {
        match it {
            Ok((path, seen)) => {
                tree.insert(path.clone(), seen.blob.clone());
                memory.seen.insert(path, seen);
            }
            Err(why) => left_out.push(why),
        }
    }
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Reading { tree, left_out })
}

fn list(root: &Path, refuse: &dyn Fn(&str) -> Option<&'static str>) -> (Vec<DirEntry>, Vec<LeftOut>) {
    let mut found = Vec::new();
    let mut left_out = Vec::new();
    let mut walk = WalkDir::new(root).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    while let Some(step) = walk.next() {
        let entry = match step {
            Ok(entry) => entry,
            Err(error) => {
                left_out.push(refused(root, &error));
                continue;
            }
        };
        if let Some(why) = unwanted(root, &entry, refuse) {
            left_out.push(why);
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            found.push(entry);
        }
    }
    (found, left_out)
}

fn refused(root: &Path, error: &walkdir::Error) -> LeftOut {
    let path = error.path().map(|it| relative(root, it)).unwrap_or_default();
    let (reason, fault) = match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => ("a symbolic link that leads back to a folder it lies in".to_owned(), false),
        (None, Some(io)) if io.kind() == io::ErrorKind::NotFound => {
            ("a symbolic link to nothing".to_owned(), false)
        }
        (None, Some(io)) if Errno::from_io_error(io) == Some(Errno::LOOP) => {
            ("a symbolic link that leads back to itself".to_owned(), false)
        }
        (None, Some(io)) => (format!("it cannot be read: {io}"), true),
        (None, None) => ("it cannot be read".to_owned(), true),
    };
    LeftOut { path, reason, fault }
}

fn unwanted(root: &Path, entry: &DirEntry, refuse: &dyn Fn(&str) -> Option<&'static str>) -> Option<LeftOut> {
    if entry.depth() == 0 {
        return None;
    }
    let say = |reason: &str| {
        Some(LeftOut { path: relative(root, entry.path()), reason: reason.to_owned(), fault: false })
    };
    let Some(name) = entry.file_name().to_str() else { return say("its name is not valid UTF-8") };
    if entry.path_is_symlink() && !stays_inside(root, entry.path()) {
        return say("a symbolic link that leads out of the folder");
    }
    // What may not come in under its own name may not under another.
    if entry.path_is_symlink()
        && let Ok(target) = fs::canonicalize(entry.path())
        && let Ok(inside) = target.strip_prefix(root)
        && let Some(reason) =
            inside.iter().filter_map(|it| it.to_str()).find_map(|it| litter(it).or_else(|| refuse(it)))
    {
        return say(reason);
    }
    if entry.path_is_symlink() && entry.file_type().is_dir() && lies_in_a_link(root, entry.path()) {
        return say("a linked folder within a linked folder");
    }
    if let Some(reason) = litter(name).or_else(|| refuse(name)) {
        return say(reason);
    }
    if !entry.file_type().is_dir() && !entry.file_type().is_file() {
        return say("it is no regular file");
    }
    if entry.file_type().is_dir() && entry.depth() == MAX_DEPTH {
        return say("a folder that lies too deep");
    }
    None
}

fn stays_inside(root: &Path, link: &Path) -> bool {
    fs::canonicalize(link).is_ok_and(|target| target.starts_with(root))
}

/// Whether a folder above is a link itself: links to folders of links would multiply without end.
fn lies_in_a_link(root: &Path, path: &Path) -> bool {
    path.ancestors().skip(1).take_while(|it| *it != root).any(Path::is_symlink)
}

/// Why a name never belongs to a site: secrets, version control, what editors and systems leave behind.
fn litter(name: &str) -> Option<&'static str> {
    const KEYS: [&str; 5] = [".pem", ".key", ".p12", ".pfx", ".keystore"];
    let lower = name.to_ascii_lowercase();
    if name == ".well-known" {
        None
    } else if name.starts_with('.') {
        Some("a hidden file")
    } else if name.ends_with('~') || name.starts_with('#') && name.ends_with('#') {
        Some("an editor's backup")
    } else if [".swp", ".swo", ".bak", ".orig", ".tmp"].iter().any(|it| lower.ends_with(it)) {
        Some("a backup or temporary file")
    } else if KEYS.iter().any(|it| lower.ends_with(it)) || lower.starts_with("id_rsa") {
        Some("it looks like a secret key")
    } else if ["thumbs.db", "desktop.ini", "node_modules"].contains(&lower.as_str()) {
        Some("a file of the system")
    } else {
        None
    }
}

fn load(
    root: &Path,
    entry: &DirEntry,
    seen: &HashMap<String, Seen>,
    now: SystemTime,
) -> Result<(String, Seen), LeftOut> {
    let path = relative(root, entry.path());
    let before = seen.get(&path);
    let fault = |reason: String| LeftOut { path: path.clone(), reason, fault: true };
    let unreadable = |io: io::Error| fault(format!("it cannot be read: {io}"));
    let meta = entry.metadata().map_err(|it| fault(format!("it cannot be read: {it}")))?;
    let modified = meta.modified().ok();
    let changed = (meta.ctime(), meta.ctime_nsec());
    let stamp = Stamp { len: meta.len(), modified, number: meta.ino(), changed };
    if !is_text(&path) {
        let blob = Blob::Disk(DiskFile { path: entry.path().to_owned(), len: meta.len(), modified });
        return Ok((path, Seen { stamp, settled: false, blob }));
    }
    if meta.len() > MAX_TEXT {
        return Err(fault(format!(
            "it has {} MB; a text may have {} MB",
            meta.len() / 1_000_000,
            MAX_TEXT / 1_000_000
        )));
    }
    let settled = modified.and_then(|it| now.duration_since(it).ok()).is_some_and(|it| it > SETTLED);
    if let Some(before) = before.filter(|it| it.settled && it.stamp == stamp) {
        return Ok((path, Seen { stamp, settled, blob: before.blob.clone() }));
    }
    let blob = Blob::from(read_whole(entry.path()).map_err(unreadable)?);
    let kept = before.map(|it| &it.blob).filter(|it| it.is_same(&blob)).cloned();
    Ok((path, Seen { stamp, settled, blob: kept.unwrap_or(blob) }))
}

/// Reads a file that holds still: one that changes while it is read is read again.
fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    for _ in 0..3 {
        let bytes = fs::read(path)?;
        if fs::metadata(path)?.len() == bytes.len() as u64 {
            return Ok(bytes);
        }
    }
    Err(io::Error::other("it keeps changing"))
}

fn is_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "markdown" | "yaml" | "yml" | "html" | "css" | "xml" | "json"))
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    if let (Some(inside), true) = (inside.to_str(), cfg!(unix)) {
        return inside.to_owned();
    }
    let parts: Vec<_> = inside.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

impl Blob {
    /// The bytes, read from disk when they are still there.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Self::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Static(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Disk(file) => fs::read(&file.path).map(Cow::Owned),
        }
    }

    /// The bytes as they come, without holding a large file in memory.
    ///
    /// # Errors
    /// When the file cannot be opened any more.
    pub fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Memory(bytes) => Box::new(&bytes[..]),
            Self::Static(bytes) => Box::new(*bytes),
            Self::Disk(file) => Box::new(fs::File::open(&file.path)?),
        })
    }

    /// The first bytes, at most so many, without reading a large file whole.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn beginning(&self, most: usize) -> io::Result<Cow<'_, [u8]>> {
        self.part(0, most)
    }

    /// Bytes from a place on, at most so many, without reading a large file whole.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn part(&self, from: u64, most: usize) -> io::Result<Cow<'_, [u8]>> {
        fn cut(bytes: &[u8], from: u64, most: usize) -> Cow<'_, [u8]> {
            let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
            Cow::Borrowed(&bytes[from..from + most.min(bytes.len() - from)])
        }
        match self {
            Self::Memory(bytes) => Ok(cut(bytes, from, most)),
            Self::Static(bytes) => Ok(cut(bytes, from, most)),
            Self::Disk(file) => {
                let mut bytes = Vec::with_capacity(most);
                let mut file = fs::File::open(&file.path)?;
                file.seek(SeekFrom::Start(from))?;
                file.take(most as u64).read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }
}

/// Puts other bytes into a file at once: whoever reads it meanwhile sees the old ones or the new ones, never half of
/// each. A link stays a link, and the file keeps its rights.
///
/// # Errors
/// When the file or its folder cannot be written.
pub fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let file = fs::canonicalize(file).with_context(|| format!("cannot open `{}`", file.display()))?;
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = file.with_file_name(format!(".{name}.leadfolio.tmp"));
    let written = fs::write(&beside, bytes)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&file)?.permissions()))
        .and_then(|()| fs::rename(&beside, &file));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write `{}`", file.display()))
}

/// Writes a tree into a folder that does not exist or is empty.
///
/// # Errors
/// When the folder holds anything, or cannot be written.
pub fn write_new(folder: &Path, tree: &Tree) -> Result<()> {
    let holds_something = fs::read_dir(folder).is_ok_and(|mut it| it.next().is_some());
    if holds_something {
        anyhow::bail!("`{}` is not empty; name a new folder", folder.display());
    }
    for (path, blob) in tree.iter() {
        let file = folder.join(path);
        let parent = file.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
        let bytes = blob.read().with_context(|| format!("cannot read `{path}`"))?;
        fs::write(&file, bytes).with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    Ok(())
}
