//! The rendered site: every path that a portfolio publishes, and the bytes at each path on demand.
//!
//! Bytes are a pure function of portfolio, theme and path. Rendered pages are not cached: a second request renders
//! again.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;

use super::asset_names::{AssetNames, Stylesheets};
use super::book::ChapterPath;
use super::cards::list_cards;
use super::editions::{Edition, Editions};
use super::evidence_index::IndexedArtifact;
use super::exported::StandardsMatrix;
use super::links::{LinkBuilder, LinkStyle};
use super::output_kind::OutputKind;
use super::pictures::PictureStore;
use super::renderer::{RenderState, Renderer};
use super::routes::{PageRoute, Route, build_routes};
use super::search::{SearchablePages, search_index_folder};
use super::theme_uses;
use crate::content::enums::Visibility;
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::i18n::Catalog;
use crate::media::{HAS_CARDS, PictureCache};
use crate::model::generated_pages::GeneratedPage;
use crate::model::portfolio::Portfolio;
use crate::model::settings::SiteSettings;
use crate::theme::{CARD_TEMPLATE, TemplateValue, Theme, ThemeOptionValue};
use crate::urls::edition_folder;
use crate::vfs::Blob;

/// Options of a render, besides the portfolio and the theme.
#[derive(Clone, Debug)]
pub struct RenderOptions {
    /// Whether links are relative to the root of the host or to the page.
    pub link_style: LinkStyle,
    /// The day of the build: ongoing work lasts until then, and expiry dates are compared with it.
    pub today: Date,
    /// Who the build is for; only a `public` build may be indexed by search engines.
    pub audience: Visibility,
    /// Whether drafts are included; such a build must not be indexed by search engines.
    pub includes_drafts: bool,
    /// Whether cards of pages are drawn, if this program can. Those that are pictures of the author's need no drawing.
    pub cards: bool,
    /// Where the light copies of pictures and the cards that earlier builds made are found.
    pub picture_cache: Option<Arc<dyn PictureCache>>,
}

/// A site whose files are rendered on demand.
#[derive(Debug)]
pub struct RenderedSite {
    /// The portfolio in each language of the site; the first is its own.
    pub(super) editions: Vec<RenderedEdition>,
    /// Every output file, with the index of the edition that renders it.
    pub(super) routes: BTreeMap<String, (usize, Route)>,
}

/// A portfolio in one language, with what its pages share.
#[derive(Debug)]
pub(super) struct RenderedEdition {
    pub(super) portfolio: Portfolio,
    theme: Theme,
    pub(super) state: RenderState,
}

