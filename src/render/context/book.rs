//! What the template of the book reads.

use serde::Serialize;

use super::shared::DateText;

/// The book: the whole portfolio as one document.
#[derive(Clone, Debug, Serialize)]
pub struct BookContext {
    /// Date of the build.
    pub date: DateText,
    /// Parts of the book in order; none is empty.
    pub parts: Vec<BookPart>,
    /// Absolute URL of the site, when it has a base URL.
    pub address: Option<String>,
    /// QR code of that URL: SVG, safe to print.
    pub qr: Option<String>,
}

/// A part of the book.
#[derive(Clone, Debug, Serialize)]
pub struct BookPart {
    /// Title of the part: "Case studies".
    pub title: String,
    /// Chapters of the part, one for each page of the site.
    pub chapters: Vec<BookChapter>,
}

/// A page of the site as a chapter of the book.
#[derive(Clone, Debug, Serialize)]
pub struct BookChapter {
    /// Id of the chapter's element, for links.
    pub id: String,
    /// Title of the page.
    pub title: String,
    /// Kind of the page, as in `page.kind`: `study`, `approach` …
    pub kind: String,
    /// Page number of the document on which it begins, once that is known.
    pub page: Option<usize>,
    /// Main part of the page: HTML, safe to print.
    pub html: String,
}
