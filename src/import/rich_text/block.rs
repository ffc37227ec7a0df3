//! Paragraphs, lists and tables, and what is in them.

/// What stands on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading; its level counts from 1, and 0 is the title of the document.
    Heading { level: u8, content: Vec<Inline> },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A paragraph that is set off as a quotation.
    Quote(Vec<Inline>),
    /// An item of a list.
    Item(Item),
    /// A further paragraph of the item before it, at its level.
    ItemParagraph { level: usize, content: Vec<Inline> },
    /// A table: its rows, their cells, what is in each.
    Table(Vec<Vec<Vec<Block>>>),
    /// A line across the page.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// How deep the list lies in others, from 0.
    pub(crate) level: usize,
    /// Its number; `None` for a bullet.
    pub(crate) number: Option<u64>,
    pub(crate) content: Vec<Inline>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Text in one formatting.
    Text(Span),
    /// The line ends, but not the paragraph.
    Break,
    /// A picture that is one of the files brought along, by its path, or on the network.
    Picture { address: String, alt: String },
    /// A reference to a note, by its place in the list of notes.
    Note(usize),
}

/// Text in one formatting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) style: TextStyle,
    /// Where a click on it leads.
    pub(crate) link: Option<String>,
}

/// Formatting of text that Markdown has, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextStyle {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) strike: bool,
}

/// The words of a paragraph, without formatting.
pub(crate) fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(span) => text.push_str(&span.text),
            Inline::Break => text.push(' '),
            Inline::Picture { .. } | Inline::Note(_) => {}
        }
    }
    crate::content::text::collapse_spaces(&text)
}

/// Whether a paragraph shows nothing.
pub(crate) fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(span) => span.text.trim().is_empty(),
        Inline::Break => true,
        Inline::Picture { .. } | Inline::Note(_) => false,
    })
}

/// Digits and signs that are set higher, as characters of their own (10²); other letters stay as they are.
pub(crate) fn superscript(text: &str) -> String {
    shift(text, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
}

/// Digits and signs that are set lower, as characters of their own (H₂O); other letters stay as they are.
pub(crate) fn subscript(text: &str) -> String {
    shift(text, "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
}

fn shift(text: &str, shifted: &str) -> String {
    let shift = |c: char| "0123456789+-()".find(c).and_then(|place| shifted.chars().nth(place));
    // `10th` would be `10ᵗʰ` in some fonts only.
    text.chars().map(shift).collect::<Option<String>>().unwrap_or_else(|| text.to_owned())
}
