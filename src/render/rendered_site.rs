//! The rendered site: every path that a portfolio publishes, and the bytes at each path on demand.
//!
//! Bytes are a pure function of portfolio, theme and path. Rendered pages are not cached: a second request renders
//! again.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;

use super::links::{LinkBuilder, LinkStyle};
use super::renderer::{RenderState, Renderer};
use super::routes::{PageRoute, Route, Routes, build_routes};
use super::search::SearchablePage;
use crate::content::enums::Visibility;
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::i18n::Catalog;
use crate::model::portfolio::Portfolio;
use crate::model::settings::SiteSettings;
use crate::theme::{TemplateValue, Theme, ThemeOptionValue};
use crate::vfs::Blob;

/// Options of a render, besides the portfolio and the theme.
#[derive(Clone, Copy, Debug)]
pub struct RenderOptions {
    /// Whether links are relative to the root of the host or to the page.
    pub link_style: LinkStyle,
    /// The day of the build: ongoing work lasts until then, and expiry dates are compared with it.
    pub today: Date,
    /// Who the build is for; only a `public` build may be indexed by search engines.
    pub audience: Visibility,
    /// Whether drafts are included; such a build must not be indexed by search engines.
    pub includes_drafts: bool,
}

/// A site whose files are rendered on demand.
#[derive(Debug)]
pub struct RenderedSite {
    portfolio: Portfolio,
    theme: Theme,
    state: RenderState,
    routes: Routes,
}

impl RenderedSite {
    /// Prepares what all pages share and lists what is published. Reports two sources with one address, and theme
    /// options that name a missing picture.
    pub fn new(
        portfolio: Portfolio,
        mut theme: Theme,
        settings: RenderOptions,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        if portfolio.settings.highlight {
            theme.stylesheet.insert_str(0, &theme.highlight_stylesheet);
        }
        let hash = blake3::hash(theme.stylesheet.as_bytes()).to_hex();
        let stylesheet = format!("assets/site.{}.css", &hash.as_str()[..8]);
        let SiteSettings { language, messages, .. } = &portfolio.settings;
        let own: Vec<(&str, &str)> =
            messages.iter().map(|own| (own.language.as_str(), own.text.as_str())).collect();
        let catalog = Arc::new(Catalog::new(language, &own));
        let routes = build_routes(&portfolio, &theme, &stylesheet, &catalog, diagnostics);
        let state = RenderState {
            links: LinkBuilder::new(settings.link_style, portfolio.settings.url.as_ref()),
            today: settings.today,
            audience: settings.audience,
            is_public: settings.audience == Visibility::Public && !settings.includes_drafts,
            study_cards: portfolio.studies.iter().map(|_| OnceLock::new()).collect(),
            catalog: Arc::clone(&catalog),
            stylesheet,
        };
        let renderer = Renderer { portfolio: &portfolio, theme: &theme, state: &state };
        report_missing_pictures(&renderer, diagnostics);
        let context = TemplateValue::from_serialize(&renderer.site_context());
        theme.engine.set_global("site", context);
        theme.engine.set_catalog(catalog);
        Self { portfolio, theme, state, routes }
    }

