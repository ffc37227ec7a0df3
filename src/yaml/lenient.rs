//! Deserializes a source into a type and collects all its errors.

use std::collections::HashSet;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::de_error::{ErrorKind, Expected};
use super::error::{MAX_ERRORS, YamlError};
use super::limits::Limits;
use super::node::{StopReason, YamlTree};
use super::{blanks, check, de, field_path, limit_errors, lost_text, messages, parse, syntax, unknown_field};

/// Deserializes `source` into a type, with all its errors in source order.
///
/// If there are errors, the value holds everything else: a wrong key, value or element is skipped, so that later
/// checks can go on. If the source is not valid YAML or exceeds a limit, only that error is reported, and the value
/// holds what came before it; it is the default if the source is too long.
/// After [`MAX_ERRORS`] errors deserialization is given up, and the value is the default.
///
/// What can only be meant in one way is read so and reported all the same: no-break spaces in place of ordinary ones,
/// typographic quotation marks, a single value in place of a list.
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
    let Some(clean) = blanks::clean(source) else {
        return deserialize_clean(source, &limits, boolean_fields);
    };
    let (value, errors) = deserialize_clean(&clean.text, &limits, boolean_fields);
    let mut errors: Vec<YamlError> = errors.into_iter().map(|error| clean.to_source_error(error)).collect();
    errors.extend(clean.errors(source).into_iter().take(MAX_ERRORS));
    errors.sort_by_key(|error| error.range.start);
    (value, errors)
}

/// Deserializes a source without stray blanks.
fn deserialize_clean<T: DeserializeOwned + Default>(
    source: &str,
    limits: &Limits,
    boolean_fields: &[&str],
) -> (T, Vec<YamlError>) {
    let (mut tree, stop) = parse::parse_tree(source, limits);
    let quotes = lost_text::read_typographic_quotes(&mut tree);
    let mut skipped = vec![false; tree.nodes.len()];
    let mut errors = check::check_tree(&tree, &mut skipped);
    let value = deserialize_skipping_errors(&tree, &mut skipped, &mut errors);
    if let Some(stop) = stop {
        let fits = |text: &str, line: &Range<usize>| fits_type::<T>(text, line, limits);
        errors = vec![describe_stop(source, &stop, limits, &fits)];
    } else if errors.len() < MAX_ERRORS {
        // A value that already has an error, or that of an unknown field, gets no warning as well.
        let reported: HashSet<usize> = errors.iter().map(|error| error.range.start).collect();
        let fields: HashSet<String> = errors.iter().map(|error| error.field.clone()).collect();
        let is_reported = |warning: &YamlError| {
            reported.contains(&warning.range.start)
                || !warning.field.is_empty() && fields.contains(&warning.field)
        };
        let mut warnings = check::find_ambiguous_scalars(&tree, boolean_fields);
        warnings.extend(lost_text::find_lost_text(&tree, &tree.unused_anchors));
        warnings.extend(lost_text::find_split_quotes(&tree));
        errors.extend(warnings.into_iter().filter(|warning| !is_reported(warning)));
        errors.extend(quotes);
    }
    errors.sort_by_key(|error| error.range.start);
    (value.unwrap_or_default(), errors)
}

fn describe_stop(
    source: &str,
    stop: &StopReason,
    limits: &Limits,
    fits: &dyn Fn(&str, &Range<usize>) -> bool,
) -> YamlError {
    match stop {
        StopReason::Syntax(error) => syntax::describe_syntax_error(source, error, fits),
        StopReason::TooDeep(_)
        | StopReason::TooManyNodes(_)
        | StopReason::TooManyAliases(_)
        | StopReason::RecursiveAlias(_)
        | StopReason::ExtraDocument(_) => limit_errors::stop_error(source, stop, limits),
    }
}

/// Whether a line of a source is read without an error of its own, as far as the source can be parsed: a correction of
/// the line is certain only if the field takes what it says.
fn fits_type<T: DeserializeOwned + Default>(source: &str, line: &Range<usize>, limits: &Limits) -> bool {
    let (tree, _) = parse::parse_tree(source, limits);
    let mut skipped = vec![false; tree.nodes.len()];
    let mut errors = check::check_tree(&tree, &mut skipped);
    let _: Option<T> = deserialize_skipping_errors(&tree, &mut skipped, &mut errors);
    !errors.iter().any(|error| line.contains(&error.range.start))
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
            Ok((value, lists)) => {
                let room = MAX_ERRORS - errors.len();
                errors.extend(
                    lists.into_iter().take(room).map(|(node, line)| missing_brackets(tree, node, line)),
                );
                return Some(value);
            }
            Err(error) => unknown_field::find_sentence(tree, error.into_parts()),
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

/// A single value where a list belongs, which was read as the list in `line`.
fn missing_brackets(tree: &YamlTree, node: usize, line: String) -> YamlError {
    let what = ErrorKind::WrongType(Expected::Sequence(Some(line)));
    messages::to_yaml_error(tree, &what, node).read_as_meant()
}

/// Whether something is missing only because it was skipped, or is the rest of a number that was reported before.
fn is_consequence(tree: &YamlTree, skipped: &[bool], what: &ErrorKind, at: usize) -> bool {
    match what {
        ErrorKind::MissingField(_) | ErrorKind::WrongLength(_) => {
            tree.children(tree.resolve_alias(at)).any(|child| skipped[child])
        }
        ErrorKind::UnknownField(_) => unknown_field::continues_cut_number(tree, at),
        _ => false,
    }
}
