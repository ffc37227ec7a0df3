//! The state of the site after one build.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::http::HeaderValue;

use super::overlay::{OverlayEntry, SourceLocator};
use super::policy::policy_header;
use super::source_lookup::{self, SourcePosition};
use super::view::ViewMode;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::documents;
use crate::model::file::Excluded;
use crate::pipeline::{Build, Inputs};
use crate::render::RenderedSite;
use crate::search;
use crate::vfs::{Blob, FileTree};

/// Removed pages that are remembered, so that a browser on one of them can be redirected. Also bounds `changed`.
const MAX_REMEMBERED: usize = 1000;

/// Rendered pages that are kept of one site: those that open tabs show.
const MAX_RENDERED: usize = 64;

/// An immutable state of the preview: the site, and the diagnostics that the overlay shows.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    /// Sequence number, from 1.
    pub(super) number: u64,
    /// The last site without errors, or the first one with errors if there was none. `None` if nothing was built yet.
    pub(super) output: Option<Arc<RenderedSite>>,
    /// Whether `output` was built with errors, so that no host would get it.
    output_has_errors: bool,
    /// The content security policy of `output`, as the value of its header.
    pub(super) policy: Option<HeaderValue>,
    /// Pages of `output` that were rendered, by path: one change is asked for by its state and by its page.
    rendered: Arc<Mutex<HashMap<String, Blob>>>,
    /// The document that was asked for last, with its path: a viewer asks for it part by part, and it is cleaned as a whole.
    last_document: Arc<Mutex<Option<(String, Blob)>>>,
    /// Search index of `output`, built on the first search.
    search_index: Arc<OnceLock<FileTree>>,
    /// Pages as they were when they could last be rendered, by path; they outlive the site that they are of.
    last_good: Arc<Mutex<HashMap<String, Blob>>>,
    /// Diagnostics of the current portfolio.
    diagnostics: Arc<Diagnostics>,
    /// Number of errors, including those that the overlay leaves out.
    pub(super) errors: usize,
    /// Number of warnings, including those that the overlay leaves out.
    pub(super) warnings: usize,
    /// Copied files that changed, such as pictures: the number of the snapshot and the path on the site, oldest first.
    pub(super) changed: Arc<Vec<(u64, String)>>,
    /// The audience and drafts setting it was built for.
    pub(super) view: ViewMode,
    /// What the public site excludes.
    pub(super) excluded: Arc<Vec<Excluded>>,
    /// Removed pages by their path on the site, each with its source file and title.
    removed_pages: Arc<HashMap<String, (String, String)>>,
    /// The previous base path of the site, if it changed during this run.
    pub(super) previous_base_path: Option<String>,
    inputs: Arc<Inputs>,
    /// For the links that open files in the editor.
    editor: Arc<EditorConfig>,
}

/// How the author's files are opened in an editor.
#[derive(Clone, Debug)]
pub(super) struct EditorConfig {
    /// Folder of the portfolio.
    pub(super) root: PathBuf,
    /// URL template with `{file}`, `{line}` and `{column}`; `None` for no links.
    pub(super) editor: Option<String>,
}

