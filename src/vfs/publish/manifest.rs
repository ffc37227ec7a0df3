//! The manifest: the list of files that leadfolio wrote.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the site")]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

/// Name of the file in the output that lists the files that leadfolio wrote there.
pub const MANIFEST_FILE: &str = ".leadfolio-manifest.json";

/// Name of the folder in the output in which files are prepared, where the output can't be exchanged for another folder.
pub(super) const PARTS_FOLDER: &str = ".leadfolio-parts";

/// Version of the manifest format; a higher one was written by a later leadfolio.
pub(super) const MANIFEST_VERSION: u32 = 1;

// Content of the output folder.

/// The files of a site that leadfolio wrote, as JSON in the output.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SiteManifest {
    /// Format version, [`MANIFEST_VERSION`].
    pub(super) leadfolio: u32,
    /// Paths from the output folder; the manifest itself is not among them.
    pub(super) files: BTreeSet<String>,
}

impl SiteManifest {
    /// That of an empty folder.
    pub(super) const fn none() -> Self {
        Self { leadfolio: MANIFEST_VERSION, files: BTreeSet::new() }
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
        Ok(Some(manifest))
    }

    /// Writes the manifest of a folder; `parts` is a folder on the same file system, in which it is prepared.
    pub(super) fn write_to(&self, folder: &Path, parts: &Path) -> io::Result<()> {
        let part = parts.join(MANIFEST_FILE);
        fs::create_dir_all(parts)?;
        fs::File::create_new(&part)?.write_all(&serde_json::to_vec(self)?)?;
        fs::rename(&part, folder.join(MANIFEST_FILE))
    }

    /// Number of its files that are not among `paths`.
    pub(super) fn count_missing_from(&self, paths: &[&str]) -> usize {
        let paths: BTreeSet<&str> = paths.iter().copied().collect();
        self.files.iter().filter(|file| !paths.contains(file.as_str())).count()
    }

    /// The folders that contain its files, at any depth.
    pub(super) fn parent_folders(&self) -> BTreeSet<&str> {
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
