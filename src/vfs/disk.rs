//! Reads a folder into a [`FileTree`].
//!
//! Only regular files are read. A symbolic link is followed if it stays inside the root and forms no loop. Everything
//! else that is skipped is reported, so that no file goes missing silently.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: reads the author's files")]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::open::open_without_links;
use super::system_files::is_system_file;
use super::{Blob, DiskFile, FileStamp, FileTree};
use crate::platform::{canonicalize, is_link_loop, with_slashes};

/// Bytes (16 MiB): longer text files are rejected.
pub const MAX_TEXT_LEN: u64 = 16 * 1024 * 1024;

/// Folders nested deeper than this are skipped; the root is 0.
const MAX_DEPTH: usize = 64;

/// The content of a folder.
#[derive(Debug, Default)]
pub struct FolderContents {
    /// The files that were read, by path from the folder.
    pub tree: FileTree,
    /// What was skipped, sorted by path.
    pub skipped: Vec<SkippedFile>,
}

/// A file or folder that was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedFile {
    /// Path from the folder; invalid UTF-8 is replaced by U+FFFD.
    pub path: String,
    /// Why, in the author's language, such as `a hidden file`.
    pub reason: String,
    /// What to do if it was meant to be published; empty if `reason` says all.
    pub help: &'static str,
    /// Whether the author must act: an unreadable file is an error, an editor's backup is not.
    pub is_error: bool,
    /// Whether the author is warned: nobody meant to leave a conflict copy lying about.
    pub is_suspicious: bool,
}

/// The files as they were last read, so that the next read opens only those that may have changed.
#[derive(Debug, Default)]
pub struct FolderCache {
    /// By path from the folder.
    files: HashMap<String, CachedFile>,
    /// Files that could not be read.
    unread: HashSet<String>,
}

/// A file as it was when it was last read.
#[derive(Debug)]
struct CachedFile {
    stamp: FileStamp,
    /// Whether it had not changed for a while when it was read. If it had, its stamp cannot be trusted: timestamps
    /// are coarse, and a file may change twice within one tick.
    is_stable: bool,
    blob: Blob,
}

/// How long a file must not have changed for its stamp to be trusted: longer than the timestamp resolution of any
/// file system (FAT: 2 s).
const STABLE_AGE: Duration = Duration::from_secs(3);

/// Reads a folder; a folder that does not exist gives an empty tree.
///
/// Text files (Markdown, YAML, templates, style sheets) are read into memory; other files stay on disk.
///
/// `refuse` returns the reason why a file or folder of a given name must not even be opened, or `None`.
///
/// # Errors
/// If the folder exists, but its path cannot be resolved, or it is unknown whether it exists.
pub fn read_folder(folder: &Path, refuse: &dyn Fn(&str) -> Option<&'static str>) -> Result<FolderContents> {
    reread_folder(folder, refuse, &mut FolderCache::default())
}

/// Reads a folder like [`read_folder`], but opens only the files that may have changed since `cache` was last updated. A
/// file that was opened and has not changed keeps its blob, so that comparing the two is cheap.
///
/// # Errors
/// If the folder exists, but its path cannot be resolved, or it is unknown whether it exists.
pub fn reread_folder(
    folder: &Path,
    refuse: &dyn Fn(&str) -> Option<&'static str>,
    cache: &mut FolderCache,
) -> Result<FolderContents> {
    let Some(root) = find_root(folder)? else {
        *cache = FolderCache::default();
        return Ok(FolderContents::default());
    };
    let (files, mut skipped) = list_files(&root, refuse);
    let now = SystemTime::now();
    let seen = &cache.files;
    let read: Vec<Result<(String, CachedFile), SkippedFile>> =
        files.into_par_iter().map(|entry| load_file(&root, &entry, seen, now)).collect();
    let mut tree = FileTree::default();
    *cache = FolderCache { files: HashMap::with_capacity(read.len()), unread: HashSet::new() };
    for file in read {
        match file {
            Ok((path, seen)) => {
                tree.insert(path.clone(), seen.blob.clone());
                cache.files.insert(path, seen);
            }
            Err(file) => {
                cache.unread.insert(file.path.clone());
                skipped.push(file);
            }
        }
    }
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(FolderContents { tree, skipped })
}

/// The path of a folder without links; `None` if there is no such folder. One that can't be looked at is not missing.
fn find_root(folder: &Path) -> Result<Option<PathBuf>> {
    let unreadable = || format!("cannot open `{}`", folder.display());
    if !folder.try_exists().with_context(unreadable)? {
        return Ok(None);
    }
    canonicalize(folder).map(Some).with_context(unreadable)
}

