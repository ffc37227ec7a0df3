//! Opens files that somebody else may have put in the place of others.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags};
use rustix::io::Errno;
use rustix::path::Arg;

/// Opens a file to read it. An error if it is a link, which could lead anywhere, or a pipe, which would never end.
pub(crate) fn open_regular_file(path: &Path) -> io::Result<File> {
    open_regular_file_at(CWD, path)
}

/// The same for a path from an open folder on.
pub(in crate::vfs) fn open_regular_file_at(folder: impl AsFd, path: impl Arg) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::openat(folder, path, flags, Mode::empty()) {
        Err(Errno::LOOP | Errno::MLINK) => return Err(io::Error::other("it is a link")),
        file => File::from(file?),
    };
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a file")) }
}

/// Opens a regular file whose path has no symbolic link. A scan decided that the file may be published; a link that was
/// put there since, for the file or for a folder above it, may lead to any file of this computer.
///
/// # Errors
/// If the file cannot be opened, or is no longer a regular file at this path.
pub(in crate::vfs) fn open_without_links(path: &Path) -> io::Result<File> {
    let file = open_regular_file(path)?;
    let opened = file.metadata()?;
    // Looked up again after it was opened: whatever was exchanged before that is seen here.
    let current = fs::symlink_metadata(path)?;
    let is_same = (opened.dev(), opened.ino()) == (current.dev(), current.ino());
    // A path that isn't absolute was not found by a scan, but given by the program itself.
    let has_links = path.is_absolute() && fs::canonicalize(path)? != path;
    if is_same && !has_links {
        Ok(file)
    } else {
        Err(io::Error::other("a link or something else has taken its place"))
    }
}

/// Removes `..` from a path and resolves symlinks in the part of it that exists.
pub fn resolve_path(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                // `..` after a symlink refers to the parent of the link's target.
                normalized = fs::canonicalize(&normalized).unwrap_or(normalized);
                normalized.pop();
            }
            Component::CurDir => {}
            other => normalized.push(other),
        }
    }
    let existing =
        normalized.ancestors().find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    match existing {
        // Joined with nothing, it would get a slash at its end.
        Some((ancestor, real)) if ancestor == normalized => real,
        Some((ancestor, real)) => real.join(normalized.strip_prefix(ancestor).unwrap_or(Path::new(""))),
        None => normalized,
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "it checks what is read from disk")]
mod tests {
    use std::io::Read;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn what_has_taken_the_place_of_a_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        for name in ["files/a.bin", "outside/a.bin"] {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), name).unwrap();
        }
        let path = root.join("files/a.bin");
        let mut text = String::new();
        open_without_links(&path).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "files/a.bin");

        fs::remove_file(&path).unwrap();
        symlink(root.join("outside/a.bin"), &path).unwrap();
        open_without_links(&path).unwrap_err();
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        open_without_links(&path).unwrap_err();
        fs::remove_dir_all(root.join("files")).unwrap();
        symlink(root.join("outside"), root.join("files")).unwrap();
        open_without_links(&path).unwrap_err();
    }
}
