//! Editions: the same portfolio in several languages, each below its own folder of one site.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::routes::{Route, Routes};
use crate::content::load::SETTINGS_FILE;
use crate::content::translations;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::i18n::Catalog;
use crate::model::portfolio::Portfolio;

/// A language of the site, and which pages it has.
#[derive(Debug)]
pub(super) struct Edition {
    /// Tag of the language.
    pub(super) language: String,
    /// The name of the language in that language.
    pub(super) name: String,
    /// Folder of its pages, `es/`; empty for the language of the portfolio itself.
    pub(super) folder: String,
    /// Site paths of its pages, below its folder.
    pub(super) pages: BTreeSet<String>,
    /// Those that search engines may index.
    pub(super) indexed: BTreeSet<String>,
}

/// All editions of a site, that of the portfolio itself first, and which of them is rendered.
#[derive(Clone, Debug)]
pub(super) struct Editions {
    pub(super) all: Arc<Vec<Edition>>,
    pub(super) current: usize,
}

/// The name of a language in that language; its tag if it has no words of its own.
pub(super) fn language_name(language: &str, catalog: &Catalog) -> String {
    let name = catalog.text("language-name");
    let is_english = language.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("en"));
    if is_english || name != Catalog::english().text("language-name") {
        name.into_owned()
    } else {
        language.to_owned()
    }
}

impl Edition {
    pub(super) fn new(catalog: &Catalog, language: &str, folder: String) -> Self {
        Self {
            language: language.to_owned(),
            name: language_name(language, catalog),
            folder,
            pages: BTreeSet::new(),
            indexed: BTreeSet::new(),
        }
    }

    /// Adds the pages of the edition to the routes of the site. Those of a translation lie in its folder; the files that
    /// its pages show are shared, and so is whatever stands at the root of the site.
    pub(super) fn add_routes(
        &mut self,
        index: usize,
        own: Routes,
        portfolio: &Portfolio,
        routes: &mut BTreeMap<String, (usize, Route)>,
        diagnostics: &mut Diagnostics,
    ) {
        let is_translated = index > 0;
        // The other redirects are those of pages without a translation.
        let studies = portfolio.studies.iter().map(|study| &study.head);
        let heads = studies
            .chain(portfolio.approaches.iter().map(|approach| &approach.head))
            .chain(portfolio.pages.iter().chain(&portfolio.home).map(|page| &page.head));
        let translated = heads.filter(|head| translations::split_language(&head.source).is_some());
        let aliases: BTreeMap<&String, &str> = translated
            .flat_map(|head| head.aliases.iter().map(|alias| (alias, head.source.as_str())))
            .collect();
        for (file, route) in own {
            let file = match &route {
                _ if !is_translated => file,
                Route::Page(page) if page.is_in_one_language() => continue,
                Route::Page(page) => match page.head(portfolio) {
                    Some(head) if translations::split_language(&head.source).is_none() => continue,
                    _ => format!("{}{file}", self.folder),
                },
                Route::Redirect { from, .. } if !aliases.contains_key(from) => continue,
                // An old address is one of the site, whatever its language was.
                Route::Redirect { .. } => file,
                Route::File(_) => file,
                Route::Stylesheet | Route::Script(_) | Route::Asset(_) => continue,
            };
            if let Route::Page(page) = &route {
                let path = file.strip_prefix(&self.folder).unwrap_or(&file);
                let path = path.strip_suffix("index.html").unwrap_or(path).to_owned();
                if page.is_indexed() {
                    self.indexed.insert(path.clone());
                }
                self.pages.insert(path);
            }
            match routes.entry(file) {
                Entry::Vacant(entry) => {
                    entry.insert((index, route));
                }
                Entry::Occupied(entry) => {
                    let address = entry.key();
                    let found = match &route {
                        Route::File(_) => None,
                        Route::Redirect { from, .. } => aliases.get(from).map(|source| {
                            let message = format!("the address `/{from}` belongs to another page already");
                            let help = "remove it here, or there";
                            Diagnostic::error("URL-02", *source, message).field("aliases").help(help)
                        }),
                        _ => {
                            let message = format!(
                                "the address `/{address}` belongs to the pages in `{}`",
                                self.language
                            );
                            let help = format!("give the page a `url` outside `/{}`", self.folder);
                            Some(Diagnostic::error("URL-02", SETTINGS_FILE, message).help(help))
                        }
                    };
                    found.into_iter().for_each(|found| diagnostics.push(found));
                }
            }
        }
    }

    /// A path from the root of the site: pages of the edition are in its folder, all else is shared.
    pub(super) fn locate(&self, path: &str) -> String {
        if self.pages.contains(path) { format!("{}{path}", self.folder) } else { path.to_owned() }
    }
}

impl Editions {
    pub(super) fn current(&self) -> &Edition {
        &self.all[self.current]
    }

    /// The edition of the portfolio itself.
    pub(super) fn main(&self) -> &Edition {
        &self.all[0]
    }
}
