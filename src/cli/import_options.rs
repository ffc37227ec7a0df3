//! How an import is carried out, and what became of it.

use super::common::CommandOutcome;

/// Whether files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consent {
    /// After a person has seen what would be written, and agreed. Without a terminal, nothing is written.
    Ask,
    /// At once.
    Given,
    /// Not at all: only show what would be written.
    DryRun,
}

/// How an import is carried out.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "import"),
    expect(dead_code, reason = "a build that can't import does not read them")
)]
pub(super) struct ImportOptions {
    pub(super) consent: Consent,
    /// Print the result as JSON.
    pub(super) json: bool,
}

/// What became of an import.
#[derive(Clone, Copy, Debug)]
pub(super) struct ImportResult {
    /// Whether all sources could be read.
    pub(super) outcome: CommandOutcome,
    /// Whether files were written; the next steps were printed then.
    pub(super) has_written: bool,
}
