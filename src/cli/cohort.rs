//! The portfolios of a workspace, and what became of each.

use std::path::PathBuf;

use leadfolio::model::requirements::Requirement;

/// A portfolio of the workspace, and what became of it.
#[derive(Debug)]
pub(super) struct CohortEntry {
    /// The name of its folder.
    pub(super) folder: String,
    /// Whose it is; `None` if its settings could not be read.
    pub(super) owner: Option<String>,
    /// The site; `None` if it was not built.
    pub(super) site: Option<BuiltSite>,
    /// Why nothing was built, where no finding says it.
    pub(super) failure: Option<String>,
    /// How many errors there are.
    pub(super) errors: usize,
    /// How many warnings there are.
    pub(super) warnings: usize,
    /// What the program requires, if there is one.
    pub(super) requirements: Vec<Requirement>,
}

/// A site that was written.
#[derive(Debug)]
pub(super) struct BuiltSite {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// How many pages it has.
    pub(super) pages: usize,
}

impl CohortEntry {
    /// How many requirements are met.
    pub(super) fn met_count(&self) -> usize {
        self.requirements.iter().filter(|requirement| requirement.met).count()
    }
}
