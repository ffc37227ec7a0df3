//! A project on disk: finds its folders and reads its files.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: it reads the private list of names")]

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, thread};

use anyhow::{Context, Result, bail};

use crate::content::checker::{Checker, non_blank, non_blank_items};
use crate::content::enums::Visibility;
use crate::content::schema::people::{RawNotThem, RawWatchList, RawWatchedPerson};
use crate::content::{document, text};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::git::{self, Repository};
use crate::model::file::Excluded;
use crate::picture_cache::PictureFolder;
use crate::pipeline::Inputs;
use crate::platform::canonicalize;
use crate::privacy::name_scanner::{self, NotThem, PrivateNames, WatchedNames};
use crate::vfs::disk::SkippedFile;
use crate::vfs::{CacheFolder, FileTree, disk};

pub use crate::privacy::name_scanner::PRIVATE_NAMES_FILE;

/// Cache folder of leadfolio, relative to the project root. It may be deleted at any time.
pub const CACHE_FOLDER: &str = ".leadfolio";

/// The settings, relative to the project root: a folder that has them is a project.
const SETTINGS_PATH: &str = "content/portfolio.yaml";

/// A project folder on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The project root, as a canonical path.
    root: PathBuf,
}

/// The files of a project.
#[derive(Debug, Default)]
pub struct LoadedProject {
    /// Input files of a build.
    pub inputs: Inputs,
    /// Files that are ignored on purpose, with reasons.
    pub ignored: Vec<Excluded>,
}

/// File caches, so that the next read opens only what may have changed.
#[derive(Debug, Default)]
pub struct ReadCache {
    content: disk::FolderCache,
    themes: disk::FolderCache,
}

/// How long to wait, in milliseconds, before files are read again that another program was changing.
const RETRY_DELAYS: [u64; 7] = [20, 50, 100, 200, 400, 800, 1600];

impl Project {
    /// Opens the project at a folder that the user named.
    ///
    /// # Errors
    /// When the folder does not exist.
    pub fn open(root: &Path) -> Result<Self> {
        let root =
            canonicalize(root).with_context(|| format!("cannot open the folder `{}`", root.display()))?;
        if !root.is_dir() {
            bail!("`{}` is a file; name the folder that contains `content/`", root.display());
        }
        Ok(Self { root })
    }

    /// Opens the project that a folder belongs to: the nearest ancestor with a `content/portfolio.yaml`.
    ///
    /// # Errors
    /// When there is none.
    pub fn discover(from: &Path) -> Result<Self> {
        let from =
            canonicalize(from).with_context(|| format!("cannot open the folder `{}`", from.display()))?;
        let root = from.ancestors().find(|folder| folder.join(SETTINGS_PATH).is_file());
        match root {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => bail!(
                "there is no portfolio in `{}` or in a folder above it: `{SETTINGS_PATH}` was not found\n\
                 name the portfolio's folder with `--root DIR`, or start a portfolio with `leadfolio init DIR`",
                from.display()
            ),
        }
    }

    /// Fails if the folder that the user named has no settings: another one was meant.
    ///
    /// # Errors
    /// See above.
    pub fn require_settings(&self) -> Result<()> {
        if self.root.join(SETTINGS_PATH).is_file() {
            return Ok(());
        }
        bail!(
            "there is no portfolio in `{}`: `{SETTINGS_PATH}` was not found\nname the portfolio's folder with `--root DIR`",
            self.root.display()
        )
    }

    /// The folder that holds everything.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Default output folder. Each audience has its own, so that a build for few readers never replaces the public
    /// site.
    pub fn default_output(&self, audience: Visibility) -> PathBuf {
        self.root.join(match audience {
            Visibility::Public => "dist",
            Visibility::Panel => "dist-panel",
            Visibility::Private => "dist-private",
        })
    }

    /// Source folders, to be watched for changes.
    pub fn source_folders(&self) -> Vec<PathBuf> {
        vec![self.root.join("content"), self.root.join("themes")]
    }

