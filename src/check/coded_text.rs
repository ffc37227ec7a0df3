//! Texts whose letters are written otherwise: in older encodings, or as numbers.

use encoding_rs::{Encoding, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251};

use crate::urls;

/// Encodings of texts that are neither UTF-8 nor UTF-16, besides that of older Windows programs.
const OLD_ENCODINGS: [&Encoding; 4] = [MACINTOSH, KOI8_R, WINDOWS_1250, WINDOWS_1251];

/// What a text says in older encodings; nobody knows in which one it is. None if it is in Unicode.
pub(super) fn old_readings(bytes: &[u8]) -> Vec<String> {
    if std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some() {
        return Vec::new();
    }
    OLD_ENCODINGS.iter().map(|encoding| encoding.decode_without_bom_handling(bytes).0.into_owned()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_written_otherwise_are_found() {
        assert!(old_readings(b"Jos\x8e N\x9c\x96ez").contains(&"José Núñez".to_owned()));
        assert_eq!(old_readings("José".as_bytes()), Vec::<String>::new());
        let contact = "FN;ENCODING=QUOTED-PRINTABLE:Jordan Ex=61m=\nple=";
        let decoded = decode_quoted_printable(contact);
        assert_eq!(decoded.as_deref(), Some("FN;ENCODING=QUOTED-PRINTABLE:Jordan Example="));
        assert_eq!(decode_quoted_printable("a=61"), None);
    }
}
