//! Routes: every output file of the site and what it is rendered from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::asset_names::Stylesheets;
use super::script::Script;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::i18n::Catalog;
use crate::media::Crop;
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::{ApproachId, PageId, StandardId, StudyId};
use crate::model::page::PageHead;
use crate::model::portfolio::Portfolio;
use crate::theme::{PRINT, Theme, print_stylesheet_name};
use crate::urls::{collision_key, output_file};

/// What a page is rendered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageRoute {
    /// A generated page, which has no source file. Some are files for programs.
    Generated(GeneratedPage),
    Study(StudyId),
    Approach(ApproachId),
    /// A page of the author's own.
    Authored(PageId),
}

impl PageRoute {
    /// Name of the kind of page in templates.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Generated(page) => page.row().kind,
            Self::Study(_) => "study",
            Self::Approach(_) => "approach",
            Self::Authored(_) => "page",
        }
    }

    /// Whether a site has the page once, whatever its languages: a file at its root, a pack, which is for one panel, and
    /// what only the owner reads.
    pub(super) const fn is_in_one_language(self) -> bool {
        matches!(
            self,
            Self::Generated(
                GeneratedPage::NotFound
                    | GeneratedPage::Robots
                    | GeneratedPage::Sitemap
                    | GeneratedPage::Pack(_)
                    | GeneratedPage::Interview
                    | GeneratedPage::Consent
            )
        )
    }

    /// Whether search engines may index the page.
    pub(super) fn is_indexed(self) -> bool {
        match self {
            Self::Generated(page) => page.row().indexed && !page.is_continuation(),
            _ => true,
        }
    }

    /// Source, title and path of the author's page; `None` for generated pages.
    pub(super) fn head(self, portfolio: &Portfolio) -> Option<&PageHead> {
        match self {
            Self::Generated(_) => None,
            Self::Study(id) => Some(&portfolio.study(id).head),
            Self::Approach(id) => Some(&portfolio.approaches[id.0].head),
            Self::Authored(id) => Some(&portfolio.pages[id.0].head),
        }
    }
}

/// The card of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Card {
    /// Drawn by the theme, with its own path in the folder of the edition.
    Drawn { file: String, page: PageRoute },
    /// A picture of the author's, by its path in `content/`, with the alternative text that the author gave it elsewhere.
    /// Pages share it.
    Picture { source: String, crop: Crop, alt: Option<String> },
}

/// The cards of an edition by the path of their page.
pub(super) type Cards = BTreeMap<String, Card>;

/// What an output file is rendered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    Page(PageRoute),
    /// The picture of a page that other sites show, as the theme draws it.
    Card(PageRoute),
    /// The style sheet of all pages.
    Stylesheet,
    /// What pages of a kind load besides it.
    PageStylesheet(String),
    Script(Script),
    /// A script of the theme, by its index.
    ThemeScript(usize),
    /// An asset of the theme.
    Asset(String),
    /// A file of the author's, by its path in `content/`.
    File(String),
    /// A light copy of a picture, by the path of the picture in `content/`, how it is cut, and the number of the copy.
    Picture {
        source: String,
        crop: Option<Crop>,
        index: usize,
    },
    /// A redirect from an alias of a page.
    Redirect {
        from: String,
        to: String,
        /// Title of the page at `to`.
        title: String,
    },
}

/// A route with its source, for diagnostics.
struct RouteEntry {
    route: Route,
    source: String,
    /// The front matter field that sets the address; empty when none does.
    field: String,
}

/// All routes by output file.
pub(super) type Routes = BTreeMap<String, Route>;

