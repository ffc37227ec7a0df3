//! What the author's portfolio has already: pages, addresses, files, people, settings, and what was imported before.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::mark::ImportMark;
use super::proposed::KnownPeople;
use crate::content::enums::{PersonKind, Visibility};
use crate::content::markdown::Dialect;
use crate::content::schema::people::RawPeople;
use crate::content::schema::portfolio::RawPortfolio;
use crate::content::{document, text};
use crate::diagnostic::Diagnostics;
use crate::model::generated_pages::GeneratedPages;
use crate::urls::{Slug, collision_key, parse_site_path};
use crate::vfs::{Blob, FileTree};

/// The folders of pages in `content/`.
pub(super) const PAGE_FOLDERS: [&str; 3] = ["case-studies", "approaches", "pages"];

/// What the portfolio has.
pub(super) struct Existing<'a> {
    /// The files of `content/`, by path in it.
    pub(super) tree: &'a FileTree,
    /// Ids of all pages, in small letters.
    pub(super) ids: HashSet<String>,
    /// Ids of approaches, as they are written.
    approaches: Vec<String>,
    /// Addresses of pages and redirects, as keys that ignore case.
    pub(super) addresses: HashSet<String>,
    /// Paths of pages by their address, without the slash at its end.
    pub(super) pages_by_address: HashMap<String, String>,
    /// Imported files by the place in the source.
    pub(super) by_place: HashMap<String, String>,
    /// Imported files by what stood in the source, with whether they were edited since.
    pub(super) by_content: HashMap<String, (String, bool)>,
    /// All files by a key that ignores case.
    pub(super) files: HashMap<String, String>,
    /// The people of the portfolio.
    pub(super) people: KnownPeople,
    /// Text and fields of `portfolio.yaml`; `None` without one.
    pub(super) settings: Option<(String, RawPortfolio)>,
}

/// What decides the address of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PageAddress {
    id: Option<String>,
    slug: Option<String>,
    url: Option<String>,
    aliases: Vec<String>,
}

impl<'a> Existing<'a> {
    pub(super) fn read(tree: &'a FileTree) -> Self {
        let reserved = GeneratedPages::titled_rows().map(|row| collision_key(row.path));
        let settings = read_settings(tree);
        let mut existing = Self {
            tree,
            ids: HashSet::new(),
            approaches: Vec::new(),
            addresses: reserved.collect(),
            pages_by_address: HashMap::new(),
            by_place: HashMap::new(),
            by_content: HashMap::new(),
            files: tree.iter().map(|(path, _)| (collision_key(path), path.to_owned())).collect(),
            people: read_people(tree, settings.as_ref().map(|(_, raw)| raw)),
            settings,
        };
        for (path, blob) in tree.iter() {
            let folder = path.split('/').next().unwrap_or_default();
            let is_page = PAGE_FOLDERS.contains(&folder) && is_markdown(path);
            if !is_page && folder != "standards" {
                continue;
            }
            let Some(source) = read_text(blob) else { continue };
            if let Some((ImportMark { place, content }, is_edited)) = ImportMark::find(&source) {
                existing.by_content.entry(content).or_insert_with(|| (path.to_owned(), is_edited));
                existing.by_place.entry(place).or_insert_with(|| path.to_owned());
            }
            if is_page {
                existing.add_page(folder, path, source.as_bytes());
            }
        }
        existing
    }

    fn add_page(&mut self, folder: &str, path: &str, source: &[u8]) {
        let mut ignored = Diagnostics::default();
        let page = document::read_document::<PageAddress>(
            path,
            source,
            Visibility::Private,
            |_| Dialect::default(),
            &mut ignored,
        );
        let PageAddress { id, slug, url, aliases } = page.map(|page| page.raw).unwrap_or_default();
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let name = stem.strip_suffix("/index").unwrap_or(stem).rsplit('/').next().unwrap_or_default();
        let from_name = Slug::from_title(name).map(|slug| slug.as_str().to_owned());
        let id = id.map(|id| id.trim().to_owned()).or_else(|| from_name.clone());
        self.ids.extend(id.iter().chain(&from_name).map(|id| id.to_lowercase()));
        self.approaches.extend(id.clone().filter(|_| folder == "approaches"));
        let own = url.and_then(|url| parse_site_path(url.trim()).ok());
        let own = own.or_else(|| Some(format!("{folder}/{}/", slug.as_deref().or(id.as_deref())?)));
        let others = aliases.iter().filter_map(|alias| parse_site_path(alias.trim()).ok());
        for address in own.into_iter().chain(others) {
            self.addresses.insert(collision_key(&address));
            self.pages_by_address.insert(address_key(&address), path.to_owned());
        }
    }

    /// Ids of all approaches.
    pub(super) fn approach_ids(&self) -> HashSet<String> {
        self.approaches.iter().cloned().collect()
    }
}

/// An address as it is compared with those that links name: without slashes around it, and without `index.html`.
pub(super) fn address_key(address: &str) -> String {
    let address = address.trim_matches('/');
    let address = address.strip_suffix("index.html").unwrap_or(address);
    collision_key(address.trim_end_matches('/'))
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

fn read_text(blob: &Blob) -> Option<String> {
    Some(text::decode(&blob.read().ok()?).ok()?.into_owned())
}

fn read_settings(tree: &FileTree) -> Option<(String, RawPortfolio)> {
    let blob = tree.get("portfolio.yaml")?;
    let source = read_text(blob).unwrap_or_default();
    let raw = document::read_data_file("portfolio.yaml", source.as_bytes(), &mut Diagnostics::default());
    Some((source, raw.unwrap_or_default()))
}

fn read_people(tree: &FileTree, settings: Option<&RawPortfolio>) -> KnownPeople {
    let profile = settings.and_then(|raw| raw.profile.as_ref());
    let owner_name = profile.and_then(|profile| profile.name.clone());
    let none = KnownPeople { indent: 2, owner_name: owner_name.clone(), ..KnownPeople::default() };
    let Some(source) = tree.get("people.yaml").and_then(read_text) else { return none };
    let raw: RawPeople =
        document::read_data_file("people.yaml", source.as_bytes(), &mut Diagnostics::default())
            .unwrap_or_default();
    let people = raw.people.unwrap_or_default();
    let is_owner = |kind: Option<PersonKind>| kind == Some(PersonKind::Owner);
    let entry = source.lines().find(|line| line.trim_start().starts_with("- "));
    KnownPeople {
        has_register: !people.is_empty(),
        indent: entry.map_or(2, |line| line.len() - line.trim_start().len()),
        owner: people.iter().find(|person| is_owner(person.kind)).and_then(|person| person.id.clone()),
        owner_name,
        ids: people.into_iter().filter_map(|person| person.id).collect(),
    }
}
