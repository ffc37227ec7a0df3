//! Generated pages: every page of the site that has no source file of its own, with its site path.
//!
//! This is the only list of them. The link index accepts links to these paths and the renderer serves them.

use std::sync::Arc;

use super::case_study::CaseStudy;
use super::framework::Framework;
use super::ids::{PackId, StandardId, TagId};
use super::pack::Pack;
use super::tag::TagPage;

/// Entries on one page of a paginated list.
pub const ENTRIES_PER_PAGE: usize = 50;

/// Facts that decide which pages are generated.
pub struct GeneratedPages<'a> {
    /// Number of published case studies.
    pub study_count: usize,
    /// Number of published approaches.
    pub approach_count: usize,
    /// Whether the level of delegation changed in any case study: adds `overview/levels/`.
    pub has_level_changes: bool,
    /// Whether any case study has pitfalls: adds `overview/pitfalls/`.
    pub has_pitfalls: bool,
    /// Whether the site's URL is known: adds `sitemap.xml`.
    pub has_base_url: bool,
    /// All frameworks; only standards of listed ones get pages.
    pub frameworks: &'a [Framework],
    /// Tags; each gets a paginated list of case studies.
    pub tags: &'a [TagPage],
    /// Packs for panels; each gets a page.
    pub packs: &'a [Pack],
    /// Whether the site has a search page.
    pub has_search: bool,
    /// Whether the owner-only pages are generated.
    pub owner_only: bool,
}

/// A generated page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedPage {
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
    /// A pack; index into [`Portfolio::packs`](super::portfolio::Portfolio::packs).
    Pack(PackId),
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
    Tags,
    /// List of a tag's case studies: index into [`Portfolio::themes`](super::portfolio::Portfolio::tags), and the page
    /// number, from 1.
    Tag(TagId, usize),
    /// `404.html`: the error page for unknown URLs.
    NotFound,
    /// `feed.xml`: the Atom feed.
    Feed,
    /// `sitemap.xml`: the list of pages for search engines.
    Sitemap,
    /// `robots.txt`: the rules for crawlers.
    Robots,
}

impl<'a> GeneratedPages<'a> {
    /// Gathers the facts from the parts of a portfolio. There is no search page and no owner-only page.
    pub fn new(
        studies: &[Arc<CaseStudy>],
        approach_count: usize,
        has_base_url: bool,
        frameworks: &'a [Framework],
        tags: &'a [TagPage],
        packs: &'a [Pack],
    ) -> Self {
        Self {
            study_count: studies.len(),
            approach_count,
            has_level_changes: studies.iter().any(|study| study.delegation.history.len() > 1),
            has_pitfalls: studies.iter().any(|study| !study.pitfalls.is_empty()),
            has_base_url,
            frameworks,
            tags,
            packs,
            has_search: false,
            owner_only: false,
        }
    }

    /// Sets whether there is a search page.
    #[must_use]
    pub fn with_search(self, search: bool) -> Self {
        Self { has_search: search, ..self }
    }

    /// Sets whether there are owner-only pages.
    #[must_use]
    pub fn with_owner_pages(self, own_eyes: bool) -> Self {
        Self { owner_only: own_eyes, ..self }
    }

    /// Site path and kind of every generated page.
    pub fn pages(&self) -> Vec<(String, GeneratedPage)> {
        let mut pages = vec![(String::new(), GeneratedPage::Home)];
        pages.extend(list_pages("case-studies/", self.study_count, GeneratedPage::Studies));
        if self.approach_count > 0 {
            pages.push(("approaches/".to_owned(), GeneratedPage::Approaches));
        }
        let views = [
            (self.study_count > 0, "overview/", GeneratedPage::Overview),
            (self.study_count > 0, "summary/", GeneratedPage::Summary),
            (self.owner_only && self.study_count > 0, "interview/", GeneratedPage::Interview),
            (self.owner_only && self.study_count > 0, "consent/", GeneratedPage::Consent),
            (self.has_search, "search/", GeneratedPage::Search),
            (self.has_level_changes, "overview/levels/", GeneratedPage::Levels),
            (self.has_pitfalls, "overview/pitfalls/", GeneratedPage::Pitfalls),
        ];
        let views = views.into_iter().filter(|(is_shown, ..)| *is_shown);
        pages.extend(views.map(|(_, path, page)| (path.to_owned(), page)));
        let fixed = [
            ("resume/", GeneratedPage::Resume),
            ("resume.json", GeneratedPage::ResumeJson),
            ("standards/", GeneratedPage::Standards),
            ("themes/", GeneratedPage::Tags),
            ("404.html", GeneratedPage::NotFound),
            ("feed.xml", GeneratedPage::Feed),
            ("robots.txt", GeneratedPage::Robots),
        ];
        pages.extend(fixed.map(|(path, page)| (path.to_owned(), page)));
        if self.has_base_url {
            pages.push(("sitemap.xml".to_owned(), GeneratedPage::Sitemap));
        }
        let frameworks = self.frameworks.iter().enumerate();
        for (number, framework) in frameworks.filter(|(_, framework)| framework.listed) {
            let standards = framework.standards.iter().enumerate();
            let page = |index| GeneratedPage::Standard(StandardId(number, index));
            pages.extend(standards.map(|(index, standard)| (standard.path.clone(), page(index))));
        }
        let packs = self.packs.iter().enumerate();
        pages.extend(packs.map(|(number, pack)| (pack.path.clone(), GeneratedPage::Pack(PackId(number)))));
        for (number, theme) in self.tags.iter().enumerate() {
            pages.extend(list_pages(&theme.path, theme.studies.len(), |page| {
                GeneratedPage::Tag(TagId(number), page)
            }));
        }
        pages
    }

    /// Site paths of all generated pages.
    pub fn paths(&self) -> Vec<String> {
        self.pages().into_iter().map(|(path, _)| path).collect()
    }
}

fn list_pages(
    path: &str,
    entries: usize,
    page: impl Fn(usize) -> GeneratedPage,
) -> impl Iterator<Item = (String, GeneratedPage)> {
    (1..=page_count(entries)).map(move |number| (list_path(path, number), page(number)))
}

/// Number of pages that a list takes; an empty list takes one.
pub fn page_count(entries: usize) -> usize {
    entries.div_ceil(ENTRIES_PER_PAGE).max(1)
}

/// Site path of a page of a list; `page` counts from 1.
pub fn list_path(path: &str, page: usize) -> String {
    if page == 1 { path.to_owned() } else { format!("{path}page/{page}/") }
}
