//! Deserializes a source into a type and collects all its errors.

use serde::de::DeserializeOwned;

use super::check;
use super::de;
use super::error::What;
use super::excess;
use super::explain;
use super::fault::{Fault, MAX_FAULTS};
use super::limits::Limits;
use super::node::{Stop, Tree};
use super::parse;
use super::path;
use super::syntax;

/// Deserializes `source` into a type, with all its errors in source order.
///
/// If there are errors, the value holds everything else: a wrong key, value or element is skipped, so that later
/// checks can go on. If the source is not valid YAML or exceeds a limit, only that error is reported, and the value
/// holds what came before it; it is the default if the source is too long.
/// After [`MAX_FAULTS`] errors deserialization is given up, and the value is the default.
pub fn read<T: DeserializeOwned + Default>(source: &str, limits: Limits) -> (T, Vec<Fault>) {
    if source.len() > limits.bytes {
        return (T::default(), vec![excess::too_long(source, &limits)]);
    }
    let (tree, stop) = parse::parse(source, &limits);
    let mut skipped = vec![false; tree.nodes.len()];
    let mut errors = check::check(&tree, &mut skipped);
    let value = read_rest(&tree, &mut skipped, &mut errors);
    if let Some(stop) = stop {
        errors = vec![explain_stop(source, &stop, &limits)];
    } else if errors.len() < MAX_FAULTS {
        // A value that already has an error gets no warning as well.
        let reported: Vec<usize> = errors.iter().map(|error| error.range.start).collect();
        errors.extend(
            check::ambiguous(&tree).into_iter().filter(|error| !reported.contains(&error.range.start)),
        );
    }
    errors.sort_by_key(|error| error.range.start);
    (value.unwrap_or_default(), errors)
}

fn explain_stop(source: &str, stop: &Stop, limits: &Limits) -> Fault {
    match stop {
        Stop::Syntax(error) => syntax::explain(source, error),
        Stop::Depth(_) | Stop::Nodes(_) | Stop::Aliases(_) | Stop::Loop(_) | Stop::Document(_) => {
            excess::stop(source, stop, limits)
        }
    }
}

/// Deserializes a tree repeatedly, each time without the entry that failed before, until it succeeds. `None` if the
/// root itself fails or there are too many errors.
fn read_rest<T: DeserializeOwned>(tree: &Tree, skipped: &mut [bool], errors: &mut Vec<Fault>) -> Option<T> {
    while !*skipped.first()? {
        if errors.len() >= MAX_FAULTS {
            errors.push(excess::more(tree.source));
            return None;
        }
        let (what, at) = match de::read(tree, skipped) {
            Ok(value) => return Some(value),
            Err(error) => error.into_parts(),
        };
        if !is_consequence(tree, skipped, &what, at) {
            errors.push(explain::explain(tree, &what, at));
        }
        let entry = path::place(tree, at).entry;
        if std::mem::replace(&mut skipped[entry], true) {
            return None;
        }
    }
    None
}

/// Whether something is missing only because it was skipped.
fn is_consequence(tree: &Tree, skipped: &[bool], what: &What, at: usize) -> bool {
    let misses = matches!(what, What::Missing(_) | What::Length(_));
    misses && tree.children(tree.target(at)).any(|child| skipped[child])
}
