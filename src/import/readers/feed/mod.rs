//! Feeds: RSS 0.9x, 1.0 and 2.0, and Atom, also as Blogger exports it.
//!
//! The crate `feed-rs` reads them as well, but leaves out elements that it doesn't know, and can't say which.

mod entry;

use std::collections::BTreeSet;

use roxmltree::Node;
use serde_json::{Map, Value};

use super::feed_text::{old_path, unreadable};
use crate::import::html_text::plain_text;
use crate::import::html_to_markdown::{self, ConvertedHtml};
use crate::import::imported::{DocumentKind, Imported, ImportedDocument, Omitted};
use crate::import::rich_text::block::{Block, Inline, Span};
use crate::import::rich_text::escape::{escape, link_target};
use crate::import::rich_text::markdown::write_markdown;
use crate::import::source::{ImportError, Source};
use crate::import::xml::{self, child, children};
use entry::{Entry, EntryKind, Text};

/// Bytes at the start of a file in which its format shows.
const HEAD: usize = 20_000;

/// Most files of an entry that are linked.
const MAX_ENCLOSURES: usize = 50;

/// Whether the source is a feed, by the first element in it.
pub(super) fn recognizes(source: &Source) -> bool {
    let Some(blob) = source.files.get(&source.name) else { return false };
    let Ok(head) = blob.read_prefix(HEAD) else { return false };
    let head = String::from_utf8_lossy(&head);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && ["<rss", "<feed", "<rdf:RDF", "<atom:feed"].iter().any(|element| head.contains(element))
}

