//! The build loop of the preview: waits for a change, reads the portfolio, builds it for each view that a browser shows,
//! publishes the snapshots.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tokio::sync::watch::Sender;

use super::guard::AllowedHost;
use super::snapshot::{EditorConfig, Snapshot};
use super::view::{ViewMode, ViewRequests};
use super::watch::{FolderWatcher, WakeReason, WakeSender};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::file::Excluded;
use crate::pipeline::{self, Build, BuildCache, Inputs, Options};
use crate::project::{Project, ReadCache};
use crate::render::RenderedSite;

/// Files of a site that are rendered before the session looks for another change.
const RENDERED_AT_ONCE: usize = 64;

/// Settings of a preview.
pub struct PreviewSettings {
    /// The portfolio to show.
    pub project: Project,
    /// Returns the build options for a view; called before every build, since the date may have changed.
    pub build_options: Box<dyn Fn(ViewMode) -> Options + Send>,
    /// The view of the author's browser, until it chooses another.
    pub view: ViewMode,
    /// The view of other devices and of the visitors of a proxy, who may not choose one that shows more.
    pub others_view: ViewMode,
    /// Hosts that requests may be addressed to, besides IP addresses and `localhost`.
    pub allowed_hosts: Vec<AllowedHost>,
    /// Poll for changes instead of using file system events.
    pub poll: bool,
    /// URL template of the author's editor, with `{file}`, `{line}` and `{column}`; `None` for no links.
    pub editor: Option<String>,
}

/// What the session reports to the terminal.
#[derive(Clone, Debug)]
pub enum Update {
    /// The site was built for the first time or after a change. A view that a browser opens in between is not reported: its
    /// diagnostics are in the browser.
    Built(BuildUpdate),
    /// File system events do not arrive; the session polls from now on.
    Polling,
    /// The folders could not be read; holds the reason.
    Failed(String),
    /// A browser was refused because it reached the preview by this name, which is not allowed.
    Refused(AllowedHost),
}

/// What is reported of a build.
#[derive(Clone, Debug)]
pub struct BuildUpdate {
    /// Paths of the files that changed, from the root of the portfolio; empty after the first build.
    pub changed: Vec<String>,
    /// Number of pages that are shown, which are those of the last good site after an error.
    pub pages: usize,
    /// All diagnostics of the build, and those of pages that the author's templates cannot render.
    pub diagnostics: Diagnostics,
    /// The sources that the diagnostics point into.
    pub inputs: Arc<Inputs>,
    /// Duration of reading and building.
    pub took: Duration,
}

/// Receives what is reported to the terminal.
pub(super) type UpdateListener = Arc<dyn Fn(Update) + Send + Sync>;

/// The snapshots that are published to the HTTP server, by their view; empty before the first build.
pub(super) type CurrentSnapshots = Arc<BTreeMap<ViewMode, Arc<Snapshot>>>;

/// Starts the session thread, which keeps the snapshots current until the receivers of `shown` are dropped.
///
/// # Errors
/// If the thread cannot be started.
pub(super) fn spawn_session(
    settings: PreviewSettings,
    shown: Sender<CurrentSnapshots>,
    is_building: Sender<bool>,
    on_update: UpdateListener,
) -> std::io::Result<ViewRequests> {
    let (waker, events) = channel();
    let requests = ViewRequests::new(waker.clone());
    let session_requests = requests.clone();
    thread::Builder::new().name("leadfolio-session".to_owned()).spawn(move || {
        let session = Session::new(settings, shown, is_building, session_requests, on_update);
        session.run(waker, events);
    })?;
    Ok(requests)
}

struct Session {
    settings: PreviewSettings,
    current: Sender<CurrentSnapshots>,
    /// Whether a build is running.
    is_building: Sender<bool>,
    on_update: UpdateListener,
    read_cache: ReadCache,
    /// The sources of the last build.
    inputs: Option<Arc<Inputs>>,
    /// Why the folders could not be read at the last attempt.
    failure: Option<String>,
    editor: Arc<EditorConfig>,
    requests: ViewRequests,
    /// Views that browsers asked for since the last change.
    in_use: BTreeSet<ViewMode>,
    views: BTreeMap<ViewMode, BuiltView>,
    /// Number of the last snapshot.
    number: u64,
    /// Cache of the public build, which other views need for the list of what the public site excludes.
    public_cache: BuildCache,
    /// The report of the last change, while its pages are rendered to find what is wrong with the author's templates.
    pending: Option<PendingReport>,
}