/// Lists everything that is published and reports sources that claim the same address (`URL-02`).
pub(super) fn build_routes(
    portfolio: &Portfolio,
    theme: &Theme,
    stylesheets: &Stylesheets,
    catalog: &Catalog,
    cards: &Cards,
    diagnostics: &mut Diagnostics,
) -> Routes {
    let mut claims = RouteBuilder { entries: BTreeMap::new(), files_by_key: HashMap::new(), diagnostics };
    for (number, study) in portfolio.studies.iter().enumerate() {
        claims.add_page(&study.head, Route::Page(PageRoute::Study(StudyId(number))));
    }
    for (number, approach) in portfolio.approaches.iter().enumerate() {
        claims.add_page(&approach.head, Route::Page(PageRoute::Approach(ApproachId(number))));
    }
    for (number, page) in portfolio.pages.iter().enumerate() {
        claims.add_page(&page.head, Route::Page(PageRoute::Authored(PageId(number))));
    }
    let whole = portfolio.files.iter().map(|(source, file)| (source, None, file));
    let cut = portfolio
        .cut_pictures
        .iter()
        .flat_map(|(source, cuts)| cuts.iter().map(move |(crop, file)| (source, Some(*crop), file)));
    for (source, crop, file) in whole.chain(cut) {
        let written = format!("content/{source}");
        if file.copies.is_empty() {
            claims.add(&file.path, Route::File(source.clone()), &written, "");
        }
        for (index, copy) in file.copies.iter().enumerate() {
            let route = Route::Picture { source: source.clone(), crop, index };
            claims.add(&copy.path, route, &written, "");
        }
    }
    add_generated_pages(portfolio, &mut claims);
    claims.add(&stylesheets.site, Route::Stylesheet, "the theme's style sheet", "");
    for script in Script::enabled(&portfolio.settings) {
        claims.add(&script.path(), Route::Script(script), "a script that leadfolio writes", "");
    }
    for (index, script) in theme.scripts.iter().enumerate() {
        claims.add(&script.path, Route::ThemeScript(index), "a script of the theme", "");
    }
    for card in cards.values() {
        // Pictures are published like all others that are cut.
        let Card::Drawn { file, page } = card else { continue };
        claims.add(file, Route::Card(*page), "a card that leadfolio draws", "");
    }
    for path in theme.assets.keys() {
        claims.add(&format!("assets/{path}"), Route::Asset(path.clone()), "the theme's assets", "");
    }
    add_aliases(portfolio, &mut claims);
    add_old_tag_addresses(portfolio, catalog, &mut claims);
    add_page_stylesheets(stylesheets, &mut claims);
    claims.report_folder_conflicts();
    claims.entries.into_iter().map(|(file, claim)| (file, claim.route)).collect()
}

/// Adds the style sheets of those kinds of page that the site has.
fn add_page_stylesheets(stylesheets: &Stylesheets, claims: &mut RouteBuilder<'_>) {
    let mut kinds: BTreeSet<&str> = claims
        .entries
        .values()
        .filter_map(|claim| match claim.route {
            Route::Page(page) => Some(page.kind()),
            Route::Redirect { .. } => Some("redirect"),
            _ => None,
        })
        .collect();
    // Every portfolio can be printed as a book, which is no page of the site.
    kinds.insert("book");
    let names = kinds.into_iter().flat_map(|kind| [kind.to_owned(), print_stylesheet_name(kind)]);
    for name in names.chain([PRINT.to_owned()]).collect::<Vec<_>>() {
        let Some(path) = stylesheets.pages.get(&name) else { continue };
        claims.add(path, Route::PageStylesheet(name), "the theme's style sheet", "");
    }
}

/// What messages call the source of a generated page.
const GENERATED_SOURCE: &str = "a page that leadfolio makes";

fn add_generated_pages(portfolio: &Portfolio, claims: &mut RouteBuilder<'_>) {
    let home = portfolio.home.as_ref().map_or(GENERATED_SOURCE, |page| page.head.source.as_str());
    for (path, page) in portfolio.generated_pages().pages() {
        let route = Route::Page(PageRoute::Generated(page));
        match page {
            GeneratedPage::Home => claims.add(&path, route, home, ""),
            GeneratedPage::Pack(number) => {
                claims.add(&path, route, &portfolio.packs[number.0].source, "id");
            }
            GeneratedPage::Standard(StandardId(number, index)) => {
                let field = format!("standards[{index}].id");
                claims.add(&path, route, &portfolio.frameworks[number].source, &field);
            }
            _ => claims.add(&path, route, GENERATED_SOURCE, ""),
        }
    }
}

