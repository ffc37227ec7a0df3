//! Small steps that every part of resolving takes: require, look up, complain.

use std::collections::HashMap;

use crate::content::vocabulary::Level;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::portfolio::links;
use crate::portfolio::model::PersonId;
use crate::portfolio::url::BadAddress;

/// A file that is being resolved, and where its faults go.
pub(super) struct Checker<'a> {
    /// The file, from the root of the portfolio.
    pub(super) path: &'a str,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// Ids of one sort of thing, with the number of each that is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    numbers: HashMap<String, Option<usize>>,
}

impl Names {
    pub(super) fn insert(&mut self, id: &str, number: Option<usize>) {
        self.numbers.insert(id.to_owned(), number);
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.numbers.contains_key(id)
    }

    /// Unknown, held back, or the number.
    pub(super) fn find(&self, id: &str) -> Option<Option<usize>> {
        self.numbers.get(id).copied()
    }

    /// What there is to choose from, as far as it can be read in a line.
    fn listed(&self, what: &str) -> String {
        const MOST: usize = 6;
        let mut known: Vec<String> = self.numbers.keys().map(|it| format!("`{it}`")).collect();
        known.sort_unstable();
        let more = if known.len() > MOST { ", …" } else { "" };
        known.truncate(MOST);
        match known.as_slice() {
            [] => format!("there is none yet: make {what} first, or take the line out"),
            known => format!("name {what} that exists, or take it out; there are {}{more}", known.join(", ")),
        }
    }

    fn nearest(&self, id: &str) -> Option<String> {
        let mut known: Vec<&str> = self.numbers.keys().map(String::as_str).collect();
        known.sort_unstable();
        links::nearest(id, known.into_iter())
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

    pub(super) fn hint(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::info(rule, self.path, message).field(field).help(help));
    }

    /// A finding about a place rather than a field.
    pub(super) fn at(
        &mut self,
        severity: Severity,
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let found = Diagnostic::new(rule, severity, self.path, message).help(help);
        self.diagnostics.push(Diagnostic { place, ..found });
    }

    /// A value that must be there.
    pub(super) fn required<T>(&mut self, value: Option<T>, field: &str, line: &str) -> Option<T> {
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

    /// Words that must be there.
    pub(super) fn required_text(&mut self, value: Option<String>, field: &str, line: &str) -> Option<String> {
        self.required(text(value), field, line)
    }

    /// Words that should not be longer.
    pub(super) fn at_most(&mut self, value: Option<&String>, field: &str, limit: usize, unit: Length) {
        let Some(value) = value else { return };
        let (length, word) = match unit {
            Length::Characters => (value.chars().count(), "characters"),
            Length::Words => (value.split_whitespace().count(), "words"),
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

    /// The number of a thing by its id; a thing that is not published is left out without a word.
    pub(super) fn one(
        &mut self,
        id: &str,
        field: &str,
        names: &Names,
        rule: &'static str,
        what: &str,
    ) -> Option<usize> {
        names.find(id).unwrap_or_else(|| {
            let help = names.nearest(id).unwrap_or_else(|| names.listed(what));
            self.error(
                rule,
                field,
                format!("there is no {} `{id}`", what.trim_start_matches("an ").trim_start_matches("a ")),
                help,
            );
            None
        })
    }

    /// The numbers of things by their ids, each once.
    pub(super) fn many(
        &mut self,
        ids: Option<Vec<String>>,
        field: &str,
        names: &Names,
        rule: &'static str,
        what: &str,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        for (at, id) in ids.unwrap_or_default().iter().enumerate() {
            if let Some(number) = self.one(id, &format!("{field}[{at}]"), names, rule, what)
                && !found.contains(&number)
            {
                found.push(number);
            }
        }
        found
    }

    /// People by their ids.
    pub(super) fn people(&mut self, ids: Option<Vec<String>>, field: &str, people: &Names) -> Vec<PersonId> {
        self.many(ids, field, people, "PPL-12", "a person").into_iter().map(PersonId).collect()
    }

    /// A person by their id.
    pub(super) fn person(&mut self, id: &str, field: &str, people: &Names) -> Option<PersonId> {
        self.one(id, field, people, "PPL-12", "a person").map(PersonId)
    }

    /// A level of delegation.
    pub(super) fn level(&mut self, number: i64, field: &str) -> Option<Level> {
        let level = Level::new(number);
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

    /// A part of an address that is refused.
    pub(super) fn bad_address(&mut self, field: &str, fault: BadAddress) {
        self.error("URL-01", field, fault.message, fault.help);
    }
}

/// What the length of a text is counted in.
#[derive(Clone, Copy)]
pub(super) enum Length {
    Characters,
    Words,
}

/// Words that say something.
pub(super) fn text(value: Option<String>) -> Option<String> {
    value.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
}

/// Lines that say something.
pub(super) fn texts(values: Option<Vec<String>>) -> Vec<String> {
    values.unwrap_or_default().into_iter().filter_map(|it| text(Some(it))).collect()
}
