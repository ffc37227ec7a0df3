//! Messages for unknown fields: typing errors, fields of other programs, and numbers that a comma took apart.

use std::ops::Range;

use super::de_error::{ErrorKind, StaticNames};
use super::error::YamlError;
use super::error_context::ErrorContext;
use super::field_path::locate_node;
use super::insertion::Insertion;
use super::line::SourceLine;
use super::merged_insertion::find_insertions;
use super::name_list::{self, insert_missing_space, join_names};
use super::node::{NodeKind, YamlTree};
use super::scalar;
use crate::suggest::{self, ForeignField};

/// Describes the unknown field at the key of a context.
pub(super) fn describe(scene: &ErrorContext<'_>, fields: StaticNames) -> YamlError {
    let name = scene.text().unwrap_or_default();
    let error = scene.new_error("YML-01", format!("unknown field `{name}`"));
    let key = error.range.clone();
    if let Some(fixed) = insert_missing_space(name, fields) {
        return error.help(format!("write a space after the colon: `{fixed}`"));
    }
    if name.contains(name_list::is_invisible) {
        return error.help("it contains an invisible character; retype the line");
    }
    if scalar::parse_number(name).is_some() {
        return describe_cut_number(scene, error);
    }
    if let Some(field) = suggest::certain_typo(name, fields.iter().copied()) {
        return error.help(suggest::question(field)).fix(key, field).meant_field(sibling(scene, field));
    }
    match suggest::foreign_field(name, fields) {
        Some(ForeignField::Renamed(field)) => {
            return error
                .help(format!("write `{field}` instead of `{name}`"))
                .meant_field(sibling(scene, field));
        }
        Some(ForeignField::Within(group)) => {
            let meant = sibling(scene, &format!("{group}.{name}"));
            return error.help(help_within(scene, group, &meant, fields)).meant_field(meant);
        }
        Some(ForeignField::Outside(advice)) => return error.help(advice),
        Some(ForeignField::Unused(advice)) => {
            let advice = with_own_file(scene, advice);
            return error.help(format!("{advice}; {}", removal_help(scene.tree, scene.node)));
        }
        None => {}
    }
    match suggest::closest_word(name, fields.iter().copied()) {
        Some(field) => error.help(suggest::question(field)).meant_field(sibling(scene, field)),
        None if fields.is_empty() => error.help("fields aren't allowed here"),
        None if fields.len() <= name_list::MAX_LISTED_NAMES => {
            error.help(format!("the fields here are {}", join_names(fields, "and")))
        }
        None => {
            error.help(format!("no field here has a name like that; {}", note_help(scene.tree, scene.node)))
        }
    }
}

/// What is wrong, and where: an unknown field that is the beginning of a sentence with a colon, such as `- Trust: we lost it`,
/// is an error of the whole entry.
pub(super) fn find_sentence(tree: &YamlTree, (what, at): (ErrorKind, usize)) -> (ErrorKind, usize) {
    match what {
        ErrorKind::UnknownField(fields) => match sentence_with_colon(tree, at, fields) {
            Some(entry) => (ErrorKind::SentenceWithColon(fields), entry),
            None => (what, at),
        },
        _ => (what, at),
    }
}

/// The entry of a list that holds nothing but a key and its text, in one line, if the key is not meant as a field.
fn sentence_with_colon(tree: &YamlTree, key: usize, fields: StaticNames) -> Option<usize> {
    let entry = key.checked_sub(1).filter(|group| matches!(tree.nodes[*group].kind, NodeKind::Mapping))?;
    let mut pairs = tree.entries(entry);
    let (_, value) = pairs.next().filter(|(first, _)| *first == key)?;
    let written = &tree.source[tree.nodes[entry].range.clone()];
    let is_sentence = pairs.next().is_none()
        && tree.scalar_text(value).is_some_and(|text| !text.is_empty())
        && !written.starts_with('{')
        && !written.contains('\n')
        && locate_node(tree, entry).is_element;
    let name = tree.scalar_text(key)?;
    let is_name = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '-');
    let is_field = || {
        name.chars().all(is_name)
            || suggest::foreign_field(name, fields).is_some()
            || suggest::closest_word(name, fields.iter().copied()).is_some()
            || suggest::certain_typo(name, fields.iter().copied()).is_some()
    };
    (is_sentence && !is_field()).then_some(entry)
}

