//! Partitions pages into published and excluded ones, and assigns every file its URL path.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::head::{self, Gate, RawHead};
use super::{pages, references};
use crate::content::document::Document;
use crate::content::schema::RawPage;
use crate::diagnostic::Diagnostics;
use crate::portfolio::checker::IdIndex;
use crate::portfolio::links::{LinkIndex, PageTarget, Unavailable};
use crate::portfolio::model::Excluded;
use crate::portfolio::url;
use crate::tree::Blob;

/// The pages of one kind: the published ones, the excluded ones, and the ids of all.
pub(super) struct Sorted<T> {
    pub(super) published: Vec<Arc<Document<T>>>,
    /// Each with the reason.
    pub(super) held_back: Vec<(Arc<Document<T>>, String)>,
    /// Ids of all pages, unreadable ones too.
    ids: Vec<String>,
}

impl<T> Sorted<T> {
    /// Indexes the resolved pages by id, in the order given; the other pages of the kind are in it without an index.
    pub(super) fn names<'a>(&self, resolved: impl Iterator<Item = &'a str>) -> IdIndex {
        let mut ids = IdIndex::default();
        self.ids.iter().for_each(|id| ids.insert(id, None));
        resolved.enumerate().for_each(|(index, id)| ids.insert(id, Some(index)));
        ids
    }
}

/// Everything that is excluded from the build: what is reported to the author, and files and figures not to link to.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    /// Pages and parts of pages, for the report.
    pub(super) held_back: Vec<Excluded>,
    /// (file, reason): files of artifacts excluded by their own visibility.
    pub(super) files: Vec<(String, String)>,
    /// (file, reason): files of artifacts on excluded pages; another page may still show them as its own.
    pub(super) files_of_pages: Vec<(String, String)>,
    /// (figure, reason): figures of excluded items, as pages name them, such as `testimonial:t-colleague`.
    pub(super) figures: Vec<(String, String)>,
}

impl Hidden {
    pub(super) fn append(&mut self, other: Self) {
        let Self { held_back, files, files_of_pages, figures } = other;
        self.held_back.extend(held_back);
        self.files.extend(files);
        self.files_of_pages.extend(files_of_pages);
        self.figures.extend(figures);
    }
}

/// Decides which pages are published, and collects what links need to know about all of them.
pub(super) struct Sorter {
    gate: Gate,
    hidden: Hidden,
    links: LinkIndex,
    /// Paths of pages that could not be parsed.
    unread: Vec<String>,
    /// Page bundles by folder, relative to `content/`.
    bundles: HashMap<String, Bundle>,
}

/// A page bundle: an `index.md` with the files in its folder.
enum Bundle {
    /// The URL path of the page; its files are published under it.
    Published(String),
    /// The reason; its files are excluded too.
    HeldBack(String),
}

impl Sorter {
    pub(super) fn new(filter: Gate, unread: Vec<String>) -> Self {
        let mut links = LinkIndex::default();
        unread.iter().for_each(|path| links.add_page(path, PageTarget::Unavailable(Unavailable::Invalid)));
        Self { gate: filter, hidden: Hidden::default(), links, unread, bundles: HashMap::new() }
    }

