//! Paragraphs, lists and tables of a Word document.

use roxmltree::Node;

use super::runs::{deletion_reason, read_inlines, visible_text};
use super::state::State;
use super::styles::{Role, list_of, outline_level, role_of_outline};
use crate::import::readers::list_label::Label;
use crate::import::readers::text_document::{DELETION, MAX_COLUMNS};
use crate::import::readers::text_style::StyleChange;
use crate::import::rich_text::block::{Block, Inline, Item, Span, is_blank, plain_text};
use crate::import::xml::{attribute, child};

/// Reads everything in an element that is a paragraph or a table.
pub(super) fn read_blocks<'a>(parent: Node<'a, 'a>, state: &mut State<'a>) -> Vec<Block> {
    let mut blocks = Vec::new();
    push_blocks(parent, state, &mut blocks);
    blocks
}

fn push_blocks<'a>(parent: Node<'a, 'a>, state: &mut State<'a>, blocks: &mut Vec<Block>) {
    for node in parent.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "p" => push_paragraph(node, state, blocks),
            "tbl" => blocks.push(read_table(node, state)),
            "sdt" if is_contents(node) => {
                state.leave_out("table of contents", "the page has one of its own");
            }
            "del" | "moveFrom" => state.leave_out(visible_text(node), deletion_reason(node)),
            "AlternateContent" => {
                let choice = child(node, "Choice").or_else(|| child(node, "Fallback"));
                choice.into_iter().for_each(|choice| push_blocks(choice, state, blocks));
            }
            "altChunk" => state.leave_out(
                "part of the document that is stored in another format",
                "save the document again in Word, then it can be read",
            ),
            "oMathPara" | "oMath" | "r" | "hyperlink" => {
                let content = read_inlines(node, StyleChange::default(), state);
                push_text(content, blocks);
                push_text_boxes(state, blocks);
            }
            name if name.ends_with("Pr") => {}
            _ => push_blocks(node, state, blocks),
        }
    }
}

fn push_text(content: Vec<Inline>, blocks: &mut Vec<Block>) {
    if !is_blank(&content) {
        blocks.push(Block::Paragraph(content));
    }
}

/// Whether a content control is the table of contents that Word makes.
fn is_contents(control: Node<'_, '_>) -> bool {
    let gallery = child(control, "sdtPr")
        .and_then(|properties| child(properties, "docPartObj"))
        .and_then(|part| child(part, "docPartGallery"));
    gallery.and_then(|gallery| attribute(gallery, "val")) == Some("Table of Contents")
}

fn push_paragraph<'a>(node: Node<'a, 'a>, state: &mut State<'a>, blocks: &mut Vec<Block>) {
    let properties = child(node, "pPr");
    let style = properties
        .and_then(|properties| child(properties, "pStyle"))
        .and_then(|style| attribute(style, "val"));
    let own_role = properties.and_then(outline_level).and_then(role_of_outline);
    let mut role = style.map_or(Role::Body, |style| state.styles.role(style));
    if role == Role::Body {
        role = own_role.unwrap_or(role);
    }
    let mut change = style.map(|style| state.styles.change(style)).unwrap_or_default();
    if !matches!(role, Role::Body | Role::Quote | Role::ListText) {
        // Headings and captions are set off as such.
        change = change.without_form();
    }
    let mut content = read_inlines(node, change, state);
    if role == Role::Contents {
        list_contents(&content, state);
        content.clear();
    }
    let label = if is_blank(&content) { None } else { next_label(properties, style, state) };
    let (level, label) = label.unwrap_or((0, Label::None));
    if let Label::Words(words) = &label {
        let text = format!("{} ", words.trim());
        content.insert(0, Inline::Text(Span { text, ..Span::default() }));
    }
    match (role, label) {
        _ if is_blank(&content) => push_rule(properties, blocks),
        (Role::Title, _) => blocks.push(Block::Heading { level: 0, content }),
        (Role::Heading(level), _) => blocks.push(Block::Heading { level, content }),
        (_, Label::Bullet) => blocks.push(Block::Item(Item { level, number: None, content })),
        (_, Label::Number(number)) => {
            blocks.push(Block::Item(Item { level, number: Some(number), content }));
        }
        (Role::Quote, _) => blocks.push(Block::Quote(content)),
        (Role::ListText, Label::None) => match blocks.last() {
            Some(Block::Item(Item { level, .. }) | Block::ItemParagraph { level, .. }) => {
                let level = *level;
                blocks.push(Block::ItemParagraph { level, content });
            }
            _ => blocks.push(Block::Paragraph(content)),
        },
        _ => blocks.push(Block::Paragraph(content)),
    }
    push_text_boxes(state, blocks);
}

