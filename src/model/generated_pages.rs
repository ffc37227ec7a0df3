//! Generated pages: every page of the site that has no source file of its own.
//!
//! This is the only list of them: one row of the table for each kind. The link index accepts links to their paths;
//! routes, menu, sitemap, book and cross links are read from the table. What a page shows is built by the renderer.

use std::sync::Arc;

use super::case_study::CaseStudy;
use super::framework::Framework;
use super::ids::{PackId, StandardId, TagId};
use super::pack::Pack;
use super::page::Approach;
use super::resume::Resume;
use super::settings::SiteSettings;
use super::tag::TagPage;

/// Entries on one page of a paginated list.
pub const ENTRIES_PER_PAGE: usize = 20;

/// Folder of the pages of packs.
pub const PACKS: &str = "packs/";

// Lists, below which their entries have pages.
const STANDARDS: &str = "standards/";
/// Folder of the pages of tags.
const TAGS: &str = "tags/";
/// Folder of the pages of tags in earlier versions; redirects lead from there.
const OLD_TAGS: &str = "themes/";

/// A kind of generated page: a row of the table.
#[derive(Clone, Copy, Debug)]
pub struct PageRow {
    /// Name of the kind in templates (`page.kind`) and of its template: `overview`. Empty for files that are no HTML.
    pub kind: &'static str,
    /// Site path; for kinds with a page for each standard, pack or tag the folder of all of them.
    pub path: &'static str,
    /// Title in headings, in the menu and in links; empty when each page has its own.
    pub title_key: &'static str,
    /// The pages of this kind.
    pub instances: Instances,
    /// Whether only a build for the owner has the page.
    pub owner_only: bool,
    /// Whether the page shows anything: an empty page is neither in the menu nor in the book.
    pub has_content: Condition,
    /// Position in the menu; `None` for pages outside it.
    pub menu: Option<MenuPosition>,
    /// Short title in the menu; empty where the title is short.
    pub menu_key: &'static str,
    /// The page whose menu item is marked as current; `None` for no item.
    pub section: Option<GeneratedPage>,
    /// The page between the home page and this one in breadcrumbs; `None` when there is none.
    pub parent: Option<GeneratedPage>,
    /// Part of the book that the page is a chapter of; `None` for pages outside the book.
    pub book: Option<BookSection>,
    /// Whether search engines may index the page: it is in the sitemap and has no `noindex`.
    pub indexed: bool,
    /// Whether the page is printed when all documents are asked for.
    pub printed: bool,
    /// Whether it is counted as a page of the site.
    pub counted: bool,
}

