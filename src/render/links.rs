//! Formats the links of a page: relative to the root of the host, or relative to the page.

use crate::urls::{self, BaseUrl};

/// How links are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// Relative to the root of the host: `/case-studies/x/`.
    RootRelative,
    /// Relative to the page: `../../case-studies/x/index.html`, which also works from a folder without a server.
    PageRelative,
}

/// Formats links in one [`LinkStyle`].
#[derive(Clone, Debug)]
pub(super) struct LinkBuilder {
    style: LinkStyle,
    /// Path of the base URL, with a slash at both ends; `/` without a base URL.
    folder: String,
}

impl LinkBuilder {
    pub(super) fn new(style: LinkStyle, base: Option<&BaseUrl>) -> Self {
        Self { style, folder: base.map_or_else(|| "/".to_owned(), |base_url| base_url.folder().to_owned()) }
    }

    /// The prefix of every link on the page at `path`: the template variable `root`.
    pub(super) fn root_prefix(&self, path: &str) -> String {
        match (self.style, path.matches('/').count()) {
            (LinkStyle::RootRelative, _) => self.folder.clone(),
            (LinkStyle::PageRelative, 0) => "./".to_owned(),
            (LinkStyle::PageRelative, depth) => "../".repeat(depth),
        }
    }

    /// A path as it is written after [`LinkBuilder::root_prefix`]: percent-encoded. [`LinkStyle::PageRelative`] names the file
    /// (`index.html`), because without a server nothing resolves a folder to it.
    pub(super) fn href(&self, path: &str) -> String {
        match self.style {
            LinkStyle::RootRelative => urls::encode(path),
            LinkStyle::PageRelative => urls::encode(&urls::output_file(path)),
        }
    }
}