    /// Reads all input files of a build, when no other program is changing them: during a `git checkout` or the sync of a
    /// cloud drive, files are missing for a moment.
    ///
    /// # Errors
    /// When the folder of the portfolio is gone, a folder exists and cannot be listed, or files keep changing for several
    /// seconds.
    pub fn read(&self) -> Result<LoadedProject> {
        let mut cache = ReadCache::default();
        let mut delays = RETRY_DELAYS.iter().map(|milliseconds| Duration::from_millis(*milliseconds));
        loop {
            let loaded = self.reread(&mut cache)?;
            let changed = self.changed_since(&cache)?;
            if changed.is_empty() && !git::is_changing_files(&self.root) {
                return Ok(loaded);
            }
            let Some(delay) = delays.next() else {
                // A lock that outlives all delays was left behind by a git that was killed.
                let [first, others @ ..] = &changed[..] else { return Ok(loaded) };
                let more = match others.len() {
                    0 => String::new(),
                    count => format!(" and {count} more"),
                };
                bail!(
                    "another program keeps changing files: `{first}`{more}; wait until it is done (a `git checkout`, or the \
                     sync of a cloud drive), and try again"
                );
            };
            thread::sleep(delay);
        }
    }

    /// The files that have changed since `cache` was filled, by path from the root.
    fn changed_since(&self, cache: &ReadCache) -> Result<Vec<String>> {
        let mut changed = Vec::new();
        for (name, cache) in [("content", &cache.content), ("themes", &cache.themes)] {
            let files = disk::changed_files(&self.root.join(name), &private_file_reason, cache)?;
            changed.extend(files.into_iter().map(|path| format!("{name}/{path}")));
        }
        Ok(changed)
    }

    /// Reads real names that must not appear from `content/people.private.yaml`. Only leak checks may use them, never
    /// a build. `None` when there is no such file.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn read_private_names(&self, diagnostics: &mut Diagnostics) -> Result<Option<PrivateNames>> {
        let path = self.root.join(PRIVATE_NAMES_FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        };
        let mut found = Diagnostics::default();
        let raw: RawWatchList =
            document::read_data_file(PRIVATE_NAMES_FILE, &bytes, &mut found).unwrap_or_default();
        let mut private =
            PrivateNames { watch_for: Vec::new(), not_them: read_not_them(raw.not_them, &mut found) };
        for (index, RawWatchedPerson { person, names, also_common }) in
            raw.watch_for.into_iter().flatten().enumerate()
        {
            let names = non_blank_items(names);
            if names.is_empty() {
                let message = "there is no name here for leadfolio to look for";
                let help = "write the names to look for, such as `names: [\"TODO: the name, and nicknames\"]`, or remove the entry";
                let field = format!("watch_for[{index}].names");
                found.push(Diagnostic::error("REQ-01", PRIVATE_NAMES_FILE, message).field(field).help(help));
            }
            let person = non_blank(person).unwrap_or_else(|| "someone on your private list".to_owned());
            private.watch_for.push(WatchedNames { person, names, also_common: also_common.unwrap_or(false) });
        }
        found.sort_and_dedup();
        // Reports quote no line of this file, which would show names, so the message says which one it is.
        let source = String::from_utf8_lossy(&bytes);
        found.update(|diagnostic| {
            let start = match &diagnostic.location {
                Location::File => return,
                Location::Range(range) => Some(range.start),
                Location::Field(field) => document::locate_field(&source, field).map(|range| range.start),
            };
            let (line, _) = text::line_column(&source, start.unwrap_or_default());
            diagnostic.message = format!("line {line}: {}", diagnostic.message);
        });
        diagnostics.append(found);
        Ok(Some(private))
    }

    /// Reads a cache file that an earlier run wrote; `None` when it is missing or unreadable.
    pub fn read_cache(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.root.join(CACHE_FOLDER).join(name)).ok()
    }

    /// Writes a cache file for later runs. The folder has a `.gitignore`, so version control ignores it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_cache(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        CacheFolder::create(&self.root.join(CACHE_FOLDER), &[])?.write_file(name, &[bytes])
    }

    /// Opens a folder in that of all caches; `None` if there is none.
    ///
    /// # Errors
    /// If it is a link, or cannot be opened.
    pub fn open_cache(&self, folders: &[&str]) -> io::Result<Option<CacheFolder>> {
        CacheFolder::open(&self.root.join(CACHE_FOLDER), folders)
    }

    /// The light copies of pictures that earlier runs made.
    pub fn picture_cache(&self) -> PictureFolder {
        PictureFolder::new(self.root.join(CACHE_FOLDER))
    }

    /// Whether Git tracks the private list of names or would add it: everyone with access to the repository could
    /// read it.
    ///
    /// # Errors
    /// When the portfolio is in a repository and git does not answer.
    pub fn private_names_tracked(&self) -> Result<bool> {
        let repository = Repository::discover(&self.root)?;
        repository.map_or(Ok(false), |repository| repository.tracks(PRIVATE_NAMES_FILE))
    }

    /// Like [`read`](Self::read), but opens only files that may have changed since `memory` was filled.
    ///
    /// # Errors
    /// When the folder of the portfolio is gone, or a folder exists and cannot be listed.
    pub fn reread(&self, memory: &mut ReadCache) -> Result<LoadedProject> {
        self.ensure_present()?;
        let ReadCache { content: old_content, themes: old_themes } = memory;
        let mut reading = LoadedProject::default();
        let Inputs { content, themes, diagnostics, skipped } = &mut reading.inputs;
        *content = read_folder(&self.root, "content", old_content, diagnostics, skipped)?;
        *themes = read_folder(&self.root, "themes", old_themes, diagnostics, skipped)?;
        // It may have been moved meanwhile, and then each of its files is missing.
        self.ensure_present()?;
        let in_folders = skipped.iter().map(|file| file.path.clone());
        let read = content.iter().map(|(path, _)| format!("content/{path}"));
        let read = read.chain(themes.iter().map(|(path, _)| format!("themes/{path}")));
        let copies: Vec<String> = in_folders.chain(read).chain(names_in(&self.root)).collect();
        for path in copies.iter().filter(|path| is_like_private_list(path)) {
            diagnostics.push(misnamed_private_list(path));
        }
        reading.ignored = skipped.iter().map(describe_skipped).collect();
        Ok(reading)
    }

    /// Fails if the folder of the portfolio is gone: it has no files then, but its portfolio is not empty.
    fn ensure_present(&self) -> Result<()> {
        match fs::metadata(&self.root) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
                "the folder `{}` is gone: it was moved, renamed or deleted. Put it back, or run leadfolio where it is now",
                self.root.display()
            ),
            found => {
                found.map(drop).with_context(|| format!("cannot open the folder `{}`", self.root.display()))
            }
        }
    }
}

