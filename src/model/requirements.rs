//! How far the portfolio meets what a program asks for.

use std::fmt;

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
    /// The parts of the status, for a requirement of a standard; empty for one of the whole portfolio.
    pub parts: Vec<RequirementPart>,
    /// The standard that it is about; `None` for requirements of the whole portfolio.
    pub standard: Option<StandardId>,
}

/// What the portfolio has of one thing that a standard requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequirementPart {
    /// Artifacts: how many there are, and how many there must be at least.
    Artifacts {
        /// Number of artifacts.
        count: usize,
        /// Number that is required.
        least: usize,
    },
    /// There is no narrative.
    NoNarrative,
    /// There is a narrative of the length that is required.
    Narrative,
    /// There is a narrative of another length.
    NarrativeLength {
        /// Its words.
        words: usize,
        /// Words that are required at least.
        least: Option<u32>,
        /// Words that are allowed at most.
        most: Option<u32>,
    },
}

impl fmt::Display for RequirementPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Artifacts { count, least } => {
                write!(f, "{count} of {least} artifact{}", if least == 1 { "" } else { "s" })
            }
            Self::NoNarrative => f.write_str("no narrative"),
            Self::Narrative => f.write_str("a narrative"),
            Self::NarrativeLength { words, least, most } => {
                write!(f, "a narrative of {words} words ({})", describe_range(least, most))
            }
        }
    }
}

/// `150 to 500 required`, `at least 2 required`, `at most 20 allowed`.
pub(crate) fn describe_range(least: Option<u32>, most: Option<u32>) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {most} required"),
        (Some(least), None) => format!("at least {least} required"),
        (None, Some(most)) => format!("at most {most} allowed"),
        (None, None) => "any number allowed".to_owned(),
    }
}

impl Requirement {
    /// A requirement of the whole portfolio.
    pub(crate) fn for_portfolio(what: impl Into<String>, status: String, met: bool) -> Self {
        Self { description: what.into(), status, met, parts: Vec::new(), standard: None }
    }
}

impl ProgramReport {
    /// Number of requirements that are met.
    pub fn met_count(&self) -> usize {
        self.requirements.iter().filter(|need| need.met).count()
    }
}
