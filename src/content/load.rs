//! Reads every file of `content/`; the path of a file decides what kind of file it is.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::document::Document;
use super::enums::Visibility;
pub use super::file_kind::is_page;
use super::file_kind::{FileKind, classify_path};
use super::markdown::{Dialect, QuoteStyle, RawHtml};
use super::sample_remains;
use super::schema::case_study::RawCaseStudy;
use super::schema::pack::RawPack;
use super::schema::page::{RawApproach, RawPage};
use super::schema::people::{RawComments, RawPeople, RawTestimonials};
use super::schema::portfolio::RawPortfolio;
use super::schema::program::RawProgram;
use super::schema::standards::RawFramework;
use super::translation_files::{
    FilesByKind, drop_misplaced_translations, files_of_kind, report_misnamed_translations, translation,
    untranslatable_original,
};
use super::translations::RawTranslations;
use super::{document, mahara};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::suggest;
use crate::vfs::disk::SkippedFile;
use crate::vfs::{Blob, FileTree};

/// Path of the portfolio's settings file, relative to the portfolio root. Every portfolio has one.
pub const SETTINGS_FILE: &str = "content/portfolio.yaml";

/// Path of the list of people, relative to the portfolio root.
pub const PEOPLE_FILE: &str = "content/people.yaml";

/// The parsed files of a portfolio, before validation.
#[derive(Clone, Debug, Default)]
pub struct RawContent {
    /// `portfolio.yaml`; `None` when there is no such file.
    pub portfolio: Option<RawPortfolio>,
    /// `people.yaml`; `None` when there is no such file, or when it cannot be read.
    pub people: Option<RawPeople>,
    /// `testimonials.yaml`; empty when there is no such file.
    pub testimonials: RawTestimonials,
    /// `program.yaml`; `None` when there is no such file.
    pub program: Option<RawProgram>,
    /// `standards/**/*.yaml` and `standards/**/*.matrix`, each with its path such as
    /// `content/standards/psel-2015.yaml`.
    pub frameworks: Vec<(String, RawFramework)>,
    /// `comments/**/*.yaml`, each with its path from the portfolio root.
    pub comments: Vec<(String, RawComments)>,
    /// `packs/**/*.yaml`, each with its path from the portfolio root.
    pub packs: Vec<(String, RawPack)>,
    /// `case-studies/**/*.md`, sorted by path.
    pub studies: Vec<Arc<Document<RawCaseStudy>>>,
    /// `approaches/**/*.md`, sorted by path.
    pub approaches: Vec<Arc<Document<RawApproach>>>,
    /// `pages/**/*.md`, sorted by path; without the home page.
    pub pages: Vec<Arc<Document<RawPage>>>,
    /// `index.md`, the home page; `None` when it is missing or cannot be read.
    pub home_page: Option<Arc<Document<RawPage>>>,
    /// Assets such as pictures and PDF files, with their path relative to `content/`.
    pub assets: Vec<(String, Blob)>,
    /// Markdown files that could not be parsed at all, by path from the portfolio root.
    pub unparsed: Vec<String>,
    /// What is translated, by the tag of the language.
    pub translations: BTreeMap<String, RawTranslations>,
    /// `i18n/*.ftl`, each with its path from the portfolio root: words of pages.
    pub messages: Vec<(String, String)>,
    /// Files that match no known kind and are not published, by path relative to `content/`.
    pub unrecognized: Vec<String>,
    /// Files that were left out when the folder was read, by path from the portfolio root.
    pub skipped: Vec<SkippedFile>,
}

/// Markdown files parsed by the previous build, so that a rebuild parses only those that changed.
///
/// The key is the file's bytes and the options: equal bytes parsed alike give the same result.
#[derive(Debug, Default)]
pub struct DocumentCache {
    /// The files in the language of the portfolio.
    own: PageCache,
    /// Translations, by their language.
    translations: HashMap<String, PageCache>,
}

