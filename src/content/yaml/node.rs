//! A YAML source as a tree whose nodes know their bytes.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::scalar;

/// A document in source order: the children of the node `i` begin at `i + 1`, and its next neighbour is `next`.
pub(super) struct Tree<'s> {
    /// What was read.
    pub(super) source: &'s str,
    /// Root first; empty for an empty document.
    pub(super) nodes: Vec<Node<'s>>,
}

/// A value or a key.
pub(super) struct Node<'s> {
    /// What it is.
    pub(super) kind: Kind<'s>,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The node after it and all that is in it.
    pub(super) next: usize,
    /// Its tag as written, such as `!important`, which is always a fault.
    pub(super) tag: Option<String>,
}

/// What a node is.
pub(super) enum Kind<'s> {
    /// A text, a number, a switch or nothing.
    Text {
        /// What it says, without quotes and with lines joined.
        value: Cow<'s, str>,
        /// Whether it is written without quotes, so that it may be nothing, a number or a switch.
        plain: bool,
    },
    /// Values.
    List,
    /// Keys and values by turns.
    Group,
    /// The value of another node.
    Alias(usize),
}

/// Why a source was not read to its end.
pub(super) enum Stop {
    /// It is no YAML.
    Syntax(ScanError),
    /// Too deep, at this node.
    Depth(Range<usize>),
    /// Too many nodes, at this one.
    Nodes(Range<usize>),
    /// Too many aliases, or aliases of too much, at this one.
    Aliases(Range<usize>),
    /// An alias within what it stands for.
    Loop(Range<usize>),
    /// A second document.
    Document(Range<usize>),
}

impl From<ScanError> for Stop {
    fn from(error: ScanError) -> Self {
        // The parser looks ahead, so it may meet its own limit before ours.
        if *error.kind() != ErrorKind::RecursionLimitExceeded {
            return Self::Syntax(error);
        }
        let at = error.marker().byte_offset().unwrap_or_default();
        Self::Depth(at..at)
    }
}

impl<'s> Tree<'s> {
    /// The node that an alias stands for, or the node itself.
    pub(super) fn target(&self, at: usize) -> usize {
        match self.nodes[at].kind {
            Kind::Alias(target) => target,
            _ => at,
        }
    }

    /// The children of a node: values of a list, keys and values of a group by turns.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[at].next;
        let first = Some(at + 1).filter(|it| *it < end);
        std::iter::successors(first, move |it| Some(self.nodes[*it].next).filter(|it| *it < end))
    }

    /// The entries of a group, key and value.
    pub(super) fn entries(&self, at: usize) -> impl Iterator<Item = (usize, usize)> {
        self.children(at).step_by(2).map(|key| (key, self.nodes[key].next))
    }

    /// What a text says.
    pub(super) fn text(&self, at: usize) -> Option<&str> {
        match &self.nodes[at].kind {
            Kind::Text { value, .. } => Some(value),
            Kind::List | Kind::Group | Kind::Alias(_) => None,
        }
    }

    /// Whether a node is nothing: left empty, `~` or `null`.
    pub(super) fn is_null(&self, at: usize) -> bool {
        match &self.nodes[at].kind {
            Kind::Text { value, plain } => *plain && scalar::is_null(value),
            Kind::List | Kind::Group | Kind::Alias(_) => false,
        }
    }
}
