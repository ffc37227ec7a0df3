//! Whether a word that is also a name means a person: `Mark spoke` does, `the Mark of Excellence` does not.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use super::letters::{Letters, fold};
use crate::i18n;

/// What a word is besides a name.
#[derive(Clone, Copy, Debug, Default)]
struct CommonWord {
    /// The languages in which it is a word.
    languages: Languages,
    /// Whether it is a noun in German, which always has a capital letter.
    is_german_noun: bool,
    /// Whether it is a word only in small letters: with a capital letter it is a name.
    is_name: bool,
}

/// Languages that texts may be in: those whose words are known, and two groups of languages that decline names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Languages(u8);

impl Languages {
    const NAMES: [&'static str; 4] = ["en", "es", "fr", "de"];
    /// Texts in German itself; [`ALL`](Self::ALL) has its words, too.
    const GERMAN: Self = Self(64);
    const ALL: Self = Self(15);
    /// Polish, Czech and their relatives in Latin letters.
    pub(super) const SLAVIC: Self = Self(16);
    /// Hungarian, Finnish, Turkish and their relatives, whose prepositions are endings.
    pub(super) const AGGLUTINATIVE: Self = Self(32);

    /// Of language tags; of all languages whose words are known if there is another one, whose texts may hold any.
    pub(super) fn of<'t>(tags: impl IntoIterator<Item = &'t str>) -> Self {
        tags.into_iter().map(Self::of_tag).fold(Self(0), Self::or)
    }

