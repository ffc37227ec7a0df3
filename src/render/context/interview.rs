//! What the template of the interview cards reads.

use serde::Serialize;

use super::shared::LevelContext;

/// An interview card; only in builds for the owner.
#[derive(Clone, Debug, Serialize)]
pub struct InterviewCard {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
    /// "August 2024 – June 2025".
    pub period: String,
    /// The problem, or else the summary.
    pub situation: String,
    /// Names of those who led, in one line.
    pub led_by: String,
    /// The current level of delegation, or the last one.
    pub level: LevelContext,
    /// What the leader kept, a sentence each.
    pub kept: Vec<String>,
    /// Authority that was given, then the events in order, a sentence each.
    pub action: Vec<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
    /// Title of the primary outcome.
    pub metric: Option<String>,
    /// Lesson learned, in a sentence.
    pub lesson: Option<String>,
    /// Questions that a panel is likely to ask.
    pub questions: Vec<QuestionContext>,
}

/// A question that a panel is likely to ask.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionContext {
    /// The question, as plain text.
    pub question: String,
    /// The answer that the page gives, if any.
    pub answer: Option<String>,
}
