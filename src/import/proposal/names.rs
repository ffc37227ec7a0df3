//! Finds what looks like the name of a person in imported texts: after a title, by its first name, and where names
//! stand on web pages: in captions, credits and signatures.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::proposed::FoundName;
use crate::lint;

/// Places of a name that are listed.
const MAX_PLACES: usize = 20;

/// What stands before a name in credits and signatures.
const CUES: [&str; 14] = [
    "by ",
    "photo: ",
    "photos: ",
    "picture: ",
    "credit: ",
    "author: ",
    "contact: ",
    "signed, ",
    "signed: ",
    "sincerely, ",
    "pictured: ",
    "from left: ",
    "left to right: ",
    "— ",
];

/// What may stand before the owner's own name.
const TITLES: [&str; 7] = ["coach", "dr", "mr", "mrs", "ms", "mx", "nurse"];

/// Words with a capital letter that are part of no name of a person.
const NO_NAMES: &str = " The A An And Or Of In On At For From To With My Our Your His Her Their This That These What Why \
    How When Where Who School Schools District Committee Department University College Academy County City State High \
    Middle Elementary Primary Grade Hospital Clinic Unit Team Board Club News Journal Press Street Road Avenue January \
    February March April May June July August September October November December Monday Tuesday Wednesday Thursday \
    Friday Saturday Sunday Fall Spring Summer Winter Distributed Leadership Professional Development Wix WordPress \
    Google All Rights Reserved English Spanish ";

/// Collects names, in the order in which they appear.
#[derive(Default)]
pub(super) struct NameList {
    names: Vec<FoundName>,
    /// Places of names in the list.
    index: HashMap<String, usize>,
    /// Words of the names that need no entry: the owner's, in small letters.
    owner: HashSet<String>,
}

impl NameList {
    pub(super) fn new(owner: Option<&str>) -> Self {
        let words = owner.unwrap_or_default().split_whitespace().map(str::to_lowercase);
        Self { owner: words.collect(), ..Self::default() }
    }

    /// Adds the names in a text; `path` and `first_line` are those of the file that holds it.
    pub(super) fn add_text(&mut self, text: &str, path: &str, first_line: usize) {
        let mut ranges = lint::find_names(text);
        ranges.extend(find_after_cues(text));
        ranges.sort_by_key(|range| (range.start, usize::MAX - range.end));
        let (mut at, mut line) = (0, first_line);
        let mut last = 0..0;
        for range in ranges {
            // Part of a longer name.
            if range.end <= last.end {
                continue;
            }
            line += text[at..range.start].matches('\n').count();
            at = range.start;
            let name = text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            last = range;
            self.add(name, path, line);
        }
    }

    fn add(&mut self, name: String, path: &str, line: usize) {
        let words: Vec<String> = name.split_whitespace().map(|word| word.to_lowercase()).collect();
        let own = words.iter().filter(|word| self.owner.contains(*word)).count();
        // `Ms. Ellery`, if the owner is Rowan Ellery.
        let has_title = TITLES.contains(&words[0].trim_end_matches('.'));
        let is_owner = own > 0 && own + usize::from(has_title) == words.len();
        if is_owner {
            return;
        }
        let place = (path.to_owned(), line);
        let index = *self.index.entry(name.clone()).or_insert_with(|| {
            self.names.push(FoundName { name, places: Vec::new() });
            self.names.len() - 1
        });
        let places = &mut self.names[index].places;
        if places.len() < MAX_PLACES && !places.contains(&place) {
            places.push(place);
        }
    }

    pub(super) fn into_names(self) -> Vec<FoundName> {
        self.names
    }
}

/// Names behind words such as `Photo by`, and below the text: at least two words with capital letters.
fn find_after_cues(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for cue in CUES {
        for (at, _) in lower.match_indices(cue) {
            let starts_word = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            if starts_word {
                found.extend(capitalized_name(text, at + cue.len()));
            }
        }
    }
    // A signature below the text.
    let end = text.trim_end().len();
    let line = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
    found.extend(capitalized_name(text, line).filter(|range| range.end == end));
    found
}

/// Two to four words with capital letters from a byte on, of which none belongs to the name of a place or thing.
fn capitalized_name(text: &str, start: usize) -> Option<Range<usize>> {
    const MAX_WORDS: usize = 4;
    let mut end = start;
    let mut count = 0;
    for word in text[start..].split(' ').take(MAX_WORDS) {
        let letters: usize =
            word.chars().take_while(|c| c.is_alphabetic() || "-'’".contains(*c)).map(char::len_utf8).sum();
        let (name, rest) = word.split_at(letters);
        let is_initial = name.chars().count() == 1 && rest == ".";
        let is_name = name.starts_with(char::is_uppercase)
            && (is_initial || name.chars().any(char::is_lowercase))
            && !NO_NAMES.contains(&format!(" {name} "));
        if !is_name {
            break;
        }
        let separator = usize::from(count > 0);
        end += separator + if is_initial { word.len() } else { name.len() };
        count += 1;
        if !rest.is_empty() && !is_initial {
            break;
        }
    }
    (count > 1 && text.is_char_boundary(end)).then_some(start..end)
}
