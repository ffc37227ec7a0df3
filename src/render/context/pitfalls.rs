//! What the template of the ledger of pitfalls reads.

use serde::Serialize;

use super::shared::{DateText, Label, Link};

/// A pitfall of a case study, in the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerEntry {
    /// Description of what happened.
    pub what: String,
    /// Countermeasure that was taken.
    pub mitigation: Option<String>,
    /// Whether the problem was resolved: `yes`, `partly`, `no`.
    pub resolved: Option<Label>,
    /// Date on which it was met.
    pub date: Option<DateText>,
    /// Link to the case study.
    pub study: Link,
}

/// Pitfalls of one kind, in the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerGroup {
    /// `unclear_roles` … `other`.
    pub kind: Label,
    /// How often: "Met 3 times, resolved twice".
    pub summary: String,
    /// Precautions that approaches name against it.
    pub guards: Vec<GuardContext>,
    /// The pitfalls, those of the newest case study first, up to a maximum.
    pub entries: Vec<LedgerEntry>,
}

/// A precaution that an approach names against a pitfall.
#[derive(Clone, Debug, Serialize)]
pub struct GuardContext {
    /// Link to the approach.
    pub approach: Link,
    /// The precaution, in the author's words.
    pub guard: String,
}
