//! Field paths such as `outcomes[1].baseline.value`: from a node to its path, and from a path to its range.

use std::ops::Range;

use super::fault::first_line;
use super::limits::Limits;
use super::node::{Kind, Tree};
use super::parse;

/// The position of a node in the tree.
pub(super) struct Place {
    /// Path of the field; for a key, that of its value.
    pub(super) field: String,
    /// The node to skip in order to drop it: a key, an element of a list, or the root itself.
    pub(super) entry: usize,
    /// The innermost key on the path.
    pub(super) key: Option<usize>,
    /// Whether it is an element of a list, the value of that key.
    pub(super) element: bool,
}

/// Finds the path from the root to a node.
pub(super) fn place(tree: &Tree, node: usize) -> Place {
    let mut place = Place { field: String::new(), entry: 0, key: None, element: false };
    let mut at = 0;
    while at != node {
        let Some(next) = step(tree, at, node, &mut place) else { break };
        at = next;
    }
    place
}

/// Descends one level towards `node` and adds it to the path; `None` when the path is complete.
fn step(tree: &Tree, at: usize, node: usize, place: &mut Place) -> Option<usize> {
    let within = |candidate: usize| (candidate..tree.nodes[candidate].next).contains(&node);
    match tree.nodes[at].kind {
        Kind::List => {
            let (index, child) = tree.children(at).enumerate().find(|(_, child)| within(*child))?;
            place.field.push_str(&format!("[{index}]"));
            (place.entry, place.element) = (child, true);
            Some(child)
        }
        Kind::Group => {
            let (key, value) = tree.entries(at).find(|(key, value)| within(*key) || within(*value))?;
            let dot = if place.field.is_empty() { "" } else { "." };
            place.field.push_str(dot);
            place.field.push_str(tree.text(key).unwrap_or("?"));
            (place.entry, place.key, place.element) = (key, Some(key), false);
            if within(key) { None } else { Some(value) }
        }
        Kind::Text { .. } | Kind::Alias(_) => None,
    }
}

/// Byte range of the value at a field path such as `outcomes[1].baseline.value`, for a diagnostic with only a path.
///
/// For an empty value this is the range of its key. For a field that does not exist it is the key of the innermost
/// group or list on the path that does, or the first line of that entry if it is an element of a list.
/// `None` for a missing field of the root, and if the source cannot be parsed that far.
pub fn locate(source: &str, field: &str) -> Option<Range<usize>> {
    let (tree, _) = parse::parse(source, &Limits::none());
    if tree.nodes.is_empty() {
        return None;
    }
    let mut last = None;
    let (mut at, mut rest) = (0, field);
    while !rest.is_empty() {
        let Some(next) = descend(&tree, at, rest) else { return last.map(|step| anchor(&tree, &step)) };
        (at, rest) = (next.value, next.rest);
        last = Some(next);
    }
    let last = last?;
    let value = tree.nodes[last.value].range.clone();
    if value.is_empty() {
        last.key.map(|key| tree.nodes[key].range.clone()).or(Some(value))
    } else {
        Some(value)
    }
}

/// One step of a field path.
struct Found<'f> {
    /// The key; `None` for an element of a list.
    key: Option<usize>,
    value: usize,
    /// The rest of the path.
    rest: &'f str,
}

fn descend<'f>(tree: &Tree, at: usize, field: &'f str) -> Option<Found<'f>> {
    let at = tree.target(at);
    match tree.nodes[at].kind {
        Kind::List => {
            let (index, rest) = field.strip_prefix('[')?.split_once(']')?;
            let value = tree.children(at).nth(index.parse().ok()?)?;
            Some(Found { key: None, value, rest: after_dot(rest)? })
        }
        Kind::Group => {
            let entries = tree.entries(at);
            let steps = entries.filter_map(|(key, value)| {
                let rest = after_dot(field.strip_prefix(tree.text(key)?)?)?;
                Some(Found { key: Some(key), value, rest })
            });
            // A key may contain a dot, so the longest match is the one that is meant.
            steps.min_by_key(|step| step.rest.len())
        }
        Kind::Text { .. } | Kind::Alias(_) => None,
    }
}

/// The rest of a path after a step, without its dot: empty, an index or a key. `None` if the step ended inside a key.
fn after_dot(rest: &str) -> Option<&str> {
    if rest.is_empty() || rest.starts_with('[') { Some(rest) } else { rest.strip_prefix('.') }
}

/// The range to report for a field that is missing below `step`.
fn anchor(tree: &Tree, step: &Found) -> Range<usize> {
    let node = &tree.nodes[step.key.unwrap_or(step.value)];
    let end = tree.source.len().min(node.range.end);
    first_line(tree.source, node.range.start..end)
}
