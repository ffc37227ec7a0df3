//! Reads a source into a type, with all its faults.

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

/// Reads `source` into a type.
///
/// With faults the value holds everything that could be read (a wrong key, value or element is left out), so that
/// later checks can go on. Where the source is no YAML, or is over a budget, only that fault is told and the value
/// holds what came before it. After [`MAX_FAULTS`] faults the reading is given up and the value is the default.
pub fn read<T: DeserializeOwned + Default>(source: &str, limits: Limits) -> (T, Vec<Fault>) {
    if source.len() > limits.bytes {
        return (T::default(), vec![excess::too_long(source, &limits)]);
    }
    let (tree, stop) = parse::parse(source, &limits);
    let mut left_out = vec![false; tree.nodes.len()];
    let mut faults = check::check(&tree, &mut left_out);
    let value = read_rest(&tree, &mut left_out, &mut faults);
    if let Some(stop) = stop {
        faults = vec![explain_stop(source, &stop, &limits)];
    } else if faults.len() < MAX_FAULTS {
        // What is a fault already is not told twice.
        let told: Vec<usize> = faults.iter().map(|it| it.range.start).collect();
        faults.extend(check::ambiguous(&tree).into_iter().filter(|it| !told.contains(&it.range.start)));
    }
    faults.sort_by_key(|it| it.range.start);
    (value.unwrap_or_default(), faults)
}

fn explain_stop(source: &str, stop: &Stop, limits: &Limits) -> Fault {
    match stop {
        Stop::Syntax(error) => syntax::explain(source, error),
        Stop::Depth(_) | Stop::Nodes(_) | Stop::Aliases(_) | Stop::Loop(_) | Stop::Document(_) => {
            excess::stop(source, stop, limits)
        }
    }
}

/// Reads a tree again and again, each time without the entry that was at fault.
fn read_rest<T: DeserializeOwned>(tree: &Tree, left_out: &mut [bool], faults: &mut Vec<Fault>) -> Option<T> {
    while !*left_out.first()? {
        if faults.len() >= MAX_FAULTS {
            faults.push(excess::more(tree.source));
            return None;
        }
        let (what, at) = match de::read(tree, left_out) {
            Ok(value) => return Some(value),
            Err(error) => error.into_parts(),
        };
        if !is_consequence(tree, left_out, &what, at) {
            faults.push(explain::explain(tree, &what, at));
        }
        let entry = path::place(tree, at).entry;
        if std::mem::replace(&mut left_out[entry], true) {
            return None;
        }
    }
    None
}

/// Whether something is only missing because it was left out.
fn is_consequence(tree: &Tree, left_out: &[bool], what: &What, at: usize) -> bool {
    let misses = matches!(what, What::Missing(_) | What::Length(_));
    misses && tree.children(tree.target(at)).any(|it| left_out[it])
}
