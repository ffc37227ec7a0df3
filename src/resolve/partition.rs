//! Partitions pages into published and excluded ones, and assigns every file its URL path.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::copies::{self, ComparedPage};
use super::exclusions::Exclusions;
use super::file_paths::{report_colliding_names, report_refused_names, unbundled_file_path};
use super::head::{self, PublishFilter, RawHead};
use crate::content::checker::IdIndex;
use crate::content::document::Document;
use crate::content::schema::case_study::RawCaseStudy;
use crate::content::schema::page::{RawApproach, RawPage};
use crate::content::translations;
use crate::diagnostic::Diagnostics;
use crate::model::file::Excluded;
use crate::model::links::{LinkIndex, PageTarget, Unavailable};
use crate::model::page::PageHead;
use crate::rules::RuleTrait;
use crate::urls;
use crate::vfs::Blob;

/// The pages of one kind: the published ones, the excluded ones, and the ids of all.
pub(super) struct Partition<T> {
    pub(super) published: Vec<Arc<Document<T>>>,
    /// Each with the reason.
    pub(super) excluded: Vec<(Arc<Document<T>>, String)>,
    /// Ids of all pages, unreadable ones too.
    ids: Vec<String>,
    /// Whether there may be other ids, in pages that could not be read.
    has_unread_ids: bool,
    /// Whether a page that is left out of this build has an id that could not be read: an unknown id may be its.
    has_left_out_ids: bool,
}

impl<T> Default for Partition<T> {
    fn default() -> Self {
        Self {
            published: Vec::new(),
            excluded: Vec::new(),
            ids: Vec::new(),
            has_unread_ids: false,
            has_left_out_ids: false,
        }
    }
}

impl<T> Partition<T> {
    /// Indexes the resolved pages by id, in the order given; the other pages of the kind are in it without an index.
    /// People may write the title in place of the id.
    pub(super) fn index_ids<'a, I: Copy>(
        &self,
        resolved: impl Iterator<Item = &'a PageHead>,
        new_id: impl Fn(usize) -> I,
    ) -> IdIndex<I> {
        let mut ids = IdIndex::default();
        self.ids.iter().for_each(|id| ids.insert(id, None));
        for (index, head) in resolved.enumerate() {
            ids.insert(&head.id, Some(new_id(index)));
            ids.insert_name(&head.title, &head.id);
        }
        if self.has_unread_ids {
            ids.mark_incomplete();
        }
        if self.has_left_out_ids {
            ids.mark_left_out();
        }
        ids
    }
}

/// The pages of a portfolio before they are resolved, partitioned by whether they are published.
pub(super) struct Partitions {
    pub(super) studies: Partition<RawCaseStudy>,
    pub(super) approaches: Partition<RawApproach>,
    pub(super) pages: Partition<RawPage>,
    /// The home page, if there is one and it is published.
    pub(super) home: Option<Arc<Document<RawPage>>>,
    /// Every file and the pages that are not published; the others are added once they are resolved.
    pub(super) links: LinkIndex,
    pub(super) exclusions: Exclusions,
}

/// The pages of a portfolio as they were parsed.
pub(super) struct ParsedPages {
    pub(super) studies: Vec<Arc<Document<RawCaseStudy>>>,
    pub(super) approaches: Vec<Arc<Document<RawApproach>>>,
    pub(super) pages: Vec<Arc<Document<RawPage>>>,
    pub(super) home: Option<Arc<Document<RawPage>>>,
    /// Paths of pages that could not be parsed.
    pub(super) unparsed: Vec<String>,
}

/// Decides which pages are published, and assigns every file its URL path. Pages in `invalid` are excluded like drafts.
pub(super) fn partition_pages(
    parsed: ParsedPages,
    files: &[(String, Blob)],
    filter: PublishFilter,
    invalid: &BTreeMap<String, Option<String>>,
    diagnostics: &mut Diagnostics,
) -> Partitions {
    let ParsedPages { studies, approaches, pages, home, unparsed } = parsed;
    let texts = page_texts(&studies).chain(page_texts(&approaches)).chain(page_texts(&pages));
    copies::report_copies(texts, diagnostics);
    let mut partitioner = Partitioner::new(filter, invalid, unparsed);
    let studies = partitioner.partition(studies, "case-studies/", diagnostics);
    let approaches = partitioner.partition(approaches, "approaches/", diagnostics);
    let pages = partitioner.partition(pages, "pages/", diagnostics);
    let home = home.filter(|home| partitioner.partition_home(home));
    partitioner.drop_allowed_in_drafts(diagnostics);
    report_colliding_names(files, diagnostics);
    report_refused_names(files, diagnostics);
    let (links, exclusions) = partitioner.assign_file_paths(files);
    Partitions { studies, approaches, pages, home, links, exclusions }
}

/// Pages of one kind, as they are compared with others.
fn page_texts<'a, T>(documents: &'a [Arc<Document<T>>]) -> impl Iterator<Item = ComparedPage<'a>>
where
    RawHead: From<&'a T>,
{
    documents.iter().map(|document| ComparedPage {
        path: &document.path,
        title: RawHead::from(&document.raw).title,
        body: document.body.text(),
    })
}

