//! Which pages are published, and which files go with those that are not.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::head::{self, Gate, RawHead};
use super::{pages, references};
use crate::content::document::Document;
use crate::content::schema::RawPage;
use crate::diagnostic::Diagnostics;
use crate::portfolio::checker::Names;
use crate::portfolio::links::{Absent, Links, Target};
use crate::portfolio::model::HeldBack;
use crate::portfolio::url;
use crate::tree::Blob;

/// Pages of one sort: those that are published, those that are not, and the ids of all.
pub(super) struct Sorted<T> {
    pub(super) published: Vec<Arc<Document<T>>>,
    /// With the reason of each.
    pub(super) held_back: Vec<(Arc<Document<T>>, String)>,
    ids: Vec<String>,
}

impl<T> Sorted<T> {
    /// The numbers of pages that were resolved; all others of the sort are known and have none.
    pub(super) fn names<'a>(&self, resolved: impl Iterator<Item = &'a str>) -> Names {
        let mut names = Names::default();
        self.ids.iter().for_each(|it| names.insert(it, None));
        resolved.enumerate().for_each(|(number, id)| names.insert(id, Some(number)));
        names
    }
}

/// What is not published, told to the author; and the files that must stay with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    pub(super) held_back: Vec<HeldBack>,
    /// Files of artifacts that are held back by their own visibility, and why.
    pub(super) files: Vec<(String, String)>,
    /// Files of artifacts on pages that are held back, and why: another page may still show them as its own.
    pub(super) files_of_pages: Vec<(String, String)>,
    /// Figures of things that are held back, by the names that pages use, and why.
    pub(super) figures: Vec<(String, String)>,
}

impl Hidden {
    /// Adds all of another.
    pub(super) fn append(&mut self, other: Self) {
        let Self { held_back, files, files_of_pages, figures } = other;
        self.held_back.extend(held_back);
        self.files.extend(files);
        self.files_of_pages.extend(files_of_pages);
        self.figures.extend(figures);
    }
}

/// Parts what is published from what is held back.
pub(super) struct Sorter {
    gate: Gate,
    hidden: Hidden,
    links: Links,
    /// Pages that could not be read.
    unread: Vec<String>,
    /// Folders of page bundles.
    bundles: HashMap<String, Bundle>,
}

/// A page with a folder of its own.
enum Bundle {
    /// Its files stand beside it, at its address.
    Published(String),
    /// Its files stay with it.
    HeldBack(String),
}

impl Sorter {
    pub(super) fn new(gate: Gate, unread: Vec<String>) -> Self {
        let mut links = Links::default();
        unread.iter().for_each(|it| links.add_page(it, Target::Absent(Absent::Faulty)));
        Self { gate, hidden: Hidden::default(), links, unread, bundles: HashMap::new() }
    }

    pub(super) fn sort<T: Send + Sync>(
        &mut self,
        documents: Vec<Arc<Document<T>>>,
        folder: &str,
        raw_head: impl Fn(&T) -> RawHead + Sync,
        diagnostics: &mut Diagnostics,
    ) -> Sorted<T> {
        let mut sorted = Sorted { published: Vec::new(), held_back: Vec::new(), ids: Vec::new() };
        let mut all = Vec::new();
        let gate = self.gate;
        let look = |document: &Arc<Document<T>>| {
            let head = raw_head(&document.raw);
            let id = head::id_of(&document.path, head.id.as_deref());
            let address = address_of(&head, folder, id.as_deref());
            (id, address, gate.reason(&head), head.title)
        };
        let looks: Vec<_> = documents.par_iter().map(look).collect();
        for (document, (id, address, reason, title)) in documents.into_iter().zip(looks) {
            all.extend(id.clone().map(|it| (it, document.path.clone())));
            sorted.ids.extend(id.clone());
            // A link may name the page by the address that it has in other builds.
            address.iter().for_each(|it| self.links.add_address(it, &document.path));
            if let (Some(id), "case-studies/") = (&id, folder) {
                let why = reason.clone().map_or(Absent::Faulty, Absent::HeldBack);
                self.links.add_absent_study(id, why);
            }
            if let Some(reason) = reason {
                self.hold_back(&document.path, title.as_deref(), reason.clone());
                sorted.held_back.push((document, reason));
                continue;
            }
            let bundle = bundle_of(&document.path).zip(address);
            self.bundles.extend(bundle.map(|(folder, it)| (folder.to_owned(), Bundle::Published(it))));
            self.note_blocks(&document.path, document.body.hidden_blocks());
            // Until it is resolved; if it never is, its own faults say why.
            self.links.add_page(&document.path, Target::Absent(Absent::Faulty));
            sorted.published.push(document);
        }
        let unread = self.unread.iter().filter(|it| it.starts_with(&format!("content/{folder}")));
        let unread: Vec<String> = unread.filter_map(|it| head::id_of(it, None)).collect();
        unread.iter().for_each(|it| self.links.add_absent_study(it, Absent::Faulty));
        sorted.ids.extend(unread);
        head::report_duplicates(all.iter().map(|(id, path)| (id.as_str(), path.as_str())), diagnostics);
        sorted
    }