/// The help for a field that belongs into a group of the same level; `meant` is its path there.
fn help_within(scene: &ErrorContext<'_>, group: &str, meant: &str, fields: StaticNames) -> String {
    let indent = format!("it belongs under `{group}`, indented by two more spaces");
    let Some(written) = value_line(scene.tree, scene.node) else { return indent };
    // With the others that belong into the same group, in the order of the file.
    let mut additions = others_within(scene, group, fields);
    let first = additions.iter().map(|(key, ..)| *key).min().filter(|key| *key < scene.node);
    additions.push((scene.node, meant.to_owned(), written));
    additions.sort_by_key(|(key, ..)| *key);
    let pairs: Vec<(&str, &str)> = additions.iter().map(|(_, path, value)| (path.as_str(), *value)).collect();
    let insertion = find_insertions(scene.tree.source, &pairs).into_iter().next().flatten();
    // A line that is pasted twice would be there twice.
    if let (Some(first), Some(_)) = (first.and_then(|key| scene.tree.scalar_text(key)), &insertion) {
        return format!(
            "it belongs under `{group}`, too: remove this line; the help for `{first}` shows one line for both"
        );
    }
    match insertion {
        Some(Insertion::Instead(line) | Insertion::Line(line)) => {
            format!("it belongs under `{group}`: remove this line, and write `{line}`")
        }
        Some(Insertion::Under { key, line }) => format!(
            "it belongs under `{key}`: remove this line, and write `{line}` there, indented like the others"
        ),
        _ => indent,
    }
}

/// The keys, paths and values of the other fields beside it that belong into the same group.
fn others_within<'t>(
    scene: &ErrorContext<'t>,
    group: &str,
    fields: StaticNames,
) -> Vec<(usize, String, &'t str)> {
    let first = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let other = |(key, _): (usize, usize)| {
        let name = scene.tree.scalar_text(key).filter(|_| key != scene.node)?;
        let Some(ForeignField::Within(other)) = suggest::foreign_field(name, fields) else { return None };
        let value = value_line(scene.tree, key)?;
        (first(other) == first(group) && !fields.contains(&name))
            .then(|| (key, sibling(scene, &format!("{other}.{name}")), value))
    };
    enclosing_group(scene.tree, scene.node)
        .into_iter()
        .flat_map(|parent| scene.tree.entries(parent))
        .filter_map(other)
        .collect()
}

/// The innermost group that a key is in.
fn enclosing_group(tree: &YamlTree, key: usize) -> Option<usize> {
    (0..key).rev().find(|node| {
        matches!(tree.nodes[*node].kind, NodeKind::Mapping) && tree.nodes[*node].subtree_end > key
    })
}

/// The value of a key as it is written; `None` if it has several lines.
fn value_line<'t>(tree: &'t YamlTree<'_>, key: usize) -> Option<&'t str> {
    let value = tree.nodes.get(tree.nodes[key].subtree_end)?;
    tree.source.get(value.range.clone()).filter(|value| !value.contains('\n'))
}

/// Advice about a picture, with the name of the author's file in place of the example.
fn with_own_file(scene: &ErrorContext<'_>, advice: &str) -> String {
    let value = scene.tree.nodes[scene.node].subtree_end;
    let written = scene.tree.nodes.get(value).and_then(|_| scene.tree.scalar_text(value)).unwrap_or_default();
    let name = written.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_file = name.contains('.') && !name.contains(|c: char| c.is_whitespace() || "`()<>".contains(c));
    if is_file { advice.replace("picture.jpg", name) } else { advice.to_owned() }
}

