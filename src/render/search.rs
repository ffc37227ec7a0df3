//! What readers may search: which pages, and by what they are told apart. The index is made elsewhere, of what these
//! pages say when they are finished.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::context::{Link, SearchContext, SearchFilter, SearchGroup};
use super::script::Script;
use super::site::Site;
use crate::portfolio::model::{CaseStudy, PageHead};
use crate::portfolio::url::file_of;

/// Folder of the index, below the root of the site.
pub const INDEX: &str = "search/index/";

/// Pages of one kind that the page lists for readers without scripts; the lists of the site have the others.
const LISTED: usize = 500;

/// What a page is told apart by, in the order of the form: name and label.
const FILTERS: [(&str, &str); 5] = [
    ("kind", "Kind"),
    ("status", "Status"),
    ("year", "Year"),
    ("approach", "Approach"),
    ("standard", "Standard"),
];

/// A page that readers may search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Its file in the output.
    pub file: String,
    /// Where it is found, from the root of the site.
    pub address: String,
    /// What it is told apart by: names and values.
    pub filters: Vec<(&'static str, String)>,
}

impl Site<'_> {
    /// Pages that readers may search, none when they may not.
    pub(super) fn searched(&self) -> Vec<Searched> {
        let portfolio = self.portfolio;
        if !portfolio.settings.search {
            return Vec::new();
        }
        let mut pages = Vec::new();
        let mut add = |path: &str, kind: &str, more: Vec<(&'static str, String)>| {
            let filters = [("kind", kind.to_owned())].into_iter().chain(more).collect();
            pages.push(Searched { file: file_of(path), address: self.shown(path), filters });
        };
        for study in &portfolio.studies {
            add(&study.head.path, "Case study", self.filters(study));
        }
        for approach in &portfolio.approaches {
            add(&approach.head.path, "Approach", vec![("approach", approach.head.title.clone())]);
        }
        for page in &portfolio.pages {
            add(&page.head.path, "Page", Vec::new());
        }
        for framework in portfolio.frameworks.iter().filter(|it| it.listed) {
            for standard in framework.standards.iter().filter(|it| !it.cited_by.is_empty()) {
                let name = format!("{} {}", framework.short, standard.id);
                add(&standard.path, "Standard", vec![("standard", name)]);
            }
        }
        pages
    }

    fn filters(&self, study: &CaseStudy) -> Vec<(&'static str, String)> {
        let mut filters = vec![("status", capitalised(study.status.label()))];
        filters.extend(self.years(study).map(|it| ("year", it.to_string())));
        let approaches = study.approaches.iter().map(|it| &self.portfolio.approaches[*it].head.title);
        filters.extend(approaches.map(|it| ("approach", it.clone())));
        for claim in &study.standards {
            let (framework, standard) = self.portfolio.standard(claim.standard);
            filters.push(("standard", format!("{} {}", framework.short, standard.id)));
        }
        filters
    }

    /// Years that the work went on in.
    fn years(&self, study: &CaseStudy) -> RangeInclusive<i16> {
        let end = study.end.map_or_else(|| self.shared.today.year(), |it| it.year());
        study.start.year()..=end.max(study.start.year())
    }

    /// The page to search on.
    pub(super) fn search(&self) -> SearchContext {
        let portfolio = self.portfolio;
        let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, value) in self.searched().into_iter().flat_map(|it| it.filters) {
            let values = found.entry(name).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let filter = |(name, label): (&'static str, &'static str)| {
            let mut values = found.remove(name)?;
            if name == "year" {
                values.sort_by(|a, b| b.cmp(a));
            }
            // One value tells nothing apart.
            (values.len() > 1).then_some(SearchFilter { name, label, values })
        };
        let filters = FILTERS.into_iter().filter_map(filter).collect();
        let studies: Vec<&PageHead> = portfolio.studies.iter().map(|it| &it.head).collect();
        let approaches: Vec<&PageHead> = portfolio.approaches.iter().map(|it| &it.head).collect();
        let pages: Vec<&PageHead> = portfolio.pages.iter().map(|it| &it.head).collect();
        let groups = [("Case studies", studies), ("Approaches", approaches), ("Pages", pages)];
        let link = |it: &&PageHead| Link { title: it.title.clone(), path: self.shown(&it.path) };
        let group = |(title, heads): (&'static str, Vec<&PageHead>)| SearchGroup {
            title,
            links: heads.iter().take(LISTED).map(link).collect(),
            more: heads.len().saturating_sub(LISTED),
        };
        SearchContext {
            filters,
            groups: groups.into_iter().filter(|it| !it.1.is_empty()).map(group).collect(),
            script: Script::Search.path(),
            index: INDEX.to_owned(),
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}
