//! Paragraphs, lists and tables of an OpenDocument text.

use roxmltree::Node;

use super::inlines::read_inlines;
use super::lists::OpenList;
use super::state::{State, text_of};
use super::styles::Role;
use crate::import::readers::list_label::Label;
use crate::import::readers::text_document::{COMMENT, DELETION, MAX_COLUMNS};
use crate::import::readers::text_style::StyleChange;
use crate::import::rich_text::block::{Block, Inline, Item, Span, is_blank};
use crate::import::xml::{attribute, child, children};

/// Reads everything in an element that is a paragraph, a list or a table.
pub(super) fn read_blocks<'a>(parent: Node<'a, 'a>, state: &mut State<'a>) -> Vec<Block> {
    let mut blocks = Vec::new();
    push_blocks(parent, state, &mut blocks);
    blocks
}

fn push_blocks<'a>(parent: Node<'a, 'a>, state: &mut State<'a>, blocks: &mut Vec<Block>) {
    for node in parent.children().filter(Node::is_element) {
        push_block(node, state, blocks);
    }
}

fn push_block<'a>(node: Node<'a, 'a>, state: &mut State<'a>, blocks: &mut Vec<Block>) {
    match node.tag_name().name() {
        "p" | "h" => push_paragraph(node, Label::None, 0, state, blocks),
        "list" => push_list(node, None, state, blocks),
        "table" => {
            if let Some(title) = child(node, "title").or_else(|| child(node, "desc")) {
                state.leave_out(text_of(title), "description of a table");
            }
            let rows = read_rows(node, state);
            blocks.push(Block::Table(rows));
        }
        "table-of-content" | "table-index" | "illustration-index" | "object-index" | "user-index"
        | "alphabetical-index" => {
            let reason = "the page has one of its own";
            state.leave_out("table of contents or index", reason);
        }
        "bibliography" => {
            child(node, "index-body").into_iter().for_each(|body| push_blocks(body, state, blocks));
        }
        "tracked-changes" => list_changes(node, state),
        "annotation" => state.leave_out(text_of(node), COMMENT),
        "section" if attribute(node, "display") == Some("none") => {
            state.leave_out(text_of(node), "hidden section");
        }
        "frame" | "custom-shape" | "rect" | "g" | "line" | "ellipse" => {
            let content = read_inlines(node, StyleChange::default(), state);
            if !is_blank(&content) {
                blocks.push(Block::Paragraph(content));
            }
            push_text_boxes(state, blocks);
        }
        "sequence-decls"
        | "variable-decls"
        | "user-field-decls"
        | "dde-connection-decls"
        | "forms"
        | "soft-page-break"
        | "table-column"
        | "table-columns"
        | "table-header-columns"
        | "note-citation"
        | "event-listeners"
        | "glue-point"
        | "enhanced-geometry"
        | "title"
        | "desc" => {}
        _ => push_blocks(node, state, blocks),
    }
}

/// Lists deleted text. Inserted text stands in its place.
fn list_changes(changes: Node<'_, '_>, state: &mut State<'_>) {
    for region in children(changes, "changed-region") {
        for deletion in children(region, "deletion") {
            let text: Vec<String> = deletion
                .children()
                .filter(|node| node.is_element() && node.tag_name().name() != "change-info")
                .map(text_of)
                .collect();
            state.leave_out(text.join(" "), DELETION);
        }
    }
}

fn push_paragraph<'a>(
    node: Node<'a, 'a>,
    label: Label,
    level: usize,
    state: &mut State<'a>,
    blocks: &mut Vec<Block>,
) {
    let style = attribute(node, "style-name").unwrap_or_default();
    let mut role = state.styles.role(style);
    if node.tag_name().name() == "h" && role != Role::Title {
        let level = attribute(node, "outline-level").and_then(|level| level.parse::<u8>().ok());
        let level = level.map_or(1, |level| level.clamp(1, 10));
        role = Role::Heading(level);
    }
    let mut change = state.styles.paragraph_change(style);
    if !matches!(role, Role::Body | Role::Quote) {
        // Headings and captions are set off as such.
        change = change.without_form();
    }
    let mut content = read_inlines(node, change, state);
    if let Label::Words(words) = &label
        && !is_blank(&content)
    {
        let text = format!("{} ", words.trim());
        content.insert(0, Inline::Text(Span { text, ..Span::default() }));
    }
    match (role, label) {
        _ if is_blank(&content) => {
            if style.starts_with("Horizontal_20_Line") {
                blocks.push(Block::Rule);
            }
        }
        (Role::Title, _) => blocks.push(Block::Heading { level: 0, content }),
        (Role::Heading(level), _) => blocks.push(Block::Heading { level, content }),
        (_, Label::Bullet) => blocks.push(Block::Item(Item { level, number: None, content })),
        (_, Label::Number(number)) => {
            blocks.push(Block::Item(Item { level, number: Some(number), content }));
        }
        (Role::Quote, _) => blocks.push(Block::Quote(content)),
        _ => blocks.push(Block::Paragraph(content)),
    }
    push_text_boxes(state, blocks);
}

