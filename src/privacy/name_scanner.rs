//! Name scanner: finds undisclosed names in source files and in the rendered site.
//!
//! The model displays people only as they consented to (`consent`), but the author's prose, a file name or image
//! metadata can still identify them. The scanner searches for names in `people.yaml` that are not displayed and, when
//! the caller passes it, for those of the private list, in every spelling that `name_matcher`
//! knows. It cannot find people or nicknames that are in neither.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::context::Languages;
use super::letters::{Gap, Letters, Spelling, fold};
pub use super::name_matcher::TextKind;
use super::name_matcher::{NameMatcher, Occurrence};
use super::name_parts::SoughtName;
use crate::content::enums::{PersonKind, ShowAs};
use crate::diagnostic::{Diagnostic, NameLeak};
use crate::model::person::Person;
use crate::yaml;

/// Path of the private list of names, relative to the project root.
pub const PRIVATE_NAMES_FILE: &str = "content/people.private.yaml";

/// The private list `people.private.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrivateNames {
    /// People whose names must not appear.
    pub watch_for: Vec<WatchedNames>,
    /// Places where a name means somebody or something else.
    pub not_them: Vec<NotThem>,
}

/// A person whose names must not appear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedNames {
    /// Their id in `people.yaml`.
    pub person: String,
    /// Names that they go by.
    pub names: Vec<String>,
    /// Whether the names are ordinary words as well.
    pub also_common: bool,
}

/// A text in which a name that is watched for means somebody or something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotThem {
    /// The name, as it is listed.
    pub name: String,
    /// The file, relative to `content/`.
    pub file: String,
    /// The words around the name.
    pub text: String,
}

/// Searches texts for all names that must not be published.
pub struct NameScanner {
    matcher: NameMatcher,
    pub(super) names: Vec<ListedName>,
    accepted: Vec<AcceptedText>,
    /// Names that may be shown, which decide what is found.
    pub(super) shown: Vec<String>,
    pub(super) languages: Languages,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ListedName {
    sought: SoughtName,
    /// Letters of the name.
    letters: String,
    minor: bool,
    is_owner: bool,
}

/// A text in which a name is accepted.
struct AcceptedText {
    /// Letters of the name.
    name: String,
    file: String,
    /// Letters of the text.
    text: String,
    /// The text as it is compared in the end.
    words: String,
    /// How often it is accepted.
    count: usize,
}

/// How often each accepted text, by the letters of its name and its own, has been found in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct UsedAcceptances(HashMap<(String, String), usize>);

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
    /// Whether they are the owner of the portfolio.
    pub is_owner: bool,
    /// The letters that were found, as they are compared.
    pub letters: String,
    /// The name with some words around it; `None` if they say nothing more, or if too many were quoted before.
    pub excerpt: Option<String>,
    /// Whether somebody or something else may be meant.
    pub is_doubtful: bool,
}

