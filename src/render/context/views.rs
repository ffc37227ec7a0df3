//! Contexts of pages about the whole portfolio: evidence matrix, levels, pitfalls, summary, packs, search and book.

use serde::Serialize;

use super::case_study::{LevelChangeContext, StudyCard};
use super::evidence::EvidenceContext;
use super::shared::{DateText, Label, LevelContext, Link, PersonContext};

/// A column of the evidence matrix.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixStudy {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
}

/// The evidence of one case study for one standard.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixCell {
    /// Whether the case study cites the standard.
    pub cited: bool,
    /// "1 outcome, 2 artifacts", or "cited, no evidence"; empty when not cited.
    pub label: String,
    /// Links to the evidence.
    pub evidence: Vec<EvidenceContext>,
}

/// A program's requirement for a standard.
#[derive(Clone, Debug, Serialize)]
pub struct RequirementContext {
    /// How far it is met: "1 of 2 artifacts, no narrative".
    pub state: String,
    /// Whether it is fully met.
    pub met: bool,
}

/// Dated evidence for each standard of a framework, by reporting year.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceByYear {
    /// Reporting years, the oldest first: "2024", or "2024–25".
    pub years: Vec<String>,
    /// One row for each standard with dated evidence.
    pub rows: Vec<EvidenceByYearRow>,
}

/// Dated evidence for one standard.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceByYearRow {
    /// Number and title: "7 Professional Community for Teachers and Staff".
    pub title: String,
    /// Path of the standard's page.
    pub path: String,
    /// Pieces of evidence for each of `years`, in the same order.
    pub counts: Vec<usize>,
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
    /// Name of the accountable person.
    pub accountable: String,
    /// Areas in which they could decide.
    pub areas: Vec<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
}

/// The level history of one case study.
#[derive(Clone, Debug, Serialize)]
pub struct LevelHistoryContext {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
    /// Chart of the history: SVG, safe to print; none when a date is missing.
    pub chart: Option<String>,
    /// The changes of level, the oldest first.
    pub changes: Vec<LevelChangeContext>,
}

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

/// A row of the RACI table.
#[derive(Clone, Debug, Serialize)]
pub struct RaciRow {
    /// The person of the row.
    pub person: PersonContext,
    /// Does the work: leads it or is on the team.
    pub responsible: bool,
    /// Is accountable; true for one person only.
    pub accountable: bool,
    /// Was consulted before decisions.
    pub consulted: bool,
    /// Was kept informed of decisions.
    pub informed: bool,
}

/// The one-page summary of the portfolio.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryContext {
    /// The newest position: "Principal, Larkmere Middle School".
    pub position: Option<String>,
    /// Up to three case studies: the featured ones, or else the newest.
    pub cases: Vec<BriefContext>,
    /// Titles of all approaches.
    pub approaches: Vec<String>,
    /// How many standards of the first framework are cited.
    pub coverage: Option<CoverageContext>,
    /// Absolute URL of the site, when it has a base URL.
    pub address: Option<String>,
    /// QR code of that URL: SVG, safe to print.
    pub qr: Option<String>,
}

/// How many standards of a framework are cited.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageContext {
    /// Short name of the framework: "PSEL 2015".
    pub framework: String,
    /// Number of standards that a case study cites.
    pub covered: usize,
    /// Number of all its standards.
    pub of: usize,
    /// Number and title of each standard that is not cited.
    pub gaps: Vec<String>,
}

/// A selection of case studies for one hiring panel.
#[derive(Clone, Debug, Serialize)]
pub struct PackContext {
    /// Title of the pack.
    pub title: String,
    /// The author's introduction to the panel.
    pub intro: Option<String>,
    /// The last day on which the pack is published.
    pub until: Option<DateText>,
    /// Its case studies, in the author's order.
    pub cases: Vec<BriefContext>,
    /// Reading time of the full case studies, in minutes.
    pub minutes: usize,
    /// Absolute URL of the pack, when the site has a base URL.
    pub address: Option<String>,
    /// QR code of that URL: SVG, safe to print.
    pub qr: Option<String>,
}

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
    /// What the leader kept, a sentence each.
    pub retained: Vec<String>,
    /// Title of the primary outcome.
    pub metric: Option<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
    /// Chart of that outcome: SVG, safe to print.
    pub chart: Option<String>,
    /// Absolute URL of the case study, when the site has a base URL.
    pub address: Option<String>,
}

