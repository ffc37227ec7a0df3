//! The help of a diagnostic in full: what to add or to write, fitted to the file that it is about.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use super::front_matter;
use super::group_forms::LoneValue;
use crate::diagnostic::{Addition, Diagnostic, Location, NameKind, UnknownNames};
use crate::yaml::{self, Insertion, Shape, YamlError};

/// The names that stand where ids belong: of people in place of a list, and of standards in place of a list or an entry.
/// Which ids they have is known once all files are read.
pub(super) fn find_names(path: &str, error: &YamlError, written: &str) -> Option<UnknownNames> {
    let lines = error.several_lines.as_deref();
    let written = lines.unwrap_or(written).trim_matches(['"', '\'']);
    let field = error.field.as_str();
    if lines.is_none() && matches!(written.chars().next(), None | Some('{' | '[' | '-')) {
        return None;
    }
    let shape = error.expected_shape;
    if path == "content/people.yaml"
        && (field == "people" || field.starts_with("people[") && field.ends_with(']'))
    {
        let is_list = shape? == Shape::List;
        let names = if is_list { split_names(written) } else { vec![written.to_owned()] };
        return Some(UnknownNames {
            kind: NameKind::NewPeople,
            names,
            list: is_list.then(|| field.to_owned()),
            has_hyphen: false,
        });
    }
    // In a file of standards the field lists titles.
    let is_case_study = path.starts_with("content/case-studies/");
    let is_claim =
        field == "standards" || field.strip_prefix("standards[").is_some_and(|rest| rest.ends_with(']'));
    if is_case_study && is_claim {
        let list = (error.expected_shape == Some(Shape::List)).then(|| field.to_owned());
        error.expected_shape?;
        return Some(UnknownNames {
            kind: NameKind::Standards,
            names: vec![written.to_owned()],
            list,
            has_hyphen: false,
        });
    }
    let key = field.rsplit('.').next()?;
    let is_name = written.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    if !PEOPLE_FIELDS.contains(&key) || !is_name || error.expected_shape != Some(Shape::List) {
        return None;
    }
    Some(UnknownNames {
        kind: NameKind::People,
        names: split_names(written),
        list: Some(key.to_owned()),
        has_hyphen: false,
    })
}

/// The names in a text such as `A, B and C`, or with one on each line.
pub(super) fn split_names(text: &str) -> Vec<String> {
    // Word's bullets are on one line once YAML has joined the lines of a text.
    let text = text.replace(" and ", ",").replace([';', '&', '\n', '•', '●', '▪'], ",");
    let text =
        if text.trim_start().starts_with(['–', '—']) { text.replace(['–', '—'], ",") } else { text };
    let names = text.split(',').map(|name| name.trim().trim_start_matches(['-', '*', '•']).trim_start());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The help for several people where one answers for the work.
pub(super) fn help_for_one_person(error: &YamlError, written: &str) -> Option<String> {
    let list = written.strip_prefix('[')?.strip_suffix(']')?;
    let (first, _) = list.split_once(',').filter(|_| error.field == "accountable")?;
    Some(format!(
        "only one person can be accountable: write one, such as `accountable: {}`; you can list the others in `team`",
        first.trim()
    ))
}

/// The help for a value in place of a group: the whole group, with everything that will be asked for. `before` is what
/// stands before the value.
pub(super) fn help_for_group(path: &str, error: &YamlError, before: &str, written: &str) -> Option<String> {
    let value = lone_value(path, error, Shape::Group, written)?;
    if value.says_there_is_no_picture() {
        return Some("to show none, remove the line".to_owned());
    }
    let line = value.complete()?;
    // Within brackets there are no hyphens.
    let is_listed = before.trim_end_matches(' ').ends_with('-');
    let line = line.strip_prefix("- ").filter(|_| !is_listed).unwrap_or(&line);
    Some(format!("write `{line}`"))
}

/// The help for a text in place of a list of groups: the list with the whole group.
pub(super) fn help_for_list_of_groups(path: &str, error: &YamlError, written: &str) -> Option<String> {
    let value = lone_value(path, error, Shape::List, written).filter(|_| !error.is_read)?;
    value.complete_list().map(|line| format!("write `{line}`"))
}

/// The text of one line that stands in place of a list or a group; `None` if it is written in another way.
fn lone_value<'a>(
    path: &'a str,
    error: &'a YamlError,
    wanted: Shape,
    written: &'a str,
) -> Option<LoneValue<'a>> {
    let is_text = error.several_lines.is_none() && !written.starts_with(['{', '[', '-', '|', '>', '&', '*']);
    let is_wanted = error.expected_shape == Some(wanted) && is_text && !written.is_empty();
    is_wanted.then(|| LoneValue::new(path, &error.field, written))
}

