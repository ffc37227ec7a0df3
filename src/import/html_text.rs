//! The words of a piece of HTML, without formatting.

use html5gum::{Token, Tokenizer};

use crate::content::text::collapse_spaces;

/// The text that HTML shows, as plain text in one line. Text without markup stays as it is.
pub(super) fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return collapse_spaces(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut hidden = false;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(part) if !hidden => text.push_str(&String::from_utf8_lossy(&part)),
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                hidden = matches!(name.as_ref(), "script" | "style");
                if !is_inline(&name) {
                    text.push(' ');
                }
            }
            Token::EndTag(tag) => {
                hidden = false;
                if !is_inline(&String::from_utf8_lossy(&tag.name)) {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
    collapse_spaces(&text)
}

/// Whether an element may stand inside a word.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "code"
            | "em"
            | "font"
            | "i"
            | "mark"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
    )
}
