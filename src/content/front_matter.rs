//! Splits a Markdown file into front matter (YAML) and body.

use std::ops::Range;

/// The two parts of a Markdown file, as byte ranges of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two `---` lines; `None` when the first line is not `---`.
    pub yaml: Option<Range<usize>>,
    /// Everything after the closing `---`; the whole text when there is no front matter.
    pub body: Range<usize>,
}

/// Error: the front matter has no closing `---`. Holds the byte range of the opening line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclosed(pub Range<usize>);

/// Splits a text at its `---` lines; spaces after the hyphens and blank lines before the first are allowed.
///
/// # Errors
/// When there is an opening `---` line and no closing one.
pub fn split(text: &str) -> Result<Parts, Unclosed> {
    let begin = first_line_start(text);
    let mut lines = text[begin..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if !is_fence(first) {
        return Ok(Parts { yaml: None, body: 0..text.len() });
    }
    let start = begin + first.len();
    let mut offset = start;
    for line in lines {
        if is_fence(line) {
            return Ok(Parts { yaml: Some(start..offset), body: offset + line.len()..text.len() });
        }
        offset += line.len();
    }
    Err(Unclosed(begin..begin + first.trim_end().len()))
}

/// Byte offset of the first line that is not blank; 0 if all are.
pub(super) fn first_line_start(text: &str) -> usize {
    let blank = text.split_inclusive('\n').take_while(|line| line.trim().is_empty());
    let start = blank.map(str::len).sum();
    if start == text.len() { 0 } else { start }
}

/// The first line from `start` on that is meant as `---` and is not: word processors turn hyphens into dashes, and
/// people type two or four of them. `None` if a line above it can't be one of the front matter: then it belongs to the body.
pub(super) fn find_misspelled_fence(text: &str, start: usize) -> Option<Range<usize>> {
    let mut offset = start;
    let fence = text[start..].split_inclusive('\n').find_map(|line| {
        let range = offset..offset + line.trim_end().len();
        offset += line.len();
        is_misspelled_fence(line.trim_end()).then_some(range)
    })?;
    looks_like_yaml(&text[start..fence.start]).then_some(fence)
}

/// The white space before the first line from `start` on that is `---` but for it; `None` if that line belongs to the body.
pub(super) fn find_indented_fence(text: &str, start: usize) -> Option<Range<usize>> {
    let mut offset = start;
    let fence = text[start..].split_inclusive('\n').find_map(|line| {
        let indent = line.len() - line.trim_start().len();
        let range = offset..offset + indent;
        offset += line.len();
        (indent > 0 && is_fence(line.trim_start())).then_some(range)
    })?;
    looks_like_yaml(&text[start..fence.start]).then_some(fence)
}

/// Whether each line may be one of YAML: a field, an entry of a list below a field without a value, indented, a comment or
/// blank.
fn looks_like_yaml(text: &str) -> bool {
    let mut opens_list = false;
    text.lines().all(|line| {
        if line.trim().is_empty() || line.starts_with([' ', '\t', '#']) {
            return true;
        }
        if line == "-" || line.starts_with("- ") {
            return opens_list;
        }
        let value = field_value(line);
        opens_list = value.is_some_and(|value| value.is_empty() || value.starts_with('#'));
        value.is_some()
    })
}

/// The value on a line such as `title: Handing over`; `None` if it has no key of one word.
fn field_value(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_matches(['"', '\'']);
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (is_key && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| value.trim())
}

/// Whether a text has a line `---` from `start` on.
pub(super) fn has_fence(text: &str, start: usize) -> bool {
    text[start..].lines().any(is_fence)
}

/// Whether a line is made of hyphens and dashes, and is not three hyphens.
pub(super) fn is_misspelled_fence(line: &str) -> bool {
    let line = line.trim();
    let is_dash = |c: char| matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '\\');
    let has_dash = line.chars().any(|c| c != '-');
    line != "---" && !line.is_empty() && line.chars().all(is_dash) && (has_dash || line.len() > 1)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
