//! Finds the pages in what a browser has saved: single files, folders with the files of each page, and MHTML archives.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use mail_parser::{MessageParser, MimeHeaders as _, PartType};
use url::Url;

use crate::import::source::{COMPANION_FOLDERS, ImportError, Source, only_file};
use crate::urls::decode_lossy;
use crate::vfs::{Blob, join_relative_path, lowercase_extension};

/// A page with what it shows.
pub(super) struct SavedPage {
    /// Path in the source.
    pub(super) origin: String,
    pub(super) html: String,
    /// Where the page was on the web, if that is known.
    pub(super) address: Option<Url>,
    /// Pictures and other parts in the same file, by their address or by `cid:` and their id.
    parts: BTreeMap<String, Vec<u8>>,
}

/// A file that came with a page.
pub(super) struct Resource {
    pub(super) name: String,
    /// Path in the source; `None` for a part of an archive.
    pub(super) path: Option<String>,
    pub(super) blob: Blob,
}

/// Whether a file is a page by its name.
pub(super) fn is_page(path: &str) -> bool {
    lowercase_extension(path).is_some_and(|extension| matches!(extension.as_str(), "html" | "htm" | "xhtml"))
        || is_archive(path)
}

fn is_archive(path: &str) -> bool {
    lowercase_extension(path).is_some_and(|extension| matches!(extension.as_str(), "mhtml" | "mht"))
}

/// Whether a file belongs to a page that was saved with all its files: `Page_files/frame.html` beside `Page.html`.
fn is_part_of_page(source: &Source, path: &str) -> bool {
    path.match_indices('/').any(|(slash, _)| {
        let folder = &path[..slash];
        COMPANION_FOLDERS.iter().any(|suffix| {
            folder.strip_suffix(suffix).is_some_and(|page| {
                [".html", ".htm", ".xhtml"].iter().any(|end| source.files.contains(&format!("{page}{end}")))
            })
        })
    })
}

/// Paths of the pages in a source, in order.
pub(super) fn page_paths(source: &Source) -> Vec<&str> {
    if let Some((path, blob)) = only_file(source)
        && !is_page(path)
    {
        return if is_pasted_html(path, blob) { vec![path] } else { Vec::new() };
    }
    let paths = source.files.iter().map(|(path, _)| path);
    paths.filter(|path| is_page(path) && !is_part_of_page(source, path)).collect()
}

/// Whether a text file, or standard input, holds the source text of a page.
fn is_pasted_html(path: &str, blob: &Blob) -> bool {
    let is_text =
        lowercase_extension(path).is_none_or(|extension| matches!(extension.as_str(), "txt" | "text"));
    let Some(start) = blob.read_prefix(500).ok().filter(|_| is_text) else { return false };
    let start =
        String::from_utf8_lossy(&start).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    ["<!doctype html", "<html", "<!-- saved from url"].iter().any(|mark| start.starts_with(mark))
}

/// Reads a page.
///
/// # Errors
/// When it can't be read from disk, or is an archive without a page.
pub(super) fn read_page(path: &str, blob: &Blob) -> Result<SavedPage, ImportError> {
    let bytes = blob.read().map_err(|error| ImportError {
        message: format!("`{path}` can't be read: {error}"),
        help: "check that the file is still there and that you may open it".to_owned(),
    })?;
    let mut page = if is_archive(path) {
        read_archive(path, &bytes)?
    } else {
        SavedPage { origin: path.to_owned(), html: decode(&bytes), address: None, parts: BTreeMap::new() }
    };
    page.address = page.address.or_else(|| saved_from(&page.html));
    Ok(page)
}

