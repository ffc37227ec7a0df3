//! What all templates read: the site and the page.

use serde::Serialize;

use super::shared::{ExternalLink, LanguageName, LevelContext, Link, PictureContext};

/// An item of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationItem {
    /// The text of the link.
    pub title: String,
    /// Path of the page, to be written after `root`; of an external link, the whole URL.
    pub path: String,
    /// Whether it leads to another site: then its path is written without `root`.
    pub external: bool,
    /// Language of the page, if it is not that of the site.
    pub language: Option<LanguageName>,
    /// The section that it opens: equal to `page.section` on every page of that section, for `aria-current`.
    pub section: String,
    /// Heading of the part of the menu that it belongs to, as the author wrote it.
    pub group: Option<String>,
}

/// The variable `site`: values that all pages share.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// Title of the site.
    pub title: String,
    /// Absolute base URL with a trailing slash, when the settings have one.
    pub url: Option<String>,
    /// BCP 47 language tag, such as `en-GB`.
    pub language: String,
    /// Text direction for the `dir` attribute: `ltr` or `rtl`.
    pub direction: &'static str,
    /// Path of the home page.
    pub home: String,
    /// Path of the list of case studies.
    pub case_studies: String,
    /// Path of the list of tags.
    pub tags: String,
    /// The owner of the portfolio.
    pub owner: OwnerContext,
    /// The menu at the head of every page, in order: what the author wrote, or else at most five items.
    pub navigation: Vec<NavigationItem>,
    /// Other pages, for the foot of every page; none if the author wrote the menu.
    pub more: Vec<NavigationItem>,
    /// Links to the owner's profiles elsewhere (LinkedIn, Facebook).
    pub links: Vec<ExternalLink>,
    /// The copyright notice in the footer, when the portfolio names a holder.
    pub copyright: Option<CopyrightContext>,
    /// The theme's typed options by name (`accent`, `fonts`, `density`, `portrait`, `hero`, `cards`, `dark`, `logo`).
    pub options: std::collections::BTreeMap<String, OptionContext>,
    /// Path of the style sheet of all pages.
    pub stylesheet: String,
    /// Path of what all pages load for paper.
    pub print_stylesheet: Option<String>,
    /// Paths of the scripts that the theme declares in `theme.yaml`.
    pub scripts: Vec<String>,
    /// Path of the Atom feed.
    pub feed: String,
    /// Who this build is for: `public`, `panel` or `private`.
    pub audience: &'static str,
    /// The seven levels of delegation, from "Tell" to "Delegate".
    pub levels: Vec<LevelContext>,
    /// Path of the search page, when search is on.
    pub search: Option<String>,
    /// How wide the theme shows pictures, for the attribute `sizes`: `picture_sizes` in `theme.yaml`.
    pub picture_sizes: String,
    /// The same for the picture at the head of a page: `cover_sizes` in `theme.yaml`.
    pub cover_sizes: String,
}

/// The value of a theme option.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum OptionContext {
    /// A text, a color or a choice.
    Text(String),
    /// A switch, on when true.
    Switch(bool),
    /// A picture from `content/`.
    Picture(PictureContext),
    /// An option without a value.
    None,
}

/// The owner of the portfolio.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerContext {
    /// Full name, such as "Rowan Ellery".
    pub name: String,
    /// One line under the name.
    pub headline: Option<String>,
    /// A paragraph of plain text.
    pub bio: Option<String>,
    /// Portrait, when the profile has one.
    pub photo: Option<PictureContext>,
    /// Initials of the name, in place of a portrait: "RE"; none if the name has no letters.
    pub monogram: Option<String>,
    /// Email address, when the owner publishes one.
    pub email: Option<String>,
    /// Phone number, when the owner publishes one.
    pub phone: Option<String>,
    /// City and region, as far as given: "Larkmere, Ohio".
    pub location: Option<String>,
}

/// A copyright notice: "© 2024–2026 Rowan Ellery".
#[derive(Clone, Debug, Serialize)]
pub struct CopyrightContext {
    /// Name of the copyright holder.
    pub holder: String,
    /// "2024" or "2024–2026".
    pub years: String,
    /// License or other terms of use.
    pub licence: Option<String>,
}

