//! How far the portfolio meets what a program asks for.

use super::ids::StandardId;

/// Requirements of a program, checked against the portfolio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramReport {
    /// Name of the program.
    pub program: String,
    /// Its requirements, in a fixed order: standards, artifacts, pages, reflections, years of data, releases.
    pub requirements: Vec<Requirement>,
}

/// A single requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// What is required, such as `Standard 4: Curriculum`.
    pub description: String,
    /// What the portfolio has, such as `1 of 2 artifacts, no narrative`.
    pub status: String,
    /// Whether the requirement is met.
    pub met: bool,
    /// The standard that it is about; `None` for requirements of the whole portfolio.
    pub standard: Option<StandardId>,
}

impl Requirement {
    /// A requirement of the whole portfolio.
    pub(crate) fn for_portfolio(what: impl Into<String>, status: String, met: bool) -> Self {
        Self { description: what.into(), status, met, standard: None }
    }
}

impl ProgramReport {
    /// Number of requirements that are met.
    pub fn met_count(&self) -> usize {
        self.requirements.iter().filter(|need| need.met).count()
    }
}
