//! A project on disk: finds its folders and reads its files.
#![expect(clippy::disallowed_methods, reason = "this is a door: it reads the private list of names")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::content::document;
use crate::content::schema::{RawWatchList, RawWatchedPerson};
use crate::content::vocabulary::Visibility;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pipeline::Inputs;
use crate::portfolio::model::HeldBack;
use crate::portfolio::names::Watched;
use crate::tree::FileTree;
use crate::tree::disk::{self, SkippedFile};

/// Path of the private list of names, relative to the project root.
pub const OVERLAY: &str = "content/people.private.yaml";

/// Cache folder of leadfolio, relative to the project root. It may be deleted at any time.
const NOTES: &str = ".leadfolio";

/// A project folder on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The project root, as a canonical path.
    root: PathBuf,
}

/// The files of a project.
#[derive(Debug, Default)]
pub struct Reading {
    /// Input files of a build.
    pub inputs: Inputs,
    /// Files that are ignored on purpose, with reasons.
    pub left_out: Vec<HeldBack>,
}

/// File caches, so that the next read opens only what may have changed.
#[derive(Debug, Default)]
pub struct Memory {
    content: disk::FolderCache,
    themes: disk::FolderCache,
}

impl Project {
    /// Opens the project at a folder that the user named.
    ///
    /// # Errors
    /// When the folder does not exist.
    pub fn at(root: &Path) -> Result<Self> {
        let root =
            fs::canonicalize(root).with_context(|| format!("cannot open the folder `{}`", root.display()))?;
        if !root.is_dir() {
            bail!("`{}` is a file; name the folder that holds `content/`", root.display());
        }
        Ok(Self { root })
    }

    /// Opens the project that a folder belongs to: the nearest ancestor with a `content/portfolio.yaml`.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(from: &Path) -> Result<Self> {
        let from =
            fs::canonicalize(from).with_context(|| format!("cannot open the folder `{}`", from.display()))?;
        let root = from.ancestors().find(|folder| folder.join("content/portfolio.yaml").is_file());
        match root {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => bail!(
                "there is no portfolio in `{}` or above it: no folder holds `content/portfolio.yaml`\n\
                 name its folder with `--root DIR`, or begin one with `leadfolio init DIR`",
                from.display()
            ),
        }
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
    pub fn sources(&self) -> Vec<PathBuf> {
        vec![self.root.join("content"), self.root.join("themes")]
    }

    /// Reads all input files of a build.
    ///
    /// # Errors
    /// When a folder exists and cannot be listed.
    pub fn read(&self) -> Result<Reading> {
        self.read_again(&mut Memory::default())
    }

    /// Reads real names that must not appear from `content/people.private.yaml`. Only leak checks may use them, never
    /// a build. `None` when there is no such file.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn watched(&self, diagnostics: &mut Diagnostics) -> Result<Option<Vec<Watched>>> {
        let path = self.root.join(OVERLAY);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        };
        let raw: RawWatchList = document::read_data_file(OVERLAY, &bytes, diagnostics).unwrap_or_default();
        let watched =
            raw.watch_for.unwrap_or_default().into_iter().map(|RawWatchedPerson { person, names }| Watched {
                person: person.unwrap_or_else(|| "somebody on your private list".to_owned()),
                names: names.unwrap_or_default(),
            });
        Ok(Some(watched.collect()))
    }

    /// Reads a cache file that an earlier run wrote; `None` when it is missing or unreadable.
    pub fn notes(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.root.join(NOTES).join(name)).ok()
    }

    /// Writes a cache file for later runs. The folder has a `.gitignore`, so version control ignores it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let folder = self.root.join(NOTES);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(".gitignore"), "*\n")?;
        fs::write(folder.join(name), bytes)
    }

    /// Whether Git tracks the private list of names or would add it: everyone with access to the repository could
    /// read it.
    pub fn shares_overlay(&self) -> bool {
        let git = |arguments: &[&str]| {
            let mut command = Command::new("git");
            command.arg("-C").arg(&self.root).args(arguments).arg("--").arg(OVERLAY);
            command.output().ok().filter(|output| output.status.success())
        };
        let tracked = git(&["ls-files", "--cached"]).is_some_and(|output| !output.stdout.is_empty());
        let untracked = git(&["ls-files", "--others", "--exclude-standard"]);
        tracked || untracked.is_some_and(|output| !output.stdout.is_empty())
    }

    /// Like [`read`](Self::read), but opens only files that may have changed since `memory` was filled.
    ///
    /// # Errors
    /// When a folder exists and cannot be listed.
    pub fn read_again(&self, memory: &mut Memory) -> Result<Reading> {
        let Memory { content: old_content, themes: old_themes } = memory;
        let mut reading = Reading::default();
        let Inputs { content, themes, diagnostics } = &mut reading.inputs;
        *content = folder(&self.root, "content", old_content, diagnostics, &mut reading.left_out)?;
        *themes = folder(&self.root, "themes", old_themes, diagnostics, &mut reading.left_out)?;
        Ok(reading)
    }
}

fn folder(
    root: &Path,
    name: &str,
    memory: &mut disk::FolderCache,
    diagnostics: &mut Diagnostics,
    left_out: &mut Vec<HeldBack>,
) -> Result<FileTree> {
    let disk::FolderContents { tree, skipped: found } =
        disk::reread_folder(&root.join(name), &private_overlay, memory)?;
    for SkippedFile { path, reason, is_error: fault } in found {
        let path = format!("{name}/{path}");
        if fault {
            let help = "mend it, or move it out of the portfolio";
            diagnostics.push(Diagnostic::error("FIL-02", path, reason).help(help));
        } else {
            left_out.push(HeldBack { path, what: "file".to_owned(), reason, page: false });
        }
    }
    Ok(tree)
}

/// Why a file is not read at all: `people.private.yaml` holds real names for the leak check, so a build never opens
/// it, nor a copy with whatever suffix an editor or a backup gave it.
fn private_overlay(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let marked = name.contains(".private.") || name.ends_with(".private");
    marked.then_some("private: a build never opens it")
}
