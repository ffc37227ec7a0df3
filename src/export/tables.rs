//! Tables of HTML as rows of cells.

use super::document::{Cell, Row, Table};
use super::html::Element;

/// Columns or rows that a cell may span; a word processor has no more columns.
const MAX_SPAN: usize = 63;

/// The rows of a table, those of its head first: each with whether it is in the head.
pub(super) fn table_rows(table: &Element) -> Vec<(&Element, bool)> {
    let mut rows: Vec<(&Element, bool)> = Vec::new();
    for part in table.elements() {
        match part.name.as_str() {
            "tr" => rows.push((part, false)),
            "thead" | "tbody" | "tfoot" => {
                let is_head = part.name == "thead";
                rows.extend(part.elements().filter(|row| row.name == "tr").map(|row| (row, is_head)));
            }
            _ => {}
        }
    }
    rows.sort_by_key(|(_, is_head)| !is_head);
    rows
}

/// How many columns or rows a cell spans.
pub(super) fn span(cell: &Element, attribute: &str) -> usize {
    let span = cell.attribute(attribute).and_then(|value| value.trim().parse().ok());
    span.unwrap_or(1usize).clamp(1, MAX_SPAN)
}

/// A place of a table in which something stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum GridCell<'a> {
    /// A cell begins here.
    Start(&'a Cell),
    /// A cell of a row above goes on here, so many columns wide.
    Continued(usize),
}

/// The cells of each row with those that go on from rows above, and the number of columns.
pub(super) fn grid(table: &Table) -> (Vec<Vec<GridCell<'_>>>, usize) {
    // For each column: rows that a cell from above still takes, and its width at its first column.
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut rows = Vec::new();
    let mut width = 0;
    for Row { cells } in &table.rows {
        let mut row = Vec::new();
        let mut column = 0;
        let mut cells = cells.iter();
        loop {
            while let Some((left, columns)) = taken.get_mut(column).filter(|(left, _)| *left > 0) {
                *left -= 1;
                row.push(GridCell::Continued(*columns));
                column += *columns;
            }
            let Some(cell) = cells.next() else { break };
            if column >= MAX_SPAN {
                break;
            }
            let columns = cell.columns.min(MAX_SPAN - column);
            taken.resize(taken.len().max(column + columns), (0, 1));
            taken[column] = (cell.rows - 1, columns);
            row.push(GridCell::Start(cell));
            column += columns;
        }
        // What is below cells that are further right.
        while column < taken.len() {
            if let Some((left, columns)) = taken.get_mut(column).filter(|(left, _)| *left > 0) {
                *left -= 1;
                row.push(GridCell::Continued(*columns));
                column += *columns;
            } else {
                break;
            }
        }
        width = width.max(column);
        rows.push(row);
    }
    (rows, width)
}
