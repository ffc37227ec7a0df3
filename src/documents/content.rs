//! What a reader found in one file.

/// Between texts that are no sentence together, so that no name is read across them.
pub const TEXT_SEPARATOR: &str = " \u{b6} ";

/// The content of one document or recording.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct DocumentContent {
    /// Text that readers see.
    pub texts: Vec<String>,
    /// Text that they don't see at once: comments, alternative texts, names of parts, earlier versions.
    pub hidden: Vec<String>,
    /// Properties, such as its title and keywords.
    pub metadata: Vec<String>,
    /// What the bytes of pictures and the like say as letters. Few letters stand there by chance.
    pub data: Vec<String>,
    /// Metadata that identifies an author or a location.
    pub metadata_leaks: Vec<MetadataLeak>,
    /// Why nobody knows all that the file holds, as the end of a sentence: "it is protected by a password"; `None` if
    /// everything was read.
    pub unread: Option<String>,
}

/// Metadata that identifies who wrote a document or where a recording was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetadataLeak {
    /// The author, or whoever saved it last; trimmed, never empty.
    Author(String),
    /// Coordinates of the recording.
    Location,
}

/// The leak in the value of an author's field; `None` if it is blank.
pub(super) fn author_leak(name: &str) -> Option<MetadataLeak> {
    let name = name.trim();
    (!name.is_empty()).then(|| MetadataLeak::Author(name.to_owned()))
}
