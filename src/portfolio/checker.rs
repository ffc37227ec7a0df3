//! Validation helpers that all resolvers share: required values, reference lookups and diagnostics.

use std::collections::HashMap;

use crate::content::vocabulary::DelegationLevel;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::portfolio::links;
use crate::portfolio::model::PersonId;
use crate::portfolio::url::BadAddress;

/// Validation context of one source file: adds diagnostics about its fields.
pub(super) struct Checker<'a> {
    /// Source file, relative to the project root.
    pub(super) path: &'a str,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// Index of ids of one kind. The value is `None` when the item exists but is not published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct IdIndex {
    indices: HashMap<String, Option<usize>>,
}

impl IdIndex {
    pub(super) fn insert(&mut self, id: &str, number: Option<usize>) {
        self.indices.insert(id.to_owned(), number);
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.indices.contains_key(id)
    }

    /// `None` when the id is unknown, `Some(None)` when the item is not published, else its index.
    pub(super) fn lookup(&self, id: &str) -> Option<Option<usize>> {
        self.indices.get(id).copied()
    }

    /// Help text that lists the known ids, as far as they fit into one line.
    fn list_known(&self, what: &str) -> String {
        const MAX_LISTED: usize = 6;
        let mut known: Vec<String> = self.indices.keys().map(|id| format!("`{id}`")).collect();
        known.sort_unstable();
        let more = if known.len() > MAX_LISTED { ", …" } else { "" };
        known.truncate(MAX_LISTED);
        match known.as_slice() {
            [] => format!("there is none yet: make {what} first, or take the line out"),
            known => format!("name {what} that exists, or take it out; there are {}{more}", known.join(", ")),
        }
    }

    fn suggest(&self, id: &str) -> Option<String> {
        let mut known: Vec<&str> = self.indices.keys().map(String::as_str).collect();
        known.sort_unstable();
        links::did_you_mean(id, known.into_iter())
    }
}

impl Checker<'_> {
    pub(super) fn error(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(rule, self.path, message).field(field).help(help));
    }

    pub(super) fn warning(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::warning(rule, self.path, message).field(field).help(help));
    }

    pub(super) fn info(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::info(rule, self.path, message).field(field).help(help));
    }

    /// Adds a diagnostic at a source location rather than at a field.
    pub(super) fn report_at(
        &mut self,
        severity: Severity,
        rule: &'static str,
        place: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::new(rule, severity, self.path, message).help(help);
        self.diagnostics.push(Diagnostic { location: place, ..diagnostic });
    }

    /// Reports a missing value; `line` is an example for the help text.
    pub(super) fn require<T>(&mut self, value: Option<T>, field: &str, line: &str) -> Option<T> {
        if value.is_none() {
            let name = field.rsplit('.').next().unwrap_or(field);
            self.error(
                "REQ-01",
                field,
                format!("`{name}` is missing"),
                format!("add a line such as `{line}`"),
            );
        }
        value
    }

    /// Like [`required`](Self::required), for text that must not be blank.
    pub(super) fn require_text(&mut self, value: Option<String>, field: &str, line: &str) -> Option<String> {
        self.require(non_blank(value), field, line)
    }

    /// Warns when a text is longer than `limit`.
    pub(super) fn check_length(
        &mut self,
        value: Option<&String>,
        field: &str,
        limit: usize,
        unit: LengthUnit,
    ) {
        let Some(value) = value else { return };
        let (length, word) = match unit {
            LengthUnit::Characters => (value.chars().count(), "characters"),
            LengthUnit::Words => (value.split_whitespace().count(), "words"),
        };
        if length > limit {
            self.warning(
                "TXT-03",
                field,
                format!("`{field}` has {length} {word}; readers take in {limit}"),
                "shorten it: it is shown on cards and in lists",
            );
        }
    }

    /// Resolves an id to an index. An unknown id is an error; an unpublished item is dropped silently.
    pub(super) fn resolve_id(
        &mut self,
        id: &str,
        field: &str,
        names: &IdIndex,
        rule: &'static str,
        what: &str,
    ) -> Option<usize> {
        names.lookup(id).unwrap_or_else(|| {
            let help = names.suggest(id).unwrap_or_else(|| names.list_known(what));
            self.error(
                rule,
                field,
                format!("there is no {} `{id}`", what.trim_start_matches("an ").trim_start_matches("a ")),
                help,
            );
            None
        })
    }

    /// Resolves ids to indices, without duplicates.
    pub(super) fn resolve_ids(
        &mut self,
        ids: Option<Vec<String>>,
        field: &str,
        names: &IdIndex,
        rule: &'static str,
        what: &str,
    ) -> Vec<usize> {
        let mut numbers = Vec::new();
        for (index, id) in ids.unwrap_or_default().iter().enumerate() {
            if let Some(number) = self.resolve_id(id, &format!("{field}[{index}]"), names, rule, what)
                && !numbers.contains(&number)
            {
                numbers.push(number);
            }
        }
        numbers
    }

    /// Resolves ids of people.
    pub(super) fn resolve_people(
        &mut self,
        ids: Option<Vec<String>>,
        field: &str,
        people: &IdIndex,
    ) -> Vec<PersonId> {
        self.resolve_ids(ids, field, people, "PPL-12", "a person").into_iter().map(PersonId).collect()
    }

    /// Resolves the id of a person.
    pub(super) fn resolve_person(&mut self, id: &str, field: &str, people: &IdIndex) -> Option<PersonId> {
        self.resolve_id(id, field, people, "PPL-12", "a person").map(PersonId)
    }

    /// Parses a level of delegation, 1 to 7.
    pub(super) fn parse_level(&mut self, number: i64, field: &str) -> Option<DelegationLevel> {
        let level = DelegationLevel::new(number);
        if level.is_none() {
            self.error(
                "DEL-08",
                field,
                format!("level {number} does not exist"),
                "levels go from 1 (tell) over 3 (consult) and 5 (advise) to 7 (delegate)",
            );
        }
        level
    }

    /// Reports an invalid slug or site path.
    pub(super) fn report_bad_address(&mut self, field: &str, error: BadAddress) {
        self.error("URL-01", field, error.message, error.help);
    }
}

/// Unit of a text's length limit.
#[derive(Clone, Copy)]
pub(super) enum LengthUnit {
    Characters,
    Words,
}

/// Trimmed text; `None` if blank.
pub(super) fn non_blank(value: Option<String>) -> Option<String> {
    value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Trimmed texts, without blank ones.
pub(super) fn non_blank_items(values: Option<Vec<String>>) -> Vec<String> {
    values.unwrap_or_default().into_iter().filter_map(|value| non_blank(Some(value))).collect()
}
