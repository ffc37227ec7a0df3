//! The process, its signals and the shell that it was started from.

use std::io;

use tokio::signal::windows::{
    CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close, ctrl_logoff,
    ctrl_shutdown,
};

use crate::platform::shell::quote;

/// A word of a command as the author's shell has to be given it: quoted if it holds more than plain characters.
pub fn quote_for_shell(word: &str) -> String {
    quote(word, false)
}

/// Whether the program may do everything on this computer: programs can do without their sandbox only on Unix.
pub fn runs_as_root() -> bool {
    false
}

/// What asks the program to stop: Ctrl-C, Ctrl-Break, and the end of its window, of the session or of the system.
#[derive(Debug)]
pub(crate) struct StopSignal {
    interrupt: CtrlC,
    end: CtrlBreak,
    close: CtrlClose,
    logoff: CtrlLogoff,
    shutdown: CtrlShutdown,
}

impl StopSignal {
    /// Begins to listen; to be called within the runtime.
    ///
    /// # Errors
    /// If the system doesn't let it.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: ctrl_c()?,
            end: ctrl_break()?,
            close: ctrl_close()?,
            logoff: ctrl_logoff()?,
            shutdown: ctrl_shutdown()?,
        })
    }

    /// Waits until the program is asked to stop.
    pub(crate) async fn received(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.end.recv() => {}
            _ = self.close.recv() => {}
            _ = self.logoff.recv() => {}
            _ = self.shutdown.recv() => {}
        }
    }
}
