//! Parses a source into a tree, and stops at the first node that exceeds the limits.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, Tag};

use super::limits::Limits;
use super::node::{Node, NodeKind, StopReason, YamlTree};

/// Parses a source. If parsing stops early, the tree holds the entries that were complete by then.
pub(super) fn parse_tree<'s>(source: &'s str, limits: &Limits) -> (YamlTree<'s>, Option<StopReason>) {
    let mut builder = TreeBuilder {
        tree: YamlTree { source, nodes: Vec::with_capacity(source.len() / 10), unused_anchors: Vec::new() },
        limits,
        open: Vec::new(),
        anchors: Vec::new(),
        aliases: 0,
        documents: 0,
    };
    let stop = builder.handle_events();
    if let Some(stop) = &stop {
        builder.close_open_nodes(stop);
    }
    let (mut tree, anchors) = (builder.tree, builder.anchors);
    let unused = anchors.iter().filter(|anchor| !anchor.is_used && anchor.node < tree.nodes.len());
    tree.unused_anchors = unused.map(|anchor| anchor.node).collect();
    (tree, stop)
}

/// The first syntax error of a source.
pub(super) fn find_syntax_error(source: &str) -> Option<ScanError> {
    Parser::new_from_str_with_options(source, parser_options()).find_map(Result::err)
}

fn parser_options() -> Options {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    options
}

/// Builds the tree from the events of the parser.
struct TreeBuilder<'s, 'l> {
    tree: YamlTree<'s>,
    limits: &'l Limits,
    /// Open lists and groups, the innermost last.
    open: Vec<OpenNode>,
    anchors: Vec<Anchor>,
    /// Number of aliases so far.
    aliases: usize,
    /// Number of documents so far; a second one is an error.
    documents: usize,
}

/// A list or group whose end has not been reached.
struct OpenNode {
    node: usize,
    /// Id of its anchor; 0 for none.
    anchor: usize,
    /// Number of complete children.
    children: usize,
    /// The last complete child; the node itself before there is one.
    last_child: usize,
    size: SubtreeSize,
}

struct Anchor {
    id: usize,
    node: usize,
    /// `None` while its node is still open: an alias to it is then a loop.
    size: Option<SubtreeSize>,
    /// Whether an alias refers to it.
    is_used: bool,
}

/// The size of a subtree with its aliases expanded.
#[derive(Clone, Copy)]
struct SubtreeSize {
    nodes: usize,
    height: usize,
}

