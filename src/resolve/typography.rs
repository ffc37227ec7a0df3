//! Gives the texts of YAML the typographic marks that Markdown has: curly quotes, dashes and ellipses, in the quotes of their
//! language. Ids, addresses, names of files and codes stay as they were written.
//!
//! Every struct is taken apart field by field, so that a new field is either set or named as one that is not.

use crate::content::markdown::{QuoteStyle, typeset_plain_text};
use crate::model::page::PageHead;

/// Sets texts with the quotes of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typesetter {
    quotes: QuoteStyle,
}

impl Typesetter {
    pub(super) fn for_language(language: &str) -> Self {
        Self { quotes: QuoteStyle::for_language(language) }
    }

    /// For a page, which may be in another language than the site.
    pub(super) fn for_page(head: &PageHead, site_language: &str) -> Self {
        Self::for_language(head.language.as_deref().unwrap_or(site_language))
    }

    pub(super) fn text(self, text: &mut String) {
        if let Some(set) = typeset_plain_text(text, self.quotes) {
            *text = set;
        }
    }

    pub(super) fn texts<'a>(self, texts: impl IntoIterator<Item = &'a mut String>) {
        texts.into_iter().for_each(|text| self.text(text));
    }

    /// The texts that there are.
    pub(super) fn some<const N: usize>(self, texts: [&mut Option<String>; N]) {
        self.texts(texts.into_iter().flatten());
    }
}

/// Sets the texts of the head of a page.
pub(super) fn typeset_head(head: &mut PageHead, set: Typesetter) {
    let PageHead {
        source: _,
        id: _,
        title,
        path: _,
        cover,
        template: _,
        card: _,
        language: _,
        aliases: _,
        sample: _,
        visibility: _,
        draft_reason: _,
        updated: _,
        date: _,
        allowed_lints: _,
    } = head;
    set.text(title);
    set.texts(cover.as_mut().map(|cover| &mut cover.alt));
}
