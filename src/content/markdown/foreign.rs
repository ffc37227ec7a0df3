//! Finds marks in the text of a body that would be printed as they are: markup of other programs, leavings of word
//! processors, and table cells that Markdown leaves out.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::citations::next_note;
use super::dialect::Dialect;
use super::findings::{MAX_FINDINGS, MarkdownFinding};
use super::markup::{MAX_MARKUP, head};
use super::math;
use super::other_markup::find_other_markup;
use super::spanned::Spanned;
use super::text_blocks::{BlockKind, TextBlock, text_blocks};
use super::word_lists::find_word_lists;
use super::{printed_marks, tab_table};

const NO_BREAK_SPACE: char = '\u{a0}';

/// Finds them in the order of the text.
pub(super) fn find_foreign_marks(
    body: &str,
    events: &[Spanned<'_>],
    dialect: Dialect,
) -> Vec<MarkdownFinding> {
    let mut findings = Vec::new();
    let next_note = next_note(body);
    for block in text_blocks(body, events) {
        if findings.len() >= MAX_FINDINGS {
            break;
        }
        find_other_markup(body, &block, next_note, &mut findings);
        find_broken_links(&block, &mut findings);
        if block.kind == BlockKind::Paragraph {
            find_word_leavings(&block, &mut findings);
            findings.extend(find_word_lists(&block, body));
            printed_marks::find_heading_without_space(&block, &mut findings);
            tab_table::find(&block, &mut findings);
        }
        printed_marks::find_notes_to_oneself(&block, &mut findings);
        printed_marks::find_broken_references(&block, &mut findings);
        printed_marks::find_missing_footnotes(&block, &mut findings);
        printed_marks::find_switched_off(&block, dialect, &mut findings);
        find_loose_emphasis(&block, &mut findings);
        find_table_without_rule(&block, &mut findings);
    }
    find_lost_cells(body, events, &mut findings);
    find_word_html_lists(body, events, &mut findings);
    find_unreadable_formulas(events, &mut findings);
    find_prose_as_code(body, events, &mut findings);
    findings.truncate(MAX_FINDINGS);
    findings.sort_by_key(|finding| finding.range.start);
    findings
}

/// `[words](an address with spaces)`, which is printed as it is.
fn find_broken_links(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    for (at, _) in block.text.match_indices("](") {
        let from = block.text.floor_char_boundary(at.saturating_sub(MAX_MARKUP));
        let Some(open) = block.text[from..at].rfind('[').map(|open| from + open) else { continue };
        let Some(length) = closing_parenthesis(head(&block.text[at + 2..], MAX_MARKUP)) else { continue };
        let address = block.text[at + 2..at + 2 + length].trim();
        let is_closed = block.text[at + 2 + length..].starts_with(')');
        let is_address = address.contains(['/', '.']) && !address.contains('\0');
        if !is_closed || !is_address {
            continue;
        }
        let start = open - usize::from(block.text[..open].ends_with('!'));
        findings.push(MarkdownFinding::new(
            "TXT-06",
            block.range(start, at + 3 + length),
            "this isn't read as a link, and readers would see it as written".to_owned(),
            &format!("put the address in angle brackets: `](<{}>)`", escape_name(address)),
        ));
    }
}

/// Where the parenthesis is that ends an address: names of files may have some of their own.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0;
    let end = text.find(|c: char| {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' | '\n' => return true,
            _ => {}
        }
        false
    });
    end.or_else(|| text.find([')', '\n']))
}

/// The address of a file whose name has a `#`, which otherwise begins the name of a heading.
fn escape_name(address: &str) -> String {
    match address.split_once('#') {
        Some((before, after)) if !before.rsplit('/').next().unwrap_or_default().contains('.') => {
            format!("{before}%23{after}")
        }
        _ => address.to_owned(),
    }
}

