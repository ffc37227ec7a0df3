//! Stub of the `search` module for builds without the `search` feature.

use anyhow::{Result, bail};

use crate::render::RenderedSite;
use crate::vfs::FileTree;

/// An empty index.
///
/// # Errors
/// When the site has a search page, because this binary cannot build its index.
pub fn build_index(output: &RenderedSite) -> Result<FileTree> {
    if output.searchable_pages().is_empty() {
        return Ok(FileTree::default());
    }
    bail!(
        "this copy of leadfolio was built without the search\n\
         take `search: on` out, or run `cargo install --path .` in the folder of leadfolio's source code"
    )
}