impl RenderedSite {
    /// Prepares what all pages share and lists what is published. Reports two sources with one address, and theme
    /// options that name a missing picture. `translated` are the editions of the portfolio in other languages.
    pub fn new(
        portfolio: Portfolio,
        translated: Vec<Portfolio>,
        mut theme: Theme,
        settings: RenderOptions,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        if portfolio.settings.highlight {
            theme.stylesheet.insert_str(0, &theme.highlight_stylesheet);
        }
        let assets = Arc::new(AssetNames::new(mem::take(&mut theme.published_names)));
        theme.assets = assets.rename(theme.assets);
        theme.stylesheet = assets.rewrite_stylesheet(&theme.stylesheet);
        theme.page_stylesheets.values_mut().for_each(|sheet| *sheet = assets.rewrite_stylesheet(sheet));
        let stylesheets = Arc::new(Stylesheets::new(&theme));
        let mut routes = BTreeMap::new();
        let mut editions = Vec::new();
        let mut catalogs = Vec::new();
        let portfolios: Vec<Portfolio> = std::iter::once(portfolio).chain(translated).collect();
        for (index, portfolio) in portfolios.iter().enumerate() {
            let SiteSettings { language, messages, .. } = &portfolio.settings;
            let own: Vec<(&str, &str)> =
                messages.iter().map(|own| (own.language.as_str(), own.text.as_str())).collect();
            let catalog = Arc::new(Catalog::new(language, &own));
            let folder = if index == 0 { String::new() } else { edition_folder(language) };
            let mut edition = Edition::new(&catalog, language, folder);
            let mut found = Diagnostics::default();
            let is_drawn = settings.cards && HAS_CARDS && theme.engine.has_template(CARD_TEMPLATE);
            let own_cards = list_cards(portfolio, &catalog, is_drawn);
            let own_routes = build_routes(portfolio, &theme, &stylesheets, &catalog, &own_cards, &mut found);
            if index == 0 {
                diagnostics.append(found);
            }
            edition.add_routes(index, own_routes, portfolio, &mut routes, diagnostics);
            editions.push(edition);
            catalogs.push((catalog, own_cards));
        }
        let (all, pictures) = (Arc::new(editions), Arc::new(PictureStore::new(settings.picture_cache)));
        // The last edition takes the theme itself, so that a site in one language copies none.
        let themes = std::iter::repeat_n(theme, portfolios.len());
        let rendered = portfolios.into_iter().zip(catalogs).zip(themes).enumerate().map(
            |(current, ((portfolio, (catalog, cards)), theme))| {
                let state = RenderState {
                    links: LinkBuilder::new(settings.link_style, portfolio.settings.url.as_ref()),
                    today: settings.today,
                    audience: settings.audience,
                    is_public: settings.audience == Visibility::Public && !settings.includes_drafts,
                    study_cards: portfolio.studies.iter().map(|_| OnceLock::new()).collect(),
                    catalog,
                    stylesheets: Arc::clone(&stylesheets),
                    assets: Arc::clone(&assets),
                    pictures: Arc::clone(&pictures),
                    cards,
                    editions: Editions { all: Arc::clone(&all), current },
                    pages_with_pdf: Arc::default(),
                };
                RenderedEdition::new(portfolio, theme, state)
            },
        );
        let editions: Vec<RenderedEdition> = rendered.collect();
        report_missing_pictures(&editions[0].renderer(), diagnostics);
        let portfolios = || editions.iter().map(|edition| &edition.portfolio);
        theme_uses::report_theme_uses(portfolios, &editions[0].theme, diagnostics);
        let mut site = Self { editions, routes };
        site.link_pdfs(diagnostics);
        site
    }

    /// The portfolio that the site was rendered from.
    pub fn portfolio(&self) -> &Portfolio {
        &self.editions[0].portfolio
    }

    /// The portfolio in every language of the site, its own first.
    pub fn portfolios(&self) -> impl Iterator<Item = &Portfolio> {
        self.editions.iter().map(|edition| &edition.portfolio)
    }

