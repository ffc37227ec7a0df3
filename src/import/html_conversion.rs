//! What the conversion of HTML works on, and what it results in.

use super::html_footnotes::Footnotes;
use super::html_tree::HtmlTree;
use super::imported::Omitted;
use super::markdown_text::Style;

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

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AddressUse {
    Link,
    Picture,
}

/// What becomes of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AddressTarget {
    /// A link leads there; a picture is shown from there.
    Keep(String),
    /// A picture becomes a link to this address.
    Link(String),
    /// The address is left out; the text stays.
    Drop,
}

/// What an element adds to all lines in it, though these are in several blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrapper {
    Styled(Style),
    Link(String),
}

/// The conversion of one page.
pub(super) struct Conversion<'t> {
    pub(super) tree: &'t HtmlTree,
    pub(super) origin: &'t str,
    pub(super) footnotes: Footnotes,
    /// What links and pictures name in the result.
    pub(super) resolve: &'t mut dyn FnMut(AddressUse, &str) -> AddressTarget,
    /// Of the elements around the current block, the outermost first.
    pub(super) wrappers: Vec<Wrapper>,
    /// How the text around the current piece is marked.
    pub(super) styles: Vec<Style>,
    /// Lists and quotations around the current block.
    pub(super) depth: usize,
    pub(super) converted: ConvertedHtml,
}

impl Conversion<'_> {
    /// Adds something to the list of omissions.
    pub(super) fn omit(&mut self, what: impl Into<String>, reason: &str) {
        let omitted =
            Omitted { what: what.into(), reason: reason.to_owned(), origin: self.origin.to_owned() };
        self.converted.omitted.push(omitted);
    }
}
