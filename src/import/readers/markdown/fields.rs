//! Fields of front matter, each mapped to a field of a portfolio, or listed as left out.

use serde_json::{Map, Value};

use super::front_matter::{shown, text_of, texts_of};
use super::generator::Generator;
use crate::content::date::PartialDate;
use crate::import::imported::{DocumentKind, Omitted};

/// What the front matter of a page says.
#[derive(Debug, Default)]
pub(super) struct PageFields {
    pub(super) kind: Option<DocumentKind>,
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
    /// Fields of this program.
    pub(super) fields: Map<String, Value>,
    /// Addresses that led to the page and were no longer its own.
    pub(super) redirects: Vec<String>,
    /// The address that the page has, with placeholders: `permalink` or `url`.
    pub(super) address: Option<String>,
    /// The last part of its address.
    pub(super) slug: Option<String>,
    /// Categories, which are part of addresses in Jekyll.
    pub(super) categories: Vec<String>,
    /// Other names of a note, by which notes link to it (Obsidian).
    pub(super) names: Vec<String>,
    /// Its picture: address and alternative text.
    pub(super) cover: Option<(String, Option<String>)>,
    pub(super) omitted: Vec<Omitted>,
    pub(super) notes: Vec<String>,
}

/// Fields that only a case study or an approach of this program has.
const STUDY_FIELDS: [&str; 6] =
    ["led_by", "accountable", "delegation", "outcomes", "artifacts", "initiated_by"];
const APPROACH_FIELDS: [&str; 4] = ["stance", "leader_keeps", "checklist", "aka"];

/// Fields of this program that a page of it keeps as they are.
const OWN_FIELDS: [&str; 42] = [
    "accountable",
    "accountable_note",
    "aka",
    "approaches",
    "artifacts",
    "card",
    "checked_with",
    "checklist",
    "communication",
    "consulted",
    "delegation",
    "end",
    "id",
    "informed",
    "initiated_by",
    "language",
    "leader_keeps",
    "led_by",
    "lesson",
    "lint_ack",
    "lint_allow",
    "logic",
    "outcomes",
    "pitfalls",
    "position",
    "problem",
    "related",
    "sample",
    "schema",
    "slug",
    "sources",
    "stance",
    "standards",
    "start",
    "status",
    "status_reason",
    "team",
    "template",
    "timeline",
    "updated",
    "verdict",
    "visibility",
];

/// Maps the fields of a page. `origin` is its file.
pub(super) fn map(fields: Map<String, Value>, generator: Generator, origin: &str) -> PageFields {
    let mut page = PageFields { kind: own_kind(&fields, origin), ..PageFields::default() };
    let alt = ["image_alt", "cover_alt", "image-alt", "alt", "featured_image_alt"]
        .iter()
        .find_map(|key| fields.get(*key).and_then(text_of));
    for (key, value) in fields {
        if value.is_null() {
            continue;
        }
        let is_own = page.kind.is_some() && (OWN_FIELDS.contains(&key.as_str()) || key == "cover");
        if is_own {
            page.fields.insert(key, value);
        } else if let Some((key, value)) = page.take(key, value, generator, origin) {
            page.omit(&key, &value, origin);
        }
    }
    if let Some((_, cover_alt)) = &mut page.cover
        && cover_alt.is_none()
    {
        *cover_alt = alt;
    }
    page
}

/// A page of this program tells by its fields what it is.
fn own_kind(fields: &Map<String, Value>, origin: &str) -> Option<DocumentKind> {
    let count = |names: &[&str]| names.iter().filter(|name| fields.contains_key(**name)).count();
    let is_in = |folder: &str| origin.split('/').any(|part| part == folder);
    if count(&STUDY_FIELDS) >= 2 || count(&STUDY_FIELDS) == 1 && is_in("case-studies") {
        return Some(DocumentKind::CaseStudy);
    }
    let is_approach = count(&APPROACH_FIELDS) >= 2 || count(&APPROACH_FIELDS) == 1 && is_in("approaches");
    is_approach.then_some(DocumentKind::Approach)
}

impl PageFields {
    /// Takes a field over; gives it back if there is no place for it.
    fn take(
        &mut self,
        key: String,
        value: Value,
        generator: Generator,
        origin: &str,
    ) -> Option<(String, Value)> {
        let name = key.to_ascii_lowercase().replace([' ', '-'], "_");
        match name.as_str() {
            "title" => self.title = self.title.take().or(text_of(&value)),
            "date" | "published" | "publishdate" | "pubdate" | "date_published" | "created"
            | "created_time"
                if !value.is_boolean() =>
            {
                return self.take_date(key, value, name == "date");
            }
            "lastmod" | "last_modified_at" | "updated" | "modified" | "date_modified"
            | "last_edited_time" | "last_updated" | "lastupdated" => return self.take_update(key, value),
            "summary" | "description" | "excerpt" | "abstract" | "subtitle" => {
                return self.take_summary(key, value);
            }
            "tags" | "tag" | "keywords" | "topics" | "themes" => self.add_tags(&value, &name, generator),
            "categories" | "category" => {
                self.categories = split_words(&value, generator == Generator::Jekyll && name == "categories");
                self.add_tags(&value, &name, generator);
            }
            "draft" | "published" | "publish" if as_bool(&value).is_some() => {
                let is_draft = as_bool(&value) == Some(name == "draft");
                if is_draft {
                    self.fields.insert("draft".to_owned(), Value::Bool(true));
                }
            }
            "aliases" | "alias" if generator == Generator::Obsidian => {
                self.names = texts_of(&value);
                return Some((key, value));
            }
            "aliases" | "alias" | "redirect_from" => self.redirects.extend(texts_of(&value)),
            "permalink" | "url" => self.address = text_of(&value),
            "slug" => self.slug = text_of(&value),
            "author" | "authors" => self.note_author(&value, origin),
            "lang" | "language" | "locale" => {
                self.fields.insert("language".to_owned(), Value::String(text_of(&value)?.replace('_', "-")));
            }
            "image" | "cover" | "featured_image" | "feature_image" | "cover_image" | "thumbnail"
            | "banner" | "images" | "featured" | "header" | "teaser" => return self.take_cover(key, value),
            "image_alt" | "cover_alt" | "alt" | "featured_image_alt" => {}
            _ => return Some((key, value)),
        }
        None
    }