/// What remains of headings that were pasted from a word processor.
fn find_word_leavings(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    let mut at = 0;
    for line in block.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_start_matches([' ', '\t', '\0', NO_BREAK_SPACE]);
        let indent = line.len() - text.len();
        let place = start + indent;
        let marks = text.len() - text.trim_start_matches('#').len();
        let rest = &text[marks..];
        let is_heading_without_space = (1..=6).contains(&marks)
            && rest.starts_with(|c: char| c.is_alphabetic() || c == NO_BREAK_SPACE)
            && (marks > 1 || rest.starts_with(NO_BREAK_SPACE))
            && indent <= 3;
        if is_heading_without_space {
            let space = if rest.starts_with(NO_BREAK_SPACE) { NO_BREAK_SPACE.len_utf8() } else { 0 };
            let mut found = MarkdownFinding::new(
                "TXT-06",
                block.range(place, place + marks),
                if space > 0 {
                    "there is a no-break space after these marks, so this isn't a heading".to_owned()
                } else {
                    "there is no space after these marks, so this isn't a heading".to_owned()
                },
                &format!("write `{} {}`", &text[..marks], rest[space..].trim()),
            );
            found.fix = Some((block.range(place + marks, place + marks + space), " ".to_owned()));
            findings.push(found);
        }
    }
}

/// Rows between bars without the line of hyphens that makes a table of them.
fn find_table_without_rule(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    let is_row = |line: &str| line.len() > 2 && line.starts_with('|') && line.ends_with('|');
    let mut lines = block.text.lines();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return };
    if !is_row(first.trim_matches(' ')) || !is_row(second.trim_matches(' ')) {
        return;
    }
    let columns = first.trim_matches(' ').trim_matches('|').split('|').count();
    let rule = format!("|{}", "---|".repeat(columns));
    let mut found = MarkdownFinding::new(
        "TXT-06",
        block.range(0, first.len()),
        "these lines aren't a table, because there is no line of hyphens below the first".to_owned(),
        &format!("write `{rule}` as the second line"),
    );
    let end = block.start + first.len();
    found.fix = Some((end..end, format!("\n{rule}")));
    findings.push(found);
}

/// `** bold **` and `**bold` without an end. Marks that took effect are not in the text.
fn find_loose_emphasis(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    let marks: Vec<usize> = block
        .text
        .match_indices("**")
        .map(|(at, _)| at)
        .filter(|at| {
            let before = block.text[..*at].chars().next_back();
            let after = block.text[at + 2..].chars().next();
            before != Some('*') && after != Some('*') && before != Some('\\')
        })
        .collect();
    let mut rest = marks.as_slice();
    while let Some((&open, after)) = rest.split_first() {
        let before = block.text[..open].chars().next_back();
        let opens = before.is_none_or(|c| c.is_whitespace() || c == '\0' || "(“\"'".contains(c));
        let inside_start = block.text[open + 2..].chars().next();
        match after.first() {
            Some(&close) if opens && !block.text[open..close].contains("\n\n") => {
                let inside = &block.text[open + 2..close];
                let words = inside.trim_matches([' ', NO_BREAK_SPACE]);
                rest = &after[1..];
                if words.is_empty() || words == inside {
                    continue;
                }
                let mut found = MarkdownFinding::new(
                    "TXT-06",
                    block.range(open, close + 2),
                    "this isn't bold, because there are spaces inside the `**`".to_owned(),
                    &format!("write `**{words}**`"),
                );
                // `2 ** 3 ** 4` is a calculation.
                if !words.contains(char::is_alphabetic) {
                    continue;
                }
                let is_plain = !inside.contains('\0') && !inside.contains('\n');
                let after_close = block.text[close + 2..].chars().next();
                let glued = after_close.is_some_and(char::is_alphanumeric);
                found.fix =
                    (is_plain && !glued).then(|| (block.range(open, close + 2), format!("**{words}**")));
                findings.push(found);
            }
            _ => {
                rest = after;
                // A lone pair of asterisks with space on both sides is an author's own mark.
                if opens && inside_start.is_some_and(|c| !c.is_whitespace()) {
                    findings.push(MarkdownFinding::new(
                        "TXT-06",
                        block.range(open, open + 2),
                        "this `**` is never closed, and readers would see it as written".to_owned(),
                        "write `**` where the bold words end too, in the same paragraph",
                    ));
                }
            }
        }
    }
}

