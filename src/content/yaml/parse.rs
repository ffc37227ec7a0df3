//! Parses a source into a tree, and stops at the first node that exceeds the limits.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, Tag};

use super::limits::Limits;
use super::node::{Kind, Node, Stop, Tree};

/// Parses a source. If parsing stops early, the tree holds the entries that were complete by then.
pub(super) fn parse<'s>(source: &'s str, limits: &Limits) -> (Tree<'s>, Option<Stop>) {
    let mut builder = Builder {
        tree: Tree { source, nodes: Vec::with_capacity(source.len() / 10) },
        limits,
        open: Vec::new(),
        anchors: Vec::new(),
        aliases: 0,
        documents: 0,
    };
    let stop = builder.read_all();
    if let Some(stop) = &stop {
        builder.close_all(stop);
    }
    (builder.tree, stop)
}

/// The first syntax error of a source.
pub(super) fn syntax_error(source: &str) -> Option<ScanError> {
    Parser::new_from_str_with_options(source, options()).find_map(Result::err)
}

fn options() -> Options {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    options
}

/// Builds the tree from the events of the parser.
struct Builder<'s, 'l> {
    tree: Tree<'s>,
    limits: &'l Limits,
    /// Open lists and groups, the innermost last.
    open: Vec<Open>,
    anchors: Vec<Anchor>,
    /// Number of aliases so far.
    aliases: usize,
    /// Number of documents so far; a second one is an error.
    documents: usize,
}

/// A list or group whose end has not been reached.
struct Open {
    at: usize,
    /// Id of its anchor; 0 for none.
    anchor: usize,
    /// Number of complete children.
    children: usize,
    /// The last complete child; the node itself before there is one.
    last: usize,
    size: Size,
}

struct Anchor {
    id: usize,
    at: usize,
    /// `None` while its node is still open: an alias to it is then a loop.
    size: Option<Size>,
}

/// The size of a subtree with its aliases expanded.
#[derive(Clone, Copy)]
struct Size {
    nodes: usize,
    height: usize,
}

