//! What is wrong with a tree whatever its type: double keys, tags, merges, keys that are no text.

use std::collections::BTreeMap;

use super::fault::{Fault, MAX_FAULTS, first_line};
use super::line::{Line, quote};
use super::node::{Kind, Tree};
use super::path;
use super::scalar;

/// Tells the faults of a tree and marks their entries as left out.
pub(super) fn check(tree: &Tree, left_out: &mut [bool]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for at in 0..tree.nodes.len() {
        if faults.len() >= MAX_FAULTS {
            break;
        }
        if tree.nodes[at].tag.is_some() {
            faults.push(leave_out(tree, at, left_out, tag(tree, at)));
        }
        if matches!(tree.nodes[at].kind, Kind::Group) {
            check_keys(tree, at, left_out, &mut faults);
        }
    }
    faults
}

fn check_keys(tree: &Tree, at: usize, left_out: &mut [bool], faults: &mut Vec<Fault>) {
    let mut seen = BTreeMap::new();
    for (key, _) in tree.entries(at) {
        let fault = match tree.text(key) {
            None if is_double_brace(tree, at) => {
                faults.push(leave_out(tree, at, left_out, double_brace(tree, at)));
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
        if let Some(fault) = fault {
            faults.push(leave_out(tree, key, left_out, fault));
        }
    }
}

fn leave_out(tree: &Tree, at: usize, left_out: &mut [bool], fault: Fault) -> Fault {
    let place = path::place(tree, at);
    left_out[place.entry] = true;
    fault.field(place.field)
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

/// Whether a group is what `{{ title }}` makes.
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
    let colon = tree.source[start..].find(':').map_or(0, |it| it + 1);
    Fault::new("YML-06", tree.source, start..start + colon, "there is no word before this `:`")
        .help("write `key: value`")
}

fn tag(tree: &Tree, at: usize) -> Fault {
    let node = &tree.nodes[at];
    let tag = node.tag.as_deref().unwrap_or("!");
    // The tag stands before its value, maybe on a line of its own.
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

/// Fields that are switches: a word for yes or no is what they want.
const SWITCHES: [&str; 2] = ["comments", "search"];

/// Texts without quotes that other programs take for something else (YAML 1.1: `no` is false, `12:30` is 750, `007`
/// is 7). They are read as they stand; quotes make it so for everybody.
pub(super) fn ambiguous(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for group in (0..tree.nodes.len()).filter(|it| matches!(tree.nodes[*it].kind, Kind::Group)) {
        for (key, value) in tree.entries(group) {
            let Kind::Text { value: text, plain: true } = &tree.nodes[value].kind else { continue };
            let name = tree.text(key).unwrap_or_default();
            if SWITCHES.contains(&name) || !is_ambiguous(text) {
                continue;
            }
            let range = tree.nodes[value].range.clone();
            let quoted = quote(text);
            let message = format!("`{name}: {text}` without quotes means something else to many programs");
            faults.push(
                fault("YML-02", tree, value, message)
                    .help(format!("write `{name}: {quoted}`"))
                    .fix(range, quoted)
                    .field(path::place(tree, value).field),
            );
        }
    }
    faults
}

fn is_ambiguous(text: &str) -> bool {
    const WORDS: [&str; 6] = ["no", "yes", "on", "off", "n", "y"];
    let clock = text.split_once(':').is_some_and(|(hours, rest)| {
        let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit() || it == b':');
        digits(hours) && digits(rest)
    });
    WORDS.contains(&text.to_ascii_lowercase().as_str())
        || clock
        || scalar::has_leading_zeros(text) && !text.contains('-')
}
