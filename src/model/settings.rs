//! Settings of the whole site.

use std::collections::BTreeMap;

use super::ids::StudyId;
use super::page::CardChoice;
use crate::content::enums::{CommentablePage, PaperSize, ShareWith};
use crate::content::scalar::Scalar;
use crate::content::schema::portfolio::RawDeployTarget;
use crate::urls::BaseUrl;

/// Site-wide settings of `portfolio.yaml`, with defaults filled in.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Site title; the owner's name by default.
    pub title: String,
    /// Absolute URL of the site; `None` when neither `url` nor `--base-url` gives one.
    pub url: Option<BaseUrl>,
    /// Language of the texts as a BCP 47 tag; `en` by default.
    pub language: String,
    /// Paper size of PDF files; `None` for that of the owner's country.
    pub paper: Option<PaperSize>,
    /// Whether pages link to their PDF files, those in the portfolio that are up to date.
    pub publish_pdf: bool,
    /// Words of pages that the portfolio adds to those of leadfolio, or replaces.
    pub messages: Vec<OwnMessages>,
    /// Abbreviations that pages explain, each with what it stands for; the longest first.
    pub glossary: Vec<(String, String)>,
    /// Name of the theme; `commons` by default.
    pub theme: String,
    /// Items of the main menu, in order; `None` for the pages that belong there.
    pub menu: Option<Vec<MenuItem>>,
    /// `theme_options` as written; the theme validates them.
    pub theme_options: BTreeMap<String, Scalar>,
    /// The card of pages that choose none.
    pub card: CardChoice,
    /// Whether all content is fictional: prints a banner on every page.
    pub sample: bool,
    /// Case studies on the home page, in display order.
    pub featured: Vec<StudyId>,
    /// Copyright notice of the footer.
    pub copyright: Option<Copyright>,
    /// How readers comment; `None` when comments are off.
    pub comments: Option<CommentSettings>,
    /// Origins of other hosts that pages may load scripts and counters from.
    pub allowed_hosts: Vec<String>,
    /// Deploy targets by their name in `portfolio.yaml`, as written; deploying validates them.
    pub deploy: BTreeMap<String, RawDeployTarget>,
    /// First month of the reporting year, 1 to 12; used when evidence is grouped by year.
    pub year_starts: i8,
    /// The search page.
    pub search: SearchPage,
    /// Whether the style sheet has the colors of code blocks. Never, if this build of the program cannot color code.
    pub highlight: bool,
    /// Share links below a page, in display order.
    pub share: Vec<ShareWith>,
    /// Smallest group of students whose figures may be published; 10 by default.
    pub min_group_size: u32,
    /// Files that the author has looked through, by path from `content/`, since the program can't.
    pub unread_files: Vec<String>,
}

/// An item of the main menu that the author chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it leads to.
    pub target: MenuTarget,
    /// Its text; `None` for the title of the page.
    pub title: Option<String>,
    /// Heading of the part of the menu that it belongs to.
    pub group: Option<String>,
}

/// What an item of the menu leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuTarget {
    /// A page of the site, by its path.
    Page(String),
    /// A page on another site, by its URL.
    External(String),
}

/// The portfolio's own words for pages in one language, from `content/i18n/LANGUAGE.ftl`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMessages {
    /// Tag of the language: the name of the file.
    pub language: String,
    /// The messages, in the syntax of Fluent.
    pub text: String,
}

/// The search page of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchPage {
    /// There is none.
    #[default]
    None,
    /// It lists the pages; there is no index to search in.
    List,
    /// Readers search an index, and filter.
    Index,
}

impl SearchPage {
    /// Whether there is a search page.
    pub fn exists(self) -> bool {
        self != Self::None
    }

    /// Whether readers can search an index.
    pub fn has_index(self) -> bool {
        self == Self::Index
    }
}

/// Comment settings of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentSettings {
    /// Service or storage that holds the comments.
    pub provider: CommentProvider,
    /// Kinds of pages that accept comments; all by default.
    pub kinds: Vec<CommentablePage>,
}

/// Where comments are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentProvider {
    /// Files in `content/comments/`, maintained by the owner.
    Files,
    /// A self-hosted Isso server.
    Isso {
        /// URL of the server, with a trailing slash.
        server: String,
    },
    /// GitHub Discussions, embedded by giscus.
    Giscus {
        /// Public repository as `owner/name`.
        repo: String,
        /// Value of `data-repo-id` in the giscus snippet.
        repo_id: String,
        /// Discussion category, such as `Announcements`.
        category: Option<String>,
        /// Value of `data-category-id` in the giscus snippet.
        category_id: String,
    },
    /// GitHub Issues, embedded by utterances.
    Utterances {
        /// Public repository as `owner/name`.
        repo: String,
    },
    /// A self-hosted Remark42 server.
    Remark42 {
        /// URL of the server, with a trailing slash.
        server: String,
        /// Site id on that server.
        site: String,
    },
}

/// Copyright notice of the footer.
#[derive(Clone, Debug)]
pub struct Copyright {
    /// Name of the copyright holder.
    pub holder: String,
    /// First year of the notice.
    pub since: Option<i16>,
    /// License or terms of use.
    pub licence: Option<String>,
}