    fn of_tag(tag: &str) -> Self {
        let main = i18n::main_language(tag);
        if let Some(number) = Self::NAMES.iter().position(|name| *name == main) {
            let own = if main == "de" { Self::GERMAN } else { Self(0) };
            return Self(1 << number).or(own);
        }
        match main.as_str() {
            "bs" | "cs" | "hr" | "pl" | "sk" | "sl" => Self::ALL.or(Self::SLAVIC),
            "az" | "et" | "fi" | "hu" | "tr" => Self::ALL.or(Self::AGGLUTINATIVE),
            _ => Self::ALL,
        }
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether texts may be in German, where every noun has a capital letter.
    pub(super) fn is_german(self) -> bool {
        self.share(Self::GERMAN)
    }

    pub(super) fn share(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Words that are also names.
static COMMON_WORDS: LazyLock<HashMap<&str, CommonWord>> = LazyLock::new(|| {
    let mut words: HashMap<&str, CommonWord> = HashMap::new();
    let mut language = Languages::ALL;
    for line in include_str!("common-names.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(tag) = line.strip_prefix('[') {
            language = Languages::of([tag.trim_end_matches(']')]);
            continue;
        }
        for word in line.split_whitespace() {
            let bare = word.trim_end_matches(['*', '+']);
            let known = words.entry(bare).or_default();
            known.is_german_noun |= word.ends_with('*');
            known.is_name |= word.ends_with('+');
            known.languages.0 |= language.0;
        }
    }
    words
});

/// Words after which no person is named by a first name: articles, possessives, prepositions of time.
const BEFORE_THINGS: &str = "
    the this that these those our my your his her their its no every each one some any in since until till before
    after during early late mid last next on st saint mount lake port new
    der die das den dem des ein eine einen einem einer eines kein keine unser unsere mein meine ihr ihre im am zum zur vom
    beim ende anfang bis seit
    el la los las un una unos unas del al mi su sus nuestra nuestro desde hasta san santa
    le les une du au aux mon ma sa notre ce cette fin";

/// What only people do, after a name with which a sentence begins.
const AFTER_PEOPLE: &str = "
    said says asked told wrote writes led leads suggested proposed decided chose thought felt spoke taught refused insisted
    explained agreed believed volunteered presented reported resigned retired apologized cried laughed smiled nodded who she
    he her his teaches
    dijo pidio propuso hizo escribio dirigio quiso pregunto lidera dirige coordina
    sagte fragte schrieb leitete wollte schlug bat hat
    dit demanda proposa ecrivit dirigea voulait pense dirige coordonne";

/// What people do and things seem to, too; months and seasons do it often.
const AFTER_MOST: &str = "ran runs took made gave joined helped brought drew built knew offered learned planned stayed came went never left";

/// Who acts together with somebody: `Grace and I`.
const COMPANIONS: &str = "i he she they we two three four five her his the my our yo ella el nosotros moi elle lui nous ich er sie wir";

/// Months, seasons and holidays: what happens in them happens at the beginning of sentences, too.
pub(super) const TIMES: &str = "
    april may june august abril mayo junio julio agosto avril mai juin juni juli summer winter autumn spring noel";

/// Months, as they stand beside another one: `May and June`.
const MONTHS: &str = "
    january february march april may june july august september october november december
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    januar februar marz juni juli oktober dezember";

/// Things with a number: `In room 12 May led it`.
const NUMBERED: &str = "bed class grade group level page room step table team unit ward week year";

/// Ranks and offices, which own things as such: `Dean's list`.
const OFFICES: &str = "abbot bishop dean deacon duke earl judge king major marshal pope prince prior";

/// What stands before somebody in German, but seldom before a thing without an article.
const BEFORE_PEOPLE: &str =
    "von mit bei fur an durch habe hat haben hatte hatten fragte fragten bat baten danke heute";

/// Nouns that stand without an article, because they are a material.
const MATERIALS: &str = "
    brot glas gold holz honig kohl laub schnee senf silber stahl stein sturm wein zucker zeit angst mut wind kraft gluck frieden
    recht mai august";

/// Whether a list of words has a word.
pub(super) fn has_word(list: &str, word: &str) -> bool {
    // A long text asks for each name in it, so lists are searched as they are written.
    let is_edge = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let bytes = list.as_bytes();
    let mut places = memmem::find_iter(bytes, word);
    !word.is_empty() && places.any(|at| is_edge(bytes[..at].last()) && is_edge(bytes.get(at + word.len())))
}

/// Whether letters are an ordinary word of one of these languages, in small letters and without accents.
pub(super) fn is_common_word(letters: &str, languages: Languages) -> bool {
    COMMON_WORDS.get(letters).is_some_and(|known| known.languages.share(languages))
}

/// How much of a text around a word is looked at, in bytes.
const WINDOW: usize = 300;

/// A text around a word.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) letters: &'a Letters,
    pub(super) languages: Languages,
}

impl<'a> Sentence<'a> {
    /// Whether an ordinary word names a person here: within a sentence, it has a capital letter and isn't part of another
    /// name, a date or a title; at the beginning of one, what follows is something that people do.
    pub(super) fn names_person(&self, letters: &Range<usize>) -> bool {
        let (first, last) = (self.letters.word_at(letters.start), self.letters.word_at(letters.end - 1));
        let original = self.letters.to_original(letters);
        let word = fold(&self.text[original.clone()]);
        let known = COMMON_WORDS.get(word.as_str()).copied().unwrap_or_default();
        let is_after_thing = first.checked_sub(1).is_some_and(|before| {
            self.follows_directly(before, &original)
                && self.letters.word(before).is_some_and(|word| has_word(BEFORE_THINGS, word))
        }) || self.is_of_something(first, &original);
        // `Jack-of-all-trades`
        let rest = self.text[original.end..].strip_prefix('-');
        if rest.is_some_and(|rest| rest.starts_with(char::is_lowercase)) {
            return false;
        }
        let starts_sentence = self.starts_sentence(original.start);
        if !self.text[original.clone()].starts_with(char::is_uppercase) {
            let is_handle = self.text[..original.start].ends_with('@');
            return is_handle || self.is_owner_of_something(&original) && !is_after_thing && !starts_sentence;
        }
        if known.is_name {
            return true;
        }
        if has_word(TIMES, &word) && self.is_in_date(first, last, &original) {
            return false;
        }
        if starts_sentence {
            return self.begins_with_person(&word, last, &original);
        }
        let is_german = self.languages.is_german();
        let before = first.checked_sub(1).and_then(|word| self.letters.word(word)).unwrap_or_default();
        let is_noun = known.is_german_noun
            && is_german
            && (!has_word(BEFORE_PEOPLE, before) || has_word(MATERIALS, &word));
        let rest = self.text[original.end..].trim_start_matches([' ', '\u{a0}']);
        let is_thing = is_noun
            || is_after_thing
            || rest.starts_with(|c: char| c.is_ascii_digit())
            || self.is_in_title(&original, 4)
            || self.has_capitalized_neighbor(first, last, &original);
        !is_thing
    }

