//! Exports of WordPress (WXR 1.0 to 1.2): RSS with elements of WordPress.

mod autop;
mod blocks;
mod item;
mod shortcodes;

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use roxmltree::Node;
use serde_json::{Map, Value};

use super::feed_text::{old_path, unreadable};
use crate::content::text::collapse_spaces;
use crate::import::html_text::plain_text;
use crate::import::html_to_markdown::{self, ConvertedHtml};
use crate::import::imported::{DocumentKind, Imported, ImportedDocument, Omitted};
use crate::import::source::{ImportError, Source};
use crate::import::xml::{self, child_text, children};
use crate::vfs::lowercase_extension;
use item::{Item, ItemKind};

/// Bytes at the start of a file in which its format shows.
const HEAD: usize = 20_000;

/// Most pictures in all galleries, and bytes of all reusable blocks where they are used.
const MAX_FIGURES: usize = 20_000;
const MAX_REUSED_BYTES: usize = 50_000_000;

/// Most bytes of the address, the description or the caption of a picture.
const MAX_CAPTION: usize = 4000;

/// Whether the source is a file of XML that names the elements of WordPress.
pub(super) fn recognizes(source: &Source) -> bool {
    let is_xml = lowercase_extension(&source.name).is_some_and(|extension| extension == "xml");
    let Some(blob) = source.files.get(&source.name).filter(|_| is_xml) else { return false };
    let head = blob.read_prefix(HEAD).map(|head| String::from_utf8_lossy(&head).into_owned());
    head.is_ok_and(|head| head.contains("wordpress.org/export/"))
}

/// Reads an export.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let help = "in WordPress, export it again under Tools > Export > All content";
    let refuse = |reason: &str| unreadable(&source.name, reason, help);
    let blob = source.files.get(&source.name).ok_or_else(|| refuse("it is missing"))?;
    let bytes = blob.read().map_err(|error| refuse(&error.to_string()))?;
    let text = xml::decode(&bytes).map_err(|reason| refuse(&reason))?;
    let document = xml::parse(&text).map_err(|reason| refuse(&reason))?;
    let channel =
        xml::child(document.root_element(), "channel").ok_or_else(|| refuse("it has no `channel`"))?;
    let mut reader = Reader::new(channel);
    for item in children(channel, "item") {
        reader.read_item(&Item::read(item));
    }
    reader.list_channel(channel);
    Ok(reader.finish())
}

struct Reader {
    imported: Imported,
    /// Attachments by the id of their item.
    attachments: HashMap<String, Attachment>,
    /// Ids of attachments by the id of the item that they were uploaded to.
    attached: HashMap<String, Vec<String>>,
    /// The content of reusable blocks by the id of their item.
    reusable: HashMap<String, String>,
    /// How many pictures galleries may still show, and bytes that reusable blocks may still take.
    figures_left: usize,
    reused_left: usize,
    pictures: BTreeSet<String>,
    authors: BTreeSet<String>,
}

/// A file on the web site.
struct Attachment {
    address: String,
    alt: String,
    caption: String,
}

impl Reader {
    /// What items refer to may come after them, so it is collected first.
    fn new(channel: Node<'_, '_>) -> Self {
        let (mut attachments, mut reusable) = (HashMap::new(), HashMap::new());
        let mut attached: HashMap<String, Vec<String>> = HashMap::new();
        for node in children(channel, "item") {
            match child_text(node, "post_type").as_deref() {
                Some("attachment") => {
                    let item = Item::read(node);
                    let attachment = Attachment {
                        address: item.attachment_address.clone(),
                        alt: item.meta("_wp_attachment_image_alt").unwrap_or_default().to_owned(),
                        caption: collapse_spaces(&item.excerpt),
                    };
                    attached.entry(item.parent).or_default().push(item.id.clone());
                    let texts = [&attachment.address, &attachment.alt, &attachment.caption];
                    if texts.iter().all(|text| text.len() <= MAX_CAPTION) {
                        attachments.insert(item.id, attachment);
                    }
                }
                Some("wp_block") => {
                    let item = Item::read(node);
                    reusable.insert(item.id, item.content);
                }
                _ => {}
            }
        }
        let (pictures, authors) = (BTreeSet::new(), BTreeSet::new());
        Self {
            imported: Imported::default(),
            attachments,
            attached,
            reusable,
            figures_left: MAX_FIGURES,
            reused_left: MAX_REUSED_BYTES,
            pictures,
            authors,
        }
    }

    fn leave_out(&mut self, what: &str, reason: &str, origin: &str) {
        let what = collapse_spaces(what);
        if !what.is_empty() {
            let (reason, origin) = (reason.to_owned(), origin.to_owned());
            self.imported.omitted.push(Omitted { what, reason, origin });
        }
    }

