//! Finds names in a text, in every spelling in which readers would recognize them.
//!
//! A name is found whole, whatever stands between its letters; by its first and last part in any order with up to two
//! words between; by an initial or a title with the surname; by the surname alone if that is asked for. Case, accents,
//! apostrophes and characters that nobody sees make no difference. A name that is also an ordinary word counts only where
//! the sentence shows that a person is meant ([`context`](super::context)).

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::context::{Languages, Sentence, ends_sentence};
use super::doubt::is_doubtful;
use super::file_name::is_in_file_name;
use super::letters::{Gap, Letters, Spelling};
use super::name_parts::{NamePart, NameParts, PatternUse, SoughtName, add_name, spellings};
use super::script::NameScript;
use super::titles::{is_particle, is_plain_title, is_title, is_title_after, is_word_after};

/// What text is searched, which decides how much a small letter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Sentences.
    Prose,
    /// Names of files, addresses and tags, which have no capital letters.
    Path,
}

/// Finds names that are sought, except within names that may be shown.
pub(super) struct NameMatcher {
    automaton: Option<AhoCorasick>,
    /// What each pattern of the automaton stands for.
    uses: Vec<Vec<PatternUse>>,
    names: Vec<NameParts>,
    /// The languages that texts may be in.
    languages: Languages,
}

/// An occurrence of a name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Number of the name.
    pub(super) name: usize,
    /// Whether it may as well mean somebody or something else.
    pub(super) is_doubtful: bool,
}

/// An occurrence of a part of a name.
struct NamePartHit {
    name: usize,
    kind: PartKind,
    letters: Range<usize>,
}

/// Which part of a name is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartKind {
    First,
    Last,
    Middle,
}

/// The number of particles that may stand before a surname.
const MAX_PARTICLES: usize = 3;

/// The number of words that may stand between the parts of a name.
const MAX_WORDS_BETWEEN: usize = 2;

impl NameMatcher {
    /// A matcher for `names`, numbered in their order. Occurrences within a longer name that is `shown` do not count.
    pub(super) fn new(names: &[SoughtName], shown: &[&str], languages: Languages) -> Self {
        let mut patterns: BTreeMap<String, Vec<PatternUse>> = BTreeMap::new();
        let mut all = Vec::with_capacity(names.len());
        for number in 0..names.len() {
            all.push(add_name(number, names, languages, &mut patterns));
        }
        for name in shown {
            for letters in spellings(name) {
                patterns.entry(letters).or_default().push(PatternUse::whole(NamePart::Shown));
            }
        }
        let (patterns, uses): (Vec<String>, Vec<Vec<PatternUse>>) = patterns.into_iter().unzip();
        let automaton = (!names.is_empty()).then(|| {
            let builder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns);
            builder.expect("names are short and few enough for any automaton")
        });
        Self { automaton, uses, names: all, languages }
    }

    /// All occurrences, in the order of the text.
    pub(super) fn find(&self, text: &str, kind: TextKind) -> Vec<Occurrence> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let letters = Letters::new(text, Spelling::Short);
        let (has_variants, has_look_alikes) = (letters.has_variants, letters.has_look_alikes);
        let mut found = Search { matcher: self, text, kind, letters }.run(automaton);
        if has_variants {
            let letters = Letters::new(text, Spelling::Long);
            found.extend(Search { matcher: self, text, kind, letters }.run(automaton));
        }
        if has_look_alikes {
            let letters = Letters::new(text, Spelling::LookAlike);
            found.extend(Search { matcher: self, text, kind, letters }.run(automaton));
        }
        found.sort_by_key(|found| {
            (found.range.start, Reverse(found.range.end), found.name, found.is_doubtful)
        });
        // One occurrence of a name is one finding, however many of its parts are found.
        let mut ends: HashMap<usize, usize> = HashMap::new();
        found.retain(|Occurrence { name, range, .. }| {
            let is_new = ends.get(name).is_none_or(|end| range.start >= *end);
            if is_new {
                ends.insert(*name, range.end);
            }
            is_new
        });
        found
    }
}

/// One search through the letters of a text.
struct Search<'a> {
    matcher: &'a NameMatcher,
    text: &'a str,
    kind: TextKind,
    letters: Letters,
}

