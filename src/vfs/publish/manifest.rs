//! The manifest: the list of files that leadfolio wrote.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the site")]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::platform::retry_while_in_use;
use crate::vfs::{parent_folders, path_key};

/// Name of the file in the output that lists the files that leadfolio wrote there.
pub const MANIFEST_FILE: &str = ".leadfolio-manifest.json";

/// Name of the folder in the output in which files are prepared, where the output can't be exchanged for another folder.
pub(super) const PARTS_FOLDER: &str = ".leadfolio-parts";

/// Version of the manifest format; a higher one was written by a later leadfolio.
const MANIFEST_VERSION: u32 = 2;

// Content of the output folder.

/// The files of a site that leadfolio wrote, as JSON in the output. It holds [`path_key`]s, because the folder may be copied
/// to a host as it is, and the list must not tell the names of unlisted pages there.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SiteManifest {
    /// Format version, [`MANIFEST_VERSION`].
    leadfolio: u32,
    /// The files; the manifest itself is not among them.
    files: BTreeSet<String>,
    /// The folders that they are in, at any depth.
    #[serde(default)]
    folders: BTreeSet<String>,
    /// Whether it was read from a list that named paths, as those of the first version did.
    #[serde(skip)]
    pub(super) had_paths: bool,
}

impl SiteManifest {
    /// That of an empty folder.
    pub(super) const fn none() -> Self {
        Self {
            leadfolio: MANIFEST_VERSION,
            files: BTreeSet::new(),
            folders: BTreeSet::new(),
            had_paths: false,
        }
    }

    /// That of a site with these files.
    pub(super) fn from_paths<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut manifest = Self::none();
        for path in paths {
            manifest.files.insert(path_key(path));
            manifest.folders.extend(parent_folders(path).map(path_key));
        }
        manifest
    }

    /// Whether it lists a file.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(&path_key(path))
    }

    /// Whether one of its files is in this folder, at any depth.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(&path_key(path))
    }

    /// That of a folder which holds the files of two sites.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self {
            files: self.files.union(&other.files).cloned().collect(),
            folders: self.folders.union(&other.folders).cloned().collect(),
            ..Self::none()
        }
    }

    /// Reads the manifest of a folder; `None` if it has none.
    pub(super) fn read_from(folder: &Path) -> io::Result<Option<Self>> {
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
            return Err(io::Error::other("it was written by a newer version of leadfolio"));
        }
        if manifest.leadfolio < MANIFEST_VERSION {
            let read = Self::from_paths(manifest.files.iter().map(String::as_str));
            return Ok(Some(Self { had_paths: true, ..read }));
        }
        Ok(Some(manifest))
    }

    /// Writes the manifest of a folder; `parts` is a folder on the same file system, in which it is prepared.
    pub(super) fn write_to(&self, folder: &Path, parts: &Path) -> io::Result<()> {
        let part = parts.join(MANIFEST_FILE);
        fs::create_dir_all(parts)?;
        fs::File::create_new(&part)?.write_all(&serde_json::to_vec(self)?)?;
        retry_while_in_use(|| fs::rename(&part, folder.join(MANIFEST_FILE)))
    }

    /// Number of its files that are not among `paths`.
    pub(super) fn count_missing_from(&self, paths: &[&str]) -> usize {
        let keys: BTreeSet<String> = paths.iter().map(|path| path_key(path)).collect();
        self.files.difference(&keys).count()
    }
}
