//! What is wrong with the Markdown of a body.

use std::ops::Range;

/// Most findings that are reported for one body: more of them say nothing new.
pub(super) const MAX_FINDINGS: usize = 50;

/// Something in a body that readers would see differently from what the author meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownFinding {
    /// Id of the rule.
    pub rule: &'static str,
    /// Bytes of the body.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The bytes to replace and their replacement, if it is certain.
    pub fix: Option<(Range<usize>, String)>,
}

impl MarkdownFinding {
    /// A finding without a certain fix.
    pub(super) fn new(rule: &'static str, range: Range<usize>, message: String, help: &str) -> Self {
        Self { rule, range, message, help: help.to_owned(), fix: None }
    }
}
