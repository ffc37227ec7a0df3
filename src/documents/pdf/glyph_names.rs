//! Letters by the names of glyphs, and the encodings that PDF names. The tables are those of lopdf.

use lopdf::{Dictionary, Document, Object};

/// The letters of the 256 codes of a font.
pub(super) type Encoding = Vec<Option<String>>;

/// An encoding by its name; `None` if PDF has none of this name.
pub(super) fn named_encoding(name: &[u8]) -> Option<Encoding> {
    const NAMES: [&[u8]; 4] =
        [b"MacExpertEncoding", b"MacRomanEncoding", b"StandardEncoding", b"WinAnsiEncoding"];
    let encoding = Object::Name(NAMES.into_iter().find(|known| *known == name)?.to_vec());
    let mut letters: Encoding = (0..=255).map(|code| decode(encoding.clone(), code)).collect();
    if name == b"WinAnsiEncoding" || name == b"MacRomanEncoding" {
        // These codes have no glyph of their own and are shown as those that look the same.
        letters[0xa0] = if name[0] == b'W' { Some(" ".to_owned()) } else { letters[0xa0].take() };
        letters[0xad] = if name[0] == b'W' { Some("-".to_owned()) } else { letters[0xad].take() };
    }
    Some(letters)
}

/// The letters that a glyph's name stands for (Adobe Glyph List Specification, 2): `A`, `f_i`, `uni0041`, `a.alt`.
pub(super) fn glyph_text(name: &[u8]) -> Option<String> {
    let name = str::from_utf8(name).ok()?;
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    base.split('_').map(component_text).collect()
}

/// The letter of a glyph that TeX names by its code, such as `a97`: its bitmap fonts have the letters of ASCII, ligatures, and
/// in newer ones those of Latin-1.
pub(super) fn numbered_text(name: &[u8], code: usize) -> Option<String> {
    let number = str::from_utf8(name.strip_prefix(b"a")?).ok()?;
    number.parse().is_ok_and(|number: usize| number == code).then_some(())?;
    let text = match u8::try_from(code).ok()? {
        11 => "ff",
        12 => "fi",
        13 => "fl",
        14 => "ffi",
        15 => "ffl",
        0xd7 | 0xdf | 0xf7 | 0xff => return None,
        letter @ (b'!'..=b'~' | 0xc0..) => return Some(char::from(letter).to_string()),
        // Among them accents, which stand before their letters.
        _ => return None,
    };
    Some(text.to_owned())
}

fn component_text(name: &str) -> Option<String> {
    let hexadecimal = |digits: &str| {
        let is_code = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_code.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
    };
    let mut names = Object::Array(vec![0.into(), Object::Name(name.as_bytes().to_vec())]);
    let mut encoding = Dictionary::new();
    encoding.set("Differences", std::mem::replace(&mut names, Object::Null));
    if let Some(text) = decode(Object::Dictionary(encoding), 0) {
        return Some(text);
    }
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len().is_multiple_of(4)) {
        let digits: Vec<char> = digits.chars().collect();
        return digits.chunks(4).map(|code| hexadecimal(&code.iter().collect::<String>())).collect();
    }
    name.strip_prefix('u').and_then(hexadecimal).map(String::from)
}

fn decode(encoding: Object, code: u8) -> Option<String> {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    let text = font.get_font_encoding(&Document::new()).ok()?.bytes_to_string(&[code]).ok()?;
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_known_by_the_names_of_their_glyphs() {
        for (name, text) in [
            ("A", Some("A")),
            ("eacute", Some("é")),
            ("f_i", Some("fi")),
            ("uni00410042", Some("AB")),
            ("u1F600", Some("😀")),
            ("a.alt", Some("a")),
            ("g12", None),
            (".notdef", None),
            ("union", Some("∪")),
        ] {
            assert_eq!(glyph_text(name.as_bytes()).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn encodings_are_known_by_their_names() {
        let letters = named_encoding(b"WinAnsiEncoding").unwrap_or_default();
        assert_eq!(letters[0x80].as_deref(), Some("€"));
        assert_eq!(letters[0x41].as_deref(), Some("A"));
        assert!(named_encoding(b"Identity-H").is_none());
    }
}
