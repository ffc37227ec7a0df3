//! The output: every path that a portfolio publishes, and the bytes of any one of them on demand.
//!
//! Bytes are a pure function of portfolio, theme and path. Nothing is kept: whoever wants a page twice asks twice.

use std::sync::OnceLock;

use jiff::civil::Date;
use rayon::prelude::*;

use super::address::{Addresses, LinkStyle};
use super::routes::{Route, Routes, routes};
use super::search::Searched;
use super::site::{Shared, Site};
use crate::content::collect::SETTINGS;
use crate::content::vocabulary::Visibility;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::media;
use crate::portfolio::made;
use crate::portfolio::model::{Portfolio, PublishedFile};
use crate::theme::{OptionValue, Theme, Value};
use crate::tree::Blob;

/// What decides, besides portfolio and theme, how pages are written.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How links are written.
    pub links: LinkStyle,
    /// The day of the build.
    pub today: Date,
    /// Who the build is for.
    pub audience: Visibility,
    /// Whether drafts are in it, so that it is nothing to be found by search engines.
    pub drafts: bool,
}

/// A site, made on demand.
#[derive(Debug)]
pub struct Output {
    portfolio: Portfolio,
    theme: Theme,
    shared: Shared,
    routes: Routes,
}

impl Output {
    /// Makes what all pages share and lists what is published; two sources with one address are told as faults.
    pub fn new(
        portfolio: Portfolio,
        mut theme: Theme,
        settings: Settings,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let hash = blake3::hash(theme.sheet.as_bytes()).to_hex();
        let stylesheet = format!("assets/site.{}.css", &hash.as_str()[..8]);
        let routes = routes(&portfolio, &theme, &stylesheet, diagnostics);
        let shared = Shared {
            addresses: Addresses::new(settings.links, portfolio.settings.url.as_ref()),
            today: settings.today,
            audience: settings.audience,
            is_public: settings.audience == Visibility::Public && !settings.drafts,
            cards: portfolio.studies.iter().map(|_| OnceLock::new()).collect(),
            stylesheet,
        };
        let site = Site { portfolio: &portfolio, theme: &theme, shared: &shared };
        report_pictures(&site, diagnostics);
        let context = Value::of(&site.context());
        theme.engine.share("site", context);
        Self { portfolio, theme, shared, routes }
    }

