//! Character maps (Adobe Technical Notes 5014 and 5411): which letters and which glyphs the codes of a font stand for.
//!
//! Ranges are kept as ranges: a few bytes can cover four billion codes.

use std::collections::BTreeMap;

use lopdf::Object;

use super::lexer::{Item, Lexer};

/// Ranges of codes of each length; real maps have a few.
const MAX_CODE_SPACES: usize = 256;

/// Codes by their length and first code; each with the last code of the range and what it stands for.
type Ranges<T> = BTreeMap<(usize, u32), (u32, T)>;

/// A character map.
#[derive(Debug, Default)]
pub(super) struct CharacterMap {
    /// Length, first and last code of the ranges that codes are in.
    code_spaces: Vec<(usize, Vec<u8>, Vec<u8>)>,
    texts: Ranges<Vec<u16>>,
    glyphs: Ranges<u32>,
}

impl CharacterMap {
    pub(super) fn parse(content: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(content, 0);
        let mut operands = Vec::new();
        while let Some(item) = lexer.next_item() {
            match item {
                Item::Value(value) => operands.push(value),
                Item::Keyword(keyword) => {
                    map.add_section(keyword, &operands);
                    operands.clear();
                    lexer.reset_limit();
                }
            }
        }
        map
    }

    fn add_section(&mut self, end: &[u8], operands: &[Object]) {
        match end {
            b"endcodespacerange" => {
                let ranges = operands.chunks_exact(2).filter_map(|pair| {
                    let (first, last) = (pair[0].as_str().ok()?, pair[1].as_str().ok()?);
                    let is_range = first.len() == last.len() && (1..=4).contains(&first.len());
                    is_range.then(|| (first.len(), first.to_vec(), last.to_vec()))
                });
                let left = MAX_CODE_SPACES.saturating_sub(self.code_spaces.len());
                self.code_spaces.extend(ranges.take(left));
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    self.add_texts(&pair[0], &pair[0], &pair[1]);
                }
            }
            b"endbfrange" => {
                for range in operands.chunks_exact(3) {
                    self.add_texts(&range[0], &range[1], &range[2]);
                }
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    self.add_glyphs(&pair[0], &pair[0], &pair[1]);
                }
            }
            b"endcidrange" => {
                for range in operands.chunks_exact(3) {
                    self.add_glyphs(&range[0], &range[1], &range[2]);
                }
            }
            _ => {}
        }
    }

    fn add_texts(&mut self, first: &Object, last: &Object, target: &Object) {
        let (Some((len, first)), Some((_, last))) = (parse_code(first), parse_code(last)) else { return };
        match target {
            Object::String(text, _) => {
                self.texts.insert((len, first), (last, utf16_units(text)));
            }
            Object::Array(texts) => {
                for (code, text) in (first..=last).zip(texts) {
                    let text = text.as_str().unwrap_or_default();
                    self.texts.insert((len, code), (code, utf16_units(text)));
                }
            }
            _ => {}
        }
    }

    fn add_glyphs(&mut self, first: &Object, last: &Object, target: &Object) {
        let (Some((len, first)), Some((_, last))) = (parse_code(first), parse_code(last)) else { return };
        if let Ok(Ok(glyph)) = target.as_i64().map(u32::try_from) {
            self.glyphs.insert((len, first), (last, glyph));
        }
    }

    /// The length of the first code of a string: 1 to 4, if there are as many bytes.
    pub(super) fn code_len(&self, text: &[u8]) -> usize {
        let contains = |(len, first, last): &&(usize, Vec<u8>, Vec<u8>)| {
            let code = text.get(..*len);
            code.is_some_and(|code| (0..*len).all(|at| (first[at]..=last[at]).contains(&code[at])))
        };
        let found = self.code_spaces.iter().find(contains).map(|(len, ..)| *len);
        let shortest = self.code_spaces.iter().map(|(len, ..)| *len).min();
        found.or(shortest).unwrap_or(1).min(text.len())
    }

    pub(super) fn has_code_spaces(&self) -> bool {
        !self.code_spaces.is_empty()
    }

    /// The letters that a code stands for; they may be of the private use area.
    pub(super) fn text(&self, len: usize, code: u32) -> Option<String> {
        let (offset, units) = find(&self.texts, len, code)?;
        let mut units = units.clone();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(offset as u16);
        }
        let text = String::from_utf16(&units).ok()?;
        (!text.contains('\u{fffd}')).then_some(text)
    }

    /// The glyph that a code stands for.
    pub(super) fn glyph(&self, len: usize, code: u32) -> Option<u32> {
        let (offset, first) = find(&self.glyphs, len, code)?;
        first.checked_add(offset)
    }
}

/// The place of a code in its range, and what the range stands for.
fn find<T>(ranges: &Ranges<T>, len: usize, code: u32) -> Option<(u32, &T)> {
    let ((_, first), (last, target)) = ranges.range((len, 0)..=(len, code)).next_back()?;
    (code <= *last).then(|| (code - first, target))
}

/// The length and the number of a code of at most four bytes.
fn parse_code(value: &Object) -> Option<(usize, u32)> {
    let bytes = value.as_str().ok().filter(|bytes| (1..=4).contains(&bytes.len()))?;
    Some((bytes.len(), code_number(bytes)))
}

pub(super) fn code_number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16_units(bytes: &[u8]) -> Vec<u16> {
    if let [byte] = bytes {
        return vec![u16::from(*byte)];
    }
    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_ranges_and_alone() {
        let map = CharacterMap::parse(
            b"1 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange \
              2 beginbfrange <00> <7f> <0020> <8000> <8001> [<00410042> <d83dde00>] endbfrange \
              1 beginbfchar <9000> <fb01> endbfchar 1 begincidrange <8000> <ffff> 10 endcidrange",
        );
        assert_eq!(map.text(1, 0x22).as_deref(), Some("B"));
        assert_eq!(map.text(2, 0x8000).as_deref(), Some("AB"));
        assert_eq!(map.text(2, 0x8001).as_deref(), Some("😀"));
        assert_eq!(map.text(2, 0x9000).as_deref(), Some("ﬁ"));
        assert_eq!(map.text(2, 0x9001), None);
        assert_eq!(map.glyph(2, 0x8003), Some(13));
        assert_eq!((map.code_len(b"\x40\x80"), map.code_len(b"\x80\x80"), map.code_len(b"")), (1, 2, 0));
    }

    #[test]
    fn a_range_of_four_billion_codes_takes_no_more_memory_than_one() {
        let map = CharacterMap::parse(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange");
        assert_eq!(map.text(4, 1).as_deref(), Some("B"));
    }
}