/// Where a text comes from that is searched for names.
#[derive(Clone, Copy, Debug)]
pub enum TextOrigin<'a> {
    /// A file of the author, by its path in `content/`.
    File(&'a str),
    /// A page, by the path of its source in `content/`; `None` if it is put together from several files.
    Page(Option<&'a str>),
}

impl NameScanner {
    /// A scanner for the names that people did not agree to publish and those of the private list; `None` when there is
    /// no name to look for. `author` is the name of the author, which every page shows. `languages` are the tags of the
    /// languages that texts may be in, as ordinary words differ between them.
    pub fn new<'p>(
        people: impl IntoIterator<Item = &'p Person>,
        author: &str,
        languages: &[&str],
        private: &PrivateNames,
    ) -> Option<Self> {
        let languages = Languages::of(languages.iter().copied());
        let people: Vec<&Person> = people.into_iter().collect();
        let named = people.iter().filter(|person| person.identity.show_as <= ShowAs::FirstNameRole);
        let shown = named.map(|person| shown_name(person));
        let shown: Vec<&str> = shown.chain([author]).collect();
        let names = list_names(&people, &shown, private);
        if names.is_empty() {
            return None;
        }
        let sought: Vec<SoughtName> = names.iter().map(|name| name.sought.clone()).collect();
        let matcher = NameMatcher::new(&sought, &shown, languages);
        let accepted = private.not_them.iter().map(|NotThem { name, file, text }| AcceptedText {
            name: fold(name),
            file: file.clone(),
            text: fold(text),
            // What is found begins and ends with a letter.
            words: plain_words(text.trim_matches(|c: char| !c.is_alphabetic())),
            count: private.not_them.iter().filter(|other| other.file == *file && other.text == *text).count(),
        });
        let shown: Vec<String> = shown.into_iter().map(str::to_owned).collect();
        Some(Self { matcher, names, accepted: accepted.collect(), shown, languages })
    }

    /// A scanner for the names by which people other than the owner are shown; `None` if nobody is. `author` and
    /// `languages` are as in [`Self::new`].
    pub fn for_shown_names<'p>(
        people: impl IntoIterator<Item = &'p Person>,
        author: &str,
        languages: &[&str],
    ) -> Option<Self> {
        let is_shown = |person: &&Person| {
            person.kind != PersonKind::Owner && person.identity.show_as <= ShowAs::FirstNameRole
        };
        let mut names: Vec<ListedName> = Vec::new();
        for person in people.into_iter().filter(is_shown) {
            let name = shown_name(person);
            let sought = SoughtName {
                text: name.to_owned(),
                person: person.id.clone(),
                by_surname: false,
                is_common: false,
            };
            let (letters, minor) = (fold(name), person.minor);
            let listed = ListedName { sought, letters, minor, is_owner: false };
            if listed.letters.chars().count() > 1 && !names.contains(&listed) {
                names.push(listed);
            }
        }
        if names.is_empty() {
            return None;
        }
        let sought: Vec<SoughtName> = names.iter().map(|name| name.sought.clone()).collect();
        let languages = Languages::of(languages.iter().copied());
        let matcher = NameMatcher::new(&sought, &[author], languages);
        Some(Self { matcher, names, accepted: Vec::new(), shown: vec![author.to_owned()], languages })
    }

    /// All occurrences of names in a text, but for those that the author has accepted.
    pub fn find_names(&self, text: &str, kind: TextKind, origin: TextOrigin<'_>) -> Vec<NameHit> {
        self.find_names_in_part(text, kind, origin, &mut UsedAcceptances::default())
    }

    /// All occurrences of names in one of the texts of a file. `used` counts what was accepted in those before it.
    pub(super) fn find_names_in_part(
        &self,
        text: &str,
        kind: TextKind,
        origin: TextOrigin<'_>,
        used: &mut UsedAcceptances,
    ) -> Vec<NameHit> {
        let found = self.matcher.find(text, kind);
        if found.is_empty() {
            return Vec::new();
        }
        let accepted = self.accepted_ranges(text, origin, used);
        let is_accepted = |name: usize, range: &Range<usize>| {
            let is_around = |place: &Range<usize>| place.start <= range.start && range.end <= place.end;
            accepted.iter().any(|(accepted, place)| *accepted == self.names[name].letters && is_around(place))
        };
        let mut quoted: HashMap<usize, usize> = HashMap::new();
        let hit = |Occurrence { name, range, is_doubtful }: Occurrence| {
            let ListedName { sought, minor, is_owner, letters: _ } = &self.names[name];
            let count = quoted.entry(name).or_default();
            *count += 1;
            NameHit {
                letters: fold(&text[range.clone()]),
                excerpt: if *count <= MAX_EXCERPTS { excerpt(text, &range) } else { None },
                range,
                name: sought.text.clone(),
                person: sought.person.clone(),
                minor: *minor,
                is_owner: *is_owner,
                is_doubtful,
            }
        };
        found.into_iter().filter(|found| !is_accepted(found.name, &found.range)).map(hit).collect()
    }

    /// Where the accepted texts stand in a text, each with the letters of the name.
    fn accepted_ranges(
        &self,
        text: &str,
        origin: TextOrigin<'_>,
        used: &mut UsedAcceptances,
    ) -> Vec<(&str, Range<usize>)> {
        let here = self.accepted.iter().filter(|accepted| match origin {
            TextOrigin::File(file) | TextOrigin::Page(Some(file)) => accepted.file == file,
            // Such a page shows texts of several files, and each was searched by itself.
            TextOrigin::Page(None) => true,
        });
        let here: Vec<&AcceptedText> = here.filter(|accepted| !accepted.text.is_empty()).collect();
        if here.is_empty() {
            return Vec::new();
        }
        let letters = Letters::new(text, Spelling::Short);
        let ranges = here.into_iter().flat_map(|accepted| {
            let found = letters.text.match_indices(&accepted.text).map(|(at, text)| at..at + text.len());
            let is_whole = |part: &Range<usize>| {
                letters.gap_before(part.start) > Gap::Capital && letters.gap_before(part.end) > Gap::Capital
            };
            let found = found.filter(is_whole).map(|part| letters.to_original(&part));
            let is_same = |range: &Range<usize>| plain_words(&text[range.clone()]) == accepted.words;
            // In its file an entry accepts one occurrence; what is shown of it elsewhere may be repeated.
            let used = used.0.entry((accepted.name.clone(), accepted.text.clone())).or_default();
            let most = if matches!(origin, TextOrigin::File(_)) {
                accepted.count.saturating_sub(*used)
            } else {
                usize::MAX
            };
            let found: Vec<_> = found.filter(is_same).take(most).collect();
            *used += found.len();
            found.into_iter().map(|range| (accepted.name.as_str(), range))
        });
        ranges.collect()
    }
}

