//! Where a field is to be written: the line to add, or to write instead of one, in the style of the source.

use std::ops::Range;

use super::field_path::resolve_step;
use super::limits::Limits;
use super::node::{NodeKind, YamlTree};
use super::{blanks, parse};

/// How a field is added to a YAML source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Insertion {
    /// A new line at the top level.
    Line(String),
    /// A new line, indented, in the block under a key.
    Under {
        /// The key, such as `delegation`.
        key: String,
        /// The line without its indentation.
        line: String,
    },
    /// A new line in an entry of a list that is written as a block.
    InEntry(String),
    /// Text in place of the value, together with its key if it has one: `delegation: { level: 5, joined: invited }`.
    Instead(String),
    /// Text before the bracket that closes a value, when that is too long to be written again.
    Append {
        /// The key of the value, such as `outcomes`; `None` for an entry of a list.
        key: Option<String>,
        /// The closing bracket.
        bracket: char,
        /// The text, with its comma.
        text: String,
    },
}

/// The longest value in braces or brackets that is written again with the new field, in characters.
pub(super) const MAX_REWRITTEN_CHARS: usize = 160;

/// How to write `value` at a field path such as `delegation.retained`, or add it to a list, `timeline[]`.
///
/// `None` if the source cannot be parsed that far, or if the path leads through an entry that does not exist.
pub fn find_insertion(source: &str, field: &str, value: &str) -> Option<Insertion> {
    let clean = blanks::clean(source);
    let source = clean.as_ref().map_or(source, |clean| &clean.text);
    let (tree, _) = parse::parse_tree(source, &Limits::unlimited());
    place(&tree, field, value, MAX_REWRITTEN_CHARS).map(|placement| placement.insertion)
}

/// How and where a field is added.
pub(super) struct Placement {
    pub(super) insertion: Insertion,
    /// The bytes of the source that the insertion replaces, or its bracket for text before it; `None` for a new line.
    range: Option<Range<usize>>,
    /// The group that gets a new line, as its node, with the key of the line.
    pub(super) new_entry: Option<(usize, String)>,
    /// Length of the part of the field path that leads to that group.
    pub(super) parent_path_len: usize,
}

impl Placement {
    /// The bytes that are written again with the new field.
    pub(super) fn replaced(&self) -> Option<&Range<usize>> {
        self.range.as_ref().filter(|_| matches!(self.insertion, Insertion::Instead(_)))
    }

    /// The change of the source; `None` for a new line, whose indentation depends on the lines around it.
    pub(super) fn edit(&self) -> Option<(Range<usize>, &str)> {
        match &self.insertion {
            Insertion::Instead(text) => Some((self.range.clone()?, text)),
            Insertion::Append { text, .. } => {
                let bracket = self.range.clone()?.end - 1;
                Some((bracket..bracket, text))
            }
            Insertion::Line(_) | Insertion::Under { .. } | Insertion::InEntry(_) => None,
        }
    }
}

impl Insertion {
    /// The same place with another line; unchanged if it is no new line.
    pub(super) fn with_line(&self, line: String) -> Self {
        match self {
            Self::Line(_) => Self::Line(line),
            Self::Under { key, .. } => Self::Under { key: key.clone(), line },
            Self::InEntry(_) => Self::InEntry(line),
            Self::Instead(_) | Self::Append { .. } => self.clone(),
        }
    }
}

/// Finds how a field is added to a tree; see [`find_insertion`]. A value in one line is written again if it has at most
/// `max_chars` characters.
pub(super) fn place(tree: &YamlTree<'_>, field: &str, value: &str, max_chars: usize) -> Option<Placement> {
    let path = field;
    let (field, appends) = field.strip_suffix("[]").map_or((field, false), |list| (list, true));
    let (mut at, mut rest, mut key) = (0, field, None);
    while !rest.is_empty() && !tree.nodes.is_empty() {
        let Some(step) = resolve_step(tree, at, rest) else { break };
        (at, rest, key) = (step.value, step.rest, step.key);
    }
    let target = Target { tree, node: at, key: key.and_then(|key| tree.scalar_text(key)), max_chars };
    let insertion = if rest.is_empty() {
        if appends { target.append(value) } else { target.replace(value) }
    } else if rest.contains('[') {
        None
    } else {
        target.add(if appends { nest(rest, &format!("[{value}]")) } else { nest(rest, value) })
    }?;
    let is_in_place = matches!(insertion, Insertion::Instead(_) | Insertion::Append { .. });
    let range = is_in_place.then(|| {
        let value = &tree.nodes[at].range;
        key.map_or(value.start, |key| tree.nodes[key].range.start)..value.end
    });
    let first_key = rest.split('.').next().filter(|_| !is_in_place && !rest.is_empty());
    let suffix_len = if appends { "[]".len() } else { 0 };
    Some(Placement {
        insertion,
        range,
        new_entry: first_key.map(|key| (at, key.to_owned())),
        parent_path_len: path.len() - suffix_len - rest.len(),
    })
}

