//! The renderer: a portfolio with its theme and the state that all pages share.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::asset_names::{AssetNames, Stylesheets};
use super::editions::Editions;
use super::links::LinkBuilder;
use super::pictures::PictureStore;
use super::routes::Cards;
use crate::content::enums::Visibility;
use crate::i18n::Catalog;
use crate::model::portfolio::Portfolio;
use crate::theme::{Engine, TemplateValue, Theme};

/// Renders pages: borrows the portfolio, the theme and the state that all pages share.
pub(super) struct Renderer<'a> {
    pub(super) portfolio: &'a Portfolio,
    pub(super) theme: &'a Theme,
    pub(super) state: &'a RenderState,
}

/// State that all pages of a site share.
#[derive(Debug)]
pub(super) struct RenderState {
    pub(super) links: LinkBuilder,
    pub(super) today: Date,
    pub(super) audience: Visibility,
    /// Whether search engines may index the site: a public build without drafts.
    pub(super) is_public: bool,
    /// Cards of case studies by `StudyId`; each is built on first use, because lists show a card many times.
    pub(super) study_cards: Vec<OnceLock<TemplateValue>>,
    /// The words of the pages.
    pub(super) catalog: Arc<Catalog>,
    /// Paths of the style sheets.
    pub(super) stylesheets: Arc<Stylesheets>,
    /// Names of the theme's other assets.
    pub(super) assets: Arc<AssetNames>,
    /// What makes light copies of pictures.
    pub(super) pictures: Arc<PictureStore>,
    /// The cards of the pages.
    pub(super) cards: Cards,
    /// The languages of the site.
    pub(super) editions: Editions,
    /// The pages with a PDF that is up to date, by their path in the output.
    pub(super) pages_with_pdf: Arc<BTreeSet<String>>,
}

impl Renderer<'_> {
    pub(super) fn engine(&self) -> &Engine {
        &self.theme.engine
    }

    /// The prefix of every link on the page at `path`: the template variable `root`.
    pub(super) fn root_prefix(&self, path: &str) -> String {
        self.state.links.root_prefix(&self.locate(path))
    }

    /// A path as it is written after [`Renderer::root_prefix`].
    pub(super) fn href(&self, path: &str) -> String {
        self.state.links.href(&self.locate(path))
    }

    /// A path from the root of the site: that of a page is in the folder of its language.
    pub(super) fn locate<'p>(&self, path: &'p str) -> Cow<'p, str> {
        self.state.editions.current().locate(path)
    }

    /// The absolute URL of a path; `None` without a base URL in the settings.
    pub(super) fn absolute_url(&self, path: &str) -> Option<String> {
        self.absolute_site_url(&self.locate(path))
    }

    /// The absolute URL of a path from the root of the site, whatever the language.
    pub(super) fn absolute_site_url(&self, path: &str) -> Option<String> {
        let url = self.portfolio.settings.url.as_ref()?;
        Some(url.join(&crate::urls::encode(path)))
    }
}
