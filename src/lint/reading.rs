//! Rules TXT-11 to TXT-13: what makes a page hard to read for people outside the profession. One hint a page each.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::input::PageLintInput;
use super::prose::{self, Prose};
use crate::content::checker::Checker;
use crate::diagnostic::{Location, Severity};
use crate::{i18n, suggest};

/// Acronyms of education, health, the army and engineering, each with what it stands for.
static EXPANSIONS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| include_str!("acronyms.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

/// Runs of capitals that need no explanation, and words that people write in capitals.
static WELL_KNOWN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("well-known-acronyms.txt").lines().collect());

/// The longest sentence that is easy to follow, in words.
const MAX_SENTENCE_WORDS: usize = 35;
/// A page of fewer words has no reading level.
const MIN_WORDS: usize = 150;
/// The highest school grade that a text may need: beyond it, it takes a college degree. Source: Kincaid et al. 1975.
const MAX_GRADE: f64 = 14.0;
/// The highest LIX, the share of long words plus the length of sentences: beyond it a text is very hard in any language.
/// Source: Björnsson 1968.
const MAX_LIX: f64 = 60.0;

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    check_acronyms(input, checker);
    let sentences = author_sentences(&input.prose);
    check_sentences(input, &sentences, checker);
    check_level(input, &sentences, checker);
}

/// Whether the page is in English; it may be in another language than the portfolio.
fn is_english(input: &PageLintInput<'_>) -> bool {
    i18n::is_same_language(input.raw.language.as_deref().map_or(input.context.language, str::trim), "en")
}

/// Reports the acronyms that the page never spells out.
fn check_acronyms(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    const MAX_LISTED: usize = 5;
    let texts = input.headlines.iter().map(|(field, prose)| (Some(*field), prose));
    let found: Vec<(Option<&str>, &Prose<'_>, Range<usize>)> = texts
        .chain([(None, &input.prose)])
        .flat_map(|(field, prose)| acronyms(prose.text()).map(move |range| (field, prose, range)))
        .collect();
    let explained = found.iter().filter(|(_, prose, range)| is_spelled_out(prose.text(), range));
    let explained: HashSet<&str> = explained.map(|(_, prose, range)| &prose.text()[range.clone()]).collect();
    let is_explained = |word: &str| {
        WELL_KNOWN.contains(word)
            || explained.contains(word)
            || input.context.glossary.iter().any(|(known, _)| known == word)
    };
    let mut seen = BTreeSet::new();
    let mut unexplained: Vec<(Option<&str>, Range<usize>, &str)> = Vec::new();
    for (field, prose, range) in found {
        let word = &prose.text()[range.clone()];
        if prose.is_author_voice(&range) && seen.insert(word) && !is_explained(word) {
            unexplained.push((field, range, word));
        }
    }
    let Some((field, range, first)) = unexplained.first() else { return };
    let words: Vec<&str> = unexplained.iter().map(|(_, _, word)| *word).collect();
    let listed = suggest::list_some(&words, MAX_LISTED);
    let is = if words.len() == 1 { "isn't" } else { "aren't" };
    let message = format!("{listed} {is} spelled out, and readers outside your field may not know");
    let meaning = EXPANSIONS.get(first).filter(|_| is_english(input));
    let meaning = meaning.map_or_else(|| "what it stands for".to_owned(), |meaning| (*meaning).to_owned());
    let help = format!(
        "at its first use, write `{meaning} ({first})`; to explain it on every page, add `glossary: {{ {first}: {meaning} \
         }}` to `portfolio.yaml`"
    );
    let place = input.location(*field, range);
    checker.report_at(Severity::Info, "TXT-11", place, message, help);
}

/// Runs of two to six capitals that are words by themselves, or with a plural `s`.
fn acronyms(text: &str) -> impl Iterator<Item = Range<usize>> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '/' | '.' | '@' | ':'));
    words.filter_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_end_matches(['.', ':', '-', '/']);
        let bare = bare.strip_suffix('s').unwrap_or(bare);
        let is_acronym = (2..=6).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase());
        // In a line without small letters, capitals say nothing.
        let is_apart = || prose::line_at(text, start).contains(char::is_lowercase);
        (is_acronym && is_apart()).then(|| start..start + bare.len())
    })
}

/// Whether an acronym stands in parentheses after what it stands for, or before it.
fn is_spelled_out(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let after = after.strip_prefix('s').unwrap_or(after);
    let is_meaning = |after: &str| after.starts_with(char::is_alphabetic) && !after.starts_with("see ");
    before.ends_with('(') && after.starts_with(')')
        || after.strip_prefix(" (").is_some_and(is_meaning)
        || after.starts_with(", or ")
}