    /// The home page, when it is published; its address is never without a page.
    pub(super) fn sort_home(&mut self, home: Option<Arc<Document<RawPage>>>) -> Vec<Arc<Document<RawPage>>> {
        let Some(document) = home else { return Vec::new() };
        let head = pages::page_head(&document.raw);
        let Some(reason) = self.gate.reason(&head) else {
            self.note_blocks(&document.path, document.body.hidden_blocks());
            return vec![document];
        };
        self.hold_back(&document.path, head.title.as_deref(), reason);
        Vec::new()
    }

    fn hold_back(&mut self, path: &str, title: Option<&str>, reason: String) {
        self.links.add_page(path, Target::Absent(Absent::HeldBack(reason.clone())));
        if let Some(folder) = bundle_of(path) {
            self.bundles.insert(folder.to_owned(), Bundle::HeldBack(reason.clone()));
        }
        let what = title.map_or_else(|| "page".to_owned(), |it| format!("“{it}”"));
        self.hidden.held_back.push(HeldBack { path: path.to_owned(), what, reason, page: true });
    }

    fn note_blocks(&mut self, path: &str, blocks: usize) {
        let what = match blocks {
            0 => return,
            1 => "a block of the text".to_owned(),
            many => format!("{many} blocks of the text"),
        };
        let reason = "marked for fewer eyes".to_owned();
        self.hidden.held_back.push(HeldBack { path: path.to_owned(), what, reason, page: false });
    }

    /// Gives every file its address, and keeps those back that lie in the folder of a page that is held back.
    pub(super) fn place(self, files: &[(String, Blob)]) -> (Links, Hidden) {
        let Self { gate: _, hidden, mut links, unread: _, bundles } = self;
        for (source, _) in files {
            match nearest_bundle(source, &bundles) {
                Some((rest, Bundle::Published(page))) => links.add_file(source, format!("{page}{rest}")),
                Some((_, Bundle::HeldBack(reason))) => {
                    links.add_file(source, source.clone());
                    links.withhold(source, &format!("it lies beside a page that is held back: {reason}"));
                }
                None => links.add_file(source, references::file_address(source)),
            }
        }
        (links, hidden)
    }
}

/// The folder, in `content/`, of a page that has one of its own.
fn bundle_of(path: &str) -> Option<&str> {
    path.strip_suffix("/index.md").and_then(|it| it.strip_prefix("content/"))
}

/// The innermost bundle that a file lies in, and the rest of its path.
fn nearest_bundle<'a, 'b>(
    source: &'a str,
    bundles: &'b HashMap<String, Bundle>,
) -> Option<(&'a str, &'b Bundle)> {
    let mut folder = source;
    while let Some((parent, _)) = folder.rsplit_once('/') {
        if let Some(bundle) = bundles.get(parent) {
            return Some((&source[parent.len() + 1..], bundle));
        }
        folder = parent;
    }
    None
}

/// The address that a page has when it is published.
fn address_of(head: &RawHead, folder: &str, id: Option<&str>) -> Option<String> {
    let own = head.url.as_deref().and_then(|it| url::parse_path(it).ok());
    own.or_else(|| Some(format!("{folder}{}/", head.slug.as_deref().or(id)?)))
}