/// The help for several texts in place of a list: each is one, and may have several words.
pub(super) fn help_for_texts(path: &str, error: &YamlError, written: &str) -> Option<String> {
    let key = error.field.rsplit('.').next()?;
    // A name that is looked for together with another would never be found.
    let is_texts = key == "tags" || key == "names" && path == "content/people.private.yaml";
    let is_list = is_texts && error.expected_shape == Some(Shape::List);
    let written = written.trim_matches('"');
    let texts: Vec<&str> = written.split([',', ';']).map(str::trim).filter(|text| !text.is_empty()).collect();
    let is_plain = |text: &&str| !text.contains(['"', '\'', '[', ']', '{', '}', ':', '#']);
    let is_several = is_list && texts.len() > 1 && texts.iter().all(is_plain);
    is_several.then(|| format!("a list needs brackets: write `{key}: [{}]`", texts.join(", ")))
}

/// The help for a data file that begins with the entries of its list: the key that belongs above them.
pub(super) fn help_for_bare_list(path: &str, error: &YamlError, written: &str) -> Option<String> {
    const LISTS: [(&str, &str); 6] = [
        ("content/comments/", "comments"),
        ("content/packs/", "cases"),
        ("content/people.private.yaml", "watch_for"),
        ("content/people.yaml", "people"),
        ("content/standards/", "standards"),
        ("content/testimonials.yaml", "testimonials"),
    ];
    let is_list = error.field.is_empty() && error.expected_shape == Some(Shape::Group);
    let (_, key) = LISTS.iter().find(|(start, _)| is_list && path.starts_with(start))?;
    written.starts_with('-').then(|| format!("write the line `{key}:` above this one"))
}

/// Lists of ids of people.
pub(super) const PEOPLE_FIELDS: [&str; 7] =
    ["led_by", "team", "consulted", "informed", "with", "decided_by", "people"];

/// Ids of one person.
pub(super) const PERSON_FIELDS: [&str; 4] = ["accountable", "person", "speaker", "from"];

/// Writes the help of diagnostics that are shown together: lines to add to the same line of a file become one line.
pub struct HelpWriter<'a> {
    /// The fields to add that the author has not accepted, by file.
    by_file: BTreeMap<&'a str, FileAdditions<'a>>,
}

/// The fields to add to a file.
#[derive(Default)]
struct FileAdditions<'a> {
    /// Paths and values, each pair once.
    additions: Vec<(&'a str, &'a str)>,
    /// How to write each of them, if it is known where; found when the first is asked for.
    insertions: OnceLock<HashMap<(&'a str, &'a str), Option<Insertion>>>,
}

impl FileAdditions<'_> {
    /// How to write a field of the list, together with those that belong into the same line; `None` if it is not in the
    /// list.
    fn find(&self, source: &str, addition: (&str, &str)) -> Option<Option<Insertion>> {
        let find_all = || {
            let found = find_insertions(source, &self.additions);
            self.additions.iter().copied().zip(found).collect()
        };
        self.insertions.get_or_init(find_all).get(&addition).cloned()
    }
}

impl<'a> HelpWriter<'a> {
    /// For all diagnostics that are shown.
    pub fn new(shown: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut by_file: BTreeMap<&str, FileAdditions<'_>> = BTreeMap::new();
        let mut seen = HashSet::new();
        for diagnostic in shown.into_iter().filter(|diagnostic| diagnostic.accepted.is_none()) {
            let Some(addition) = diagnostic.addition.as_deref() else { continue };
            let pair = (addition.field.as_str(), addition.value.as_str());
            if seen.insert((diagnostic.path.as_str(), pair)) {
                by_file.entry(&diagnostic.path).or_default().additions.push(pair);
            }
        }
        Self { by_file }
    }

