//! What is wrong with a YAML source, as a value.

use std::ops::Range;

/// How many faults are told of one source; one more says that there are more.
pub const MAX_FAULTS: usize = 100;

/// A fault in a YAML source, in the author's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Id of the rule, such as `YML-01`.
    pub rule: &'static str,
    /// The field at fault, such as `outcomes[1].baseline.value`; empty for the whole.
    pub field: String,
    /// Bytes of the source, within one line.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// A second place that belongs to it, with a word on it.
    pub also: Option<(Range<usize>, String)>,
    /// What to put in place of which bytes, when that is certain.
    pub fix: Option<(Range<usize>, String)>,
}

impl Fault {
    /// A fault of the source as a whole; a range of several lines is cut to its first.
    pub(super) fn new(
        rule: &'static str,
        source: &str,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let range = first_line(source, range);
        Self { rule, field: String::new(), range, message: message.into(), help: None, also: None, fix: None }
    }

    /// Names the field.
    pub(super) fn field(self, field: String) -> Self {
        Self { field, ..self }
    }

    /// Tells the way out.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Mends it: other bytes in place of these.
    pub(super) fn fix(self, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { fix: Some((range, text.into())), ..self }
    }

    /// Points at a second place.
    pub(super) fn also(self, range: Range<usize>, label: &str) -> Self {
        Self { also: Some((range, label.to_owned())), ..self }
    }
}

/// The part of a range that is on its first line, without white space at its end unless it is nothing else.
pub(super) fn first_line(source: &str, range: Range<usize>) -> Range<usize> {
    let start = source.floor_char_boundary(range.start);
    let end = source.ceil_char_boundary(range.end).max(start);
    let line = source[start..end].split('\n').next().unwrap_or_default();
    let words = line.trim_end().len();
    start..start + if words == 0 { line.len() } else { words }
}