/// Reads a feed.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let help = "open the address of the feed in a browser, save the page as it is, and import that file";
    let refuse = |reason: &str| unreadable(&source.name, reason, help);
    let blob = source.files.get(&source.name).ok_or_else(|| refuse("it is missing"))?;
    let bytes = blob.read().map_err(|error| refuse(&error.to_string()))?;
    let text = xml::decode(&bytes).map_err(|reason| refuse(&reason))?;
    let document = xml::parse(&text).map_err(|reason| refuse(&reason))?;
    let root = document.root_element();
    let mut reader = Reader::default();
    let entries: Vec<Entry> = match root.tag_name().name() {
        "rss" => {
            let channel = child(root, "channel").ok_or_else(|| refuse("it has no `channel`"))?;
            reader.read_channel(channel);
            // In RSS 0.90 and in some later feeds, items stand beside the channel.
            children(channel, "item").chain(children(root, "item")).map(Entry::from_rss).collect()
        }
        "RDF" => {
            child(root, "channel").into_iter().for_each(|channel| reader.read_channel(channel));
            children(root, "item").map(Entry::from_rss).collect()
        }
        "feed" => {
            reader.read_channel(root);
            children(root, "entry").map(|entry| Entry::from_atom(entry, &text)).collect()
        }
        _ => return Err(refuse("it is no feed in RSS or Atom")),
    };
    for (place, entry) in entries.into_iter().enumerate() {
        reader.read_entry(entry, place + 1);
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Reader {
    imported: Imported,
    pictures: BTreeSet<String>,
    /// Whether an entry names who wrote it.
    names_author: bool,
    /// Titles of entries that are only the beginning of a text.
    shortened: Vec<String>,
}

impl Reader {
    fn leave_out(&mut self, what: &str, reason: &str, origin: &str) {
        let what = plain_text(what);
        if !what.is_empty() {
            let (reason, origin) = (reason.to_owned(), origin.to_owned());
            self.imported.omitted.push(Omitted { what, reason, origin });
        }
    }

    /// What the feed says about the whole site.
    fn read_channel(&mut self, channel: Node<'_, '_>) {
        if let Some(title) = xml::child_text(channel, "title") {
            self.imported.settings.insert("title".to_owned(), Value::String(plain_text(&title)));
        }
        let language = xml::child_text(channel, "language");
        let language = language.or_else(|| xml::attribute(channel, "lang").map(str::to_owned));
        if let Some(language) = language.filter(|language| !language.trim().is_empty()) {
            self.imported.settings.insert("language".to_owned(), Value::String(language.trim().to_owned()));
        }
        for name in ["description", "subtitle", "rights", "copyright"] {
            if let Some(text) = xml::child_text(channel, name) {
                self.leave_out(&text, "what the feed says about the whole site", "the feed");
            }
        }
    }

    fn read_entry(&mut self, entry: Entry, place: usize) {
        let title = plain_text(&entry.title);
        let origin = if title.is_empty() {
            format!("entry {place} of the feed")
        } else {
            format!("entry “{title}”")
        };
        let kind = match entry.kind {
            EntryKind::Text => None,
            EntryKind::Page => Some(DocumentKind::Page),
            EntryKind::Omitted(reason) => {
                let text = entry.content.or(entry.summary).map(|text| text.plain()).unwrap_or_default();
                return self.leave_out(&format!("{title} {text}"), reason, &origin);
            }
        };
        self.names_author |= entry.has_author;
        let (content, summary) = self.split_texts(entry.content, entry.summary, &title);
        let mut body = content.map(|text| self.markdown_of(&text, &origin)).unwrap_or_default();
        for (place, (address, kind)) in entry.enclosures.iter().enumerate() {
            if place >= MAX_ENCLOSURES {
                self.leave_out(address, "further file of the entry", &origin);
                continue;
            }
            push_enclosure(address, kind, &mut body);
            self.pictures.extend(kind.starts_with("image/").then(|| address.clone()));
        }
        for (what, reason) in entry.omitted {
            self.leave_out(&what, reason, &origin);
        }
        let mut fields = Map::new();
        if entry.is_draft {
            fields.insert("draft".to_owned(), Value::Bool(true));
        }
        self.imported.documents.push(ImportedDocument {
            kind,
            title,
            date: entry.date,
            summary,
            tags: entry.tags,
            fields,
            old_paths: entry.link.as_deref().and_then(old_path).into_iter().collect(),
            body,
            origin,
        });
    }

    /// The text and the summary of an entry. Where only one is there, it is the text.
    fn split_texts(
        &mut self,
        content: Option<Text>,
        summary: Option<Text>,
        title: &str,
    ) -> (Option<Text>, Option<String>) {
        match (content, summary) {
            (Some(content), Some(summary)) => {
                let (whole, short) = (content.plain(), summary.plain());
                let beginning = without_ellipsis(&short);
                let is_beginning = whole.starts_with(beginning);
                // Some feeds have the whole text in the field of the summary.
                if short.len() > whole.len() && short.starts_with(without_ellipsis(&whole)) {
                    (Some(summary), None)
                } else {
                    (Some(content), (!is_beginning).then_some(short))
                }
            }
            (Some(content), None) => (Some(content), None),
            (None, Some(summary)) => {
                let text = summary.plain();
                if without_ellipsis(&text).len() < text.len() {
                    self.shortened.push(title.to_owned());
                }
                (Some(summary), None)
            }
            (None, None) => (None, None),
        }
    }

    fn markdown_of(&mut self, text: &Text, origin: &str) -> String {
        match text {
            Text::Html(html) => {
                let ConvertedHtml { markdown, pictures, omitted } = html_to_markdown::convert(html, origin);
                self.imported.omitted.extend(omitted);
                self.pictures.extend(pictures.into_iter().map(|picture| picture.source));
                markdown
            }
            Text::Plain(text) => plain_markdown(text),
        }
    }

    fn finish(mut self) -> Imported {
        let mut notes = Vec::new();
        if !self.shortened.is_empty() {
            notes.push(format!(
                "The feed has only the beginning of these texts; copy the rest from the site: {}.",
                self.shortened.join(", ")
            ));
        }
        if !self.pictures.is_empty() {
            let pictures: Vec<String> = self.pictures.into_iter().collect();
            notes.push(format!(
                "Download these pictures, which pages show from the old site: {}.",
                pictures.join(", ")
            ));
        }
        if self.names_author {
            notes.push("The feed names authors. The names aren't imported.".to_owned());
        }
        notes.push("A feed has only the latest entries. Compare it with the site.".to_owned());
        self.imported.notes = notes;
        self.imported
    }
}

/// A text without the sign that there is more.
fn without_ellipsis(text: &str) -> &str {
    let mut text = text.trim_end();
    for sign in ["Read more", "Continue reading", "→", "»"] {
        text = text.strip_suffix(sign).unwrap_or(text).trim_end();
    }
    for sign in ["[…]", "[...]", "…", "...", "(more)"] {
        if let Some(rest) = text.strip_suffix(sign) {
            return rest.trim_end();
        }
    }
    text
}

/// Plain text as Markdown: empty lines separate paragraphs.
fn plain_markdown(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut blocks = Vec::new();
    let mut content = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            blocks.push(Block::Paragraph(std::mem::take(&mut content)));
            continue;
        }
        if !content.is_empty() {
            content.push(Inline::Break);
        }
        content.push(Inline::Text(Span { text: line.trim().to_owned(), ..Span::default() }));
    }
    blocks.push(Block::Paragraph(content));
    write_markdown(&blocks, &[])
}

/// Adds a file that an entry comes with, such as a recording.
fn push_enclosure(address: &str, kind: &str, body: &mut String) {
    if body.contains(address) {
        return;
    }
    let name = address.rsplit('/').find(|part| !part.is_empty()).unwrap_or(address);
    let picture = if kind.starts_with("image/") { "!" } else { "" };
    let text = if picture.is_empty() { escape(name) } else { String::new() };
    body.truncate(body.trim_end().len());
    if !body.is_empty() {
        body.push_str("\n\n");
    }
    body.push_str(&format!("{picture}[{text}]({})\n", link_target(address)));
}
