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

use readers::{FORMATS, Format};

/// Reads a source in whichever format it is.
///
/// # Errors
/// When no reader knows the format, or the source is damaged.
pub fn read(source: &Source) -> Result<Imported, ImportError> {
    if let Some(format) = find_format(source) {
        return read_as(format, source);
    }
    if let Some(unpacked) = unpack(source)?
        && let Some(format) = find_format(&unpacked)
    {
        return read_as(format, &unpacked);
    }
    let known: Vec<&str> = FORMATS.iter().map(|format| format.description).collect();
    Err(ImportError {
        message: format!("`{}` is not in a format that leadfolio can import", source.name),
        help: format!("it can import: {}", known.join("; ")),
    })
}

fn find_format(source: &Source) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.recognizes)(source))
}

fn read_as(format: &Format, source: &Source) -> Result<Imported, ImportError> {
    let mut imported = (format.read)(source)?;
    imported.source.clone_from(&source.name);
    structure::arrange(&mut imported);
    Ok(imported)
}

/// The files in a source that is an archive, without the one folder around them; `None` for any other.
fn unpack(source: &Source) -> Result<Option<Source>, ImportError> {
    let mut files = source.files.iter();
    let (Some((_, blob)), None) = (files.next(), files.next()) else { return Ok(None) };
    let Some(bytes) = blob.read().ok().filter(|bytes| bytes.starts_with(b"PK\x03\x04")) else {
        return Ok(None);
    };
    let mut files = archive::unpack(&source.name, &bytes)?;
    let folders: Vec<String> = files.top_folders().into_iter().map(str::to_owned).collect();
    if let [folder] = folders.as_slice()
        && files.iter().all(|(path, _)| path.contains('/'))
    {
        files = files.subtree(folder);
    }
    // A single file is read as if it were the source.
    let mut paths = files.iter().map(|(path, _)| path.to_owned());
    let only = paths.next().filter(|path| paths.next().is_none() && !path.contains('/'));
    drop(paths);
    let name = only.unwrap_or_else(|| source.name.clone());
    Ok(Some(Source { name, files }))
}
