//! The letters of a text as names are compared: in small letters, without accents, and without what stands between them.
//!
//! `Jor-\ndan  Éxample` and `@jordan.example` have the same letters; what stood between them is known for each.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// How letters are written that a keyboard may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As one letter: `ø` as `o`.
    Short,
    /// As two letters: `ø` as `oe`.
    Long,
    /// As the Latin letter that it looks like: the Cyrillic `о` as `o`.
    LookAlike,
}

/// What stands between a letter and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing, or nothing that can be seen.
    None,
    /// A capital letter begins a part of a word: `jordanExample`.
    Capital,
    /// A hyphen at the end of a line.
    LineBreak,
    /// An apostrophe.
    Apostrophe,
    /// Anything else: a space, punctuation, a digit, markup.
    Other,
}

/// The letters of a text.
pub(super) struct Letters {
    /// In small letters, without anything between them.
    pub(super) text: String,
    places: Vec<LetterOrigin>,
    /// Bytes of `text` of each word.
    pub(super) words: Vec<Range<usize>>,
    /// Whether the text has letters that can be written in two ways.
    pub(super) has_variants: bool,
    /// Whether a word has Latin letters and others that look like them.
    pub(super) has_look_alikes: bool,
    /// Whether the last word has Latin letters, and letters that only look like them.
    scripts: (bool, bool),
}

/// What was read before a character.
struct LetterContext {
    gap: Gap,
    was_small: bool,
}

/// Where a byte of the letters comes from.
#[derive(Clone, Copy)]
struct LetterOrigin {
    /// Bytes of the original text.
    start: u32,
    end: u32,
    /// Number of the word.
    word: u32,
    gap: Gap,
}

impl Letters {
    /// Reads a text of at most 4 GiB; what comes after is not read.
    pub(super) fn new(text: &str, spelling: Spelling) -> Self {
        let mut letters = Self {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
            words: Vec::new(),
            has_variants: false,
            has_look_alikes: false,
            scripts: (false, false),
        };
        let mut state = LetterContext { gap: Gap::Other, was_small: false };
        let mut at = 0;
        while let Some(letter) = text[at..].chars().next() {
            let Ok(start) = u32::try_from(at) else { break };
            let rest = &text[at..];
            if letter == '&'
                && let Some(length) = invisible_entity(rest)
            {
                at += length;
            } else if letter == '%'
                && let Some((decoded, length)) = percent_encoded(rest)
            {
                at += length;
                let origin = start..u32::try_from(at).unwrap_or(u32::MAX);
                for letter in decoded.chars() {
                    letters.read(letter, "", spelling, origin.clone(), &mut state);
                }
            } else {
                at += letter.len_utf8();
                let mut whole = letter;
                // A letter and its accents, or the parts of a syllable, may be several characters.
                while let Some(accent) = text[at..].chars().next().filter(|accent| !accent.is_ascii())
                    && let Some(composed) = compose(whole, accent)
                {
                    whole = composed;
                    at += accent.len_utf8();
                }
                let origin = start..u32::try_from(at).unwrap_or(u32::MAX);
                letters.read(whole, &text[at..], spelling, origin, &mut state);
            }
        }
        letters
    }

    /// Reads a character at a place in the text; `rest` is what follows it.
    fn read(
        &mut self,
        letter: char,
        rest: &str,
        spelling: Spelling,
        origin: Range<u32>,
        state: &mut LetterContext,
    ) {
        let is_ascii = letter.is_ascii();
        if !is_ascii && is_invisible(letter) {
            return;
        }
        let is_letter = letter.is_alphabetic() || !is_ascii && is_combining_mark(letter);
        if !is_letter || is_apostrophe(letter) {
            state.gap = state.gap.max(gap_of(letter, rest, state.gap));
            state.was_small = false;
            return;
        }
        if state.gap == Gap::None && state.was_small && letter.is_uppercase() {
            state.gap = Gap::Capital;
        }
        state.was_small = letter.is_lowercase();
        self.push(letter, spelling, origin, state.gap);
        state.gap = Gap::None;
    }