/// A condition that a portfolio meets or not.
pub type Condition = fn(&GeneratedPages<'_>) -> bool;

/// How many pages there are of a kind.
#[derive(Clone, Copy, Debug)]
pub enum Instances {
    /// One page, if the portfolio meets the condition.
    One(GeneratedPage, Condition),
    /// Any number of pages, with their site paths.
    Many(fn(&GeneratedPages<'_>) -> Vec<(String, GeneratedPage)>),
}

/// Position in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MenuPosition {
    /// At the head of every page, in ascending order and before the author's own pages.
    Head(u8),
    /// At the foot of every page, in ascending order.
    Foot(u8),
}

/// A part of the book that has generated pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookSection {
    /// The first part.
    Overview,
    /// The part after the approaches.
    Standards,
    /// The last part, after the author's own pages.
    Appendix,
}

impl PageRow {
    /// A page that is counted, and is in no list and in no document.
    const fn new(
        kind: &'static str,
        path: &'static str,
        title_key: &'static str,
        instances: Instances,
    ) -> Self {
        Self {
            kind,
            path,
            title_key,
            instances,
            owner_only: false,
            has_content: always,
            menu: None,
            menu_key: "",
            section: None,
            parent: None,
            book: None,
            indexed: false,
            printed: false,
            counted: true,
        }
    }

    /// A file for programs, which is no page.
    const fn file(path: &'static str, page: GeneratedPage, condition: Condition) -> Self {
        Self { counted: false, ..Self::new("", path, "", Instances::One(page, condition)) }
    }
}

/// Makes the enum and the table from the same rows, so that no kind of page can lack its row.
macro_rules! page_table {
    ($($(#[$doc:meta])* $page:ident $(($($value:ty),+))? = $row:expr;)+) => {
        /// A generated page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum GeneratedPage {
            $($(#[$doc])* $page $(($($value),+))?,)+
        }

        /// All kinds of generated pages, in the order of the sitemap.
        static TABLE: &[PageRow] = &[$($row),+];

        impl GeneratedPage {
            /// The row of this kind of page.
            pub const fn row(self) -> &'static PageRow {
                match self {
                    $(Self::$page { .. } => {
                        const ROW: PageRow = $row;
                        &ROW
                    })+
                }
            }
        }
    };
}

page_table! {
    /// The home page, at the site root. Its title is that of the site.
    Home = PageRow {
        indexed: true,
        ..PageRow::new("home", "", "", Instances::One(GeneratedPage::Home, always))
    };
    /// A page of the list of case studies; the value is the page number, from 1.
    Studies(usize) = PageRow {
        has_content: has_studies,
        menu: Some(MenuPosition::Head(1)),
        menu_key: "menu-studies",
        section: Some(GeneratedPage::Studies(1)),
        indexed: true,
        ..PageRow::new("studies", "case-studies/", "title-studies", Instances::Many(study_lists))
    };
    /// List of approaches.
    Approaches = PageRow {
        menu: Some(MenuPosition::Head(2)),
        menu_key: "how-i-work",
        section: Some(GeneratedPage::Approaches),
        indexed: true,
        ..PageRow::new(
            "approaches",
            "approaches/",
            "title-approaches",
            Instances::One(GeneratedPage::Approaches, has_approaches),
        )
    };
    /// When work went on, and who decided how much.
    Overview = PageRow {
        menu: Some(MenuPosition::Foot(1)),
        section: Some(GeneratedPage::Overview),
        book: Some(BookSection::Overview),
        indexed: true,
        printed: true,
        ..PageRow::new(
            "overview",
            "overview/",
            "title-overview",
            Instances::One(GeneratedPage::Overview, has_studies),
        )
    };
    /// The portfolio on one page.
    Summary = PageRow {
        menu: Some(MenuPosition::Foot(2)),
        section: Some(GeneratedPage::Overview),
        indexed: true,
        printed: true,
        ..PageRow::new(
            "summary",
            "summary/",
            "title-summary",
            Instances::One(GeneratedPage::Summary, has_studies),
        )
    };
    /// How levels of delegation changed.
    Levels = PageRow {
        section: Some(GeneratedPage::Overview),
        parent: Some(GeneratedPage::Overview),
        book: Some(BookSection::Overview),
        indexed: true,
        ..PageRow::new(
            "levels",
            "overview/levels/",
            "title-levels",
            Instances::One(GeneratedPage::Levels, has_level_changes),
        )
    };
    /// Pitfalls of all case studies.
    Pitfalls = PageRow {
        section: Some(GeneratedPage::Overview),
        parent: Some(GeneratedPage::Overview),
        book: Some(BookSection::Overview),
        indexed: true,
        ..PageRow::new(
            "pitfalls",
            "overview/pitfalls/",
            "title-pitfalls",
            Instances::One(GeneratedPage::Pitfalls, has_pitfalls),
        )
    };
    /// Cards for preparing an interview.
    Interview = PageRow {
        owner_only: true,
        section: Some(GeneratedPage::Overview),
        parent: Some(GeneratedPage::Overview),
        ..PageRow::new(
            "interview",
            "interview/",
            "title-interview",
            Instances::One(GeneratedPage::Interview, has_studies),
        )
    };
    /// Report of who appears where and on what consent.
    Consent = PageRow {
        owner_only: true,
        section: Some(GeneratedPage::Overview),
        parent: Some(GeneratedPage::Overview),
        ..PageRow::new(
            "consent",
            "consent/",
            "title-consent",
            Instances::One(GeneratedPage::Consent, has_studies),
        )
    };
    /// Full-text search.
    Search = PageRow {
        section: Some(GeneratedPage::Search),
        ..PageRow::new("search", "search/", "title-search", Instances::One(GeneratedPage::Search, has_search))
    };
    /// The résumé.
    Resume = PageRow {
        has_content: has_resume,
        menu: Some(MenuPosition::Head(4)),
        section: Some(GeneratedPage::Resume),
        book: Some(BookSection::Appendix),
        indexed: true,
        printed: true,
        ..PageRow::new("resume", "resume/", "title-resume", Instances::One(GeneratedPage::Resume, always))
    };
    /// The résumé in the JSON Resume format.
    ResumeJson = PageRow::file("resume.json", GeneratedPage::ResumeJson, always);
    /// List of frameworks and their standards.
    Standards = PageRow {
        has_content: has_listed_frameworks,
        menu: Some(MenuPosition::Head(3)),
        section: Some(GeneratedPage::Standards),
        book: Some(BookSection::Standards),
        indexed: true,
        printed: true,
        ..PageRow::new("standards", STANDARDS, "title-standards", Instances::One(GeneratedPage::Standards, always))
    };
    /// List of tags.
    Tags = PageRow {
        section: Some(GeneratedPage::Studies(1)),
        indexed: true,
        ..PageRow::new("tags", TAGS, "title-tags", Instances::One(GeneratedPage::Tags, always))
    };
    /// The error page for unknown URLs.
    NotFound = PageRow {
        counted: false,
        ..PageRow::new("missing", "404.html", "title-missing", Instances::One(GeneratedPage::NotFound, always))
    };
    /// The Atom feed.
    Feed = PageRow::file("feed.xml", GeneratedPage::Feed, always);
    /// The rules for crawlers.
    Robots = PageRow::file("robots.txt", GeneratedPage::Robots, always);
    /// The list of pages for search engines.
    Sitemap = PageRow::file("sitemap.xml", GeneratedPage::Sitemap, has_base_url);
    /// Page of one standard, with the case studies that cite it.
    Standard(StandardId) = PageRow {
        section: Some(GeneratedPage::Standards),
        parent: Some(GeneratedPage::Standards),
        indexed: true,
        ..PageRow::new("standard", STANDARDS, "", Instances::Many(standard_pages))
    };
    /// A pack; only readers who have its URL find it.
    Pack(PackId) = PageRow {
        printed: true,
        ..PageRow::new("pack", PACKS, "", Instances::Many(pack_pages))
    };
    /// A page of the list of a tag's case studies; the second value is the page number, from 1.
    Tag(TagId, usize) = PageRow {
        section: Some(GeneratedPage::Studies(1)),
        parent: Some(GeneratedPage::Tags),
        indexed: true,
        ..PageRow::new("tag", TAGS, "", Instances::Many(tag_lists))
    };
}

impl GeneratedPage {
    /// Site path of the kind: of its page, of the first page of a list, or the folder of many pages.
    pub const fn path(self) -> &'static str {
        self.row().path
    }

    /// Whether the page continues a list: it is reached from the list's first page.
    pub const fn is_continuation(self) -> bool {
        matches!(self, Self::Studies(number) | Self::Tag(_, number) if number > 1)
    }
}

/// Site paths of the pages that only the owner may see.
pub fn owner_only_paths() -> impl Iterator<Item = &'static str> {
    TABLE.iter().filter(|row| row.owner_only).map(|row| row.path)
}

/// The generated pages of a portfolio. All its fields decide which pages there are.
#[derive(Clone, Copy, Debug)]
pub struct GeneratedPages<'a> {
    /// Published case studies.
    pub studies: &'a [Arc<CaseStudy>],
    /// Published approaches.
    pub approaches: &'a [Approach],
    /// All frameworks; only standards of listed ones get pages.
    pub frameworks: &'a [Framework],
    /// Tags; each gets a paginated list of case studies.
    pub tags: &'a [TagPage],
    /// Packs for panels; each gets a page.
    pub packs: &'a [Pack],
    /// The résumé; without an entry, its page is in no list.
    pub resume: &'a Resume,
    /// Settings of the site: its URL adds the sitemap, and `search` the search page.
    pub settings: &'a SiteSettings,
    /// Whether the build is for the owner only.
    pub owner_only: bool,
}

