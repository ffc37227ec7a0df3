//! What is in a paragraph of an OpenDocument text.

use roxmltree::Node;

use super::state::{State, spaces, text_of};
use crate::content::text::collapse_spaces;
use crate::import::readers::text_document::{COMMENT, DELETION};
use crate::import::readers::text_style::{Position, StyleChange};
use crate::import::rich_text::block::{Inline, Span, subscript, superscript};
use crate::import::xml::{self, attribute, child};
use crate::vfs::FileTree;

/// How text is written that comes next.
#[derive(Clone, Default)]
struct Form {
    change: StyleChange,
    link: Option<String>,
}

/// Reads the content of a paragraph; `change` is the formatting of its style. A frame is read as if it were in one.
pub(super) fn read_inlines<'a>(
    paragraph: Node<'a, 'a>,
    change: StyleChange,
    state: &mut State<'a>,
) -> Vec<Inline> {
    let mut content = Vec::new();
    let form = Form { change, link: None };
    if matches!(paragraph.tag_name().name(), "p" | "h") {
        push_inlines(paragraph, &form, state, &mut content);
    } else {
        push_element(paragraph, &form, state, &mut content);
    }
    content
}

fn push_inlines<'a>(parent: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    for node in parent.children() {
        if node.is_text() {
            push_text(node.text().unwrap_or_default(), form, state, content);
        } else if node.is_element() {
            push_element(node, form, state, content);
        }
    }
}

fn push_element<'a>(node: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    match node.tag_name().name() {
        "span" => {
            let own =
                attribute(node, "style-name").map(|name| state.styles.text_change(name)).unwrap_or_default();
            push_inlines(node, &Form { change: own.or(form.change), ..form.clone() }, state, content);
        }
        // A link around a frame has the same name as one around text.
        "a" => {
            let address = attribute(node, "href").filter(|address| !address.starts_with('#'));
            let link = address.map(str::to_owned).or_else(|| form.link.clone());
            push_inlines(node, &Form { link, ..form.clone() }, state, content);
        }
        "s" => push_raw_text(spaces(node), form, state, content),
        "tab" => push_raw_text(" ".to_owned(), form, state, content),
        "line-break" => content.push(Inline::Break),
        "note" => {
            if let Some(body) = child(node, "note-body") {
                content.push(Inline::Note(state.notes.len()));
                state.notes.push(body);
            }
        }
        "annotation" => state.leave_out(text_of(node), COMMENT),
        "tracked-changes" => state.leave_out(text_of(node), DELETION),
        "page-number" | "page-count" | "soft-page-break" | "annotation-end" | "change" | "change-start"
        | "change-end" => {}
        "placeholder" => state.leave_out(text_of(node), "prompt of a field that isn't filled in"),
        "hidden-text" | "hidden-paragraph" => state.leave_out(text_of(node), "hidden text"),
        "script" => state.leave_out(text_of(node), "program in the document"),
        "ruby" => push_ruby(node, form, state, content),
        "frame" => push_frame(node, form, state, content),
        "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "path" | "line" | "connector"
        | "caption" | "control" => push_shape(node, state),
        "g" => {
            for part in node.children().filter(Node::is_element) {
                push_element(part, form, state, content);
            }
        }
        "p" | "h" | "list" | "table" => state.text_boxes.push(node),
        _ => push_inlines(node, form, state, content),
    }
}

/// Text, in which white space counts as one space.
fn push_text(text: &str, form: &Form, state: &mut State<'_>, content: &mut Vec<Inline>) {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut collapsed = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_space(c) {
            collapsed.push(c);
        } else if !collapsed.ends_with(' ') {
            collapsed.push(' ');
        }
    }
    push_raw_text(collapsed, form, state, content);
}

fn push_raw_text(text: String, form: &Form, state: &mut State<'_>, content: &mut Vec<Inline>) {
    if form.change.hidden == Some(true) {
        state.leave_out(text, "hidden text");
        return;
    }
    let text = match form.change.position {
        Some(Position::Super) => superscript(&text),
        Some(Position::Sub) => subscript(&text),
        _ => text,
    };
    content.push(Inline::Text(Span { text, style: form.change.text_style(), link: form.link.clone() }));
}

/// Small signs above letters, as in Japanese, follow them in parentheses.
fn push_ruby<'a>(node: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    if let Some(base) = child(node, "ruby-base") {
        push_inlines(base, form, state, content);
    }
    if let Some(above) = child(node, "ruby-text") {
        push_raw_text("(".to_owned(), form, state, content);
        push_inlines(above, form, state, content);
        push_raw_text(")".to_owned(), form, state, content);
    }
}

/// A shape with text is a text box; its description is listed, since the drawing isn't imported.
fn push_shape<'a>(node: Node<'a, 'a>, state: &mut State<'a>) {
    state.text_boxes.push(node);
    let description = description(node);
    if !description.is_empty() {
        state.leave_out(description, "drawing: save it as a picture");
    }
}