    /// The help of a diagnostic. If a field is to be added, it ends with the line, in the style of the file: within the
    /// braces of `{ level: 5 }`, or as a line under its key. `source` is the text of the file, if it can be read.
    pub fn help(&self, diagnostic: &Diagnostic, source: Option<&str>) -> Option<String> {
        let Some(instruction) = self.instruction(diagnostic, source) else { return diagnostic.help.clone() };
        Some(match diagnostic.help.as_deref() {
            Some(help) => format!("{help}: {instruction}"),
            None => instruction,
        })
    }

    /// What to write and where; `None` if no field is to be added.
    pub fn instruction(&self, diagnostic: &Diagnostic, source: Option<&str>) -> Option<String> {
        let addition = diagnostic.addition.as_deref()?;
        let insertion = source.and_then(|source| self.find_insertion(diagnostic, addition, source));
        Some(match insertion {
            Some(Insertion::Line(line)) if diagnostic.path.ends_with(".md") => {
                format!("add the line `{line}` between the two `---`")
            }
            Some(Insertion::Line(line)) => format!("add the line `{line}`"),
            Some(Insertion::Under { key, line }) => {
                format!("under `{key}`, add the line `{line}`, indented like the others")
            }
            Some(Insertion::InEntry(line)) => {
                format!("in this entry, add the line `{line}`, indented like the others")
            }
            Some(Insertion::Instead(text)) => match self.other_line(diagnostic, addition, &text) {
                Some(key) => format!("to replace the line `{key}`, write `{text}`"),
                None => {
                    let hyphen =
                        if source.is_some_and(|source| is_listed(source, addition)) { "- " } else { "" };
                    format!("write `{hyphen}{text}`")
                }
            },
            Some(Insertion::Append { key, bracket, text }) => {
                let value = key.map_or_else(|| "this entry".to_owned(), |key| format!("`{key}`"));
                format!("just before the `{bracket}` that closes {value}, write `{text}`")
            }
            None => instruct_without_source(addition),
        })
    }

    /// The key of the line that a text replaces, if the diagnostic is shown at another line.
    fn other_line<'d>(&self, diagnostic: &Diagnostic, addition: &'d Addition, text: &str) -> Option<&'d str> {
        let field = addition.field.trim_end_matches("[]");
        let key = field.rsplit('.').next()?;
        let is_own = matches!(&diagnostic.location, Location::Field(place) if place == field);
        let is_line = text.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
        (is_line && !is_own).then_some(key)
    }

    /// The place of an addition, together with those that belong into the same line.
    fn find_insertion(
        &self,
        diagnostic: &Diagnostic,
        addition: &Addition,
        source: &str,
    ) -> Option<Insertion> {
        let own = (addition.field.as_str(), addition.value.as_str());
        let in_file = self.by_file.get(diagnostic.path.as_str());
        let found = in_file.and_then(|file| file.find(source, own));
        found.unwrap_or_else(|| find_insertions(source, &[own]).pop()?)
    }
}

/// Whether a field is that of an entry of a list with hyphens, whose line is written anew with its hyphen.
fn is_listed(source: &str, addition: &Addition) -> bool {
    let Ok(parts) = front_matter::split(source) else { return false };
    let yaml = &source[parts.yaml.unwrap_or(0..source.len())];
    let field = addition.field.trim_end_matches("[]");
    let entry = field.rfind(']').map(|end| &field[..=end]);
    let place = entry.and_then(|entry| yaml::locate_field(yaml, entry));
    place.is_some_and(|place| {
        let line = yaml[..place.start].rsplit('\n').next().unwrap_or_default();
        // A part of the entry has its own line, or braces of its own.
        line.trim() == "-"
            && !field.ends_with(']')
            && yaml[place].starts_with('{')
            && field.matches('.').count() == 1
    })
}

/// How to write each of several fields of a file; all `None` if its front matter does not end.
fn find_insertions(source: &str, additions: &[(&str, &str)]) -> Vec<Option<Insertion>> {
    let Ok(parts) = front_matter::split(source) else { return vec![None; additions.len()] };
    let source = &source[parts.yaml.unwrap_or(0..source.len())];
    // What is written again must not repeat quotation marks that are reported.
    let straight = yaml::straighten_quotes(source);
    yaml::find_insertions(straight.as_deref().unwrap_or(source), additions)
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
        group => format!("under `{group}`, add the line `{line}`"),
    }
}
