//! Texts of the XML parts of office documents and e-books.
//!
//! Everything counts that could be words: text, attribute values, comments. What is no well-formed XML is reported, because
//! the rest of it cannot be read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5gum::{Token, Tokenizer};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::content::TEXT_SEPARATOR;
use super::flat_pictures::FILE_ELEMENTS;
use super::part_words::{
    ASIDES, AUTHOR_ELEMENTS, FORMAT_ELEMENTS, INLINE_ELEMENTS, SHEET_HEADERS, is_author, is_text,
};
use super::tracked_changes::{all_versions, change_mark, mark_deleted};
use super::xml_edit::{MAX_NESTING, attribute};

/// What one part says.
#[derive(Debug, Default)]
pub(super) struct PartText {
    /// Text, with a separator between paragraphs and cells. Formatting inside a word leaves no trace.
    pub(super) text: String,
    /// Attribute values, comments and instructions, with a separator after each.
    pub(super) hidden: String,
    /// Authors of the document, and of comments and changes in it.
    pub(super) authors: BTreeSet<String>,
    /// Whether it holds data of another format in letters, such as a picture.
    pub(super) has_binary_data: bool,
    /// Whether it describes how other parts are encrypted.
    pub(super) has_encrypted_parts: bool,
    /// Whether the whole part was read.
    pub(super) is_complete: bool,
}

/// The most bytes of deleted texts that are put back in their places. A deletion may hold the place of an earlier one, and
/// repeats its text.
const MAX_RESTORED_BYTES: usize = 8_000_000;

/// Reads a part; `None` if it is no XML.
pub(super) fn read_xml(xml: &str) -> PartText {
    let mut collector = Collector::default();
    // UTF-16 without a mark of its byte order: each letter would stand alone.
    collector.part.is_complete = !xml.contains('\0');
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => {
                collector.part.is_complete &= collector.open.is_empty();
                break;
            }
            Ok(event) if collector.open.len() < MAX_NESTING => collector.handle_event(&event),
            Ok(_) | Err(_) => {
                collector.part.is_complete = false;
                break;
            }
        }
    }
    collector.finish()
}

/// The text of a part that is XML, in the encoding that its first bytes tell.
pub(crate) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let xml = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => match str::from_utf8(bytes) {
            Ok(xml) => Cow::Borrowed(xml),
            Err(_) => declared_encoding(bytes).decode_without_bom_handling(bytes).0,
        },
    };
    xml.trim_start().starts_with('<').then_some(xml)
}

/// The encoding in `<?xml … encoding="ISO-8859-1"?>`.
fn declared_encoding(bytes: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declared =
        head.split_once("encoding=").and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next());
    let encoding = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    encoding.filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252)
}

/// Collects the texts of a part from parser events.
struct Collector {
    part: PartText,
    /// Local names of the elements around.
    open: Vec<String>,
    /// How many of them describe formatting.
    format_depth: usize,
    /// The name in the element of an author that is being read.
    author: Option<String>,
    /// The texts around the asides that are open.
    outer_texts: Vec<String>,
    /// What stands beside the text: comments, footnotes, frames.
    asides: String,
    /// The change of OpenDocument that is being read: its id, and where the deleted text begins.
    open_change: (Option<String>, usize),
    /// Deleted texts of OpenDocument, which stand before the text, by the ids of the changes.
    deleted: BTreeMap<String, String>,
    /// Bytes of deleted texts that are in their places already.
    restored_bytes: usize,
}

impl Default for Collector {
    fn default() -> Self {
        let part = PartText { is_complete: true, ..PartText::default() };
        Self {
            part,
            open: Vec::new(),
            format_depth: 0,
            author: None,
            outer_texts: Vec::new(),
            asides: String::new(),
            open_change: (None, 0),
            deleted: BTreeMap::new(),
            restored_bytes: 0,
        }
    }
}

