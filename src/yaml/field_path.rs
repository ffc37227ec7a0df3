//! Field paths such as `outcomes[1].baseline.value`: from a node to its path, and from a path to its range.

use std::ops::Range;

use super::error::clip_to_first_line;
use super::limits::Limits;
use super::node::{NodeKind, YamlTree};
use super::{blanks, parse};

/// The position of a node in the tree.
pub(super) struct NodeLocation {
    /// Path of the field; for a key, that of its value.
    pub(super) field: String,
    /// The node to skip in order to drop it: a key, an element of a list, or the root itself.
    pub(super) entry: usize,
    /// The innermost key on the path.
    pub(super) key: Option<usize>,
    /// Whether it is an element of a list, the value of that key.
    pub(super) is_element: bool,
}

/// Finds the path from the root to a node.
pub(super) fn locate_node(tree: &YamlTree, node: usize) -> NodeLocation {
    let mut place = NodeLocation { field: String::new(), entry: 0, key: None, is_element: false };
    let mut at = 0;
    while at != node {
        let Some(next) = descend_towards(tree, at, node, &mut place) else { break };
        at = next;
    }
    place
}

/// Descends one level towards `node` and adds it to the path; `None` when the path is complete.
fn descend_towards(tree: &YamlTree, at: usize, node: usize, place: &mut NodeLocation) -> Option<usize> {
    let within = |candidate: usize| (candidate..tree.nodes[candidate].subtree_end).contains(&node);
    match tree.nodes[at].kind {
        NodeKind::Sequence => {
            let (index, child) = tree.children(at).enumerate().find(|(_, child)| within(*child))?;
            place.field.push_str(&format!("[{index}]"));
            (place.entry, place.is_element) = (child, true);
            Some(child)
        }
        NodeKind::Mapping => {
            let (key, value) = tree.entries(at).find(|(key, value)| within(*key) || within(*value))?;
            let dot = if place.field.is_empty() { "" } else { "." };
            place.field.push_str(dot);
            place.field.push_str(tree.scalar_text(key).unwrap_or("?"));
            (place.entry, place.key, place.is_element) = (key, Some(key), false);
            if within(key) { None } else { Some(value) }
        }
        NodeKind::Scalar { .. } | NodeKind::Alias(_) => None,
    }
}

/// Byte range of the value at a field path such as `outcomes[1].baseline.value`, for a diagnostic with only a path.
///
/// For an empty value this is the range of its key. For a field that does not exist it is the key of the innermost
/// group or list on the path that does, or the first line of that entry if it is an element of a list.
/// `None` for a missing field of the root, and if the source cannot be parsed that far.
pub fn locate_field(source: &str, field: &str) -> Option<Range<usize>> {
    match blanks::clean(source) {
        Some(clean) => locate_clean(&clean.text, field).map(|range| clean.to_source_range(&range)),
        None => locate_clean(source, field),
    }
}

fn locate_clean(source: &str, field: &str) -> Option<Range<usize>> {
    let (tree, _) = parse::parse_tree(source, &Limits::unlimited());
    if tree.nodes.is_empty() {
        return None;
    }
    let mut last = None;
    let (mut at, mut rest) = (0, field);
    while !rest.is_empty() {
        let Some(next) = resolve_step(&tree, at, rest) else {
            return last.map(|step| step_range(&tree, &step));
        };
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

/// Byte ranges of the values and keys in a source that are texts of a kind.
pub fn find_texts(source: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let (tree, _) = parse::parse_tree(source, &Limits::unlimited());
    let texts = (0..tree.nodes.len()).filter(|node| tree.scalar_text(*node).is_some_and(&is_wanted));
    texts.map(|node| tree.nodes[node].range.clone()).collect()
}

/// Byte ranges of the texts of a kind in a source, each with the path of its field; for a key, that of its value.
pub fn find_texts_with_fields(source: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<(Range<usize>, String)> {
    let (tree, _) = parse::parse_tree(source, &Limits::unlimited());
    let texts = (0..tree.nodes.len()).filter(|node| tree.scalar_text(*node).is_some_and(&is_wanted));
    texts.map(|node| (tree.nodes[node].range.clone(), locate_node(&tree, node).field)).collect()
}

/// Byte ranges of the texts in a source that are the value of a key of a kind, or entries of its list.
pub fn find_values_of(source: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let (tree, _) = parse::parse_tree(source, &Limits::unlimited());
    let groups = (0..tree.nodes.len()).filter(|node| matches!(tree.nodes[*node].kind, NodeKind::Mapping));
    let entries = groups.flat_map(|group| tree.entries(group));
    let values = entries.filter(|(key, _)| tree.scalar_text(*key).is_some_and(&is_wanted));
    let texts = values.flat_map(|(_, value)| match tree.nodes[value].kind {
        NodeKind::Sequence => tree.children(value).collect(),
        _ => vec![value],
    });
    let texts = texts.filter(|node| tree.scalar_text(*node).is_some());
    texts.map(|node| tree.nodes[node].range.clone()).collect()
}

/// One step of a field path.
pub(super) struct PathStep<'f> {
    /// The key; `None` for an element of a list.
    pub(super) key: Option<usize>,
    pub(super) value: usize,
    /// The rest of the path.
    pub(super) rest: &'f str,
}

/// Follows the first step of a path from a node; `None` if there is no such entry.
pub(super) fn resolve_step<'f>(tree: &YamlTree, at: usize, field: &'f str) -> Option<PathStep<'f>> {
    let at = tree.resolve_alias(at);
    match tree.nodes[at].kind {
        NodeKind::Sequence => {
            let (index, rest) = field.strip_prefix('[')?.split_once(']')?;
            let value = tree.children(at).nth(index.parse().ok()?)?;
            Some(PathStep { key: None, value, rest: strip_dot(rest)? })
        }
        NodeKind::Mapping => {
            let entries = tree.entries(at);
            let steps = entries.filter_map(|(key, value)| {
                let rest = strip_dot(field.strip_prefix(tree.scalar_text(key)?)?)?;
                Some(PathStep { key: Some(key), value, rest })
            });
            // A key may contain a dot, so the longest match is the one that is meant.
            steps.min_by_key(|step| step.rest.len())
        }
        NodeKind::Scalar { .. } | NodeKind::Alias(_) => None,
    }
}

/// The rest of a path after a step, without its dot: empty, an index or a key. `None` if the step ended inside a key.
fn strip_dot(rest: &str) -> Option<&str> {
    if rest.is_empty() || rest.starts_with('[') { Some(rest) } else { rest.strip_prefix('.') }
}

/// The range to report for a field that is missing below `step`.
fn step_range(tree: &YamlTree, step: &PathStep) -> Range<usize> {
    let node = &tree.nodes[step.key.unwrap_or(step.value)];
    let end = tree.source.len().min(node.range.end);
    clip_to_first_line(tree.source, node.range.start..end)
}
