//! Everything in `content/`, each file read as what its place says it is.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::document::{self, Document};
use super::matrix;
use super::schema::{
    RawApproach, RawCaseStudy, RawComments, RawFramework, RawPack, RawPage, RawPeople, RawPortfolio,
    RawProgram, RawTestimonials,
};
use super::vocabulary::Visibility;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tree::{Blob, Tree};

/// The file that every portfolio has, from its root.
pub const SETTINGS: &str = "content/portfolio.yaml";

/// A portfolio as written.
#[derive(Debug, Default)]
pub struct Contents {
    /// `portfolio.yaml`; none when there is no such file.
    pub portfolio: Option<RawPortfolio>,
    /// `people.yaml`.
    pub people: RawPeople,
    /// `testimonials.yaml`.
    pub testimonials: RawTestimonials,
    /// `program.yaml`; none when there is no such file.
    pub program: Option<RawProgram>,
    /// `standards/*.yaml` and `standards/*.matrix`: path and framework.
    pub frameworks: Vec<(String, RawFramework)>,
    /// `comments/**/*.yaml`: path and comments.
    pub comments: Vec<(String, RawComments)>,
    /// `packs/*.yaml`: path and pack.
    pub packs: Vec<(String, RawPack)>,
    /// `case-studies/**/*.md`.
    pub studies: Vec<Arc<Document<RawCaseStudy>>>,
    /// `approaches/**/*.md`.
    pub approaches: Vec<Arc<Document<RawApproach>>>,
    /// `pages/**/*.md`.
    pub pages: Vec<Arc<Document<RawPage>>>,
    /// `index.md`.
    pub home: Option<Arc<Document<RawPage>>>,
    /// Everything else, by path in `content/`: pictures, documents.
    pub files: Vec<(String, Blob)>,
    /// Pages that could not be read at all, by path from the root of the portfolio.
    pub unread: Vec<String>,
    /// Files that have no place, by path in `content/`.
    pub unknown: Vec<String>,
}

/// What a file is, by its place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sort {
    Portfolio,
    People,
    Testimonials,
    Program,
    Framework,
    Matrix,
    Pack,
    Comments,
    Study,
    Approach,
    Page,
    Home,
    File,
    Unknown,
}

/// Pages as they were read last, so that only those that changed are read again: the same bytes, read for the same
/// audience, have the same meaning.
#[derive(Debug, Default)]
pub struct Memo {
    audience: Option<Visibility>,
    studies: Known<RawCaseStudy>,
    approaches: Known<RawApproach>,
    pages: Known<RawPage>,
    home: Known<RawPage>,
}

type Known<T> = HashMap<String, Entry<T>>;

/// A page, the bytes that it was read from, and what was found.
#[derive(Debug)]
struct Entry<T> {
    blob: Blob,
    document: Option<Arc<Document<T>>>,
    found: Diagnostics,
}

/// Reads everything for an audience. A page for fewer eyes is read too, and left out later.
pub fn collect(tree: &Tree, audience: Visibility, diagnostics: &mut Diagnostics) -> Contents {
    gather(tree, audience, None, diagnostics)
}

/// The same, reading only pages that are not in `memo`, which then holds those of this tree.
pub fn collect_again(
    tree: &Tree,
    audience: Visibility,
    memo: &mut Memo,
    diagnostics: &mut Diagnostics,
) -> Contents {
    if memo.audience != Some(audience) {
        *memo = Memo { audience: Some(audience), ..Memo::default() };
    }
    gather(tree, audience, Some(memo), diagnostics)
}

fn gather(
    tree: &Tree,
    audience: Visibility,
    memo: Option<&mut Memo>,
    diagnostics: &mut Diagnostics,
) -> Contents {
    let mut contents = Contents::default();
    let mut sorted: HashMap<Sort, Vec<(&str, &Blob)>> = HashMap::new();
    for (path, blob) in tree.iter() {
        sorted.entry(sort_of(path)).or_default().push((path, blob));
    }
    let by_sort = |sort: Sort| sorted.get(&sort).map(Vec::as_slice).unwrap_or_default();
    let (mut studies, mut approaches, mut pages, mut home) = (None, None, None, None);
    if let Some(memo) = memo {
        studies = Some(&mut memo.studies);
        approaches = Some(&mut memo.approaches);
        pages = Some(&mut memo.pages);
        home = Some(&mut memo.home);
    }
    contents.studies = documents(by_sort(Sort::Study), audience, studies, diagnostics);
    contents.approaches = documents(by_sort(Sort::Approach), audience, approaches, diagnostics);
    contents.pages = documents(by_sort(Sort::Page), audience, pages, diagnostics);
    contents.home = documents(by_sort(Sort::Home), audience, home, diagnostics).pop();
    for sort in [Sort::Study, Sort::Approach, Sort::Page, Sort::Home] {
        let read: HashSet<&str> = match sort {
            Sort::Study => paths(&contents.studies).collect(),
            Sort::Approach => paths(&contents.approaches).collect(),
            Sort::Page => paths(&contents.pages).collect(),
            _ => contents.home.iter().map(|it| it.path.as_str()).collect(),
        };
        let files = by_sort(sort).iter();
        let files = files.filter(|_| read.len() < by_sort(sort).len()).map(|it| format!("content/{}", it.0));
        contents.unread.extend(files.filter(|it| !read.contains(it.as_str())));
    }
    contents.portfolio = data(by_sort(Sort::Portfolio), diagnostics).pop().map(|it| it.1);
    contents.people = data(by_sort(Sort::People), diagnostics).pop().map(|it| it.1).unwrap_or_default();
    contents.testimonials =
        data(by_sort(Sort::Testimonials), diagnostics).pop().map(|it| it.1).unwrap_or_default();
    contents.program = data(by_sort(Sort::Program), diagnostics).pop().map(|it| it.1);
    contents.frameworks = data(by_sort(Sort::Framework), diagnostics);
    contents.comments = data(by_sort(Sort::Comments), diagnostics);
    contents.packs = data(by_sort(Sort::Pack), diagnostics);
    contents.frameworks.extend(each(by_sort(Sort::Matrix), diagnostics, |path, bytes, diagnostics| {
        matrix::read(path, bytes, diagnostics).map(|it| (path.to_owned(), it))
    }));
    let owned = |(path, blob): (&str, &Blob)| (path.to_owned(), blob.clone());
    contents.files = by_sort(Sort::File).iter().copied().map(owned).collect();
    contents.unknown = by_sort(Sort::Unknown).iter().map(|it| it.0.to_owned()).collect();
    report_unknown(&contents.unknown, diagnostics);
    contents
}

