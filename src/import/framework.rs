//! Builds the file of a framework: every standard has an id of its own and a short title.

use serde_json::{Map, Value};

use super::imported::{Imported, ImportedFramework};
use super::records::{UniqueNames, fields, omit};
use crate::content::text::collapse_spaces;
use crate::model::framework::MAX_STANDARD_TITLE;
use crate::urls::Slug;

/// The most standards of a framework; the largest that is published has a tenth of it.
const MAX_STANDARDS: usize = 20_000;

/// The longest number of a standard, in bytes.
const MAX_ID_BYTES: usize = 60;

/// Why the text of a standard is left out.
pub(super) const COPYRIGHT: &str = "the full text of a standard belongs to its publisher (STD-07)";

/// Collects the standards of a framework.
pub(super) struct FrameworkBuilder {
    id: String,
    fields: Map<String, Value>,
    standards: Vec<Value>,
    /// Last parts of the addresses of the standards so far: each has a page of its own.
    names: UniqueNames,
}

impl FrameworkBuilder {
    /// A framework without standards. `fields` are those of its file, except the list of standards.
    pub(super) fn new(id: String, fields: Map<String, Value>) -> Self {
        Self { id, fields, standards: Vec::new(), names: UniqueNames::default() }
    }

    /// Adds a standard. Without a number it gets one; without a title, or with one that is a whole text, its number
    /// stands for it.
    pub(super) fn add(
        &mut self,
        id: Option<String>,
        title: Option<String>,
        group: Option<String>,
        origin: &str,
        imported: &mut Imported,
    ) {
        let tidy =
            |text: Option<String>| text.map(|text| collapse_spaces(&text)).filter(|text| !text.is_empty());
        let (id, title, group) = (tidy(id), tidy(title), tidy(group));
        if self.standards.len() >= MAX_STANDARDS {
            let reason = format!("a framework may have {MAX_STANDARDS} standards");
            omit(imported, title.or(id).unwrap_or_default(), &reason, origin);
            return;
        }
        let id = self.claim_id(id, origin, imported);
        let is_long = |title: &String| title.chars().count() > MAX_STANDARD_TITLE;
        let title = match title {
            Some(title) if is_long(&title) => {
                omit(imported, title, COPYRIGHT, origin);
                id.clone()
            }
            Some(title) => title,
            None => id.clone(),
        };
        let standard = fields([("id", Some(id)), ("title", Some(title)), ("group", group)]);
        self.standards.push(Value::Object(standard));
    }

    /// The number of a standard, or one that is given here; with a suffix if an earlier standard has it already.
    fn claim_id(&mut self, id: Option<String>, origin: &str, imported: &mut Imported) -> String {
        let number = || (self.standards.len() + 1).to_string();
        let id = match id {
            Some(id) if id.len() > MAX_ID_BYTES => {
                omit(imported, id, "too long for the number of a standard", origin);
                number()
            }
            Some(id) => id,
            None => number(),
        };
        let (id, slug) = match Slug::from_title(&id) {
            Some(slug) => (id, slug.as_str().to_owned()),
            None => (number(), number()),
        };
        let name = self.names.claim(&slug);
        format!("{id}{}", name.strip_prefix(&slug).unwrap_or_default())
    }

    /// The framework with its standards.
    pub(super) fn finish(self) -> ImportedFramework {
        let Self { id, mut fields, standards, names: _ } = self;
        fields.insert("standards".to_owned(), standards.into());
        ImportedFramework { id, fields }
    }
}
