//! Reads the files that visitors download: what PDFs, office documents, recordings and fonts say, and what in them tells who
//! made them and where. Makes the copies of them that are published.
//!
//! Everything that a file holds is read, visible or not. What can't be read makes the file one that nobody has looked
//! through ([`DocumentContent::unread`]): it is never taken for empty.

mod archive;
mod budget;
mod coded_text;
mod content;
mod drawing_text;
mod embedded_font;
mod flat_pictures;
mod font;
mod icon;
mod layout;
mod markup;
mod meta_elements;
mod office;
mod office_clean;
mod office_fields;
mod office_properties;
mod part_text;
mod part_words;
pub mod pdf;
mod picture_check;
mod program_names;
mod recording;
mod revisions;
mod sfnt;
mod tracked_changes;
mod web_page;
mod woff;
mod xml_edit;

pub use coded_text::is_coded_text;
pub use content::{DocumentContent, MetadataLeak, TEXT_SEPARATOR};
pub use drawing_text::{DrawingText, drawing_text};
#[cfg(feature = "import")]
pub(crate) use part_text::{decode as decode_xml, resolve_html_entity};

use std::collections::BTreeSet;

use crate::media::recording::is_recording;
use crate::vfs::{Blob, lowercase_extension};
use budget::Budget;
use office_clean::{clean_flat_office, clean_office};
use revisions::Revisions;

/// Reads a recording by its extension; `None` for files of other kinds. Its text may have the markup of subtitles. A film is
/// not read into memory.
pub fn read_recording(path: &str, blob: &Blob) -> Option<DocumentContent> {
    let mut content = DocumentContent::default();
    is_recording(path).then(|| recording::read_content(path, blob, &mut content))?;
    Some(content)
}

/// What a document is, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DocumentKind {
    Icon,
    Font,
    Pdf,
    /// An archive of parts: an office document or an e-book.
    Office,
    /// OpenDocument in one piece of XML.
    FlatOffice,
}

impl DocumentKind {
    fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "ico" => Self::Icon,
            "otf" | "ttf" => Self::Font,
            "pdf" => Self::Pdf,
            ending if office::ENDINGS.contains(&ending) => Self::Office,
            ending if office::FLAT_ENDINGS.contains(&ending) => Self::FlatOffice,
            _ => return None,
        })
    }

    fn from_path(path: &str) -> Option<Self> {
        Self::from_extension(&lowercase_extension(path)?)
    }
}

/// Whether a file is one that [`read_document`] reads.
pub fn is_document(path: &str) -> bool {
    DocumentKind::from_path(path).is_some()
}

/// Whether a file is one that [`clean_document`] may change.
pub fn is_cleaned(path: &str) -> bool {
    find_cleaner(path).is_some()
}

/// The copy of a document that is published.
#[derive(Debug, PartialEq, Eq)]
pub struct CleanedDocument {
    /// The whole copy.
    pub bytes: Vec<u8>,
    /// What it has no more, as a part of a list.
    pub removed: &'static str,
}

/// Makes the copy of a file that is published; `None` if it can't.
type Cleaner = fn(&[u8]) -> Option<Vec<u8>>;

/// How files of one kind are cleaned, and of what.
fn find_cleaner(path: &str) -> Option<(Cleaner, &'static str)> {
    let extension = lowercase_extension(path)?;
    Some(match (extension.as_ref(), DocumentKind::from_extension(&extension)) {
        ("css", _) => (web_page::clean_stylesheet, "comments"),
        ("htm" | "html", _) => (web_page::clean_page, "comments and details about its author"),
        ("xht" | "xhtml", _) => (web_page::clean_xhtml, "comments and details about its author"),
        (_, Some(DocumentKind::Icon)) => (icon::clean, "metadata of its pictures"),
        (_, Some(DocumentKind::Pdf)) => (pdf::clean, "properties, if it had any"),
        (_, Some(DocumentKind::Office)) => {
            (|bytes| clean_office(bytes, Revisions::Keep), "properties, if it had any")
        }
        (_, Some(DocumentKind::FlatOffice)) => {
            (|bytes| clean_flat_office(bytes, Revisions::Keep), "properties, if it had any")
        }
        _ => return None,
    })
}