/// A node of the tree, with its key if it is the value of one.
struct Target<'t> {
    tree: &'t YamlTree<'t>,
    node: usize,
    key: Option<&'t str>,
    max_chars: usize,
}

impl Target<'_> {
    fn text(&self) -> &str {
        &self.tree.source[self.tree.nodes[self.node].range.clone()]
    }

    /// Writes a value in place of the one that is there.
    fn replace(&self, value: &str) -> Option<Insertion> {
        Some(Insertion::Instead(self.with_key(value)?))
    }

    fn with_key(&self, value: &str) -> Option<String> {
        self.key.map(|key| format!("{key}: {value}"))
    }

    /// Adds `key: value` to a group.
    fn add(&self, entry: String) -> Option<Insertion> {
        if self.tree.nodes.is_empty() {
            return Some(Insertion::Line(entry));
        }
        match self.tree.nodes[self.node].kind {
            NodeKind::Mapping if self.text().starts_with('{') => self.extend(&entry, '}'),
            NodeKind::Mapping if self.node == 0 => Some(Insertion::Line(entry)),
            NodeKind::Mapping => Some(match self.key {
                Some(key) => Insertion::Under { key: key.to_owned(), line: entry },
                None => Insertion::InEntry(entry),
            }),
            NodeKind::Scalar { .. } => self.replace(&format!("{{ {entry} }}")),
            NodeKind::Sequence | NodeKind::Alias(_) => None,
        }
    }

    /// Adds an entry to a list.
    fn append(&self, value: &str) -> Option<Insertion> {
        match self.tree.nodes[self.node].kind {
            NodeKind::Sequence if self.text().starts_with('[') => self.extend(value, ']'),
            NodeKind::Sequence => Some(Insertion::Under {
                key: self.key?.to_owned(),
                line: format!("- {}", first_entry(value)),
            }),
            NodeKind::Scalar { .. } => self.replace(&format!("[{value}]")),
            NodeKind::Mapping | NodeKind::Alias(_) => None,
        }
    }

    /// Adds an entry to a value in brackets.
    fn extend(&self, entry: &str, bracket: char) -> Option<Insertion> {
        let inside = self.text().strip_suffix(bracket)?.trim_end();
        let inside = inside.strip_suffix(',').unwrap_or(inside);
        let is_empty = inside.len() == 1;
        let comma = if is_empty { "" } else { ", " };
        let space = if bracket == '}' { " " } else { "" };
        if inside.contains('\n') || inside.chars().count() > self.max_chars {
            let text = format!("{comma}{entry}");
            // After a comma that is there already; what is added next to it needs one too.
            let text = if self.text().len() - inside.len() > 1 && self.ends_with_comma(bracket) {
                format!("{entry},")
            } else {
                text
            };
            return Some(Insertion::Append { key: self.key.map(str::to_owned), bracket, text });
        }
        let opening = if is_empty { format!("{inside}{space}") } else { inside.to_owned() };
        let whole = format!("{opening}{comma}{entry}{space}{bracket}");
        Some(Insertion::Instead(self.with_key(&whole).unwrap_or(whole)))
    }

    fn ends_with_comma(&self, bracket: char) -> bool {
        self.text().strip_suffix(bracket).is_some_and(|inside| inside.trim_end().ends_with(','))
    }
}

