//! The tree of an HTML page, in the order of its text, and questions about its elements.

use html5gum::{Token, Tokenizer};

use super::html_parser::{self, ParsedNode};
use crate::content::text::collapse_spaces;

/// Deepest nesting in a tree; what is nested deeper stands there beside its parents.
const MAX_DEPTH: usize = 100;

/// An element or a text of a page. Parents come before their children.
#[derive(Clone, Debug, Default)]
struct HtmlNode {
    /// Name of the element in small letters; empty for a text.
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    parent: usize,
    children: Vec<usize>,
    is_removed: bool,
    has_blocks: bool,
}

/// A page or a part of one. The node 0 is the document.
#[derive(Clone, Debug)]
pub(super) struct HtmlTree {
    nodes: Vec<HtmlNode>,
}

impl HtmlTree {
    /// Parses HTML. Hostile pages, which no tree can hold, become paragraphs of plain text.
    pub(super) fn parse(html: &str) -> Self {
        let mut tree = match html_parser::parse(html) {
            Some(parsed) => Self::from_parsed(&parsed),
            None => Self::from_tokens(html),
        };
        tree.end_headings();
        for index in (1..tree.nodes.len()).rev() {
            let node = &tree.nodes[index];
            let has_blocks = node.has_blocks || is_block(&node.name) || node.is_styled_as_block();
            let parent = node.parent;
            tree.nodes[parent].has_blocks |= has_blocks;
        }
        tree
    }

    fn from_parsed(parsed: &[ParsedNode]) -> Self {
        let mut tree = Self { nodes: vec![HtmlNode::default()] };
        // Nodes to visit: the parsed one, its parent in the tree, and the depth of that.
        let mut pending = Vec::new();
        push_children(parsed, 0, (0, 0), &mut pending);
        while let Some((index, parent, depth)) = pending.pop() {
            let node = &parsed[index];
            if node.element.is_none() && node.text.is_empty() {
                continue;
            }
            if depth >= MAX_DEPTH && node.element.is_some() {
                push_children(parsed, index, (parent, depth), &mut pending);
                continue;
            }
            let (name, attributes) = match &node.element {
                Some((name, attributes)) => (
                    name.local.to_ascii_lowercase().to_string(),
                    attributes
                        .iter()
                        .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                        .collect(),
                ),
                None => (String::new(), Vec::new()),
            };
            let added = tree
                .add(parent, HtmlNode { name, attributes, text: node.text.clone(), ..HtmlNode::default() });
            push_children(parsed, index, (added, depth + 1), &mut pending);
        }
        tree
    }

    /// The text between the tags of a page, a paragraph for each.
    fn from_tokens(html: &str) -> Self {
        let mut tree = Self { nodes: vec![HtmlNode::default()] };
        let mut is_code = false;
        let mut paragraph = None;
        for Ok(token) in Tokenizer::new(html) {
            match token {
                Token::StartTag(tag) => {
                    is_code = is_invisible(&String::from_utf8_lossy(&tag.name));
                    if is_block(&String::from_utf8_lossy(&tag.name)) {
                        paragraph = None;
                    }
                }
                Token::EndTag(_) => is_code = false,
                Token::String(text) if !is_code => {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    if text.trim().is_empty() {
                        continue;
                    }
                    let parent = *paragraph.get_or_insert_with(|| {
                        tree.add(0, HtmlNode { name: "p".to_owned(), ..HtmlNode::default() })
                    });
                    tree.add(parent, HtmlNode { text, ..HtmlNode::default() });
                }
                _ => {}
            }
        }
        tree
    }

    /// Ends headings that the page does not end, before the first block in them; one that is long without is no heading.
    fn end_headings(&mut self) {
        let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let ends = |name: &str| {
            matches!(name, "p" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "section" | "article")
        };
        for heading in 1..self.nodes.len() {
            if !is_heading(&self.nodes[heading].name) {
                continue;
            }
            let children = &self.nodes[heading].children;
            let first = children
                .iter()
                .position(|child| ends(&self.nodes[*child].name) || is_heading(&self.nodes[*child].name));
            let has_title = first
                .is_some_and(|first| children[..first].iter().any(|child| !self.text(*child).is_empty()));
            if let Some(first) = first.filter(|_| has_title) {
                let moved = self.nodes[heading].children.split_off(first);
                let parent = self.nodes[heading].parent;
                moved.iter().for_each(|child| self.nodes[*child].parent = parent);
                let at = self.nodes[parent].children.iter().position(|child| *child == heading);
                let at = at.map_or(self.nodes[parent].children.len(), |at| at + 1);
                self.nodes[parent].children.splice(at..at, moved);
            } else if first.is_some() && self.text(heading).chars().count() > 200 {
                "div".clone_into(&mut self.nodes[heading].name);
            }
        }
    }

