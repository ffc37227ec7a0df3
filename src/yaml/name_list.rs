//! Suggestions for misspelled fields and enum values.

use super::de_error::StaticNames;

/// A help text lists the valid names only if there are at most this many.
pub(super) const MAX_LISTED_NAMES: usize = 12;

/// Corrects `key:value` to `key: value`; `None` unless the key is one of `fields`.
pub(super) fn insert_missing_space(text: &str, fields: StaticNames) -> Option<String> {
    let (key, value) = text.split_once(':')?;
    (fields.contains(&key) && !value.is_empty()).then(|| format!("{key}: {value}"))
}

/// Whether a character is a control character, has no width, or is white space other than a plain space, as in text
/// pasted from elsewhere.
pub(super) fn is_invisible(character: char) -> bool {
    let without_width = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    without_width || character.is_control() || (character.is_whitespace() && character != ' ')
}

/// `a`, or `one of a, b or c`, with each name in backticks.
pub(super) fn join_alternatives(words: StaticNames) -> String {
    if words.len() == 1 { join_names(words, "or") } else { format!("one of {}", join_names(words, "or")) }
}

/// Joins names for a sentence: `a, b and c`, with each name in backticks and `and` as the conjunction.
pub(super) fn join_names(names: StaticNames, and: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
        None => String::new(),
    }
}