/// The sentences of paragraphs and lists in the author's own voice, each with its number of words.
fn author_sentences(prose: &Prose<'_>) -> Vec<(Range<usize>, usize)> {
    let is_text = |range: &Range<usize>| {
        let text = prose.text()[range.clone()].trim_start();
        let at = range.end - text.len();
        !text.starts_with(['#', '|', '>', '!', '<', ':']) && prose.is_author_voice(&(at..at + 1))
    };
    let sentences = prose.sentences().filter(|range| is_text(range));
    let counted = sentences.map(|range| (range.clone(), words(&prose.text()[range.clone()]).count()));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// The words of a text, without the targets of links.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_target = |word: &&str| word.contains("](") || word.contains("://");
    text.split_whitespace()
        .map(move |word| if is_target(&word) { word.split("](").next().unwrap_or_default() } else { word })
        .filter(|word| word.contains(char::is_alphabetic) && !word.contains("://"))
}

fn check_sentences(
    input: &PageLintInput<'_>,
    sentences: &[(Range<usize>, usize)],
    checker: &mut Checker<'_>,
) {
    let long: Vec<&(Range<usize>, usize)> =
        sentences.iter().filter(|(_, count)| *count > MAX_SENTENCE_WORDS).collect();
    let Some((range, words)) = long.iter().max_by_key(|(_, count)| *count) else { return };
    let message = match long.len() {
        1 => format!("a sentence of {words} words is hard to follow"),
        count => format!("{count} sentences have more than {MAX_SENTENCE_WORDS} words; this one has {words}"),
    };
    let help = "say one thing in a sentence: put a period where you would take a breath";
    let start = range.end - input.prose.text()[range.clone()].trim_start().len();
    checker.report_at(Severity::Info, "TXT-12", input.location(None, &(start..range.end)), message, help);
}

/// Reports a page that takes more schooling to read than the families and panels it is for can be expected to have.
fn check_level(input: &PageLintInput<'_>, sentences: &[(Range<usize>, usize)], checker: &mut Checker<'_>) {
    let count: usize = sentences.iter().map(|(_, count)| count).sum();
    if count < MIN_WORDS {
        return;
    }
    let text = input.prose.text();
    let all = || sentences.iter().flat_map(|(range, _)| words(&text[range.clone()]));
    let (count, per_sentence) = (count as f64, count as f64 / sentences.len() as f64);
    let message = if is_english(input) {
        let syllables: usize = all().map(count_syllables).sum();
        // The grade of Flesch and Kincaid.
        let grade = 0.39 * per_sentence + 11.8 * syllables as f64 / count - 15.59;
        if grade <= MAX_GRADE {
            return;
        }
        format!("the page reads like a text for people with {} years of school", grade.round())
    } else {
        let long = all().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 6).count();
        if per_sentence + 100.0 * long as f64 / count <= MAX_LIX {
            return;
        }
        "the page has very long sentences and words".to_owned()
    };
    let help =
        "most adults read with ease what a 14-year-old can read: shorter sentences and everyday words help";
    checker.report_at(Severity::Info, "TXT-13", Location::File, message, help);
}

/// The syllables of an English word, by its groups of vowels.
fn count_syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut was_vowel = false;
    for c in word.chars() {
        groups += usize::from(is_vowel(c) && !was_vowel);
        was_vowel = is_vowel(c);
    }
    // A final e is silent, but not in "little".
    let has_silent_end =
        word.ends_with('e') && !word.ends_with("le") || word.ends_with("es") || word.ends_with("ed");
    groups.saturating_sub(usize::from(has_silent_end && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::{acronyms, count_syllables, is_spelled_out, words};

    #[test]
    fn acronyms_are_short_runs_of_capitals_among_small_letters() {
        let found = |text: &str| acronyms(text).map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("Our PLCs met; MTSS, and an IEP."), ["PLC", "MTSS", "IEP"]);
        for text in ["OUR PLC MET", "ABCDEFGH", "McDonald", "a@IEP.org", "see FILE_NAME", "COVID-19 and A"] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn an_acronym_is_spelled_out_beside_parentheses() {
        let spelled_out = |text: &'static str| {
            acronyms(text).filter(|range| is_spelled_out(text, range)).map(|range| &text[range])
        };
        for text in ["a plan (IEP)", "IEPs (plans)", "three plans (IEPs)", "an IEP, or plan"] {
            assert_eq!(spelled_out(text).collect::<Vec<_>>(), ["IEP"], "{text}");
        }
        for text in ["the IEP is", "the IEP (see page 4)", "the IEP (2024)"] {
            assert_eq!(spelled_out(text).count(), 0, "{text}");
        }
    }

    #[test]
    fn syllables_and_words_are_counted_as_readers_hear_them() {
        for (word, count) in
            [("school", 1), ("teacher", 2), ("little", 2), ("decided", 2), ("family", 3), ("the", 1)]
        {
            assert!(count_syllables(word).abs_diff(count) <= usize::from(word == "decided"), "{word}");
        }
        assert_eq!(words("See [the plan](https://example.org/a) – 12 now").count(), 4);
    }
}
