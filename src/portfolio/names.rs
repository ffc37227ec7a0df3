//! Names that must not appear, looked for in what the author wrote.
//!
//! A person is shown as they agreed to be (`consent`), but an author's own sentence can still say who they are. What
//! `people.yaml` knows of a name and does not show is therefore looked for in every page of the build. Whoever is
//! not in `people.yaml`, or is called by another name, is not found.

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::model::Portfolio;
use crate::content::collect::SETTINGS;
use crate::content::document;
use crate::content::vocabulary::Visibility;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tree::Tree;

/// Files besides the pages that readers see texts of.
const DATA: [&str; 2] = [SETTINGS, "content/testimonials.yaml"];

/// Tells of every hidden name in a page of the build. In a private build the author is alone with them.
pub fn look(content: &Tree, portfolio: &Portfolio, audience: Visibility, diagnostics: &mut Diagnostics) {
    let secrets: Vec<(&str, &str)> = portfolio
        .people
        .iter()
        .flat_map(|it| it.secret_names.iter().map(|name| (name.as_str(), it.id.as_str())))
        .collect();
    if secrets.is_empty() || audience == Visibility::Private {
        return;
    }
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(secrets.iter().map(|it| it.0))
        .expect("names are short and few enough for any automaton");
    let pages = portfolio.pages.iter().chain(&portfolio.home).map(|it| it.head.source.as_str());
    let sources: Vec<&str> = portfolio
        .studies
        .iter()
        .map(|it| it.head.source.as_str())
        .chain(portfolio.approaches.iter().map(|it| it.head.source.as_str()))
        .chain(pages)
        .chain(DATA)
        .collect();
    let found: Vec<Vec<Diagnostic>> =
        sources.par_iter().map(|it| look_into(it, content, audience, &finder, &secrets)).collect();
    found.into_iter().flatten().for_each(|it| diagnostics.push(it));
}

fn look_into(
    source: &str,
    content: &Tree,
    audience: Visibility,
    finder: &AhoCorasick,
    secrets: &[(&str, &str)],
) -> Vec<Diagnostic> {
    let blob = source.strip_prefix("content/").and_then(|it| content.get(it));
    let Some(bytes) = blob.and_then(|it| it.read().ok()) else { return Vec::new() };
    let published = document::published(&bytes, audience);
    let mut found = Vec::new();
    for (text, place) in &published {
        for it in finder.find_iter(text.as_str()).filter(|it| is_word(text, it.range())) {
            let (name, id) = secrets[it.pattern().as_usize()];
            let message = format!("the name “{name}” stands here, and `{id}` is not shown by it");
            let help = "write their role instead; or, if they are of age and agree, let `people.yaml` say so";
            found.push(Diagnostic::error("PPL-01", source, message).at(place(it.range())).help(help));
        }
    }
    found
}

/// Whether a range is a word of its own: "Ann" is not in "Annual".
fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
