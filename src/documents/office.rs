//! Reads office documents (OOXML and OpenDocument) and e-books: archives whose parts are XML, pictures and more.

use std::collections::BTreeSet;

use super::archive::{Archive, ArchivePart, COMPOUND_SIGNATURE, ZIP_SIGNATURE};
use super::budget::Budget;
use super::coded_text::is_coded_text;
use super::content::{DocumentContent, MetadataLeak};
use super::drawing_text::{DrawingText, drawing_text};
use super::office_clean::OWN_DATA;
use super::part_text::{self, PartText};
use super::picture_check::check_picture;
use super::{embedded_font, flat_pictures, office_fields, pdf};
use crate::media;
use crate::media::recording::{CleanedRecording, clean_recording, is_recording};
use crate::vfs::{Blob, lowercase_extension};

/// Office documents, with or without macros, as templates and as slide shows, and e-books.
pub(super) const ENDINGS: [&str; 28] = [
    "docm", "docx", "dotm", "dotx", "epub", "odc", "odf", "odg", "odi", "odm", "odp", "ods", "odt", "otg",
    "oth", "otp", "ots", "ott", "potm", "potx", "ppsm", "ppsx", "pptm", "pptx", "xlsm", "xlsx", "xltm",
    "xltx",
];

/// OpenDocument in one piece of XML.
pub(super) const FLAT_ENDINGS: [&str; 4] = ["fodg", "fodp", "fods", "fodt"];

/// Fonts, as a part may be called.
const FONT_ENDINGS: [&str; 5] = ["fntdata", "otf", "ttf", "woff", "woff2"];

/// Fonts that Word has obfuscated, so that their first bytes tell nothing.
const OBFUSCATED_FONT: &str = "odttf";

/// Reads a document with all its parts.
pub(super) fn read_content(bytes: &[u8], budget: &mut Budget, content: &mut DocumentContent) {
    if let Err(why) = read_archive(bytes, budget, content) {
        content.unread.get_or_insert(why);
    }
}

/// Reads a document in one piece of XML.
pub(super) fn read_flat_content(bytes: &[u8], content: &mut DocumentContent) {
    let Some(xml) = part_text::decode(bytes) else {
        content.unread = Some("it is damaged".to_owned());
        return;
    };
    let text = part_text::read_xml(&xml);
    let files = if text.has_binary_data { flat_pictures::check(&xml, content) } else { Ok(()) };
    content.unread = if text.is_complete { files.err() } else { Some("it is damaged".to_owned()) };
    content.metadata_leaks.extend(people_in_xml(&xml));
    push_text("", text, content);
}

/// The people whom fields of a document name, also those that its published copy has as text.
pub(super) fn people_in_fields(bytes: &[u8]) -> BTreeSet<MetadataLeak> {
    let mut budget = Budget::default();
    let mut people = BTreeSet::new();
    let Ok(mut archive) = Archive::open(bytes) else { return people };
    for index in 0..archive.len() {
        // What can't be read is reported when the published copy is searched.
        let Ok(part) = archive.read_part(index, &mut budget) else { break };
        let xml = part.as_ref().and_then(|part| part_text::decode(&part.bytes));
        people.extend(people_in_xml(&xml.unwrap_or_default()));
    }
    people
}

/// The people whom fields of a document in one piece of XML name.
pub(super) fn people_in_flat_fields(bytes: &[u8]) -> BTreeSet<MetadataLeak> {
    people_in_xml(&part_text::decode(bytes).unwrap_or_default()).collect()
}

fn people_in_xml(xml: &str) -> impl Iterator<Item = MetadataLeak> {
    office_fields::find_people(xml).into_iter().map(MetadataLeak::Author)
}

/// Reads every part of an archive.
///
/// # Errors
/// When the rest of it cannot be read, as the end of a sentence.
fn read_archive(bytes: &[u8], budget: &mut Budget, content: &mut DocumentContent) -> Result<(), String> {
    let mut archive = Archive::open(bytes)?;
    content.hidden.extend(archive.remarks());
    let mut unread = None;
    // Their keys are in a part that may come after them.
    let (mut obfuscated_fonts, mut font_keys) = (Vec::new(), BTreeSet::new());
    for index in 0..archive.len() {
        let Some(part) = archive.read_part(index, budget)? else { continue };
        if lowercase_extension(&part.name).as_deref() == Some(OBFUSCATED_FONT) {
            obfuscated_fonts.push(part);
            continue;
        }
        if part.name.ends_with("fontTable.xml") {
            font_keys.extend(embedded_font::font_keys(&part.bytes));
        }
        if let Err(why) = read_part(&part, budget, content) {
            unread.get_or_insert(why);
        }
    }
    for ArchivePart { name, bytes, .. } in &obfuscated_fonts {
        if let Err(why) = embedded_font::read_obfuscated(name, bytes, &font_keys, content) {
            unread.get_or_insert(why);
        }
    }
    if archive.has_unlisted_data() {
        unread.get_or_insert_with(|| "it holds data outside of the files that it lists".to_owned());
    }
    unread.map_or(Ok(()), Err)
}

