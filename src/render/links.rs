//! Formats the links of a page: relative to the page, or relative to the root of the host.

use crate::model::generated_pages::GeneratedPage;
use crate::urls::{self, BaseUrl};

/// How the links between the pages of a site are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// Relative to the page, with the file's name: `../../case-studies/x/index.html`. Such a site works from a folder
    /// without a server (`file://`), at the root of a host and in any folder below it.
    PageRelative,
    /// Relative to the root of the host: `/case-studies/x/`.
    RootRelative,
    /// For a host: [`LinkStyle::RootRelative`] if the site's address is known. Otherwise [`LinkStyle::PageRelative`],
    /// because the site may be in any folder of the host.
    Hosted,
}

/// Formats links in one [`LinkStyle`].
#[derive(Clone, Debug)]
pub(super) struct LinkBuilder {
    is_page_relative: bool,
    /// Path of the base URL, with a slash at both ends; `/` without a base URL.
    folder: String,
    /// The base URL, if it is known.
    base_url: Option<String>,
}

impl LinkBuilder {
    pub(super) fn new(style: LinkStyle, base: Option<&BaseUrl>) -> Self {
        Self {
            is_page_relative: match style {
                LinkStyle::PageRelative => true,
                LinkStyle::RootRelative => false,
                LinkStyle::Hosted => base.is_none(),
            },
            folder: base.map_or_else(|| "/".to_owned(), |base_url| base_url.folder().to_owned()),
            base_url: base.map(|base_url| base_url.as_str().to_owned()),
        }
    }

    /// The prefix of every link on the page at `path`: the template variable `root`.
    pub(super) fn root_prefix(&self, path: &str) -> String {
        if !self.is_page_relative {
            return self.folder.clone();
        }
        // A host answers with this page at any depth, where links relative to the page would lead nowhere.
        if let Some(url) = self.base_url.as_ref().filter(|_| path == GeneratedPage::NotFound.path()) {
            return url.clone();
        }
        match path.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// A path as it is written after [`LinkBuilder::root_prefix`]: percent-encoded. Links relative to the page name the
    /// file (`index.html`), because without a server nothing resolves a folder to it.
    pub(super) fn href(&self, path: &str) -> String {
        let mut href = urls::encode(path);
        if self.is_page_relative && (href.is_empty() || href.ends_with('/')) {
            href.push_str("index.html");
        }
        href
    }
}
