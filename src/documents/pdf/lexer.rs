//! Reads the syntax that objects, page contents and character maps share (ISO 32000-2, 7.2 and 7.3).
//!
//! Nothing is trusted: nesting is limited, and so is the number of values of one object, each of which takes a hundred times
//! the memory that it takes in the file.

use lopdf::{Dictionary, Object, StringFormat};

/// Arrays and dictionaries within each other. Deeper ones are a fault: real files have less than twenty.
const MAX_DEPTH: usize = 64;

/// Values of one object or of the operands of one operator.
const MAX_VALUES: usize = 1 << 19;

/// One part of a text in PDF syntax.
#[derive(Debug, PartialEq)]
pub(super) enum Item<'a> {
    Value(Object),
    /// A word that is no value: an operator, `obj`, `stream`.
    Keyword(&'a [u8]),
}

/// Reads values and keywords one after the other.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    position: usize,
    /// Values that may still be read until `reset_limit`.
    values_left: usize,
    /// Whether something was left out because it is too large or too deep.
    is_exceeded: bool,
    /// What was passed over as comments.
    comments: Vec<&'a [u8]>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, position, values_left: MAX_VALUES, is_exceeded: false, comments: Vec::new() }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn move_to(&mut self, position: usize) {
        self.position = position;
    }

    /// Begins another object with a limit of its own.
    pub(super) fn reset_limit(&mut self) {
        self.values_left = MAX_VALUES;
    }

    /// Whether values were left out because there are too many of them or they are nested too deeply.
    pub(super) fn is_exceeded(&self) -> bool {
        self.is_exceeded
    }

    pub(super) fn next_item(&mut self) -> Option<Item<'a>> {
        self.next_at_depth(0)
    }

    /// The next value; `None` at a keyword and at the end.
    pub(super) fn next_value(&mut self) -> Option<Object> {
        match self.next_item()? {
            Item::Value(value) => Some(value),
            Item::Keyword(_) => None,
        }
    }

    fn next_at_depth(&mut self, depth: usize) -> Option<Item<'a>> {
        loop {
            self.skip_space();
            let byte = self.peek(0)?;
            if depth > MAX_DEPTH || self.values_left == 0 {
                self.is_exceeded = true;
                self.position = self.bytes.len();
                return None;
            }
            self.values_left -= 1;
            return Some(match byte {
                b'/' => Item::Value(Object::Name(self.name())),
                b'(' => Item::Value(Object::String(self.literal_string(), StringFormat::Literal)),
                b'<' if self.peek(1) == Some(b'<') => Item::Value(self.dictionary(depth)),
                b'<' => Item::Value(Object::String(self.hexadecimal_string(), StringFormat::Hexadecimal)),
                b'[' => Item::Value(self.array(depth)),
                b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference(),
                b']' | b')' | b'}' | b'{' => {
                    self.position += 1;
                    continue;
                }
                b'>' => {
                    self.position += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                    continue;
                }
                _ => self.keyword(),
            });
        }
    }

    /// The comments that were passed over.
    pub(super) fn comments(&self) -> &[&'a [u8]] {
        &self.comments
    }

    fn peek(&self, after: usize) -> Option<u8> {
        self.bytes.get(self.position + after).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.position..];
                    let len = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
                    self.comments.push(&rest[..len]);
                    self.position += len;
                }
                byte if is_space(byte) => self.position += 1,
                _ => break,
            }
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.position..];
        let len = rest.iter().position(|byte| is_space(*byte) || is_delimiter(*byte)).unwrap_or(rest.len());
        self.position += len;
        &rest[..len]
    }

    fn keyword(&mut self) -> Item<'a> {
        match self.regular() {
            b"true" => Item::Value(Object::Boolean(true)),
            b"false" => Item::Value(Object::Boolean(false)),
            b"null" => Item::Value(Object::Null),
            word => Item::Keyword(word),
        }
    }

    fn number_or_reference(&mut self) -> Item<'a> {
        let word = self.regular();
        let Some(number) = parse_number(word) else { return Item::Keyword(word) };
        let Object::Integer(id @ 0..=0xffff_ffff) = number else { return Item::Value(number) };
        if !word[0].is_ascii_digit() {
            return Item::Value(number);
        }
        let mut ahead = Self::new(self.bytes, self.position);
        ahead.skip_space();
        let generation = ahead.regular();
        ahead.skip_space();
        let is_reference = generation.first().is_some_and(u8::is_ascii_digit) && ahead.regular() == b"R";
        match parse_number(generation).filter(|_| is_reference) {
            Some(Object::Integer(generation @ 0..=0xffff)) => {
                self.position = ahead.position;
                Item::Value(Object::Reference((id as u32, generation as u16)))
            }
            _ => Item::Value(number),
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.position += 1;
        let written = self.regular();
        let mut name = Vec::with_capacity(written.len());
        let mut at = 0;
        while let Some(byte) = written.get(at) {
            let code = written.get(at + 1..at + 3).filter(|_| *byte == b'#').and_then(hex_byte);
            name.push(code.unwrap_or(*byte));
            at += if code.is_some() { 3 } else { 1 };
        }
        name
    }

    fn array(&mut self, depth: usize) -> Object {
        self.position += 1;
        let mut values = Vec::new();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => break,
                Some(b']') => {
                    self.position += 1;
                    break;
                }
                // The array was never closed.
                Some(b'>') if self.peek(1) == Some(b'>') => break,
                Some(_) => {}
            }
            let start = self.position;
            match self.next_at_depth(depth + 1) {
                Some(Item::Value(value)) => values.push(value),
                Some(Item::Keyword(b"endobj" | b"endstream" | b"stream")) => {
                    self.position = start;
                    break;
                }
                Some(Item::Keyword(_)) => {}
                None => break,
            }
        }
        Object::Array(values)
    }

    fn dictionary(&mut self, depth: usize) -> Object {
        self.position += 2;
        let mut dictionary = Dictionary::new();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => break,
                Some(b'>') => {
                    self.position += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                    break;
                }
                Some(_) => {}
            }
            let start = self.position;
            match self.next_at_depth(depth + 1) {
                Some(Item::Value(Object::Name(key))) => {
                    self.skip_space();
                    if self.peek(0) == Some(b'>') && self.peek(1) == Some(b'>') {
                        continue;
                    }
                    let before = self.position;
                    match self.next_at_depth(depth + 1) {
                        Some(Item::Value(value)) => dictionary.set(key, value),
                        Some(Item::Keyword(_)) => self.position = before,
                        None => break,
                    }
                }
                Some(Item::Keyword(b"endobj" | b"endstream" | b"stream" | b"ID")) => {
                    self.position = start;
                    break;
                }
                Some(_) => {}
                None => break,
            }
        }
        Object::Dictionary(dictionary)
    }

    fn literal_string(&mut self) -> Vec<u8> {
        self.position += 1;
        let mut text = Vec::new();
        let mut depth = 1_usize;
        while let Some(byte) = self.peek(0) {
            self.position += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            match (byte, depth) {
                (_, 0) => break,
                (b'\\', _) => {}
                _ => text.push(byte),
            }
        }
        text
    }

    /// The character after a backslash.
    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.position += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' if self.peek(0) == Some(b'\n') => self.position += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.position += 1;
                }
                text.push((code & 0xff) as u8);
            }
            byte => text.push(byte),
        }
    }

    fn hexadecimal_string(&mut self) -> Vec<u8> {
        self.position += 1;
        let rest = &self.bytes[self.position..];
        let len = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        self.position += (len + 1).min(rest.len());
        let digits: Vec<u8> = rest[..len].iter().copied().filter(u8::is_ascii_hexdigit).collect();
        digits.chunks(2).filter_map(|pair| hex_byte(&[pair[0], *pair.get(1).unwrap_or(&b'0')])).collect()
    }
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(*digits.first()?)? * 16 + digit(*digits.get(1)?)?) as u8)
}