impl Snapshot {
    /// Diagnostics of the current portfolio.
    pub(super) fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The snapshot that follows `before` after a build. A build with errors keeps the previous site.
    pub(super) fn from_build(
        before: Option<&Self>,
        number: u64,
        inputs: Arc<Inputs>,
        build: Build,
        editor: &Arc<EditorConfig>,
    ) -> Self {
        let Build { output, diagnostics } = build;
        let old = before.and_then(|snapshot| snapshot.output.clone());
        let is_good = !diagnostics.has_errors();
        let output = match (output, old.clone()) {
            (Some(new), old) if is_good || old.is_none() => Some(Arc::new(new)),
            (_, old) => old,
        };
        let mut removed = before.map(|snapshot| (*snapshot.removed_pages).clone()).unwrap_or_default();
        let mut previous_base_path = before.and_then(|snapshot| snapshot.previous_base_path.clone());
        let mut changed = before.map(|snapshot| (*snapshot.changed).clone()).unwrap_or_default();
        changed.drain(..changed.len().saturating_sub(MAX_REMEMBERED));
        if let (Some(old), Some(new)) = (&old, &output)
            && !Arc::ptr_eq(old, new)
        {
            remember_removed_pages(old, new, &mut removed);
            if old.folder() != new.folder() {
                previous_base_path = Some(old.folder().to_owned());
            }
            changed.extend(new.changed_files(old).map(|path| (number, path.to_owned())));
        }
        // The search index stays valid as long as the site is the same.
        let same = before.filter(|snapshot| match (&snapshot.output, &output) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            _ => false,
        });
        Self {
            number,
            output_has_errors: same.map_or(!is_good, |snapshot| snapshot.output_has_errors),
            policy: match same {
                Some(snapshot) => snapshot.policy.clone(),
                None => output.as_deref().and_then(policy_header),
            },
            rendered: same.map(|snapshot| Arc::clone(&snapshot.rendered)).unwrap_or_default(),
            last_document: same.map(|snapshot| Arc::clone(&snapshot.last_document)).unwrap_or_default(),
            search_index: same.map(|snapshot| Arc::clone(&snapshot.search_index)).unwrap_or_default(),
            last_good: before.map(|snapshot| Arc::clone(&snapshot.last_good)).unwrap_or_default(),
            output,
            errors: diagnostics.count(Severity::Error),
            warnings: diagnostics.count_reported(Severity::Warning),
            diagnostics: Arc::new(diagnostics),
            changed: Arc::new(changed),
            view: before.map_or(ViewMode::PUBLIC, |snapshot| snapshot.view),
            excluded: before.map(|snapshot| Arc::clone(&snapshot.excluded)).unwrap_or_default(),
            removed_pages: Arc::new(removed),
            previous_base_path,
            inputs,
            editor: Arc::clone(editor),
        }
    }

    /// A file of the site; a page is rendered once, however often it is asked for, and a document is cleaned once.
    ///
    /// # Errors
    /// When a page cannot be rendered, or a file cannot be read.
    pub(super) fn render_file(&self, output: &RenderedSite, path: &str) -> Result<Blob, Diagnostic> {
        if let Some(blob) = lookup(&self.rendered, path) {
            return Ok(blob);
        }
        if let Some((known, blob)) = &*self.last_document.lock().unwrap_or_else(PoisonError::into_inner)
            && known == path
        {
            return Ok(blob.clone());
        }
        // Not locked meanwhile: another tab may render another page.
        let missing = || Err(Diagnostic::error("LNK-01", path, "page not found"));
        let blob = output.render_file(path).unwrap_or_else(missing)?;
        if path.ends_with(".html") {
            remember(&self.rendered, path, &blob);
            remember(&self.last_good, path, &blob);
        } else if documents::is_cleaned(path) {
            let mut last = self.last_document.lock().unwrap_or_else(PoisonError::into_inner);
            *last = Some((path.to_owned(), blob.clone()));
        }
        Ok(blob)
    }

    /// A page as it was when it could last be rendered, for one that cannot be now.
    pub(super) fn last_good_page(&self, path: &str) -> Option<Blob> {
        lookup(&self.last_good, path)
    }

    /// A file of the search index, which is built on first use.
    pub(super) fn search_index_file(&self, path: &str) -> Option<Blob> {
        let output = self.output.as_deref().filter(|output| output.is_search_index_file(path))?;
        // A page that cannot be rendered also fails the index; its own request reports the error.
        self.search_index.get_or_init(|| search::build_index(output).unwrap_or_default()).get(path).cloned()
    }

    /// Whether nothing of the site could be deployed: it has errors, or there is none yet.
    pub(super) fn is_unpublishable(&self) -> bool {
        self.output.is_none() || self.output_has_errors
    }

    /// This snapshot with the view it was built for.
    pub(super) fn with_view(self, view: ViewMode, excluded: Vec<Excluded>) -> Self {
        Self { view, excluded: Arc::new(excluded), ..self }
    }

    /// The snapshot that follows `before` after a read error: the same site, with the error in the overlay.
    pub(super) fn from_failure(
        before: Option<&Self>,
        number: u64,
        failure: &str,
        editor: &Arc<EditorConfig>,
    ) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::error("FIL-02", "content", failure));
        let inputs = before.map(|snapshot| Arc::clone(&snapshot.inputs)).unwrap_or_default();
        Self::from_build(before, number, inputs, Build { output: None, diagnostics }, editor)
    }

    /// What the overlay shows on the page with this source file, or with this error when it is rendered.
    pub(super) fn overlay_entries(&self, own: Option<&str>, error: Option<&Diagnostic>) -> Vec<OverlayEntry> {
        self.locator().describe_all(&self.diagnostics, own, error)
    }

    /// Finds the source of a text on a page, and the URL that opens it. `own` is the page's source file, if it has one.
    pub(super) fn find_source(
        &self,
        own: Option<&str>,
        text: &str,
    ) -> Option<(SourcePosition, Option<String>)> {
        let origin = source_lookup::find_source(&self.inputs, own, text)?;
        let open = self.locator().editor_link_at_line(&origin.path, origin.line);
        Some((origin, open))
    }

    fn locator(&self) -> SourceLocator<'_> {
        SourceLocator { inputs: &self.inputs, root: &self.editor.root, editor: self.editor.editor.as_deref() }
    }

    /// The current path of a page that was at `path`: the page with the same source file or, after a rename, the same
    /// title.
    pub(super) fn moved_to(&self, path: &str) -> Option<String> {
        let (source, title) = self.removed_pages.get(path)?;
        self.output.as_ref()?.find_page(source, title).map(str::to_owned)
    }
}

fn lookup(pages: &Mutex<HashMap<String, Blob>>, path: &str) -> Option<Blob> {
    pages.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
}

/// Keeps a page; a full memory is cleared as a whole.
fn remember(pages: &Mutex<HashMap<String, Blob>>, path: &str, blob: &Blob) {
    let mut pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
    if pages.len() >= MAX_RENDERED {
        pages.clear();
    }
    pages.insert(path.to_owned(), blob.clone());
}

/// Remembers the pages that the new output no longer has. A full memory is cleared as a whole.
fn remember_removed_pages(
    old: &RenderedSite,
    new: &RenderedSite,
    removed: &mut HashMap<String, (String, String)>,
) {
    for path in old.paths().filter(|path| !new.contains(path)) {
        if removed.len() >= MAX_REMEMBERED {
            removed.clear();
        }
        if let Some((source, title)) = old.page_at(path) {
            removed.insert(path.to_owned(), (source.to_owned(), title.to_owned()));
        }
    }
}
