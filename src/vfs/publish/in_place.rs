//! Brings a site up to date file by file, for those who stand in its folder: a web server that was started there, or a
//! container that has it mounted. They would be left in an empty folder if another took its place.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the site")]

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use rayon::prelude::*;

use super::dir_scan::DirScan;
use super::file_ops::with_parent_folder;
use super::manifest::SiteManifest;

/// Makes `folder`, which holds a site with the manifest `old` and nothing else, equal to the one in `site`. `changed` are the
/// files that differ; each is prepared in `parts`, a folder on the same file system, and renamed.
///
/// Until the end, the manifest lists the files of both sites, so that the next run knows what an interrupted one has left.
pub(super) fn update_in_place(
    folder: &Path,
    site: &Path,
    parts: &Path,
    changed: &[&str],
    old: &SiteManifest,
) -> io::Result<()> {
    let missing = || io::Error::new(io::ErrorKind::NotFound, "the new site has no list of its files");
    let new = SiteManifest::read_from(site)?.ok_or_else(missing)?;
    // A manifest may list what is not inside the folder, so only what the folder holds is removed.
    let DirScan { files, system_files, foreign_files, folders: _ } = DirScan::scan(folder, old)?;
    if !foreign_files.is_empty() {
        return Err(io::Error::other("something else wrote files to it"));
    }
    let both = SiteManifest { files: old.files.union(&new.files).cloned().collect(), ..new };
    both.write_to(folder, parts)?;
    // What a file manager left would keep a folder from being removed.
    let removed = files.iter().chain(&system_files).map(String::as_str);
    let removed: Vec<&str> = removed.filter(|path| !new.files.contains(*path)).collect();
    removed.par_iter().try_for_each(|path| remove_if_present(&folder.join(path)))?;
    remove_empty_folders(folder, &removed)?;
    changed.par_iter().try_for_each(|path| {
        let part = parts.join(path);
        with_parent_folder(&part, || link_or_copy(&site.join(path), &part))?;
        let target = folder.join(path);
        with_parent_folder(&target, || fs::rename(&part, &target))
    })?;
    new.write_to(folder, parts)?;
    match fs::remove_dir_all(parts) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove_if_present(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Removes the folders that held only removed files.
fn remove_empty_folders(root: &Path, removed: &[&str]) -> io::Result<()> {
    let parents = |path: &&str| Path::new(*path).ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>();
    let folders: BTreeSet<_> =
        removed.iter().flat_map(parents).filter(|folder| !folder.as_os_str().is_empty()).collect();
    // A folder sorts before its subfolders.
    for folder in folders.iter().rev() {
        match fs::remove_dir(root.join(folder)) {
            Err(error)
                if !matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound) =>
            {
                return Err(error);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Gives a file a second name; copies it where there can't be one, as on another file system.
fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => fs::copy(from, to).map(|_| ()),
        Ok(()) => Ok(()),
    }
}
