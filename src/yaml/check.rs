//! Checks that do not depend on the type: duplicate keys, tags, merge keys, keys that are not scalars, ambiguous
//! scalars.

use std::collections::BTreeMap;

use super::error::{MAX_ERRORS, YamlError, clip_to_first_line};
use super::line::{SourceLine, quote};
use super::node::{NodeKind, YamlTree};
use super::{field_path, scalar};

/// Reports the errors of a tree and marks the entries that cause them as skipped.
pub(super) fn check_tree(tree: &YamlTree, skipped: &mut [bool]) -> Vec<YamlError> {
    let mut errors = Vec::new();
    for at in 0..tree.nodes.len() {
        if errors.len() >= MAX_ERRORS {
            break;
        }
        if tree.nodes[at].tag.is_some() {
            errors.push(skip_entry(tree, at, skipped, tag_error(tree, at)));
        }
        if matches!(tree.nodes[at].kind, NodeKind::Mapping) {
            check_mapping_keys(tree, at, skipped, &mut errors);
        }
    }
    errors
}

fn check_mapping_keys(tree: &YamlTree, at: usize, skipped: &mut [bool], errors: &mut Vec<YamlError>) {
    let mut seen = BTreeMap::new();
    for (key, _) in tree.entries(at) {
        // Locating an entry takes time that grows with the size of its group.
        if errors.len() >= MAX_ERRORS {
            return;
        }
        let error = match tree.scalar_text(key) {
            None if is_double_brace(tree, at) => {
                errors.push(skip_entry(tree, at, skipped, double_brace_error(tree, at)));
                return;
            }
            None => Some(non_scalar_key_error(tree, key)),
            Some("<<") => Some(merge_key_error(tree, key)),
            Some(_) if tree.is_null(key) => Some(empty_key_error(tree, key)),
            Some(name) => match seen.insert(name, key) {
                Some(first) => {
                    seen.insert(name, first);
                    Some(duplicate_key_error(tree, name, first, key))
                }
                None => None,
            },
        };
        if let Some(error) = error {
            errors.push(skip_entry(tree, key, skipped, error));
        }
    }
}

fn skip_entry(tree: &YamlTree, at: usize, skipped: &mut [bool], error: YamlError) -> YamlError {
    let place = field_path::locate_node(tree, at);
    skipped[place.entry] = true;
    error.field(place.field)
}

fn new_error(rule: &'static str, tree: &YamlTree, at: usize, message: impl Into<String>) -> YamlError {
    YamlError::new(rule, tree.source, tree.nodes[at].range.clone(), message)
}

fn duplicate_key_error(tree: &YamlTree, name: &str, first: usize, second: usize) -> YamlError {
    let after = tree.source[tree.nodes[second].range.end..].trim_start_matches(':').trim_start();
    let help = if after.starts_with("- ") {
        format!("move its entries to the end of the first `{name}`, and remove this line")
    } else {
        "keep only one of them".to_owned()
    };
    let first = clip_to_first_line(tree.source, tree.nodes[first].range.clone());
    new_error("YML-05", tree, second, format!("`{name}` appears twice"))
        .related(first, "it appears here first")
        .help(help)
}

fn merge_key_error(tree: &YamlTree, key: usize) -> YamlError {
    new_error("YML-06", tree, key, "`<<` can't be used here").help("write out the fields it stands for")
}

/// Whether a group is an unquoted `{{ title }}`, which YAML reads as a group whose key is a group.
fn is_double_brace(tree: &YamlTree, at: usize) -> bool {
    tree.source[tree.nodes[at].range.clone()].starts_with("{{")
}

fn double_brace_error(tree: &YamlTree, at: usize) -> YamlError {
    let range = tree.nodes[at].range.clone();
    let line = SourceLine::containing(tree.source, range.start);
    let fixed = line.replace_part(tree.source, line.value.clone(), &quote(&tree.source[line.value.clone()]));
    YamlError::new("YML-06", tree.source, range, "text that starts with `{` needs quotes")
        .help(format!("write `{}`", fixed.trim()))
}

fn non_scalar_key_error(tree: &YamlTree, key: usize) -> YamlError {
    let help = "write a word before the `:`; put text that starts with `[`, `{` or `*` in quotes";
    new_error("YML-06", tree, key, "there must be a word before a `:`").help(help)
}

fn empty_key_error(tree: &YamlTree, key: usize) -> YamlError {
    let start = tree.nodes[key].range.start;
    let colon = tree.source[start..].find(':').map_or(0, |index| index + 1);
    YamlError::new("YML-06", tree.source, start..start + colon, "there is no word before this `:`")
        .help("write `key: value`")
}

fn tag_error(tree: &YamlTree, at: usize) -> YamlError {
    let node = &tree.nodes[at];
    let tag = node.tag.as_deref().unwrap_or("!");
    // The node's range does not include the tag, which comes before it, maybe on an earlier line.
    let start = tree.source[..node.range.start].rfind(tag).unwrap_or(node.range.start);
    let range = start..start + if tree.source[start..].starts_with(tag) { tag.len() } else { 0 };
    let line = SourceLine::containing(tree.source, start);
    let value = line.value.clone();
    let help = if tag.starts_with("!!") {
        "remove it".to_owned()
    } else if value.start == start {
        let fixed = line.replace_part(tree.source, value.clone(), &quote(&tree.source[value]));
        format!("put text that starts with `!` in quotes: `{}`", fixed.trim())
    } else {
        "remove it, or put text that starts with `!` in quotes".to_owned()
    };
    YamlError::new("YML-06", tree.source, range, format!("`{tag}` can't be used here")).help(help)
}

/// Warns about plain scalars that other programs read differently (YAML 1.1: `no` is false, `12:30` is 750, `007`
/// is 7). They are read as written here; quotes make every program do so.
///
/// `boolean_fields` take a boolean: `yes` and `no` are not ambiguous there. At most [`MAX_ERRORS`] are returned.
pub(super) fn find_ambiguous_scalars(tree: &YamlTree, boolean_fields: &[&str]) -> Vec<YamlError> {
    let mut errors = Vec::new();
    for group in (0..tree.nodes.len()).filter(|node| matches!(tree.nodes[*node].kind, NodeKind::Mapping)) {
        for (key, value) in tree.entries(group) {
            let NodeKind::Scalar { value: text, plain: true } = &tree.nodes[value].kind else { continue };
            let name = tree.scalar_text(key).unwrap_or_default();
            if boolean_fields.contains(&name) || !is_ambiguous(text) {
                continue;
            }
            if errors.len() >= MAX_ERRORS {
                return errors;
            }
            let range = tree.nodes[value].range.clone();
            let quoted = quote(text);
            let message = format!(
                "`{name}: {text}` needs quotes: without them, many programs read it as something else"
            );
            errors.push(
                new_error("YML-02", tree, value, message)
                    .help(format!("write `{name}: {quoted}`"))
                    .fix(range, quoted)
                    .field(field_path::locate_node(tree, value).field),
            );
        }
    }
    errors
}

fn is_ambiguous(text: &str) -> bool {
    const WORDS: [&str; 6] = ["no", "yes", "on", "off", "n", "y"];
    let clock = text.split_once(':').is_some_and(|(hours, rest)| {
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        digits(hours) && digits(rest)
    });
    WORDS.contains(&text.to_ascii_lowercase().as_str())
        || clock
        || scalar::has_leading_zeros(text) && !text.contains('-')
}
