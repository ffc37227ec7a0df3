//! Where files of a source go in `content/files/`: under a name that every system takes, and never over another file.

use std::collections::{HashMap, HashSet};

use super::existing::Existing;
use crate::import::imported::ImportedFile;
use crate::platform::windows_refusal;
use crate::urls::collision_key;
use crate::vfs::{Blob, FileTree};

/// The files of a source, and where they are in the portfolio.
pub(super) struct FilePlaces<'a> {
    /// By the path in the source.
    files: HashMap<&'a str, &'a ImportedFile>,
    /// By the path in the source, those that pages need: the path from `content/`.
    placed: HashMap<&'a str, String>,
    /// Keys of the paths that new files take.
    taken: HashSet<String>,
    existing: &'a Existing<'a>,
}

impl<'a> FilePlaces<'a> {
    pub(super) fn new(files: &'a [ImportedFile], existing: &'a Existing<'a>) -> Self {
        let by_path = files.iter().map(|file| (file.path.as_str(), file));
        Self { files: by_path.collect(), placed: HashMap::new(), taken: HashSet::new(), existing }
    }

    /// Whether the source has a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a file has its place already.
    pub(super) fn is_placed(&self, path: &str) -> bool {
        self.placed.contains_key(path)
    }

    /// The place of a file, from `content/`, if it has one.
    pub(super) fn placed(&self, path: &str) -> Option<&str> {
        self.placed.get(path).map(String::as_str)
    }

    /// The path from `content/` of a file that a new page needs. The file is added to `tree`, unless the portfolio has it.
    pub(super) fn place(&mut self, path: &str, tree: &mut FileTree) -> Option<String> {
        let file: &'a ImportedFile = self.files.get(path)?;
        if let Some(placed) = self.placed.get(path) {
            return Some(placed.clone());
        }
        let wanted = format!("files/{}", safe_path(path));
        let placed = self.find_place(&wanted, &file.blob);
        if !self.existing.tree.contains(&placed) {
            tree.insert(format!("content/{placed}"), file.blob.clone());
        }
        self.placed.insert(&file.path, placed.clone());
        Some(placed)
    }

    /// The first of `x.jpg`, `x-2.jpg`, … that is free, or that is this file already.
    fn find_place(&mut self, wanted: &str, blob: &Blob) -> String {
        let (stem, ending) = match wanted.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem, format!(".{ending}")),
            _ => (wanted, String::new()),
        };
        let mut path = wanted.to_owned();
        let mut number = 2;
        loop {
            let key = collision_key(&path);
            match self.existing.files.get(&key) {
                Some(known)
                    if self.existing.tree.get(known).is_some_and(|other| has_same_content(other, blob)) =>
                {
                    return known.clone();
                }
                None if self.taken.insert(key) => return path,
                _ => {}
            }
            path = format!("{stem}-{number}{ending}");
            number += 1;
        }
    }
}

/// Whether two files have the same bytes. `false` if one of them can't be read.
pub(super) fn has_same_content(a: &Blob, b: &Blob) -> bool {
    let hash = |blob: &Blob| {
        let mut hasher = blake3::Hasher::new();
        let read = blob.for_each_piece(|piece| {
            hasher.update(piece);
        });
        read.ok().map(|()| hasher.finalize())
    };
    a.is_same(b) || a.len() == b.len() && hash(a).is_some_and(|first| hash(b) == Some(first))
}

/// A path that every system takes, and whose files are not hidden.
fn safe_path(path: &str) -> String {
    let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let parts: Vec<String> = parts.map(safe_name).collect();
    if parts.is_empty() { "file".to_owned() } else { parts.join("/") }
}

fn safe_name(name: &str) -> String {
    /// Bytes of a name: file systems stop at 255, and a number may be added.
    const MAX_NAME: usize = 200;
    let is_bad = |c: char| c.is_control() || ":<>\"|?*\\".contains(c);
    let name: String = name.chars().map(|c| if is_bad(c) { '-' } else { c }).collect();
    let name = name.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let stem = stem[..stem.floor_char_boundary(MAX_NAME)].trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() { "file" } else { stem };
    let name = format!("{stem}{ending}");
    if windows_refusal(&name).is_some() { format!("file-{name}") } else { name }
}
