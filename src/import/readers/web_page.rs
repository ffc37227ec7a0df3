//! Pages that a browser has saved: a single file, with its files in a folder beside it, or as MHTML.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::page_files::PageFiles;
use super::page_furniture;
use super::page_metadata::{self, PageMetadata};
use super::saved_pages::{SavedPage, page_paths, read_page};
use crate::content::text::collapse_spaces;
use crate::import::html_to_markdown::{AddressTarget, AddressUse, ConvertedHtml, convert_node};
use crate::import::html_tree::HtmlTree;
use crate::import::imported::{Imported, ImportedDocument, Omitted, document_link};
use crate::import::markdown_outline::demote_headings;
use crate::import::site_facts::SiteFacts;
use crate::import::source::reason_of_document;
use crate::import::source::{ImportError, Source};
use crate::vfs::lowercase_extension;

const MISSING_PICTURE: &str = "picture that is not in the saved page: save the page as “Webpage, Complete”, or add the picture yourself";

/// Whether a source is a saved page, or a folder with some.
pub(super) fn recognizes(source: &Source) -> bool {
    !page_paths(source).is_empty()
}

/// Reads all pages of a source, each as a document.
///
/// # Errors
/// When no page has any text, or one can't be read.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    let mut facts = SiteFacts::default();
    let mut files = PageFiles::default();
    let blobs = page_paths(source).into_iter().filter_map(|path| Some((path, source.files.get(path)?)));
    let pages: Vec<ParsedPage> =
        blobs.map(|(path, blob)| read_page(path, blob).map(ParsedPage::new)).collect::<Result<_, _>>()?;
    let origins = OriginIndex::new(&pages);
    for page in pages {
        let document = read_document(source, page, &origins, &mut files, &mut facts, &mut imported);
        if document.body.is_empty() {
            imported.notes.push(format!(
                "`{}` has no text; if you see some in your browser, select and copy it, and import that",
                document.origin
            ));
        } else {
            imported.documents.push(document);
        }
    }
    if imported.documents.is_empty() {
        return Err(ImportError {
            message: format!("there is no text in `{}`", source.name),
            help: "the page may load its text by scripts: select and copy it in your browser, save it as a text file, and import that"
                .to_owned(),
        });
    }
    facts.apply(&mut imported);
    list_unused_pictures(source, &files, &mut imported.omitted);
    imported.files = files.files;
    Ok(imported)
}

struct ParsedPage {
    saved: SavedPage,
    tree: HtmlTree,
    metadata: PageMetadata,
}

impl ParsedPage {
    fn new(saved: SavedPage) -> Self {
        let tree = HtmlTree::parse(&saved.html);
        let metadata = page_metadata::read(&tree);
        Self { saved, tree, metadata }
    }
}

/// The pages of an import, to find where links between them lead.
struct OriginIndex {
    by_address: BTreeMap<String, String>,
    origins: BTreeSet<String>,
}

impl OriginIndex {
    fn new(pages: &[ParsedPage]) -> Self {
        let mut by_address = BTreeMap::new();
        for ParsedPage { saved, metadata, .. } in pages {
            // A page says itself where it is, which need not be where the browser was led.
            for url in metadata.address.iter().chain(&saved.address) {
                by_address.insert(web_key(url), saved.origin.clone());
            }
        }
        Self { by_address, origins: pages.iter().map(|page| page.saved.origin.clone()).collect() }
    }

    /// The page that a link of another one leads to.
    fn find(&self, from: &SavedPage, address: &str) -> Option<&str> {
        match from.absolute(address) {
            Some(url) => self.by_address.get(&web_key(&url)).map(String::as_str),
            None => self.origins.get(&from.path_beside(address)?).map(String::as_str),
        }
    }
}

/// What is the same in all addresses of a page: without the scheme, `www.`, a slash at the end and a place within the page.
fn web_key(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{}{query}", url.path().trim_end_matches('/'))
}

fn read_document(
    source: &Source,
    page: ParsedPage,
    origins: &OriginIndex,
    files: &mut PageFiles,
    facts: &mut SiteFacts,
    imported: &mut Imported,
) -> ImportedDocument {
    let ParsedPage { saved: page, mut tree, metadata } = page;
    if let Some(name) = &metadata.author {
        facts.add_author(name);
    }
    if let Some(name) = &metadata.site_name {
        facts.add_site_name(name);
    }
    if let Some(language) = &metadata.language {
        facts.add_language(language);
    }
    remove_title(&mut tree, &metadata.title);
    imported.omitted.extend(page_furniture::remove(&mut tree, &page.origin, facts));
    let mut links =
        LinkResolver { source, page: &page, origins, files, omitted: Vec::new(), paths: Vec::new() };
    let converted =
        convert_node(&tree, 0, &page.origin, &mut |address_use, address| links.resolve(address_use, address));
    let LinkResolver { omitted, paths, .. } = links;
    describe_pictures(&converted, &paths, files);
    imported.omitted.extend(converted.omitted);
    imported.omitted.extend(omitted);
    document(&page, metadata, &converted.markdown)
}

