//! What is known while a Word document is read.

use std::collections::{HashMap, HashSet};

use roxmltree::Node;

use super::fields::{Field, FieldKind};
use super::numbering::Numbering;
use super::package::{Package, Relationships};
use super::styles::Styles;
use crate::content::text::collapse_spaces;
use crate::import::imported::Omitted;
use crate::import::readers::text_document::Pictures;

/// A footnote or endnote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NoteKey {
    pub(super) is_endnote: bool,
    pub(super) id: String,
}

/// What is known, and what was found beside the text.
pub(super) struct State<'a> {
    pub(super) package: &'a Package,
    pub(super) styles: &'a Styles,
    pub(super) numbering: Numbering,
    /// What the part that is read refers to.
    pub(super) relationships: Relationships,
    pub(super) pictures: Pictures,
    pub(super) omitted: Vec<Omitted>,
    /// Notes that were referred to, in order.
    pub(super) notes: Vec<NoteKey>,
    note_places: HashMap<NoteKey, usize>,
    /// Fields that are open, the innermost last.
    pub(super) fields: Vec<Field>,
    /// Text boxes that stand at the paragraph that is read.
    pub(super) text_boxes: Vec<Node<'a, 'a>>,
    /// Parts of charts and diagrams whose words were read.
    pub(super) diagrams: HashSet<String>,
    origin: String,
}

impl<'a> State<'a> {
    pub(super) fn new(
        origin: &str,
        package: &'a Package,
        styles: &'a Styles,
        numbering: Numbering,
        pictures: Pictures,
    ) -> Self {
        Self {
            package,
            styles,
            numbering,
            relationships: Relationships::new(),
            pictures,
            omitted: Vec::new(),
            notes: Vec::new(),
            note_places: HashMap::new(),
            fields: Vec::new(),
            text_boxes: Vec::new(),
            diagrams: HashSet::new(),
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

    /// The place of a note in the list of those that are referred to.
    pub(super) fn note_place(&mut self, key: NoteKey) -> usize {
        if let Some(place) = self.note_places.get(&key) {
            return *place;
        }
        self.notes.push(key.clone());
        self.note_places.insert(key, self.notes.len() - 1);
        self.notes.len() - 1
    }

    /// Whether text belongs to the table of contents or says the number of a page; then it is kept with its field.
    pub(super) fn skips(&mut self, text: &str) -> bool {
        let skipping = self.fields.iter_mut().find(|field| match field.kind {
            None => true,
            Some(FieldKind::Contents | FieldKind::PageNumber) => true,
            Some(FieldKind::Link(_) | FieldKind::Other) => false,
        });
        skipping.map(|field| field.skipped.push_str(text)).is_some()
    }

    /// The address of the innermost link that is a field.
    pub(super) fn field_link(&self) -> Option<String> {
        self.fields.iter().rev().find_map(|field| match &field.kind {
            Some(FieldKind::Link(address)) => Some(address.clone()),
            _ => None,
        })
    }

    /// A field ends.
    pub(super) fn end_field(&mut self) {
        if let Some(field) = self.fields.pop()
            && field.kind == Some(FieldKind::Contents)
        {
            self.leave_out("table of contents", "the page has one of its own");
        }
    }

    /// At the end of a part, lists the text in fields whose end is missing.
    pub(super) fn close_fields(&mut self) {
        for field in std::mem::take(&mut self.fields) {
            self.leave_out(field.skipped, "text in a field that doesn't end");
        }
    }
}
