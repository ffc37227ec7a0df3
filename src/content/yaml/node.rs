//! The syntax tree of a YAML source: an arena of nodes with their byte ranges.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::scalar;

/// A document as an arena in source order: the children of node `i` start at `i + 1`, and its next sibling is at the
/// index `next` of the node.
pub(super) struct Tree<'s> {
    pub(super) source: &'s str,
    /// The root comes first; empty for an empty document.
    pub(super) nodes: Vec<Node<'s>>,
}

/// A key or a value.
pub(super) struct Node<'s> {
    pub(super) kind: Kind<'s>,
    /// Bytes of the source, without trailing white space.
    pub(super) range: Range<usize>,
    /// Index after the last node of its subtree, which is that of its next sibling if it has one.
    pub(super) next: usize,
    /// Its tag as written, such as `!important`; tags are always reported as errors.
    pub(super) tag: Option<String>,
}

pub(super) enum Kind<'s> {
    /// A string, number, boolean or null: which one is decided by the type that it is read into.
    Text {
        /// The content, without quotes and with folded lines joined.
        value: Cow<'s, str>,
        /// Whether it is unquoted, so that it may be null, a number or a boolean.
        plain: bool,
    },
    List,
    /// Its children are keys and values alternately.
    Group,
    /// Index of the anchored node, which is never an alias itself.
    Alias(usize),
}

/// Why parsing stopped before the end of the source; the range is that of the node that was refused.
pub(super) enum Stop {
    /// Not valid YAML.
    Syntax(ScanError),
    /// Nested deeper than [`Limits::depth`](super::Limits::depth).
    Depth(Range<usize>),
    /// More than [`Limits::nodes`](super::Limits::nodes).
    Nodes(Range<usize>),
    /// More than [`Limits::aliases`](super::Limits::aliases), or more than `Limits::nodes` once they are expanded.
    Aliases(Range<usize>),
    /// An alias inside the node that it refers to.
    Loop(Range<usize>),
    /// A second document starts here.
    Document(Range<usize>),
}

impl From<ScanError> for Stop {
    fn from(error: ScanError) -> Self {
        // The parser looks ahead, so it may hit its own depth limit before ours.
        if *error.kind() != ErrorKind::RecursionLimitExceeded {
            return Self::Syntax(error);
        }
        let at = error.marker().byte_offset().unwrap_or_default();
        Self::Depth(at..at)
    }
}

impl<'s> Tree<'s> {
    /// Resolves an alias; any other node is returned as it is.
    pub(super) fn target(&self, at: usize) -> usize {
        match self.nodes[at].kind {
            Kind::Alias(target) => target,
            _ => at,
        }
    }

    /// The children of a node: the values of a list, or the keys and values of a group alternately.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[at].next;
        let first = Some(at + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| Some(self.nodes[*child].next).filter(|next| *next < end))
    }

    /// Key and value of each entry of a group.
    pub(super) fn entries(&self, at: usize) -> impl Iterator<Item = (usize, usize)> {
        self.children(at).step_by(2).map(|key| (key, self.nodes[key].next))
    }

    /// The content of a scalar; `None` for a list, a group and an alias.
    pub(super) fn text(&self, at: usize) -> Option<&str> {
        match &self.nodes[at].kind {
            Kind::Text { value, .. } => Some(value),
            Kind::List | Kind::Group | Kind::Alias(_) => None,
        }
    }

    /// Whether a node is null: empty, `~` or `null`, without quotes. False for an alias.
    pub(super) fn is_null(&self, at: usize) -> bool {
        match &self.nodes[at].kind {
            Kind::Text { value, plain } => *plain && scalar::is_null(value),
            Kind::List | Kind::Group | Kind::Alias(_) => false,
        }
    }
}
