//! Looking into an author's own sentences, in Markdown as written.
//!
//! A text may be long and may be made to be slow: everything here takes one pass, and what takes one is made once.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{claims, first_names::FIRST_NAMES, outcomes, people};

/// A text, for looking words up.
pub(super) struct Prose<'a> {
    text: &'a str,
    sentences: OnceCell<Vec<Range<usize>>>,
    /// Comments, code, quotations and the targets of links: not the author's own voice.
    foreign: OnceCell<Vec<Range<usize>>>,
    words: OnceCell<HashMap<usize, Vec<Range<usize>>>>,
}

/// A percentage or a number of points in a text.
pub(super) struct Figure {
    pub(super) value: f64,
    /// As written.
    pub(super) text: String,
    pub(super) range: Range<usize>,
    /// Whether it counts points rather than hundredths.
    pub(super) in_points: bool,
}

/// All words that any rule looks for, found together.
static WORDS: LazyLock<(AhoCorasick, HashMap<&str, usize>)> = LazyLock::new(|| {
    let lists = [claims::WORDS, people::WORDS, &[outcomes::PRAISE]];
    let all: Vec<&str> = lists.concat().concat();
    let finder =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&all);
    let numbers = all.iter().enumerate().map(|(at, it)| (*it, at)).collect();
    (finder.expect("the words are few and short"), numbers)
});

/// First names, found together.
static NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(FIRST_NAMES)
        .expect("the names are few and short")
});

impl<'a> Prose<'a> {
    pub(super) fn from(text: &'a str) -> Self {
        Self { text, sentences: OnceCell::new(), foreign: OnceCell::new(), words: OnceCell::new() }
    }

    /// The text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Where a word of the rules stands in the author's own voice, in small letters or large.
    pub(super) fn find(&self, word: &str) -> impl Iterator<Item = &Range<usize>> {
        let number = WORDS.1.get(word).expect("every word that a rule looks for is listed");
        let hits = self.words.get_or_init(|| self.find_all()).get(number);
        hits.into_iter().flatten().filter(|it| self.is_own(it))
    }

    fn find_all(&self) -> HashMap<usize, Vec<Range<usize>>> {
        let mut found: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
        for hit in WORDS.0.find_overlapping_iter(self.text).filter(|it| is_word(self.text, &it.range())) {
            found.entry(hit.pattern().as_usize()).or_default().push(hit.range());
        }
        found
    }

    /// Names of people, as far as they can be told from other words: a common first name and a capitalised word.
    pub(super) fn full_names(&self) -> impl Iterator<Item = Range<usize>> {
        NAMES.find_iter(self.text).filter_map(|it| full_name(self.text, it.range()))
    }

    /// Whether a place is the author's own voice.
    pub(super) fn is_own(&self, at: &Range<usize>) -> bool {
        let foreign = self.foreign.get_or_init(|| foreign(self.text));
        let next = foreign.partition_point(|it| it.end <= at.start);
        foreign.get(next).is_none_or(|it| it.start >= at.end)
    }

    /// What stands before a place in its sentence, in small letters, after a space.
    pub(super) fn before(&self, at: &Range<usize>) -> String {
        let before = &self.text[self.sentence(at).start.min(at.start)..at.start];
        format!(" {}", before.trim_start().replace('\n', " ").to_ascii_lowercase())
    }

    /// What stands after a place in its sentence, in small letters.
    pub(super) fn after(&self, at: &Range<usize>) -> String {
        let end = self.sentence(at).end.max(at.end);
        self.text[at.end..end].trim_start().replace('\n', " ").to_ascii_lowercase()
    }

    /// The sentence that a place begins in.
    pub(super) fn sentence(&self, at: &Range<usize>) -> Range<usize> {
        let sentences = self.sentences.get_or_init(|| sentences(self.text));
        let next = sentences.partition_point(|it| it.end <= at.start);
        sentences.get(next).cloned().unwrap_or(at.start..self.text.len())
    }
}

