//! Markdown parsing and rendering; no other module depends on `pulldown_cmark`.
//!
//! A body is parsed (`events`) once for its outline (`outline`) and again when its page is rendered to HTML (`render`);
//! both read the same events, in which raw HTML and what the parser misreads are corrected. Blocks that
//! the audience may not see are removed before either of them sees the text (`audience_filter`).

pub mod audience_filter;
mod citations;
mod definitions;
mod dialect;
mod events;
mod findings;
mod foreign;
mod gallery;
mod grid_table;
#[cfg_attr(not(feature = "highlight"), path = "highlight_stub.rs")]
mod highlight;
mod html;
mod html_block;
mod html_escape;
mod html_table;
mod html_tags;
mod ids;
mod inline;
mod markup;
mod masking;
mod math;
mod near_markers;
mod other_markup;
mod outline;
mod printed_marks;
mod render;
mod source_parts;
mod spanned;
mod tab_table;
mod table_cells;
mod text_blocks;
mod typography;
mod word_lists;

pub use audience_filter::find_any_marker;
pub use dialect::{Dialect, RawHtml, strip_closed_comments, strip_comments};
pub use findings::MarkdownFinding;
pub use highlight::CAN_HIGHLIGHT;
pub use html_tags::HtmlReport;
pub use masking::{FIGURE_KINDS, THEME_FIGURE, split_figure};
pub use outline::{
    Heading, MarkdownReference, Outline, ReferenceKind, count_words, parse_outline, reading_minutes,
};
pub use render::{BodyLabel, Image, RenderHooks, RenderedLink, escape, render_commonmark, render_html};
pub use source_parts::{SourceHeading, SourceLink, SourceParts, heading_anchor, source_parts};
pub use table_cells::ALIGN_RIGHT;
pub use typography::{QuoteStyle, typeset_plain_text};