impl<'s> Builder<'s, '_> {
    fn read_all(&mut self) -> Option<Stop> {
        for event in Parser::new_from_str_with_options(self.tree.source, options()) {
            let done = match event {
                Ok((event, span)) => self.read(event, span),
                Err(error) => Err(Stop::from(error)),
            };
            if let Err(stop) = done {
                return Some(stop);
            }
        }
        None
    }

    fn read(&mut self, event: Event<'s>, span: Span) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(..) => self.start_document(range_of(span)),
            Event::Scalar(value, style, anchor, tag) => {
                let mut range = range_of(span);
                let kind = text(value, style, &range);
                // The span of a multi-line scalar extends to the next key.
                range.end = range.start + self.tree.source[range.clone()].trim_end().len();
                self.add(kind, range, anchor, tag.as_deref())
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.open(Kind::List, range_of(span), anchor, tag.as_deref())
            }
            Event::MappingStart(_, anchor, tag) => {
                self.open(Kind::Group, range_of(span), anchor, tag.as_deref())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(range_of(span));
                Ok(())
            }
            Event::Alias(id) => self.alias(id, range_of(span)),
            _ => Ok(()),
        }
    }

    fn start_document(&mut self, range: Range<usize>) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents > 1 { Err(Stop::Document(range)) } else { Ok(()) }
    }

    fn add(
        &mut self,
        kind: Kind<'s>,
        range: Range<usize>,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), Stop> {
        let at = self.push(kind, range, tag)?;
        let size = Size { nodes: 1, height: 0 };
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, at, size: Some(size) });
        }
        self.count(at, size);
        Ok(())
    }

    fn open(
        &mut self,
        kind: Kind<'s>,
        range: Range<usize>,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), Stop> {
        if self.open.len() >= self.limits.depth {
            return Err(Stop::Depth(range));
        }
        let at = self.push(kind, range, tag)?;
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, at, size: None });
        }
        self.open.push(Open { at, anchor, children: 0, last: at, size: Size { nodes: 1, height: 0 } });
        Ok(())
    }

    fn close(&mut self, range: Range<usize>) {
        let Some(Open { at, anchor, last, size, children: _ }) = self.open.pop() else { return };
        let size = Size { nodes: size.nodes, height: size.height + 1 };
        if let Some(anchor) =
            self.anchors.iter_mut().rev().find(|candidate| anchor != 0 && candidate.id == anchor)
        {
            anchor.size = Some(size);
        }
        // In block style the end event has an empty span; the node then ends with its last child.
        let end = if range.is_empty() { self.tree.nodes[last].range.end } else { range.end };
        let next = self.tree.nodes.len();
        let node = &mut self.tree.nodes[at];
        node.next = next;
        node.range.end = end.max(node.range.start);
        self.count(at, size);
    }

    fn alias(&mut self, id: usize, range: Range<usize>) -> Result<(), Stop> {
        self.aliases += 1;
        if self.aliases > self.limits.aliases {
            return Err(Stop::Aliases(range));
        }
        let Some(Anchor { at, size: Some(size), id: _ }) =
            self.anchors.iter().rev().find(|anchor| anchor.id == id)
        else {
            return Err(Stop::Loop(range));
        };
        let (target, size) = (*at, *size);
        // Expanded aliases count against the limit, or a few nested ones could stand for millions of nodes.
        let total = self.open.iter().map(|open| open.size.nodes).fold(size.nodes, usize::saturating_add);
        if total > self.limits.nodes {
            return Err(Stop::Aliases(range));
        }
        if self.open.len() + size.height > self.limits.depth {
            return Err(Stop::Depth(range));
        }
        let at = self.push(Kind::Alias(target), range, None)?;
        self.count(at, size);
        Ok(())
    }

    fn push(&mut self, kind: Kind<'s>, range: Range<usize>, tag: Option<&Tag>) -> Result<usize, Stop> {
        let at = self.tree.nodes.len();
        if at >= self.limits.nodes {
            return Err(Stop::Nodes(range));
        }
        self.tree.nodes.push(Node { kind, range, next: at + 1, tag: tag.map(Tag::original) });
        Ok(at)
    }

    /// Adds a complete node to the list or group that contains it.
    fn count(&mut self, at: usize, size: Size) {
        if let Some(outer) = self.open.last_mut() {
            outer.children += 1;
            outer.last = at;
            outer.size.nodes = outer.size.nodes.saturating_add(size.nodes);
            outer.size.height = outer.size.height.max(size.height);
        }
    }

    /// Closes all open nodes after an early stop, and drops the entry that it cut off.
    fn close_all(&mut self, stop: &Stop) {
        self.cut_open_key();
        if let Some(inner) = self.open.last() {
            let cut = self.complete(inner, stop);
            self.tree.nodes.truncate(cut);
        }
        let end = self.tree.nodes.len();
        while let Some(Open { at, .. }) = self.open.pop() {
            let last = self.tree.nodes[end - 1].range.end;
            let node = &mut self.tree.nodes[at];
            node.next = end;
            node.range.end = last.max(node.range.start);
        }
    }

    /// Drops an open list or group that is itself a key, since its value will never come.
    fn cut_open_key(&mut self) {
        let is_at_key = |open: &Open| {
            matches!(self.tree.nodes[open.at].kind, Kind::Group) && open.children.is_multiple_of(2)
        };
        let inner = self.open.len().saturating_sub(1);
        if let Some(outer) = self.open[..inner].iter().position(is_at_key) {
            self.tree.nodes.truncate(self.open[outer + 1].at);
            self.open.truncate(outer + 1);
        }
    }

    /// The end of the complete children of an open node, as a node index. A key without a value is not complete, nor
    /// is an entry on the line of a syntax error, since its value may be cut off.
    fn complete(&self, open: &Open, stop: &Stop) -> usize {
        let tree = &self.tree;
        let end_of = |kept: usize| (0..kept).fold(open.at + 1, |at, _| tree.nodes[at].next);
        let per_entry = if matches!(tree.nodes[open.at].kind, Kind::Group) { 2 } else { 1 };
        let mut kept = open.children - open.children % per_entry;
        if let Stop::Syntax(error) = stop
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

fn text<'s>(value: Cow<'s, str>, style: ScalarStyle, range: &Range<usize>) -> Kind<'s> {
    let plain = style == ScalarStyle::Plain;
    // The parser returns `~` for an omitted value.
    let value = if plain && range.is_empty() { Cow::Borrowed("") } else { value };
    Kind::Text { value, plain }
}

/// The byte range of a parser span; the parser always knows byte offsets for a source in memory.
fn range_of(span: Span) -> Range<usize> {
    let start = span.start.byte_offset().unwrap_or_default();
    let end = span.end.byte_offset().unwrap_or(start);
    start..end.max(start)
}
