//! The help of a diagnostic in full: what to add or to write, fitted to the file that it is about.

use super::front_matter;
use super::group_forms::complete_group;
use crate::diagnostic::{Addition, Diagnostic, NameKind, UnknownNames};
use crate::yaml::{self, Insertion, Shape, YamlError};

/// The names that stand where ids belong: of people in place of a list, and of standards in place of a list or an entry.
/// Which ids they have is known once all files are read.
pub(super) fn find_names(error: &YamlError, written: &str) -> Option<UnknownNames> {
    let written = written.trim_matches(['"', '\'']);
    let field = error.field.as_str();
    if matches!(written.chars().next(), None | Some('{' | '[' | '-')) {
        return None;
    }
    if field == "standards" || field.strip_prefix("standards[").is_some_and(|rest| rest.ends_with(']')) {
        let list = (error.expected_shape == Some(Shape::List)).then(|| field.to_owned());
        error.expected_shape?;
        return Some(UnknownNames { kind: NameKind::Standards, names: vec![written.to_owned()], list });
    }
    let key = field.rsplit('.').next()?;
    let is_name = written.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    if !PEOPLE_FIELDS.contains(&key) || !is_name || error.expected_shape != Some(Shape::List) {
        return None;
    }
    let written = written.replace(" and ", ",").replace([';', '&'], ",");
    let names = written.split(',').map(str::trim).filter(|name| !name.is_empty());
    let names = names.map(str::to_owned).collect();
    Some(UnknownNames { kind: NameKind::People, names, list: Some(key.to_owned()) })
}

/// The help for a value in place of a group: the whole group, with everything that will be asked for.
pub(super) fn help_for_group(error: &YamlError, written: &str) -> Option<String> {
    if error.expected_shape != Some(Shape::Group) || written.starts_with(['{', '[', '-']) {
        return None;
    }
    let group = complete_group(&error.field, written)?;
    let key = error.field.rsplit('.').next()?;
    Some(format!("write `{key}: {group}`"))
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
