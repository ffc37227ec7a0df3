//! Pages, approaches and comments.

use std::fmt;

use super::file::NamedPicture;
use super::ids::{ApproachId, PersonId, StudyId};
use crate::content::date::PartialDate;
use crate::content::document::Body;
use crate::content::enums::{PageKind, PitfallKind, Visibility};
use crate::media::{Crop, FocusPoint};

/// Why a page is not published yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftReason {
    /// It is marked as a draft.
    Draft,
    /// Its date is in the future.
    Future(PartialDate),
}

impl fmt::Display for DraftReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => f.write_str("it is a draft"),
            Self::Future(date) => write!(f, "its date, {date}, is in the future"),
        }
    }
}

/// The picture that other sites show beside a link to a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CardChoice {
    /// A card that the theme draws.
    #[default]
    Drawn,
    /// No card.
    None,
    /// A picture of the author's, as written: a file in `content/files/` or next to the page.
    Picture(String),
}

/// How a picture is cut that is the card of a page: like the cover of the page, around its point, if it is the same picture.
pub fn card_crop(head: Option<&PageHead>, file: &str) -> Crop {
    let cover = head.and_then(|head| head.cover.as_ref()).filter(|cover| cover.file == file);
    cover.and_then(|cover| cover.crop).map_or(Crop::card(FocusPoint::CENTER), Crop::as_card)
}

/// Metadata that all kinds of pages share.
#[derive(Clone, Debug)]
pub struct PageHead {
    /// Source file, relative to the project root.
    pub source: String,
    /// Id in references; the file name by default.
    pub id: String,
    /// Page title, as written.
    pub title: String,
    /// Site path of the page.
    pub path: String,
    /// Picture at the head of the page.
    pub cover: Option<NamedPicture>,
    /// Name of its own template, without `.html`; `None` for that of its kind.
    pub template: Option<String>,
    /// Its card; `None` for what the settings say.
    pub card: Option<CardChoice>,
    /// Language of the page; `None` for that of the site.
    pub language: Option<String>,
    /// Old site paths that redirect to this page.
    pub aliases: Vec<String>,
    /// Whether the content is fictional: prints a banner.
    pub sample: bool,
    /// Who may see the page.
    pub visibility: Visibility,
    /// Why readers would not get this page; set only when drafts are shown.
    pub draft_reason: Option<DraftReason>,
    /// Date of the last revision.
    pub updated: Option<PartialDate>,
    /// First day of publication.
    pub date: Option<PartialDate>,
    /// Accepted findings: rule id and reason.
    pub allowed_lints: Vec<(String, String)>,
}

/// A reader's comment that the owner approved and may publish.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Author of the comment.
    pub from: PersonId,
    /// The words of the reader.
    pub text: String,
    /// Date of the comment.
    pub date: Option<PartialDate>,
    /// The owner's answer, printed with the comment.
    pub reply: Option<String>,
}

/// A leadership approach, described in an essay.
#[derive(Clone, Debug)]
pub struct Approach {
    /// Metadata such as title and path.
    pub head: PageHead,
    /// Alternative names of the approach.
    pub aka: Vec<String>,
    /// Summary in one or two sentences.
    pub summary: Option<String>,
    /// When the owner uses it, in one sentence.
    pub stance: Option<String>,
    /// Books and articles for further reading.
    pub sources: Vec<LiteratureReference>,
    /// What typically goes wrong with it.
    pub pitfalls: Vec<ApproachPitfall>,
    /// Decisions that stay with the leader.
    pub leader_keeps: Vec<String>,
    /// Questions to ask before using it.
    pub checklist: Vec<String>,
    /// Related approaches; indices into [`Portfolio::approaches`](super::portfolio::Portfolio::approaches).
    pub related: Vec<ApproachId>,
    /// Case studies that cite it, newest first.
    pub studies: Vec<StudyId>,
    /// The Markdown body after the front matter.
    pub body: Body,
}

/// A book or article.
#[derive(Clone, Debug)]
pub struct LiteratureReference {
    /// Author or authors, as cited.
    pub who: String,
    /// Year of publication.
    pub year: Option<PartialDate>,
    /// Title and publication details.
    pub what: Option<String>,
    /// The idea taken from it.
    pub idea: Option<String>,
    /// Where it can be read online.
    pub url: Option<String>,
}

/// A typical problem of an approach.
#[derive(Clone, Debug)]
pub struct ApproachPitfall {
    /// Category; joins it with the pitfalls of case studies.
    pub kind: PitfallKind,
    /// Name of the problem.
    pub title: String,
    /// Early signs of it.
    pub signs: Vec<String>,
    /// How to prevent it.
    pub guard: Option<String>,
}

/// A page of the author's own, from `pages/` or `index.md`.
#[derive(Clone, Debug)]
pub struct Page {
    /// Metadata such as title and path.
    pub head: PageHead,
    /// Summary in one or two sentences.
    pub summary: Option<String>,
    /// Ordinary page or vision statement.
    pub kind: PageKind,
    /// Dated versions: date, what changed, whether it is in force.
    pub versions: Vec<(PartialDate, Option<String>, bool)>,
    /// Label in the main navigation; `None` keeps the page out of it.
    pub nav_label: Option<String>,
    /// The Markdown body after the front matter.
    pub body: Body,
}
