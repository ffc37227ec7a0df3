//! The built-in scripts: one for the search page, one that loads the comments of an external service. Other pages have
//! no script.
//!
//! They rely on a theme only for the attributes that the built-in templates set.

use crate::model::settings::{CommentProvider, SiteSettings};
use crate::vfs::fingerprint::fingerprinted_path;

/// A script that is built into the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Search,
    Comments,
}

impl Script {
    /// The scripts that a site with these settings needs.
    pub(super) fn enabled(settings: &SiteSettings) -> impl Iterator<Item = Self> {
        let is_external =
            settings.comments.as_ref().is_some_and(|comments| comments.provider != CommentProvider::Files);
        let scripts = [(settings.search.has_index(), Self::Search), (is_external, Self::Comments)];
        scripts.into_iter().filter(|(wanted, _)| *wanted).map(|(_, script)| script)
    }

    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::Search => include_str!("scripts/search.js"),
            Self::Comments => include_str!("scripts/comments.js"),
        }
    }

    /// Path of the file, `assets/search.1a2b3c4d.js`; it has a hash of the content, so that browsers may cache it.
    pub(super) fn path(self) -> String {
        let name = match self {
            Self::Search => "search",
            Self::Comments => "comments",
        };
        let path = format!("assets/{name}.js");
        fingerprinted_path(&path, self.source().as_bytes()).unwrap_or(path)
    }
}
