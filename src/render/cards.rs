//! Cards: the picture of a page that other sites show beside a link to it. Each is drawn when its file is requested. Those
//! that are pictures of the author's are published like covers, which are cut, too.
//!
//! Which pages have a card is known without drawing it: pages name its address. A page whose texts the fonts lack letters
//! for has none, and shows the owner's portrait instead.

use super::context::card::{CardColors, CardContext};
use super::context::site::CardPicture;
use super::page::PageContent;
use super::renderer::Renderer;
use super::routes::{Card, Cards, PageRoute};
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostic, Problem};
use crate::i18n::Catalog;
use crate::media::{self, CARD_SIZE, CARD_VERSION, COPY_VERSION, Crop};
use crate::model::file::PublishedFile;
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::{ApproachId, PageId, StandardId, StudyId};
use crate::model::page::{CardChoice, PageHead, card_crop};
use crate::model::portfolio::Portfolio;
use crate::theme::{CARD_TEMPLATE, Theme};
use crate::urls::output_file;
use crate::vfs::Blob;

/// Folder of all cards that are drawn.
const FOLDER: &str = "assets/cards/";

/// Lists the cards of an edition, of which some may be drawn. Only a site with an address has any: links to a card name it
/// in full.
pub(super) fn list_cards(portfolio: &Portfolio, catalog: &Catalog, is_drawn: bool) -> Cards {
    let mut cards = Cards::new();
    if portfolio.settings.url.is_none() {
        return cards;
    }
    let studies = portfolio.studies.iter().enumerate();
    let studies = studies.map(|(index, study)| (&study.head.path, PageRoute::Study(StudyId(index))));
    let approaches = portfolio.approaches.iter().enumerate();
    let approaches =
        approaches.map(|(index, page)| (&page.head.path, PageRoute::Approach(ApproachId(index))));
    let authored = portfolio.pages.iter().enumerate();
    let authored = authored.map(|(index, page)| (&page.head.path, PageRoute::Authored(PageId(index))));
    let generated = portfolio.generated_pages().pages();
    let generated = generated.iter().filter(|(_, page)| page.row().counted && !page.row().owner_only);
    let generated = generated.map(|(path, page)| (path, PageRoute::Generated(*page)));
    let pages = studies.chain(approaches).chain(authored).chain(generated);
    let is_readable =
        is_drawn && media::can_draw(&catalog.language_name()) && media::can_draw(&portfolio.profile.name);
    for (path, page) in pages {
        let head = match page {
            PageRoute::Generated(GeneratedPage::Home) => portfolio.home.as_ref().map(|home| &home.head),
            page => page.head(portfolio),
        };
        let own = head.and_then(|head| Some((head.card.as_ref()?, head.source.as_str())));
        let (choice, source) = own.unwrap_or((&portfolio.settings.card, SETTINGS_FILE));
        let card = match choice {
            CardChoice::None => None,
            CardChoice::Picture(name) => picture_card(portfolio, head, (source, name)),
            CardChoice::Drawn => (is_readable
                && texts(portfolio, page).iter().all(|text| media::can_draw(text)))
            .then(|| drawn_card(path, page)),
        };
        cards.extend(card.map(|card| (path.clone(), card)));
    }
    cards
}

fn drawn_card(path: &str, page: PageRoute) -> Card {
    let file = output_file(path);
    let stem = file.strip_suffix(".html").unwrap_or(&file);
    Card::Drawn { file: format!("{FOLDER}{stem}.png"), page }
}

/// The card of a page from a picture that a file names; `None` for one that is missing, or isn't published, which is reported.
/// Only if the cover of the page or the portrait is the same picture, the author said what it shows.
fn picture_card(portfolio: &Portfolio, head: Option<&PageHead>, (from, name): (&str, &str)) -> Option<Card> {
    let source = portfolio.links.find_file(from, name).ok()?;
    let crop = card_crop(head, &source);
    published_card(portfolio, &source, crop)?;
    let mut described = head.and_then(|head| head.cover.as_ref()).into_iter().chain(&portfolio.profile.photo);
    let alt = described.find(|picture| picture.file == source && !picture.alt.is_empty());
    let alt = alt.map(|picture| picture.alt.clone());
    Some(Card::Picture { source, crop, alt })
}

/// The part of a picture that is published as a card.
fn published_card<'a>(portfolio: &'a Portfolio, source: &str, crop: Crop) -> Option<&'a PublishedFile> {
    portfolio.cut_pictures.get(source)?.get(&crop)
}