/// What will be reported of a build.
struct PendingReport {
    update: BuildUpdate,
    /// The site whose pages are rendered first; `None` if its errors are known.
    site: Option<Arc<RenderedSite>>,
    /// Number of its files that have been looked at.
    rendered: usize,
}

/// What is kept of a view for its next build.
#[derive(Default)]
struct BuiltView {
    cache: BuildCache,
    snapshot: Option<Arc<Snapshot>>,
}

impl Session {
    fn new(
        settings: PreviewSettings,
        current: Sender<CurrentSnapshots>,
        is_building: Sender<bool>,
        requests: ViewRequests,
        on_update: UpdateListener,
    ) -> Self {
        let editor =
            EditorConfig { root: settings.project.root().to_owned(), editor: settings.editor.clone() };
        Self {
            settings,
            current,
            is_building,
            on_update,
            read_cache: ReadCache::default(),
            inputs: None,
            failure: None,
            editor: Arc::new(editor),
            requests,
            in_use: BTreeSet::new(),
            views: BTreeMap::new(),
            number: 0,
            public_cache: BuildCache::default(),
            pending: None,
        }
    }

    fn run(mut self, waker: WakeSender, events: Receiver<()>) {
        let folders: Vec<PathBuf> = self.settings.project.source_folders();
        // Starts watching before the first read, so that no change between the two is missed.
        let mut watch =
            FolderWatcher::new(self.settings.project.root(), folders, self.settings.poll, waker, events);
        self.refresh();
        self.render_pages(&mut watch);
        while !self.current.is_closed() {
            let reason = watch.wait();
            let changed = self.refresh();
            self.render_pages(&mut watch);
            // The timer found a change without an event. The event may only be late: wait for it once before polling.
            if changed
                && reason == WakeReason::Timer
                && !watch.is_polling()
                && watch.wait() == WakeReason::Timer
            {
                watch.switch_to_polling();
                (self.on_update)(Update::Polling);
            }
            watch.watch_new_folders();
        }
    }

    /// Reads the portfolio, and builds and publishes the views in use if anything changed. Returns whether it did.
    fn refresh(&mut self) -> bool {
        let started = Instant::now();
        self.in_use.extend(self.requests.take());
        let inputs = match self.settings.project.reread(&mut self.read_cache) {
            Ok(reading) => reading.inputs,
            Err(error) => return self.publish_failure(format!("{error:#}")),
        };
        let changed = self.inputs.as_ref().map(|old| old.changed_paths(&inputs));
        let is_changed = self.failure.is_some() || changed.as_ref().is_none_or(|changed| !changed.is_empty());
        let wanted = self.views_to_build(is_changed);
        let Some(last) = wanted.last().copied() else { return false };
        self.is_building.send_replace(true);
        self.failure = None;
        if is_changed {
            self.report_pending();
        }
        let inputs = match self.inputs.take() {
            Some(old) if !is_changed => old,
            _ => Arc::new(inputs),
        };
        self.inputs = Some(Arc::clone(&inputs));
        let mut diagnostics = Diagnostics::default();
        let snapshots = wanted.into_iter().map(|view| {
            let (snapshot, found) = self.build_view(view, &inputs);
            // The terminal shows those of the last view, which shows most.
            diagnostics = found;
            (view, snapshot)
        });
        let snapshots: Vec<(ViewMode, Snapshot)> = snapshots.collect();
        let shown = snapshots.iter().find(|(view, _)| *view == last);
        let site = shown.and_then(|(_, snapshot)| snapshot.output.clone());
        let pages = site.as_ref().map_or(0, |output| output.html_page_count());
        let changed = changed.unwrap_or_default();
        // After an error it is the last good site.
        let site = site.filter(|site| !diagnostics.has_errors() && site.has_own_templates());
        let update = BuildUpdate { changed, pages, diagnostics, inputs, took: started.elapsed() };
        self.publish(snapshots, is_changed);
        self.is_building.send_replace(false);
        if is_changed {
            self.pending = Some(PendingReport { update, site, rendered: 0 });
        }
        is_changed
    }

