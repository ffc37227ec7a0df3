//! Boxes of MP4 files: each begins with its length and four letters.

use std::ops::Range;

use super::refusal;
use super::window::Window;

/// A box: its kind, where it begins, and its content.
#[derive(Clone, Debug)]
pub(super) struct Mp4Box {
    pub(super) kind: [u8; 4],
    pub(super) start: u64,
    pub(super) content: Range<u64>,
}

/// The first box in a range; `None` if what is left is too short for one.
pub(super) fn next_box(window: &mut Window<'_>, range: Range<u64>) -> Result<Option<Mp4Box>, String> {
    if range.end.saturating_sub(range.start) < 8 {
        return Ok(None);
    }
    let start = range.start;
    let short_len = window.u32_be(start)?;
    let kind = window.array(start + 4)?;
    let (header_len, len) = match short_len {
        0 => (8, range.end - start),
        1 => (16, window.array(start + 8).map(u64::from_be_bytes)?),
        len => (8, u64::from(len)),
    };
    let end = start.checked_add(len).filter(|end| len >= header_len && *end <= range.end);
    let end = end.ok_or_else(refusal::incomplete)?;
    Ok(Some(Mp4Box { kind, start, content: start + header_len..end }))
}

/// The box at a path within another; an error if there are two, because programs differ in which one they take.
pub(super) fn find_box(
    window: &mut Window<'_>,
    within: Range<u64>,
    path: &[&[u8; 4]],
) -> Result<Option<Mp4Box>, String> {
    let Some((kind, rest)) = path.split_first() else { return Ok(None) };
    let mut at = within.start;
    let mut first = None;
    while let Some(found) = next_box(window, at..within.end)? {
        at = found.content.end;
        if found.kind == **kind && first.replace(found).is_some() {
            return Err(refusal::damaged());
        }
    }
    match first {
        Some(found) if !rest.is_empty() => find_box(window, found.content, rest),
        first => Ok(first),
    }
}
