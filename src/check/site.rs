//! Scans the rendered site for undisclosed names, metadata leaks and broken links.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::mem;

use rayon::prelude::*;

use super::blocked_content::{BlockedContentScan, BlockedOnPage};
use super::external_links::ExternalUrl;
use super::extract::{self, ExtractedContent, extract_file};
use super::leaks::{NameLocation, metadata_leak_diagnostic, name_leak_diagnostic};
use super::links::{LinkChecker, PageLinks};
use super::pieces::find_in_pieces;
use super::unread;
use crate::content::load::SETTINGS_FILE;
use crate::content::markdown;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::documents::{self, MetadataLeak};
use crate::embedded;
use crate::i18n;
use crate::model::person::Person;
use crate::privacy::name_scanner::{
    NameHit, NameScanner, PRIVATE_NAMES_FILE, PrivateNames, TextKind, TextOrigin,
};
use crate::render::RenderedSite;
use crate::suggest;
use crate::urls::Slug;
use crate::vfs::Blob;
use crate::yaml;

/// Renders every file of a site, scans the rendered site for undisclosed names, metadata leaks and broken links, and
/// returns its external links.
///
/// Reports:
/// - pages that cannot be rendered;
/// - undisclosed names in the text and attributes of pages, in feeds, data, documents with their metadata, and file
///   names. A name that `diagnostics` already reports in the author's own files is not reported again;
/// - what the security policy of the site blocks;
/// - documents whose properties name an author, and recordings that hold a location;
/// - internal links to files or anchors that do not exist.
///
/// `private` has names to look for besides those of the people in the portfolio.
pub fn check_site(
    output: &RenderedSite,
    private: &PrivateNames,
    diagnostics: &mut Diagnostics,
) -> Vec<ExternalUrl> {
    let portfolio = output.portfolio();
    report_unknown_people(&portfolio.people, private, diagnostics);
    let people = output.portfolios().flat_map(|edition| &edition.people);
    let languages: Vec<&str> =
        output.portfolios().map(|edition| edition.settings.language.as_str()).collect();
    let names = NameScanner::new(people, &portfolio.profile.name, &languages, private);
    let own_words = names.as_ref().map_or_else(HashSet::new, |_| own_words(output));
    let links = LinkChecker::new(output);
    let paths: Vec<&str> = output.paths().collect();
    let names = names.as_ref().map(|names| (names, &own_words));
    let blocked = BlockedContentScan::of(output);
    let scanner = SiteScanner { output, names, links: &links, blocked: &blocked };
    let mut scans: Vec<FileScan> = paths.par_iter().map(|path| scanner.scan_file(path)).collect();
    scans.iter().filter_map(|scan| scan.error.clone()).for_each(|error| diagnostics.push(error));
    blocked.report(scans.iter_mut().map(|scan| mem::take(&mut scan.blocked)), diagnostics);
    report_unread_files(&portfolio.settings.unread_files, &scans, diagnostics);
    let known = reported_names(diagnostics, |severity| severity == Severity::Error);
    // What is doubtful on a page was doubtful in its file, too, unless markup hid it there.
    let known_as_doubtful = reported_names(diagnostics, |_| true);
    let mut reported = BTreeSet::new();
    for (path, FileScan { hits, metadata_leaks: traces, .. }) in paths.iter().zip(&scans) {
        // Each attached file has to be fixed by itself. Of pages, one report per name is enough to find the others; an
        // author's page comes before listings and feeds.
        let file = output.source_of(path);
        for (hit, location) in hits {
            let known = if hit.is_doubtful { &known_as_doubtful } else { &known };
            let is_new = file.is_some() || !known.contains(&hit.name);
            if is_new && reported.insert((hit.name.clone(), *location, hit.is_doubtful, file.clone())) {
                diagnostics.push(name_leak_diagnostic(path, hit, *location, output));
            }
        }
        // A name in the metadata is reported as such; the author field would be the same problem again.
        let is_reported = hits.iter().any(|(_, location)| *location == NameLocation::Metadata);
        let leaks: BTreeSet<&MetadataLeak> = traces.iter().filter(|_| !is_reported).collect();
        for diagnostic in leaks.into_iter().filter_map(|leak| metadata_leak_diagnostic(path, leak, output)) {
            diagnostics.push(diagnostic);
        }
    }
    links.report_broken(scans.into_iter().map(|scan| scan.links), diagnostics)
}

