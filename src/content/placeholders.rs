//! Reports texts that are not the author's: three dots in place of one, and what remains of the sample.

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
            let message = "three dots stand here in place of a text, and readers would see them";
            Diagnostic::warning("TXT-09", path, message).help("write what belongs here, or take it out")
        } else {
            let message = format!("`{}` is still to be filled in", written.replace('`', "'"));
            let help = "write your own text in its place, or take the line out";
            Diagnostic::error("TXT-09", path, message).help(help)
        };
        diagnostics.push(Diagnostic { location: place, ..diagnostic });
    }
}

/// The owner of the sample.
const SAMPLE_NAME: &str = "Rowan Ellery";

/// Reports what remains of the sample's settings in a portfolio of somebody else, who took `sample: true` out. `name` is
/// that of the owner.
pub(super) fn report_sample_remains(path: &str, source: &str, name: &str, diagnostics: &mut Diagnostics) {
    if name.trim() == SAMPLE_NAME {
        return;
    }
    let is_from_sample = |text: &str| {
        text.contains("(fictional)")
            || text.contains("rowan-ellery.example")
            || text.contains("rowan@example.org")
            || text.contains(SAMPLE_NAME)
    };
    let found = yaml::find_texts(source, is_from_sample);
    let Some(first) = found.first() else { return };
    let more = match found.len() - 1 {
        0 => String::new(),
        1 => ", and one more below it".to_owned(),
        more => format!(", and {more} more below it"),
    };
    let text = source[first.clone()].trim_matches(['"', '\'']);
    diagnostics.push(
        Diagnostic::error("POR-02", path, format!("`{text}` is from the sample{more}"))
            .at(first.clone())
            .help("write your own in its place, or delete the entry; readers would take it for yours"),
    );
}
