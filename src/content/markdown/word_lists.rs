//! Finds lists of word processors that are one paragraph in Markdown: lines that begin with a dash, `o` and a tab, `a)` or
//! `(1)`.

use std::ops::Range;

use super::findings::MarkdownFinding;
use super::text_blocks::TextBlock;

const NO_BREAK_SPACE: char = '\u{a0}';

/// What a line begins with that its author takes for the mark of a list item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dash(char),
    /// The hollow bullet of a list within a list.
    HollowBullet,
    /// `a)`, with the place of the letter in the alphabet, from 1.
    Letter(usize),
    /// `(1)` or `1.)`.
    Number(usize),
}

/// A line with a mark.
struct MarkedLine<'t> {
    mark: Mark,
    /// Its bytes with the space after it.
    range: Range<usize>,
    /// The words after it.
    words: &'t str,
    /// Whether nothing but plain space stands before it.
    is_clean: bool,
}

/// Finds runs of two or more such lines in a paragraph.
pub(super) fn find_word_lists(block: &TextBlock, body: &str) -> Vec<MarkdownFinding> {
    let (text, start) = (block.text.as_str(), block.start);
    let is_free = block.free_end(body).is_some();
    let mut findings = Vec::new();
    let mut run: Vec<MarkedLine<'_>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let found = marked_line(line, at);
        at += line.len();
        let goes_on =
            found.as_ref().is_some_and(|line| run.last().is_some_and(|last| follows(last.mark, line.mark)));
        if !goes_on {
            findings.extend(describe_run(&run, false, body, start));
            run.clear();
        }
        run.extend(found.filter(|line| goes_on || begins(line.mark)));
    }
    findings.extend(describe_run(&run, is_free && may_begin(&run, text), body, start));
    findings
}

fn marked_line(line: &str, at: usize) -> Option<MarkedLine<'_>> {
    let trimmed = line.trim_start_matches([' ', '\t', '\0', NO_BREAK_SPACE]);
    let indent = line.len() - trimmed.len();
    // Two spaces or a backslash at the end keep the line apart from the next.
    let ends_apart = line.ends_with("  \n") || line.ends_with("\\\n");
    let (mark, length, needs_space) = read_mark(trimmed)?;
    let rest = &trimmed[length..];
    let words = rest.trim_start_matches([' ', '\t', NO_BREAK_SPACE]);
    let is_spaced = words.len() < rest.len();
    if ends_apart || words.trim().is_empty() || needs_space && !is_spaced {
        return None;
    }
    let range = at + indent..at + line.len() - words.len();
    Some(MarkedLine {
        mark,
        range,
        words: words.trim_end(),
        is_clean: !line[..indent].contains([NO_BREAK_SPACE, '\0']),
    })
}

/// The mark at the start of a line, its length in bytes, and whether a space must follow.
fn read_mark(text: &str) -> Option<(Mark, usize, bool)> {
    let first = text.chars().next()?;
    if matches!(first, '–' | '—') {
        return Some((Mark::Dash(first), first.len_utf8(), true));
    }
    if text.starts_with("o\t") {
        return Some((Mark::HollowBullet, 1, true));
    }
    let inside = text.strip_prefix('(').unwrap_or(text);
    let is_open = inside.len() < text.len();
    let word_len = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (word, rest) = inside.split_at(word_len);
    let close = if rest.starts_with(".)") { 2 } else { usize::from(rest.starts_with(')')) };
    if close == 0 {
        return None;
    }
    let length = usize::from(is_open) + word_len + close;
    if let Ok(number) = word.parse::<usize>() {
        // Markdown has `1)` with a space after it.
        let is_markdown = !is_open && close == 1 && text[length..].starts_with([' ', '\t', '\n']);
        return (!is_markdown && word.len() <= 2).then_some((Mark::Number(number), length, false));
    }
    let letter = word.bytes().next().filter(|letter| word.len() == 1 && letter.is_ascii_lowercase())?;
    Some((Mark::Letter(usize::from(letter - b'a') + 1), length, false))
}

/// Whether a mark can begin a list.
fn begins(mark: Mark) -> bool {
    match mark {
        Mark::Dash(_) | Mark::HollowBullet => true,
        Mark::Letter(number) | Mark::Number(number) => number == 1,
    }
}

/// Whether a mark can be that of the next item.
fn follows(last: Mark, next: Mark) -> bool {
    match (last, next) {
        (Mark::Letter(last), Mark::Letter(next)) | (Mark::Number(last), Mark::Number(next)) => {
            next == last + 1
        }
        _ => last == next,
    }
}

/// Whether a list may begin with a run: it begins the paragraph, or the line before it announces something.
fn may_begin(run: &[MarkedLine<'_>], text: &str) -> bool {
    run.first().is_some_and(|first| {
        let before = text[..first.range.start].trim_end();
        before.is_empty() || before.ends_with(':')
    })
}

/// The finding about a run of lines; `None` for a single line, and for a dialogue. `is_certain` says that nothing but a
/// list can be meant, and that nothing else on the page would become part of it.
fn describe_run(
    run: &[MarkedLine<'_>],
    is_certain: bool,
    body: &str,
    start: usize,
) -> Option<MarkdownFinding> {
    let (first, last) = (run.first()?, run.last()?);
    if run.len() < 2 || is_dialogue(run) {
        return None;
    }
    let written = body.get(start + first.range.start..start + first.range.end)?.trim_end();
    let written = written.trim_end_matches(NO_BREAK_SPACE);
    let marker = match first.mark {
        Mark::Dash(_) | Mark::HollowBullet => "a hyphen",
        Mark::Letter(_) | Mark::Number(_) => "`1.`, `2.` and so on",
    };
    let help =
        format!("write {marker} and a space at the start of each item, and an empty line before the first");
    let mut finding = MarkdownFinding {
        rule: "TXT-06",
        range: start + first.range.start..start + first.range.start + written.len(),
        message: format!("`{written}` does not begin a list item, so these lines would run together"),
        help,
        fix: None,
    };
    if is_certain && run.iter().all(|line| line.is_clean) {
        let mut text = String::new();
        let mut copied = first.range.start;
        for (index, line) in run.iter().enumerate() {
            text.push_str(body.get(start + copied..start + line.range.start)?);
            match line.mark {
                Mark::Dash(_) | Mark::HollowBullet => text.push_str("- "),
                Mark::Letter(_) | Mark::Number(_) => text.push_str(&format!("{}. ", index + 1)),
            }
            copied = line.range.end;
        }
        finding.fix = Some((start + first.range.start..start + last.range.end, text));
    }
    Some(finding)
}

/// Whether lines with dashes are what people say to each other: somebody asks or calls out, or long dashes stand before
/// whole sentences.
fn is_dialogue(run: &[MarkedLine<'_>]) -> bool {
    run.iter().any(|line| matches!(line.mark, Mark::Dash(_)) && line.words.contains(['?', '!', '“', '"']))
        || run.iter().all(|line| line.mark == Mark::Dash('—') && line.words.ends_with(['.', '…']))
}
