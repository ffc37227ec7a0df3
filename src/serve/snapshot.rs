//! The site as it stands after one reading of the folders.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::faults::{Fault, Places};
use super::origin::{self, Origin};
use super::session::Look;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pipeline::{Build, Inputs};
use crate::portfolio::model::HeldBack;
use crate::render::{INDEX, Output};
use crate::search;
use crate::tree::{Blob, Tree};

/// Addresses that vanished and are remembered, so that a reader who is on one can be led on.
const REMEMBERED: usize = 1000;

/// What the preview shows, and what it says over it.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    /// Grows with every change.
    pub(super) number: u64,
    /// The last site without errors; with them when there has been none yet. None when there never was a site.
    pub(super) output: Option<Arc<Output>>,
    /// The index of that site, made when somebody searches.
    index: Arc<OnceLock<Tree>>,
    /// What is wrong with the portfolio as it is now, the worst first, as far as it is told.
    pub(super) faults: Arc<Vec<Fault>>,
    /// How many errors there are.
    pub(super) errors: usize,
    /// How many warnings there are.
    pub(super) warnings: usize,
    /// Files of the author's that changed, by their path on the site, with the number of the snapshot that brought it.
    pub(super) changed: Arc<Vec<(u64, String)>>,
    /// For whom it is.
    pub(super) look: Look,
    /// What the public site does not hold.
    pub(super) left_out: Arc<Vec<HeldBack>>,
    /// Pages that vanished: file and title of each, by its path on the site.
    gone: Arc<HashMap<String, (String, String)>>,
    /// The folder of the host that the site lay in before it moved to another.
    pub(super) old_folder: Option<String>,
    inputs: Arc<Inputs>,
    /// Where the portfolio is, and how its files are opened in an editor.
    desk: Arc<Desk>,
}

/// The author's desk: where the files are and what opens them.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) root: PathBuf,
    pub(super) editor: Option<String>,
}

impl Snapshot {
    /// Takes the place of the snapshot before.
    pub(super) fn after(before: Option<&Self>, inputs: Arc<Inputs>, build: Build, desk: &Arc<Desk>) -> Self {
        let Build { output, diagnostics } = build;
        let faults =
            Places { inputs: &inputs, root: &desk.root, editor: desk.editor.as_deref() }.faults(&diagnostics);
        let old = before.and_then(|it| it.output.clone());
        let fine = !diagnostics.has_errors();
        let output = match (output, old.clone()) {
            (Some(new), old) if fine || old.is_none() => Some(Arc::new(new)),
            (_, old) => old,
        };
        let mut gone = before.map(|it| (*it.gone).clone()).unwrap_or_default();
        let number = before.map_or(1, |it| it.number + 1);
        let mut old_folder = before.and_then(|it| it.old_folder.clone());
        let mut changed = before.map(|it| (*it.changed).clone()).unwrap_or_default();
        changed.drain(..changed.len().saturating_sub(REMEMBERED));
        if let (Some(old), Some(new)) = (&old, &output)
            && !Arc::ptr_eq(old, new)
        {
            note_gone(old, new, &mut gone);
            if old.folder() != new.folder() {
                old_folder = Some(old.folder().to_owned());
            }
            changed.extend(new.files_unlike(old).map(|it| (number, it.to_owned())));
        }
        let same = before.filter(|it| match (&it.output, &output) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            _ => false,
        });
        Self {
            number,
            index: same.map(|it| Arc::clone(&it.index)).unwrap_or_default(),
            output,
            faults: Arc::new(faults),
            errors: diagnostics.count(Severity::Error),
            warnings: diagnostics.count(Severity::Warning),
            changed: Arc::new(changed),
            look: before.map_or(Look::PUBLIC, |it| it.look),
            left_out: before.map(|it| Arc::clone(&it.left_out)).unwrap_or_default(),
            gone: Arc::new(gone),
            old_folder,
            inputs,
            desk: Arc::clone(desk),
        }
    }

    /// A file of the index that readers search in.
    pub(super) fn index(&self, path: &str) -> Option<Blob> {
        let output = self.output.as_deref().filter(|_| path.starts_with(INDEX))?;
        // What keeps it from being made is told by the pages that cannot be made.
        self.index.get_or_init(|| search::index(output).unwrap_or_default()).get(path).cloned()
    }

    /// The same, made for a look.
    pub(super) fn seen_as(self, look: Look, left_out: Vec<HeldBack>) -> Self {
        Self { look, left_out: Arc::new(left_out), ..self }
    }

    /// The same with a fault of the world over it, such as a folder that cannot be read.
    pub(super) fn with_failure(before: Option<&Self>, failure: &str, desk: &Arc<Desk>) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::error("FIL-02", "content", failure));
        let inputs = before.map(|it| Arc::clone(&it.inputs)).unwrap_or_default();
        Self::after(before, inputs, Build { output: None, diagnostics }, desk)
    }

    /// The fault of a page that could not be made, as the overlay shows it.
    pub(super) fn fault(&self, diagnostic: &Diagnostic) -> Fault {
        self.places().one(diagnostic)
    }

    /// Where words come from that the author's page in a file shows, and what opens them.
    pub(super) fn origin(&self, own: Option<&str>, words: &str) -> Option<(Origin, Option<String>)> {
        let origin = origin::find(&self.inputs, own, words)?;
        let open = self.places().open_line(&origin.path, origin.line);
        Some((origin, open))
    }

    fn places(&self) -> Places<'_> {
        Places { inputs: &self.inputs, root: &self.desk.root, editor: self.desk.editor.as_deref() }
    }

    /// Where a page is now that was at a path: its file has another address, or its title another file.
    pub(super) fn moved(&self, path: &str) -> Option<String> {
        let (source, title) = self.gone.get(path)?;
        self.output.as_ref()?.find_page(source, title).map(str::to_owned)
    }
}

fn note_gone(old: &Output, new: &Output, gone: &mut HashMap<String, (String, String)>) {
    for path in old.paths().filter(|it| !new.contains(it)) {
        if gone.len() >= REMEMBERED {
            gone.clear();
        }
        if let Some((source, title)) = old.page_at(path) {
            gone.insert(path.to_owned(), (source.to_owned(), title.to_owned()));
        }
    }
}
