//! What a file of a site says, for looking through: without markup, which may cut a name in two.

use std::convert::Infallible;
use std::io::{Cursor, Read as _};

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Token, Tokenizer};
use lopdf::{Document, Object};
use memchr::memmem;
use zip::ZipArchive;

/// What a file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// What people read.
    pub(super) texts: Vec<String>,
    /// What machines read beside it.
    pub(super) attributes: Vec<String>,
    /// What a document says of itself.
    pub(super) metadata: Vec<String>,
    /// What of that tells who made it, or where.
    pub(super) traces: Vec<Trace>,
    /// Addresses that the file names.
    pub(super) links: Vec<String>,
    /// Places in it that a link may lead to.
    pub(super) anchors: Vec<String>,
}

/// What a document gives away about its making.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trace {
    /// Who wrote it or saved it last.
    Author(String),
    /// Where it was recorded.
    Place,
}

/// Elements that stand within a word.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u",
];

/// Pages of a document that are read.
const PAGES: usize = 200;

/// Bytes of one part of an office document that are read: more is no text.
const PART: u64 = 32 << 20;

/// Reads a file by the ending of its name; what is neither text nor a document says nothing.
pub(super) fn read(path: &str, bytes: &[u8]) -> Reading {
    let ending = path.rsplit_once('.').map(|it| it.1.to_ascii_lowercase());
    let mut reading = Reading::default();
    match ending.as_deref() {
        Some("html" | "htm" | "svg") => markup(&String::from_utf8_lossy(bytes), &mut reading),
        Some("docx" | "pptx" | "xlsx" | "odt" | "odp" | "ods") => office(bytes, &mut reading),
        Some("mp4" | "m4v" | "m4a" | "mov") => recording(bytes, &mut reading),
        // A feed holds HTML as text.
        Some("xml") => {
            let mut outer = Reading::default();
            markup(&String::from_utf8_lossy(bytes), &mut outer);
            outer.texts.iter().for_each(|it| markup(it, &mut reading));
            reading.attributes.extend(outer.attributes);
        }
        Some("json") => match serde_json::from_slice(bytes) {
            Ok(json) => data(&json, &mut reading),
            Err(_) => reading.texts.push(String::from_utf8_lossy(bytes).into_owned()),
        },
        Some("pdf") => document(bytes, &mut reading),
        Some("txt" | "md" | "csv" | "tsv" | "vtt" | "srt" | "css" | "js" | "yaml" | "yml") => {
            reading.texts.push(String::from_utf8_lossy(bytes).into_owned());
        }
        _ => {}
    }
    reading
}

fn markup(html: &str, reading: &mut Reading) {
    let mut reader = Markup { reading, text: String::new(), element: Vec::new(), attribute: Vec::new() };
    let hear = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.hear(&event);
        None
    };
    let Ok(()) = Tokenizer::new_with_emitter(html, CallbackEmitter::new(hear)).finish();
    let text = reader.text;
    reading.texts.push(text);
}

/// A reader of HTML, which hears it piece by piece: pages are many, and tokens of their own would cost more than all
/// the rest.
struct Markup<'a> {
    reading: &'a mut Reading,
    text: String,
    element: Vec<u8>,
    attribute: Vec<u8>,
}

impl Markup<'_> {
    fn hear(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element.clear();
                self.element.extend_from_slice(name);
                separate(name, &mut self.text);
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => {
                let value = String::from_utf8_lossy(value);
                address(&self.element, &self.attribute, &value, self.reading);
                self.reading.attributes.push(value.into_owned());
            }
            CallbackEvent::EndTag { name } => separate(name, &mut self.text),
            CallbackEvent::String { value } => self.text.push_str(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { value } => {
                self.reading.attributes.push(String::from_utf8_lossy(value).into_owned());
            }
            _ => {}
        }
    }
}

/// What stands in two blocks is no word.
fn separate(element: &[u8], text: &mut String) {
    if !INLINE.iter().any(|it| it.as_bytes() == element) {
        text.push_str(" \u{b6} ");
    }
}

fn data(json: &serde_json::Value, reading: &mut Reading) {
    match json {
        serde_json::Value::String(text) => markup(text, reading),
        serde_json::Value::Array(items) => items.iter().for_each(|it| data(it, reading)),
        serde_json::Value::Object(fields) => fields.values().for_each(|it| data(it, reading)),
        _ => {}
    }
}

/// Text and metadata of a PDF, as far as it can be read.
fn document(bytes: &[u8], reading: &mut Reading) {
    let Ok(document) = Document::load_mem(bytes) else { return };
    let info =
        document.trailer.get(b"Info").and_then(|it| document.dereference(it)).and_then(|it| it.1.as_dict());
    for (key, value) in info.into_iter().flatten() {
        let Some(words) = words_of(value) else { continue };
        if key == b"Author" {
            reading.traces.extend(author(&words));
        }
        reading.metadata.push(words);
    }
    for object in document.objects.values() {
        let Ok(stream) = object.as_stream() else { continue };
        let is_metadata =
            stream.dict.get(b"Type").is_ok_and(|it| it.as_name().is_ok_and(|it| it == b"Metadata"));
        if is_metadata {
            let xmp = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let mut inner = Reading::default();
            let xmp = String::from_utf8_lossy(&xmp);
            reading.traces.extend(elements(&xmp, &["dc:creator"]).iter().filter_map(|it| author(it)));
            markup(&xmp, &mut inner);
            reading.metadata.extend(inner.texts.into_iter().chain(inner.attributes));
        }
    }
    let pages: Vec<u32> = document.get_pages().into_keys().take(PAGES).collect();
    // Each page for itself: a font that cannot be read must not hide the others.
    reading.texts.extend(pages.iter().filter_map(|it| document.extract_text(&[*it]).ok()));
}

