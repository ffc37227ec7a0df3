//! Fonts within office documents and e-books: plain, packed for the web (WOFF), in the format of PowerPoint (EOT), or with a
//! beginning that Word has obfuscated.

use std::collections::BTreeSet;

use encoding_rs::UTF_16LE;
use flate2::read::ZlibDecoder;

use super::budget::Budget;
use super::content::DocumentContent;
use super::font;
use super::part_text;
use super::sfnt::{directory_end, u16_at, u32_at};
use super::xml_edit::{TagEdit, attribute, edit_elements};

/// Bytes at the beginning of a font that Word obfuscates with a key of half as many. ECMA-376, part 4, 17.8.1.
const OBFUSCATED_BYTES: usize = 32;

/// Flags of EOT: the font is compressed, or each of its bytes is changed.
const EOT_COMPRESSED: u32 = 0x4;
const EOT_XOR: u32 = 0x1000_0000;

/// The keys of the fonts in Word's table of fonts: `{302EE813-EB4A-4642-A93A-89EF99B2457E}`.
pub(super) fn font_keys(font_table: &[u8]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    if let Some(xml) = part_text::decode(font_table) {
        edit_elements(&xml, |element, _| {
            keys.extend(attribute(element, "w:fontKey"));
            TagEdit::Keep
        });
    }
    keys
}

/// Reads a font that Word has obfuscated with one of these keys.
///
/// # Errors
/// When not all of it can be read, as the end of a sentence.
pub(super) fn read_obfuscated(
    name: &str,
    bytes: &[u8],
    keys: &BTreeSet<String>,
    content: &mut DocumentContent,
) -> Result<(), String> {
    let mut candidates = keys.iter().filter_map(|key| deobfuscate(bytes, key));
    let font = candidates.find(|font| font::is_font(font));
    read_font(name, font.as_deref().unwrap_or(bytes), content)
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
    if bytes.starts_with(b"wOFF") {
        let font = unpack_woff(name, bytes, budget)?;
        return read_font(name, &font, content);
    }
    if bytes.starts_with(b"wOF2") {
        return Err(format!("the font `{name}` in it is packed in a way that leadfolio doesn't read"));
    }
    if name.ends_with(".fntdata") {
        let font = read_eot(bytes, content).ok_or_else(|| format!("the font `{name}` in it is damaged"))?;
        let font = font.ok_or_else(|| {
            format!("the font `{name}` in it is packed in a way that leadfolio doesn't read")
        })?;
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

/// The font without what a key has done to it; `None` if it is no key.
fn deobfuscate(bytes: &[u8], key: &str) -> Option<Vec<u8>> {
    let digits: String = key.chars().filter(char::is_ascii_hexdigit).collect();
    let key = u128::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 32)?.to_le_bytes();
    let mut font = bytes.to_vec();
    for (byte, key) in font.iter_mut().take(OBFUSCATED_BYTES).zip(key.iter().cycle()) {
        *byte ^= key;
    }
    Some(font)
}

/// The tables of a WOFF file as a font. <https://www.w3.org/TR/WOFF/>
///
/// # Errors
/// When it is damaged, too large, or holds more than a font, as the end of a sentence.
fn unpack_woff(name: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, String> {
    let damaged = || format!("the font `{name}` in it is damaged");
    let has_more = [28, 40].iter().any(|at| u32_at(bytes, *at) != Some(0));
    if has_more {
        return Err(format!("the font `{name}` in it holds more than a font"));
    }
    let count = usize::from(u16_at(bytes, 12).ok_or_else(damaged)?);
    let mut font = [bytes.get(4..8).ok_or_else(damaged)?, &bytes[12..14], &[0; 6]].concat();
    let mut tables = Vec::new();
    for index in 0..count {
        let entry = bytes.get(44 + 20 * index..64 + 20 * index).ok_or_else(damaged)?;
        let number = |at: usize| u32_at(entry, at).map(|number| number as usize).ok_or_else(damaged);
        let (start, packed_len, len) = (number(4)?, number(8)?, number(12)?);
        let packed = bytes.get(start..start.saturating_add(packed_len)).ok_or_else(damaged)?;
        let table = if packed_len < len {
            budget.read_part(name, ZlibDecoder::new(packed))?
        } else {
            packed.to_vec()
        };
        if table.len() != len {
            return Err(damaged());
        }
        let place = u32::try_from(directory_end(count) + tables.len()).map_err(|_| damaged())?;
        font.extend([&entry[..4], &entry[16..20], &place.to_be_bytes(), &entry[12..16]].concat());
        tables.extend(table);
    }
    Ok([font, tables].concat())
}

/// The font in an EOT file, whose names are added to the content; the inner `None` if it is compressed, the outer one if it is
/// damaged. <https://www.w3.org/submissions/EOT/>
fn read_eot(bytes: &[u8], content: &mut DocumentContent) -> Option<Option<Vec<u8>>> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (len, flags) = (usize::try_from(number(4)?).ok()?, number(12)?);
    let start = bytes.len().checked_sub(len)?;
    // Five names, each after its length: all of them are letters of two bytes.
    content.metadata.push(UTF_16LE.decode_without_bom_handling(bytes.get(82..start)?).0.into_owned());
    if flags & EOT_COMPRESSED != 0 {
        return Some(None);
    }
    let mask = if flags & EOT_XOR == 0 { 0 } else { 0x50 };
    Some(Some(bytes[start..].iter().map(|byte| byte ^ mask).collect()))
}
