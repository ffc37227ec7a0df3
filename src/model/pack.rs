//! Packs: selections of case studies for one panel.

use super::ids::StudyId;
use crate::content::date::PartialDate;

/// A selection of case studies for one hiring panel.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Source file, relative to the project root.
    pub source: String,
    /// Site path; unlisted: only readers who have the URL find it.
    pub path: String,
    /// Heading of the page, such as the panel's name.
    pub title: String,
    /// Introduction in one or two sentences.
    pub intro: Option<String>,
    /// Last day of publication.
    pub until: Option<PartialDate>,
    /// Whether the content is fictional.
    pub sample: bool,
    /// Its case studies, in the author's order.
    pub cases: Vec<PackCase>,
}

/// A case study in a pack.
#[derive(Clone, Debug)]
pub struct PackCase {
    /// The selected case study.
    pub study: StudyId,
    /// Selection criterion of the panel, in the panel's words.
    pub criterion: Option<String>,
    /// Why the case study meets the criterion.
    pub why: Option<String>,
}