/// A line of the table of contents that is no field.
fn list_contents(content: &[Inline], state: &mut State<'_>) {
    let text = plain_text(content);
    state.leave_out(text, "line of the table of contents; the page has one of its own");
}

/// An empty paragraph with a border is a line across the page.
fn push_rule(properties: Option<Node<'_, '_>>, blocks: &mut Vec<Block>) {
    let border = properties.and_then(|properties| child(properties, "pBdr"));
    if border.is_some_and(|border| child(border, "bottom").is_some()) && !blocks.is_empty() {
        blocks.push(Block::Rule);
    }
}

/// The level and label of a paragraph in a list.
fn next_label(
    properties: Option<Node<'_, '_>>,
    style: Option<&str>,
    state: &mut State<'_>,
) -> Option<(usize, Label)> {
    let own = properties.map(list_of).unwrap_or_default();
    let inherited = style.map(|style| state.styles.list(style)).unwrap_or_default();
    let mut list = own.clone();
    list.number_id = own.number_id.or(inherited.number_id);
    if own.level.is_none() {
        list.level = inherited.level;
    }
    let number_id = list.number_id.clone().filter(|id| id != "0")?;
    let level = state.numbering.level(&list, style);
    Some((level, state.numbering.next_label(&number_id, level)?))
}

/// The text boxes at a paragraph come after it.
fn push_text_boxes<'a>(state: &mut State<'a>, blocks: &mut Vec<Block>) {
    for text_box in std::mem::take(&mut state.text_boxes) {
        match text_box.tag_name().name() {
            "p" => push_paragraph(text_box, state, blocks),
            "tbl" => blocks.push(read_table(text_box, state)),
            _ => push_blocks(text_box, state, blocks),
        }
    }
}

fn read_table<'a>(table: Node<'a, 'a>, state: &mut State<'a>) -> Block {
    let mut rows = Vec::new();
    for row in parts(table, "tr") {
        let properties = child(row, "trPr");
        if properties.is_some_and(|properties| child(properties, "del").is_some()) {
            state.leave_out(visible_text(row), DELETION);
            continue;
        }
        let before = properties.map_or(0, |properties| number_in(properties, "gridBefore"));
        let mut cells = vec![Vec::new(); before];
        for cell in parts(row, "tc") {
            cells.push(read_blocks(cell, state));
            let span = child(cell, "tcPr").map_or(0, |properties| number_in(properties, "gridSpan"));
            let left = MAX_COLUMNS.saturating_sub(cells.len());
            cells.extend(vec![Vec::new(); span.saturating_sub(1).min(left)]);
        }
        rows.push(cells);
    }
    Block::Table(rows)
}

fn number_in(properties: Node<'_, '_>, name: &str) -> usize {
    let value = child(properties, name).and_then(|child| attribute(child, "val"));
    value.and_then(|value| value.parse().ok()).unwrap_or(0).min(MAX_COLUMNS)
}

/// Rows of a table or cells of a row, also those in content controls.
fn parts<'a>(node: Node<'a, 'a>, name: &str) -> Vec<Node<'a, 'a>> {
    let mut found = Vec::new();
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            own if own == name => found.push(child),
            own if own.ends_with("Pr") => {}
            _ => found.extend(parts(child, name)),
        }
    }
    found
}
