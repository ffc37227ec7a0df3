//! The pages and files of a folder, and what an address in one of its pages leads to.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::addresses::{base_folder, site_address};
use super::bibtex::{CitedSource, parse_bibtex};
use super::fields::PageFields;
use super::generator::{self, Generator, Project, notion_id};
use super::notion::plain_name;
use crate::content::text;
use crate::import::imported::ImportedFile;
use crate::urls;
use crate::vfs::{Blob, FileTree, join_relative_path, lowercase_extension};

/// Folders that the address of a page or file on the site does not have.
const HIDDEN_FOLDERS: [&str; 7] =
    ["content/files/", "files/", "content/", "static/", "assets/", "public/", "source/"];

/// Longest file whose text is put into a page.
const MAX_INCLUDED: u64 = 1_000_000;

/// What is known of a page before its text is converted.
#[derive(Debug)]
pub(super) struct PageHead {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) fields: PageFields,
    /// Addresses at which readers found it, its own first.
    pub(super) old_paths: Vec<String>,
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A page, by its path, and the anchor in it.
    Page(String, Option<String>),
    /// A file that is no page, by its path.
    File(String),
    /// An anchor of the same page, or another site.
    Unchanged,
    /// Nothing in the folder.
    Missing,
}

/// A folder whose pages are being converted.
#[derive(Debug)]
pub(super) struct Folder<'f> {
    files: &'f FileTree,
    pub(super) project: Project,
    base: String,
    host: Option<String>,
    /// Paths of pages by their key, by old address, and by the id of Notion.
    pages: HashMap<String, String>,
    addresses: HashMap<String, String>,
    ids: HashMap<String, String>,
    /// The first address of each page.
    own_addresses: HashMap<String, String>,
    /// Paths of all pages and files by name, the shortest path first.
    names: BTreeMap<String, Vec<String>>,
    /// Paths of files that are no pages, by key.
    others: HashMap<String, String>,
    /// Files that pages link to: path in the folder, path of the imported file.
    used: RefCell<BTreeMap<String, String>>,
    taken: RefCell<BTreeSet<String>>,
    /// What pages say that files show.
    descriptions: RefCell<BTreeMap<String, String>>,
    /// Tables that are written into pages.
    shown_tables: RefCell<BTreeSet<String>>,
    /// Sources that its BibTeX files describe, by key.
    sources: BTreeMap<String, CitedSource>,
    /// Every page that was read.
    page_paths: BTreeSet<String>,
}

impl<'f> Folder<'f> {
    pub(super) fn new(files: &'f FileTree, project: Project, heads: &[PageHead]) -> Self {
        let base = base_folder(&project.config);
        let host = site_address(&project.config).and_then(|address| host_of(&address).map(str::to_lowercase));
        let mut folder = Self {
            files,
            project,
            base,
            host,
            pages: HashMap::new(),
            addresses: HashMap::new(),
            ids: HashMap::new(),
            own_addresses: HashMap::new(),
            names: BTreeMap::new(),
            others: HashMap::new(),
            used: RefCell::default(),
            taken: RefCell::default(),
            descriptions: RefCell::default(),
            shown_tables: RefCell::default(),
            sources: read_sources(files),
            page_paths: heads.iter().map(|head| head.path.clone()).collect(),
        };
        for head in heads {
            folder.add_page(head);
        }
        for (path, _) in files.iter() {
            if !folder.page_paths.contains(path) {
                folder.others.entry(key(path)).or_insert_with(|| path.to_owned());
                folder.add_name(path.rsplit('/').next().unwrap_or(path), path);
                if let Some(id) = notion_id(path) {
                    folder.ids.entry(id.to_owned()).or_insert_with(|| path.to_owned());
                }
            }
        }
        for paths in folder.names.values_mut() {
            paths.sort_by_key(|path| (path.matches('/').count(), path.clone()));
        }
        folder
    }

