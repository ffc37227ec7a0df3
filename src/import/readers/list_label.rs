//! What stands before the items of lists.

/// The highest number that Markdown has for an item.
pub(super) const MAX_NUMBER: u64 = 999_999_999;

/// What stands before an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Bullet,
    Number(u64),
    /// Words, such as `Goal 1:`.
    Words(String),
    /// Nothing: the list only indents it.
    None,
}
