//! Stub of `import_files` for builds without the `import` feature.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::common::CommandOutcome;
use super::import_options::{ImportOptions, ImportResult};

/// Whether sources can be imported.
///
/// # Errors
/// If there are any.
pub(super) fn require_sources(sources: &[PathBuf]) -> Result<()> {
    if sources.is_empty() { Ok(()) } else { refuse() }
}

/// Imports nothing.
///
/// # Errors
/// Always.
pub(super) fn import_into(_: &Path, _: &[PathBuf], _: ImportOptions) -> Result<ImportResult> {
    refuse()?;
    Ok(ImportResult { outcome: CommandOutcome::HasErrors, has_written: false })
}

fn refuse() -> Result<()> {
    bail!(
        "this copy of leadfolio can't import\n\
         install a released one, or build it with `cargo install --path . --all-features`"
    );
}
