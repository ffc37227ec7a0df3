//! Writes formatted text as Markdown.

use std::collections::HashMap;
use std::mem;

use super::block::{Block, Inline, Item, is_blank};
use super::emphasis::{InlineForm, write_inlines};
use super::escape::escape_line_start;
use super::table::{TableForm, table_form};

/// The form of paragraphs.
const PARAGRAPH: InlineForm = InlineForm { line_break: "\\\n", marks_bold: true };

/// The form of headings, which are one line.
const HEADING: InlineForm = InlineForm { line_break: " ", marks_bold: false };

/// The form of the cells of a table.
const CELL: InlineForm = InlineForm { line_break: "<br>", marks_bold: true };

/// Writes blocks, and below them the notes that they refer to. Headings have the level that their block says, 1 to 6.
pub(crate) fn write_markdown(blocks: &[Block], notes: &[Vec<Block>]) -> String {
    let mut writer = Writer { notes, ..Writer::default() };
    for block in blocks {
        writer.write_block(block);
    }
    writer.finish()
}

/// A list that is being written.
struct OpenList {
    level: usize,
    /// The number of its last item; `None` for bullets.
    number: Option<u64>,
    /// Whether its marks are the second of their kind, since it follows another list.
    is_other: bool,
    /// Spaces before its marks.
    indent: usize,
    /// Spaces before the text of its last item.
    text_indent: usize,
}

#[derive(Default)]
struct Writer<'a> {
    out: String,
    lists: Vec<OpenList>,
    notes: &'a [Vec<Block>],
    used: UsedNotes,
}

/// The notes that are referred to.
#[derive(Default)]
struct UsedNotes {
    /// Their places in the list of all, in the order of their numbers.
    in_order: Vec<usize>,
    /// Their numbers, by their places.
    numbers: HashMap<usize, usize>,
}

impl UsedNotes {
    /// The number of a note, from 1.
    fn number(&mut self, note: usize) -> usize {
        *self.numbers.entry(note).or_insert_with(|| {
            self.in_order.push(note);
            self.in_order.len()
        })
    }
}

