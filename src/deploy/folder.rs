//! A folder, on this machine or mounted from another.
#![expect(
    clippy::disallowed_methods,
    reason = "this is a door: it writes to the folder that the author named"
)]

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow, bail};

use super::manifest::MANIFEST;
use super::{HALF, OVERTAKEN, Remote, held};
use crate::tree::Blob;

/// A folder.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// The folder itself, locked while a run is at work.
    lock: Mutex<Option<File>>,
}

impl Folder {
    /// A folder that is no part of the portfolio's sources.
    pub(super) fn new(path: &Path, portfolio: &Path) -> Result<Self> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let root = resolved(&path);
        let portfolio = resolved(portfolio);
        let sources = ["content", "themes", ".git"].map(|it| portfolio.join(it));
        if portfolio.starts_with(&root) || sources.iter().any(|it| root.starts_with(it)) {
            bail!(
                "`{}` holds the portfolio itself, or is a part of it\nname a folder for the site alone, such as `../site`",
                path.display()
            );
        }
        Ok(Self { root, lock: Mutex::new(None) })
    }

    /// Where a file is. A link on the way could lead anywhere, and is not followed.
    fn place(&self, path: &str) -> Result<PathBuf> {
        let mut place = self.root.clone();
        let parts: Vec<&str> = path.split('/').collect();
        for part in &parts[..parts.len() - 1] {
            place.push(part);
            if fs::symlink_metadata(&place).is_ok_and(|it| it.is_symlink()) {
                bail!("`{}` is a link, and could lead out of the folder", place.display());
            }
        }
        Ok(place.join(parts[parts.len() - 1]))
    }

    fn claim(&self) -> Result<()> {
        let mut lock = held(&self.lock);
        if lock.is_some() {
            return Ok(());
        }
        if !self.root.is_dir() {
            let above = self.root.parent().unwrap_or(&self.root);
            if !above.is_dir() {
                bail!("there is no folder `{}`: is the disk mounted?", above.display());
            }
            fs::create_dir(&self.root).with_context(|| format!("cannot make `{}`", self.root.display()))?;
        }
        let folder =
            File::open(&self.root).with_context(|| format!("cannot open `{}`", self.root.display()))?;
        match folder.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                bail!("another run is putting a site there: wait for it to end")
            }
            // Some mounted file systems know no locks; the manifest still tells of another run.
            Err(fs::TryLockError::Error(_)) => {}
        }
        *lock = Some(folder);
        Ok(())
    }

    fn write(&self, place: &Path, blob: &Blob) -> Result<()> {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let half = half_of(place);
        let mut file = File::create(&half)?;
        io::copy(&mut blob.open()?, &mut file)?;
        drop(file);
        fs::rename(&half, place)?;
        Ok(())
    }
}

impl Remote for Folder {
    fn shown(&self) -> String {
        format!("the folder `{}`", self.root.display())
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        match fs::read(self.root.join(MANIFEST)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                Err(anyhow!(error).context(format!("cannot read `{}`", self.root.join(MANIFEST).display())))
            }
        }
    }

    fn taken(&self, paths: &[&str]) -> Result<Vec<String>> {
        let mut taken = Vec::new();
        for path in paths {
            if fs::symlink_metadata(self.place(path)?).is_ok() {
                taken.push((*path).to_owned());
            }
        }
        Ok(taken)
    }

    fn note(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        self.claim()?;
        if self.manifest()?.as_deref() != before {
            bail!(OVERTAKEN);
        }
        let place = self.root.join(MANIFEST);
        match manifest {
            Some(bytes) => self.write(&place, &Blob::from(bytes.to_vec())),
            None => fs::remove_file(&place).map_err(Into::into),
        }
        .with_context(|| format!("cannot write `{}`", place.display()))
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.write(&self.place(path)?, blob)
    }

    fn delete(&self, path: &str) -> Result<()> {
        let place = self.place(path)?;
        for it in [half_of(&place), place.clone()] {
            match fs::remove_file(&it) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        // Folders that are empty now were there for this file; one that holds anything else is not removed.
        let mut above = place.parent();
        while let Some(folder) = above.filter(|it| *it != self.root && fs::remove_dir(it).is_ok()) {
            above = folder.parent();
        }
        Ok(())
    }
}

fn half_of(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(HALF);
    place.with_file_name(name)
}

/// A path without links, as far as it exists, and without `..`.
fn resolved(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain = fs::canonicalize(&plain).unwrap_or(plain);
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    let existing = plain.ancestors().find_map(|it| Some((it, fs::canonicalize(it).ok()?)));
    match existing {
        Some((above, real)) => real.join(plain.strip_prefix(above).unwrap_or(Path::new(""))),
        None => plain,
    }
}
