//! What the views over the whole portfolio show: who decided how much, when, what got in the way, what shows a
//! standard.

use serde::Serialize;

use super::{
    DateText, EvidenceContext, Label, LevelChangeContext, LevelContext, Link, PersonContext, StudyCard,
};

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

/// The portfolio on one page.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryContext {
    /// The newest post: "Principal, Larkmere Middle School".
    pub position: Option<String>,
    /// Three case studies, the featured first.
    pub cases: Vec<BriefContext>,
    /// Titles of approaches.
    pub approaches: Vec<String>,
    /// How much of the first framework has evidence.
    pub coverage: Option<CoverageContext>,
    /// Absolute address of the site, when one is known.
    pub address: Option<String>,
    /// The same for a camera, as SVG.
    pub qr: Option<String>,
}

/// How much of a framework has evidence.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageContext {
    /// "PSEL 2015".
    pub framework: String,
    /// How many of its standards a case study speaks to.
    pub covered: usize,
    /// How many there are.
    pub of: usize,
    /// The others, by number and title.
    pub gaps: Vec<String>,
}

/// A few case studies for one panel.
#[derive(Clone, Debug, Serialize)]
pub struct PackContext {
    /// Its title.
    pub title: String,
    /// What the panel reads first.
    pub intro: Option<String>,
    /// The last day that it is published.
    pub until: Option<DateText>,
    /// Its case studies, in the author's order.
    pub cases: Vec<BriefContext>,
    /// How long the whole case studies take to read, in minutes.
    pub minutes: usize,
    /// Absolute address of the pack, when the site's is known.
    pub address: Option<String>,
    /// The same for a camera, as SVG.
    pub qr: Option<String>,
}

/// A case study in a few lines.
#[derive(Clone, Debug, Serialize)]
pub struct BriefContext {
    /// What the panel asks for, in its own words.
    pub criterion: Option<String>,
    /// Why this case study answers it.
    pub why: Option<String>,
    /// The case study.
    pub card: StudyCard,
    /// The problem in a sentence.
    pub problem: Option<String>,
    /// Who stayed accountable.
    pub accountable: String,
    /// What the leader kept.
    pub retained: Vec<String>,
    /// What was measured.
    pub metric: Option<String>,
    /// "63% against a target of 65%".
    pub result: Option<String>,
    /// A drawing of that, as SVG.
    pub chart: Option<String>,
    /// Absolute address of the case study, when the site's is known.
    pub address: Option<String>,
}

/// What a reader said about the page.
#[derive(Clone, Debug, Serialize)]
pub struct CommentContext {
    /// Who said it.
    pub from: PersonContext,
    /// The words; line breaks count.
    pub text: String,
    /// When.
    pub date: Option<DateText>,
    /// The owner's answer.
    pub reply: Option<String>,
}

/// A card for an interview; only in builds for the author.
#[derive(Clone, Debug, Serialize)]
pub struct CardContext {
    /// The case study.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// "August 2024 – June 2025".
    pub period: String,
    /// The problem, or the summary.
    pub situation: String,
    /// Who led.
    pub led_by: String,
    /// How much they decided.
    pub level: LevelContext,
    /// What the leader kept.
    pub kept: Vec<String>,
    /// What was done, in order.
    pub action: Vec<String>,
    /// "63% against a target of 65%".
    pub result: Option<String>,
    /// What was measured.
    pub metric: Option<String>,
    /// What was learnt.
    pub lesson: Option<String>,
    /// What a panel is likely to ask.
    pub questions: Vec<QuestionContext>,
}

/// What a panel is likely to ask.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionContext {
    /// The question.
    pub question: String,
    /// What the page says to it.
    pub answer: Option<String>,
}

/// Who appears where, on what consent; only in builds for the author.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentContext {
    /// Everybody of the register but the owner.
    pub people: Vec<ConsentRow>,
}

/// A person of the register.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentRow {
    /// Their id in `people.yaml`.
    pub id: String,
    /// How they are shown.
    pub shown: String,
    /// Whether they are hidden.
    pub hidden: bool,
    /// Where their consent stands.
    pub status: Option<Label>,
    /// Until when.
    pub expires: Option<DateText>,
    /// Where they appear.
    pub appears: Vec<AppearanceContext>,
    /// How many testimonials are theirs.
    pub testimonials: usize,
}

/// A case study that somebody appears in.
#[derive(Clone, Debug, Serialize)]
pub struct AppearanceContext {
    /// The case study.
    pub study: Link,
    /// As what: "led it", "quoted".
    pub parts: Vec<&'static str>,
}

/// The page to search on.
#[derive(Clone, Debug, Serialize)]
pub struct SearchContext {
    /// What readers may narrow a search by.
    pub filters: Vec<SearchFilter>,
    /// Everything that can be found, for readers without scripts.
    pub groups: Vec<SearchGroup>,
    /// Path of the script.
    pub script: String,
    /// Path of the folder with the index.
    pub index: String,
}

/// Something that a search can be narrowed by.
#[derive(Clone, Debug, Serialize)]
pub struct SearchFilter {
    /// `kind`, `status`, `year`, `approach` or `standard`: the name of the field in the form.
    pub name: &'static str,
    /// "Status".
    pub label: &'static str,
    /// What there is to choose from.
    pub values: Vec<String>,
}

/// Pages of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct SearchGroup {
    /// "Case studies".
    pub title: &'static str,
    /// The pages.
    pub links: Vec<Link>,
    /// How many there are besides.
    pub more: usize,
}

/// The whole portfolio as one document.
#[derive(Clone, Debug, Serialize)]
pub struct BookContext {
    /// The day that it was made.
    pub date: DateText,
    /// What is in it.
    pub parts: Vec<BookPart>,
    /// The site's address, when it is known.
    pub address: Option<String>,
    /// The same as a drawing that a telephone reads: SVG, safe to print.
    pub qr: Option<String>,
}

/// A part of the book.
#[derive(Clone, Debug, Serialize)]
pub struct BookPart {
    /// "Case studies".
    pub title: String,
    /// Its pages.
    pub chapters: Vec<BookChapter>,
}

/// A page of the site in the book.
#[derive(Clone, Debug, Serialize)]
pub struct BookChapter {
    /// Its id: links lead there.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is on the site: `study`, `approach` …
    pub kind: String,
    /// The page of the document that it begins on, once that is known.
    pub page: Option<usize>,
    /// Its main part: HTML, safe to print.
    pub html: String,
}
