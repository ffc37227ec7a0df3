//! What a file of a site says, for looking through: without markup, which may cut a name in two.

use html5gum::{Token, Tokenizer};
use lopdf::{Document, Object};

/// What a file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// What people read.
    pub(super) texts: Vec<String>,
    /// What machines read beside it.
    pub(super) attributes: Vec<String>,
    /// What a document says of itself.
    pub(super) metadata: Vec<String>,
}

/// Elements that stand within a word.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u",
];

/// Pages of a document that are read.
const PAGES: usize = 200;

/// Reads a file by the ending of its name; what is neither text nor a document says nothing.
pub(super) fn read(path: &str, bytes: &[u8]) -> Reading {
    let ending = path.rsplit_once('.').map(|it| it.1.to_ascii_lowercase());
    let mut reading = Reading::default();
    match ending.as_deref() {
        Some("html" | "htm" | "svg") => markup(&String::from_utf8_lossy(bytes), &mut reading),
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
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(words) => text.push_str(&String::from_utf8_lossy(&words)),
            Token::StartTag(tag) => {
                separate(&tag.name, &mut text);
                reading
                    .attributes
                    .extend(tag.attributes.values().map(|it| String::from_utf8_lossy(it).into_owned()));
            }
            Token::EndTag(tag) => separate(&tag.name, &mut text),
            Token::Comment(words) => reading.attributes.push(String::from_utf8_lossy(&words).into_owned()),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reading.texts.push(text);
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
    for (_, value) in info.into_iter().flatten() {
        reading.metadata.extend(words_of(value));
    }
    for object in document.objects.values() {
        let Ok(stream) = object.as_stream() else { continue };
        let is_metadata =
            stream.dict.get(b"Type").is_ok_and(|it| it.as_name().is_ok_and(|it| it == b"Metadata"));
        if is_metadata {
            let xmp = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let mut inner = Reading::default();
            markup(&String::from_utf8_lossy(&xmp), &mut inner);
            reading.metadata.extend(inner.texts.into_iter().chain(inner.attributes));
        }
    }
    let pages: Vec<u32> = document.get_pages().into_keys().take(PAGES).collect();
    // Each page for itself: a font that cannot be read must not hide the others.
    reading.texts.extend(pages.iter().filter_map(|it| document.extract_text(&[*it]).ok()));
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
