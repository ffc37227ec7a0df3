//! A folder that is kept open. What is opened, renamed or removed by its name is in that folder, whatever has taken its
//! place at its path.

use std::fs::{File, TryLockError};
use std::io;
use std::os::fd::AsFd;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use rustix::path::Arg;

use super::files::open_regular_file_at;
use crate::platform::entry_kind::EntryKind;
use crate::platform::link_error::link_error;

/// An open folder.
#[derive(Debug)]
pub(crate) struct OpenFolder(File);

impl OpenFolder {
    /// Opens a folder; an error if it is a link.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        open_folder_at(CWD, path)
    }

    /// Opens a folder in this one; an error if it is a link.
    pub(crate) fn subfolder(&self, name: &str) -> io::Result<Self> {
        open_folder_at(&self.0, name)
    }

    /// Creates a folder in this one.
    pub(in crate::platform) fn create_folder(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o777))?)
    }

    /// Opens a regular file to read it.
    pub(crate) fn open_file(&self, name: &str) -> io::Result<File> {
        open_regular_file_at(&self.0, name)
    }

    /// Creates a file to write to; an error if anything has the name.
    pub(in crate::platform) fn create_file(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(File::from(rustix::fs::openat(&self.0, name, flags, Mode::from_raw_mode(0o666))?))
    }

    /// Renames a file, in the place of another file or a link.
    pub(in crate::platform) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, from, &self.0, to)?)
    }

    /// Looks at what has a name, without following links.
    pub(crate) fn kind(&self, name: &str) -> io::Result<EntryKind> {
        let stat = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(entry_kind(FileType::from_raw_mode(stat.st_mode)))
    }

    /// Name and kind of everything in the folder whose name is UTF-8.
    pub(crate) fn list(&self) -> io::Result<Vec<(String, EntryKind)>> {
        let mut found = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            if name == "." || name == ".." {
                continue;
            }
            // Some file systems don't say the kind in a listing.
            let kind = match entry.file_type() {
                FileType::Unknown => self.kind(&name)?,
                known => entry_kind(known),
            };
            found.push((name, kind));
        }
        Ok(found)
    }

    /// Deletes a file, or a link itself.
    pub(crate) fn remove_file(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Deletes a folder. An error if it isn't empty, or a link.
    pub(crate) fn remove_subfolder(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    /// Locks the folder for this process until it is closed.
    pub(crate) fn try_lock(&self) -> Result<(), TryLockError> {
        self.0.try_lock()
    }
}

fn open_folder_at(folder: impl AsFd, path: impl Arg + Copy) -> io::Result<OpenFolder> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match rustix::fs::openat(&folder, path, flags, Mode::empty()) {
        Ok(opened) => Ok(OpenFolder(File::from(opened))),
        // Systems differ in what they say of a link.
        Err(error @ (Errno::LOOP | Errno::MLINK | Errno::NOTDIR)) => {
            let stat = rustix::fs::statat(folder, path, AtFlags::SYMLINK_NOFOLLOW)?;
            match FileType::from_raw_mode(stat.st_mode) {
                FileType::Symlink => Err(link_error()),
                _ => Err(error.into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn entry_kind(kind: FileType) -> EntryKind {
    match kind {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        _ => EntryKind::Other,
    }
}
