//! Collects the pictures and documents that pages show, under names that are different and work everywhere.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::import::imported::ImportedFile;
use crate::urls::Slug;
use crate::vfs::{Blob, lowercase_extension};

/// Files in the order in which pages name them.
#[derive(Default)]
pub(super) struct PageFiles {
    pub(super) files: Vec<ImportedFile>,
    /// Indices of files by their name.
    by_path: BTreeMap<String, usize>,
    /// How many files have a name, numbers aside.
    counts: BTreeMap<String, usize>,
    /// Paths in the source of the files that were added.
    pub(super) used: BTreeSet<String>,
}

/// Files of one name that are compared, so that a picture on several pages is there once.
const MAX_COMPARED: usize = 20;

impl PageFiles {
    /// Adds a file, unless the same one is there already; the result is its path.
    pub(super) fn add(&mut self, name: &str, blob: Blob) -> String {
        let (stem, extension) = match lowercase_extension(name) {
            Some(extension)
                if extension.len() <= 5 && extension.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
            {
                (&name[..name.len() - extension.len() - 1], extension)
            }
            _ => (name, picture_extension(&blob).to_owned()),
        };
        let stem =
            Slug::from_title(stem).map_or_else(|| "picture".to_owned(), |slug| slug.as_str().to_owned());
        let stem: String = stem.chars().take(80).collect();
        let count = self.counts.entry(format!("{stem}.{extension}")).or_default();
        let numbered = |number: usize| match number {
            1 => format!("{stem}.{extension}"),
            number => format!("{stem}-{number}.{extension}"),
        };
        for number in 1..=(*count).min(MAX_COMPARED) {
            let path = numbered(number);
            if self.by_path.get(&path).is_some_and(|index| self.files[*index].blob.is_same(&blob)) {
                return path;
            }
        }
        *count += 1;
        // Another file may be called `plan-2.pdf` by itself.
        while self.by_path.contains_key(&numbered(*count)) {
            *count += 1;
        }
        let path = numbered(*count);
        self.by_path.insert(path.clone(), self.files.len());
        self.files.push(ImportedFile { path: path.clone(), blob, alt: None });
        path
    }

    /// Adds a picture that is written into the page itself, as `data:image/png;base64,…`.
    pub(super) fn add_data(&mut self, address: &str) -> Option<String> {
        let (kind, data) = address.strip_prefix("data:image/")?.split_once(',')?;
        let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = STANDARD.decode(data).ok().filter(|_| kind.ends_with(";base64"))?;
        let extension = match kind.split(';').next()? {
            "jpeg" | "jpg" => "jpg",
            kind @ ("png" | "gif" | "webp" | "avif") => kind,
            _ => return None,
        };
        Some(self.add(&format!("picture.{extension}"), Blob::from(bytes)))
    }

    /// Sets what the page says that a picture shows.
    pub(super) fn describe(&mut self, path: &str, alt: &str) {
        if let Some(index) = self.by_path.get(path)
            && !alt.is_empty()
        {
            self.files[*index].alt.get_or_insert_with(|| alt.to_owned());
        }
    }
}

/// The usual ending of a picture's name, by its first bytes.
fn picture_extension(blob: &Blob) -> &'static str {
    let bytes = blob.read().unwrap_or_default();
    match bytes.as_ref() {
        [0xFF, 0xD8, ..] => "jpg",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'G', b'I', b'F', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        _ => "bin",
    }
}
