//! Recognizes sentences that begin an example, and cuts titles out of them.

use super::sentences::{plain_text, sentences};

/// Most words of a title.
const MAX_TITLE_WORDS: usize = 12;

/// Words that begin an example, in small letters.
const OPENERS: &[&str] = &[
    "for example",
    "for instance",
    "as an example",
    "one example",
    "another example",
    "an example of this",
    "additionally",
    "in addition",
    "furthermore",
    "moreover",
    "similarly",
    "likewise",
    "also",
    "another time",
    "on another occasion",
    "more recently",
    "most recently",
    "recently",
    "finally",
    "lastly",
    "first",
    "firstly",
    "second",
    "secondly",
    "third",
    "thirdly",
    "last year",
    "this year",
    "last spring",
    "last fall",
    "at one point",
    "once",
    "in one case",
    "in another case",
    "zum beispiel",
    "außerdem",
    "darüber hinaus",
];

/// Beginnings of sentences that go on with an example, after the subject.
const CONTINUATIONS: &[&str] = &[
    "i've also ",
    "i have also ",
    "i also ",
    "i had also ",
    "we also ",
    "we've also ",
    "i then ",
    "another ",
    "when i ",
    "in my role ",
];

/// Whether a sentence begins an example.
pub(super) fn begins_example(sentence: &str) -> bool {
    let lower = plain_text(sentence).to_lowercase().replace('’', "'");
    let opens = OPENERS
        .iter()
        .any(|opener| lower.strip_prefix(opener).is_some_and(|rest| rest.starts_with([',', ' ', ':'])));
    // `Also important is …` is none, but `Also, I …` is.
    let has_comma = lower.split(' ').take(4).any(|word| word.ends_with([',', ':']));
    (opens && has_comma) || CONTINUATIONS.iter().any(|start| lower.starts_with(start))
}

/// Whether a sentence names somebody or something: a capital letter within it, other than of `I` and abbreviations.
pub(super) fn has_proper_name(sentence: &str) -> bool {
    let is_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && !word.starts_with("I’")
            && !word.starts_with("I'")
    };
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.windows(2).any(|pair| is_name(pair[0]) && is_name(pair[1]) && pair[0] != words[0])
        || words.windows(2).any(|pair| matches!(pair[0], "at" | "in" | "with") && is_name(pair[1]))
}

/// A title from the words of a sentence: without what begins it, up to the end of its first clause.
pub(super) fn title_of(sentence: &str) -> String {
    let plain = plain_text(&sentences(sentence).first().copied().unwrap_or(sentence).replace('\n', " "));
    let mut rest = plain.trim();
    // A label such as `Homework club: …` is a title already.
    if let Some((label, after)) = rest.split_once(": ")
        && label.split_whitespace().count() <= 8
        && !after.is_empty()
        && !begins_example(rest)
    {
        return capitalized(label);
    }
    let lower = rest.to_lowercase();
    let opener = OPENERS
        .iter()
        .filter(|opener| lower.starts_with(**opener) && begins_example(rest))
        .map(|opener| opener.len())
        .max();
    if let Some(len) = opener.filter(|len| rest.is_char_boundary(*len)) {
        let after = &rest[len..];
        let comma = after.find([',', ':']).filter(|at| after[..*at].split_whitespace().count() <= 3);
        rest = comma.map_or(after, |at| &after[at + 1..]).trim();
    }
    for subject in ["I’ve", "I've", "I have", "I had", "I", "also", "then"] {
        rest =
            rest.strip_prefix(subject).filter(|after| after.starts_with(' ')).map_or(rest, str::trim_start);
    }
    let clause_ends =
        [", ", "; ", ": ", " — ", "—", " – ", " (", " by ", " because ", " so that ", " which "];
    let words_before = |at: usize| rest[..at].split_whitespace().count();
    let end = clause_ends
        .iter()
        .filter_map(|end| rest.match_indices(end).map(|(at, _)| at).find(|at| words_before(*at) >= 3))
        .min();
    let clause = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', '!', '?', '…', ' ', ',']);
    let words: Vec<&str> = clause.split_whitespace().collect();
    if words.len() <= MAX_TITLE_WORDS {
        return capitalized(&words.join(" "));
    }
    const RELATIVE: [&str; 6] = ["who", "that", "which", "where", "whose", "when"];
    const OTHER: [&str; 12] =
        ["to", "for", "with", "and", "in", "on", "at", "from", "of", "about", "as", "while"];
    let cut = |list: &[&str]| {
        (4..MAX_TITLE_WORDS).rev().find(|at| {
            list.contains(&words[*at])
                && !RELATIVE.contains(&words[*at - 1])
                && !OTHER.contains(&words[*at - 1])
        })
    };
    let end = cut(&RELATIVE).or_else(|| cut(&OTHER)).unwrap_or(MAX_TITLE_WORDS);
    capitalized(&words[..end].join(" "))
}

/// A text with its first letter as a capital.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
