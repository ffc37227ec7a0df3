//! A folder that is kept open. A path is looked up again at each use, and somebody may have exchanged one of its folders
//! for a link since the last one. What is opened, renamed or removed by its name in an open folder is in that folder,
//! whatever has taken its place.

use std::fs::{File, TryLockError};
use std::io;
use std::os::fd::AsFd;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use rustix::path::Arg;

use super::open::open_regular_file_at;

/// An open folder. Names are those of files and folders in it, never paths.
#[derive(Debug)]
pub(crate) struct FolderHandle(File);

/// What a name in a folder means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a pipe or anything else.
    Other,
}

impl FolderHandle {
    /// Opens a folder.
    ///
    /// # Errors
    /// If there is none, or if it is a link: [`is_link_error`].
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        open_folder_at(CWD, path)
    }

    /// Opens a folder in this one.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(crate) fn subfolder(&self, name: &str) -> io::Result<Self> {
        open_folder_at(&self.0, name)
    }

    /// Opens a folder in this one, and creates it if it is missing.
    ///
    /// # Errors
    /// As [`open`](Self::open), or if it can't be created.
    pub(crate) fn create_subfolder(&self, name: &str) -> io::Result<Self> {
        match self.subfolder(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match rustix::fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o777)) {
                    Ok(()) | Err(Errno::EXIST) => self.subfolder(name),
                    Err(error) => Err(error.into()),
                }
            }
            opened => opened,
        }
    }

    /// Opens a regular file to read it.
    pub(crate) fn open_file(&self, name: &str) -> io::Result<File> {
        open_regular_file_at(&self.0, name)
    }

    /// Writes a new file named `temp_name` and then renames it, so that readers never see a partial file, and nothing is
    /// written through a link. If that fails, nothing of it is left.
    pub(crate) fn write_file(
        &self,
        name: &str,
        temp_name: &str,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = rustix::fs::openat(&self.0, temp_name, flags, Mode::from_raw_mode(0o666))?;
        let mut file = File::from(file);
        let written = write(&mut file);
        // Closed first: some file systems refuse to rename an open file.
        drop(file);
        let result = written.and_then(|()| Ok(rustix::fs::renameat(&self.0, temp_name, &self.0, name)?));
        if result.is_err() {
            let _ = self.remove_file(temp_name);
        }
        result
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

    /// Locks the folder for this process until the handle is dropped.
    pub(crate) fn try_lock(&self) -> Result<(), TryLockError> {
        self.0.try_lock()
    }
}

/// Whether a folder was not opened because it is a link.
pub(crate) fn is_link_error(error: &io::Error) -> bool {
    Errno::from_io_error(error) == Some(Errno::LOOP)
}

fn open_folder_at(folder: impl AsFd, path: impl Arg + Copy) -> io::Result<FolderHandle> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match rustix::fs::openat(&folder, path, flags, Mode::empty()) {
        Ok(opened) => Ok(FolderHandle(File::from(opened))),
        // Systems differ in what they say of a link.
        Err(error @ (Errno::LOOP | Errno::MLINK | Errno::NOTDIR)) => {
            let stat = rustix::fs::statat(folder, path, AtFlags::SYMLINK_NOFOLLOW)?;
            match FileType::from_raw_mode(stat.st_mode) {
                FileType::Symlink => Err(Errno::LOOP.into()),
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "it checks what is on disk")]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn whatever_takes_the_place_of_an_open_folder_is_not_touched() {
        let temp = tempfile::tempdir().unwrap();
        let path = |name: &str| temp.path().join(name);
        fs::create_dir_all(path("site/empty")).unwrap();
        fs::create_dir_all(path("victim/empty")).unwrap();
        for folder in ["site", "victim"] {
            fs::write(path(folder).join("a"), folder).unwrap();
        }
        let folder = FolderHandle::open(&path("site")).unwrap();
        fs::rename(path("site"), path("moved")).unwrap();
        symlink("victim", path("site")).unwrap();

        folder.write_file("new", "new.tmp", |file| file.write_all(b"x")).unwrap();
        folder.create_subfolder("sub").unwrap();
        let mut text = String::new();
        folder.open_file("a").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "site");
        folder.remove_file("a").unwrap();
        folder.remove_subfolder("empty").unwrap();
        let mut names = folder.list().unwrap();
        names.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(names, [("new".to_owned(), EntryKind::File), ("sub".to_owned(), EntryKind::Folder)]);
        assert_eq!(fs::read_dir(path("victim")).unwrap().count(), 2);
        let error = FolderHandle::open(&path("site")).unwrap_err();
        assert!(is_link_error(&error), "{error}");
        fs::write(path("file"), "").unwrap();
        let error = FolderHandle::open(&path("file")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotADirectory);
    }
}
