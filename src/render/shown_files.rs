//! Files that a text shows with the syntax of an image: films and sounds as players, tables of a spreadsheet as tables.

use std::fmt::Write;

use super::chart::{Bar, bar_chart};
use crate::content::markdown::{ALIGN_RIGHT, escape};
use crate::content::text;
use crate::model::file::PublishedFile;

/// Most rows that are shown of a table; a longer one is a file to download.
const MAX_ROWS: usize = 500;

/// Most columns that are shown of a table.
const MAX_COLUMNS: usize = 50;

/// Largest CSV file that is shown, in bytes.
const MAX_CSV_BYTES: u64 = 1_000_000;

/// The rows of a CSV file; the first one names the columns. `None` if it cannot be read, or has too many rows.
pub(super) fn read_csv(file: &PublishedFile) -> Option<Vec<Vec<String>>> {
    if file.blob.len() > MAX_CSV_BYTES {
        return None;
    }
    let bytes = file.blob.read().ok()?;
    let source = text::decode(&bytes).ok()?;
    read_rows(&source)
}

/// A bar chart of the first column that has numbers; `None` if there is none, or if bars cannot show it.
pub(super) fn csv_chart(rows: &[Vec<String>], title: &str) -> Option<String> {
    let (head, body) = rows.split_first()?;
    let column =
        (1..head.len()).find(|column| body.iter().all(|row| parse_number(&row[*column]).is_some()))?;
    let bars: Vec<Bar<'_>> = body
        .iter()
        .filter_map(|row| {
            Some(Bar { label: &row[0], value: parse_number(&row[column])?, written: &row[column] })
        })
        .collect();
    bar_chart(title, &bars)
}

/// The HTML table of such rows. `label` is its accessible name and its caption.
pub(super) fn csv_table(rows: &[Vec<String>], label: &str) -> Option<String> {
    let (head, body) = rows.split_first()?;
    let mut html = format!(
        "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
        escape(label)
    );
    // A column is set to the right if all its cells are numbers.
    let is_number = |column: usize| {
        let mut cells =
            body.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| is_numeric(cell))
    };
    let align =
        |column: usize| if is_number(column) { format!(" class=\"{ALIGN_RIGHT}\"") } else { String::new() };
    let aligned: Vec<String> = (0..head.len()).map(align).collect();
    for (cell, align) in head.iter().zip(&aligned) {
        let _ = write!(html, "<th scope=\"col\"{align}>{}</th>", escape(cell));
    }
    html.push_str("</tr></thead><tbody>\n");
    for row in body {
        html.push_str("<tr>");
        for (cell, align) in row.iter().zip(&aligned) {
            let _ = write!(html, "<td{align}>{}</td>", escape(cell));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    Some(html)
}

/// Rows of equal length. The separator is the one of comma, semicolon (Excel in many countries) and tab that is most
/// frequent in the first line.
fn read_rows(source: &str) -> Option<Vec<Vec<String>>> {
    let first = source.lines().next().unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(count)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(source.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let row: Vec<String> = record.ok()?.iter().map(str::to_owned).collect();
        if row.iter().all(String::is_empty) {
            continue;
        }
        if rows.len() > MAX_ROWS {
            return None;
        }
        rows.push(row);
    }
    let columns = rows.iter().map(Vec::len).max().filter(|columns| (1..=MAX_COLUMNS).contains(columns))?;
    for row in &mut rows {
        row.resize(columns, String::new());
    }
    Some(rows)
}

/// Digits with signs, separators, currency or percent.
fn is_numeric(cell: &str) -> bool {
    cell.contains(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || " .,+-−%$€£\u{a0}".contains(c))
}

/// The value of a number as people write it: `1,503`, `61 %`, `$3.50`. A comma before one or two last digits is a decimal
/// comma.
fn parse_number(cell: &str) -> Option<f64> {
    if !is_numeric(cell) {
        return None;
    }
    let digits: String =
        cell.replace('−', "-").chars().filter(|c| c.is_ascii_digit() || ".,-".contains(*c)).collect();
    // Of a point and a comma, the later one is the decimal mark.
    let is_decimal_comma = match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(point)) => comma > point,
        (Some(comma), None) => digits.len() - comma <= 3 && digits.matches(',').count() == 1,
        _ => false,
    };
    let plain =
        if is_decimal_comma { digits.replace('.', "").replace(',', ".") } else { digits.replace(',', "") };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str) -> Option<Vec<Vec<String>>> {
        read_rows(source)
    }

    #[test]
    fn commas_semicolons_and_tabs_separate_cells() {
        for source in ["a,b\n1,\"x, y\"\n", "a;b\r\n1;x, y\r\n", "a\tb\n1\tx, y\n", "a,b\n\n1,\"x, y\"\n,\n"]
        {
            assert_eq!(rows(source).unwrap(), [["a", "b"], ["1", "x, y"]], "{source:?}");
        }
        assert_eq!(rows("a,b,c\n1\n").unwrap()[1], ["1", "", ""]);
        assert_eq!(rows(""), None);
        assert_eq!(rows(&"a,b\n".repeat(MAX_ROWS + 2)), None);
    }

    #[test]
    fn numbers_are_told_from_words() {
        assert!(["12", "1,503", "-4.5 %", "$3"].into_iter().all(is_numeric));
        assert!(!["", "—", "12 a", "Q1"].into_iter().any(is_numeric));
        let values = ["1,503", "61 %", "$3.50", "1,5", "−2", "1,234,567", "1.234,56"]
            .map(|cell| parse_number(cell).unwrap());
        assert_eq!(values, [1503.0, 61.0, 3.5, 1.5, -2.0, 1_234_567.0, 1234.56]);
    }
}
