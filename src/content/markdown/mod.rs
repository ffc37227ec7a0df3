//! Markdown: the one place that names its parser.
//!
//! A body is read once for its outline (`outline`) and printed when its page is rendered (`print`). What is
//! private is cut out of the text before either sees it (`private`).

mod ids;
mod outline;
mod print;
pub mod private;

pub use outline::{Heading, Outline, Reference, ReferenceKind};
pub use print::{Image, LinkTarget, Printer, RawHtml, escape, print, print_commonmark};

use pulldown_cmark::Options;

/// The dialect: CommonMark, and what a portfolio needs besides.
fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Reads a body for its outline.
pub fn outline(body: &str) -> Outline {
    outline::read(body)
}

/// Whether a piece of HTML is nothing but comments, which are notes of the author and never published.
fn is_comment(html: &str) -> bool {
    without_comments(html).trim().is_empty()
}

/// HTML without the comments in it; one that never closes takes the rest with it.
fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, inside)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = inside.split_once("-->").map_or("", |it| it.1);
    }
    kept + rest
}

/// Whether a link plays a video on a site that sets cookies: it becomes a plain link that says so.
fn is_video(url: &str) -> bool {
    const HOSTS: [&str; 5] = ["youtube.com", "youtu.be", "vimeo.com", "youtube-nocookie.com", "loom.com"];
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return false;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    HOSTS.iter().any(|it| host == *it || host.ends_with(&format!(".{it}")))
}
