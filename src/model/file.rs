//! Files of the author, and what was excluded from the site.

use crate::media::{self, ImageInfo};
use crate::vfs::Blob;

/// A file that a published page cites.
#[derive(Clone, Debug)]
pub struct PublishedFile {
    /// The author's file, unmodified; renderers strip metadata from images.
    pub blob: Blob,
    /// Site path of the copy.
    pub path: String,
    /// Format and size; `None` when it is not an image.
    pub picture: Option<ImageInfo>,
}

/// What a text does with a file that it shows with the syntax of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownAs {
    /// A picture.
    Picture,
    /// A player for a film.
    Film,
    /// A player for a sound.
    Sound,
    /// A table.
    Table,
    /// A link: it can only be downloaded.
    Link,
}

impl ShownAs {
    /// By the ending of a file's name.
    pub fn from_path(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
            Some("mp4" | "m4v" | "webm" | "mov" | "ogv") => Self::Film,
            Some("mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav") => Self::Sound,
            Some("csv") => Self::Table,
            _ if media::is_image(path) => Self::Picture,
            _ => Self::Link,
        }
    }
}

/// The captions of a film: the file beside it with the same name and the ending `.vtt`, as a path in `content/`.
pub fn captions_source(film: &str) -> Option<String> {
    (ShownAs::from_path(film) == ShownAs::Film)
        .then(|| format!("{}.vtt", film.rsplit_once('.').map_or(film, |parts| parts.0)))
}

/// Content that exists and is excluded from the build.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excluded {
    /// Source file, relative to the project root.
    pub path: String,
    /// What is excluded, for messages: a page, or a part of one.
    pub what: String,
    /// Why it is excluded, for messages.
    pub reason: String,
    /// Whether a whole page is excluded, rather than a part of it.
    pub is_page: bool,
}
