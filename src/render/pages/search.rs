//! The search page.

use std::collections::BTreeMap;

use crate::model::generated_pages::GeneratedPage;
use crate::model::page::PageHead;
use crate::render::context::search::{SearchContext, SearchFilter, SearchGroup};
use crate::render::context::shared::Link;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::render::script::Script;
use crate::render::search::search_index_folder;
use crate::theme::TemplateValues;

/// Maximum number of links a kind that the search page lists for readers without scripts.
const MAX_LISTED: usize = 500;

/// Search filters in the order of the form: name and key of the label.
const FILTERS: [(&str, &str); 5] = [
    ("kind", "filter-kind"),
    ("status", "filter-status"),
    ("year", "filter-year"),
    ("approach", "filter-approach"),
    ("standard", "filter-standard"),
];

impl Renderer<'_> {
    pub(crate) fn search_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("search", &self.search_context());
        let description = self.text_about_owner("about-search");
        let meta = self.generated_meta(GeneratedPage::Search, Some(description));
        HtmlPage { meta, values }
    }

    /// The context of the search page.
    pub(crate) fn search_context(&self) -> SearchContext {
        let portfolio = self.portfolio;
        let mut by_name: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, value) in self.searchable_pages().into_iter().flat_map(|page| page.filters) {
            let values = by_name.entry(name).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let filter = |(name, label): (&'static str, &'static str)| {
            let mut values = by_name.remove(name)?;
            if name == "year" {
                values.sort_by(|a, b| b.cmp(a));
            }
            // A filter with a single value would not narrow anything.
            (values.len() > 1).then_some(SearchFilter { name, label: self.text(label), values })
        };
        let filters = FILTERS.into_iter().filter_map(filter).collect();
        let studies: Vec<&PageHead> = portfolio.studies.iter().map(|study| &study.head).collect();
        let approaches: Vec<&PageHead> = portfolio.approaches.iter().map(|approach| &approach.head).collect();
        let pages: Vec<&PageHead> = portfolio.pages.iter().map(|page| &page.head).collect();
        let groups = [("title-studies", studies), ("title-approaches", approaches), ("title-pages", pages)];
        let link = |head: &&PageHead| Link { title: head.title.clone(), path: self.href(&head.path) };
        let group = |(key, heads): (&str, Vec<&PageHead>)| SearchGroup {
            title: self.text(key),
            links: heads.iter().take(MAX_LISTED).map(link).collect(),
            more: heads.len().saturating_sub(MAX_LISTED),
        };
        let has_index = portfolio.settings.search.has_index();
        SearchContext {
            filters,
            groups: groups.into_iter().filter(|(_, heads)| !heads.is_empty()).map(group).collect(),
            script: has_index.then(|| Script::Search.path()),
            index: has_index.then(|| search_index_folder(&self.locate(GeneratedPage::Search.path()))),
        }
    }
}
