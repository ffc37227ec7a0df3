//! Where the front matter of a Markdown file ends and its body begins.

use std::ops::Range;

/// The two parts of a Markdown file, as bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two lines of three hyphens; none when the file opens without them.
    pub yaml: Option<Range<usize>>,
    /// Everything after.
    pub body: Range<usize>,
}

/// A front matter that is opened and never closed: where it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclosed(pub Range<usize>);

/// Splits a text; three hyphens may be followed by spaces.
///
/// # Errors
/// When the opening line has no closing one.
pub fn split(text: &str) -> Result<Parts, Unclosed> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if !is_fence(first) {
        return Ok(Parts { yaml: None, body: 0..text.len() });
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if is_fence(line) {
            return Ok(Parts { yaml: Some(start..at), body: at + line.len()..text.len() });
        }
        at += line.len();
    }
    Err(Unclosed(0..first.trim_end().len()))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
