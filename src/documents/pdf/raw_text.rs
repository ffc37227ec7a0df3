//! The text in data that no reader here understands.

use std::array;
use std::sync::LazyLock;

use encoding_rs::{
    Encoding, IBM866, ISO_8859_5, KOI8_U, MACINTOSH, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

use super::strings;
use crate::documents::content::TEXT_SEPARATOR;

/// Letters side by side; fewer of them stand in any data by chance.
const MIN_RUN: usize = 6;

/// Encodings of Cyrillic letters; KOI8-U has all those of KOI8-R.
pub const CYRILLIC_ENCODINGS: [&Encoding; 5] = [KOI8_U, WINDOWS_1251, ISO_8859_5, X_MAC_CYRILLIC, IBM866];

/// The last letter that is looked for in UTF-16: those of all languages but East Asia's, whose letters most pairs of bytes
/// are.
const MAX_WIDE_LETTER: u16 = 0x1fff;

/// Whether data has no control characters but white space.
pub(super) fn is_text(data: &[u8]) -> bool {
    data.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace())
}

/// The text in data: all of it if it is text, and otherwise what stands side by side in UTF-8 or UTF-16, and words with
/// accents in Windows-1252 or Mac Roman or with Cyrillic letters in older encodings.
pub fn raw_text(data: &[u8]) -> String {
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
    for encoding in &*SINGLE_BYTE_ENCODINGS {
        append_words(data, encoding, &mut text);
    }
    text
}

/// An encoding in which each byte is a character.
struct SingleByteEncoding {
    encoding: &'static Encoding,
    /// Whether a byte is a letter, or stands between the letters of words.
    is_in_words: [bool; 256],
    /// Whether a run of letters is likely to be words, and not chance.
    looks_like_words: fn(&str) -> bool,
}

impl SingleByteEncoding {
    fn new(encoding: &'static Encoding, looks_like_words: fn(&str) -> bool) -> Self {
        let is_in_words = array::from_fn(|byte| {
            let byte = [u8::try_from(byte).unwrap_or_default()];
            let (letter, _) = encoding.decode_without_bom_handling(&byte);
            letter.chars().all(|letter| letter.is_alphabetic() || " '-.,\u{2019}".contains(letter))
        });
        Self { encoding, is_in_words, looks_like_words }
    }
}

static SINGLE_BYTE_ENCODINGS: LazyLock<Vec<SingleByteEncoding>> = LazyLock::new(|| {
    let latin = [WINDOWS_1252, MACINTOSH].map(|encoding| SingleByteEncoding::new(encoding, has_few_accents));
    let cyrillic = CYRILLIC_ENCODINGS.map(|encoding| SingleByteEncoding::new(encoding, is_cyrillic));
    latin.into_iter().chain(cyrillic).collect()
});

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

/// Adds words side by side in an encoding, if they look like words in it.
fn append_words(data: &[u8], encoding: &SingleByteEncoding, text: &mut String) {
    for run in data.split(|byte| !encoding.is_in_words[usize::from(*byte)]) {
        if run.len() < MIN_RUN {
            continue;
        }
        let (words, _) = encoding.encoding.decode_without_bom_handling(run);
        if (encoding.looks_like_words)(&words) {
            text.push_str(&words);
            text.push_str(TEXT_SEPARATOR);
        }
    }
}

/// Whether some letters have accents, and most have none.
fn has_few_accents(words: &str) -> bool {
    let accented = words.chars().filter(|letter| !letter.is_ascii()).count();
    (1..=words.chars().count() / 3).contains(&accented)
}

/// Whether most letters are Cyrillic.
fn is_cyrillic(words: &str) -> bool {
    let cyrillic = words.chars().filter(|letter| matches!(letter, '\u{400}'..='\u{4ff}')).count();
    cyrillic * 3 >= words.chars().count() * 2
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
        for encoding in [WINDOWS_1251, ISO_8859_5, IBM866] {
            let name = encoding.encode("Андрей Соколов").0;
            assert!(raw_text(&[b"\x01\xff\0", &*name, b"\0\x02"].concat()).contains("Андрей Соколов"));
        }
        for name in [
            b"\xe1\xce\xc4\xd2\xc5\xca \xf3\xcf\xcb\xcf\xcc\xcf\xd7",
            b"\x80\xed\xe4\xf0\xe5\xe9 \x91\xee\xea\xee\xeb\xee\xe2",
        ] {
            assert!(raw_text(&[b"\x01\xff\0", &name[..], b"\0\x02"].concat()).contains("Андрей Соколов"));
        }
        assert_eq!(raw_text(b"\x01\xe9\xe8\xeb1\xe9\xe8\xeb\x02"), "");
    }
}
