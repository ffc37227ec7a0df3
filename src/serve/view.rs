//! Which version of the site the preview shows: the audience, and whether drafts are included.

use std::sync::{Arc, Mutex, PoisonError};

use super::watch::WakeSender;
use crate::content::enums::Visibility;

/// Which version of the site the preview shows; the author can switch it in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewMode {
    /// Whom the site is rendered for.
    pub audience: Visibility,
    /// Whether drafts and future pages are included.
    pub drafts: bool,
}

impl ViewMode {
    /// The site as it will be published.
    pub const PUBLIC: Self = Self { audience: Visibility::Public, drafts: false };
}

/// The view that the author selected in the browser; shared between the HTTP server and the session.
#[derive(Clone, Debug)]
pub(super) struct ViewSelection {
    mode: Arc<Mutex<ViewMode>>,
    waker: WakeSender,
}

impl ViewSelection {
    /// Starts with a view; `waker` is notified when another one is selected.
    pub(super) fn new(view: ViewMode, waker: WakeSender) -> Self {
        Self { mode: Arc::new(Mutex::new(view)), waker }
    }

    /// Selects another view and wakes the session.
    pub(super) fn select(&self, view: ViewMode) {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner) = view;
        let _ = self.waker.send(());
    }

    pub(super) fn current(&self) -> ViewMode {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