/// The text boxes at a paragraph come after it.
fn push_text_boxes<'a>(state: &mut State<'a>, blocks: &mut Vec<Block>) {
    for text_box in std::mem::take(&mut state.text_boxes) {
        match text_box.tag_name().name() {
            "p" | "h" | "list" | "table" => push_block(text_box, state, blocks),
            _ => push_blocks(text_box, state, blocks),
        }
    }
}

fn push_list<'a>(
    list: Node<'a, 'a>,
    outer: Option<&OpenList>,
    state: &mut State<'a>,
    blocks: &mut Vec<Block>,
) {
    let mut open = state.lists.open(list, outer);
    if open.style.is_empty()
        && let Some(style) = first_paragraph_style(list)
        && let Some(style) = state.styles.list_style(style)
    {
        style.clone_into(&mut open.style);
    }
    for item in list.children().filter(Node::is_element) {
        let is_item = item.tag_name().name() == "list-item";
        let start = attribute(item, "start-value").and_then(|start| start.parse().ok());
        let mut is_labeled = false;
        for node in item.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "list" => push_list(node, Some(&open), state, blocks),
                "p" | "h" if is_item && !is_labeled => {
                    is_labeled = true;
                    let label = state.lists.next_label(&mut open, start);
                    push_paragraph(node, label, open.level, state, blocks);
                }
                "p" => push_item_paragraph(node, open.level, state, blocks),
                _ => push_block(node, state, blocks),
            }
        }
    }
}

/// A further paragraph of an item.
fn push_item_paragraph<'a>(node: Node<'a, 'a>, level: usize, state: &mut State<'a>, blocks: &mut Vec<Block>) {
    let follows_item = matches!(blocks.last(), Some(Block::Item(_) | Block::ItemParagraph { .. }));
    let start = blocks.len();
    push_paragraph(node, Label::None, level, state, blocks);
    if let Some(block) = blocks.get_mut(start)
        && let Block::Paragraph(content) = block
        && follows_item
    {
        *block = Block::ItemParagraph { level, content: std::mem::take(content) };
    }
}

/// The style of the first paragraph of a list, which may name the style of the list.
fn first_paragraph_style<'a>(list: Node<'a, '_>) -> Option<&'a str> {
    let paragraph = list.descendants().find(|node| node.is_element() && node.tag_name().name() == "p")?;
    attribute(paragraph, "style-name")
}

/// Rows of a table, also those in groups.
fn read_rows<'a>(parent: Node<'a, 'a>, state: &mut State<'a>) -> Vec<Vec<Vec<Block>>> {
    let mut rows = Vec::new();
    for node in parent.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "table-row" => {
                let row = read_cells(node, state);
                rows.push(row);
            }
            "table-header-rows" | "table-rows" | "table-row-group" => rows.extend(read_rows(node, state)),
            _ => {}
        }
    }
    rows
}

fn read_cells<'a>(row: Node<'a, 'a>, state: &mut State<'a>) -> Vec<Vec<Block>> {
    let mut cells = Vec::new();
    for node in row.children().filter(Node::is_element) {
        if matches!(node.tag_name().name(), "table-cell" | "covered-table-cell") {
            let cell = read_blocks(node, state);
            let is_empty = cell.is_empty();
            cells.push(cell);
            // Of cells that are the same, only empty ones are repeated: a table of a few bytes could be huge.
            let repeated = if is_empty { repeated(node) } else { 1 };
            cells.extend((1..repeated).map(|_| Vec::new()).take(MAX_COLUMNS.saturating_sub(cells.len())));
        }
    }
    cells
}

fn repeated(node: Node<'_, '_>) -> usize {
    let count = attribute(node, "number-columns-repeated").and_then(|count| count.parse().ok());
    count.unwrap_or(1)
}
