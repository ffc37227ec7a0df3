//! From an address to what is answered: a file of the output, with the preview's script in a page.

use serde::Serialize;

use super::faults::Fault;
use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::portfolio::model::HeldBack;
use crate::portfolio::url;
use crate::render::Output;
use crate::tree::{Blob, media_type};

/// Addresses that begin so are the preview's own, whatever the address of the site.
pub(super) const OWN: &str = "/-leadfolio/";

/// What is answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// A file of the site.
    Found(Found),
    /// The page is elsewhere.
    Moved(String),
    /// There is no such page; what is shown instead.
    Missing(Found),
    /// A page that could not be made, or a site that is not there yet.
    Broken(Found),
}

/// Bytes with their sort.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) blob: Blob,
    pub(super) media_type: String,
}

/// What a page asks about itself and about the portfolio.
#[derive(Debug, Serialize)]
pub(super) struct State {
    number: u64,
    /// `found`, `missing` or `broken`.
    page: &'static str,
    /// Of the page, so that one that did not change is not touched.
    hash: Option<String>,
    /// Where the page is now.
    moved: Option<String>,
    faults: Vec<Fault>,
    errors: usize,
    warnings: usize,
    audience: &'static str,
    drafts: bool,
    /// What the public site leaves out of this page, or the page itself.
    left_out: Vec<LeftOut>,
    /// Files of the site that changed since the page asked last, by their addresses.
    changed: Vec<String>,
}

/// Something that the public does not see, and why.
#[derive(Debug, Serialize)]
pub(super) struct LeftOut {
    what: String,
    reason: String,
}

/// Where words come from: `content/case-studies/x.md:12`, and what opens it.
#[derive(Debug, Serialize)]
pub(super) struct Source {
    place: String,
    open: Option<String>,
}

/// The preview's part in the address of everything: where the site lies, and what its pages must know.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Shown to nobody but pages of the preview.
    pub(super) token: String,
}

impl Place {
    /// What is answered at an address, without its query.
    pub(super) fn answer(&self, snapshot: &Snapshot, address: &str) -> Answer {
        let Some(output) = snapshot.output.as_deref() else {
            return Answer::Broken(self.notice(snapshot, "This portfolio cannot be shown yet"));
        };
        let base = output.folder();
        let Some(path) = inside(address, base) else {
            // Somebody who types the bare address looks for the site.
            return if address == "/" {
                Answer::Moved(base.to_owned())
            } else {
                Answer::Missing(self.missing(snapshot, output))
            };
        };
        match file_at(output, &path) {
            At::File(file) => match self.file(snapshot, output, &file) {
                Ok(found) => Answer::Found(found),
                Err(_) => Answer::Broken(self.notice(snapshot, "This page cannot be shown")),
            },
            At::Folder => Answer::Moved(format!("{base}{}/", url::encode(&path))),
            At::Nothing if let Some(blob) = snapshot.index(&path) => {
                Answer::Found(Found { blob, media_type: media_type(&path) })
            }
            At::Nothing => match snapshot.moved(&url::file_of(&path)) {
                Some(file) => Answer::Moved(address_of(base, &file)),
                None => Answer::Missing(self.missing(snapshot, output)),
            },
        }
    }

    /// What a page at an address should know that has seen the snapshot of a number.
    pub(super) fn state(&self, snapshot: &Snapshot, address: &str, since: u64) -> State {
        let mut faults: Vec<Fault> = (*snapshot.faults).clone();
        let mut state = State {
            number: snapshot.number,
            page: "broken",
            hash: None,
            moved: None,
            faults: Vec::new(),
            errors: snapshot.errors,
            warnings: snapshot.warnings,
            audience: snapshot.look.audience.id(),
            drafts: snapshot.look.drafts,
            left_out: Vec::new(),
            changed: Vec::new(),
        };
        if let Some(output) = snapshot.output.as_deref() {
            let base = output.folder();
            let changed = snapshot.changed.iter().filter(|it| it.0 > since);
            state.changed = changed.map(|it| address_of(base, &it.1)).collect();
            match inside(address, base) {
                Some(path) => faults.extend(state.look_at(snapshot, output, &path)),
                None => state.page = "missing",
            }
            if state.page == "missing" {
                state.moved = state.moved.or_else(|| moved_with_site(snapshot, output, address));
            }
        }
        faults.rotate_right(state.errors - snapshot.errors);
        state.faults = faults;
        state
    }

    /// Where words on a page come from.
    pub(super) fn origin(&self, snapshot: &Snapshot, address: &str, words: &str) -> Option<Source> {
        let output = snapshot.output.as_deref()?;
        let path = inside(address, output.folder())?;
        let own = output.page_at(&url::file_of(&path)).map(|it| it.0);
        let (origin, open) = snapshot.origin(own, words)?;
        Some(Source { place: format!("{}:{}", origin.path, origin.line), open })
    }

