//! The text in data that no reader here understands.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

use super::strings;
use crate::documents::content::TEXT_SEPARATOR;

/// Letters side by side; fewer of them stand in any data by chance.
const MIN_RUN: usize = 6;

/// The last letter that is looked for in UTF-16: those of all languages but East Asia's, whose letters most pairs of bytes
/// are.
const MAX_WIDE_LETTER: u16 = 0x1fff;

/// Whether data has none of the bytes that no text has.
pub(super) fn is_text(data: &[u8]) -> bool {
    data.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace())
}

/// The text in data: all of it if it is text, and otherwise what stands side by side in UTF-8 or UTF-16, and words with
/// accents in Windows-1252 or Mac Roman.
pub(super) fn raw_text(data: &[u8]) -> String {
    let is_wide = data.starts_with(&[0xfe, 0xff]) || data.starts_with(&[0xff, 0xfe]);
    if !is_wide && is_text(data) {
        return strings::decode_bytes(data);
    }
    let mut text = String::new();
    // The first two bytes of other data are the same by chance, so the rest is searched, too.
    if is_wide {
        text = strings::decode_bytes(data) + TEXT_SEPARATOR;
    }
    let chunks = data.utf8_chunks();
    append_runs(chunks.flat_map(|chunk| chunk.valid().chars().chain(['\0'])), &mut text);
    for start in 0..2 {
        let pairs = || data.get(start..).unwrap_or_default().as_chunks::<2>().0.iter();
        append_runs(pairs().map(|pair| wide_letter(u16::from_be_bytes(*pair))), &mut text);
        append_runs(pairs().map(|pair| wide_letter(u16::from_le_bytes(*pair))), &mut text);
    }
    append_accented_words(data, WINDOWS_1252, &mut text);
    append_accented_words(data, MACINTOSH, &mut text);
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

/// Adds words side by side some of whose letters have accents. Any byte is some letter, so most of them have to be others.
fn append_accented_words(data: &[u8], encoding: &'static Encoding, text: &mut String) {
    let (letters, _) = encoding.decode_without_bom_handling(data);
    let is_in_words = |letter: char| letter.is_alphabetic() || " '-.,\u{2019}".contains(letter);
    for run in letters.split(|letter| !is_in_words(letter)) {
        let (count, accented) =
            (run.chars().count(), run.chars().filter(|letter| !letter.is_ascii()).count());
        if count >= MIN_RUN && (1..=count / 3).contains(&accented) {
            text.push_str(run);
            text.push_str(TEXT_SEPARATOR);
        }
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
        for data in [b"\xfe\xff\x01\x02Jordan\x02".as_slice(), b"\xff\xfe\x01Jordan"] {
            assert!(raw_text(data).contains("Jordan"), "{data:?}");
        }
    }

    #[test]
    fn letters_beyond_ascii_within_data_are_found() {
        for name in ["Zoë Miller", "Γιώργος", "Андрей", "ירושלים", "Nguyễn"] {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(raw_text(&[&[1, 2, 0xff], &wide[..]].concat()).contains(name), "{name}");
        }
        for data in [b"\x01\xffZo\xeb Miller\x02", b"\x01\xffZo\x91 Miller\x02"] {
            assert!(raw_text(data).contains("Zoë Miller"), "{data:?}");
        }
        assert_eq!(raw_text(b"\x01\xe9\xe8\xeb\xe9\xe8\xeb\x02"), "");
    }
}
