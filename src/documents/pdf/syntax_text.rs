//! The strings in text that is written in the syntax of PDF or PostScript, where letters may be numbers.

use lopdf::{Object, StringFormat};
use memchr::memmem;

use super::lexer::{Item, Lexer};
use super::raw_text::{is_text, raw_text};
use super::strings;
use crate::documents::content::TEXT_SEPARATOR;

/// Bytes of a string in hexadecimal digits that is more than a code of a font.
const MIN_STRING_BYTES: usize = 4;

/// The strings and names in data that is a text; `None` if they nest too deeply. Empty for other data.
pub(super) fn syntax_text(data: &[u8]) -> Option<String> {
    let mut text = String::new();
    if !is_text(data) && memmem::find(data, b"begincmap").is_none() {
        return Some(text);
    }
    let mut lexer = Lexer::new(data, 0);
    while let Some(item) = lexer.next_item() {
        if let Item::Value(value) = item {
            append_value(&value, &mut text);
        }
        lexer.reset_limit();
    }
    (!lexer.is_exceeded()).then_some(text)
}

fn append_value(value: &Object, text: &mut String) {
    match value {
        Object::String(bytes, StringFormat::Hexadecimal) if bytes.len() >= MIN_STRING_BYTES => {
            text.push_str(&raw_text(bytes));
            text.push_str(TEXT_SEPARATOR);
        }
        Object::String(bytes, StringFormat::Literal) => {
            text.push_str(&strings::decode_bytes(bytes));
            text.push_str(TEXT_SEPARATOR);
        }
        Object::Array(values) => values.iter().for_each(|value| append_value(value, text)),
        Object::Dictionary(entries) => {
            for (key, value) in entries {
                append_value(&Object::Name(key.clone()), text);
                append_value(value, text);
            }
        }
        Object::Name(name) => {
            let name = strings::name_text(name);
            if !name.is_empty() {
                text.push_str(&name);
                text.push_str(TEXT_SEPARATOR);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_written_as_numbers_are_read() {
        for text in
            ["<4a6f7264616e> pop", "[<< /A <004a006f007200640061006e> >>]", "(Jor\\144an) pop", "/Jor#64an"]
        {
            assert!(syntax_text(text.as_bytes()).unwrap().contains("Jordan"), "{text}");
        }
        assert_eq!(syntax_text("[".repeat(100).as_bytes()), None);
    }
}