/// The first of several entries with commas between: in a list that is written as a block, each has a line of its own.
fn first_entry(value: &str) -> String {
    let list = format!("[{value}]");
    let (tree, _) = parse::parse_tree(&list, &Limits::unlimited());
    let first = (!tree.nodes.is_empty()).then(|| tree.children(0).next()).flatten();
    first.map_or_else(|| value.to_owned(), |first| list[tree.nodes[first].range.clone()].to_owned())
}

/// A value under a path of keys, in braces: `a: { b: value }`.
fn nest(path: &str, value: &str) -> String {
    match path.split_once('.') {
        Some((key, rest)) => format!("{key}: {{ {} }}", nest(rest, value)),
        None => format!("{path}: {value}"),
    }
}

/// A text as a value within braces or brackets: without quotes where it cannot be taken for anything else.
pub fn quote_if_needed(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_word);
    let is_special = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if is_plain && !is_special { text.to_owned() } else { super::line::quote(text) }
}

#[cfg(test)]
mod tests {
    use super::{Insertion, find_insertion, quote_if_needed};

    fn insertion(source: &str, field: &str) -> Option<Insertion> {
        find_insertion(source, field, "x")
    }

    fn instead(text: &str) -> Option<Insertion> {
        Some(Insertion::Instead(text.to_owned()))
    }

    #[test]
    fn a_field_is_added_in_the_style_of_its_group() {
        let under = Insertion::Under { key: "a".to_owned(), line: "c: x".to_owned() };
        assert_eq!(insertion("a:\n  b: 1\n", "a.c"), Some(under));
        assert_eq!(insertion("a: { b: 1 } # note\n", "a.c"), instead("a: { b: 1, c: x }"));
        assert_eq!(insertion("a: { b: 1, }\n", "a.c"), instead("a: { b: 1, c: x }"));
        assert_eq!(insertion("a: {}\n", "a.c"), instead("a: { c: x }"));
        assert_eq!(insertion("a:\n", "a.c"), instead("a: { c: x }"));
        assert_eq!(insertion("b: 1\n", "a.c"), Some(Insertion::Line("a: { c: x }".to_owned())));
        assert_eq!(insertion("", "a"), Some(Insertion::Line("a: x".to_owned())));
    }

    #[test]
    fn a_field_is_added_to_an_entry_of_a_list() {
        assert_eq!(insertion("a:\n  - b: 1\n", "a[0].c"), Some(Insertion::InEntry("c: x".to_owned())));
        assert_eq!(insertion("a: [{ b: 1 }]\n", "a[0].c"), instead("{ b: 1, c: x }"));
        assert_eq!(insertion("a: [{ b: { d: 1 } }]\n", "a[0].b.c"), instead("b: { d: 1, c: x }"));
        assert_eq!(insertion("a: [{ b: 1 }]\n", "a[1].c"), None);
    }

    #[test]
    fn a_value_that_is_there_is_written_anew() {
        assert_eq!(insertion("a: { b: [] }\n", "a.b"), instead("b: x"));
        assert_eq!(insertion("a:\n  b: null\n", "a.b"), instead("b: x"));
    }

    #[test]
    fn an_entry_is_added_to_a_list() {
        assert_eq!(insertion("b: 1\n", "a[]"), Some(Insertion::Line("a: [x]".to_owned())));
        assert_eq!(insertion("a: [1]\n", "a[]"), instead("a: [1, x]"));
        let under = Insertion::Under { key: "a".to_owned(), line: "- x".to_owned() };
        assert_eq!(insertion("a:\n- 1\n", "a[]"), Some(under));
        let append = |text: &str| {
            Some(Insertion::Append { key: Some("a".to_owned()), bracket: ']', text: text.to_owned() })
        };
        assert_eq!(insertion("a: [\n  1\n]\n", "a[]"), append(", x"));
        assert_eq!(insertion("a: [\n  1,\n]\n", "a[]"), append("x,"));
    }

    #[test]
    fn an_id_has_quotes_where_yaml_wants_them() {
        let quoted = ["p-lead", "no", "Mrs. Alvarez", "4"].map(quote_if_needed);
        assert_eq!(quoted, ["p-lead", "\"no\"", "\"Mrs. Alvarez\"", "\"4\""]);
    }
}
