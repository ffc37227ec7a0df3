//! Versions of a text with tracked changes: a name may stand only in the text before them, or only in that after them.

use super::content::TEXT_SEPARATOR;

/// What a reader of XML puts around deleted and around inserted text, in characters that no text has.
const DELETED: [char; 2] = ['\u{f0000}', '\u{f0001}'];
const INSERTED: [char; 2] = ['\u{f0002}', '\u{f0003}'];

/// The mark at the beginning of an element, or at its end; `None` if it is no change. In OpenDocument, two empty elements are
/// around an inserted text.
pub(super) fn change_mark(element: &str, is_end: bool) -> Option<char> {
    match element {
        "del" | "moveFrom" => Some(DELETED[usize::from(is_end)]),
        "ins" | "moveTo" => Some(INSERTED[usize::from(is_end)]),
        "change-start" => Some(INSERTED[0]),
        "change-end" => Some(INSERTED[1]),
        _ => None,
    }
}

/// A text that was deleted at this place.
pub(super) fn mark_deleted(text: &str) -> String {
    format!("{}{text}{}", DELETED[0], DELETED[1])
}

/// The text with all that was deleted and inserted, the text after the changes, and the text before them, each once.
pub(super) fn all_versions(text: String) -> String {
    if !text.contains([DELETED, INSERTED].concat().as_slice()) {
        return text;
    }
    let mut versions = vec![without(&text, &[])];
    for marks in [DELETED, INSERTED] {
        let version = without(&text, &[marks]);
        if !versions.contains(&version) {
            versions.push(version);
        }
    }
    versions.join(TEXT_SEPARATOR)
}

/// The text without its marks, and without what stands between these.
fn without(text: &str, removed: &[[char; 2]]) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        if removed.iter().any(|[start, _]| *start == c) {
            depth += 1;
        } else if removed.iter().any(|[_, end]| *end == c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && !DELETED.contains(&c) && !INSERTED.contains(&c) {
            kept.push(c);
        }
    }
    kept
}
