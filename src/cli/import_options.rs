//! How an import is carried out.

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