/// A number; also with the sloppy signs that some programs write.
fn parse_number(word: &[u8]) -> Option<Object> {
    let text = str::from_utf8(word).ok()?;
    if let Ok(number) = text.parse::<i64>() {
        return Some(Object::Integer(number));
    }
    let is_number = text.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9'));
    let digits = text.trim_start_matches(['-', '+']);
    let number = digits.split(['-', '+']).next().unwrap_or_default().parse::<f32>().ok();
    // So many digits that it is infinite is no number, either.
    let number = number.filter(|number| number.is_finite()).unwrap_or(0.0);
    is_number.then_some(Object::Real(if text.starts_with('-') { -number } else { number }))
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Those of some places in a text that are in no comment, which ends with its line. The places are in ascending order, so that
/// the text is walked through once, however many of them there are.
pub(super) fn outside_comments(
    text: &[u8],
    places: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    let mut position = 0;
    let mut is_comment = false;
    places.filter(move |place| {
        let passed = &text[position..*place];
        let line = memchr::memrchr2(b'\n', b'\r', passed).map(|end| end + 1);
        is_comment = is_comment && line.is_none() || passed[line.unwrap_or(0)..].contains(&b'%');
        position = *place;
        !is_comment
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Object> {
        let mut lexer = Lexer::new(text.as_bytes(), 0);
        std::iter::from_fn(|| lexer.next_value()).collect()
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let text = r"<</A#42 (a\(b\)\101(c)\
d)/C [1 -2.5 3 0 R <4a 4>]>> true 7 % comment
8";
        let mut dictionary = Dictionary::new();
        dictionary.set("AB", Object::string_literal("a(b)A(c)d"));
        let hexadecimal = Object::String(b"J@".to_vec(), StringFormat::Hexadecimal);
        dictionary.set("C", vec![1.into(), (-2.5).into(), Object::Reference((3, 0)), hexadecimal]);
        assert_eq!(values(text), [dictionary.into(), true.into(), 7.into(), 8.into()]);
    }

    #[test]
    fn places_in_comments_are_left_out() {
        let found = |text: &str| {
            let places = memchr::memmem::find_iter(text.as_bytes(), b"at");
            outside_comments(text.as_bytes(), places).collect::<Vec<_>>()
        };
        assert_eq!(found("at at\n% at at\nat % at\r%\rat"), [0, 3, 14, 24]);
        assert_eq!(found("% \n at % \r\n at %at"), [4, 12]);
    }

    #[test]
    fn what_is_never_closed_or_nested_too_deeply_ends() {
        for text in ["[", "<<", "(", "<", "/", "<</A", "<</A [(", "[1 2 endobj", ")", ">", "1 0"] {
            values(text);
        }
        for open in ["[", "<</A ", "[<</A "] {
            let text = open.repeat(100_000);
            let mut lexer = Lexer::new(text.as_bytes(), 0);
            lexer.next_item();
            assert!(lexer.is_exceeded());
        }
    }
}