    fn read_item(&mut self, item: &Item) {
        let origin = item.origin();
        for comment in &item.comments {
            let text = plain_text(comment);
            self.leave_out(&text, "comment by a reader: ask them before you publish it", &origin);
        }
        match item.kind() {
            ItemKind::Text(kind) => self.read_text(item, kind, &origin),
            ItemKind::Attachment => {
                let texts = [&item.attachment_address, &item.title, &item.excerpt, &item.content];
                let text = texts.map(|text| plain_text(text)).join(" ");
                self.leave_out(
                    &text,
                    "file on the web site: download it, and put it into `content/files/`",
                    &origin,
                );
            }
            ItemKind::Omitted(reason) => {
                let text = plain_text(&format!("{} {}", item.title, item.content));
                self.leave_out(&text, reason, &origin);
            }
        }
    }

    fn read_text(&mut self, item: &Item, kind: Option<DocumentKind>, origin: &str) {
        self.authors.extend(item.author.clone());
        let mut omitted = Vec::new();
        let html = self.html_of(item, &mut omitted);
        let ConvertedHtml { markdown, pictures, omitted: left_out } =
            html_to_markdown::convert(&html, origin);
        for (what, reason) in omitted {
            self.leave_out(&what, &reason, origin);
        }
        self.imported.omitted.extend(left_out);
        self.pictures.extend(pictures.into_iter().map(|picture| picture.source));
        let summary = self.summary_of(item, origin);
        if let Some(picture) = item.meta("_thumbnail_id").and_then(|id| self.attachments.get(id)) {
            let what = picture.address.clone();
            self.pictures.insert(what.clone());
            self.leave_out(&what, "featured image: download it, and name it as `cover`", origin);
        }
        for (name, value) in item.own_fields() {
            self.leave_out(&format!("{name}: {value}"), "custom field", origin);
        }
        let mut fields = Map::new();
        if item.is_draft() {
            fields.insert("draft".to_owned(), Value::Bool(true));
        }
        if item.is_private() {
            fields.insert("visibility".to_owned(), Value::String("private".to_owned()));
        }
        self.imported.documents.push(ImportedDocument {
            kind,
            title: item.title.clone(),
            date: item.date,
            summary,
            tags: item.tags.clone(),
            fields,
            old_paths: old_path(&item.link).into_iter().collect(),
            body: markdown,
            origin: origin.to_owned(),
        });
    }

    /// The content as HTML, without what only WordPress understands.
    fn html_of(&mut self, item: &Item, omitted: &mut Vec<(String, String)>) -> String {
        let figures_left = Cell::new(self.figures_left);
        let image = |id: &str| {
            let attachment = self.attachments.get(id)?;
            figures_left.set(figures_left.get().checked_sub(1)?);
            Some(shortcodes::figure(&attachment.address, &attachment.alt, &attachment.caption))
        };
        let attached = self.attached.remove(&item.id).unwrap_or_default();
        let has_blocks = blocks::has_blocks(&item.content);
        let html = blocks::convert(&item.content, &self.reusable, &mut self.reused_left, omitted);
        let html = shortcodes::convert(&html, &image, &attached, omitted);
        self.figures_left = figures_left.get();
        if has_blocks { html } else { autop::add_paragraphs(&html) }
    }

    /// The excerpt, or what a plug-in for search engines has in its place.
    fn summary_of(&mut self, item: &Item, origin: &str) -> Option<String> {
        let excerpt = collapse_spaces(&plain_text(&item.excerpt));
        let description = ["_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description"]
            .iter()
            .find_map(|name| item.meta(name))
            .map(collapse_spaces)
            .filter(|text| !text.is_empty());
        if excerpt.is_empty() {
            return description;
        }
        if let Some(description) = description.filter(|description| *description != excerpt) {
            self.leave_out(
                &description,
                "description for search engines; the summary is the excerpt",
                origin,
            );
        }
        Some(excerpt)
    }

    /// What the export says about the whole site.
    fn list_channel(&mut self, channel: Node<'_, '_>) {
        let origin = "the site";
        let settings = &mut self.imported.settings;
        for (name, field) in [("title", "title"), ("language", "language")] {
            if let Some(value) = child_text(channel, name) {
                settings.insert(field.to_owned(), Value::String(collapse_spaces(&value)));
            }
        }
        if let Some(tagline) = child_text(channel, "description") {
            self.leave_out(&tagline, "tagline of the site", origin);
        }
        for (element, field) in
            [("category", "category_description"), ("tag", "tag_description"), ("term", "term_description")]
        {
            for node in children(channel, element) {
                if let Some(text) = child_text(node, field) {
                    self.leave_out(&plain_text(&text), "description of a category or tag", origin);
                }
            }
        }
    }

    fn finish(mut self) -> Imported {
        if !self.pictures.is_empty() {
            let list: Vec<String> = self.pictures.into_iter().collect();
            self.imported.notes.push(format!(
                "Download these pictures, which pages show from the old site: {}.",
                list.join(", ")
            ));
        }
        match self.authors.len() {
            0 => {}
            1 => self.imported.notes.push("The name of the author isn't imported.".to_owned()),
            count => self.imported.notes.push(format!(
                "The site has texts by {count} authors, whose names aren't imported. Remove those that aren't yours."
            )),
        }
        self.imported
    }
}
