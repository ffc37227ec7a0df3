//! The node that an error is about: what messages call it, and examples of what to write instead.

use super::de_error::MAPPING_LABEL;
use super::error::YamlError;
use super::field_path::NodeLocation;
use super::node::{NodeKind, YamlTree};

/// A message quotes a value only if it has at most this many bytes.
const MAX_QUOTED_LEN: usize = 40;

/// The node that an error is about, with its path.
pub(super) struct ErrorContext<'t> {
    pub(super) tree: &'t YamlTree<'t>,
    pub(super) node: usize,
    pub(super) location: NodeLocation,
}

impl ErrorContext<'_> {
    pub(super) fn new_error(&self, rule: &'static str, message: String) -> YamlError {
        let value = self.tree.nodes[self.node].range.clone();
        // An empty value has no range to point at, so point at its key.
        let key = self.location.key.filter(|_| value.is_empty() && !self.location.is_element);
        let range = key.map_or(value, |key| self.tree.nodes[key].range.clone());
        YamlError::new(rule, self.tree.source, range, message)
    }

    pub(super) fn key(&self) -> Option<&str> {
        self.tree.scalar_text(self.location.key?)
    }

    /// The subject of a message: a field, or an entry of a list field.
    pub(super) fn subject(&self) -> String {
        match self.key() {
            Some(key) if self.location.is_element => format!("an entry of `{key}`"),
            Some(key) => format!("`{key}`"),
            None if self.location.is_element => "an entry".to_owned(),
            None => "this".to_owned(),
        }
    }

    /// An example line for a help text: the value with its key, or with a hyphen in a list.
    pub(super) fn example_line(&self, value: &str) -> String {
        match self.key().filter(|_| !self.location.is_element) {
            Some(key) => format!("`{key}: {value}`"),
            None if self.location.is_element => format!("`- {value}`"),
            None => format!("`{value}`"),
        }
    }

    pub(super) fn source_text(&self) -> &str {
        &self.tree.source[self.tree.nodes[self.node].range.clone()]
    }

    /// What the value actually is: its type, or the value itself if it is short.
    pub(super) fn describe_actual(&self) -> String {
        let target = self.tree.resolve_alias(self.node);
        match &self.tree.nodes[target].kind {
            NodeKind::Sequence => "a list".to_owned(),
            NodeKind::Mapping => MAPPING_LABEL.to_owned(),
            NodeKind::Scalar { .. } if self.tree.is_null(target) => "empty".to_owned(),
            NodeKind::Scalar { value, .. } => quote_if_short(value),
            NodeKind::Alias(_) => "text".to_owned(),
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.tree.scalar_text(self.tree.resolve_alias(self.node))
    }
}

/// A text in backticks, or only the word "text" if it is long.
pub(super) fn quote_if_short(text: &str) -> String {
    let is_short = text.len() <= MAX_QUOTED_LEN && !text.contains(['\n', '`']);
    if is_short { format!("`{text}`") } else { "text".to_owned() }
}
