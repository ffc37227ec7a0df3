//! Writes an imported document as a file of the portfolio: front matter, then the text.

use std::collections::{HashMap, HashSet};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::body::{LinkedTo, PlacedBody, place_body};
use super::existing::{Existing, address_key};
use super::field_check::{CheckedFields, check_fields, first_error, take_unknown_ids};
use super::files::FilePlaces;
use super::ids::folder;
use super::mark::ImportMark;
use super::proposed::{PrivateFile, ProposedDocument};
use super::stub::is_incomplete;
use super::yaml_text::write_fields;
use crate::content::schema::case_study::RawCaseStudy;
use crate::content::schema::page::{RawApproach, RawPage};
use crate::import::imported::{DocumentKind, ImportedDocument, document_link, split_document_link};
use crate::import::markdown_text::escape_line;
use crate::media;
use crate::model::case_study::MAX_TITLE_CHARS;
use crate::urls::decode_lossy;
use crate::vfs::{FileTree, lowercase_extension};

/// A document with what was decided about it.
pub(super) struct PlannedPage<'a> {
    pub(super) document: &'a ImportedDocument,
    pub(super) mark: ImportMark,
    pub(super) kind: DocumentKind,
    pub(super) id: String,
    /// Its old addresses, as they become `aliases`.
    pub(super) aliases: Vec<String>,
    /// What its author has to do, so far.
    pub(super) tasks: Vec<String>,
}

impl PlannedPage<'_> {
    /// Path from `content/`.
    pub(super) fn path(&self) -> String {
        format!("{}/{}.md", folder(self.kind), self.id)
    }
}

/// What pages need to know of the whole import.
pub(super) struct PageContext<'a> {
    pub(super) existing: &'a Existing<'a>,
    /// Paths of all pages by their old and new addresses, from `content/`.
    pub(super) pages: HashMap<String, String>,
    /// Ids of all approaches.
    pub(super) approaches: HashSet<String>,
}

/// The order of fields in front matter; the others follow by name.
const ORDER: [&str; 14] = [
    "title",
    "summary",
    "status",
    "led_by",
    "accountable",
    "delegation",
    "start",
    "end",
    "stance",
    "approaches",
    "tags",
    "language",
    "date",
    "updated",
];

/// Fields that hold ids of people.
const PEOPLE_FIELDS: [&str; 5] = ["led_by", "accountable", "team", "consulted", "informed"];

/// Fields that show a picture as soon as the page is published.
const PICTURE_FIELDS: [&str; 2] = ["cover", "card"];

/// Writes a page, with the files that it needs, into `tree`. Returns what is to be said of it, and its text.
pub(super) fn write_page(
    page: PlannedPage<'_>,
    context: &PageContext<'_>,
    files: &mut FilePlaces<'_>,
    tree: &mut FileTree,
) -> (ProposedDocument, String) {
    let path = page.path();
    let body = place_text(&page, context, files, tree);
    let kind = page.kind;
    let PlannedPage { document, mark, id: _, aliases, mut tasks, .. } = page;
    let mut fields = document.fields.clone();
    let optional_fields = take_pictures(&mut fields, files, tree);
    place_artifacts(&mut fields, files, tree);
    let mut good = choose_fields(document, kind, fields, context, &mut tasks);
    add_body_tasks(&body, &mut tasks);
    let private_files = private_files(&body);
    if kind == DocumentKind::CaseStudy {
        add_artifacts(&mut good, &private_files);
    }
    let is_incomplete = kind == DocumentKind::CaseStudy && is_incomplete(|name| good.contains_key(name));
    let mut visibility = None;
    if body.is_unsafe || is_incomplete {
        // The preview shows drafts to everybody, and could not show this one.
        let given = good.insert("visibility".to_owned(), json!("private"));
        let given = given.and_then(|given| given.as_str().map(str::to_owned));
        visibility = if body.is_unsafe { Some("private".to_owned()) } else { given };
    }
    if !aliases.is_empty() {
        good.insert("aliases".to_owned(), json!(aliases));
    }
    let (title, before) = fit_title(document, kind, &body.text);
    good.insert("title".to_owned(), json!(title));
    let (front_matter, given_fields) = write_front_matter(good, kind, &mut tasks);
    let body_text = body.text.trim_start_matches(['\n', '\r']).trim_end();
    let after = format!("{front_matter}---\n\n{before}{body_text}\n");
    let text = format!("---\n{}{after}", mark.to_line("---\n", &after));
    tree.insert(format!("content/{path}"), text.clone());
    let proposed = ProposedDocument {
        kind,
        path: format!("content/{path}"),
        title,
        origin: document.origin.clone(),
        given_fields,
        private_files,
        visibility: visibility.filter(|_| is_incomplete),
        is_private: body.is_unsafe,
        tasks,
        optional_fields,
    };
    (proposed, text)
}

