//! Finds tables that were pasted from a spreadsheet or word processor: lines with tabs between their cells.

use super::findings::MarkdownFinding;
use super::text_blocks::TextBlock;

/// Finds a paragraph with two or more lines of the same number of tabs.
pub(super) fn find(block: &TextBlock, findings: &mut Vec<MarkdownFinding>) {
    let lines: Vec<&str> = block.text.lines().map(|line| line.trim_matches([' ', '\r'])).collect();
    let tabs = |line: &str| line.matches('\t').count();
    let is_row = |line: &str| tabs(line) > 0 && !line.starts_with('\t') && !is_list_item(line);
    let Some(first) = lines.iter().position(|line| is_row(line)) else { return };
    let rows: Vec<&str> = lines[first..]
        .iter()
        .take_while(|line| is_row(line) && tabs(line) == tabs(lines[first]))
        .copied()
        .collect();
    if rows.len() < 2 {
        return;
    }
    let table = |rows: &[&str]| {
        let row =
            |line: &str| format!("| {} |", line.split('\t').map(str::trim).collect::<Vec<_>>().join(" | "));
        let rule = format!("|{}", "---|".repeat(tabs(rows[0]) + 1));
        let mut written = vec![row(rows[0]), rule];
        written.extend(rows[1..].iter().map(|line| row(line)));
        written
    };
    let start = block.text.find(rows[0]).unwrap_or_default();
    let written = table(&rows);
    let mut finding = MarkdownFinding::new(
        "TXT-06",
        block.range(start, start + rows[0].len()),
        "there are tabs between the cells of these lines, so they would run together".to_owned(),
        &format!(
            "write a table: `{}`, then `{}`, then a line for each row",
            written[0].replace('\0', ""),
            written[1]
        ),
    );
    // Marks and bars within a cell need the author.
    let is_plain = rows.len() == lines.len() && !block.text.contains(['\0', '|', '\\']);
    if let Some(end) = block.outermost_end.filter(|_| is_plain) {
        let blank_end = block.start + block.text.trim_end().len();
        finding.fix = Some((block.start..blank_end.min(end), written.join("\n")));
    }
    findings.push(finding);
}

/// Whether the tab of a line follows the mark of a list, as word processors write it: `1.`, `a)`, `o`.
fn is_list_item(line: &str) -> bool {
    let first = line.split('\t').next().unwrap_or_default().trim();
    let is_mark = !first.contains(char::is_alphanumeric) || first.ends_with(['.', ')']);
    first == "o" || is_mark && first.chars().count() <= 4
}
