//! A folder of files that leadfolio wrote and may delete at any time. No link is followed, neither to it nor in it.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::folder_handle::{EntryKind, FolderHandle, is_link_error};

/// An open folder of cached files.
#[derive(Debug)]
pub struct CacheFolder(FolderHandle);

/// A file in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was written or used last.
    pub used: SystemTime,
}

impl CacheFolder {
    /// Opens the folder with these names, one in another, in `parent`. `None` if there is none.
    ///
    /// # Errors
    /// If one of them is a link, or cannot be opened.
    pub fn open(parent: &Path, names: &[&str]) -> io::Result<Option<Self>> {
        let open = || -> io::Result<Self> {
            let mut folder = FolderHandle::open(parent)?;
            for name in names {
                folder = folder.subfolder(name)?;
            }
            Ok(Self(folder))
        };
        match open() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if is_link_error(&error) => {
                Err(io::Error::new(error.kind(), "it is a link, which leadfolio doesn't follow"))
            }
            opened => opened.map(Some),
        }
    }

    /// The files whose names leadfolio gives, sorted. Links and folders are none.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub fn files(&self, is_own: impl Fn(&str) -> bool) -> io::Result<Vec<CacheFile>> {
        let mut files = Vec::new();
        for (name, kind) in self.0.list()? {
            if kind != EntryKind::File || !is_own(&name) {
                continue;
            }
            // One that is gone by now was deleted by another run.
            let Ok(meta) = self.0.open_file(&name).and_then(|file| file.metadata()) else { continue };
            files.push(CacheFile { name, bytes: meta.len(), used: meta.modified()? });
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }

    /// Deletes a file. A program that reads it just now reads it to its end, and later ones find none.
    ///
    /// # Errors
    /// If it is there and cannot be deleted.
    pub fn remove_file(&self, name: &str) -> io::Result<()> {
        match self.0.remove_file(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    /// Deletes a folder in it, if it is there and empty.
    pub fn remove_if_empty(&self, name: &str) {
        // What is not empty stays, as it should.
        let _ = self.0.remove_subfolder(name);
    }
}