    fn add_page(&mut self, head: &PageHead) {
        let path = &head.path;
        self.pages.entry(page_key(path)).or_insert_with(|| path.clone());
        for old in &head.old_paths {
            self.addresses.entry(address_key(old)).or_insert_with(|| path.clone());
        }
        if let Some(own) = head.old_paths.first() {
            self.own_addresses.insert(path.clone(), own.clone());
        }
        if let Some(id) = notion_id(path) {
            self.ids.insert(id.to_owned(), path.clone());
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        self.add_name(&stem, path);
        for name in &head.fields.names {
            self.add_name(name, path);
        }
    }

    fn add_name(&mut self, name: &str, path: &str) {
        self.names.entry(key(name)).or_default().push(path.to_owned());
    }

    /// The path that a name means in a wiki link: a note by its name or its path, or a file with its ending.
    pub(super) fn find_name(&self, name: &str, from: &str) -> Option<&str> {
        let name = name.trim().trim_end_matches(".md");
        let last = name.rsplit('/').next().unwrap_or(name);
        let paths = self.names.get(&key(last)).or_else(|| self.names.get(&key(name)))?;
        let wanted = key(name);
        let fits = |path: &&String| {
            let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
            last == name || key(path).ends_with(&wanted) || key(stem).ends_with(&wanted)
        };
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_beside = |path: &&String| path.rsplit_once('/').map_or("", |(folder, _)| folder) == folder;
        let fitting = || paths.iter().filter(fits).take(64);
        fitting().find(is_beside).or_else(|| fitting().next()).map(String::as_str)
    }

    /// The post that a name such as `2024-03-31-culture` means.
    pub(super) fn find_post(&self, name: &str) -> Option<&str> {
        self.find_name(name, "_posts/x")
    }

    /// The address of a page that Hugo's `ref` means, from the top of the folder.
    pub(super) fn find_reference(&self, target: &str, from: &str) -> String {
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        if path.is_empty() {
            return anchor;
        }
        let found = match self.find(path, from) {
            Target::Page(page, _) => Some(page),
            _ => match self.find(&format!("/{path}"), from) {
                Target::Page(page, _) => Some(page),
                _ => self.find_name(path, from).map(str::to_owned),
            },
        };
        found.map_or_else(|| target.to_owned(), |page| format!("/{}{anchor}", urls::encode(&page)))
    }

    /// The text of a file, if it is short.
    pub(super) fn text_of_file(&self, path: &str) -> Option<String> {
        self.files.get(path).and_then(short_text)
    }

    /// The text of a file that a page names from its own folder.
    pub(super) fn text_beside(&self, from: &str, name: &str) -> Option<String> {
        let path = if name.starts_with('/') {
            join_relative_path("", name)
        } else {
            join_relative_path(parent(from), name)
        };
        self.text_of_file(&path?)
    }

    /// What an address in a page leads to.
    pub(super) fn find(&self, address: &str, from: &str) -> Target {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') {
            return Target::Unchanged;
        }
        let path = match self.own_path(address) {
            Ok(path) => path,
            Err(target) => return target,
        };
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let anchor = Some(anchor.to_owned()).filter(|anchor| !anchor.is_empty());
        let path = path.split('?').next().unwrap_or_default();
        let path = urls::decode_lossy(path).into_owned();
        if let Some(found) = notion_id(path.trim_end_matches('/')).and_then(|id| self.ids.get(id)) {
            return self.target(found, anchor);
        }
        let found =
            if path.starts_with('/') { self.find_absolute(&path) } else { self.find_relative(&path, from) };
        found.map_or(Target::Missing, |found| self.target(found, anchor))
    }

