//! Aligns the cells of tables by classes: the parser's HTML writer would do so by `style` attributes, which the security
//! policy of a published site blocks.

use pulldown_cmark::{Alignment, Tag};

/// The class of a cell whose text stands at the right.
pub const ALIGN_RIGHT: &str = "right";

/// The columns of the table that is being written, and the cell that comes next.
#[derive(Debug, Default)]
pub(super) struct CellAligner {
    columns: Vec<Alignment>,
    column: usize,
    is_head: bool,
}

impl CellAligner {
    /// Takes over the alignment of a table; returns its tag without it.
    pub(super) fn begin_table<'a>(&mut self, columns: Vec<Alignment>) -> Tag<'a> {
        self.columns = columns;
        Tag::Table(vec![Alignment::None; self.columns.len()])
    }

    pub(super) fn begin_row(&mut self, is_head: bool) {
        self.column = 0;
        self.is_head = is_head;
    }

    /// The start tag of a cell; `None` if it is not aligned.
    pub(super) fn start_cell(&self) -> Option<String> {
        let class = match self.columns.get(self.column)? {
            Alignment::None => return None,
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => ALIGN_RIGHT,
        };
        Some(format!("<{} class=\"{class}\">", self.element()))
    }

    /// The end tag of a cell; `None` if it is not aligned.
    pub(super) fn end_cell(&mut self) -> Option<String> {
        let tag = self.start_cell().map(|_| format!("</{}>", self.element()));
        self.column += 1;
        tag
    }

    fn element(&self) -> &'static str {
        if self.is_head { "th" } else { "td" }
    }
}
