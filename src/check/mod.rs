//! Looking a finished site over before anybody else does.
//!
//! What the author wrote is judged when it is resolved; here stands what only shows in what would be published: a name
//! that markup cuts in two, that a template prints, that the name of a file, a document or its metadata gives away.

mod reading;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::names::{self, Hit, Names, Watched};
use crate::render::Output;

use self::reading::{Reading, read};

/// Looks for names that nobody agreed to show in every file of a site: texts and attributes of pages, feeds, data,
/// documents with their metadata, names of files. A name that was found in the author's own files already is told
/// there and nowhere else.
pub fn names(output: &Output, watched: &[Watched], diagnostics: &mut Diagnostics) {
    let portfolio = output.portfolio();
    let Some(names) = Names::new(&portfolio.people, watched) else { return };
    let known: BTreeSet<String> = diagnostics
        .iter()
        .filter(|it| ["PPL-01", "PPL-02", "MED-02"].contains(&it.rule))
        .flat_map(|it| names.find(&it.message).into_iter().map(|it| it.name))
        .collect();
    let paths: Vec<&str> = output.paths().collect();
    let found: Vec<Vec<(String, Hit, Where)>> =
        paths.par_iter().map(|it| look_into(it, output, &names)).collect();
    let mut told = BTreeSet::new();
    for (path, hit, place) in found.into_iter().flatten() {
        // One place is enough to find the others by; a page of the author's own comes before lists and feeds.
        if !known.contains(&hit.name) && told.insert((hit.name.clone(), place)) {
            diagnostics.push(finding(&path, &hit, place, output));
        }
    }
}

/// Where a name stands in a file that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Where {
    Text,
    Attribute,
    Metadata,
    FileName,
}

fn look_into(path: &str, output: &Output, names: &Names) -> Vec<(String, Hit, Where)> {
    let mut found: Vec<(Hit, Where)> = names.find(path).into_iter().map(|it| (it, Where::FileName)).collect();
    // A page that cannot be made is told elsewhere.
    let bytes = output.file(path).and_then(Result::ok);
    if let Some(bytes) = bytes.as_ref().and_then(|it| it.read().ok()) {
        let Reading { texts, attributes, metadata } = read(path, &bytes);
        for (all, place) in
            [(texts, Where::Text), (attributes, Where::Attribute), (metadata, Where::Metadata)]
        {
            found.extend(all.iter().flat_map(|it| names.find(it)).map(|it| (it, place)));
        }
    }
    found.into_iter().map(|(hit, place)| (path.to_owned(), hit, place)).collect()
}

fn finding(path: &str, hit: &Hit, place: Where, output: &Output) -> Diagnostic {
    // The author mends a file of their own, not one of the site.
    let source = output.page_at(path).map_or_else(|| output.source_of(path), |it| Some(it.0.to_owned()));
    let at = source.unwrap_or_else(|| path.to_owned());
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
