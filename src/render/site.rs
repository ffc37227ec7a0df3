//! What all pages share, made once: the owner, the navigation, the cards of lists.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::address::Addresses;
use super::context::{
    ApproachCard, CopyrightContext, ExternalLink, NavigationItem, OptionValue, OwnerContext, SiteContext,
    ThemeContext,
};
use super::words;
use crate::content::collect::SETTINGS;
use crate::content::vocabulary::Visibility;
use crate::portfolio::model::{Portfolio, StudyId};
use crate::theme::{self, Engine, Theme, Value};

/// A portfolio and a theme, with what is needed to render any page.
pub(super) struct Site<'a> {
    pub(super) portfolio: &'a Portfolio,
    pub(super) theme: &'a Theme,
    pub(super) shared: &'a Shared,
}

/// What is made once for all pages.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) addresses: Addresses,
    pub(super) today: Date,
    pub(super) audience: Visibility,
    /// Whether search engines may find it.
    pub(super) is_public: bool,
    /// Cards of case studies, by number; each is made when it is first shown.
    pub(super) cards: Vec<OnceLock<Value>>,
    /// Path of the style sheet.
    pub(super) stylesheet: String,
}

impl Site<'_> {
    pub(super) fn engine(&self) -> &Engine {
        &self.theme.engine
    }

    /// What stands before every path on a page.
    pub(super) fn root(&self, path: &str) -> String {
        self.shared.addresses.root(path)
    }

    /// A path as it is written on pages.
    pub(super) fn shown(&self, path: &str) -> String {
        self.shared.addresses.shown(path)
    }

    /// The absolute address of a path, when the site's is known.
    pub(super) fn absolute(&self, path: &str) -> Option<String> {
        let url = self.portfolio.settings.url.as_ref()?;
        Some(url.join(&crate::portfolio::url::encode(path)))
    }

    /// Cards of some case studies.
    pub(super) fn cards(&self, ids: &[StudyId]) -> Value {
        let card = |id: &StudyId| {
            let made = || Value::of(&self.card(self.portfolio.study(*id)));
            self.shared.cards[id.0].get_or_init(made).clone()
        };
        Value::list(ids.iter().map(card).collect())
    }

    /// Case studies that go with one: those that share the most tags, approaches and standards, the nearest in time
    /// first. Only neighbours in time are weighed, so that it takes the same time among many as among few.
    pub(super) fn related(&self, id: StudyId) -> Vec<StudyId> {
        const HOW_MANY: usize = 3;
        let (portfolio, study) = (self.portfolio, self.portfolio.study(id));
        let mut scores: BTreeMap<StudyId, usize> = BTreeMap::new();
        let mut weigh = |list: &mut dyn Iterator<Item = StudyId>, weight: usize| {
            for other in list.filter(|it| *it != id) {
                *scores.entry(other).or_default() += weight;
            }
        };
        let near = |list: &[StudyId]| neighbours(list.binary_search(&id), list.len());
        for theme in study.tags.iter().filter_map(|it| portfolio.theme(it)) {
            let list = &theme.studies;
            weigh(&mut list[near(list)].iter().copied(), 2);
        }
        for approach in &study.approaches {
            let list = &portfolio.approaches[*approach].studies;
            weigh(&mut list[near(list)].iter().copied(), 1);
        }
        for claim in &study.standards {
            let list = &portfolio.standard(claim.standard).1.cited_by;
            let near = neighbours(list.binary_search_by_key(&id, |it| it.0), list.len());
            weigh(&mut list[near].iter().map(|it| it.0), 1);
        }
        let mut found: Vec<(StudyId, usize)> = scores.into_iter().collect();
        found.sort_by_key(|(other, score)| (usize::MAX - score, other.0.abs_diff(id.0), other.0));
        found.into_iter().take(HOW_MANY).map(|it| it.0).collect()
    }

    /// What every page shares.
    pub(super) fn context(&self) -> SiteContext {
        let settings = &self.portfolio.settings;
        let profile = &self.portfolio.profile;
        let photo = profile
            .photo
            .as_ref()
            .and_then(|(file, alt)| self.picture(self.portfolio.files.get(file)?, alt.clone()));
        let place = [&profile.city, &profile.region];
        let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
        SiteContext {
            title: settings.title.clone(),
            url: settings.url.as_ref().map(|it| it.as_str().to_owned()),
            language: settings.language.clone(),
            direction: direction(&settings.language),
            home: self.shown(""),
            case_studies: self.shown("case-studies/"),
            themes: self.shown("themes/"),
            owner: OwnerContext {
                name: profile.name.clone(),
                headline: profile.headline.clone(),
                bio: profile.bio.clone(),
                photo,
                email: profile.email.clone(),
                phone: profile.phone.clone(),
                location: (!place.is_empty()).then(|| place.join(", ")),
            },
            navigation: self.navigation(),
            links: profile
                .links
                .iter()
                .map(|it| ExternalLink { network: it.network.clone(), url: it.url.clone() })
                .collect(),
            copyright: settings.copyright.as_ref().map(|it| CopyrightContext {
                holder: it.holder.clone(),
                years: words::years(it.since, self.shared.today),
                licence: it.licence.clone(),
            }),
            options: self.options(),
            stylesheet: self.shared.stylesheet.clone(),
            feed: "feed.xml".to_owned(),
            levels: Self::all_levels(),
            audience: self.shared.audience.id(),
            search: settings.search.then(|| self.shown("search/")),
        }
    }

    fn options(&self) -> BTreeMap<String, OptionValue> {
        let value = |it: &theme::OptionValue| match it {
            theme::OptionValue::Colour(text) | theme::OptionValue::Text(text) => {
                OptionValue::Text(text.clone())
            }
            theme::OptionValue::Switch(on) => OptionValue::Switch(*on),
            theme::OptionValue::Picture(file) => {
                let found = self.portfolio.links.find_file(SETTINGS, file).ok();
                let file = found.and_then(|it| self.portfolio.files.get(&it));
                file.and_then(|it| self.picture(it, self.portfolio.settings.title.clone()))
                    .map_or(OptionValue::None, OptionValue::Picture)
            }
            theme::OptionValue::None => OptionValue::None,
        };
        self.theme.options.iter().map(|(name, it)| (name.clone(), value(it))).collect()
    }

    fn navigation(&self) -> Vec<NavigationItem> {
        let mut items = Vec::new();
        let mut add = |title: &str, path: &str| {
            items.push(NavigationItem {
                title: title.to_owned(),
                path: self.shown(path),
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
            if let Some(name) = &page.navigation {
                add(name, &page.head.path);
            }
        }
        if self.portfolio.frameworks.iter().any(|it| it.listed) {
            add("Standards", "standards/");
        }
        add("Résumé", "resume/");
        if self.portfolio.settings.search {
            add("Search", "search/");
        }
        items
    }

    /// Approaches as lists show them.
    pub(super) fn approach_cards(&self) -> Vec<ApproachCard> {
        let card = |it: &crate::portfolio::model::Approach| ApproachCard {
            title: it.head.title.clone(),
            path: self.shown(&it.head.path),
            summary: it.summary.clone(),
            used: words::count_of(it.studies.len(), "case study", "case studies"),
        };
        self.portfolio.approaches.iter().map(card).collect()
    }

    /// Tags with their counts.
    pub(super) fn themes(&self) -> Vec<ThemeContext> {
        self.portfolio.themes.iter().map(|it| self.theme_of(it)).collect()
    }

    /// A tag with its count.
    pub(super) fn theme_of(&self, theme: &crate::portfolio::model::Theme) -> ThemeContext {
        ThemeContext { title: theme.title.clone(), path: self.shown(&theme.path), count: theme.studies.len() }
    }
}

/// Places on either side of one in a list that is in the order of time.
fn neighbours(at: Result<usize, usize>, length: usize) -> Range<usize> {
    const REACH: usize = 6;
    at.map_or(0..0, |at| at.saturating_sub(REACH)..length.min(at + REACH + 1))
}

/// Which way a language is written.
fn direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    let main = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&main.as_str()) { "rtl" } else { "ltr" }
}
