//! What the template of the overview reads.

use serde::Serialize;

use super::shared::{Label, LevelContext};

/// Who is accountable for most of the case studies.
#[derive(Clone, Debug, Serialize)]
pub struct AccountableContext {
    /// Name of the person.
    pub label: String,
    /// Whether that holds for all case studies; the others name theirs.
    pub for_all: bool,
}

/// Case studies at one level of delegation.
#[derive(Clone, Debug, Serialize)]
pub struct LevelGroup {
    /// The level of the group.
    pub level: LevelContext,
    /// Its case studies, the newest first, up to a maximum.
    pub studies: Vec<HandoverContext>,
    /// Number of case studies beyond that maximum.
    pub more: usize,
}

/// A case study as a handover of responsibility.
#[derive(Clone, Debug, Serialize)]
pub struct HandoverContext {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
    /// `proposed`, `ongoing`, `completed`, `stopped`.
    pub status: Label,
    /// `met`, `partly_met`, `not_met`, `too_early`.
    pub verdict: Option<Label>,
    /// "August 2024 – June 2025".
    pub period: String,
    /// Names of those who led, in one line.
    pub led_by: String,
    /// Name of the accountable person, if it is another than for most case studies.
    pub accountable: Option<String>,
    /// Its level in words, if another leader is accountable than the one who speaks in the group's.
    pub level: Option<LevelContext>,
    /// Areas in which they could decide.
    pub areas: Vec<String>,
    /// What the primary outcome measured; none without a result.
    pub metric: Option<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
}
