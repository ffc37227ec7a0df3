//! The text in data that no reader here understands.

use super::strings;
use crate::documents::content::TEXT_SEPARATOR;

/// Letters side by side; fewer of them stand in any data by chance.
const MIN_RUN: usize = 6;

/// The last letter that is looked for in UTF-16: those of the languages of Europe. Pairs of bytes are some letter of East Asia
/// more often than not.
const MAX_WIDE_LETTER: u16 = 0x024f;

/// The text in data: all of it if it is text, and otherwise what stands side by side in UTF-8 or UTF-16.
pub(super) fn raw_text(data: &[u8]) -> String {
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | 12 | b'\r');
    if data.iter().all(is_text) || data.starts_with(&[0xfe, 0xff]) || data.starts_with(&[0xff, 0xfe]) {
        return strings::decode_bytes(data);
    }
    let mut text = String::new();
    let chunks = data.utf8_chunks();
    append_runs(chunks.flat_map(|chunk| chunk.valid().chars().chain(['\0'])), &mut text);
    for start in 0..2 {
        let pairs = || data.get(start..).unwrap_or_default().as_chunks::<2>().0.iter();
        append_runs(pairs().map(|pair| wide_letter(u16::from_be_bytes(*pair))), &mut text);
        append_runs(pairs().map(|pair| wide_letter(u16::from_le_bytes(*pair))), &mut text);
    }
    text
}

fn wide_letter(unit: u16) -> char {
    char::from_u32(u32::from(unit)).filter(|_| unit <= MAX_WIDE_LETTER).unwrap_or('\0')
}

fn append_runs(letters: impl Iterator<Item = char>, text: &mut String) {
    let mut start = text.len();
    let mut count = 0;
    for letter in letters.chain(['\0']) {
        if !letter.is_control() {
            text.push(letter);
            count += 1;
            continue;
        }
        if count >= MIN_RUN {
            text.push_str(TEXT_SEPARATOR);
            start = text.len();
        }
        text.truncate(start);
        count = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_within_data_is_found_in_every_encoding() {
        let wide: Vec<u8> = "Jordan".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for data in [
            b"Jordan".to_vec(),
            b"\x01\xffJordan\x02".to_vec(),
            [&[0xfe, 0xff], &wide[..]].concat(),
            [&[1, 2, 3], &wide[..]].concat(),
            [&[9, 200], &wide[..]].concat(),
        ] {
            assert!(raw_text(&data).contains("Jordan"), "{data:?}");
        }
        assert_eq!(raw_text(b"\x01abc\x02\xff"), "");
    }
}
