//! Files in Windows-1252, as older Windows programs save them (“ANSI”): what they say, and when that is certain.

use encoding_rs::WINDOWS_1252;

use crate::diagnostic::Problem;

/// How people who use Windows save a file so that it can be read.
pub(super) const SAVE_AS_UTF8: &str = "open the file in Notepad, choose File > Save as, set “Encoding” to “UTF-8”, and save it under the same name";

/// Characters around the first byte that is not UTF-8 which a message quotes.
const CONTEXT_CHARS: usize = 20;

/// The problem of a file that is not UTF-8, with the line of the byte at `offset`, the first that is not, and the text
/// around it.
pub(super) fn describe_not_utf8(bytes: &[u8], offset: usize) -> Problem {
    let line = 1 + count_line_ends(&bytes[..offset]);
    // Each byte is one character.
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(line_around(bytes, offset));
    let start = (offset - line_start(bytes, offset)).saturating_sub(CONTEXT_CHARS);
    let around: String = text.chars().skip(start).take(2 * CONTEXT_CHARS).collect();
    let around = around.trim().replace('`', "'").replace(char::is_control, "?");
    let place = format!("see line {line}, `{around}`");
    if has_utf8_letters(bytes) {
        return Problem::new(
            format!("part of the file is UTF-8 and part of it Windows-1252: {place}"),
            "retype that line in an editor that saves as UTF-8",
        );
    }
    if !bytes.iter().all(|byte| is_defined(*byte)) {
        return Problem::new(format!("the file is not UTF-8: {place}"), SAVE_AS_UTF8);
    }
    Problem::new(format!("the file is saved as Windows-1252, not as UTF-8: {place}"), SAVE_AS_UTF8)
}

/// The text of a file in Windows-1252, if no other reading is likely: every mark stands where such a mark belongs, and
/// every letter has the same byte in the encodings of Central Europe and Turkey.
pub(super) fn to_certain_utf8(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() || has_utf8_letters(bytes) || bytes.contains(&0) {
        return None;
    }
    let is_certain = (0..bytes.len()).filter(|at| !bytes[*at].is_ascii()).all(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        is_certain_byte(before, bytes[at], after)
    });
    is_certain.then(|| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
}

fn is_certain_byte(before: u8, byte: u8, after: u8) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xC0;
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    match byte {
        // A no-break space; an ellipsis after a word. Within a word, these and all below are letters on old Macs or in DOS.
        0xA0 => !is_letter(before) || !is_letter(after),
        0x85 => before.is_ascii() && !is_letter(after),
        // Quotation marks that open, and those that close.
        0x91 | 0x93 | 0xAB => !is_letter(before) && before < 0x80 && after.is_ascii(),
        0x94 | 0xBB => !is_space(before) && before.is_ascii() && !is_letter(after),
        // In a word, an apostrophe is certain only in the endings of English.
        0x92 => !is_space(before) && before.is_ascii() && (!is_letter(after) || b"stdmrvl".contains(&after)),
        0x96 | 0x97 => {
            is_space(before) && is_space(after) || before.is_ascii_digit() && after.is_ascii_digit()
        }
        // Letters: two of them in a row are more likely Cyrillic or Greek; a capital follows no small letter.
        0xC1 | 0xC4 | 0xC7 | 0xC9 | 0xCB | 0xCD | 0xD3 | 0xD6 | 0xDA | 0xDC => {
            (is_space(before) || before.is_ascii_uppercase()) && after.is_ascii_alphabetic()
        }
        0xDF | 0xE2 | 0xE4 | 0xE7 | 0xE9 | 0xEB | 0xED | 0xEE | 0xF3 | 0xF4 | 0xF6 | 0xFA | 0xFC => {
            before.is_ascii() && after.is_ascii()
        }
        _ => false,
    }
}

/// Whether Windows-1252 has a character for a byte.
fn is_defined(byte: u8) -> bool {
    !matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
}

/// Whether some letters beyond ASCII are UTF-8: then the file holds two encodings.
fn has_utf8_letters(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn count_line_ends(bytes: &[u8]) -> usize {
    let ends = bytes.iter().enumerate();
    ends.filter(|(at, byte)| **byte == b'\n' || **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')).count()
}

fn line_start(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1)
}

fn line_around(bytes: &[u8], offset: usize) -> &[u8] {
    let rest = &bytes[offset..];
    let end =
        rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(bytes.len(), |at| offset + at);
    &bytes[line_start(bytes, offset)..end]
}