fn paths<T>(documents: &[Arc<Document<T>>]) -> impl Iterator<Item = &str> {
    documents.iter().map(|it| it.path.as_str())
}

fn sort_of(path: &str) -> Sort {
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let is_markdown = path.ends_with(".md");
    let is_nearly_markdown = [".markdown", ".mdown", ".mkd", ".mdx"].iter().any(|it| path.ends_with(it));
    let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    match (folder, rest) {
        ("", "portfolio.yaml") => Sort::Portfolio,
        ("", "people.yaml") => Sort::People,
        ("", "testimonials.yaml") => Sort::Testimonials,
        ("", "program.yaml") => Sort::Program,
        ("", "index.md") => Sort::Home,
        ("files", _) => Sort::File,
        ("standards", _) if is_yaml => Sort::Framework,
        ("packs", _) if is_yaml => Sort::Pack,
        ("comments", _) if is_yaml => Sort::Comments,
        ("standards", _) if path.ends_with(".matrix") => Sort::Matrix,
        ("case-studies", _) if is_markdown => Sort::Study,
        ("approaches", _) if is_markdown => Sort::Approach,
        ("pages", _) if is_markdown => Sort::Page,
        (_, _) if is_markdown || is_nearly_markdown || is_yaml => Sort::Unknown,
        ("", _) => Sort::Unknown,
        _ => Sort::File,
    }
}

fn report_unknown(unknown: &[String], diagnostics: &mut Diagnostics) {
    const KNOWN: [&str; 5] =
        ["portfolio.yaml", "people.yaml", "testimonials.yaml", "program.yaml", "index.md"];
    for path in unknown {
        let near = KNOWN.iter().find(|it| strsim::jaro_winkler(it, path) > 0.85);
        let help = match near {
            Some(name) => format!("did you mean `{name}`?"),
            None if path.ends_with(".mdx") || path.rsplit('.').next().is_some_and(|it| it.starts_with("m")) => {
                "rename it so that it ends in `.md`".to_owned()
            }
            None => "case studies belong into `case-studies/`, other pages into `pages/`, frameworks into `standards/`, \
                     documents and pictures into `files/`"
                .to_owned(),
        };
        let message = "this file has no place in a portfolio and is not published";
        diagnostics.push(Diagnostic::warning("FIL-01", format!("content/{path}"), message).help(help));
    }
}

fn documents<T: DeserializeOwned + Default + Send + Sync>(
    files: &[(&str, &Blob)],
    audience: Visibility,
    known: Option<&mut Known<T>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Document<T>>> {
    let read = |path: &str, bytes: &[u8], found: &mut Diagnostics| {
        document::read(path, bytes, audience, found).map(Arc::new)
    };
    let Some(known) = known else { return each(files, diagnostics, read) };
    known.retain(|path, _| files.binary_search_by(|it| it.0.cmp(path)).is_ok());
    let is_new = |it: &&(&str, &Blob)| known.get(it.0).is_none_or(|entry| !entry.blob.is_same(it.1));
    let new: Vec<(&str, &Blob)> = files.iter().filter(is_new).copied().collect();
    let entries: Vec<Entry<T>> = new
        .par_iter()
        .map(|(path, blob)| {
            let mut found = Diagnostics::default();
            let document = each(&[(*path, *blob)], &mut found, read).pop();
            Entry { blob: (*blob).clone(), document, found }
        })
        .collect();
    known.extend(new.iter().map(|it| it.0.to_owned()).zip(entries));
    let mut documents = Vec::with_capacity(files.len());
    for (path, _) in files {
        let entry = &known[*path];
        diagnostics.append(entry.found.clone());
        documents.extend(entry.document.clone());
    }
    documents
}

fn data<T: DeserializeOwned + Default + Send>(
    files: &[(&str, &Blob)],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, T)> {
    each(files, diagnostics, |path, bytes, diagnostics| {
        document::read_data(path, bytes, diagnostics).map(|it| (path.to_owned(), it))
    })
}

/// Reads files in parallel; results and diagnostics keep the order of the files.
fn each<T: Send>(
    files: &[(&str, &Blob)],
    diagnostics: &mut Diagnostics,
    read: impl Fn(&str, &[u8], &mut Diagnostics) -> Option<T> + Sync,
) -> Vec<T> {
    let done: Vec<(Option<T>, Diagnostics)> = files
        .par_iter()
        .map(|(path, blob)| {
            let path = format!("content/{path}");
            let mut found = Diagnostics::default();
            let it = match blob.read() {
                Ok(bytes) => read(&path, &bytes, &mut found),
                Err(error) => {
                    found.push(Diagnostic::error("FIL-02", path, format!("it cannot be read: {error}")));
                    None
                }
            };
            (it, found)
        })
        .collect();
    let mut all = Vec::with_capacity(done.len());
    for (it, found) in done {
        diagnostics.append(found);
        all.extend(it);
    }
    all
}
