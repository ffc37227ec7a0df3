//! Diagnostics: the errors, warnings and hints about a portfolio, collected as values and printed elsewhere.
//!
//! Messages are written for the author: lower case, no full stop, names in backticks; `help` says how to fix it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::ops::Range;

use crate::rules::{self, Rule, RuleTrait};

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

/// A change to a file that certainly fixes a diagnostic; `leadfolio check --fix` applies it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// The part of the file to replace: a byte range, the value of a field, or a whole file that cannot be read as text.
    pub location: Location,
    /// The replacement text.
    pub text: String,
}

/// A field to add, or to write anew, that resolves a diagnostic. The help shows it in the style of the file; see
/// [`content::advice`](crate::content::advice).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Addition {
    /// Path of the field, such as `delegation.retained`; that of a list ends in `[]` if an entry is added to it.
    pub field: String,
    /// The value as YAML in one line, such as `[a, b]`.
    pub value: String,
}

impl Addition {
    /// A value for a field.
    pub fn new(field: impl Into<String>, value: impl Into<String>) -> Self {
        Self { field: field.into(), value: value.into() }
    }
}

/// What names stand for where ids belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// People, such as `Mrs. Alvarez`.
    People,
    /// People in the list of all people, where each has an entry.
    NewPeople,
    /// Standards, by their titles.
    Standards,
}

/// Names where ids belong. The help proposes ids for them, once it is known which ones there are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownNames {
    /// What they stand for.
    pub kind: NameKind,
    /// What the author wrote in place of each id.
    pub names: Vec<String>,
    /// The key of the list that they stand in place of, such as `led_by`; `None` for an entry or a single field.
    pub list: Option<String>,
    /// Whether they are an entry of a list with hyphens.
    pub has_hyphen: bool,
}

