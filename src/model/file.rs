//! Files of the author, and what was excluded from the site.

use crate::documents::pdf::PdfStructure;
use crate::media::{self, CopyFormat, CopyPlan, Crop, ImageInfo};
use crate::vfs::{Blob, lowercase_extension};

/// A file that a published page cites.
#[derive(Clone, Debug)]
pub struct PublishedFile {
    /// The author's file. Recordings are without their metadata; renderers strip that of images.
    pub blob: Blob,
    /// Site path of the copy; of a picture with light copies, that of the widest one which every browser can show.
    pub path: String,
    /// Format and size of the author's file; `None` when it is not an image.
    pub picture: Option<ImageInfo>,
    /// Pages and tags of a PDF; `None` when it is none, or cannot be read.
    pub pdf: Option<PdfStructure>,
    /// What is published in place of a picture that pages show: those of one format together, the widest of each last. Empty
    /// if the file itself is published.
    pub copies: Vec<PictureCopy>,
    /// Whether it is an office document that is published without its comments and with its tracked changes accepted.
    pub accepts_revisions: bool,
}

impl PublishedFile {
    /// The light copies as WebP, or those that every browser can show.
    pub fn copies_as_webp(&self, is_webp: bool) -> impl Iterator<Item = &PictureCopy> {
        self.copies.iter().filter(move |copy| (copy.plan.format == CopyFormat::Webp) == is_webp)
    }
}

/// A light copy of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureCopy {
    /// Site path, with a fingerprint of the picture and of how the copy is made.
    pub path: String,
    /// Name of its bytes in a cache: nothing else ever has it.
    pub key: String,
    /// Size and format.
    pub plan: CopyPlan,
}

/// A picture that front matter names: the cover of a page, or the portrait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPicture {
    /// Path in `content/`.
    pub file: String,
    /// Alternative text.
    pub alt: String,
    /// How it is cut; `None` to show all of it.
    pub crop: Option<Crop>,
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
        match recording_type(path) {
            Some(media_type) if media_type.starts_with("video/") => Self::Film,
            Some(_) => Self::Sound,
            None if lowercase_extension(path).as_deref() == Some("csv") => Self::Table,
            None if media::is_image(path) => Self::Picture,
            None => Self::Link,
        }
    }
}

/// MIME type of a video or audio file, by its extension; `None` for any other.
pub fn recording_type(path: &str) -> Option<&'static str> {
    Some(match lowercase_extension(path)?.as_str() {
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "weba" => "audio/webm",
        _ => return None,
    })
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
    /// Whether it is a page that only a build with drafts has: a draft, or one dated in the future.
    pub is_draft: bool,
}
