//! Fonts within office documents and e-books: plain, packed for the web (WOFF), in the format of PowerPoint (EOT), or with a
//! beginning that Word has obfuscated.

use std::collections::BTreeSet;

use encoding_rs::UTF_16LE;

use super::budget::Budget;
use super::content::DocumentContent;
use super::font;
use super::part_text;
use super::woff;
use super::xml_edit::{TagEdit, attribute, edit_elements};

/// Bytes at the beginning of a font that Word obfuscates with a key of half as many. ECMA-376, part 4, 17.8.1.
const OBFUSCATED_BYTES: usize = 32;

/// Flags of EOT: the font is compressed, or each of its bytes is changed.
const EOT_COMPRESSED: u32 = 0x4;
const EOT_XOR: u32 = 0x1000_0000;

/// The most keys of one document. Each font is tried with all of them.
const MAX_KEYS: usize = 1000;

/// What the beginning of a font is obfuscated with.
pub(super) type FontKey = [u8; OBFUSCATED_BYTES / 2];

/// The keys of the fonts in Word's table of fonts.
pub(super) fn font_keys(font_table: &[u8]) -> BTreeSet<FontKey> {
    let mut keys = BTreeSet::new();
    if let Some(xml) = part_text::decode(font_table) {
        edit_elements(&xml, |element, _| {
            keys.extend(attribute(element, "w:fontKey").and_then(|key| parse_key(&key)));
            TagEdit::Keep
        });
    }
    keys
}

/// A key as Word writes it: `{302EE813-EB4A-4642-A93A-89EF99B2457E}`.
fn parse_key(key: &str) -> Option<FontKey> {
    let digits: String = key.chars().filter(char::is_ascii_hexdigit).take(33).collect();
    let key = u128::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 32)?;
    Some(key.to_le_bytes())
}

/// Reads a font that Word has obfuscated with one of these keys.
///
/// # Errors
/// When not all of it can be read, as the end of a sentence.
pub(super) fn read_obfuscated(
    name: &str,
    bytes: &[u8],
    keys: &BTreeSet<FontKey>,
    content: &mut DocumentContent,
) -> Result<(), String> {
    if keys.len() > MAX_KEYS {
        return Err(format!("it has more than {MAX_KEYS} keys of fonts"));
    }
    let (obfuscated, rest) = bytes.split_at(bytes.len().min(OBFUSCATED_BYTES));
    let mut beginnings = keys.iter().map(|key| deobfuscate(obfuscated, key));
    match beginnings.find(|beginning| font::is_font(beginning)) {
        Some(beginning) => read_font(name, &[&beginning, rest].concat(), content),
        None => read_font(name, bytes, content),
    }
}

/// Reads a font of any of the other formats, by its first bytes.
///
/// # Errors
/// When not all of it can be read, as the end of a sentence.
pub(super) fn read_embedded(
    name: &str,
    bytes: &[u8],
    budget: &mut Budget,
    content: &mut DocumentContent,
) -> Result<(), String> {
    if bytes.starts_with(woff::SIGNATURE) {
        let font = woff::unpack(name, bytes, budget)?;
        return read_font(name, &font, content);
    }
    if bytes.starts_with(b"wOF2") {
        return Err(unknown_compression(name));
    }
    if name.ends_with(".fntdata") {
        let font = read_eot(name, bytes, content)?;
        return read_font(name, &font, content);
    }
    read_font(name, bytes, content)
}

fn read_font(name: &str, bytes: &[u8], content: &mut DocumentContent) -> Result<(), String> {
    let mut inner = DocumentContent::default();
    font::read_content(bytes, &mut inner);
    content.metadata.extend(inner.metadata);
    inner.unread.map_or(Ok(()), |why| Err(format!("the font `{name}` in it can't be read: {why}")))
}

/// The beginning of a font without what a key has done to it.
fn deobfuscate(beginning: &[u8], key: &FontKey) -> Vec<u8> {
    beginning.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect()
}

/// The font in an EOT file, whose names are added to the content. <https://www.w3.org/submissions/EOT/>
///
/// # Errors
/// When it is damaged or compressed, as the end of a sentence.
fn read_eot(name: &str, bytes: &[u8], content: &mut DocumentContent) -> Result<Vec<u8>, String> {
    let damaged = || format!("the font `{name}` in it is damaged");
    let number = |at: usize| {
        let number = bytes.get(at..).and_then(<[u8]>::first_chunk).ok_or_else(damaged)?;
        Ok::<u32, String>(u32::from_le_bytes(*number))
    };
    let (len, flags) = (number(4)? as usize, number(12)?);
    let start = bytes.len().checked_sub(len).ok_or_else(damaged)?;
    // Five names, each after its length: all of them are letters of two bytes.
    let names = bytes.get(82..start).ok_or_else(damaged)?;
    content.metadata.push(UTF_16LE.decode_without_bom_handling(names).0.into_owned());
    if flags & EOT_COMPRESSED != 0 {
        return Err(unknown_compression(name));
    }
    let mask = if flags & EOT_XOR == 0 { 0 } else { 0x50 };
    Ok(bytes[start..].iter().map(|byte| byte ^ mask).collect())
}

fn unknown_compression(name: &str) -> String {
    format!("the font `{name}` in it is compressed in a way that leadfolio can't read")
}
