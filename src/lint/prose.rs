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

    /// All sentences, in their order.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &Range<usize>> {
        self.sentences.get_or_init(|| split_sentences(self.text)).iter()
    }

    /// The sentence in which a range starts.
    pub(super) fn sentence(&self, at: &Range<usize>) -> Range<usize> {
        let sentences = self.sentences.get_or_init(|| split_sentences(self.text));
        let next = sentences.partition_point(|range| range.end <= at.start);
        sentences.get(next).cloned().unwrap_or(at.start..self.text.len())
    }
}

/// Splits a text into sentences, which end at punctuation, a blank line, a heading or a list item. They cover the whole
/// text.
fn split_sentences(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut line_start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let rest = &text.as_bytes()[at + 1..];
        let end = match byte {
            b'.' | b'!' | b'?' => sentence_end(text, at),
            b'\n' => {
                let is_heading = text[line_start..at].starts_with('#');
                line_start = at + 1;
                (is_heading || begins_block(rest)).then_some(at + 1)
            }
            _ => None,
        };
        if let Some(end) = end.filter(|end| *end > start) {
            all.push(start..end);
            start = end;
        }
    }
    all.push(start..text.len());
    all
}

/// The end of a sentence whose last word has the punctuation mark at `at`, with the quotes, brackets and emphasis that
/// close after it; `None` within a word and after an abbreviation.
fn sentence_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let mut after = rest.trim_start_matches(['"', '\'', ')', ']', '*', '_', '”', '’', '»']);
    // The mark of a footnote belongs to the sentence before it.
    while let Some((_, next)) = after.strip_prefix("[^").and_then(|note| note.split_once(']')) {
        after = next;
    }
    let ends_word = after.chars().next().is_none_or(char::is_whitespace);
    (ends_word && !is_abbreviation(&text[..at], after)).then_some(text.len() - after.len())
}

/// Whether the lines after a line break begin a new block: a blank line, a heading, a list item, a quotation or a row.
fn begins_block(rest: &[u8]) -> bool {
    let indent = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let rest = &rest[indent..];
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match rest.get(digits) {
        None | Some(b'\n') if digits == 0 => true,
        Some(b'#' | b'>' | b'|') if digits == 0 => true,
        Some(b'-' | b'*' | b'+') if digits == 0 => rest.get(1) == Some(&b' '),
        Some(b'.' | b')') if digits > 0 => rest.get(digits + 1) == Some(&b' '),
        _ => false,
    }
}

