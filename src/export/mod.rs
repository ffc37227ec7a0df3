//! The portfolio for programs that ask for something else than a site: a Word document, Markdown, JSON, a table.
//!
//! A document is made from the pages as a build renders them for an audience, never from the author's files: what is not on a
//! page of that audience is not in it. `html.rs` and `reader.rs` read the book of the site into a `document.rs`, which `docx/` and
//! `markdown.rs` write. [`json`] writes what templates read, and [`matrix`] the standards as a table.

mod document;
mod docx;
mod html;
mod inline;
pub mod json;
mod markdown;
pub mod matrix;
mod reader;
mod tables;

pub use self::document::{Block, ExportDocument, Inline, Marks, Picture, Target};
pub use self::docx::{DocxOptions, PageSize, write_docx};
pub use self::markdown::write_markdown;
pub use self::reader::{Selection, read_book};
