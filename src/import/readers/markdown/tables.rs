//! Tables in CSV files, as Notion exports its databases, as Markdown.

use super::prose::one_line;

/// Most rows of a table that is written into a page.
const MAX_ROWS: usize = 200;

/// Most columns.
const MAX_COLUMNS: usize = 20;

/// Writes a table as Markdown; `None` if it is empty, too large, or no table.
pub(super) fn from_csv(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().take(MAX_ROWS + 2).collect::<Result<_, _>>().ok()?;
    let columns = rows.iter().map(csv::StringRecord::len).max().filter(|columns| *columns <= MAX_COLUMNS)?;
    if rows.len() > MAX_ROWS + 1 {
        return None;
    }
    let mut table = String::new();
    for (index, row) in rows.iter().enumerate() {
        table.push('|');
        for column in 0..columns {
            table.push_str(&format!(" {} |", escape(row.get(column).unwrap_or_default())));
        }
        table.push('\n');
        if index == 0 {
            table.push_str(&format!("|{}\n", "---|".repeat(columns)));
        }
    }
    Some(table)
}

/// The text of a cell, in which nothing is markup.
fn escape(cell: &str) -> String {
    let mut out = String::new();
    for c in one_line(cell).chars() {
        if matches!(c, '|' | '*' | '_' | '[' | ']' | '<' | '`' | '\\' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