/// Whether a period between these texts ends an abbreviation rather than a sentence: "Mr. Example", "e.g. lunch".
fn is_abbreviation(before: &str, after: &str) -> bool {
    /// What stands before a name or an example, and so never ends a sentence.
    const LEADING: [&str; 17] = [
        "mr", "mrs", "ms", "mx", "dr", "st", "prof", "sgt", "capt", "lt", "rev", "hon", "gov", "e.g", "i.e",
        "vs", "approx",
    ];
    /// What stands before a number: "no. 5", but "she said no. Then".
    const BEFORE_NUMBER: [&str; 8] = ["no", "nos", "fig", "pp", "ch", "vol", "sec", "para"];
    /// What ends a sentence too, if a capital letter follows.
    const TRAILING: [&str; 22] = [
        "etc", "al", "cf", "inc", "dept", "a.m", "p.m", "u.s", "u.k", "jr", "sr", "jan", "feb", "mar", "apr",
        "aug", "sept", "oct", "nov", "dec", "min", "max",
    ];
    const MAX_CHARS: usize = 8;
    let letters =
        before.chars().rev().take(MAX_CHARS).take_while(|c| !c.is_whitespace() && !"(*_\"“".contains(*c));
    let word: String = letters.flat_map(char::to_lowercase).collect::<Vec<_>>().into_iter().rev().collect();
    let next = after.trim_start().chars().next();
    let is_listed = |list: &[&str]| list.contains(&word.as_str());
    let is_initial = word.chars().count() == 1 && word != "i";
    is_initial
        || is_listed(&LEADING)
        || is_listed(&BEFORE_NUMBER) && next.is_some_and(|c| c.is_ascii_digit())
        || is_listed(&TRAILING) && next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// The ranges that are not in the author's own voice: comments, code, quotations, link targets.
fn find_excluded(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    let mut paragraph_end = 0;
    // Up to where there is none of a delimiter: nobody looks for it twice in a paragraph that has none.
    let mut lacking: HashMap<&str, usize> = HashMap::new();
    while let Some(start) = text[at..].find(['<', '`', '"', '“', ']', '>']).map(|offset| at + offset) {
        let rest = &text[start..];
        if start >= paragraph_end {
            paragraph_end = rest.find("\n\n").map_or(text.len(), |offset| start + offset);
        }
        // The length of a range with a delimiter of `open` bytes, up to and including `close`, which must come before `limit`.
        let mut closed = |open: usize, close: &'static str, limit: usize| {
            let from = start + open;
            if lacking.get(close).is_some_and(|end| limit <= *end) {
                return None;
            }
            let found = text.get(from..limit).and_then(|inside| inside.find(close));
            if found.is_none() {
                lacking.insert(close, limit);
            }
            found.map(|offset| open + offset + close.len())
        };
        let line_begins = text[..start].chars().next_back().is_none_or(|c| c == '\n');
        let length = if rest.starts_with("<!--") {
            Some(closed(4, "-->", text.len()).unwrap_or(rest.len()))
        } else if rest.starts_with("```") && line_begins {
            Some(closed(3, "\n```", text.len()).unwrap_or(rest.len()))
        } else if rest.starts_with('>') && line_begins {
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("](") {
            closed(2, ")", paragraph_end)
        } else if rest.starts_with('`') {
            closed(1, "`", paragraph_end)
        } else if rest.starts_with('"') {
            closed(1, "\"", paragraph_end)
        } else if rest.starts_with('“') {
            closed('“'.len_utf8(), "”", paragraph_end)
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
    // A name may be wrapped at the end of a line, though not from a heading into the text below it.
    let wraps = || !is_in_heading(text, first.start);
    let rest = &text[first.end..];
    let rest = rest.strip_prefix(' ').or_else(|| rest.strip_prefix('\n').filter(|_| wraps()));
    let rest = rest.filter(|_| is_delimited)?;
    let mut letters = rest.chars();
    let is_capitalized = letters.next().is_some_and(char::is_uppercase);
    let tail_len: usize =
        letters.take_while(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’')).map(char::len_utf8).sum();
    let length = rest.chars().next().map_or(0, char::len_utf8) + tail_len;
    let name = rest[..length].trim_end_matches("'s").trim_end_matches("’s");
    let range = first.start..first.end + 1 + name.len();
    (is_capitalized && name.chars().count() > 1 && is_whole_word(text, &range)).then_some(range)
}

/// The line of a text in which a position is.
pub(super) fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Whether a position is in the line of a heading.
pub(super) fn is_in_heading(text: &str, at: usize) -> bool {
    line_at(text, at).starts_with('#')
}

/// Whether all longer words of a line are capitalized, as in a title: then a capital letter says nothing.
pub(super) fn is_title_case(line: &str) -> bool {
    const MIN_LETTERS: usize = 4;
    let words = line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut long = words.filter(|word| word.chars().count() >= MIN_LETTERS).peekable();
    long.peek().is_some() && long.all(|word| word.starts_with(|c: char| !c.is_lowercase()))
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
    let mut last: Option<(Range<usize>, f64)> = None;
    for (range, value) in scan_numbers(text) {
        let previous = last.replace((range.clone(), value));
        let rest = text[range.end..].trim_start_matches(['-', ' ', '\u{a0}']);
        let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) else { continue };
        let start = text.len() - rest.len();
        let letters = rest[unit.len()..].chars().take_while(|c| c.is_alphabetic());
        let whole = range.start..start + unit.len() + letters.map(char::len_utf8).sum::<usize>();
        // "A plan of 5 points" counts items; only points on a scale are figures.
        let is_item_count = unit.starts_with("point") && !is_scale_change(prose, &range);
        if is_item_count || !prose.is_author_voice(&whole) {
            continue;
        }
        // Both ends of a range have the unit: "5–10%".
        let lower = previous.filter(|(earlier, _)| is_range_dash(&text[earlier.end..range.start]));
        let whole = lower.as_ref().map_or(whole.start, |(earlier, _)| earlier.start)..whole.end;
        for value in lower.map(|(_, value)| value).into_iter().chain([value]) {
            figures.push(ProseFigure {
                value,
                text: text[whole.clone()].to_owned(),
                range: whole.clone(),
                is_in_points: unit.contains("point"),
            });
        }
    }
    figures
}

/// Whether a text between two numbers makes a range of them.
fn is_range_dash(between: &str) -> bool {
    matches!(between.trim(), "-" | "–" | "—")
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

/// All numbers in a text with their ranges: "1,500", "3.5", ".5", "80", and both of "5-10".
pub(super) fn scan_numbers(text: &str) -> impl Iterator<Item = (Range<usize>, f64)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let first = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
            let inside = |n: usize| {
                let joins =
                    matches!(bytes[n], b',' | b'.') && bytes.get(n + 1).is_some_and(u8::is_ascii_digit);
                bytes[n].is_ascii_digit() || joins
            };
            let end = (first..bytes.len()).find(|&n| !inside(n)).unwrap_or(bytes.len());
            at = end;
            // ".5" begins with its point, unless that ends a word: "see p.5".
            let is_free = |n: usize| !text[..n].ends_with(|c: char| c.is_alphanumeric() || c == '.');
            let start = if text[..first].ends_with('.') && is_free(first - 1) { first - 1 } else { first };
            if let (false, Some(value)) = (is_part_of_code(text, start..end), parse_number(&text[start..end]))
            {
                return Some((start..end, value));
            }
        }
    })
}

