//! An error in a YAML source, as reported to the author.

use std::ops::Range;

/// How many errors are reported for one source; one more says that there are more.
pub const MAX_ERRORS: usize = 100;

/// An error or warning about a YAML source, in the author's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// Id of the rule, such as `YML-01`.
    pub rule: &'static str,
    /// Path of the field, such as `outcomes[1].baseline.value`; empty for the source as a whole.
    pub field: String,
    /// Bytes of the source, within one line.
    pub range: Range<usize>,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// A related range, such as the first of two equal keys, with its label.
    pub related: Option<(Range<usize>, String)>,
    /// The bytes to replace and the replacement, if the fix is certain.
    pub fix: Option<(Range<usize>, String)>,
    /// Path of another field that the author meant and that is therefore not missing, such as `summary` for `sumary`.
    pub meant_field: Option<String>,
    /// The shape that the field wants, if the error is that the value has another.
    pub expected_shape: Option<Shape>,
    /// The whole text that stands in place of a list or a group, if it has several lines.
    pub several_lines: Option<String>,
    /// Whether the value was read as it was meant all the same, so that checks of it may go on.
    pub is_read: bool,
}

/// The shape of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list.
    List,
    /// A group of `key: value` lines.
    Group,
}

impl YamlError {
    /// An error without a field, at a range; a range of several lines is cut to the first.
    pub(super) fn new(
        rule: &'static str,
        source: &str,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let range = clip_to_first_line(source, range);
        Self {
            rule,
            field: String::new(),
            range,
            message: message.into(),
            help: None,
            related: None,
            fix: None,
            meant_field: None,
            expected_shape: None,
            several_lines: None,
            is_read: false,
        }
    }

    /// Sets the path of the field.
    pub(super) fn field(self, field: String) -> Self {
        Self { field, ..self }
    }

    /// Sets the help.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Sets the fix: the text that replaces a range.
    pub(super) fn fix(self, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { fix: Some((range, text.into())), ..self }
    }

    /// Sets the path of the field that was meant.
    pub(super) fn meant_field(self, field: String) -> Self {
        Self { meant_field: Some(field), ..self }
    }

    /// Says that the value was read as it was meant.
    pub(super) fn read_as_meant(self) -> Self {
        Self { is_read: true, ..self }
    }

    /// Sets the related range and its label.
    pub(super) fn related(self, range: Range<usize>, label: &str) -> Self {
        Self { related: Some((range, label.to_owned())), ..self }
    }
}

/// The part of a range that is on its first line, without trailing white space unless it is all white space.
pub(super) fn clip_to_first_line(source: &str, range: Range<usize>) -> Range<usize> {
    let start = source.floor_char_boundary(range.start);
    let end = source.ceil_char_boundary(range.end).max(start);
    let line = source[start..end].split('\n').next().unwrap_or_default();
    let trimmed = line.trim_end().len();
    start..start + if trimmed == 0 { line.len() } else { trimmed }
}
