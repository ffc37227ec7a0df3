//! Word documents (Office Open XML, ECMA-376), written part by part.
//!
//! The libraries for this format leave out what makes a document accessible: `docx-rs` has no text alternatives and no header
//! rows, and names a creator in every file; `docx-rust` has no text alternatives. So the parts are written here, with the XML
//! writer and the archives that leadfolio has anyway.

mod body;
mod package;
mod page;
mod parts;
mod pictures;
mod styles;
mod table;
mod xml;

use anyhow::Result;

use self::body::BodyWriter;
use self::page::MARGIN;
pub use self::page::PageSize;
use self::pictures::Pictures;
use super::document::ExportDocument;

/// How a document is laid out, and where its pictures come from.
pub struct DocxOptions<'a> {
    /// Size of the paper.
    pub paper: PageSize,
    /// Reads a picture of the site by its path; `None` if it can't be had.
    pub read_picture: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// Writes a document as a `.docx` file: the same bytes for the same document.
///
/// # Errors
/// If the archive can't be written, which memory alone decides.
pub fn write_docx(document: &ExportDocument, options: &DocxOptions<'_>) -> Result<Vec<u8>> {
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
