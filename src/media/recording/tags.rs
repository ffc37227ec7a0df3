//! Tags before and after the sound of MP3, AAC and FLAC files: ID3v1, ID3v2, APE and Lyrics3.

use super::refusal;
use super::window::Window;

/// Where the ID3v2 tags at the beginning of a file end.
pub(super) fn end_of_leading(window: &mut Window<'_>) -> Result<u64, String> {
    let mut at = 0;
    while let Some(len) = id3_len(window, at)? {
        at += len;
    }
    // Some programs put zeros between the tag and the sound.
    while at > 0 && window.has(at, &[0]) {
        at += 1;
    }
    if at > window.len() { Err(refusal::incomplete()) } else { Ok(at) }
}

/// The length of the ID3v2 tag at an offset; `None` if there is none.
pub(super) fn id3_len(window: &mut Window<'_>, at: u64) -> Result<Option<u64>, String> {
    if !window.has(at, b"ID3") {
        return Ok(None);
    }
    let [_, _, _, _, _, flags, size @ ..] = window.array::<10>(at)?;
    if size.iter().any(|byte| byte & 0x80 != 0) {
        return Err(refusal::damaged());
    }
    let footer_len = if flags & 0x10 == 0 { 0 } else { 10 };
    Ok(Some(10 + syncsafe(size) + footer_len))
}

/// A number of which each byte has 7 bits.
fn syncsafe(bytes: [u8; 4]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 7 | u64::from(byte & 0x7f))
}

/// Where the tags at the end of a file begin.
pub(super) fn start_of_trailing(window: &mut Window<'_>, start: u64) -> Result<u64, String> {
    let mut end = window.len();
    while let Some(len) = trailing_len(window, end)? {
        end = end.checked_sub(len).filter(|end| *end >= start).ok_or_else(refusal::damaged)?;
    }
    Ok(end)
}

/// The length of the tag that ends at an offset.
fn trailing_len(window: &mut Window<'_>, end: u64) -> Result<Option<u64>, String> {
    let mut starts_with = |len: u64, bytes: &[u8]| end >= len && window.has(end - len, bytes);
    if starts_with(128, b"TAG") {
        return Ok(Some(if starts_with(355, b"TAG+") { 355 } else { 128 }));
    }
    if starts_with(32, b"APETAGEX") {
        let len = u64::from(window.u32_le(end - 20)?);
        let has_header = window.u32_le(end - 12)? & 0x8000_0000 != 0;
        return Ok(Some(len.max(32) + if has_header { 32 } else { 0 }));
    }
    if starts_with(10, b"3DI") {
        let size = window.array::<4>(end - 4)?;
        return Ok(Some(20 + syncsafe(size)));
    }
    if starts_with(9, b"LYRICS200") {
        let start = end.checked_sub(15).ok_or_else(refusal::damaged)?;
        let digits = window.get(start, 6)?;
        let len = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u64>().ok());
        return Ok(Some(len.ok_or_else(refusal::damaged)? + 15));
    }
    Ok(None)
}
