//! Extracts text, metadata, links and anchors from the files of a site.
//!
//! Text is extracted without markup, because an element inside a word would hide a name from the scanner.

use std::borrow::Cow;
use std::convert::Infallible;
use std::{io, mem};

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::coded_text::{decode_base64, decode_quoted_printable, is_base64_file, old_readings};
use crate::documents::pdf::raw_text;
use crate::documents::{self, DocumentContent, MetadataLeak, TEXT_SEPARATOR};
use crate::media::recording::{is_recording, without_formatting};
use crate::media::{self, decode_css_escapes};
use crate::vfs::{Blob, lowercase_extension};

/// The content of one file, as far as it can be extracted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ExtractedContent {
    /// Visible text.
    pub(super) texts: Vec<String>,
    /// Attribute values and comments, which readers do not see and search engines do.
    pub(super) attributes: Vec<String>,
    /// Properties of a document, such as its title and keywords.
    pub(super) metadata: Vec<String>,
    /// What the bytes of pictures and the like say as letters. Few letters stand there by chance.
    pub(super) data: Vec<String>,
    /// Metadata that identifies an author or a location.
    pub(super) metadata_leaks: Vec<MetadataLeak>,
    /// Link targets, as written.
    pub(super) links: Vec<String>,
    /// Values of `id`, which a fragment can link to.
    pub(super) anchors: Vec<String>,
    /// Why nobody knows all that the file holds, as the end of a sentence; `None` if everything was read.
    pub(super) unread: Option<String>,
}

/// Why a file of a format that no reader knows is not looked through.
const UNKNOWN_FORMAT: &str = "it has a format that leadfolio doesn't read";

/// Bytes of a text that is read; what people write is shorter.
const MAX_TEXT_BYTES: u64 = 32_000_000;

/// Elements that do not end a word: `<b>Jor</b>dan` is one.
const INLINE_ELEMENTS: [&str; 37] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

impl From<DocumentContent> for ExtractedContent {
    fn from(document: DocumentContent) -> Self {
        let DocumentContent { texts, hidden, metadata, data, metadata_leaks, unread } = document;
        Self { texts, attributes: hidden, metadata, data, metadata_leaks, unread, ..Self::default() }
    }
}

/// Elements that tell how the text before them is read, and stand beside it.
const READING_ELEMENTS: [&str; 3] = ["rp", "rt", "rtc"];

/// Extracts the content of a published file, and returns its bytes, too. Those of a recording are not read: it may be long.
///
/// # Errors
/// If the file cannot be read.
pub(super) fn extract_file<'a>(path: &str, blob: &'a Blob) -> io::Result<(ExtractedContent, Cow<'a, [u8]>)> {
    let Some(recording) = documents::read_recording(path, blob) else {
        let bytes = blob.read()?;
        return Ok((extract_content(path, &bytes), bytes));
    };
    let mut content = ExtractedContent::from(recording);
    let captions = mem::take(&mut content.texts);
    captions.into_iter().for_each(|text| extract_captions(text, &mut content));
    Ok((content, Cow::Borrowed(&[])))
}

/// Captions have tags of their own, and a speaker is named in one: `<v Name>`. Notes and styles stand among them.
fn extract_captions(text: String, reading: &mut ExtractedContent) {
    extract_markup(&without_times(&text), reading);
    reading.texts.push(without_formatting(&text));
    reading.texts.push(text);
}

/// The text without times such as `<00:01.500>`, and without tags that captions have and pages don't, such as `</v>`, which
/// may stand within a word. Who speaks is said in `<v Name>`, which stays.
fn without_times(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        let after_time = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
        let after_time = after_time.strip_prefix('>').filter(|_| after_time.len() < after.len());
        let is_class = ["c>", "c.", "/c>", "/v>", "/lang>"].iter().any(|tag| after.starts_with(tag));
        let class_end = after.find(['<', '>']).filter(|_| is_class);
        let after_class = class_end.and_then(|end| after[end..].strip_prefix('>'));
        rest = match after_time.or(after_class) {
            Some(after) => after,
            None => {
                kept.push('<');
                after
            }
        };
    }
    kept + rest
}

/// Extracts the content of a file by its extension; empty for formats that are neither text nor a known document.
pub(super) fn extract_content(path: &str, bytes: &[u8]) -> ExtractedContent {
    if let Some(document) = documents::read_with_attached(path, bytes, &read_attached) {
        return document.into();
    }
    extract_text(path, bytes)
}

/// Reads a file that is attached to a document as if it was published by itself; `None` for pictures, which would be cleaned
/// then.
fn read_attached(path: &str, bytes: &[u8]) -> Option<DocumentContent> {
    if media::is_raster(path) {
        return None;
    }
    let ExtractedContent { texts, attributes, metadata, data, metadata_leaks, unread, .. } =
        extract_text(path, bytes);
    Some(DocumentContent { texts, hidden: attributes, metadata, data, metadata_leaks, unread })
}

