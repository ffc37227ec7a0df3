//! Numbers and tables of font files (TrueType, OpenType), all big-endian.

use std::ops::Range;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The number of tables that the directory at the beginning lists.
pub(super) fn table_count(font: &[u8]) -> Option<usize> {
    u16_at(font, 4).map(usize::from)
}

/// Where the directory of tables ends.
pub(super) fn directory_end(count: usize) -> usize {
    12 + 16 * count
}

/// Name and place of a table; the place may lie outside of the font.
pub(super) fn table_at(font: &[u8], index: usize) -> Option<([u8; 4], Range<usize>)> {
    let entry = font.get(directory_end(index)..directory_end(index + 1))?;
    let start = u32_at(entry, 8)? as usize;
    Some((*entry.first_chunk()?, start..start.checked_add(u32_at(entry, 12)? as usize)?))
}
