//! Which version of the site the preview shows: the audience, and whether drafts are included.

use std::collections::BTreeSet;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use super::guard::tokens_match;
use super::watch::WakeSender;
use crate::content::enums::Visibility;

/// Which version of the site the preview shows; the author can switch it in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ViewMode {
    /// Whom the site is rendered for.
    pub audience: Visibility,
    /// Whether drafts and future pages are included.
    pub drafts: bool,
}

impl ViewMode {
    /// The site as it will be published.
    pub const PUBLIC: Self = Self { audience: Visibility::Public, drafts: false };

    /// Whether this view shows nothing that `other` does not.
    pub(super) fn is_within(self, other: Self) -> bool {
        self.audience <= other.audience && self.drafts <= other.drafts
    }

    /// The value of the cookie in which a browser keeps its view, for the run of the preview with this key.
    pub(super) fn to_cookie(self, key: &CookieKey) -> String {
        let drafts = if self.drafts { "drafts" } else { "published" };
        format!("{}.{}.{drafts}", key.0, self.audience.id())
    }

    /// Reads the value of a cookie; `None` if it is from another run.
    pub(super) fn from_cookie(value: &str, key: &CookieKey) -> Option<Self> {
        [Visibility::Public, Visibility::Panel, Visibility::Private]
            .into_iter()
            .flat_map(|audience| [true, false].map(|drafts| Self { audience, drafts }))
            .find(|view| tokens_match(&view.to_cookie(key), value))
    }
}

/// What the cookies of one run of the preview begin with.
///
/// Browsers send a cookie to every port of a host, so that other servers on this machine get it. It is derived from the
/// token of the run, which those must not learn, and does not reveal it.
#[derive(Clone, Debug)]
pub(super) struct CookieKey(Arc<str>);

impl CookieKey {
    pub(super) fn derive(token: &str) -> Self {
        let key = blake3::derive_key("leadfolio preview 2026-11-26 cookie of a view", token.as_bytes());
        Self(blake3::Hash::from_bytes(key).to_hex().as_str().into())
    }
}

/// The views that browsers show; shared between the HTTP server and the session, which builds no others.
#[derive(Clone, Debug)]
pub(super) struct ViewRequests {
    views: Arc<Mutex<BTreeSet<ViewMode>>>,
    waker: WakeSender,
}

impl ViewRequests {
    /// Starts without requests; `waker` is notified when a view is missing.
    pub(super) fn new(waker: WakeSender) -> Self {
        Self { views: Arc::default(), waker }
    }

    /// Notes that somebody looks at a view.
    pub(super) fn mark_used(&self, view: ViewMode) {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).insert(view);
    }

    /// Asks the session for a view that is not built.
    pub(super) fn request(&self, view: ViewMode) {
        self.mark_used(view);
        let _ = self.waker.send(());
    }

    /// The views that were asked for since the last call.
    pub(super) fn take(&self) -> BTreeSet<ViewMode> {
        mem::take(&mut *self.views.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_kept_in_a_cookie_of_this_run() {
        let view = ViewMode { audience: Visibility::Panel, drafts: true };
        let [key, other] = ["a1", "b2"].map(CookieKey::derive);
        let cookie = view.to_cookie(&key);
        assert_eq!(ViewMode::from_cookie(&cookie, &key), Some(view));
        assert_eq!(ViewMode::from_cookie(&cookie, &other), None);
        assert_eq!(ViewMode::from_cookie(&cookie.replace("panel", "everyone"), &key), None);
    }

    #[test]
    fn a_view_is_within_another_that_shows_as_much() {
        let view = |audience, drafts| ViewMode { audience, drafts };
        let panel = view(Visibility::Panel, false);
        assert!(panel.is_within(panel) && ViewMode::PUBLIC.is_within(panel));
        assert!(!view(Visibility::Private, false).is_within(panel));
        assert!(!view(Visibility::Public, true).is_within(panel));
    }
}
