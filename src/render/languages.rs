//! How a page knows its language, and leads to the same page in others.

use super::context::shared::LanguageName;
use super::context::site::LanguageLink;
use super::editions::Edition;
use super::renderer::Renderer;
use crate::content::translations;
use crate::i18n::Catalog;
use crate::model::page::PageHead;

impl Renderer<'_> {
    /// Whether a page is part of the edition that is rendered, and not one that nobody has translated.
    pub(super) fn is_in_edition(&self, path: &str) -> bool {
        self.state.editions.current().pages.contains(path)
    }

    /// Where readers get the page at a path in each language of the site; empty for a site in one language. Where there
    /// is no such page, the link leads to the home page.
    pub(super) fn language_links(&self, path: &str) -> Vec<LanguageLink> {
        let editions = &self.state.editions;
        if editions.all.len() < 2 {
            return Vec::new();
        }
        let link = |(index, edition): (usize, &Edition)| {
            let has_page = edition.pages.contains(path);
            let target = if has_page { path } else { "" };
            let located = format!("{}{target}", edition.folder);
            LanguageLink {
                language: edition.language.clone(),
                name: edition.name.clone(),
                path: self.state.links.href(&located),
                url: has_page.then(|| self.absolute_site_url(&located)).flatten(),
                current: index == editions.current,
            }
        };
        let mut links: Vec<LanguageLink> = editions.all.iter().enumerate().map(link).collect();
        if links.iter().filter(|link| link.url.is_some()).count() < 2 {
            // A page in one language has no other for search engines.
            links.iter_mut().for_each(|link| link.url = None);
        }
        links
    }

    /// The language of a page's own text, if it is not that of the edition. The home page is made in every language, with
    /// the text of the original where there is no translation.
    pub(super) fn text_language(&self, head: &PageHead) -> Option<String> {
        let is_original = translations::split_language(&head.source).is_none();
        let own = (is_original && self.state.editions.current > 0)
            .then(|| self.state.editions.main().language.clone());
        head.language.clone().or(own).filter(|language| *language != self.portfolio.settings.language)
    }

    /// The language of a page in a list, if it is not that of the edition: the link says so.
    pub(super) fn other_language(&self, head: &PageHead) -> Option<LanguageName> {
        let tag = self.text_language(head)?;
        let edition = self.state.editions.all.iter().find(|edition| edition.language == tag);
        let name =
            edition.map_or_else(|| Catalog::new(&tag, &[]).language_name(), |edition| edition.name.clone());
        Some(LanguageName { tag, name })
    }
}
