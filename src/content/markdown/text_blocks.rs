//! The plain text of a body by its blocks, for finding marks that the parser left in it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::spanned::Spanned;

/// What a text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A paragraph, the text of a list item, a term or its definition.
    Paragraph,
    /// A heading or a table cell.
    Other,
}

/// The source of a paragraph, heading or table cell. Everything but plain text is blanked out, so that no mark is found
/// in code or in the address of a link; a backslash that makes the mark after it plain text stays.
pub(super) struct TextBlock {
    pub(super) text: String,
    /// Position in the body.
    pub(super) start: usize,
    pub(super) kind: BlockKind,
    /// The end of the paragraph in the body, if it is in no list, quotation, footnote or other block.
    pub(super) outermost_end: Option<usize>,
}

impl TextBlock {
    /// The bytes of the body that a part of the text comes from.
    pub(super) fn range(&self, start: usize, end: usize) -> Range<usize> {
        self.start + start..self.start + end
    }

    /// The end of the paragraph, if it is in no other block and nothing indented follows, which would become part of a
    /// list or footnote that ends the paragraph.
    pub(super) fn free_end(&self, body: &str) -> Option<usize> {
        self.outermost_end.filter(|end| {
            let next = body.get(*end..).unwrap_or_default().lines().find(|line| !line.trim().is_empty());
            !next.is_some_and(|line| line.starts_with([' ', '\t']))
        })
    }

    /// Whether a backslash makes the mark at a position plain text.
    pub(super) fn is_escaped(&self, at: usize) -> bool {
        let before = &self.text[..at];
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    }
}

/// The blocks of a body with text.
pub(super) fn text_blocks(body: &str, events: &[Spanned<'_>]) -> Vec<TextBlock> {
    let mut blocks: Vec<TextBlock> = Vec::new();
    // Ends of the text that was copied last, and of the innermost code or HTML block.
    let mut copied = 0;
    let mut blank_until = 0;
    let mut depth = 0usize;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => blank_until = range.end,
            Event::Start(
                tag @ (Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::TableCell
                | Tag::Item
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition),
            ) if range.start >= blank_until => {
                let kind = match tag {
                    Tag::Heading { .. } | Tag::TableCell => BlockKind::Other,
                    _ => BlockKind::Paragraph,
                };
                copied = range.start;
                let is_outermost = depth == 0 && matches!(tag, Tag::Paragraph);
                let outermost_end = is_outermost.then_some(range.end);
                blocks.push(TextBlock { text: String::new(), start: range.start, kind, outermost_end });
            }
            Event::Text(_) | Event::SoftBreak | Event::HardBreak
                if range.start >= copied.max(blank_until) && range.end <= body.len() =>
            {
                let Some(block) = blocks.last_mut() else { continue };
                // What lies between two texts is markup.
                let gap = copied.max(block.start)..range.start.max(block.start);
                let is_escape = body.get(gap.clone()).is_some_and(|markup| markup.ends_with('\\'));
                block.text.push_str(&"\u{0}".repeat(gap.len().saturating_sub(usize::from(is_escape))));
                block.text.push_str(if is_escape { "\\" } else { "" });
                block.text.push_str(body.get(range.clone()).unwrap_or_default());
                copied = range.end;
            }
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}