    fn push(&mut self, letter: char, spelling: Spelling, origin: Range<u32>, gap: Gap) {
        if gap > Gap::Capital || self.words.is_empty() {
            self.words.push(self.text.len()..self.text.len());
            self.scripts = (false, false);
        }
        let look_alike = if letter.is_ascii() { None } else { look_alike(letter) };
        self.scripts.0 |= letter.is_ascii();
        self.scripts.1 |= look_alike.is_some();
        self.has_look_alikes |= self.scripts == (true, true);
        let letter = look_alike.filter(|_| spelling == Spelling::LookAlike).unwrap_or(letter);
        let word = u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX);
        let mut gap = gap;
        let mut add = |letters: &mut Self, folded: char| {
            letters.text.push(folded);
            let place = LetterOrigin { start: origin.start, end: origin.end, word, gap };
            letters.places.extend(std::iter::repeat_n(place, folded.len_utf8()));
            gap = Gap::None;
        };
        if letter.is_ascii() {
            add(self, letter.to_ascii_lowercase());
        } else {
            let small = letter.to_lowercase().next().unwrap_or(letter);
            match two_spellings(small) {
                Some((short, long)) => {
                    self.has_variants |= short != long;
                    let folded = if spelling == Spelling::Long { long } else { short };
                    folded.chars().for_each(|c| add(self, c));
                }
                // The parts of a syllable are no letters of their own.
                None if is_hangul(letter) => add(self, letter),
                None => {
                    let folded = letter
                        .nfkd()
                        .filter(|c| !is_accent(*c) && (c.is_alphanumeric() || is_combining_mark(*c)));
                    folded.flat_map(char::to_lowercase).filter(|c| !is_accent(*c)).for_each(|c| add(self, c));
                }
            }
        }
        if let Some(word) = self.words.last_mut() {
            word.end = self.text.len();
        }
    }

    /// The bytes of the original text of some letters.
    pub(super) fn to_original(&self, letters: &Range<usize>) -> Range<usize> {
        self.places[letters.start].start as usize..self.places[letters.end - 1].end as usize
    }

    /// What stands before the letter at a byte; [`Gap::Other`] at the end.
    pub(super) fn gap_before(&self, at: usize) -> Gap {
        self.places.get(at).map_or(Gap::Other, |place| place.gap)
    }

    /// The number of the word that the letter at a byte is in.
    pub(super) fn word_at(&self, at: usize) -> usize {
        self.places[at].word as usize
    }

    /// The letters of a word, if there is one with this number.
    pub(super) fn word(&self, number: usize) -> Option<&str> {
        self.words.get(number).map(|range| &self.text[range.clone()])
    }

    /// The bytes of the original text of a word.
    pub(super) fn original_word(&self, number: usize) -> Option<Range<usize>> {
        self.words.get(number).filter(|word| !word.is_empty()).map(|word| self.to_original(word))
    }

    /// Whether a word has a capital first letter in `text`, from which these letters were read.
    pub(super) fn is_capitalized(&self, text: &str, word: usize) -> bool {
        self.original_word(word).is_some_and(|word| text[word].starts_with(char::is_uppercase))
    }

    /// The largest gap within some letters.
    pub(super) fn largest_gap(&self, letters: &Range<usize>) -> Gap {
        let inner = self.places.get(letters.start + 1..letters.end).unwrap_or_default();
        // The bytes of one letter share its gap.
        let first = self.places[letters.start].start;
        let gaps = inner.iter().filter(|place| place.start != first).map(|place| place.gap);
        gaps.max().unwrap_or(Gap::None)
    }
}

/// The letters of a text, however it is spelled.
pub(super) fn fold(text: &str) -> String {
    Letters::new(text, Spelling::Short).text
}

/// Length of an entity at the start of a text that nobody sees, such as `&shy;`.
fn invisible_entity(text: &str) -> Option<usize> {
    const ENTITIES: [&str; 12] = [
        "&shy;",
        "&zwj;",
        "&zwnj;",
        "&NoBreak;",
        "&ZeroWidthSpace;",
        "&lrm;",
        "&rlm;",
        "&#173;",
        "&#xad;",
        "&#xAD;",
        "&#8203;",
        "&#8205;",
    ];
    ENTITIES.iter().find(|entity| text.starts_with(**entity)).map(|entity| entity.len())
}

/// The text of percent-encoded bytes at the start of a text, such as `%C3%A9` in an address, and their length.
fn percent_encoded(text: &str) -> Option<(String, usize)> {
    /// More is read in parts, so that bytes that are no text are not read again and again.
    const MAX_BYTES: usize = 64;
    let bytes = text.as_bytes().chunks(3).map_while(|part| match part {
        [b'%', digits @ ..] if digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit) => {
            u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
        }
        _ => None,
    });
    let bytes: Vec<u8> = bytes.take(MAX_BYTES).collect();
    // The last character may be cut.
    let whole = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let decoded = std::str::from_utf8(&bytes[..whole]).ok().filter(|decoded| !decoded.is_empty())?;
    Some((decoded.to_owned(), whole * 3))
}

