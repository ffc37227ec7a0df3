//! Word documents (`.docx`), as Word, Google Docs, Pages and LibreOffice write them. ECMA-376, part 1.
//!
//! The crates that read them (`docx-rs`, `docx-rust`) skip elements that they don't know, with the text in them. Here, an
//! unknown element is read for what is in it.

mod drawings;
mod fields;
mod numbering;
mod package;
mod paragraphs;
mod properties;
mod runs;
mod state;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::text_document::{COMMENT, Pictures, TextDocument, read_single, unreadable};
use crate::content::text::collapse_spaces;
use crate::import::imported::Imported;
use crate::import::rich_text::block::Block;
use crate::import::source::{ImportError, Source};
use crate::import::xml;
use crate::vfs::lowercase_extension;
use numbering::Numbering;
use package::{Package, Relationships};
use paragraphs::read_blocks;
use state::{NoteKey, State};
use styles::Styles;

/// Documents, templates, and those with macros; `doc` is there for its error message.
const ENDINGS: [&str; 5] = ["docx", "docm", "dotx", "dotm", "doc"];

/// Whether a path is that of a document which this reader reads, or says how to save it.
pub(super) fn is_document(path: &str) -> bool {
    lowercase_extension(path).is_some_and(|extension| ENDINGS.contains(&extension.as_str()))
}

/// Whether the source is one such document.
pub(super) fn recognizes(source: &Source) -> bool {
    is_document(&source.name) && source.files.contains(&source.name)
}

/// Reads one document.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    read_single(source, read_file)
}

/// Reads the bytes of a document; its pictures come into a folder below `content/files/`.
pub(super) fn read_file(path: &str, bytes: &[u8], pictures: String) -> Result<Imported, ImportError> {
    let package = Package::open(path, bytes)?;
    let refuse = |reason: String| unreadable(path, &reason);
    let document = read_document(path, &package, pictures).map_err(refuse)?;
    Ok(document.into_imported(path))
}

/// The XML parts beside the main one that text comes from.
struct SideParts {
    /// Path and text of each, by its kind.
    texts: BTreeMap<&'static str, (String, String)>,
}

/// The kinds of parts beside the main one, as their relationships end.
const SIDE_PARTS: [&str; 5] = ["styles", "numbering", "footnotes", "endnotes", "comments"];

fn read_document(origin: &str, package: &Package, pictures: String) -> Result<TextDocument, String> {
    let main = package.main_part();
    let text = package.xml(&main)?.ok_or("it has no text: it isn't a Word document")?;
    let document = xml::parse(&text)?;
    let relationships = package.relationships(&main);
    let side = read_side_parts(package, &relationships)?;
    let mut parsed: BTreeMap<&str, Document<'_>> = BTreeMap::new();
    for (kind, (_, text)) in &side.texts {
        parsed.insert(kind, xml::parse(text)?);
    }
    let root = |kind: &str| parsed.get(kind).map(|document| document.root_element());
    let styles = root("styles").map(Styles::read).unwrap_or_default();
    let numbering = root("numbering").map(|root| Numbering::read(root, &styles)).unwrap_or_default();
    let mut state = State::new(origin, package, &styles, numbering, Pictures::new(pictures));
    state.relationships = relationships;
    let blocks = read_blocks(document.root_element(), &mut state);
    state.close_fields();
    list_headers(&mut state);
    let notes = read_notes(&side, &root, &mut state);
    if let Some(comments) = root("comments") {
        xml::children(comments, "comment").for_each(|comment| state.leave_out(text_of(comment), COMMENT));
    }
    for file in package.embedded_files() {
        state.leave_out(file, "file that is embedded in the document: open it there, and save it by itself");
    }
    let properties = properties::read(package)?;
    Ok(TextDocument { blocks, notes, properties, pictures: state.pictures, omitted: state.omitted })
}

fn read_side_parts(package: &Package, relationships: &Relationships) -> Result<SideParts, String> {
    let mut texts = BTreeMap::new();
    for kind in SIDE_PARTS {
        let Some(target) = relationships.values().find(|related| related.kind == kind) else { continue };
        if let Some(text) = package.xml(&target.target)? {
            texts.insert(kind, (target.target.clone(), text));
        }
    }
    Ok(SideParts { texts })
}

/// The notes that the text refers to, in the order of their places; others are listed.
fn read_notes<'a>(
    side: &SideParts,
    root: &impl Fn(&str) -> Option<Node<'a, 'a>>,
    state: &mut State<'a>,
) -> Vec<Vec<Block>> {
    let mut nodes: BTreeMap<NoteKey, Node<'a, 'a>> = BTreeMap::new();
    for (kind, element) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        for note in root(kind).into_iter().flat_map(|root| xml::children(root, element)) {
            let is_separator = xml::attribute(note, "type").is_some_and(|kind| kind != "normal");
            if let Some(id) = xml::attribute(note, "id").filter(|_| !is_separator) {
                nodes.insert(NoteKey { is_endnote: kind == "endnotes", id: id.to_owned() }, note);
            }
        }
    }
    let mut notes = Vec::new();
    // A note may refer to further ones.
    while let Some(key) = state.notes.get(notes.len()).cloned() {
        let part = side.texts.get(if key.is_endnote { "endnotes" } else { "footnotes" });
        state.relationships = part.map(|(path, _)| state.package.relationships(path)).unwrap_or_default();
        let blocks = nodes.remove(&key).map(|note| read_blocks(note, state)).unwrap_or_default();
        state.close_fields();
        notes.push(blocks);
    }
    for note in nodes.into_values() {
        state.leave_out(text_of(note), "note that the text doesn't refer to");
    }
    notes
}

/// Lists the headers and footers of pages that say something.
fn list_headers(state: &mut State<'_>) {
    let parts: BTreeSet<(String, bool)> = state
        .relationships
        .values()
        .filter(|related| matches!(related.kind.as_str(), "header" | "footer"))
        .map(|related| (related.target.clone(), related.kind == "header"))
        .collect();
    let mut listed = BTreeSet::new();
    for (part, is_header) in parts {
        let Ok(Some(text)) = state.package.xml(&part) else { continue };
        let Ok(document) = xml::parse(&text) else { continue };
        let words = text_of(document.root_element());
        let reason = if is_header { "header of the printed pages" } else { "footer of the printed pages" };
        if words.chars().any(char::is_alphabetic) && !listed.contains(&words) {
            state.leave_out(words.clone(), reason);
            listed.insert(words);
        }
    }
}

/// The text of a part, with a space between paragraphs.
fn text_of(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for node in node.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "t" => text.push_str(node.text().unwrap_or_default()),
            "p" | "tab" | "br" => text.push(' '),
            _ => {}
        }
    }
    collapse_spaces(&text)
}
