//! Finds grid tables of Pandoc, and writes them as the tables that Markdown has.

use std::ops::Range;

use super::findings::{MAX_FINDINGS, MarkdownFinding};
use super::text_blocks::TextBlock;

/// Finds the grid tables of a paragraph: a line `+-----+-----+`, and under it rows between bars.
pub(super) fn find(body: &str, block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    let mut lines = lines_with_start(&block.text).peekable();
    while findings.len() < MAX_FINDINGS
        && let Some((start, line)) = lines.next()
    {
        let border = trim(line);
        let is_top = is_border(border) && lines.peek().is_some_and(|(_, next)| trim(next).starts_with('|'));
        if !is_top {
            continue;
        }
        let at = start + (line.len() - line.trim_start_matches(is_margin).len());
        let mut end = start + line.len();
        while let Some((start, line)) = lines.next_if(|(_, line)| trim(line).starts_with(['|', '+'])) {
            end = start + line.trim_end().len();
        }
        let message = "this Pandoc grid table isn't read as a table, and readers would see it as written";
        let help = "write one row per line, `| Name | Result |`, and `|---|---|` below the first";
        let range = block.range(at, at + border.len());
        let mut finding = MarkdownFinding::new("TXT-05", range, message.to_owned(), help);
        finding.fix = rewrite(body, block, block.range(start, end));
        findings.push(finding);
    }
}

/// The lines of a text, each with its position.
fn lines_with_start(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\r', '\n'])))
    })
}

/// Whether a character may stand before and after the lines of a table: space, and marks of lists and quotations.
fn is_margin(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\0')
}

fn trim(line: &str) -> &str {
    line.trim_matches(is_margin)
}

fn is_border(line: &str) -> bool {
    line.len() >= 5
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains(['-', '='])
        && line.chars().all(|c| "+-=:".contains(c))
}

/// Writes a table anew, if it is outermost, has a header, and no cell has more than a line of text in it.
fn rewrite(body: &str, block: &TextBlock, range: Range<usize>) -> Option<(Range<usize>, String)> {
    block.outermost_end?;
    let lines: Vec<&str> = body.get(range.clone())?.lines().map(str::trim).collect();
    let bars: Vec<usize> =
        lines.first()?.chars().enumerate().filter(|(_, c)| *c == '+').map(|(at, _)| at).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row: Option<Vec<String>> = None;
    let mut alignments: Vec<&str> = Vec::new();
    for line in &lines[1..] {
        if is_border(line) {
            let columns = split_at_bars(line, &bars, '+')?;
            rows.push(row.take()?);
            if line.contains('=') {
                // A second one begins a footer.
                if rows.len() > 1 {
                    return None;
                }
                alignments = columns.iter().map(|dashes| alignment(dashes)).collect();
            }
            continue;
        }
        let cells = split_at_bars(line, &bars, '|')?;
        row = Some(match row {
            None => cells,
            Some(above) => join_cells(&above, &cells)?,
        });
    }
    if row.is_some() || alignments.is_empty() {
        return None;
    }
    let mut table: Vec<String> = rows.iter().map(|cells| format!("| {} |", cells.join(" | "))).collect();
    table.insert(1, format!("| {} |", alignments.join(" | ")));
    // Lines right before or after a table would belong to it.
    let before = if range.start > block.start { "\n" } else { "" };
    let after = if body.get(range.end..block.outermost_end?)?.trim().is_empty() { "" } else { "\n" };
    Some((range, format!("{before}{}{after}", table.join("\n"))))
}

/// The part of the line under the first row that aligns a column like a rule of a grid table: `:===:`.
fn alignment(dashes: &str) -> &'static str {
    match (dashes.starts_with(':'), dashes.ends_with(':')) {
        (true, true) => ":---:",
        (true, false) => ":---",
        (false, true) => "---:",
        (false, false) => "---",
    }
}

/// The cells of a line, if it has the mark at the place of every bar and at no other.
fn split_at_bars(line: &str, bars: &[usize], mark: char) -> Option<Vec<String>> {
    let chars: Vec<char> = line.chars().collect();
    let marks: Vec<usize> = chars.iter().enumerate().filter(|(_, c)| **c == mark).map(|(at, _)| at).collect();
    if marks != bars || chars.len() != bars.last()? + 1 {
        return None;
    }
    Some(
        bars.windows(2)
            .map(|pair| chars[pair[0] + 1..pair[1]].iter().collect::<String>().trim().to_owned())
            .collect(),
    )
}

/// The cells of a row with those of its next line. `None` if they may be more than one paragraph.
fn join_cells(above: &[String], below: &[String]) -> Option<Vec<String>> {
    let join = |(above, below): (&String, &String)| {
        let is_gap = above.is_empty() && !below.is_empty();
        let is_prose = !is_gap && !begins_block(above) && !begins_block(below) && !above.ends_with('\\');
        (below.is_empty() || is_prose).then(|| format!("{above} {below}").trim().to_owned())
    };
    above.iter().zip(below).map(join).collect()
}

/// Whether a line begins a list, heading, quotation or code block.
fn begins_block(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < word.len() && matches!(number, "." | ")");
    is_numbered || ["-", "*", "+"].contains(&word) || line.starts_with(['#', '>', '`', '~'])
}
