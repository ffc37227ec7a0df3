//! Which fields of a source the portfolio can take: those that are read back without an error.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::yaml_text::write_fields;
use crate::content::document;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::rules::RuleTrait;

/// Fields that can be taken, and why the others can't.
#[derive(Default)]
pub(super) struct CheckedFields {
    /// Fields that are read back without an error.
    pub(super) good: Map<String, Value>,
    /// The others: each as YAML, and the first error.
    pub(super) bad: Vec<(String, String)>,
}

/// Checks each field by reading it as the file that it is meant for.
pub(super) fn check_fields<T: DeserializeOwned + Default>(fields: &Map<String, Value>) -> CheckedFields {
    let mut checked = CheckedFields::default();
    for (name, value) in fields {
        let mut one = Map::new();
        one.insert(name.clone(), value.clone());
        let yaml = write_fields(&one);
        match first_error::<T>(&yaml) {
            None => drop(checked.good.insert(name.clone(), value.clone())),
            Some(message) => checked.bad.push((yaml, message)),
        }
    }
    checked
}

/// The first error of a YAML file, other than that a placeholder is still to be filled in; `None` if it is read without one.
pub(super) fn first_error<T: DeserializeOwned + Default>(yaml: &str) -> Option<String> {
    let mut found = Diagnostics::default();
    let _: Option<T> = document::read_data_file("imported.yaml", yaml.as_bytes(), &mut found);
    // What the author is to fill in is no reason to lose the rest.
    let is_error = |diagnostic: &&Diagnostic| {
        diagnostic.severity == Severity::Error && !diagnostic.has_trait(RuleTrait::AllowedInDraft)
    };
    found.iter().find(is_error).map(|error| error.message.clone())
}

/// Takes the ids out of a field that names people or pages, unless all of them are known. Returns what was taken out.
pub(super) fn take_unknown_ids(
    fields: &mut Map<String, Value>,
    names: &[&str],
    known: &HashSet<&str>,
) -> Vec<String> {
    let mut taken = Vec::new();
    for name in names {
        let is_known = |value: &Value| value.as_str().is_some_and(|id| known.contains(id.trim()));
        let is_good = match fields.get(*name) {
            None => continue,
            Some(Value::Array(ids)) => ids.iter().all(is_known),
            Some(value) => is_known(value),
        };
        if !is_good && let Some(value) = fields.remove(*name) {
            let mut one = Map::new();
            one.insert((*name).to_owned(), value);
            taken.push(write_fields(&one));
        }
    }
    taken
}
