//! Turns what other programs have of a leader's work into drafts for a portfolio.
//!
//! An import is a function from the files of a source to the files of a portfolio: it asks no network and no clock, and
//! writes nothing. A reader for each format, in [`readers`], makes an [`Imported`]: documents as Markdown, their
//! pictures, fields of `portfolio.yaml`, and a list of everything that it left out.
//!
//! No sentence is lost: what a reader doesn't take over, it lists as [`Omitted`], with the reason.

mod archive;
mod boilerplate;
mod framework;
mod example_sentences;
mod html_conversion;
mod html_elements;
mod html_footnotes;
mod html_inline;
mod html_parser;
mod html_table;
mod html_text;
mod html_to_markdown;
mod html_tree;
pub mod imported;
mod markdown_blocks;
mod markdown_outline;
mod markdown_text;
pub mod proposal;
mod readers;
mod record_source;
mod records;
mod rich_text;
mod sentences;
mod site_facts;
pub mod source;
mod structure;
mod xml;

pub use imported::{Imported, ImportedDocument, ImportedFile, ImportedFramework, Omitted};
pub use source::{ImportError, Source};
pub use imported::{
    DOCUMENT_LINK, DocumentKind, Imported, ImportedDocument, ImportedFile, ImportedFramework, Omitted,
    document_link,
};

use crate::vfs::FileTree;

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

/// Reads a source in whichever format it is.
///
/// # Errors
/// When no reader knows the format, or the source is damaged.
pub fn read(source: &Source) -> Result<Imported, ImportError> {
    let format = readers::FORMATS.iter().find(|format| (format.recognizes)(source));
    let Some(format) = format else {
        let known: Vec<&str> = readers::FORMATS.iter().map(|format| format.description).collect();
        return Err(ImportError {
            message: format!("`{}` is in no format that can be imported", source.name),
            help: format!("these can be: {}", known.join("; ")),
        });
    };
    let mut imported = (format.read)(source)?;
    structure::arrange(&mut imported);
    Ok(imported)
}
