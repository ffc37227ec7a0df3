//! Fields such as `outcomes[1].baseline.value`: from a node to its field, and back.

use std::ops::Range;

use super::fault::first_line;
use super::limits::Limits;
use super::node::{Kind, Tree};
use super::parse;

/// Where a node is.
pub(super) struct Place {
    /// Its field; that of the value for a key.
    pub(super) field: String,
    /// The node to leave out to be rid of it: a key or an element of a list, the root itself for the root.
    pub(super) entry: usize,
    /// The last key on the way to it.
    pub(super) key: Option<usize>,
    /// Whether it is an element of the list under that key.
    pub(super) element: bool,
}

/// Finds the way from the root to a node.
pub(super) fn place(tree: &Tree, node: usize) -> Place {
    let mut place = Place { field: String::new(), entry: 0, key: None, element: false };
    let mut at = 0;
    while at != node {
        let Some(next) = step(tree, at, node, &mut place) else { break };
        at = next;
    }
    place
}

fn step(tree: &Tree, at: usize, node: usize, place: &mut Place) -> Option<usize> {
    let within = |it: usize| (it..tree.nodes[it].next).contains(&node);
    match tree.nodes[at].kind {
        Kind::List => {
            let (index, child) = tree.children(at).enumerate().find(|(_, it)| within(*it))?;
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

/// Bytes of the value at a field such as `outcomes[1].baseline.value`, for a diagnostic that knows only the field.
///
/// For a value that is left empty, its key; for a field that does not exist, the key of the nearest group or list
/// around it that does, or the first line of the entry when that is an element of a list.
/// None for a field that would stand in the root, and for a source that cannot be read so far.
pub fn locate(source: &str, field: &str) -> Option<Range<usize>> {
    let (tree, _) = parse::parse(source, &Limits::none());
    if tree.nodes.is_empty() {
        return None;
    }
    let mut found = None;
    let (mut at, mut rest) = (0, field);
    while !rest.is_empty() {
        let Some(next) = descend(&tree, at, rest) else { return found.map(|it| anchor(&tree, &it)) };
        (at, rest) = (next.value, next.rest);
        found = Some(next);
    }
    let found = found?;
    let value = tree.nodes[found.value].range.clone();
    if value.is_empty() {
        found.key.map(|it| tree.nodes[it].range.clone()).or(Some(value))
    } else {
        Some(value)
    }
}

struct Found<'f> {
    key: Option<usize>,
    value: usize,
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
            let found = entries.filter_map(|(key, value)| {
                let rest = after_dot(field.strip_prefix(tree.text(key)?)?)?;
                Some(Found { key: Some(key), value, rest })
            });
            // A key may hold a dot, so the longest one is meant.
            found.min_by_key(|it| it.rest.len())
        }
        Kind::Text { .. } | Kind::Alias(_) => None,
    }
}

/// What follows a step: nothing, an index, or a key after a dot.
fn after_dot(rest: &str) -> Option<&str> {
    if rest.is_empty() || rest.starts_with('[') { Some(rest) } else { rest.strip_prefix('.') }
}

fn anchor(tree: &Tree, found: &Found) -> Range<usize> {
    let node = &tree.nodes[found.key.unwrap_or(found.value)];
    let end = tree.source.len().min(node.range.end);
    first_line(tree.source, node.range.start..end)
}
