//! What is known while an OpenDocument text is read.

use std::collections::HashSet;

use roxmltree::Node;

use super::lists::ListStyles;
use super::styles::Styles;
use crate::content::text::collapse_spaces;
use crate::import::imported::Omitted;
use crate::import::readers::text_document::Pictures;
use crate::import::xml::attribute;
use crate::vfs::FileTree;

/// What is known, and what was found beside the text.
pub(super) struct State<'a> {
    pub(super) files: &'a FileTree,
    pub(super) styles: &'a Styles,
    pub(super) lists: ListStyles,
    pub(super) pictures: Pictures,
    pub(super) omitted: Vec<Omitted>,
    /// Bodies of notes that were met, in order.
    pub(super) notes: Vec<Node<'a, 'a>>,
    /// Text boxes and shapes with text that stand at the paragraph that is read.
    pub(super) text_boxes: Vec<Node<'a, 'a>>,
    /// Objects whose words were read.
    pub(super) objects: HashSet<String>,
    origin: String,
}

impl<'a> State<'a> {
    pub(super) fn new(
        origin: &str,
        files: &'a FileTree,
        styles: &'a Styles,
        lists: ListStyles,
        pictures: Pictures,
    ) -> Self {
        Self {
            files,
            styles,
            lists,
            pictures,
            omitted: Vec::new(),
            notes: Vec::new(),
            text_boxes: Vec::new(),
            objects: HashSet::new(),
            origin: origin.to_owned(),
        }
    }

    /// Lists what is left out, unless it is blank.
    pub(super) fn leave_out(&mut self, what: impl AsRef<str>, reason: &str) {
        let what = collapse_spaces(what.as_ref());
        if !what.is_empty() {
            self.omitted.push(Omitted { what, reason: reason.to_owned(), origin: self.origin.clone() });
        }
    }
}

/// The text of an element, with a space between paragraphs, without who wrote it and when.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        let parent = node.parent_element().map(|parent| parent.tag_name().name()).unwrap_or_default();
        match node.tag_name().name() {
            _ if node.is_text()
                && !matches!(parent, "creator" | "date" | "creator-initials" | "sender-initials") =>
            {
                text.push_str(node.text().unwrap_or_default());
            }
            "p" | "h" | "tab" | "line-break" | "list-item" => text.push(' '),
            "s" => text.push_str(&spaces(node)),
            _ => {}
        }
    }
    collapse_spaces(&text)
}

/// The spaces that `text:s` stands for.
pub(super) fn spaces(node: Node<'_, '_>) -> String {
    let count: usize = attribute(node, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
    " ".repeat(count.min(100))
}