/// The parsed files of one language.
#[derive(Debug, Default)]
struct PageCache {
    /// What the entries were parsed for.
    parsed_for: Option<ReadOptions>,
    studies: CachedDocuments<RawCaseStudy>,
    approaches: CachedDocuments<RawApproach>,
    pages: CachedDocuments<RawPage>,
    home: CachedDocuments<RawPage>,
}

/// What the result of reading a file depends on, besides its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ReadOptions {
    audience: Visibility,
    dialect: Dialect,
    /// The owner's name in a portfolio of somebody's own; `None` in one that is marked as a sample, where what is the
    /// sample's is in its place.
    owner: Option<String>,
}

type CachedDocuments<T> = HashMap<String, CachedDocument<T>>;

/// A parsed file, the bytes that it was parsed from, and the diagnostics of parsing it.
#[derive(Debug)]
struct CachedDocument<T> {
    blob: Blob,
    /// `None` when the file could not be parsed.
    document: Option<Arc<Document<T>>>,
    diagnostics: Diagnostics,
}

/// Reads all files for an audience. Pages that this audience may not see are read too, so that their errors are
/// reported; they are excluded later.
pub fn collect(tree: &FileTree, audience: Visibility, diagnostics: &mut Diagnostics) -> RawContent {
    collect_files(tree, audience, None, diagnostics)
}

/// Like [`collect`], but takes unchanged Markdown files from `cache` and then updates it to the files of `tree`.
pub fn collect_cached(
    tree: &FileTree,
    audience: Visibility,
    cache: &mut DocumentCache,
    diagnostics: &mut Diagnostics,
) -> RawContent {
    collect_files(tree, audience, Some(cache), diagnostics)
}

fn collect_files(
    tree: &FileTree,
    audience: Visibility,
    cache: Option<&mut DocumentCache>,
    diagnostics: &mut Diagnostics,
) -> RawContent {
    let mut contents = RawContent::default();
    let mut by_kind = FilesByKind::new();
    let mut translated: BTreeMap<&str, FilesByKind<'_>> = BTreeMap::new();
    for (path, blob) in tree.iter().filter(|(path, _)| untranslatable_original(path, tree).is_none()) {
        let (files, kind) = match translation(path) {
            // `pt-BR` and `pt-br` are one language.
            Some((original, language)) => {
                let known = translated.keys().find(|known| known.eq_ignore_ascii_case(language)).copied();
                (translated.entry(known.unwrap_or(language)).or_default(), classify_path(&original))
            }
            None => (&mut by_kind, classify_path(path)),
        };
        files.entry(kind).or_default().push((path, blob));
    }
    let files_of = |kind: FileKind| files_of_kind(&by_kind, kind);
    contents.portfolio = read_in_parallel(files_of(FileKind::Portfolio), diagnostics, read_settings).pop();
    let options = ReadOptions {
        audience,
        dialect: contents.portfolio.as_ref().map(markdown_dialect).unwrap_or_default(),
        owner: contents.portfolio.as_ref().and_then(owner_unless_sample),
    };
    let (own_cache, translation_caches) =
        cache.map(|cache| (&mut cache.own, &mut cache.translations)).unzip();
    let own = read_pages(&by_kind, &options, own_cache, diagnostics);
    (contents.studies, contents.approaches, contents.pages, contents.home_page, contents.unparsed) =
        (own.studies, own.approaches, own.pages, own.home_page, own.unparsed);
    report_misnamed_translations(tree, diagnostics);
    drop_misplaced_translations(&mut translated, tree, contents.portfolio.as_ref(), diagnostics);
    contents.translations = read_translations(translated, &options, translation_caches, diagnostics);
    let owner = options.owner.as_deref();
    // No page has a note that people or testimonials are invented, so the mark in their files does not count.
    contents.people =
        read_own_files(files_of(FileKind::People), owner, |_| None, diagnostics).pop().map(|(_, raw)| raw);
    contents.testimonials = read_own_files(files_of(FileKind::Testimonials), owner, |_| None, diagnostics)
        .pop()
        .map(|(_, raw)| raw)
        .unwrap_or_default();
    contents.program = read_data_files(files_of(FileKind::Program), diagnostics).pop().map(|(_, raw)| raw);
    contents.frameworks = read_data_files(files_of(FileKind::Framework), diagnostics);
    contents.comments = read_data_files(files_of(FileKind::Comments), diagnostics);
    contents.packs = read_own_files(files_of(FileKind::Pack), owner, |raw: &RawPack| raw.sample, diagnostics);
    contents.frameworks.extend(read_in_parallel(
        files_of(FileKind::MaharaFramework),
        diagnostics,
        |path, bytes, diagnostics| {
            mahara::read_framework(path, bytes, diagnostics).map(|framework| (path.to_owned(), framework))
        },
    ));
    contents.messages = read_in_parallel(files_of(FileKind::Messages), diagnostics, read_messages);
    let owned = |(path, blob): (&str, &Blob)| (path.to_owned(), blob.clone());
    contents.assets = files_of(FileKind::Asset).iter().copied().map(owned).collect();
    contents.unrecognized = files_of(FileKind::Unrecognized).iter().map(|file| file.0.to_owned()).collect();
    report_unrecognized(&contents.unrecognized, diagnostics);
    contents
}

