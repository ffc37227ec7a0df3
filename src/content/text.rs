//! Decodes file contents to text, and converts positions within it.

use std::borrow::Cow;
use std::ops::Range;

use super::encoding::{SAVE_AS_UTF8, describe_not_utf8, to_certain_utf8};
use crate::diagnostic::Problem;

/// First bytes of files that are no text, and what they are.
const BINARY_FORMATS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "a Word document or another packed file"),
    (b"\xD0\xCF\x11\xE0", "an old Word document"),
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
];

/// Decodes UTF-8, or UTF-16 with a byte order mark; strips the mark, and converts CRLF and CR line endings to LF.
///
/// # Errors
/// When the bytes are neither, or contain a NUL byte; the message says on which line, or what the file is instead.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    if let Some((_, format)) = BINARY_FORMATS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Problem::new(
            format!("this is {format}, not a text file, whatever its name says"),
            "open it in its own program, copy the text into a new file in Notepad, and save that with the encoding UTF-8; \
             or move the file to `content/files/` under its real name and link to it",
        ));
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_be_bytes)?),
        _ => Cow::Borrowed(
            std::str::from_utf8(bytes).map_err(|error| describe_not_utf8(bytes, error.valid_up_to()))?,
        ),
    };
    if let Some(offset) = text.find('\0') {
        // Every other byte of a text in UTF-16 is a NUL, if its letters are those of English.
        if text.matches('\0').count() * 3 > text.len() {
            return Err(Problem::new("the file is UTF-16", SAVE_AS_UTF8));
        }
        return Err(Problem::new(
            format!("byte {offset} is a NUL character, which a text file can't contain"),
            "open the file in an editor and delete it, or check that it really is a text file",
        ));
    }
    Ok(match text {
        Cow::Borrowed(text) => normalize_line_ends(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Cow::Owned(text) => Cow::Owned(normalize_line_ends(&text).into_owned()),
    })
}

/// Decodes as [`decode`] does, and also Windows-1252 where every letter is certain.
///
/// # Errors
/// As [`decode`].
pub fn decode_any(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    decode(bytes).or_else(|problem| match to_certain_utf8(bytes) {
        Some(text) => Ok(Cow::Owned(normalize_line_ends(&text).into_owned())),
        None => Err(problem),
    })
}

fn normalize_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().copied().map(unit)).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or_else(|| {
        Problem::new("the file starts as UTF-16 and continues as something else", SAVE_AS_UTF8)
    })
}

/// Line and column of a byte offset, both counted from 1; columns count characters, not bytes.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = floor_char_boundary(text, offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The words of a text with one space between each two.
pub fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Clamps a byte range to the text and to character boundaries, so that slicing with it cannot panic.
pub fn clamp_range(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = floor_char_boundary(text, range.start);
    let end = floor_char_boundary(text, range.end.max(start));
    start..end
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
