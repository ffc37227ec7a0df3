//! Placeholders: texts in lines to paste that stand for what only the author knows.

use super::insertion::quote_if_needed;
use super::line::quote;

/// How every placeholder begins.
const MARK: &str = "TODO:";

/// A placeholder as a YAML value: `"TODO: how often you meet"`. A file that still holds one is reported.
pub fn placeholder(what: &str) -> String {
    quote(&format!("{MARK} {what}"))
}

/// A placeholder for one of several words: `"TODO: met, partly_met or not_met"`.
pub fn choice_placeholder(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => placeholder(last),
        Some((last, rest)) => placeholder(&format!("{} or {last}", rest.join(", "))),
        None => placeholder(""),
    }
}

/// A placeholder for one of many ids, which lists them as far as they fit into one line.
pub fn id_choice_placeholder(ids: &[&str]) -> String {
    const MAX_LISTED: usize = 6;
    match ids.get(..MAX_LISTED) {
        Some(listed) if ids.len() > MAX_LISTED => placeholder(&format!("{} or another", listed.join(", "))),
        _ => choice_placeholder(ids),
    }
}

/// The value for a line to paste where one of these ids belongs: the only one, or a placeholder that lists them. `None`
/// without any.
pub fn id_placeholder(ids: &[&str]) -> Option<String> {
    match ids {
        [] => None,
        [only] => Some(quote_if_needed(only)),
        several => Some(id_choice_placeholder(several)),
    }
}

/// Whether a text is a placeholder that nobody has filled in.
pub fn is_placeholder(text: &str) -> bool {
    text.trim_start().starts_with(MARK)
}
