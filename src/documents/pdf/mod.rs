//! Reads PDF files: every text in them, whether a page shows it or not.
//!
//! lopdf gives the types of objects, the filters of streams, the names of glyphs, and the writer. Its reader isn't used for
//! files that somebody sent: it reads the objects that the file's table names, all at once, so those of earlier revisions
//! are missed, and a file of some kilobytes can fill the memory. Its text of a page has no places, so words of single
//! letters fall apart. The crates that draw pages know the places, but they bring decoders of fonts and pictures along, have
//! no limits, and don't tell what they skip. So the objects are found here (`file`), and the operators that show text are
//! carried out here (`page_text`).
//!
//! What is not read completely is never silent: it is the reason in [`DocumentContent::unread`].

mod character_map;
mod clean;
mod decryption;
mod file;
mod filters;
mod font;
mod font_program;
mod glyph_names;
mod inline_picture;
mod lexer;
mod limits;
mod matrix;
mod page_content;
mod page_fault;
mod page_text;
mod pages;
mod parts;
mod pictures;
mod raw_text;
mod strings;
mod structure;
mod syntax_text;
mod xmp;

use super::content::DocumentContent;
pub use clean::clean;
use file::PdfFile;
use limits::DAMAGED;
use page_text::Fonts;
use parts::ReadAttachment;
pub use raw_text::{CYRILLIC_ENCODINGS, raw_text};
pub use structure::{PdfStructure, read_structure};

/// Reads a PDF into the content of a document.
pub(super) fn read_content(bytes: &[u8], content: &mut DocumentContent, attachment: ReadAttachment<'_>) {
    let file = PdfFile::scan(bytes);
    if file.is_empty() {
        content.unread = Some(DAMAGED.to_owned());
    } else if !file.is_encrypted() {
        read_file(&file, content, attachment);
    } else {
        match decryption::decrypt(&file) {
            Ok(plain) => {
                let plain = PdfFile::scan(&plain);
                keep_as_stored(&file, &plain, content);
                read_file(&plain, content, attachment);
            }
            Err(why) => content.unread = Some(why.to_owned()),
        }
    }
}

/// Keeps what a file says if its protection is none: one that stands in a comment, and that viewers don't see.
fn keep_as_stored(file: &PdfFile<'_>, plain: &PdfFile<'_>, content: &mut DocumentContent) {
    let mut stored = DocumentContent::default();
    // What can't be read this way is read without the protection, and so is what is attached.
    read_file(file, &mut stored, &mut |_, _| Some(DocumentContent::default()));
    for text in [stored.texts, stored.hidden, stored.metadata].into_iter().flatten() {
        plain.limits.keep(&mut content.hidden, text);
    }
}

fn read_file(file: &PdfFile<'_>, content: &mut DocumentContent, attachment: ReadAttachment<'_>) {
    let fonts = Fonts::default();
    pages::read(file, &fonts, content);
    parts::read(file, &fonts, content, attachment);
    content.unread = file.limits.take_fault().or(content.unread.take());
}