    /// `30 June`, `May 2024`, `from May to July`.
    fn is_in_date(&self, first: usize, last: usize, original: &Range<usize>) -> bool {
        const BETWEEN: [&str; 15] = [
            "and", "to", "or", "through", "until", "till", "y", "a", "e", "et", "ou", "au", "und", "bis",
            "oder",
        ];
        let is_month = |word: Option<&str>| word.is_some_and(|word| has_word(MONTHS, word));
        let is_link = |word: Option<&str>| word.is_some_and(|word| BETWEEN.contains(&word));
        let word = |number: usize| self.letters.word(number);
        let back = |count: usize| first.checked_sub(count).and_then(word);
        let before = self.before(original.start).trim_end();
        let after = self.after(original.end).trim_start();
        // A year says more about a sentence than about its next word: `In 2024 May led it`. So does the number of a room.
        let days = before.trim_end_matches('.');
        let rest = days.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_day = days[rest.len()..].parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        let numbered = rest.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        is_day && !has_word(NUMBERED, &numbered.to_lowercase())
            || after.starts_with(|c: char| c.is_ascii_digit())
            || is_month(word(last + 1)) && !after.starts_with('.')
            || is_link(word(last + 1)) && is_month(word(last + 2))
            || is_month(back(1)) && !before.ends_with('.')
            || is_link(back(1)) && is_month(back(2))
    }

    /// `School of Hope`: of a thing with a name of its own.
    fn is_of_something(&self, first: usize, range: &Range<usize>) -> bool {
        let before = first.checked_sub(2).filter(|_| {
            self.letters.word(first - 1) == Some("of") && self.follows_directly(first - 1, range)
        });
        let owner = before.and_then(|word| self.letters.original_word(word));
        owner.is_some_and(|word| {
            self.text[word.clone()].starts_with(char::is_uppercase) && !self.starts_sentence(word.start)
        })
    }

    /// The text before a byte, as far as it is looked at.
    fn before(&self, at: usize) -> &'a str {
        &self.text[self.text.ceil_char_boundary(at.saturating_sub(WINDOW))..at]
    }