/// Some apostrophes are letters in Unicode.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | 'ʹ' | '`' | '´' | '′' | '＇' | '׳')
}

fn gap_of(letter: char, rest: &str, before: Gap) -> Gap {
    match letter {
        letter if is_apostrophe(letter) => Gap::Apostrophe,
        '-' | '‐' if rest.trim_start_matches([' ', '\r']).starts_with('\n') => Gap::LineBreak,
        // The line break after such a hyphen, the indentation of the next line and the mark of a quotation.
        _ if before == Gap::LineBreak && (letter.is_whitespace() || letter == '>') => Gap::LineBreak,
        _ => Gap::Other,
    }
}

/// Characters that take no place: soft hyphens, joiners, marks of direction, accents that combine with a letter.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || is_accent(letter)
}

/// Marks that change no letter into another: accents and the points of Hebrew and Arabic. The vowels of Hindi or Thai do.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_hangul(letter: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

/// The Latin letter that a Greek or Cyrillic one looks like.
fn look_alike(letter: char) -> Option<char> {
    const CYRILLIC: &str = "аaвbеeзzиuкkмmнhоoрpсcтtуyхxіiјjѕsԁdɡgһhґrаaАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅS";
    const GREEK: &str = "αaβbεeιiκkνvοoρpτtυuχxωwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";
    static LATIN: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let letters: Vec<char> = CYRILLIC.chars().chain(GREEK.chars()).collect();
        letters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    });
    LATIN.get(&letter).copied()
}

/// How a letter is written where the keyboard lacks it: as one letter, and as two.
fn two_spellings(letter: char) -> Option<(&'static str, &'static str)> {
    Some(match letter {
        'ä' => ("a", "ae"),
        'ö' | 'ő' => ("o", "oe"),
        'ü' | 'ű' => ("u", "ue"),
        'ø' => ("o", "oe"),
        'å' => ("a", "aa"),
        'æ' => ("ae", "ae"),
        'œ' => ("oe", "oe"),
        'ß' => ("ss", "ss"),
        'đ' => ("d", "dj"),
        'ð' => ("d", "dh"),
        'þ' => ("th", "th"),
        'ł' => ("l", "l"),
        'ħ' => ("h", "h"),
        'ı' => ("i", "i"),
        'ŋ' => ("n", "ng"),
        'ŧ' => ("t", "t"),
        'ə' => ("e", "e"),
        // At the end of a word.
        'ς' => ("σ", "σ"),
        // Arabic letters that keyboards and habits exchange, and the one that draws others out.
        'ى' | 'ی' => ("ي", "ي"),
        'ة' => ("ه", "ه"),
        'ک' => ("ك", "ك"),
        'ـ' => ("", ""),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_the_same_however_they_are_spelled() {
        for text in [
            "Jordan Example",
            "jordan.example",
            "JORDAN\nEXAMPLE",
            "Jor\u{ad}dan&shy; Ex\u{200b}ample",
            "jor-\n  dan exam-\nple",
            "> jor-\n> dan exam-\n> ple",
            "jordan%20example",
            "J\u{308}ordan Éxample",
            "Ｊｏｒｄａｎ　Ｅｘａｍｐｌｅ",
        ] {
            assert_eq!(Letters::new(text, Spelling::Short).text, "jordanexample", "{text}");
        }
        let (short, long) =
            (Letters::new("Søren Müß", Spelling::Short), Letters::new("Søren Müß", Spelling::Long));
        assert_eq!((short.text.as_str(), long.text.as_str()), ("sorenmuss", "soerenmuess"));
    }

    #[test]
    fn gaps_say_what_stood_between_letters() {
        let letters = Letters::new("Jor-\n> dan O'Brien jordanExample", Spelling::Short);
        assert_eq!(letters.gap_before(0), Gap::Other);
        assert_eq!(letters.gap_before(3), Gap::LineBreak);
        assert_eq!(letters.gap_before(7), Gap::Apostrophe);
        assert_eq!(letters.gap_before(18), Gap::Capital);
        assert_eq!(letters.to_original(&(0..6)), 0..10);
    }
}
