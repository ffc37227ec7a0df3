//! What wakes the preview: events of the file system, and a clock for where none arrive.
//!
//! Nothing here says what changed. Events get lost, come twice, and name files that editors make and remove again;
//! the reading of the folders finds out.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// How often the folders are read when events are known to arrive: a net under the net.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// How often they are read when events do not arrive, or are not wanted.
const POLL: Duration = Duration::from_millis(300);

/// How long there must be no event before the folders are read: a save is several events.
const QUIET: Duration = Duration::from_millis(8);

/// The longest that a burst of events is waited for.
const BURST: usize = 40;

/// Wakes the session.
pub(super) type Bell = Sender<()>;

/// Wakes whoever waits.
pub(super) struct Watch {
    events: Receiver<()>,
    /// Kept so that the wait takes its time when there is no watcher to send anything.
    _bell: Bell,
    watcher: Option<RecommendedWatcher>,
    root: PathBuf,
    folders: Vec<PathBuf>,
    watched: Vec<PathBuf>,
    every: Duration,
}

/// Why the wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Woken {
    /// Something happened in the folders.
    Event,
    /// Time has passed.
    Clock,
}

impl Watch {
    /// Watches folders below a root, whether they exist yet or not.
    pub(super) fn new(
        root: &Path,
        folders: Vec<PathBuf>,
        poll: bool,
        bell: Bell,
        events: Receiver<()>,
    ) -> Self {
        let told = bell.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading a file is an event too on some systems, and is our own doing.
            if event.as_ref().is_ok_and(|it| it.kind.is_access()) {
                return;
            }
            let _ = told.send(());
        });
        let watcher = if poll { None } else { watcher.ok() };
        let every = if watcher.is_some() { HEARTBEAT } else { POLL };
        let root = root.to_owned();
        let mut watch = Self { events, _bell: bell, watcher, root, folders, watched: Vec::new(), every };
        watch.renew();
        watch
    }

    /// Whether only the clock wakes.
    pub(super) fn polls(&self) -> bool {
        self.every == POLL
    }

    /// Gives up on events: they do not arrive here.
    pub(super) fn fall_back(&mut self) {
        self.watcher = None;
        self.every = POLL;
    }

    /// Watches folders that have appeared since.
    pub(super) fn renew(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        self.watched.retain(|it| it.is_dir());
        if !self.watched.contains(&self.root)
            && watcher.watch(&self.root, RecursiveMode::NonRecursive).is_ok()
        {
            self.watched.push(self.root.clone());
        }
        for folder in &self.folders {
            // A folder that is full of links to folders, or too many for the system, is read by the clock.
            if !self.watched.contains(folder)
                && folder.is_dir()
                && watcher.watch(folder, RecursiveMode::Recursive).is_ok()
            {
                self.watched.push(folder.clone());
            }
        }
    }

    /// Waits until something may have changed.
    pub(super) fn wait(&self) -> Woken {
        match self.events.recv_timeout(self.every) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Woken::Clock,
        }
        for _ in 0..BURST {
            if self.events.recv_timeout(QUIET).is_err() {
                break;
            }
            while self.events.try_recv().is_ok() {}
        }
        Woken::Event
    }
}
