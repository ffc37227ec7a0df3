//! Name scanner: finds undisclosed names in source files and in the rendered site.
//!
//! The model displays people only as they consented to (`consent`), but the author's prose, a file name or image
//! metadata can still identify them. The scanner searches for names in `people.yaml` that are not displayed and, when
//! the caller passes it, for those of the private list. It cannot find people or nicknames that are in neither.
//! Case, accents, hyphens and line breaks are ignored.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::content::document;
use crate::content::enums::Visibility;
use crate::content::load::SETTINGS_FILE;
use crate::content::translations;
use crate::diagnostic::{Diagnostic, Diagnostics, NameLeak};
use crate::model::person::Person;
use crate::model::portfolio::Portfolio;
use crate::vfs::{Blob, FileTree};

/// Data files whose texts appear on the site; they are scanned besides the pages.
const SCANNED_DATA_FILES: [&str; 2] = [SETTINGS_FILE, "content/testimonials.yaml"];

/// First names that are also common English words: they count as names only when capitalized.
const NAMES_THAT_ARE_WORDS: [&str; 64] = [
    "ace", "angel", "april", "art", "autumn", "bill", "brook", "carol", "chance", "charity", "chase",
    "cliff", "dawn", "dean", "destiny", "drew", "duke", "earl", "faith", "forest", "frank", "gene", "glen",
    "grace", "grant", "guy", "harmony", "heath", "honor", "hope", "hunter", "iris", "ivy", "jack", "jay",
    "joy", "june", "justice", "king", "lance", "lily", "major", "mark", "mason", "max", "may", "melody",
    "miles", "nick", "olive", "pat", "patience", "penny", "pierce", "precious", "prince", "ray", "rich",
    "robin", "rose", "skip", "star", "summer", "will",
];

/// Path of the private list of names, relative to the project root.
pub const PRIVATE_NAMES_FILE: &str = "content/people.private.yaml";

/// A person whose names must not appear, from the private list `people.private.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedNames {
    /// Their id in `people.yaml`.
    pub person: String,
    /// Names that they go by.
    pub names: Vec<String>,
}

/// A search automaton for all names that must not be published.
pub struct NameScanner {
    automaton: AhoCorasick,
    names: Vec<ListedName>,
}

struct ListedName {
    /// Spelling in the list of names.
    text: String,
    person: String,
    minor: bool,
    /// Whether it is also a common word, which counts only with a capital letter.
    is_common_word: bool,
}

/// An occurrence of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// Byte range in the scanned text.
    pub range: Range<usize>,
    /// Spelling in the list of names.
    pub name: String,
    /// Id of the person.
    pub person: String,
    /// Whether they are a minor; also `true` when their age is unknown.
    pub minor: bool,
}

impl NameScanner {
    /// Builds the automaton from the names that people did not agree to publish and those of the private list; `None`
    /// when there is no name to look for.
    pub fn new<'p>(people: impl IntoIterator<Item = &'p Person>, watched: &[WatchedNames]) -> Option<Self> {
        let people: Vec<&Person> = people.into_iter().collect();
        let own = people.iter().flat_map(|person| {
            person.undisclosed_names.iter().map(|name| (name, person.id.as_str(), person.minor))
        });
        let minor = |id: &str| people.iter().any(|person| person.id == id && person.minor);
        let listed =
            watched.iter().flat_map(|entry| entry.names.iter().map(|name| (name, entry.person.as_str())));
        let listed = listed.map(|(name, id)| (name, id, minor(id)));
        let mut seen = BTreeSet::new();
        let mut list = Vec::new();
        let mut patterns = Vec::new();
        for (name, person, minor) in own.chain(listed) {
            let pattern = FoldedText::new(name).text.trim().to_owned();
            // A single letter would match all over the text.
            if pattern.chars().count() > 1 && seen.insert(pattern.clone()) {
                let is_word = NAMES_THAT_ARE_WORDS.contains(&pattern.as_str());
                list.push(ListedName {
                    text: name.trim().to_owned(),
                    person: person.to_owned(),
                    minor,
                    is_common_word: is_word,
                });
                patterns.push(pattern);
            }
        }
        if list.is_empty() {
            return None;
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns);
        Some(Self {
            automaton: finder.expect("names are short and few enough for any automaton"),
            names: list,
        })
    }

    /// All occurrences of names in a text.
    pub fn find_names(&self, text: &str) -> Vec<NameHit> {
        let folded = FoldedText::new(text);
        let found = self.automaton.find_iter(&folded.text);
        let found = found.filter(|matched| is_whole_word(&folded.text, matched.range()));
        let hit = |matched: aho_corasick::Match| {
            let ListedName { text: name, person, minor, is_common_word: is_word } =
                &self.names[matched.pattern().as_usize()];
            let range = folded.to_original(matched.range());
            let is_capitalized = text[range.clone()].starts_with(char::is_uppercase);
            (is_capitalized || !is_word).then(|| NameHit {
                range,
                name: name.clone(),
                person: person.clone(),
                minor: *minor,
            })
        };
        found.filter_map(hit).collect()
    }
}