/// Paragraphs that begin with a tab or four spaces, as in a word processor, and are read as code.
fn find_prose_as_code(body: &str, events: &[Spanned<'_>], findings: &mut Vec<MarkdownFinding>) {
    for (event, range) in events {
        if !matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))) {
            continue;
        }
        let text = body.get(range.clone()).unwrap_or_default().trim();
        let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        let is_prose = words >= 5
            && text.starts_with(char::is_uppercase)
            && !text.contains(['{', '}', ';', '=', '<', '$']);
        if is_prose {
            let start = range.end - body[range.clone()].trim_start().len();
            let end = start + text.lines().next().unwrap_or_default().len();
            findings.push(MarkdownFinding::new(
                "TXT-06",
                start..end,
                "this paragraph starts with a tab or four spaces, so readers see it as code".to_owned(),
                "remove the space at the start",
            ));
        }
    }
}

/// Items of a list that Word writes as paragraphs of HTML with a bullet in each.
fn find_word_html_lists(body: &str, events: &[Spanned<'_>], findings: &mut Vec<MarkdownFinding>) {
    const CLASS: &str = "MsoListParagraph";
    let found = events.iter().find_map(|(event, range)| {
        let is_html = matches!(event, Event::Html(_) | Event::InlineHtml(_));
        let at = body.get(range.clone()).filter(|_| is_html)?.find(CLASS)?;
        Some(range.start + at..range.start + at + CLASS.len())
    });
    findings.extend(found.map(|range| {
        MarkdownFinding::new(
            "TXT-06",
            range,
            "this list was pasted from Word as HTML, and its items would be paragraphs".to_owned(),
            "write each item on its own line, starting with a hyphen and a space, and leave an empty line before the first",
        )
    }));
}

/// Formulas that are not valid LaTeX.
fn find_unreadable_formulas(events: &[Spanned<'_>], findings: &mut Vec<MarkdownFinding>) {
    for (event, range) in events {
        let (latex, is_display) = match event {
            Event::InlineMath(latex) => (latex, false),
            Event::DisplayMath(latex) => (latex, true),
            _ => continue,
        };
        if let Err(reason) = math::to_mathml(latex, is_display) {
            findings.push(MarkdownFinding::new(
                "TXT-06",
                range.clone(),
                format!("this formula can't be read ({reason}), so it is shown as code"),
                "write it in LaTeX, such as `$\\frac{a}{b}$`; for an amount of money, write `\\$`",
            ));
        }
    }
}

/// Rows with more cells than the table has columns (GitHub Flavored Markdown, section 4.10: the excess is ignored).
fn find_lost_cells(body: &str, events: &[Spanned<'_>], findings: &mut Vec<MarkdownFinding>) {
    let mut columns = 0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::End(TagEnd::TableRow) => {
                let line = body[range.start..].lines().next().unwrap_or_default();
                let Some(lost) = excess_cells(line, columns) else { continue };
                let start = range.start + line.len() - lost.len();
                findings.push(MarkdownFinding::new(
                    "TXT-08",
                    start..start + lost.trim_end().len(),
                    format!(
                        "this row has more cells than its table has columns; `{}` isn't published",
                        lost.trim()
                    ),
                    "give the first row as many cells; for a bar inside a cell, write `\\|`",
                ));
            }
            _ => {}
        }
    }
}

/// The end of a row that has no column.
fn excess_cells(line: &str, columns: usize) -> Option<&str> {
    let row = line.trim_start();
    let content = row.strip_prefix('|').unwrap_or(row);
    let offset = line.len() - content.len();
    let mut bars = 0;
    let mut escaped = false;
    for (at, c) in content.char_indices() {
        if c == '|' && !escaped {
            bars += 1;
            if bars == columns {
                let rest = &line[offset + at + 1..];
                return (!rest.trim_matches(['|', ' ', '\t', '\r']).is_empty()).then_some(rest);
            }
        }
        escaped = c == '\\' && !escaped;
    }
    None
}
