//! Lists what is in a folder.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the site")]

use std::fs::{DirEntry, FileType};
use std::path::Path;
use std::{fs, io};

use rayon::prelude::*;

use super::manifest::{MANIFEST_FILE, PARTS_FOLDER, SiteManifest};
use crate::vfs::system_files::is_system_file;

/// The content of a folder, compared with a manifest. It is found by walking the folder without following links, so
/// that a manifest entry such as `../x`, or a folder that was replaced by a link, cannot lead outside.
#[derive(Default)]
pub(super) struct DirScan {
    /// Files listed in the manifest.
    pub(super) files: Vec<String>,
    /// Folders of listed files, each before its subfolders.
    pub(super) folders: Vec<String>,
    /// Files of the operating system, which may be deleted with the site.
    pub(super) system_files: Vec<String>,
    /// Everything else that the manifest does not list, sorted.
    pub(super) foreign_files: Vec<String>,
}

impl DirScan {
    pub(super) fn scan(root: &Path, manifest: &SiteManifest) -> io::Result<Self> {
        let mut survey = Self::default();
        let mut level = vec![String::new()];
        while !level.is_empty() {
            let found =
                level.par_iter().map(|folder| list_entries(root, folder)).collect::<io::Result<Vec<_>>>()?;
            level.clear();
            for (path, kind) in found.into_iter().flatten() {
                if kind.is_dir() && manifest.has_folder(&path) {
                    level.push(path);
                } else if kind.is_file() && manifest.has_file(&path) {
                    survey.files.push(path);
                } else if kind.is_file() && is_system_path(&path) {
                    survey.system_files.push(path);
                } else if path != MANIFEST_FILE && !is_parts_folder(&path, kind) {
                    survey.foreign_files.push(path);
                }
            }
            survey.folders.extend_from_slice(&level);
        }
        survey.foreign_files.sort_unstable();
        Ok(survey)
    }
}

/// Whether an entry is what an interrupted run has prepared.
fn is_parts_folder(path: &str, kind: FileType) -> bool {
    path == PARTS_FOLDER && kind.is_dir()
}

fn is_system_path(path: &str) -> bool {
    is_system_file(path.rsplit('/').next().unwrap_or(path))
}

/// Removes the files of the operating system from the top of a folder, so that one with nothing else in it is empty.
pub(super) fn remove_system_files(folder: &Path) -> io::Result<()> {
    for (path, kind) in list_entries(folder, "")? {
        if kind.is_file() && is_system_path(&path) {
            fs::remove_file(folder.join(path))?;
        }
    }
    Ok(())
}

/// Whether a folder holds nothing but files of the operating system.
pub(super) fn is_empty_folder(folder: &Path) -> io::Result<bool> {
    Ok(list_entries(folder, "")?
        .iter()
        .all(|(path, kind)| kind.is_file() && is_system_path(path) || is_parts_folder(path, *kind)))
}

/// Path from `root` and file type of each entry of a folder.
pub(super) fn list_entries(root: &Path, folder: &str) -> io::Result<Vec<(String, FileType)>> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let named = |entry: DirEntry| {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        Ok((path, entry.file_type()?))
    };
    fs::read_dir(root.join(folder))?.map(|entry| named(entry?)).collect()
}
