//! Finds lists of word processors that are one paragraph in Markdown: lines that begin with a bullet, a dash, `o` and a
//! tab, `a)` or `(1)`.

use std::ops::Range;

use super::findings::MarkdownFinding;
use super::text_blocks::TextBlock;

const NO_BREAK_SPACE: char = '\u{a0}';

/// Bullets of word processors.
const BULLETS: [char; 6] = ['•', '●', '▪', '◦', '·', '\u{f0b7}'];

/// Signs that people begin the lines of a list with.
const SYMBOLS: [char; 15] = ['✓', '✔', '✗', '✘', '☐', '☑', '☒', '✅', '→', '➔', '➢', '➤', '►', '■', '□'];

/// What a line begins with that its author takes for the mark of a list item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dash(char),
    /// A bullet of a word processor, which begins a list even on a single line.
    Bullet,
    /// A check mark or an arrow in place of a bullet.
    Symbol,
    /// A hyphen without a space after it.
    Hyphen,
    /// The hollow bullet of a list within a list.
    HollowBullet,
    /// `a)`, `a.` or `A.`, with the place of the letter in the alphabet, from 1.
    Letter(usize),
    /// `i.`, `ii.` and so on.
    Roman(usize),
    /// `(1)`, `1.)`, or `1.` without a space after it.
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
    let ends_apart = ends_apart && mark != Mark::Bullet;
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
    if BULLETS.contains(&first) {
        return Some((Mark::Bullet, first.len_utf8(), false));
    }
    if SYMBOLS.contains(&first) {
        // An emoji has a second character that chooses its look.
        let length = first.len_utf8()
            + text[first.len_utf8()..]
                .chars()
                .take_while(|c| *c == '\u{fe0f}')
                .map(char::len_utf8)
                .sum::<usize>();
        return Some((Mark::Symbol, length, true));
    }
    if first == '-' && text[1..].starts_with(char::is_alphabetic) {
        return Some((Mark::Hyphen, 1, false));
    }
    read_numbering(text)
}

/// A number or a letter with the marks around it, as [`read_mark`] gives it.
fn read_numbering(text: &str) -> Option<(Mark, usize, bool)> {
    let inside = text.strip_prefix('(').unwrap_or(text);
    let is_open = inside.len() < text.len();
    let word_len = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (word, rest) = inside.split_at(word_len);
    let close = if rest.starts_with(".)") { 2 } else { usize::from(rest.starts_with(')')) };
    if close == 0 {
        return read_mark_with_period(word, rest).filter(|_| !is_open);
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

/// `a.`, `A.` or `ii.` with a space after it, and `1.` without one.
fn read_mark_with_period(word: &str, rest: &str) -> Option<(Mark, usize, bool)> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let after = rest.strip_prefix('.')?;
    let length = word.len() + 1;
    if let Ok(number) = word.parse::<usize>() {
        return (word.len() <= 2 && after.starts_with(char::is_alphabetic)).then_some((
            Mark::Number(number),
            length,
            false,
        ));
    }
    if let Some(index) = ROMAN.iter().position(|roman| *roman == word) {
        return Some((Mark::Roman(index + 1), length, true));
    }
    let letter = word.bytes().next().filter(|letter| word.len() == 1 && letter.is_ascii_alphabetic())?;
    Some((Mark::Letter(usize::from(letter.to_ascii_lowercase() - b'a') + 1), length, true))
}

/// Whether a mark can begin a list.
fn begins(mark: Mark) -> bool {
    match mark {
        Mark::Letter(number) | Mark::Roman(number) | Mark::Number(number) => number == 1,
        _ => true,
    }
}

/// Whether a mark can be that of the next item.
fn follows(last: Mark, next: Mark) -> bool {
    match (last, next) {
        (Mark::Letter(last), Mark::Letter(next))
        | (Mark::Roman(last), Mark::Roman(next))
        | (Mark::Number(last), Mark::Number(next)) => next == last + 1,
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
    let is_bulleted = first.mark == Mark::Bullet;
    if run.len() < 2 && !is_bulleted || is_dialogue(run) {
        return None;
    }
    let written = body.get(start + first.range.start..start + first.range.end)?.trim_end();
    let written = written.trim_end_matches(NO_BREAK_SPACE);
    let marker = match first.mark {
        Mark::Letter(_) | Mark::Roman(_) | Mark::Number(_) => "`1.`, `2.` and so on",
        _ => "a hyphen",
    };
    let mut finding = MarkdownFinding::new(
        "TXT-06",
        start + first.range.start..start + first.range.start + written.len(),
        format!("`{written}` doesn't start a list item, so these lines would run together"),
        &format!(
            "write {marker} and a space at the start of each item, and leave an empty line before the first"
        ),
    );
    // A list with bullets interrupts a paragraph, and everybody knows a bullet when they see one.
    if (is_certain || is_bulleted) && run.iter().all(|line| line.is_clean) {
        let mut text = String::new();
        let mut copied = first.range.start;
        for (index, line) in run.iter().enumerate() {
            text.push_str(body.get(start + copied..start + line.range.start)?);
            match line.mark {
                Mark::Letter(_) | Mark::Roman(_) | Mark::Number(_) => {
                    text.push_str(&format!("{}. ", index + 1));
                }
                _ => text.push_str("- "),
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