    /// The portfolio that the site was rendered from.
    pub fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    /// The path of every output file, sorted: `case-studies/x/index.html`.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.routes.keys().map(String::as_str)
    }

    /// Whether an output file exists at a path.
    pub fn contains(&self, path: &str) -> bool {
        self.routes.contains_key(path)
    }

    /// Path of the base URL: `/`, or `/portfolio/`.
    pub fn folder(&self) -> &str {
        self.portfolio.settings.url.as_ref().map_or("/", |url| url.folder())
    }

    /// Source file and title of the author's page at a path; `None` for generated pages and other files.
    pub fn page_at(&self, path: &str) -> Option<(&str, &str)> {
        let Route::Page(page) = self.routes.get(path)? else { return None };
        let head = page.head(&self.portfolio)?;
        Some((&head.source, &head.title))
    }

    /// Source of the author's file that is published at a path, relative to the root of the portfolio; `None` for
    /// pages.
    pub fn source_of(&self, path: &str) -> Option<String> {
        match self.routes.get(path)? {
            Route::File(source) => Some(format!("content/{source}")),
            _ => None,
        }
    }

    /// The path of the author's page with this source file, or else of the only page with this title.
    pub fn find_page(&self, source: &str, title: &str) -> Option<&str> {
        let pages = || self.routes.keys().filter_map(|path| Some((path.as_str(), self.page_at(path)?)));
        let mut with_title = pages().filter(|(_, (_, own))| *own == title).map(|(path, _)| path);
        let by_file = pages().find(|(_, (file, _))| *file == source).map(|(path, _)| path);
        by_file.or_else(|| with_title.next().filter(|_| with_title.next().is_none()))
    }

    /// Paths of the author's files that are missing from another site or differ there.
    pub fn changed_files<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        self.portfolio.files.iter().filter_map(|(source, file)| {
            let theirs = other.portfolio.files.get(source);
            let same = theirs.is_some_and(|theirs| theirs.blob.is_same(&file.blob));
            (!same).then_some(file.path.as_str())
        })
    }

    /// Number of HTML pages, without redirects, the 404 page and HTML files of the author's.
    pub fn html_page_count(&self) -> usize {
        let is_page = |route: &&Route| match route {
            Route::Page(PageRoute::Generated(page)) => page.row().counted,
            Route::Page(_) => true,
            _ => false,
        };
        self.routes.values().filter(is_page).count()
    }

    /// Paths of the pages that are printed when all documents are asked for, sorted. Pages that show nothing are not.
    pub fn printed_paths(&self) -> impl Iterator<Item = &str> {
        let generated = self.portfolio.generated_pages();
        let is_printed = move |route: &Route| match route {
            Route::Page(PageRoute::Generated(page)) => page.row().printed && generated.shows(page.row()),
            Route::Page(_) => true,
            _ => false,
        };
        let folders = self.routes.iter().filter(|(path, _)| path.ends_with("/index.html"));
        folders.filter(move |(_, route)| is_printed(route)).map(|(path, _)| path.as_str())
    }

    /// Renders a page for print; `None` if there is no page at the path. Its links lead to the address of the site.
    /// Without one, those within the page stay and others are plain text: a link to a file on this machine would be dead
    /// for whoever gets the document, and tell of the machine.
    ///
    /// # Errors
    /// When a template fails.
    pub fn render_for_print(&self, path: &str) -> Option<Result<String, Diagnostic>> {
        let Some(Route::Page(page)) = self.routes.get(path) else { return None };
        let renderer = self.renderer();
        Some(renderer.render_page(*page).map(|html| renderer.rewrite_for_print(&html, path)))
    }

    /// Renders the book: the whole portfolio as one HTML document, with style sheets and pictures as for a page at the
    /// root of the site, and links as [`RenderedSite::render_for_print`] writes them. It is not one of
    /// [`RenderedSite::paths`]. `pages` are the page numbers on which its chapters begin, as far as they are
    /// known.
    ///
    /// # Errors
    /// When a template fails.
    pub fn render_book(&self, pages: &[usize]) -> Result<String, Diagnostic> {
        self.renderer().render_book(pages)
    }

    /// Pages for the search index; empty when search is off.
    pub fn searchable_pages(&self) -> Vec<SearchablePage> {
        self.renderer().searchable_pages()
    }

    /// Renders every file and returns the errors; a template error comes once for each page that it affects.
    pub fn render_errors(&self) -> Vec<Diagnostic> {
        let paths: Vec<&str> = self.paths().collect();
        paths.par_iter().filter_map(|path| self.render_file(path)?.err()).collect()
    }

    /// The bytes at a path; `None` when nothing is published there.
    ///
    /// # Errors
    /// When a template fails, or a file of the author's cannot be read or cleaned; the diagnostic names the file.
    pub fn render_file(&self, path: &str) -> Option<Result<Blob, Diagnostic>> {
        let route = self.routes.get(path)?;
        Some(self.renderer().render_route(route))
    }

    fn renderer(&self) -> Renderer<'_> {
        Renderer { portfolio: &self.portfolio, theme: &self.theme, state: &self.state }
    }
}

/// Reports theme options that name a missing picture.
fn report_missing_pictures(renderer: &Renderer<'_>, diagnostics: &mut Diagnostics) {
    for (name, value) in &renderer.theme.options {
        let ThemeOptionValue::Picture(file) = value else { continue };
        let links = &renderer.portfolio.links;
        if let Err(broken) = links.find_file(SETTINGS_FILE, file) {
            let mut diagnostic = links.to_diagnostic(broken, Severity::Error, SETTINGS_FILE);
            diagnostic.help.get_or_insert_with(|| "put the picture into `content/files/`".to_owned());
            diagnostics.push(diagnostic.field(format!("theme_options.{name}")));
        }
    }
}
