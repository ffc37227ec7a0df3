//! The virtual file system: files in memory or on disk, addressed by relative path.
//!
//! A [`FileTree`] is the input of a build. [`disk`] reads one from a folder; [`publish`] writes a built site to a folder,
//! and [`write`](mod@write) changes files of the author. These modules are the I/O boundary: no other module of the lower
//! layers touches the file system.

mod blob;
mod cache_folder;
pub mod disk;
mod disk_file;
pub mod fingerprint;
mod open;
mod patched;
mod path;
pub mod publish;
mod read;
mod system_files;
pub mod write;

pub use blob::{Blob, FileTree};
pub use cache_folder::{CacheFile, CacheFolder};
pub use disk_file::{DiskFile, FileStamp};
pub use open::resolve_path;
pub use patched::{PatchedFile, Piece, PieceContent};
pub(crate) use path::{is_path_key, join_relative_path, parent_folders, path_key};
pub use path::{is_safe_relative_path, lowercase_extension, media_type};
