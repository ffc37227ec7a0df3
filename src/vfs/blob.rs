//! The content of a file, and the tree of files by path.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};
use std::sync::Arc;

use super::disk_file::DiskFile;
use super::patched::PatchedFile;

/// The bytes of one file, in memory or still on disk.
#[derive(Clone, Debug)]
pub enum Blob {
    /// Generated or read by this process. Not an `Arc<[u8]>`, since converting into one would copy every page.
    Memory(Arc<Vec<u8>>),
    /// Embedded in the binary.
    Static(&'static [u8]),
    /// A file, possibly large, that is read or copied from disk when needed.
    Disk(DiskFile),
    /// A file on disk of which parts are left out or replaced, possibly large, too.
    Patched(Arc<PatchedFile>),
}

impl Blob {
    /// Length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Static(bytes) => bytes.len() as u64,
            Self::Disk(file) => file.len,
            Self::Patched(file) => file.len(),
        }
    }

    /// Whether its length is zero.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads the file in pieces; it is never held in memory as a whole.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn for_each_piece(&self, mut use_piece: impl FnMut(&[u8])) -> io::Result<()> {
        let mut reader = self.open()?;
        let mut piece = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut piece)? {
                0 => return Ok(()),
                len => use_piece(&piece[..len]),
            }
        }
    }

    /// Whether two blobs have the same content, as far as can be known without opening a file. `false` for blobs of
    /// different variants. Cheap if both share one allocation.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Memory(a), Self::Memory(b)) => Arc::ptr_eq(a, b) || a == b,
            (Self::Static(a), Self::Static(b)) => a == b,
            (Self::Disk(a), Self::Disk(b)) => a == b,
            (Self::Patched(a), Self::Patched(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => false,
        }
    }
}

impl From<String> for Blob {
    fn from(text: String) -> Self {
        Self::Memory(Arc::new(text.into_bytes()))
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Memory(Arc::new(bytes))
    }
}

/// Files by relative path with `/` separators, sorted.
#[derive(Clone, Debug, Default)]
pub struct FileTree {
    files: BTreeMap<String, Blob>,
}

impl FileTree {
    /// Adds a file; replaces the one at the same path, if any.
    pub fn insert(&mut self, path: impl Into<String>, blob: impl Into<Blob>) {
        self.files.insert(path.into(), blob.into());
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Blob> {
        self.files.get(path)
    }

    /// The folders at the top of the tree.
    pub fn top_folders(&self) -> BTreeSet<&str> {
        self.files.keys().filter_map(|path| Some(path.split_once('/')?.0)).collect()
    }

    /// Whether a file exists at a path; `false` for a folder.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Blob)> {
        self.files.iter().map(|(path, blob)| (path.as_str(), blob))
    }

    /// The files in a folder, at any depth, with paths relative to that folder.
    pub fn files_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Blob)> {
        self.files
            .range(folder.to_owned()..)
            .map_while(move |(path, blob)| path.strip_prefix(folder).map(|rest| (rest, blob)))
            .filter_map(|(rest, blob)| rest.strip_prefix('/').map(|rest| (rest, blob)))
    }

    /// The tree of a folder, with paths relative to it. The blobs are cloned, which copies no bytes.
    pub fn subtree(&self, folder: &str) -> Self {
        Self { files: self.files_in(folder).map(|(path, blob)| (path.to_owned(), blob.clone())).collect() }
    }

    /// Adds the files of another tree; they replace those at the same paths.
    pub fn overlay(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// Paths whose files differ between this tree and another, or that exist in only one of them; sorted.
    pub fn changed_paths<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let gone = other.files.keys().filter(|path| !self.files.contains_key(*path));
        let new = self
            .files
            .iter()
            .filter(|(path, blob)| !other.get(path).is_some_and(|other_blob| other_blob.is_same(blob)));
        let mut changed: Vec<&str> = gone.chain(new.map(|(path, _)| path)).map(String::as_str).collect();
        changed.sort_unstable();
        changed
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
