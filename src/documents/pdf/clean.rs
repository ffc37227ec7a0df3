//! Writes a PDF anew, with what its pages show and without what programs write into it about people.
//!
//! Only what the newest revision leads to is written: earlier revisions and what nothing refers to are left out. Pages,
//! fonts and pictures are copied as they are stored, so that the file shows the same.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

use super::file::{FoundObject, PdfFile, View};
use super::filters::filters;
use super::strings;
use crate::media;

/// Values of all objects together, which are in memory at once.
const MAX_VALUES: usize = 1_500_000;

/// Entries about programs and people, wherever they stand, and actions that start by themselves.
const LEFT_OUT: [&[u8]; 7] =
    [b"AA", b"JavaScript", b"LastModified", b"Metadata", b"PieceInfo", b"SpiderInfo", b"Thumb"];

/// Actions that start programs, or are some.
const LEFT_OUT_ACTIONS: [&[u8]; 4] = [b"ImportData", b"JavaScript", b"Launch", b"SubmitForm"];

/// The copy of a PDF that is published; `None` if it is signed, protected or damaged, and stays as it is.
pub fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = PdfFile::scan(bytes);
    if file.trailers().any(|(_, trailer)| trailer.has(b"Encrypt")) {
        return None;
    }
    let view = file.view(usize::MAX);
    let root = file.trailers().rev().find_map(|(_, trailer)| trailer.get(b"Root").ok())?;
    let root = root.as_reference().ok()?.0;
    let mut objects = BTreeMap::new();
    let mut open = vec![root];
    let mut values_left = MAX_VALUES;
    while let Some(number) = open.pop() {
        if objects.contains_key(&number) {
            continue;
        }
        let object = match view.object(number) {
            Some(found) => clean_object(&view, found, number == root, &mut open, &mut values_left)?,
            None => Object::Null,
        };
        objects.insert(number, object);
    }
    // What can't be read completely can't be written completely.
    if file.limits.take_fault().is_some() {
        return None;
    }
    write(bytes, root, title(&view), objects)
}

/// A copy of an object; the objects that it refers to are `open` then. `None` if the file has to stay as it is.
fn clean_object(
    view: &View<'_, '_>,
    found: FoundObject<'_>,
    is_root: bool,
    open: &mut Vec<u32>,
    values_left: &mut usize,
) -> Option<Object> {
    let FoundObject { mut value, data } = found;
    if let (true, Object::Dictionary(catalog)) = (is_root, &mut value) {
        let action = view.dictionary(catalog, b"OpenAction");
        if action.is_some_and(|action| view.name(&action, b"S").is_none_or(|kind| kind != b"GoTo")) {
            catalog.remove(b"OpenAction");
        }
    }
    clean_value(view, &mut value, open, values_left)?;
    let Some(data) = data else { return Some(value) };
    let Object::Dictionary(mut dictionary) = value else { return None };
    let is_jpeg = filters(&view.without_references(&dictionary)) == [b"DCTDecode"];
    let content = if is_jpeg { media::strip_jpeg(data) } else { None };
    dictionary.remove(b"Length");
    let content = content.unwrap_or_else(|| data.to_vec());
    Some(Object::Stream(Stream::new(dictionary, content)))
}

fn clean_value(
    view: &View<'_, '_>,
    value: &mut Object,
    open: &mut Vec<u32>,
    values_left: &mut usize,
) -> Option<()> {
    *values_left = values_left.checked_sub(1)?;
    match value {
        Object::Reference(id) => {
            // All objects are written as their first generation.
            id.1 = 0;
            open.push(id.0);
        }
        Object::Array(values) => {
            for value in values {
                clean_value(view, value, open, values_left)?;
            }
        }
        Object::Dictionary(entries) => {
            // A signature is one of the file as it is.
            if entries.has(b"ByteRange") || entries.has_type(b"Sig") {
                return None;
            }
            LEFT_OUT.iter().for_each(|key| {
                entries.remove(key);
            });
            for key in [b"A".as_slice(), b"Next"] {
                let action = view.dictionary(entries, key);
                let kind = action.and_then(|action| view.name(&action, b"S"));
                if kind.is_some_and(|kind| LEFT_OUT_ACTIONS.contains(&kind.as_slice())) {
                    entries.remove(key);
                }
            }
            for (key, value) in entries.iter_mut() {
                // Of a stream, the length is written anew.
                if !(key == b"Length" && matches!(value, Object::Reference(_))) {
                    clean_value(view, value, open, values_left)?;
                }
            }
        }
        _ => {}
    }
    Some(())
}

/// The title, which viewers show in their window.
fn title(view: &View<'_, '_>) -> Option<Vec<u8>> {
    let infos = view.file.trailers().rev().filter_map(|(_, trailer)| view.dictionary(trailer, b"Info"));
    let title = infos.into_iter().find_map(|info| view.value(&info, b"Title"))?;
    let title = title.as_str().ok()?;
    (!strings::decode_bytes(title).trim().is_empty()).then(|| title.to_vec())
}

fn write(bytes: &[u8], root: u32, title: Option<Vec<u8>>, objects: BTreeMap<u32, Object>) -> Option<Vec<u8>> {
    let version = bytes.get(5..8).and_then(|version| str::from_utf8(version).ok());
    let mut document =
        Document::with_version(version.filter(|_| bytes.starts_with(b"%PDF-")).unwrap_or("1.7"));
    document.max_id = *objects.last_key_value()?.0;
    document.objects = objects.into_iter().map(|(number, object)| ((number, 0), object)).collect();
    document.trailer.set("Root", Object::Reference((root, 0)));
    if let Some(title) = title {
        let mut info = Dictionary::new();
        info.set("Title", Object::String(title, StringFormat::Hexadecimal));
        let info = document.add_object(info);
        document.trailer.set("Info", info);
    }
    let mut cleaned = Vec::new();
    document.save_modern(&mut cleaned).ok()?;
    // The name of the file is made of its content, not of the time and the computer.
    let hash = blake3::hash(&cleaned).as_bytes()[..16].to_vec();
    let hash = Object::String(hash, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![hash.clone(), hash]);
    cleaned.clear();
    document.save_modern(&mut cleaned).ok()?;
    Some(cleaned)
}
