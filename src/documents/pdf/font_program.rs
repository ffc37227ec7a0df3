//! The letters that the font programs within a file tell: only for fonts whose letters the document itself doesn't tell.

use std::collections::BTreeMap;

use lopdf::Object;
use memchr::memmem;

use super::glyph_names::{Encoding, glyph_text, named_encoding};
use super::lexer::{Item, Lexer};
use crate::documents::sfnt::{table_at, table_count, u16_at, u32_at};

/// Codes of all character tables of a font program.
const MAX_CODES: usize = 1 << 18;

/// The last number of a glyph that a font program can have.
const MAX_GLYPH: u32 = 0xffff;

/// Letters of the glyphs of a font program, by their numbers.
pub(super) type GlyphTexts = BTreeMap<u32, String>;

/// The encoding of a Type 1 font program: lines such as `dup 65 /A put`.
pub(super) fn type1_encoding(program: &[u8]) -> Option<Encoding> {
    let start = memmem::find(program, b"/Encoding")? + b"/Encoding".len();
    let end = memmem::find(program, b"eexec").unwrap_or(program.len()).max(start);
    let mut lexer = Lexer::new(&program[..end], start);
    if lexer.next_item()? == Item::Keyword(b"StandardEncoding") {
        return named_encoding(b"StandardEncoding");
    }
    let mut letters: Encoding = vec![None; 256];
    let (mut code, mut name) = (None, None);
    while let Some(item) = lexer.next_item() {
        match item {
            Item::Value(Object::Integer(number)) => code = usize::try_from(number).ok(),
            Item::Value(Object::Name(value)) => name = Some(value),
            Item::Keyword(b"put") => {
                if let Some((slot, name)) = code.and_then(|code| letters.get_mut(code)).zip(name.take()) {
                    *slot = glyph_text(&name);
                }
            }
            Item::Keyword(b"def" | b"readonly") => break,
            _ => {}
        }
    }
    Some(letters)
}

/// The letters of the codes of a TrueType font for signs, whose codes may begin at 0xF000.
pub(super) fn true_type_encoding(program: &[u8], texts: &GlyphTexts) -> Option<Encoding> {
    let tables = character_tables(program);
    let codes = tables.iter().find(|(kind, _)| matches!(kind, (3, 0) | (1, 0)))?;
    let mut letters: Encoding = vec![None; 256];
    for (code, glyph) in &codes.1 {
        let code = if *code & 0xff00 == 0xf000 { *code & 0xff } else { *code };
        if let Some(slot) = letters.get_mut(code as usize) {
            *slot = texts.get(glyph).cloned();
        }
    }
    letters.iter().any(Option::is_some).then_some(letters)
}

/// The letters of the glyphs of a TrueType font program, by their numbers.
pub(super) fn true_type_texts(program: &[u8]) -> GlyphTexts {
    let mut texts = post_names(program).unwrap_or_default();
    for (kind, codes) in character_tables(program) {
        if !matches!(kind, (0, _) | (3, 1 | 10)) {
            continue;
        }
        for (code, glyph) in codes {
            if let Some(letter) = char::from_u32(code) {
                texts.entry(glyph).or_insert_with(|| letter.to_string());
            }
        }
    }
    texts
}

fn table<'a>(program: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let mut tables = (0..table_count(program)?).map_while(|index| table_at(program, index));
    let (_, place) = tables.find(|(tag, _)| tag == name)?;
    program.get(place.start..place.end.min(program.len()))
}

/// A character table's platform and encoding, and pairs of a code and the number of its glyph.
type CharacterTable = ((u16, u16), Vec<(u32, u32)>);

/// The character tables of a font program.
fn character_tables(program: &[u8]) -> Vec<CharacterTable> {
    let Some(tables) = table(program, b"cmap") else { return Vec::new() };
    let count = usize::from(u16_at(tables, 2).unwrap_or_default()).min(16);
    let mut codes_left = MAX_CODES;
    let read = |index: usize| {
        let entry = 4 + index * 8;
        let kind = (u16_at(tables, entry)?, u16_at(tables, entry + 2)?);
        let table = tables.get(u32_at(tables, entry + 4)? as usize..)?;
        let codes: Vec<(u32, u32)> = match u16_at(table, 0)? {
            0 => {
                (0..256).filter_map(|code| Some((code, u32::from(*table.get(6 + code as usize)?)))).collect()
            }
            4 => segments(table).unwrap_or_default(),
            6 => {
                let first = u32::from(u16_at(table, 6)?);
                let count = usize::from(u16_at(table, 8)?);
                (0..count)
                    .filter_map(|at| Some((first + at as u32, u32::from(u16_at(table, 10 + at * 2)?))))
                    .collect()
            }
            12 => groups(table, codes_left).unwrap_or_default(),
            _ => Vec::new(),
        };
        let codes = codes.into_iter().filter(|(_, glyph)| (1..=MAX_GLYPH).contains(glyph));
        let codes: Vec<(u32, u32)> = codes.take(codes_left).collect();
        codes_left -= codes.len();
        Some((kind, codes))
    };
    (0..count).filter_map(read).collect()
}

