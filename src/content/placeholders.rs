//! Reports three dots that stand in place of a text, as help texts write them for what only the author knows.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml;

/// Reports every value in the YAML of a file that is nothing but dots. Whoever pastes a line from a help text and forgets
/// to fill it in would publish them.
pub(super) fn report_placeholders(
    path: &str,
    source: &str,
    range: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let is_placeholder = |text: &str| matches!(text.trim(), "…" | "...");
    let text = &source[range.clone()];
    // Most files have none, and need not be parsed again.
    if !text.contains('…') && !text.contains("...") {
        return;
    }
    for found in yaml::find_texts(text, is_placeholder) {
        let message = "three dots stand here in place of a text, and readers would see them";
        diagnostics.push(
            Diagnostic::warning("TXT-09", path, message)
                .at(found.start + range.start..found.end + range.start)
                .help("write what belongs here, or take it out"),
        );
    }
}