/// Reads the translations of each language.
fn read_translations(
    translated: BTreeMap<&str, FilesByKind<'_>>,
    options: &ReadOptions,
    mut caches: Option<&mut HashMap<String, PageCache>>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, RawTranslations> {
    let mut all = BTreeMap::new();
    for (language, files) in translated {
        let quotes = QuoteStyle::for_language(language);
        let options = ReadOptions { dialect: Dialect { quotes, ..options.dialect }, ..options.clone() };
        let cache = caches.as_mut().map(|caches| caches.entry(language.to_owned()).or_default());
        let mut read = read_pages(&files, &options, cache, diagnostics);
        let owner = options.owner.as_deref();
        let people = files_of_kind(&files, FileKind::People);
        read.people = read_own_files(people, owner, |_| None, diagnostics).pop().map(|(_, raw)| raw);
        read.portfolio = read_data_files(files_of_kind(&files, FileKind::Portfolio), diagnostics)
            .pop()
            .map(|(_, raw)| raw);
        read.frameworks = read_data_files(files_of_kind(&files, FileKind::Framework), diagnostics);
        all.insert(language.to_owned(), read);
    }
    all
}

/// Reads the pages of one language.
fn read_pages(
    files: &FilesByKind<'_>,
    options: &ReadOptions,
    cache: Option<&mut PageCache>,
    diagnostics: &mut Diagnostics,
) -> RawTranslations {
    let (mut studies, mut approaches, mut pages, mut home) = (None, None, None, None);
    if let Some(cache) = cache {
        if cache.parsed_for.as_ref() != Some(options) {
            *cache = PageCache { parsed_for: Some(options.clone()), ..PageCache::default() };
        }
        studies = Some(&mut cache.studies);
        approaches = Some(&mut cache.approaches);
        pages = Some(&mut cache.pages);
        home = Some(&mut cache.home);
    }
    let files_of = |kind: FileKind| files_of_kind(files, kind);
    let studies = read_documents(files_of(FileKind::CaseStudy), options, studies, diagnostics);
    let approaches = read_documents(files_of(FileKind::Approach), options, approaches, diagnostics);
    let pages = read_documents(files_of(FileKind::Page), options, pages, diagnostics);
    let mut home = read_documents(files_of(FileKind::HomePage), options, home, diagnostics);
    let unparsed = [
        unparsed_paths(files_of(FileKind::CaseStudy), &studies),
        unparsed_paths(files_of(FileKind::Approach), &approaches),
        unparsed_paths(files_of(FileKind::Page), &pages),
        unparsed_paths(files_of(FileKind::HomePage), &home),
    ];
    let home_page = home.pop();
    let unparsed = unparsed.concat();
    RawTranslations { studies, approaches, pages, home_page, unparsed, ..RawTranslations::default() }
}

/// The text of a file of messages with its path. What is in it is checked later.
fn read_messages(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<(String, String)> {
    let text = document::decode_or_report(path, bytes, diagnostics)?;
    Some((path.to_owned(), text.into_owned()))
}

/// Reads the settings, and looks for remains of the sample in those of a portfolio that is no sample.
fn read_settings(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<RawPortfolio> {
    let portfolio: RawPortfolio = document::read_data_file(path, bytes, diagnostics)?;
    if let Some(owner) = owner_unless_sample(&portfolio) {
        sample_remains::report_remains(path, bytes, None, &owner, diagnostics);
    }
    Some(portfolio)
}

/// The name of the owner, empty if it is missing; `None` if the portfolio is marked as a sample.
fn owner_unless_sample(portfolio: &RawPortfolio) -> Option<String> {
    let name = portfolio.profile.as_ref().and_then(|profile| profile.name.clone());
    (portfolio.sample != Some(true)).then(|| name.unwrap_or_default())
}

/// How the settings want Markdown to be read. Their errors are reported when they are validated.
fn markdown_dialect(portfolio: &RawPortfolio) -> Dialect {
    let raw_html = if portfolio.raw_html == Some(true) { RawHtml::Keep } else { RawHtml::Convert };
    let quotes = portfolio.language.as_deref().map(QuoteStyle::for_language).unwrap_or_default();
    let markdown = portfolio.markdown.clone().unwrap_or_default();
    Dialect {
        raw_html,
        quotes,
        mark: markdown.mark.is_some_and(|switch| switch.0),
        sub_and_superscript: markdown.sub_and_superscript.is_some_and(|switch| switch.0),
        highlight: portfolio.highlight.is_some_and(|switch| switch.0),
    }
}

/// Files that could not be parsed: a link to one is reported differently from a link to a file that does not exist.
fn unparsed_paths<T>(files: &[(&str, &Blob)], documents: &[Arc<Document<T>>]) -> Vec<String> {
    if documents.len() == files.len() {
        return Vec::new();
    }
    let parsed: HashSet<&str> = documents.iter().map(|document| document.path.as_str()).collect();
    let paths = files.iter().map(|(path, _)| format!("content/{path}"));
    paths.filter(|path| !parsed.contains(path.as_str())).collect()
}

fn report_unrecognized(unknown: &[String], diagnostics: &mut Diagnostics) {
    const ROOT_FILES: [&str; 5] =
        ["portfolio.yaml", "people.yaml", "testimonials.yaml", "program.yaml", "index.md"];
    for path in unknown {
        let near = suggest::closest(path, ROOT_FILES);
        let help = match near {
            Some(name) => suggest::question(name),
            None if path
                .rsplit('.')
                .next()
                .is_some_and(|extension| extension.starts_with('m') && extension != "md") =>
            {
                "rename it so that it ends in `.md`".to_owned()
            }
            None => {
                "case studies go in `case-studies/`, other pages in `pages/`, frameworks in `standards/`, \
                     documents and pictures in `files/`"
                    .to_owned()
            }
        };
        let message = "this file doesn't belong in a portfolio and isn't published";
        diagnostics.push(Diagnostic::warning("FIL-01", format!("content/{path}"), message).help(help));
    }
}

/// What reading a page needs to know of its front matter.
trait PageFrontMatter {
    /// Whether the page is marked as a part of the sample.
    fn sample(&self) -> Option<bool>;
    /// The language of the page, if it is another than that of the site.
    fn language(&self) -> Option<&str>;
}

macro_rules! impl_page_front_matter {
    ($($raw:ty),+) => {
        $(impl PageFrontMatter for $raw {
            fn sample(&self) -> Option<bool> {
                self.sample
            }

            fn language(&self) -> Option<&str> {
                self.language.as_deref().map(str::trim)
            }
        })+
    };
}

impl_page_front_matter!(RawCaseStudy, RawApproach, RawPage);

fn read_documents<T: PageFrontMatter + DeserializeOwned + Default + Send + Sync>(
    files: &[(&str, &Blob)],
    options: &ReadOptions,
    cache: Option<&mut CachedDocuments<T>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Document<T>>> {
    let read = |path: &str, bytes: &[u8], diagnostics: &mut Diagnostics| {
        let dialect = |raw: &T| match raw.language() {
            Some(language) => Dialect { quotes: QuoteStyle::for_language(language), ..options.dialect },
            None => options.dialect,
        };
        let document: Document<T> =
            document::read_document(path, bytes, options.audience, dialect, diagnostics)?;
        if let Some(owner) = options.owner.as_ref().filter(|_| document.raw.sample() != Some(true)) {
            sample_remains::report_remains(path, bytes, Some(&document.body), owner, diagnostics);
        }
        Some(Arc::new(document))
    };
    let Some(cache) = cache else { return read_in_parallel(files, diagnostics, read) };
    // `files` is sorted by path, because the tree iterates in that order.
    cache.retain(|path, _| files.binary_search_by(|file| file.0.cmp(path)).is_ok());
    let is_new = |file: &&(&str, &Blob)| cache.get(file.0).is_none_or(|entry| !entry.blob.is_same(file.1));
    let new: Vec<(&str, &Blob)> = files.iter().filter(is_new).copied().collect();
    let entries: Vec<CachedDocument<T>> = new
        .par_iter()
        .map(|(path, blob)| {
            let mut reported = Diagnostics::default();
            let document = read_in_parallel(&[(*path, *blob)], &mut reported, read).pop();
            CachedDocument { blob: (*blob).clone(), document, diagnostics: reported }
        })
        .collect();
    cache.extend(new.iter().map(|file| file.0.to_owned()).zip(entries));
    let mut documents = Vec::with_capacity(files.len());
    for (path, _) in files {
        let entry = &cache[*path];
        diagnostics.append(entry.diagnostics.clone());
        documents.extend(entry.document.clone());
    }
    documents
}

fn read_data_files<T: DeserializeOwned + Default + Send>(
    files: &[(&str, &Blob)],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, T)> {
    read_in_parallel(files, diagnostics, |path, bytes, diagnostics| {
        document::read_data_file(path, bytes, diagnostics).map(|raw| (path.to_owned(), raw))
    })
}

/// Reads data files of the author's own, which hold nothing of the sample unless they are marked as a part of it.
fn read_own_files<T: DeserializeOwned + Default + Send>(
    files: &[(&str, &Blob)],
    owner: Option<&str>,
    sample_mark: fn(&T) -> Option<bool>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, T)> {
    read_in_parallel(files, diagnostics, |path, bytes, diagnostics| {
        let raw: T = document::read_data_file(path, bytes, diagnostics)?;
        if let Some(owner) = owner.filter(|_| sample_mark(&raw) != Some(true)) {
            sample_remains::report_remains(path, bytes, None, owner, diagnostics);
        }
        Some((path.to_owned(), raw))
    })
}

/// Reads files in parallel; results and diagnostics are in the order of `files`, whichever thread ends first.
fn read_in_parallel<T: Send>(
    files: &[(&str, &Blob)],
    diagnostics: &mut Diagnostics,
    read: impl Fn(&str, &[u8], &mut Diagnostics) -> Option<T> + Sync,
) -> Vec<T> {
    let done: Vec<(Option<T>, Diagnostics)> = files
        .par_iter()
        .map(|(path, blob)| {
            let path = format!("content/{path}");
            let mut reported = Diagnostics::default();
            let value = match blob.read() {
                Ok(bytes) => read(&path, &bytes, &mut reported),
                Err(error) => {
                    reported.push(Diagnostic::unreadable(path, &error));
                    None
                }
            };
            (value, reported)
        })
        .collect();
    let mut all = Vec::with_capacity(done.len());
    for (value, reported) in done {
        diagnostics.append(reported);
        all.extend(value);
    }
    all
}