/// The places of the private list where a name means somebody or something else. One that lacks a part accepts nothing.
fn read_not_them(raw: Option<Vec<RawNotThem>>, diagnostics: &mut Diagnostics) -> Vec<NotThem> {
    let mut list = Vec::new();
    for (index, RawNotThem { name, r#in: file, text, why }) in raw.into_iter().flatten().enumerate() {
        let mut checker = Checker { path: PRIVATE_NAMES_FILE, diagnostics };
        let mut require = |value: Option<String>, field: &str, what: &str| {
            checker.require_text(value, &format!("not_them[{index}].{field}"), what)
        };
        let name = require(name, "name", "the name that is found");
        let file = require(file, "in", "the file, such as case-studies/x.md");
        let text = require(text, "text", "the words around the name, as they are in the file");
        let why = require(why, "why", "why it isn't them");
        if let (Some(name), Some(file), Some(text), Some(_)) = (name, file, text, why) {
            if !name_scanner::is_more_than(&text, &name) {
                let message = "`text` holds only the name, so every occurrence would be accepted";
                let help = "write the words around it, too, as they are in the file";
                let field = format!("not_them[{index}].text");
                diagnostics
                    .push(Diagnostic::error("REQ-03", PRIVATE_NAMES_FILE, message).field(field).help(help));
                continue;
            }
            let file = file.strip_prefix("content/").unwrap_or(&file).to_owned();
            list.push(NotThem { name, file, text });
        }
    }
    list
}

fn read_folder(
    root: &Path,
    name: &str,
    memory: &mut disk::FolderCache,
    diagnostics: &mut Diagnostics,
    left_out: &mut Vec<SkippedFile>,
) -> Result<FileTree> {
    let disk::FolderContents { tree, skipped: found } =
        disk::reread_folder(&root.join(name), &private_file_reason, memory)?;
    for file in found {
        let file = SkippedFile { path: format!("{name}/{}", file.path), ..file };
        if file.is_error {
            let help = "fix the file, or move it out of the portfolio";
            diagnostics.push(Diagnostic::error("FIL-02", file.path, file.reason).help(help));
            continue;
        }
        if file.is_suspicious {
            diagnostics.push(left_out_copy(root, name, &file, &tree));
        }
        left_out.push(file);
    }
    Ok(tree)
}

/// What to say of a conflict copy, which is not published. Nobody but the author knows whether it or its original is the
/// newer version, so one that holds anything else than its original is an error.
fn left_out_copy(root: &Path, folder: &str, file: &SkippedFile, tree: &FileTree) -> Diagnostic {
    let path = &file.path;
    let inside = path.strip_prefix(&format!("{folder}/")).unwrap_or(path);
    let original = disk::conflict_original(inside);
    let blob = original.as_deref().and_then(|original| tree.get(original));
    match (original, blob) {
        (Some(original), Some(blob)) => {
            let copy = fs::read(root.join(path));
            let is_same = matches!((copy, blob.read()), (Ok(copy), Ok(bytes)) if *copy == *bytes);
            if is_same {
                let message = format!("this file is not published: {}", file.reason);
                return Diagnostic::warning("FIL-01", path, message).help(file.help);
            }
            let message = format!(
                "this file is not published: {}, and what it says differs from `{folder}/{original}`",
                file.reason
            );
            Diagnostic::error("FIL-01", path, message).help(file.help)
        }
        (Some(original), None) => {
            let message = format!("this file is not published: {}, whose original is gone", file.reason);
            let help = format!("rename it to `{folder}/{original}`, or delete it");
            Diagnostic::error("FIL-01", path, message).help(help)
        }
        (None, _) => {
            let message = format!("this file is not published: {}", file.reason);
            Diagnostic::error("FIL-01", path, message).help(file.help)
        }
    }
}

/// The names of the files at the root of a portfolio; none if they cannot be listed, which is reported elsewhere.
fn names_in(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// Whether a file has nearly the name of the private list, so that its author may think that it is read as that.
fn is_like_private_list(path: &str) -> bool {
    if path == PRIVATE_NAMES_FILE {
        return false;
    }
    const ENDINGS: [&str; 10] = ["bak", "csv", "json", "old", "orig", "txt", "xls", "xlsx", "yaml", "yml"];
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default();
    // Editors write their own files while the list is open.
    let is_of_editor = name.starts_with(['.', '#', '~']) || name.ends_with('~');
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let is_named =
        ["peopleprivat", "privatepeople", "peoplesprivat"].iter().any(|start| letters.starts_with(start));
    is_named && ENDINGS.contains(&ending) && !is_of_editor && !letters.contains("example")
}

/// Names in such a file are not looked for, and the file itself holds them.
fn misnamed_private_list(path: &str) -> Diagnostic {
    let message = format!("this isn't read as the private list: only `{PRIVATE_NAMES_FILE}` is");
    let help = format!(
        "rename it to `{PRIVATE_NAMES_FILE}` so that its names are looked for; if it is a copy, move it out of the portfolio"
    );
    Diagnostic::error("PRV-03", path, message).help(help)
}

/// A skipped file as a build lists it.
fn describe_skipped(file: &SkippedFile) -> Excluded {
    let SkippedFile { path, reason, .. } = file;
    Excluded {
        path: path.clone(),
        what: "file".to_owned(),
        reason: reason.clone(),
        is_page: false,
        is_draft: false,
    }
}

/// Why a file is not read at all: `people.private.yaml` holds real names for the leak check, so a build never opens
/// it, nor a copy with whatever suffix an editor or a backup gave it.
fn private_file_reason(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    // Also `people.private (1).yaml`, a copy of the list.
    let mut marks = name.match_indices(".private").map(|(at, mark)| &name[at + mark.len()..]);
    let marked = marks.any(|rest| !rest.starts_with(char::is_alphanumeric));
    marked.then_some("it is private, so a build never opens it")
}
