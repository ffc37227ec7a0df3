//! Finds the title of a document, and headings that are only bold.

use super::block::{Block, Inline, is_blank, plain_text};

/// Longest text of a bold paragraph that is taken for a heading.
const MAX_HEADING_WORDS: usize = 12;
const MAX_HEADING_CHARS: usize = 80;

/// The level of the first headings below the title.
const FIRST_LEVEL: u8 = 2;

/// A document whose title is apart.
#[derive(Debug, Default)]
pub(crate) struct Arranged {
    pub(crate) title: Option<String>,
    /// The text; the first headings in it have level 2.
    pub(crate) blocks: Vec<Block>,
}

/// Takes the title out of the text, and sets the levels of headings below it.
pub(crate) fn arrange(mut blocks: Vec<Block>) -> Arranged {
    blocks.retain(|block| !is_empty(block));
    promote_typed_headings(&mut blocks);
    let title = find_title(&blocks);
    let mut arranged = Arranged::default();
    for (place, block) in blocks.into_iter().enumerate() {
        match block {
            Block::Heading { content, .. } if Some(place) == title => {
                arranged.title = Some(plain_text(&content));
                // A title is plain text: pictures and notes in it come next.
                let rest: Vec<Inline> = content.into_iter().filter(is_note_or_picture).collect();
                arranged.blocks.extend((!rest.is_empty()).then_some(Block::Paragraph(rest)));
            }
            block => arranged.blocks.push(block),
        }
    }
    shift_levels(&mut arranged.blocks);
    arranged
}

fn is_note_or_picture(inline: &Inline) -> bool {
    matches!(inline, Inline::Picture { .. } | Inline::Note(_))
}

fn is_empty(block: &Block) -> bool {
    match block {
        Block::Heading { content, .. }
        | Block::Paragraph(content)
        | Block::Quote(content)
        | Block::ItemParagraph { content, .. } => is_blank(content),
        Block::Item(_) | Block::Table(_) | Block::Rule => false,
    }
}

/// Makes headings of short bold paragraphs that stand alone above other text.
fn promote_typed_headings(blocks: &mut [Block]) {
    let mut level_above = None;
    let mut level_of_typed = 1;
    let mut has_title = blocks.iter().any(|block| matches!(block, Block::Heading { level: 0 | 1, .. }));
    for place in 0..blocks.len() {
        if let Block::Heading { level, .. } = &blocks[place] {
            level_above = Some(*level);
            level_of_typed = level + 1;
            continue;
        }
        let is_first = place == 0;
        if !is_typed_heading(&blocks[place]) {
            continue;
        }
        let stands_alone = blocks.get(place + 1).is_some_and(|next| match next {
            Block::Paragraph(content) => !is_bold(content) || (is_first && is_typed_heading(next)),
            Block::Item(_) | Block::Table(_) | Block::Quote(_) => true,
            Block::Heading { .. } => is_first,
            Block::ItemParagraph { .. } | Block::Rule => false,
        });
        let Block::Paragraph(content) = &mut blocks[place] else { continue };
        if !stands_alone {
            continue;
        }
        let is_title = is_first && !has_title && !plain_text(content).ends_with(':');
        has_title |= is_title;
        let level = if is_title { 0 } else { level_of_typed.max(level_above.map_or(1, |level| level + 1)) };
        let content = std::mem::take(content);
        blocks[place] = Block::Heading { level, content };
    }
}

fn is_typed_heading(block: &Block) -> bool {
    let Block::Paragraph(content) = block else { return false };
    let text = plain_text(content);
    let has_length = text.chars().count() <= MAX_HEADING_CHARS
        && text.split(' ').count() <= MAX_HEADING_WORDS
        && text.chars().any(char::is_alphabetic);
    has_length
        && !text.ends_with(['.', ',', ';', '!'])
        && is_bold(content)
        && !content.iter().any(|inline| matches!(inline, Inline::Break | Inline::Picture { .. }))
}

fn is_bold(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(span) => span.style.bold || span.text.trim().is_empty(),
        _ => true,
    })
}

/// Where the title is: the first paragraph that is marked as one, or the only heading of the first level, if nothing stands
/// above it.
fn find_title(blocks: &[Block]) -> Option<usize> {
    let level_at = |place: usize| match blocks.get(place) {
        Some(Block::Heading { level, content }) if !plain_text(content).is_empty() => Some(*level),
        _ => None,
    };
    let marked = (0..blocks.len()).find(|place| level_at(*place) == Some(0));
    marked.or_else(|| {
        let mut first_level = (0..blocks.len()).filter(|place| level_at(*place) == Some(1));
        let first = first_level.next().filter(|place| *place == 0)?;
        first_level.next().is_none().then_some(first)
    })
}

/// Shifts the levels of all headings, so that the highest is the second one.
fn shift_levels(blocks: &mut [Block]) {
    let highest = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let Some(highest) = highest.min() else { return };
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            *level = (*level - highest + FIRST_LEVEL).min(6);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::{Span, TextStyle};
    use super::*;

    fn paragraph(text: &str, bold: bool) -> Block {
        let style = TextStyle { bold, ..TextStyle::default() };
        Block::Paragraph(vec![Inline::Text(Span { text: text.to_owned(), style, link: None })])
    }

    fn heading(level: u8, text: &str) -> Block {
        let Block::Paragraph(content) = paragraph(text, false) else { unreachable!() };
        Block::Heading { level, content }
    }

    fn outline(blocks: Vec<Block>) -> (Option<String>, Vec<(u8, String)>) {
        let arranged = arrange(blocks);
        let headings = arranged.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, content } => Some((*level, plain_text(content))),
            _ => None,
        });
        (arranged.title, headings.collect())
    }

    #[test]
    fn a_short_bold_paragraph_above_text_is_a_heading() {
        let (title, headings) = outline(vec![
            paragraph("Shared lesson planning", true),
            paragraph("Background:", true),
            paragraph("Four teams planned alone.", false),
            paragraph("This whole sentence is only bold.", true),
            paragraph("Results", true),
            paragraph("All plan together.", false),
            paragraph("Signed", true),
        ]);
        assert_eq!(title.as_deref(), Some("Shared lesson planning"));
        assert_eq!(headings, [(2, "Background:".to_owned()), (2, "Results".to_owned())]);
    }

    #[test]
    fn typed_headings_lie_below_those_with_a_style() {
        let (title, headings) = outline(vec![
            heading(1, "Plan"),
            paragraph("Text.", false),
            heading(2, "Year one"),
            paragraph("Goals", true),
            paragraph("Text.", false),
        ]);
        assert_eq!(title.as_deref(), Some("Plan"));
        assert_eq!(headings, [(2, "Year one".to_owned()), (3, "Goals".to_owned())]);
    }

    #[test]
    fn without_a_title_the_first_level_stays() {
        let (title, headings) =
            outline(vec![heading(1, "One"), paragraph("a", false), heading(1, "Two"), heading(3, "Deep")]);
        assert_eq!(title, None);
        assert_eq!(headings, [(2, "One".to_owned()), (2, "Two".to_owned()), (4, "Deep".to_owned())]);
    }
}