/// A text normalized for comparison: lower case, without accents, one space between words.
struct FoldedText {
    text: String,
    /// Byte range in the original text of each byte of `text`.
    origins: Vec<(usize, usize)>,
}

impl FoldedText {
    fn new(text: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        for (start, letter) in text.char_indices() {
            let end = start + letter.len_utf8();
            if letter.is_whitespace() || matches!(letter, '-' | '_' | '‐' | '‑' | '+') {
                if !folded.text.ends_with(' ') {
                    folded.push(' ', start, end);
                }
            } else if letter.is_ascii() {
                folded.push(letter.to_ascii_lowercase(), start, end);
            } else {
                let parts = letter.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
                parts.for_each(|c| folded.push(c, start, end));
            }
        }
        folded
    }

    fn push(&mut self, letter: char, start: usize, end: usize) {
        self.text.push(letter);
        self.origins.extend(std::iter::repeat_n((start, end), letter.len_utf8()));
    }

    fn to_original(&self, range: Range<usize>) -> Range<usize> {
        self.origins[range.start].0..self.origins[range.end - 1].1
    }
}

/// Results for files that have not changed, so that a rebuild does not scan them again.
#[derive(Debug, Default)]
pub struct NameScanCache {
    /// The list that the results are valid for: name, id of the person, whether they are a minor.
    names: Vec<(String, String, bool)>,
    audience: Option<Visibility>,
    results: HashMap<String, (Blob, Vec<Diagnostic>)>,
}

/// Reports every undisclosed name in the source files of this build. `translated` are its editions in other languages,
/// where people may have names in another script.
///
/// Private builds are not scanned, because only the owner reads them.
pub fn scan(
    content: &FileTree,
    portfolio: &Portfolio,
    translated: &[Portfolio],
    watched: &[WatchedNames],
    audience: Visibility,
    cache: Option<&mut NameScanCache>,
    diagnostics: &mut Diagnostics,
) {
    if audience == Visibility::Private {
        return;
    }
    let editions = std::iter::once(portfolio).chain(translated);
    let Some(names) = NameScanner::new(editions.flat_map(|edition| &edition.people), watched) else { return };
    let mut empty = NameScanCache::default();
    let cache = cache.unwrap_or(&mut empty);
    let key: Vec<_> =
        names.names.iter().map(|name| (name.text.clone(), name.person.clone(), name.minor)).collect();
    if cache.names != key || cache.audience != Some(audience) {
        *cache = NameScanCache { names: key, audience: Some(audience), results: HashMap::new() };
    }
    let sources = published_sources(content, portfolio);
    let sources = sources.iter().map(String::as_str);
    let blob = |source: &str| source.strip_prefix("content/").and_then(|path| content.get(path));
    let files: Vec<(&str, &Blob)> = sources.filter_map(|source| Some((source, blob(source)?))).collect();
    let known = &cache.results;
    let is_new = |(source, blob): &&(&str, &Blob)| {
        known.get(*source).is_none_or(|(scanned, _)| !scanned.is_same(blob))
    };
    let new: Vec<(&str, &Blob)> = files.iter().filter(is_new).copied().collect();
    let found: Vec<Vec<Diagnostic>> =
        new.par_iter().map(|(source, blob)| scan_file(source, blob, audience, &names)).collect();
    let entry = |((source, blob), found): (&(&str, &Blob), Vec<Diagnostic>)| {
        ((*source).to_owned(), ((*blob).clone(), found))
    };
    cache.results.extend(new.iter().zip(found).map(entry));
    // Forget files that were deleted or are no longer published.
    if cache.results.len() > files.len() {
        let current: HashSet<&str> = files.iter().map(|(source, _)| *source).collect();
        cache.results.retain(|source, _| current.contains(source.as_str()));
    }
    for (source, _) in &files {
        cache.results[*source].1.iter().cloned().for_each(|diagnostic| diagnostics.push(diagnostic));
    }
}

/// The files whose texts this build publishes: pages, their translations and data, by path from the root of the portfolio.
fn published_sources(content: &FileTree, portfolio: &Portfolio) -> Vec<String> {
    let pages = portfolio.pages.iter().chain(&portfolio.home).map(|page| page.head.source.clone());
    let data = ["comments", "packs"]
        .iter()
        .flat_map(|folder| content.files_in(folder).map(move |(path, _)| format!("content/{folder}/{path}")))
        .filter(|path| path.ends_with(".yaml") || path.ends_with(".yml"));
    let mut sources: Vec<String> = portfolio
        .studies
        .iter()
        .map(|study| study.head.source.clone())
        .chain(portfolio.approaches.iter().map(|approach| approach.head.source.clone()))
        .chain(portfolio.invalid_studies.iter().cloned())
        .chain(pages)
        .chain(data)
        .chain(SCANNED_DATA_FILES.map(str::to_owned))
        .collect();
    let mut translated = find_translations(content, &sources);
    translated
        .retain(|path| !portfolio.excluded.iter().any(|excluded| excluded.is_page && excluded.path == *path));
    sources.extend(translated);
    sources
}

