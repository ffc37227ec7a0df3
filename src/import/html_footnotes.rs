//! Finds footnotes: short links to a note, which links back. Word, Google Docs, WordPress and Pandoc write them so.

use std::collections::{BTreeMap, BTreeSet};

use super::html_tree::HtmlTree;

/// The footnotes of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Footnotes {
    /// References, with the label of the note.
    labels: BTreeMap<usize, String>,
    /// Notes, with their label.
    definitions: BTreeMap<usize, String>,
    /// Links from the notes back to the text.
    backlinks: BTreeSet<usize>,
}

impl Footnotes {
    /// The label of the note to which a node refers.
    pub(super) fn label(&self, node: usize) -> Option<&str> {
        self.labels.get(&node).map(String::as_str)
    }

    /// Whether a node is the text of a note.
    pub(super) fn is_definition(&self, node: usize) -> bool {
        self.definitions.contains_key(&node)
    }

    /// Whether a node leads from a note back to the text.
    pub(super) fn is_backlink(&self, node: usize) -> bool {
        self.backlinks.contains(&node)
    }

    /// The notes with their labels, in the order of the references.
    pub(super) fn definitions(&self) -> Vec<(usize, String)> {
        let mut notes: Vec<(usize, String)> =
            self.definitions.iter().map(|(node, label)| (*node, label.clone())).collect();
        notes.sort_by_key(|(_, label)| label.parse::<usize>().unwrap_or(usize::MAX));
        notes
    }

    /// Finds the footnotes in a part of a page.
    pub(super) fn find(tree: &HtmlTree, root: usize) -> Self {
        let mut found = Self::default();
        let anchors = anchors(tree, root);
        let links: Vec<(usize, usize)> = tree
            .elements(root, "a")
            .filter_map(|link| Some((link, *anchors.get(tree.attribute(link, "href")?.strip_prefix('#')?)?)))
            .collect();
        // Where the links of each block lead.
        let mut targets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (link, target) in &links {
            if let Some(block) = note_around(tree, *link) {
                targets.entry(block).or_default().push(*target);
            }
        }
        for (link, target) in &links {
            let Some(note) = note_around(tree, *target) else { continue };
            let is_reference =
                is_mark(&tree.text(*link)) && *link > 0 && note_around(tree, *link) != Some(note);
            // A note stands after its reference, and what it links to is the reference or an element around it.
            let links_back = targets.get(&note).is_some_and(|back| {
                back.iter().any(|back| {
                    *back == *link
                        || ancestors(tree, *link).take(3).any(|above| above == *back)
                        || tree.descendants(*link).take(3).any(|below| below == *back)
                })
            });
            if !is_reference || note < *link || !links_back {
                continue;
            }
            let next = (found.definitions.len() + 1).to_string();
            let label = found.definitions.entry(note).or_insert(next).clone();
            let parent = tree.parent(*link);
            let is_alone = tree.name(parent) == "sup" && tree.text(parent) == tree.text(*link);
            found.labels.insert(if is_alone { parent } else { *link }, label);
        }
        let is_back = |(link, target): &&(usize, usize)| {
            let note = note_around(tree, *link);
            note.is_some_and(|note| found.definitions.contains_key(&note))
                && target < link
                && tree.text(*link).chars().count() <= 8
        };
        found.backlinks = links.iter().filter(is_back).map(|(link, _)| *link).collect();
        found
    }
}

/// Elements by their `id`, and by the `name` of anchors.
fn anchors(tree: &HtmlTree, root: usize) -> BTreeMap<&str, usize> {
    let mut anchors = BTreeMap::new();
    for node in tree.descendants(root) {
        let names =
            [tree.attribute(node, "id"), tree.attribute(node, "name").filter(|_| tree.name(node) == "a")];
        for name in names.into_iter().flatten() {
            anchors.entry(name).or_insert(node);
        }
    }
    anchors
}

/// The elements around a node, the innermost first.
fn ancestors(tree: &HtmlTree, node: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(node), |node| Some(tree.parent(*node)).filter(|parent| *parent > 0)).skip(1)
}

/// The paragraph or list item that a node is or is in: the outermost of a list item and its paragraph.
fn note_around(tree: &HtmlTree, node: usize) -> Option<usize> {
    let mut nodes = std::iter::once(node).chain(ancestors(tree, node)).take(8);
    let block = nodes.find(|node| matches!(tree.name(*node), "li" | "p" | "div" | "aside" | "dd" | "td"))?;
    let parent = tree.parent(block);
    Some(if tree.name(block) == "p" && tree.name(parent) == "li" { parent } else { block })
}

/// Whether the text of a link is the mark of a note: `1`, `[2]`, `*`, `iv`.
fn is_mark(text: &str) -> bool {
    let mark = text.trim_matches(['[', ']', '(', ')', ' ']);
    let is_number = !mark.is_empty() && mark.chars().all(|c| c.is_numeric());
    (1..=4).contains(&mark.chars().count())
        && (is_number || mark.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | 'i' | 'v' | 'x')))
}
