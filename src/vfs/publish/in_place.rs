//! Brings a site up to date file by file, for those who stand in its folder: a web server that was started there, or a
//! container that has it mounted. They would be left in an empty folder if another took its place.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the site")]

use std::path::Path;
use std::{fs, io};

use rayon::prelude::*;

use super::dir_scan::DirScan;
use super::file_ops::with_parent_folder;
use super::manifest::SiteManifest;
use crate::platform::{flush_folder, retry_while_in_use};
use crate::vfs::parent_folders;

/// A site that is to become equal to another one, in its own folder.
pub(super) struct InPlaceUpdate<'a> {
    /// The folder of the site; it holds what `old` lists and nothing else.
    pub(super) folder: &'a Path,
    pub(super) old: &'a SiteManifest,
    /// The folder of the other site, with its manifest.
    pub(super) new_site: &'a Path,
    /// The files of the other site that are not the same in `folder`.
    pub(super) changed: &'a [&'a str],
    /// Where they are prepared: on the file system of `folder`, and of this run alone.
    pub(super) parts: &'a Path,
    /// Whether to flush the result to disk.
    pub(super) durable: bool,
}

impl InPlaceUpdate<'_> {
    /// Replaces, adds and removes files. What needs space is done first, so that a full disk leaves the site as it was;
    /// what is gone from the site is removed last, so that no page links to nothing meanwhile.
    ///
    /// Until the end the manifest lists the files of both sites, so that the next run knows what an interrupted one left.
    pub(super) fn run(&self) -> io::Result<()> {
        let updated = self.update();
        updated.and(remove_parts(self.parts))
    }

    fn update(&self) -> io::Result<()> {
        let Self { folder, old, new_site, changed, parts, durable } = *self;
        let missing = || io::Error::new(io::ErrorKind::NotFound, "the new site has no list of its files");
        let new = SiteManifest::read_from(new_site)?.ok_or_else(missing)?;
        // A manifest may list what is not inside the folder, so only what the folder holds is removed.
        let DirScan { files, folders, system_files, foreign_files } = DirScan::scan(folder, old)?;
        if !foreign_files.is_empty() {
            return Err(io::Error::other("something else wrote files to it"));
        }
        remove_parts(parts)?;
        fs::create_dir(parts)?;
        changed.par_iter().try_for_each(|path| {
            let part = parts.join(path);
            with_parent_folder(&part, || link_or_copy(&new_site.join(path), &part))
        })?;
        old.union(&new).write_to(folder, parts)?;

        let removed = files.iter().chain(&system_files).map(String::as_str);
        let removed = removed.filter(|path| !new.has_file(path));
        // A file that becomes a folder, and a folder that becomes a file.
        let is_inside_file = |path: &str| parent_folders(path).any(|folder| new.has_file(folder));
        let (blocking, others): (Vec<&str>, Vec<&str>) =
            removed.partition(|path| new.has_folder(path) || is_inside_file(path));
        let is_blocking = |folder: &&String| new.has_file(folder) || is_inside_file(folder);
        let (blocking_folders, other_folders): (Vec<&String>, Vec<&String>) =
            folders.iter().filter(|path| !new.has_folder(path)).partition(is_blocking);
        remove_all(folder, &blocking, &blocking_folders)?;
        changed.par_iter().try_for_each(|path| {
            let (part, target) = (parts.join(path), folder.join(path));
            with_parent_folder(&target, || retry_while_in_use(|| fs::rename(&part, &target)))
        })?;
        remove_all(folder, &others, &other_folders)?;
        new.write_to(folder, parts)?;
        if durable { flush_folder(folder) } else { Ok(()) }
    }
}

/// Removes the folder in which files were prepared, if there is one. Another thing of that name stays.
pub(super) fn remove_parts(parts: &Path) -> io::Result<()> {
    match fs::symlink_metadata(parts) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(parts),
        Ok(_) => Err(io::Error::other(format!("`{}` is in the way", parts.display()))),
    }
}

