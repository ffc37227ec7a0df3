//! Events with the bytes that they come from, and what two steps of parsing decide alike.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

/// An event and the bytes of the body that it comes from.
pub(super) type Spanned<'a> = (Event<'a>, Range<usize>);

/// Whether a Markdown element stands in a line of text.
pub(super) fn is_inline_tag(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