/// Reads the page and its parts from MHTML, which has the form of an e-mail.
fn read_archive(path: &str, bytes: &[u8]) -> Result<SavedPage, ImportError> {
    let damaged = || ImportError {
        message: format!("`{path}` has no web page in it"),
        help: "open it in your browser and save it again as “Webpage, Single File” or “Webpage, Complete”"
            .to_owned(),
    };
    let message = MessageParser::default().parse(bytes).ok_or_else(damaged)?;
    let mut page = None;
    let mut parts = BTreeMap::new();
    let header = message.header_raw("Snapshot-Content-Location").map(|address| address.trim().to_owned());
    for part in &message.parts {
        let location = part.content_location().map(str::to_owned);
        let content: &[u8] = match &part.body {
            PartType::Html(html) if page.is_none() => {
                page = Some((html.to_string(), header.clone().or(location)));
                continue;
            }
            PartType::Binary(content) | PartType::InlineBinary(content) => content,
            PartType::Text(text) => text.as_bytes(),
            _ => continue,
        };
        if let Some(id) = part.content_id() {
            parts.insert(format!("cid:{id}"), content.to_vec());
        }
        if let Some(location) = location {
            parts.insert(location, content.to_vec());
        }
    }
    let (html, address) = page.ok_or_else(damaged)?;
    let address = address.and_then(|address| Url::parse(&address).ok()).filter(is_web);
    Ok(SavedPage { origin: path.to_owned(), html, address, parts })
}

/// The address that browsers note in a page which they save: `<!-- saved from url=(0025)https://example.org/ -->`.
fn saved_from(html: &str) -> Option<Url> {
    let mut end = html.len().min(4_000);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let (_, after) = html[..end].split_once("saved from url=(")?;
    let (_, after) = after.split_once(')')?;
    let address = after.split([' ', '-', '\n']).next().filter(|_| !after.contains("-->"));
    let address = address.or_else(|| after.split_once("-->").map(|(address, _)| address.trim()))?;
    Url::parse(address).ok().filter(is_web)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

impl SavedPage {
    /// The address that a link or picture names, as a whole, if that is known.
    pub(super) fn absolute(&self, address: &str) -> Option<Url> {
        match &self.address {
            Some(base) => base.join(address).ok(),
            None if address.starts_with("//") => Url::parse(&format!("https:{address}")).ok(),
            None => Url::parse(address).ok(),
        }
    }

    /// A file that came with the page.
    pub(super) fn resource(&self, source: &Source, address: &str) -> Option<Resource> {
        let absolute = self.absolute(address).map(|url| url.to_string());
        let in_archive = self.parts.get(address).or_else(|| self.parts.get(absolute.as_deref()?));
        if let Some(content) = in_archive {
            let url = absolute.as_deref().unwrap_or(address);
            let name =
                url.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
            return Some(Resource {
                name: decode_lossy(name).into_owned(),
                path: None,
                blob: Blob::from(content.clone()),
            });
        }
        if address.contains("://") || address.starts_with("//") {
            return None;
        }
        let path = self.path_beside(address)?;
        let blob = source.files.get(&path).filter(|_| !is_page(&path))?;
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        Some(Resource { name, path: Some(path), blob: blob.clone() })
    }

    /// The path in the source that a relative address names.
    pub(super) fn path_beside(&self, address: &str) -> Option<String> {
        let path = decode_lossy(address.split(['?', '#']).next()?);
        let folder = self.origin.rsplit_once('/').map_or("", |(folder, _)| folder);
        join_relative_path(folder, &path)
    }
}

/// Decodes a page: by its byte order mark, by what it says of itself, as UTF-8, or as old Windows programs wrote.
pub(super) fn decode(bytes: &[u8]) -> String {
    let named = || {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_ascii_lowercase();
        let (_, after) = start.split_once("charset=")?;
        let label =
            after.trim_start_matches(['"', '\'']).split(['"', '\'', '>', ' ', ';', '/']).next()?.to_owned();
        Encoding::for_label(label.as_bytes())
    };
    let guessed = || if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => named().filter(|encoding| *encoding != UTF_8).unwrap_or_else(guessed),
    };
    encoding.decode(bytes).0.into_owned()
}
