//! What is in a paragraph of a Word document.

use roxmltree::Node;

use super::drawings::{read_drawing, read_picture};
use super::fields::{Field, FieldKind};
use super::state::{NoteKey, State};
use super::styles::style_change;
use crate::import::readers::text_document::DELETION;
use crate::import::readers::text_style::StyleChange;
use crate::import::rich_text::block::{Inline, Span, subscript, superscript};
use crate::import::xml::{attribute, child};

/// How deep fields may lie in fields.
const MAX_FIELDS: usize = 50;

/// How text is written that comes next.
#[derive(Clone, Default)]
struct Form {
    change: StyleChange,
    link: Option<String>,
    /// `superscript` or `subscript`.
    position: Option<String>,
}

/// Reads the content of a paragraph; `change` is the formatting of its style.
pub(super) fn read_inlines<'a>(
    paragraph: Node<'a, 'a>,
    change: StyleChange,
    state: &mut State<'a>,
) -> Vec<Inline> {
    let mut content = Vec::new();
    push_inlines(paragraph, &Form { change, ..Form::default() }, state, &mut content);
    content
}

/// All text in an element, also deleted text, without instructions of fields.
pub(super) fn visible_text(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for node in node.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "t" | "delText" => text.push_str(node.text().unwrap_or_default()),
            "p" | "tab" | "br" => text.push(' '),
            _ => {}
        }
    }
    text
}

fn push_inlines<'a>(parent: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    for node in parent.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "r" => push_run(node, form, state, content),
            "hyperlink" => {
                let form = Form { link: link_of(node, state).or_else(|| form.link.clone()), ..form.clone() };
                push_inlines(node, &form, state, content);
            }
            "fldSimple" => {
                let instruction = attribute(node, "instr").unwrap_or_default().to_owned();
                let kind = Some(FieldKind::from_instruction(&instruction));
                state.fields.push(Field { instruction, kind, skipped: String::new() });
                push_inlines(node, form, state, content);
                state.end_field();
            }
            "del" | "moveFrom" => push_deleted(node, state),
            "sdt" => push_control(node, form, state, content),
            "oMath" | "oMathPara" => push_equation(node, form, state, content),
            "p" | "tbl" | "txbxContent" => state.text_boxes.push(node),
            name if is_aside(name) => {}
            _ => push_run_part(node, form, state, content),
        }
    }
}

/// Elements that describe, and marks of places.
fn is_aside(name: &str) -> bool {
    name.ends_with("Pr") || name.starts_with("bookmark") || name.starts_with("comment") || name == "proofErr"
}

/// Why the text in `w:del` or `w:moveFrom` is left out.
pub(super) fn deletion_reason(node: Node<'_, '_>) -> &'static str {
    if node.tag_name().name() == "moveFrom" {
        "moved in tracked changes: it stands in its new place"
    } else {
        DELETION
    }
}

/// Lists deleted text, and follows the marks of fields in it.
fn push_deleted<'a>(node: Node<'a, 'a>, state: &mut State<'a>) {
    let reason = deletion_reason(node);
    for mark in node.descendants().filter(|node| node.is_element() && node.tag_name().name() == "fldChar") {
        read_field_mark(mark, state);
    }
    state.leave_out(visible_text(node), reason);
}

/// The address that a link leads to; `None` for a place in the document.
fn link_of(node: Node<'_, '_>, state: &State<'_>) -> Option<String> {
    let related = state.relationships.get(attribute(node, "id")?)?;
    let address = related.is_external.then(|| related.target.clone())?;
    Some(match attribute(node, "anchor") {
        Some(anchor) if !address.contains('#') => format!("{address}#{anchor}"),
        _ => address,
    })
}

/// A content control: a box to fill in, or a check box.
fn push_control<'a>(node: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    let Some(inner) = child(node, "sdtContent") else { return };
    let is_prompt =
        child(node, "sdtPr").is_some_and(|properties| child(properties, "showingPlcHdr").is_some());
    if is_prompt {
        state.leave_out(visible_text(inner), "prompt of a field that isn't filled in");
    } else {
        push_inlines(inner, form, state, content);
    }
}

/// An equation, in one line: how it was set, Markdown can't say.
fn push_equation<'a>(node: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    let text: String = node
        .descendants()
        .filter(|node| node.is_element() && node.tag_name().name() == "t")
        .filter_map(|node| node.text())
        .collect();
    state.leave_out(
        &text,
        "form of an equation: the page has its letters in one line; write it as a formula, such as `$\\frac{a}{b}$`",
    );
    push_text(&text, form, state, content);
}

fn push_run<'a>(run: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    let mut form = form.clone();
    if let Some(properties) = child(run, "rPr") {
        let value = |name: &str| child(properties, name).and_then(|child| attribute(child, "val"));
        let of_style = value("rStyle").map(|style| state.styles.change(style)).unwrap_or_default();
        form.change = style_change(properties).or(of_style).or(form.change);
        form.position = value("vertAlign").map(str::to_owned);
    }
    // A note with a mark of its own, which follows it, gets a number like all others.
    let has_mark =
        run.children().any(|node| attribute(node, "customMarkFollows").is_some_and(|value| value != "0"));
    for node in run.children().filter(Node::is_element) {
        if !(has_mark && matches!(node.tag_name().name(), "t" | "sym")) {
            push_run_part(node, &form, state, content);
        }
    }
}