/// The variable `page`: metadata of the current page.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// `home`, `study`, `studies`, `approach`, `approaches`, `page`, `resume`, `standards`, `standard`,
    /// `overview`, `levels`, `pitfalls`, `summary`, `pack`, `interview`, `consent`, `tags`, `tag`, `search`,
    /// `book`, `missing` or `redirect`.
    pub kind: &'static str,
    /// The page's own title, without that of the site.
    pub title: String,
    /// One or two sentences for search engines and social cards.
    pub description: Option<String>,
    /// Path of the page itself.
    pub path: String,
    /// Path of the navigation item that it belongs to; empty for none.
    pub section: String,
    /// Absolute URL, when the site has a base URL.
    pub canonical: Option<String>,
    /// Whether the content is invented and declares so (`sample: true`): show the banner.
    pub sample: bool,
    /// Whether search engines are asked not to index the page, as in a panel build.
    pub noindex: bool,
    /// Why readers would not see the page yet, such as "it is a draft"; only in builds that include drafts.
    pub draft: Option<String>,
    /// Share links, one for each service that the owner chose: `network` is "LinkedIn", "e-mail" and so on.
    pub share: Vec<ExternalLink>,
    /// Whether readers may comment (`privacy.comments`); the theme's slot for comments stays empty otherwise.
    pub comments: bool,
    /// The embed of an external comment service, when one is set up.
    pub embed: Option<EmbedContext>,
    /// From the home page to the parent of this page; empty on the home page.
    pub breadcrumbs: Vec<Link>,
    /// Absolute URL of the picture that other sites show beside a link: the card of the page, or else its cover, or the portrait.
    pub picture: Option<String>,
    /// Size and description of `picture`, if it is a card.
    pub card: Option<CardPicture>,
    /// The page in each language of the site; empty for a site in one language.
    pub languages: Vec<LanguageLink>,
    /// Attributes of an element that holds the author's own text, ` lang="es" dir="ltr"`; empty if the page is in the
    /// language of the site.
    pub text_attributes: String,
    /// Path of the style sheet that only pages of this kind load, besides that of the site.
    pub stylesheet: Option<String>,
    /// Path of what such pages load for paper.
    pub print_stylesheet: Option<String>,
    /// The page as PDF, if `publish_pdf` is on and the PDF in the portfolio is up to date.
    pub pdf: Option<PdfLink>,
    /// Structured data for search engines: JSON-LD, already escaped for a script element.
    pub json_ld: String,
}

/// The PDF of a page.
#[derive(Clone, Debug, Serialize)]
pub struct PdfLink {
    /// Path of the file.
    pub path: String,
    /// What it is: "PDF · 2 pages · 140 kB".
    pub note: String,
}

/// The card of a page, as `og:image` describes it.
#[derive(Clone, Debug, Serialize)]
pub struct CardPicture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows, for people who can't see it: title and name. Of a picture of the author's, what the cover or the
    /// portrait says if it is the same picture.
    pub alt: Option<String>,
}

/// A page in one of the languages of the site.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    /// BCP 47 tag of the language, for `lang` and `hreflang`.
    pub language: String,
    /// Name of the language in that language: "Español".
    pub name: String,
    /// Path of the page, or of the home page in that language if there is no such page.
    pub path: String,
    /// Absolute URL of the page itself; `None` without a base URL, and if there is no such page.
    pub url: Option<String>,
    /// Whether it is the page that is shown.
    pub current: bool,
}

/// The embed of an external comment service: nothing loads from there until a reader presses the button.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedContext {
    /// Name of the service: "Isso".
    pub service: &'static str,
    /// Host that receives the reader's data: "comments.example.org".
    pub host: String,
    /// Whether comments are stored on GitHub, so that readers need an account there.
    pub on_github: bool,
    /// Path of the script that handles the button.
    pub script: String,
    /// What the script loads, as JSON: the value of the attribute `data-embed`.
    pub plan: String,
}

/// A tag with the number of its case studies.
#[derive(Clone, Debug, Serialize)]
pub struct TagContext {
    /// The tag: "school culture".
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// Number of case studies with the tag.
    pub count: usize,
}