/// The files that have changed, been added or been removed since `cache` was updated, sorted by path. While there are some, another program
/// is at work in the folder, and what was read may be half of the old and half of the new.
///
/// # Errors
/// If the folder exists, but its path cannot be resolved.
pub fn changed_files(
    folder: &Path,
    refuse: &dyn Fn(&str) -> Option<&'static str>,
    cache: &FolderCache,
) -> Result<Vec<String>> {
    let mut files = Vec::new();
    if let Some(root) = find_root(folder)? {
        let (entries, _) = list_files(&root, refuse);
        let stamps = entries.par_iter().map(|entry| {
            let stamp = entry.metadata().ok().map(|meta| FileStamp::from_metadata(&meta));
            (relative_path(&root, entry.path()), stamp)
        });
        files = stamps.collect();
    }
    let current: HashMap<&str, Option<FileStamp>> =
        files.iter().map(|(path, stamp)| (path.as_str(), *stamp)).collect();
    let is_known = |(path, stamp): &(&str, Option<FileStamp>)| match cache.files.get(*path) {
        Some(file) => *stamp == Some(file.stamp),
        None => cache.unread.contains(*path),
    };
    let added = current
        .iter()
        .map(|(path, stamp)| (*path, *stamp))
        .filter(|file| !is_known(file))
        .map(|(path, _)| path);
    let read = cache.files.keys().chain(&cache.unread).map(String::as_str);
    let removed = read.filter(|path| !current.contains_key(*path));
    let mut changed: Vec<String> = added.chain(removed).map(str::to_owned).collect();
    changed.sort();
    Ok(changed)
}

fn list_files(
    root: &Path,
    refuse: &dyn Fn(&str) -> Option<&'static str>,
) -> (Vec<DirEntry>, Vec<SkippedFile>) {
    let mut files = Vec::new();
    let mut skipped = Vec::new();
    let mut walk = WalkDir::new(root).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    while let Some(step) = walk.next() {
        let entry = match step {
            Ok(entry) => entry,
            Err(error) => {
                skipped.push(skip_for_walk_error(root, &error));
                continue;
            }
        };
        if let Some(file) = skip_if_unwanted(root, &entry, refuse) {
            skipped.push(file);
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            files.push(entry);
        }
    }
    (files, skipped)
}

fn skip_for_walk_error(root: &Path, error: &walkdir::Error) -> SkippedFile {
    let path = error.path().map(|path| relative_path(root, path)).unwrap_or_default();
    let (reason, is_error) = match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => ("a symbolic link that points back to a folder it is in".to_owned(), false),
        (None, Some(io)) if io.kind() == io::ErrorKind::NotFound => {
            ("a symbolic link to a file that doesn't exist".to_owned(), false)
        }
        (None, Some(io)) if is_link_loop(io) => ("a symbolic link that points to itself".to_owned(), false),
        (None, Some(io)) => (format!("it can't be read: {io}"), true),
        (None, None) => ("it can't be read".to_owned(), true),
    };
    SkippedFile { path, reason, help: REPLACE_LINK_HELP, is_error, is_suspicious: false }
}

fn skip_if_unwanted(
    root: &Path,
    entry: &DirEntry,
    refuse: &dyn Fn(&str) -> Option<&'static str>,
) -> Option<SkippedFile> {
    if entry.depth() == 0 {
        return None;
    }
    let skip_with = |reason: &str, help: &'static str| {
        Some(SkippedFile {
            path: relative_path(root, entry.path()),
            reason: reason.to_owned(),
            help,
            is_error: false,
            is_suspicious: reason == CONFLICT_COPY,
        })
    };
    let skip = |reason: &str| skip_with(reason, RENAME_HELP);
    let Some(name) = entry.file_name().to_str() else { return skip("its name isn't valid UTF-8") };
    if entry.path_is_symlink() && !link_stays_inside(root, entry.path()) {
        return skip_with("a symbolic link that points outside the folder", REPLACE_LINK_HELP);
    }
    // A file that must not be read by its own name must not be read through a link either.
    let refusal =
        |name: &str| refuse(name).map(|reason| (reason, REFUSED_HELP)).or_else(|| ignore_reason(name));
    if entry.path_is_symlink()
        && let Ok(target) = canonicalize(entry.path())
        && let Ok(inside) = target.strip_prefix(root)
        && let Some((reason, help)) = inside.iter().filter_map(|part| part.to_str()).find_map(refusal)
    {
        return skip_with(reason, help);
    }
    if entry.path_is_symlink() && entry.file_type().is_dir() && is_in_linked_folder(root, entry.path()) {
        return skip_with("a linked folder inside a linked folder", REPLACE_LINK_HELP);
    }
    if let Some((reason, help)) = refusal(name) {
        return skip_with(reason, help);
    }
    if !entry.file_type().is_dir() && !entry.file_type().is_file() {
        return skip("it isn't a regular file");
    }
    if entry.file_type().is_dir() && entry.depth() == MAX_DEPTH {
        return skip("a folder that is nested too deeply");
    }
    None
}