    fn file(&self, snapshot: &Snapshot, output: &Output, file: &str) -> Result<Found, Diagnostic> {
        let blob = made(output, file)?;
        Ok(if file.ends_with(".html") {
            self.page(snapshot, blob)
        } else {
            Found { blob, media_type: media_type(file) }
        })
    }

    fn missing(&self, snapshot: &Snapshot, output: &Output) -> Found {
        self.file(snapshot, output, "404.html")
            .unwrap_or_else(|_| self.notice(snapshot, "There is no such page"))
    }

    /// A page without a theme, for when there is nothing else to show.
    fn notice(&self, snapshot: &Snapshot, words: &str) -> Found {
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width\">\n<title>{words}</title>\n</head>\n<body>\n<main>\n<h1>{words}</h1>\n\
             <p>What is wrong is told here, and the page comes by itself when it is mended.</p>\n</main>\n</body>\n</html>\n"
        );
        self.page(snapshot, html.into())
    }

    /// A page with the preview's script before its end.
    fn page(&self, snapshot: &Snapshot, blob: Blob) -> Found {
        let media_type = "text/html; charset=utf-8".to_owned();
        let Ok(bytes) = blob.read() else { return Found { blob, media_type } };
        let script = format!(
            "<script type=\"module\" src=\"{OWN}client.js\" data-token=\"{}\" data-number=\"{}\" data-hash=\"{}\"></script>\n",
            self.token,
            snapshot.number,
            hash(&bytes)
        );
        let end = find_last(&bytes, b"</body>").unwrap_or(bytes.len());
        let page = [&bytes[..end], script.as_bytes(), &bytes[end..]].concat();
        Found { blob: page.into(), media_type }
    }
}

/// Where a page is now when the whole site has moved into another folder of the host.
fn moved_with_site(snapshot: &Snapshot, output: &Output, address: &str) -> Option<String> {
    let path = inside(address, snapshot.old_folder.as_deref()?)?;
    let At::File(file) = file_at(output, &path) else { return None };
    Some(address_of(output.folder(), &file))
}

/// What the public does not see of the author's page at a path; on any other page, which pages it does not see.
fn left_out(snapshot: &Snapshot, output: &Output, path: &str) -> Vec<LeftOut> {
    let own = output.page_at(&url::file_of(path)).map(|it| it.0);
    let is_here = |it: &&HeldBack| own.map_or(it.page, |source| it.path == source);
    let told = snapshot.left_out.iter().filter(is_here);
    told.map(|it| LeftOut { what: it.what.clone(), reason: it.reason.clone() }).collect()
}

impl State {
    /// Fills in what is known of the page at a path; gives the fault that keeps it from being made.
    fn look_at(&mut self, snapshot: &Snapshot, output: &Output, path: &str) -> Option<Fault> {
        self.left_out = left_out(snapshot, output, path);
        let At::File(file) = file_at(output, path) else {
            self.page = "missing";
            let moved = snapshot.moved(&url::file_of(path));
            self.moved = moved.map(|it| address_of(output.folder(), &it));
            return None;
        };
        match made(output, &file) {
            Ok(blob) => {
                self.page = "found";
                self.hash = blob.read().ok().map(|it| hash(&it));
                None
            }
            Err(fault) => {
                self.errors += 1;
                Some(snapshot.fault(&fault))
            }
        }
    }
}

/// What is at a path of the site.
enum At {
    /// A file of the output.
    File(String),
    /// A page whose address ends in a slash that was left out.
    Folder,
    Nothing,
}

fn file_at(output: &Output, path: &str) -> At {
    let file = url::file_of(path);
    if output.contains(&file) {
        At::File(file)
    } else if !path.ends_with('/') && output.contains(&format!("{path}/index.html")) {
        At::Folder
    } else {
        At::Nothing
    }
}

fn made(output: &Output, file: &str) -> Result<Blob, Diagnostic> {
    output.file(file).unwrap_or_else(|| Err(Diagnostic::error("LNK-01", file, "there is no such page")))
}

/// The path of an address in a site that lies in a folder of the host; decoded once, never twice.
fn inside(address: &str, base: &str) -> Option<String> {
    let decoded = url::decode(address)?;
    let base = url::decode(base)?;
    decoded.strip_prefix(&base).map(str::to_owned)
}

/// The address of a file of the output.
fn address_of(base: &str, file: &str) -> String {
    let path =
        file.strip_suffix("index.html").filter(|it| it.is_empty() || it.ends_with('/')).unwrap_or(file);
    format!("{base}{}", url::encode(path))
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

fn find_last(text: &[u8], part: &[u8]) -> Option<usize> {
    (0..=text.len().checked_sub(part.len())?).rev().find(|&at| text[at..].starts_with(part))
}
