//! The parts of a name that is sought, and the patterns by which they are found.

use std::collections::BTreeMap;

use super::context::{self, Languages};
use super::letters::{Gap, Letters, Spelling, fold};
use super::script::{NameScript, is_unbounded};
use super::titles::{is_particle, is_title};

/// A name to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SoughtName {
    /// As the author spells it.
    pub(super) text: String,
    /// Id of the person.
    pub(super) person: String,
    /// Whether the surname alone identifies the person.
    pub(super) by_surname: bool,
    /// Whether the author says that its parts are ordinary words, too.
    pub(super) is_common: bool,
}

/// Letters that are searched for, and what they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PatternUse {
    pub(super) part: NamePart,
    /// Whether an ending has to follow: the letters are those of `Kowalska` that `Kowalskiej` has, too.
    pub(super) is_stem: bool,
}

impl PatternUse {
    pub(super) fn whole(part: NamePart) -> Self {
        Self { part, is_stem: false }
    }
}

/// A part of a name that is sought, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamePart {
    Whole(usize),
    First(usize),
    Last(usize),
    /// A part of a double surname, or a middle name.
    Middle(usize),
    /// An initial and the surname as one word: `jexample`.
    Joined(usize),
    /// A name that may be shown.
    Shown,
}

/// A name that is sought, with what is known of its parts.
pub(super) struct NameParts {
    /// Its first letter.
    pub(super) initial: char,
    pub(super) has_several: bool,
    pub(super) by_surname: bool,
    /// Whether every part of the name is an ordinary word.
    pub(super) is_common: bool,
    /// The largest gap within its words: `Anna-Lena`, `O'Neil`, `J.J.`
    pub(super) inner_gap: Gap,
    pub(super) is_common_first: bool,
    pub(super) is_common_last: bool,
    /// Letters of the whole name.
    pub(super) length: usize,
    pub(super) script: NameScript,
    /// The words of each longer name of the same person that begins or ends with a name of one word; those of the name
    /// itself if it has several.
    pub(super) full_names: Vec<Vec<String>>,
}

/// All spellings of the letters of a name.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let short = Letters::new(name, Spelling::Short);
    let mut all = vec![short.text];
    if short.has_variants {
        // Each word may be spelled in its own way.
        let variants = name.split_whitespace().map(|word| {
            let both = [Spelling::Short, Spelling::Long].map(|spelling| Letters::new(word, spelling).text);
            both.to_vec()
        });
        all = variants.fold(vec![String::new()], |starts, ends| {
            const MAX_VARIANTS: usize = 16;
            let joined = starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")));
            joined.take(MAX_VARIANTS).collect()
        });
    }
    all.sort();
    all.dedup();
    all.retain(|letters| !letters.is_empty());
    all
}

/// Titles that are first names or initials as well: before a single word they are a part of the name.
const TITLES_AND_NAMES: [&str; 6] = ["don", "dona", "m", "principal", "sister", "sr"];

/// What stands behind a name and is no part of it.
const SUFFIXES: [&str; 22] = [
    "jr", "sr", "ii", "iii", "iv", "phd", "edd", "md", "do", "rn", "bsn", "msn", "dnp", "ma", "ms", "med",
    "mba", "mpa", "jd", "pe", "esq", "ret",
];

/// The words of a name without titles and suffixes, the surname last.
pub(super) fn spoken_words(name: &str) -> Vec<String> {
    let is_suffix = |text: &str| SUFFIXES.contains(&fold(text).as_str());
    let mut parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    while parts.len() > 1 && parts.last().is_some_and(|last| last.split_whitespace().all(is_suffix)) {
        parts.pop();
    }
    // `Last, First`
    let is_turned = parts.len() == 2;
    parts.rotate_left(usize::from(is_turned));
    let words = parts.into_iter().flat_map(str::split_whitespace);
    let mut words: Vec<String> =
        words.filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_owned).collect();
    while words.len() > 2 && words.last().is_some_and(|last| is_suffix(last)) {
        words.pop();
    }
    while words.len() > 1
        && is_title(&fold(&words[0]))
        && (words.len() > 2 || !TITLES_AND_NAMES.contains(&fold(&words[0]).as_str()))
    {
        words.remove(0);
    }
    words
}

