//! Stub of the `search` module for builds without the `search` feature.

use anyhow::Result;

use crate::render::RenderedSite;
use crate::vfs::FileTree;

/// An empty index: without the feature, a search page only lists the pages (POR-06).
///
/// # Errors
/// Never; the index of a build with the feature can fail.
pub fn build_index(_output: &RenderedSite) -> Result<FileTree> {
    Ok(FileTree::default())
}
