//! How an address is written on a page: from the root of the host, or from the page itself.

use crate::portfolio::url::{self, BaseUrl};

/// How links are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// From the root of the host: `/case-studies/x/`.
    Rooted,
    /// From the page: `../../case-studies/x/index.html`, which also works without a server.
    Relative,
}

/// Writes addresses.
#[derive(Clone, Debug)]
pub(super) struct Addresses {
    style: LinkStyle,
    /// `/`, or the folder of the base URL.
    folder: String,
}

impl Addresses {
    pub(super) fn new(style: LinkStyle, base: Option<&BaseUrl>) -> Self {
        Self { style, folder: base.map_or_else(|| "/".to_owned(), |it| it.folder().to_owned()) }
    }

    /// What stands before every path on the page at `path`.
    pub(super) fn root(&self, path: &str) -> String {
        match (self.style, path.matches('/').count()) {
            (LinkStyle::Rooted, _) => self.folder.clone(),
            (LinkStyle::Relative, 0) => "./".to_owned(),
            (LinkStyle::Relative, depth) => "../".repeat(depth),
        }
    }

    /// A path as it stands after the root: percent-encoded, with its file where there is no server to find it.
    pub(super) fn shown(&self, path: &str) -> String {
        match self.style {
            LinkStyle::Rooted => url::encode(path),
            LinkStyle::Relative => url::encode(&url::file_of(path)),
        }
    }
}
