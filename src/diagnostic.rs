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

/// A change of a file that mends a finding for certain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// Which part of the file: bytes, or the value of a field.
    pub place: Place,
    /// What to put there.
    pub text: String,
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
    /// What mends it, when that is certain.
    pub fix: Option<Fix>,
    /// Whether it is advice on what to tell, which a build only counts: the page can be published without it.
    pub advice: bool,
    /// Why the author has accepted it: it is on the record and asks for nothing.
    pub accepted: Option<String>,
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
            fix: None,
            advice: false,
            accepted: None,
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

    /// Mends it: a text in place of a part of the file.
    pub fn fix(mut self, place: Place, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { place, text: text.into() });
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
    /// Files and their fields whose values could not be read; an empty field is the whole file.
    lost: HashSet<(String, String)>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another sink.
    pub fn append(&mut self, others: Self) {
        self.list.extend(others.list);
        self.lost.extend(others.lost);
    }

    /// Adds all of another sink; what is no error is advice.
    pub fn advise(&mut self, others: Self) {
        let advice = |it: Diagnostic| Diagnostic { advice: it.severity != Severity::Error, ..it };
        self.list.extend(others.list.into_iter().map(advice));
        self.lost.extend(others.lost);
    }

    /// Notes that a value could not be read, which is told already: that it is missing is no finding then. An empty
    /// field stands for all of the file.
    pub fn lose(&mut self, path: &str, field: &str) {
        self.lost.insert((path.to_owned(), field.to_owned()));
    }

    /// Marks findings as accepted by the author, for a reason.
    pub fn accept(&mut self, which: impl Fn(&Diagnostic) -> bool, why: &str) {
        for it in self.list.iter_mut().filter(|it| which(it)) {
            it.accepted = Some(why.to_owned());
        }
    }

    /// Gives findings another weight.
    pub fn raise(&mut self, weight: impl Fn(&Diagnostic) -> Severity) {
        for it in self.list.iter_mut().filter(|it| it.accepted.is_none()) {
            it.severity = weight(it);
        }
    }

    /// Everything so far, in the order of finding.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many there are of a severity, without those that the author has accepted.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|it| it.severity == severity && it.accepted.is_none()).count()
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|it| it.severity == Severity::Error)
    }

    /// Sorts by file, keeping the order of finding within a file; takes out exact repetitions, and what is only said
    /// of fields because they could not be read.
    pub fn settle(&mut self) {
        let lost = std::mem::take(&mut self.lost);
        self.list.retain(|it| !follows(it, &lost));
        self.list.sort_by(|a, b| a.path.cmp(&b.path));
        let mut seen = HashSet::new();
        self.list.retain(|it| seen.insert(it.clone()));
    }
}

/// Whether a finding about a field follows from a value that was lost: its own, or one that it lies in.
fn follows(diagnostic: &Diagnostic, lost: &HashSet<(String, String)>) -> bool {
    let Place::Field(field) = &diagnostic.place else { return false };
    let ends = field.match_indices(['.', '[']).map(|it| it.0);
    let mut prefixes = std::iter::once(0).chain(ends).chain([field.len()]).map(|end| &field[..end]);
    if lost.is_empty() {
        return false;
    }
    // A list whose only entry was lost looks as if nothing stood there.
    let entry = format!("{field}[");
    let is_emptied = diagnostic.rule == "REQ-01"
        && lost.iter().any(|it| it.0 == diagnostic.path && it.1.starts_with(&entry));
    is_emptied || prefixes.any(|it| lost.contains(&(diagnostic.path.clone(), it.to_owned())))
}