fn sentences(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1);
        let ends = match byte {
            b'.' | b'!' | b'?' => {
                let goes_on = next.is_some_and(|it| !it.is_ascii_whitespace() && !matches!(it, b'"' | b')'));
                !goes_on && !is_short(&text[..at])
            }
            b'\n' => next == Some(&b'\n'),
            _ => false,
        };
        if ends {
            all.push(start..at + 1);
            start = at + 1;
        }
    }
    all.push(start..text.len());
    all
}

/// Whether a point ends no sentence: "Mr. Example", "e.g. lunch".
fn is_short(before: &str) -> bool {
    const SHORT: [&str; 12] =
        ["mr", "mrs", "ms", "dr", "st", "no", "vs", "e.g", "i.e", "etc", "approx", "prof"];
    const LONGEST: usize = 8;
    let letters = before.chars().rev().take(LONGEST).take_while(|it| !it.is_whitespace() && *it != '(');
    let word: String = letters.flat_map(char::to_lowercase).collect::<Vec<_>>().into_iter().rev().collect();
    SHORT.contains(&word.as_str()) || word.chars().count() == 1 && word != "i"
}

/// What is not the author's own voice: comments, code, quotations, targets of links.
fn foreign(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['<', '`', '"', '“', ']', '>']).map(|it| at + it) {
        let rest = &text[start..];
        let paragraph = || rest.find("\n\n").unwrap_or(rest.len());
        let closed = |open: usize, close: &str, within: usize| {
            let found = rest.get(open..within).and_then(|it| it.find(close));
            found.map(|it| open + it + close.len())
        };
        let line_begins = text[..start].chars().next_back().is_none_or(|it| it == '\n');
        let length = if rest.starts_with("<!--") {
            Some(closed(4, "-->", rest.len()).unwrap_or(rest.len()))
        } else if rest.starts_with("```") && line_begins {
            Some(closed(3, "\n```", rest.len()).unwrap_or(rest.len()))
        } else if rest.starts_with('>') && line_begins {
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("](") {
            closed(2, ")", paragraph())
        } else if rest.starts_with('`') {
            closed(1, "`", paragraph())
        } else if rest.starts_with('"') {
            closed(1, "\"", paragraph())
        } else if rest.starts_with('“') {
            closed('“'.len_utf8(), "”", paragraph())
        } else {
            None
        };
        let first = rest.chars().next().map_or(1, char::len_utf8);
        if let Some(length) = length {
            all.push(start..start + length);
        }
        at = start + length.unwrap_or(first).max(first);
    }
    all
}

/// A first name at a place, with the capitalised word that follows it.
fn full_name(text: &str, first: Range<usize>) -> Option<Range<usize>> {
    let alone = is_word(text, &first);
    let rest = text[first.end..].strip_prefix(' ').filter(|_| alone)?;
    let mut letters = rest.chars();
    let begins = letters.next().is_some_and(char::is_uppercase);
    let small: usize = letters
        .take_while(|it| it.is_alphabetic() || matches!(it, '-' | '\'' | '’'))
        .map(char::len_utf8)
        .sum();
    let length = rest.chars().next().map_or(0, char::len_utf8) + small;
    let name = rest[..length].trim_end_matches("'s").trim_end_matches("’s");
    let range = first.start..first.end + 1 + name.len();
    (begins && name.chars().count() > 1 && is_word(text, &range)).then_some(range)
}

