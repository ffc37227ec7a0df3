//! Writes tables as Markdown.

use super::block::{Block, Inline, Item, is_blank};

/// Most columns and cells of a table: more nobody reads.
const MAX_COLUMNS: usize = 100;
const MAX_CELLS: usize = 200_000;

/// What a table becomes.
pub(super) enum TableForm<'a> {
    /// Its paragraphs, one after the other: it was only there to place them.
    Layout(Vec<&'a Block>),
    /// Rows of cells, all of the same length; the first is the head.
    Grid(Vec<Vec<Vec<Inline>>>),
}

/// What becomes of a table: one with a single column is no table to readers.
pub(super) fn table_form(rows: &[Vec<Vec<Block>>]) -> TableForm<'_> {
    let columns = rows.iter().map(|row| used_cells(row)).max().unwrap_or_default();
    if columns <= 1 || columns > MAX_COLUMNS || columns * rows.len() > MAX_CELLS {
        return TableForm::Layout(rows.iter().flatten().flatten().collect());
    }
    let rows = rows.iter().filter(|row| used_cells(row) > 0);
    let grid = rows.map(|row| {
        let mut cells: Vec<Vec<Inline>> = row.iter().take(columns).map(|cell| cell_content(cell)).collect();
        cells.resize(columns, Vec::new());
        cells
    });
    TableForm::Grid(grid.collect())
}

/// Cells up to the last one that shows something.
fn used_cells(row: &[Vec<Block>]) -> usize {
    row.iter().rposition(|cell| !is_blank(&cell_content(cell))).map_or(0, |last| last + 1)
}

/// What is in a cell, in one paragraph with line breaks.
fn cell_content(blocks: &[Block]) -> Vec<Inline> {
    let mut content = Vec::new();
    push_blocks(blocks, &mut content);
    while matches!(content.last(), Some(Inline::Break)) {
        content.pop();
    }
    content
}

fn push_blocks(blocks: &[Block], content: &mut Vec<Inline>) {
    for block in blocks {
        match block {
            Block::Heading { content: text, .. }
            | Block::Paragraph(text)
            | Block::Quote(text)
            | Block::ItemParagraph { content: text, .. } => push_line("", text, content),
            Block::Item(Item { number, content: text, .. }) => {
                let label = number.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
                push_line(&label, text, content);
            }
            Block::Table(rows) => {
                for cell in rows.iter().flatten() {
                    push_blocks(cell, content);
                }
            }
            Block::Rule => {}
        }
    }
}

fn push_line(label: &str, text: &[Inline], content: &mut Vec<Inline>) {
    if is_blank(text) {
        return;
    }
    if !label.is_empty() {
        content.push(Inline::Text(super::block::Span { text: label.to_owned(), ..Default::default() }));
    }
    content.extend(text.iter().cloned());
    content.push(Inline::Break);
}
