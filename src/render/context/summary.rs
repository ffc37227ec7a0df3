//! What the template of the one-page summary reads.

use serde::Serialize;

use super::brief::BriefContext;

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
