//! What a name in a folder means.

/// What a name in a folder means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe or anything else.
    Other,
}
