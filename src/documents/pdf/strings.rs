//! The strings of objects: whatever a viewer or a program may show of them.

use std::collections::BTreeSet;

use lopdf::{Object, decode_text_string};

use crate::documents::content::TEXT_SEPARATOR;

/// Bytes of a name that says something.
const MIN_NAME_BYTES: usize = 3;

/// Keywords of PDF, and fonts of programs, with a word that is a name of people, too.
const KEYWORDS: [&[u8]; 30] = [
    b"Art",
    b"ArtBox",
    b"Bead",
    b"Dash",
    b"Georgia",
    b"Georgia-Bold",
    b"Gray",
    b"Ink",
    b"InkList",
    b"Mark",
    b"MarkInfo",
    b"MarkStyle",
    b"Marked",
    b"Max",
    b"MaxLen",
    b"Page",
    b"PageElement",
    b"PageLabel",
    b"PageLabels",
    b"PageLayout",
    b"PageMode",
    b"Pages",
    b"RichMedia",
    b"Root",
    b"Ruby",
    b"RubyAlign",
    b"RubyPosition",
    b"Stamp",
    b"Times-Bold",
    b"Times-Roman",
];

/// A text string, in whatever encoding it is; `None` for other values.
pub(super) fn decode_string(value: &Object) -> Option<String> {
    Some(decode_bytes(value.as_str().ok()?))
}

/// Decodes UTF-16 and UTF-8, and PDFDocEncoding if it is neither.
pub(super) fn decode_bytes(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => match str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => decode_text_string(&Object::string_literal(bytes)).unwrap_or_default(),
        },
    }
}

/// All strings in a value, also names that are no keyword of PDF, as one text.
pub(super) fn collect(value: &Object) -> String {
    let mut text = String::new();
    append(value, &mut text);
    text
}

fn append(value: &Object, text: &mut String) {
    match value {
        Object::String(bytes, _) => append_text(&decode_bytes(bytes), text),
        Object::Name(name) => append_name(name, text),
        Object::Array(values) => values.iter().for_each(|value| append(value, text)),
        Object::Dictionary(entries) => {
            for (key, value) in entries {
                match (key.as_slice(), value) {
                    // Names of places to jump to.
                    (b"Dests", Object::Dictionary(places)) => {
                        places.iter().for_each(|(name, _)| append_text(&decode_bytes(name), text));
                    }
                    (key, _) => append_name(key, text),
                }
                append(value, text);
            }
        }
        _ => {}
    }
}

/// Keywords are words of ASCII letters; whatever else somebody wrote themselves.
fn append_name(name: &[u8], text: &mut String) {
    if name.iter().any(|byte| !byte.is_ascii() || matches!(byte, b' ' | b'_')) {
        append_text(&decode_bytes(name), text);
    }
}

/// Adds all names in a value, keys included.
pub(super) fn add_names(value: &Object, names: &mut BTreeSet<Vec<u8>>) {
    match value {
        Object::Name(name) if !names.contains(name) => drop(names.insert(name.clone())),
        Object::Array(values) => values.iter().for_each(|value| add_names(value, names)),
        Object::Dictionary(entries) => {
            for (key, value) in entries {
                if !names.contains(key) {
                    names.insert(key.clone());
                }
                add_names(value, names);
            }
        }
        _ => {}
    }
}

/// What a name says, as it is and with spaces between the words that it is made of; empty for keywords.
pub(super) fn name_text(name: &[u8]) -> String {
    if name.len() < MIN_NAME_BYTES || KEYWORDS.contains(&name) {
        return String::new();
    }
    let written = decode_bytes(name);
    let mut spaced = String::new();
    let mut is_small = false;
    for letter in written.chars() {
        if is_small && letter.is_uppercase() {
            spaced.push(' ');
        }
        is_small = letter.is_lowercase();
        spaced.push(if letter.is_alphanumeric() || letter == '\'' { letter } else { ' ' });
    }
    if spaced == written { written } else { format!("{written}{TEXT_SEPARATOR}{spaced}") }
}

fn append_text(part: &str, text: &mut String) {
    if part.trim().is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str(TEXT_SEPARATOR);
    }
    text.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_word_by_word_but_keywords_are_not() {
        assert_eq!(name_text(b"JordanExample"), "JordanExample \u{b6} Jordan Example");
        assert_eq!(name_text(b"Jordan-Example"), "Jordan-Example \u{b6} Jordan Example");
        assert_eq!(name_text(b"Jordan"), "Jordan");
        assert_eq!(name_text(b"MarkInfo"), "");
    }

    #[test]
    fn strings_are_decoded_in_every_encoding() {
        for bytes in
            [b"\xfe\xff\0J\0\xe4".as_slice(), b"\xff\xfeJ\0\xe4\0", b"\xef\xbb\xbfJ\xc3\xa4", b"J\xe4"]
        {
            assert_eq!(decode_bytes(bytes), "Jä");
        }
    }
}
