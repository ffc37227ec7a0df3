//! Stub of `import_files` for builds without the `import` feature.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::common::CommandOutcome;
use super::import::ImportOptions;

/// Imports nothing.
///
/// # Errors
/// Always.
pub(super) fn import_into(_: &Path, _: &[PathBuf], _: ImportOptions) -> Result<CommandOutcome> {
    bail!(
        "this copy of leadfolio can't import\n\
         install a released one, or build it with `cargo install --path . --all-features`"
    );
}
