//! Reads office documents (OOXML and OpenDocument).

use std::io::{Cursor, Read as _};

use html5gum::{Token, Tokenizer};
use zip::ZipArchive;

use super::content::{DocumentContent, author_leak};
use super::markup::{all_texts, element_texts};

/// Bytes read of one part of an office document; no text is longer, but a zip bomb is.
const MAX_PART_BYTES: u64 = 32 << 20;

/// Office documents: archives of XML files, with or without macros, as templates and as slide shows.
pub(super) const ENDINGS: [&str; 22] = [
    "docm", "docx", "dotm", "dotx", "odg", "odp", "ods", "odt", "otg", "otp", "ots", "ott", "potm", "potx",
    "ppsm", "ppsx", "pptm", "pptx", "xlsm", "xlsx", "xltm", "xltx",
];

/// Text and metadata of an office document (OOXML or OpenDocument): XML in a zip file.
pub(super) fn read_content(bytes: &[u8], content: &mut DocumentContent) {
    const AUTHORS: [&str; 4] = ["dc:creator", "cp:lastmodifiedby", "meta:initial-creator", "meta:printed-by"];
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        content.unread = Some("it is damaged".to_owned());
        return;
    };
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let Ok(name) = part.name().map(std::borrow::Cow::into_owned) else { continue };
        if !name.ends_with(".xml") {
            continue;
        }
        let mut xml = Vec::new();
        if part.take(MAX_PART_BYTES).read_to_end(&mut xml).is_err() {
            continue;
        }
        let xml = String::from_utf8_lossy(&xml);
        if name.starts_with("docProps/") || name == "meta.xml" {
            content
                .metadata_leaks
                .extend(element_texts(&xml, &AUTHORS).iter().filter_map(|text| author_leak(text)));
            content.metadata.extend(all_texts(&xml));
        } else {
            content.texts.push(office_text(&xml));
        }
    }
}

/// Text of an office document, with a separator between paragraphs only: formatting and spelling marks split words.
fn office_text(xml: &str) -> String {
    const BLOCKS: [&[u8]; 11] = [
        b"w:p",
        b"a:p",
        b"text:p",
        b"text:h",
        b"si",
        b"w:tab",
        b"w:br",
        b"table:table-cell",
        b"c",
        b"is",
        b"comment",
    ];
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::String(value) => text.push_str(&String::from_utf8_lossy(&value)),
            Token::StartTag(tag) if BLOCKS.contains(&&**tag.name) => text.push_str(" \u{b6} "),
            Token::EndTag(tag) if BLOCKS.contains(&&**tag.name) => text.push_str(" \u{b6} "),
            _ => {}
        }
    }
    text
}