fn link_stays_inside(root: &Path, link: &Path) -> bool {
    canonicalize(link).is_ok_and(|target| target.starts_with(root))
}

/// Whether a parent folder is itself a link. Links to folders of links would multiply exponentially.
fn is_in_linked_folder(root: &Path, path: &Path) -> bool {
    path.ancestors().skip(1).take_while(|ancestor| *ancestor != root).any(Path::is_symlink)
}

const REPLACE_LINK_HELP: &str = "replace the link with a copy of the file";
const RENAME_HELP: &str = "if you want to publish it, give it another name";
const REFUSED_HELP: &str = "name another file, or remove the link";
const KEY_HELP: &str =
    "a file with such a name is never published; if it holds slides, export them as a PDF and link to that";
const HIDDEN_HELP: &str = "if you want to publish it, give it a name that doesn't start with a dot";
const CONFLICT_COPY: &str = "a conflict copy made by a cloud drive";
const CONFLICT_HELP: &str = "compare it with the original, keep what you need, and delete the copy";

/// What cloud drives write into the name of a conflict copy, in small letters.
const CONFLICT_MARKS: [&str; 6] =
    ["conflicted copy", ".sync-conflict-", "(sfconflict", "[conflicted]", "(case conflict", "sync conflict)"];

/// Why a file of this name never belongs to a site, and what to do if it should: hidden files (such as `.git`), secret
/// keys, backups and temporary files, conflict copies of cloud drives, files of the operating system. `None` if it may.
fn ignore_reason(name: &str) -> Option<(&'static str, &'static str)> {
    const KEYS: [&str; 5] = [".pem", ".key", ".p12", ".pfx", ".keystore"];
    let lower = name.to_ascii_lowercase();
    if name == ".well-known" {
        None
    } else if name.starts_with('.') {
        Some(("a hidden file", HIDDEN_HELP))
    } else if name.starts_with("~$") {
        Some((
            "a temporary file that Word creates while a document is open",
            "close the document, and the file disappears by itself",
        ))
    } else if name.ends_with('~') || name.starts_with('#') && name.ends_with('#') {
        Some(("an editor's backup", RENAME_HELP))
    } else if [".swp", ".swo", ".bak", ".orig", ".tmp"].iter().any(|suffix| lower.ends_with(suffix)) {
        Some(("a backup or temporary file", RENAME_HELP))
    } else if KEYS.iter().any(|suffix| lower.ends_with(suffix)) || lower.starts_with("id_rsa") {
        Some(("it looks like a secret key", KEY_HELP))
    } else if CONFLICT_MARKS.iter().any(|mark| lower.contains(mark)) || is_dated_conflict(&lower) {
        Some((CONFLICT_COPY, CONFLICT_HELP))
    } else if is_system_file(name) || lower == "node_modules" {
        Some(("a system file", RENAME_HELP))
    } else {
        None
    }
}

/// The path of the file that a conflict copy of a cloud drive was made from.
pub(crate) fn conflict_original(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let lower = name.to_ascii_lowercase();
    let mark = CONFLICT_MARKS.iter().find_map(|mark| lower.find(mark));
    let mark = mark.or_else(|| lower.find("_conflict-").filter(|_| is_dated_conflict(&lower)))?;
    // The mark may be a part of what stands in brackets, such as the name of a computer before it.
    let end = name[..=mark].rfind(['(', '[']).unwrap_or(mark);
    let stem = name[..end].trim_end();
    let extension =
        name.rsplit_once('.').map(|(_, extension)| extension).filter(|end| !end.contains([')', ' ']))?;
    let separator = if folder.is_empty() { "" } else { "/" };
    (!stem.is_empty()).then(|| format!("{folder}{separator}{stem}.{extension}"))
}

