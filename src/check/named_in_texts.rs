//! Finds the people whom a site shows by name within its texts, whether or not front matter lists them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::extract::extract_content;
use super::pieces::find_in_pieces;
use crate::privacy::name_scanner::{NameScanner, TextKind, TextOrigin};
use crate::render::RenderedSite;

/// Titles of the author's pages whose text shows a person by name, by the id of the person. The owner isn't looked for, and
/// neither is a page that can't be rendered, which a check reports.
pub(super) fn named_in_texts(output: &RenderedSite) -> BTreeMap<String, Vec<String>> {
    let people = output.portfolios().flat_map(|edition| &edition.people);
    let portfolio = output.portfolio();
    let languages: Vec<&str> =
        output.portfolios().map(|edition| edition.settings.language.as_str()).collect();
    let Some(names) = NameScanner::for_shown_names(people, &portfolio.profile.name, &languages) else {
        return BTreeMap::new();
    };
    let pages: Vec<(&str, &str)> =
        output.paths().filter_map(|path| Some((path, output.page_at(path)?.1))).collect();
    let find = |(path, title): &(&str, &str)| {
        let blob = output.render_file(path).and_then(Result::ok);
        let bytes = blob.as_ref().and_then(|blob| blob.read().ok()).unwrap_or_default();
        let texts = extract_content(path, &bytes).texts;
        let find_names = |text: &String| {
            find_in_pieces(text, |piece| names.find_names(piece, TextKind::Prose, TextOrigin::Page(None)))
        };
        let hits = texts.iter().flat_map(find_names).filter(|hit| !hit.is_doubtful);
        let people: BTreeSet<String> = hits.map(|hit| hit.person).collect();
        people.into_iter().map(|person| (person, (*title).to_owned())).collect::<Vec<_>>()
    };
    let found: Vec<Vec<(String, String)>> = pages.par_iter().map(find).collect();
    let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (person, title) in found.into_iter().flatten() {
        let of_person = titles.entry(person).or_default();
        if !of_person.contains(&title) {
            of_person.push(title);
        }
    }
    titles
}
