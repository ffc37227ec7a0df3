//! Maps a request path to a response: a file of the output, with the preview's script injected into pages.

use serde::Serialize;

use super::overlay::OverlayEntry;
use super::policy::PREVIEW_PREFIX;
use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::model::file::Excluded;
use crate::model::generated_pages::GeneratedPage;
use crate::render::RenderedSite;
use crate::urls;
use crate::vfs::{Blob, media_type};

/// The response to a request for a path of the site.
#[derive(Debug)]
pub(super) enum PageResponse {
    /// A file of the site.
    Found(FileBody),
    /// A redirect to this path; what was asked of the page is asked of that one.
    Moved(String),
    /// Not found, with the site's 404 page.
    Missing(FileBody),
    /// The page cannot be rendered, or there is no site yet: the page as it last was, or a notice.
    Broken(FileBody),
}

/// The body of a response.
#[derive(Debug)]
pub(super) struct FileBody {
    pub(super) blob: Blob,
    /// Value of `Content-Type`, such as `text/html; charset=utf-8`.
    pub(super) media_type: String,
}

/// The state of one page and of the whole portfolio, which the client requests after every change. Serialized as JSON.
#[derive(Debug, Serialize)]
pub(super) struct PageState {
    /// Number of the snapshot.
    number: u64,
    /// `found`, `missing` or `broken`.
    page: &'static str,
    /// Hash of the rendered page; `None` unless found.
    hash: Option<String>,
    /// The page, if it is not the one that the client has.
    html: Option<String>,
    /// The new path of a missing page, if it is known.
    moved: Option<String>,
    /// Path of the home page.
    home: String,
    diagnostics: Vec<OverlayEntry>,
    errors: usize,
    warnings: usize,
    audience: &'static str,
    drafts: bool,
    /// Whether the browser is the author's, which shows problems and the choice of a view.
    has_tools: bool,
    /// What the public site excludes of this page, or the page itself.
    excluded: Vec<ExcludedItem>,
    /// Paths of the author's files that changed since the snapshot that the client has.
    changed: Vec<String>,
}

/// Something that the public site excludes, and why.
#[derive(Debug, Serialize)]
pub(super) struct ExcludedItem {
    what: String,
    reason: String,
}

/// The source of a text: `content/case-studies/x.md:12`, and the URL that opens it in the editor.
#[derive(Debug, Serialize)]
pub(super) struct SourceLink {
    source: String,
    open: Option<String>,
}

/// Responds to requests for pages, and about them.
#[derive(Clone, Debug)]
pub(super) struct PageService {
    /// Secret of this run, known only to the pages that it serves.
    pub(super) token: String,
}

impl PageService {
    /// The response for a request path, without its query.
    pub(super) fn respond(&self, snapshot: &Snapshot, address: &str) -> PageResponse {
        let Some(output) = snapshot.output.as_deref() else {
            return PageResponse::Broken(self.notice_page(snapshot, "This portfolio can't be shown yet"));
        };
        let base = output.folder();
        let Some(path) = strip_base_path(address, base) else {
            // The host without a path redirects to the site's base path, and so does that without its slash.
            return if address == "/" || is_base_without_slash(address, base) {
                PageResponse::Moved(base.to_owned())
            } else {
                PageResponse::Missing(self.not_found_page(snapshot, output))
            };
        };
        match resolve_path(output, &path) {
            PathTarget::File(file) => match self.file_body(snapshot, output, &file) {
                Ok(body) => PageResponse::Found(body),
                Err(_) => PageResponse::Broken(match snapshot.last_good_page(&file) {
                    Some(blob) => self.inject_script(snapshot, blob),
                    None => self.notice_page(snapshot, "This page can't be shown"),
                }),
            },
            PathTarget::MissingSlash => PageResponse::Moved(format!("{base}{}/", urls::encode(&path))),
            PathTarget::NotFound if let Some(blob) = snapshot.search_index_file(&path) => {
                PageResponse::Found(FileBody { blob, media_type: media_type(&path) })
            }
            PathTarget::NotFound => match snapshot.moved_to(&urls::output_file(&path)) {
                Some(file) => PageResponse::Moved(url_path(base, &file)),
                None => PageResponse::Missing(self.not_found_page(snapshot, output)),
            },
        }
    }

