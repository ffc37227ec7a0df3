//! Name scanner: finds undisclosed names in source files and in the rendered site.
//!
//! The model displays people only as they consented to (`consent`), but the author's prose, a file name or image
//! metadata can still identify them. The scanner searches for names in `people.yaml` that are not displayed and, when
//! the caller passes it, for those of the private list, in every spelling that [`name_matcher`](super::name_matcher)
//! knows. It cannot find people or nicknames that are in neither.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::context::Languages;
use super::letters::{Gap, Letters, Spelling};
pub use super::name_matcher::TextKind;
use super::name_matcher::{NameMatcher, SoughtName};
use crate::content::document;
use crate::content::enums::{PersonKind, ShowAs, Visibility};
use crate::content::load::{PEOPLE_FILE, SETTINGS_FILE};
use crate::content::translations;
use crate::diagnostic::{Diagnostic, Diagnostics, NameLeak};
use crate::model::person::Person;
use crate::model::portfolio::Portfolio;
use crate::vfs::{Blob, FileTree};
use crate::yaml;

/// Data files whose texts appear on the site; they are scanned besides the pages.
const SCANNED_DATA_FILES: [&str; 2] = [SETTINGS_FILE, "content/testimonials.yaml"];

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
    names: Vec<ListedName>,
    accepted: Vec<AcceptedText>,
    /// Names that may be shown, which decide what is found.
    shown: Vec<String>,
    languages: Languages,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct ListedName {
    sought: SoughtName,
    person: String,
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
    /// no name to look for. `author` is the name of the author, which every page shows; `languages` are the tags of those that texts may be in:
    /// what is an ordinary word differs.
    pub fn new<'p>(
        people: impl IntoIterator<Item = &'p Person>,
        author: &str,
        languages: &[&str],
        private: &PrivateNames,
    ) -> Option<Self> {
        let languages = Languages::of(languages.iter().copied());
        let people: Vec<&Person> = people.into_iter().collect();
        let named = people.iter().filter(|person| person.identity.show_as <= ShowAs::FirstNameRole);
        let shown = named.map(|person| person.identity.label.split(',').next().unwrap_or_default());
        let shown: Vec<&str> = shown.chain([author]).collect();
        let names = list_names(&people, &shown, private);
        if names.is_empty() {
            return None;
        }
        let sought: Vec<SoughtName> = names.iter().map(|name| name.sought.clone()).collect();
        let matcher = NameMatcher::new(&sought, &shown, languages);
        let accepted = private.not_them.iter().map(|NotThem { name, file, text }| AcceptedText {
            name: letters_of(name),
            file: file.clone(),
            text: letters_of(text),
            words: plain_words(text),
            count: private.not_them.iter().filter(|other| other.file == *file && other.text == *text).count(),
        });
        let shown: Vec<String> = shown.into_iter().map(str::to_owned).collect();
        Some(Self { matcher, names, accepted: accepted.collect(), shown, languages })
    }

    /// All occurrences of names in a text, but for those that the author has accepted.
    pub fn find_names(&self, text: &str, kind: TextKind, origin: TextOrigin<'_>) -> Vec<NameHit> {
        let found = self.matcher.find(text, kind);
        if found.is_empty() {
            return Vec::new();
        }
        let accepted = self.accepted_ranges(text, origin);
        let names: Vec<String> = self.names.iter().map(|name| letters_of(&name.sought.text)).collect();
        let is_accepted = |name: usize, range: &Range<usize>| {
            let is_around = |place: &Range<usize>| place.start <= range.start && range.end <= place.end;
            accepted.iter().any(|(accepted, place)| *accepted == names[name] && is_around(place))
        };
        let hit = |(name, range): (usize, Range<usize>)| {
            let ListedName { sought, person, minor, is_owner } = &self.names[name];
            let found = letters_of(&text[range.clone()]);
            NameHit {
                range,
                name: sought.text.clone(),
                person: person.clone(),
                minor: *minor,
                is_owner: *is_owner,
                letters: found,
            }
        };
        found.into_iter().filter(|(name, range)| !is_accepted(*name, range)).map(hit).collect()
    }

    /// Where the accepted texts stand in a text, each with the letters of the name.
    fn accepted_ranges(&self, text: &str, origin: TextOrigin<'_>) -> Vec<(&str, Range<usize>)> {
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
            let most = if matches!(origin, TextOrigin::File(_)) { accepted.count } else { usize::MAX };
            let found: Vec<_> = found.filter(is_same).take(most).collect();
            found.into_iter().map(|range| (accepted.name.as_str(), range))
        });
        ranges.collect()
    }
}

/// Whether a text has more letters than a name.
pub fn is_more_than(text: &str, name: &str) -> bool {
    letters_of(text).len() > letters_of(name).len()
}