/// What is known of the name with this number among `names`; what is searched for it goes into `patterns`.
pub(super) fn add_name(
    number: usize,
    names: &[SoughtName],
    languages: Languages,
    patterns: &mut BTreeMap<String, Vec<PatternUse>>,
) -> NameParts {
    let name = &names[number];
    let spoken = spoken_words(&name.text);
    let whole = spoken.join(" ");
    let script = NameScript::of(&whole, languages);
    let mut add = |letters: &str, found: PatternUse| {
        if letters.chars().count() > 1 || is_unbounded(letters) {
            let uses = patterns.entry(letters.to_owned()).or_default();
            if !uses.contains(&found) {
                uses.push(found);
            }
        }
    };
    for (letters, part) in patterns_of(number, &spoken) {
        add(&letters, PatternUse::whole(part));
        script.stems(&letters).iter().for_each(|stem| add(stem, PatternUse { part, is_stem: true }));
    }
    let folded = fold(&whole);
    let has_several = spoken.len() > 1;
    let is_known_word = |word: &str| context::is_common_word(&fold(word), languages);
    let is_common = |word: &str| name.is_common || is_known_word(word);
    NameParts {
        initial: folded.chars().next().unwrap_or_default(),
        has_several,
        by_surname: name.by_surname,
        is_common: if has_several {
            // What only the author calls ordinary words is a name if they stand together.
            spoken.iter().all(|word| is_known_word(word))
        } else {
            is_common(&whole)
        },
        inner_gap: largest_inner_gap(&whole),
        is_common_first: spoken.first().is_some_and(|word| is_common(word)),
        is_common_last: spoken.last().is_some_and(|word| is_common(word)),
        length: folded.chars().count(),
        script,
        full_names: if has_several {
            vec![folded_words(&spoken)]
        } else {
            find_full_names(name, &folded, names)
        },
    }
}

fn folded_words(words: &[String]) -> Vec<String> {
    words.iter().map(|word| fold(word)).collect()
}

/// The words of each name of the same person that begins or ends with a single word.
fn find_full_names(name: &SoughtName, letters: &str, names: &[SoughtName]) -> Vec<Vec<String>> {
    let others = names.iter().filter(|other| other.person == name.person && other.text.contains([' ', ',']));
    others
        .map(|other| folded_words(&spoken_words(&other.text)))
        .filter(|words| words.len() > 1 && [words.first(), words.last()].contains(&Some(&letters.to_owned())))
        .collect()
}

/// What is searched for a name of these words, in all its spellings.
fn patterns_of(number: usize, spoken: &[String]) -> Vec<(String, NamePart)> {
    let whole = spoken.join(" ");
    let mut texts: Vec<(String, NamePart)> = vec![(whole.clone(), NamePart::Whole(number))];
    if let [first, rest @ .., last] = spoken {
        if is_unbounded(&whole) {
            // In scripts without spaces, either part is used alone, with a title after it.
            let long = spoken.iter().filter(|part| part.chars().count() > 1);
            texts.extend(long.map(|part| (part.clone(), NamePart::Whole(number))));
        }
        // `Last, First` and `First Last` are the same name.
        texts.push((format!("{last} {first} {}", rest.join(" ")), NamePart::Whole(number)));
        texts.push((first.clone(), NamePart::First(number)));
        texts.push((last.clone(), NamePart::Last(number)));
        // `van den Berg` is also `Vandenberg`.
        let is_small = |word: &&String| is_particle(&fold(word));
        let particles = rest.iter().rev().take_while(is_small).count();
        if particles > 0 {
            texts.push((rest[rest.len() - particles..].concat() + last, NamePart::Last(number)));
        }
        // Of `Ana García López` and `Ana García-López`, both surnames are used alone.
        let middle = rest.iter().filter(|word| !is_small(word)).map(String::as_str);
        let halves = last.split(['-', '‐', '‑']).filter(|half| half.len() < last.len());
        let long = middle.chain(halves).filter(|part| part.chars().count() > 2);
        texts.extend(long.map(|part| (part.to_owned(), NamePart::Middle(number))));
    }
    let spelled = |(text, part): (String, NamePart)| {
        spellings(&text).into_iter().map(move |letters| (letters, part)).collect::<Vec<_>>()
    };
    let mut patterns: Vec<(String, NamePart)> = texts.into_iter().flat_map(spelled).collect();
    // An initial and the surname as one word, with the particles or a second surname: `jexample`, `adelacruz`.
    if let ([_, rest @ .., last], Some(initial)) = (spoken, fold(&whole).chars().next()) {
        let joined = [vec![last.clone()], vec![rest.concat() + last], rest.to_vec()].concat();
        let long =
            joined.iter().flat_map(|part| spellings(part)).filter(|letters| letters.chars().count() > 3);
        patterns.extend(long.map(|letters| (format!("{initial}{letters}"), NamePart::Joined(number))));
    }
    patterns
}

/// The largest gap between the letters of a name.
fn largest_inner_gap(name: &str) -> Gap {
    let letters = Letters::new(name, Spelling::Short);
    if letters.text.is_empty() { Gap::None } else { letters.largest_gap(&(0..letters.text.len())) }
}