fn add_aliases(portfolio: &Portfolio, claims: &mut RouteBuilder<'_>) {
    for head in portfolio.heads() {
        for (index, alias) in head.aliases.iter().enumerate() {
            let (from, to, title) = (alias.clone(), head.path.clone(), head.title.clone());
            let route = Route::Redirect { from, to, title };
            claims.add(alias, route, &head.source, &format!("aliases[{index}]"));
        }
    }
}

/// Redirects from `themes/`, where earlier versions had the pages of tags; whatever has that address now keeps it.
fn add_old_tag_addresses(portfolio: &Portfolio, catalog: &Catalog, claims: &mut RouteBuilder<'_>) {
    for (from, (to, page)) in portfolio.generated_pages().old_tag_paths() {
        let title = match page {
            GeneratedPage::Tag(tag, _) => portfolio.tags[tag.0].title.clone(),
            _ => catalog.text(page.row().title_key).into_owned(),
        };
        if !claims.has(&from) {
            claims.add(&from.clone(), Route::Redirect { from, to, title }, GENERATED_SOURCE, "");
        }
    }
}

struct RouteBuilder<'a> {
    entries: BTreeMap<String, RouteEntry>,
    /// Collision keys (see [`collision_key`]), each with the output file that has it.
    files_by_key: HashMap<String, String>,
    diagnostics: &'a mut Diagnostics,
}

impl RouteBuilder<'_> {
    fn add_page(&mut self, head: &PageHead, route: Route) {
        // The author's own pages set the whole address with `url`, case studies and approaches only a `slug`.
        let field = if matches!(route, Route::Page(PageRoute::Authored(_))) { "url" } else { "slug" };
        self.add(&head.path, route, &head.source, field);
    }

    fn has(&self, path: &str) -> bool {
        self.files_by_key.contains_key(&collision_key(&output_file(path)))
    }

    fn add(&mut self, path: &str, route: Route, source: &str, field: &str) {
        let file = output_file(path);
        let key = collision_key(&file);
        let claim = RouteEntry { route, source: source.to_owned(), field: field.to_owned() };
        match self.files_by_key.get(&key) {
            Some(other) => report_collision(path, &claim, &self.entries[other], self.diagnostics),
            None => {
                self.files_by_key.insert(key, file.clone());
                self.entries.insert(file, claim);
            }
        }
    }

    /// Reports files whose path is a folder of another file: `files/x.png` and `files/x.png/index.html`.
    fn report_folder_conflicts(&mut self) {
        for (file, claim) in &self.entries {
            let mut folder = file.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                if let Some(other) = self.files_by_key.get(&collision_key(parent)) {
                    report_collision(parent, claim, &self.entries[other], self.diagnostics);
                }
                folder = parent;
            }
        }
    }
}

/// Reports a collision at the source that the author wrote, so that the author can change it.
fn report_collision(path: &str, claim: &RouteEntry, other: &RouteEntry, diagnostics: &mut Diagnostics) {
    let is_authored = claim.source.starts_with("content/");
    let (RouteEntry { source: at, field, .. }, other) =
        if is_authored { (claim, other) } else { (other, claim) };
    let message = format!("the address `/{path}` belongs to {} already", format_source(&other.source));
    diagnostics.push(Diagnostic::error("URL-02", at, message).field(field).help(
        "addresses must differ in more than large and small letters, or ß and ss: give one of the two another `slug` or name",
    ));
}

/// A source for messages: file names in backticks, descriptions as they are.
fn format_source(source: &str) -> String {
    if source.starts_with("content/") { format!("`{source}`") } else { source.to_owned() }
}