/// A text without markup, with single spaces and straight quotation marks, in small letters.
fn plain_words(text: &str) -> String {
    let plain =
        text.replace(['*', '_', '`', '~', '\u{ad}'], "").replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The letters of a text, however it is spelled.
fn letters_of(text: &str) -> String {
    Letters::new(text, Spelling::Short).text
}

/// The names to look for: what people do not show of their own, and the private list.
fn list_names(people: &[&Person], shown: &[&str], private: &PrivateNames) -> Vec<ListedName> {
    let surname = |name: &str| name.split_whitespace().next_back().map(letters_of);
    let shown_surnames: HashSet<String> = shown.iter().filter_map(|name| surname(name)).collect();
    let find = |id: &str| people.iter().find(|person| person.id == id);
    let (surname, shown_surnames) = (&surname, &shown_surnames);
    let own = people.iter().flat_map(|person| {
        let is_owner = person.kind == PersonKind::Owner;
        person.undisclosed_names.iter().map(move |name| ListedName {
            sought: SoughtName {
                text: name.trim().to_owned(),
                by_surname: !is_owner && surname(name).is_none_or(|name| !shown_surnames.contains(&name)),
                is_common: false,
            },
            person: person.id.clone(),
            minor: person.minor,
            is_owner,
        })
    });
    let listed = private.watch_for.iter().flat_map(|entry| {
        let person = find(&entry.person);
        entry.names.iter().map(move |name| ListedName {
            sought: SoughtName {
                text: name.trim().to_owned(),
                by_surname: false,
                is_common: entry.also_common,
            },
            person: entry.person.clone(),
            minor: person.is_some_and(|person| person.minor),
            is_owner: person.is_some_and(|person| person.kind == PersonKind::Owner),
        })
    });
    let own: Vec<ListedName> = own.collect();
    let by_surname: HashSet<(String, String)> = own
        .iter()
        .filter(|name| name.sought.by_surname)
        .map(|name| (letters_of(&name.sought.text), name.person.clone()))
        .collect();
    let mut seen = HashSet::new();
    // A single letter would match all over the text. What the author says of a name in the private list counts first.
    let mut names: Vec<ListedName> = listed.chain(own).collect();
    names.retain(|name| {
        let letters = letters_of(&name.sought.text);
        let is_long = letters.chars().count() > 1 || !letters.is_ascii();
        is_long && seen.insert((letters, name.person.clone()))
    });
    for name in &mut names {
        name.sought.by_surname = by_surname.contains(&(letters_of(&name.sought.text), name.person.clone()));
    }
    names
}

/// Results for files that have not changed, so that a rebuild does not scan them again.
#[derive(Debug, Default)]
pub struct NameScanCache {
    /// The list that the results are valid for.
    names: Vec<ListedName>,
    shown: Vec<String>,
    languages: Languages,
    not_them: Vec<NotThem>,
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
    private: &PrivateNames,
    audience: Visibility,
    cache: Option<&mut NameScanCache>,
    diagnostics: &mut Diagnostics,
) {
    if audience == Visibility::Private {
        return;
    }
    let editions = || std::iter::once(portfolio).chain(translated);
    let people = editions().flat_map(|edition| &edition.people);
    let languages: Vec<&str> = editions().map(|edition| edition.settings.language.as_str()).collect();
    let names = NameScanner::new(people, &portfolio.profile.name, &languages, private);
    let Some(names) = names else { return };
    report_wrong_places(content, private, diagnostics);
    let mut empty = NameScanCache::default();
    let cache = cache.unwrap_or(&mut empty);
    let is_valid = cache.names == names.names
        && cache.shown == names.shown
        && cache.languages == names.languages
        && cache.not_them == private.not_them
        && cache.audience == Some(audience);
    if !is_valid {
        *cache = NameScanCache {
            names: names.names.clone(),
            shown: names.shown.clone(),
            languages: names.languages,
            not_them: private.not_them.clone(),
            audience: Some(audience),
            results: HashMap::new(),
        };
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

/// Warns about places in `not_them` that are not in their file: they accept nothing there.
fn report_wrong_places(content: &FileTree, private: &PrivateNames, diagnostics: &mut Diagnostics) {
    for NotThem { name: _, file, text } in &private.not_them {
        let blob = content.get(file).and_then(|blob| blob.read().ok());
        // The texts of documents are read when the site is checked.
        let is_text = ["md", "yaml", "yml", "txt", "csv", "vtt"]
            .iter()
            .any(|ending| file.ends_with(&format!(".{ending}")));
        let is_there = blob.as_deref().is_some_and(|bytes| {
            !is_text || letters_of(&String::from_utf8_lossy(bytes)).contains(&letters_of(text))
        });
        if !is_there {
            let message = format!("`not_them` accepts a name in `{file}`, but those words aren't there");
            let help = "remove the entry, or correct `in` and `text`";
            diagnostics.push(Diagnostic::warning("PPL-18", PRIVATE_NAMES_FILE, message).help(help));
        }
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
        .chain([PEOPLE_FILE.to_owned()])
        .chain(content.files_in("standards").map(|(path, _)| format!("content/standards/{path}")))
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
    let path = source.strip_prefix("content/").unwrap_or(source);
    let is_people = *translations::original_path(source) == *PEOPLE_FILE;
    let mut found = Vec::new();
    for published in &published {
        let mut text = Cow::Borrowed(published.text.as_str());
        if is_people {
            text = Cow::Owned(document::keep_values_of(&text, |key| key == "role"));
        }
        let find = |text: &str| names.find_names(text, TextKind::Prose, TextOrigin::File(path));
        let mut hits = find(&text);
        // Only a file with a name is parsed for its ids.
        if published.is_yaml && !hits.is_empty() && !is_people {
            text = Cow::Owned(document::blank_person_ids(&text));
            hits = find(&text);
        }
        if published.is_yaml {
            hits.extend(find_in_addresses(&text, path, names));
        }
        let mut seen = HashSet::new();
        hits.retain(|hit| seen.insert((hit.range.clone(), hit.person.clone())));
        for hit in hits {
            let place = published.to_file_range(hit.range.clone());
            found.push(leak_diagnostic(&hit, source, is_in_file_name(&text, &hit.range)).at(place));
        }
    }
    found
}

/// Names in ids, addresses and tags, which have no capital letters.
fn find_in_addresses(text: &str, path: &str, names: &NameScanner) -> Vec<NameHit> {
    const ADDRESSES: [&str; 6] = ["aliases", "file", "id", "slug", "tags", "url"];
    let values = yaml::find_values_of(text, |key| ADDRESSES.contains(&key));
    // An address of another site is no name of ours.
    let values = values.into_iter().filter(|range| !text[range.clone()].contains("://"));
    let find = |range: Range<usize>| {
        let hits = names.find_names(&text[range.clone()], TextKind::Path, TextOrigin::File(path));
        hits.into_iter().map(move |hit| NameHit {
            range: hit.range.start + range.start..hit.range.end + range.start,
            ..hit
        })
    };
    values.flat_map(find).collect()
}

/// Diagnostic about an occurrence of a name.
pub fn leak_diagnostic(hit: &NameHit, path: &str, in_file_name: bool) -> Diagnostic {
    let NameHit { name, person, minor, is_owner, .. } = hit;
    let full = yaml::quote(name);
    let (rule, message, help) = if in_file_name {
        (
            "MED-02",
            format!("the name “{name}” is in a file name, but `{person}` isn't shown by that name"),
            "rename the file: search engines read file names too".to_owned(),
        )
    } else if *is_owner {
        (
            if *minor { "PPL-02" } else { "PPL-01" },
            format!("the name “{name}” appears here, but `{person}` isn't shown by that name"),
            format!(
                "that's you: to show your name, write `show_as: full_name` in your entry in `people.yaml`, with \
                 `name: {{ full: {full} }}` and `minor: false`"
            ),
        )
    } else if *minor {
        (
            "PPL-02",
            format!("the name “{name}” appears here, but `{person}` is a minor or may be one"),
            "never name a child on the web: use a role, such as “a student”".to_owned(),
        )
    } else {
        (
            "PPL-01",
            format!("the name “{name}” appears here, but `{person}` isn't shown by that name"),
            format!(
                "use their role instead; or, if they're an adult and agree, see that their entry in `people.yaml` has \
                 all of these: `show_as: full_name`, `name: {{ full: {full} }}`, and `name` in the `scope` of \
                 `consent: {{ status: given, scope: [name] }}`"
            ),
        )
    };
    let leak = NameLeak { name: name.clone(), person: person.clone() };
    Diagnostic::error(rule, path, message).help(help).leak(leak)
}

/// Whether a range is part of a file name such as `jordan-example.jpg`.
fn is_in_file_name(text: &str, at: &Range<usize>) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '%');
    /// Characters: no name of a file is longer.
    const MAX_NAME: usize = 255;
    let before = text[..at.start].chars().rev().take(MAX_NAME).take_while(|c| is_part(*c));
    let before: usize = before.map(char::len_utf8).sum();
    let after = text[at.end..].chars().take(MAX_NAME).take_while(|c| is_part(*c));
    let after: usize = after.map(char::len_utf8).sum();
    let token = text[at.start - before..at.end + after].trim_end_matches('.');
    let ending = token.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        (2..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
    })
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