/// The translations of files, by path from the root of the portfolio.
fn find_translations(content: &FileTree, sources: &[String]) -> Vec<String> {
    let translated =
        content.iter().filter_map(|(path, _)| Some((path, translations::split_language(path)?.0)));
    let mut translated = translated.peekable();
    if translated.peek().is_none() {
        return Vec::new();
    }
    let sources: HashSet<&str> = sources.iter().map(String::as_str).collect();
    translated
        .filter(|(_, original)| sources.contains(format!("content/{original}").as_str()))
        .map(|(path, _)| format!("content/{path}"))
        .collect()
}

fn scan_file(source: &str, blob: &Blob, audience: Visibility, names: &NameScanner) -> Vec<Diagnostic> {
    let Ok(bytes) = blob.read() else { return Vec::new() };
    let published = document::published_texts(&bytes, audience);
    let mut found = Vec::new();
    for published in &published {
        let mut text = Cow::Borrowed(published.text.as_str());
        let mut hits = names.find_names(&text);
        // Only a file with a name is parsed for its ids.
        if published.is_yaml && !hits.is_empty() {
            text = Cow::Owned(document::blank_person_ids(&text));
            hits = names.find_names(&text);
        }
        for hit in hits {
            let place = published.to_file_range(hit.range.clone());
            found.push(leak_diagnostic(&hit, source, is_in_file_name(&text, &hit.range)).at(place));
        }
    }
    found
}

/// Diagnostic about an occurrence of a name.
pub fn leak_diagnostic(hit: &NameHit, path: &str, in_file_name: bool) -> Diagnostic {
    let NameHit { name, person, minor, .. } = hit;
    let (rule, message, help) = if in_file_name {
        (
            "MED-02",
            format!("the name “{name}” is in a file name, but `{person}` isn't shown by that name"),
            "rename the file: search engines read file names too",
        )
    } else if *minor {
        (
            "PPL-02",
            format!("the name “{name}” appears here, but `{person}` is a minor or may be one"),
            "never name a child on the web: use a role, such as “a student”",
        )
    } else {
        (
            "PPL-01",
            format!("the name “{name}” appears here, but `{person}` isn't shown by that name"),
            "use their role instead; or, if they're an adult and agree, add all of these to their entry in \
            `people.yaml`: \
             `show_as: full_name`, `name: { full: \"…\" }` and `consent: { status: given, scope: [name] }`",
        )
    };
    let leak = NameLeak { name: name.clone(), person: person.clone() };
    Diagnostic::error(rule, path, message).help(help).leak(leak)
}

/// Whether a range is part of a file name such as `jordan-example.jpg`.
fn is_in_file_name(text: &str, at: &Range<usize>) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '%');
    let before: usize = text[..at.start].chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let after: usize = text[at.end..].chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let token = text[at.start - before..at.end + after].trim_end_matches('.');
    let ending = token.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        (2..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// Whether a range is a whole word: `Ann` does not match in `Annual`.
fn is_whole_word(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> NameScanner {
        let watched = |person: &str, names: &[&str]| WatchedNames {
            person: person.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        let all = [watched("p-a", &["Zoë Ñandú", "Zoë"]), watched("p-b", &["Mark"]), watched("p-c", &["J"])];
        NameScanner::new(&[], &all).unwrap()
    }

    #[test]
    fn accents_case_hyphens_and_line_ends_make_no_difference() {
        for (text, wanted) in [
            ("Then Zoë Ñandú spoke.", vec!["Zoë Ñandú"]),
            ("zoe nandu's garden", vec!["zoe nandu"]),
            ("ZOE\n  NANDU", vec!["ZOE\n  NANDU"]),
            ("zoe-nandu_7.jpg", vec!["zoe-nandu"]),
            ("Zoe\u{308} alone", vec!["Zoe"]),
            ("Mark and MARK, but mark the date and Marked", vec!["Mark", "MARK"]),
            ("zoetrope, J", vec![]),
        ] {
            let found: Vec<&str> = names().find_names(text).into_iter().map(|hit| &text[hit.range]).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn a_file_name_has_an_ending() {
        for (text, wanted) in
            [("file: zoe-7.jpg", true), ("Zoe.", false), ("See a/zoe/b.pdf", true), ("Zoe went. So", false)]
        {
            let at = text.to_lowercase().find("zoe").unwrap();
            assert_eq!(is_in_file_name(text, &(at..at + 3)), wanted, "{text}");
        }
    }
}