impl GeneratedPages<'_> {
    /// Site path and kind of every generated page.
    pub fn pages(&self) -> Vec<(String, GeneratedPage)> {
        let mut pages = Vec::new();
        for row in TABLE.iter().filter(|row| self.may_have(row)) {
            match row.instances {
                Instances::One(page, exists) if exists(self) => pages.push((row.path.to_owned(), page)),
                Instances::One(..) => {}
                Instances::Many(instances) => pages.extend(instances(self)),
            }
        }
        pages
    }

    /// Addresses that pages of tags had in earlier versions, each with the page that has the tag now.
    pub fn old_tag_paths(&self) -> Vec<(String, (String, GeneratedPage))> {
        if self.tags.is_empty() {
            return Vec::new();
        }
        let list = (TAGS.to_owned(), GeneratedPage::Tags);
        let pages = std::iter::once(list).chain(tag_lists(self));
        pages.map(|page| (page.0.replacen(TAGS, OLD_TAGS, 1), page)).collect()
    }

    /// Site paths of all generated pages.
    pub fn paths(&self) -> Vec<String> {
        self.pages().into_iter().map(|(path, _)| path).collect()
    }

    /// Whether the portfolio has a page.
    pub fn has(&self, page: GeneratedPage) -> bool {
        let row = page.row();
        self.may_have(row)
            && match row.instances {
                Instances::One(_, exists) => exists(self),
                Instances::Many(instances) => instances(self).iter().any(|(_, other)| *other == page),
            }
    }

    /// The pages of the menu in order, without those that show nothing.
    pub fn menu(&self) -> Vec<(MenuPosition, &'static PageRow)> {
        let rows = TABLE.iter().filter_map(|row| Some((row.menu?, row)));
        let mut menu: Vec<_> = rows.filter(|(_, row)| self.shows(row)).collect();
        menu.sort_by_key(|(position, _)| *position);
        menu
    }

    /// The kinds of pages of which there is at most one and that have a title, whether this portfolio has them or not.
    pub fn titled_rows() -> impl Iterator<Item = &'static PageRow> {
        let is_single = |row: &&PageRow| matches!(row.instances, Instances::One(..)) || row.menu.is_some();
        TABLE.iter().filter(is_single).filter(|row| !row.title_key.is_empty())
    }

    /// Chapters of a part of the book, in order, without those that show nothing.
    pub fn chapters(&self, part: BookSection) -> impl Iterator<Item = GeneratedPage> {
        let rows = TABLE.iter().filter(move |row| row.book == Some(part) && self.shows(row));
        rows.filter_map(|row| match row.instances {
            Instances::One(page, _) => Some(page),
            Instances::Many(_) => None,
        })
    }

    /// The other pages of a page's section, in order.
    pub fn rest_of_section(&self, section: GeneratedPage) -> impl Iterator<Item = &'static PageRow> {
        TABLE.iter().filter(move |row| match row.instances {
            Instances::One(page, exists) => {
                page != section && row.section == Some(section) && self.may_have(row) && exists(self)
            }
            Instances::Many(_) => false,
        })
    }

    fn may_have(&self, row: &PageRow) -> bool {
        self.owner_only || !row.owner_only
    }

    /// Whether the portfolio has pages of a kind, and they show anything.
    pub fn shows(&self, row: &PageRow) -> bool {
        let exists = match row.instances {
            Instances::One(_, exists) => exists(self),
            Instances::Many(_) => true,
        };
        exists && self.may_have(row) && (row.has_content)(self)
    }
}

