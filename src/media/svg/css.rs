//! Whether a style stays inside the file.
//!
//! This is no parser of CSS. It looks for what could fetch something or run, in the text as it is and again without
//! its comments, both with escapes undone; where the two could differ from what a browser reads, it says no.

/// What may stand in no style.
const BANNED: &[&str] = &[
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

/// Whether a style, or the value of an attribute that is read as CSS, points at nothing outside the file.
pub(super) fn stays_inside(style: &str) -> bool {
    // Nothing that is banned can do without one of these, and most values have none.
    if !style.contains(['(', '\\', '@', ':']) {
        return true;
    }
    let plain = unescaped(style);
    is_harmless(&plain) && is_harmless(&uncommented(&plain))
}

fn is_harmless(style: &str) -> bool {
    let banned = BANNED.iter().any(|it| style.contains(it));
    !banned && style.split("url(").skip(1).all(is_fragment)
}

/// Whether the text after `url(` is a fragment, closed as it was opened.
fn is_fragment(rest: &str) -> bool {
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''));
    let inner = quote.and_then(|it| rest.strip_prefix(it)).unwrap_or(rest);
    let Some(name) = inner.strip_prefix('#') else { return false };
    let after = name.trim_start_matches(is_name);
    let after = match quote {
        Some(quote) => after.strip_prefix(quote),
        None => Some(after),
    };
    after.is_some_and(|it| it.trim_start().starts_with(')'))
}

fn is_name(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | ':' | '%')
}

/// The text in lower case, with CSS escapes such as `\75 rl(` undone.
fn unescaped(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style.chars();
    while let Some(it) = rest.next() {
        match it {
            '\\' => out.extend(escape(&mut rest).map(|it| it.to_ascii_lowercase())),
            it => out.push(it.to_ascii_lowercase()),
        }
    }
    out
}

/// What an escape stands for, after its backslash.
fn escape(rest: &mut std::str::Chars<'_>) -> Option<char> {
    let text = rest.as_str();
    let digits = text.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    if digits == 0 {
        return rest.next().filter(|it| !matches!(it, '\n' | '\r' | '\x0c'));
    }
    let (code, after) = text.split_at(digits);
    *rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(is_space)).unwrap_or(after).chars();
    let code = u32::from_str_radix(code, 16).unwrap_or_default();
    Some(char::from_u32(code).filter(|it| *it != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn is_space(it: char) -> bool {
    matches!(it, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// The text without its comments; one that is not closed takes the rest.
fn uncommented(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}
