//! Names that must not appear, looked for in what the author wrote and in what would be published.
//!
//! A person is shown as they agreed to be (`consent`), but an author's own sentence, a file's name or its metadata can
//! still say who they are. What `people.yaml` knows of a name and does not show is therefore looked for, and what the
//! private list of names says, when the caller has one: whoever is in neither, or is called by another name, is not
//! found. Large and small letters, accents, hyphens and line ends make no difference.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::model::{Person, Portfolio};
use crate::content::collect::SETTINGS;
use crate::content::document;
use crate::content::vocabulary::Visibility;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tree::{Blob, Tree};

/// Files besides the pages that readers see texts of.
const DATA: [&str; 2] = [SETTINGS, "content/testimonials.yaml"];

/// First names that are words too: they are names only with a capital.
const WORDS: [&str; 64] = [
    "ace", "angel", "april", "art", "autumn", "bill", "brook", "carol", "chance", "charity", "chase",
    "cliff", "dawn", "dean", "destiny", "drew", "duke", "earl", "faith", "forest", "frank", "gene", "glen",
    "grace", "grant", "guy", "harmony", "heath", "honor", "hope", "hunter", "iris", "ivy", "jack", "jay",
    "joy", "june", "justice", "king", "lance", "lily", "major", "mark", "mason", "max", "may", "melody",
    "miles", "nick", "olive", "pat", "patience", "penny", "pierce", "precious", "prince", "ray", "rich",
    "robin", "rose", "skip", "star", "summer", "will",
];

/// A person whose names must not appear, from the private list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Their id in `people.yaml`.
    pub person: String,
    /// What they are called.
    pub names: Vec<String>,
}

/// All names that must not appear, ready to be looked for.
pub struct Names {
    finder: AhoCorasick,
    list: Vec<Name>,
}

struct Name {
    /// As it is known.
    text: String,
    person: String,
    minor: bool,
    /// Whether it is a word of the language too.
    is_word: bool,
}

/// A name, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where in the text.
    pub range: Range<usize>,
    /// As it is known.
    pub name: String,
    /// Whose it is, by id.
    pub person: String,
    /// Whether they are under age, as far as anybody knows.
    pub minor: bool,
}

impl Names {
    /// Names that people have not agreed to show, and those of the private list; none when there are none.
    pub fn new(people: &[Person], watched: &[Watched]) -> Option<Self> {
        let own =
            people.iter().flat_map(|it| it.secret_names.iter().map(|name| (name, it.id.as_str(), it.minor)));
        let minor = |id: &str| people.iter().any(|it| it.id == id && it.minor);
        let listed = watched.iter().flat_map(|it| it.names.iter().map(|name| (name, it.person.as_str())));
        let listed = listed.map(|(name, id)| (name, id, minor(id)));
        let mut seen = BTreeSet::new();
        let mut list = Vec::new();
        let mut patterns = Vec::new();
        for (name, person, minor) in own.chain(listed) {
            let pattern = Folded::from(name).text.trim().to_owned();
            // An initial would be found everywhere.
            if pattern.chars().count() > 1 && seen.insert(pattern.clone()) {
                let is_word = WORDS.contains(&pattern.as_str());
                list.push(Name { text: name.trim().to_owned(), person: person.to_owned(), minor, is_word });
                patterns.push(pattern);
            }
        }
        if list.is_empty() {
            return None;
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns);
        Some(Self { finder: finder.expect("names are short and few enough for any automaton"), list })
    }

    /// Every name in a text.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let folded = Folded::from(text);
        let found = self.finder.find_iter(&folded.text).filter(|it| is_word(&folded.text, it.range()));
        let hit = |it: aho_corasick::Match| {
            let Name { text: name, person, minor, is_word } = &self.list[it.pattern().as_usize()];
            let range = folded.origin(it.range());
            let capital = text[range.clone()].starts_with(char::is_uppercase);
            (capital || !is_word).then(|| Hit {
                range,
                name: name.clone(),
                person: person.clone(),
                minor: *minor,
            })
        };
        found.filter_map(hit).collect()
    }
}

/// A text as names are compared: small letters without accents, one space between words.
struct Folded {
    text: String,
    /// The place in the original of every byte, and its end.
    origins: Vec<(usize, usize)>,
}

impl Folded {
    fn from(text: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            if letter.is_whitespace() || matches!(letter, '-' | '_' | '‐' | '‑' | '+') {
                if !folded.text.ends_with(' ') {
                    folded.push(' ', at, end);
                }
            } else if letter.is_ascii() {
                folded.push(letter.to_ascii_lowercase(), at, end);
            } else {
                let parts = letter.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase);
                parts.for_each(|it| folded.push(it, at, end));
            }
        }
        folded
    }

    fn push(&mut self, letter: char, at: usize, end: usize) {
        self.text.push(letter);
        self.origins.extend(std::iter::repeat_n((at, end), letter.len_utf8()));
    }

    fn origin(&self, range: Range<usize>) -> Range<usize> {
        self.origins[range.start].0..self.origins[range.end - 1].1
    }
}

/// What was found in files that have not changed since: a preview need not look into them again.
#[derive(Debug, Default)]
pub struct Memo {
    /// Whose names were looked for, and for whom the build was.
    names: Vec<(String, String, bool)>,
    audience: Option<Visibility>,
    found: HashMap<String, (Blob, Vec<Diagnostic>)>,
}

