//! Topic tags and their pages.

use super::ids::StudyId;

/// A tag as one page spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Normalized form; tags with the same key are one tag.
    pub key: String,
    /// Spelling on this page.
    pub title: String,
}

/// A tag of the whole portfolio, with the page that lists its case studies.
#[derive(Clone, Debug)]
pub struct TagPage {
    /// Normalized form that all its spellings share.
    pub key: String,
    /// Its name in addresses, unique among all tags.
    pub slug: String,
    /// Spelling of the case study whose source file sorts first.
    pub title: String,
    /// Site path of the first page of the list.
    pub path: String,
    /// Case studies with this tag, newest first.
    pub studies: Vec<StudyId>,
}
