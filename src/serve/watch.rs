//! Wakes the session: by file system events, and by a timer where no events arrive.
//!
//! Nothing here says what changed: events get lost, arrive twice, and name temporary files of editors. Reading the
//! folders finds the changes.

use std::fs::File;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use anyhow::Result;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// Interval of reading the folders while events arrive, in case one is lost.
const EVENT_FALLBACK_INTERVAL: Duration = Duration::from_secs(2);

/// Interval of reading the folders when events do not arrive or are disabled.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// Debounce: time without events before the folders are read, since one save causes several events.
const DEBOUNCE: Duration = Duration::from_millis(8);

/// Debounce periods to wait at most, so that a steady stream of events does not block the session.
const MAX_DEBOUNCE_ROUNDS: usize = 40;

/// How long an event about a file may take to arrive when it is tried out.
const PROBE_TIMEOUT: Duration = Duration::from_secs(3);

/// Sends wake-ups to the session; the channel carries no data.
pub(super) type WakeSender = Sender<()>;

/// Whether the system reports changes in a folder, which is tried by writing a file there.
///
/// # Errors
/// If the folder can't be watched, or the file can't be written.
pub fn reports_changes(folder: &Path) -> Result<bool> {
    let (waker, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if !event.as_ref().is_ok_and(|event| event.kind.is_access()) {
            let _ = waker.send(());
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    File::create_new(folder.join("watched.tmp"))?;
    Ok(events.recv_timeout(PROBE_TIMEOUT).is_ok())
}

/// Watches the folders of a portfolio.
pub(super) struct FolderWatcher {
    events: Receiver<()>,
    /// Keeps the channel open: without a sender, `recv_timeout` would return at once instead of waiting.
    _waker: WakeSender,
    /// `None` while polling.
    watcher: Option<RecommendedWatcher>,
    root: PathBuf,
    folders: Vec<PathBuf>,
    /// Folders that exist and are registered with the watcher.
    watched: Vec<PathBuf>,
    /// Longest time between two wake-ups.
    interval: Duration,
    /// Whether an event was received that the next wait is for.
    has_event: bool,
}

/// Why the wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WakeReason {
    /// A file system event arrived, or the author selected another view.
    Event,
    /// The interval elapsed without an event.
    Timer,
}

impl FolderWatcher {
    /// Watches `folders` below `root`, whether or not they exist yet. `poll` disables events.
    pub(super) fn new(
        root: &Path,
        folders: Vec<PathBuf>,
        poll: bool,
        waker: WakeSender,
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
        let every = if watcher.is_some() { EVENT_FALLBACK_INTERVAL } else { POLL_INTERVAL };
        let root = root.to_owned();
        let mut watch = Self {
            events,
            _waker: waker,
            watcher,
            root,
            folders,
            watched: Vec::new(),
            interval: every,
            has_event: false,
        };
        watch.watch_new_folders();
        watch
    }

    /// Whether only the timer wakes the session.
    pub(super) fn is_polling(&self) -> bool {
        self.interval == POLL_INTERVAL
    }

    /// Stops using events, because they do not arrive on this file system.
    pub(super) fn switch_to_polling(&mut self) {
        self.watcher = None;
        self.interval = POLL_INTERVAL;
    }

    /// Registers folders that were created since the last call, and forgets deleted ones.
    pub(super) fn watch_new_folders(&mut self) {
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

    /// Whether something may have changed since the last wait: the next one returns without blocking for long.
    pub(super) fn has_event(&mut self) -> bool {
        self.has_event |= self.events.try_recv().is_ok();
        self.has_event
    }

    /// Blocks until something may have changed, and debounces events.
    pub(super) fn wait(&mut self) -> WakeReason {
        if !mem::take(&mut self.has_event) {
            match self.events.recv_timeout(self.interval) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return WakeReason::Timer,
            }
        }
        for _ in 0..MAX_DEBOUNCE_ROUNDS {
            if self.events.recv_timeout(DEBOUNCE).is_err() {
                break;
            }
            while self.events.try_recv().is_ok() {}
        }
        WakeReason::Event
    }
}
