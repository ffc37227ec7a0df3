//! Breaks text into lines for cards, since SVG does not.

use super::fonts::{TextMeasure, is_invisible};
use crate::media::{CardFont, WrappedText};

/// The most characters that are read of a text: more never fit on a card.
const MAX_CHARS: usize = 1000;

/// Widths that are tried to make lines as long as one another.
const BALANCE_STEPS: usize = 12;

/// How many characters [`wrap_text`] measures at most.
pub fn count_wrap_steps(text: &str, sizes: usize) -> u64 {
    // Each size measures all words, divides them and fills lines, where a word is measured once more if it begins a line. To
    // balance lines is to fill them, and to measure these. In the end, each line is measured, one of them with an ellipsis.
    let passes = 4 * sizes + 3 * BALANCE_STEPS + 2;
    let chars = text.chars().take(MAX_CHARS).count();
    ((chars + 1) * passes) as u64
}

/// Breaks a text into at most `max_lines` lines of a width, in the first of the sizes in which all of it fits, or else in the
/// last with an ellipsis. The lines are as long as one another, as far as words allow. A word that is too long for a line is
/// divided.
pub fn wrap_text(text: &str, font: CardFont, sizes: &[f32], width: f32, max_lines: usize) -> WrappedText {
    let measure = TextMeasure::new(font);
    let text: String =
        text.chars().filter(|c| !is_invisible(*c) || c.is_whitespace()).take(MAX_CHARS).collect();
    let max_lines = max_lines.max(1);
    let mut size = sizes.first().copied().unwrap_or(1.0);
    let mut lines = Vec::new();
    for (index, tried) in sizes.iter().enumerate() {
        size = *tried;
        // The line in which text of size 1 stands.
        let line = Line { measure: &measure, width: width / size };
        let is_divided = text.split_whitespace().any(|word| !line.fits(word));
        let words = line.divide_long_words(&text);
        let filled = line.fill(&words);
        if filled.len() <= max_lines && !is_divided || index + 1 == sizes.len() {
            lines = line.balance(&words, filled, max_lines);
            break;
        }
    }
    let longest = lines.iter().map(|line| measure.width(line)).fold(0.0, f32::max);
    WrappedText { size, width: longest * size, lines }
}

/// A line to fill, with its width in a font of size 1.
#[derive(Clone, Copy)]
struct Line<'a> {
    measure: &'a TextMeasure,
    width: f32,
}

impl Line<'_> {
    fn fits(self, text: &str) -> bool {
        self.measure.width(text) <= self.width
    }

    /// The words of a text; those that are longer than a line in parts that are not.
    fn divide_long_words(self, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let mut part = String::new();
            let mut width = 0.0;
            for c in word.chars() {
                let advance = self.measure.advance(c);
                if !part.is_empty() && width + advance > self.width {
                    words.push(std::mem::take(&mut part));
                    width = 0.0;
                }
                part.push(c);
                width += advance;
            }
            words.push(part);
        }
        words
    }

    /// Puts as many words into each line as fit.
    fn fill(self, words: &[String]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let space = self.measure.advance(' ');
        let mut width = 0.0;
        for word in words {
            if let Some(last) = lines.last_mut() {
                let longer = self.measure.width_after(width + space, word);
                if longer <= self.width {
                    last.push(' ');
                    last.push_str(word);
                    width = longer;
                    continue;
                }
            }
            width = self.measure.width(word);
            lines.push(word.clone());
        }
        lines
    }

    /// Makes filled lines as long as one another: the narrowest ones that are no more. If there are too many, the last one
    /// ends with an ellipsis.
    fn balance(self, words: &[String], filled: Vec<String>, max_lines: usize) -> Vec<String> {
        if filled.len() > max_lines {
            return self.truncate(filled, max_lines);
        }
        let (mut too_narrow, mut enough) = (0.0, self.width);
        let mut best = filled;
        for _ in 0..BALANCE_STEPS {
            let width = (too_narrow + enough) / 2.0;
            let line = Line { width, ..self };
            let lines = line.fill(words);
            if lines.len() > best.len() || lines.iter().any(|text| !line.fits(text)) {
                too_narrow = width;
            } else {
                enough = width;
                best = lines;
            }
        }
        best
    }

    fn truncate(self, mut lines: Vec<String>, max_lines: usize) -> Vec<String> {
        lines.truncate(max_lines);
        if let Some(last) = lines.last_mut() {
            let ellipsis = self.measure.advance('…');
            let mut width = 0.0;
            let mut end = 0;
            for (place, c) in last.char_indices() {
                width += self.measure.advance(c);
                if width + ellipsis > self.width {
                    break;
                }
                end = place + c.len_utf8();
            }
            last.truncate(end);
            last.truncate(last.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c)).len());
            last.push('…');
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::{count_wrap_steps, wrap_text};
    use crate::media::CardFont;
    use crate::media::card::fonts::{MEASURED, TextMeasure};

    fn lines(text: &str, max_lines: usize) -> Vec<String> {
        wrap_text(text, CardFont::Bold, &[60.0], 600.0, max_lines).lines
    }

    #[test]
    fn lines_are_about_as_long_as_one_another() {
        assert_eq!(lines("Who decides when the bell rings", 3), ["Who decides when", "the bell rings"]);
        assert_eq!(lines("Short", 3), ["Short"]);
        assert_eq!(lines("  ", 3), [""; 0]);
        assert_eq!(lines("", 3), [""; 0]);
    }

    #[test]
    fn the_largest_size_in_which_all_of_it_fits_is_taken() {
        let size = |text: &str| wrap_text(text, CardFont::Bold, &[90.0, 60.0, 40.0], 600.0, 2).size;
        assert_eq!(size("A title"), 90.0);
        assert_eq!(size("A somewhat longer title for two lines"), 60.0);
        assert_eq!(size(&"word ".repeat(100)), 40.0);
        // Rather smaller than divided.
        assert_eq!(size("Donaudampfschifffahrtsgesell"), 40.0);
    }

    #[test]
    fn what_is_too_long_ends_with_an_ellipsis_within_the_width() {
        for text in
            ["A title that, as titles go, is long, ".repeat(9), "W".repeat(900), "x".repeat(40) + " end"]
        {
            let found = lines(&text, 3);
            assert!((1..=3).contains(&found.len()), "{found:?}");
            assert_eq!(found[found.len() - 1].ends_with('…'), text.len() > 44, "{found:?}");
            let measure = TextMeasure::new(CardFont::Bold);
            assert!(found.iter().all(|line| measure.width(line) * 60.0 <= 600.0), "{found:?}");
        }
        assert_eq!(lines("One two three four five six, seven eight nine", 1), ["One two three four…"]);
    }

    #[test]
    fn no_more_characters_are_measured_than_are_counted() {
        let texts = [
            String::new(),
            "x".into(),
            "i".repeat(2000),
            "i ".repeat(1000),
            "W W".repeat(90),
            "words ".repeat(40),
        ];
        for text in texts {
            for (sizes, width) in [([300.0; 20].as_slice(), 1.0), (&[8.0], 1e6), (&[90.0, 8.0], 600.0)] {
                for max_lines in [1, 20, 2000] {
                    MEASURED.set(0);
                    wrap_text(&text, CardFont::Bold, sizes, width, max_lines);
                    let (measured, counted) = (MEASURED.get(), count_wrap_steps(&text, sizes.len()));
                    assert!(measured <= counted, "{measured} > {counted}: {text:.20}, {width}, {max_lines}");
                }
            }
        }
    }
}
