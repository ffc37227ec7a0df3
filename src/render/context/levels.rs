//! What the template of the level histories reads.

use serde::Serialize;

use super::case_study::LevelChangeContext;

/// The level history of one case study.
#[derive(Clone, Debug, Serialize)]
pub struct LevelHistoryContext {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
    /// The history as a staircase, with all that `changes` says: HTML, safe to print; none when a date is missing.
    pub chart: Option<String>,
    /// The changes of level, the oldest first.
    pub changes: Vec<LevelChangeContext>,
}
