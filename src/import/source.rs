//! What an import reads, and why it can't.

use std::fmt;

use crate::vfs::{Blob, FileTree, lowercase_extension};

/// How browsers, in several languages, call the folder beside a page that they save as complete, after the name of the page.
pub const COMPANION_FOLDERS: [&str; 9] = [
    "_files",
    ".files",
    "-Dateien",
    "_Dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "-filer",
    "_bestanden",
];

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

/// Why a document among files of another format is left out; `None` for other files.
pub(super) fn reason_of_document(path: &str) -> Option<&'static str> {
    let extension = lowercase_extension(path)?;
    ["docx", "odt", "txt", "html", "htm", "md"]
        .contains(&extension.as_str())
        .then_some("a document of its own: import it by itself")
}

/// The only file of a source; `None` if it has none or several.
pub(super) fn only_file(source: &Source) -> Option<(&str, &Blob)> {
    let mut files = source.files.iter();
    files.next().filter(|_| files.next().is_none())
}
