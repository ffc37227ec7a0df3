//! Checks the rendered site before it is published.
//!
//! The author's own text is validated when the portfolio is resolved. This module finds what only shows in the output:
//! undisclosed names that markup splits, that a template prints, or that a file name, a document or its metadata
//! contains; broken links that a template writes; and, on request, external links that no longer respond ([`external_links`]).

pub mod external_links;
mod extract;
pub mod html_lint;
mod links;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::privacy::name_scanner;
use crate::privacy::name_scanner::{NameHit, NameScanner, WatchedNames};
use crate::render::RenderedSite;

use self::extract::{ExtractedContent, MetadataLeak, extract_content};
use self::links::LinkChecker;

/// Renders every file of a site, scans the rendered site for undisclosed names, metadata leaks and broken links, and
/// returns its external links.
///
/// Reports:
/// - pages that cannot be rendered;
/// - undisclosed names in the text and attributes of pages, in feeds, data, documents with their metadata, and file
///   names. A name that `diagnostics` already reports in the author's own files is not reported again;
/// - documents whose properties name an author, and recordings that hold a location;
/// - internal links to files or anchors that do not exist.
///
/// `watched` are names to look for besides those of the people in the portfolio.
pub fn check_site(
    output: &RenderedSite,
    watched: &[WatchedNames],
    diagnostics: &mut Diagnostics,
) -> Vec<external_links::ExternalUrl> {
    let portfolio = output.portfolio();
    let names = NameScanner::new(&portfolio.people, watched);
    let links = LinkChecker::new(output);
    let paths: Vec<&str> = output.paths().collect();
    let scans: Vec<FileScan> =
        paths.par_iter().map(|path| scan_file(path, output, names.as_ref(), &links)).collect();
    scans.iter().filter_map(|scan| scan.error.clone()).for_each(|error| diagnostics.push(error));
    let known: BTreeSet<String> =
        names.as_ref().map(|names| already_reported_names(names, diagnostics)).unwrap_or_default();
    let mut reported = BTreeSet::new();
    for (path, FileScan { hits, metadata_leaks: traces, .. }) in paths.iter().zip(&scans) {
        for (hit, location) in hits {
            // One report per name is enough to find the others; an author's page comes before listings and feeds.
            if !known.contains(&hit.name) && reported.insert((hit.name.clone(), *location)) {
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

/// The names that diagnostics about the author's own files already report.
fn already_reported_names(names: &NameScanner, diagnostics: &Diagnostics) -> BTreeSet<String> {
    let reports =
        diagnostics.iter().filter(|diagnostic| ["PPL-01", "PPL-02", "MED-02"].contains(&diagnostic.rule));
    reports.flat_map(|diagnostic| names.find_names(&diagnostic.message)).map(|hit| hit.name).collect()
}

/// The result of scanning one file of the output.
#[derive(Default)]
struct FileScan {
    /// Why the file cannot be rendered; `None` if it can.
    error: Option<Diagnostic>,
    hits: Vec<(NameHit, NameLocation)>,
    metadata_leaks: Vec<MetadataLeak>,
    links: links::PageLinks,
}

/// Where in a published file a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NameLocation {
    Text,
    Attribute,
    Metadata,
    FileName,
}

fn scan_file(
    path: &str,
    output: &RenderedSite,
    names: Option<&NameScanner>,
    links: &LinkChecker<'_>,
) -> FileScan {
    let mut scan = FileScan::default();
    let find = |text: &str| names.map(|names| names.find_names(text)).unwrap_or_default();
    scan.hits.extend(find(path).into_iter().map(|hit| (hit, NameLocation::FileName)));
    let rendered = output.render_file(path).transpose();
    scan.error = rendered.as_ref().err().cloned();
    let blob = rendered.ok().flatten();
    let Some(bytes) = blob.as_ref().and_then(|blob| blob.read().ok()) else { return scan };
    let ExtractedContent { texts, attributes, metadata, metadata_leaks: traces, links: addresses, anchors } =
        extract_content(path, &bytes);
    for (all, location) in [
        (texts, NameLocation::Text),
        (attributes, NameLocation::Attribute),
        (metadata, NameLocation::Metadata),
    ] {
        scan.hits.extend(all.iter().flat_map(|text| find(text)).map(|hit| (hit, location)));
    }
    scan.metadata_leaks = traces;
    if path.ends_with(".html") {
        scan.links = links.resolve_page_links(path, addresses, anchors);
    }
    scan
}

/// The author's file that a path of the site is rendered from, or the path itself if there is none.
fn source_path(path: &str, output: &RenderedSite) -> String {
    let page = output.page_at(path).map(|(source, _)| source.to_owned());
    page.or_else(|| output.source_of(path)).unwrap_or_else(|| path.to_owned())
}

/// Author values that programs write by default: they identify nobody. Lower case.
const GENERIC_AUTHORS: [&str; 6] =
    ["microsoft office user", "user", "admin", "unknown", "python-docx", "openpyxl"];

/// Reports an author or a location in the metadata of a file.
///
/// Accepted are authors whom the site shows anyway: the owner, people by their displayed label, and organizations.
fn metadata_leak_diagnostic(path: &str, trace: &MetadataLeak, output: &RenderedSite) -> Option<Diagnostic> {
    let (message, help) = match trace {
        MetadataLeak::Author(author) => {
            let portfolio = output.portfolio();
            let labels = portfolio.people.iter().map(|person| person.identity.label.as_str());
            let organizations =
                portfolio.resume.positions.iter().filter_map(|position| position.organisation.as_deref());
            let known =
                labels.chain(organizations).chain(GENERIC_AUTHORS).chain([portfolio.profile.name.as_str()]);
            if known.into_iter().any(|name| name.to_lowercase() == author.to_lowercase()) {
                return None;
            }
            let message = format!("the document tells that “{author}” wrote it or saved it last");
            (message, "take the author out of its properties, or export it again without them")
        }
        MetadataLeak::Location => (
            "the recording tells the place where it was made".to_owned(),
            "export it again without its location, or switch the camera's location off",
        ),
    };
    Some(Diagnostic::error("MED-04", source_path(path, output), message).help(help))
}

fn name_leak_diagnostic(
    path: &str,
    hit: &NameHit,
    location: NameLocation,
    output: &RenderedSite,
) -> Diagnostic {
    // The author can only fix their own file, not the one rendered from it.
    let source_path = source_path(path, output);
    let is_file = location == NameLocation::FileName || location == NameLocation::Metadata;
    let mut diagnostic = name_scanner::leak_diagnostic(hit, &source_path, is_file);
    let NameHit { name, person, .. } = hit;
    diagnostic.message = match location {
        NameLocation::Text => {
            format!("`{path}` would show the name “{name}”, and `{person}` is not shown by it")
        }
        NameLocation::Attribute => {
            format!(
                "`{path}` would hold the name “{name}” where search engines read it, and `{person}` is not shown by it"
            )
        }
        NameLocation::Metadata => {
            format!(
                "`{path}` tells the name “{name}” in what it says of itself, and `{person}` is not shown by it"
            )
        }
        NameLocation::FileName => {
            format!("the address `{path}` holds the name “{name}”, and `{person}` is not shown by it")
        }
    };
    if location == NameLocation::Metadata {
        diagnostic.help = Some("export the document again without its author, title and comments".to_owned());
    }
    diagnostic
}
