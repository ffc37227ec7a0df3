//! Parses a source into a tree, within limits: what is over them is never built.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, Tag};

use super::limits::Limits;
use super::node::{Kind, Node, Stop, Tree};

/// Parses a source. When it stops early, the tree holds what was complete before.
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

struct Builder<'s, 'l> {
    tree: Tree<'s>,
    limits: &'l Limits,
    open: Vec<Open>,
    anchors: Vec<Anchor>,
    aliases: usize,
    documents: usize,
}

/// A list or group that is being read.
struct Open {
    at: usize,
    anchor: usize,
    /// How many children it has, and where the last one is.
    children: usize,
    last: usize,
    size: Size,
}

struct Anchor {
    id: usize,
    at: usize,
    /// None while it is being read.
    size: Option<Size>,
}

/// How much there is in a node once its aliases are resolved.
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
                // A text of several lines reaches to the next key.
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
        if let Some(anchor) = self.anchors.iter_mut().rev().find(|it| anchor != 0 && it.id == anchor) {
            anchor.size = Some(size);
        }
        // Only brackets end somewhere; a list or group of lines ends with its last line.
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
        let Some(Anchor { at, size: Some(size), id: _ }) = self.anchors.iter().rev().find(|it| it.id == id)
        else {
            return Err(Stop::Loop(range));
        };
        let (target, size) = (*at, *size);
        let whole = self.open.iter().map(|it| it.size.nodes).fold(size.nodes, usize::saturating_add);
        if whole > self.limits.nodes {
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

    /// Tells the list or group around a complete node of it.
    fn count(&mut self, at: usize, size: Size) {
        if let Some(outer) = self.open.last_mut() {
            outer.children += 1;
            outer.last = at;
            outer.size.nodes = outer.size.nodes.saturating_add(size.nodes);
            outer.size.height = outer.size.height.max(size.height);
        }
    }

    /// Ends everything that is open, without the entry that a stop has cut.
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

    /// Drops a list or group that is itself a key, of which there will be no value.
    fn cut_open_key(&mut self) {
        let of_key =
            |it: &Open| matches!(self.tree.nodes[it.at].kind, Kind::Group) && it.children.is_multiple_of(2);
        let inner = self.open.len().saturating_sub(1);
        if let Some(outer) = self.open[..inner].iter().position(of_key) {
            self.tree.nodes.truncate(self.open[outer + 1].at);
            self.open.truncate(outer + 1);
        }
    }

    /// Where the complete children of an open node end: a key without a value does not count, nor does what is on
    /// the line of a syntax error, since it may be half of a value.
    fn complete(&self, open: &Open, stop: &Stop) -> usize {
        let tree = &self.tree;
        let whole = |kept: usize| (0..kept).fold(open.at + 1, |at, _| tree.nodes[at].next);
        let per_entry = if matches!(tree.nodes[open.at].kind, Kind::Group) { 2 } else { 1 };
        let mut kept = open.children - open.children % per_entry;
        if let Stop::Syntax(error) = stop
            && kept > 0
            && let Some(end) = tree.nodes.get(whole(kept).saturating_sub(1)).map(|it| it.range.end)
            && let Some(between) = tree.source.get(end..error.marker().byte_offset().unwrap_or(end))
            && !between.contains('\n')
        {
            kept -= per_entry;
        }
        whole(kept)
    }
}

fn text<'s>(value: Cow<'s, str>, style: ScalarStyle, range: &Range<usize>) -> Kind<'s> {
    let plain = style == ScalarStyle::Plain;
    // The parser writes `~` for what is left out.
    let value = if plain && range.is_empty() { Cow::Borrowed("") } else { value };
    Kind::Text { value, plain }
}

/// The bytes of a span of the parser, which always knows them for a text in memory.
fn range_of(span: Span) -> Range<usize> {
    let start = span.start.byte_offset().unwrap_or_default();
    let end = span.end.byte_offset().unwrap_or(start);
    start..end.max(start)
}
