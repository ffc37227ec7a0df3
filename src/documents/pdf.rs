//! Extracts text and metadata from PDF files within limits, since a file of some kilobytes can expand to gigabytes.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::content::{DocumentContent, author_leak};
use super::markup::{all_texts, element_texts};

/// Pages that are read; later ones are skipped, which bounds the time.
const MAX_PAGES: usize = 200;

/// Bytes of one stream after it is decompressed. A longer one is skipped.
const MAX_STREAM_BYTES: usize = 16 << 20;

/// Bytes of the content of all pages, or of all XMP metadata, after they are decompressed; the rest is skipped.
const MAX_CONTENT_BYTES: usize = 64 << 20;

/// Character codes that the fonts of one page may map. The parser makes a table with an entry for each of them, and a
/// single range of a few bytes can cover four billion. A font for Chinese has 65,536.
const MAX_CODES_OF_PAGE: u64 = 1 << 20;

/// Character codes that the fonts of all pages may map; the parser makes the tables again for each page.
const MAX_CODES: u64 = 1 << 24;

/// What a PDF says.
#[derive(Debug, Default)]
pub struct PdfContent {
    /// Text of each page.
    pub pages: Vec<String>,
    /// The document's properties, each with its key, such as `Author`.
    pub properties: Vec<(Vec<u8>, String)>,
    /// XMP metadata, as XML.
    pub xmp: Vec<String>,
}

/// Reads a PDF into the content of a document.
pub(super) fn read_content(bytes: &[u8], content: &mut DocumentContent) {
    let PdfContent { pages, properties, xmp } = read_pdf(bytes);
    for (key, text) in properties {
        if key == b"Author" {
            content.metadata_leaks.extend(author_leak(&text));
        }
        content.metadata.push(text);
    }
    for xmp in xmp {
        let creators = element_texts(&xmp, &["dc:creator"]);
        content.metadata_leaks.extend(creators.iter().filter_map(|text| author_leak(text)));
        content.metadata.extend(all_texts(&xmp));
    }
    content.texts.extend(pages);
}

/// Text and metadata of a PDF; parts that cannot be parsed or exceed a limit are skipped.
pub fn read_pdf(bytes: &[u8]) -> PdfContent {
    let options = LoadOptions::with_max_decompressed_size(MAX_STREAM_BYTES);
    let Ok(document) = Document::load_mem_with_options(bytes, options) else { return PdfContent::default() };
    PdfContent {
        pages: read_pages(&document),
        properties: read_properties(&document),
        xmp: read_xmp(&document),
    }
}

fn read_properties(document: &Document) -> Vec<(Vec<u8>, String)> {
    let info = document.trailer.get(b"Info").and_then(|info| document.dereference(info));
    let info = info.and_then(|(_, object)| object.as_dict());
    let text = |(key, value): (&Vec<u8>, &Object)| Some((key.clone(), decode_string(value)?));
    info.into_iter().flatten().filter_map(text).collect()
}

fn read_xmp(document: &Document) -> Vec<String> {
    let mut left = MAX_CONTENT_BYTES;
    let mut texts = Vec::new();
    for stream in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        let kind = stream.dict.get(b"Type").and_then(Object::as_name);
        if !kind.is_ok_and(|name| name == b"Metadata") {
            continue;
        }
        let limit = left.min(MAX_STREAM_BYTES);
        let xmp = stream.decompressed_content_with_limit(limit);
        let xmp = xmp.unwrap_or_else(|_| stream.content[..stream.content.len().min(limit)].to_vec());
        left -= xmp.len();
        texts.push(String::from_utf8_lossy(&xmp).into_owned());
    }
    texts
}

/// Reads page by page: one font that cannot be decoded must not hide the text of the other pages.
fn read_pages(document: &Document) -> Vec<String> {
    let mut fonts = FontCodes::default();
    let (mut codes_left, mut bytes_left) = (MAX_CODES, MAX_CONTENT_BYTES);
    let mut texts = Vec::new();
    for (number, id) in document.get_pages().into_iter().take(MAX_PAGES) {
        let codes = fonts.count_of_page(document, id);
        let limit = bytes_left.min(MAX_STREAM_BYTES);
        let Ok(content) = document.get_page_content_with_limit(id, limit) else { continue };
        if codes > codes_left.min(MAX_CODES_OF_PAGE) {
            continue;
        }
        codes_left -= codes;
        bytes_left -= content.len();
        drop(content);
        texts.extend(document.extract_text_with_limit(&[number], limit));
    }
    texts
}

