//! Merges a translation with its original: the words are those of the translation, the facts those of the original.
//!
//! A translation needs only what is different in its language. A date, a figure, a status or the id of a person is the
//! same in every language: where a translation has another one, the original counts, and the difference is reported.

use std::collections::BTreeMap;

/// Fields whose text is no text for readers: ids and other names that say what is meant.
const FACTS: [&str; 27] = [
    "accountable",
    "approaches",
    "artifact",
    "case",
    "collected_by",
    "consulted",
    "country_code",
    "decided_by",
    "evidence",
    "featured",
    "frameworks",
    "from",
    "id",
    "informed",
    "led_by",
    "page",
    "people",
    "person",
    "position",
    "primary_framework",
    "ref",
    "related",
    "slug",
    "speaker",
    "team",
    "template",
    "with",
];

/// Fields by which an entry of a list is recognized.
const KEYS: [&str; 3] = ["id", "person", "ref"];

/// Collects the facts that differ between a translation and its original, and the texts that it lacks.
#[derive(Debug, Default)]
pub struct Merge {
    /// Path of the field that is being merged.
    path: String,
    /// What the translation has otherwise, each with the path of the field.
    pub differences: Vec<(String, Difference)>,
    /// Paths of the fields with text for readers that were taken from the original.
    pub untranslated: Vec<String>,
    /// Entries that stand at another place in the translation: their path as merged, and their own.
    pub moved: Vec<(String, String)>,
}

/// How a translation differs from its original in what is the same in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It has another value.
    Value,
    /// It has another number of entries: that of the original, and its own.
    Count(usize, usize),
    /// It has an entry that the original has not: its id, and those of the original.
    Entry(String, Vec<String>),
    /// It has a second entry with this id.
    Repeated(String),
}

/// A value that can be merged with that of the original.
pub trait Translated: Clone {
    /// Whether the value is the same in every language.
    const IS_FACT: bool = false;
    /// Whether the value has fields of its own.
    const IS_GROUP: bool = false;

    /// The value of the translation, with what it lacks from the original.
    #[must_use]
    fn translate(self, original: &Self, merge: &mut Merge) -> Self;

    /// The value of the original; reports a different one.
    #[must_use]
    fn keep(self, original: &Self, merge: &mut Merge) -> Self {
        self.translate(original, merge)
    }

    /// The value where the original has none: text may stand alone, a fact may not.
    #[must_use]
    fn alone(self, _merge: &mut Merge) -> Option<Self> {
        Some(self)
    }

    /// The id by which an entry is recognized in a list.
    fn key(&self) -> Option<&str> {
        None
    }

    /// The value as an id.
    fn as_id(&self) -> Option<&str> {
        None
    }

    /// Whether the value of the field `name` has text for readers.
    fn has_text(&self, _name: &str) -> bool {
        false
    }
}

impl Merge {
    /// Reports that the translation has another fact.
    pub(crate) fn report(&mut self, difference: Difference) {
        self.differences.push((self.path.clone(), difference));
    }

    fn within<T>(&mut self, name: &str, merge: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if length > 0 && !name.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(name);
        let merged = merge(self);
        self.path.truncate(length);
        merged
    }

    /// Merges a field of a group.
    pub(crate) fn field<T: Translated>(
        &mut self,
        name: &str,
        own: Option<T>,
        original: &Option<T>,
    ) -> Option<T> {
        let name = name.trim_start_matches("r#");
        // The address of a page is one; that of a link or a document is not.
        let is_address = self.path.is_empty() && name == "url";
        let is_fact = T::IS_FACT || is_address || FACTS.contains(&name);
        self.within(name, |merge| match (own, original) {
            (None, original) => {
                if !is_fact && original.as_ref().is_some_and(|original| original.has_text(name)) {
                    merge.untranslated.push(merge.path.clone());
                }
                original.clone()
            }
            (Some(own), Some(original)) if is_fact => Some(own.keep(original, merge)),
            (Some(own), Some(original)) => Some(own.translate(original, merge)),
            (Some(_), None) if is_fact => {
                merge.report(Difference::Value);
                None
            }
            (Some(own), None) => own.alone(merge),
        })
    }
}

/// Fields whose text only programs and browsers read.
const NO_TEXT: [&str; 13] = [
    "aliases",
    "card",
    "email",
    "file",
    "href",
    "language",
    "lint_allow",
    "network",
    "phone",
    "record",
    "rule",
    "unit",
    "url",
];

