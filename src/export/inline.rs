//! Lines of words: white space is collapsed as a browser does it.

use super::document::{Inline, Marks};

/// Adds words to a line; runs of white space become one space.
pub(super) fn push_text(line: &mut Vec<Inline>, words: &str, marks: &Marks) {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{c}' if text.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' | '\u{c}' => text.push(' '),
            c => text.push(c),
        }
    }
    if text.is_empty() {
        return;
    }
    match line.last_mut() {
        Some(Inline::Text(last, same)) if same == marks => last.push_str(&text),
        _ => line.push(Inline::Text(text, marks.clone())),
    }
}

/// Takes back the space at the end of a line.
pub(super) fn drop_last_space(line: &mut Vec<Inline>) {
    let Some(Inline::Text(text, _)) = line.last_mut() else { return };
    text.truncate(text.trim_end_matches(' ').len());
    if text.is_empty() {
        line.pop();
    }
}

/// A line without spaces at its ends and without two in a row. Empty if nothing can be seen in it.
pub(super) fn trim_line(line: Vec<Inline>) -> Vec<Inline> {
    let mut after_space = true;
    let mut line = trim_starts(line, &mut after_space);
    trim_end(&mut line);
    line
}

/// Whether a reader would see anything of a line.
pub(super) fn is_visible(line: &[Inline]) -> bool {
    line.iter().any(|inline| match inline {
        Inline::Text(text, _) => !text.trim().is_empty(),
        Inline::Link(_, inner) => is_visible(inner),
        Inline::Note(_) | Inline::Picture(_) => true,
        Inline::Break | Inline::Anchor(_) => false,
    })
}

fn trim_starts(line: Vec<Inline>, after_space: &mut bool) -> Vec<Inline> {
    let mut trimmed = Vec::with_capacity(line.len());
    for inline in line {
        match inline {
            Inline::Text(text, marks) => {
                let mut kept = String::with_capacity(text.len());
                for c in text.chars() {
                    if c != ' ' || !*after_space {
                        kept.push(c);
                    }
                    *after_space = c == ' ';
                }
                if !kept.is_empty() {
                    trimmed.push(Inline::Text(kept, marks));
                }
            }
            Inline::Link(target, inner) => {
                let inner = trim_starts(inner, after_space);
                if !inner.is_empty() {
                    trimmed.push(Inline::Link(target, inner));
                }
            }
            Inline::Break => {
                *after_space = true;
                trimmed.push(Inline::Break);
            }
            Inline::Note(_) | Inline::Picture(_) => {
                *after_space = false;
                trimmed.push(inline);
            }
            Inline::Anchor(_) => trimmed.push(inline),
        }
    }
    trimmed
}

fn trim_end(line: &mut Vec<Inline>) {
    while let Some(last) = line.last_mut() {
        match last {
            Inline::Text(text, _) => {
                text.truncate(text.trim_end_matches(' ').len());
                if !text.is_empty() {
                    return;
                }
            }
            Inline::Link(_, inner) => {
                trim_end(inner);
                if !inner.is_empty() {
                    return;
                }
            }
            Inline::Break => {}
            _ => return,
        }
        line.pop();
    }
}
