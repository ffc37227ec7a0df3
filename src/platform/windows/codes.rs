//! Numbers of the Windows API, named as in its documentation.

/// The right to delete a file.
pub(super) const DELETE: u32 = 0x0001_0000;
/// The right to write a file.
pub(super) const GENERIC_WRITE: u32 = 0x4000_0000;

/// Others may read it while it is open.
pub(super) const FILE_SHARE_READ: u32 = 1;
/// Others may write to it while it is open.
pub(super) const FILE_SHARE_WRITE: u32 = 2;

/// Opens folders, too.
pub(super) const FILE_FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;
/// Deletes the file when it is closed, even if the program is killed.
pub(super) const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
/// Opens a link itself, and not what it leads to.
pub(super) const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;

pub(super) const ERROR_ACCESS_DENIED: i32 = 5;
pub(super) const ERROR_SHARING_VIOLATION: i32 = 32;
pub(super) const ERROR_LOCK_VIOLATION: i32 = 33;
/// The name can't be resolved: links lead in a circle.
pub(super) const ERROR_CANT_RESOLVE_FILENAME: i32 = 1921;