impl<'s> TreeBuilder<'s, '_> {
    fn handle_events(&mut self) -> Option<StopReason> {
        for event in Parser::new_from_str_with_options(self.tree.source, parser_options()) {
            let done = match event {
                Ok((event, span)) => self.handle_event(event, span),
                Err(error) => Err(StopReason::from(error)),
            };
            if let Err(stop) = done {
                return Some(stop);
            }
        }
        None
    }

    fn handle_event(&mut self, event: Event<'s>, span: Span) -> Result<(), StopReason> {
        match event {
            Event::DocumentStart(..) => self.start_document(byte_range(span)),
            Event::Scalar(value, style, anchor, tag) => {
                let mut range = byte_range(span);
                let kind = scalar_kind(value, style, &range);
                // The span of a multi-line scalar extends to the next key.
                range.end = range.start + self.tree.source[range.clone()].trim_end().len();
                self.add_scalar(kind, range, anchor, tag.as_deref())
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.open_collection(NodeKind::Sequence, byte_range(span), anchor, tag.as_deref())
            }
            Event::MappingStart(_, anchor, tag) => {
                self.open_collection(NodeKind::Mapping, byte_range(span), anchor, tag.as_deref())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close_collection(byte_range(span));
                Ok(())
            }
            Event::Alias(id) => self.add_alias(id, byte_range(span)),
            _ => Ok(()),
        }
    }

    fn start_document(&mut self, range: Range<usize>) -> Result<(), StopReason> {
        self.documents += 1;
        if self.documents > 1 { Err(StopReason::ExtraDocument(range)) } else { Ok(()) }
    }

    fn add_scalar(
        &mut self,
        kind: NodeKind<'s>,
        range: Range<usize>,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), StopReason> {
        let at = self.push_node(kind, range, tag)?;
        let size = SubtreeSize { nodes: 1, height: 0 };
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, node: at, size: Some(size), is_used: false });
        }
        self.add_to_parent(at, size);
        Ok(())
    }

    fn open_collection(
        &mut self,
        kind: NodeKind<'s>,
        range: Range<usize>,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), StopReason> {
        if self.open.len() >= self.limits.depth {
            return Err(StopReason::TooDeep(range));
        }
        let at = self.push_node(kind, range, tag)?;
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, node: at, size: None, is_used: false });
        }
        self.open.push(OpenNode {
            node: at,
            anchor,
            children: 0,
            last_child: at,
            size: SubtreeSize { nodes: 1, height: 0 },
        });
        Ok(())
    }

    fn close_collection(&mut self, range: Range<usize>) {
        let Some(OpenNode { node: at, anchor, last_child: last, size, children: _ }) = self.open.pop() else {
            return;
        };
        let size = SubtreeSize { nodes: size.nodes, height: size.height + 1 };
        if let Some(anchor) =
            self.anchors.iter_mut().rev().find(|candidate| anchor != 0 && candidate.id == anchor)
        {
            anchor.size = Some(size);
        }
        // In block style the end event has an empty span; the node then ends with its last child.
        let end = if range.is_empty() { self.tree.nodes[last].range.end } else { range.end };
        let next = self.tree.nodes.len();
        let node = &mut self.tree.nodes[at];
        node.subtree_end = next;
        node.range.end = end.max(node.range.start);
        self.add_to_parent(at, size);
    }

    fn add_alias(&mut self, id: usize, range: Range<usize>) -> Result<(), StopReason> {
        self.aliases += 1;
        if self.aliases > self.limits.aliases {
            return Err(StopReason::TooManyAliases(range));
        }
        let Some(Anchor { node: at, size: Some(size), id: _, is_used }) =
            self.anchors.iter_mut().rev().find(|anchor| anchor.id == id)
        else {
            return Err(StopReason::RecursiveAlias(range));
        };
        *is_used = true;
        let (target, size) = (*at, *size);
        // Expanded aliases count against the limit, or a few nested ones could stand for millions of nodes.
        let total = self.open.iter().map(|open| open.size.nodes).fold(size.nodes, usize::saturating_add);
        if total > self.limits.nodes {
            return Err(StopReason::TooManyAliases(range));
        }
        if self.open.len() + size.height > self.limits.depth {
            return Err(StopReason::TooDeep(range));
        }
        let at = self.push_node(NodeKind::Alias(target), range, None)?;
        self.add_to_parent(at, size);
        Ok(())
    }

    fn push_node(
        &mut self,
        kind: NodeKind<'s>,
        range: Range<usize>,
        tag: Option<&Tag>,
    ) -> Result<usize, StopReason> {
        let at = self.tree.nodes.len();
        if at >= self.limits.nodes {
            return Err(StopReason::TooManyNodes(range));
        }
        self.tree.nodes.push(Node { kind, range, subtree_end: at + 1, tag: tag.map(Tag::original) });
        Ok(at)
    }

    /// Adds a complete node to the list or group that contains it.
    fn add_to_parent(&mut self, at: usize, size: SubtreeSize) {
        if let Some(outer) = self.open.last_mut() {
            outer.children += 1;
            outer.last_child = at;
            outer.size.nodes = outer.size.nodes.saturating_add(size.nodes);
            outer.size.height = outer.size.height.max(size.height);
        }
    }

    /// Closes all open nodes after an early stop, and drops the entry that it cut off.
    fn close_open_nodes(&mut self, stop: &StopReason) {
        self.drop_open_key();
        if let Some(inner) = self.open.last() {
            let cut = self.complete_end(inner, stop);
            self.tree.nodes.truncate(cut);
        }
        let end = self.tree.nodes.len();
        while let Some(OpenNode { node: at, .. }) = self.open.pop() {
            let last = self.tree.nodes[end - 1].range.end;
            let node = &mut self.tree.nodes[at];
            node.subtree_end = end;
            node.range.end = last.max(node.range.start);
        }
    }

    /// Drops an open list or group that is itself a key, since its value will never come.
    fn drop_open_key(&mut self) {
        let is_at_key = |open: &OpenNode| {
            matches!(self.tree.nodes[open.node].kind, NodeKind::Mapping) && open.children.is_multiple_of(2)
        };
        let inner = self.open.len().saturating_sub(1);
        if let Some(outer) = self.open[..inner].iter().position(is_at_key) {
            self.tree.nodes.truncate(self.open[outer + 1].node);
            self.open.truncate(outer + 1);
        }
    }

    /// The end of the complete children of an open node, as a node index. A key without a value is not complete, nor
    /// is an entry on the line of a syntax error, since its value may be cut off.
    fn complete_end(&self, open: &OpenNode, stop: &StopReason) -> usize {
        let tree = &self.tree;
        let end_of = |kept: usize| (0..kept).fold(open.node + 1, |at, _| tree.nodes[at].subtree_end);
        let per_entry = if matches!(tree.nodes[open.node].kind, NodeKind::Mapping) { 2 } else { 1 };
        let mut kept = open.children - open.children % per_entry;
        if let StopReason::Syntax(error) = stop
            && kept > 0
            && let Some(end) = tree.nodes.get(end_of(kept).saturating_sub(1)).map(|node| node.range.end)
            && let Some(between) = tree.source.get(end..error.marker().byte_offset().unwrap_or(end))
            && !between.contains('\n')
        {
            kept -= per_entry;
        }
        end_of(kept)
    }
}

fn scalar_kind<'s>(value: Cow<'s, str>, style: ScalarStyle, range: &Range<usize>) -> NodeKind<'s> {
    let plain = style == ScalarStyle::Plain;
    // The parser returns `~` for an omitted value.
    let value = if plain && range.is_empty() { Cow::Borrowed("") } else { value };
    NodeKind::Scalar { value, plain }
}

/// The byte range of a parser span; the parser always knows byte offsets for a source in memory.
fn byte_range(span: Span) -> Range<usize> {
    let start = span.start.byte_offset().unwrap_or_default();
    let end = span.end.byte_offset().unwrap_or(start);
    start..end.max(start)
}
