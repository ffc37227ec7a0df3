//! Reads what a font (TrueType, OpenType) says about itself: its names, designers, license and sample text.

use std::ops::Range;

use super::content::DocumentContent;
use super::sfnt::{directory_end, table_at, table_count, u16_at};

/// Tables that hold shapes, metrics and rules, and no text.
const TABLES: [&[u8; 4]; 44] = [
    b"BASE", b"CBDT", b"CBLC", b"CFF ", b"CFF2", b"COLR", b"CPAL", b"EBDT", b"EBLC", b"EBSC", b"GDEF",
    b"GPOS", b"GSUB", b"HVAR", b"JSTF", b"LTSH", b"MATH", b"MVAR", b"OS/2", b"PCLT", b"STAT", b"VDMX",
    b"VORG", b"VVAR", b"avar", b"cmap", b"cvar", b"cvt ", b"fpgm", b"fvar", b"gasp", b"glyf", b"gvar",
    b"hdmx", b"head", b"hhea", b"hmtx", b"kern", b"loca", b"maxp", b"post", b"prep", b"vhea", b"vmtx",
];

/// Reads a font; tables that nobody knows make it one that was not looked through.
pub(super) fn read_content(bytes: &[u8], content: &mut DocumentContent) {
    match read_names(bytes) {
        Some(Ok(names)) => content.metadata = names,
        Some(Err(why)) => content.unread = Some(why),
        None => content.unread = Some("it is damaged".to_owned()),
    }
}

/// The strings of the table `name`, or why there may be others; `None` if the font is damaged.
fn read_names(bytes: &[u8]) -> Option<Result<Vec<String>, String>> {
    if !matches!(bytes.get(..4)?, b"\0\x01\0\0" | b"OTTO" | b"true") {
        return None;
    }
    let mut names = Vec::new();
    let count = table_count(bytes)?;
    let mut tables = Vec::with_capacity(count);
    for index in 0..count {
        let (tag, place) = table_at(bytes, index)?;
        if &tag == b"name" {
            names.extend(read_name_table(bytes.get(place.clone())?)?);
        } else if !TABLES.contains(&&tag) {
            let tag = tag.escape_ascii();
            return Some(Err(format!("it has a table that leadfolio doesn't read (`{tag}`)")));
        }
        tables.push(place);
    }
    if has_gaps(bytes, directory_end(count), tables) {
        return Some(Err("it has data outside of its tables".to_owned()));
    }
    Some(Ok(names))
}

/// Whether there is anything but zeros between the tables of a font, which begin after its directory, or after them.
fn has_gaps(bytes: &[u8], directory_end: usize, mut tables: Vec<Range<usize>>) -> bool {
    let has_data =
        |from: usize, to: usize| bytes.get(from..to).unwrap_or_default().iter().any(|byte| *byte != 0);
    tables.sort_by_key(|table| table.start);
    let mut end = directory_end;
    for table in tables {
        if has_data(end, table.start.max(end)) {
            return true;
        }
        end = end.max(table.end);
    }
    has_data(end, bytes.len().max(end))
}

fn read_name_table(table: &[u8]) -> Option<Vec<String>> {
    let strings = table.get(usize::from(u16_at(table, 4)?)..)?;
    let read = |index: usize| {
        let record = table.get(6 + 12 * index..18 + 12 * index)?;
        let (len, start) = (usize::from(u16_at(record, 8)?), usize::from(u16_at(record, 10)?));
        let bytes = strings.get(start..start + len)?;
        let encoding = match u16_at(record, 0)? {
            1 => encoding_rs::MACINTOSH,
            _ => encoding_rs::UTF_16BE,
        };
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    };
    (0..usize::from(u16_at(table, 2)?)).map(read).collect()
}
