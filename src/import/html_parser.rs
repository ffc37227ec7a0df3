//! Parses HTML as browsers do, whatever is wrong with it, into a tree of bounded size and depth.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};

/// Deepest nesting that the parser follows; its time grows with the depth.
const MAX_OPEN_DEPTH: usize = 1_500;

/// Bytes that are parsed between two looks at the limits.
const CHUNK: usize = 16 * 1024;

/// An element, a text or the document, linked with its neighbors.
#[derive(Debug, Default)]
pub(super) struct ParsedNode {
    /// Name and attributes; `None` for a text and for what has no text, such as comments.
    pub(super) element: Option<(QualName, Vec<Attribute>)>,
    /// The characters of a text.
    pub(super) text: String,
    pub(super) first_child: Option<usize>,
    pub(super) next: Option<usize>,
    parent: Option<usize>,
    last_child: Option<usize>,
    previous: Option<usize>,
    depth: usize,
}

/// The nodes of a page, the document first; `None` if the page is nested too deeply or its parts multiply beyond what its
/// size explains.
pub(super) fn parse(html: &str) -> Option<Vec<ParsedNode>> {
    let mut options = ParseOpts::default();
    // What is in `noscript` is read as elements.
    options.tree_builder.scripting_enabled = false;
    let mut parser = parse_document(Sink::new(), options);
    let max_nodes = html.len() / 2 + 10_000;
    let mut rest = html;
    while !rest.is_empty() {
        let mut end = CHUNK.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (chunk, after) = rest.split_at(end);
        parser.process(StrTendril::from_slice(chunk));
        rest = after;
        let sink = &parser.tokenizer.sink.sink;
        if sink.deepest.get() > MAX_OPEN_DEPTH || sink.nodes.borrow().len() > max_nodes {
            return None;
        }
    }
    Some(parser.finish())
}

/// Builds the tree as the parser says.
struct Sink {
    nodes: RefCell<Vec<ParsedNode>>,
    deepest: std::cell::Cell<usize>,
}

/// The name of an element, for the parser.
#[derive(Debug)]
struct OwnedName(QualName);

impl ElemName for OwnedName {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new() -> Self {
        Self { nodes: RefCell::new(vec![ParsedNode::default()]), deepest: std::cell::Cell::new(0) }
    }

    fn add(&self, node: ParsedNode) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        nodes.len() - 1
    }

    fn add_text(&self, text: &str) -> usize {
        self.add(ParsedNode { text: text.to_owned(), ..ParsedNode::default() })
    }

    /// Adds characters to a node if it is a text.
    fn extend_text(&self, node: Option<usize>, text: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = node.and_then(|index| nodes.get_mut(index)) else { return false };
        let is_text = node.element.is_none() && !node.text.is_empty();
        if is_text {
            node.text.push_str(text);
        }
        is_text
    }

    fn unlink(&self, node: usize) {
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous, next) = (nodes[node].parent, nodes[node].previous, nodes[node].next);
        match (previous, parent) {
            (Some(previous), _) => nodes[previous].next = next,
            (None, Some(parent)) => nodes[parent].first_child = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => nodes[next].previous = previous,
            (None, Some(parent)) => nodes[parent].last_child = previous,
            (None, None) => {}
        }
        nodes[node].parent = None;
        nodes[node].previous = None;
        nodes[node].next = None;
    }

    fn link_last(&self, parent: usize, node: usize) {
        self.unlink(node);
        let mut nodes = self.nodes.borrow_mut();
        let last = nodes[parent].last_child;
        let depth = nodes[parent].depth + 1;
        nodes[node].parent = Some(parent);
        nodes[node].previous = last;
        nodes[node].depth = depth;
        match last {
            Some(last) => nodes[last].next = Some(node),
            None => nodes[parent].first_child = Some(node),
        }
        nodes[parent].last_child = Some(node);
        self.deepest.set(self.deepest.get().max(depth));
    }

    fn link_before(&self, sibling: usize, node: usize) {
        self.unlink(node);
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous) = (nodes[sibling].parent, nodes[sibling].previous);
        let depth = nodes[sibling].depth;
        nodes[node].parent = parent;
        nodes[node].previous = previous;
        nodes[node].next = Some(sibling);
        nodes[node].depth = depth;
        nodes[sibling].previous = Some(node);
        match (previous, parent) {
            (Some(previous), _) => nodes[previous].next = Some(node),
            (None, Some(parent)) => nodes[parent].first_child = Some(node),
            (None, None) => {}
        }
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Vec<ParsedNode>;
    type ElemName<'a> = OwnedName;

    fn finish(self) -> Vec<ParsedNode> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> OwnedName {
        let nodes = self.nodes.borrow();
        let name = nodes[*target].element.as_ref().map(|(name, _)| name.clone());
        OwnedName(name.unwrap_or_else(|| QualName::new(None, Namespace::default(), LocalName::default())))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> usize {
        self.add(ParsedNode { element: Some((name, attributes)), ..ParsedNode::default() })
    }

    fn create_comment(&self, _text: StrTendril) -> usize {
        self.add(ParsedNode::default())
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> usize {
        self.add(ParsedNode::default())
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        match child {
            NodeOrText::AppendNode(node) => self.link_last(*parent, node),
            NodeOrText::AppendText(text) => {
                let last = self.nodes.borrow()[*parent].last_child;
                if !self.extend_text(last, &text) {
                    let node = self.add_text(&text);
                    self.link_last(*parent, node);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &usize, previous: &usize, child: NodeOrText<usize>) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        match child {
            NodeOrText::AppendNode(node) => self.link_before(*sibling, node),
            NodeOrText::AppendText(text) => {
                let previous = self.nodes.borrow()[*sibling].previous;
                if !self.extend_text(previous, &text) {
                    let node = self.add_text(&text);
                    self.link_before(*sibling, node);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, added: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let Some((_, attributes)) = &mut nodes[*target].element else { return };
        for attribute in added {
            if attributes.len() < 1_000 && !attributes.iter().any(|known| known.name == attribute.name) {
                attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        while let Some(child) = { self.nodes.borrow()[*node].first_child } {
            self.link_last(*new_parent, child);
        }
    }
}
