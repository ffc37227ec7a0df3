//! The loop behind the preview: wait, read, build, show.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::snapshot::{Desk, Snapshot};
use super::watch::{Bell, Watch, Woken};
use crate::content::vocabulary::Visibility;
use crate::diagnostic::Diagnostics;
use crate::pipeline::{self, Build, Inputs, Memo, Options};
use crate::portfolio::model::HeldBack;
use crate::project::{Memory, Project};

/// What a preview needs to know.
pub struct Settings {
    /// The portfolio.
    pub project: Project,
    /// How to build for somebody; asked every time, for the day may have changed.
    pub options: Box<dyn Fn(Look) -> Options + Send>,
    /// For whom at first.
    pub look: Look,
    /// Never rely on events of the file system.
    pub poll: bool,
    /// An address that opens a file in the author's editor, with `{file}`, `{line}` and `{column}`.
    pub editor: Option<String>,
}

/// For whom a preview is: the author changes it in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who looks.
    pub audience: Visibility,
    /// Whether they see drafts.
    pub drafts: bool,
}

impl Look {
    /// How everybody will see the site.
    pub const PUBLIC: Self = Self { audience: Visibility::Public, drafts: false };
}

/// The look that the author has chosen, and a bell to say so.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    look: Arc<Mutex<Look>>,
    bell: Bell,
}

impl Wish {
    /// Chooses another look.
    pub(super) fn choose(&self, look: Look) {
        *self.look.lock().unwrap_or_else(PoisonError::into_inner) = look;
        let _ = self.bell.send(());
    }

    fn look(&self) -> Look {
        *self.look.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
    busy: Sender<bool>,
    say: impl Fn(Update) + Send + 'static,
) -> std::io::Result<Wish> {
    let (bell, events) = channel();
    let wish = Wish { look: Arc::new(Mutex::new(settings.look)), bell: bell.clone() };
    let ours = wish.clone();
    thread::Builder::new().name("leadfolio-session".to_owned()).spawn(move || {
        Session::new(settings, shown, busy, ours, Box::new(say)).run(bell, events);
    })?;
    Ok(wish)
}

struct Session {
    settings: Settings,
    shown: Sender<Shown>,
    /// Whether a build is on its way.
    busy: Sender<bool>,
    say: Box<dyn Fn(Update)>,
    memory: Memory,
    memo: Memo,
    inputs: Option<Arc<Inputs>>,
    failure: Option<String>,
    desk: Arc<Desk>,
    wish: Wish,
    /// The look of the last build.
    look: Look,
    /// The public site, for telling what it leaves out.
    public: Memo,
}

impl Session {
    fn new(
        settings: Settings,
        shown: Sender<Shown>,
        busy: Sender<bool>,
        wish: Wish,
        say: Box<dyn Fn(Update)>,
    ) -> Self {
        let desk = Desk { root: settings.project.root().to_owned(), editor: settings.editor.clone() };
        let look = settings.look;
        Self {
            settings,
            shown,
            busy,
            say,
            memory: Memory::default(),
            wish,
            look,
            public: Memo::default(),
            memo: Memo::default(),
            inputs: None,
            failure: None,
            desk: Arc::new(desk),
        }
    }

    fn run(mut self, bell: Bell, events: Receiver<()>) {
        let folders: Vec<PathBuf> = self.settings.project.sources();
        // Before the first reading, so that no change falls between the two.
        let mut watch = Watch::new(self.settings.project.root(), folders, self.settings.poll, bell, events);
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
        let look = self.wish.look();
        if self.failure.is_none() && look == self.look && changed.as_ref().is_some_and(Vec::is_empty) {
            return false;
        }
        self.busy.send_replace(true);
        self.look = look;
        self.failure = None;
        let inputs = Arc::new(reading.inputs);
        self.inputs = Some(Arc::clone(&inputs));
        let build = pipeline::build_again(&inputs, &(self.settings.options)(look), &mut self.memo);
        let left_out = self.left_out(&inputs, &build, look);
        let diagnostics = build.diagnostics.clone();
        let before = self.shown.borrow().clone();
        let snapshot = Snapshot::after(before.as_deref(), Arc::clone(&inputs), build, &self.desk)
            .seen_as(look, left_out);
        let pages = snapshot.output.as_ref().map_or(0, |it| it.pages());
        let changed = changed.unwrap_or_default();
        let update = Update::Built { changed, pages, diagnostics, inputs, took: started.elapsed() };
        self.shown.send_replace(Some(Arc::new(snapshot)));
        self.busy.send_replace(false);
        (self.say)(update);
        // A large portfolio takes a while to give back, which must not keep the next change waiting.
        let _ = thread::Builder::new().spawn(move || drop(before));
        true
    }

    /// What the public site does not hold.
    fn left_out(&mut self, inputs: &Inputs, build: &Build, look: Look) -> Vec<HeldBack> {
        if look == Look::PUBLIC {
            return build.output.as_ref().map(|it| it.portfolio().held_back.clone()).unwrap_or_default();
        }
        let public = pipeline::build_again(inputs, &(self.settings.options)(Look::PUBLIC), &mut self.public);
        public.output.map(|it| it.portfolio().held_back.clone()).unwrap_or_default()
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