/// Counts the character codes that fonts map to Unicode, once for each stream.
#[derive(Default)]
struct FontCodes {
    counts: HashMap<ObjectId, u64>,
}

impl FontCodes {
    fn count_of_page(&mut self, document: &Document, page: ObjectId) -> u64 {
        let fonts = document.get_page_fonts(page).unwrap_or_default();
        fonts.into_values().map(|font| self.count_of_font(document, font)).fold(0, u64::saturating_add)
    }

    fn count_of_font(&mut self, document: &Document, font: &Dictionary) -> u64 {
        let Ok((id, object)) = font.get(b"ToUnicode").and_then(|map| document.dereference(map)) else {
            return 0;
        };
        let Ok(stream) = object.as_stream() else { return 0 };
        let count = || {
            let map = stream.get_plain_content_with_limit(MAX_STREAM_BYTES);
            map.map_or(0, |map| count_codes(&map))
        };
        id.map_or_else(count, |id| *self.counts.entry(id).or_insert_with(count))
    }
}

/// The number of codes in the ranges of a character map (Adobe Technical Note 5014): between `beginbfrange` and
/// `endbfrange`, lines such as `<0000> <00ff> <0041>` or `<00> <01> [<0041> <0042>]`.
fn count_codes(map: &[u8]) -> u64 {
    let (mut count, mut in_range, mut first) = (0_u64, false, None);
    let mut operands = 0;
    let mut rest = map;
    while let Some((byte, after)) = rest.split_first() {
        let len = match byte {
            b'%' => find_end(rest, |byte| matches!(byte, b'\r' | b'\n')),
            b'(' => literal_len(rest),
            b'[' => find_end(rest, |byte| byte == b']') + 1,
            b'<' if after.first() != Some(&b'<') => find_end(rest, |byte| byte == b'>') + 1,
            byte if byte.is_ascii_alphabetic() => find_end(rest, |byte| !byte.is_ascii_alphanumeric()),
            b'<' => 2,
            _ => 1,
        };
        let (token, next) = rest.split_at(len.min(rest.len()));
        rest = next;
        match token {
            b"beginbfrange" => (in_range, operands) = (true, 0),
            b"endbfrange" => in_range = false,
            [b'<' | b'[', ..] if in_range => {
                match operands % 3 {
                    0 => first = parse_code(token),
                    1 => {
                        let range =
                            first.zip(parse_code(token)).and_then(|(first, last)| last.checked_sub(first));
                        count = count.saturating_add(range.map_or(0, |range| range + 1));
                    }
                    _ => {}
                }
                operands += 1;
            }
            _ => {}
        }
    }
    count
}

fn find_end(bytes: &[u8], is_end: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| is_end(*byte)).unwrap_or(bytes.len())
}

/// The length of a literal string, with its parentheses.
fn literal_len(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

/// The number in `<00ff>`; `None` for what is no code of at most four bytes.
fn parse_code(token: &[u8]) -> Option<u64> {
    let digits = token.strip_prefix(b"<")?.strip_suffix(b">")?;
    let digits = str::from_utf8(digits).ok().filter(|digits| digits.len() <= 8)?;
    u64::from_str_radix(digits, 16).ok()
}

/// Decodes a PDF string: UTF-16BE with a byte order mark, else UTF-8, else one byte per character (Latin-1).
fn decode_string(value: &Object) -> Option<String> {
    let bytes = value.as_str().ok()?;
    Some(match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        bytes => std::str::from_utf8(bytes)
            .map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_ranges_are_counted_and_nothing_else() {
        for (map, count) in [
            ("1 beginbfrange <0000> <00ff> <0041> endbfrange", 256),
            ("2 beginbfrange\n<00><03><0041>\n<10> <11> [<0041> <0042>]\nendbfrange", 6),
            ("1 beginbfrange <00000000> <ffffffff> <0041>", 1 << 32),
            ("1 beginbfchar <0003> <fb01> endbfchar 1 begincodespacerange <00> <ff> endcodespacerange", 0),
            ("% endbfrange\n1 beginbfrange % endbfrange\n<00> <01> <0041> endbfrange", 2),
            ("(\\)beginbfrange) 1 beginbfrange <05> <01> <0041> <zz> <00> <00> endbfrange <00> <ff>", 0),
        ] {
            assert_eq!(count_codes(map.as_bytes()), count, "{map}");
        }
    }
}
