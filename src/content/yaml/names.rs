//! The names that fields and words may have, for suggestions.

use super::error::Names;

/// More names than this are not listed in a help.
pub(super) const LISTED: usize = 12;

/// `key:value` for one of some keys, with a space after the colon.
pub(super) fn glued(text: &str, fields: Names) -> Option<String> {
    let (key, value) = text.split_once(':')?;
    (fields.contains(&key) && !value.is_empty()).then(|| format!("{key}: {value}"))
}

/// The name that a misspelt one is nearest to.
pub(super) fn nearest(name: &str, names: Names) -> Option<&'static str> {
    let plain = |it: &str| it.to_lowercase().replace(['-', ' ', '_'], "");
    let name = plain(name);
    let likeness = |it: &str| {
        let it = plain(it);
        let edits = strsim::osa_distance(&name, &it);
        let near = edits * 3 <= name.chars().count().max(3) || strsim::jaro_winkler(&name, &it) >= 0.9;
        near.then(|| strsim::jaro_winkler(&name, &it))
    };
    let scored = names.iter().filter_map(|it| Some((likeness(it)?, *it)));
    scored.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, it)| it)
}

/// A space that is no plain space, or a mark without width, as pasted text brings along.
pub(super) fn is_invisible(character: char) -> bool {
    let without_width = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    without_width || character.is_control() || (character.is_whitespace() && character != ' ')
}

/// `a`, or one of `a`, `b` or `c`.
pub(super) fn one_of(words: Names) -> String {
    if words.len() == 1 { listed(words, "or") } else { format!("one of {}", listed(words, "or")) }
}

/// `a`, `b` and `c`.
pub(super) fn listed(names: Names, and: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
        None => String::new(),
    }
}
