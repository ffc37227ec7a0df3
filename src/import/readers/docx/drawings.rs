//! Pictures, text boxes, charts and diagrams of a Word document.

use roxmltree::Node;

use super::package::Relationship;
use super::state::State;
use crate::content::text::collapse_spaces;
use crate::import::rich_text::block::Inline;
use crate::import::xml::{self, attribute};
use crate::vfs::lowercase_extension;

/// Reads a drawing of DrawingML: its pictures. Its text boxes come after the paragraph.
pub(super) fn read_drawing<'a>(drawing: Node<'a, 'a>, state: &mut State<'a>) -> Vec<Inline> {
    let alt = alternative_text(drawing);
    let mut content = Vec::new();
    walk(drawing, &alt, state, &mut content);
    content
}

/// Reads a drawing of VML, as older documents have it, or the preview of an embedded object.
pub(super) fn read_picture<'a>(picture: Node<'a, 'a>, state: &mut State<'a>) -> Vec<Inline> {
    let shape = picture.descendants().find_map(|node| attribute(node, "alt"));
    let mut content = Vec::new();
    walk(picture, &collapse_spaces(shape.unwrap_or_default()), state, &mut content);
    content
}

/// What a drawing shows, in the words of its author.
fn alternative_text(drawing: Node<'_, '_>) -> String {
    let described = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "docPr" | "cNvPr");
    let text = |node: Node<'_, '_>| {
        let texts = ["descr", "title"].iter().filter_map(|name| attribute(node, name).map(collapse_spaces));
        texts.into_iter().find(|text| !text.is_empty() && !is_file_name(text))
    };
    drawing.descendants().filter(described).find_map(text).unwrap_or_default()
}

/// Whether a description is only the name of a file, as some programs write it.
fn is_file_name(text: &str) -> bool {
    let ending = lowercase_extension(text).unwrap_or_default();
    !text.contains(' ')
        && matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "emf" | "wmf")
}

fn walk<'a>(parent: Node<'a, 'a>, alt: &str, state: &mut State<'a>, content: &mut Vec<Inline>) {
    for node in parent.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "AlternateContent" => {
                let choice = xml::child(node, "Choice").or_else(|| xml::child(node, "Fallback"));
                choice.into_iter().for_each(|choice| walk(choice, alt, state, content));
            }
            "txbxContent" => state.text_boxes.push(node),
            // A picture in a group has a description of its own.
            "pic" => {
                let own = alternative_text(node);
                walk(node, if own.is_empty() { alt } else { &own }, state, content);
            }
            "blip" | "imagedata" => content.extend(read_image(node, alt, state)),
            "chart" | "relIds" => list_diagram(node, alt, state),
            "textpath" => {
                state.leave_out(attribute(node, "string").unwrap_or_default(), "lettering that is a drawing");
            }
            // Text of shapes that are no text boxes, as in pictures of other programs.
            "t" => state.leave_out(node.text().unwrap_or_default(), "text in a drawing"),
            _ => walk(node, alt, state, content),
        }
    }
}

/// The picture that an element refers to.
fn read_image(node: Node<'_, '_>, alt: &str, state: &mut State<'_>) -> Option<Inline> {
    let id = ["embed", "id", "link", "href"].iter().find_map(|name| attribute(node, name))?;
    let Some(Relationship { target, is_external, .. }) = state.relationships.get(id).cloned() else {
        state.leave_out(named("picture", alt), "its file is missing in the document");
        return None;
    };
    if is_external {
        if target.starts_with("http://") || target.starts_with("https://") {
            return Some(Inline::Picture { address: target, alt: alt.to_owned() });
        }
        state.leave_out(target, "picture that is on the author's computer, not in the document");
        return None;
    }
    let Some(blob) = state.package.blob(&target).cloned() else {
        state.leave_out(named(&target, alt), "its file is missing in the document");
        return None;
    };
    match state.pictures.add(&target, &blob, alt) {
        Some(address) => Some(Inline::Picture { address, alt: alt.to_owned() }),
        None => {
            let name = target.rsplit('/').next().unwrap_or(&target);
            state.leave_out(
                named(name, alt),
                "picture in a format that browsers don't show: copy it in Word, and save it as PNG",
            );
            None
        }
    }
}

fn named(what: &str, alt: &str) -> String {
    if alt.is_empty() { what.to_owned() } else { format!("{what}: {alt}") }
}

/// Lists a chart or a diagram of SmartArt with the words in it.
fn list_diagram(node: Node<'_, '_>, alt: &str, state: &mut State<'_>) {
    let is_chart = node.tag_name().name() == "chart";
    let id = attribute(node, if is_chart { "id" } else { "dm" });
    let part = id.and_then(|id| state.relationships.get(id)).map(|related| related.target.clone());
    let part = part.filter(|part| state.diagrams.insert(part.clone()));
    let text = part.and_then(|part| state.package.xml(&part).ok().flatten()).unwrap_or_default();
    let words = xml::parse(&text).map(|document| diagram_words(document.root_element())).unwrap_or_default();
    let (what, reason) = if is_chart {
        ("chart", "chart: save it as a picture, or give its figures as an outcome")
    } else {
        ("diagram", "diagram: save it as a picture, or write it as a list")
    };
    let label = named(what, alt);
    state.leave_out(if words.is_empty() { label } else { format!("{label}: {words}") }, reason);
}

/// Words of a diagram, and words and figures of a chart.
fn diagram_words(root: Node<'_, '_>) -> String {
    let mut words: Vec<String> = Vec::new();
    for node in root.descendants().filter(|node| matches!(node.tag_name().name(), "t" | "v")) {
        let text = collapse_spaces(node.text().unwrap_or_default());
        if !text.is_empty() {
            words.push(text);
        }
    }
    words.join("; ")
}
