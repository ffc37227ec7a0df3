//! Texts whose letters are written otherwise: in older encodings, or as numbers.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250};

use crate::documents::TEXT_SEPARATOR;
use crate::documents::pdf::CYRILLIC_ENCODINGS;
use crate::urls;

/// Encodings with Latin letters, besides that of older Windows programs.
const LATIN_ENCODINGS: [&Encoding; 2] = [MACINTOSH, WINDOWS_1250];

/// Digits of base64 that are decoded; fewer of them are a word.
const MIN_DIGITS: usize = 8;

/// Digits of a line in files that are nothing but base64; those of other files are shorter.
const LONG_LINE: usize = 60;

/// How documents and archives begin: zip files and office documents, PDFs, old office documents, gzip, 7-Zip and RAR.
const FILE_SIGNATURES: [&[u8]; 6] = [
    b"PK\x03\x04",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
];

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What a text says in older encodings; nobody knows in which one it is. None if it is in Unicode.
pub(super) fn old_readings(bytes: &[u8]) -> Vec<String> {
    if std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some() {
        return Vec::new();
    }
    let encodings = LATIN_ENCODINGS.into_iter().chain(CYRILLIC_ENCODINGS);
    encodings.map(|encoding| encoding.decode_without_bom_handling(bytes).0.into_owned()).collect()
}

/// A contact in which letters are numbers, such as `Ex=61mple` (RFC 2045); `None` if it has none.
pub(super) fn decode_quoted_printable(text: &str) -> Option<String> {
    if !text.to_ascii_uppercase().contains("QUOTED-PRINTABLE") {
        return None;
    }
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    Some(String::from_utf8(urls::decode_hex(&joined, b'=')).unwrap_or_else(|error| {
        // The letters of Windows-1252 are those of Latin-1 but for a few.
        error.into_bytes().into_iter().map(char::from).collect()
    }))
}

/// What stands in a text in base64 (RFC 4648).
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Base64Content {
    /// Texts, with a separator after each.
    pub(super) text: String,
    /// Everything else: most of it are words that happen to be such digits.
    pub(super) data: Vec<u8>,
    /// Whether a document or an archive stands in it, which only readers of its format can look through.
    pub(super) has_file: bool,
}

/// Decodes everything in a text that may be base64, line by line, and lines of nothing else together.
pub(super) fn decode_base64(text: &str) -> Base64Content {
    let mut content = Base64Content::default();
    let mut block = String::new();
    let mut lines_of_block = 0;
    for line in text.lines().map(str::trim).chain([""]) {
        line.split(|c| !is_digit(c)).for_each(|digits| content.add(digits));
        let digits = line.trim_end_matches('=');
        if !digits.is_empty() && digits.chars().all(is_digit) {
            block.push_str(digits);
            lines_of_block += 1;
            continue;
        }
        if lines_of_block > 1 {
            content.add(&block);
        }
        block.clear();
        lines_of_block = 0;
    }
    content
}

impl Base64Content {
    fn add(&mut self, digits: &str) {
        if digits.len() < MIN_DIGITS {
            return;
        }
        // One digit alone is less than a byte.
        let whole = digits.len() - usize::from(digits.len() % 4 == 1);
        let digits = digits[..whole].replace('-', "+").replace('_', "/");
        let Ok(decoded) = BASE64.decode(digits) else { return };
        self.has_file |= FILE_SIGNATURES.iter().any(|signature| decoded.starts_with(signature));
        match String::from_utf8(decoded) {
            Ok(text) if !text.contains(is_no_text) => self.text.extend([&text, TEXT_SEPARATOR]),
            Ok(text) => self.add_data(text.as_bytes()),
            Err(error) => self.add_data(error.as_bytes()),
        }
    }

    fn add_data(&mut self, data: &[u8]) {
        self.data.extend_from_slice(data);
        self.data.push(0);
    }
}

