//! What is published: every path of the site and what answers there.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::model::{PageHead, Portfolio, StandardId, StudyId};
use crate::portfolio::url::{collision_key, file_of};
use crate::theme::Theme;

/// Entries of a long list on one page.
pub(super) const PER_PAGE: usize = 50;

/// What answers at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    Home,
    /// The list of case studies, a page of it from 1.
    Studies(usize),
    Study(StudyId),
    Approaches,
    Approach(usize),
    /// A page of the author's own.
    Page(usize),
    Resume,
    ResumeJson,
    Standards,
    Standard(StandardId),
    Themes,
    /// A tag, and a page of its list from 1.
    Theme(usize, usize),
    Missing,
    Feed,
    Sitemap,
    Robots,
    Stylesheet,
    /// An asset of the theme.
    Asset(String),
    /// A file of the author's, by its path in `content/`.
    File(String),
    /// An old address.
    Redirect {
        from: String,
        to: String,
        /// What is there.
        title: String,
    },
}

/// A route with the source that it is made from, for diagnostics.
struct Claim {
    route: Route,
    source: String,
}

/// All routes by their file in the output.
pub(super) type Routes = BTreeMap<String, Route>;

/// Lists everything that is published; two sources with one address are a fault.
pub(super) fn routes(
    portfolio: &Portfolio,
    theme: &Theme,
    stylesheet: &str,
    diagnostics: &mut Diagnostics,
) -> Routes {
    let mut claims = Claims { claims: BTreeMap::new(), keys: HashMap::new(), diagnostics };
    for (number, study) in portfolio.studies.iter().enumerate() {
        claims.page(&study.head, Route::Study(StudyId(number)));
    }
    for (number, approach) in portfolio.approaches.iter().enumerate() {
        claims.page(&approach.head, Route::Approach(number));
    }
    for (number, page) in portfolio.pages.iter().enumerate() {
        claims.page(&page.head, Route::Page(number));
    }
    for (source, file) in &portfolio.files {
        claims.add(&file.path, Route::File(source.clone()), &format!("content/{source}"));
    }
    generated(portfolio, &mut claims);
    claims.add(stylesheet, Route::Stylesheet, "the theme's style sheet");
    for path in theme.assets.keys() {
        claims.add(&format!("assets/{path}"), Route::Asset(path.clone()), "the theme's assets");
    }
    aliases(portfolio, &mut claims);
    claims.report_folders();
    claims.claims.into_iter().map(|(file, claim)| (file, claim.route)).collect()
}

fn generated(portfolio: &Portfolio, claims: &mut Claims<'_>) {
    const OURS: &str = "a page that leadfolio makes";
    let home = portfolio.home.as_ref().map_or(OURS, |it| it.head.source.as_str());
    claims.add("", Route::Home, home);
    for page in 1..=pages_of(portfolio.studies.len()) {
        claims.add(&list_path("case-studies/", page), Route::Studies(page), OURS);
    }
    if !portfolio.approaches.is_empty() {
        claims.add("approaches/", Route::Approaches, OURS);
    }
    claims.add("resume/", Route::Resume, OURS);
    claims.add("resume.json", Route::ResumeJson, OURS);
    claims.add("standards/", Route::Standards, OURS);
    for (number, framework) in portfolio.frameworks.iter().enumerate().filter(|it| it.1.listed) {
        for (at, standard) in framework.standards.iter().enumerate() {
            let source = format!("standard {} of content/standards/{}.yaml", standard.id, framework.id);
            claims.add(&standard.path, Route::Standard(StandardId(number, at)), &source);
        }
    }
    claims.add("themes/", Route::Themes, OURS);
    for (number, theme) in portfolio.themes.iter().enumerate() {
        for page in 1..=pages_of(theme.studies.len()) {
            claims.add(&list_path(&theme.path, page), Route::Theme(number, page), OURS);
        }
    }
    claims.add("404.html", Route::Missing, OURS);
    claims.add("feed.xml", Route::Feed, OURS);
    claims.add("robots.txt", Route::Robots, OURS);
    if portfolio.settings.url.is_some() {
        claims.add("sitemap.xml", Route::Sitemap, OURS);
    }
}

fn aliases(portfolio: &Portfolio, claims: &mut Claims<'_>) {
    let studies = portfolio.studies.iter().map(|it| &it.head);
    let approaches = portfolio.approaches.iter().map(|it| &it.head);
    let pages = portfolio.pages.iter().map(|it| &it.head);
    for head in studies.chain(approaches).chain(pages).chain(portfolio.home.as_ref().map(|it| &it.head)) {
        for alias in &head.aliases {
            let (from, to, title) = (alias.clone(), head.path.clone(), head.title.clone());
            let route = Route::Redirect { from, to, title };
            claims.add(alias, route, &head.source);
        }
    }
}

/// How many pages a list takes; an empty one takes one.
pub(super) fn pages_of(entries: usize) -> usize {
    entries.div_ceil(PER_PAGE).max(1)
}

/// The path of a page of a list.
pub(super) fn list_path(path: &str, page: usize) -> String {
    if page == 1 { path.to_owned() } else { format!("{path}page/{page}/") }
}

struct Claims<'a> {
    claims: BTreeMap<String, Claim>,
    /// What must be unique, with the file that has it.
    keys: HashMap<String, String>,
    diagnostics: &'a mut Diagnostics,
}

impl Claims<'_> {
    fn page(&mut self, head: &PageHead, route: Route) {
        self.add(&head.path, route, &head.source);
    }

    fn add(&mut self, path: &str, route: Route, source: &str) {
        let file = file_of(path);
        let claim = Claim { route, source: source.to_owned() };
        match self.keys.get(&collision_key(&file)) {
            Some(other) => {
                let other = self.claims[other].source.clone();
                self.refuse(path, source, &other);
            }
            None => {
                self.keys.insert(collision_key(&file), file.clone());
                self.claims.insert(file, claim);
            }
        }
    }

    fn refuse(&mut self, path: &str, source: &str, other: &str) {
        let (at, other) = if source.starts_with("content/") { (source, other) } else { (other, source) };
        let message = format!("the address `/{path}` belongs to {} already", shown(other));
        let field = if at.ends_with(".md") { "slug" } else { "" };
        self.diagnostics.push(Diagnostic::error("URL-02", at, message).field(field).help(
            "addresses must differ in more than large and small letters: give one of the two another `slug`",
        ));
    }

    /// A file cannot be a folder too: `files/x.png` and `files/x.png/index.html`.
    fn report_folders(&mut self) {
        let mut clashes = Vec::new();
        for (file, claim) in &self.claims {
            let mut folder = file.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                if let Some(other) = self.keys.get(&collision_key(parent)) {
                    clashes.push((
                        parent.to_owned(),
                        claim.source.clone(),
                        self.claims[other].source.clone(),
                    ));
                }
                folder = parent;
            }
        }
        for (path, source, other) in clashes {
            self.refuse(&path, &source, &other);
        }
    }
}

fn shown(source: &str) -> String {
    if source.starts_with("content/") { format!("`{source}`") } else { source.to_owned() }
}
