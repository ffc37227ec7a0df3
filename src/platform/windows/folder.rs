//! A folder that is kept open. Nobody can rename or delete it meanwhile, nor a folder that it is in, so that its path
//! leads to it until it is closed. Only an empty folder could become a junction where it stands; that is looked at before
//! each use.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::windows::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::codes::{
    DELETE, ERROR_SHARING_VIOLATION, FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_DELETE_ON_CLOSE,
    FILE_FLAG_OPEN_REPARSE_POINT, FILE_SHARE_READ, FILE_SHARE_WRITE, GENERIC_WRITE,
};
use super::files::{ensure_possible_path, open_regular_file, retry_while_in_use};
use crate::platform::entry_kind::EntryKind;
use crate::platform::link_error::link_error;

/// The file that stands for the lock of a folder, which has none itself. It is there as long as the lock is held.
const LOCK_FILE: &str = ".leadfolio-lock";

/// An open folder.
#[derive(Debug)]
pub(crate) struct OpenFolder {
    path: PathBuf,
    /// Open without the permission to rename or delete it.
    held: File,
    lock: Mutex<Option<File>>,
}

impl OpenFolder {
    /// Opens a folder; an error if it is a link.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let path = std::path::absolute(path)?;
        let held = OpenOptions::new()
            .read(true)
            .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE)
            .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT)
            .open(&path)?;
        let folder = Self { path, held, lock: Mutex::default() };
        folder.ensure_no_link()?;
        if folder.held.metadata()?.is_dir() { Ok(folder) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    fn ensure_no_link(&self) -> io::Result<()> {
        if self.held.metadata()?.is_symlink() { Err(link_error()) } else { Ok(()) }
    }

    /// The path of what has a name in the folder.
    fn path_of(&self, name: &str) -> io::Result<PathBuf> {
        ensure_possible_path(name)?;
        self.ensure_no_link()?;
        Ok(self.path.join(name))
    }

    /// Opens a folder in this one; an error if it is a link.
    pub(crate) fn subfolder(&self, name: &str) -> io::Result<Self> {
        Self::open(&self.path_of(name)?)
    }

    /// Creates a folder in this one.
    pub(in crate::platform) fn create_folder(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.path_of(name)?)
    }

    /// Opens a regular file to read it.
    pub(crate) fn open_file(&self, name: &str) -> io::Result<File> {
        open_regular_file(&self.path_of(name)?)
    }

    /// Creates a file to write to; an error if anything has the name.
    pub(in crate::platform) fn create_file(&self, name: &str) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(self.path_of(name)?)
    }

    /// Renames a file, in the place of another file or a link.
    pub(in crate::platform) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let (from, to) = (self.path_of(from)?, self.path_of(to)?);
        retry_while_in_use(|| fs::rename(&from, &to))
    }

    /// Looks at what has a name, without following links.
    pub(crate) fn kind(&self, name: &str) -> io::Result<EntryKind> {
        Ok(entry_kind(fs::symlink_metadata(self.path_of(name)?)?.file_type()))
    }

    /// Name and kind of everything in the folder whose name is Unicode.
    pub(crate) fn list(&self) -> io::Result<Vec<(String, EntryKind)>> {
        self.ensure_no_link()?;
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            match entry.file_name().into_string() {
                Ok(name) if name != LOCK_FILE => found.push((name, entry_kind(entry.file_type()?))),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Deletes a file, or a link itself.
    pub(crate) fn remove_file(&self, name: &str) -> io::Result<()> {
        let path = self.path_of(name)?;
        // A link to a folder is deleted as a folder is.
        let is_folder_link = fs::symlink_metadata(&path)?.file_type().is_symlink_dir();
        retry_while_in_use(|| if is_folder_link { fs::remove_dir(&path) } else { fs::remove_file(&path) })
    }

    /// Deletes a folder. An error if it isn't empty, or a link.
    pub(crate) fn remove_subfolder(&self, name: &str) -> io::Result<()> {
        let path = self.path_of(name)?;
        if fs::symlink_metadata(&path)?.is_symlink() {
            return Err(link_error());
        }
        fs::remove_dir(path)
    }

    /// Locks the folder for this process until it is closed.
    pub(crate) fn try_lock(&self) -> Result<(), TryLockError> {
        let path = self.path_of(LOCK_FILE).map_err(TryLockError::Error)?;
        let opened = OpenOptions::new()
            .access_mode(GENERIC_WRITE | DELETE)
            .create(true)
            .truncate(false)
            .write(true)
            .share_mode(0)
            .custom_flags(FILE_FLAG_DELETE_ON_CLOSE | FILE_FLAG_OPEN_REPARSE_POINT)
            .open(path);
        match opened {
            Ok(file) => {
                *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
                Ok(())
            }
            Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => {
                Err(TryLockError::WouldBlock)
            }
            Err(error) => Err(TryLockError::Error(error)),
        }
    }
}

fn entry_kind(kind: fs::FileType) -> EntryKind {
    if kind.is_symlink() {
        EntryKind::Other
    } else if kind.is_dir() {
        EntryKind::Folder
    } else {
        EntryKind::File
    }
}
