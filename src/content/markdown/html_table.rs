//! The tables of a block of HTML, with cells that span columns and rows, as tables of Markdown.

/// Most columns of a table; one with more is read as paragraphs.
const MAX_COLUMNS: usize = 50;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    /// For each column, the number of rows that a cell above still covers.
    spans: Vec<usize>,
}

impl Table {
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
        self.skip_covered();
    }

    /// Adds a cell that spans columns and rows; a bar in its text is escaped.
    pub(super) fn add_cell(&mut self, text: &str, columns: usize, rows: usize) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let Some(row) = self.rows.last_mut() else { return };
        let column = row.len();
        row.push(text.replace('|', "\\|"));
        row.extend((1..columns.min(MAX_COLUMNS)).map(|_| String::new()));
        let end = row.len().min(MAX_COLUMNS);
        if rows > 1 && column < end {
            self.spans.resize(self.spans.len().max(end), 0);
            self.spans[column..end].fill(rows - 1);
        }
        self.skip_covered();
    }

    /// The rows that have cells, as Markdown.
    pub(super) fn into_rows(self) -> Vec<Vec<String>> {
        self.rows.into_iter().filter(|row| !row.is_empty()).collect()
    }

    /// Fills the columns that cells of the rows above cover.
    fn skip_covered(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(span) = self.spans.get_mut(row.len()).filter(|span| **span > 0) {
            *span -= 1;
            row.push(String::new());
        }
    }
}

/// Whether rows are a table: one of a single row or column lays out a page.
pub(super) fn is_tabular(rows: &[Vec<String>]) -> bool {
    rows.len() > 1 && (2..=MAX_COLUMNS).contains(&count_columns(rows))
}

fn count_columns(rows: &[Vec<String>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(0)
}

/// The lines of a table of Markdown, the first row as its head.
pub(super) fn table_lines(rows: &[Vec<String>]) -> impl Iterator<Item = String> {
    let columns = count_columns(rows);
    rows.iter().enumerate().flat_map(move |(index, row)| {
        let is_head = index == 0;
        let padding = if is_head { " |".repeat(columns - row.len()) } else { String::new() };
        let line = format!("| {} |{padding}", row.join(" | "));
        let rule = is_head.then(|| format!("|{}", "---|".repeat(columns)));
        std::iter::once(line).chain(rule)
    })
}
