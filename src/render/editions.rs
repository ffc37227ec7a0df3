//! Editions: the same portfolio in several languages, each below its own folder of one site.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::routes::{PageRoute, Route, Routes};
use crate::content::load::SETTINGS_FILE;
use crate::content::translations;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::i18n::Catalog;
use crate::model::page::PageHead;
use crate::model::portfolio::Portfolio;
use crate::urls::collision_key;

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

/// The old addresses of translated pages, each with the source of its page.
type Aliases<'a> = BTreeMap<&'a String, &'a str>;

impl Edition {
    pub(super) fn new(catalog: &Catalog, language: &str, folder: String) -> Self {
        Self {
            language: language.to_owned(),
            name: catalog.language_name(),
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
        let translated =
            portfolio.heads().filter(|head| translations::split_language(&head.source).is_some());
        let aliases: Aliases<'_> = translated
            .flat_map(|head| head.aliases.iter().map(|alias| (alias, head.source.as_str())))
            .collect();
        // The editions before this one; within it, collisions are reported already.
        let taken: HashSet<String> = routes.keys().map(|file| collision_key(file)).collect();
        for (file, route) in own {
            let file = if index == 0 {
                Some(file)
            } else {
                self.place_translated(file, &route, &aliases, portfolio)
            };
            let Some(file) = file else { continue };
            if let Route::Page(page) = &route {
                let path = file.strip_prefix(&self.folder).unwrap_or(&file);
                let path = path.strip_suffix("index.html").unwrap_or(path).to_owned();
                if page.is_indexed() {
                    self.indexed.insert(path.clone());
                }
                self.pages.insert(path);
            }
            // A file may be shown in several languages.
            let is_shared = taken.is_empty() || matches!(route, Route::File(_) | Route::Picture { .. });
            let is_taken = !is_shared && taken.contains(&collision_key(&file));
            match routes.entry(file) {
                Entry::Vacant(entry) if !is_taken => {
                    entry.insert((index, route));
                }
                entry => {
                    let found = self.collision(entry.key(), &route, &aliases);
                    found.into_iter().for_each(|found| diagnostics.push(found));
                }
            }
        }
    }

    /// Where the site has a file of a translated edition; `None` for what it has once, or in another language.
    fn place_translated(
        &self,
        file: String,
        route: &Route,
        aliases: &Aliases<'_>,
        portfolio: &Portfolio,
    ) -> Option<String> {
        let is_original = |head: &PageHead| translations::split_language(&head.source).is_none();
        let is_elsewhere =
            |page: PageRoute| page.is_in_one_language() || page.head(portfolio).is_some_and(is_original);
        match route {
            Route::Page(page) | Route::Card(page) if is_elsewhere(*page) => None,
            Route::Page(_) | Route::Card(_) => Some(format!("{}{file}", self.folder)),
            // An old address is one of the site, whatever its language was; the others are those of originals.
            Route::Redirect { from, .. } => aliases.contains_key(from).then_some(file),
            Route::File(_) | Route::Picture { .. } => Some(file),
            Route::Stylesheet
            | Route::PageStylesheet(_)
            | Route::Script(_)
            | Route::ThemeScript(_)
            | Route::Asset(_) => None,
        }
    }

    /// The error of an address that another page has already; a file may be shown in several languages.
    fn collision(&self, address: &str, route: &Route, aliases: &Aliases<'_>) -> Option<Diagnostic> {
        match route {
            Route::File(_) | Route::Picture { .. } => None,
            Route::Redirect { from, .. } => aliases.get(from).map(|source| {
                let message = format!("the address `/{from}` belongs to another page already");
                let help = "remove it here, or there";
                Diagnostic::error("URL-02", *source, message).field("aliases").help(help)
            }),
            _ => {
                let message = format!("the address `/{address}` belongs to the pages in `{}`", self.language);
                let help = format!("give the page a `url` outside `/{}`", self.folder);
                Some(Diagnostic::error("URL-02", SETTINGS_FILE, message).help(help))
            }
        }
    }

    /// A path from the root of the site: pages of the edition are in its folder, all else is shared.
    pub(super) fn locate<'p>(&self, path: &'p str) -> Cow<'p, str> {
        // Most links are of the portfolio's own edition, whose pages are not in a folder.
        if !self.folder.is_empty() && self.pages.contains(path) {
            format!("{}{path}", self.folder).into()
        } else {
            path.into()
        }
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
