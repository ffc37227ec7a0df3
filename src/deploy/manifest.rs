//! The deploy manifest: a JSON file on the remote that lists the files leadfolio has written there.
//!
//! Only listed files are ever overwritten or deleted without asking. A run lists the files that it is about to change
//! before it changes them, so that even after an interruption the next run knows which files are leadfolio's.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::vfs::is_safe_relative_path;

/// Path of the manifest on the remote.
pub const MANIFEST: &str = ".leadfolio-deploy.json";

/// Path of the manifest on hosts that do not serve files whose name starts with a dot.
pub(super) const PUBLIC_MANIFEST: &str = "leadfolio-deploy.json";

/// Version of the manifest format that this program reads and writes.
const VERSION: u32 = 1;

/// Hash and length of a file's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// BLAKE3 hash of the content, truncated to 128 bits: 32 hexadecimal digits.
    pub hash: String,
    /// Length in bytes.
    pub bytes: u64,
}

impl Digest {
    /// Computes the digest of a file's content.
    pub fn from_content(bytes: &[u8]) -> Self {
        Self { hash: blake3::hash(bytes).to_hex()[..32].to_owned(), bytes: bytes.len() as u64 }
    }

    /// Computes the digest of a file's content, which is never held in memory as a whole.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn from_reader(reader: impl io::Read) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(Self::from_hasher(&hasher))
    }

    /// The digest of what a hasher has been given.
    pub(super) fn from_hasher(hasher: &blake3::Hasher) -> Self {
        Self { hash: hasher.finalize().to_hex()[..32].to_owned(), bytes: hasher.count() }
    }
}

/// The files that leadfolio has written to a remote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    version: u32,
    /// Unique id of the run that wrote it, so that manifests of different runs always differ.
    run: String,
    /// Files that were written completely, by path.
    pub files: BTreeMap<String, Digest>,
    /// Files that a run was about to write or delete when it was interrupted: leadfolio's, but with unknown content.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[serde(rename = "unsure")]
    pub pending: BTreeSet<String>,
}

impl Manifest {
    /// Creates a manifest of the current format version. `pending` are the paths that the run is about to change.
    pub fn new(run: &str, files: BTreeMap<String, Digest>, pending: BTreeSet<String>) -> Self {
        Self { version: VERSION, run: run.to_owned(), files, pending }
    }

    /// Parses a manifest.
    ///
    /// # Errors
    /// If it is not valid, was written by a newer version of leadfolio, or lists a path outside of the site's root.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        // Read first: the other fields may look different in a newer format.
        #[derive(Deserialize)]
        struct Header {
            version: u32,
        }
        let help = "look at that file, and delete it if you don't need it: then everything is uploaded again";
        let header: Header = serde_json::from_slice(bytes)
            .with_context(|| format!("cannot read the published `{MANIFEST}`\n{help}"))?;
        if header.version > VERSION {
            bail!("this site was published with a newer version of leadfolio: update leadfolio");
        }
        let manifest: Self = serde_json::from_slice(bytes)
            .with_context(|| format!("cannot read the published `{MANIFEST}`\n{help}"))?;
        if let Some(invalid) =
            manifest.files.keys().chain(&manifest.pending).find(|path| !is_safe_relative_path(path))
        {
            bail!(
                "the published `{MANIFEST}` names `{}`, which can't be a file of a site\n{help}",
                invalid.escape_debug()
            );
        }
        Ok(manifest)
    }

    /// Id of the run that wrote it, if that run was interrupted.
    pub(super) fn interrupted_run(&self) -> Option<&str> {
        (!self.pending.is_empty()).then_some(self.run.as_str())
    }

    /// Lists a file as one whose content is not known.
    pub fn mark_pending(&mut self, path: &str) {
        self.files.remove(path);
        self.pending.insert(path.to_owned());
    }

    /// Serializes the manifest as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("texts and numbers can be written")
    }

    /// Paths of all files that belong to leadfolio, including pending ones.
    pub fn owned_paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(&self.pending).map(String::as_str)
    }

    /// Whether a file belongs to leadfolio.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.pending.contains(path)
    }
}
