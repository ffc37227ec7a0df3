//! Search: which pages are searchable and by what readers filter them. The index itself is built elsewhere, from the
//! rendered pages.

use std::ops::RangeInclusive;

use crate::content::enums::Labeled as _;
use crate::model::case_study::CaseStudy;
use crate::render::renderer::Renderer;
use crate::theme::capitalize_first;
use crate::urls::output_file;

/// What is searched together: the pages in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchablePages {
    /// Tag of the language.
    pub language: String,
    /// Folder of the index, relative to the root of the site.
    pub folder: String,
    /// The pages.
    pub pages: Vec<SearchablePage>,
}

/// A page for the search index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchablePage {
    /// Path of the output file, to read the page's text from.
    pub file: String,
    /// Link to the page, relative to the root of the site.
    pub href: String,
    /// Filters by name (`kind`, `status`, `year`, `approach` or `standard`) and value; a name may occur several times.
    pub filters: Vec<(&'static str, String)>,
}

impl Renderer<'_> {
    /// Pages for the search index; empty when the site has none.
    pub(super) fn searchable_pages(&self) -> Vec<SearchablePage> {
        let portfolio = self.portfolio;
        if !portfolio.settings.search.has_index() {
            return Vec::new();
        }
        let mut pages = Vec::new();
        let mut add = |path: &str, kind: &str, filters: Vec<(&'static str, String)>| {
            let filters = [("kind", self.text(kind))].into_iter().chain(filters).collect();
            if self.is_in_edition(path) {
                let file = output_file(&self.locate(path));
                pages.push(SearchablePage { file, href: self.href(path), filters });
            }
        };
        for study in &portfolio.studies {
            add(&study.head.path, "kind-study", self.study_filters(study));
        }
        for approach in &portfolio.approaches {
            add(&approach.head.path, "kind-approach", vec![("approach", approach.head.title.clone())]);
        }
        for page in &portfolio.pages {
            add(&page.head.path, "kind-page", Vec::new());
        }
        for framework in portfolio.frameworks.iter().filter(|framework| framework.listed) {
            for standard in framework.standards.iter().filter(|standard| !standard.cited_by.is_empty()) {
                let name = format!("{} {}", framework.short, standard.id);
                add(&standard.path, "kind-standard", vec![("standard", name)]);
            }
        }
        pages
    }

    fn study_filters(&self, study: &CaseStudy) -> Vec<(&'static str, String)> {
        let mut filters = vec![("status", capitalize_first(&self.text(study.status.message_key())))];
        filters.extend(self.active_years(study).map(|year| ("year", year.to_string())));
        let approaches = study.approaches.iter().map(|index| &self.portfolio.approaches[index.0].head.title);
        filters.extend(approaches.map(|title| ("approach", title.clone())));
        for claim in &study.standards {
            let (framework, standard) = self.portfolio.standard(claim.standard);
            filters.push(("standard", format!("{} {}", framework.short, standard.id)));
        }
        filters
    }

    /// Calendar years of the work; ongoing work lasts until today.
    fn active_years(&self, study: &CaseStudy) -> RangeInclusive<i16> {
        let end = study.end.map_or_else(|| self.state.today.year(), |date| date.year());
        study.start.year()..=end.max(study.start.year())
    }
}

/// Folder of the search index of the search page at a path, relative to the root of the site.
pub(super) fn search_index_folder(search_page: &str) -> String {
    format!("{search_page}index/")
}