    /// The text after a byte, as far as it is looked at.
    fn after(&self, at: usize) -> &'a str {
        &self.text[at..self.text.floor_char_boundary(self.text.len().min(at + WINDOW))]
    }

    /// Whether only spaces stand between a word and a range after it.
    pub(super) fn follows_directly(&self, word: usize, range: &Range<usize>) -> bool {
        let between = self.letters.original_word(word).and_then(|word| self.text.get(word.end..range.start));
        between.is_some_and(|between| {
            between.chars().all(|c| c.is_whitespace() || matches!(c, '\'' | '’' | '-'))
        })
    }

    /// Whether a sentence that begins with a word is about a person of that name.
    fn begins_with_person(&self, word: &str, last: usize, range: &Range<usize>) -> bool {
        let is_time = has_word(TIMES, word);
        let owns = self.is_owner_of_something(range) && !is_time && !has_word(OFFICES, word);
        owns || self.is_subject(last, range, is_time) || !is_time && self.is_alone(range)
    }

    /// Whether what follows a name is something that people do.
    fn is_subject(&self, last: usize, range: &Range<usize>, is_time: bool) -> bool {
        /// What follows a comma after a person: `Grace, who led it`.
        const AFTER_COMMA: &str =
            "who whom whose aged age head a an the our my one then qui que quien der die nurse teacher";
        /// What can't follow a month.
        const AFTER_PERSON: &str = "who whom whose aged";
        let next = self.letters.original_word(last + 1);
        let between = next.clone().and_then(|next| self.text.get(range.end..next.start)).unwrap_or("¶");
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '"' | '”' | ')');
        let word = self.letters.word(last + 1).unwrap_or_default();
        let then = self.letters.word(last + 2).unwrap_or_default();
        if let Some(rest) = between.trim_start_matches(['*', '_']).strip_prefix(',') {
            let list = if is_time { AFTER_PERSON } else { AFTER_COMMA };
            return rest.chars().all(is_mark) && has_word(list, word);
        }
        if !between.chars().all(is_mark) {
            return false;
        }
        let is_together = || {
            matches!(word, "and" | "y" | "et" | "und")
                && (has_word(COMPANIONS, then) || self.letters.is_capitalized(self.text, last + 2))
        };
        let written = next.map(|next| &self.text[next]).unwrap_or_default();
        // `resigned`, `kündigte`, `llegó`, `pleurait`
        let is_past = || {
            written.starts_with(char::is_lowercase)
                && written.len() > 4
                && ["ed", "te", "ó", "ait", "aba"].iter().any(|ending| written.ends_with(ending))
        };
        // `me dijo`, `m'a écrit`, `a refusé`
        let is_with_pronoun = || {
            matches!(word, "me" | "nos" | "m" | "nous")
                || word == "a" && (then.ends_with('e') || then == "dit")
        };
        has_word(AFTER_PEOPLE, word)
            || is_with_pronoun()
            || is_together()
            || !is_time && (has_word(AFTER_MOST, word) || is_past())
    }

    /// Whether a word stands alone in a cell of a table, or after a label: `| Grace |`, `By: Grace`.
    fn is_alone(&self, range: &Range<usize>) -> bool {
        let before = self.before(range.start).trim_end_matches([' ', '*', '_', '"']);
        let after = self.after(range.end).trim_start_matches([' ', '*', '_', '"']);
        let is_bounded = |c: Option<char>| matches!(c, Some('|' | '¶' | '(' | ')'));
        let is_cell = is_bounded(before.chars().next_back()) && is_bounded(after.chars().next());
        let ends = after.is_empty() || after.starts_with(['\n', '¶', ',', ';']);
        is_cell || ends && before.ends_with([':', '—', '–'])
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
    pub(super) fn starts_sentence(&self, at: usize) -> bool {
        const MARKS: [char; 17] = [
            ' ', '\t', '\u{a0}', '\u{202f}', '"', '“', '‘', '\'', '«', '¿', '¡', '*', '_', '(', '[', '>',
            '\r',
        ];
        let window = self.before(at);
        let before = window.trim_end_matches(MARKS);
        match before.chars().next_back() {
            None => window.len() == at,
            Some('\n') => {
                // A line that is wrapped goes on; one after a blank line does not.
                let above = before.trim_end_matches(['\n', ' ', '\r']);
                before[above.len()..].matches('\n').count() > 1 || above.is_empty()
            }
            Some('-' | '+') => before[..before.len() - 1].trim_end_matches([' ', '\t']).ends_with('\n'),
            Some(c) => matches!(
                c,
                '.' | '!' | '?' | ':' | ';' | '…' | '|' | '¶' | '#' | '–' | '—' | '•' | '/' | '"' | '“' | '='
            ),
        }
    }

    /// Whether most words around of at least so many letters have a capital letter, as in titles.
    pub(super) fn is_in_title(&self, range: &Range<usize>, min_letters: usize) -> bool {
        const ENDS: [char; 3] = ['¶', '|', '.'];
        let before = self.before(range.start);
        let after = self.after(range.end);
        let before = &before[before
            .rfind(ENDS)
            .max(before.rfind("\n\n"))
            .map_or(0, |at| before.ceil_char_boundary(at + 1))..];
        let after =
            &after[..after.find(ENDS).into_iter().chain(after.find("\n\n")).min().unwrap_or(after.len())];
        let words = before.split_whitespace().chain(after.split_whitespace());
        let words = words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= min_letters);
        let (mut all, mut capitals) = (0, 0);
        for word in words {
            let letters = word.trim_start_matches(|c: char| !c.is_alphabetic());
            all += 1;
            capitals += usize::from(letters.starts_with(char::is_uppercase));
        }
        all > 1 && capitals * 3 > all * 2
    }

    /// Whether a word with a capital letter stands beside a name, so that both are the name of something else. The first
    /// word of a sentence does not count.
    fn has_capitalized_neighbor(&self, first: usize, last: usize, range: &Range<usize>) -> bool {
        let is_capitalized = |word: &Range<usize>| self.text[word.clone()].starts_with(char::is_uppercase);
        let before = first.checked_sub(1).filter(|before| self.follows_directly(*before, range));
        let before = before.and_then(|before| self.letters.original_word(before));
        let is_named_before = before.is_some_and(|word| {
            let is_within = !self.starts_sentence(word.start) || self.is_adjective(&word);
            is_capitalized(&word) && is_within && word.len() > 1
        });
        let after = self.letters.original_word(last + 1);
        let is_named_after = after.is_some_and(|after| {
            let between = self.text.get(range.end..after.start);
            is_capitalized(&after) && after.len() > 1 && matches!(between, Some(" " | "\u{a0}" | "-" | "\n"))
        });
        is_named_before || is_named_after
    }
}

/// Whether a sentence ends within a text; the point after an initial ends none.
pub(super) fn ends_sentence(text: &str) -> bool {
    let mut words =
        text.split_inclusive(char::is_whitespace).filter(|word| word.ends_with(char::is_whitespace));
    words.any(|word| {
        let word = word.trim_end();
        let letters = word.trim_end_matches('.').chars().count();
        let is_initial = letters == 1 && word.ends_with('.');
        word.ends_with(['.', '!', '?', '…']) && !is_initial
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_list_is_a_whole_one() {
        let list = "\n    may june\n    julys";
        assert!(["may", "june", "julys"].into_iter().all(|word| has_word(list, word)));
        assert!(!["ma", "une", "july", ""].into_iter().any(|word| has_word(list, word)));
    }
}