/// Path of another field of the same group.
fn sibling(scene: &ErrorContext<'_>, field: &str) -> String {
    let group = scene.location.field.rsplit_once('.').map(|(group, _)| format!("{group}."));
    format!("{}{field}", group.unwrap_or_default())
}

/// A key that is a number: what a comma within brackets cut off, as in `{ n: 1,503 }`.
fn describe_cut_number(scene: &ErrorContext<'_>, error: YamlError) -> YamlError {
    let Some((key, range)) = cut_number(scene.tree, scene.node) else {
        return error.help("if it is part of a number, write the number without a comma");
    };
    let rest = scene.tree.source[range.end..].split(|c: char| !c.is_ascii_digit() && c != ',').next();
    let range = range.start..range.end + rest.unwrap_or_default().trim_end_matches(',').len();
    let field = scene.tree.scalar_text(key).unwrap_or_default();
    let written = &scene.tree.source[range.clone()];
    let meant = sibling(scene, field);
    let message = format!("the comma in `{written}` cuts off the number");
    let error = YamlError { message, ..error }.meant_field(meant);
    match scalar::parse_thousands(written) {
        Some(number) => error.help(format!("write `{field}: {number}`")).fix(range, number),
        None => error.help(format!("use a decimal point: `{field}: {}`", written.replace(',', "."))),
    }
}

/// The key of the number that a comma cut, and the whole number as written; `at` is the key of what was cut off.
fn cut_number(tree: &YamlTree, at: usize) -> Option<(usize, Range<usize>)> {
    let group = enclosing_group(tree, at)?;
    let is_number = |node: usize| {
        let text = tree.scalar_text(node).unwrap_or_default();
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut first = None;
    for (key, value) in tree.entries(group).take_while(|(key, _)| *key < at) {
        if is_number(value) {
            first = Some((key, tree.nodes[value].range.start));
        } else if !is_number(key) {
            first = None;
        }
    }
    let (key, start) = first?;
    let range = start..tree.nodes[at].range.end;
    let is_together = |written: &str| written.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    tree.source.get(range.clone()).is_some_and(is_together).then_some((key, range))
}

/// Whether a key that is a number only goes on the number that an earlier one was cut from, as `200` in `1,503,200`.
pub(super) fn continues_cut_number(tree: &YamlTree, at: usize) -> bool {
    cut_number(tree, at).is_some_and(|(_, range)| tree.source[range].matches(',').count() > 1)
}

/// How to take out the entry of a key.
fn removal_help(tree: &YamlTree, key: usize) -> String {
    match entry_lines(tree, key) {
        None => "remove it".to_owned(),
        Some(1) => "delete this line".to_owned(),
        Some(lines) => format!("delete this line and the {} under it", count_lines(lines - 1)),
    }
}

/// How to keep the entry of a key as a note.
fn note_help(tree: &YamlTree, key: usize) -> String {
    match entry_lines(tree, key) {
        None => "remove it".to_owned(),
        Some(1) => "put a `#` before the line to keep it as a note".to_owned(),
        Some(lines) => format!(
            "put a `#` before this line and the {} under it to keep them as a note",
            count_lines(lines - 1)
        ),
    }
}

fn count_lines(count: usize) -> String {
    if count == 1 { "line".to_owned() } else { format!("{count} lines") }
}

/// The number of lines that an entry has to itself; `None` if it shares its line with others.
fn entry_lines(tree: &YamlTree, key: usize) -> Option<usize> {
    let start = tree.nodes[key].range.start;
    let line = SourceLine::containing(tree.source, start);
    let value = tree.nodes[key].subtree_end;
    let end = tree.nodes.get(value)?.range.end.max(start);
    let is_alone = line.content.start == start && line.hyphens.is_empty();
    is_alone.then(|| tree.source[start..end].trim_end().matches('\n').count() + 1)
}
