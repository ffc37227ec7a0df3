//! Stub of the `search` module for builds without the `search` feature.

use anyhow::{Result, bail};

use crate::render::Output;
use crate::vfs::Tree;

/// An empty index.
///
/// # Errors
/// When the site has a search page, because this binary cannot build its index.
pub fn index(output: &Output) -> Result<Tree> {
    if output.searched().is_empty() {
        return Ok(Tree::default());
    }
    bail!(
        "this leadfolio was built without the search\ntake `search: on` out, or build it with `--features search`"
    )
}
