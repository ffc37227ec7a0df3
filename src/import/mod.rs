//! Turns what other programs have of a leader's work into drafts for a portfolio.
//!
//! An import is a function from the files of a source to the files of a portfolio: it asks no network and no clock, and
//! writes nothing. A reader for each format, in [`readers`], makes an [`Imported`]: documents as Markdown, their
//! pictures, fields of `portfolio.yaml`, and a list of everything that it left out.
//!
//! No sentence is lost: what a reader doesn't take over, it lists as [`Omitted`], with the reason.

mod archive;
mod boilerplate;
mod example_sentences;
mod framework;
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

pub use imported::{
    DOCUMENT_LINK, DocumentKind, Imported, ImportedDocument, ImportedFile, ImportedFramework, Omitted,
    document_link, split_document_link,
};
pub use source::{ImportError, Source};

use std::borrow::Cow;

use readers::FORMATS;

/// Reads a source in whichever format it is.
///
/// # Errors
/// When no reader knows the format, or the source is damaged.
pub fn read(source: &Source) -> Result<Imported, ImportError> {
    // Documents of word processors are archives, too.
    let opened = match readers::is_text_document(&source.name) {
        true => Cow::Borrowed(source),
        false => archive::open(source)?,
    };
    let format = FORMATS.iter().find(|format| (format.recognizes)(&opened)).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|format| format.description).collect();
        ImportError {
            message: format!("`{}` is not in a format that leadfolio can import", source.name),
            help: format!("it can import: {}", known.join("; ")),
        }
    })?;
    let mut imported = (format.read)(&opened)?;
    imported.source.clone_from(&source.name);
    structure::arrange(&mut imported);
    Ok(imported)
}
