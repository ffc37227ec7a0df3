//! What is wrong with a portfolio, as values: collected all at once, printed elsewhere.
//!
//! A diagnostic speaks to the author: lower case, no full stop, the thing in backticks, then the way out in `help`.

use std::collections::HashSet;
use std::ops::Range;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The page cannot be published as it is.
    Error,
    /// A reader would stumble; the page is published.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Where in a file a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A field of its YAML, such as `outcomes[1].baseline`; its range is looked up when it is shown.
    Field(String),
    /// Bytes of its text, after byte order mark and CRLF are taken away.
    Range(Range<usize>),
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Id of the rule, such as `DEL-01`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file, from the root of the portfolio, such as `content/people.yaml`.
    pub path: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// A second place that belongs to it, in the same file, with a word on it.
    pub also: Option<(Range<usize>, String)>,
}

impl Diagnostic {
    /// A finding about a file as a whole; narrow it with [`at`](Self::at) or [`field`](Self::field).
    pub fn new(
        rule: &'static str,
        severity: Severity,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            path: path.into(),
            place: Place::File,
            message: message.into(),
            help: None,
            also: None,
        }
    }

    /// An error.
    pub fn error(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, path, message)
    }

    /// A warning.
    pub fn warning(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, path, message)
    }

    /// A hint.
    pub fn info(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Info, path, message)
    }

    /// Points at bytes of the file.
    pub fn at(mut self, range: Range<usize>) -> Self {
        self.place = Place::Range(range);
        self
    }

    /// Points at a field of the file's YAML.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.place = Place::Field(field.into());
        self
    }

    /// Says how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A sink for diagnostics.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others);
    }

    /// Everything so far, in the order of finding.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|it| it.severity == severity).count()
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|it| it.severity == Severity::Error)
    }

    /// Sorts by file, keeping the order of finding within a file, and takes out exact repetitions.
    pub fn settle(&mut self) {
        self.list.sort_by(|a, b| a.path.cmp(&b.path));
        let mut seen = HashSet::new();
        self.list.retain(|it| seen.insert(it.clone()));
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