/// Reports files that nobody has looked through, and accepted ones that are not published.
fn report_unread_files(accepted: &[String], scans: &[FileScan], diagnostics: &mut Diagnostics) {
    let unread: BTreeMap<&str, &str> = scans
        .iter()
        .filter_map(|scan| scan.unread.as_ref())
        .map(|(path, why)| (path.as_str(), why.as_str()))
        .collect();
    for (path, why) in unread.iter().filter(|(path, _)| !accepted.iter().any(|accepted| accepted == *path)) {
        let message = format!(
            "leadfolio can't look through all of this file, so it may name people or hold what is private: {why}"
        );
        let all: Vec<String> =
            accepted.iter().map(String::as_str).chain([*path]).map(yaml::quote_if_needed).collect();
        let help = format!(
            "{}; or look through it yourself, and accept it in `portfolio.yaml`: \
             `privacy: {{ unread_files: [{}] }}`",
            unread::way_out(path),
            all.join(", ")
        );
        diagnostics.push(Diagnostic::error("MED-16", format!("content/{path}"), message).help(help));
    }
    for (index, path) in accepted.iter().enumerate().filter(|(_, path)| !unread.contains_key(path.as_str())) {
        let message = format!("`{path}` isn't a published file that leadfolio can't look through");
        let help = suggest::did_you_mean(path, unread.keys().copied())
            .unwrap_or_else(|| "remove the entry".to_owned());
        let field = format!("privacy.unread_files[{index}]");
        diagnostics.push(Diagnostic::warning("MED-17", SETTINGS_FILE, message).field(field).help(help));
    }
}

/// Warns about entries of the private list for people who are not in `people.yaml`: what they have agreed to is not known
/// for these names.
fn report_unknown_people(people: &[Person], private: &PrivateNames, diagnostics: &mut Diagnostics) {
    let ids: Vec<&str> = people.iter().map(|person| person.id.as_str()).collect();
    for entry in private.watch_for.iter().filter(|entry| Slug::parse(&entry.person).is_ok()) {
        if !ids.contains(&entry.person.as_str()) {
            let message = format!("there is no person `{}` in `content/people.yaml`", entry.person);
            let help = suggest::did_you_mean(&entry.person, ids.iter().copied());
            let help = help.unwrap_or_else(|| "use the `id` they have there".to_owned());
            diagnostics.push(Diagnostic::warning("PPL-12", PRIVATE_NAMES_FILE, message).help(help));
        }
    }
}

/// The names that diagnostics of some severities about the author's own files already report.
fn reported_names(diagnostics: &Diagnostics, is_meant: impl Fn(Severity) -> bool) -> BTreeSet<String> {
    let meant = diagnostics.iter().filter(|diagnostic| is_meant(diagnostic.severity));
    meant.filter_map(|diagnostic| Some(diagnostic.leak.as_ref()?.name.clone())).collect()
}

/// The result of scanning one file of the output.
#[derive(Default)]
struct FileScan {
    /// Why the file cannot be rendered; `None` if it can.
    error: Option<Diagnostic>,
    /// What the security policy of the site blocks.
    blocked: BlockedOnPage,
    /// Path from `content/` of a file of the author's that can't be looked through, and why.
    unread: Option<(String, String)>,
    hits: Vec<(NameHit, NameLocation)>,
    metadata_leaks: Vec<MetadataLeak>,
    links: PageLinks,
}