    /// The state of the page at a request path, for a client that has the snapshot with the number `since`, and the page
    /// with this hash.
    pub(super) fn page_state(
        &self,
        snapshot: &Snapshot,
        address: &str,
        (since, hash): (u64, &str),
    ) -> PageState {
        let mut state = PageState {
            number: snapshot.number,
            page: "broken",
            hash: None,
            html: None,
            moved: None,
            home: snapshot.output.as_deref().map_or("/", RenderedSite::folder).to_owned(),
            diagnostics: Vec::new(),
            errors: snapshot.errors,
            warnings: snapshot.warnings,
            audience: snapshot.view.audience.id(),
            drafts: snapshot.view.drafts,
            has_tools: true,
            excluded: Vec::new(),
            changed: Vec::new(),
        };
        let (mut own, mut error) = (None, None);
        if let Some(output) = snapshot.output.as_deref() {
            let base = output.folder();
            let changed = snapshot.changed.iter().filter(|(number, _)| *number > since);
            state.changed = changed.map(|(_, path)| url_path(base, path)).collect();
            match strip_base_path(address, base) {
                Some(path) => {
                    own = output.page_at(&urls::output_file(&path)).map(|(source, _)| source);
                    error = state.add_page_info(snapshot, output, &path, hash);
                }
                None => state.page = "missing",
            }
            if state.page == "missing" {
                state.moved = state.moved.or_else(|| moved_with_site(snapshot, output, address));
            }
        }
        state.diagnostics = snapshot.overlay_entries(own, error.as_ref());
        state
    }

    /// Finds the source of a text on a page; `None` if no file contains it and the page has no file of its own.
    pub(super) fn source_link(&self, snapshot: &Snapshot, address: &str, text: &str) -> Option<SourceLink> {
        let output = snapshot.output.as_deref()?;
        let path = strip_base_path(address, output.folder())?;
        let own = output.page_at(&urls::output_file(&path)).map(|(source, _)| source);
        let (origin, open) = snapshot.find_source(own, text)?;
        Some(SourceLink { source: format!("{}:{}", origin.path, origin.line), open })
    }

    fn file_body(
        &self,
        snapshot: &Snapshot,
        output: &RenderedSite,
        file: &str,
    ) -> Result<FileBody, Diagnostic> {
        let blob = snapshot.render_file(output, file)?;
        Ok(if file.ends_with(".html") {
            self.inject_script(snapshot, blob)
        } else {
            FileBody { blob, media_type: media_type(file) }
        })
    }

    fn not_found_page(&self, snapshot: &Snapshot, output: &RenderedSite) -> FileBody {
        self.file_body(snapshot, output, GeneratedPage::NotFound.path())
            .unwrap_or_else(|_| self.notice_page(snapshot, "Page not found"))
    }

    /// What others get in place of a site that could not be deployed.
    pub(super) fn unpublished_page(&self, snapshot: &Snapshot) -> FileBody {
        self.notice_page_with(
            snapshot,
            "Nothing to show yet",
            "The page appears by itself as soon as it is ready.",
        )
    }

    /// A page without a theme, for when the site has none to show.
    fn notice_page(&self, snapshot: &Snapshot, title: &str) -> FileBody {
        let text = "The problems are listed here. Once you fix them, the page appears by itself.";
        self.notice_page_with(snapshot, title, text)
    }

    fn notice_page_with(&self, snapshot: &Snapshot, title: &str, text: &str) -> FileBody {
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width\">\n<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
             <p>{text}</p>\n</main>\n</body>\n</html>\n"
        );
        self.inject_script(snapshot, html.into())
    }

    /// Injects the preview's script before `</body>`.
    fn inject_script(&self, snapshot: &Snapshot, blob: Blob) -> FileBody {
        let media_type = "text/html; charset=utf-8".to_owned();
        let Ok(bytes) = blob.read() else { return FileBody { blob, media_type } };
        let script = format!(
            "<script type=\"module\" src=\"{PREVIEW_PREFIX}client.js\" data-token=\"{}\" data-number=\"{}\" data-hash=\"{}\"></script>\n",
            self.token,
            snapshot.number,
            content_hash(&bytes)
        );
        let end = find_last(&bytes, b"</body>").unwrap_or(bytes.len());
        let page = [&bytes[..end], script.as_bytes(), &bytes[end..]].concat();
        FileBody { blob: page.into(), media_type }
    }
}