/// How many occurrences of a name in a text are quoted; nobody accepts more of them one by one.
const MAX_EXCERPTS: usize = 100;

/// A name with up to two words on either side of it, as an author quotes it to accept it.
fn excerpt(text: &str, range: &Range<usize>) -> Option<String> {
    const MAX_WORDS: usize = 2;
    /// Bytes that are looked at on either side.
    const WINDOW: usize = 200;
    let name = &text[range.clone()];
    let before = &text[text.ceil_char_boundary(range.start.saturating_sub(WINDOW))..range.start];
    let after = &text[range.end..text.floor_char_boundary(text.len().min(range.end + WINDOW))];
    // Tags, addresses and paragraphs end an excerpt.
    let is_end = |c: char| matches!(c, '<' | '>' | '[' | ']' | '{' | '}' | '&' | '\\');
    let before = before.rsplit(is_end).next().unwrap_or_default().rsplit("\n\n").next().unwrap_or_default();
    let after = after.split(is_end).next().unwrap_or_default().split("\n\n").next().unwrap_or_default();
    let [before, name_text, after] = [before, name, after].map(single_spaced);
    // A word that the name is a part of is quoted in whole.
    let start = before.rmatch_indices(' ').nth(MAX_WORDS).map_or(0, |(at, _)| at);
    let end = after.match_indices(' ').nth(MAX_WORDS).map_or(after.len(), |(at, _)| at);
    let excerpt = format!("{}{name_text}{}", &before[start..], &after[..end]).trim().to_owned();
    is_more_than(&excerpt, name).then_some(excerpt)
}

/// A text without marks, with one space in place of several.
fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars().map(|c| if MARKS.contains(&c) || c.is_whitespace() { ' ' } else { c }) {
        if c != ' ' || !spaced.ends_with(' ') {
            spaced.push(c);
        }
    }
    spaced
}

/// Whether a text has more letters than a name.
pub fn is_more_than(text: &str, name: &str) -> bool {
    fold(text).len() > fold(name).len()
}

/// Marks of Markdown, and what stands between the parts of a page: they are no words.
const MARKS: [char; 10] = ['*', '_', '`', '~', '|', '#', '¶', '•', '\t', '\u{ad}'];

