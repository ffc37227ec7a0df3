//! The home page: who the portfolio is by, and what its case studies add up to.

use serde::Serialize;

use super::shared::{Label, Link};

/// The first screen of the home page.
#[derive(Clone, Debug, Serialize)]
pub struct HeroContext {
    /// Whether a word of the name is so long that a phone would break it in large type.
    pub has_long_word: bool,
    /// The newest position: "Principal, Larkmere Middle School".
    pub position: Option<String>,
    /// One sentence about the work: the owner's headline, or else the summary of the home page.
    pub pitch: Option<String>,
    /// Link to the case studies, or to the only one.
    pub work: Option<Link>,
    /// Link to the one-page summary, if the site has one.
    pub summary: Option<Link>,
}

/// What the case studies add up to; only from three on.
#[derive(Clone, Debug, Serialize)]
pub struct ProofContext {
    /// Number of case studies for each verdict, or for each status of those without one. Each is counted once.
    pub counts: Vec<ProofCount>,
    /// How many standards of the first framework have evidence: "Evidence for 7 of 10 standards", with a link to the
    /// standards.
    pub coverage: Option<Link>,
}

/// Number of case studies with the same result.
#[derive(Clone, Debug, Serialize)]
pub struct ProofCount {
    /// The verdict, such as `met`, or a status, such as `ongoing`.
    pub state: Label,
    /// How many case studies.
    pub number: usize,
    /// Label and number: "Goal met: 3".
    pub text: String,
}
