//! The bytes of one file, and a map of them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// The bytes of one file, in memory or still on disk.
#[derive(Clone, Debug)]
pub enum Blob {
    /// Made or read by this process; not a slice, for making one would copy every page once more.
    Memory(Arc<Vec<u8>>),
    /// Part of the binary.
    Static(&'static [u8]),
    /// A large file that is copied, never held.
    Disk(DiskFile),
}

/// A regular file that stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its length in bytes when it was found.
    pub len: u64,
    /// When it was last written, as far as the system tells: two files of one path may differ in nothing else.
    pub modified: Option<SystemTime>,
}

impl Blob {
    /// The length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Static(bytes) => bytes.len() as u64,
            Self::Disk(file) => file.len,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it has the bytes of another, as far as can be told without opening a file: cheap when nobody has read
    /// either anew.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Memory(one), Self::Memory(two)) => Arc::ptr_eq(one, two) || one == two,
            (Self::Static(one), Self::Static(two)) => one == two,
            (Self::Disk(one), Self::Disk(two)) => one == two,
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

/// Files by their path: relative, `/` between the parts, sorted.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, Blob>,
}

impl Tree {
    /// Puts a file in, in place of any before it.
    pub fn insert(&mut self, path: impl Into<String>, blob: impl Into<Blob>) {
        self.files.insert(path.into(), blob.into());
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Blob> {
        self.files.get(path)
    }

    /// Whether there is a file at a path.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Blob)> {
        self.files.iter().map(|(path, blob)| (path.as_str(), blob))
    }

    /// The files of a folder, with the folder taken off their paths.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Blob)> {
        self.files
            .range(folder.to_owned()..)
            .map_while(move |(path, blob)| path.strip_prefix(folder).map(|rest| (rest, blob)))
            .filter_map(|(rest, blob)| rest.strip_prefix('/').map(|rest| (rest, blob)))
    }

    /// A tree of the files of a folder.
    pub fn subtree(&self, folder: &str) -> Self {
        Self { files: self.under(folder).map(|(path, blob)| (path.to_owned(), blob.clone())).collect() }
    }

    /// Lays another tree over this one: its files win.
    pub fn overlay(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// Paths whose files are not the same in another tree, or are in one of the two only; sorted.
    pub fn changes<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let gone = other.files.keys().filter(|it| !self.files.contains_key(*it));
        let new =
            self.files.iter().filter(|(path, blob)| !other.get(path).is_some_and(|it| it.is_same(blob)));
        let mut changed: Vec<&str> = gone.chain(new.map(|it| it.0)).map(String::as_str).collect();
        changed.sort_unstable();
        changed
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