/// What cards show of a page besides words of the catalog.
fn texts(portfolio: &Portfolio, page: PageRoute) -> Vec<String> {
    let title = match page {
        PageRoute::Generated(GeneratedPage::Tag(tag, _)) => portfolio.tags[tag.0].title.clone(),
        PageRoute::Generated(GeneratedPage::Pack(pack)) => portfolio.packs[pack.0].title.clone(),
        PageRoute::Generated(GeneratedPage::Standard(StandardId(framework, index))) => {
            let framework = &portfolio.frameworks[framework];
            let standard = &framework.standards[index];
            format!("{} {} {}", framework.short, standard.id, standard.title)
        }
        page => page.head(portfolio).map_or(&portfolio.settings.title, |head| &head.title).clone(),
    };
    let PageRoute::Study(id) = page else {
        let headline = portfolio.profile.headline.clone().filter(|_| page.kind() == "home");
        return [title].into_iter().chain(headline).collect();
    };
    let outcome = portfolio.study(id).primary_outcome();
    let shown = outcome.map(|outcome| format!("{} {}", outcome.title, outcome.unit.format(2.0)));
    [title].into_iter().chain(shown).collect()
}

impl Renderer<'_> {
    /// The address of the card of a page, in full.
    pub(super) fn card_url(&self, path: &str) -> Option<String> {
        match self.state.cards.get(path)? {
            Card::Drawn { file, .. } => {
                self.absolute_site_url(&format!("{}{file}", self.state.editions.current().folder))
            }
            Card::Picture { source, crop, .. } => {
                self.absolute_url(&published_card(self.portfolio, source, *crop)?.path)
            }
        }
    }

    /// What a page says about its card, by its path and title.
    pub(super) fn card_picture(&self, path: &str, title: &str) -> Option<CardPicture> {
        let (width, height) = CARD_SIZE;
        let name = &self.portfolio.profile.name;
        let alt = match self.state.cards.get(path)? {
            Card::Drawn { .. } if title == name => Some(title.to_owned()),
            Card::Drawn { .. } => Some(format!("{title} – {name}")),
            Card::Picture { alt, .. } => alt.clone(),
        };
        Some(CardPicture { width, height, alt })
    }

    /// The bytes of the card of a page that is drawn.
    ///
    /// # Errors
    /// When its template fails or can't be drawn.
    pub(super) fn render_card(&self, page: PageRoute) -> Result<Blob, Diagnostic> {
        let svg = self.card_svg(page)?;
        let hash = blake3::hash(svg.as_bytes()).to_hex();
        // Cards are encoded like copies of pictures.
        let key = format!("{hash}-{CARD_VERSION}-{COPY_VERSION}-card.png");
        let draw = || media::draw_card(&svg).map_err(|problem| self.card_error(problem));
        self.state.pictures.read_or_make(&key, draw)
    }

    /// The SVG of a card, if it may be drawn: with all that it shows as text.
    ///
    /// # Errors
    /// When its template fails, or can't be drawn.
    pub(super) fn checked_card_svg(&self, page: PageRoute) -> Result<String, Diagnostic> {
        let svg = self.card_svg(page)?;
        media::check_card(&svg).map_err(|problem| self.card_error(problem))?;
        Ok(svg)
    }

    /// Renders the template of cards with the values of a page: what is not on the page can't be on its card.
    fn card_svg(&self, page: PageRoute) -> Result<String, Diagnostic> {
        let PageContent::Html(page) = self.page_content(page)? else { return Ok(String::new()) };
        let values = self.shared_values(*page).with_serialized("card", &self.card_context());
        self.engine().render(CARD_TEMPLATE, &values)
    }

    fn card_context(&self) -> CardContext {
        let (width, height) = CARD_SIZE;
        let url = self.portfolio.settings.url.as_ref().map(|url| url.as_str());
        let address = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        CardContext {
            width,
            height,
            address: address.trim_end_matches('/').to_owned(),
            serif: self.theme.card_style.has_serif_titles,
            colors: card_colors(self.theme),
        }
    }

    fn card_error(&self, problem: Problem) -> Diagnostic {
        let path = self.engine().template_path(CARD_TEMPLATE);
        Diagnostic::error("THM-03", path, problem.message).help(problem.help)
    }
}

/// The theme's colors; those of the base theme in place of what is computed only by browsers.
fn card_colors(theme: &Theme) -> CardColors {
    let color = |name: &str, default: &str| {
        theme.card_style.colors.get(name).map_or(default, String::as_str).to_owned()
    };
    CardColors {
        paper: color("paper", "#ffffff"),
        tint: color("tint", "#f3f3f1"),
        ink: color("ink", "#1b1c1e"),
        soft: color("soft", "#55585c"),
        rule: color("rule", "#d3d3cf"),
        accent: color("accent", "#1c4e80"),
    }
}
