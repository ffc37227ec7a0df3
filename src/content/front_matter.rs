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

/// Splits a text at its `---` lines; spaces after the hyphens are allowed.
///
/// # Errors
/// When there is an opening `---` line and no closing one.
pub fn split(text: &str) -> Result<Parts, Unclosed> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if !is_fence(first) {
        return Ok(Parts { yaml: None, body: 0..text.len() });
    }
    let start = first.len();
    let mut offset = start;
    for line in lines {
        if is_fence(line) {
            return Ok(Parts { yaml: Some(start..offset), body: offset + line.len()..text.len() });
        }
        offset += line.len();
    }
    Err(Unclosed(0..first.trim_end().len()))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