/// Texts and metadata of an office document: XML in a zip file.
fn office(bytes: &[u8], reading: &mut Reading) {
    const AUTHORS: [&str; 4] = ["dc:creator", "cp:lastmodifiedby", "meta:initial-creator", "meta:printed-by"];
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return };
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        let Ok(name) = part.name().map(std::borrow::Cow::into_owned) else { continue };
        if !name.ends_with(".xml") {
            continue;
        }
        let mut xml = Vec::new();
        if part.take(PART).read_to_end(&mut xml).is_err() {
            continue;
        }
        let xml = String::from_utf8_lossy(&xml);
        if name.starts_with("docProps/") || name == "meta.xml" {
            reading.traces.extend(elements(&xml, &AUTHORS).iter().filter_map(|it| author(it)));
            let mut inner = Reading::default();
            markup(&xml, &mut inner);
            reading.metadata.extend(inner.texts);
        } else {
            reading.texts.push(paragraphs(&xml));
        }
    }
}

/// The text of an office document: it cuts words wherever their looks or spelling changed, and ends only paragraphs.
fn paragraphs(xml: &str) -> String {
    const BLOCKS: [&[u8]; 8] =
        [b"w:p", b"a:p", b"text:p", b"text:h", b"si", b"w:tab", b"w:br", b"table:table-cell"];
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::String(words) => text.push_str(&String::from_utf8_lossy(&words)),
            Token::StartTag(tag) if BLOCKS.contains(&&**tag.name) => text.push_str(" \u{b6} "),
            Token::EndTag(tag) if BLOCKS.contains(&&**tag.name) => text.push_str(" \u{b6} "),
            _ => {}
        }
    }
    text
}

/// The texts of elements with one of these names, in small letters.
fn elements(xml: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside: Option<(Vec<u8>, String)> = None;
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::StartTag(tag)
                if !tag.self_closing && names.iter().any(|it| it.as_bytes() == &**tag.name) =>
            {
                inside = Some((tag.name.to_vec(), String::new()));
            }
            Token::String(words) => {
                if let Some((_, text)) = &mut inside {
                    text.push_str(&String::from_utf8_lossy(&words));
                }
            }
            Token::EndTag(tag) => {
                found.extend(inside.take_if(|it| it.0 == **tag.name).map(|it| it.1));
            }
            _ => {}
        }
    }
    found
}

fn author(words: &str) -> Option<Trace> {
    let words = words.trim();
    (!words.is_empty()).then(|| Trace::Author(words.to_owned()))
}

/// Where telephones write the place of a recording: ISO 6709 in the box `©xyz` (QuickTime File Format) or under
/// Apple's key.
fn recording(bytes: &[u8], reading: &mut Reading) {
    const BOX: &[u8] = b"\xa9xyz";
    const KEY: &[u8] = b"com.apple.quicktime.location.ISO6709";
    let is_place = |it: &[u8]| matches!(it, [b'+' | b'-', b'0'..=b'9', b'0'..=b'9', ..]);
    // The box holds the length and the language of what follows, two bytes each.
    let mut boxes = memmem::find_iter(bytes, BOX).filter_map(|at| bytes.get(at + BOX.len() + 4..));
    if boxes.any(is_place) || memmem::find(bytes, KEY).is_some() {
        reading.traces.push(Trace::Place);
    }
}

/// Addresses and places that an attribute holds.
fn address(element: &[u8], attribute: &[u8], value: &str, reading: &mut Reading) {
    match (element, attribute) {
        (_, b"id") => reading.anchors.push(value.to_owned()),
        (b"img" | b"source", b"srcset") => {
            let all = value.split(',').filter_map(|it| it.split_whitespace().next());
            reading.links.extend(all.map(str::to_owned));
        }
        (b"a" | b"area" | b"link" | b"use" | b"image", b"href")
        | (b"img" | b"script" | b"source" | b"audio" | b"video" | b"track" | b"iframe" | b"embed", b"src")
        | (b"video", b"poster")
        | (b"object", b"data") => reading.links.push(value.to_owned()),
        _ => {}
    }
}

/// A string of a PDF: UTF-16 with its mark, or one byte a letter.
fn words_of(value: &Object) -> Option<String> {
    let bytes = value.as_str().ok()?;
    Some(match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        bytes => std::str::from_utf8(bytes)
            .map_or_else(|_| bytes.iter().map(|it| char::from(*it)).collect(), str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(path: &str, text: &str) -> String {
        read(path, text.as_bytes()).texts.join("|")
    }

    #[test]
    fn markup_within_a_word_goes_and_blocks_stay_apart() {
        assert_eq!(texts("a.html", "<b>Jor</b>dan<br>Ex &amp; <i>am</i>ple"), "Jordan \u{b6} Ex & ample");
        let feed = "<title>A</title><content>&lt;b&gt;Jor&lt;/b&gt;dan</content>";
        assert!(texts("feed.xml", feed).contains("Jordan"));
        assert_eq!(texts("a.json", "{\"a\": [\"Jor\\u0064an\", 1]}"), "Jordan");
        let page = read("a.html", b"<img alt=\"Jordan\" src='x.jpg'><!-- Zoe -->");
        assert_eq!(page.attributes, ["Jordan", "x.jpg", " Zoe "]);
    }
}
