//! A case study in a few lines, as the summary and packs show it.

use serde::Serialize;

use super::case_study::StudyCard;

/// A case study in a few lines, on the summary or in a pack.
#[derive(Clone, Debug, Serialize)]
pub struct BriefContext {
    /// The panel's criterion, in its own words; only in a pack.
    pub criterion: Option<String>,
    /// Why this case study meets the criterion; only in a pack.
    pub why: Option<String>,
    /// The values that lists show of it.
    pub card: StudyCard,
    /// The problem in a sentence.
    pub problem: Option<String>,
    /// Name of the accountable person.
    pub accountable: String,
    /// Whether the author is the one accountable: then the page says "What I kept".
    pub by_author: bool,
    /// What the leader kept, a sentence each.
    pub retained: Vec<String>,
    /// Title of the primary outcome.
    pub metric: Option<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
    /// Absolute URL of the case study, when the site has a base URL.
    pub address: Option<String>,
}
