//! What differs between operating systems: files and links, folders that are kept open, signals, shells and paths. No
//! other file asks which system it is on; `tests/it/tidy.rs` checks that.
//!
//! `unix/` and `windows/` have the same functions. What one system cannot do is said where it is done differently:
//!
//! - Unix exchanges two folders in one step, and finds names in a folder that is open. Windows does neither: there a site
//!   is replaced by two renames that the next run undoes if the second one is missing (`vfs/publish/`), and a folder that
//!   is open can't be renamed or deleted, so that its path leads to it as long as it is.
//! - What Windows can't name is refused on every system (`names.rs`), so that a portfolio can be moved to any of them.

mod entry_kind;
mod install_help;
mod link_error;
mod names;
mod open_folder;
mod shell;
#[cfg(unix)]
mod unix;
// Only Windows has such paths; the tests run everywhere.
#[cfg(any(windows, test))]
mod verbatim;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use self::unix as system;
#[cfg(windows)]
use self::windows as system;

pub(crate) use self::entry_kind::EntryKind;
pub use self::install_help::{Program, install_help};
pub(crate) use self::link_error::is_link_error;
pub(crate) use self::names::{is_device_name, windows_refusal};
pub use self::shell::quote_for_sh;
pub(crate) use self::system::files::{
    ChangeMark, ensure_possible_path, ensure_writable, exchange_folders, flush_folder, is_folder_in_use,
    is_link_loop, is_same_file, open_lock_file, open_regular_file, rename_folder, retry_while_in_use,
    with_usual_permissions,
};
pub(crate) use self::system::folder::OpenFolder;
pub use self::system::paths::{canonicalize, with_slashes};
pub(crate) use self::system::process::StopSignal;
pub use self::system::process::{quote_for_shell, runs_as_root};
#[cfg(feature = "ssh")]
pub(crate) use self::system::ssh_agent::connect_ssh_agent;
#[cfg(test)]
pub(crate) use self::system::symlink;