    /// The path of every output file, sorted: `case-studies/x/index.html`.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.routes.keys().map(String::as_str)
    }

    /// Whether an output file exists at a path.
    pub fn contains(&self, path: &str) -> bool {
        self.routes.contains_key(path)
    }

    /// Whether every page loads a script of the theme.
    pub fn has_theme_scripts(&self) -> bool {
        !self.editions[0].theme.scripts.is_empty()
    }

    /// Whether the theme has templates of the author's.
    pub fn has_own_templates(&self) -> bool {
        self.editions[0].theme.engine.own_templates().next().is_some()
    }

    /// The place in a template of the author's where something is written: its file and bytes. `written` are the ways to
    /// write it, the most exact first.
    pub fn find_in_own_templates(&self, written: &[String]) -> Option<(&str, Range<usize>)> {
        let engine = &self.editions[0].theme.engine;
        written.iter().find_map(|written| {
            engine.own_templates().find_map(|(path, text)| {
                let start = text.find(written.as_str())?;
                Some((path, start..start + written.len()))
            })
        })
    }

    /// Names in a [`PictureCache`] of what the site needs: the light copies of all pictures, and the cards that were requested.
    pub fn picture_keys(&self) -> BTreeSet<String> {
        let files = self.portfolios().flat_map(|portfolio| {
            portfolio.files.values().chain(portfolio.cut_pictures.values().flat_map(BTreeMap::values))
        });
        let copies = files.flat_map(|file| &file.copies).map(|copy| copy.key.clone());
        // All editions have the same store.
        copies.chain(self.editions[0].state.pictures.used_keys()).collect()
    }

    /// Path of the base URL: `/`, or `/portfolio/`.
    pub fn folder(&self) -> &str {
        self.portfolio().settings.url.as_ref().map_or("/", |url| url.folder())
    }

    /// Whom the site is for.
    pub fn audience(&self) -> Visibility {
        self.editions[0].state.audience
    }

    /// The day of the build.
    pub fn today(&self) -> Date {
        self.editions[0].state.today
    }

    /// The author's file that is published at a path, and what was removed from it, such as "a location"; `None` for pages.
    ///
    /// # Errors
    /// When the file cannot be read or cleaned.
    pub fn clean_file(&self, path: &str) -> Option<Result<(Blob, Vec<String>), Diagnostic>> {
        let (edition, route) = self.routes.get(path)?;
        self.editions[*edition].renderer().clean_file(route)
    }

    /// Source file and title of the author's page at a path; `None` for generated pages and other files.
    pub fn page_at(&self, path: &str) -> Option<(&str, &str)> {
        let (edition, Route::Page(page)) = self.routes.get(path)? else { return None };
        let head = page.head(&self.editions[*edition].portfolio)?;
        Some((&head.source, &head.title))
    }

    /// Source of the author's file that is published at a path, relative to the root of the portfolio; `None` for
    /// pages.
    pub fn source_of(&self, path: &str) -> Option<String> {
        match self.routes.get(path)? {
            (_, Route::File(source) | Route::Picture { source, .. }) => Some(format!("content/{source}")),
            _ => None,
        }
    }

    /// What the file at a path is; `None` if there is none.
    pub fn kind_of(&self, path: &str) -> Option<OutputKind> {
        self.routes.get(path).map(|(_, route)| OutputKind::of(route))
    }

    /// Whether a path is that of a light copy of a picture. What is in such a file was encoded from pixels.
    pub fn is_picture_copy(&self, path: &str) -> bool {
        matches!(self.routes.get(path), Some((_, Route::Picture { .. })))
    }

    /// The card at a path as SVG, which has its text; `None` for what is no card that the theme draws.
    ///
    /// # Errors
    /// When its template fails, or can't be drawn.
    pub fn card_svg(&self, path: &str) -> Option<Result<String, Diagnostic>> {
        let (edition, Route::Card(page)) = self.routes.get(path)? else { return None };
        Some(self.editions[*edition].renderer().checked_card_svg(*page))
    }

    /// The path of the author's page with this source file, or else of the only page with this title.
    pub fn find_page(&self, source: &str, title: &str) -> Option<&str> {
        let pages = || self.routes.keys().filter_map(|path| Some((path.as_str(), self.page_at(path)?)));
        let mut with_title = pages().filter(|(_, (_, own))| *own == title).map(|(path, _)| path);
        let by_file = pages().find(|(_, (file, _))| *file == source).map(|(path, _)| path);
        by_file.or_else(|| with_title.next().filter(|_| with_title.next().is_none()))
    }

    /// Paths of copied files, of the author and of the theme, that are missing from another site or differ there.
    pub fn changed_files<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        self.routes.keys().filter_map(move |path| {
            let blob = self.copied_file(path)?;
            let is_same = other.copied_file(path).is_some_and(|theirs| theirs.is_same(blob));
            (!is_same).then_some(path.as_str())
        })
    }

    /// The source of a file that is copied, of the author or of the theme.
    pub fn copied_file(&self, path: &str) -> Option<&Blob> {
        let (edition, route) = self.routes.get(path)?;
        let RenderedEdition { portfolio, theme, state: _ } = &self.editions[*edition];
        match route {
            Route::File(source) => portfolio.files.get(source).map(|file| &file.blob),
            Route::Asset(path) => theme.assets.get(path),
            Route::ThemeScript(index) => Some(&theme.scripts[*index].blob),
            // The address of a light copy changes with the picture, and so does every page that shows it.
            Route::Picture { .. } => None,
            Route::Page(_)
            | Route::Card(_)
            | Route::Stylesheet
            | Route::PageStylesheet(_)
            | Route::Script(_)
            | Route::Redirect { .. } => None,
        }
    }

    /// Number of HTML pages, without redirects, the 404 page and HTML files of the author's.
    pub fn html_page_count(&self) -> usize {
        let is_page = |(_, route): &&(usize, Route)| match route {
            Route::Page(PageRoute::Generated(page)) => page.row().counted,
            Route::Page(_) => true,
            _ => false,
        };
        self.routes.values().filter(is_page).count()
    }

    /// Paths of the pages that are printed when all documents are asked for, sorted. Pages that show nothing are not.
    pub fn printed_paths(&self) -> impl Iterator<Item = &str> {
        let is_printed = |(edition, route): &(usize, Route)| match route {
            Route::Page(PageRoute::Generated(page)) => {
                let generated = self.editions[*edition].portfolio.generated_pages();
                page.row().printed && generated.shows(page.row())
            }
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
        let Some((edition, Route::Page(page))) = self.routes.get(path) else { return None };
        let renderer = self.editions[*edition].renderer();
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
        self.editions[0].renderer().render_book(pages)
    }

    /// The chapters of the book in order.
    pub fn book_chapters(&self) -> Vec<ChapterPath> {
        self.editions[0].renderer().book_chapters()
    }

    /// The values that all pages are made from, as templates read them; those of the portfolio's own language.
    ///
    /// # Errors
    /// When a template of a figure fails.
    pub fn page_values(&self) -> Result<serde_json::Value, Diagnostic> {
        self.editions[0].renderer().page_values()
    }

    /// Which case study shows which standard.
    pub fn standards_matrix(&self) -> StandardsMatrix {
        self.editions[0].renderer().standards_matrix()
    }

    /// Renders the index page of an archive of evidence. It is not one of [`RenderedSite::paths`], and needs no other file.
    pub fn render_evidence_index(&self, artifacts: &[IndexedArtifact]) -> String {
        self.editions[0].renderer().evidence_index(artifacts)
    }

    /// Pages for the search index of each language; empty when search is off.
    pub fn searchable_pages(&self) -> Vec<SearchablePages> {
        let languages = self.editions.iter().map(|edition| SearchablePages {
            language: edition.portfolio.settings.language.clone(),
            folder: edition.search_index_folder(),
            pages: edition.renderer().searchable_pages(),
        });
        languages.filter(|language| !language.pages.is_empty()).collect()
    }

    /// Folders of the languages that the portfolio is translated into: `es/`.
    pub fn language_folders(&self) -> impl Iterator<Item = &str> {
        self.editions.iter().skip(1).map(|edition| edition.state.editions.current().folder.as_str())
    }

    /// Whether a path is in the folder of a search index, which is not part of the site's own files.
    pub fn is_search_index_file(&self, path: &str) -> bool {
        self.editions.iter().any(|edition| path.starts_with(&edition.search_index_folder()))
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
        let (edition, route) = self.routes.get(path)?;
        Some(self.editions[*edition].renderer().render_route(route))
    }
}

impl RenderedEdition {
    /// Gives the templates what all pages of the edition share.
    fn new(portfolio: Portfolio, mut theme: Theme, state: RenderState) -> Self {
        let renderer = Renderer { portfolio: &portfolio, theme: &theme, state: &state };
        let context = TemplateValue::from_serialize(&renderer.site_context());
        theme.engine.set_global("site", context);
        theme.engine.set_catalog(Arc::clone(&state.catalog));
        Self { portfolio, theme, state }
    }

    fn search_index_folder(&self) -> String {
        search_index_folder(&self.renderer().locate(GeneratedPage::Search.path()))
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
