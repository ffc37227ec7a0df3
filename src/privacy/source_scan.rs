//! Searches the author's files for names that must not be published.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::context::Languages;
use super::file_name::is_in_file_name;
use super::letters::fold;
use super::name_scanner::{
    ListedName, NameHit, NameScanner, NotThem, PRIVATE_NAMES_FILE, PrivateNames, TextKind, TextOrigin,
    UsedAcceptances, leak_diagnostic,
};
use crate::content::enums::Visibility;
use crate::content::load::{PEOPLE_FILE, SETTINGS_FILE};
use crate::content::{published_text, translations};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::portfolio::Portfolio;
use crate::vfs::{Blob, FileTree};
use crate::yaml;

/// Data files whose texts appear on the site; they are scanned besides the pages.
const SCANNED_DATA_FILES: [&str; 2] = [SETTINGS_FILE, "content/testimonials.yaml"];

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
        let is_there = blob
            .as_deref()
            .is_some_and(|bytes| !is_text || fold(&String::from_utf8_lossy(bytes)).contains(&fold(text)));
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
    let published = published_text::published_texts(&bytes, audience);
    let path = source.strip_prefix("content/").unwrap_or(source);
    let is_people = *translations::original_path(source) == *PEOPLE_FILE;
    let mut found = Vec::new();
    let mut used = UsedAcceptances::default();
    for published in &published {
        let mut text = Cow::Borrowed(published.text.as_str());
        if is_people {
            text = Cow::Owned(published_text::keep_values_of(&text, |key| key == "role"));
        }
        let before = used.clone();
        let mut find = |text: &str| {
            used = before.clone();
            names.find_names_in_part(text, TextKind::Prose, TextOrigin::File(path), &mut used)
        };
        let mut hits = find(&text);
        // Only a file with a name is parsed for its ids.
        if published.is_yaml && !hits.is_empty() && !is_people {
            text = Cow::Owned(published_text::blank_person_ids(&text));
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
    // The author did not choose the words of an address on another site.
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
