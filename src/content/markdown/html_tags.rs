//! HTML tags in Markdown: which of them mean something here.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// What became of the raw HTML of a body.
#[derive(Clone, Debug, Default)]
pub struct HtmlReport {
    /// Where HTML is published as written, because of `raw_html: true`; byte ranges of the body.
    pub kept: Vec<Range<usize>>,
    /// Tags that are left out while their text stays, such as `center`: name and byte range of each.
    pub dropped: Vec<(String, Range<usize>)>,
    /// Elements that are left out with all that is in them, such as `script`.
    pub removed: Vec<(String, Range<usize>)>,
    /// Addresses that were embedded and are links now.
    pub embeds: Vec<(String, Range<usize>)>,
}

impl HtmlReport {
    /// Notes a tag whose text stays.
    pub(super) fn drop_tag(&mut self, name: &str, range: &Range<usize>) {
        self.dropped.push((name.to_owned(), range.clone()));
    }
}

/// A start or end tag.
#[derive(Debug)]
pub(super) enum HtmlTag {
    Open { name: String, attributes: Vec<(String, String)> },
    Close(String),
}

impl HtmlTag {
    /// The value of an attribute without its surrounding spaces; `None` if it is missing or empty.
    pub(super) fn attribute(attributes: &[(String, String)], name: &str) -> Option<String> {
        let value = attributes.iter().find(|(key, _)| key == name)?.1.trim().to_owned();
        (!value.is_empty()).then_some(value)
    }
}

/// A token of HTML: a tag or text. Comments and the like are left out.
#[derive(Debug)]
pub(super) enum HtmlToken {
    Tag(HtmlTag),
    Text(String),
}

pub(super) fn tokenize(html: &str) -> Vec<HtmlToken> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut tokens = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        tokens.push(match token {
            Token::StartTag(tag) => HtmlToken::Tag(HtmlTag::Open {
                name: text(&tag.name),
                attributes: tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect(),
            }),
            Token::EndTag(tag) => HtmlToken::Tag(HtmlTag::Close(text(&tag.name))),
            Token::String(words) => HtmlToken::Text(text(&words)),
            _ => continue,
        });
    }
    tokens
}

/// Elements whose text is no text for readers.
pub(super) fn is_removed(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "select"
            | "textarea"
            | "datalist"
            | "head"
            | "title"
            | "math"
    )
}

/// Inline elements that are kept, without their attributes.
pub(super) fn is_kept_inline(name: &str) -> bool {
    matches!(
        name,
        "b" | "strong"
            | "i"
            | "em"
            | "u"
            | "s"
            | "del"
            | "ins"
            | "sup"
            | "sub"
            | "mark"
            | "small"
            | "kbd"
            | "q"
            | "cite"
            | "code"
            | "samp"
            | "var"
            | "dfn"
            | "abbr"
    )
}

/// Elements that stand in a line of text; all others begin a new block.
pub(super) fn is_inline(name: &str) -> bool {
    is_kept_inline(name)
        || matches!(
            name,
            "a" | "font"
                | "span"
                | "big"
                | "tt"
                | "strike"
                | "blink"
                | "nobr"
                | "bdi"
                | "bdo"
                | "data"
                | "time"
                | "label"
                | "button"
                | "input"
                | "output"
                | "meter"
                | "progress"
                | "ruby"
                | "rt"
                | "rp"
                | "acronym"
                | "wbr"
                | "img"
                | "map"
                | "area"
                | "param"
                | "track"
                | "canvas"
        )
        // Office programs mark what they recognized, such as `st1:place` and `o:p`.
        || name.contains(':')
}

/// Whether HTML has, or had, an element of this name; others are words between angle brackets.
pub(super) fn is_known(name: &str) -> bool {
    const OTHERS: [&str; 27] = [
        "audio", "base", "br", "center", "col", "colgroup", "dialog", "dir", "embed", "fieldset", "form",
        "frame", "frameset", "iframe", "legend", "link", "marquee", "menuitem", "meta", "noframes", "object",
        "optgroup", "option", "search", "source", "svg", "video",
    ];
    is_inline(name) || is_removed(name) || is_structural(name) || OTHERS.contains(&name)
}

/// Elements that only divide a text, so that nothing is lost with their tags.
pub(super) fn is_structural(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "dl"
            | "dt"
            | "dd"
            | "address"
            | "html"
            | "body"
            | "details"
            | "summary"
            | "nav"
            | "aside"
            | "hgroup"
            | "picture"
            | "hr"
            | "pre"
            | "ul"
            | "ol"
            | "menu"
            | "li"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "span"
            | "wbr"
            | "a"
    ) || name.contains(':')
}

/// Elements that are embedded from an address.
pub(super) fn embedded_address(name: &str, attributes: &[(String, String)]) -> Option<String> {
    let attribute = match name {
        "iframe" | "embed" | "video" | "audio" | "source" => "src",
        "object" => "data",
        _ => return None,
    };
    let address = HtmlTag::attribute(attributes, attribute)?;
    Some(if address.starts_with("//") { format!("https:{address}") } else { address })
}
