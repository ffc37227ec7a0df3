//! What all pages share and is built once: the owner, the navigation, the cards of lists.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::context::page::ApproachCard;
use super::context::shared::ExternalLink;
use super::context::site::{
    CopyrightContext, NavigationItem, OptionContext, OwnerContext, SiteContext, TagContext,
};
use super::links::LinkBuilder;
use super::text;
use crate::content::enums::Visibility;
use crate::content::load::SETTINGS_FILE;
use crate::model::ids::StudyId;
use crate::model::portfolio::Portfolio;
use crate::theme::{self, Engine, Theme, Value};

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
    /// Cards of case studies by [`StudyId`]; each is built on first use, because lists show a card many times.
    pub(super) study_cards: Vec<OnceLock<Value>>,
    /// Path of the style sheet.
    pub(super) stylesheet: String,
}

impl Renderer<'_> {
    pub(super) fn engine(&self) -> &Engine {
        &self.theme.engine
    }

    /// The prefix of every link on the page at `path`: the template variable `root`.
    pub(super) fn root_prefix(&self, path: &str) -> String {
        self.state.links.root_prefix(path)
    }

    /// A path as it is written after [`Internal::root_prefix`].
    pub(super) fn href(&self, path: &str) -> String {
        self.state.links.href(path)
    }

    /// The absolute URL of a path; `None` without a base URL in the settings.
    pub(super) fn absolute_url(&self, path: &str) -> Option<String> {
        let url = self.portfolio.settings.url.as_ref()?;
        Some(url.join(&crate::urls::encode(path)))
    }

    /// Cards of the case studies, from the cache.
    pub(super) fn study_cards(&self, ids: &[StudyId]) -> Value {
        let card = |id: &StudyId| {
            let build = || Value::from_serialize(&self.study_card(self.portfolio.study(*id)));
            self.state.study_cards[id.0].get_or_init(build).clone()
        };
        Value::list(ids.iter().map(card).collect())
    }

    /// Related case studies: those that share the most tags, approaches and standards; among equals the nearest in time
    /// first. Only neighbors in time are scored, so that the cost does not grow with the number of case studies.
    pub(super) fn related_studies(&self, id: StudyId) -> Vec<StudyId> {
        const HOW_MANY: usize = 3;
        let (portfolio, study) = (self.portfolio, self.portfolio.study(id));
        let mut scores: BTreeMap<StudyId, usize> = BTreeMap::new();
        let mut add_score = |list: &mut dyn Iterator<Item = StudyId>, weight: usize| {
            for other in list.filter(|other| *other != id) {
                *scores.entry(other).or_default() += weight;
            }
        };
        let near = |list: &[StudyId]| neighbor_range(list.binary_search(&id), list.len());
        for theme in study.tags.iter().filter_map(|tag| portfolio.tag_page(tag)) {
            let list = &theme.studies;
            add_score(&mut list[near(list)].iter().copied(), 2);
        }
        for approach in &study.approaches {
            let list = &portfolio.approaches[approach.0].studies;
            add_score(&mut list[near(list)].iter().copied(), 1);
        }
        for claim in &study.standards {
            let list = &portfolio.standard(claim.standard).1.cited_by;
            let near = neighbor_range(list.binary_search_by_key(&id, |(citing, _)| *citing), list.len());
            add_score(&mut list[near].iter().map(|(citing, _)| *citing), 1);
        }
        let mut ranked: Vec<(StudyId, usize)> = scores.into_iter().collect();
        ranked.sort_by_key(|(other, score)| (usize::MAX - score, other.0.abs_diff(id.0), other.0));
        ranked.into_iter().take(HOW_MANY).map(|(other, _)| other).collect()
    }

    /// The `site` variable of templates.
    pub(super) fn site_context(&self) -> SiteContext {
        let settings = &self.portfolio.settings;
        let profile = &self.portfolio.profile;
        let photo = profile
            .photo
            .as_ref()
            .and_then(|(file, alt)| self.picture_context(self.portfolio.files.get(file)?, alt.clone()));
        let location = [&profile.city, &profile.region];
        let location: Vec<&str> = location.into_iter().flatten().map(String::as_str).collect();
        SiteContext {
            title: settings.title.clone(),
            url: settings.url.as_ref().map(|url| url.as_str().to_owned()),
            language: settings.language.clone(),
            direction: text_direction(&settings.language),
            home: self.href(""),
            case_studies: self.href("case-studies/"),
            themes: self.href("themes/"),
            owner: OwnerContext {
                name: profile.name.clone(),
                headline: profile.headline.clone(),
                bio: profile.bio.clone(),
                photo,
                email: profile.email.clone(),
                phone: profile.phone.clone(),
                location: (!location.is_empty()).then(|| location.join(", ")),
            },
            navigation: self.navigation_items(),
            links: profile
                .links
                .iter()
                .map(|link| ExternalLink { network: link.network.clone(), url: link.url.clone() })
                .collect(),
            copyright: settings.copyright.as_ref().map(|copyright| CopyrightContext {
                holder: copyright.holder.clone(),
                years: text::year_range(copyright.since, self.state.today),
                licence: copyright.licence.clone(),
            }),
            options: self.theme_options(),
            stylesheet: self.state.stylesheet.clone(),
            feed: "feed.xml".to_owned(),
            levels: Self::level_contexts(),
            audience: self.state.audience.id(),
            search: settings.search.then(|| self.href("search/")),
        }
    }

    fn theme_options(&self) -> BTreeMap<String, OptionContext> {
        let value = |option: &theme::ThemeOptionValue| match option {
            theme::ThemeOptionValue::Colour(text) | theme::ThemeOptionValue::Text(text) => {
                OptionContext::Text(text.clone())
            }
            theme::ThemeOptionValue::Switch(on) => OptionContext::Switch(*on),
            theme::ThemeOptionValue::Picture(file) => {
                let source = self.portfolio.links.find_file(SETTINGS_FILE, file).ok();
                let file = source.and_then(|source| self.portfolio.files.get(&source));
                file.and_then(|file| self.picture_context(file, self.portfolio.settings.title.clone()))
                    .map_or(OptionContext::None, OptionContext::Picture)
            }
            theme::ThemeOptionValue::None => OptionContext::None,
        };
        self.theme.options.iter().map(|(name, option)| (name.clone(), value(option))).collect()
    }

    fn navigation_items(&self) -> Vec<NavigationItem> {
        let mut items = Vec::new();
        let mut add = |title: &str, path: &str| {
            items.push(NavigationItem {
                title: title.to_owned(),
                path: self.href(path),
                section: path.to_owned(),
            });
        };
        add("Case studies", "case-studies/");
        if !self.portfolio.studies.is_empty() {
            add("At a glance", "overview/");
        }
        if !self.portfolio.approaches.is_empty() {
            add("Approaches", "approaches/");
        }
        for page in &self.portfolio.pages {
            if let Some(name) = &page.nav_label {
                add(name, &page.head.path);
            }
        }
        if self.portfolio.frameworks.iter().any(|framework| framework.listed) {
            add("Standards", "standards/");
        }
        add("Résumé", "resume/");
        if self.portfolio.settings.search {
            add("Search", "search/");
        }
        items
    }

    /// All approaches as cards of a list.
    pub(super) fn approach_cards(&self) -> Vec<ApproachCard> {
        let card = |approach: &crate::model::page::Approach| ApproachCard {
            title: approach.head.title.clone(),
            path: self.href(&approach.head.path),
            summary: approach.summary.clone(),
            used: text::pluralize(approach.studies.len(), "case study", "case studies"),
        };
        self.portfolio.approaches.iter().map(card).collect()
    }

    /// All tags, each with the number of its case studies.
    pub(super) fn tag_contexts(&self) -> Vec<TagContext> {
        self.portfolio.tags.iter().map(|tag| self.tag_context(tag)).collect()
    }

    pub(super) fn tag_context(&self, theme: &crate::model::tag::TagPage) -> TagContext {
        TagContext { title: theme.title.clone(), path: self.href(&theme.path), count: theme.studies.len() }
    }
}

/// Indices around `at` in a list in the order of time; empty when the entry is not in the list.
fn neighbor_range(at: Result<usize, usize>, length: usize) -> Range<usize> {
    const REACH: usize = 6;
    at.map_or(0..0, |index| index.saturating_sub(REACH)..length.min(index + REACH + 1))
}

/// The `dir` attribute of a language: `ltr` or `rtl`.
fn text_direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    let main = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&main.as_str()) { "rtl" } else { "ltr" }
}
