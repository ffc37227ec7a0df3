//! Detects styles that refer to anything outside of the file.
//!
//! This is not a CSS parser. It searches for constructs that load a resource or run code, with escapes decoded, once
//! with and once without comments. Anything that a browser might read differently is rejected.

/// Text that no style may contain.
const BANNED_TOKENS: &[&str] = &[
    "@import",
    "expression(",
    "image-set(",
    "image(",
    "src(",
    "javascript:",
    "vbscript:",
    "-moz-binding",
    "behavior:",
    "behaviour:",
];

/// Whether a style, or an attribute value that is read as CSS, refers to nothing outside of the file.
pub(super) fn is_self_contained(style: &str) -> bool {
    // Fast path: every banned construct needs one of these characters, and most values have none.
    if !style.contains(['(', '\\', '@', ':']) {
        return true;
    }
    let plain = unescape(style);
    is_harmless(&plain) && is_harmless(&strip_comments(&plain))
}

/// The names in `url(#name)` of a style that is self-contained, in lower case.
pub(super) fn fragment_urls(style: &str) -> Vec<String> {
    if !style.contains(['(', '\\']) {
        return Vec::new();
    }
    let plain = unescape(style);
    let urls = plain.split("url(").skip(1).filter_map(|rest| {
        let name = rest.trim_start().trim_start_matches(['"', '\'']).strip_prefix('#')?;
        Some(name.chars().take_while(|c| is_name_char(*c)).collect())
    });
    urls.collect()
}

/// The rules of a style sheet that have a `url(#name)`: the selectors of each, and the names.
pub(super) fn rules_with_urls(text: &str) -> Vec<(String, Vec<String>)> {
    let plain = strip_comments(&unescape(text));
    let blocks = plain.split('}').filter_map(|block| {
        let (before, declarations) = block.rsplit_once('{')?;
        let urls = fragment_urls(declarations);
        let selectors = before.rsplit(['{', ';']).next().unwrap_or(before);
        (!urls.is_empty()).then(|| (selectors.trim().to_owned(), urls))
    });
    blocks.collect()
}

fn is_harmless(style: &str) -> bool {
    let banned = BANNED_TOKENS.iter().any(|token| style.contains(token));
    !banned && style.split("url(").skip(1).all(is_fragment_url)
}

/// Whether the text after `url(` is a `#fragment` with matching quotes and a closing parenthesis.
fn is_fragment_url(rest: &str) -> bool {
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inner = quote.and_then(|quote| rest.strip_prefix(quote)).unwrap_or(rest);
    let Some(name) = inner.strip_prefix('#') else { return false };
    let after = name.trim_start_matches(is_name_char);
    let after = match quote {
        Some(quote) => after.strip_prefix(quote),
        None => Some(after),
    };
    after.is_some_and(|tail| tail.trim_start().starts_with(')'))
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '%')
}

/// The text in lower case, with its escapes decoded.
pub(super) fn unescape(style: &str) -> String {
    decode_css_escapes(style).to_ascii_lowercase()
}

/// A style sheet with escapes such as `\75 rl(` as the letters that they stand for (CSS Syntax, level 3, section 4.3.7).
pub fn decode_css_escapes(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => out.extend(decode_escape(&mut rest)),
            c => out.push(c),
        }
    }
    out
}

/// Decodes the escape after a backslash; `None` for an escaped line break, which is dropped.
fn decode_escape(rest: &mut std::str::Chars<'_>) -> Option<char> {
    let text = rest.as_str();
    let digits = text.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    if digits == 0 {
        return rest.next().filter(|c| !matches!(c, '\n' | '\r' | '\x0c'));
    }
    let (code, after) = text.split_at(digits);
    *rest =
        after.strip_prefix("\r\n").or_else(|| after.strip_prefix(is_css_whitespace)).unwrap_or(after).chars();
    let code = u32::from_str_radix(code, 16).unwrap_or_default();
    Some(char::from_u32(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn is_css_whitespace(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// The text without comments. An unclosed comment extends to the end.
fn strip_comments(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_the_letters_that_they_stand_for() {
        assert_eq!(decode_css_escapes(r"a{b:'\51 u\69ll\''}"), "a{b:'Quill''}");
        assert_eq!(decode_css_escapes("a{}"), "a{}");
    }
}
