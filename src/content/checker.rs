//! Validation helpers that all resolvers share: required values, reference lookups and diagnostics.

use std::collections::HashMap;

use super::advice::split_names;
use super::enums::DelegationLevel;
use crate::diagnostic::{
    Addition, Diagnostic, Diagnostics, Location, NameKind, Problem, Severity, UnknownNames,
};
use crate::{suggest, yaml};

/// Validation context of one source file: adds diagnostics about its fields.
pub(crate) struct Checker<'a> {
    /// Source file, relative to the project root.
    pub(crate) path: &'a str,
    pub(crate) diagnostics: &'a mut Diagnostics,
}

/// Ids of one kind, with the item that each identifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IdIndex<T> {
    /// `None` for an item that exists and is not published.
    items: HashMap<String, Option<T>>,
    /// What people may write in place of an id, in lower case: the names and roles of persons.
    other_names: HashMap<String, Vec<String>>,
    /// Whether ids may be missing because a file that defines some could not be read.
    is_incomplete: bool,
    /// Whether an unknown id may be that of a page that could not be read and was left out.
    has_left_out: bool,
}

/// What an id leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup<T> {
    /// An item of the portfolio.
    Found(T),
    /// An item that exists and is not published, or has errors; or that may exist in a file that could not be read.
    Excluded,
    /// No item has this id.
    Unknown,
}

impl<T> Default for IdIndex<T> {
    fn default() -> Self {
        Self { items: HashMap::new(), other_names: HashMap::new(), is_incomplete: false, has_left_out: false }
    }
}

impl<T: Copy> IdIndex<T> {
    /// Adds an item; `None` if it is not published.
    pub(crate) fn insert(&mut self, id: &str, item: Option<T>) {
        self.items.insert(id.to_owned(), item);
    }

    /// Adds a name that people may write in place of an id.
    pub(crate) fn insert_name(&mut self, name: &str, id: &str) {
        let ids = self.other_names.entry(name.trim().to_lowercase()).or_default();
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }

    /// Says that ids may be missing because a file that defines some could not be read: an unknown id is then not
    /// reported, since the error of that file comes first.
    pub(crate) fn mark_incomplete(&mut self) {
        self.is_incomplete = true;
    }

    /// Says that a page was left out whose id is not certain: an unknown id is reported, and the help names that page.
    pub(crate) fn mark_left_out(&mut self) {
        self.has_left_out = true;
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.items.contains_key(id)
    }

    pub(crate) fn lookup(&self, id: &str) -> Lookup<T> {
        match self.items.get(id) {
            Some(Some(item)) => Lookup::Found(*item),
            Some(None) => Lookup::Excluded,
            None if self.is_incomplete => Lookup::Excluded,
            None => Lookup::Unknown,
        }
    }

    /// The only item that people call by this name or role.
    pub(crate) fn find_by_name(&self, name: &str) -> Option<&str> {
        match self.other_names.get(&name.trim().to_lowercase()).map(Vec::as_slice) {
            Some([only]) => Some(only),
            _ => None,
        }
    }

    /// The names in a text such as `A and B`; `None` unless there are several and one of them is known.
    fn split_known(&self, text: &str) -> Option<Vec<String>> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        if words.len() > 1 && words.iter().all(|word| self.contains(word)) {
            return Some(words);
        }
        let names = split_names(text);
        let is_known = |name: &String| self.contains(name) || self.find_by_name(name).is_some();
        // The role of one person may be `Gardener and cook`.
        let is_joined = self.find_by_name(text).is_none() && names.len() > 1 && names.iter().any(is_known);
        is_joined.then_some(names)
    }

    /// The ids that are meant by a text such as `Shared Leadership, Coaching`, as YAML, with a placeholder for what stands
    /// for none; `None` if nothing does.
    fn find_all(&self, text: &str) -> Option<String> {
        let known = self.sorted_ids();
        let find = |name: &str| {
            let exact = known.iter().find(|id| **id == name).copied().or_else(|| self.find_by_name(name));
            exact.or_else(|| suggest::closest(name, known.iter().copied())).map(yaml::quote_if_needed)
        };
        let names = match self.find_by_name(text) {
            Some(_) => vec![text.to_owned()],
            None => split_names(text),
        };
        let found: Vec<Option<String>> = names.iter().map(|name| find(name)).collect();
        let is_any = found.iter().any(Option::is_some);
        let ids: Option<Vec<String>> =
            found.into_iter().map(|id| id.or_else(|| self.placeholder())).collect();
        let mut ids = ids.filter(|_| is_any)?;
        ids.dedup();
        Some(ids.join(", "))
    }

    /// All known ids, in the order of the alphabet, so that it does not depend on hashing.
    pub(crate) fn sorted_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.items.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }

    /// A placeholder that lists the known ids, as YAML: only the author knows which one is meant. `None` without any.
    pub(crate) fn placeholder(&self) -> Option<String> {
        yaml::id_placeholder(&self.sorted_ids())
    }

    /// Help text that lists the known ids, as far as they fit into one line.
    fn list_known(&self, what: &str) -> String {
        const MAX_LISTED: usize = 6;
        let mut known: Vec<String> = self.items.keys().map(|id| format!("`{id}`")).collect();
        known.sort_unstable();
        let more = if known.len() > MAX_LISTED { ", …" } else { "" };
        known.truncate(MAX_LISTED);
        match known.as_slice() {
            [] => format!("there is none yet: create {what} first, or remove the line"),
            [only] => format!("use {what} that exists, or remove this; there is only {only}"),
            known => format!("use {what} that exists, or remove this; there are {}{more}", known.join(", ")),
        }
    }

    fn suggest(&self, id: &str) -> Option<String> {
        // A name or role that only one person has says more than an id that is spelled like it.
        if let Some(only) = self.find_by_name(id) {
            return Some(suggest::question(only));
        }
        suggest::did_you_mean(id, self.sorted_ids())
    }
}