impl Search<'_> {
    fn run(&self, automaton: &AhoCorasick) -> Vec<Occurrence> {
        let mut found = Vec::new();
        let mut parts = Vec::new();
        let mut shown: Vec<Range<usize>> = Vec::new();
        for hit in automaton.find_overlapping_iter(&self.letters.text) {
            let letters = hit.range();
            for PatternUse { part, is_stem } in &self.matcher.uses[hit.pattern().as_usize()] {
                let mut add_part = |name: usize, kind: PartKind| {
                    if self.is_bounded(&letters, name, *is_stem) {
                        parts.push(NamePartHit { name, kind, letters: letters.clone() });
                    }
                };
                match *part {
                    NamePart::Whole(number) if self.is_name(&letters, number, *is_stem) => {
                        found.push((number, letters.clone()));
                    }
                    NamePart::Joined(number) if self.is_one_word(&letters) => {
                        found.push((number, letters.clone()));
                    }
                    NamePart::First(name) => add_part(name, PartKind::First),
                    NamePart::Last(name) => add_part(name, PartKind::Last),
                    NamePart::Middle(name) => add_part(name, PartKind::Middle),
                    NamePart::Shown if self.is_written_plainly(&letters) => shown.push(letters.clone()),
                    NamePart::Whole(_) | NamePart::Joined(_) | NamePart::Shown => {}
                }
            }
        }
        self.join_parts(&parts, &mut found);
        shown.sort_by_key(|name| name.start);
        let is_within_shown = |letters: &Range<usize>| {
            /// Names that are shown hardly overlap each other.
            const MAX_OVERLAPPING: usize = 4;
            let before = shown.partition_point(|name| name.start <= letters.start);
            let near = &shown[before.saturating_sub(MAX_OVERLAPPING)..before];
            near.iter().any(|name| letters.end <= name.end && name.len() > letters.len())
        };
        found.retain(|(_, letters)| !is_within_shown(letters));
        let occurrence = |(name, letters): (usize, Range<usize>)| Occurrence {
            range: self.letters.to_original(&letters),
            name,
            is_doubtful: self.is_doubtful(&letters, name),
        };
        found.into_iter().map(occurrence).collect()
    }

    /// Whether letters begin and end where a word does.
    fn has_edges(&self, letters: &Range<usize>) -> bool {
        self.letters.gap_before(letters.start) > Gap::Capital
            && self.letters.gap_before(letters.end) > Gap::Capital
    }

    /// Whether nothing but spaces and hyphens stands between the words of a name.
    fn is_written_plainly(&self, letters: &Range<usize>) -> bool {
        let written = &self.text[self.letters.to_original(letters)];
        self.has_edges(letters) && !written.contains(['(', ')', ',', ';', ':', '.', '!', '?', '|', '¶'])
    }

    fn is_one_word(&self, letters: &Range<usize>) -> bool {
        self.has_edges(letters) && self.letters.largest_gap(letters) <= Gap::Capital
    }

    /// Whether letters are a word, as far as the script of a name has words: endings and prefixes may be added. After the
    /// stem of a name an ending has to be.
    fn is_bounded(&self, letters: &Range<usize>, name: usize, is_stem: bool) -> bool {
        let NameParts { script, has_several, .. } = self.matcher.names[name];
        if script == NameScript::Unbounded {
            return true;
        }
        let is_edge =
            |gap: Gap| gap > Gap::Capital || gap == Gap::Capital && (has_several || self.is_handle(letters));
        let length = self.letters.text[letters.clone()].chars().count();
        let starts = is_edge(self.letters.gap_before(letters.start)) || {
            let word = self.letters.words[self.letters.word_at(letters.start)].start;
            script.is_prefix(&self.letters.text[word..letters.start])
        };
        let ends = || {
            let word = self.letters.words[self.letters.word_at(letters.end - 1)].end;
            let ending = &self.letters.text[letters.end..word];
            match is_stem {
                true => script.is_ending_of_stem(ending),
                false => is_edge(self.letters.gap_before(letters.end)) || script.is_ending(ending, length),
            }
        };
        starts && ends()
    }

    /// Whether letters are in a name of a file or a user, such as `@jordanExample`.
    fn is_handle(&self, letters: &Range<usize>) -> bool {
        let word = self.letters.original_word(self.letters.word_at(letters.start));
        let before = word.and_then(|word| self.text[..word.start].chars().next_back());
        self.kind == TextKind::Path || matches!(before, Some('@' | '#' | '/'))
    }

    /// Whether the letters of a whole name are that name.
    fn is_name(&self, letters: &Range<usize>, number: usize, is_stem: bool) -> bool {
        /// Within a longer word, an apostrophe makes no other word of it: `O'Brien`.
        const LONG: usize = 6;
        let name = &self.matcher.names[number];
        let gap = self.letters.largest_gap(letters);
        let largest = match name.has_several {
            true => Gap::Other,
            false if name.script == NameScript::Unbounded => Gap::Other,
            false if name.length >= LONG => name.inner_gap.max(Gap::Apostrophe),
            false => name.inner_gap.max(Gap::LineBreak),
        };
        self.is_bounded(letters, number, is_stem)
            && (gap <= largest || self.is_spaced_out(letters))
            && !self.is_acronym(letters, name)
            && (!name.is_common || self.is_meant(letters, number))
    }

    /// Whether every letter stands alone: `J o r d a n`.
    fn is_spaced_out(&self, letters: &Range<usize>) -> bool {
        const MIN_LETTERS: usize = 4;
        let words = self.letters.word_at(letters.start)..=self.letters.word_at(letters.end - 1);
        words.clone().count() >= MIN_LETTERS
            && words
                .into_iter()
                .all(|word| self.letters.word(word).is_some_and(|word| word.chars().count() == 1))
    }

    /// Whether the ordinary words of a name are that name: alone, if the sentence shows it; together, if they have capital
    /// letters or are written as one.
    fn is_meant(&self, letters: &Range<usize>, number: usize) -> bool {
        if !self.matcher.names[number].has_several {
            return self.is_person(letters, number);
        }
        let (first, last) = (self.letters.word_at(letters.start), self.letters.word_at(letters.end - 1));
        let range = self.letters.to_original(letters);
        let is_one_word = first == last && (self.is_capitalized_word(first) || self.is_handle(letters));
        self.is_in_path(&range)
            || is_one_word
            || self.is_capitalized_word(first)
                && self.is_capitalized_word(last)
                && !ends_sentence(&self.text[range])
    }

    /// Whether a range is within the name of a file, an address or a tag, whose words have no capital letters.
    fn is_in_path(&self, range: &Range<usize>) -> bool {
        self.kind == TextKind::Path || is_in_file_name(self.text, range)
    }

    /// Whether a short name is written in capitals within a sentence that is not: `MIA` is no Mia.
    fn is_acronym(&self, letters: &Range<usize>, name: &NameParts) -> bool {
        const SHORT: usize = 4;
        let range = self.letters.to_original(letters);
        let is_capitals = |text: &str| !text.chars().any(char::is_lowercase);
        if name.has_several
            || name.inner_gap > Gap::None
            || name.length > SHORT
            || name.length < 2
            || !is_capitals(&self.text[range.clone()])
        {
            return false;
        }
        let is_cased = self.text[range.clone()].chars().any(|c| c.to_lowercase().next() != Some(c));
        let word = self.letters.word_at(letters.start);
        let neighbors = [word.checked_sub(1), Some(word + 1)].into_iter().flatten();
        let mut written =
            neighbors.filter_map(|word| self.letters.original_word(word)).map(|word| &self.text[word]);
        is_cased && written.any(|word| !is_capitals(word)) && self.kind == TextKind::Prose
    }

    fn sentence(&self) -> Sentence<'_> {
        Sentence { text: self.text, letters: &self.letters, languages: self.matcher.languages }
    }

    /// Whether a part of a name that stands alone may mean somebody or something else.
    fn is_doubtful(&self, letters: &Range<usize>, number: usize) -> bool {
        let name = &self.matcher.names[number];
        self.kind == TextKind::Prose
            && !self.is_titled(letters, number)
            && is_doubtful(&self.sentence(), letters, &name.full_names)
    }

    /// Whether the sentence shows that a person is meant by an ordinary word.
    fn is_person(&self, letters: &Range<usize>, number: usize) -> bool {
        let sentence = self.sentence();
        self.kind == TextKind::Path || self.is_titled(letters, number) || sentence.names_person(letters)
    }

    /// Whether a title stands before a word, with particles between: `Ms. de la Cruz`.
    fn is_titled(&self, letters: &Range<usize>, number: usize) -> bool {
        let mut word = self.letters.word_at(letters.start);
        for _ in 0..=MAX_PARTICLES {
            let Some(before) = word.checked_sub(1) else { return false };
            word = before;
            if self.is_title(word) {
                return self.matcher.names[number].script != NameScript::Unbounded;
            }
            if !self.letters.word(word).is_some_and(is_particle) {
                return false;
            }
        }
        false
    }

    /// Whether a word is a title, and a name may follow it: it has a capital letter, or is no other word.
    fn is_title(&self, word: usize) -> bool {
        let Some(range) = self.letters.original_word(word) else { return false };
        let letters = self.letters.word(word).unwrap_or_default();
        let written = &self.text[range.clone()];
        let is_written_as_title = written.starts_with(char::is_uppercase) || is_plain_title(letters);
        let is_lone_letter = written.len() == 1 && !self.text[range.end..].starts_with('.');
        is_written_as_title && !is_lone_letter && (is_title(letters) || is_plain_title(letters))
    }

    /// Whether the title before a surname is written so that no other word can be meant.
    fn has_plain_title(&self, last: &NamePartHit) -> bool {
        let before = self.letters.word_at(last.letters.start).checked_sub(1);
        before.and_then(|word| self.letters.word(word)).is_some_and(is_plain_title)
    }

    /// Whether a title follows a name, as in Japanese, Hungarian and Turkish.
    fn is_followed_by_title(&self, part: &NamePartHit) -> bool {
        let word = self.letters.word_at(part.letters.end - 1) + 1;
        let (Some(next), Some(letters)) = (self.letters.original_word(word), self.letters.word(word)) else {
            return false;
        };
        let end = self.letters.to_original(&part.letters).end;
        match self.text.get(end..next.start) {
            Some("-") => is_title_after(letters),
            Some(" ") => {
                let script = self.matcher.names[part.name].script;
                script == NameScript::Agglutinative && self.is_capitalized(part) && is_word_after(letters)
            }
            _ => false,
        }
    }

    /// Whether a title stands before a first name that no other surname follows: `Ms. Jordan`.
    fn is_titled_first(&self, part: &NamePartHit) -> bool {
        let next = self.letters.original_word(self.letters.word_at(part.letters.end - 1) + 1);
        let end = self.letters.to_original(&part.letters).end;
        let is_other = next.is_some_and(|next| {
            self.text[next.clone()].starts_with(char::is_uppercase)
                && self
                    .text
                    .get(end..next.start)
                    .is_some_and(|between| between.chars().all(char::is_whitespace))
        });
        !is_other && self.is_capitalized(part) && self.is_titled(&part.letters, part.name)
    }

    /// Joins first and last parts to names, and adds surnames with an initial, with a title, or alone.
    fn join_parts(&self, parts: &[NamePartHit], found: &mut Vec<(usize, Range<usize>)>) {
        let mut firsts: HashMap<usize, Vec<&NamePartHit>> = HashMap::new();
        for part in parts.iter().filter(|part| part.kind == PartKind::First) {
            firsts.entry(part.name).or_default().push(part);
            if self.is_titled_first(part) || self.is_followed_by_title(part) {
                found.push((part.name, part.letters.clone()));
            }
        }
        for last in parts.iter().filter(|part| part.kind != PartKind::First) {
            let name = &self.matcher.names[last.name];
            let near = firsts.get(&last.name).and_then(|firsts| self.nearest(firsts, last));
            if let Some(first) = near
                && self.is_pair(first, last)
            {
                let start = first.letters.start.min(last.letters.start);
                found.push((last.name, start..first.letters.end.max(last.letters.end)));
            } else if self.has_initial(last)
                || self.is_followed_by_title(last)
                || self.is_titled(&last.letters, last.name)
                    && (self.is_capitalized(last) || self.has_plain_title(last))
            {
                found.push((last.name, last.letters.clone()));
            } else if name.by_surname && last.kind == PartKind::Last {
                let is_meant = !name.is_common_last || self.is_person(&last.letters, last.name);
                if is_meant && (self.kind == TextKind::Path || self.is_capitalized(last)) {
                    found.push((last.name, last.letters.clone()));
                }
            }
        }
    }

    /// The first part that is nearest to a last one, of those that are near enough.
    fn nearest<'p>(&self, firsts: &[&'p NamePartHit], last: &NamePartHit) -> Option<&'p NamePartHit> {
        let word = |part: &NamePartHit| self.letters.word_at(part.letters.start);
        let at = firsts.partition_point(|first| first.letters.start < last.letters.start);
        let near = firsts[at.saturating_sub(1)..(at + 1).min(firsts.len())].iter();
        near.copied()
            .filter(|first| {
                first.letters.end <= last.letters.start || last.letters.end <= first.letters.start
            })
            .filter(|first| word(first).abs_diff(word(last)) <= MAX_WORDS_BETWEEN + 1)
            .filter(|first| !self.ends_sentence_between(first, last))
            .min_by_key(|first| word(first).abs_diff(word(last)))
    }

    /// Whether a sentence ends between two parts of a name; the point after an initial does not end one.
    fn ends_sentence_between(&self, one: &NamePartHit, other: &NamePartHit) -> bool {
        let (first, second) =
            if one.letters.start < other.letters.start { (one, other) } else { (other, one) };
        let start = self.letters.to_original(&first.letters).end;
        let end = self.letters.to_original(&second.letters).start;
        self.text.get(start..end).is_some_and(ends_sentence)
    }

    /// Whether two parts of a name are that name: ordinary words need capital letters, and to stand together.
    fn is_pair(&self, first: &NamePartHit, last: &NamePartHit) -> bool {
        let name = &self.matcher.names[first.name];
        let start = self.letters.to_original(&first.letters);
        let end = self.letters.to_original(&last.letters);
        let is_path = self.is_in_path(&(start.start.min(end.start)..start.end.max(end.end)));
        let is_next =
            self.letters.word_at(first.letters.start).abs_diff(self.letters.word_at(last.letters.start)) <= 1;
        let is_capitalized = self.is_capitalized(first) && self.is_capitalized(last);
        // `Will P. Stone`, `Rose Marie Hall`
        let is_next = is_next || is_capitalized && self.is_run(first, last);
        match (name.is_common_first, name.is_common_last) {
            (false, false) => true,
            (true, true) => is_next && (is_capitalized || is_path),
            (true, false) => is_path || is_next || self.is_capitalized(first),
            (false, true) => is_path || is_next || self.is_capitalized(last),
        }
    }

    /// Whether every word between two parts has a capital letter.
    fn is_run(&self, one: &NamePartHit, other: &NamePartHit) -> bool {
        let words = [self.letters.word_at(one.letters.start), self.letters.word_at(other.letters.start)];
        let (first, last) = (words[0].min(words[1]), words[0].max(words[1]));
        (first + 1..last).all(|word| self.is_capitalized_word(word))
    }

    fn is_capitalized_word(&self, word: usize) -> bool {
        self.letters.is_capitalized(self.text, word)
    }

    fn is_capitalized(&self, part: &NamePartHit) -> bool {
        self.text[self.letters.to_original(&part.letters)].starts_with(char::is_uppercase)
    }

    /// Whether the initial of the first name stands beside a surname: `J. Example`, `Example, J.`
    fn has_initial(&self, last: &NamePartHit) -> bool {
        let NameParts { initial, is_common_last, .. } = self.matcher.names[last.name];
        let number = self.letters.word_at(last.letters.start);
        let is_initial = |word: usize| {
            let is_letter = self.letters.word(word).is_some_and(|letters| letters.chars().eq([initial]));
            let original = self.letters.original_word(word);
            let written = original.map(|range| (&self.text[range.clone()], &self.text[range.end..]));
            is_letter
                && written.is_some_and(|(letter, after)| {
                    // `I` and `A` are words; a small letter is an initial in addresses: `j.example@`
                    let is_joined = after
                        .strip_prefix(['.', '_', '-'])
                        .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
                    is_joined
                        || letter.starts_with(char::is_uppercase)
                            && (after.starts_with('.') || !matches!(letter, "I" | "A"))
                })
        };
        let is_meant = !is_common_last || self.is_capitalized(last);
        // `J. Blake Example`, `J.B. Example`
        let particles = (0..number).rev().take(MAX_PARTICLES);
        let particles =
            particles.take_while(|word| self.letters.word(*word).is_some_and(is_particle)).count();
        let before = number.checked_sub(1).is_some_and(is_initial)
            || (number - particles).checked_sub(1).is_some_and(is_initial)
            || number
                .checked_sub(2)
                .is_some_and(|word| is_initial(word) && self.is_capitalized_word(word + 1));
        is_meant && (before || is_initial(number + 1))
    }
}
