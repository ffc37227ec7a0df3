//! Reads the files that visitors download: what PDFs, office documents, recordings and fonts say, and what in them tells who
//! made them and where. Makes the copies of them that are published.
//!
//! Everything that a file holds is read, visible or not. What can't be read makes the file one that nobody has looked
//! through ([`DocumentContent::unread`]): it is never taken for empty.

mod archive;
mod budget;
mod clean;
mod compound;
mod content;
mod font;
mod icon;
mod markup;
mod office;
mod office_clean;
mod office_fields;
mod part_text;
pub mod pdf;
mod recording;
mod xml_edit;

pub use clean::{CleanedDocument, clean_document, is_cleaned};
pub use content::{DocumentContent, MetadataLeak};

use crate::media::recording::is_recording;
use crate::vfs::Blob;

/// Documents within each other. Deeper ones are unread.
const MAX_DEPTH: usize = 3;

/// Reads a recording by its extension; `None` for files of other kinds. Its text may have the markup of subtitles. A film is
/// not read into memory.
pub fn read_recording(path: &str, blob: &Blob) -> Option<DocumentContent> {
    let mut content = DocumentContent::default();
    is_recording(path).then(|| recording::read_content(path, blob, &mut content))?;
    Some(content)
}

/// Whether a file is one that [`read_document`] reads.
pub fn is_document(path: &str) -> bool {
    read_document(path, b"").is_some()
}

/// Reads a document by its extension; `None` for files of other kinds.
pub fn read_document(path: &str, bytes: &[u8]) -> Option<DocumentContent> {
    read_at_depth(path, bytes, 0)
}

fn read_at_depth(path: &str, bytes: &[u8], depth: usize) -> Option<DocumentContent> {
    let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
    let mut content = DocumentContent::default();
    match extension.as_str() {
        _ if depth == MAX_DEPTH => content.unread = Some("it has too many files in each other".to_owned()),
        "ico" => icon::read_content(bytes, &mut content),
        "otf" | "ttf" => font::read_content(bytes, &mut content),
        "pdf" => {
            pdf::read_content(bytes, &mut content, &|path, bytes| read_at_depth(path, bytes, depth + 1));
        }
        ending if office::ENDINGS.contains(&ending) => office::read_content(bytes, &mut content),
        ending if office::FLAT_ENDINGS.contains(&ending) => office::read_flat_content(bytes, &mut content),
        _ => return None,
    }
    Some(content)
}