/// A table of segments (format 4).
fn segments(table: &[u8]) -> Option<Vec<(u32, u32)>> {
    let size = usize::from(u16_at(table, 6)?) & !1;
    let mut codes = Vec::new();
    let mut seen = 0;
    for at in (0..size).step_by(2) {
        let last = u16_at(table, 14 + at)?;
        let first = u16_at(table, 16 + size + at)?;
        let delta = u16_at(table, 16 + size * 2 + at)?;
        let offset_at = 16 + size * 3 + at;
        let offset = usize::from(u16_at(table, offset_at)?);
        for code in first..=last {
            // Segments don't overlap.
            seen += 1;
            if seen > usize::from(u16::MAX) + size {
                return Some(codes);
            }
            let glyph = match offset {
                0 => Some(code),
                offset => u16_at(table, offset_at + offset + usize::from(code - first) * 2),
            };
            if let Some(glyph @ 1..) = glyph {
                codes.push((u32::from(code), u32::from(glyph.wrapping_add(delta))));
            }
        }
    }
    Some(codes)
}

/// A table of groups (format 12), up to a number of codes.
fn groups(table: &[u8], limit: usize) -> Option<Vec<(u32, u32)>> {
    let mut codes = Vec::new();
    for index in 0..u32_at(table, 12)? as usize {
        let entry = 16 + index * 12;
        let (first, last) = (u32_at(table, entry)?, u32_at(table, entry + 4)?);
        let glyph = u32_at(table, entry + 8)?;
        let left = limit.saturating_sub(codes.len());
        codes.extend((first..=last).take(left).map(|code| (code, glyph.wrapping_add(code - first))));
        if codes.len() >= limit {
            break;
        }
    }
    Some(codes)
}

/// The letters that the names of glyphs stand for (table `post`, format 2), of names that the font has of its own.
fn post_names(program: &[u8]) -> Option<BTreeMap<u32, String>> {
    /// Names that every font has, and that the table leaves out.
    const STANDARD_NAMES: usize = 258;
    let post = table(program, b"post").filter(|post| u32_at(post, 0) == Some(0x0002_0000))?;
    let count = usize::from(u16_at(post, 32)?);
    let mut names = Vec::new();
    let mut rest = post.get(34 + count * 2..)?;
    while let Some((len, after)) = rest.split_first() {
        let Some(name) = after.get(..usize::from(*len)) else { break };
        names.push(name);
        rest = &after[name.len()..];
    }
    let text = |glyph: usize| {
        let index = usize::from(u16_at(post, 34 + glyph * 2)?).checked_sub(STANDARD_NAMES)?;
        Some((glyph as u32, glyph_text(names.get(index)?)?))
    };
    Some((0..count).filter_map(text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font program with as many tables of groups, each of which names more glyphs than a font can have.
    fn program(count: u16) -> Vec<u8> {
        const TABLE_LEN: u32 = 28;
        let mut tables = [[0; 2], count.to_be_bytes()].concat();
        for index in 0..u32::from(count) {
            let start = 4 + u32::from(count) * 8 + index * TABLE_LEN;
            tables.extend([&[0, 0, 0, 4][..], &start.to_be_bytes()].concat());
        }
        for index in 0..u32::from(count) {
            let (first, glyph) = (0x1_0000 + index, 1 + (index << 18));
            let numbers = [TABLE_LEN, 0, 1, first, first + (1 << 18), glyph];
            tables.extend([0, 12, 0, 0]);
            tables.extend(numbers.into_iter().flat_map(u32::to_be_bytes));
        }
        let place = [0, 28, tables.len() as u32].into_iter().flat_map(u32::to_be_bytes);
        let head = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0].into_iter().chain(*b"cmap").chain(place);
        head.chain(tables).collect()
    }

    #[test]
    fn a_program_of_some_bytes_has_no_more_letters_than_a_font_can_have() {
        for count in [1, 16] {
            let texts = true_type_texts(&program(count));
            assert_eq!(texts.get(&1).map(String::as_str), Some("\u{10000}"));
            assert!(texts.len() <= MAX_GLYPH as usize, "{}", texts.len());
        }
    }
}