/// A text without markup, with single spaces and straight quotation marks, in small letters.
fn plain_words(text: &str) -> String {
    let plain = text.replace(['*', '_', '`', '~', '\u{ad}'], "").replace(MARKS, " ");
    let plain = plain.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    // The mark of a list.
    plain
        .split_whitespace()
        .filter(|word| !matches!(*word, "-" | "+" | ">"))
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// The names to look for: what people do not show of their own, and the private list.
fn list_names(people: &[&Person], shown: &[&str], private: &PrivateNames) -> Vec<ListedName> {
    let surname = |name: &str| name.split_whitespace().next_back().map(fold);
    let shown_surnames: HashSet<String> = shown.iter().filter_map(|name| surname(name)).collect();
    let find = |id: &str| people.iter().find(|person| person.id == id);
    let (surname, shown_surnames) = (&surname, &shown_surnames);
    let own = people.iter().flat_map(|person| {
        let is_owner = person.kind == PersonKind::Owner;
        person.undisclosed_names.iter().map(move |name| ListedName {
            sought: SoughtName {
                text: name.trim().to_owned(),
                person: person.id.clone(),
                by_surname: !is_owner && surname(name).is_none_or(|name| !shown_surnames.contains(&name)),
                is_common: false,
            },
            letters: fold(name),
            minor: person.minor,
            is_owner,
        })
    });
    let listed = private.watch_for.iter().flat_map(|entry| {
        let person = find(&entry.person);
        // A name that they agreed to show since is shown.
        let names =
            entry.names.iter().filter(move |name| !person.is_some_and(|person| is_shown(name, person)));
        names.map(move |name| ListedName {
            sought: SoughtName {
                text: name.trim().to_owned(),
                person: entry.person.clone(),
                by_surname: false,
                is_common: entry.also_common,
            },
            letters: fold(name),
            minor: person.is_some_and(|person| person.minor),
            is_owner: person.is_some_and(|person| person.kind == PersonKind::Owner),
        })
    });
    let own: Vec<ListedName> = own.collect();
    let by_surname: HashSet<(String, String)> = own
        .iter()
        .filter(|name| name.sought.by_surname)
        .map(|name| (name.letters.clone(), name.sought.person.clone()))
        .collect();
    let mut seen = HashSet::new();
    // A single letter would match all over the text. What the author says of a name in the private list counts first.
    let mut names: Vec<ListedName> = listed.chain(own).collect();
    names.retain(|name| {
        let is_long = name.letters.chars().count() > 1 || !name.letters.is_ascii();
        is_long && seen.insert((name.letters.clone(), name.sought.person.clone()))
    });
    for name in &mut names {
        name.sought.by_surname = by_surname.contains(&(name.letters.clone(), name.sought.person.clone()));
    }
    names
}

/// The name by which a person is shown, without the role that may follow it.
fn shown_name(person: &Person) -> &str {
    person.identity.label.split(',').next().unwrap_or_default()
}

/// Whether every word of a name is in the one that a person is shown by.
fn is_shown(name: &str, person: &Person) -> bool {
    if person.identity.show_as > ShowAs::FirstNameRole {
        return false;
    }
    let shown: HashSet<String> = shown_name(person).split_whitespace().map(fold).collect();
    name.split_whitespace().all(|word| shown.contains(&fold(word)))
}

/// Diagnostic about an occurrence of a name.
pub fn leak_diagnostic(hit: &NameHit, path: &str, in_file_name: bool) -> Diagnostic {
    let NameHit { name, person, minor, is_owner, .. } = hit;
    let leak = NameLeak { name: name.clone(), person: person.clone() };
    let rule = if in_file_name {
        "MED-02"
    } else if *minor {
        "PPL-02"
    } else {
        "PPL-01"
    };
    if hit.is_doubtful {
        let message =
            format!("the name “{name}” appears here; it may mean someone or something other than `{person}`");
        let accept =
            how_to_accept(hit, path).unwrap_or_else(|| "accept it in `people.private.yaml`".to_owned());
        let help = format!("if it's them, use their role instead; if not, {accept}");
        return Diagnostic::warning(rule, path, message).help(help).leak(leak);
    }
    let place = if in_file_name { "is in a file name" } else { "appears here" };
    let reason = if *minor && !is_owner && !in_file_name {
        "is a minor or may be one"
    } else {
        "isn't shown by that name"
    };
    let message = format!("the name “{name}” {place}, but `{person}` {reason}");
    Diagnostic::error(rule, path, message).help(leak_help(hit, path, in_file_name)).leak(leak)
}

/// What to do about a name that must not appear.
fn leak_help(hit: &NameHit, path: &str, in_file_name: bool) -> String {
    let full = yaml::quote(&hit.name);
    if in_file_name {
        return "rename the file: search engines read file names too".to_owned();
    }
    if hit.is_owner {
        return format!(
            "that's you: to show your name, write `show_as: full_name` in your entry in `people.yaml`, with \
             `name: {{ full: {full} }}` and `minor: false`"
        );
    }
    let mut help = if hit.minor {
        "never name a child on the web: use a role, such as “a student”".to_owned()
    } else {
        format!(
            "use their role instead; or, if they're an adult and agree, see that their entry in `people.yaml` has \
             all of these: `show_as: full_name`, `name: {{ full: {full} }}`, and `name` in the `scope` of \
             `consent: {{ status: given, scope: [name] }}`"
        )
    };
    // A name of several words is hardly that of somebody else; a part of it may well be.
    if (!hit.name.contains(' ') || hit.letters.len() < fold(&hit.name).len())
        && let Some(accept) = how_to_accept(hit, path)
    {
        help.push_str("; if it means someone or something else, ");
        help.push_str(&accept);
    }
    help
}

/// The entry of the private list that accepts an occurrence of a name.
fn how_to_accept(hit: &NameHit, path: &str) -> Option<String> {
    let (name, text) = (yaml::quote_if_needed(&hit.name), yaml::quote(hit.excerpt.as_deref()?));
    let file = yaml::quote_if_needed(path.strip_prefix("content/").unwrap_or(path));
    let why = yaml::placeholder("who or what it is");
    Some(format!(
        "add this below `not_them:` in `people.private.yaml`: `- {{ name: {name}, in: {file}, text: {text}, why: {why} }}`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanner(names: &[&str]) -> NameScanner {
        let watched = names.iter().enumerate().map(|(number, name)| WatchedNames {
            person: format!("p-{number}"),
            names: vec![(*name).to_owned()],
            also_common: false,
        });
        let private = PrivateNames { watch_for: watched.collect(), not_them: Vec::new() };
        NameScanner::new(&[], "", &["en"], &private).unwrap()
    }

    fn found<'t>(names: &[&str], text: &'t str) -> Vec<&'t str> {
        let hits = scanner(names).find_names(text, TextKind::Prose, TextOrigin::Page(None));
        hits.into_iter().map(|hit| &text[hit.range]).collect()
    }

    #[test]
    fn accents_case_hyphens_and_line_ends_make_no_difference() {
        let names = ["Zoë Ñandú", "Zoë", "Mark", "J"];
        for (text, wanted) in [
            ("Then Zoë Ñandú spoke.", vec!["Zoë Ñandú", "Zoë"]),
            ("zoe nandu's garden", vec!["zoe nandu", "zoe"]),
            ("ZOE\n  NANDU", vec!["ZOE\n  NANDU", "ZOE"]),
            ("zoe-nandu_7.jpg", vec!["zoe-nandu", "zoe"]),
            ("Zoe\u{308} alone", vec!["Zoe\u{308}"]),
            ("We asked Mark, but mark the date and Marked", vec!["Mark"]),
            ("zoetrope, J", vec![]),
        ] {
            assert_eq!(found(&names, text), wanted, "{text}");
        }
    }
}