/// The words that the program itself writes into pages and addresses, in small letters.
fn own_words(output: &RenderedSite) -> HashSet<String> {
    const IN_ADDRESSES: &str = "index html css js json xml assets files file page pages tags search filter index \
        approaches case studies standards overview levels pitfalls summary resume feed sitemap robots packs";
    let mut languages: Vec<&str> =
        output.portfolios().map(|edition| edition.settings.language.as_str()).collect();
    languages.push("en");
    let mut words = HashSet::new();
    let mut add = |text: &str| {
        words.extend(text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase));
    };
    add(IN_ADDRESSES);
    languages.iter().for_each(|language| add(language));
    let chains = languages.iter().flat_map(|language| i18n::fallback_chain(language));
    chains.filter_map(i18n::built_in).for_each(&mut add);
    // Templates, styles and scripts.
    for (_, blob) in embedded::builtin_themes().iter() {
        if let Some(text) = blob.read().ok().as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            add(text);
        }
    }
    words
}

/// Reports a marker in an attached text, in whatever encoding. Documents are no text, and their markers stand in none of their
/// bytes.
fn find_marker_in_file(source: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let ending = source.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_plain_text = matches!(ending.as_str(), "txt" | "md" | "csv" | "tsv" | "vtt" | "srt" | "sbv");
    let (text, is_utf8) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), true),
        Err(_) if is_plain_text => (Cow::Owned(extract::decode_any(bytes)), false),
        Err(_) => return None,
    };
    // In other formats, brackets and braces have a meaning of their own.
    let place = markdown::find_any_marker(&text, !is_plain_text)?;
    let message = "a marker hides nothing here: this file is published as it is";
    let help = "remove the marker and what it should hide, or save a copy without it";
    let error = Diagnostic::error("PRV-01", source, message).help(help);
    // In another encoding, the place is one of the decoded text.
    Some(if is_utf8 { error.at(place) } else { error })
}

/// Whether a name found in the bytes of a picture is too long to be there by chance.
fn is_no_chance(hit: &NameHit) -> bool {
    const MIN_LETTERS: usize = 6;
    !hit.is_doubtful && hit.letters.chars().count() >= MIN_LETTERS
}

/// What is needed to scan the files of a site.
struct SiteScanner<'a> {
    output: &'a RenderedSite,
    /// The names to look for, and the words of the program that are none.
    names: Option<(&'a NameScanner, &'a HashSet<String>)>,
    links: &'a LinkChecker<'a>,
    blocked: &'a BlockedContentScan<'a>,
}

