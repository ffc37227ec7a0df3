//! Bytes become text, or a clear word on why they cannot.

use std::borrow::Cow;
use std::ops::Range;

/// Why bytes are no text that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotText {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

/// Decodes UTF-8, takes away a byte order mark and turns CRLF and CR into LF.
///
/// # Errors
/// When the bytes are not UTF-8 (with the offset of the first bad byte) or hold a NUL.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    const SAVE: &str = "save the file as UTF-8 in your editor";
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(NotText { message: "the file is UTF-16".to_owned(), help: SAVE });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        NotText { message: format!("byte {at} (0x{:02X}) is not valid UTF-8", bytes[at]), help: SAVE }
    })?;
    if let Some(at) = text.find('\0') {
        return Err(NotText {
            message: format!("byte {at} is a NUL, which no text holds"),
            help: "open the file in an editor and delete it, or check that it is a text at all",
        });
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Ok(if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    })
}

/// Line and column of a byte, both from 1; columns count characters.
pub fn line_column(text: &str, at: usize) -> (usize, usize) {
    let at = floor_boundary(text, at);
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// A range that is safe to slice with: within the text, on character boundaries.
pub fn clamp(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = floor_boundary(text, range.start);
    let end = floor_boundary(text, range.end.max(start));
    start..end
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
