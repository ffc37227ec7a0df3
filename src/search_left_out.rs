//! In place of the search, in a program that was built without it (feature `search`).

use anyhow::{Result, bail};

use crate::render::Output;
use crate::tree::Tree;

/// No files: nothing can be searched.
///
/// # Errors
/// When readers are to search the site.
pub fn index(output: &Output) -> Result<Tree> {
    if output.searched().is_empty() {
        return Ok(Tree::default());
    }
    bail!(
        "this leadfolio was built without the search\ntake `search: on` out, or build it with `--features search`"
    )
}