/// A reader's comment on the page.
#[derive(Clone, Debug, Serialize)]
pub struct CommentContext {
    /// The commenter, as their consent allows.
    pub from: PersonContext,
    /// The comment, as plain text; line breaks are significant.
    pub text: String,
    /// Date of the comment.
    pub date: Option<DateText>,
    /// The owner's reply, as plain text.
    pub reply: Option<String>,
}

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

/// The register of consents; only in builds for the owner.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentContext {
    /// Everyone in `people.yaml` but the owner.
    pub people: Vec<ConsentRow>,
}

/// A person in the register of consents.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentRow {
    /// Their id in `people.yaml`.
    pub id: String,
    /// Name or role under which they are shown.
    pub shown: String,
    /// Whether neither name nor role is shown.
    pub hidden: bool,
    /// Status of their consent, when the register has one.
    pub status: Option<Label>,
    /// Date on which their consent expires.
    pub expires: Option<DateText>,
    /// Case studies in which they appear.
    pub appears: Vec<AppearanceContext>,
    /// Number of testimonials from them.
    pub testimonials: usize,
}

/// A case study in which a person appears.
#[derive(Clone, Debug, Serialize)]
pub struct AppearanceContext {
    /// Link to the case study.
    pub study: Link,
    /// Their roles in it: "led it", "quoted".
    pub parts: Vec<&'static str>,
}

/// The values of the search page.
#[derive(Clone, Debug, Serialize)]
pub struct SearchContext {
    /// Filters with at least two values to choose from.
    pub filters: Vec<SearchFilter>,
    /// Links to the searchable pages, for readers without scripts.
    pub groups: Vec<SearchGroup>,
    /// Path of the search script.
    pub script: String,
    /// Path of the folder with the search index.
    pub index: String,
}

/// A filter of the search form.
#[derive(Clone, Debug, Serialize)]
pub struct SearchFilter {
    /// Name of the form field: `kind`, `status`, `year`, `approach` or `standard`.
    pub name: &'static str,
    /// Label of the form field: "Status".
    pub label: &'static str,
    /// Values to choose from.
    pub values: Vec<String>,
}

/// Searchable pages of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct SearchGroup {
    /// Heading of the group: "Case studies".
    pub title: &'static str,
    /// Links to the pages, up to a maximum.
    pub links: Vec<Link>,
    /// Number of pages beyond that maximum.
    pub more: usize,
}

/// The book: the whole portfolio as one document.
#[derive(Clone, Debug, Serialize)]
pub struct BookContext {
    /// Date of the build.
    pub date: DateText,
    /// Parts of the book in order; none is empty.
    pub parts: Vec<BookPart>,
    /// Absolute URL of the site, when it has a base URL.
    pub address: Option<String>,
    /// QR code of that URL: SVG, safe to print.
    pub qr: Option<String>,
}

/// A part of the book.
#[derive(Clone, Debug, Serialize)]
pub struct BookPart {
    /// Title of the part: "Case studies".
    pub title: String,
    /// Chapters of the part, one for each page of the site.
    pub chapters: Vec<BookChapter>,
}

/// A page of the site as a chapter of the book.
#[derive(Clone, Debug, Serialize)]
pub struct BookChapter {
    /// Id of the chapter's element, for links.
    pub id: String,
    /// Title of the page.
    pub title: String,
    /// Kind of the page, as in `page.kind`: `study`, `approach` …
    pub kind: String,
    /// Page number of the document on which it begins, once that is known.
    pub page: Option<usize>,
    /// Main part of the page: HTML, safe to print.
    pub html: String,
}
