//! What templates of standards read.

use serde::Serialize;

use super::evidence::EvidenceContext;
use super::matrix::{EvidenceByYear, MatrixCell, MatrixStudy, RequirementContext};
use super::shared::Label;

/// A framework of standards.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkContext {
    /// Id of the framework.
    pub id: String,
    /// Full name: "Professional Standards for Educational Leaders".
    pub name: String,
    /// Short name: "PSEL 2015".
    pub short: String,
    /// Organization that publishes it.
    pub publisher: Option<String>,
    /// Year of the edition.
    pub year: Option<String>,
    /// URL of the published document.
    pub source_url: Option<String>,
    /// What its license asks everybody to say who shows it.
    pub attribution: Option<String>,
    /// Short name of the framework that replaces it, or "a later edition"; none while it is current.
    pub superseded: Option<String>,
    /// A remark on that replacement.
    pub status_note: Option<String>,
    /// Name of its parts: "standard", "domain".
    pub unit: String,
    /// A remark on the edition.
    pub year_note: Option<String>,
    /// Code of the country.
    pub country: Option<String>,
    /// Whether the titles of the standards are the publisher's own.
    pub titles_official: bool,
    /// Whether it is the first framework of the portfolio.
    pub primary: bool,
    /// Its standards in order; empty on a standard's own page.
    pub standards: Vec<StandardContext>,
    /// Columns of its evidence matrix: case studies that cite it, the featured first, then the newest.
    pub columns: Vec<MatrixStudy>,
    /// Number of case studies that cite it and have no column.
    pub others: usize,
    /// Number of its standards with evidence.
    pub covered: usize,
    /// The most pieces of evidence that one of its standards has: the length of a full bar.
    pub most_evidence: usize,
    /// Dated evidence by reporting year, when it spans more than one.
    pub years: Option<EvidenceByYear>,
    /// Name of the program with requirements for its standards, if there is one.
    pub program: Option<String>,
}

/// A standard of a framework.
#[derive(Clone, Debug, Serialize)]
pub struct StandardContext {
    /// Number or letter: "7".
    pub number: String,
    /// Title of the standard.
    pub title: String,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// Path of its page.
    pub path: String,
    /// Number of case studies that cite it.
    pub studies: usize,
    /// Number of pieces of evidence in those case studies.
    pub evidence: usize,
    /// Corresponding standards of other frameworks, with the author's remarks.
    pub crosswalk: Vec<String>,
    /// Cells of its row of the evidence matrix, one for each column; empty on the standard's own page.
    pub cells: Vec<MatrixCell>,
    /// What shows it, a case study each; empty on the standard's own page.
    pub uses: Vec<StandardUse>,
    /// The program's requirement for the standard, and how far it is met.
    pub need: Option<RequirementContext>,
}

/// A case study on a standard's page.
#[derive(Clone, Debug, Serialize)]
pub struct StandardUse {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
    /// `proposed`, `ongoing`, `completed`, `stopped`.
    pub status: Label,
    /// `met`, `partly_met`, `not_met`, `too_early`.
    pub verdict: Option<Label>,
    /// Why the case study addresses the standard.
    pub why: Option<String>,
    /// Outcomes and artifacts that support the claim.
    pub evidence: Vec<EvidenceContext>,
}
