//! The Markdown dialect of portfolios, and what the outline and the renderer decide alike.

use pulldown_cmark::Options;

use super::typography::QuoteStyle;

/// How to treat raw HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// Turn what Markdown can say into Markdown and remove the other tags; the text between them stays.
    #[default]
    Convert,
    /// Keep it, as set by `raw_html: true` in `portfolio.yaml`. Comments are removed all the same.
    Keep,
}

/// What `portfolio.yaml` says about Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// How to treat raw HTML.
    pub raw_html: RawHtml,
    /// The quotation marks of the site's language.
    pub quotes: QuoteStyle,
    /// Whether `==text==` is marked.
    pub mark: bool,
    /// Whether `H~2~O` and `x^2^` are subscript and superscript.
    pub sub_and_superscript: bool,
    /// Whether code blocks are colored, as far as this build of the program can.
    pub highlight: bool,
}

/// The Markdown dialect of portfolios: CommonMark with these extensions.
pub(super) fn parser_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
}

/// Whether a piece of HTML consists of comments only. Comments are notes of the author and are never published.
pub(super) fn is_comment(html: &str) -> bool {
    strip_comments(html).trim().is_empty()
}

/// Removes the comments from HTML or Markdown. An unclosed comment extends to the end, as it does in browsers.
pub fn strip_comments(text: &str) -> String {
    cut_comments(text).0
}

/// Removes the comments that end. One that never does stays: in Markdown it may be an example in code.
pub fn strip_closed_comments(text: &str) -> String {
    let (kept, unclosed) = cut_comments(text);
    kept + unclosed
}

/// A text without its comments, and the one at its end that is never closed; empty if there is none.
fn cut_comments(text: &str) -> (String, &str) {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        let Some((_, after)) = rest[start + 4..].split_once("-->") else { return (kept, &rest[start..]) };
        rest = after;
    }
    (kept + rest, "")
}

/// Whether a link leads to a video on a site that sets cookies. Such videos are linked with a notice, never embedded.
pub(super) fn is_video_url(url: &str) -> bool {
    const HOSTS: [&str; 5] = ["youtube.com", "youtu.be", "vimeo.com", "youtube-nocookie.com", "loom.com"];
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return false;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    HOSTS.iter().any(|video_host| host == *video_host || host.ends_with(&format!(".{video_host}")))
}
