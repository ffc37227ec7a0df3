//! Files and folders by their paths. Symbolic links and junctions are both links here: whatever leads to another name.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::os::windows::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::thread;
use std::time::Duration;

use rayon::prelude::*;
use same_file::Handle;
use walkdir::WalkDir;

use super::codes::{
    ERROR_ACCESS_DENIED, ERROR_CANT_RESOLVE_FILENAME, ERROR_LOCK_VIOLATION, ERROR_SHARING_VIOLATION,
    FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT,
};
use crate::platform::link_error::{is_link_error, link_error};
use crate::platform::names::windows_refusal;

/// How long to wait, in milliseconds, for programs that look into new files for a moment: virus scanners, search
/// indexes and cloud drives.
const RETRY_DELAYS: [u64; 7] = [5, 10, 20, 50, 100, 200, 400];

/// Opens a file to read it. An error if it is a link, which could lead anywhere, or no file.
pub(crate) fn open_regular_file(path: &Path) -> io::Result<File> {
    let unfollowed = open_unfollowed(path)?;
    if !unfollowed.metadata()?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    // Opened once more, as any program does: a cloud drive fetches what it has only then.
    let file = File::open(path)?;
    if Handle::from_file(unfollowed)? == Handle::from_file(file.try_clone()?)? {
        Ok(file)
    } else {
        Err(link_error())
    }
}

/// Opens whatever is at a path, not to read it but to look at it. An error if it is a link.
fn open_unfollowed(path: &Path) -> io::Result<File> {
    let flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
    let opened = OpenOptions::new().access_mode(0).custom_flags(flags).open(path)?;
    if opened.metadata()?.is_symlink() { Err(link_error()) } else { Ok(opened) }
}

/// Opens a file to lock it, and creates it if it is missing. Of a link, [`is_link_error`](crate::platform::is_link_error).
pub(crate) fn open_lock_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    let file = options.open(path)?;
    if file.metadata()?.is_symlink() { Err(link_error()) } else { Ok(file) }
}

/// Whether a link could not be followed because it leads back to itself.
pub(crate) fn is_link_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(ERROR_CANT_RESOLVE_FILENAME)
}

/// Whether the path still leads to the file that was opened, without following a link.
pub(crate) fn is_same_file(opened: &File, path: &Path) -> io::Result<bool> {
    let current = match open_unfollowed(path) {
        Err(error) if is_link_error(&error) => return Ok(false),
        current => current?,
    };
    Ok(Handle::from_file(opened.try_clone()?)? == Handle::from_file(current)?)
}

/// What changes with a file besides its length and its time: programs that copy files set the time back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChangeMark {
    /// When the file was created: later if an editor writes a new one in its place.
    created: u64,
    /// Whether it is read-only, hidden, compressed, offline and the like.
    attributes: u32,
}

impl ChangeMark {
    /// That of a file.
    pub(crate) fn from_metadata(meta: &Metadata) -> Self {
        Self { created: meta.creation_time(), attributes: meta.file_attributes() }
    }
}

/// Fails if files can't be created in a folder. Only writing one would tell.
pub(crate) fn ensure_writable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Fails if the system can't have a file at a relative path.
pub(crate) fn ensure_possible_path(path: &str) -> io::Result<()> {
    match path.split('/').find_map(windows_refusal) {
        Some(reason) => Err(io::Error::new(io::ErrorKind::InvalidFilename, reason)),
        None => Ok(()),
    }
}

