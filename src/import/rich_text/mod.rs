//! Text with formatting, as word processors have it, on its way to Markdown.
//!
//! [`block`] is the form that readers make; [`headings`] finds the title and levels of headings; [`markdown`] writes it.

pub(super) mod block;
mod emphasis;
pub(super) mod escape;
pub(super) mod headings;
pub(super) mod markdown;
mod table;
