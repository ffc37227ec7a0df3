//! The output folder: which folders may be replaced, and what is in them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Result, anyhow, ensure};

use super::destination::Destination;
use super::dir_scan::{DirScan, is_empty_folder};
use super::file_ops::{io_error, system_reason};
use super::manifest::{MANIFEST_FILE, PARTS_FOLDER, SiteManifest};
use crate::platform::{canonicalize, ensure_possible_path, ensure_writable};
use crate::vfs::is_safe_relative_path;

/// Whether a path may be that of a site's file: inside the output and not the manifest.
pub(super) fn is_site_path(path: &str) -> bool {
    path != MANIFEST_FILE && is_safe_relative_path(path)
}

// Checks of the output folder.

/// The output folder.
pub(super) struct OutputFolder<'a> {
    /// With all links resolved, except if the folder itself is one.
    pub(super) path: PathBuf,
    /// As the author wrote it, for messages.
    pub(super) display_path: &'a Path,
}

impl<'a> OutputFolder<'a> {
    /// Resolves the output folder; an error if writing there would overwrite the portfolio, its sources or the home
    /// folder.
    pub(super) fn resolve(destination: &Destination<'a>) -> Result<Self> {
        let shown = destination.output;
        let path = resolve_parent(shown).map_err(|error| io_error("find", shown, &error))?;
        let output = Self { path, display_path: shown };
        ensure!(output.path.parent().is_some(), output.refusal("it is the whole file system"));
        let name = output.path.file_name().unwrap_or_default().to_string_lossy();
        ensure_possible_path(&name).map_err(|error| output.refusal(&error.to_string()))?;
        output.ensure_not_above(destination.root, "the portfolio")?;
        if let Some(home) = destination.home {
            output.ensure_not_above(home, "your home folder")?;
        }
        destination.sources.iter().try_for_each(|source| output.ensure_apart_from(source))?;
        Ok(output)
    }

    pub(super) fn ensure_not_above(&self, folder: &Path, name: &str) -> Result<()> {
        let folder = resolve_existing_part(folder).map_err(|error| io_error("find", folder, &error))?;
        ensure!(self.path != folder, self.refusal(&format!("it is {name}")));
        ensure!(!folder.starts_with(&self.path), self.refusal(&format!("it contains {name}")));
        Ok(())
    }

    pub(super) fn ensure_apart_from(&self, source: &Path) -> Result<()> {
        let folder = resolve_existing_part(source).map_err(|error| io_error("find", source, &error))?;
        let source = format!("`{}`, which the site is built from", source.display());
        ensure!(self.path != folder, self.refusal("it contains what the site is built from"));
        ensure!(!self.path.starts_with(&folder), self.refusal(&format!("it is inside {source}")));
        ensure!(!folder.starts_with(&self.path), self.refusal(&format!("it contains {source}")));
        Ok(())
    }

    pub(super) fn refusal(&self, why: &str) -> anyhow::Error {
        anyhow!(
            "cannot publish to `{}`: {why}; choose another folder, such as `dist`",
            self.display_path.display()
        )
    }

    /// Whether the folder exists; an error if no site can be written to it: it is a file, a link or not writable.
    pub(super) fn exists_and_is_writable(&self) -> Result<bool> {
        let meta = match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            result => result.map_err(|error| io_error("look at", self.display_path, &error))?,
        };
        let refuse = |what| anyhow!("cannot publish to `{}`: {what}", self.display_path.display());
        ensure!(!meta.is_symlink(), refuse("it is a symbolic link; name the folder it points to"));
        ensure!(meta.is_dir(), refuse("it is a file; choose a folder, such as `dist`"));
        ensure_writable(&self.path).map_err(|error| io_error("write to", self.display_path, &error))?;
        Ok(true)
    }

    /// The manifest of the current site; `None` if the folder does not exist or is empty. An error if it holds files,
    /// but no manifest.
    pub(super) fn read_manifest(&self) -> Result<Option<SiteManifest>> {
        if !self.exists_and_is_writable()? {
            return Ok(None);
        }
        let shown = self.display_path.display();
        let manifest = SiteManifest::read_from(&self.path).map_err(|error| {
            anyhow!(
                "cannot read `{shown}/{MANIFEST_FILE}`: {}; remove the folder and build again",
                system_reason(&error)
            )
        })?;
        let is_empty =
            is_empty_folder(&self.path).map_err(|error| io_error("list", self.display_path, &error))?;
        ensure!(
            manifest.is_some() || is_empty,
            "cannot publish to `{shown}`: it is not empty, and leadfolio did not create it; choose another folder, \
             or empty this one"
        );
        Ok(manifest)
    }

    /// The manifest, after checking that the folder contains no other files than it lists.
    pub(super) fn verify_manifest(&self) -> Result<Option<SiteManifest>> {
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
            "cannot publish to `{}`: leadfolio did not create {}{more} in it; move them elsewhere, or put them in \
             `content/files/` so that they are published",
            self.display_path.display(),
            first.join(", ")
        );
        Ok(Some(manifest))
    }

    /// Where files are prepared if the folder can't be exchanged for another one.
    pub(super) fn parts_folder(&self) -> PathBuf {
        self.path.join(PARTS_FOLDER)
    }

    /// The path next to the output whose name is that of the output with a prefix and a suffix.
    pub(super) fn sibling_path(&self, prefix: &str, suffix: &str) -> PathBuf {
        let mut name = OsString::from(prefix);
        name.push(self.path.file_name().unwrap_or_default());
        name.push(suffix);
        self.path.with_file_name(name)
    }
}

/// Resolves a path except for its last part, which may be a link or not exist.
pub(super) fn resolve_parent(path: &Path) -> io::Result<PathBuf> {
    let Some(name) = path.file_name() else { return canonicalize(path) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(resolve_existing_part(folder)?.join(name))
}

/// Resolves a path whose last folders need not exist yet.
pub(super) fn resolve_existing_part(path: &Path) -> io::Result<PathBuf> {
    match canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.file_name().is_some() => {
            resolve_parent(path)
        }
        result => result,
    }
}