    fn add(&mut self, parent: usize, node: HtmlNode) -> usize {
        let index = self.nodes.len();
        self.nodes.push(HtmlNode { parent, ..node });
        self.nodes[parent].children.push(index);
        index
    }

    /// Name of an element; empty for a text.
    pub(super) fn name(&self, node: usize) -> &str {
        &self.nodes[node].name
    }

    /// The characters of a text, as they are in the source.
    pub(super) fn own_text(&self, node: usize) -> &str {
        &self.nodes[node].text
    }

    /// The element that a node is in; the document for the document itself.
    pub(super) fn parent(&self, node: usize) -> usize {
        self.nodes[node].parent
    }

    /// What is directly in an element and has not been removed.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        self.nodes[node].children.iter().copied().filter(|child| !self.nodes[*child].is_removed)
    }

    /// All that is in a node and has not been removed, in the order of the text.
    pub(super) fn descendants(&self, node: usize) -> impl Iterator<Item = usize> {
        let mut pending: Vec<usize> = self.children(node).collect();
        pending.reverse();
        std::iter::from_fn(move || {
            let next = pending.pop()?;
            let from = pending.len();
            pending.extend(self.children(next));
            pending[from..].reverse();
            Some(next)
        })
    }

    /// Elements of a name in a node, in the order of the text.
    pub(super) fn elements<'a>(&'a self, node: usize, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.descendants(node).filter(move |found| self.name(*found) == name)
    }

    /// The value of an attribute without the spaces around it; `None` if it is missing or empty.
    pub(super) fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        let (_, value) = self.nodes[node].attributes.iter().find(|(key, _)| key == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether an element has an attribute, even without a value.
    pub(super) fn has_attribute(&self, node: usize, name: &str) -> bool {
        self.nodes[node].attributes.iter().any(|(key, _)| key == name)
    }

    /// Whether an element or an element in it begins a line of its own.
    pub(super) fn is_block(&self, node: usize) -> bool {
        let node = &self.nodes[node];
        node.has_blocks || is_block(&node.name) || node.is_styled_as_block()
    }

    /// Whether elements in a node begin lines of their own.
    pub(super) fn has_blocks(&self, node: usize) -> bool {
        self.nodes[node].has_blocks
    }

    /// Takes a node and all that is in it out of the tree.
    pub(super) fn remove(&mut self, node: usize) {
        self.nodes[node].is_removed = true;
    }

    /// Words of `class`, `id`, `role` and `data-testid`, in small letters.
    pub(super) fn marks(&self, node: usize) -> Vec<String> {
        ["class", "id", "role", "data-testid", "data-hook", "aria-label"]
            .iter()
            .filter_map(|name| self.attribute(node, name))
            .flat_map(str::split_whitespace)
            .map(str::to_lowercase)
            .collect()
    }

    /// The text that readers see in a node, on one line.
    pub(super) fn text(&self, node: usize) -> String {
        let mut text = String::new();
        if self.name(node).is_empty() {
            text.push_str(self.own_text(node));
        }
        let mut pending: Vec<usize> = self.children(node).collect();
        pending.reverse();
        while let Some(next) = pending.pop() {
            let name = self.name(next);
            if name.is_empty() {
                text.push_str(self.own_text(next));
                continue;
            }
            if is_invisible(name) {
                continue;
            }
            if self.is_block(next) || name == "br" {
                text.push(' ');
            }
            let from = pending.len();
            pending.extend(self.children(next));
            pending[from..].reverse();
        }
        collapse_spaces(&text)
    }
}

impl HtmlNode {
    fn is_styled_as_block(&self) -> bool {
        let style = self.attributes.iter().find(|(name, _)| name == "style");
        style.is_some_and(|(_, style)| {
            let style: String = style.split_whitespace().collect::<String>().to_ascii_lowercase();
            style.contains("display:block")
                || style.contains("display:flex")
                || style.contains("display:grid")
        })
    }
}

/// Puts the children of a parsed node on the stack, the first on top.
fn push_children(
    parsed: &[ParsedNode],
    node: usize,
    (parent, depth): (usize, usize),
    pending: &mut Vec<(usize, usize, usize)>,
) {
    let from = pending.len();
    let mut next = parsed[node].first_child;
    while let Some(child) = next {
        pending.push((child, parent, depth));
        next = parsed[child].next;
    }
    pending[from..].reverse();
}

/// Whether what is in an element is no text for readers.
pub(super) fn is_invisible(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "base"
            | "svg"
            | "annotation"
            | "datalist"
    )
}

/// Whether an element begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "audio",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "object",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "frameset",
        "noscript",
    ];
    BLOCKS.contains(&name)
}
