//! The process, its signals and the shell that it was started from.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::platform::shell::quote;

/// A word of a command as the author's shell has to be given it: quoted if it holds more than plain characters.
pub fn quote_for_shell(word: &str) -> String {
    quote(word, true)
}

/// Whether the program may do everything on this computer.
pub fn runs_as_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// What asks the program to stop: Ctrl-C and SIGTERM.
#[derive(Debug)]
pub(crate) struct StopSignal {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignal {
    /// Begins to listen; to be called within the runtime.
    ///
    /// # Errors
    /// If the system doesn't let it.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits until the program is asked to stop.
    pub(crate) async fn received(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