/// The new path of a page after the base path of the site changed.
fn moved_with_site(snapshot: &Snapshot, output: &RenderedSite, address: &str) -> Option<String> {
    let path = strip_base_path(address, snapshot.previous_base_path.as_deref()?)?;
    let PathTarget::File(file) = resolve_path(output, &path) else { return None };
    Some(url_path(output.folder(), &file))
}

/// What the public site excludes of the author's page at a path; on generated pages, the pages that it excludes.
fn excluded_items(snapshot: &Snapshot, output: &RenderedSite, path: &str) -> Vec<ExcludedItem> {
    let own = output.page_at(&urls::output_file(path)).map(|(source, _)| source);
    let is_relevant = |item: &&Excluded| own.map_or(item.is_page, |source| item.path == source);
    let items = snapshot.excluded.iter().filter(is_relevant);
    items.map(|item| ExcludedItem { what: item.what.clone(), reason: item.reason.clone() }).collect()
}

impl PageState {
    /// Leaves out what only the author may know: problems, the author's files, what the site does not show, and a page that
    /// could not be deployed.
    pub(super) fn for_others(self, is_unpublishable: bool) -> Self {
        let mut state = Self { has_tools: false, errors: 0, warnings: 0, ..self };
        state.diagnostics.clear();
        state.excluded.clear();
        if is_unpublishable {
            state = Self { page: "broken", hash: None, html: None, moved: None, ..state };
        }
        state
    }

    /// Adds the fields about the page at a path, and returns the error if it cannot be rendered.
    fn add_page_info(
        &mut self,
        snapshot: &Snapshot,
        output: &RenderedSite,
        path: &str,
        hash: &str,
    ) -> Option<Diagnostic> {
        self.excluded = excluded_items(snapshot, output, path);
        let PathTarget::File(file) = resolve_path(output, path) else {
            self.page = "missing";
            let moved = snapshot.moved_to(&urls::output_file(path));
            self.moved = moved.map(|file| url_path(output.folder(), &file));
            return None;
        };
        match snapshot.render_file(output, &file) {
            Ok(blob) => {
                self.page = "found";
                // Other files, such as films, are not read for it.
                if file.ends_with(".html")
                    && let Ok(bytes) = blob.read()
                {
                    let new = content_hash(&bytes);
                    self.html = (new != hash).then(|| String::from_utf8_lossy(&bytes).into_owned());
                    self.hash = Some(new);
                }
                None
            }
            Err(error) => {
                self.errors += 1;
                Some(error)
            }
        }
    }
}

/// What a path of the site refers to.
enum PathTarget {
    /// A file of the output.
    File(String),
    /// A folder with a page, requested without the trailing slash.
    MissingSlash,
    NotFound,
}

fn resolve_path(output: &RenderedSite, path: &str) -> PathTarget {
    let file = urls::output_file(path);
    if output.contains(&file) {
        PathTarget::File(file)
    } else if !path.ends_with('/') && output.contains(&format!("{path}/index.html")) {
        PathTarget::MissingSlash
    } else {
        PathTarget::NotFound
    }
}

/// Decodes a request path and strips the base path of the site. It is decoded exactly once: a second time would turn an
/// escaped `%` into another path.
fn strip_base_path(address: &str, base: &str) -> Option<String> {
    let decoded = urls::decode(address)?;
    let base = urls::decode(base)?;
    decoded.strip_prefix(&base).map(str::to_owned)
}

/// Whether a request is for the base path of the site, without its slash.
fn is_base_without_slash(address: &str, base: &str) -> bool {
    let (Some(address), Some(base)) = (urls::decode(address), urls::decode(base)) else { return false };
    base.strip_suffix('/') == Some(&address)
}

/// The URL path of a file of the output; `index.html` is left off.
fn url_path(base: &str, file: &str) -> String {
    format!("{base}{}", urls::encode(urls::site_path(file)))
}

fn content_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

fn find_last(text: &[u8], part: &[u8]) -> Option<usize> {
    (0..=text.len().checked_sub(part.len())?).rev().find(|&offset| text[offset..].starts_with(part))
}
