//! The standards as a table for spreadsheets: a row for each standard, a column for each case study.

use anyhow::{Context as _, Result};

use crate::render::StandardsMatrix;

/// Signs with which spreadsheets begin a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes the table as CSV in UTF-8, with the mark by which Excel recognizes that.
///
/// # Errors
/// If it can't be written, which memory alone decides.
pub fn write_csv(matrix: &StandardsMatrix) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let fixed = ["framework", "number", "standard", "group", "evidence"].map(str::to_owned);
    writer.write_record(fixed.into_iter().chain(matrix.studies.iter().map(|title| guard(title))))?;
    for row in &matrix.rows {
        let evidence = row.evidence.to_string();
        let facts = [
            &row.framework,
            &row.number,
            &row.title,
            row.group.as_ref().unwrap_or(&String::new()),
            &evidence,
        ]
        .map(|fact| guard(fact));
        writer.write_record(facts.into_iter().chain(row.cells.iter().map(|cell| guard(cell))))?;
    }
    writer.into_inner().map_err(|error| error.into_error()).context("the table can't be written")
}

/// A cell that no spreadsheet takes for a formula.
fn guard(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn a_cell_is_never_a_formula() {
        for text in ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(guard(text), format!("'{text}"));
        }
        assert_eq!(guard("7"), "7");
    }
}
