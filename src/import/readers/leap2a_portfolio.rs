//! A portfolio in Leap2A while it is read: its entries by their ids, and what was made of them.

use std::collections::{BTreeMap, BTreeSet};

use super::leap2a_feed::{Element, LeapText};
use crate::import::imported::Imported;
use crate::import::records::{omit, plain_text};

/// The longest title that other entries repeat, in characters.
const MAX_TITLE_CHARS: usize = 300;

/// A portfolio while it is read.
pub(super) struct LeapPortfolio<'a> {
    pub(super) imported: Imported,
    pub(super) entries: Vec<&'a Element>,
    pub(super) by_id: BTreeMap<String, &'a Element>,
    /// Who wrote the feed, by the id of their entry.
    pub(super) owner: Option<String>,
    /// Paths of the imported files, by the ids of their entries.
    pub(super) files: BTreeMap<String, String>,
    /// What pages say that pictures show, by the paths of their files.
    pub(super) alts: BTreeMap<String, String>,
    /// Entries that were read as a part of another one.
    pub(super) used: BTreeSet<String>,
}

/// The id of an entry, by which others name it.
pub(super) fn id_of(entry: &Element) -> String {
    entry.text_of("id").unwrap_or_default()
}

/// What an entry is called in messages.
pub(super) fn origin_of(entry: &Element) -> String {
    format!("entry `{}`", id_of(entry))
}

/// A text of an entry as plain text.
pub(super) fn plain(text: &LeapText) -> String {
    match text {
        LeapText::Plain(text) => text.clone(),
        LeapText::Html(html) => plain_text(html),
    }
}

/// The title of an entry that others repeat; `None` if it is too long to be one.
pub(super) fn short_title(entry: &Element) -> Option<String> {
    entry.text_of("title").filter(|title| title.chars().nth(MAX_TITLE_CHARS).is_none())
}

impl<'a> LeapPortfolio<'a> {
    /// The portfolio of a feed, of which nothing is read yet.
    pub(super) fn new(feed: &'a Element) -> Self {
        let entries: Vec<&Element> = feed.all("entry").collect();
        let by_id = entries.iter().map(|entry| (id_of(entry), *entry)).collect();
        let author = feed.all("author").find_map(|author| author.text_of("uri"));
        let is_person =
            |id: &String| entries.iter().any(|entry| entry.kind() == "person" && id_of(entry) == *id);
        let first = || entries.iter().find(|entry| entry.kind() == "person").map(|entry| id_of(entry));
        let owner = author.filter(is_person).or_else(first);
        let mut imported = Imported::default();
        if let Some(name) = feed.all("author").find_map(|author| author.text_of("name")) {
            imported.settings.insert("profile".to_owned(), serde_json::json!({ "name": name }));
        }
        Self {
            imported,
            entries,
            by_id,
            owner,
            files: BTreeMap::new(),
            alts: BTreeMap::new(),
            used: BTreeSet::new(),
        }
    }

    /// The entry to which a link of a kind leads.
    pub(super) fn related(&self, entry: &Element, relation: &str, kind: &str) -> Option<&'a Element> {
        let links = entry.links().into_iter().filter(|link| link.relation == relation);
        links.filter_map(|link| self.by_id.get(&link.target)).find(|entry| entry.kind() == kind).copied()
    }

    /// Lists the title and the text of an entry.
    pub(super) fn omit_entry(&mut self, entry: &Element, reason: &str) {
        let origin = origin_of(entry);
        for name in ["title", "summary", "content"] {
            let text = entry.all(name).find_map(Element::leap_text).map(|text| plain(&text));
            omit(&mut self.imported, text.unwrap_or_default(), reason, &origin);
        }
    }
}
