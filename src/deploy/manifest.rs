//! The deploy manifest: a JSON file on the remote that lists the files leadfolio has written there.
//!
//! Only listed files are ever overwritten or deleted without asking. A run lists the files that it is about to change
//! before it changes them, so that even after an interruption the next run knows which files are leadfolio's.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};

use crate::content::enums::HeaderFile;
use crate::vfs::{is_path_key, is_safe_relative_path, parent_folders, path_key};

/// Path of the manifest on the remote.
pub const MANIFEST: &str = ".leadfolio-deploy.json";

/// Path of the manifest on hosts that do not serve files whose name starts with a dot.
pub(super) const PUBLIC_MANIFEST: &str = "leadfolio-deploy.json";

/// Version of the manifest format that this program reads and writes.
const VERSION: u32 = 2;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Unique id of the run that wrote it, so that manifests of different runs always differ.
    run: String,
    /// Files that were written completely, by path.
    pub files: BTreeMap<String, Digest>,
    /// Files that a run was about to write or delete when it was interrupted: leadfolio's, but with unknown content.
    pub pending: BTreeSet<String>,
}

impl Manifest {
    /// Creates a manifest. `pending` are the paths that the run is about to change.
    pub fn new(run: &str, files: BTreeMap<String, Digest>, pending: BTreeSet<String>) -> Self {
        Self { run: run.to_owned(), files, pending }
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

    /// Serializes the manifest as JSON, as a [`StoredManifest`].
    pub fn to_json(&self) -> Vec<u8> {
        let folders = self.owned_paths().flat_map(parent_folders).map(path_key).collect();
        let stored = StoredManifest {
            version: VERSION,
            run: self.run.clone(),
            files: self.files.iter().map(|(path, digest)| (path_key(path), digest.clone())).collect(),
            folders,
            pending: self.pending.iter().map(|path| path_key(path)).collect(),
        };
        serde_json::to_vec_pretty(&stored).expect("texts and numbers can be written")
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

/// A manifest as it is on the remote, where anyone may read it: it lists the keys of paths of files, so that it does not
/// tell the names of unlisted pages. Those of the first version listed the paths themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredManifest {
    version: u32,
    run: String,
    /// Files that were written completely.
    pub files: BTreeMap<String, Digest>,
    /// The folders that files are in, at any depth.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    folders: BTreeSet<String>,
    /// Files that a run was about to write or delete when it was interrupted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[serde(rename = "unsure")]
    pub pending: BTreeSet<String>,
}

/// What to do about a manifest that cannot be used.
const HELP: &str = "look at that file, and delete it if you don't need it: then everything is uploaded again";

impl StoredManifest {
    /// Parses a manifest.
    ///
    /// # Errors
    /// If it is not valid, was written by a newer version of leadfolio, or lists a file that leadfolio never writes.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        // Read first: the other fields may look different in a newer format.
        #[derive(Deserialize)]
        struct Header {
            version: u32,
        }
        let header: Header = serde_json::from_slice(bytes)
            .with_context(|| format!("cannot read the published `{MANIFEST}`\n{HELP}"))?;
        if header.version > VERSION {
            bail!("this site was published with a newer version of leadfolio: update leadfolio");
        }
        let manifest: Self = serde_json::from_slice(bytes)
            .with_context(|| format!("cannot read the published `{MANIFEST}`\n{HELP}"))?;
        let is_valid = if manifest.has_paths() { is_publishable_path } else { is_path_key };
        manifest.names().find(|name| !is_valid(name)).map_or(Ok(()), |name| Err(unpublishable(name)))?;
        Ok(manifest)
    }

    /// Whether an older version of leadfolio wrote it, which listed paths.
    pub fn has_paths(&self) -> bool {
        self.version < 2
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(&self.pending).map(String::as_str)
    }

    /// Whether one of the files may be in this folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.folders.contains(&path_key(folder))
    }

    /// Finds the paths of the files: among those of the site, and, only if some are left, among those that `list_paths`
    /// returns. Returns the manifest, and how many files were not found.
    ///
    /// # Errors
    /// If the remote cannot be listed, or a file that leadfolio never writes is listed.
    pub(super) fn resolve<'a>(
        self,
        site_paths: impl Iterator<Item = &'a str>,
        list_paths: impl FnOnce(&Self) -> Result<Vec<String>>,
    ) -> Result<(Manifest, usize)> {
        if self.has_paths() {
            return Ok((Manifest::new(&self.run, self.files, self.pending), 0));
        }
        let names: BTreeSet<&str> = self.names().collect();
        let find = |path: &str| Some(path_key(path)).filter(|key| names.contains(key.as_str()));
        let mut paths: BTreeMap<String, String> =
            site_paths.filter_map(|path| Some((find(path)?, path.to_owned()))).collect();
        if paths.len() < names.len() {
            for path in list_paths(&self)? {
                let Some(key) = find(&path) else { continue };
                if !paths.contains_key(&key) && !is_publishable_path(&path) {
                    return Err(unpublishable(&path));
                }
                paths.insert(key, path);
            }
        }
        let missing = names.len() - paths.len();
        let files =
            self.files.iter().filter_map(|(key, digest)| Some((paths.get(key)?.clone(), digest.clone())));
        let pending = self.pending.iter().filter_map(|key| paths.get(key).cloned());
        Ok((Manifest::new(&self.run, files.collect(), pending.collect()), missing))
    }
}

/// Whether leadfolio could have written a file of this path: inside the site, and not one that a host, a repository or a
/// system reads, but for the file with headers that a target may have.
fn is_publishable_path(path: &str) -> bool {
    let is_hidden = |(index, part): (usize, &str)| {
        part.starts_with('.') && !(index == 0 && part == ".well-known") && path != HeaderFile::Apache.id()
    };
    is_safe_relative_path(path)
        && !path.contains(|c: char| c == '\\' || c.is_control())
        // A drive of Windows.
        && path.as_bytes().get(1) != Some(&b':')
        && !path.split('/').enumerate().any(is_hidden)
}

fn unpublishable(name: &str) -> anyhow::Error {
    anyhow!(
        "the published `{MANIFEST}` names `{}`, which leadfolio never writes\n{HELP}",
        name.escape_debug()
    )
}

#[cfg(test)]
mod tests {
    use super::is_publishable_path;

    #[test]
    fn only_what_a_deploy_could_write_is_believed_to_be_of_one() {
        for path in ["index.html", "a/b c.pdf", ".well-known/x.txt", ".htaccess", "_headers", "CNAME"] {
            assert!(is_publishable_path(path), "{path}");
        }
        for path in [
            ".git/config",
            "a/.git/config",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "",
            "a//b",
            "a/./b",
            "C:/x",
            "c:x",
            "a\\b",
            "..\\x",
            "a\nb",
            ".bashrc",
            "a/.htaccess",
            "a/.well-known/x",
            ".leadfolio-deploy.json",
        ] {
            assert!(!is_publishable_path(path), "{path}");
        }
    }
}