/// The copy of a document that is published, without what programs write into it about its author; `None` if there is nothing
/// to remove, or if it can't be rewritten safely and is published as it is.
pub fn clean_document(path: &str, bytes: &[u8]) -> Option<CleanedDocument> {
    let (cleaner, removed) = find_cleaner(path)?;
    let cleaned = cleaner(bytes).filter(|cleaned| cleaned != bytes)?;
    Some(CleanedDocument { bytes: cleaned, removed })
}

/// Whether a document is of a kind whose comments and tracked changes can be removed.
pub fn has_revisions(path: &str) -> bool {
    let is_book = lowercase_extension(path).is_some_and(|extension| extension == "epub");
    !is_book && matches!(DocumentKind::from_path(path), Some(DocumentKind::Office | DocumentKind::FlatOffice))
}

/// The copy of an office document that is published without its comments, and with its tracked changes accepted; `None` if it
/// can't be made, since the document is signed, encrypted or damaged.
pub fn accept_revisions(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    match DocumentKind::from_path(path).filter(|_| has_revisions(path))? {
        DocumentKind::Office => clean_office(bytes, Revisions::Accept),
        DocumentKind::FlatOffice => clean_flat_office(bytes, Revisions::Accept),
        DocumentKind::Icon | DocumentKind::Font | DocumentKind::Pdf => None,
    }
}

/// The people whom fields of an office document name, such as its author. In the copy that is published, many of these fields
/// are text, since the properties that they show are gone.
pub fn people_in_fields(path: &str, blob: &Blob) -> BTreeSet<MetadataLeak> {
    let find = match DocumentKind::from_path(path) {
        Some(DocumentKind::Office) => office::people_in_fields,
        Some(DocumentKind::FlatOffice) => office::people_in_flat_fields,
        _ => return BTreeSet::new(),
    };
    blob.read().map(|bytes| find(&bytes)).unwrap_or_default()
}

/// Reads a file that is attached to a document and is none itself; `None` if it is to be searched as it is.
pub type ReadAttached<'r> = &'r dyn Fn(&str, &[u8]) -> Option<DocumentContent>;

/// Reads a document by its extension; `None` for files of other kinds. Attached files that are no documents are searched as
/// they are.
pub fn read_document(path: &str, bytes: &[u8]) -> Option<DocumentContent> {
    read_with_attached(path, bytes, &|_, _| None)
}

/// Reads a document by its extension, and the files that are attached to it by theirs; `None` for files of other kinds.
pub fn read_with_attached(path: &str, bytes: &[u8], read_other: ReadAttached<'_>) -> Option<DocumentContent> {
    read_within(path, bytes, &mut Budget::default(), read_other)
}

fn read_within(
    path: &str,
    bytes: &[u8],
    budget: &mut Budget,
    read_other: ReadAttached<'_>,
) -> Option<DocumentContent> {
    let kind = DocumentKind::from_path(path)?;
    let mut content = DocumentContent::default();
    match kind {
        DocumentKind::Icon => icon::read_content(bytes, &mut content),
        DocumentKind::Font => font::read_content(bytes, &mut content),
        DocumentKind::Pdf => {
            pdf::read_content(bytes, &mut content, &mut |path, bytes| {
                read_attached(path, bytes, budget, read_other).or_else(|| read_other(path, bytes))
            });
        }
        DocumentKind::Office => office::read_content(bytes, budget, &mut content),
        DocumentKind::FlatOffice => office::read_flat_content(bytes, &mut content),
    }
    Some(content)
}

/// Reads a document that is attached to another one, of whose budget it is a part.
fn read_attached(
    path: &str,
    bytes: &[u8],
    budget: &mut Budget,
    read_other: ReadAttached<'_>,
) -> Option<DocumentContent> {
    if !is_document(path) {
        return None;
    }
    if let Err(why) = budget.enter() {
        return Some(DocumentContent { unread: Some(why), ..DocumentContent::default() });
    }
    let content = read_within(path, bytes, budget, read_other);
    budget.leave();
    content
}
