//! Checks that do not depend on the type: duplicate keys, tags, merge keys, keys that are not scalars, ambiguous
//! scalars.

use std::collections::BTreeMap;

use super::fault::{Fault, MAX_FAULTS, first_line};
use super::line::{Line, quote};
use super::node::{Kind, Tree};
use super::path;
use super::scalar;

/// Reports the errors of a tree and marks the entries that cause them as skipped.
pub(super) fn check(tree: &Tree, skipped: &mut [bool]) -> Vec<Fault> {
    let mut errors = Vec::new();
    for at in 0..tree.nodes.len() {
        if errors.len() >= MAX_FAULTS {
            break;
        }
        if tree.nodes[at].tag.is_some() {
            errors.push(leave_out(tree, at, skipped, tag(tree, at)));
        }
        if matches!(tree.nodes[at].kind, Kind::Group) {
            check_keys(tree, at, skipped, &mut errors);
        }
    }
    errors
}

fn check_keys(tree: &Tree, at: usize, skipped: &mut [bool], errors: &mut Vec<Fault>) {
    let mut seen = BTreeMap::new();
    for (key, _) in tree.entries(at) {
        let error = match tree.text(key) {
            None if is_double_brace(tree, at) => {
                errors.push(leave_out(tree, at, skipped, double_brace(tree, at)));
                return;
            }
            None => Some(no_text(tree, key)),
            Some("<<") => Some(merge(tree, key)),
            Some(_) if tree.is_null(key) => Some(no_key(tree, key)),
            Some(name) => match seen.insert(name, key) {
                Some(first) => {
                    seen.insert(name, first);
                    Some(twice(tree, name, first, key))
                }
                None => None,
            },
        };
        if let Some(error) = error {
            errors.push(leave_out(tree, key, skipped, error));
        }
    }
}

fn leave_out(tree: &Tree, at: usize, skipped: &mut [bool], error: Fault) -> Fault {
    let place = path::place(tree, at);
    skipped[place.entry] = true;
    error.field(place.field)
}

fn fault(rule: &'static str, tree: &Tree, at: usize, message: impl Into<String>) -> Fault {
    Fault::new(rule, tree.source, tree.nodes[at].range.clone(), message)
}

fn twice(tree: &Tree, name: &str, first: usize, second: usize) -> Fault {
    let first = first_line(tree.source, tree.nodes[first].range.clone());
    fault("YML-05", tree, second, format!("`{name}` is given twice"))
        .also(first, "it is given here first")
        .help("keep one of the two")
}

fn merge(tree: &Tree, key: usize) -> Fault {
    fault("YML-06", tree, key, "`<<` cannot be used here").help("write out the fields that it stands for")
}

/// Whether a group is an unquoted `{{ title }}`, which YAML reads as a group whose key is a group.
fn is_double_brace(tree: &Tree, at: usize) -> bool {
    tree.source[tree.nodes[at].range.clone()].starts_with("{{")
}

fn double_brace(tree: &Tree, at: usize) -> Fault {
    let range = tree.nodes[at].range.clone();
    let line = Line::at(tree.source, range.start);
    let fixed = line.with(tree.source, line.value.clone(), &quote(&tree.source[line.value.clone()]));
    Fault::new("YML-06", tree.source, range, "a text that begins with `{` needs quotes")
        .help(format!("write `{}`", fixed.trim()))
}

fn no_text(tree: &Tree, key: usize) -> Fault {
    let help = "write a word before the `:`; put a text that begins with `[`, `{` or `*` in quotes";
    fault("YML-06", tree, key, "what stands before a `:` must be a word").help(help)
}

fn no_key(tree: &Tree, key: usize) -> Fault {
    let start = tree.nodes[key].range.start;
    let colon = tree.source[start..].find(':').map_or(0, |index| index + 1);
    Fault::new("YML-06", tree.source, start..start + colon, "there is no word before this `:`")
        .help("write `key: value`")
}

fn tag(tree: &Tree, at: usize) -> Fault {
    let node = &tree.nodes[at];
    let tag = node.tag.as_deref().unwrap_or("!");
    // The node's range does not include the tag, which comes before it, maybe on an earlier line.
    let start = tree.source[..node.range.start].rfind(tag).unwrap_or(node.range.start);
    let range = start..start + if tree.source[start..].starts_with(tag) { tag.len() } else { 0 };
    let line = Line::at(tree.source, start);
    let value = line.value.clone();
    let help = if tag.starts_with("!!") {
        "take it away".to_owned()
    } else if value.start == start {
        let fixed = line.with(tree.source, value.clone(), &quote(&tree.source[value]));
        format!("put a text that begins with `!` in quotes: `{}`", fixed.trim())
    } else {
        "take it away; put a text that begins with `!` in quotes".to_owned()
    };
    Fault::new("YML-06", tree.source, range, format!("`{tag}` cannot be used here")).help(help)
}

/// Fields that take a boolean: `yes` and `no` are not ambiguous there.
const SWITCHES: [&str; 2] = ["comments", "search"];

/// Warns about plain scalars that other programs read differently (YAML 1.1: `no` is false, `12:30` is 750, `007`
/// is 7). They are read as written here; quotes make every program do so.
pub(super) fn ambiguous(tree: &Tree) -> Vec<Fault> {
    let mut errors = Vec::new();
    for group in (0..tree.nodes.len()).filter(|node| matches!(tree.nodes[*node].kind, Kind::Group)) {
        for (key, value) in tree.entries(group) {
            let Kind::Text { value: text, plain: true } = &tree.nodes[value].kind else { continue };
            let name = tree.text(key).unwrap_or_default();
            if SWITCHES.contains(&name) || !is_ambiguous(text) {
                continue;
            }
            let range = tree.nodes[value].range.clone();
            let quoted = quote(text);
            let message = format!("`{name}: {text}` without quotes means something else to many programs");
            errors.push(
                fault("YML-02", tree, value, message)
                    .help(format!("write `{name}: {quoted}`"))
                    .fix(range, quoted)
                    .field(path::place(tree, value).field),
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