// Conditions and instances of the table.

fn always(_: &GeneratedPages<'_>) -> bool {
    true
}

fn has_studies(site: &GeneratedPages<'_>) -> bool {
    !site.studies.is_empty()
}

fn has_approaches(site: &GeneratedPages<'_>) -> bool {
    !site.approaches.is_empty()
}

fn has_resume(site: &GeneratedPages<'_>) -> bool {
    !site.resume.is_empty()
}

fn has_level_changes(site: &GeneratedPages<'_>) -> bool {
    site.studies.iter().any(|study| study.delegation.history.len() > 1)
}

fn has_pitfalls(site: &GeneratedPages<'_>) -> bool {
    site.studies.iter().any(|study| !study.pitfalls.is_empty())
}

fn has_search(site: &GeneratedPages<'_>) -> bool {
    site.settings.search.exists()
}

fn has_base_url(site: &GeneratedPages<'_>) -> bool {
    site.settings.url.is_some()
}

fn has_listed_frameworks(site: &GeneratedPages<'_>) -> bool {
    site.frameworks.iter().any(|framework| framework.listed)
}

fn study_lists(site: &GeneratedPages<'_>) -> Vec<(String, GeneratedPage)> {
    list_pages(GeneratedPage::Studies(1).path(), site.studies.len(), GeneratedPage::Studies).collect()
}

fn standard_pages(site: &GeneratedPages<'_>) -> Vec<(String, GeneratedPage)> {
    let listed = site.frameworks.iter().enumerate().filter(|(_, framework)| framework.listed);
    let pages = listed.flat_map(|(number, framework)| {
        let standards = framework.standards.iter().enumerate();
        standards.map(move |(index, standard)| {
            (standard.path.clone(), GeneratedPage::Standard(StandardId(number, index)))
        })
    });
    pages.collect()
}

fn pack_pages(site: &GeneratedPages<'_>) -> Vec<(String, GeneratedPage)> {
    let packs = site.packs.iter().enumerate();
    packs.map(|(number, pack)| (pack.path.clone(), GeneratedPage::Pack(PackId(number)))).collect()
}

fn tag_lists(site: &GeneratedPages<'_>) -> Vec<(String, GeneratedPage)> {
    let lists = site.tags.iter().enumerate().flat_map(|(number, tag)| {
        list_pages(&tag.path, tag.studies.len(), move |page| GeneratedPage::Tag(TagId(number), page))
    });
    lists.collect()
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

/// Site path of the page of a standard.
pub fn standard_path(framework: &str, standard: &str) -> String {
    format!("{STANDARDS}{framework}/{standard}/")
}

/// Site path of a pack.
pub fn pack_path(id: &str) -> String {
    format!("{PACKS}{id}/")
}

/// Site path of the first page of a tag's list.
pub fn tag_path(slug: &str) -> String {
    format!("{TAGS}{slug}/")
}
