//! OpenDocument text (`.odt`), as LibreOffice, Google Docs and Word write it. OASIS OpenDocument 1.3, part 3.

mod blocks;
mod inlines;
mod lists;
mod state;
mod styles;

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::text_document::{
    Pictures, Properties, TextDocument, day_of, read_single, split_keywords, unreadable,
};
use crate::import::imported::Imported;
use crate::import::rich_text::block::Block;
use crate::import::source::{ImportError, Source};
use crate::import::{archive, xml};
use crate::vfs::{FileTree, lowercase_extension};
use blocks::read_blocks;
use lists::ListStyles;
use state::{State, text_of};
use styles::Styles;

/// Whether a path is that of a document which this reader reads.
pub(super) fn is_document(path: &str) -> bool {
    lowercase_extension(path).is_some_and(|extension| matches!(extension.as_str(), "odt" | "ott"))
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
    let files = archive::unpack(path, bytes)?;
    let refuse = |reason: String| unreadable(path, &reason);
    let document = read_document(path, &files, pictures).map_err(refuse)?;
    Ok(document.into_imported(path))
}

fn read_document(origin: &str, files: &FileTree, pictures: String) -> Result<TextDocument, String> {
    let manifest = files.get("META-INF/manifest.xml").and_then(|blob| blob.read_text().ok());
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err("it is protected by a password".to_owned());
    }
    let text = part(files, "content.xml")?.ok_or("it has no text: it isn't an OpenDocument text")?;
    let document = xml::parse(&text)?;
    let style_text = part(files, "styles.xml")?.unwrap_or_else(|| "<empty/>".to_owned());
    let style_document = xml::parse(&style_text)?;
    let root = document.root_element();
    let body = xml::child(root, "body").and_then(|body| xml::child(body, "text"));
    let body = body.ok_or("it has no text: it may be a spreadsheet or a slide show")?;

    let roots = [style_document.root_element(), root];
    let styles = Styles::read(&roots);
    let list_styles = ListStyles::read(&roots);
    let mut state = State::new(origin, files, &styles, list_styles, Pictures::new(pictures));
    let blocks = read_blocks(body, &mut state);
    list_headers(&style_document, &mut state);
    let notes = read_notes(&mut state);
    list_objects(files, &mut state);
    let properties = read_properties(files)?;
    Ok(TextDocument { blocks, notes, properties, pictures: state.pictures, omitted: state.omitted })
}

fn part(files: &FileTree, path: &str) -> Result<Option<String>, String> {
    let Some(blob) = files.get(path) else { return Ok(None) };
    let bytes = blob.read().map_err(|error| error.to_string())?;
    xml::decode(&bytes).map(Some).map_err(|reason| format!("in `{path}`, {reason}"))
}

/// The notes that were met in the text; they may have further ones.
fn read_notes(state: &mut State<'_>) -> Vec<Vec<Block>> {
    let mut notes = Vec::new();
    while let Some(note) = state.notes.get(notes.len()).copied() {
        let blocks = read_blocks(note, state);
        notes.push(blocks);
    }
    notes
}

/// Lists the headers and footers of pages that say something.
fn list_headers(styles: &Document<'_>, state: &mut State<'_>) {
    let mut listed = BTreeSet::new();
    for node in styles.descendants().filter(Node::is_element) {
        let reason = match node.tag_name().name() {
            "header" | "header-left" | "header-first" => "header of the printed pages",
            "footer" | "footer-left" | "footer-first" => "footer of the printed pages",
            _ => continue,
        };
        let text = text_of(node);
        if text.chars().any(char::is_alphabetic) && !listed.contains(&text) {
            state.leave_out(&text, reason);
            listed.insert(text);
        }
    }
}

/// Lists macros; other embedded objects are listed where they stand.
fn list_objects(files: &FileTree, state: &mut State<'_>) {
    let has_macros = files.iter().any(|(path, _)| {
        path.starts_with("Scripts/") || path.starts_with("Basic/") && path.ends_with(".xml")
    });
    if has_macros {
        state.leave_out("macros", "programs in the document");
    }
}

fn read_properties(files: &FileTree) -> Result<Properties, String> {
    let Some(text) = part(files, "meta.xml")? else { return Ok(Properties::default()) };
    let document = xml::parse(&text)?;
    let Some(meta) = xml::child(document.root_element(), "meta") else { return Ok(Properties::default()) };
    let field = |name: &str| xml::child_text(meta, name);
    let keywords = xml::children(meta, "keyword").flat_map(|keyword| split_keywords(&xml::text(keyword)));
    Ok(Properties {
        title: field("title"),
        subject: field("subject"),
        description: field("description"),
        keywords: keywords.collect(),
        created: field("creation-date").and_then(|time| day_of(&time)),
        modified: field("date").and_then(|time| day_of(&time)),
        names_author: field("creator").or_else(|| field("initial-creator")).is_some(),
    })
}
