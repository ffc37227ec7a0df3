//! What the converters of a page know of it, and what they collect.

use serde_json::{Map, Value};

use super::folder::Folder;
use super::front_matter::{shown, text_of};
use super::generator::Generator;
use crate::import::imported::{ImportedFile, Omitted};

/// A page while it is converted.
pub(super) struct PageContext<'f> {
    pub(super) folder: &'f Folder<'f>,
    /// Its file.
    pub(super) path: &'f str,
    pub(super) title: String,
    /// Its front matter, as written.
    pub(super) front: &'f Map<String, Value>,
    pub(super) omitted: Vec<Omitted>,
    pub(super) notes: Vec<String>,
    /// Tags that are found in its text.
    pub(super) tags: Vec<String>,
    /// Abbreviations that it explains.
    pub(super) glossary: Vec<(String, String)>,
    /// Pictures that are written into its text.
    pub(super) embedded: Vec<ImportedFile>,
}

impl<'f> PageContext<'f> {
    pub(super) fn new(
        folder: &'f Folder<'f>,
        path: &'f str,
        title: String,
        front: &'f Map<String, Value>,
    ) -> Self {
        Self {
            folder,
            path,
            title,
            front,
            omitted: Vec::new(),
            notes: Vec::new(),
            tags: Vec::new(),
            glossary: Vec::new(),
            embedded: Vec::new(),
        }
    }

    pub(super) fn generator(&self) -> Generator {
        self.folder.project.generator
    }

    /// Lists something of the page as left out.
    pub(super) fn omit(&mut self, what: &str, reason: &str) {
        let what = what.trim();
        if !what.is_empty() {
            self.omitted.push(Omitted {
                what: what.to_owned(),
                reason: reason.to_owned(),
                origin: self.path.to_owned(),
            });
        }
    }

    /// Notes something that a person has to look at; `sentence` goes on after the name of the page.
    pub(super) fn note(&mut self, sentence: &str) {
        let note = format!("`{}`: {sentence}", self.path);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// A value of the front matter, by its path, such as `author.name`.
    pub(super) fn front_value(&self, path: &str) -> Option<String> {
        if path == "title" {
            return Some(self.title.clone());
        }
        lookup(self.front, path)
    }

    /// A value of the settings of the site, by its path.
    pub(super) fn site_value(&self, path: &str) -> Option<String> {
        lookup(&self.folder.project.config, path)
    }
}

fn lookup(group: &Map<String, Value>, path: &str) -> Option<String> {
    let mut parts = path.split('.');
    let first = group.get(parts.next()?)?;
    let value = parts.try_fold(first, |value, part| value.get(part))?;
    text_of(value).or_else(|| value.is_array().then(|| shown(value)))
}
