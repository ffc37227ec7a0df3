//! Generated pages: every page of the site that has no source file of its own, with its site path.
//!
//! This is the only list of them. The link index accepts links to these paths and the renderer serves them.

use std::sync::Arc;

use super::model::{CaseStudy, Framework, Pack, StandardId, Theme};

/// Entries on one page of a paginated list.
pub const PER_PAGE: usize = 50;

/// Facts that decide which pages are generated.
pub struct Made<'a> {
    /// Number of published case studies.
    pub studies: usize,
    /// Number of published approaches.
    pub approaches: usize,
    /// Whether the level of delegation changed in any case study: adds `overview/levels/`.
    pub levels: bool,
    /// Whether any case study has pitfalls: adds `overview/pitfalls/`.
    pub pitfalls: bool,
    /// Whether the site's URL is known: adds `sitemap.xml`.
    pub has_address: bool,
    /// All frameworks; only standards of listed ones get pages.
    pub frameworks: &'a [Framework],
    /// Tags; each gets a paginated list of case studies.
    pub themes: &'a [Theme],
    /// Packs for panels; each gets a page.
    pub packs: &'a [Pack],
    /// Whether the site has a search page.
    pub search: bool,
    /// Whether the owner-only pages are generated.
    pub own_eyes: bool,
}

/// A generated page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The home page, at the site root.
    Home,
    /// List of case studies: `case-studies/`; the value is the page number, from 1.
    Studies(usize),
    /// `overview/`: when work went on, and who decided how much.
    Overview,
    /// `overview/levels/`: how levels of delegation changed.
    Levels,
    /// `overview/pitfalls/`: pitfalls of all case studies.
    Pitfalls,
    /// `summary/`: the portfolio on one page.
    Summary,
    /// A pack; index into [`Portfolio::packs`](super::model::Portfolio::packs).
    Pack(usize),
    /// `search/`: full-text search.
    Search,
    /// `interview/`: cards for preparing an interview, owner-only.
    Interview,
    /// `consent/`: report of who appears where and on what consent, owner-only.
    Consent,
    /// `approaches/`: list of approaches.
    Approaches,
    /// `resume/`: the résumé.
    Resume,
    /// `resume.json`: the résumé in the JSON Resume format.
    ResumeJson,
    /// `standards/`: list of frameworks and their standards.
    Standards,
    /// Page of one standard, with the case studies that cite it.
    Standard(StandardId),
    /// `themes/`: list of tags.
    Themes,
    /// List of a tag's case studies: index into [`Portfolio::themes`](super::model::Portfolio::themes), and the page
    /// number, from 1.
    Theme(usize, usize),
    /// `404.html`: the error page for unknown URLs.
    Missing,
    /// `feed.xml`: the Atom feed.
    Feed,
    /// `sitemap.xml`: the list of pages for search engines.
    Sitemap,
    /// `robots.txt`: the rules for crawlers.
    Robots,
}

impl<'a> Made<'a> {
    /// Gathers the facts from the parts of a portfolio. There is no search page and no owner-only page.
    pub fn new(
        studies: &[Arc<CaseStudy>],
        approaches: usize,
        has_address: bool,
        frameworks: &'a [Framework],
        themes: &'a [Theme],
        packs: &'a [Pack],
    ) -> Self {
        Self {
            studies: studies.len(),
            approaches,
            levels: studies.iter().any(|study| study.delegation.history.len() > 1),
            pitfalls: studies.iter().any(|study| !study.pitfalls.is_empty()),
            has_address,
            frameworks,
            themes,
            packs,
            search: false,
            own_eyes: false,
        }
    }

    /// Sets whether there is a search page.
    #[must_use]
    pub fn with_search(self, search: bool) -> Self {
        Self { search, ..self }
    }

    /// Sets whether there are owner-only pages.
    #[must_use]
    pub fn for_own_eyes(self, own_eyes: bool) -> Self {
        Self { own_eyes, ..self }
    }

    /// Site path and kind of every generated page.
    pub fn pages(&self) -> Vec<(String, Page)> {
        let mut pages = vec![(String::new(), Page::Home)];
        pages.extend(list("case-studies/", self.studies, Page::Studies));
        if self.approaches > 0 {
            pages.push(("approaches/".to_owned(), Page::Approaches));
        }
        let views = [
            (self.studies > 0, "overview/", Page::Overview),
            (self.studies > 0, "summary/", Page::Summary),
            (self.own_eyes && self.studies > 0, "interview/", Page::Interview),
            (self.own_eyes && self.studies > 0, "consent/", Page::Consent),
            (self.search, "search/", Page::Search),
            (self.levels, "overview/levels/", Page::Levels),
            (self.pitfalls, "overview/pitfalls/", Page::Pitfalls),
        ];
        let views = views.into_iter().filter(|(is_shown, ..)| *is_shown);
        pages.extend(views.map(|(_, path, page)| (path.to_owned(), page)));
        let fixed = [
            ("resume/", Page::Resume),
            ("resume.json", Page::ResumeJson),
            ("standards/", Page::Standards),
            ("themes/", Page::Themes),
            ("404.html", Page::Missing),
            ("feed.xml", Page::Feed),
            ("robots.txt", Page::Robots),
        ];
        pages.extend(fixed.map(|(path, page)| (path.to_owned(), page)));
        if self.has_address {
            pages.push(("sitemap.xml".to_owned(), Page::Sitemap));
        }
        let frameworks = self.frameworks.iter().enumerate();
        for (number, framework) in frameworks.filter(|(_, framework)| framework.listed) {
            let standards = framework.standards.iter().enumerate();
            let page = |index| Page::Standard(StandardId(number, index));
            pages.extend(standards.map(|(index, standard)| (standard.path.clone(), page(index))));
        }
        let packs = self.packs.iter().enumerate();
        pages.extend(packs.map(|(number, pack)| (pack.path.clone(), Page::Pack(number))));
        for (number, theme) in self.themes.iter().enumerate() {
            pages.extend(list(&theme.path, theme.studies.len(), |page| Page::Theme(number, page)));
        }
        pages
    }

    /// Site paths of all generated pages.
    pub fn addresses(&self) -> Vec<String> {
        self.pages().into_iter().map(|(path, _)| path).collect()
    }
}

fn list(path: &str, entries: usize, page: impl Fn(usize) -> Page) -> impl Iterator<Item = (String, Page)> {
    (1..=pages_of(entries)).map(move |number| (list_path(path, number), page(number)))
}

/// Number of pages that a list takes; an empty list takes one.
pub fn pages_of(entries: usize) -> usize {
    entries.div_ceil(PER_PAGE).max(1)
}

/// Site path of a page of a list; `page` counts from 1.
pub fn list_path(path: &str, page: usize) -> String {
    if page == 1 { path.to_owned() } else { format!("{path}page/{page}/") }
}