/// Whether a range is a word of its own: "led" is not in "handled".
pub(super) fn is_word(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Percentages and numbers of points that the author tells.
pub(super) fn figures(prose: &Prose<'_>) -> Vec<Figure> {
    const UNITS: [&str; 6] = ["%", "percentage point", "percent", "per cent", "points", "point"];
    let text = prose.text;
    let mut found = Vec::new();
    for (range, value) in scan(text) {
        let rest = text[range.end..].trim_start_matches(['-', ' ', '\u{a0}']);
        let Some(unit) = UNITS.iter().find(|it| rest.starts_with(**it)) else { continue };
        let start = text.len() - rest.len();
        let letters = rest[unit.len()..].chars().take_while(|it| it.is_alphabetic());
        let whole = range.start..start + unit.len() + letters.map(char::len_utf8).sum::<usize>();
        // Points of a plan, or of an agenda, are none of a scale.
        let counts = unit.starts_with("point") && !is_measured(prose, &range);
        if !counts && prose.is_own(&whole) {
            found.push(Figure {
                value,
                text: text[whole.clone()].to_owned(),
                range: whole,
                in_points: unit.contains("point"),
            });
        }
    }
    found
}

/// Whether points are those of a scale: something moves by them.
fn is_measured(prose: &Prose<'_>, at: &Range<usize>) -> bool {
    const MOVES: [&str; 14] = [
        "rose", "rise", "fell", "fall", "gain", " up ", " down ", "increase", "decrease", "grew", "drop",
        "improved", "declined", "higher",
    ];
    let (before, after) = (prose.before(at), prose.after(at));
    MOVES.iter().any(|it| before.contains(it) || after.contains(it))
}

/// All numbers of a text.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    scan(text).map(|it| it.1).collect()
}

/// Numbers with their places: "1,500", "3.5", "80".
pub(super) fn scan(text: &str) -> impl Iterator<Item = (Range<usize>, f64)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
            let inside = |n: usize| {
                let joins =
                    matches!(bytes[n], b',' | b'.') && bytes.get(n + 1).is_some_and(u8::is_ascii_digit);
                bytes[n].is_ascii_digit() || joins
            };
            let end = (start..bytes.len()).find(|&n| !inside(n)).unwrap_or(bytes.len());
            at = end;
            // "grade7" and "v2" hold no figure; "2024-05-14" is a date.
            let joined =
                text[..start].chars().next_back().is_some_and(|it| it.is_alphanumeric() || it == '-');
            if let (false, Ok(value)) = (joined, text[start..end].replace(',', "").parse()) {
                return Some((start..end, value));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'a>(text: &'a str, word: &str) -> &'a str {
        let at = text.find(word).unwrap();
        text[Prose::from(text).sentence(&(at..at + word.len()))].trim()
    }

    #[test]
    fn a_sentence_ends_where_readers_think_it_ends() {
        let text = "One. As Mr. Example said, two is e.g. more. Three\nof four!\n\nFive – six";
        assert_eq!(sentence(text, "One"), "One.");
        assert_eq!(sentence(text, "said"), "As Mr. Example said, two is e.g. more.");
        assert_eq!(sentence(text, "four"), "Three\nof four!");
        assert_eq!(sentence(text, "six"), "Five – six");
    }

    #[test]
    fn figures_are_percentages_and_points_that_something_moves_by() {
        let told = |text: &str| figures(&Prose::from(text)).into_iter().map(|it| it.text).collect::<Vec<_>>();
        assert_eq!(
            told("It rose by 20% and 3.5 percentage points, then 8 per cent."),
            ["20%", "3.5 percentage points", "8 per cent"]
        );
        assert_eq!(told("A plan of 5 points. Scores fell 12 points."), ["12 points"]);
        assert!(told("On 2024-05-14, 408 of grade7, `80%`, \"half, 50%\" <!-- 9% -->").is_empty());
    }

    #[test]
    fn names_are_two_capitalised_words_of_which_the_first_is_a_first_name() {
        let told = |text: &'static str| {
            Prose::from(text).full_names().map(|it| text[it].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            told("Then Jordan Example’s group met Maria Lopez-Diaz."),
            ["Jordan Example", "Maria Lopez-Diaz"]
        );
        assert!(told("Jordan left. Distributed Leadership in jordan High Street, Jordan\n\nThen").is_empty());
    }
}