/// Decides which pages are published, and collects what links need to know about all of them.
struct Partitioner<'a> {
    filter: PublishFilter,
    /// Pages to exclude because of their errors, each with its `id`.
    invalid: &'a BTreeMap<String, Option<String>>,
    exclusions: Exclusions,
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
    Excluded(String),
}

/// Why a page with errors is excluded: links to it are treated as those to a draft.
const INVALID_PAGE_REASON: &str = "it is a draft";

impl<'a> Partitioner<'a> {
    fn new(
        filter: PublishFilter,
        invalid: &'a BTreeMap<String, Option<String>>,
        unread: Vec<String>,
    ) -> Self {
        let mut links = LinkIndex::default();
        unread.iter().for_each(|path| links.add_page(path, PageTarget::Unavailable(Unavailable::Invalid)));
        Self { filter, invalid, exclusions: Exclusions::default(), links, unread, bundles: HashMap::new() }
    }

    /// Partitions the pages of one kind; `folder` is that of their files and URLs, such as `case-studies/`.
    fn partition<T: Send + Sync>(
        &mut self,
        documents: Vec<Arc<Document<T>>>,
        folder: &str,
        diagnostics: &mut Diagnostics,
    ) -> Partition<T>
    where
        for<'raw> RawHead: From<&'raw T>,
    {
        let mut partition = Partition::default();
        let mut sources = Vec::new();
        let (filter, invalid) = (self.filter, self.invalid);
        let read_head = |document: &Arc<Document<T>>| {
            let head = RawHead::from(&document.raw);
            let written_id = invalid.get(&document.path).and_then(Option::as_deref);
            let id = head::derive_id(&document.path, head.id.as_deref().or(written_id));
            let address = page_path(&head, folder, id.as_deref());
            let reason = filter.exclusion_reason(&head);
            let is_invalid = invalid.contains_key(&document.path);
            (id, address, reason.or_else(|| is_invalid.then(|| INVALID_PAGE_REASON.to_owned())), head.title)
        };
        let heads: Vec<_> = documents.par_iter().map(read_head).collect();
        for (document, (id, address, reason, title)) in documents.into_iter().zip(heads) {
            sources.extend(id.clone().map(|id| (id, document.path.clone())));
            partition.ids.extend(id.clone());
            let lost = self.record_incomplete(&document, id.as_deref(), folder, diagnostics);
            match self.invalid.get(&document.path) {
                None => partition.has_unread_ids |= lost,
                Some(written_id) => partition.has_left_out_ids |= lost && written_id.is_none(),
            }
            // A link may use the path that the page has in builds that include it.
            address.iter().for_each(|address| self.links.add_excluded_path(address, &document.path));
            // Figures of a case study are named by its id.
            if let (Some(id), "case-studies/") = (&id, folder) {
                let absence = reason.clone().map_or(Unavailable::Invalid, Unavailable::Excluded);
                self.links.add_unavailable_study(id, absence);
            }
            if let Some(reason) = reason {
                let is_draft = filter.is_hidden_draft(&RawHead::from(&document.raw));
                self.exclude_page(&document.path, title.as_deref(), reason.clone(), is_draft);
                partition.excluded.push((document, reason));
                continue;
            }
            self.record_published(&document, address);
            partition.published.push(document);
        }
        self.record_unread(folder, &mut partition);
        if partition.has_unread_ids && folder == "case-studies/" {
            self.links.mark_unread_ids();
        }
        head::report_duplicate_ids(
            sources.iter().map(|(id, path)| (id.as_str(), path.as_str())),
            diagnostics,
        );
        partition
    }

    /// Records a page that is published, at its address if it has one.
    fn record_published<T>(&mut self, document: &Document<T>, address: Option<String>) {
        let bundle = bundle_folder(&document.path).zip(address);
        let bundle = bundle.map(|(folder, address)| (folder.to_owned(), Bundle::Published(address)));
        self.bundles.extend(bundle);
        self.record_filtered_blocks(&document.path, document.body.hidden_block_count());
        // Replaced once the page is resolved. If it is invalid, its own errors say why.
        self.links.add_page(&document.path, PageTarget::Unavailable(Unavailable::Invalid));
    }

    /// Records a case study whose figures could not all be read, and returns whether the id of the page is unsure: it may
    /// be in the part of the front matter that could not be read.
    fn record_incomplete<T>(
        &mut self,
        document: &Document<T>,
        id: Option<&str>,
        folder: &str,
        diagnostics: &Diagnostics,
    ) -> bool
    where
        for<'raw> RawHead: From<&'raw T>,
    {
        const FIGURES: [&str; 4] = ["outcomes", "artifacts", "delegation", "timeline"];
        if document.is_complete {
            return false;
        }
        let loses_figures =
            |field: &str| field.is_empty() || FIGURES.iter().any(|figures| field.starts_with(figures));
        if let (Some(id), "case-studies/") = (id, folder)
            && diagnostics.has_unreadable(&document.path, loses_figures)
        {
            self.links.add_incomplete_study(id);
        }
        let has_no_id = RawHead::from(&document.raw).id.is_none();
        has_no_id && diagnostics.has_unreadable(&document.path, |field| field.is_empty() || field == "id")
    }

