//! The texts of a file that readers may see, as far as a file alone tells.

use std::ops::Range;

use super::enums::Visibility;
use super::front_matter::{self, Unclosed};
use super::markdown::audience_filter::FilteredText;
use super::{advice, text};
use crate::yaml;

/// A text that readers may see.
pub struct PublishedText {
    /// The text.
    pub text: String,
    /// Whether it is YAML, which may hold ids of people.
    pub is_yaml: bool,
    to_file_range: Box<dyn Fn(Range<usize>) -> Range<usize>>,
}

impl PublishedText {
    /// Converts a byte range of the text to that of the file.
    pub fn to_file_range(&self, range: Range<usize>) -> Range<usize> {
        (self.to_file_range)(range)
    }
}

/// The texts of a file that an audience may see: YAML without its comments, and the body without its hidden blocks.
/// Empty for a file that is not text, an error that [`document`](super::document) reports.
pub fn published_texts(bytes: &[u8], audience: Visibility) -> Vec<PublishedText> {
    let Ok(source) = text::decode(bytes) else { return Vec::new() };
    let (yaml, body) = match front_matter::split(&source) {
        Ok(front_matter::Parts { yaml: Some(yaml), body }) => (yaml, Some(body)),
        // A data file has no front matter: all of it is YAML.
        Ok(_) | Err(Unclosed(_)) => (0..source.len(), None),
    };
    let start = yaml.start;
    let mut texts = vec![PublishedText {
        text: blank_comment_lines(&source[yaml]),
        is_yaml: true,
        to_file_range: Box::new(move |at| at.start + start..at.end + start),
    }];
    if let Some(body) = body {
        let filtered = FilteredText::for_audience(&source[body.clone()], audience);
        texts.push(PublishedText {
            text: filtered.text.clone(),
            is_yaml: false,
            to_file_range: Box::new(move |range| {
                let origin = filtered.to_source_range(&range);
                origin.start + body.start..origin.end + body.start
            }),
        });
    }
    texts
}

/// Replaces the comment lines of YAML with spaces, so that byte offsets stay valid. Within a text of several lines
/// (`summary: |`) a line with `#` is no comment, and one that holds only a marker is meant to be one.
pub(super) fn blank_comment_lines(yaml: &str) -> String {
    let mut text_indent: Option<usize> = None;
    let mut blank = |line: &str| {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        if text_indent.is_some_and(|outer| !content.is_empty() && indent <= outer) {
            text_indent = None;
        }
        if text_indent.is_none() && content.starts_with('#') {
            let is_marker = content.trim_start_matches(['#', ' ']).starts_with("<!--");
            return if is_marker { line.to_owned() } else { " ".repeat(line.len()) };
        }
        if text_indent.is_none() && begins_block_text(content) {
            text_indent = Some(indent);
        }
        line.to_owned()
    };
    yaml.split_inclusive('\n').map(&mut blank).collect()
}

/// Whether a line of YAML ends with the sign of a text of several lines: `|` or `>`, with or without modifiers.
fn begins_block_text(line: &str) -> bool {
    // A comment may follow.
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let Some((_, last)) = line.rsplit_once(' ') else { return false };
    last.starts_with(['|', '>']) && last[1..].chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-'))
}

/// Replaces the ids of people in YAML with spaces: they are not published. What is written in place of an id and is none
/// is an error of its own.
pub fn blank_person_ids(yaml: &str) -> String {
    let is_person = |key: &str| advice::PEOPLE_FIELDS.contains(&key) || advice::PERSON_FIELDS.contains(&key);
    let mut text = yaml.to_owned();
    for id in yaml::find_values_of(yaml, is_person) {
        text.replace_range(id.clone(), &" ".repeat(id.len()));
    }
    text
}

/// Replaces everything in YAML with spaces but the values of some fields, so that byte offsets stay valid.
pub fn keep_values_of(yaml: &str, is_kept: impl Fn(&str) -> bool) -> String {
    let blank = |text: &str| -> String {
        text.chars().map(|c| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) }).collect()
    };
    let (mut text, mut at) = (String::with_capacity(yaml.len()), 0);
    let mut values = yaml::find_values_of(yaml, is_kept);
    values.sort_by_key(|value| value.start);
    for value in values {
        if value.start < at {
            continue;
        }
        text.push_str(&blank(&yaml[at..value.start]));
        text.push_str(&yaml[value.clone()]);
        at = value.end;
    }
    text + &blank(&yaml[at..])
}
