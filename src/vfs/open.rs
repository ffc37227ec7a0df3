//! Opens a file that was found by an earlier scan, unless something else has taken its place since.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// Opens a regular file whose path has no symbolic link. A scan decided that the file may be published; a link that was
/// put there since, for the file or for a folder above it, may lead to any file of this computer.
///
/// # Errors
/// If the file cannot be opened, or is no longer a regular file at this path.
pub(in crate::vfs) fn open_without_links(path: &Path) -> io::Result<File> {
    // NONBLOCK: to open a named pipe would wait for a writer.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let opened = file.metadata()?;
    // Looked up again after it was opened: whatever was exchanged before that is seen here.
    let current = fs::symlink_metadata(path)?;
    let is_same = (opened.dev(), opened.ino()) == (current.dev(), current.ino());
    // A path that isn't absolute was not found by a scan, but given by the program itself.
    let has_links = path.is_absolute() && fs::canonicalize(path)? != path;
    if opened.is_file() && is_same && !has_links {
        Ok(file)
    } else {
        Err(io::Error::other("a link or something else has taken its place"))
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