impl Writer<'_> {
    fn write_block(&mut self, block: &Block) {
        match block {
            Block::Heading { content, .. }
            | Block::Paragraph(content)
            | Block::Quote(content)
            | Block::ItemParagraph { content, .. }
                if is_blank(content) => {}
            Block::Heading { level, content } => {
                let text = self.inline_text(content, HEADING);
                let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
                self.write_apart(&format!("{marks} {}", end_heading(text.trim())));
            }
            Block::Paragraph(content) => self.write_paragraphs(content, 0, ""),
            Block::Quote(content) => self.write_paragraphs(content, 0, "> "),
            Block::Item(item) => self.write_item(item),
            Block::ItemParagraph { level, content } => {
                let list = self.lists.iter().rfind(|list| list.level <= *level);
                let indent = list.map_or(0, |list| list.text_indent);
                let lists = mem::take(&mut self.lists);
                self.write_paragraphs(content, indent, "");
                self.lists = lists;
            }
            Block::Table(rows) => match table_form(rows) {
                TableForm::Layout(blocks) => blocks.into_iter().for_each(|block| self.write_block(block)),
                TableForm::Grid(rows) => self.write_grid(&rows),
            },
            Block::Rule => self.write_apart("---"),
        }
    }

    /// Writes text with an empty line before it; it ends all lists.
    fn write_apart(&mut self, text: &str) {
        self.lists.clear();
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
        self.out.push_str(text);
    }

    /// Writes a paragraph; where two lines end in it one after the other, it is two.
    fn write_paragraphs(&mut self, content: &[Inline], indent: usize, prefix: &str) {
        for part in content
            .split(|inline| *inline == Inline::Break)
            .collect::<Vec<_>>()
            .chunk_by(|_, next| !is_blank(next))
        {
            let lines: Vec<String> = part
                .iter()
                .map(|line| self.inline_text(line, PARAGRAPH))
                .map(|line| escape_line_start(line.trim()))
                .filter(|line| !line.is_empty())
                .map(|line| format!("{}{prefix}{line}", " ".repeat(indent)))
                .collect();
            if !lines.is_empty() {
                self.write_apart(&lines.join("\\\n"));
            }
        }
    }

    fn write_item(&mut self, item: &Item) {
        while self.lists.last().is_some_and(|list| list.level > item.level) {
            self.lists.pop();
        }
        let mut is_other = false;
        if let Some(list) = self.lists.pop_if(|list| list.level == item.level) {
            if continues(&list, item) {
                self.lists.push(list);
            } else {
                is_other = list.number.is_some() == item.number.is_some() && !list.is_other;
            }
        }
        if self.lists.last().is_none_or(|list| list.level < item.level) {
            let is_first = self.lists.is_empty();
            let indent = self.lists.last().map_or(0, |list| list.text_indent);
            let list =
                OpenList { level: item.level, number: item.number, is_other, indent, text_indent: indent };
            // A list within an item can't follow its text directly unless it begins with 1 (CommonMark 0.31, section 5.3).
            let needs_space = is_first || item.number.is_some_and(|number| number != 1);
            if needs_space && !self.out.is_empty() {
                self.out.push('\n');
            }
            self.lists.push(list);
        }
        let Some(list) = self.lists.last_mut() else { return };
        list.number = item.number;
        let mark = match (item.number, list.is_other) {
            (Some(number), false) => format!("{number}. "),
            (Some(number), true) => format!("{number}) "),
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
        };
        list.text_indent = list.indent + mark.len();
        let (indent, text_indent) = (" ".repeat(list.indent), " ".repeat(list.text_indent));
        let lines: Vec<String> = item
            .content
            .split(|inline| *inline == Inline::Break)
            .map(|line| self.inline_text(line, PARAGRAPH))
            .map(|line| escape_line_start(line.trim()))
            .filter(|line| !line.is_empty())
            .collect();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(&format!("{indent}{mark}{}", lines.join(&format!("\\\n{text_indent}"))));
    }

    fn write_grid(&mut self, rows: &[Vec<Vec<Inline>>]) {
        let mut lines = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let cells: Vec<String> =
                row.iter().map(|cell| self.inline_text(cell, CELL).trim().to_owned()).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
            if index == 0 {
                lines.push(format!("|{}", " --- |".repeat(row.len())));
            }
        }
        self.write_apart(&lines.join("\n"));
    }

    /// The text of a line, in which only [`InlineForm::line_break`] ends lines.
    fn inline_text(&mut self, content: &[Inline], form: InlineForm) -> String {
        let used = &mut self.used;
        write_inlines(content, form, &mut |note| used.number(note))
    }

    /// Writes the notes, and returns the whole.
    fn finish(mut self) -> String {
        let mut written = 0;
        // Notes may refer to further ones.
        while let Some(note) = self.used.in_order.get(written).copied() {
            written += 1;
            let blocks = self.notes.get(note).map(Vec::as_slice).unwrap_or_default();
            let used = mem::take(&mut self.used);
            let mut inner = Writer { notes: self.notes, used, ..Writer::default() };
            for block in blocks {
                inner.write_block(block);
            }
            self.used = inner.used;
            let text = inner.out.trim().replace('\n', "\n    ").replace("\n    \n", "\n\n");
            self.write_apart(&format!("[^{written}]: {text}"));
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }
}

/// Whether an item goes on with the list before it.
fn continues(list: &OpenList, item: &Item) -> bool {
    match (list.number, item.number) {
        (Some(last), Some(number)) => number == last + 1 || number == last,
        (None, None) => true,
        _ => false,
    }
}

/// The text of a heading, whose end is no mark of it.
fn end_heading(text: &str) -> String {
    match text.strip_suffix('#') {
        Some(before) if before.ends_with([' ', '#']) || before.is_empty() => format!("{before}\\#"),
        _ => text.to_owned(),
    }
}
