//! What leadfolio put to a place, as it is written down there.
//!
//! Only files that are listed are ever written over or deleted. A run lists what it is about to touch before it touches
//! it: whatever becomes of the run, the next one knows which files are ours.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::tree::is_inside;

/// Its name at the place.
pub const MANIFEST: &str = ".leadfolio-deploy.json";

/// Its name at hosts that take no file with a dot before its name.
pub(super) const SHOWN_MANIFEST: &str = "leadfolio-deploy.json";

/// Its form; a higher one comes from a later leadfolio.
const VERSION: u32 = 1;

/// A file, by what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// BLAKE3 of its bytes, the first half, in hexadecimal digits.
    pub hash: String,
    /// Its length in bytes.
    pub bytes: u64,
}

impl Digest {
    /// Of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { hash: blake3::hash(bytes).to_hex()[..32].to_owned(), bytes: bytes.len() as u64 }
    }
}

/// What is at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    version: u32,
    /// The run that wrote it: no two manifests are equal.
    run: String,
    /// Files that are there.
    pub files: BTreeMap<String, Digest>,
    /// Files that a run was about to write or delete and has not finished with: ours, whatever is in them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unsure: BTreeSet<String>,
}

impl Manifest {
    /// Of files that are there and files that a run is about to touch.
    pub fn new(run: &str, files: BTreeMap<String, Digest>, unsure: BTreeSet<String>) -> Self {
        Self { version: VERSION, run: run.to_owned(), files, unsure }
    }

    /// Reads one.
    ///
    /// # Errors
    /// When it is none, comes from a later leadfolio, or names files outside of the place.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Form {
            version: u32,
        }
        let help =
            "look at it, and delete it if nothing there is worth keeping: everything is put again then";
        let form: Form = serde_json::from_slice(bytes)
            .with_context(|| format!("`{MANIFEST}` at the place cannot be read\n{help}"))?;
        if form.version > VERSION {
            bail!("a later leadfolio put the site there: use that one, or a newer");
        }
        let manifest: Self = serde_json::from_slice(bytes)
            .with_context(|| format!("`{MANIFEST}` at the place cannot be read\n{help}"))?;
        if let Some(strange) = manifest.files.keys().chain(&manifest.unsure).find(|it| !is_inside(it)) {
            bail!(
                "`{MANIFEST}` at the place names `{}`, which no site holds\n{help}",
                strange.escape_debug()
            );
        }
        Ok(manifest)
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("texts and numbers can be written")
    }

    /// Files that are ours.
    pub fn ours(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(&self.unsure).map(String::as_str)
    }

    /// Whether a file is ours.
    pub fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.unsure.contains(path)
    }
}
