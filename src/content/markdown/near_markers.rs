//! Finds what an author may take for a marker of a private block although it is none: the block would be published.

use std::ops::Range;

use crate::suggest;

/// Words that speak of privacy, in small letters; a word that begins with one of the last group does, too.
const WORDS: [&str; 16] = [
    "panel",
    "hidden",
    "hide",
    "secret",
    "confidential",
    "internal",
    "redacted",
    "redact",
    "unpublished",
    "nopublish",
    "visibility",
    "audience",
    "vertraulich",
    "geheim",
    "خاص",
    "سري",
];
const BEGINNINGS: [&str; 3] = ["privat", "privad", "priv\u{e9}"];

/// What begins a comment or a tag, as authors and their word processors write it.
const OPENERS: [&str; 14] =
    ["<!-", "<!—", "<!–", "<! -", "< !-", "&lt;!-", "{#", "{%", "{{", "%%", "[//]:", ":::", "<", "["];

/// The number of words of a comment that is a marker and not a sentence.
const MAX_WORDS: usize = 4;

/// Whether a comment that begins with these words, in small letters, is meant as a marker.
pub(super) fn is_near_marker(words: &str) -> bool {
    let all: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let speaks = |word: &&str| {
        WORDS.contains(word)
            || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
            || suggest::is_mistyped(word, &["private", "panel"])
    };
    /// Words with which a note to oneself begins.
    const NOTES: [&str; 6] = ["ask", "check", "fixme", "note", "see", "todo"];
    match all.as_slice() {
        [] => false,
        [first, ..] if NOTES.contains(first) => false,
        [first, ..] if all.len() > MAX_WORDS => speaks(first),
        few => few.iter().any(speaks) || matches!(few, ["not" | "do", .., "public" | "publish"]),
    }
}

/// Lines that hold nothing but a marker in another notation, `{# private #}` or `<! -- private -->`, as the bytes of the
/// line. `<!--` is left to those who read comments.
pub(super) fn find_lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        let opener = OPENERS.iter().find(|opener| written.starts_with(**opener));
        let Some(opener) = opener.filter(|_| !written.starts_with("<!--") && written.len() <= 60) else {
            continue;
        };
        let words = written[opener.len()..].to_lowercase();
        let is_closed = written.ends_with(['>', '}', '%', ']', ')', ';', ':']) || *opener == ":::";
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        // A tag or a link begins with a word of its own: `<private>`, but not `<details class="hidden">`.
        let is_meant = match *opener {
            "<" | "[" => {
                !words.contains(|c: char| !c.is_alphanumeric()) && is_near_marker(words) && words != "hidden"
            }
            _ => is_near_marker(words),
        };
        if is_closed && is_meant {
            found.push(at..at + written.len());
        }
    }
    found
}
