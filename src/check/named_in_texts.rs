//! Finds the people whom a site shows by name within its texts, whether or not front matter lists them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::pieces::find_in_pieces;
use crate::content::markdown::strip_comments;
use crate::content::translations::original_path;
use crate::model::texts::{ShownTexts, TextSource, shown_texts};
use crate::privacy::name_scanner::{NameScanner, TextKind, TextOrigin};
use crate::render::RenderedSite;

/// Where those appear whose words are published.
pub(super) const TESTIMONIALS: &str = "testimonials";
pub(super) const COMMENTS: &str = "comments";

/// Parts of a site that are no pages with a title.
pub(super) const PARTS: [&str; 4] = [TESTIMONIALS, COMMENTS, PROFILE, RESUME];
const PROFILE: &str = "your profile";
const RESUME: &str = "the résumé";

/// A page or a part of a site in which somebody appears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShownPlace {
    /// Source file of a page, that of the original for a translation; the name of a part.
    source: String,
    /// Title of the page, or the name of the part.
    pub(super) title: String,
}

impl ShownPlace {
    pub(super) fn page(source: &str, title: &str) -> Self {
        Self { source: original_path(source).into_owned(), title: title.to_owned() }
    }

    pub(super) fn part(name: &str) -> Self {
        Self { source: name.to_owned(), title: name.to_owned() }
    }

    fn of(source: TextSource<'_>) -> Self {
        match source {
            TextSource::Page { source, title } => Self::page(source, title),
            TextSource::Profile => Self::part(PROFILE),
            TextSource::Resume => Self::part(RESUME),
            TextSource::Testimonials => Self::part(TESTIMONIALS),
            TextSource::Comments => Self::part(COMMENTS),
        }
    }

    /// Whether both are the same page, if in different languages, or the same part.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

/// The pages and parts whose own words show a person by name, by the id of the person. What a template puts there, such as
/// the card of a case study, is not among these words. The owner isn't looked for.
pub(super) fn named_in_texts(output: &RenderedSite) -> BTreeMap<String, Vec<ShownPlace>> {
    let people = output.portfolios().flat_map(|edition| &edition.people);
    let author = &output.portfolio().profile.name;
    let languages: Vec<&str> =
        output.portfolios().map(|edition| edition.settings.language.as_str()).collect();
    let Some(names) = NameScanner::for_shown_names(people, author, &languages) else {
        return BTreeMap::new();
    };
    let mut known = HashSet::new();
    let mut texts: Vec<ShownTexts<'_>> = output.portfolios().flat_map(shown_texts).collect();
    // A page without a translation is the same in every language.
    texts.retain(|texts| match texts.source {
        TextSource::Page { source, title: _ } => known.insert(source),
        _ => true,
    });
    let find = |texts: &ShownTexts<'_>| {
        let text = format!("{}\n\n{}", texts.values.join("\n\n"), strip_comments(texts.body));
        let hits =
            find_in_pieces(&text, |piece| names.find_names(piece, TextKind::Prose, TextOrigin::Page(None)));
        let hits = hits.into_iter().filter(|hit| !hit.is_doubtful);
        hits.map(|hit| hit.person).collect::<BTreeSet<String>>()
    };
    let found: Vec<BTreeSet<String>> = texts.par_iter().map(find).collect();
    // The portfolio in its own language comes first, so a page has its title there.
    let mut titled: HashMap<String, ShownPlace> = HashMap::new();
    let mut places: BTreeMap<String, Vec<ShownPlace>> = BTreeMap::new();
    for (texts, people) in texts.iter().zip(found) {
        let place = ShownPlace::of(texts.source);
        let place = titled.entry(place.source.clone()).or_insert(place);
        for person in people {
            let of_person = places.entry(person).or_default();
            if !of_person.contains(place) {
                of_person.push(place.clone());
            }
        }
    }
    places
}