/// Whether the text of a field is for readers.
pub(crate) fn is_text(name: &str) -> bool {
    let name = name.trim_start_matches("r#");
    !FACTS.contains(&name) && !NO_TEXT.contains(&name)
}

/// Whether the name of a field is one by which entries are recognized.
pub(crate) fn is_key(name: &str) -> bool {
    KEYS.contains(&name.trim_start_matches("r#"))
}

impl Translated for String {
    fn translate(self, _: &Self, _: &mut Merge) -> Self {
        self
    }

    fn keep(self, original: &Self, merge: &mut Merge) -> Self {
        if self.trim() != original.trim() {
            merge.report(Difference::Value);
        }
        original.clone()
    }

    fn as_id(&self) -> Option<&str> {
        Some(self.trim())
    }

    fn has_text(&self, name: &str) -> bool {
        !self.trim().is_empty() && is_text(name)
    }
}

impl<T: Translated> Translated for Vec<T> {
    const IS_FACT: bool = T::IS_FACT;

    fn translate(self, original: &Self, merge: &mut Merge) -> Self {
        // Entries without an id are matched by their order.
        let has_keys = self.iter().any(|entry| entry.key().is_some());
        if T::IS_GROUP && has_keys {
            return translate_by_key(self, original, merge);
        }
        if self.len() != original.len() {
            // What belongs together is not known, and an entry more or less would be another fact.
            merge.report(Difference::Count(original.len(), self.len()));
            return original.clone();
        }
        let pairs = self.into_iter().zip(original).enumerate();
        pairs
            .map(|(index, (own, original))| {
                merge.within(&format!("[{index}]"), |merge| own.translate(original, merge))
            })
            .collect()
    }

    fn keep(self, original: &Self, merge: &mut Merge) -> Self {
        if T::IS_GROUP {
            return self.translate(original, merge);
        }
        if self.len() == original.len() {
            for (index, (own, original)) in self.into_iter().zip(original).enumerate() {
                let _ = merge.within(&format!("[{index}]"), |merge| own.keep(original, merge));
            }
        } else {
            merge.report(Difference::Value);
        }
        original.clone()
    }

    fn alone(self, merge: &mut Merge) -> Option<Self> {
        if !T::IS_GROUP {
            return Some(self);
        }
        merge.report(Difference::Count(0, self.len()));
        None
    }

    fn has_text(&self, name: &str) -> bool {
        self.iter().any(|entry| entry.has_text(name))
    }
}

/// Merges the entries with the same id, in the order of the original. Entries that only the translation has are reported
/// and left out, second ones with an id too; those that it lacks stay as they are in the original.
fn translate_by_key<T: Translated>(own: Vec<T>, original: &[T], merge: &mut Merge) -> Vec<T> {
    let mut merged: Vec<T> = original.to_vec();
    let mut is_translated = vec![false; original.len()];
    for (index, entry) in own.into_iter().enumerate() {
        let key = entry.key().unwrap_or_default().to_owned();
        let position = original.iter().position(|other| other.key() == Some(key.as_str()));
        let list = merge.path.clone();
        merge.within(&format!("[{index}]"), |merge| match position {
            Some(position) if is_translated[position] => merge.report(Difference::Repeated(key)),
            Some(position) => {
                is_translated[position] = true;
                if position != index {
                    merge.moved.push((format!("{list}[{position}]"), merge.path.clone()));
                }
                merged[position] = entry.translate(&original[position], merge);
            }
            None if key.is_empty() => merge.report(Difference::Value),
            None => {
                let known = original.iter().filter_map(|other| Some(other.key()?.to_owned()));
                merge.report(Difference::Entry(key, known.collect()));
            }
        });
    }
    if original.iter().zip(is_translated).any(|(entry, is_translated)| !is_translated && entry.has_text("")) {
        merge.untranslated.push(merge.path.clone());
    }
    merged
}

/// What only programs read is never translated.
impl<V: Clone> Translated for BTreeMap<String, V> {
    fn translate(self, original: &Self, _: &mut Merge) -> Self {
        original.clone()
    }
}

/// Implements [`Translated`] for values that are the same in every language.
macro_rules! facts {
    ($($name:ty),+) => {
        $(impl $crate::content::translated::Translated for $name {
            const IS_FACT: bool = true;

            fn translate(
                self,
                original: &Self,
                merge: &mut $crate::content::translated::Merge,
            ) -> Self {
                if self != *original {
                    merge.report($crate::content::translated::Difference::Value);
                }
                original.clone()
            }
        })+
    };
}
pub(crate) use facts;

facts!(bool, u16, u32, u64, i64, f64);
