//! Whether a word that is also a name means a person: `Mark spoke` does, `the Mark of Excellence` does not.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::letters::Letters;

/// What a capital letter says of a word that is also a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capital {
    /// It is a name.
    Name,
    /// It may be a name, if the sentence does not begin with it.
    Unsure,
    /// Nothing: it is a noun in German.
    Noun,
}

/// Words that are also names.
static COMMON_WORDS: LazyLock<HashMap<&str, Capital>> = LazyLock::new(|| {
    let lines = include_str!("common-names.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(str::split_whitespace);
    let kind = |word: &'static str| match (word.strip_suffix('*'), word.strip_suffix('+')) {
        (Some(noun), _) => (noun, Capital::Noun),
        (None, Some(name)) => (name, Capital::Name),
        (None, None) => (word, Capital::Unsure),
    };
    words.map(kind).collect()
});

/// Words after which no person is named by a first name: articles, possessives, prepositions of time.
const BEFORE_THINGS: [&str; 102] = [
    // English
    "the", "a", "an", "this", "that", "these", "those", "our", "my", "your", "his", "her", "their", "its",
    "no", "every", "each", "one", "some", "any", "in", "since", "until", "till", "before", "after", "during",
    "early", "late", "mid", "last", "next", "on", "of", "st", "saint", "mount", "lake", "port", "new",
    // German
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein",
    "keine", "unser", "unsere", "mein", "meine", "ihr", "ihre", "im", "am", "zum", "zur", "vom", "beim",
    "ende", "anfang", "bis", "seit", // Spanish
    "el", "la", "los", "las", "un", "una", "unos", "unas", "del", "al", "mi", "su", "sus", "nuestra",
    "nuestro", "desde", "hasta", "san", "santa", // French
    "le", "les", "une", "du", "au", "aux", "mon", "ma", "sa", "notre", "ce", "cette", "fin",
];

/// Whether letters are an ordinary word of some language, in small letters and without accents.
pub(super) fn is_common_word(letters: &str) -> bool {
    COMMON_WORDS.contains_key(letters)
}

/// A text around a word.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) letters: &'a Letters,
}

impl Sentence<'_> {
    /// Whether an ordinary word names a person here: it has a capital letter within a sentence, and is not a part of
    /// another name, a date or a title.
    pub(super) fn names_person(&self, letters: &Range<usize>) -> bool {
        let word = self.letters.word_at(letters.start);
        let original = self.letters.to_original(letters);
        let is_capitalized = self.text[original.clone()].starts_with(char::is_uppercase);
        let capital =
            COMMON_WORDS.get(&self.letters.text[letters.clone()]).copied().unwrap_or(Capital::Unsure);
        let is_after_thing = word.checked_sub(1).is_some_and(|before| {
            self.follows_directly(before, &original)
                && self.letters.word(before).is_some_and(|word| BEFORE_THINGS.contains(&word))
        });
        // `Jack-of-all-trades`
        let rest = self.text[original.end..].strip_prefix('-');
        if rest.is_some_and(|rest| rest.starts_with(char::is_lowercase)) {
            return false;
        }
        if !is_capitalized {
            return self.is_owner_of_something(&original)
                && !is_after_thing
                && !self.starts_sentence(original.start);
        }
        capital == Capital::Name
            || capital == Capital::Unsure
                && !is_after_thing
                && !self.starts_sentence(original.start)
                && !self.is_in_title(&original)
                && !self.has_capitalized_neighbor(word, &original)
                && !self.text[original.end..]
                    .trim_start_matches([' ', '\u{a0}'])
                    .starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether only spaces stand between a word and a range after it.
    fn follows_directly(&self, word: usize, range: &Range<usize>) -> bool {
        let between = self.letters.original_word(word).and_then(|word| self.text.get(word.end..range.start));
        between.is_some_and(|between| {
            between.chars().all(|c| c.is_whitespace() || matches!(c, '\'' | '’' | '-'))
        })
    }

    /// Whether a word describes a thing, as its ending shows: `Restorative Justice`.
    fn is_adjective(&self, word: &Range<usize>) -> bool {
        const ENDINGS: [&str; 11] =
            ["ive", "al", "ary", "ic", "ful", "ous", "able", "ible", "less", "ized", "ised"];
        let written = self.text[word.clone()].to_lowercase();
        written.len() > 4 && ENDINGS.iter().any(|ending| written.ends_with(ending))
    }

    /// `grace's drawing`: only people and animals own things in small letters.
    fn is_owner_of_something(&self, range: &Range<usize>) -> bool {
        let rest = self.text[range.end..].strip_prefix(['\'', '’']);
        rest.is_some_and(|rest| rest.starts_with("s "))
    }

    /// Whether a sentence, a heading, a cell or an entry of a list begins at a byte.
    fn starts_sentence(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([
            ' ', '\t', '\u{a0}', '"', '“', '‘', '\'', '«', '¿', '¡', '*', '_', '(', '[', '>', '\u{202f}',
        ]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        match before.chars().next_back() {
            None => true,
            Some('\n') => {
                // A line that is wrapped goes on; one after a blank line does not.
                let above = before.trim_end_matches(['\n', ' ', '\r']);
                before[above.len()..].matches('\n').count() > 1 || above.is_empty()
            }
            Some('.') => true,
            Some(c) => {
                matches!(
                    c,
                    '!' | '?' | ':' | ';' | '…' | '|' | '¶' | '#' | '–' | '—' | '•' | '/' | '"' | '“' | '='
                ) || matches!(line.trim(), "-" | "+" | "*" | "–")
            }
        }
    }

    /// Whether most words of the line have a capital letter, as in titles.
    fn is_in_title(&self, range: &Range<usize>) -> bool {
        let start = self.text[..range.start].rfind(['\n', '¶', '|']).map_or(0, |at| at + 1);
        let end =
            self.text[range.end..].find(['\n', '¶', '|', '.']).map_or(self.text.len(), |at| range.end + at);
        let line = self.text.get(start..end).unwrap_or_default();
        let words =
            line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
        let (mut all, mut capitals) = (0, 0);
        for word in words {
            all += 1;
            capitals += usize::from(
                word.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase),
            );
        }
        all > 1 && capitals * 3 > all * 2
    }

    /// Whether a word with a capital letter stands beside it, so that both are the name of something else. The first word
    /// of a sentence does not count.
    fn has_capitalized_neighbor(&self, word: usize, range: &Range<usize>) -> bool {
        let is_capitalized = |word: &Range<usize>| self.text[word.clone()].starts_with(char::is_uppercase);
        let before = word.checked_sub(1).filter(|before| self.follows_directly(*before, range));
        let before = before.and_then(|before| self.letters.original_word(before));
        let is_named_before = before.is_some_and(|word| {
            let is_within = !self.starts_sentence(word.start) || self.is_adjective(&word);
            is_capitalized(&word) && is_within && word.len() > 1
        });
        let after = self.letters.original_word(word + 1);
        let is_named_after = after.is_some_and(|after| {
            is_capitalized(&after)
                && after.len() > 1
                && self.text[range.end..after.start].chars().all(|c| matches!(c, ' ' | '\u{a0}' | '-' | '\n'))
        });
        is_named_before || is_named_after
    }
}
