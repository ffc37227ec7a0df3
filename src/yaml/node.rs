//! The syntax tree of a YAML source: an arena of nodes with their byte ranges.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::scalar;

/// A document as an arena in source order: the children of node `i` start at `i + 1`, and its next sibling is at the
/// index `next` of the node.
pub(super) struct YamlTree<'s> {
    pub(super) source: &'s str,
    /// The root comes first; empty for an empty document.
    pub(super) nodes: Vec<Node<'s>>,
    /// Nodes with a name (`&name`) that no alias refers to.
    pub(super) unused_anchors: Vec<usize>,
}

/// A key or a value.
pub(super) struct Node<'s> {
    pub(super) kind: NodeKind<'s>,
    /// Bytes of the source, without trailing white space.
    pub(super) range: Range<usize>,
    /// Index after the last node of its subtree, which is that of its next sibling if it has one.
    pub(super) subtree_end: usize,
    /// Its tag as written, such as `!important`; tags are always reported as errors.
    pub(super) tag: Option<String>,
}

pub(super) enum NodeKind<'s> {
    /// A string, number, boolean or null: which one is decided by the type that it is read into.
    Scalar {
        /// The content, without quotes and with folded lines joined.
        value: Cow<'s, str>,
        /// Whether it is unquoted, so that it may be null, a number or a boolean.
        plain: bool,
    },
    Sequence,
    /// Its children are keys and values alternately.
    Mapping,
    /// Index of the anchored node, which is never an alias itself.
    Alias(usize),
}

/// Why parsing stopped before the end of the source; the range is that of the node that was refused.
pub(super) enum StopReason {
    /// Not valid YAML.
    Syntax(ScanError),
    /// Nested deeper than [`Limits::depth`](super::Limits::depth).
    TooDeep(Range<usize>),
    /// More than [`Limits::nodes`](super::Limits::nodes).
    TooManyNodes(Range<usize>),
    /// More than [`Limits::aliases`](super::Limits::aliases), or more than `Limits::nodes` once they are expanded.
    TooManyAliases(Range<usize>),
    /// An alias inside the node that it refers to.
    RecursiveAlias(Range<usize>),
    /// A second document starts here.
    ExtraDocument(Range<usize>),
}

impl From<ScanError> for StopReason {
    fn from(error: ScanError) -> Self {
        // The parser looks ahead, so it may hit its own depth limit before ours.
        if *error.kind() != ErrorKind::RecursionLimitExceeded {
            return Self::Syntax(error);
        }
        let at = error.marker().byte_offset().unwrap_or_default();
        Self::TooDeep(at..at)
    }
}

impl<'s> YamlTree<'s> {
    /// Resolves an alias; any other node is returned as it is.
    pub(super) fn resolve_alias(&self, at: usize) -> usize {
        match self.nodes[at].kind {
            NodeKind::Alias(target) => target,
            _ => at,
        }
    }

    /// The children of a node: the values of a list, or the keys and values of a group alternately.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[at].subtree_end;
        let first = Some(at + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| {
            Some(self.nodes[*child].subtree_end).filter(|next| *next < end)
        })
    }

    /// Key and value of each entry of a group.
    pub(super) fn entries(&self, at: usize) -> impl Iterator<Item = (usize, usize)> {
        self.children(at).step_by(2).map(|key| (key, self.nodes[key].subtree_end))
    }

    /// The content of a scalar; `None` for a list, a group and an alias.
    pub(super) fn scalar_text(&self, at: usize) -> Option<&str> {
        match &self.nodes[at].kind {
            NodeKind::Scalar { value, .. } => Some(value),
            NodeKind::Sequence | NodeKind::Mapping | NodeKind::Alias(_) => None,
        }
    }

    /// Whether a node is null: empty, `~` or `null`, without quotes. False for an alias.
    pub(super) fn is_null(&self, at: usize) -> bool {
        match &self.nodes[at].kind {
            NodeKind::Scalar { value, plain } => *plain && scalar::is_null(value),
            NodeKind::Sequence | NodeKind::Mapping | NodeKind::Alias(_) => false,
        }
    }
}
