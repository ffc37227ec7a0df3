//! The build loop of the preview: waits for a change, reads the portfolio, builds it, publishes a snapshot.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::snapshot::{EditorConfig, Snapshot};
use super::view::{ViewMode, ViewSelection};
use super::watch::{FolderWatcher, WakeReason, WakeSender};
use crate::diagnostic::Diagnostics;
use crate::model::file::Excluded;
use crate::pipeline::{self, Build, BuildCache, Inputs, Options};
use crate::project::{Project, ReadCache};

/// Settings of a preview.
pub struct PreviewSettings {
    /// The portfolio to show.
    pub project: Project,
    /// Returns the build options for a view; called before every build, since the date may have changed.
    pub build_options: Box<dyn Fn(ViewMode) -> Options + Send>,
    /// The view at the start.
    pub view: ViewMode,
    /// Poll for changes instead of using file system events.
    pub poll: bool,
    /// URL template of the author's editor, with `{file}`, `{line}` and `{column}`; `None` for no links.
    pub editor: Option<String>,
}

/// What the session reports to the terminal.
#[derive(Clone, Debug)]
pub enum Update {
    /// The site was built.
    Built {
        /// Paths of the files that changed, from the root of the portfolio; empty after the first build.
        changed: Vec<String>,
        /// Number of pages that are shown, which are those of the last good site after an error.
        pages: usize,
        /// All diagnostics of the build.
        diagnostics: Diagnostics,
        /// The sources that the diagnostics point into.
        inputs: Arc<Inputs>,
        /// Duration of reading and building.
        took: Duration,
    },
    /// File system events do not arrive; the session polls from now on.
    Polling,
    /// The folders could not be read; holds the reason.
    Failed(String),
}

/// The snapshot that is published to the HTTP server; `None` before the first build.
pub(super) type CurrentSnapshot = Option<Arc<Snapshot>>;

/// Starts the session thread, which keeps the snapshot current until the receivers of `shown` are dropped.
///
/// # Errors
/// If the thread cannot be started.
pub(super) fn spawn_session(
    settings: PreviewSettings,
    shown: Sender<CurrentSnapshot>,
    busy: Sender<bool>,
    on_update: impl Fn(Update) + Send + 'static,
) -> std::io::Result<ViewSelection> {
    let (waker, events) = channel();
    let selection = ViewSelection::new(settings.view, waker.clone());
    let session_selection = selection.clone();
    thread::Builder::new().name("leadfolio-session".to_owned()).spawn(move || {
        let session = Session::new(settings, shown, busy, session_selection, Box::new(on_update));
        session.run(waker, events);
    })?;
    Ok(selection)
}

struct Session {
    settings: PreviewSettings,
    current: Sender<CurrentSnapshot>,
    /// Whether a build is running.
    is_building: Sender<bool>,
    on_update: Box<dyn Fn(Update)>,
    read_cache: ReadCache,
    build_cache: BuildCache,
    /// The sources of the last build.
    inputs: Option<Arc<Inputs>>,
    /// Why the folders could not be read at the last attempt.
    failure: Option<String>,
    editor: Arc<EditorConfig>,
    view_selection: ViewSelection,
    /// The view of the last build.
    built_view: ViewMode,
    /// Cache of the public build, which other views need for the list of what the public site excludes.
    public_cache: BuildCache,
}

impl Session {
    fn new(
        settings: PreviewSettings,
        current: Sender<CurrentSnapshot>,
        is_building: Sender<bool>,
        selection: ViewSelection,
        on_update: Box<dyn Fn(Update)>,
    ) -> Self {
        let editor =
            EditorConfig { root: settings.project.root().to_owned(), editor: settings.editor.clone() };
        let view = settings.view;
        Self {
            settings,
            current,
            is_building,
            on_update,
            read_cache: ReadCache::default(),
            view_selection: selection,
            built_view: view,
            public_cache: BuildCache::default(),
            build_cache: BuildCache::default(),
            inputs: None,
            failure: None,
            editor: Arc::new(editor),
        }
    }

    fn run(mut self, waker: WakeSender, events: Receiver<()>) {
        let folders: Vec<PathBuf> = self.settings.project.source_folders();
        // Starts watching before the first read, so that no change between the two is missed.
        let mut watch =
            FolderWatcher::new(self.settings.project.root(), folders, self.settings.poll, waker, events);
        self.refresh();
        while !self.current.is_closed() {
            let reason = watch.wait();
            let changed = self.refresh();
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

    /// Reads the portfolio, and builds and publishes a snapshot if anything changed. Returns whether it did.
    fn refresh(&mut self) -> bool {
        let started = Instant::now();
        let reading = match self.settings.project.reread(&mut self.read_cache) {
            Ok(reading) => reading,
            Err(error) => return self.publish_failure(format!("{error:#}")),
        };
        let changed = self.inputs.as_ref().map(|inputs| inputs.changed_paths(&reading.inputs));
        let view = self.view_selection.current();
        if self.failure.is_none() && view == self.built_view && changed.as_ref().is_some_and(Vec::is_empty) {
            return false;
        }
        self.is_building.send_replace(true);
        self.built_view = view;
        self.failure = None;
        let inputs = Arc::new(reading.inputs);
        self.inputs = Some(Arc::clone(&inputs));
        let build = pipeline::rebuild(&inputs, &(self.settings.build_options)(view), &mut self.build_cache);
        let excluded = self.excluded_from_public(&inputs, &build, view);
        let diagnostics = build.diagnostics.clone();
        let before = self.current.borrow().clone();
        let snapshot = Snapshot::from_build(before.as_deref(), Arc::clone(&inputs), build, &self.editor)
            .with_view(view, excluded);
        let pages = snapshot.output.as_ref().map_or(0, |output| output.html_page_count());
        let changed = changed.unwrap_or_default();
        let update = Update::Built { changed, pages, diagnostics, inputs, took: started.elapsed() };
        self.current.send_replace(Some(Arc::new(snapshot)));
        self.is_building.send_replace(false);
        (self.on_update)(update);
        // Dropping a large portfolio takes a while, which must not delay the next build.
        let _ = thread::Builder::new().spawn(move || drop(before));
        true
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
        if self.failure.as_ref() == Some(&failure) {
            return false;
        }
        let before = self.current.borrow().clone();
        let snapshot = Snapshot::from_failure(before.as_deref(), &failure, &self.editor);
        self.current.send_replace(Some(Arc::new(snapshot)));
        self.failure = Some(failure.clone());
        (self.on_update)(Update::Failed(failure));
        true
    }
}
