//! The help of a diagnostic in full: what to add or to write, fitted to the file that it is about.

use super::front_matter;
use crate::diagnostic::{Addition, Diagnostic};
use crate::suggest;
use crate::yaml::{self, Insertion};

/// Words that authors write in place of one of our values: field, value, and what is written for it.
const SYNONYMS: [(&str, &str, &[&str]); 16] = [
    ("status", "completed", &["finished", "done", "complete", "closed", "ended", "over"]),
    ("status", "ongoing", &["in progress", "in-progress", "current", "active", "started", "running", "open"]),
    ("status", "proposed", &["planned", "planning", "idea", "upcoming", "future", "not started"]),
    ("status", "stopped", &["cancelled", "canceled", "abandoned", "discontinued", "paused", "on hold"]),
    ("verdict", "met", &["yes", "success", "successful", "achieved", "reached", "fully met"]),
    ("verdict", "partly_met", &["partially met", "partially", "partial", "partly", "mostly met", "mixed"]),
    ("verdict", "not_met", &["no", "failed", "missed", "unmet", "not achieved", "not reached"]),
    ("verdict", "too_early", &["pending", "unknown", "tbd", "too soon", "in progress", "ongoing"]),
    ("direction", "increase", &["up", "rise", "higher", "more", "improve"]),
    ("direction", "decrease", &["down", "fall", "lower", "less", "fewer", "reduce"]),
    ("direction", "maintain", &["same", "stable", "keep", "hold"]),
    ("cadence", "fortnightly", &["biweekly", "bi-weekly", "every two weeks", "every other week"]),
    ("cadence", "termly", &["quarterly", "every term", "every semester"]),
    ("joined", "volunteered", &["volunteer", "voluntary", "voluntarily"]),
    ("joined", "assigned", &["appointed", "told", "voluntold", "required"]),
    ("kind", "staff", &["teacher", "employee", "colleague", "principal", "coach"]),
];

/// The help for a value that is none of the choices, or no level, if it is known what the author means by it. `help`
/// is what the parser says, which knows the choices and not the field.
pub(super) fn help_for_value(field: &str, written: &str, help: Option<&str>) -> Option<String> {
    let name = field.rsplit('.').next()?;
    if name == "level" && written.parse::<f64>().is_err() {
        return Some("a level is a number from 1 (you decide) to 7 (they decide)".to_owned());
    }
    let is_name = written.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    if PEOPLE_FIELDS.contains(&name) && is_name && help.is_some_and(|help| help.contains("brackets")) {
        return Some(format!(
            "people are named by their `id` in `people.yaml`, in brackets: look up the one of “{written}” there, or give them an entry first"
        ));
    }
    let written = written.trim_matches(['"', '\'']).to_lowercase().replace('_', " ");
    let (_, meant, _) = SYNONYMS.iter().find(|(field, meant, words)| {
        *field == name && words.contains(&written.as_str()) && help.is_some_and(|help| help.contains(meant))
    })?;
    let choices = help?.split("; ").next()?;
    Some(format!("{choices}; {}", suggest::question(meant)))
}

/// Lists of ids of people.
const PEOPLE_FIELDS: [&str; 7] = ["led_by", "team", "consulted", "informed", "with", "decided_by", "people"];

/// The help of a diagnostic. If a field is to be added, it ends with the line, in the style of the file: within the
/// braces of `{ level: 5 }`, or as a line under its key. `source` is the text of the file, if it can be read.
pub fn complete_help(diagnostic: &Diagnostic, source: Option<&str>) -> Option<String> {
    let Some(addition) = &diagnostic.addition else { return diagnostic.help.clone() };
    let insertion = source.and_then(|source| find_insertion(source, addition));
    let instruction = match insertion {
        Some(Insertion::Line(line)) if diagnostic.path.ends_with(".md") => {
            format!("add the line `{line}` between the two `---`")
        }
        Some(Insertion::Line(line)) => format!("add the line `{line}`"),
        Some(Insertion::Under { key, line }) => {
            format!("under `{key}` add the line `{line}`, indented like the others")
        }
        Some(Insertion::InEntry(line)) => {
            format!("in this entry add the line `{line}`, indented like the others")
        }
        Some(Insertion::Instead(text)) => format!("write `{text}`"),
        Some(Insertion::Append { key, bracket, text }) => {
            let value = key.map_or_else(|| "this entry".to_owned(), |key| format!("`{key}`"));
            format!("before the `{bracket}` that closes {value} write `{text}`")
        }
        None => instruct_without_source(addition),
    };
    Some(match diagnostic.help.as_deref() {
        Some(help) => format!("{help}: {instruction}"),
        None => instruction,
    })
}

fn find_insertion(source: &str, addition: &Addition) -> Option<Insertion> {
    let parts = front_matter::split(source).ok()?;
    let yaml = parts.yaml.unwrap_or(0..source.len());
    yaml::find_insertion(&source[yaml], &addition.field, &addition.value)
}

fn instruct_without_source(addition: &Addition) -> String {
    let field = addition.field.trim_end_matches("[]");
    let (group, key) = field.rsplit_once('.').unwrap_or(("", field));
    let line = if field == addition.field {
        format!("{key}: {}", addition.value)
    } else {
        format!("{key}: [{}]", addition.value)
    };
    match group {
        "" => format!("add the line `{line}`"),
        group => format!("under `{group}` add the line `{line}`"),
    }
}