/// Reads one part by what it contains, whatever its name.
///
/// # Errors
/// When not all of it can be read, as the end of a sentence.
fn read_part(part: &ArchivePart, budget: &mut Budget, content: &mut DocumentContent) -> Result<(), String> {
    let ArchivePart { name, bytes, is_stored: _ } = part;
    let ending = lowercase_extension(name).unwrap_or_default();
    if bytes.is_empty() {
        return Ok(());
    }
    if ending == "bin" && name.contains("vbaProject")
        || name.starts_with("Basic/")
        || name.starts_with("Scripts/")
    {
        return Err("it contains macros".to_owned());
    }
    if let Some(xml) = part_text::decode(bytes) {
        if name.starts_with(OWN_DATA) {
            content.hidden.extend(part_text::element_names(&xml));
        }
        content.metadata_leaks.extend(people_in_xml(&xml));
        let drawing = if ending == "svg" { drawing_text(&xml) } else { DrawingText::default() };
        content.texts.extend(drawing.texts);
        read_text(name, part_text::read_xml(&xml), content)?;
        return drawing.unread.map_or(Ok(()), |why| Err(format!("in `{name}`, {why}")));
    }
    if bytes.starts_with(ZIP_SIGNATURE) {
        budget.enter()?;
        let result = read_archive(bytes, budget, content);
        budget.leave();
        return result.map_err(|why| format!("in `{name}`, {why}"));
    }
    if let Some(format) = media::format_by_content(bytes) {
        return check_picture(name, format, bytes, content);
    }
    if bytes.starts_with(b"%PDF-") {
        return read_pdf(name, bytes, budget, content);
    }
    if is_recording(name) {
        return check_recording(name, bytes, content);
    }
    if FONT_ENDINGS.contains(&ending.as_str()) {
        return embedded_font::read_embedded(name, bytes, budget, content);
    }
    if is_coded_text(name, bytes) {
        return Err(format!("it contains `{name}`, which leadfolio doesn't read"));
    }
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => content.texts.push(text.to_owned()),
        _ if bytes.starts_with(COMPOUND_SIGNATURE) => {
            return Err(format!("it contains an embedded object, `{name}`"));
        }
        _ if ending == "emf" || ending == "wmf" => {
            return Err(format!("it contains a drawing that may hold text, `{name}`"));
        }
        _ => return Err(format!("it contains `{name}`, which leadfolio doesn't read")),
    }
    Ok(())
}

fn read_pdf(
    name: &str,
    bytes: &[u8],
    budget: &mut Budget,
    content: &mut DocumentContent,
) -> Result<(), String> {
    let mut inner = DocumentContent::default();
    // What is attached to it is text, or unread.
    pdf::read_content(bytes, &mut inner, &mut |_, _| None);
    budget.count(
        [&inner.texts, &inner.hidden, &inner.metadata, &inner.data]
            .into_iter()
            .flatten()
            .map(String::len)
            .sum(),
    )?;
    content.texts.extend(inner.texts);
    content.hidden.extend(inner.hidden);
    content.metadata.extend(inner.metadata);
    content.data.extend(inner.data);
    content.metadata_leaks.extend(inner.metadata_leaks);
    inner.unread.map_or(Ok(()), |why| Err(format!("in `{name}`, {why}")))
}

fn read_text(name: &str, text: PartText, content: &mut DocumentContent) -> Result<(), String> {
    let why = match &text {
        PartText { has_encrypted_parts: true, .. } => Some("it is protected by a password".to_owned()),
        PartText { has_binary_data: true, .. } => Some(format!("`{name}` in it holds other files")),
        PartText { is_complete: false, .. } => Some(format!("`{name}` in it is damaged")),
        _ => None,
    };
    push_text(name, text, content);
    why.map_or(Ok(()), Err)
}

/// Adds the texts of a part to those of the document: the properties of the document to its properties.
fn push_text(name: &str, part: PartText, content: &mut DocumentContent) {
    let PartText { text, hidden, authors, has_binary_data: _, has_encrypted_parts: _, is_complete: _ } = part;
    let is_properties = name.starts_with("docProps/") || name == "meta.xml" || name.ends_with(".opf");
    let texts = if is_properties { &mut content.metadata } else { &mut content.texts };
    texts.push(text);
    match is_properties {
        true => content.metadata.push(hidden),
        false => content.hidden.push(hidden),
    }
    content.metadata_leaks.extend(authors.into_iter().map(MetadataLeak::Author));
}

/// Checks that a recording holds nothing but sound, pictures and subtitles, which are read.
fn check_recording(name: &str, bytes: &[u8], content: &mut DocumentContent) -> Result<(), String> {
    let CleanedRecording { blob, captions } = clean_recording(name, &Blob::from(bytes.to_vec()))
        .map_err(|why| format!("the recording `{name}` in it can't be checked: {why}"))?;
    content.texts.extend(captions);
    let is_clean = blob.read().is_ok_and(|clean| *clean == *bytes);
    if is_clean {
        Ok(())
    } else {
        Err(format!("the recording `{name}` in it holds more than sound and pictures"))
    }
}