fn push_run_part<'a>(node: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    match node.tag_name().name() {
        "t" => push_text(node.text().unwrap_or_default(), form, state, content),
        "delText" => state.leave_out(node.text().unwrap_or_default(), DELETION),
        "tab" | "ptab" => push_text(" ", form, state, content),
        "cr" => content.push(Inline::Break),
        "br" => match attribute(node, "type") {
            None | Some("textWrapping") => content.push(Inline::Break),
            Some(_) => {}
        },
        "noBreakHyphen" => push_text("\u{2011}", form, state, content),
        "sym" => push_text(&symbol(node), form, state, content),
        "fldChar" => read_field_mark(node, state),
        "instrText" => {
            if let Some(field) = state.fields.last_mut().filter(|field| field.kind.is_none()) {
                field.instruction.push_str(node.text().unwrap_or_default());
            }
        }
        name @ ("footnoteReference" | "endnoteReference") => {
            if let Some(id) = attribute(node, "id") {
                let key = NoteKey { is_endnote: name == "endnoteReference", id: id.to_owned() };
                content.push(Inline::Note(state.note_place(key)));
            }
        }
        "drawing" => content.extend(read_drawing(node, state)),
        "pict" | "object" => content.extend(read_picture(node, state)),
        "ruby" => push_ruby(node, form, state, content),
        // The same for programs of different age: the first is enough.
        "AlternateContent" => {
            let choice = child(node, "Choice").or_else(|| child(node, "Fallback"));
            choice.into_iter().for_each(|choice| push_inlines(choice, form, state, content));
        }
        "softHyphen"
        | "lastRenderedPageBreak"
        | "footnoteRef"
        | "endnoteRef"
        | "pgNum"
        | "separator"
        | "continuationSeparator"
        | "annotationRef"
        | "delInstrText" => {}
        name if is_aside(name) => {}
        _ => push_inlines(node, form, state, content),
    }
}

/// Small signs above letters, as in Japanese, follow them in parentheses.
fn push_ruby<'a>(node: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    if let Some(base) = child(node, "rubyBase") {
        push_inlines(base, form, state, content);
    }
    if let Some(above) = child(node, "rt") {
        push_text("(", form, state, content);
        push_inlines(above, form, state, content);
        push_text(")", form, state, content);
    }
}

fn read_field_mark(node: Node<'_, '_>, state: &mut State<'_>) {
    match attribute(node, "fldCharType") {
        Some("begin") if state.fields.len() < MAX_FIELDS => state.fields.push(Field::default()),
        Some("separate") => {
            if let Some(field) = state.fields.last_mut() {
                field.kind = Some(FieldKind::from_instruction(&field.instruction));
            }
        }
        Some("end") => state.end_field(),
        _ => {}
    }
}

fn push_text(text: &str, form: &Form, state: &mut State<'_>, content: &mut Vec<Inline>) {
    if text.is_empty() || state.skips(text) {
        return;
    }
    if form.change.hidden == Some(true) {
        state.leave_out(text, "hidden text");
        return;
    }
    let text = text.replace(['\n', '\r', '\t'], " ");
    let text = match form.position.as_deref() {
        Some("superscript") => superscript(&text),
        Some("subscript") => subscript(&text),
        _ => text,
    };
    let link = state.field_link().or_else(|| form.link.clone());
    content.push(Inline::Text(Span { text, style: form.change.text_style(), link }));
}

/// A sign of a font whose letters are pictures, as the character that looks like it.
fn symbol(node: Node<'_, '_>) -> String {
    let code =
        attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
    let font = attribute(node, "font").unwrap_or_default();
    // Fonts of symbols have their letters in the private area as well.
    let sign = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let known = match (font, sign) {
        ("Symbol", 0xb7) | ("Wingdings", 0x6c | 0x9f | 0xa7) => Some('•'),
        ("Symbol", 0xae) | ("Wingdings", 0xe0 | 0xe8 | 0xf0) => Some('→'),
        ("Symbol", 0xb3) => Some('≥'),
        ("Symbol", 0xa3) => Some('≤'),
        ("Symbol", 0xb1) => Some('±'),
        ("Symbol", 0xb4) => Some('×'),
        ("Symbol", 0x6d) => Some('µ'),
        ("Symbol", 0xb0) => Some('°'),
        ("Wingdings", 0xfc) => Some('✓'),
        ("Wingdings", 0xfb) => Some('✗'),
        ("Wingdings", 0x4a) => Some('☺'),
        ("Wingdings", 0x6f | 0xa8) => Some('☐'),
        ("Wingdings", 0xfe) => Some('☑'),
        _ => char::from_u32(code).filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}' | '\0'..='\u{1f}')),
    };
    known.unwrap_or('\u{fffd}').to_string()
}
