//! The initials of a name, for the panel that stands in place of a portrait.

use unicode_normalization::UnicodeNormalization;

use super::name_parts::spoken_words;
use super::script::is_unbounded;

/// The first letters of the first and the last word of a name, without titles and suffixes: "RE" of "Dr. Rowan Ellery,
/// PhD". A single word, and a name in a script without spaces, give one letter; `None` without any letter.
pub fn initials(name: &str) -> Option<String> {
    let words = spoken_words(name);
    let first = initial(words.first()?)?;
    let last = words.last().filter(|_| words.len() > 1 && !is_unbounded(name));
    Some(match last.and_then(|word| initial(word)) {
        // Without a non-joiner, Arabic letters would be written as one word.
        Some(last) if is_joined(first) => format!("{first}\u{200c}{last}"),
        Some(last) => format!("{first}{last}"),
        None => first.to_string(),
    })
}

/// The first letter of a word, as a capital where the script has them.
fn initial(word: &str) -> Option<char> {
    let first = word.nfc().find(|letter| letter.is_alphabetic())?;
    let mut capital = first.to_uppercase();
    // `ß` would become two letters.
    capital.next().filter(|_| capital.next().is_none()).or(Some(first))
}

/// Whether a letter is joined to the next one, as in Arabic.
fn is_joined(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{8ff}')
}