/// Tells of every hidden name in a page of the build. In a private build the author is alone with them.
pub fn look(
    content: &Tree,
    portfolio: &Portfolio,
    watched: &[Watched],
    audience: Visibility,
    memo: Option<&mut Memo>,
    diagnostics: &mut Diagnostics,
) {
    if audience == Visibility::Private {
        return;
    }
    let Some(names) = Names::new(&portfolio.people, watched) else { return };
    let mut nothing = Memo::default();
    let memo = memo.unwrap_or(&mut nothing);
    let key: Vec<_> = names.list.iter().map(|it| (it.text.clone(), it.person.clone(), it.minor)).collect();
    if memo.names != key || memo.audience != Some(audience) {
        *memo = Memo { names: key, audience: Some(audience), found: HashMap::new() };
    }
    let pages = portfolio.pages.iter().chain(&portfolio.home).map(|it| it.head.source.as_str());
    let said: Vec<String> = ["comments", "packs"]
        .iter()
        .flat_map(|folder| content.under(folder).map(move |it| format!("content/{folder}/{}", it.0)))
        .filter(|it| it.ends_with(".yaml") || it.ends_with(".yml"))
        .collect();
    let sources = portfolio
        .studies
        .iter()
        .map(|it| it.head.source.as_str())
        .chain(portfolio.approaches.iter().map(|it| it.head.source.as_str()))
        .chain(portfolio.faulty.iter().map(String::as_str))
        .chain(pages)
        .chain(said.iter().map(String::as_str))
        .chain(DATA);
    let blob = |source: &str| source.strip_prefix("content/").and_then(|it| content.get(it));
    let files: Vec<(&str, &Blob)> = sources.filter_map(|it| Some((it, blob(it)?))).collect();
    let known = &memo.found;
    let is_new = |it: &&(&str, &Blob)| known.get(it.0).is_none_or(|known| !known.0.is_same(it.1));
    let new: Vec<(&str, &Blob)> = files.iter().filter(is_new).copied().collect();
    let found: Vec<Vec<Diagnostic>> =
        new.par_iter().map(|(source, blob)| look_into(source, blob, audience, &names)).collect();
    let entry = |((source, blob), found): (&(&str, &Blob), Vec<Diagnostic>)| {
        ((*source).to_owned(), ((*blob).clone(), found))
    };
    memo.found.extend(new.iter().zip(found).map(entry));
    if memo.found.len() > files.len() {
        let still: HashSet<&str> = files.iter().map(|it| it.0).collect();
        memo.found.retain(|source, _| still.contains(source.as_str()));
    }
    for (source, _) in &files {
        memo.found[*source].1.iter().cloned().for_each(|it| diagnostics.push(it));
    }
}

fn look_into(source: &str, blob: &Blob, audience: Visibility, names: &Names) -> Vec<Diagnostic> {
    let Ok(bytes) = blob.read() else { return Vec::new() };
    let published = document::published(&bytes, audience);
    let mut found = Vec::new();
    for (text, place) in &published {
        for hit in names.find(text) {
            let place = place(hit.range.clone());
            found.push(told(&hit, source, is_in_file_name(text, &hit.range)).at(place));
        }
    }
    found
}

/// A name that stands somewhere, as a finding.
pub fn told(hit: &Hit, path: &str, in_file_name: bool) -> Diagnostic {
    let Hit { name, person, minor, .. } = hit;
    if in_file_name {
        let message =
            format!("the name “{name}” stands in the name of a file, and `{person}` is not shown by it");
        let help = "rename the file: search engines read names of files too";
        return Diagnostic::error("MED-02", path, message).help(help);
    }
    if *minor {
        let message = format!("the name “{name}” stands here, and `{person}` is under age or may be");
        let help = "no child is named on the web: write a role, such as “a student”";
        return Diagnostic::error("PPL-02", path, message).help(help);
    }
    let message = format!("the name “{name}” stands here, and `{person}` is not shown by it");
    let help = "write their role instead; or, if they are of age and agree, let `people.yaml` say so";
    Diagnostic::error("PPL-01", path, message).help(help)
}

/// Whether a place lies in something like `jordan-example.jpg`.
fn is_in_file_name(text: &str, at: &Range<usize>) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '/' | '%');
    let before: usize =
        text[..at.start].chars().rev().take_while(|it| is_part(*it)).map(char::len_utf8).sum();
    let after: usize = text[at.end..].chars().take_while(|it| is_part(*it)).map(char::len_utf8).sum();
    let token = text[at.start - before..at.end + after].trim_end_matches('.');
    let ending = token.rsplit_once('.').map(|it| it.1);
    ending.is_some_and(|it| (2..=5).contains(&it.len()) && it.chars().all(|it| it.is_ascii_alphanumeric()))
}

/// Whether a range is a word of its own: "Ann" is not in "Annual".
fn is_word(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let watched = |person: &str, names: &[&str]| Watched {
            person: person.to_owned(),
            names: names.iter().map(|it| (*it).to_owned()).collect(),
        };
        let all = [watched("p-a", &["Zoë Ñandú", "Zoë"]), watched("p-b", &["Mark"]), watched("p-c", &["J"])];
        Names::new(&[], &all).unwrap()
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
            let found: Vec<&str> = names().find(text).into_iter().map(|it| &text[it.range]).collect();
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