/// Extracts the content of a file that is no document.
fn extract_text(path: &str, bytes: &[u8]) -> ExtractedContent {
    let mut reading = ExtractedContent::default();
    if media::is_raster(path) {
        // Pictures are published without their metadata; a name may stand among the pixels.
        reading.data.push(raw_text(bytes));
        return reading;
    }
    if documents::is_coded_text(path, bytes) {
        reading.unread = Some(UNKNOWN_FORMAT.to_owned());
        return reading;
    }
    extract_by_kind(path, bytes, &mut reading);
    if reading.unread.is_none() {
        extract_coded(&decode_any(bytes), &mut reading);
    }
    reading
}

/// How often base64 within base64 is decoded.
const MAX_BASE64_LAYERS: usize = 4;

/// Extracts what a text says in letters that are written otherwise.
fn extract_coded(text: &str, reading: &mut ExtractedContent) {
    reading.texts.extend(decode_quoted_printable(text));
    let mut layer = Cow::Borrowed(text);
    for depth in 0.. {
        let coded = decode_base64(&layer);
        reading.data.extend(Some(raw_text(&coded.data)).filter(|text| !text.is_empty()));
        if coded.has_file {
            reading.unread = Some("it holds a document or an archive in base64".to_owned());
        }
        if is_base64_file(&layer) {
            reading.unread = Some("it is a file of another format in base64".to_owned());
        }
        if coded.text.is_empty() {
            return;
        }
        if depth == MAX_BASE64_LAYERS {
            reading.unread = Some("it has base64 within base64, in too many layers".to_owned());
            return;
        }
        reading.attributes.push(coded.text.clone());
        layer = Cow::Owned(coded.text);
    }
}

/// Extracts the content of a text by its ending.
fn extract_by_kind(path: &str, bytes: &[u8], reading: &mut ExtractedContent) {
    let extension = lowercase_extension(path);
    match extension.as_deref() {
        Some("html" | "htm" | "svg" | "xhtml") => {
            let markup = String::from_utf8_lossy(bytes);
            extract_markup(&markup, reading);
            if extension.as_deref() == Some("svg") || markup.contains("<tspan") {
                let drawing = documents::drawing_text(&markup);
                reading.texts.extend(drawing.texts);
                reading.unread = drawing.unread;
            }
        }
        // A feed contains HTML as escaped text: its texts are parsed a second time.
        Some("xml") => {
            let mut outer = ExtractedContent::default();
            extract_markup(&String::from_utf8_lossy(bytes), &mut outer);
            outer.texts.iter().for_each(|text| extract_markup(text, reading));
            reading.attributes.extend(outer.attributes);
        }
        Some("json" | "geojson") => match serde_json::from_slice(bytes) {
            Ok(json) => extract_json(&json, reading),
            Err(_) => reading.texts.push(String::from_utf8_lossy(bytes).into_owned()),
        },
        Some("ass" | "dfxp" | "sbv" | "srt" | "ssa" | "ttml" | "vtt") => {
            extract_captions(decode_any(bytes), reading);
        }
        Some("txt" | "md" | "csv" | "tsv" | "css" | "js" | "yaml" | "yml" | "log") => {
            let text = decode_any(bytes);
            let has_escapes = extension.as_deref() == Some("css") && text.contains('\\');
            reading.texts.extend(has_escapes.then(|| decode_css_escapes(&text)));
            reading.texts.push(text);
            reading.texts.extend(old_readings(bytes));
        }
        // Calendars and contacts break long lines and begin the rest with a space.
        Some("ics" | "vcf") => {
            let text = decode_any(bytes).replace("\r\n ", "").replace("\n ", "");
            extract_coded(&text, reading);
            reading.texts.push(text);
            reading.texts.extend(old_readings(bytes));
        }
        // Whatever else is text.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => reading.texts.push(text.to_owned()),
            _ => reading.unread = Some(UNKNOWN_FORMAT.to_owned()),
        },
    }
}

/// Why a file of the author's is too large to be read; `None` if it can be, and for formats with limits of their own.
pub(super) fn exceeded_limit(path: &str, len: u64) -> Option<String> {
    let is_text = !media::is_raster(path) && !is_recording(path) && !documents::is_document(path);
    (is_text && len > MAX_TEXT_BYTES).then(|| format!("it is larger than {} MB", MAX_TEXT_BYTES / 1_000_000))
}

/// A text in UTF-8, in UTF-16 with a byte order mark, or in the encoding of older Windows programs.
pub(super) fn decode_any(bytes: &[u8]) -> String {
    let utf16 = |rest: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // The letters of Windows-1252 are those of Latin-1 but for a few, which stand in no common name.
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        },
    }
}

fn extract_markup(html: &str, reading: &mut ExtractedContent) {
    let mut reader = MarkupReader {
        content: reading,
        text: String::new(),
        readings: String::new(),
        is_reading: false,
        element: Vec::new(),
        attribute: Vec::new(),
    };
    let on_event = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.handle_event(&event);
        None
    };
    let Ok(()) = Tokenizer::new_with_emitter(html, CallbackEmitter::new(on_event)).finish();
    let MarkupReader { text, readings, .. } = reader;
    reading.texts.push(text);
    reading.texts.extend(Some(readings).filter(|readings| readings.contains(char::is_alphabetic)));
}

