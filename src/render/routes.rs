//! Routes: every output file of the site and what it is rendered from.

use std::collections::{BTreeMap, HashMap};

use super::script::Script;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::made;
use crate::portfolio::model::{PageHead, Portfolio, StandardId, StudyId};
use crate::portfolio::url::{collision_key, output_file};
use crate::theme::Theme;

/// What an output file is rendered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// A generated page, which has no source file.
    Made(made::GeneratedPage),
    Study(StudyId),
    Approach(usize),
    /// A page of the author's own.
    Page(usize),
    Stylesheet,
    Script(Script),
    /// An asset of the theme.
    Asset(String),
    /// A file of the author's, by its path in `content/`.
    File(String),
    /// A redirect from an alias of a page.
    Redirect {
        from: String,
        to: String,
        /// Title of the page at `to`.
        title: String,
    },
}

/// A route with its source, for diagnostics.
struct Claim {
    route: Route,
    source: String,
    /// The front matter field that sets the address; empty when none does.
    field: String,
}

/// All routes by output file.
pub(super) type Routes = BTreeMap<String, Route>;

/// Lists everything that is published and reports sources that claim the same address (`URL-02`).
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
        claims.add(&file.path, Route::File(source.clone()), &format!("content/{source}"), "");
    }
    generated(portfolio, &mut claims);
    claims.add(stylesheet, Route::Stylesheet, "the theme's style sheet", "");
    for script in Script::wanted(&portfolio.settings) {
        claims.add(&script.path(), Route::Script(script), "a script that leadfolio writes", "");
    }
    for path in theme.assets.keys() {
        claims.add(&format!("assets/{path}"), Route::Asset(path.clone()), "the theme's assets", "");
    }
    aliases(portfolio, &mut claims);
    claims.report_folders();
    claims.claims.into_iter().map(|(file, claim)| (file, claim.route)).collect()
}

fn generated(portfolio: &Portfolio, claims: &mut Claims<'_>) {
    const GENERATED_SOURCE: &str = "a page that leadfolio makes";
    let home = portfolio.home.as_ref().map_or(GENERATED_SOURCE, |page| page.head.source.as_str());
    for (path, page) in portfolio.generated_pages().pages() {
        match page {
            made::GeneratedPage::Home => claims.add(&path, Route::Made(page), home, ""),
            made::GeneratedPage::Pack(number) => {
                claims.add(&path, Route::Made(page), &portfolio.packs[number].source, "id");
            }
            made::GeneratedPage::Standard(StandardId(number, index)) => {
                let field = format!("standards[{index}].id");
                claims.add(&path, Route::Made(page), &portfolio.frameworks[number].source, &field);
            }
            _ => claims.add(&path, Route::Made(page), GENERATED_SOURCE, ""),
        }
    }
}

fn aliases(portfolio: &Portfolio, claims: &mut Claims<'_>) {
    let studies = portfolio.studies.iter().map(|study| &study.head);
    let approaches = portfolio.approaches.iter().map(|approach| &approach.head);
    let pages = portfolio.pages.iter().map(|page| &page.head);
    for head in studies.chain(approaches).chain(pages).chain(portfolio.home.as_ref().map(|page| &page.head)) {
        for (index, alias) in head.aliases.iter().enumerate() {
            let (from, to, title) = (alias.clone(), head.path.clone(), head.title.clone());
            let route = Route::Redirect { from, to, title };
            claims.add(alias, route, &head.source, &format!("aliases[{index}]"));
        }
    }
}

struct Claims<'a> {
    claims: BTreeMap<String, Claim>,
    /// Collision keys (see [`collision_key`]), each with the output file that has it.
    keys: HashMap<String, String>,
    diagnostics: &'a mut Diagnostics,
}

impl Claims<'_> {
    fn page(&mut self, head: &PageHead, route: Route) {
        // The author's own pages set the whole address with `url`, case studies and approaches only a `slug`.
        let field = if matches!(route, Route::Page(_)) { "url" } else { "slug" };
        self.add(&head.path, route, &head.source, field);
    }

    fn add(&mut self, path: &str, route: Route, source: &str, field: &str) {
        let file = output_file(path);
        let key = collision_key(&file);
        let claim = Claim { route, source: source.to_owned(), field: field.to_owned() };
        match self.keys.get(&key) {
            Some(other) => refuse(path, &claim, &self.claims[other], self.diagnostics),
            None => {
                self.keys.insert(key, file.clone());
                self.claims.insert(file, claim);
            }
        }
    }

    /// Reports files whose path is a folder of another file: `files/x.png` and `files/x.png/index.html`.
    fn report_folders(&mut self) {
        for (file, claim) in &self.claims {
            let mut folder = file.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                if let Some(other) = self.keys.get(&collision_key(parent)) {
                    refuse(parent, claim, &self.claims[other], self.diagnostics);
                }
                folder = parent;
            }
        }
    }
}

/// Reports a collision at the source that the author wrote, so that the author can change it.
fn refuse(path: &str, claim: &Claim, other: &Claim, diagnostics: &mut Diagnostics) {
    let is_authored = claim.source.starts_with("content/");
    let (Claim { source: at, field, .. }, other) = if is_authored { (claim, other) } else { (other, claim) };
    let message = format!("the address `/{path}` belongs to {} already", shown(&other.source));
    diagnostics.push(Diagnostic::error("URL-02", at, message).field(field).help(
        "addresses must differ in more than large and small letters: give one of the two another `slug` or name",
    ));
}

/// A source for messages: file names in backticks, descriptions as they are.
fn shown(source: &str) -> String {
    if source.starts_with("content/") { format!("`{source}`") } else { source.to_owned() }
}
