//! Target `folder`: a folder on this machine, or a mounted network drive.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: it writes to the folder that the author named")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use anyhow::{Context, Result, anyhow, bail};

use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::helpers::{expand_home, find_altered, lock, write_atomic};
use crate::deploy::host::{Host, HostSpec, Question};
use crate::deploy::manifest::{Digest, MANIFEST};
use crate::deploy::remote::{CONFLICT, CompareBy, Prompt, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::deploy::temp_files::{TempNames, clear_temp_files};
use crate::vfs::{Blob, open_regular_file};

/// The kind `folder`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Folder,
    menu_text: "a folder or a network drive",
    default_name: "folder",
    fields: &["path"],
    questions: &[Question::required("path", "Which folder, relative to the portfolio's folder?", "../site")],
    ci: None,
    default_headers: HeaderFile::None,
    publishes_late: false,
    resolve,
};

/// A local folder, by its path from the portfolio's root.
#[derive(Debug)]
struct FolderHost {
    path: String,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    let path = fields.require_path(raw.path, "../site")?;
    Some(Box::new(FolderHost { path }))
}

impl Host for FolderHost {
    fn open(&self, root: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let folder = LocalFolder::new(&expand_home(&self.path, root), root)?;
        folder.ensure_possible().context("nothing was changed")?;
        Ok(Box::new(folder))
    }
}

/// A local folder.
#[derive(Debug)]
struct LocalFolder {
    root: PathBuf,
    /// Open handle of the folder; holds an exclusive lock while a run is in progress.
    lock: Mutex<Option<File>>,
    /// Names of temporary files, as soon as a run has begun.
    temp_names: OnceLock<TempNames>,
}

impl LocalFolder {
    /// Fails if the folder contains the portfolio or is inside its sources, where a deploy could overwrite them.
    fn new(path: &Path, portfolio: &Path) -> Result<Self> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let root = normalize(&path);
        let portfolio = normalize(portfolio);
        let sources = ["content", "themes", ".git"].map(|name| portfolio.join(name));
        if portfolio.starts_with(&root) || sources.iter().any(|source| root.starts_with(source)) {
            bail!(
                "`{}` contains the portfolio or is part of it\nname a folder that is only for the site, such as `../site`",
                path.display()
            );
        }
        Ok(Self { root, lock: Mutex::new(None), temp_names: OnceLock::new() })
    }

    /// Resolves a file's path. Fails if one of its parent folders is a symlink, which could lead out of the root.
    fn resolve_path(&self, path: &str) -> Result<PathBuf> {
        let mut resolved = self.root.clone();
        let parts: Vec<&str> = path.split('/').collect();
        for part in &parts[..parts.len() - 1] {
            resolved.push(part);
            if fs::symlink_metadata(&resolved).is_ok_and(|metadata| metadata.is_symlink()) {
                bail!("`{}` is a link and could lead outside the folder", resolved.display());
            }
        }
        Ok(resolved.join(parts[parts.len() - 1]))
    }

    /// Fails if the folder neither exists nor can be created.
    fn ensure_possible(&self) -> Result<()> {
        if self.root.is_dir() {
            return Ok(());
        }
        if self.root.exists() {
            bail!(
                "`{}` is a file, and the site needs a folder\nname a folder as `path` of the target",
                self.root.display()
            );
        }
        // A missing parent usually means an unmounted drive; creating it would deploy to the wrong disk.
        let parent = self.root.parent().unwrap_or(&self.root);
        if !parent.is_dir() {
            bail!(
                "there is no folder `{}`: is the drive connected?\nif the name is right, create that folder first",
                parent.display()
            );
        }
        Ok(())
    }

    /// Locks the folder for this run, creating it first if only its parent exists.
    fn acquire_lock(&self) -> Result<()> {
        let mut lock = lock(&self.lock);
        if lock.is_some() {
            return Ok(());
        }
        if !self.root.is_dir() {
            self.ensure_possible()?;
            fs::create_dir(&self.root).with_context(|| format!("cannot create `{}`", self.root.display()))?;
        }
        let folder =
            File::open(&self.root).with_context(|| format!("cannot open `{}`", self.root.display()))?;
        match folder.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                bail!("leadfolio is already publishing a site there: wait until it is done")
            }
            // Some network file systems do not support locks; the manifest still detects another run.
            Err(fs::TryLockError::Error(_)) => {}
        }
        *lock = Some(folder);
        Ok(())
    }

    /// Writes a file, and the folders that it is in.
    fn write(&self, path: &Path, blob: &Blob) -> Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let names = self.temp_names.get().context("nothing is written before a run begins")?;
        self.remove_left_behind(path)?;
        let temp_path = path.with_file_name(names.name_of(&file_name(path)));
        write_atomic(path, &temp_path, |file| {
            io::copy(&mut blob.open()?, file)?;
            Ok(())
        })
    }

    /// Removes what an interrupted run left of a file under its temporary name.
    fn remove_left_behind(&self, path: &Path) -> io::Result<()> {
        let left = self.temp_names.get().and_then(|names| names.left_behind(&file_name(path)));
        left.map_or(Ok(()), |name| remove_if_there(&path.with_file_name(name)))
    }

    /// Removes the manifests that interrupted runs left under temporary names.
    fn remove_unfinished_manifests(&self) -> io::Result<()> {
        let entries = list_folder(&self.root)?;
        let mut unfinished = entries.iter().filter(|(name, _)| TempNames::is_of_any_run(name, MANIFEST));
        unfinished.try_for_each(|(name, _)| remove_if_there(&self.root.join(name)))
    }
}

