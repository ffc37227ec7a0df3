//! Tables of HTML, with cells that span columns and rows, as tables of Markdown.

/// Most columns of a table.
pub(super) const MAX_COLUMNS: usize = 50;

/// The cells of a table, row by row.
#[derive(Debug, Default)]
pub(super) struct TableGrid {
    rows: Vec<Vec<String>>,
    /// For each column, the number of rows that a cell above still covers.
    covered: Vec<usize>,
}

impl TableGrid {
    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
        self.skip_covered();
    }

    /// Adds a cell that spans columns and rows. A bar in it must be escaped.
    pub(super) fn add_cell(&mut self, text: String, columns: usize, rows: usize) {
        let Some(row) = self.rows.last_mut() else { return };
        let first = row.len();
        let columns = columns.clamp(1, MAX_COLUMNS);
        row.push(text);
        row.resize(first + columns, String::new());
        if rows > 1 && first + columns <= MAX_COLUMNS {
            self.covered.resize(self.covered.len().max(first + columns), 0);
            self.covered[first..first + columns].fill(rows - 1);
        }
        self.skip_covered();
    }

    fn skip_covered(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(rows) = self.covered.get_mut(row.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            row.push(String::new());
        }
    }

    /// The table, its first row as the head.
    pub(super) fn to_markdown(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = Vec::new();
        for row in self.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
            let padding = " |".repeat(columns - row.len());
            lines.push(format!("| {} |{padding}", row.join(" | ")));
            if lines.len() == 1 {
                lines.push(format!("|{}", " --- |".repeat(columns)));
            }
        }
        lines.join("\n")
    }
}
