//! Changes the text of a body outside of its code.

use std::ops::Range;

use crate::content::markdown::source_parts;
use crate::import::markdown_text::longest_run;

/// Longest shortcode, tag or address that is looked for, in bytes.
pub(super) const MAX_TAG: usize = 4_000;

/// Goes through a body and calls `replace` at every one of the marks that is in no code and has no backslash before it.
///
/// `replace` gets the body, a position in it, and what is written so far, to which it adds the replacement. It returns how
/// many bytes of the body it has replaced, or `None` to leave the mark as it is.
pub(super) fn rewrite(
    body: &str,
    marks: &[char],
    mut replace: impl FnMut(&str, usize, &mut String) -> Option<usize>,
) -> String {
    if !body.contains(marks) {
        return body.to_owned();
    }
    let code = source_parts(body).code;
    let mut code = code.iter().peekable();
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek().filter(|range| range.start <= at) {
            out.push_str(&body[at..range.end]);
            at = range.end;
            continue;
        }
        let limit = code.peek().map_or(body.len(), |range| range.start);
        let next = body[at..limit].find(marks).map_or(limit, |found| at + found);
        out.push_str(&body[at..next]);
        at = next;
        if at == limit {
            continue;
        }
        let replaced = if is_escaped(body, at) { None } else { replace(body, at, &mut out) };
        match replaced.filter(|length| *length > 0) {
            Some(length) => at += length,
            None => {
                let length = body[at..].chars().next().map_or(1, char::len_utf8);
                out.push_str(&body[at..at + length]);
                at += length;
            }
        }
    }
    out
}

/// Whether an odd number of backslashes is before a position.
fn is_escaped(body: &str, at: usize) -> bool {
    let before = &body.as_bytes()[..at];
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// What stands between two marks at the start of a text, in at most [`MAX_TAG`] bytes: up to the next opening mark, so that
/// one without an end takes nothing with it.
pub(super) fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let inside = text[..text.floor_char_boundary(MAX_TAG)].strip_prefix(open)?;
    let inside = inside.split(open).next()?;
    Some(&inside[..inside.find(close)?])
}

/// The lines of a body with their positions, and whether they are code.
pub(super) fn lines(body: &str) -> Vec<Line<'_>> {
    let code = source_parts(body).code;
    let mut code = code.iter().peekable();
    let mut at = 0;
    body.split_inclusive('\n')
        .map(|text| {
            let range = at..at + text.len();
            at = range.end;
            while code.next_if(|code| code.end <= range.start).is_some() {}
            let is_code =
                code.peek().is_some_and(|code| code.start <= range.start || is_block(body, code, &range));
            Line { text, is_code }
        })
        .collect()
}

/// Whether code that begins in a line is a block: what is before it is at most indentation, and its end is in another line.
fn is_block(body: &str, code: &Range<usize>, line: &Range<usize>) -> bool {
    let is_first = code.start < line.end && body[line.start..code.start].chars().all(|c| " \t>".contains(c));
    is_first
        && (code.end > line.end
            || body[code.start..].starts_with("```")
            || body[code.start..].starts_with("~~~"))
}

/// A line of a body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'b> {
    /// With its line end.
    pub(super) text: &'b str,
    pub(super) is_code: bool,
}

/// Writes a block on lines of its own, with an empty line before and after it.
pub(super) fn push_block(out: &mut String, block: &str) {
    while out.ends_with([' ', '\t']) {
        out.pop();
    }
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
    }
    out.push_str(block);
    out.push_str("\n\n");
}

/// Code as a fenced block, whatever marks are in it.
pub(super) fn fenced(code: &str, language: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let language = language.trim();
    let code = code.trim_start_matches('\n').trim_end();
    format!("{fence}{language}\n{code}\n{fence}")
}

/// Words of a tag: `"Old" class=wide title='On paper'`, each with its name, if it has one.
pub(super) fn arguments(text: &str) -> Vec<(Option<String>, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_alphanumeric() && !"_-.".contains(c)).unwrap_or(rest.len());
        let after = rest[end..].trim_start();
        let (name, value) = match after.strip_prefix(['=', ':']) {
            Some(value) if end > 0 => (Some(rest[..end].to_lowercase()), value.trim_start()),
            _ => (None, rest),
        };
        let quote = value.chars().next().filter(|c| "\"'`“”".contains(*c));
        let (value, length) = match quote {
            Some(quote) => {
                let close = if quote == '“' { '”' } else { quote };
                let inside = &value[quote.len_utf8()..];
                let length = closing_quote(inside, close);
                let whole = (quote.len_utf8() + length + close.len_utf8()).min(value.len());
                (inside[..length].replace(&format!("\\{close}"), &close.to_string()), whole)
            }
            None => {
                let length = value.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(value.len());
                (value[..length].to_owned(), length)
            }
        };
        let start = rest.len() - value_start(rest, name.is_some());
        let consumed = (start + length).max(1);
        rest = &rest[rest.ceil_char_boundary(consumed)..];
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if name.is_some() || !value.is_empty() {
            found.push((name, value));
        }
    }
    found
}

/// How much of a text is left where the value begins.
fn value_start(text: &str, is_named: bool) -> usize {
    if !is_named {
        return text.len();
    }
    let at = text.find(['=', ':']).map_or(0, |at| at + 1);
    text[at..].trim_start().len()
}

fn closing_quote(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.find(|c: char| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.unwrap_or(text.len())
}

/// The value of the first of these names.
pub(super) fn named<'a>(arguments: &'a [(Option<String>, String)], names: &[&str]) -> Option<&'a str> {
    let value = |name: &&str| {
        arguments.iter().find(|(key, _)| key.as_deref() == Some(*name)).map(|(_, value)| value.trim())
    };
    names.iter().find_map(value).filter(|value| !value.is_empty())
}

/// The values without a name.
pub(super) fn positional(arguments: &[(Option<String>, String)]) -> Vec<&str> {
    arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, value)| value.as_str()).collect()
}

/// A picture in Markdown. Marks in the words that would end it are escaped.
pub(super) fn picture(address: &str, alt: &str, caption: &str) -> String {
    let alt = one_line(alt).replace('[', "\\[").replace(']', "\\]");
    let caption = one_line(caption).replace('\\', "").replace('"', "\\\"");
    let caption = if caption.is_empty() { String::new() } else { format!(" \"{caption}\"") };
    format!("![{alt}](<{}>{caption})", address.replace(['<', '>', '\n'], ""))
}

/// A link in Markdown.
pub(super) fn link(address: &str, label: &str) -> String {
    format!("[{}](<{}>)", one_line(label), address.replace(['<', '>', '\n'], ""))
}

/// Text without line breaks.
pub(super) fn one_line(text: &str) -> String {
    crate::content::text::collapse_spaces(text)
}
