//! Makes words and lines of glyphs by where they stand.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::documents::content::TEXT_SEPARATOR;

/// Between words, in parts of the font size; distances of letters are smaller.
const WORD_GAP: f32 = 0.12;

/// Between columns and cells, in parts of the font size.
const COLUMN_GAP: f32 = 2.0;

/// How far the letters of one line may be apart across it, in parts of the font size.
const LINE_TOLERANCE: f32 = 0.4;

/// A glyph on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct PlacedGlyph {
    /// Its letters in the text that all glyphs share.
    pub(super) letters: Range<u32>,
    /// What is read out in its place.
    pub(super) spoken: Range<u32>,
    /// Where it begins and ends.
    pub(super) start: (f32, f32),
    pub(super) end: (f32, f32),
    pub(super) size: f32,
    /// Where the line runs to, of length 1.
    pub(super) direction: (f32, f32),
}

impl PlacedGlyph {
    /// A place along and across the line.
    fn along(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let (cos, sin) = self.direction;
        (x * cos + y * sin, y * cos - x * sin)
    }

    /// What stands between this glyph and the next.
    fn separator(&self, next: &Self) -> Option<&'static str> {
        let (start, _) = self.along(self.start);
        let (end, across) = self.along(self.end);
        let (next_start, next_across) = self.along(next.start);
        let size = self.size.max(next.size).max(0.01);
        let is_turned = self.direction.0 * next.direction.0 + self.direction.1 * next.direction.1 < 0.9;
        let gap = (next_start - end) / size;
        if is_turned || (next_across - across).abs() > LINE_TOLERANCE * size {
            Some("\n")
        } else if gap > COLUMN_GAP {
            Some(TEXT_SEPARATOR)
        } else if gap > WORD_GAP || (next_start - start) / size < -WORD_GAP {
            Some(" ")
        } else {
            None
        }
    }

    /// Whether it is the same glyph at the same place: a shadow, or a bold font made of two thin ones.
    fn is_doubled(&self, next: &Self, letters: &str) -> bool {
        let near = 0.1 * self.size.max(0.01);
        let distance = (self.start.0 - next.start.0).abs().max((self.start.1 - next.start.1).abs());
        distance < near && slice(letters, &self.letters) == slice(letters, &next.letters)
    }
}

fn slice<'t>(text: &'t str, range: &Range<u32>) -> &'t str {
    text.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// The text in the order in which the page shows it, with the letters of its glyphs.
pub(super) fn text_as_written(glyphs: &[PlacedGlyph], letters: &str) -> String {
    join(glyphs.iter(), letters, Order::AsWritten)
}

/// The text line by line, with what is read out.
pub(super) fn text_by_lines(glyphs: &[PlacedGlyph], letters: &str) -> String {
    let mut sorted: Vec<&PlacedGlyph> = glyphs.iter().collect();
    let turn = |glyph: &PlacedGlyph| {
        (glyph.direction.1.atan2(glyph.direction.0).to_degrees().round() as i32).rem_euclid(360)
    };
    let across = |glyph: &PlacedGlyph| glyph.along(glyph.start).1;
    sorted.sort_by(|a, b| turn(a).cmp(&turn(b)).then(across(b).total_cmp(&across(a))));
    let mut lines: Vec<&mut [&PlacedGlyph]> = Vec::new();
    let mut rest = sorted.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let is_in_line = |glyph: &&PlacedGlyph| {
            turn(glyph) == turn(first)
                && (across(first) - across(glyph)) <= LINE_TOLERANCE * first.size.max(0.01)
        };
        let len = rest.iter().position(|glyph| !is_in_line(glyph)).unwrap_or(rest.len()).max(1);
        let (line, after) = rest.split_at_mut(len);
        lines.push(line);
        rest = after;
    }
    let mut text = String::new();
    for line in lines {
        let start = |glyph: &PlacedGlyph| glyph.along(glyph.start).0;
        line.sort_by(|a, b| start(a).total_cmp(&start(b)));
        let read = join(line.iter().copied(), letters, Order::LeftToRight);
        if read.chars().any(is_right_to_left) {
            let turned = join(line.iter().rev().copied(), letters, Order::RightToLeft);
            // Letters may be written as the forms that they have within words.
            text.extend(turned.nfkc());
            text.push('\n');
        }
        text.push_str(&read);
        text.push('\n');
    }
    // A word that goes on in the next line is one.
    text.replace("-\n", "")
}

fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The order of glyphs that are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As the page shows them, with their letters.
    AsWritten,
    /// As they stand, with what is read out.
    LeftToRight,
    /// From the right, with what is read out.
    RightToLeft,
}

fn join<'g>(glyphs: impl Iterator<Item = &'g PlacedGlyph>, letters: &str, order: Order) -> String {
    let mut text = String::new();
    let mut last: Option<&PlacedGlyph> = None;
    for glyph in glyphs {
        if let Some(last) = last {
            if last.is_doubled(glyph, letters) {
                continue;
            }
            let separator = match order {
                Order::RightToLeft => glyph.separator(last),
                Order::AsWritten | Order::LeftToRight => last.separator(glyph),
            };
            match separator {
                Some(" ") if text.ends_with(' ') => {}
                Some(separator) => text.push_str(separator),
                None => {}
            }
        }
        text.push_str(slice(letters, if order == Order::AsWritten { &glyph.letters } else { &glyph.spoken }));
        last = Some(glyph);
    }
    text
}