/// The fields that a page of this kind can have. The others are left to the author.
fn choose_fields(
    document: &ImportedDocument,
    kind: DocumentKind,
    mut fields: Map<String, Value>,
    context: &PageContext<'_>,
    tasks: &mut Vec<String>,
) -> Map<String, Value> {
    const OWN: [&str; 7] = ["title", "id", "slug", "draft", "aliases", "schema", "sample"];
    fields.retain(|name, _| !OWN.contains(&name.as_str()));
    let people: HashSet<&str> = context.existing.people.ids.iter().map(String::as_str).collect();
    for yaml in take_unknown_ids(&mut fields, &PEOPLE_FIELDS, &people) {
        tasks.push(format!(
            "List these people in `content/people.yaml`, then name them here by their ids: {}",
            in_line(&yaml)
        ));
    }
    let approaches: HashSet<&str> = context.approaches.iter().map(String::as_str).collect();
    for yaml in take_unknown_ids(&mut fields, &["approaches"], &approaches) {
        tasks.push(format!(
            "The source names approaches that your portfolio doesn't have: {}",
            in_line(&yaml)
        ));
    }
    add_own_fields(document, kind, &mut fields, tasks);
    let CheckedFields { good, bad } = match kind {
        DocumentKind::CaseStudy => check_fields::<RawCaseStudy>(&fields),
        DocumentKind::Approach => check_fields::<RawApproach>(&fields),
        DocumentKind::Page => check_fields::<RawPage>(&fields),
    };
    for (yaml, reason) in bad {
        tasks.push(format!(
            "The front matter has no place for this of the source ({reason}): {}",
            in_line(&yaml)
        ));
    }
    good
}

