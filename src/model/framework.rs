//! Standards that leaders are measured by.

use super::ids::StudyId;
use crate::content::date::PartialDate;
use crate::content::enums::FrameworkStatus;

/// What the parts of a framework are called if it does not say so.
pub(crate) const DEFAULT_UNIT: &str = "standard";

/// The longest title of a standard, in characters. A longer one was probably copied from the copyrighted text.
pub(crate) const MAX_STANDARD_TITLE: usize = 160;

/// A framework of professional standards.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Source file, relative to the project root.
    pub source: String,
    /// Id in references and URLs, such as `psel-2015`.
    pub id: String,
    /// Full name, as published.
    pub name: String,
    /// Abbreviated name, such as `PSEL`.
    pub short: String,
    /// Organization that publishes it.
    pub publisher: Option<String>,
    /// Year of the edition.
    pub year: Option<PartialDate>,
    /// Remark about the year.
    pub year_note: Option<String>,
    /// Country code of the jurisdiction.
    pub country: Option<String>,
    /// Whether the framework is in force.
    pub status: FrameworkStatus,
    /// Remark about the status.
    pub status_note: Option<String>,
    /// Id of the framework that replaced this one.
    pub superseded_by: Option<String>,
    /// URL of the official document.
    pub source_url: Option<String>,
    /// What its license asks everybody to say who shows it.
    pub attribution: Option<String>,
    /// Whether the standards' titles are the publisher's own wording.
    pub titles_official: bool,
    /// What one of its parts is called: `standard`, `domain`, `competency` or a custom word.
    pub unit: String,
    /// Whether its standards have pages: `portfolio.yaml` lists the framework, or a case study cites it.
    pub listed: bool,
    /// Its standards, followed by requirements and attributes as groups of their own.
    pub standards: Vec<Standard>,
    /// The author's mapping to other frameworks.
    pub crosswalk: Vec<Crosswalk>,
}

/// A standard of a framework.
#[derive(Clone, Debug)]
pub struct Standard {
    /// Number or letter within the framework, such as `7`.
    pub id: String,
    /// Title, without the text of the standard.
    pub title: String,
    /// Heading that it is listed under.
    pub group: Option<String>,
    /// Site path of its page.
    pub path: String,
    /// Case studies that cite it, each with an index into [`CaseStudy::standards`](super::case_study::CaseStudy::standards).
    pub cited_by: Vec<(StudyId, usize)>,
}

/// One row of a mapping between frameworks.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    /// Id of a standard of this framework.
    pub from: String,
    /// A standard of another framework, such as `tlms-2011/3`.
    pub to: String,
    /// How the two correspond.
    pub note: Option<String>,
    /// Source of the mapping.
    pub by: Option<String>,
}

impl Framework {
    /// Label of one of its parts, capitalized: `Standard`.
    pub fn unit_label(&self) -> String {
        let mut letters = self.unit.chars();
        letters.next().map_or_else(|| "Standard".to_owned(), |c| c.to_uppercase().chain(letters).collect())
    }
}
