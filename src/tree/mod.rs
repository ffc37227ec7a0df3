//! A tree: paths and the bytes behind them, with no word about disks.
//!
//! `Tree` is what a build starts from and what it makes. `disk` reads one from a folder, `publish` writes one to
//! a folder; both are doors, and nothing else in the lower floors touches a file system.

mod blob;
pub mod disk;
mod path;
pub mod publish;

pub use blob::{Blob, DiskFile, Tree};
pub use path::{is_inside, media_type};
