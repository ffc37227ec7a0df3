//! Markdown parsing and rendering; no other module depends on `pulldown_cmark`.
//!
//! A body is parsed once for its outline (`outline`) and again when its page is rendered to HTML (`render`). Blocks that
//! the audience may not see are removed before either of them sees the text (`audience_filter`).

pub mod audience_filter;
mod dialect;
mod ids;
mod outline;
mod render;

pub use outline::{Heading, MarkdownReference, Outline, ReferenceKind, parse_outline};
pub use render::{Image, RawHtml, RenderHooks, RenderedLink, escape, render_commonmark, render_html};
