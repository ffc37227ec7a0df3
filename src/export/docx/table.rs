//! Tables: their head is repeated on each page, and rows stay together.

use super::body::{BodyWriter, Place};
use crate::export::document::{Block, Cell, Table, plain_text};
use crate::export::tables::{GridCell, grid};

/// The color behind the cells that name a row or column.
const SHADE: &str = "F2F2F2";

/// Width of a table without margins, in twentieths of a point; word processors adapt it to the page.
const WIDTH: usize = 9000;

impl BodyWriter<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, place: Place) {
        let (rows, columns) = grid(table);
        let columns = columns.max(1);
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        self.xml.value("w:tblStyle", "TableGrid");
        self.xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
        let look = [("w:val", "04A0"), ("w:firstRow", "1"), ("w:firstColumn", "1"), ("w:noVBand", "1")];
        self.xml.empty("w:tblLook", &look);
        let caption = plain_text(&table.caption);
        if !caption.is_empty() {
            self.xml.value("w:tblCaption", &caption);
        }
        self.xml.close();
        self.xml.open("w:tblGrid", &[]);
        for _ in 0..columns {
            self.xml.empty("w:gridCol", &[("w:w", &(WIDTH / columns).to_string())]);
        }
        self.xml.close();
        for (index, row) in rows.iter().enumerate() {
            self.xml.open("w:tr", &[]);
            self.xml.open("w:trPr", &[]);
            self.xml.empty("w:cantSplit", &[]);
            if index < table.header_rows {
                self.xml.empty("w:tblHeader", &[]);
            }
            self.xml.close();
            self.row(row, columns, place);
            self.xml.close();
        }
        self.xml.close();
    }

    /// The cells of a row; what is missing at its end is filled, because a row has all columns.
    fn row(&mut self, row: &[GridCell<'_>], columns: usize, place: Place) {
        let mut column = 0;
        for cell in row {
            column += match cell {
                GridCell::Start(cell) => {
                    let span = cell.columns.min(columns - column.min(columns - 1));
                    self.cell(cell, span, place);
                    span
                }
                GridCell::Continued(span) => {
                    self.xml.open("w:tc", &[]);
                    self.cell_properties(*span, Some("continue"), false);
                    self.xml.empty("w:p", &[]);
                    self.xml.close();
                    *span
                }
            };
        }
        for _ in column..columns {
            self.xml.open("w:tc", &[]);
            self.cell_properties(1, None, false);
            self.xml.empty("w:p", &[]);
            self.xml.close();
        }
    }

    fn cell(&mut self, cell: &Cell, span: usize, place: Place) {
        self.xml.open("w:tc", &[]);
        self.cell_properties(span, (cell.rows > 1).then_some("restart"), cell.is_header);
        self.blocks(&cell.blocks, place.in_cell(cell.is_header));
        // A cell ends with a paragraph.
        let ends_with_paragraph = cell.blocks.last().is_some_and(|block| {
            matches!(
                block,
                Block::Paragraph(..) | Block::Heading(..) | Block::Picture(_) | Block::Code(_) | Block::Rule
            )
        });
        if !ends_with_paragraph {
            self.xml.empty("w:p", &[]);
        }
        self.xml.close();
    }

    fn cell_properties(&mut self, span: usize, merge: Option<&str>, is_header: bool) {
        self.xml.open("w:tcPr", &[]);
        self.xml.empty("w:tcW", &[("w:w", "0"), ("w:type", "auto")]);
        if span > 1 {
            self.xml.value("w:gridSpan", &span.to_string());
        }
        if let Some(merge) = merge {
            self.xml.value("w:vMerge", merge);
        }
        if is_header {
            self.xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", SHADE)]);
        }
        self.xml.close();
    }
}
