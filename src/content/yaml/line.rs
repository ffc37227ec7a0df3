//! A line of YAML, taken apart without a parser, to point into it and to propose another.

use std::ops::Range;

/// A line of a source, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its spaces and tabs at the start.
    pub(super) indent: Range<usize>,
    /// The hyphens of a list with the spaces after them.
    pub(super) hyphens: Range<usize>,
    /// What follows, without a comment and spaces at its end.
    pub(super) rest: Range<usize>,
    /// The key, empty when there is none.
    pub(super) key: Range<usize>,
    /// What follows the key.
    pub(super) value: Range<usize>,
}

impl Line {
    /// The line that a byte is in.
    pub(super) fn at(source: &str, byte: usize) -> Self {
        let byte = source.floor_char_boundary(byte);
        let start = source[..byte].rfind('\n').map_or(0, |it| it + 1);
        let end = source[byte..].find('\n').map_or(source.len(), |it| byte + it);
        let text = &source[start..end];
        let indent = start + text.len() - text.trim_start_matches([' ', '\t']).len();
        let hyphens = indent + hyphens(&source[indent..end]);
        let rest = hyphens..hyphens + without_comment(&source[hyphens..end]).len();
        let (key, value) = key_and_value(source, &rest);
        Self { range: start..end, indent: start..indent, hyphens: indent..hyphens, rest, key, value }
    }

    /// The line before that says something.
    pub(super) fn before(&self, source: &str) -> Option<Self> {
        let mut start = self.range.start;
        while start > 0 {
            let line = Self::at(source, start - 1);
            if !line.rest.is_empty() {
                return Some(line);
            }
            start = line.range.start;
        }
        None
    }

    /// The line after.
    pub(super) fn after(&self, source: &str) -> Option<Self> {
        (self.range.end < source.len()).then(|| Self::at(source, self.range.end + 1))
    }

    /// How many spaces and hyphens come before what it says.
    pub(super) fn column(&self) -> usize {
        self.rest.start - self.range.start
    }

    /// The line with a part of it replaced.
    pub(super) fn with(&self, source: &str, part: Range<usize>, text: &str) -> String {
        let before = &source[self.range.start..part.start];
        let after = &source[part.end..self.range.end];
        format!("{before}{text}{after}")
    }
}

fn hyphens(text: &str) -> usize {
    let mut rest = text;
    while let Some(after) = rest.strip_prefix("- ") {
        rest = after.trim_start_matches(' ');
    }
    text.len() - rest.len()
}

/// Takes a comment away: a `#` after a space, outside of quotes.
fn without_comment(text: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, it) in text.char_indices() {
        match quote {
            Some(open) if it == open => quote = None,
            Some(_) => {}
            None if matches!(it, '"' | '\'') && matches!(before, ' ' | '[' | '{' | ',') => quote = Some(it),
            None if it == '#' && matches!(before, ' ' | '\t') => return text[..at].trim_end(),
            None => {}
        }
        before = it;
    }
    text.trim_end()
}

fn key_and_value(source: &str, rest: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let text = &source[rest.clone()];
    let none = (rest.start..rest.start, rest.clone());
    if text.starts_with(['[', '{']) {
        return none;
    }
    let quoted = text.strip_prefix(['"', '\'']).and_then(|it| it.find(['"', '\''])).map_or(0, |it| it + 2);
    let ends = |it: &usize| matches!(text.as_bytes().get(it + 1), None | Some(b' ' | b'\t'));
    let Some(colon) = text[quoted..].match_indices(':').map(|(it, _)| quoted + it).find(ends) else {
        return none;
    };
    let after = &text[colon + 1..];
    let value = rest.end - after.trim_start().len();
    (rest.start..rest.start + text[..colon].trim_end().len(), value..rest.end)
}

/// A text in quotes that do not occur in it.
pub(super) fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text that is in quotes already, or half of it, in quotes that do not occur in it.
pub(super) fn quote_again(text: &str) -> String {
    let inner = ['"', '\''].iter().find_map(|it| text.strip_prefix(*it)?.strip_suffix(*it));
    quote(inner.unwrap_or(text))
}

/// Where a quote that opens a text is closed: bytes after its start.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, it)) = characters.next() {
        if it == '\\' && open == '"' {
            characters.next();
        } else if it == open {
            let doubled = open == '\'' && characters.next_if(|(_, it)| *it == '\'').is_some();
            if !doubled {
                return Some(at);
            }
        }
    }
    None
}