/// Whether digits belong to a word, a date or a code rather than being a number: "grade7", "v2", "2024-05-14",
/// "5550-1234". A hyphen after a space is a minus sign, and one between two short numbers makes a range.
fn is_part_of_code(text: &str, number: Range<usize>) -> bool {
    const MAX_RANGE_DIGITS: usize = 3;
    let before = &text[..number.start];
    if before.ends_with(char::is_alphanumeric) {
        return true;
    }
    let Some(before) = before.strip_suffix('-') else { return false };
    let Some(other) = before.chars().next_back().filter(|c| !c.is_whitespace() && !"(“\"".contains(*c))
    else {
        return false;
    };
    let run = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_short = number.len() <= MAX_RANGE_DIGITS + 2 && before.len() - run.len() <= MAX_RANGE_DIGITS + 2;
    let continues = text[number.end..].starts_with('-');
    !other.is_ascii_digit()
        || !is_short
        || continues
        || run.ends_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// A number as people write it: "1,500", "3.5", and "3,5" for three and a half. `None` for a list such as "6,7,8".
fn parse_number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let are_thousands = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    match groups[..] {
        [_] => text.parse().ok(),
        _ if are_thousands && groups[0] != "0" => text.replace(',', "").parse().ok(),
        [_, _] if fraction.is_empty() => text.replace(',', ".").parse().ok(),
        _ => None,
    }
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
    fn a_sentence_does_not_run_into_a_heading_a_list_or_the_next_one() {
        let text = "## The nurse\nShe left. He asked no. Then **it ended.** They met at 3 p.m. on the 5th, in no. 7.\n\
                    - One\n- Two\n1. Three\n \nSt. Ann’s said “yes.” Four";
        assert_eq!(sentence(text, "nurse"), "## The nurse");
        assert_eq!(sentence(text, "asked"), "He asked no.");
        assert_eq!(sentence(text, "it ended"), "Then **it ended.**");
        assert_eq!(sentence(text, "5th"), "They met at 3 p.m. on the 5th, in no. 7.");
        assert_eq!(sentence(text, "Two"), "- Two");
        assert_eq!(sentence(text, "Three"), "1. Three");
        assert_eq!(sentence(text, "said"), "St. Ann’s said “yes.”");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let numbers = |text: &str| parse_numbers(text);
        assert_eq!(numbers(".1 percent, 0.5, 3,5 and 1,500.25"), [0.1, 0.5, 3.5, 1500.25]);
        assert_eq!(numbers("by -3, (-4), 5-10 and 52–63.5"), [3.0, 4.0, 5.0, 10.0, 52.0, 63.5]);
        assert_eq!(numbers("see p.5"), [5.0]);
        assert_eq!(numbers("2024-05-14"), [2024.0]);
        assert!(numbers("grade7, v2").is_empty());
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
        assert_eq!(
            found("It fell by .1 percent, then 5–10% or 5-10 percent."),
            [".1 percent", "5–10%", "5–10%", "5-10 percent", "5-10 percent"]
        );
        // What is not closed in its paragraph is no quotation, and hides nothing in the next.
        assert_eq!(found("`1% and “2% and ](3%\n\n`4%` and 5% and “6%”"), ["1%", "2%", "3%", "5%"]);
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
        assert_eq!(names("It was Jordan\nExample who came."), ["Jordan\nExample"]);
        assert!(names("## Thanks to Jordan\nThen we met Jordan. Then Maria.\n- Maria\n- Then").is_empty());
        assert!(
            names("Jordan left. Distributed Leadership in jordan High Street, Jordan\n\nThen").is_empty()
        );
    }
}
