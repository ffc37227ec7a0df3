//! Search in Markdown source: phrases, sentences, names and figures in the author's own voice.
//!
//! Texts may be long, or crafted to be slow, so every analysis is a single linear pass, and indexes are built once.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::first_names::FIRST_NAMES;
use super::lexicon::SEARCHED_PHRASES;

/// A text with lazily computed indexes.
pub(super) struct Prose<'a> {
    text: &'a str,
    sentences: OnceCell<Vec<Range<usize>>>,
    /// Comments, code, quotations and link targets, which are not in the author's own voice. Sorted.
    excluded: OnceCell<Vec<Range<usize>>>,
    /// Occurrences of each searched phrase, by its number in [`SEARCHED_PHRASES`].
    phrase_hits: OnceCell<HashMap<usize, Vec<Range<usize>>>>,
}

/// A percentage or a point value in a text.
pub(super) struct ProseFigure {
    pub(super) value: f64,
    /// The figure as written, with its unit: "3.5 percentage points".
    pub(super) text: String,
    pub(super) range: Range<usize>,
    /// Whether the unit is points or percentage points, rather than percent.
    pub(super) is_in_points: bool,
}

/// One automaton for the phrases of all rules, and the number of each phrase in it.
static PHRASE_MATCHER: LazyLock<(AhoCorasick, HashMap<&str, usize>)> = LazyLock::new(|| {
    let all: Vec<&str> = SEARCHED_PHRASES.concat();
    let finder =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&all);
    let numbers = all.iter().enumerate().map(|(number, word)| (*word, number)).collect();
    (finder.expect("the words are few and short"), numbers)
});

/// One automaton for all first names.
static FIRST_NAME_MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(FIRST_NAMES)
        .expect("the names are few and short")
});

impl<'a> Prose<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, sentences: OnceCell::new(), excluded: OnceCell::new(), phrase_hits: OnceCell::new() }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The occurrences of a phrase in the author's own voice, ignoring ASCII case.
    ///
    /// # Panics
    ///
    /// When the phrase is on none of the lists in [`SEARCHED_PHRASES`].
    pub(super) fn find_phrase(&self, word: &str) -> impl Iterator<Item = &Range<usize>> {
        let number = PHRASE_MATCHER.1.get(word).expect("every word that a rule looks for is listed");
        let hits = self.phrase_hits.get_or_init(|| self.index_phrases()).get(number);
        hits.into_iter().flatten().filter(|range| self.is_author_voice(range))
    }

    fn index_phrases(&self) -> HashMap<usize, Vec<Range<usize>>> {
        let mut index: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
        for hit in PHRASE_MATCHER
            .0
            .find_overlapping_iter(self.text)
            .filter(|hit| is_whole_word(self.text, &hit.range()))
        {
            index.entry(hit.pattern().as_usize()).or_default().push(hit.range());
        }
        index
    }

    /// Probable names of people: a common first name followed by a capitalized word.
    pub(super) fn full_names(&self) -> impl Iterator<Item = Range<usize>> {
        FIRST_NAME_MATCHER.find_iter(self.text).filter_map(|hit| match_full_name(self.text, hit.range()))
    }

    /// Whether a range is in the author's own voice: outside of comments, code, quotations and link targets.
    pub(super) fn is_author_voice(&self, at: &Range<usize>) -> bool {
        let foreign = self.excluded.get_or_init(|| find_excluded(self.text));
        let next = foreign.partition_point(|range| range.end <= at.start);
        foreign.get(next).is_none_or(|range| range.start >= at.end)
    }

    /// The text before a range in its sentence, in lower case and with a leading space, so that " no " also matches at
    /// the start.
    pub(super) fn text_before(&self, at: &Range<usize>) -> String {
        let before = &self.text[self.sentence(at).start.min(at.start)..at.start];
        format!(" {}", before.trim_start().replace('\n', " ").to_ascii_lowercase())
    }

    /// The text after a range in its sentence, in lower case.
    pub(super) fn text_after(&self, at: &Range<usize>) -> String {
        let end = self.sentence(at).end.max(at.end);
        self.text[at.end..end].trim_start().replace('\n', " ").to_ascii_lowercase()
    }

    /// The sentence in which a range starts.
    pub(super) fn sentence(&self, at: &Range<usize>) -> Range<usize> {
        let sentences = self.sentences.get_or_init(|| split_sentences(self.text));
        let next = sentences.partition_point(|range| range.end <= at.start);
        sentences.get(next).cloned().unwrap_or(at.start..self.text.len())
    }
}

/// Splits a text into sentences, which end at punctuation or a blank line. They cover the whole text.
fn split_sentences(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1);
        let ends = match byte {
            b'.' | b'!' | b'?' => {
                let ends_word =
                    next.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b')'));
                ends_word && !is_abbreviation(&text[..at])
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

/// Whether a period after this text ends an abbreviation rather than a sentence: "Mr. Example", "e.g. lunch".
fn is_abbreviation(before: &str) -> bool {
    const ABBREVIATIONS: [&str; 12] =
        ["mr", "mrs", "ms", "dr", "st", "no", "vs", "e.g", "i.e", "etc", "approx", "prof"];
    const MAX_CHARS: usize = 8;
    let letters = before.chars().rev().take(MAX_CHARS).take_while(|c| !c.is_whitespace() && *c != '(');
    let word: String = letters.flat_map(char::to_lowercase).collect::<Vec<_>>().into_iter().rev().collect();
    ABBREVIATIONS.contains(&word.as_str()) || word.chars().count() == 1 && word != "i"
}

