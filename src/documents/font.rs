//! Reads what a font (TrueType, OpenType) says about itself: its names, designers, license and sample text.

use std::collections::BTreeSet;
use std::ops::Range;

use super::content::{DocumentContent, TEXT_SEPARATOR};
use super::sfnt::{directory_end, table_at, table_count, u16_at};

/// Tables that hold shapes, metrics, rules and times, and no text. The last two rows are those of Apple and Graphite, and the
/// time stamp of FontForge.
const TABLES: [&[u8; 4]; 59] = [
    b"BASE", b"CBDT", b"CBLC", b"COLR", b"CPAL", b"EBDT", b"EBLC", b"EBSC", b"GDEF", b"GPOS", b"GSUB",
    b"HVAR", b"JSTF", b"LTSH", b"MATH", b"MVAR", b"OS/2", b"PCLT", b"STAT", b"VDMX", b"VORG", b"VVAR",
    b"avar", b"cmap", b"cvar", b"cvt ", b"fpgm", b"fvar", b"gasp", b"glyf", b"gvar", b"hdmx", b"head",
    b"hhea", b"hmtx", b"kern", b"loca", b"maxp", b"prep", b"vhea", b"vmtx", b"CFF2", b"ankr", b"bsln",
    b"feat", b"just", b"kerx", b"lcar", b"mort", b"morx", b"opbd", b"prop", b"trak", b"Feat", b"Glat",
    b"Gloc", b"Silf", b"Sill", b"FFTM",
];

/// Tables that hold nothing but text: languages, settings of programs.
const TEXT_TABLES: [&[u8; 4]; 3] = [b"TTFA", b"ltag", b"meta"];

/// The length of a table of signatures (`DSIG`) without any, which some programs demand.
const EMPTY_SIGNATURES: usize = 8;

/// Bytes of all names together. Many names may stand in the same place, so that a small font could hold gigabytes of them.
const MAX_NAME_BYTES: usize = 4_000_000;

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
    if !is_font(bytes) {
        return None;
    }
    let mut names = Vec::new();
    let count = table_count(bytes)?;
    let mut tables = Vec::with_capacity(count);
    let mut tags = BTreeSet::new();
    for index in 0..count {
        let (tag, place) = table_at(bytes, index)?;
        if !tags.insert(tag) {
            return Some(Err("it has two tables of the same name".to_owned()));
        }
        let table = || bytes.get(place.clone());
        if &tag == b"name" {
            let table = table()?;
            if name_bytes(table)? > MAX_NAME_BYTES {
                return Some(Err(format!("its names have more than {} MB", MAX_NAME_BYTES / 1_000_000)));
            }
            names.extend(read_name_table(table)?);
        } else if &tag == b"CFF " {
            names.extend(read_cff_strings(table()?)?);
        } else if &tag == b"post" {
            names.extend(read_glyph_names(table()?));
        } else if TEXT_TABLES.contains(&&tag) {
            names.push(printable_text(table()?));
        } else if !is_known_table(&tag, place.len()) {
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

/// Whether a file begins like a font.
pub(super) fn is_font(bytes: &[u8]) -> bool {
    matches!(bytes.get(..4), Some(b"\0\x01\0\0" | b"OTTO" | b"true"))
}

/// Whether a table holds no text.
fn is_known_table(tag: &[u8; 4], len: usize) -> bool {
    TABLES.contains(&tag) || tag == b"DSIG" && len == EMPTY_SIGNATURES
}

/// The names of glyphs in the table `post`; `None` if it has none.
fn read_glyph_names(table: &[u8]) -> Option<String> {
    let glyphs = usize::from(u16_at(table, 32).filter(|_| table.starts_with(&[0, 2, 0, 0]))?);
    table.get(34 + 2 * glyphs..).map(printable_text)
}

/// The names, properties and strings at the beginning of the table `CFF `; `None` if it is damaged. Adobe Technical Note 5176.
fn read_cff_strings(table: &[u8]) -> Option<Vec<String>> {
    let mut rest = table.get(usize::from(*table.get(2)?)..)?;
    let mut strings = Vec::new();
    for _ in ["names", "properties", "strings"] {
        let (index, after) = split_cff_index(rest)?;
        strings.push(index);
        rest = after;
    }
    Some(strings)
}

/// The text of an index, its entries apart, and what follows it.
fn split_cff_index(bytes: &[u8]) -> Option<(String, &[u8])> {
    let count = usize::from(u16_at(bytes, 0)?);
    if count == 0 {
        return Some((String::new(), bytes.get(2..)?));
    }
    let size = usize::from(*bytes.get(2)?);
    let data = bytes.get(3 + (count + 1) * size..)?;
    let offset = |entry: usize| {
        let number = bytes.get(3 + entry * size..3 + (entry + 1) * size)?;
        // Offsets begin at 1.
        number.iter().fold(0_usize, |value, byte| value << 8 | usize::from(*byte)).checked_sub(1)
    };
    let mut text = String::new();
    for entry in 0..count {
        text.push_str(&printable_text(data.get(offset(entry)?..offset(entry + 1)?)?));
        text.push_str(TEXT_SEPARATOR);
    }
    Some((text, data.get(offset(count)?..)?))
}

/// The text in a table: what is no letter or sign stands between words.
fn printable_text(table: &[u8]) -> String {
    let text = String::from_utf8_lossy(table);
    text.replace(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER, " ")
}

/// Whether there is anything but zeros between the tables of a font, which begin after its directory, or after them.
pub(super) fn has_gaps(bytes: &[u8], directory_end: usize, mut tables: Vec<Range<usize>>) -> bool {
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

/// The bytes of all names in the table `name` together; `None` if it is damaged.
fn name_bytes(table: &[u8]) -> Option<usize> {
    let len = |index: usize| Some(usize::from(u16_at(name_record(table, index)?, 8)?));
    (0..usize::from(u16_at(table, 2)?)).map(len).sum()
}

fn name_record(table: &[u8], index: usize) -> Option<&[u8]> {
    table.get(6 + 12 * index..18 + 12 * index)
}

fn read_name_table(table: &[u8]) -> Option<Vec<String>> {
    let strings = table.get(usize::from(u16_at(table, 4)?)..)?;
    let read = |index: usize| {
        let record = name_record(table, index)?;
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
