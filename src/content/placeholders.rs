//! Reports values that are still to be filled in.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::yaml;

/// Reports every value in the YAML of a file that is still to be filled in: an error for a placeholder of a line to paste,
/// a warning for three dots. Whoever pastes a line from a help text and forgets to fill it in would publish them.
pub(super) fn report_placeholders(
    path: &str,
    source: &str,
    range: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let is_dots = |text: &str| matches!(text.trim(), "…" | "...");
    let text = &source[range.clone()];
    // Most files have none, and need not be parsed again.
    if !text.contains('…') && !text.contains("...") && !text.contains("TODO") {
        return;
    }
    for found in yaml::find_texts(text, |text| is_dots(text) || yaml::is_placeholder(text)) {
        let written = text[found.clone()].trim_matches(['"', '\'']);
        let place = Location::Range(found.start + range.start..found.end + range.start);
        // A value of another kind than text was reported when it was read.
        if diagnostics.iter().any(|known| known.path == path && known.location == place) {
            continue;
        }
        let diagnostic = if is_dots(written) {
            let message = "there are three dots here instead of text, and readers would see them";
            Diagnostic::warning("TXT-09", path, message).help("write what belongs here, or remove it")
        } else {
            let message = format!("`{}` isn't filled in yet", written.replace('`', "'"));
            let help = "replace it with your own text, or remove the field";
            Diagnostic::error("TXT-09", path, message).help(help)
        };
        diagnostics.push(Diagnostic { location: place, ..diagnostic });
    }
}
