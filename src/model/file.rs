//! Files of the author, and what was excluded from the site.

use crate::media::ImageInfo;
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