    /// Renders the pages of the last build until something changes, and reports the build with what it finds. A browser
    /// shows only the page that it asks for, and only templates of the author's can fail.
    fn render_pages(&mut self, watch: &mut FolderWatcher) {
        if let Some(PendingReport { update, site: Some(site), rendered }) = &mut self.pending {
            let paths: Vec<&str> = site.paths().collect();
            for chunk in paths[*rendered..].chunks(RENDERED_AT_ONCE) {
                if watch.has_event() {
                    return;
                }
                let pages = chunk.par_iter().filter(|path| path.ends_with(".html"));
                let errors: Vec<Diagnostic> =
                    pages.filter_map(|path| site.render_file(path)?.err()).collect();
                errors.into_iter().for_each(|error| update.diagnostics.push(error));
                *rendered += chunk.len();
            }
        }
        self.report_pending();
    }

    /// Reports the last build, with what is known of its pages.
    fn report_pending(&mut self) {
        if let Some(PendingReport { mut update, .. }) = self.pending.take() {
            update.diagnostics.sort_and_dedup();
            (self.on_update)(Update::Built(update));
        }
    }

    /// The views that must be built: all in use after a change, or else those that nobody asked for before.
    fn views_to_build(&mut self, is_changed: bool) -> BTreeSet<ViewMode> {
        if is_changed {
            // A view that nobody asks for after a change is not built after the next one.
            let mut wanted = mem::take(&mut self.in_use);
            wanted.insert(self.settings.view);
            return wanted;
        }
        let shown = self.current.borrow();
        self.in_use.iter().filter(|view| !shown.contains_key(view)).copied().collect()
    }

    fn build_view(&mut self, view: ViewMode, inputs: &Arc<Inputs>) -> (Snapshot, Diagnostics) {
        self.number += 1;
        let options = (self.settings.build_options)(view);
        let built = self.views.entry(view).or_default();
        let build = pipeline::rebuild(inputs, &options, &mut built.cache);
        let before = built.snapshot.clone();
        let excluded = self.excluded_from_public(inputs, &build, view);
        let diagnostics = build.diagnostics.clone();
        let snapshot =
            Snapshot::from_build(before.as_deref(), self.number, Arc::clone(inputs), build, &self.editor);
        (snapshot.with_view(view, excluded), diagnostics)
    }

    /// Publishes snapshots: in place of all others after a change, or else beside them.
    fn publish(&mut self, snapshots: Vec<(ViewMode, Snapshot)>, is_changed: bool) {
        let mut current = if is_changed { BTreeMap::new() } else { (**self.current.borrow()).clone() };
        let mut old = Vec::new();
        for (view, snapshot) in snapshots {
            let snapshot = Arc::new(snapshot);
            old.push(self.views.entry(view).or_default().snapshot.replace(Arc::clone(&snapshot)));
            current.insert(view, snapshot);
        }
        let replaced = self.current.send_replace(Arc::new(current));
        // Dropping a large portfolio takes a while, which must not delay the next build.
        let _ = thread::Builder::new().spawn(move || drop((old, replaced)));
    }

    /// What the public site excludes; for another view the portfolio is resolved a second time.
    fn excluded_from_public(&mut self, inputs: &Inputs, build: &Build, view: ViewMode) -> Vec<Excluded> {
        if view == ViewMode::PUBLIC {
            let output = build.output.as_ref();
            return output.map(|output| output.portfolio().excluded.clone()).unwrap_or_default();
        }
        let options = (self.settings.build_options)(ViewMode::PUBLIC);
        pipeline::list_excluded(inputs, &options, &mut self.public_cache)
    }

    /// Publishes a read error over the last site. Returns `false` if the same error is already shown.
    fn publish_failure(&mut self, failure: String) -> bool {
        let is_new = self.failure.as_ref() != Some(&failure);
        let mut snapshots = Vec::new();
        for view in self.views_to_build(is_new) {
            self.number += 1;
            let before = self.views.get(&view).and_then(|built| built.snapshot.clone());
            let snapshot = Snapshot::from_failure(before.as_deref(), self.number, &failure, &self.editor);
            let excluded = before.map(|snapshot| (*snapshot.excluded).clone()).unwrap_or_default();
            snapshots.push((view, snapshot.with_view(view, excluded)));
        }
        if !snapshots.is_empty() {
            self.publish(snapshots, is_new);
        }
        if is_new {
            self.report_pending();
            self.failure = Some(failure.clone());
            (self.on_update)(Update::Failed(failure));
        }
        is_new
    }
}
