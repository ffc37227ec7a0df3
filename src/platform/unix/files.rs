//! Files and folders by their paths.

use std::fs::{self, File, Metadata, Permissions};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::{Access, CWD, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use rustix::path::Arg;

use crate::platform::link_error::link_error;

/// Opens a file to read it. An error if it is a link, which could lead anywhere, or a pipe, which would never end.
pub(crate) fn open_regular_file(path: &Path) -> io::Result<File> {
    open_regular_file_at(CWD, path)
}

/// The same for a path from an open folder on.
pub(super) fn open_regular_file_at(folder: impl AsFd, path: impl Arg) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::openat(folder, path, flags, Mode::empty()) {
        Err(Errno::LOOP | Errno::MLINK) => return Err(link_error()),
        file => File::from(file?),
    };
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a file")) }
}

/// Opens a file to lock it, and creates it if it is missing. Of a link, [`is_link_error`](crate::platform::is_link_error).
pub(crate) fn open_lock_file(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    match rustix::fs::open(path, flags, Mode::from_raw_mode(0o666)) {
        Err(Errno::LOOP | Errno::MLINK) => Err(link_error()),
        file => Ok(File::from(file?)),
    }
}

/// Whether a link could not be followed because it leads back to itself.
pub(crate) fn is_link_loop(error: &io::Error) -> bool {
    Errno::from_io_error(error) == Some(Errno::LOOP)
}

/// Whether the path still leads to the file that was opened, without following a link.
pub(crate) fn is_same_file(opened: &File, path: &Path) -> io::Result<bool> {
    let (opened, current) = (opened.metadata()?, fs::symlink_metadata(path)?);
    Ok((opened.dev(), opened.ino()) == (current.dev(), current.ino()))
}

/// What changes with a file besides its length and its time: programs that copy files set the time back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChangeMark {
    /// Inode number: it changes if an editor writes a new file and renames it over the old one.
    inode: u64,
    /// `ctime` in seconds and nanoseconds, which programs cannot set back.
    ctime: (i64, i64),
}

impl ChangeMark {
    /// That of a file.
    pub(crate) fn from_metadata(meta: &Metadata) -> Self {
        Self { inode: meta.ino(), ctime: (meta.ctime(), meta.ctime_nsec()) }
    }
}

/// Fails if files can't be created in a folder.
pub(crate) fn ensure_writable(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Fails if the system can't have a file at a relative path.
pub(crate) fn ensure_possible_path(_: &str) -> io::Result<()> {
    Ok(())
}

/// Exchanges two folders atomically; `false` if the system or file system does not support that.
pub(crate) fn exchange_folders(a: &Path, b: &Path) -> io::Result<bool> {
    match rustix::fs::renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Renames a folder, in the place of an empty one, too.
pub(crate) fn rename_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Whether a folder could not be renamed because a drive or a volume is mounted there.
pub(crate) fn is_folder_in_use(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices)
}

/// Runs an action; other programs never keep a file from being renamed or deleted.
pub(crate) fn retry_while_in_use<T>(action: impl Fn() -> io::Result<T>) -> io::Result<T> {
    action()
}

/// Flushes a folder with all that is in it to disk: its whole file system, which is cheaper than flushing each file.
pub(crate) fn flush_folder(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(not(target_os = "linux"))]
    File::open(folder).map(|_| rustix::fs::sync())?;
    Ok(())
}

/// Lets a temporary file have the permissions of any new file: readable for those whom the author's settings let read.
pub(crate) fn with_usual_permissions<'builder, 'prefix, 'suffix>(
    builder: &'builder mut tempfile::Builder<'prefix, 'suffix>,
) -> &'builder mut tempfile::Builder<'prefix, 'suffix> {
    builder.permissions(Permissions::from_mode(0o666))
}
