//! Diagnostics: the errors, warnings and hints about a portfolio, collected as values and printed elsewhere.
//!
//! Messages are written for the author: lower case, no full stop, names in backticks; `help` says how to fix it.

use std::collections::HashSet;
use std::ops::Range;

use crate::rules::{self, RuleTrait};

/// The severity of a diagnostic, ordered from the most to the least severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The page cannot be published as it is.
    Error,
    /// Something that a reader would notice; the page is published.
    Warning,
    /// A hint; nothing is wrong.
    Info,
}

impl Severity {
    /// The severity in lower case, as printed and as read in JSON: `error`, `warning` or `info`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// The location of a diagnostic in its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// The file as a whole.
    File,
    /// Path of a field of its YAML, such as `outcomes[1].baseline`; its range is looked up when it is printed.
    Field(String),
    /// Bytes of its text, after the byte order mark is removed and CRLF is replaced by LF.
    Range(Range<usize>),
}

/// A change to a file that certainly fixes a diagnostic; `leadfolio fix` applies it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// The part of the file to replace: a byte range, or the value of a field.
    pub location: Location,
    /// The replacement text.
    pub text: String,
}

/// What is wrong with something that the author wrote, without its location; the caller turns it into a [`Diagnostic`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in the style of [`Diagnostic::message`].
    pub message: String,
    /// How to fix it.
    pub help: String,
}

impl Problem {
    /// A problem with its help.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// A name that would be published without consent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NameLeak {
    /// The name as the list of names spells it.
    pub name: String,
    /// Id of the person.
    pub person: String,
}

/// An error, warning or hint about a file of the portfolio.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Id of the rule, such as `DEL-01`.
    pub rule: &'static str,
    /// Its severity, which [`Diagnostics::reclassify`] may change later.
    pub severity: Severity,
    /// Path of the file from the root of the portfolio, such as `content/people.yaml`.
    pub path: String,
    /// The location in that file.
    pub location: Location,
    /// What is wrong, such as `` unknown field `titel` ``.
    pub message: String,
    /// How to fix it; `None` if the message says it all.
    pub help: Option<String>,
    /// A related byte range of the same file with a label, such as the first of two equal keys.
    pub related: Option<(Range<usize>, String)>,
    /// The change that fixes it, if one is certain.
    pub fix: Option<Fix>,
    /// The undisclosed name that it is about; `None` unless it reports a leak. Boxed to keep every `Result` small.
    pub leak: Option<Box<NameLeak>>,
    /// Whether it is editorial advice, which a build only counts: the page can be published without following it.
    pub advice: bool,
    /// The author's reason for accepting it. An accepted diagnostic is recorded, but not counted; `None` if open.
    pub accepted: Option<String>,
}

impl Diagnostic {
    /// A diagnostic about a whole file; narrow it down with [`at`](Self::at) or [`field`](Self::field).
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
            location: Location::File,
            message: message.into(),
            help: None,
            related: None,
            fix: None,
            leak: None,
            advice: false,
            accepted: None,
        }
    }

    /// Creates an error about a whole file; see [`new`](Self::new).
    pub fn error(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, path, message)
    }

    /// Creates a warning about a whole file; see [`new`](Self::new).
    pub fn warning(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, path, message)
    }

    /// Creates a hint about a whole file; see [`new`](Self::new).
    pub fn info(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Info, path, message)
    }

    /// Whether its rule has a trait.
    pub fn has_trait(&self, rule_trait: RuleTrait) -> bool {
        rules::has_trait(self.rule, rule_trait)
    }

    /// Sets the location to a byte range of the file.
    pub fn at(mut self, range: Range<usize>) -> Self {
        self.location = Location::Range(range);
        self
    }

    /// Sets the location to a field of the file's YAML.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.location = Location::Field(field.into());
        self
    }

    /// Sets the fix: the text that replaces a part of the file.
    pub fn fix(mut self, location: Location, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { location, text: text.into() });
        self
    }

    /// Sets the name whose leak it reports.
    pub fn leak(mut self, leak: NameLeak) -> Self {
        self.leak = Some(Box::new(leak));
        self
    }

    /// Sets the help text.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A collection of diagnostics.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// File and field path of each value that could not be read; an empty field path means the whole file.
    unreadable: HashSet<(String, String)>,
}

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all diagnostics of another collection, with its unreadable fields.
    pub fn append(&mut self, others: Self) {
        self.list.extend(others.list);
        self.unreadable.extend(others.unreadable);
    }

    /// Adds all diagnostics of another collection, with warnings and hints marked as advice.
    pub fn append_as_advice(&mut self, others: Self) {
        let advice = |diagnostic: Diagnostic| Diagnostic {
            advice: diagnostic.severity != Severity::Error,
            ..diagnostic
        };
        self.list.extend(others.list.into_iter().map(advice));
        self.unreadable.extend(others.unreadable);
    }

    /// Marks a field as unreadable after its error was reported, so that [`settle`](Self::sort_and_dedup) drops diagnostics
    /// that only follow from that, such as its value being missing. An empty field means the whole file.
    pub fn mark_unreadable(&mut self, path: &str, field: &str) {
        self.unreadable.insert((path.to_owned(), field.to_owned()));
    }

    /// Marks the matching diagnostics as accepted by the author, with a reason.
    pub fn accept(&mut self, is_accepted: impl Fn(&Diagnostic) -> bool, reason: &str) {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| is_accepted(diagnostic)) {
            diagnostic.accepted = Some(reason.to_owned());
        }
    }

    /// Changes the severity of all diagnostics that are not accepted.
    pub fn reclassify(&mut self, severity: impl Fn(&Diagnostic) -> Severity) {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| diagnostic.accepted.is_none()) {
            diagnostic.severity = severity(diagnostic);
        }
    }

    /// All diagnostics so far, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Keeps only the diagnostics for which `keep` is true.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Number of diagnostics of a severity, without the accepted ones.
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity && diagnostic.accepted.is_none())
            .count()
    }

    /// Whether there is any error, accepted or not.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Sorts by file, keeping the order within each file, and removes exact duplicates and diagnostics that only follow
    /// from unreadable fields.
    pub fn sort_and_dedup(&mut self) {
        let unreadable = std::mem::take(&mut self.unreadable);
        self.list.retain(|diagnostic| !follows_from_unreadable(diagnostic, &unreadable));
        self.list.sort_by(|a, b| a.path.cmp(&b.path));
        let mut seen = HashSet::new();
        self.list.retain(|diagnostic| seen.insert(diagnostic.clone()));
    }
}

/// Whether a diagnostic about a field follows from an unreadable value: that of the field, or one that contains it.
fn follows_from_unreadable(diagnostic: &Diagnostic, unreadable: &HashSet<(String, String)>) -> bool {
    let Location::Field(field) = &diagnostic.location else { return false };
    if unreadable.is_empty() {
        return false;
    }
    let ends = field.match_indices(['.', '[']).map(|(index, _)| index);
    let mut prefixes = std::iter::once(0).chain(ends).chain([field.len()]).map(|end| &field[..end]);
    // A list whose only entry was unreadable looks empty.
    let entry = format!("{field}[");
    let is_emptied = diagnostic.has_trait(RuleTrait::ReportsEmptyList)
        && unreadable.iter().any(|(path, field)| *path == diagnostic.path && field.starts_with(&entry));
    is_emptied || prefixes.any(|prefix| unreadable.contains(&(diagnostic.path.clone(), prefix.to_owned())))
}
