//! What an import reads, and why it can't.

use std::fmt;

use crate::vfs::FileTree;

/// Name of the source that is text from standard input.
pub const STANDARD_INPUT: &str = "standard-input.txt";

/// What is imported: one file, a folder, or text from standard input.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name of the file or folder, without the folders above it, as messages show it.
    pub name: String,
    /// All files, by their path below the folder; of a single file, its name is the path.
    pub files: FileTree,
}

/// Why nothing can be imported from a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What the author can do about it.
    pub help: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n{}", self.message, self.help)
    }
}

impl std::error::Error for ImportError {}