/// Whether a text is nothing but a file in base64 that is no text.
pub(super) fn is_base64_file(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let is_long = lines.peek().is_some_and(|line| line.len() >= LONG_LINE);
    // Check sums are digits, too.
    let has_letters = || text.contains(|c: char| is_digit(c) && !c.is_ascii_hexdigit());
    if !is_long || !has_letters() || !lines.all(|line| line.trim_end_matches('=').chars().all(is_digit)) {
        return false;
    }
    let digits: String = text.chars().filter(|c| is_digit(*c)).collect();
    let mut content = Base64Content::default();
    content.add(&digits);
    content.text.is_empty()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_')
}

fn is_no_text(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{IBM866, ISO_8859_5, KOI8_U, X_MAC_CYRILLIC};

    use super::*;

    #[test]
    fn letters_that_are_written_otherwise_are_found() {
        assert!(old_readings(b"Jos\x8e N\x9c\x96ez").contains(&"José Núñez".to_owned()));
        assert_eq!(old_readings("José".as_bytes()), Vec::<String>::new());
        let contact = "FN;ENCODING=QUOTED-PRINTABLE:Jordan Ex=61m=\nple=";
        let decoded = decode_quoted_printable(contact);
        assert_eq!(decoded.as_deref(), Some("FN;ENCODING=QUOTED-PRINTABLE:Jordan Example="));
        assert_eq!(decode_quoted_printable("a=61"), None);
        for encoding in [KOI8_U, ISO_8859_5, X_MAC_CYRILLIC, IBM866] {
            let bytes: Vec<u8> = (0x80..=0xff).filter(|byte| encoding.decode(&[*byte]).0 == "Ж").collect();
            assert_eq!(bytes.len(), 1, "{}", encoding.name());
            assert!(old_readings(&bytes).contains(&"Ж".to_owned()), "{}", encoding.name());
        }
    }

    #[test]
    fn base64_is_decoded_wherever_it_stands() {
        for text in [
            "Sm9yZGFuIEV4YW1wbGU=",
            "NOTE;ENCODING=b:Sm9yZGFuIEV4YW1wbGU=\nEND:VCARD",
            "url(data:text/plain;base64,Sm9yZGFuIEV4YW1wbGU)",
            "base64\n\nSm9yZGFuIEV\n4YW1wbGU=\n",
            "x\nSm9yZGFuIEV4YW1wbGU=",
        ] {
            assert!(decode_base64(text).text.contains("Jordan Example"), "{text}");
        }
        assert_eq!(decode_base64("No word of this is longer."), Base64Content::default());
        assert_eq!(decode_base64("containers").text, "");
    }

    #[test]
    fn a_document_in_a_text_is_known_by_its_beginning() {
        let file = |bytes: &[u8]| base64::prelude::BASE64_STANDARD.encode(bytes);
        for start in FILE_SIGNATURES {
            let packed = file(&[start, &[7; 90]].concat());
            let (first, rest) = packed.split_at(76);
            for text in [
                format!("The plan:\n\n{packed}\n"),
                format!("The plan:\n\n{first}\n{rest}\n\nEnd.\n"),
                format!("ATTACH;ENCODING=BASE64:{packed}"),
            ] {
                assert!(decode_base64(&text).has_file, "{text}");
            }
        }
        for text in ["The plan is done.", &file(b"Words about PK and %PDF-"), &file(b"\x89PNG\r\n\x1a\n")] {
            assert!(!decode_base64(text).has_file, "{text}");
        }
    }

    #[test]
    fn a_file_in_base64_is_known_from_lists_and_sums() {
        let packed = "iVBORw0KGgo".repeat(8);
        assert!(is_base64_file(&packed));
        assert!(is_base64_file(&format!("{packed}\n{packed}==\n")));
        for text in ["Words\nand\nothers\n", &"0a1b2c3d".repeat(8), &format!("Certificate:\n{packed}"), ""] {
            assert!(!is_base64_file(text), "{text}");
        }
        assert!(!is_base64_file(&"U29tZSB3b3Jk".repeat(6)));
    }
}
