//! Addresses of pages that no file of the author's stands for, in one place: links may lead there, and the renderer
//! answers there.

use std::sync::Arc;

use super::model::{CaseStudy, Framework, Pack, StandardId, Theme};

/// Entries of a long list on one page.
pub const PER_PAGE: usize = 50;

/// What decides which pages are made.
pub struct Made<'a> {
    /// How many case studies are published.
    pub studies: usize,
    /// How many approaches.
    pub approaches: usize,
    /// Whether the level of any handover changed.
    pub levels: bool,
    /// Whether any case study tells what got in the way.
    pub pitfalls: bool,
    /// Whether the site's own address is known.
    pub has_address: bool,
    /// Frameworks, listed or not.
    pub frameworks: &'a [Framework],
    /// Tags.
    pub themes: &'a [Theme],
    /// Packs for panels.
    pub packs: &'a [Pack],
    /// Whether readers can search.
    pub search: bool,
    /// Whether the author alone reads it.
    pub own_eyes: bool,
}

/// A page that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The home page.
    Home,
    /// The list of case studies, a page of it from 1.
    Studies(usize),
    /// When work went on, and who decided how much.
    Overview,
    /// How levels changed.
    Levels,
    /// What got in the way.
    Pitfalls,
    /// The portfolio on one page.
    Summary,
    /// A pack.
    Pack(usize),
    /// Where readers search.
    Search,
    /// Cards for an interview, for the author.
    Interview,
    /// Who appears where on what consent, for the author.
    Consent,
    /// The list of approaches.
    Approaches,
    /// The résumé.
    Resume,
    /// The résumé for programs.
    ResumeJson,
    /// The list of standards.
    Standards,
    /// A standard.
    Standard(StandardId),
    /// The list of tags.
    Themes,
    /// A tag, and a page of its list from 1.
    Theme(usize, usize),
    /// What is shown where nothing is.
    Missing,
    /// The Atom feed.
    Feed,
    /// The list for search engines.
    Sitemap,
    /// The rules for search engines.
    Robots,
}

impl<'a> Made<'a> {
    /// What is made of a portfolio with these parts.
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
            levels: studies.iter().any(|it| it.delegation.history.len() > 1),
            pitfalls: studies.iter().any(|it| !it.pitfalls.is_empty()),
            has_address,
            frameworks,
            themes,
            packs,
            search: false,
            own_eyes: false,
        }
    }

    /// The same with a page to search on.
    #[must_use]
    pub fn with_search(self, search: bool) -> Self {
        Self { search, ..self }
    }

    /// The same with what only the author may see.
    #[must_use]
    pub fn for_own_eyes(self, own_eyes: bool) -> Self {
        Self { own_eyes, ..self }
    }

    /// Every address, and what is there.
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
        pages.extend(views.into_iter().filter(|it| it.0).map(|it| (it.1.to_owned(), it.2)));
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
        for (number, framework) in self.frameworks.iter().enumerate().filter(|it| it.1.listed) {
            let standards = framework.standards.iter().enumerate();
            let page = |at| Page::Standard(StandardId(number, at));
            pages.extend(standards.map(|(at, it)| (it.path.clone(), page(at))));
        }
        pages.extend(self.packs.iter().enumerate().map(|(number, it)| (it.path.clone(), Page::Pack(number))));
        for (number, theme) in self.themes.iter().enumerate() {
            pages.extend(list(&theme.path, theme.studies.len(), |page| Page::Theme(number, page)));
        }
        pages
    }

    /// Every address.
    pub fn addresses(&self) -> Vec<String> {
        self.pages().into_iter().map(|it| it.0).collect()
    }
}

fn list(path: &str, entries: usize, page: impl Fn(usize) -> Page) -> impl Iterator<Item = (String, Page)> {
    (1..=pages_of(entries)).map(move |number| (list_path(path, number), page(number)))
}

/// How many pages a list takes; an empty one takes one.
pub fn pages_of(entries: usize) -> usize {
    entries.div_ceil(PER_PAGE).max(1)
}

/// The path of a page of a list.
pub fn list_path(path: &str, page: usize) -> String {
    if page == 1 { path.to_owned() } else { format!("{path}page/{page}/") }
}
