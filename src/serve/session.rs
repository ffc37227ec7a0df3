//! The loop behind the preview: wait, read, build, show.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::snapshot::{Desk, Snapshot};
use super::watch::{Watch, Woken};
use crate::diagnostic::Diagnostics;
use crate::pipeline::{self, Inputs, Options};
use crate::project::{Memory, Project};

/// What a preview needs to know.
pub struct Settings {
    /// The portfolio.
    pub project: Project,
    /// How to build; asked every time, for the day may have changed.
    pub options: Box<dyn Fn() -> Options + Send>,
    /// Never rely on events of the file system.
    pub poll: bool,
    /// An address that opens a file in the author's editor, with `{file}`, `{line}` and `{column}`.
    pub editor: Option<String>,
}

/// What the author hears of a change.
#[derive(Clone, Debug)]
pub enum Update {
    /// The site was built.
    Built {
        /// Files that changed, from the root of the portfolio; none the first time.
        changed: Vec<String>,
        /// How many pages are shown.
        pages: usize,
        /// What was found.
        diagnostics: Diagnostics,
        /// What it was found in.
        inputs: Arc<Inputs>,
        /// How long reading and building took.
        took: Duration,
    },
    /// Events of the file system do not arrive; the folders are read every so often instead.
    Polling,
    /// The folders could not be read.
    Failed(String),
}

/// What is told to everybody who looks.
pub(super) type Shown = Option<Arc<Snapshot>>;

/// Keeps the snapshot of a portfolio true, on a thread of its own, until nobody looks any more.
pub(super) fn start(
    settings: Settings,
    shown: Sender<Shown>,
    say: impl Fn(Update) + Send + 'static,
) -> std::io::Result<thread::JoinHandle<()>> {
    thread::Builder::new().name("leadfolio-session".to_owned()).spawn(move || {
        Session::new(settings, shown, Box::new(say)).run();
    })
}

struct Session {
    settings: Settings,
    shown: Sender<Shown>,
    say: Box<dyn Fn(Update)>,
    memory: Memory,
    inputs: Option<Arc<Inputs>>,
    failure: Option<String>,
    desk: Arc<Desk>,
}

impl Session {
    fn new(settings: Settings, shown: Sender<Shown>, say: Box<dyn Fn(Update)>) -> Self {
        let desk = Desk { root: settings.project.root().to_owned(), editor: settings.editor.clone() };
        Self {
            settings,
            shown,
            say,
            memory: Memory::default(),
            inputs: None,
            failure: None,
            desk: Arc::new(desk),
        }
    }

    fn run(mut self) {
        let folders: Vec<PathBuf> = self.settings.project.sources();
        // Before the first reading, so that no change falls between the two.
        let mut watch = Watch::new(self.settings.project.root(), folders, self.settings.poll);
        self.refresh();
        while !self.shown.is_closed() {
            let woken = watch.wait();
            let changed = self.refresh();
            // The clock has seen what no event told of; that may have been a race, so look whether one is coming.
            if changed && woken == Woken::Clock && !watch.polls() && watch.wait() == Woken::Clock {
                watch.fall_back();
                (self.say)(Update::Polling);
            }
            watch.renew();
        }
    }

    /// Reads and, when anything changed, builds and shows. Tells whether anything had changed.
    fn refresh(&mut self) -> bool {
        let started = Instant::now();
        let reading = match self.settings.project.read_again(&mut self.memory) {
            Ok(reading) => reading,
            Err(error) => return self.fail(format!("{error:#}")),
        };
        let changed = self.inputs.as_ref().map(|it| it.changes(&reading.inputs));
        if self.failure.is_none() && changed.as_ref().is_some_and(Vec::is_empty) {
            return false;
        }
        self.failure = None;
        let inputs = Arc::new(reading.inputs);
        self.inputs = Some(Arc::clone(&inputs));
        let build = pipeline::build(&inputs, &(self.settings.options)());
        let diagnostics = build.diagnostics.clone();
        let before = self.shown.borrow().clone();
        let snapshot = Snapshot::after(before.as_deref(), Arc::clone(&inputs), build, &self.desk);
        let pages = snapshot.output.as_ref().map_or(0, |it| it.pages());
        let changed = changed.unwrap_or_default();
        let update = Update::Built { changed, pages, diagnostics, inputs, took: started.elapsed() };
        self.shown.send_replace(Some(Arc::new(snapshot)));
        (self.say)(update);
        true
    }

    fn fail(&mut self, failure: String) -> bool {
        if self.failure.as_ref() == Some(&failure) {
            return false;
        }
        let before = self.shown.borrow().clone();
        let snapshot = Snapshot::with_failure(before.as_deref(), &failure, &self.desk);
        self.shown.send_replace(Some(Arc::new(snapshot)));
        self.failure = Some(failure.clone());
        (self.say)(Update::Failed(failure));
        true
    }
}