    /// Partitions the pages of one kind; `folder` is that of their files and URLs, such as `case-studies/`.
    pub(super) fn sort<T: Send + Sync>(
        &mut self,
        documents: Vec<Arc<Document<T>>>,
        folder: &str,
        raw_head: impl Fn(&T) -> RawHead + Sync,
        diagnostics: &mut Diagnostics,
    ) -> Sorted<T> {
        let mut partition = Sorted { published: Vec::new(), held_back: Vec::new(), ids: Vec::new() };
        let mut sources = Vec::new();
        let filter = self.gate;
        let read_head = |document: &Arc<Document<T>>| {
            let head = raw_head(&document.raw);
            let id = head::id_of(&document.path, head.id.as_deref());
            let address = address_of(&head, folder, id.as_deref());
            (id, address, filter.reason(&head), head.title)
        };
        let heads: Vec<_> = documents.par_iter().map(read_head).collect();
        for (document, (id, address, reason, title)) in documents.into_iter().zip(heads) {
            sources.extend(id.clone().map(|id| (id, document.path.clone())));
            partition.ids.extend(id.clone());
            // A link may use the path that the page has in builds that include it.
            address.iter().for_each(|address| self.links.add_excluded_path(address, &document.path));
            // Figures of a case study are named by its id.
            if let (Some(id), "case-studies/") = (&id, folder) {
                let absence = reason.clone().map_or(Unavailable::Invalid, Unavailable::Excluded);
                self.links.add_unavailable_study(id, absence);
            }
            if let Some(reason) = reason {
                self.hold_back(&document.path, title.as_deref(), reason.clone());
                partition.held_back.push((document, reason));
                continue;
            }
            let bundle = bundle_of(&document.path).zip(address);
            let bundle = bundle.map(|(folder, address)| (folder.to_owned(), Bundle::Published(address)));
            self.bundles.extend(bundle);
            self.note_blocks(&document.path, document.body.hidden_block_count());
            // Replaced once the page is resolved. If it is invalid, its own errors say why.
            self.links.add_page(&document.path, PageTarget::Unavailable(Unavailable::Invalid));
            partition.published.push(document);
        }
        let unread = self.unread.iter().filter(|path| path.starts_with(&format!("content/{folder}")));
        let unread: Vec<String> = unread.filter_map(|path| head::id_of(path, None)).collect();
        unread.iter().for_each(|id| self.links.add_unavailable_study(id, Unavailable::Invalid));
        partition.ids.extend(unread);
        head::report_duplicates(sources.iter().map(|(id, path)| (id.as_str(), path.as_str())), diagnostics);
        partition
    }

    /// The home page, if it is published: at most one. Without it, the site's root shows a generated page.
    pub(super) fn sort_home(&mut self, home: Option<Arc<Document<RawPage>>>) -> Vec<Arc<Document<RawPage>>> {
        let Some(document) = home else { return Vec::new() };
        let head = pages::page_head(&document.raw);
        let Some(reason) = self.gate.reason(&head) else {
            self.note_blocks(&document.path, document.body.hidden_block_count());
            return vec![document];
        };
        self.hold_back(&document.path, head.title.as_deref(), reason);
        Vec::new()
    }

    /// Records an excluded page; links to it report the reason.
    fn hold_back(&mut self, path: &str, title: Option<&str>, reason: String) {
        self.links.add_page(path, PageTarget::Unavailable(Unavailable::Excluded(reason.clone())));
        if let Some(folder) = bundle_of(path) {
            self.bundles.insert(folder.to_owned(), Bundle::HeldBack(reason.clone()));
        }
        let what = title.map_or_else(|| "page".to_owned(), |title| format!("“{title}”"));
        self.hidden.held_back.push(Excluded { path: path.to_owned(), what, reason, is_page: true });
    }

    /// Reports blocks of a published page that are filtered out for this audience.
    fn note_blocks(&mut self, path: &str, blocks: usize) {
        let what = match blocks {
            0 => return,
            1 => "a block of the text".to_owned(),
            count => format!("{count} blocks of the text"),
        };
        let reason = "marked for fewer eyes".to_owned();
        self.hidden.held_back.push(Excluded { path: path.to_owned(), what, reason, is_page: false });
    }

    /// Assigns every file its URL path, and excludes files in the bundle of an excluded page.
    pub(super) fn place(self, files: &[(String, Blob)]) -> (LinkIndex, Hidden) {
        let Self { gate: _, hidden: exclusions, mut links, unread: _, bundles } = self;
        for (source, _) in files {
            match nearest_bundle(source, &bundles) {
                Some((rest, Bundle::Published(page))) => links.add_file(source, format!("{page}{rest}")),
                Some((_, Bundle::HeldBack(reason))) => {
                    links.add_file(source, source.clone());
                    links.exclude_file(source, &format!("it lies beside a page that is held back: {reason}"));
                }
                None => links.add_file(source, references::file_address(source)),
            }
        }
        (links, exclusions)
    }
}

/// The folder of a page bundle, relative to `content/`; `None` for a page without a folder of its own.
fn bundle_of(path: &str) -> Option<&str> {
    path.strip_suffix("/index.md").and_then(|path| path.strip_prefix("content/"))
}

/// The innermost bundle that contains a file, and the path of the file within it.
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

/// The URL path that a page has if it is published.
fn address_of(head: &RawHead, folder: &str, id: Option<&str>) -> Option<String> {
    let own = head.url.as_deref().and_then(|path| url::parse_site_path(path).ok());
    own.or_else(|| Some(format!("{folder}{}/", head.slug.as_deref().or(id)?)))
}
