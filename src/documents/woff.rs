//! Fonts packed for the web (WOFF, version 1). <https://www.w3.org/TR/WOFF/>

use std::ops::Range;

use flate2::read::ZlibDecoder;

use super::budget::Budget;
use super::font;
use super::sfnt::{directory_end, u16_at, u32_at};

/// What each WOFF file begins with.
pub(super) const SIGNATURE: &[u8] = b"wOFF";

/// Lengths of the header, and of an entry in the directory of tables that follows it.
const HEADER_LEN: usize = 44;
const ENTRY_LEN: usize = 20;

/// The end of the header, which says where other data is: zeros if there is none.
const OTHER_DATA: Range<usize> = 24..HEADER_LEN;

/// An entry in the directory of tables.
struct PackedTable<'a> {
    entry: &'a [u8],
    /// Where its bytes are; the place may lie outside of the file.
    place: Range<usize>,
    /// Its length once it is unpacked.
    len: usize,
}

/// The tables of a WOFF file as a font.
///
/// # Errors
/// When it is damaged, too large, or contains data besides the font, as the end of a sentence.
pub(super) fn unpack(name: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, String> {
    let damaged = || format!("the font `{name}` in it is damaged");
    let has_other_data = || format!("the font `{name}` in it contains data besides the font");
    let header = bytes.get(..HEADER_LEN).ok_or_else(damaged)?;
    let tables = read_directory(bytes).ok_or_else(damaged)?;
    let unpacked_len =
        tables.iter().fold(directory_end(tables.len()), |sum, table| sum.saturating_add(table.len));
    if u32_at(header, 16).is_none_or(|len| unpacked_len > len as usize) {
        return Err(damaged());
    }
    let places = tables.iter().map(|table| table.place.clone()).collect();
    if header[OTHER_DATA].iter().any(|byte| *byte != 0)
        || font::has_gaps(bytes, HEADER_LEN + ENTRY_LEN * tables.len(), places)
    {
        return Err(has_other_data());
    }
    let mut font = [&header[4..8], &header[12..14], &[0; 6]].concat();
    let mut data = Vec::new();
    for PackedTable { entry, place, len } in &tables {
        let packed = bytes.get(place.clone()).ok_or_else(damaged)?;
        let table = if packed.len() < *len {
            let mut decoder = ZlibDecoder::new(packed);
            let table = budget.read_part(name, &mut decoder)?;
            let read = usize::try_from(decoder.total_in()).map_err(|_| damaged())?;
            if packed.iter().skip(read).any(|byte| *byte != 0) {
                return Err(has_other_data());
            }
            table
        } else {
            budget.read_part(name, packed)?
        };
        if table.len() != *len {
            return Err(damaged());
        }
        let start = u32::try_from(directory_end(tables.len()) + data.len()).map_err(|_| damaged())?;
        font.extend([&entry[..4], &entry[16..20], &start.to_be_bytes(), &entry[12..16]].concat());
        data.extend(table);
    }
    Ok([font, data].concat())
}

/// The directory of tables; `None` if it is cut off.
fn read_directory(bytes: &[u8]) -> Option<Vec<PackedTable<'_>>> {
    let read = |index: usize| {
        let start = HEADER_LEN + ENTRY_LEN * index;
        let entry = bytes.get(start..start + ENTRY_LEN)?;
        let place = u32_at(entry, 4)? as usize;
        let end = place.checked_add(u32_at(entry, 8)? as usize)?;
        Some(PackedTable { entry, place: place..end, len: u32_at(entry, 12)? as usize })
    };
    (0..usize::from(u16_at(bytes, 12)?)).map(read).collect()
}
