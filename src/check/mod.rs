//! Looking a finished site over before anybody else does.
//!
//! What the author wrote is judged when it is resolved; here stands what only shows in what would be published: a name
//! that markup cuts in two, that a template prints, that the name of a file, a document or its metadata gives away; a
//! link that a template wrote; and, when it is asked for, whether the web still answers ([`web`]).

pub mod fitness;
mod links;
mod reading;
pub mod web;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::names::{self, Hit, Names, Watched};
use crate::render::Output;

use self::links::Links;
use self::reading::{Reading, Trace, read};

/// Makes every file of a site, looks it over, and tells the addresses of the web that it leads to.
///
/// Told are: pages that cannot be made; names that nobody agreed to show, in texts and attributes of pages, feeds, data, documents with their
/// metadata, names of files; a name that was found in the author's own files already is told there and nowhere else.
/// Documents that tell who wrote them, and recordings that tell where. Links to nothing.
pub fn finished(output: &Output, watched: &[Watched], diagnostics: &mut Diagnostics) -> Vec<web::Link> {
    let portfolio = output.portfolio();
    let names = Names::new(&portfolio.people, watched);
    let links = Links::new(output);
    let paths: Vec<&str> = output.paths().collect();
    let seen: Vec<Seen> = paths.par_iter().map(|it| look_into(it, output, names.as_ref(), &links)).collect();
    seen.iter().filter_map(|it| it.fault.clone()).for_each(|it| diagnostics.push(it));
    let known: BTreeSet<String> = names.as_ref().map(|it| told_already(it, diagnostics)).unwrap_or_default();
    let mut told = BTreeSet::new();
    for (path, Seen { hits, traces, .. }) in paths.iter().zip(&seen) {
        for (hit, place) in hits {
            // One place is enough to find the others by; a page of the author's own comes before lists and feeds.
            if !known.contains(&hit.name) && told.insert((hit.name.clone(), *place)) {
                diagnostics.push(finding(path, hit, *place, output));
            }
        }
        let is_told = hits.iter().any(|it| it.1 == Where::Metadata);
        let traces: BTreeSet<&Trace> = traces.iter().filter(|_| !is_told).collect();
        traces.into_iter().filter_map(|it| given_away(path, it, output)).for_each(|it| diagnostics.push(it));
    }
    links.finish(seen.into_iter().map(|it| it.links), diagnostics)
}

fn told_already(names: &Names, diagnostics: &Diagnostics) -> BTreeSet<String> {
    let told = diagnostics.iter().filter(|it| ["PPL-01", "PPL-02", "MED-02"].contains(&it.rule));
    told.flat_map(|it| names.find(&it.message)).map(|it| it.name).collect()
}

/// What was seen in one file.
#[derive(Default)]
struct Seen {
    /// Why it cannot be made.
    fault: Option<Diagnostic>,
    hits: Vec<(Hit, Where)>,
    traces: Vec<Trace>,
    links: links::OfFile,
}

/// Where a name stands in a file that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Where {
    Text,
    Attribute,
    Metadata,
    FileName,
}

fn look_into(path: &str, output: &Output, names: Option<&Names>, links: &Links<'_>) -> Seen {
    let mut seen = Seen::default();
    let find = |text: &str| names.map(|it| it.find(text)).unwrap_or_default();
    seen.hits.extend(find(path).into_iter().map(|it| (it, Where::FileName)));
    let made = output.file(path).transpose();
    seen.fault = made.as_ref().err().cloned();
    let bytes = made.ok().flatten();
    let Some(bytes) = bytes.as_ref().and_then(|it| it.read().ok()) else { return seen };
    let Reading { texts, attributes, metadata, traces, links: addresses, anchors } = read(path, &bytes);
    for (all, place) in [(texts, Where::Text), (attributes, Where::Attribute), (metadata, Where::Metadata)] {
        seen.hits.extend(all.iter().flat_map(|it| find(it)).map(|it| (it, place)));
    }
    seen.traces = traces;
    if path.ends_with(".html") {
        seen.links = links.of_file(path, addresses, anchors);
    }
    seen
}

/// The file of the author's that a path of the site is made from, or else the path itself.
fn source(path: &str, output: &Output) -> String {
    let page = output.page_at(path).map(|it| it.0.to_owned());
    page.or_else(|| output.source_of(path)).unwrap_or_else(|| path.to_owned())
}

/// What programs write in place of an author.
const NOBODY: [&str; 6] = ["microsoft office user", "user", "admin", "unknown", "python-docx", "openpyxl"];

/// Readers see who wrote a document in its properties: nobody but the owner, and nobody by accident.
fn given_away(path: &str, trace: &Trace, output: &Output) -> Option<Diagnostic> {
    let (message, help) = match trace {
        Trace::Author(author) => {
            let portfolio = output.portfolio();
            let shown = portfolio.people.iter().map(|it| it.shown.label.as_str());
            let places = portfolio.resume.positions.iter().filter_map(|it| it.organisation.as_deref());
            let known = shown.chain(places).chain(NOBODY).chain([portfolio.profile.name.as_str()]);
            if known.into_iter().any(|it| it.to_lowercase() == author.to_lowercase()) {
                return None;
            }
            let message = format!("the document tells that “{author}” wrote it or saved it last");
            (message, "take the author out of its properties, or export it again without them")
        }
        Trace::Place => (
            "the recording tells the place where it was made".to_owned(),
            "export it again without its location, or switch the camera's location off",
        ),
    };
    Some(Diagnostic::error("MED-04", source(path, output), message).help(help))
}

fn finding(path: &str, hit: &Hit, place: Where, output: &Output) -> Diagnostic {
    // The author mends a file of their own, not one of the site.
    let at = source(path, output);
    let is_file = place == Where::FileName || place == Where::Metadata;
    let mut found = names::told(hit, &at, is_file);
    let Hit { name, person, .. } = hit;
    found.message = match place {
        Where::Text => format!("`{path}` would show the name “{name}”, and `{person}` is not shown by it"),
        Where::Attribute => {
            format!(
                "`{path}` would hold the name “{name}” where search engines read it, and `{person}` is not shown by it"
            )
        }
        Where::Metadata => {
            format!(
                "`{path}` tells the name “{name}” in what it says of itself, and `{person}` is not shown by it"
            )
        }
        Where::FileName => {
            format!("the address `{path}` holds the name “{name}”, and `{person}` is not shown by it")
        }
    };
    if place == Where::Metadata {
        found.help = Some("export the document again without its author, title and comments".to_owned());
    }
    found
}
