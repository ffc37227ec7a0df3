//! Decodes file contents to text, and converts positions within it.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Problem;

/// Decodes UTF-8, strips a byte order mark, and converts CRLF and CR line endings to LF.
///
/// # Errors
/// When the bytes are UTF-16, are not valid UTF-8 (the message gives the offset of the first bad byte), or contain a
/// NUL byte.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    const SAVE_AS_UTF8: &str = "save the file as UTF-8 in your editor";
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::new("the file is UTF-16", SAVE_AS_UTF8));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let message = format!("byte {offset} (0x{:02X}) is not valid UTF-8", bytes[offset]);
        Problem::new(message, SAVE_AS_UTF8)
    })?;
    if let Some(offset) = text.find('\0') {
        return Err(Problem::new(
            format!("byte {offset} is a NUL, which no text holds"),
            "open the file in an editor and delete it, or check that it is a text at all",
        ));
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Ok(if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    })
}

/// Line and column of a byte offset, both counted from 1; columns count characters, not bytes.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = floor_char_boundary(text, offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
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
