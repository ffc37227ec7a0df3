//! The strings of objects: whatever a viewer or a program may show of them.

use lopdf::{Object, decode_text_string};

use crate::documents::content::TEXT_SEPARATOR;

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
                    // Colors, not text.
                    (b"ID" | b"Lookup" | b"Panose" | b"CheckSum", _) => continue,
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
    fn strings_are_decoded_in_every_encoding() {
        for bytes in
            [b"\xfe\xff\0J\0\xe4".as_slice(), b"\xff\xfeJ\0\xe4\0", b"\xef\xbb\xbfJ\xc3\xa4", b"J\xe4"]
        {
            assert_eq!(decode_bytes(bytes), "Jä");
        }
    }
}
