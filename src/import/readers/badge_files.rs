//! Finds the assertion of an Open Badge in a file: JSON, a signed token, or a picture into which it is baked.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use flate2::read::ZlibDecoder;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::vfs::lowercase_extension;

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The longest assertion in a picture, in bytes after it is decompressed.
const MAX_ASSERTION_BYTES: u64 = 4_000_000;

/// Keywords of the PNG chunk that holds an assertion: those of versions 1 and 2, and of version 3.
const KEYWORDS: [&[u8]; 2] = [b"openbadges", b"openbadgecredential"];

/// What is written in a file about a badge: JSON, a signed token or an address. `None` if there is nothing.
pub(super) fn find_assertion(path: &str, bytes: &[u8]) -> Option<String> {
    match lowercase_extension(path)?.as_str() {
        "png" => assertion_in_png(bytes),
        "svg" => assertion_in_svg(str::from_utf8(bytes).ok()?),
        "json" | "jsonld" | "jwt" | "jws" => {
            let text = str::from_utf8(bytes).ok()?;
            Some(text.trim_start_matches('\u{feff}').trim().to_owned())
        }
        _ => None,
    }
}

/// Parses what is written about a badge: JSON, or the content of a token, whose signature is not checked. An address
/// becomes a text.
pub(super) fn parse_assertion(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.starts_with(['{', '[', '"']) {
        return serde_json::from_str(text).ok();
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        return (!text.contains(char::is_whitespace)).then(|| Value::String(text.to_owned()));
    }
    let mut parts = text.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    let decoded = URL_SAFE_NO_PAD.decode(payload).or_else(|_| URL_SAFE.decode(payload)).ok()?;
    match serde_json::from_slice(&decoded).ok()? {
        Value::Object(mut claims) if claims.get("vc").is_some_and(Value::is_object) => claims.remove("vc"),
        value => Some(value),
    }
}

/// The text of the chunk that holds a badge.
fn assertion_in_png(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes.strip_prefix(PNG_SIGNATURE)?;
    loop {
        let (len, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (data, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*len)).ok()?)?;
        let keyword_end = data.iter().position(|byte| *byte == 0);
        let keyword = keyword_end.and_then(|end| data.get(..end)).unwrap_or_default();
        let value = keyword_end.and_then(|end| data.get(end + 1..)).unwrap_or_default();
        if KEYWORDS.contains(&keyword) {
            match kind {
                b"tEXt" => return String::from_utf8(value.to_vec()).ok(),
                b"iTXt" => return international_text(value),
                _ => {}
            }
        }
        // The checksum follows the data.
        rest = after.get(4..)?;
    }
}

/// The text of an `iTXt` chunk after its keyword, which may be compressed.
fn international_text(value: &[u8]) -> Option<String> {
    let ([is_compressed, _method], rest) = value.split_first_chunk::<2>()?;
    // The language and the translated keyword, each with a NUL behind it.
    let mut parts = rest.splitn(3, |byte| *byte == 0);
    let (_, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    if *is_compressed == 0 {
        return String::from_utf8(text.to_vec()).ok();
    }
    let mut decompressed = String::new();
    ZlibDecoder::new(text).take(MAX_ASSERTION_BYTES).read_to_string(&mut decompressed).ok()?;
    Some(decompressed)
}

/// The text of the element `openbadges:assertion` or `openbadges:credential`, or the address that it names.
fn assertion_in_svg(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut text: Option<String> = None;
    let mut address = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) if is_badge(&element) => {
                address = verify_address(&element);
                text = Some(String::new());
            }
            Event::Empty(element) if is_badge(&element) => return verify_address(&element),
            Event::Text(part) => text.iter_mut().for_each(|text| text.push_str(&part)),
            Event::CData(part) => text.iter_mut().for_each(|text| text.push_str(&part)),
            Event::GeneralRef(reference) => {
                let letter = quick_xml::escape::resolve_predefined_entity(&reference);
                text.iter_mut().for_each(|text| text.push_str(letter.unwrap_or_default()));
            }
            Event::End(_) if text.is_some() => {
                let inside = text.filter(|text| !text.trim().is_empty());
                return inside.or(address);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn is_badge(element: &BytesStart<'_>) -> bool {
    let name = element.name();
    let name: &str = name.as_ref();
    name.ends_with("openbadges:assertion") || name.ends_with("openbadges:credential")
}

fn verify_address(element: &BytesStart<'_>) -> Option<String> {
    let attribute = element.try_get_attribute("verify").ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