    /// Records the pages of a folder that could not be parsed, with their ids as far as they are known.
    fn record_unread<T>(&mut self, folder: &str, partition: &mut Partition<T>) {
        let in_folder = |path: &&String| path.starts_with(&format!("content/{folder}"));
        let unread: Vec<String> = self.unread.iter().filter(in_folder).cloned().collect();
        for path in unread {
            let excluded = self.invalid.get(&path);
            let id = head::derive_id(&path, excluded.and_then(Option::as_deref));
            let mut absence = Unavailable::Invalid;
            match excluded {
                None => partition.has_unread_ids = true,
                Some(written_id) => partition.has_left_out_ids |= written_id.is_none(),
            }
            if excluded.is_some() {
                absence = Unavailable::Excluded(INVALID_PAGE_REASON.to_owned());
                id.iter().for_each(|id| self.links.add_excluded_path(&format!("{folder}{id}/"), &path));
                self.exclude_page(&path, None, INVALID_PAGE_REASON.to_owned(), false);
            }
            id.iter().for_each(|id| self.links.add_unavailable_study(id, absence.clone()));
            partition.ids.extend(id);
        }
    }

    /// Whether the home page is published. Without it, the site's root shows a generated page.
    fn partition_home(&mut self, document: &Document<RawPage>) -> bool {
        let head = RawHead::from(&document.raw);
        let Some(reason) = self.filter.exclusion_reason(&head) else {
            self.record_filtered_blocks(&document.path, document.body.hidden_block_count());
            return true;
        };
        self.exclude_page(&document.path, head.title.as_deref(), reason, self.filter.is_hidden_draft(&head));
        false
    }

    /// Records an excluded page; links to it report the reason.
    fn exclude_page(&mut self, path: &str, title: Option<&str>, reason: String, is_draft: bool) {
        self.links.add_page(path, PageTarget::Unavailable(Unavailable::Excluded(reason.clone())));
        if let Some(folder) = bundle_folder(path) {
            self.bundles.insert(folder.to_owned(), Bundle::Excluded(reason.clone()));
        }
        let what = title.map_or_else(|| "page".to_owned(), |title| format!("“{title}”"));
        self.exclusions.excluded.push(Excluded {
            path: path.to_owned(),
            what,
            reason,
            is_page: true,
            is_draft,
        });
    }

    /// Drops what was found in pages that are not published and would matter only if they were.
    fn drop_allowed_in_drafts(&self, diagnostics: &mut Diagnostics) {
        let excluded = self.exclusions.excluded.iter().filter(|excluded| excluded.is_page);
        let paths: HashSet<&str> = excluded.map(|excluded| excluded.path.as_str()).collect();
        diagnostics.retain(|diagnostic| {
            !paths.contains(diagnostic.path.as_str()) || !diagnostic.has_trait(RuleTrait::AllowedInDraft)
        });
    }

    /// Reports blocks of a published page that are filtered out for this audience.
    fn record_filtered_blocks(&mut self, path: &str, blocks: usize) {
        let what = match blocks {
            0 => return,
            1 => "one block of text".to_owned(),
            count => format!("{count} blocks of text"),
        };
        self.exclusions.add_part(path, what, "marked for a smaller audience");
    }

    /// Assigns every file its URL path, and excludes files in the bundle of an excluded page.
    fn assign_file_paths(self, files: &[(String, Blob)]) -> (LinkIndex, Exclusions) {
        let Self { filter: _, invalid: _, exclusions, mut links, unread: _, bundles } = self;
        for (source, _) in files {
            match nearest_bundle(source, &bundles) {
                Some((rest, Bundle::Published(page))) => links.add_file(source, format!("{page}{rest}")),
                Some((_, Bundle::Excluded(reason))) => {
                    links.add_file(source, source.clone());
                    links.exclude_file(
                        source,
                        &format!("it is in the folder of a page that is held back: {reason}"),
                    );
                }
                None => links.add_file(source, unbundled_file_path(source)),
            }
        }
        (links, exclusions)
    }
}

/// The folder of a page bundle, relative to `content/`; `None` for a page without a folder of its own.
fn bundle_folder(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let is_index = translations::original_path(name).eq_ignore_ascii_case("index.md");
    folder.strip_prefix("content/").filter(|_| is_index)
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
fn page_path(head: &RawHead, folder: &str, id: Option<&str>) -> Option<String> {
    let own = head.url.as_deref().and_then(|path| urls::parse_site_path(path).ok());
    own.or_else(|| Some(format!("{folder}{}/", head.slug.as_deref().or(id)?)))
}
