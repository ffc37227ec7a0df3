//! Tags: the same tag however it is written, and an address for each.

use std::collections::BTreeMap;

use super::checker::{Checker, texts};
use crate::portfolio::model::Theme;
use crate::portfolio::url::Slug;

/// All tags so far, in the order of finding.
#[derive(Default)]
pub(super) struct Tags {
    themes: Vec<Theme>,
    by_slug: BTreeMap<String, usize>,
}

impl Tags {
    /// The numbers of a page's tags, each once.
    pub(super) fn numbers(&mut self, tags: Option<Vec<String>>, checker: &mut Checker<'_>) -> Vec<usize> {
        let mut numbers = Vec::new();
        for (at, tag) in texts(tags).into_iter().enumerate() {
            let Some(slug) = Slug::from_title(&tag) else {
                let message = format!("the tag `{}` holds no letter or digit", tag.escape_debug());
                checker.error("URL-01", &format!("themes[{at}]"), message, "write it in words");
                continue;
            };
            let number = self.number(slug.as_str(), tag);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    fn number(&mut self, slug: &str, title: String) -> usize {
        *self.by_slug.entry(slug.to_owned()).or_insert_with(|| {
            self.themes.push(Theme { title, path: format!("themes/{slug}/"), studies: Vec::new() });
            self.themes.len() - 1
        })
    }

    /// Takes in the tags of a page; gives the new number of each.
    pub(super) fn merge(&mut self, other: Self) -> Vec<usize> {
        let mut slugs: Vec<(usize, String)> =
            other.by_slug.into_iter().map(|(slug, at)| (at, slug)).collect();
        slugs.sort_unstable();
        slugs.into_iter().zip(other.themes).map(|((_, slug), it)| self.number(&slug, it.title)).collect()
    }

    /// All tags by address, and the new number of each.
    pub(super) fn into_sorted(self) -> (Vec<Theme>, Vec<usize>) {
        let mut new = vec![0; self.themes.len()];
        let mut themes: Vec<Option<Theme>> = self.themes.into_iter().map(Some).collect();
        let mut sorted = Vec::with_capacity(themes.len());
        for old in self.by_slug.into_values() {
            new[old] = sorted.len();
            sorted.extend(themes[old].take());
        }
        (sorted, new)
    }
}