impl SiteScanner<'_> {
    fn scan_file(&self, path: &str) -> FileScan {
        let output = self.output;
        let mut scan = FileScan::default();
        let source = output.source_of(path);
        let page_source = output.page_at(path).map(|(source, _)| source);
        let page = page_source.map(|source| source.strip_prefix("content/").unwrap_or(source));
        let file = source.as_deref().map(|source| source.strip_prefix("content/").unwrap_or(source));
        let origin = file.map_or(TextOrigin::Page(page), TextOrigin::File);
        let in_name = self.find_names(path, TextKind::Path, origin);
        scan.hits.extend(in_name.into_iter().map(|hit| (hit, NameLocation::FileName)));
        // Every picture was decoded when its file was inspected, and a copy of its pixels has no text.
        if output.is_picture_copy(path) {
            return scan;
        }
        // Of a card, the SVG that it is drawn from is searched and checked.
        let card = output.card_svg(path).map(|card| card.map(Blob::from));
        let read_as = if card.is_some() { "card.svg" } else { path };
        let rendered = card.or_else(|| output.render_file(path)).transpose();
        scan.error = rendered.as_ref().err().cloned();
        let Some(blob) = rendered.ok().flatten() else { return scan };
        let limit = extract::exceeded_limit(read_as, blob.len());
        if let Some((file, why)) = file.zip(limit) {
            scan.unread = Some((file.to_owned(), why));
            return scan;
        }
        let (content, bytes) = match extract_file(read_as, &blob) {
            Ok(extracted) => extracted,
            Err(error) => {
                scan.unread = file.map(|file| (file.to_owned(), format!("it can't be read: {error}")));
                return scan;
            }
        };
        scan.hits.extend(self.find_in_content(&content, origin));
        scan.metadata_leaks = content.metadata_leaks;
        // The published copy has many of these fields as text.
        let original = file.and_then(|_| output.copied_file(path));
        scan.metadata_leaks
            .extend(original.into_iter().flat_map(|blob| documents::people_in_fields(path, blob)));
        scan.unread = file.map(str::to_owned).zip(content.unread);
        let marker = source.as_deref().and_then(|source| find_marker_in_file(source, &bytes));
        scan.error = scan.error.or(marker);
        if path.ends_with(".html") {
            scan.blocked = self.blocked.find_blocked(path, &bytes);
            scan.links = self.links.resolve_page_links(path, content.links, content.anchors);
        }
        scan
    }

    /// The names in a text.
    fn find_names(&self, text: &str, kind: TextKind, origin: TextOrigin<'_>) -> Vec<NameHit> {
        let Some((names, own_words)) = self.names else { return Vec::new() };
        let mut hits = find_in_pieces(text, |piece| names.find_names(piece, kind, origin));
        // The author's words were searched where they stand; here, the same word may be the program's.
        if matches!(origin, TextOrigin::Page(_)) {
            hits.retain(|hit| !own_words.contains(&hit.letters));
        }
        hits
    }

    /// The names in all that a file says.
    fn find_in_content(
        &self,
        content: &ExtractedContent,
        origin: TextOrigin<'_>,
    ) -> Vec<(NameHit, NameLocation)> {
        let find = |text: &String| self.find_names(text, TextKind::Prose, origin);
        let mut found = Vec::new();
        for (texts, location) in [
            (&content.texts, NameLocation::Text),
            (&content.attributes, NameLocation::Attribute),
            (&content.metadata, NameLocation::Metadata),
        ] {
            found.extend(texts.iter().flat_map(find).map(|hit| (hit, location)));
        }
        let in_data = content.data.iter().flat_map(find).filter(is_no_chance);
        found.extend(in_data.map(|hit| (hit, NameLocation::Data)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::pdf::raw_text;
    use crate::privacy::name_scanner::WatchedNames;

    /// Bytes that stand for the pixels of a compressed picture, in an order that is always the same.
    fn random_bytes(state: &mut u64, len: usize) -> Vec<u8> {
        let mut next = || {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            state.to_le_bytes()
        };
        (0..len / 8).flat_map(|_| next()).collect()
    }

    #[test]
    fn no_name_is_found_among_the_pixels_of_a_thousand_pictures() {
        let names = ["Jo", "Lee", "Ann Li", "Zoë Orr", "Ida Ek", "Jordan", "Jordan Example", "Аня Ли"];
        let watched = WatchedNames {
            person: "somebody".into(),
            names: names.map(str::to_owned).to_vec(),
            also_common: false,
        };
        let private = PrivateNames { watch_for: vec![watched], not_them: Vec::new() };
        let scanner = NameScanner::new([], "Author", &["en"], &private).expect("names");
        let find = |bytes: &[u8]| {
            let hits = scanner.find_names(&raw_text(bytes), TextKind::Prose, TextOrigin::Page(None));
            hits.into_iter().filter(is_no_chance).map(|hit| hit.name).collect::<Vec<_>>()
        };
        let mut state = 0x9e37_79b9_7f4a_7c15;
        for _ in 0..1000 {
            let pixels = random_bytes(&mut state, 512);
            assert_eq!(find(&pixels), Vec::<String>::new());
        }
        let pixels = random_bytes(&mut state, 512);
        assert_eq!(
            find(&[&pixels, &b"\0Jordan Example\0"[..], &pixels].concat()),
            ["Jordan Example", "Jordan"]
        );
    }
}