impl Remote for LocalFolder {
    fn describe(&self) -> String {
        format!("the folder `{}`", self.root.display())
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let path = self.root.join(MANIFEST);
        let read = || -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            open_regular_file(&path)?.read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        match read() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(anyhow!(error).context(format!("cannot read `{}`", path.display()))),
        }
    }

    fn start_run(&self, run: &str, interrupted: Option<&str>) {
        let _ = self.temp_names.set(TempNames::new(run, interrupted));
    }

    fn clear_interrupted(&self) -> Result<()> {
        clear_temp_files(self)
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        let mut existing = Vec::new();
        for path in paths {
            // Does not follow links, so that a broken symlink counts as existing too.
            let file = self.resolve_path(path)?;
            match fs::symlink_metadata(&file) {
                Ok(_) => existing.push((*path).to_owned()),
                Err(error) if is_absent(&error) => {}
                Err(error) => {
                    return Err(anyhow!(error).context(format!("cannot look at `{}`", file.display())));
                }
            }
        }
        Ok(existing)
    }

    fn list_paths(&self, is_relevant: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        let mut paths = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let path = self.root.join(&folder);
            let listed = list_folder(&path).with_context(|| format!("cannot list `{}`", path.display()))?;
            for (name, kind) in listed {
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                // A link to a folder is not one: what is behind it is not what leadfolio wrote.
                if !kind.is_dir() {
                    paths.push(path);
                } else if is_relevant(&path) {
                    folders.push(path);
                }
            }
        }
        Ok(Some(paths))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        _: CompareBy,
        _: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        let altered = find_altered(files, |path, digest| {
            // What is behind a link is not what leadfolio wrote.
            let Ok(path) = self.resolve_path(path) else { return Ok(false) };
            let read = || -> io::Result<bool> {
                let metadata = fs::symlink_metadata(&path)?;
                let is_alike = metadata.is_file() && metadata.len() == digest.bytes;
                Ok(is_alike && Digest::from_reader(open_regular_file(&path)?)? == *digest)
            };
            match read() {
                Err(error) if is_absent(&error) => Ok(false),
                read => read.with_context(|| format!("cannot read `{}`", path.display())),
            }
        })?;
        Ok(RemoteDiff::new(CompareBy::Content, altered))
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        self.acquire_lock()?;
        if self.read_manifest()?.as_deref() != before {
            bail!(CONFLICT);
        }
        let path = self.root.join(MANIFEST);
        let written = self.remove_unfinished_manifests().map_err(Into::into).and_then(|()| match manifest {
            Some(bytes) => self.write(&path, &Blob::from(bytes.to_vec())),
            None => fs::remove_file(&path).map_err(Into::into),
        });
        written.with_context(|| format!("cannot write `{}`", path.display()))
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.write(&self.resolve_path(path)?, blob)
    }

    fn delete(&self, path: &str) -> Result<()> {
        let path = self.resolve_path(path)?;
        self.remove_left_behind(&path)?;
        remove_if_there(&path)?;
        // Remove parent folders that are empty now; `remove_dir` fails on those that are not.
        let mut parent = path.parent();
        while let Some(folder) =
            parent.filter(|folder| *folder != self.root && fs::remove_dir(folder).is_ok())
        {
            parent = folder.parent();
        }
        Ok(())
    }
}

/// Whether a file does not exist; a file may be where its folder should be.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Name and kind of everything in a folder. What is not called in UTF-8 is not a file of a site.
fn list_folder(folder: &Path) -> io::Result<Vec<(String, FileType)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string() {
            found.push((name, entry.file_type()?));
        }
    }
    Ok(found)
}

/// Deletes a file, or a link itself; not an error if there is none.
fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if !is_absent(&error) => Err(error),
        _ => Ok(()),
    }
}

fn file_name(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// Removes `..` from a path and resolves symlinks in the part of it that exists.
fn normalize(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                // `..` after a symlink refers to the parent of the link's target.
                normalized = fs::canonicalize(&normalized).unwrap_or(normalized);
                normalized.pop();
            }
            Component::CurDir => {}
            other => normalized.push(other),
        }
    }
    let existing =
        normalized.ancestors().find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    match existing {
        // Joined with nothing, it would get a slash at its end.
        Some((ancestor, real)) if ancestor == normalized => real,
        Some((ancestor, real)) => real.join(normalized.strip_prefix(ancestor).unwrap_or(Path::new(""))),
        None => normalized,
    }
}