    /// The day of publication, best from the field `date`; another one is given back.
    fn take_date(&mut self, key: String, value: Value, is_first: bool) -> Option<(String, Value)> {
        let Some(date) = text_of(&value).and_then(|text| parse_date(&text)) else {
            return Some((key, value));
        };
        match self.date {
            None => self.date = Some(date),
            Some(other) if is_first && other != date => {
                self.date = Some(date);
                return Some(("created".to_owned(), Value::String(other.to_string())));
            }
            Some(other) if other != date => return Some((key, value)),
            Some(_) => {}
        }
        None
    }

    fn take_update(&mut self, key: String, value: Value) -> Option<(String, Value)> {
        let Some(date) = text_of(&value).and_then(|text| parse_date(&text)) else {
            return Some((key, value));
        };
        self.fields.insert("updated".to_owned(), Value::String(date.to_string()));
        None
    }

    /// The first summary is taken; another one with other words is given back.
    fn take_summary(&mut self, key: String, value: Value) -> Option<(String, Value)> {
        let Some(text) = text_of(&value) else { return Some((key, value)) };
        let is_better = key.eq_ignore_ascii_case("summary") || key.eq_ignore_ascii_case("description");
        match self.summary.replace(text.clone()) {
            None => None,
            Some(other) if other == text => None,
            Some(other) if is_better => Some(("summary".to_owned(), Value::String(other))),
            Some(other) => {
                self.summary = Some(other);
                Some((key, value))
            }
        }
    }

    fn take_cover(&mut self, key: String, value: Value) -> Option<(String, Value)> {
        let field = |group: &Map<String, Value>, names: &[&str]| {
            names.iter().find_map(|name| group.get(*name).and_then(text_of))
        };
        let cover = match &value {
            Value::Object(group) => {
                let names = ["file", "image", "path", "src", "url", "filename", "teaser", "og_image"];
                field(group, &names).map(|file| (file, field(group, &["alt", "image_alt", "caption"])))
            }
            Value::Array(values) => values.first().and_then(text_of).map(|file| (file, None)),
            Value::String(file) => Some((file.trim().to_owned(), None)),
            _ => None,
        };
        let is_picture = cover.as_ref().is_some_and(|(file, _)| is_picture(file));
        if self.cover.is_some() || !is_picture {
            return Some((key, value));
        }
        self.cover = cover;
        None
    }

    fn add_tags(&mut self, value: &Value, name: &str, generator: Generator) {
        let may_be_words = generator == Generator::Jekyll && matches!(name, "tags" | "categories")
            || generator == Generator::Obsidian && name == "tags";
        for tag in split_words(value, may_be_words) {
            let tag = tag.trim().trim_start_matches('#').to_owned();
            let is_new = !self.tags.iter().any(|known| known.eq_ignore_ascii_case(&tag));
            if !tag.is_empty() && is_new {
                self.tags.push(tag);
            }
        }
    }

    fn note_author(&mut self, value: &Value, origin: &str) {
        let name = |value: &Value| match value {
            Value::Object(group) => group.get("name").map(shown),
            other => text_of(other),
        };
        let names: Vec<String> = match value {
            Value::Array(values) => values.iter().filter_map(name).collect(),
            other => name(other).into_iter().collect(),
        };
        if !names.is_empty() {
            self.notes.push(format!("`{origin}` names its author: {}", names.join(", ")));
        }
    }

    fn omit(&mut self, key: &str, value: &Value, origin: &str) {
        self.omitted.push(Omitted {
            what: format!("{key}: {}", shown(value)),
            reason: "field of the front matter that a portfolio doesn't have".to_owned(),
            origin: origin.to_owned(),
        });
    }
}

/// Tags of a list, or of a text with commas, or of one with spaces where the program takes them as words.
fn split_words(value: &Value, may_be_words: bool) -> Vec<String> {
    match value {
        Value::String(text) if text.contains(',') => {
            text.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
        }
        Value::String(text) if may_be_words => text.split_whitespace().map(str::to_owned).collect(),
        other => texts_of(other),
    }
}

fn as_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The day of a date with or without a time, as other programs write it: `2024-03-31 08:00`, `January 5, 2023 3:04 PM`.
pub(super) fn parse_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let start = text.get(..10).filter(|_| text[10..].starts_with([' ', 'T', 't']));
    let before_time = || {
        let (day, time) = text.rsplit_once(' ')?;
        match time.to_ascii_uppercase().as_str() {
            "AM" | "PM" => Some(day.rsplit_once(' ')?.0),
            _ => time.contains(':').then_some(day),
        }
    };
    PartialDate::guess(text)
        .or_else(|| start.and_then(PartialDate::guess))
        .or_else(|| before_time().and_then(PartialDate::guess))
}

/// Whether an address ends as pictures do.
pub(super) fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let extension = crate::vfs::lowercase_extension(path);
    matches!(
        extension.as_deref(),
        Some("jpg" | "jpeg" | "png" | "gif" | "webp" | "svg" | "avif" | "bmp" | "tif" | "tiff" | "heic")
    )
}