/// The title of a document in one line; without one, the name of its file.
pub(super) fn title_of(document: &ImportedDocument) -> String {
    let clean = |text: &str| {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        text.replace("<!--", "<! --").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let title = clean(&document.title);
    if !title.is_empty() {
        return title;
    }
    let name = document.origin.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = clean(name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ").as_str());
    if stem.is_empty() { "Untitled".to_owned() } else { stem }
}

/// The title of a page as it has space for it, and the paragraph that keeps all of its words: empty if they are in the text.
fn fit_title(document: &ImportedDocument, kind: DocumentKind, text: &str) -> (String, String) {
    let title = title_of(document);
    if kind != DocumentKind::CaseStudy || title.chars().count() <= MAX_TITLE_CHARS {
        return (title, String::new());
    }
    let words = |text: &str| {
        let plain = text.replace(['\\', '*', '_', '`', '>'], "").to_lowercase();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let is_kept = words(text).contains(words(&title).trim_end_matches(['.', '!', '?', '…']));
    let before = if is_kept { String::new() } else { format!("{}\n\n", escape_line(&title)) };
    // The last character is for the ellipsis.
    let end = title.char_indices().nth(MAX_TITLE_CHARS - 1).map_or(title.len(), |(at, _)| at);
    let cut = &title[..end];
    let whole = if title[end..].starts_with(' ') {
        cut
    } else {
        cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole)
    };
    (format!("{}…", whole.trim_end_matches([' ', ',', ';', ':', '.', '–', '—', '-'])), before)
}

fn place_text(
    page: &PlannedPage<'_>,
    context: &PageContext<'_>,
    files: &mut FilePlaces<'_>,
    tree: &mut FileTree,
) -> PlacedBody {
    let places = std::cell::RefCell::new((files, tree));
    let find = |target: &str| {
        let plain = decode_lossy(target.split(['?', '#']).next().unwrap_or_default());
        let whole = decode_lossy(target);
        for path in [target, &whole, &plain]
            .into_iter()
            .filter_map(|path| path.trim_start_matches("./").strip_prefix("files/"))
        {
            let (files, tree) = &mut *places.borrow_mut();
            if files.has(path)
                && let Some(placed) = files.place(path, tree)
            {
                return LinkedTo::File(placed);
            }
        }
        if is_elsewhere(target) {
            return LinkedTo::Elsewhere;
        }
        let (page, anchor) = match split_document_link(target) {
            Some((origin, anchor)) => (context.pages.get(&document_link(&origin, None)), anchor),
            None => (context.pages.get(&address_key(&plain)), None),
        };
        page.map_or(LinkedTo::Nothing, |page| LinkedTo::Page(page.clone(), anchor.map(str::to_owned)))
    };
    place_body(&page.document.body, "../", &find)
}

/// Whether a link leads to another site, by a kind of address that pages may have.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| ["http", "https", "mailto", "tel"].contains(&scheme.as_str()))
}

/// Takes pictures out of the front matter, because readers would see them. Returns the fields to paste.
fn take_pictures(
    fields: &mut Map<String, Value>,
    files: &mut FilePlaces<'_>,
    tree: &mut FileTree,
) -> Vec<(Map<String, Value>, String)> {
    let mut taken = Vec::new();
    for name in PICTURE_FIELDS {
        let Some(mut value) = fields.remove(name) else { continue };
        let file = match &mut value {
            Value::Object(picture) => picture.get_mut("file"),
            other => Some(other),
        };
        place_named_file(file, files, tree);
        let mut one = Map::new();
        one.insert(name.to_owned(), value);
        let place = if name == "cover" { "at the head of the page" } else { "beside links to the page" };
        taken.push((one, format!("To show the picture {place}")));
    }
    taken
}

/// Puts a file that a field names into the portfolio, and its new name into the field.
pub(super) fn place_named_file(field: Option<&mut Value>, files: &mut FilePlaces<'_>, tree: &mut FileTree) {
    if let Some(Value::String(file)) = field {
        let path = file.strip_prefix("files/").unwrap_or(file).to_owned();
        if let Some(placed) = files.place(&path, tree) {
            placed.strip_prefix("files/").unwrap_or(&placed).clone_into(file);
        }
    }
}

/// Puts the files of artifacts into the portfolio.
fn place_artifacts(fields: &mut Map<String, Value>, files: &mut FilePlaces<'_>, tree: &mut FileTree) {
    const FILES: [&str; 5] = ["captions", "file", "poster", "thumbnail", "transcript"];
    let artifacts = fields.get_mut("artifacts").and_then(Value::as_array_mut);
    for artifact in artifacts.into_iter().flatten() {
        FILES.into_iter().for_each(|name| place_named_file(artifact.get_mut(name), files, tree));
    }
}

/// Adds what the common form has fields for.
fn add_own_fields(
    document: &ImportedDocument,
    kind: DocumentKind,
    fields: &mut Map<String, Value>,
    tasks: &mut Vec<String>,
) {
    if let Some(summary) = document.summary.as_deref().map(str::trim).filter(|summary| !summary.is_empty()) {
        fields
            .entry("summary")
            .or_insert_with(|| json!(summary.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    if let Some(date) = document.date.filter(|_| !fields.contains_key("date")) {
        fields.entry("updated").or_insert_with(|| json!(date.to_string()));
    }
    let mut seen = HashSet::new();
    let tags = document.tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty() && seen.insert(*tag));
    let tags: Vec<&str> = tags.collect();
    if tags.is_empty() {
    } else if kind == DocumentKind::CaseStudy {
        fields.entry("tags").or_insert_with(|| json!(tags));
    } else {
        let tags: Vec<String> = tags.iter().map(|tag| format!("“{tag}”")).collect();
        tasks
            .push(format!("Its topics in the source: {}. Only case studies have tags here", tags.join(", ")));
    }
}

/// Characters of a target that are quoted: that of an embedded picture is the picture.
const MAX_TARGET: usize = 300;

/// Says what became of links and pictures that lead nowhere, or to other sites.
fn add_body_tasks(body: &PlacedBody, tasks: &mut Vec<String>) {
    for (words, target) in &body.unlinked {
        let words = if words.is_empty() {
            "A picture or link without words".to_owned()
        } else {
            format!("“{words}”")
        };
        let target: String = target.replace('`', "'").chars().take(MAX_TARGET).collect();
        tasks.push(format!("{words} led to `{target}`, which was not imported"));
    }
    for target in &body.remote_pictures {
        tasks.push(format!(
            "A picture on another site became a link, because that site would see who reads yours: {target}. To show it, save \
             it in `content/files/` and write `![what it shows](../files/NAME)` in place of the link"
        ));
    }
}

fn private_files(body: &PlacedBody) -> Vec<PrivateFile> {
    let mut files: Vec<PrivateFile> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for (path, alt, is_shown) in &body.files {
        match index.get(path.as_str()) {
            Some(known) => {
                files[*known].is_shown |= *is_shown;
            }
            None => {
                index.insert(path, files.len());
                files.push(PrivateFile { path: path.clone(), alt: alt.clone(), is_shown: *is_shown });
            }
        }
    }
    files
}

/// Lists the files of a case study as artifacts that only its owner sees.
fn add_artifacts(fields: &mut Map<String, Value>, files: &[PrivateFile]) {
    let mut artifacts = match fields.remove("artifacts") {
        Some(Value::Array(artifacts)) => artifacts,
        _ => Vec::new(),
    };
    for artifact in &mut artifacts {
        if let Value::Object(artifact) = artifact {
            artifact.insert("visibility".to_owned(), json!("private"));
        }
    }
    let has = |key: &str, value: &str, artifacts: &[Value]| {
        artifacts.iter().any(|artifact| artifact.get(key).and_then(Value::as_str) == Some(value))
    };
    let mut number = 1;
    for PrivateFile { path, alt, is_shown: _ } in files {
        let name = path.strip_prefix("files/").unwrap_or(path);
        if has("file", name, &artifacts) {
            continue;
        }
        let kind = artifact_type(path);
        let mut id = format!("{kind}-{number}");
        while has("id", &id, &artifacts) {
            number += 1;
            id = format!("{kind}-{number}");
        }
        number += 1;
        let stem = name.rsplit('/').next().unwrap_or(name);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).replace(['-', '_'], " ");
        let title = if alt.is_empty() { stem } else { alt.clone() };
        let mut artifact =
            json!({ "id": id, "type": kind, "title": title, "file": name, "visibility": "private" });
        if let Some(fields) = artifact.as_object_mut().filter(|_| media::is_image(path) && !alt.is_empty()) {
            fields.insert("alt".to_owned(), json!(alt));
        }
        artifacts.push(artifact);
    }
    if !artifacts.is_empty() {
        fields.insert("artifacts".to_owned(), Value::Array(artifacts));
    }
}

fn artifact_type(path: &str) -> &'static str {
    match lowercase_extension(path).as_deref() {
        _ if media::is_image(path) => "photo",
        Some("mp4" | "m4v" | "webm" | "mov" | "ogv") => "video",
        Some("mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "flac") => "audio",
        Some("csv" | "tsv" | "xls" | "xlsx" | "ods") => "data",
        Some("ppt" | "pptx" | "odp" | "key") => "slides",
        _ => "document",
    }
}

/// Front matter, and the names of its fields. What only fits without the others is left to the author.
fn write_front_matter(
    mut fields: Map<String, Value>,
    kind: DocumentKind,
    tasks: &mut Vec<String>,
) -> (String, Vec<String>) {
    fields.insert("draft".to_owned(), json!(true));
    let text = in_order(&fields);
    let error = match kind {
        DocumentKind::CaseStudy => front_matter_error::<RawCaseStudy>(&text),
        DocumentKind::Approach => front_matter_error::<RawApproach>(&text),
        DocumentKind::Page => front_matter_error::<RawPage>(&text),
    };
    let Some(error) = error else { return (text, fields.keys().cloned().collect()) };
    let title = fields.remove("title").unwrap_or_default();
    let title = title.as_str().unwrap_or_default().chars().take(300).collect::<String>();
    fields.remove("draft");
    tasks.push(format!(
        "The source has facts that don't fit into the front matter ({error}): {}",
        in_line(&write_fields(&fields))
    ));
    let least = Map::from_iter([("title".to_owned(), json!(title)), ("draft".to_owned(), json!(true))]);
    (in_order(&least), least.keys().cloned().collect())
}

fn front_matter_error<T: DeserializeOwned + Default>(text: &str) -> Option<String> {
    /// Bytes that front matter may have, less than its limit.
    const MAX_BYTES: usize = 60_000;
    first_error::<T>(text).or_else(|| (text.len() > MAX_BYTES).then(|| "they are too long".to_owned()))
}

fn in_order(fields: &Map<String, Value>) -> String {
    let others = fields.keys().map(String::as_str).filter(|name| !ORDER.contains(name) && *name != "draft");
    let mut text = String::new();
    for name in ORDER.into_iter().chain(others).chain(["draft"]) {
        let Some(value) = fields.get(name) else { continue };
        text += &write_fields(&Map::from_iter([(name.to_owned(), value.clone())]));
    }
    text
}

/// Lines of YAML as code within a sentence.
fn in_line(yaml: &str) -> String {
    let line = yaml.trim().replace('`', "'").replace('\n', " ⏎ ");
    format!("`{line}`")
}
