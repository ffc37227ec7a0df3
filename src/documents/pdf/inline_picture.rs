//! Pictures within the content of a page: their pixels are no operators, and may hold the letters that end them.

use lopdf::{Dictionary, Object};
use memchr::memmem;

use super::filters::{self, Decoded};
use super::lexer::{Item, Lexer, is_delimiter, is_space};
use super::raw_text::raw_text;
use super::strings;
use crate::documents::content::TEXT_SEPARATOR;

/// Keys and values before the pixels of a picture within a content.
const MAX_PICTURE_ITEMS: usize = 64;

/// Skips a picture within a content: from after `BI` to after `EI`. `None` if it isn't certain where it ends.
pub(super) fn skip_picture(lexer: &mut Lexer<'_>, content: &[u8]) -> Option<()> {
    let mut entries = Vec::new();
    loop {
        match lexer.next_item()? {
            Item::Keyword(b"ID") => break,
            Item::Value(value) if entries.len() < MAX_PICTURE_ITEMS => entries.push(value),
            _ => return None,
        }
    }
    let start = lexer.position().min(content.len());
    let is_word_end = |at: usize| content.get(at).is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
    if let Some(len) = picture_len(&entries) {
        let end = start.saturating_add(1).saturating_add(len);
        let after = content.get(end..).unwrap_or_default();
        let space = after.iter().take(2).take_while(|byte| is_space(**byte)).count();
        if after[space..].starts_with(b"EI") && is_word_end(end + space + 2) {
            lexer.move_to(end + space + 2);
            return Some(());
        }
    }
    let rest = &content[start..];
    // Text of ASCII may have the letters of the end in it, but has an end of its own.
    let data_end = text_filter(&entries)
        .map_or(0, |TextFilter { end_mark, .. }| memmem::find(rest, end_mark).unwrap_or(rest.len()));
    for found in memmem::find_iter(&rest[data_end..], b"EI") {
        let at = start + data_end + found;
        if !is_word_end(at + 2) {
            continue;
        }
        // Pixels may have these letters, too; what follows them is no text then.
        let mut following = content[at + 2..].iter().take(12);
        if following.all(|byte| matches!(byte, b'\t' | b'\n' | 12 | b'\r' | b' '..=b'~')) {
            lexer.move_to(at + 2);
            return Some(());
        }
        if content.get(at - 1).is_some_and(|byte| is_space(*byte)) {
            lexer.move_to(at + 2);
            return None;
        }
    }
    lexer.move_to(content.len());
    None
}

/// A filter that writes data in letters.
struct TextFilter {
    name: &'static [u8],
    /// What stands at the end of the data.
    end_mark: &'static [u8],
}

/// The first filter of a picture, if it writes the data in letters.
fn text_filter(entries: &[Object]) -> Option<TextFilter> {
    match picture_entry(entries, &[b"F", b"Filter"]).map(first_name)? {
        b"A85" | b"ASCII85Decode" => Some(TextFilter { name: b"ASCII85Decode", end_mark: b"~>" }),
        b"AHx" | b"ASCIIHexDecode" => Some(TextFilter { name: b"ASCIIHexDecode", end_mark: b">" }),
        _ => None,
    }
}

/// The text in a picture within a content, as it is and without the filters that write it in letters.
pub(super) fn picture_text(picture: &[u8]) -> String {
    let mut text = raw_text(picture);
    let mut lexer = Lexer::new(picture, 0);
    let mut entries = Vec::new();
    while let Some(Item::Value(value)) = lexer.next_item() {
        if entries.len() < MAX_PICTURE_ITEMS {
            text.push_str(TEXT_SEPARATOR);
            text.push_str(&strings::collect(&value));
            entries.push(value);
        }
    }
    let Some(TextFilter { name: filter, .. }) = text_filter(&entries) else { return text };
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", Object::Name(filter.to_vec()));
    let data = picture.get(lexer.position()..).unwrap_or_default();
    if let Ok(Decoded { content, .. }) = filters::decode(&dictionary, data, data.len().saturating_mul(4)) {
        text.push_str(TEXT_SEPARATOR);
        text.push_str(&raw_text(&content));
    }
    text
}

/// The value of a picture's entry, by its short or its long name.
fn picture_entry<'o>(entries: &'o [Object], names: &[&[u8]]) -> Option<&'o Object> {
    let is_key = |key: &Object| key.as_name().is_ok_and(|key| names.contains(&key));
    entries.chunks_exact(2).find(|entry| is_key(&entry[0])).map(|entry| &entry[1])
}

/// A name, or the first of several.
fn first_name(value: &Object) -> &[u8] {
    let first = match value {
        Object::Array(values) => values.first(),
        value => Some(value),
    };
    first.and_then(|value| value.as_name().ok()).unwrap_or_default()
}

/// The bytes of a picture's pixels, if they are stored as they are and their colors are simple.
fn picture_len(entries: &[Object]) -> Option<usize> {
    if picture_entry(entries, &[b"F", b"Filter"]).is_some() {
        return None;
    }
    let number = |names: &[&[u8]]| usize::try_from(picture_entry(entries, names)?.as_i64().ok()?).ok();
    let (width, height) = (number(&[b"W", b"Width"])?, number(&[b"H", b"Height"])?);
    let bits = if matches!(picture_entry(entries, &[b"IM", b"ImageMask"]), Some(Object::Boolean(true))) {
        1
    } else {
        let components = match picture_entry(entries, &[b"CS", b"ColorSpace"]).map(first_name)? {
            b"G" | b"DeviceGray" | b"I" | b"Indexed" => 1,
            b"RGB" | b"DeviceRGB" => 3,
            b"CMYK" | b"DeviceCMYK" => 4,
            _ => return None,
        };
        number(&[b"BPC", b"BitsPerComponent"])?.checked_mul(components)?
    };
    width.checked_mul(bits)?.div_ceil(8).checked_mul(height)
}
