//! Finds marks that would be printed because the dialect does not read them, and notes to oneself.

use super::dialect::Dialect;
use super::findings::MarkdownFinding;
use super::markup::head;
use super::text_blocks::{BlockKind, TextBlock};

/// Longest text between two marks, in bytes.
const MAX_LENGTH: usize = 200;

/// Longest label of a footnote that is looked for, in bytes.
const MAX_LABEL: usize = 40;

/// Words with which authors begin a note to themselves.
const NOTES: [&str; 5] = ["TODO", "FIXME", "TBD", "TBC", "INSERT"];

/// `==marked==`, `H~2~O` and `x^2^` while the option is off: the first of each kind in a block.
pub(super) fn find_switched_off(block: &TextBlock, dialect: Dialect, findings: &mut Vec<MarkdownFinding>) {
    let mut report = |mark: &str, option: &str, instead: &str| {
        let Some((start, end)) = find_pair(&block.text, mark) else { return };
        let written = &block.text[start..end];
        let name = option.split(':').next().unwrap_or_default();
        let message = format!("readers would see `{written}` as written, because `{name}` is off");
        let help = format!("{instead}, or write `markdown: {{ {option} }}` in `portfolio.yaml`");
        findings.push(MarkdownFinding::new("TXT-06", block.range(start, end), message, &help));
    };
    if !dialect.mark {
        report("==", "mark: on", "write `**` instead of `==`");
    }
    if !dialect.sub_and_superscript {
        report("~", "sub_and_superscript: on", "remove the marks");
        report("^", "sub_and_superscript: on", "remove the marks");
    }
}

/// The first text between two marks, with them.
fn find_pair(text: &str, mark: &str) -> Option<(usize, usize)> {
    let is_marked = mark == "==";
    text.match_indices(mark).find_map(|(start, _)| {
        let before = text[..start].chars().next_back();
        let inside = &text[start + mark.len()..];
        let length = inside.find(mark).filter(|length| *length > 0 && *length <= MAX_LENGTH)?;
        let after = inside[length + mark.len()..].chars().next();
        let words = &inside[..length];
        let is_meant = if is_marked {
            // `a==b` is a comparison, and a line of equals signs a rule.
            before.is_none_or(|c| c.is_whitespace() || "(“\"'\0".contains(c))
                && !words.starts_with(char::is_whitespace)
                && !words.ends_with(char::is_whitespace)
                && !words.contains(['=', '\n'])
                && words.contains(char::is_alphabetic)
                && after != Some('=')
        } else {
            before.is_some_and(|c| c.is_alphanumeric() || c == ')')
                && words.chars().count() <= 6
                && words.chars().all(|c| c.is_alphanumeric() || c == '+' || c == '-')
        };
        is_meant.then_some((start, start + length + 2 * mark.len()))
    })
}

/// `TODO finish this` at the start of a line.
pub(super) fn find_notes_to_oneself(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    if block.kind != BlockKind::Paragraph {
        return;
    }
    let mut at = 0;
    for line in block.text.split_inclusive('\n') {
        let text = line.trim_start_matches([' ', '\t', '\0', '[', '(']);
        let start = at + line.len() - text.len();
        at += line.len();
        let is_note = NOTES.iter().any(|word| {
            text.strip_prefix(word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ' ', '\n', ']', ')', '\0']))
        });
        if is_note {
            let written = text.trim_end().replace('\0', "");
            findings.push(MarkdownFinding::new(
                "TXT-09",
                block.range(start, start + text.trim_end().len()),
                format!("`{written}` reads like a note to yourself, and readers would see it"),
                "write the text that belongs here, or remove the line",
            ));
        }
    }
}

/// What Word leaves where a cross-reference led to something that is gone.
pub(super) fn find_broken_references(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    const LEFT_BY_WORD: [&str; 2] = ["Error! Reference source not found.", "Error! Bookmark not defined."];
    for words in LEFT_BY_WORD {
        for (start, _) in block.text.match_indices(words) {
            findings.push(MarkdownFinding::new(
                "TXT-06",
                block.range(start, start + words.len()),
                "Word left this where a cross-reference was, and readers would see it".to_owned(),
                "write what it would have shown, or remove it",
            ));
        }
    }
}

/// `#Results` as a line of its own, which is no heading. `#MeToo` and a tag within a text are meant.
pub(super) fn find_heading_without_space(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    let text = block.text.trim_end();
    let Some(title) = text.strip_prefix('#').filter(|_| block.outermost_end.is_some()) else { return };
    let first_word = title.split(' ').next().unwrap_or_default();
    let is_title = first_word.starts_with(char::is_uppercase)
        && !first_word.chars().skip(1).any(char::is_uppercase)
        && !title.contains(['#', '\n', '\0'])
        && !title.ends_with(['.', '!', '?']);
    if is_title {
        findings.push(MarkdownFinding::new(
            "TXT-06",
            block.range(0, text.len()),
            "there is no space after the `#`, so this isn't a heading".to_owned(),
            &format!("write `## {}`; if it is a hashtag, write `\\#{title}`", title.trim()),
        ));
    }
}

/// `[^1]` at the start of a text: a footnote that the body does not have, so that the parser left it in the text.
pub(super) fn find_missing_footnotes(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    for (start, _) in block.text.match_indices("[^") {
        let inside = head(&block.text[start + 2..], MAX_LABEL + 1);
        let Some(length) = inside.find(']').filter(|length| (1..=MAX_LABEL).contains(length)) else {
            continue;
        };
        let label = &inside[..length];
        // `[^a-z]` is a pattern.
        let is_range = label.len() == 3 && label.as_bytes()[1] == b'-';
        let is_label = label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        if !is_label || is_range || block.is_escaped(start) {
            continue;
        }
        findings.push(MarkdownFinding::new(
            "TXT-06",
            block.range(start, start + length + 3),
            format!("there is no footnote `{label}`, and readers would see `[^{label}]` as written"),
            &format!("write the note on its own line, `[^{label}]: …`, or remove this"),
        ));
    }
}
