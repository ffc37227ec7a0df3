//! Writes the pieces of a paragraph as Markdown, with marks that take effect.

use super::block::{Inline, Span, TextStyle};
use super::escape::{escape, link_target};

/// How a paragraph is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct InlineForm {
    /// What a line break inside a paragraph becomes.
    pub(super) line_break: &'static str,
    /// Whether bold text is marked; a heading is bold as it is.
    pub(super) marks_bold: bool,
}

/// A kind of mark around text, the outermost first.
#[derive(Clone, Copy)]
enum Mark {
    Link,
    Bold,
    Italic,
    Strike,
}

/// Writes the pieces of a paragraph; `note_number` gives the number of a note by its place.
pub(super) fn write_inlines(
    content: &[Inline],
    form: InlineForm,
    note_number: &mut dyn FnMut(usize) -> usize,
) -> String {
    let mut content = content.to_vec();
    if !form.marks_bold {
        for inline in &mut content {
            if let Inline::Text(span) = inline {
                span.style.bold = false;
            }
        }
    }
    let content = merge_spans(content);
    let mut out = String::new();
    let mut at = 0;
    while at < content.len() {
        match &content[at] {
            Inline::Break => {
                trim_spaces(&mut out);
                out.push_str(form.line_break);
                at += 1;
            }
            Inline::Note(note) => {
                keep_exclamation(&mut out);
                out.push_str(&format!("[^{}]", note_number(*note)));
                at += 1;
            }
            Inline::Picture { address, alt } => {
                out.push_str(&format!("![{}]({})", escape(alt), link_target(address)));
                at += 1;
            }
            Inline::Text(_) => {
                let spans: Vec<&Span> = content[at..].iter().map_while(as_span).collect();
                let next = content.get(at + spans.len());
                let after = if matches!(next, Some(Inline::Note(_) | Inline::Picture { .. })) {
                    Some('[')
                } else {
                    None
                };
                write_spans(&spans, Mark::Link, after, &mut out);
                at += spans.len();
            }
        }
    }
    out
}

fn as_span(inline: &Inline) -> Option<&Span> {
    match inline {
        Inline::Text(span) => Some(span),
        _ => None,
    }
}

fn trim_spaces(out: &mut String) {
    out.truncate(out.trim_end_matches([' ', '\t']).len());
}

/// Joins neighbors of the same formatting. Spaces take on the formatting that both sides have.
fn merge_spans(content: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::with_capacity(content.len());
    let mut content = content.into_iter().peekable();
    while let Some(mut inline) = content.next() {
        if let Inline::Text(span) = &mut inline {
            if span.text.is_empty() {
                continue;
            }
            if span.text.trim().is_empty() {
                let before = merged.last().and_then(as_span);
                let after = content.peek().and_then(as_span);
                let (style, link) = shared_form(before, after);
                (span.style, span.link) = (style, link);
            }
            if let Some(Inline::Text(last)) = merged.last_mut()
                && last.style == span.style
                && last.link == span.link
            {
                last.text.push_str(&span.text);
                continue;
            }
        }
        merged.push(inline);
    }
    merged
}

fn shared_form(before: Option<&Span>, after: Option<&Span>) -> (TextStyle, Option<String>) {
    let (Some(before), Some(after)) = (before, after) else { return (TextStyle::default(), None) };
    let style = TextStyle {
        bold: before.style.bold && after.style.bold,
        italic: before.style.italic && after.style.italic,
        strike: before.style.strike && after.style.strike,
    };
    (style, before.link.clone().filter(|_| before.link == after.link))
}

/// Writes spans, in groups of those that share a mark. `after` is what follows them.
fn write_spans(spans: &[&Span], mark: Mark, after: Option<char>, out: &mut String) {
    let mut rest = spans;
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|span| has_same(mark, first, span)).count();
        let (group, others) = rest.split_at(length);
        rest = others;
        let next = others.first().and_then(|span| span.text.chars().next()).or(after);
        match mark {
            Mark::Link => match &first.link {
                Some(address) => write_link(group, address, out),
                None => write_spans(group, Mark::Bold, next, out),
            },
            Mark::Bold => write_marked(group, first.style.bold, "**", Mark::Italic, next, out),
            Mark::Italic => write_marked(group, first.style.italic, "*", Mark::Strike, next, out),
            Mark::Strike => {
                let text: String = group.iter().map(|span| span.text.as_str()).collect();
                let marks = if first.style.strike { "~~" } else { "" };
                write_between(&escape(&text), marks, next, out);
            }
        }
    }
}

fn has_same(mark: Mark, one: &Span, other: &Span) -> bool {
    match mark {
        Mark::Link => one.link == other.link,
        Mark::Bold => one.style.bold == other.style.bold,
        Mark::Italic => one.style.italic == other.style.italic,
        Mark::Strike => one.style.strike == other.style.strike,
    }
}

/// Escapes an exclamation mark at the end, before a bracket: `![` would begin a picture.
fn keep_exclamation(out: &mut String) {
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
}

fn write_link(group: &[&Span], address: &str, out: &mut String) {
    let mut text = String::new();
    write_spans(group, Mark::Bold, None, &mut text);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        out.push_str(&text);
        return;
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    out.push_str(&text[..start]);
    keep_exclamation(out);
    out.push_str(&format!("[{trimmed}]({})", link_target(address)));
    out.push_str(&text[end..]);
}

fn write_marked(
    group: &[&Span],
    is_set: bool,
    marks: &str,
    inner: Mark,
    next: Option<char>,
    out: &mut String,
) {
    if !is_set {
        return write_spans(group, inner, next, out);
    }
    let mut text = String::new();
    write_spans(group, inner, None, &mut text);
    write_between(&text, marks, next, out);
}

/// Writes text between marks, if they take effect there (CommonMark 0.31, section 6.2): no space inside, and no punctuation
/// inside where a letter is outside.
fn write_between(text: &str, marks: &str, next: Option<char>, out: &mut String) {
    let trimmed = text.trim();
    if marks.is_empty() || trimmed.is_empty() {
        out.push_str(text);
        return;
    }
    let start = text.len() - text.trim_start().len();
    let end = start + trimmed.len();
    let before = if start > 0 { Some(' ') } else { out.chars().next_back() };
    let after = if end < text.len() { Some(' ') } else { next };
    let is_letter = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !is_punctuation(c));
    let is_marks = |c: Option<char>| matches!(c, Some('*' | '~'));
    let opens = !(is_marks(before) || is_letter(before) && trimmed.starts_with(is_punctuation));
    // A sign at the end stands outside, where it makes no difference to readers.
    let mut inside = trimmed;
    if is_letter(after) {
        inside = trimmed.trim_end_matches([',', ';', ':', '.', '!', '?', ')', '”', '"', '’']);
        inside = inside.strip_suffix('\\').unwrap_or(inside);
    }
    let closes = !(inside.is_empty() || is_letter(after) && inside.ends_with(is_punctuation));
    if !opens || !closes {
        out.push_str(text);
        return;
    }
    out.push_str(&text[..start]);
    out.push_str(marks);
    out.push_str(inside);
    out.push_str(marks);
    out.push_str(&trimmed[inside.len()..]);
    out.push_str(&text[end..]);
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{205e}' | '«' | '»' | '¿' | '¡' | '§' | '¶' | '·')
}
