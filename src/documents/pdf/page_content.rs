//! What the content of a page says, besides how it says it.

use std::collections::BTreeSet;
use std::ops::Range;

use lopdf::Object;

use super::page_fault::PageFault;
use super::strings;
use crate::documents::layout::{self, PlacedGlyph};

/// Bytes of the descriptions of a page.
const MAX_DESCRIPTION_BYTES: usize = 16 << 20;

/// What a page says.
#[derive(Default)]
pub(super) struct PageText {
    pub(super) glyphs: Vec<PlacedGlyph>,
    /// The letters of all glyphs.
    pub(super) letters: String,
    /// Descriptions in its marked content, and strings whose font is unknown.
    pub(super) descriptions: String,
    /// Names in its operators: of resources, of marks, and of what nobody knows.
    names: BTreeSet<Vec<u8>>,
    /// Why it can't be read completely.
    pub(super) fault: Option<PageFault>,
}

impl PageText {
    pub(super) fn as_written(&self) -> String {
        layout::text_as_written(&self.glyphs, &self.letters)
    }

    pub(super) fn by_lines(&self) -> String {
        layout::text_by_lines(&self.glyphs, &self.letters)
    }

    pub(super) fn report(&mut self, fault: PageFault) {
        // What is too large isn't read further.
        if fault == PageFault::TooLarge {
            self.fault = Some(fault);
        }
        self.fault.get_or_insert(fault);
    }

    pub(super) fn describe(&mut self, text: &str) {
        if self.descriptions.len() + text.len() > MAX_DESCRIPTION_BYTES {
            return self.report(PageFault::TooLarge);
        }
        if text.is_empty() {
            return;
        }
        self.descriptions.push_str(text);
        self.descriptions.push('\n');
    }

    /// Describes what an operator is given and shows nobody.
    pub(super) fn describe_operand(&mut self, operand: &Object) {
        if !matches!(operand, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_))
        {
            return;
        }
        let mut names = BTreeSet::new();
        strings::add_names(operand, &mut names);
        for name in names {
            if !self.names.contains(&name) {
                self.describe(&strings::name_text(&name));
                self.names.insert(name);
            }
        }
        self.describe(&strings::collect(operand));
    }

    pub(super) fn push_letters(&mut self, text: &str) -> Range<u32> {
        let start = self.letters.len() as u32;
        self.letters.push_str(text);
        start..self.letters.len() as u32
    }
}
