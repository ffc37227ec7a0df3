//! Splits a line of YAML into its parts without a parser, for the ranges and corrections of syntax errors.

use std::ops::Range;

/// A line of a source, without its line break. All ranges are bytes of the whole source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceLine {
    pub(super) range: Range<usize>,
    /// Leading spaces and tabs.
    pub(super) indent: Range<usize>,
    /// The hyphens of list entries, with the spaces after them.
    pub(super) hyphens: Range<usize>,
    /// The content after the hyphens, without a comment and trailing spaces.
    pub(super) content: Range<usize>,
    /// The key; empty if there is none.
    pub(super) key: Range<usize>,
    /// The value after the key and colon; all of `rest` if there is no key.
    pub(super) value: Range<usize>,
}

impl SourceLine {
    /// The line that contains a byte offset.
    pub(super) fn containing(source: &str, byte: usize) -> Self {
        let byte = source.floor_char_boundary(byte);
        let start = source[..byte].rfind('\n').map_or(0, |index| index + 1);
        let end = source[byte..].find('\n').map_or(source.len(), |index| byte + index);
        let text = &source[start..end];
        let indent = start + text.len() - text.trim_start_matches([' ', '\t']).len();
        let hyphens = indent + hyphens_len(&source[indent..end]);
        let content = hyphens..hyphens + strip_comment(&source[hyphens..end]).len();
        let (key, value) = split_key_value(source, &content);
        Self { range: start..end, indent: start..indent, hyphens: indent..hyphens, content, key, value }
    }

    /// The nearest line above that has content: not blank and not only a comment.
    pub(super) fn previous_content_line(&self, source: &str) -> Option<Self> {
        let mut start = self.range.start;
        while start > 0 {
            let line = Self::containing(source, start - 1);
            if !line.content.is_empty() {
                return Some(line);
            }
            start = line.range.start;
        }
        None
    }

    /// The next line, blank or not; `None` at the end of the source.
    pub(super) fn next_line(&self, source: &str) -> Option<Self> {
        (self.range.end < source.len()).then(|| Self::containing(source, self.range.end + 1))
    }

    /// Column of the content, in bytes: the indentation and the hyphens come before it.
    pub(super) fn content_column(&self) -> usize {
        self.content.start - self.range.start
    }

    /// The text of the line with `part`, a range of the source, replaced.
    pub(super) fn replace_part(&self, source: &str, part: Range<usize>, text: &str) -> String {
        let before = &source[self.range.start..part.start];
        let after = &source[part.end..self.range.end];
        format!("{before}{text}{after}")
    }
}

fn hyphens_len(text: &str) -> usize {
    let mut rest = text;
    while let Some(after) = rest.strip_prefix("- ") {
        rest = after.trim_start_matches(' ');
    }
    text.len() - rest.len()
}

/// Strips a comment, which starts with `#` after a space and outside of quotes, and trailing white space.
fn strip_comment(text: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && matches!(before, ' ' | '[' | '{' | ',') => quote = Some(c),
            None if c == '#' && matches!(before, ' ' | '\t') => return text[..at].trim_end(),
            None => {}
        }
        before = c;
    }
    text.trim_end()
}

fn split_key_value(source: &str, rest: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let text = &source[rest.clone()];
    let none = (rest.start..rest.start, rest.clone());
    if text.starts_with(['[', '{']) {
        return none;
    }
    let quoted =
        text.strip_prefix(['"', '\'']).and_then(|inner| inner.find(['"', '\''])).map_or(0, |index| index + 2);
    let ends = |colon: &usize| matches!(text.as_bytes().get(colon + 1), None | Some(b' ' | b'\t'));
    let Some(colon) = text[quoted..].match_indices(':').map(|(index, _)| quoted + index).find(ends) else {
        return none;
    };
    let after = &text[colon + 1..];
    let value = rest.end - after.trim_start().len();
    (rest.start..rest.start + text[..colon].trim_end().len(), value..rest.end)
}

/// Quotes a text as a YAML scalar: with single quotes if that avoids escapes, else with double quotes.
pub fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Quotes a text anew after it was wrongly quoted: quotes around all of it are removed first.
pub(super) fn requote(text: &str) -> String {
    let inner = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    quote(inner.unwrap_or(text))
}

/// Byte offset of the quote that closes a text starting with a quote; `None` if the text has no opening or no
/// closing quote.
pub(super) fn find_closing_quote(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if c == '\\' && open == '"' {
            characters.next();
        } else if c == open {
            // Within single quotes, `''` is an escaped quote.
            let doubled = open == '\'' && characters.next_if(|(_, c)| *c == '\'').is_some();
            if !doubled {
                return Some(at);
            }
        }
    }
    None
}