impl Checker<'_> {
    pub(crate) fn error(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(rule, self.path, message).field(field).help(help));
    }

    pub(crate) fn warning(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::warning(rule, self.path, message).field(field).help(help));
    }

    pub(crate) fn info(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::info(rule, self.path, message).field(field).help(help));
    }

    /// Adds a diagnostic that is resolved by adding a field; `help` is what comes before it, and may be empty.
    pub(crate) fn suggest(
        &mut self,
        (severity, rule): (Severity, &'static str),
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
        addition: Addition,
    ) {
        let help: String = help.into();
        let diagnostic = Diagnostic::new(rule, severity, self.path, message).field(field).addition(addition);
        self.diagnostics.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    /// Adds a diagnostic at a source location rather than at a field.
    pub(crate) fn report_at(
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

    /// Reports a missing value. `example` gives the value that the help says to write, a placeholder if only the author
    /// knows it; it is asked only if the value is missing, since it may list much.
    pub(crate) fn require<T>(
        &mut self,
        value: Option<T>,
        field: &str,
        example: impl FnOnce() -> String,
    ) -> Option<T> {
        if value.is_none() {
            let name = field.rsplit('.').next().unwrap_or(field);
            let message = format!("`{name}` is missing");
            let addition = Addition::new(field, example());
            self.suggest((Severity::Error, "REQ-01"), field, message, "", addition);
        }
        value
    }

    /// Like [`require`](Self::require), for text that must not be blank; `what` says what goes there.
    pub(crate) fn require_text(&mut self, value: Option<String>, field: &str, what: &str) -> Option<String> {
        self.require(non_blank(value), field, || yaml::placeholder(what))
    }

    /// Warns when a text is longer than `limit`.
    pub(crate) fn check_length(
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
                format!("`{field}` is {length} {word} long; keep it to {limit}"),
                "shorten it: it is shown on cards and in lists",
            );
        }
    }

    /// Resolves an id. An unknown one is an error; an item that is not published is dropped silently.
    pub(crate) fn resolve_id<T: Copy>(
        &mut self,
        id: &str,
        field: &str,
        index: &IdIndex<T>,
        rule: &'static str,
        what: &str,
    ) -> Option<T> {
        match index.lookup(id) {
            Lookup::Found(item) => Some(item),
            Lookup::Excluded => None,
            // Reported as what it is.
            Lookup::Unknown if yaml::is_placeholder(id) => None,
            Lookup::Unknown => {
                let (noun, place) = match bare_noun(what).split_once(" in ") {
                    Some((noun, place)) => (noun, format!(" in {place}")),
                    None => (bare_noun(what), String::new()),
                };
                let mut help = index.suggest(id).unwrap_or_else(|| index.list_known(what));
                if index.has_left_out {
                    help +=
                        "; it may also be in a page that was skipped because of errors: fix that page first";
                }
                self.error(rule, field, format!("there is no {noun} `{id}`{place}"), help);
                None
            }
        }
    }

    /// Resolves ids, without duplicates.
    pub(crate) fn resolve_ids<T: Copy + PartialEq>(
        &mut self,
        ids: Option<Vec<String>>,
        field: &str,
        index: &IdIndex<T>,
        rule: &'static str,
        what: &str,
    ) -> Vec<T> {
        let ids = ids.unwrap_or_default();
        if self.report_names_in_place_of_list(&ids, field, index, rule, what) {
            return Vec::new();
        }
        let mut items = Vec::new();
        for (position, id) in ids.iter().enumerate() {
            if let Some(item) = self.resolve_id(id, &format!("{field}[{position}]"), index, rule, what)
                && !items.contains(&item)
            {
                items.push(item);
            }
        }
        items
    }

    /// Reports a text in place of a list of ids, such as `approaches: Shared Leadership`, once for all that is wrong with
    /// it; `false` if it is a list or all ids are known. `written` is the text at its commas.
    fn report_names_in_place_of_list<T: Copy>(
        &mut self,
        written: &[String],
        field: &str,
        index: &IdIndex<T>,
        rule: &'static str,
        what: &str,
    ) -> bool {
        let is_unknown =
            |id: &String| matches!(index.lookup(id), Lookup::Unknown) && !yaml::is_placeholder(id);
        if !written.iter().any(is_unknown) || !self.diagnostics.is_lone_value(self.path, field) {
            return false;
        }
        let written = written.join(", ");
        let Some(ids) = index.find_all(&written).or_else(|| index.placeholder()) else { return false };
        let message = format!("there is no {} `{written}`", bare_noun(what));
        let addition = Addition::new(field, format!("[{ids}]"));
        self.suggest((Severity::Error, rule), field, message, "list ids in brackets", addition);
        true
    }

    /// Resolves ids of people.
    pub(crate) fn resolve_people<T: Copy + PartialEq>(
        &mut self,
        ids: Option<Vec<String>>,
        field: &str,
        people: &IdIndex<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for (position, id) in ids.unwrap_or_default().iter().enumerate() {
            let person = self.resolve_person(id, &format!("{field}[{position}]"), people);
            found.extend(person.filter(|person| !found.contains(person)));
        }
        found
    }

    /// Resolves the id of a person.
    pub(crate) fn resolve_person<T: Copy>(
        &mut self,
        id: &str,
        field: &str,
        people: &IdIndex<T>,
    ) -> Option<T> {
        match people.lookup(id) {
            Lookup::Found(person) => Some(person),
            Lookup::Excluded => None,
            // Reported as what it is.
            Lookup::Unknown if yaml::is_placeholder(id) => None,
            Lookup::Unknown => {
                let message = format!("there is no person `{id}`");
                let diagnostic = Diagnostic::error("PPL-12", self.path, message).field(field);
                let names = people.split_known(id).filter(|_| field.ends_with(']'));
                let is_joined = names.is_some();
                let names = names.unwrap_or_else(|| vec![id.to_owned()]);
                let unknown = UnknownNames { kind: NameKind::People, names, list: None, has_hyphen: false };
                self.diagnostics.push(match people.suggest(id).filter(|_| !is_joined) {
                    Some(help) => diagnostic.help(help),
                    None => diagnostic.unknown_names(unknown),
                });
                None
            }
        }
    }

    /// Parses a level of delegation, 1 to 7.
    ///
    /// `example` is the level that the help suggests in place of one that does not exist, if another field tells it.
    pub(crate) fn parse_level(
        &mut self,
        number: i64,
        field: &str,
        example: Option<i64>,
    ) -> Option<DelegationLevel> {
        let level = DelegationLevel::new(number);
        if level.is_none() {
            let example = example.unwrap_or(number.clamp(1, 7));
            self.suggest(
                (Severity::Error, "DEL-08"),
                field,
                format!("level {number} does not exist"),
                "levels go from 1 (you decide) to 7 (they decide); at 5, they decide with your advice; for example",
                Addition::new(field, example.to_string()),
            );
        }
        level
    }

    /// Reports an id that is used a second time; `owner` says whose it is, such as `another artifact`.
    pub(crate) fn report_duplicate_id(&mut self, id: &str, field: &str, owner: &str) {
        let message = format!("the id `{id}` is already used by {owner}");
        self.error("URL-02", field, message, "give one of them a different `id`");
    }

    /// Reports an invalid slug or site path.
    pub(crate) fn report_bad_address(&mut self, field: &str, error: Problem) {
        self.error("URL-01", field, error.message, error.help);
    }
}

/// Unit of a text's length limit.
#[derive(Clone, Copy)]
pub(crate) enum LengthUnit {
    Characters,
    Words,
}

/// A noun without its article.
fn bare_noun(what: &str) -> &str {
    what.trim_start_matches("an ").trim_start_matches("a ")
}

/// Trimmed text; `None` if blank.
pub(crate) fn non_blank(value: Option<String>) -> Option<String> {
    value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Trimmed texts, without blank ones.
pub(crate) fn non_blank_items(values: Option<Vec<String>>) -> Vec<String> {
    values.unwrap_or_default().into_iter().filter_map(|value| non_blank(Some(value))).collect()
}
