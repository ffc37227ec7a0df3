//! The pages of a file, in each of its revisions.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::super::content::DocumentContent;
use super::file::{FoundObject, PdfFile, View};
use super::limits::{DAMAGED, TOO_LARGE};
use super::page_content::PageText;
use super::page_fault::describe_fault;
use super::page_text::{ContentReader, Fonts};

/// Pages of a revision.
const MAX_PAGES: usize = 10_000;

/// Revisions that are read, of those with the most recent changes.
const MAX_REVISIONS: usize = 64;

/// A page, and the resources of its parents.
pub(super) struct Page {
    number: u32,
    inherited: Rc<Dictionary>,
}

/// Reads the pages of all revisions. What earlier revisions showed is hidden now.
pub(super) fn read(file: &PdfFile<'_>, fonts: &Fonts, content: &mut DocumentContent) {
    let mut ends: Vec<usize> = file.revision_ends.clone();
    // Whatever stands after the last mark belongs to the newest revision.
    ends.pop();
    ends.push(usize::MAX);
    if ends.len() > MAX_REVISIONS {
        file.limits.report_fault(TOO_LARGE);
    }
    let mut read = BTreeMap::new();
    for end in ends.into_iter().rev().take(MAX_REVISIONS) {
        let is_newest = end == usize::MAX;
        let view = file.view(end);
        let pages = find_pages(&view);
        if pages.is_empty() && is_newest {
            file.limits.report_fault(DAMAGED);
        }
        view.take_touched();
        for (index, page) in pages.iter().enumerate() {
            let known: &mut Vec<BTreeMap<u32, usize>> = read.entry(page.number).or_default();
            if known.iter().any(|objects| view.has_same(objects)) {
                continue;
            }
            if file.limits.is_exhausted() {
                return file.limits.report_fault(TOO_LARGE);
            }
            let text = read_page(&view, fonts, page);
            let mut objects = view.take_touched();
            objects.extend(view.place(page.number).map(|place| (page.number, place)));
            known.push(objects);
            if let Some(fault) = text.fault {
                file.limits.report_fault(describe_fault(fault, is_newest.then_some(index + 1)));
            }
            let texts = if is_newest { &mut content.texts } else { &mut content.hidden };
            file.limits.keep(texts, text.as_written());
            file.limits.keep(texts, text.by_lines());
            file.limits.keep(&mut content.hidden, text.descriptions);
        }
    }
}

fn read_page(view: &View<'_, '_>, fonts: &Fonts, page: &Page) -> PageText {
    let page_object = view.object(page.number).map(|found| found.value);
    let Some(Object::Dictionary(dictionary)) = page_object else { return PageText::default() };
    let parts = match view.value(&dictionary, b"Contents") {
        Some(Object::Array(parts)) => parts,
        _ => dictionary.get(b"Contents").cloned().into_iter().collect(),
    };
    let own = view.dictionary(&dictionary, b"Resources");
    let no_fonts = Dictionary::new();
    let mut reader = ContentReader::new(view, fonts, &no_fonts);
    let mut joined = Vec::new();
    for part in &parts {
        let Some(FoundObject { value: Object::Dictionary(dictionary), data: Some(data) }) =
            view.resolve(part)
        else {
            continue;
        };
        match view.decode(&dictionary, data) {
            Ok(content) => {
                joined.extend(content);
                joined.push(b'\n');
            }
            Err(fault) => reader.report(fault),
        }
    }
    reader.read(&joined, own.as_ref().unwrap_or(&page.inherited))
}

/// The pages of a revision, in their order.
pub(super) fn find_pages(view: &View<'_, '_>) -> Vec<Page> {
    let catalog = find_root(view);
    let mut open = vec![(catalog.get(b"Pages").cloned().unwrap_or(Object::Null), Rc::new(Dictionary::new()))];
    let mut seen = BTreeSet::new();
    let mut pages = Vec::new();
    while let Some((node, inherited)) = open.pop() {
        let Object::Reference((number, _)) = node else { continue };
        if !seen.insert(number) {
            continue;
        }
        let Some(FoundObject { value: Object::Dictionary(dictionary), .. }) = view.resolve(&node) else {
            continue;
        };
        match view.array(&dictionary, b"Kids") {
            Some(kids) => {
                let own = view.dictionary(&dictionary, b"Resources");
                let resources = own.map_or(inherited, Rc::new);
                open.extend(kids.into_iter().rev().map(|kid| (kid, resources.clone())));
            }
            None if pages.len() == MAX_PAGES => {
                view.file.limits.report_fault(TOO_LARGE);
                break;
            }
            None => pages.push(Page { number, inherited }),
        }
    }
    pages
}

/// The catalog of a revision; empty if there is none.
pub(super) fn find_root(view: &View<'_, '_>) -> Dictionary {
    let roots = view.file.trailers().rev().filter(|(position, _)| view.contains(*position));
    let catalog = roots.into_iter().find_map(|(_, trailer)| view.dictionary(trailer, b"Root"));
    catalog.or_else(|| find_catalog(view)).unwrap_or_default()
}

/// The catalog of a file whose trailers are lost.
fn find_catalog(view: &View<'_, '_>) -> Option<Dictionary> {
    let objects = view.file.places().filter_map(|(_, place)| view.file.read(place));
    let dictionaries = objects.filter_map(|object| match object.value {
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    });
    dictionaries.into_iter().find(|dictionary| dictionary.has_type(b"Catalog"))
}