/// What a picture or drawing shows, in the words of its author.
fn description(node: Node<'_, '_>) -> String {
    let text = |name: &str| child(node, name).map(|node| collapse_spaces(&xml::text(node)));
    let text = text("desc").filter(|text| !text.is_empty()).or_else(|| text("title"));
    text.unwrap_or_default()
}

/// A frame holds a picture, a text box, or an object with a picture of it.
fn push_frame<'a>(frame: Node<'a, 'a>, form: &Form, state: &mut State<'a>, content: &mut Vec<Inline>) {
    let alt = description(frame);
    let mut has_picture = false;
    for node in frame.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "text-box" => state.text_boxes.push(node),
            "object" | "object-ole" | "plugin" | "floating-frame" | "applet" => {
                has_picture |= push_object(node, &alt, form, state, content);
            }
            // Of several pictures, one is enough: others show the same in another format.
            "image" if !has_picture => {
                if let Some(picture) = read_image(node, &alt, state) {
                    content.push(picture);
                    has_picture = true;
                }
            }
            "title" | "desc" | "image" | "image-map" | "contour-polygon" | "contour-path"
            | "event-listeners" | "glue-point" => {}
            _ => push_element(node, form, state, content),
        }
    }
}

/// An embedded object: a formula becomes text, others are listed. Returns whether its picture is not needed.
fn push_object<'a>(
    node: Node<'a, 'a>,
    alt: &str,
    form: &Form,
    state: &mut State<'a>,
    content: &mut Vec<Inline>,
) -> bool {
    let address = attribute(node, "href").unwrap_or_default();
    let folder = address.trim_start_matches("./").to_owned();
    let is_new = state.objects.insert(folder.clone());
    let formula = if is_new { formula_text(state.files, &folder) } else { None };
    if let Some(formula) = formula {
        state.leave_out(
            &formula,
            "form of an equation: the page has its letters in one line; write it as a formula, such as `$\\frac{a}{b}$`",
        );
        push_raw_text(formula, form, state, content);
        return true;
    }
    let words = if is_new { object_words(state.files, &folder) } else { String::new() };
    let label = if alt.is_empty() { "object" } else { alt };
    let what = if words.is_empty() { label.to_owned() } else { format!("{label}: {words}") };
    state.leave_out(
        what,
        "object of another program, such as a chart: save it as a picture, or write what it shows",
    );
    false
}

/// The formula of an object, as it was typed, if it is one.
fn formula_text(files: &FileTree, folder: &str) -> Option<String> {
    let bytes = files.get(&format!("{folder}/content.xml"))?.read().ok()?;
    let text = xml::decode(&bytes).ok()?;
    let document = xml::parse(&text).ok()?;
    if document.root_element().tag_name().name() != "math" {
        return None;
    }
    let annotation = document.descendants().find(|node| node.tag_name().name() == "annotation");
    let formula = annotation.map_or_else(|| xml::text(document.root_element()), xml::text);
    Some(collapse_spaces(&formula))
}

/// The words in an object, such as the labels and figures of a chart.
fn object_words(files: &FileTree, folder: &str) -> String {
    let bytes = files.get(&format!("{folder}/content.xml")).and_then(|blob| blob.read().ok());
    let text = bytes.and_then(|bytes| xml::decode(&bytes).ok()).unwrap_or_default();
    let Ok(document) = xml::parse(&text) else { return String::new() };
    let paragraphs = document.descendants().filter(|node| node.is_element() && node.tag_name().name() == "p");
    let words: Vec<String> = paragraphs.map(text_of).filter(|words| !words.is_empty()).collect();
    words.join("; ")
}

fn read_image(node: Node<'_, '_>, alt: &str, state: &mut State<'_>) -> Option<Inline> {
    let address = attribute(node, "href").unwrap_or_default();
    if address.starts_with("http://") || address.starts_with("https://") {
        return Some(Inline::Picture { address: address.to_owned(), alt: alt.to_owned() });
    }
    let path = address.trim_start_matches("./");
    let label = |what: &str| if alt.is_empty() { what.to_owned() } else { format!("{what}: {alt}") };
    let Some(blob) = state.files.get(path).cloned() else {
        let what = if path.is_empty() { "picture" } else { path };
        state.leave_out(label(what), "its file isn't in the document");
        return None;
    };
    if let Some(address) = state.pictures.add(path, &blob, alt) {
        return Some(Inline::Picture { address, alt: alt.to_owned() });
    }
    let is_preview = path.starts_with("ObjectReplacements/");
    if !is_preview {
        let name = path.rsplit('/').next().unwrap_or(path);
        state.leave_out(label(name), "picture in a format that browsers don't show: save it as PNG");
    }
    None
}
