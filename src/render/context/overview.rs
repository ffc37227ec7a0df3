//! What the template of the overview reads.

use serde::Serialize;

use super::shared::{Label, LevelContext};

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
    /// Name of the accountable person.
    pub accountable: String,
    /// Areas in which they could decide.
    pub areas: Vec<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
}