/// Collects text and attributes from parser events. Callbacks, because allocating a token per event took most of the
/// time of a check.
struct MarkupReader<'a> {
    content: &'a mut ExtractedContent,
    text: String,
    /// What stands beside letters and tells how they are read.
    readings: String,
    /// Whether the next text is such a reading.
    is_reading: bool,
    /// Name of the element whose start tag is being read.
    element: Vec<u8>,
    /// Name of the attribute whose value comes next.
    attribute: Vec<u8>,
}

impl MarkupReader<'_> {
    fn handle_event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element.clear();
                self.element.extend_from_slice(name);
                self.separate(name);
                self.is_reading |= is_one_of(&READING_ELEMENTS, name);
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => {
                let value = String::from_utf8_lossy(value);
                extract_attribute(&self.element, &self.attribute, &value, self.content);
                self.content.attributes.push(value.into_owned());
            }
            CallbackEvent::EndTag { name } => self.separate(name),
            CallbackEvent::String { value } => {
                let text = if self.is_reading { &mut self.readings } else { &mut self.text };
                text.push_str(&String::from_utf8_lossy(value));
            }
            CallbackEvent::Comment { value } => {
                self.content.attributes.push(String::from_utf8_lossy(value).into_owned());
            }
            _ => {}
        }
    }

    /// Puts a separator between blocks, so that text of two blocks is never read as one name, and ends a reading.
    fn separate(&mut self, element: &[u8]) {
        let is_inline = is_one_of(&INLINE_ELEMENTS, element);
        if !is_inline {
            self.text.push_str(TEXT_SEPARATOR);
            self.readings.push_str(TEXT_SEPARATOR);
        }
        let may_be_in_reading = is_inline && !matches!(element, b"rb" | b"rp" | b"rt" | b"rtc" | b"ruby");
        self.is_reading &= may_be_in_reading;
    }
}

fn is_one_of(names: &[&str], element: &[u8]) -> bool {
    names.iter().any(|name| name.as_bytes() == element)
}

fn extract_json(json: &serde_json::Value, reading: &mut ExtractedContent) {
    match json {
        serde_json::Value::String(text) => extract_markup(text, reading),
        serde_json::Value::Array(items) => items.iter().for_each(|item| extract_json(item, reading)),
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                reading.attributes.push(name.clone());
                extract_json(field, reading);
            }
        }
        _ => {}
    }
}

/// Collects the link or the anchor in an attribute.
fn extract_attribute(element: &[u8], attribute: &[u8], value: &str, reading: &mut ExtractedContent) {
    match (element, attribute) {
        (_, b"id") => reading.anchors.push(value.to_owned()),
        (b"img" | b"source", b"srcset") => {
            let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
            reading.links.extend(candidates.map(str::to_owned));
        }
        (b"a" | b"area" | b"link" | b"use" | b"image", b"href")
        | (b"img" | b"script" | b"source" | b"audio" | b"video" | b"track" | b"iframe" | b"embed", b"src")
        | (b"video", b"poster")
        | (b"object", b"data") => reading.links.push(value.to_owned()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(path: &str, text: &str) -> String {
        extract_content(path, text.as_bytes()).texts.join("|")
    }

    #[test]
    fn base64_within_base64_is_read_and_too_much_of_it_is_unread() {
        use base64::prelude::{BASE64_STANDARD, Engine as _};
        let mut text = "The name is Jordan Example, who wrote it.".to_owned();
        for depth in 1..=7 {
            text = BASE64_STANDARD.encode(&text);
            let mut reading = ExtractedContent::default();
            extract_coded(&text, &mut reading);
            let is_found = reading.attributes.iter().any(|text| text.contains("Jordan Example"));
            assert!(is_found || reading.unread.is_some(), "{depth}");
            assert_eq!(is_found, depth <= MAX_BASE64_LAYERS, "{depth}");
        }
    }

    #[test]
    fn markup_within_a_word_goes_and_blocks_stay_apart() {
        assert_eq!(texts("a.html", "<b>Jor</b>dan<br>Ex &amp; <i>am</i>ple"), "Jordan \u{b6} Ex & ample");
        let feed = "<title>A</title><content>&lt;b&gt;Jor&lt;/b&gt;dan</content>";
        assert!(texts("feed.xml", feed).contains("Jordan"));
        assert_eq!(texts("a.json", "{\"a\": [\"Jor\\u0064an\", 1]}"), "Jordan");
        assert!(texts("a.vtt", "Jor<00:01.500>dan").contains("Jordan"));
        assert!(texts("a.ass", "{\\i1}Jor{\\i0}dan\\NExample").contains("Jordan Example"));
        assert!(texts("a.ttml", "<p><span>Jor</span>dan</p>").contains("Jordan"));
        let page = extract_content("a.html", b"<img alt=\"Jordan\" src='x.jpg'><!-- Zoe -->");
        assert_eq!(page.attributes, ["Jordan", "x.jpg", " Zoe "]);
    }
}