    /// The portfolio that it shows.
    pub fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    /// Every path, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.routes.keys().map(String::as_str)
    }

    /// Whether anything is published at a path.
    pub fn contains(&self, path: &str) -> bool {
        self.routes.contains_key(path)
    }

    /// The folder of the host that the site lies in: `/`, or `/portfolio/`.
    pub fn folder(&self) -> &str {
        self.portfolio.settings.url.as_ref().map_or("/", |it| it.folder())
    }

    /// File and title of the author's page at a path.
    pub fn page_at(&self, path: &str) -> Option<(&str, &str)> {
        let head = match self.routes.get(path)? {
            Route::Study(id) => &self.portfolio.study(*id).head,
            Route::Approach(number) => &self.portfolio.approaches[*number].head,
            Route::Page(number) => &self.portfolio.pages[*number].head,
            _ => return None,
        };
        Some((&head.source, &head.title))
    }

    /// The file of the author's that is published at a path, from the root of the portfolio.
    pub fn source_of(&self, path: &str) -> Option<String> {
        match self.routes.get(path)? {
            Route::File(source) => Some(format!("content/{source}")),
            _ => None,
        }
    }

    /// The path of the author's page that is made from a file, or else of the only one with a title.
    pub fn find_page(&self, source: &str, title: &str) -> Option<&str> {
        let pages = || self.routes.keys().filter_map(|it| Some((it.as_str(), self.page_at(it)?)));
        let mut with_title = pages().filter(|it| it.1.1 == title).map(|it| it.0);
        let by_file = pages().find(|it| it.1.0 == source).map(|it| it.0);
        by_file.or_else(|| with_title.next().filter(|_| with_title.next().is_none()))
    }

    /// Paths of the author's files that are not the same in another site.
    pub fn files_unlike<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        self.portfolio.files.iter().filter_map(|(source, file)| {
            let same = other.portfolio.files.get(source).is_some_and(|it| it.blob.is_same(&file.blob));
            (!same).then_some(file.path.as_str())
        })
    }

    /// How many pages of HTML there are, without redirects and the page for what is missing.
    pub fn pages(&self) -> usize {
        let is_page = |(path, route): &(&String, &Route)| {
            path.ends_with(".html")
                && !matches!(
                    route,
                    Route::Redirect { .. } | Route::Made(made::Page::Missing) | Route::File(_)
                )
        };
        self.routes.iter().filter(is_page).count()
    }

    /// The whole portfolio as one document: a page that belongs at the root of the site, and is no part of it. `pages`
    /// are the numbers of the pages that its chapters begin on, as far as they are known.
    ///
    /// # Errors
    /// When a template fails.
    pub fn book(&self, pages: &[usize]) -> Result<String, Diagnostic> {
        let site = Site { portfolio: &self.portfolio, theme: &self.theme, shared: &self.shared };
        site.book(&self.routes, pages)
    }

    /// Pages that readers may search, none when they may not.
    pub fn searched(&self) -> Vec<Searched> {
        Site { portfolio: &self.portfolio, theme: &self.theme, shared: &self.shared }.searched()
    }

    /// What keeps pages from being made; a fault of a template comes once for every page that it stops.
    pub fn faults(&self) -> Vec<Diagnostic> {
        let paths: Vec<&str> = self.paths().collect();
        paths.par_iter().filter_map(|it| self.file(it)?.err()).collect()
    }

    /// The bytes at a path; none when nothing is published there.
    ///
    /// # Errors
    /// When a template fails, or a file of the author's cannot be read or cleaned: the fault names it.
    pub fn file(&self, path: &str) -> Option<Result<Blob, Diagnostic>> {
        let route = self.routes.get(path)?;
        let site = Site { portfolio: &self.portfolio, theme: &self.theme, shared: &self.shared };
        Some(match route {
            Route::Stylesheet => Ok(self.theme.sheet.clone().into()),
            Route::Script(script) => Ok(script.text().to_owned().into()),
            Route::Made(made::Page::Feed) => Ok(site.feed().into()),
            Route::Made(made::Page::Sitemap) => Ok(site.sitemap().into()),
            Route::Made(made::Page::Robots) => Ok(site.robots().into()),
            Route::Made(made::Page::ResumeJson) => Ok(site.resume_json().into()),
            Route::Asset(asset) => Ok(self.theme.assets[asset].clone()),
            Route::File(source) => publish(source, &self.portfolio.files[source]),
            page => site.html(page).map(Into::into),
        })
    }
}

/// A file of the author's as it is published: pictures without what they tell besides what they show.
fn publish(source: &str, file: &PublishedFile) -> Result<Blob, Diagnostic> {
    let path = || format!("content/{source}");
    if file.picture.is_none() {
        return Ok(file.blob.clone());
    }
    let bytes = file
        .blob
        .read()
        .map_err(|it| Diagnostic::error("FIL-02", path(), format!("it cannot be read: {it}")))?;
    match media::clean(source, &bytes) {
        Ok(clean) => Ok(clean.bytes.into_owned().into()),
        Err(fault) => Err(Diagnostic::error("MED-14", path(), fault.message).help(fault.help)),
    }
}

/// An option of the theme that names a picture must find it.
fn report_pictures(site: &Site<'_>, diagnostics: &mut Diagnostics) {
    for (name, value) in &site.theme.options {
        let OptionValue::Picture(file) = value else { continue };
        let links = &site.portfolio.links;
        if let Err(broken) = links.find_file(SETTINGS, file) {
            let mut found = links.report(broken, Severity::Error, SETTINGS);
            found.help.get_or_insert_with(|| "put the picture into `content/files/`".to_owned());
            diagnostics.push(found.field(format!("theme_options.{name}")));
        }
    }
}
