//! Deserializes a source into a type and collects all its errors.

use serde::de::DeserializeOwned;

use super::de_error::ErrorKind;
use super::error::{MAX_ERRORS, YamlError};
use super::limits::Limits;
use super::node::{StopReason, YamlTree};
use super::{check, de, field_path, limit_errors, messages, parse, syntax};

/// Deserializes `source` into a type, with all its errors in source order.
///
/// If there are errors, the value holds everything else: a wrong key, value or element is skipped, so that later
/// checks can go on. If the source is not valid YAML or exceeds a limit, only that error is reported, and the value
/// holds what came before it; it is the default if the source is too long.
/// After [`MAX_ERRORS`] errors deserialization is given up, and the value is the default.
///
/// `boolean_fields` are the names of fields that take a boolean, so that `yes` and `no` are not ambiguous there.
pub fn deserialize<T: DeserializeOwned + Default>(
    source: &str,
    limits: Limits,
    boolean_fields: &[&str],
) -> (T, Vec<YamlError>) {
    if source.len() > limits.bytes {
        return (T::default(), vec![limit_errors::source_too_long(source, &limits)]);
    }
    let (tree, stop) = parse::parse_tree(source, &limits);
    let mut skipped = vec![false; tree.nodes.len()];
    let mut errors = check::check_tree(&tree, &mut skipped);
    let value = deserialize_skipping_errors(&tree, &mut skipped, &mut errors);
    if let Some(stop) = stop {
        errors = vec![describe_stop(source, &stop, &limits)];
    } else if errors.len() < MAX_ERRORS {
        // A value that already has an error gets no warning as well.
        let reported: Vec<usize> = errors.iter().map(|error| error.range.start).collect();
        errors.extend(
            check::find_ambiguous_scalars(&tree, boolean_fields)
                .into_iter()
                .filter(|error| !reported.contains(&error.range.start)),
        );
    }
    errors.sort_by_key(|error| error.range.start);
    (value.unwrap_or_default(), errors)
}

fn describe_stop(source: &str, stop: &StopReason, limits: &Limits) -> YamlError {
    match stop {
        StopReason::Syntax(error) => syntax::describe_syntax_error(source, error),
        StopReason::TooDeep(_)
        | StopReason::TooManyNodes(_)
        | StopReason::TooManyAliases(_)
        | StopReason::RecursiveAlias(_)
        | StopReason::ExtraDocument(_) => limit_errors::stop_error(source, stop, limits),
    }
}

/// Deserializes a tree repeatedly, each time without the entry that failed before, until it succeeds. `None` if the
/// root itself fails or there are too many errors.
fn deserialize_skipping_errors<T: DeserializeOwned>(
    tree: &YamlTree,
    skipped: &mut [bool],
    errors: &mut Vec<YamlError>,
) -> Option<T> {
    while !*skipped.first()? {
        if errors.len() >= MAX_ERRORS {
            errors.push(limit_errors::too_many_errors(tree.source));
            return None;
        }
        let (what, at) = match de::deserialize_tree(tree, skipped) {
            Ok(value) => return Some(value),
            Err(error) => error.into_parts(),
        };
        if !is_consequence(tree, skipped, &what, at) {
            errors.push(messages::to_yaml_error(tree, &what, at));
        }
        let entry = field_path::locate_node(tree, at).entry;
        if std::mem::replace(&mut skipped[entry], true) {
            return None;
        }
    }
    None
}

/// Whether something is missing only because it was skipped.
fn is_consequence(tree: &YamlTree, skipped: &[bool], what: &ErrorKind, at: usize) -> bool {
    let misses = matches!(what, ErrorKind::MissingField(_) | ErrorKind::WrongLength(_));
    misses && tree.children(tree.resolve_alias(at)).any(|child| skipped[child])
}