    /// The part of an address that is a path of this site; addresses of other sites are answered at once.
    fn own_path<'a>(&self, address: &'a str) -> Result<&'a str, Target> {
        let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = scheme.len() > 1
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
        if !is_scheme && !address.starts_with("//") {
            return Ok(address);
        }
        if address.starts_with("file:") {
            return Err(Target::Missing);
        }
        let Some(host) = host_of(address) else { return Err(Target::Unchanged) };
        let at = address.find(host).map_or(0, |at| at + host.len());
        let path = &address[at..];
        let is_own = self.host.as_deref() == Some(&host.to_lowercase());
        let is_notion = host.ends_with("notion.so") || host.ends_with("notion.site");
        let last =
            path.split(['?', '#']).next().and_then(|path| path.rsplit(['/', '-']).next()).unwrap_or_default();
        if is_notion && let Some(found) = self.ids.get(last) {
            return Err(self.target(found, None));
        }
        match path {
            "" if is_own => Ok("/"),
            path if is_own && self.is_known(path) => Ok(path),
            _ => Err(Target::Unchanged),
        }
    }

    /// Whether a path of the old site is that of something in the folder.
    fn is_known(&self, path: &str) -> bool {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        self.find_absolute(&urls::decode_lossy(path)).is_some()
    }

    fn target(&self, path: &str, anchor: Option<String>) -> Target {
        if self.is_page(path) { Target::Page(path.to_owned(), anchor) } else { Target::File(path.to_owned()) }
    }

    fn find_absolute(&self, path: &str) -> Option<&str> {
        let without_base =
            path.strip_prefix(self.base.as_str()).filter(|rest| rest.starts_with('/')).unwrap_or(path);
        let inside = join_relative_path("", without_base.trim_start_matches('/'))?;
        let by_address = |path: &str| self.addresses.get(&address_key(path)).map(String::as_str);
        self.find_path(&inside)
            .or_else(|| HIDDEN_FOLDERS.iter().find_map(|hidden| self.find_path(&format!("{hidden}{inside}"))))
            .or_else(|| by_address(path))
            .or_else(|| by_address(&format!("{}{without_base}", self.base)))
    }

    fn find_relative(&self, path: &str, from: &str) -> Option<&str> {
        let beside = join_relative_path(parent(from), path);
        let on_site = || {
            let own = self.own_addresses.get(from)?;
            let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
            self.find_absolute(&format!("/{}", join_relative_path(folder.trim_start_matches('/'), path)?))
        };
        let from_top = || self.find_absolute(&format!("/{path}")).filter(|_| !path.starts_with("../"));
        let by_name = || {
            let is_vault = self.project.generator == Generator::Obsidian;
            self.find_name(path, from).filter(|_| is_vault)
        };
        beside.and_then(|path| self.find_path(&path)).or_else(on_site).or_else(from_top).or_else(by_name)
    }

    /// A page or file at a path; the ending of a page may be missing, or that of its HTML.
    fn find_path(&self, path: &str) -> Option<&str> {
        let has_other_ending = !generator::is_page(path) && self.others.contains_key(&key(path));
        if has_other_ending {
            return self.others.get(&key(path)).map(String::as_str);
        }
        self.pages.get(&page_key(path)).map(String::as_str)
    }

    /// Brings a file along; returns its path among the imported files.
    pub(super) fn use_file(&self, path: &str) -> String {
        if let Some(name) = self.used.borrow().get(path) {
            return name.clone();
        }
        let inside = HIDDEN_FOLDERS.iter().find_map(|hidden| path.strip_prefix(hidden)).unwrap_or(path);
        let name = self.reserve(&file_name(inside));
        self.used.borrow_mut().insert(path.to_owned(), name.clone());
        name
    }

    /// The name of an imported file that no other has, near the one that is wanted.
    pub(super) fn reserve(&self, wanted: &str) -> String {
        let (stem, ending) = match wanted.rsplit_once('.') {
            Some((stem, ending)) => (stem, format!(".{ending}")),
            None => (wanted, String::new()),
        };
        let mut taken = self.taken.borrow_mut();
        let mut name = wanted.to_owned();
        let mut number = 1;
        while !taken.insert(urls::collision_key(&name)) {
            number += 1;
            name = format!("{stem}-{number}{ending}");
        }
        name
    }

    /// Sources that its BibTeX files describe, by key.
    pub(super) fn cited_sources(&self) -> &BTreeMap<String, CitedSource> {
        &self.sources
    }

    /// Says what a file shows; the first description stays.
    pub(super) fn describe(&self, path: &str, alt: &str) {
        let alt = alt.trim();
        if !alt.is_empty() {
            self.descriptions.borrow_mut().entry(path.to_owned()).or_insert_with(|| alt.to_owned());
        }
    }

    /// Whether a page links to a file or shows it.
    pub(super) fn is_used(&self, path: &str) -> bool {
        self.used.borrow().contains_key(path) || self.shown_tables.borrow().contains(path)
    }

    /// Whether a file was read as a page.
    pub(super) fn is_page(&self, path: &str) -> bool {
        self.page_paths.contains(path)
    }

    /// The text of a table of Notion. The file with all rows is read, not that of a view.
    pub(super) fn text_of_table(&self, path: &str) -> Option<String> {
        let all = path.strip_suffix(".csv").map(|stem| format!("{}_all.csv", stem.trim_end_matches("_all")));
        let all = all.filter(|all| self.files.contains(all));
        let text = self.text_of_file(all.as_deref().unwrap_or(path))?;
        let view = path.replace("_all.csv", ".csv");
        self.shown_tables.borrow_mut().extend(all.into_iter().chain([path.to_owned(), view]));
        Some(text)
    }

    /// The files that pages link to.
    pub(super) fn used_files(&self) -> Vec<ImportedFile> {
        let used = self.used.borrow();
        let file = |(path, name): (&String, &String)| {
            let blob = self.files.get(path)?.clone();
            let alt = self.descriptions.borrow().get(path).cloned();
            Some(ImportedFile { path: name.clone(), blob, alt })
        };
        used.iter().filter_map(file).collect()
    }
}