/// Removes files, and then folders, which are listed each before its subfolders.
fn remove_all(root: &Path, files: &[&str], folders: &[&String]) -> io::Result<()> {
    let ignore_missing = |result: io::Result<()>| match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    };
    files
        .par_iter()
        .try_for_each(|file| ignore_missing(retry_while_in_use(|| fs::remove_file(root.join(file)))))?;
    folders
        .iter()
        .rev()
        .try_for_each(|folder| ignore_missing(retry_while_in_use(|| fs::remove_dir(root.join(folder)))))
}

/// Gives a file a second name; copies it where there can't be one, as on another file system.
fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => fs::copy(from, to).map(|_| ()),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const OLD: [(&str, &str); 4] =
        [("a/index.html", "a"), ("file", "a file"), ("folder/x.html", "x"), ("index.html", "old")];
    const NEW: [(&str, &str); 4] =
        [("b/index.html", "b"), ("file/index.html", "a folder"), ("folder", "a file"), ("index.html", "new")];

    fn write_site(folder: &Path, files: &[(&str, &str)]) -> SiteManifest {
        for (path, text) in files {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().expect("it is inside")).expect("a folder");
            fs::write(file, text).expect("written");
        }
        let manifest = SiteManifest::from_paths(files.iter().map(|(path, _)| *path));
        manifest.write_to(folder, &folder.join("parts")).expect("written");
        fs::remove_dir(folder.join("parts")).expect("it is empty");
        manifest
    }

    /// Files and folders, but for the manifest.
    fn list(folder: &Path) -> BTreeSet<String> {
        let entries =
            walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(|entry| entry.expect("an entry"));
        let paths = entries.map(|entry| {
            let path =
                entry.path().strip_prefix(folder).expect("it is inside").to_string_lossy().into_owned();
            if entry.file_type().is_dir() {
                path
            } else {
                format!("{path}={}", fs::read_to_string(entry.path()).expect("text"))
            }
        });
        paths.filter(|path| !path.starts_with(".leadfolio-manifest")).collect()
    }

    fn update(root: &Path, old: &SiteManifest, changed: &[&str]) -> io::Result<()> {
        InPlaceUpdate {
            folder: &root.join("site"),
            old,
            new_site: &root.join("new"),
            changed,
            parts: &root.join("site/.leadfolio-parts"),
            durable: true,
        }
        .run()
    }

    #[test]
    fn files_folders_and_what_takes_the_place_of_the_other_are_replaced() {
        let root = tempfile::tempdir().expect("a folder");
        let old = write_site(&root.path().join("site"), &OLD);
        write_site(&root.path().join("new"), &NEW);
        // A listed file that somebody deleted leaves an empty folder; a killed run left parts.
        fs::remove_file(root.path().join("site/a/index.html")).expect("removed");
        fs::create_dir(root.path().join("site/.leadfolio-parts")).expect("a folder");
        fs::write(root.path().join("site/.leadfolio-parts/index.html"), "half").expect("written");
        update(root.path(), &old, &NEW.map(|(path, _)| path)).expect("updated");
        assert_eq!(list(&root.path().join("site")), list(&root.path().join("new")));
        let manifest = SiteManifest::read_from(&root.path().join("site")).expect("read").expect("there");
        assert_eq!(manifest, SiteManifest::from_paths(NEW.iter().map(|(path, _)| *path)));
    }

    #[test]
    fn what_cannot_be_prepared_leaves_the_site_as_it_was() {
        let root = tempfile::tempdir().expect("a folder");
        let old = write_site(&root.path().join("site"), &OLD);
        write_site(&root.path().join("new"), &NEW);
        let before = list(&root.path().join("site"));
        update(root.path(), &old, &["index.html", "missing.html"]).expect_err("a file is missing");
        assert_eq!(list(&root.path().join("site")), before);
        // A link of that name leads somewhere else.
        fs::create_dir(root.path().join("elsewhere")).expect("a folder");
        crate::platform::symlink(root.path().join("elsewhere"), root.path().join("site/.leadfolio-parts"))
            .expect("a link");
        update(root.path(), &old, &["index.html"]).expect_err("a link is in the way");
        assert!(list(&root.path().join("elsewhere")).is_empty());
    }
}
