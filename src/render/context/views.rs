//! What the views over the whole portfolio show: who decided how much, when, what got in the way, what shows a
//! standard.

use serde::Serialize;

use super::{DateText, EvidenceContext, Label, LevelChangeContext, LevelContext, Link, PersonContext};

/// A column of the evidence matrix.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixStudy {
    /// The case study.
    pub title: String,
    /// Path of its page.
    pub path: String,
}

/// What one case study shows for one standard.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixCell {
    /// Whether the case study cites the standard.
    pub cited: bool,
    /// "1 outcome, 2 artifacts", or "cited, no evidence".
    pub label: String,
    /// The evidence, as links.
    pub evidence: Vec<EvidenceContext>,
}

/// What a program asks for a standard.
#[derive(Clone, Debug, Serialize)]
pub struct NeedContext {
    /// "1 of 2 artifacts, no narrative".
    pub state: String,
    /// Whether it is there.
    pub met: bool,
}

/// Evidence by year: for each standard, how much is dated in each year.
#[derive(Clone, Debug, Serialize)]
pub struct YearsContext {
    /// "2024", the oldest first.
    pub years: Vec<String>,
    /// A line a standard that has any.
    pub rows: Vec<YearsRow>,
}

/// A standard's evidence by year.
#[derive(Clone, Debug, Serialize)]
pub struct YearsRow {
    /// "7 Professional Community for Teachers and Staff".
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// How much is dated in each year, in their order.
    pub counts: Vec<usize>,
}

/// Case studies in which a level of delegation was reached.
#[derive(Clone, Debug, Serialize)]
pub struct LevelGroup {
    /// The level.
    pub level: LevelContext,
    /// Its case studies, the newest first.
    pub studies: Vec<HandoverContext>,
    /// How many more there are.
    pub more: usize,
}

/// A case study as a handover.
#[derive(Clone, Debug, Serialize)]
pub struct HandoverContext {
    /// Its title.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// Its status.
    pub status: Label,
    /// Its verdict.
    pub verdict: Option<Label>,
    /// "August 2024 – June 2025".
    pub period: String,
    /// Who led.
    pub led_by: String,
    /// Who stayed accountable.
    pub accountable: String,
    /// What they could decide.
    pub areas: Vec<String>,
    /// "63%, target 65% missed", when there is a result.
    pub result: Option<String>,
}

/// How the level of one handover changed.
#[derive(Clone, Debug, Serialize)]
pub struct GrowthContext {
    /// The case study.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// A drawing of it, as SVG; none when a date is missing.
    pub chart: Option<String>,
    /// The changes, in order.
    pub changes: Vec<LevelChangeContext>,
}

/// Something that got in the way, in the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerEntry {
    /// What it was.
    pub what: String,
    /// What was done.
    pub mitigation: Option<String>,
    /// Whether that helped.
    pub resolved: Option<Label>,
    /// When.
    pub date: Option<DateText>,
    /// The case study.
    pub study: Link,
}

/// Entries of the ledger of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerGroup {
    /// Their kind.
    pub kind: Label,
    /// "Met 3 times, resolved twice".
    pub summary: String,
    /// Approaches that warn of it, with how to guard against it.
    pub guards: Vec<GuardContext>,
    /// The entries, the newest first.
    pub entries: Vec<LedgerEntry>,
}

/// What an approach says of a pitfall.
#[derive(Clone, Debug, Serialize)]
pub struct GuardContext {
    /// The approach.
    pub approach: Link,
    /// How to guard against it.
    pub guard: String,
}

/// A person of a case study with the four letters of RACI.
#[derive(Clone, Debug, Serialize)]
pub struct RaciRow {
    /// The person.
    pub person: PersonContext,
    /// Does the work: led it or worked on it.
    pub responsible: bool,
    /// Answers for it; only one does.
    pub accountable: bool,
    /// Was asked.
    pub consulted: bool,
    /// Was told.
    pub informed: bool,
}