impl UnknownNames {
    /// What to write in place of the names: the entries in a list with its key, or the entries alone.
    pub fn to_line(&self, entries: &str) -> String {
        match &self.list {
            Some(key) => format!("{key}: [{entries}]"),
            None if self.has_hyphen => format!("- {entries}"),
            None => entries.to_owned(),
        }
    }
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
    /// How to fix it; `None` if the message says it all. With an addition, what comes before it.
    pub help: Option<String>,
    /// The field to add, which [`content::advice`](crate::content::advice) appends to the help.
    pub addition: Option<Box<Addition>>,
    /// Names for which the help will propose ids; `None` for most.
    pub unknown_names: Option<Box<UnknownNames>>,
    /// A related byte range of the same file with a label, such as the first of two equal keys. Boxed to keep every
    /// `Result` small.
    pub related: Option<Box<(Range<usize>, String)>>,
    /// The change that fixes it, if one is certain.
    pub fix: Option<Fix>,
    /// The undisclosed name that it is about; `None` unless it reports a leak. Boxed to keep every `Result` small.
    pub leak: Option<Box<NameLeak>>,
    /// What a template wrote on the pages that it is about, such as the target of a link, without what differs from page to
    /// page; `None` for most.
    pub subject: Option<Box<str>>,
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
            addition: None,
            unknown_names: None,
            related: None,
            fix: None,
            leak: None,
            subject: None,
            accepted: None,
        }
    }

    /// Creates an error about a whole file; see [`new`](Self::new).
    pub fn error(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, path, message)
    }

    /// Creates the error of a file that can't be read.
    pub fn unreadable(path: impl Into<String>, error: &io::Error) -> Self {
        Self::error("FIL-02", path, format!("it can't be read: {error}"))
    }

    /// Creates a warning about a whole file; see [`new`](Self::new).
    pub fn warning(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, path, message)
    }

    /// Creates a hint about a whole file; see [`new`](Self::new).
    pub fn info(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Info, path, message)
    }

    /// Its place among all advice, the most useful first; `None` if it is none. Advice improves a page that can be
    /// published without it, so a build only counts it.
    pub fn advice_rank(&self) -> Option<u8> {
        Rule::rank_of(self.rule).filter(|_| self.severity != Severity::Error)
    }

    /// Whether it is an error that the author has not accepted.
    pub fn is_open_error(&self) -> bool {
        self.severity == Severity::Error && self.accepted.is_none()
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

    /// Sets what a template wrote on the pages that it is about.
    pub fn subject(mut self, subject: impl Into<Box<str>>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Sets the field to add.
    pub fn addition(mut self, addition: Addition) -> Self {
        self.addition = Some(Box::new(addition));
        self
    }

    /// Sets the names for which the help will propose ids.
    pub fn unknown_names(mut self, names: UnknownNames) -> Self {
        self.unknown_names = Some(Box::new(names));
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
    /// File and field path of each single value that was read as a list, with the place of its error.
    lone_values: Vec<(String, String, Range<usize>)>,
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
        self.lone_values.extend(others.lone_values);
    }

    /// Marks a field as unreadable after its error was reported, so that [`sort_and_dedup`](Self::sort_and_dedup) drops diagnostics
    /// that only follow from that, such as its value being missing. An empty field means the whole file.
    pub fn mark_unreadable(&mut self, path: &str, field: &str) {
        self.unreadable.insert((path.to_owned(), field.to_owned()));
    }

    /// No diagnostics, with the same marks of what could not be read.
    pub(crate) fn unreadable_marks(&self) -> Self {
        Self { list: Vec::new(), unreadable: self.unreadable.clone(), lone_values: Vec::new() }
    }

    /// Marks a single value that stands in place of a list and was read as its only entry; `place` is that of the error. If
    /// the entry has an error too, the help of the first one does not repeat the value.
    pub fn mark_lone_value(&mut self, path: &str, field: &str, place: Range<usize>) {
        self.lone_values.push((path.to_owned(), field.to_owned(), place));
    }

    /// The fields of a file whose list is a single value, each with the place of its error.
    pub(crate) fn lone_values_of(&self, path: &str) -> Vec<(String, Range<usize>)> {
        let own = self.lone_values.iter().filter(|(file, _, _)| file == path);
        own.map(|(_, field, place)| (field.clone(), place.clone())).collect()
    }

    /// Whether a single value stands in place of the list of a field.
    pub(crate) fn is_lone_value(&self, path: &str, field: &str) -> bool {
        self.lone_values.iter().any(|(file, name, _)| file == path && name == field)
    }

    /// Whether a value of a file could not be read whose field path `is_concerned` is true for; an empty path means the
    /// whole file, or its rest after a syntax error.
    pub fn has_unreadable(&self, path: &str, is_concerned: impl Fn(&str) -> bool) -> bool {
        self.unreadable.iter().any(|(file, field)| file == path && is_concerned(field))
    }

    /// Whether a value of a file in a folder could not be read.
    pub fn has_unreadable_in(&self, folder: &str) -> bool {
        self.unreadable.iter().any(|(file, _)| file.starts_with(folder))
    }

    /// Takes the matching diagnostics out, in their order.
    pub(crate) fn extract(&mut self, is_wanted: impl Fn(&Diagnostic) -> bool) -> Vec<Diagnostic> {
        let (wanted, others) = std::mem::take(&mut self.list).into_iter().partition(is_wanted);
        self.list = others;
        wanted
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

    /// Changes diagnostics in the order in which they were added.
    pub fn update(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.list.iter_mut().for_each(change);
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

    /// Number of diagnostics of a severity that every build reports, those that are no advice, without the accepted ones.
    pub fn count_reported(&self, severity: Severity) -> usize {
        let open = self.list.iter().filter(|diagnostic| diagnostic.accepted.is_none());
        open.filter(|found| found.severity == severity && found.advice_rank().is_none()).count()
    }

    /// The advice that the author has not accepted, by file, the most useful first.
    pub fn advice_by_file(&self) -> BTreeMap<&str, Vec<&Diagnostic>> {
        let mut files: BTreeMap<&str, Vec<(u8, &Diagnostic)>> = BTreeMap::new();
        for diagnostic in self.list.iter().filter(|diagnostic| diagnostic.accepted.is_none()) {
            if let Some(rank) = diagnostic.advice_rank() {
                files.entry(&diagnostic.path).or_default().push((rank, diagnostic));
            }
        }
        files
            .into_iter()
            .map(|(path, mut advice)| {
                // Stable: equal ranks stay in the order of the file.
                advice.sort_by_key(|(rank, _)| *rank);
                (path, advice.into_iter().map(|(_, diagnostic)| diagnostic).collect())
            })
            .collect()
    }

    /// Whether there is any error that is not accepted.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_open_error)
    }

    /// Sorts by file, keeping the order within each file, and removes exact duplicates and diagnostics that only follow
    /// from unreadable fields.
    pub fn sort_and_dedup(&mut self) {
        let unreadable = std::mem::take(&mut self.unreadable);
        restore_indices(&mut self.list, &unreadable);
        self.list.retain(|diagnostic| !follows_from_unreadable(diagnostic, &unreadable));
        if self.list.iter().any(is_error_in_study) {
            self.drop_advice_on_all_studies();
        }
        self.adjust_lone_values();
        self.list.sort_by(|a, b| a.path.cmp(&b.path));
        let mut seen = HashSet::new();
        self.list.retain(|diagnostic| {
            let mut key = diagnostic.clone();
            // A template fails on many pages, and what it could read there is different on each.
            if diagnostic.has_trait(RuleTrait::ConcernsTheme) {
                key.help = None;
            }
            seen.insert(key)
        });
    }

    /// Removes what is said about all case studies together: it is not known while one of them is left out.
    pub(crate) fn drop_advice_on_all_studies(&mut self) {
        self.list.retain(|diagnostic| !diagnostic.has_trait(RuleTrait::ConcernsAllStudies));
    }

    /// Where a single value stands in place of a list, one error is enough: that of the value if its help writes the
    /// whole list, otherwise that of the brackets, whose help does not repeat a value that is wrong itself.
    fn adjust_lone_values(&mut self) {
        if self.lone_values.is_empty() {
            return;
        }
        let errors = self.list.iter().filter(|found| found.severity == Severity::Error);
        let wrong: HashSet<(&str, &Location)> =
            errors.map(|found| (found.path.as_str(), &found.location)).collect();
        let is_wrong = |path: &str, field: String| wrong.contains(&(path, &Location::Field(field)));
        let (mut covered, mut uncertain) = (HashSet::new(), HashSet::new());
        for (path, field, place) in std::mem::take(&mut self.lone_values) {
            let is_covered = is_wrong(&path, field.clone());
            if is_covered || is_wrong(&path, format!("{field}[0]")) {
                let places = if is_covered { &mut covered } else { &mut uncertain };
                places.insert((path, Location::Range(place)));
            }
        }
        let is_in = |places: &HashSet<(String, Location)>, found: &Diagnostic| {
            places.contains(&(found.path.clone(), found.location.clone()))
        };
        self.list.retain(|found| !is_in(&covered, found));
        for diagnostic in self.list.iter_mut().filter(|found| is_in(&uncertain, found)) {
            diagnostic.fix = None;
            diagnostic.help =
                Some("write what belongs there in brackets: `[` before it, `]` after it".to_owned());
        }
    }
}

/// Counts the entries of lists as they stand in the file: those that could not be read were left out of the list that was
/// checked.
fn restore_indices(list: &mut [Diagnostic], unreadable: &HashSet<(String, String)>) {
    let entries = unreadable.iter().filter_map(|(path, field)| {
        let (list, index) = field.strip_suffix(']')?.rsplit_once('[')?;
        Some((path.as_str(), list, index.parse::<usize>().ok()?))
    });
    let mut by_file: BTreeMap<&str, DroppedEntries<'_>> = BTreeMap::new();
    entries.for_each(|(path, list, index)| {
        by_file.entry(path).or_default().entry(list).or_default().insert(index);
    });
    for diagnostic in list {
        let Some(dropped) = by_file.get(diagnostic.path.as_str()) else { continue };
        if let Location::Field(field) = &mut diagnostic.location {
            *field = restored(field, dropped);
        }
        if let Some(addition) = &mut diagnostic.addition {
            addition.field = restored(&addition.field, dropped);
        }
    }
}

/// The indices of the entries of a file that were left out, by their list.
type DroppedEntries<'a> = BTreeMap<&'a str, BTreeSet<usize>>;

/// A field path with each index raised by the number of entries before it that were left out.
fn restored(field: &str, dropped: &DroppedEntries<'_>) -> String {
    let mut result = String::with_capacity(field.len());
    for part in field.split_inclusive(['[', ']']) {
        let index = part.strip_suffix(']').and_then(|index| index.parse::<usize>().ok());
        let Some(mut index) = index else {
            result.push_str(part);
            continue;
        };
        let list = result.strip_suffix('[').and_then(|list| dropped.get(list));
        for entry in list.into_iter().flatten() {
            index += usize::from(*entry <= index);
        }
        result.push_str(&format!("{index}]"));
    }
    result
}

fn is_error_in_study(diagnostic: &Diagnostic) -> bool {
    diagnostic.is_open_error() && diagnostic.path.starts_with("content/case-studies/")
}

/// Whether a diagnostic follows from an unreadable value: that of its field, that of the field to add, or one that
/// contains it. Advice also follows from a value within what it is about: an outcome whose baseline cannot be read does
/// not lack one.
fn follows_from_unreadable(diagnostic: &Diagnostic, unreadable: &HashSet<(String, String)>) -> bool {
    if unreadable.is_empty() {
        return false;
    }
    let added = diagnostic.addition.as_ref().map(|addition| addition.field.trim_end_matches("[]"));
    let own = match &diagnostic.location {
        Location::Field(field) => Some(field.as_str()),
        Location::File | Location::Range(_) => None,
    };
    own.is_some_and(|field| {
        is_unreadable(field, diagnostic.has_trait(RuleTrait::ReportsEmptyList), diagnostic, unreadable)
            || diagnostic.severity != Severity::Error
                && has_unreadable_part(field, &['.', '['], diagnostic, unreadable)
    }) || added.is_some_and(|field| is_unreadable(field, true, diagnostic, unreadable))
}

/// Whether a field of a diagnostic's file is, or lies in, an unreadable value. With `looks_empty` also whether an entry
/// of it is.
fn is_unreadable(
    field: &str,
    looks_empty: bool,
    diagnostic: &Diagnostic,
    unreadable: &HashSet<(String, String)>,
) -> bool {
    let ends = field.match_indices(['.', '[']).map(|(index, _)| index);
    let mut prefixes = std::iter::once(0).chain(ends).chain([field.len()]).map(|end| &field[..end]);
    // A list whose only entry was unreadable looks empty.
    let is_emptied = looks_empty && has_unreadable_part(field, &['['], diagnostic, unreadable);
    is_emptied || prefixes.any(|prefix| unreadable.contains(&(diagnostic.path.clone(), prefix.to_owned())))
}

/// Whether a value within a field of a diagnostic's file could not be read. `begins` are the characters that the path of
/// such a part goes on with: `[` for the entries of a list, `.` for the fields of a group.
fn has_unreadable_part(
    field: &str,
    begins: &[char],
    diagnostic: &Diagnostic,
    unreadable: &HashSet<(String, String)>,
) -> bool {
    let is_part = |part: &str| part.strip_prefix(field).is_some_and(|rest| rest.starts_with(begins));
    unreadable.iter().any(|(path, part)| *path == diagnostic.path && is_part(part))
}
