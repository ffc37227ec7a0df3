//! A folder of files that leadfolio wrote and may delete at any time. No link is followed, neither to it nor in it.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: a cache on disk, by the time of the last use")]

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::SystemTime;

use crate::platform::{EntryKind, OpenFolder, is_link_error};

/// An open folder of cached files.
#[derive(Debug)]
pub struct CacheFolder(OpenFolder);

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
            let mut folder = OpenFolder::open(parent)?;
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

    /// Opens the folder as [`open`](Self::open) does, and creates what is missing. Version control ignores all in `parent`.
    ///
    /// # Errors
    /// If one of the folders is a link, or cannot be created.
    pub fn create(parent: &Path, names: &[&str]) -> io::Result<Self> {
        const IGNORED: &str = ".gitignore";
        match fs::create_dir(parent) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let mut folder = OpenFolder::open(parent)?;
        if folder.kind(IGNORED).is_err() {
            Self::write(&folder, IGNORED, &[b"*\n"])?;
        }
        for name in names {
            folder = folder.create_subfolder(name)?;
        }
        Ok(Self(folder))
    }

    /// Reads a file of at most `max_bytes`, and remembers that it was used now.
    ///
    /// # Errors
    /// If it is missing, too long, no file, or cannot be read.
    pub fn read_file(&self, name: &str, max_bytes: u64) -> io::Result<Vec<u8>> {
        let mut file = self.0.open_file(name)?;
        if file.metadata()?.len() > max_bytes {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        // Without the time, it is only deleted earlier.
        let _ = file.set_modified(SystemTime::now());
        Ok(bytes)
    }

    /// Writes a file of these parts. It gets its name when it is complete.
    ///
    /// # Errors
    /// If it cannot be written, or another thread is writing it.
    pub fn write_file(&self, name: &str, parts: &[&[u8]]) -> io::Result<()> {
        Self::write(&self.0, name, parts)
    }

    fn write(folder: &OpenFolder, name: &str, parts: &[&[u8]]) -> io::Result<()> {
        let temp_name = format!("{name}.{}.tmp", std::process::id());
        let write = |file: &mut File| parts.iter().try_for_each(|part| file.write_all(part));
        folder.write_file(name, &temp_name, write)
    }

    /// The files whose names leadfolio gives, sorted. Links and folders are left out.
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

    /// Deletes a file. A program that is reading it can finish.
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