/// The text of a file, if it is short.
fn short_text(blob: &Blob) -> Option<String> {
    let bytes = generator::read_bytes(blob).filter(|_| blob.len() <= MAX_INCLUDED)?;
    text::decode_any(&bytes).ok().map(std::borrow::Cow::into_owned)
}

fn read_sources(files: &FileTree) -> BTreeMap<String, CitedSource> {
    let mut sources = BTreeMap::new();
    let is_bibtex = |path: &str| lowercase_extension(path).as_deref() == Some("bib");
    for text in files.iter().filter(|(path, _)| is_bibtex(path)).filter_map(|(_, blob)| short_text(blob)) {
        parse_bibtex(&text, &mut sources);
    }
    sources
}

/// The host of an address with a scheme, or of one that begins with `//`.
fn host_of(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("//")?;
    let is_web = matches!(scheme.to_ascii_lowercase().as_str(), "http:" | "https:" | "");
    rest.split(['/', '?', '#']).next().filter(|host| is_web && !host.is_empty())
}

/// The folder of a file.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Paths and names are compared without regard to case and to how accents are encoded.
fn key(text: &str) -> String {
    urls::nfc(text.trim_matches('/')).to_lowercase()
}

/// A page is found with and without its ending, and by its folder if it is the index of it.
fn page_key(path: &str) -> String {
    let path = key(path);
    let stem = match path.rsplit_once('.') {
        Some((stem, "md" | "markdown" | "mkd" | "mdown" | "mdx" | "qmd" | "rmd" | "html" | "htm")) => stem,
        _ => path.as_str(),
    };
    let stem = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/_index")).unwrap_or(stem);
    if matches!(stem, "index" | "_index") { String::new() } else { stem.to_owned() }
}

fn address_key(address: &str) -> String {
    page_key(&urls::decode_lossy(address))
}

/// The path of a file with letters, digits, hyphens, points and underlines only.
fn file_name(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        let (stem, ending) = part.rsplit_once('.').unwrap_or((part, ""));
        let stem = plain_name(stem);
        let mut name = String::new();
        for c in stem.chars() {
            if c.is_alphanumeric() || matches!(c, '.' | '_') {
                name.push(c);
            } else if !name.ends_with('-') && !name.is_empty() {
                name.push('-');
            }
        }
        let name = name.trim_matches(['-', '.']).to_owned();
        let name = if name.is_empty() { "file".to_owned() } else { name };
        let ending: String = ending.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        if ending.is_empty() { name } else { format!("{name}.{ending}") }
    });
    parts.collect::<Vec<_>>().join("/")
}