impl Collector {
    fn handle_event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => {
                self.read_element(element);
                let name = element.local_name().as_ref().to_owned();
                self.begin_change(&name, element);
                self.format_depth += usize::from(FORMAT_ELEMENTS.contains(&name.as_str()));
                if AUTHOR_ELEMENTS.contains(&name.as_str()) {
                    self.author = Some(String::new());
                }
                if ASIDES.contains(&name.as_str()) {
                    self.outer_texts.push(mem::take(&mut self.part.text));
                }
                self.open.push(name);
            }
            Event::Empty(element) => {
                self.read_element(element);
                self.read_change_place(element);
            }
            Event::End(_) => {
                let Some(name) = self.open.pop() else { return };
                self.end_change(&name);
                self.format_depth -= usize::from(FORMAT_ELEMENTS.contains(&name.as_str()));
                let author = self.author.take_if(|_| AUTHOR_ELEMENTS.contains(&name.as_str()));
                author.into_iter().for_each(|author| self.push_author(&author));
                if ASIDES.contains(&name.as_str()) {
                    self.end_aside();
                }
                self.separate(&name);
            }
            Event::Text(text) => self.push_text(text),
            Event::CData(text) => self.push_text(text),
            Event::GeneralRef(reference) => self.push_reference(reference),
            Event::Comment(text) => self.push_hidden(text),
            Event::PI(instruction) => self.push_hidden(instruction),
            // Its entities would have to be read as what they stand for.
            Event::DocType(text) => {
                self.part.is_complete &= !text.contains('[');
                self.push_hidden(text);
            }
            Event::Decl(_) | Event::Eof => {}
        }
    }

    /// Marks the beginning of a change.
    fn begin_change(&mut self, name: &str, element: &BytesStart<'_>) {
        self.part.text.extend(change_mark(name, false));
        match name {
            "changed-region" => {
                let id = attribute(element, "xml:id").or_else(|| attribute(element, "text:id"));
                self.open_change.0 = id;
            }
            "change" => self.restore_deleted(element),
            "deletion" => self.open_change.1 = self.part.text.len(),
            _ => {}
        }
    }

    /// Marks the end of a change, or keeps its text for the place that it was deleted at.
    fn end_change(&mut self, name: &str) {
        self.part.text.extend(change_mark(name, true));
        match name {
            // It tells who changed something, and when.
            "change-info" => self.open_change.1 = self.part.text.len(),
            "deletion" => {
                let text = self.part.text.get(self.open_change.1..).unwrap_or_default();
                let text = text.trim_start_matches(TEXT_SEPARATOR).trim_end_matches(TEXT_SEPARATOR);
                if let Some(id) = self.open_change.0.take() {
                    self.deleted.insert(id, text.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Reads an empty element that stands where something was deleted, or at the beginning or end of what was inserted.
    fn read_change_place(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        if name.as_ref() == "change" {
            self.restore_deleted(element);
        } else if matches!(name.as_ref(), "change-start" | "change-end") {
            self.part.text.extend(change_mark(name.as_ref(), false));
        }
    }

    /// Puts a deleted text back in its place. A change has one place only.
    fn restore_deleted(&mut self, change: &BytesStart<'_>) {
        let id = attribute(change, "text:change-id");
        let Some(text) = id.and_then(|id| self.deleted.remove(&id)) else { return };
        self.restored_bytes += text.len();
        if self.restored_bytes > MAX_RESTORED_BYTES {
            self.part.is_complete = false;
        } else {
            self.part.text.push_str(&mark_deleted(&text));
        }
    }

    /// Goes on with the text around an aside.
    fn end_aside(&mut self) {
        if let Some(outer) = self.outer_texts.pop() {
            let aside = mem::replace(&mut self.part.text, outer);
            self.asides.push_str(TEXT_SEPARATOR);
            self.asides.push_str(&aside);
        }
    }

    /// The texts, the asides last.
    fn finish(mut self) -> PartText {
        while !self.outer_texts.is_empty() {
            self.end_aside();
        }
        self.part.text.push_str(&self.asides);
        self.part.text = all_versions(mem::take(&mut self.part.text));
        self.part
    }

    fn read_element(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        self.separate(name);
        match name {
            name if FILE_ELEMENTS.contains(&name) => self.part.has_binary_data = true,
            "encryption-data" | "EncryptedData" => self.part.has_encrypted_parts = true,
            _ => {}
        }
        for attribute in element.attributes() {
            let Ok(attribute) = attribute else {
                self.part.is_complete = false;
                continue;
            };
            let key = attribute.key.as_ref();
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                self.part.is_complete &= has_known_entities(&attribute.value);
                self.push_hidden(&decode_entities(&attribute.value));
                continue;
            };
            if is_author(name, key) {
                self.push_author(&value);
            }
            if is_text(name, key, &value) {
                self.push_hidden(&value);
            }
        }
    }

    fn push_text(&mut self, mut text: &str) {
        // Files are no words.
        if self.open.last().is_some_and(|name| FILE_ELEMENTS.contains(&name.as_str())) {
            return;
        }
        let is_header = self.open.last().is_some_and(|name| SHEET_HEADERS.contains(&name.as_str()));
        if is_header && self.part.text.ends_with('&') {
            text = without_header_code(text);
            self.part.text.push(' ');
        }
        self.part.text.push_str(text);
        if let Some(author) = &mut self.author {
            author.push_str(text);
        }
    }

    fn push_author(&mut self, author: &str) {
        let author = author.trim();
        if !author.is_empty() && !self.part.authors.contains(author) {
            self.part.authors.insert(author.to_owned());
        }
    }

    fn push_reference(&mut self, reference: &BytesRef<'_>) {
        match resolve_reference(reference) {
            Some(text) => self.push_text(&text),
            None => self.part.is_complete = false,
        }
    }

    fn push_hidden(&mut self, text: &str) {
        self.part.hidden.push_str(text);
        self.part.hidden.push_str(TEXT_SEPARATOR);
    }

    /// Puts a separator where an element begins or ends, unless it is part of a word.
    fn separate(&mut self, name: &str) {
        match name {
            // Spaces, and a hyphen that a line never ends at.
            "s" => self.part.text.push(' '),
            "noBreakHyphen" => self.part.text.push('-'),
            _ if INLINE_ELEMENTS.contains(&name) || FORMAT_ELEMENTS.contains(&name) => {}
            _ if ASIDES.contains(&name) => {}
            _ if self.format_depth > 0 => {}
            _ if self.part.text.ends_with(TEXT_SEPARATOR) => {}
            _ => self.part.text.push_str(TEXT_SEPARATOR),
        }
    }
}

/// A text of a sheet's header that follows `&`, without its code: a letter, or a font in quotation marks.
fn without_header_code(text: &str) -> &str {
    match text.strip_prefix('"') {
        Some(font) => font.split_once('"').map_or("", |(_, rest)| rest),
        None => text.get(1..).unwrap_or_default(),
    }
}

/// Names that the author gave to the elements of a part, as words (`JordanExample` is two), and to its namespaces.
pub(super) fn element_names(xml: &str) -> BTreeSet<String> {
    let mut reader = Reader::from_str(xml);
    let mut names = BTreeSet::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let mut words = String::new();
                for letter in element.name().as_ref().chars() {
                    if letter.is_uppercase() {
                        words.push(' ');
                    }
                    words.push(if letter.is_alphanumeric() { letter } else { ' ' });
                }
                names.insert(words);
                let namespaces = element
                    .attributes()
                    .flatten()
                    .filter(|attribute| attribute.key.as_ref().starts_with("xmlns"));
                names.extend(namespaces.map(|attribute| attribute.value.into_owned()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    names
}

/// What a reference stands for: a character by its number, or an entity of XML or HTML; `None` if it is unknown.
pub(super) fn resolve_reference(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    if let Some(text) = resolve_predefined_entity(reference) {
        return Some(text.into());
    }
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string().into()),
        _ => resolve_html_entity(reference).map(Cow::Owned),
    }
}

/// What an entity of HTML stands for, such as `nbsp`: the type of an XHTML page defines them.
pub(crate) fn resolve_html_entity(name: &str) -> Option<String> {
    let written = format!("&{name};");
    let text = decode_entities(&written);
    (name.chars().all(|c| c.is_ascii_alphanumeric()) && text != written && !text.contains(';'))
        .then_some(text)
}

/// Whether all entities in a value are of XML or HTML.
fn has_known_entities(value: &str) -> bool {
    value.split('&').skip(1).all(|rest| {
        rest.split_once(';')
            .is_some_and(|(name, _)| name.starts_with('#') || resolve_html_entity(name).is_some())
    })
}

/// A text with the entities of HTML as the letters that they stand for.
fn decode_entities(text: &str) -> String {
    let mut decoded = String::new();
    for Ok(token) in Tokenizer::new(text) {
        if let Token::String(part) = token {
            decoded.push_str(&String::from_utf8_lossy(&part));
        }
    }
    decoded
}
