//! What an open folder does alike on every system. A path is looked up again at each use, and somebody may have exchanged
//! one of its folders for a link since the last one. What is opened, renamed or removed by its name in an open folder is in
//! that folder, whatever has taken its place. Names are those of files and folders in it, never paths.

use std::fs::File;
use std::io;

use super::OpenFolder;

impl OpenFolder {
    /// Opens a folder in this one, and creates it if it is missing.
    ///
    /// # Errors
    /// If it is a link, or can't be created.
    pub(crate) fn create_subfolder(&self, name: &str) -> io::Result<Self> {
        match self.subfolder(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => match self.create_folder(name) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
                _ => self.subfolder(name),
            },
            opened => opened,
        }
    }

    /// Writes a new file named `temp_name` and then renames it, so that readers never see a partial file, and nothing is
    /// written through a link. If that fails, nothing of it is left.
    pub(crate) fn write_file(
        &self,
        name: &str,
        temp_name: &str,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        self.write_temp_file(temp_name, write)?;
        let result = self.rename(temp_name, name);
        if result.is_err() {
            let _ = self.remove_file(temp_name);
        }
        result
    }

    /// Writes a new file under a temporary name, which it keeps. If that fails, nothing of it is left.
    pub(crate) fn write_temp_file(
        &self,
        temp_name: &str,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut file = self.create_file(temp_name)?;
        let written = write(&mut file);
        // Closed first: some file systems refuse to rename an open file.
        drop(file);
        if written.is_err() {
            let _ = self.remove_file(temp_name);
        }
        written
    }

    /// Gives a file a name that nothing has; an error if anything has it.
    pub(crate) fn rename_to_free_name(&self, from: &str, to: &str) -> io::Result<()> {
        match self.kind(to) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.rename(from, to),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "it checks what is on disk")]
mod tests {
    use std::env::consts::FAMILY;
    use std::fs;
    use std::io::{Read as _, Write as _};

    use super::*;
    use crate::platform::{EntryKind, is_link_error, symlink};

    #[test]
    fn whatever_takes_the_place_of_an_open_folder_is_not_touched() {
        let temp = tempfile::tempdir().unwrap();
        let path = |name: &str| temp.path().join(name);
        fs::create_dir_all(path("site/empty")).unwrap();
        fs::create_dir_all(path("victim/empty")).unwrap();
        for folder in ["site", "victim"] {
            fs::write(path(folder).join("a"), folder).unwrap();
        }
        let folder = OpenFolder::open(&path("site")).unwrap();
        // Windows lets nobody rename an open folder.
        let is_moved = fs::rename(path("site"), path("moved")).is_ok();
        assert_eq!(is_moved, FAMILY == "unix");
        if is_moved {
            symlink("victim", path("site")).unwrap();
        }

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
        symlink("victim", path("link")).unwrap();
        let error = OpenFolder::open(&path("link")).unwrap_err();
        assert!(is_link_error(&error), "{error}");
        fs::write(path("file"), "").unwrap();
        let error = OpenFolder::open(&path("file")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotADirectory);
    }
}