fn document(page: &SavedPage, metadata: PageMetadata, markdown: &str) -> ImportedDocument {
    let address = metadata.address.as_ref().or(page.address.as_ref());
    let old_path = address.filter(|url| url.query().is_none()).map(|url| url.path().to_owned());
    let body = demote_headings(markdown);
    let title = match metadata.title {
        title if title.is_empty() => {
            let name = page.origin.rsplit('/').next().unwrap_or_default();
            collapse_spaces(&name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['_', '-'], " "))
        }
        title => title,
    };
    ImportedDocument {
        title,
        date: metadata.date,
        summary: metadata.summary,
        tags: metadata.tags,
        old_paths: old_path.into_iter().filter(|path| path != "/").collect(),
        body,
        origin: page.origin.clone(),
        ..ImportedDocument::default()
    }
}

/// Removes the heading that is the title of the page. One further down is part of the text.
fn remove_title(tree: &mut HtmlTree, title: &str) {
    let is_title = |node: &usize| {
        matches!(tree.name(*node), "h1" | "h2" | "h3")
            && tree.text(*node).to_lowercase() == title.to_lowercase()
    };
    let found = tree.elements(0, "h1").find(is_title).or_else(|| tree.descendants(0).find(is_title));
    if let Some(heading) = found.filter(|heading| tree.elements(*heading, "img").next().is_none()) {
        tree.remove(heading);
    }
}

/// Finds what links and pictures of a page lead to.
struct LinkResolver<'a> {
    source: &'a Source,
    page: &'a SavedPage,
    origins: &'a OriginIndex,
    files: &'a mut PageFiles,
    omitted: Vec<Omitted>,
    /// Addresses of pictures, with the paths of their files.
    paths: Vec<(String, String)>,
}

impl LinkResolver<'_> {
    fn resolve(&mut self, address_use: AddressUse, address: &str) -> AddressTarget {
        if let Some(resource) = self.page.resource(self.source, address) {
            let path = self.files.add(&resource.name, resource.blob);
            self.files.used.extend(resource.path);
            self.paths.push((address.to_owned(), path.clone()));
            return AddressTarget::Keep(format!("files/{path}"));
        }
        match address_use {
            AddressUse::Link => self.resolve_link(address).map_or(AddressTarget::Drop, AddressTarget::Keep),
            AddressUse::Picture if address.starts_with("data:") => match self.files.add_data(address) {
                Some(path) => {
                    self.paths.push((address.to_owned(), path.clone()));
                    AddressTarget::Keep(format!("files/{path}"))
                }
                None => AddressTarget::Drop,
            },
            AddressUse::Picture => {
                let absolute =
                    self.page.absolute(address).filter(|url| matches!(url.scheme(), "http" | "https"));
                let shown = absolute.as_ref().map_or_else(|| address.to_owned(), ToString::to_string);
                self.omit(shown, MISSING_PICTURE);
                absolute.map_or(AddressTarget::Drop, |url| AddressTarget::Link(url.to_string()))
            }
        }
    }

    fn resolve_link(&mut self, address: &str) -> Option<String> {
        if let Some(origin) = self.origins.find(self.page, address) {
            return self.link_to_page(address, origin);
        }
        match self.page.absolute(address) {
            // Google Sites and Google Docs lead readers by way of a page of their own.
            Some(url) if url.host_str() == Some("www.google.com") && url.path() == "/url" => {
                let target = url.query_pairs().find(|(name, _)| name == "q" || name == "url");
                Some(target.map_or_else(|| url.to_string(), |(_, target)| target.into_owned()))
            }
            Some(url) if matches!(url.scheme(), "http" | "https" | "mailto" | "tel") => Some(url.to_string()),
            _ => self.drop_link(address),
        }
    }

    /// A link to a page that is imported too. The places in pages get other names, so it leads to the page.
    fn link_to_page(&mut self, address: &str, origin: &str) -> Option<String> {
        let is_place_here = origin == self.page.origin && address.contains('#');
        if is_place_here { self.drop_link(address) } else { Some(document_link(origin, None)) }
    }

    fn drop_link(&mut self, address: &str) -> Option<String> {
        self.omit(address.to_owned(), "address of a link that works only on the old site; its text is kept");
        None
    }

    fn omit(&mut self, what: String, reason: &str) {
        self.omitted.push(Omitted { what, reason: reason.to_owned(), origin: self.page.origin.clone() });
    }
}

/// Hands the alternative texts of pictures to their files.
fn describe_pictures(converted: &ConvertedHtml, paths: &[(String, String)], files: &mut PageFiles) {
    let paths: BTreeMap<&str, &str> =
        paths.iter().map(|(address, path)| (address.as_str(), path.as_str())).collect();
    for picture in &converted.pictures {
        if let Some(path) = paths.get(picture.source.as_str()) {
            files.describe(path, &picture.alt);
        }
    }
}

/// Lists pictures of the source that no text shows, such as the logo of the site.
fn list_unused_pictures(source: &Source, files: &PageFiles, omitted: &mut Vec<Omitted>) {
    let is_picture = |path: &str| {
        lowercase_extension(path).is_some_and(|extension| {
            matches!(
                extension.as_str(),
                "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "pdf" | "docx" | "pptx"
            )
        })
    };
    for (path, _) in source.files.iter().filter(|(path, _)| is_picture(path)) {
        if !files.used.contains(path) {
            omitted.push(Omitted {
                what: path.to_owned(),
                reason: reason_of_document(path).unwrap_or("file that no text of the pages shows").to_owned(),
                origin: source.name.clone(),
            });
        }
    }
}
