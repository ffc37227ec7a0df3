//! Wakes the session: by file system events, and by a timer where no events arrive.
//!
//! Nothing here says what changed: events get lost, arrive twice, and name temporary files of editors. Reading the
//! folders finds the changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// Interval of reading the folders while events arrive, in case one is lost.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// Interval of reading the folders when events do not arrive or are disabled.
const POLL: Duration = Duration::from_millis(300);

/// Debounce: time without events before the folders are read, since one save causes several events.
const QUIET: Duration = Duration::from_millis(8);

/// Debounce periods to wait at most, so that a steady stream of events does not block the session.
const BURST: usize = 40;

/// Sends wake-ups to the session; the channel carries no data.
pub(super) type Bell = Sender<()>;

/// Watches the folders of a portfolio.
pub(super) struct Watch {
    events: Receiver<()>,
    /// Keeps the channel open: without a sender, `recv_timeout` would return at once instead of waiting.
    _bell: Bell,
    /// `None` while polling.
    watcher: Option<RecommendedWatcher>,
    root: PathBuf,
    folders: Vec<PathBuf>,
    /// Folders that exist and are registered with the watcher.
    watched: Vec<PathBuf>,
    /// Longest time between two wake-ups.
    every: Duration,
}

/// Why the wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Woken {
    /// A file system event arrived, or the author selected another view.
    Event,
    /// The interval elapsed without an event.
    Clock,
}

impl Watch {
    /// Watches `folders` below `root`, whether or not they exist yet. `poll` disables events.
    pub(super) fn new(
        root: &Path,
        folders: Vec<PathBuf>,
        poll: bool,
        waker: Bell,
        events: Receiver<()>,
    ) -> Self {
        let event_waker = waker.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Some systems also report reads, which this process causes itself.
            if event.as_ref().is_ok_and(|event| event.kind.is_access()) {
                return;
            }
            let _ = event_waker.send(());
        });
        let watcher = if poll { None } else { watcher.ok() };
        let every = if watcher.is_some() { HEARTBEAT } else { POLL };
        let root = root.to_owned();
        let mut watch = Self { events, _bell: waker, watcher, root, folders, watched: Vec::new(), every };
        watch.renew();
        watch
    }

    /// Whether only the timer wakes the session.
    pub(super) fn polls(&self) -> bool {
        self.every == POLL
    }

    /// Stops using events, because they do not arrive on this file system.
    pub(super) fn fall_back(&mut self) {
        self.watcher = None;
        self.every = POLL;
    }

    /// Registers folders that were created since the last call, and forgets deleted ones.
    pub(super) fn renew(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        self.watched.retain(|folder| folder.is_dir());
        if !self.watched.contains(&self.root)
            && watcher.watch(&self.root, RecursiveMode::NonRecursive).is_ok()
        {
            self.watched.push(self.root.clone());
        }
        for folder in &self.folders {
            // Registering can fail (symlink loops, the system's watch limit): the timer covers that folder.
            if !self.watched.contains(folder)
                && folder.is_dir()
                && watcher.watch(folder, RecursiveMode::Recursive).is_ok()
            {
                self.watched.push(folder.clone());
            }
        }
    }

    /// Blocks until something may have changed, and debounces events.
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
