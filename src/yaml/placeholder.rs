//! Placeholders: texts in lines to paste that stand for what only the author knows.

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

/// Whether a text is a placeholder that nobody has filled in.
pub fn is_placeholder(text: &str) -> bool {
    text.trim_start().starts_with(MARK)
}
