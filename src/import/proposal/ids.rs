//! Ids, kinds and old addresses of imported pages.

use std::collections::{HashMap, HashSet};

use crate::content::markdown::{Dialect, parse_outline};
use crate::import::imported::{DocumentKind, ImportedDocument};
use crate::urls::{Slug, decode_lossy, parse_site_path};

/// Letters of an id that is made from a title.
const MAX_ID: usize = 60;

/// The folder of `content/` for a kind of page.
pub(super) fn folder(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::CaseStudy => "case-studies",
        DocumentKind::Approach => "approaches",
        DocumentKind::Page => "pages",
    }
}

/// Ids that pages have.
#[derive(Default)]
pub(super) struct TakenIds {
    ids: HashSet<String>,
    /// The next number to try for an id that is taken.
    next: HashMap<String, usize>,
}

impl TakenIds {
    pub(super) fn new(ids: HashSet<String>) -> Self {
        Self { ids, next: HashMap::new() }
    }

    /// An id from a title that no page has yet.
    pub(super) fn choose(&mut self, title: &str, kind: DocumentKind) -> String {
        let default = match kind {
            DocumentKind::CaseStudy => "case-study",
            DocumentKind::Approach => "approach",
            DocumentKind::Page => "page",
        };
        let slug = Slug::from_title(title).map(|slug| slug.as_str().to_owned()).unwrap_or_default();
        let mut base = shorten(&slug).to_owned();
        // `index.md` would be the page of a folder, and an address needs a letter.
        if base.is_empty() || base == "index" {
            base = default.to_owned();
        } else if !base.contains(|c: char| c.is_ascii_alphabetic()) {
            base = format!("{default}-{base}");
        }
        let mut id = base.clone();
        let number = self.next.entry(base.clone()).or_insert(2);
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            *number += 1;
        }
        id
    }
}

/// A slug that is cut between two words, if it is long.
fn shorten(slug: &str) -> &str {
    if slug.len() <= MAX_ID {
        return slug;
    }
    // Slugs that are made from titles are ASCII.
    let cut = slug.get(..MAX_ID).unwrap_or(slug);
    cut.rsplit_once('-').map_or(cut, |(start, _)| start)
}

/// What a document becomes, as far as its headings tell.
pub(super) fn guess_kind(document: &ImportedDocument) -> DocumentKind {
    const APPROACH: [&str; 9] = [
        "what is",
        "why do i",
        "why i ",
        "pitfall",
        "how have i used",
        "how do i use",
        "how i use",
        "when do i use",
        "leader keeps",
    ];
    const CASE_STUDY: [&[&str]; 4] = [
        &["problem", "challenge", "context", "background", "situation", "need"],
        &["action", "what we did", "what i did", "process", "implementation", "strategy", "approach"],
        &["result", "outcome", "impact", "evidence", "what changed"],
        &["reflection", "lesson", "what i learned", "what we learned", "next steps"],
    ];
    if let Some(kind) = document.kind {
        return kind;
    }
    let outline = parse_outline(&document.body, Dialect::default());
    let headings: Vec<String> = outline.headings.iter().map(|heading| heading.title.to_lowercase()).collect();
    let has = |words: &[&str]| headings.iter().any(|heading| words.iter().any(|word| heading.contains(word)));
    if APPROACH.iter().filter(|question| has(&[question])).count() >= 2 {
        DocumentKind::Approach
    } else if CASE_STUDY.iter().filter(|words| has(words)).count() >= 2 {
        DocumentKind::CaseStudy
    } else {
        DocumentKind::Page
    }
}

/// The site path that an old address had, from the root of its site.
///
/// # Errors
/// Why the address can't lead here, as the end of a sentence.
pub(super) fn parse_old_path(address: &str) -> Result<String, String> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => address,
    };
    let path = path.split('#').next().unwrap_or_default();
    if let Some((_, query)) = path.split_once('?')
        && !query.is_empty()
    {
        return Err("a web host for plain files ignores what follows the `?`".to_owned());
    }
    let path = decode_lossy(path.trim_end_matches('?')).into_owned();
    let path = format!("/{}", path.trim_start_matches('/'));
    let path = path.strip_suffix("index.html").unwrap_or(&path);
    if path == "/" {
        return Err("it is that of the home page".to_owned());
    }
    parse_site_path(path).map_err(|problem| problem.message)
}
