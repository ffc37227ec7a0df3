//! What templates of the evidence matrix read.

use serde::Serialize;

use super::evidence::EvidenceContext;

/// A column of the evidence matrix.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixStudy {
    /// Short code, unique in its matrix: "CC" for `culture-committee`.
    pub code: String,
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
