//! Word documents (Office Open XML, ECMA-376), written part by part.
//!
//! The libraries for this format leave out what makes a document accessible: `docx-rs` has no text alternatives and no header
//! rows, and names a creator in every file; `docx-rust` has no text alternatives. So the parts are written here, with the XML
//! writer and the archives that leadfolio has anyway.

mod body;
mod package;
mod parts;
mod pictures;
mod styles;
mod table;
mod xml;

use anyhow::Result;

use self::body::BodyWriter;
use self::pictures::Pictures;
use super::document::Document;

/// How a document is laid out, and where its pictures come from.
pub struct DocxOptions<'a> {
    /// Size of the paper.
    pub paper: PageSize,
    /// Reads a picture of the site by its path; `None` if it can't be had.
    pub read_picture: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// Size of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSize {
    /// 210 by 297 millimeters.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl PageSize {
    /// Width and height in twentieths of a point.
    const fn twips(self) -> (u32, u32) {
        match self {
            Self::A4 => (11906, 16838),
            Self::Letter => (12240, 15840),
        }
    }
}

/// Margin on all sides, in twentieths of a point: one inch.
const MARGIN: u32 = 1440;

/// Writes a document as a `.docx` file: the same bytes for the same document.
///
/// # Errors
/// If the archive can't be written, which memory alone decides.
pub fn write_docx(document: &Document, options: &DocxOptions<'_>) -> Result<Vec<u8>> {
    let (width, _) = options.paper.twips();
    let mut pictures = Pictures::new(options.read_picture, width - 2 * MARGIN);
    let mut writer = BodyWriter::new(document, &mut pictures);
    let body = writer.write_body(&document.blocks, options.paper);
    let notes = writer.write_notes();
    let (links, list_starts) = writer.into_parts();
    let numbering = parts::numbering(&list_starts);
    let pictures = pictures.into_files();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(&pictures).into_bytes()),
        ("_rels/.rels".to_owned(), parts::root_relationships().into_bytes()),
        ("docProps/core.xml".to_owned(), parts::properties(document).into_bytes()),
        ("word/document.xml".to_owned(), body.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), parts::relationships(&links, &pictures).into_bytes()),
        ("word/_rels/footnotes.xml.rels".to_owned(), parts::note_relationships(&links).into_bytes()),
        ("word/styles.xml".to_owned(), styles::styles(document).into_bytes()),
        ("word/numbering.xml".to_owned(), numbering.into_bytes()),
        ("word/footnotes.xml".to_owned(), notes.into_bytes()),
        ("word/settings.xml".to_owned(), parts::settings(document).into_bytes()),
        ("word/footer1.xml".to_owned(), parts::footer(document).into_bytes()),
    ];
    files.extend(pictures.into_iter().map(|picture| (format!("word/{}", picture.name), picture.bytes)));
    package::write(&files)
}
