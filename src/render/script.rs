//! Scripts, of which a page that is read has none: one searches, one shows comments that another server keeps.
//!
//! They ask nothing of a theme but the attributes that the built-in templates give them.

use crate::portfolio::model::{Keeper, Settings};

/// A script of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Search,
    Comments,
}

impl Script {
    /// The scripts that a site with such settings has.
    pub(super) fn wanted(settings: &Settings) -> impl Iterator<Item = Self> {
        let kept_elsewhere = settings.comments.as_ref().is_some_and(|it| it.keeper != Keeper::Files);
        let scripts = [(settings.search, Self::Search), (kept_elsewhere, Self::Comments)];
        scripts.into_iter().filter(|it| it.0).map(|it| it.1)
    }

    /// What it says.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Search => include_str!("scripts/search.js"),
            Self::Comments => include_str!("scripts/comments.js"),
        }
    }

    /// Its path, which changes with every change of what it says, so that browsers may keep it.
    pub(super) fn path(self) -> String {
        let name = match self {
            Self::Search => "search",
            Self::Comments => "comments",
        };
        let hash = blake3::hash(self.text().as_bytes()).to_hex();
        format!("assets/{name}.{}.js", &hash.as_str()[..8])
    }
}
