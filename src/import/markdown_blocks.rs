//! Puts blocks of Markdown together: lists, quotations, code.

use super::markdown_text::longest_run;

/// What a block is, as far as it matters for the block after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    Heading,
    /// A list with its sign: two lists in a row need different ones.
    List(char),
    Other,
}

/// A block of Markdown without blank lines around it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) text: String,
}

impl Block {
    pub(super) fn new(kind: BlockKind, text: String) -> Self {
        Self { kind, text }
    }
}

/// A heading of a level from 1 to 6, with text that is Markdown.
pub(super) fn heading(level: usize, text: &str) -> String {
    let marks = "#".repeat(level);
    // `#` at the end would be read as part of the markup.
    let (title, end) = text.split_at(text.trim_end_matches('#').len());
    if end.is_empty() || title.ends_with('\\') {
        format!("{marks} {text}")
    } else {
        format!("{marks} {title}\\{end}")
    }
}

/// The blocks with blank lines between them.
pub(super) fn join(blocks: &[Block]) -> String {
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// Indents all lines but the first.
pub(super) fn indent(text: &str, width: usize) -> String {
    let spaces = " ".repeat(width);
    let mut lines = text.lines();
    let mut indented = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        indented.push('\n');
        if !line.is_empty() {
            indented.push_str(&spaces);
            indented.push_str(line);
        }
    }
    indented
}

/// An item of a list.
pub(super) fn list_item(marker: &str, blocks: &[Block], is_loose: bool) -> String {
    let text = if is_loose {
        join(blocks)
    } else {
        blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    format!("{marker} {}", indent(&text, marker.len() + 1))
}

/// The explanation of a term in a list of definitions.
pub(super) fn definition(text: &str) -> String {
    format!(": {}", indent(text, 2))
}

/// A quotation.
pub(super) fn quote(text: &str) -> String {
    let lines = text.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") });
    lines.collect::<Vec<_>>().join("\n")
}

/// A block of code; empty if the code is.
pub(super) fn fenced_code(code: &str, language: &str) -> String {
    let code = code.trim_matches('\n').trim_end();
    if code.trim().is_empty() {
        return String::new();
    }
    let language: String =
        language.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '#')).collect();
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    format!("{fence}{language}\n{code}\n{fence}")
}