/// Windows can't exchange two folders: `false`.
pub(crate) fn exchange_folders(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Renames a folder, in the place of an empty one, too.
pub(crate) fn rename_folder(from: &Path, to: &Path) -> io::Result<()> {
    if fs::symlink_metadata(to).is_ok_and(|meta| meta.is_dir()) {
        retry_while_in_use(|| fs::remove_dir(to))?;
    }
    retry_while_in_use(|| fs::rename(from, to))
}

/// Whether a folder could not be renamed because it is on another drive, or a program has it or a file in it open.
pub(crate) fn is_folder_in_use(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::CrossesDevices || is_in_use(error)
}

/// Runs an action, again for a moment while another program keeps a file from being renamed or deleted.
pub(crate) fn retry_while_in_use<T>(action: impl Fn() -> io::Result<T>) -> io::Result<T> {
    for delay in RETRY_DELAYS {
        match action() {
            Err(error) if is_in_use(&error) => thread::sleep(Duration::from_millis(delay)),
            result => return result,
        }
    }
    action()
}

/// Windows says of a file that is open elsewhere, and of a folder with such a file, that access is denied.
fn is_in_use(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(ERROR_ACCESS_DENIED | ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
}

/// Flushes a folder with all that is in it to disk, file by file.
pub(crate) fn flush_folder(folder: &Path) -> io::Result<()> {
    let entries = WalkDir::new(folder).into_iter().collect::<Result<Vec<_>, _>>()?;
    let files: Vec<_> = entries.into_iter().filter(|entry| entry.file_type().is_file()).collect();
    files.par_iter().try_for_each(|file| OpenOptions::new().write(true).open(file.path())?.sync_all())
}

/// Lets a temporary file have the permissions of any new file, which are those of its folder.
pub(crate) fn with_usual_permissions<'builder, 'prefix, 'suffix>(
    builder: &'builder mut tempfile::Builder<'prefix, 'suffix>,
) -> &'builder mut tempfile::Builder<'prefix, 'suffix> {
    builder
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;
    use crate::platform::windows::folder::OpenFolder;

    /// A folder `real` with a file `a`, and a junction `link` that leads to it.
    fn with_junction() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("real")).unwrap();
        fs::write(root.path().join("real/a"), "text").unwrap();
        let made =
            Command::new("cmd").args(["/C", "mklink", "/J", "link", "real"]).current_dir(&root).output();
        assert!(made.unwrap().status.success(), "anyone may make a junction");
        let link = root.path().join("link");
        (root, link)
    }

    #[test]
    fn a_junction_is_not_opened_and_is_removed_without_what_it_leads_to() {
        let (root, link) = with_junction();
        assert!(is_link_error(&open_regular_file(&link).unwrap_err()));
        assert!(is_link_error(&OpenFolder::open(&link).unwrap_err()));
        let folder = OpenFolder::open(root.path()).unwrap();
        assert!(is_link_error(&folder.subfolder("link").unwrap_err()));
        assert!(is_link_error(&folder.remove_subfolder("link").unwrap_err()));
        folder.remove_file("link").unwrap();
        assert!(!link.exists() && root.path().join("real/a").exists());
    }

    #[test]
    fn a_folder_that_is_open_cannot_be_renamed_and_only_one_has_its_lock() {
        let (root, _) = with_junction();
        let folder = OpenFolder::open(&root.path().join("real")).unwrap();
        fs::rename(root.path().join("real"), root.path().join("moved")).unwrap_err();
        folder.try_lock().unwrap();
        let other = OpenFolder::open(&root.path().join("real")).unwrap();
        assert!(matches!(other.try_lock(), Err(fs::TryLockError::WouldBlock)));
        assert_eq!(other.list().unwrap().len(), 1, "the lock is not listed");
        drop(folder);
        other.try_lock().unwrap();
    }

    #[test]
    fn a_folder_with_an_open_file_is_in_use() {
        let (root, _) = with_junction();
        let file = File::open(root.path().join("real/a")).unwrap();
        let error = fs::rename(root.path().join("real"), root.path().join("moved")).unwrap_err();
        assert!(is_folder_in_use(&error), "{error}");
        drop(file);
        fs::create_dir(root.path().join("empty")).unwrap();
        rename_folder(&root.path().join("real"), &root.path().join("empty")).unwrap();
        assert!(root.path().join("empty/a").exists());
    }
}