/// The ranges that are not in the author's own voice: comments, code, quotations, link targets.
fn find_excluded(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['<', '`', '"', '“', ']', '>']).map(|offset| at + offset) {
        let rest = &text[start..];
        let paragraph = || rest.find("\n\n").unwrap_or(rest.len());
        // The length of a range with a delimiter of `open` bytes, up to and including `close`, which must come before
        // `limit`.
        let closed = |open: usize, close: &str, limit: usize| {
            let end = rest.get(open..limit).and_then(|inside| inside.find(close));
            end.map(|offset| open + offset + close.len())
        };
        let line_begins = text[..start].chars().next_back().is_none_or(|c| c == '\n');
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

/// The range of a full name: the first name and the capitalized word after it, without a possessive "'s".
fn match_full_name(text: &str, first: Range<usize>) -> Option<Range<usize>> {
    let is_delimited = is_whole_word(text, &first);
    let rest = text[first.end..].strip_prefix(' ').filter(|_| is_delimited)?;
    let mut letters = rest.chars();
    let is_capitalized = letters.next().is_some_and(char::is_uppercase);
    let tail_len: usize =
        letters.take_while(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’')).map(char::len_utf8).sum();
    let length = rest.chars().next().map_or(0, char::len_utf8) + tail_len;
    let name = rest[..length].trim_end_matches("'s").trim_end_matches("’s");
    let range = first.start..first.end + 1 + name.len();
    (is_capitalized && name.chars().count() > 1 && is_whole_word(text, &range)).then_some(range)
}

/// Whether a range has word boundaries on both sides: "led" in "handled" has not.
pub(super) fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Finds percentages and point values in the author's own voice.
pub(super) fn find_figures(prose: &Prose<'_>) -> Vec<ProseFigure> {
    const UNITS: [&str; 6] = ["%", "percentage point", "percent", "per cent", "points", "point"];
    let text = prose.text;
    let mut figures = Vec::new();
    for (range, value) in scan_numbers(text) {
        let rest = text[range.end..].trim_start_matches(['-', ' ', '\u{a0}']);
        let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) else { continue };
        let start = text.len() - rest.len();
        let letters = rest[unit.len()..].chars().take_while(|c| c.is_alphabetic());
        let whole = range.start..start + unit.len() + letters.map(char::len_utf8).sum::<usize>();
        // "A plan of 5 points" counts items; only points on a scale are figures.
        let is_item_count = unit.starts_with("point") && !is_scale_change(prose, &range);
        if !is_item_count && prose.is_author_voice(&whole) {
            figures.push(ProseFigure {
                value,
                text: text[whole.clone()].to_owned(),
                range: whole,
                is_in_points: unit.contains("point"),
            });
        }
    }
    figures
}

/// Whether a sentence with points is about a change on a scale, judged by verbs and adverbs of movement.
fn is_scale_change(prose: &Prose<'_>, at: &Range<usize>) -> bool {
    const MOVEMENT_WORDS: [&str; 14] = [
        "rose", "rise", "fell", "fall", "gain", " up ", " down ", "increase", "decrease", "grew", "drop",
        "improved", "declined", "higher",
    ];
    let (before, after) = (prose.text_before(at), prose.text_after(at));
    MOVEMENT_WORDS.iter().any(|word| before.contains(word) || after.contains(word))
}

/// All numbers in a text.
pub(super) fn parse_numbers(text: &str) -> Vec<f64> {
    scan_numbers(text).map(|(_, value)| value).collect()
}

/// All numbers in a text with their ranges: "1,500", "3.5", "80".
pub(super) fn scan_numbers(text: &str) -> impl Iterator<Item = (Range<usize>, f64)> {
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
            // Digits after a letter ("grade7", "v2") or a hyphen ("2024-05-14") are not a number.
            let joined = text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '-');
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
        text[Prose::new(text).sentence(&(at..at + word.len()))].trim()
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
        let found = |text: &str| -> Vec<String> {
            find_figures(&Prose::new(text)).into_iter().map(|figure| figure.text).collect()
        };
        assert_eq!(
            found("It rose by 20% and 3.5 percentage points, then 8 per cent."),
            ["20%", "3.5 percentage points", "8 per cent"]
        );
        assert_eq!(found("A plan of 5 points. Scores fell 12 points."), ["12 points"]);
        assert!(found("On 2024-05-14, 408 of grade7, `80%`, \"half, 50%\" <!-- 9% -->").is_empty());
    }

    #[test]
    fn names_are_two_capitalised_words_of_which_the_first_is_a_first_name() {
        let names = |text: &'static str| {
            Prose::new(text).full_names().map(|range| text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            names("Then Jordan Example’s group met Maria Lopez-Diaz."),
            ["Jordan Example", "Maria Lopez-Diaz"]
        );
        assert!(
            names("Jordan left. Distributed Leadership in jordan High Street, Jordan\n\nThen").is_empty()
        );
    }
}
