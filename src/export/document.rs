//! A document that no program has written yet: headings, paragraphs, lists, tables and pictures.

use std::rc::Rc;

/// A document.
#[derive(Clone, Debug, Default)]
pub struct ExportDocument {
    /// Title, for the properties of a file.
    pub title: String,
    /// Language, as a BCP 47 tag.
    pub language: String,
    /// Whether it is written from right to left.
    pub is_rtl: bool,
    /// What is in it, in order.
    pub blocks: Vec<Block>,
    /// Footnotes, by the number in [`Inline::Note`].
    pub notes: Vec<Vec<Block>>,
}

/// A part of a document that begins a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The title of the document.
    Title(Vec<Inline>),
    /// A heading and its level, from 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(ParagraphKind, Vec<Inline>),
    /// A list; `start` is the first number of a numbered one.
    List {
        /// The first number; `None` for a list with bullets.
        start: Option<u32>,
        /// The items.
        items: Vec<Vec<Self>>,
    },
    /// A table.
    Table(Table),
    /// What somebody said.
    Quote(Vec<Self>),
    /// A block of code, as written.
    Code(String),
    /// What is indented below a term.
    Indented(Vec<Self>),
    /// A picture of its own.
    Picture(Picture),
    /// A change of subject.
    Rule,
    /// A place that links lead to.
    Anchor(String),
    /// Where a new page begins.
    PageBreak,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Text.
    Text,
    /// The first words of a page, below its title.
    Lead,
    /// A remark in small letters, or the words below a picture.
    Caption,
    /// The name of the facts below it.
    Term,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: Vec<Inline>,
    /// Rows in order; those at the head are repeated on each page.
    pub rows: Vec<Row>,
    /// How many of the rows are its head.
    pub header_rows: usize,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What is in it.
    pub blocks: Vec<Block>,
    /// Whether it names its row or column.
    pub is_header: bool,
    /// Columns that it spans, at least 1.
    pub columns: usize,
    /// Rows that it spans, at least 1.
    pub rows: usize,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String, Marks),
    /// A new line within a paragraph.
    Break,
    /// Words that lead somewhere.
    Link(Target, Vec<Self>),
    /// The mark of a footnote, by its index in [`ExportDocument::notes`].
    Note(usize),
    /// A picture within a line.
    Picture(Picture),
    /// A place that links lead to.
    Anchor(String),
}

/// How words are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Strong.
    pub bold: bool,
    /// Emphasized.
    pub italic: bool,
    /// Code.
    pub code: bool,
    /// Raised.
    pub superscript: bool,
    /// Lowered.
    pub subscript: bool,
    /// Struck out.
    pub strike: bool,
    /// Language, if it is another than that of the document.
    pub language: Option<Rc<str>>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A whole address.
    Url(String),
    /// A place in the same document: the name of an anchor.
    Anchor(String),
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Path in the site.
    pub path: String,
    /// Text alternative; empty for a decorative picture.
    pub alt: String,
    /// Width in pixels, as the page says.
    pub width: u32,
    /// Height in pixels, as the page says.
    pub height: u32,
}

/// The words of a line without their marks.
pub(super) fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(words, _) => text.push_str(words),
            Inline::Break => text.push(' '),
            Inline::Link(_, inner) => text.push_str(&plain_text(inner)),
            Inline::Picture(picture) => text.push_str(&picture.alt),
            Inline::Note(_) | Inline::Anchor(_) => {}
        }
    }
    text
}