/// Whether a name ends as ownCloud ends that of a conflict copy: `plan_conflict-20240801-101112.md`.
fn is_dated_conflict(name: &str) -> bool {
    let date =
        name.split_once("_conflict-").map(|(_, date)| date.bytes().take_while(u8::is_ascii_digit).count());
    date == Some(8)
}

fn load_file(
    root: &Path,
    entry: &DirEntry,
    seen: &HashMap<String, CachedFile>,
    now: SystemTime,
) -> Result<(String, CachedFile), SkippedFile> {
    let path = relative_path(root, entry.path());
    let previous = seen.get(&path);
    let skip = |reason: String| SkippedFile {
        path: path.clone(),
        reason,
        help: "",
        is_error: true,
        is_suspicious: false,
    };
    let unreadable = |error: io::Error| skip(format!("it can't be read: {error}"));
    let meta = entry.metadata().map_err(|error| skip(format!("it can't be read: {error}")))?;
    let stamp = FileStamp::from_metadata(&meta);
    let modified = stamp.modified;
    if !is_text_file(&path) {
        let real_path = real_path(root, entry.path()).map_err(unreadable)?;
        let blob = Blob::Disk(DiskFile { path: real_path, len: meta.len(), stamp: Some(stamp) });
        return Ok((path, CachedFile { stamp, is_stable: false, blob }));
    }
    if meta.len() > MAX_TEXT_LEN {
        return Err(skip(format!(
            "it is {} MB; the limit for a text file is {} MB",
            meta.len() / 1_000_000,
            MAX_TEXT_LEN / 1_000_000
        )));
    }
    let settled = modified.and_then(|time| now.duration_since(time).ok()).is_some_and(|age| age > STABLE_AGE);
    if let Some(previous) =
        previous.filter(|file| file.is_stable && file.stamp == stamp && file.blob.len() == meta.len())
    {
        return Ok((path, CachedFile { stamp, is_stable: settled, blob: previous.blob.clone() }));
    }
    let blob = real_path(root, entry.path()).and_then(|path| read_stable(&path)).map_err(unreadable)?;
    let blob = Blob::from(blob);
    // The old blob shares its allocation with the last build, which makes `is_same` cheap.
    let kept = previous.map(|file| &file.blob).filter(|cached| cached.is_same(&blob)).cloned();
    Ok((path, CachedFile { stamp, is_stable: settled, blob: kept.unwrap_or(blob) }))
}

/// The path of a file without links. One that led out of the folder was skipped; a link that was put there since is not
/// followed either.
fn real_path(root: &Path, path: &Path) -> io::Result<PathBuf> {
    let real = canonicalize(path)?;
    let moved = || io::Error::other("a link that points outside the folder has taken its place");
    if real.starts_with(root) { Ok(real) } else { Err(moved()) }
}

/// Reads a file; if its length changed meanwhile, reads it again, up to three times.
fn read_stable(path: &Path) -> io::Result<Vec<u8>> {
    for _ in 0..3 {
        let mut bytes = Vec::new();
        open_without_links(path)?.read_to_end(&mut bytes)?;
        if fs::metadata(path)?.len() == bytes.len() as u64 {
            return Ok(bytes);
        }
    }
    Err(io::Error::other("it keeps changing"))
}

fn is_text_file(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "markdown" | "yaml" | "yml" | "html" | "css" | "xml" | "json"))
}

fn relative_path(root: &Path, path: &Path) -> String {
    with_slashes(path.strip_prefix(root).unwrap_or(path)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_program_changes_while_files_are_read_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        let refuse = |_: &str| None;
        write("a.md", "one");
        write("b.md", "two");
        write("c.jpg", "three");
        let mut cache = FolderCache::default();
        reread_folder(folder.path(), &refuse, &mut cache).expect("read");
        let changed = |cache: &FolderCache| changed_files(folder.path(), &refuse, cache).expect("listed");
        assert_eq!(changed(&cache), [""; 0]);
        write("a.md", "other");
        fs::remove_file(folder.path().join("b.md")).expect("removed");
        write("c.jpg", "a picture");
        write("d.md", "four");
        assert_eq!(changed(&cache), ["a.md", "b.md", "c.jpg", "d.md"]);
        reread_folder(folder.path(), &refuse, &mut cache).expect("read");
        assert_eq!(changed(&cache), [""; 0]);
    }
}
