//! Writes a PDF anew, with what its pages show and without what programs write into it about people.
//!
//! Only what the newest revision leads to is written: earlier revisions and what nothing refers to are left out. Pages,
//! fonts and pictures are copied as they are stored, so that the file shows the same.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

use super::decryption;
use super::file::{FoundObject, PdfFile, View};
use super::{pictures, strings};
use crate::media;

/// Values of all objects together, which are in memory at once.
const MAX_VALUES: usize = 1_500_000;

/// Entries about programs and people, wherever they stand, and actions that start by themselves.
const LEFT_OUT: [&[u8]; 7] =
    [b"AA", b"JavaScript", b"LastModified", b"Metadata", b"PieceInfo", b"SpiderInfo", b"Thumb"];

/// Actions that start programs, or are some.
const LEFT_OUT_ACTIONS: [&[u8]; 4] = [b"ImportData", b"JavaScript", b"Launch", b"SubmitForm"];

/// Keys that lead to a list of things by the names that the document gives them: those are no entries to leave out.
const NAMES: [&[u8]; 9] = [
    b"CharProcs",
    b"ColorSpace",
    b"Dests",
    b"ExtGState",
    b"Font",
    b"Pattern",
    b"Properties",
    b"Shading",
    b"XObject",
];

/// What a value is, as far as it matters to what is left out of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A list of things by the names that the document gives them.
    Names,
    /// What an annotation looks like: for each situation a picture, or a list of them by names.
    Appearances,
    /// One or several actions that follow another.
    Actions,
    Other,
}

impl Role {
    fn of_entry(self, key: &[u8]) -> Self {
        match key {
            _ if self == Self::Names => Self::Other,
            b"N" | b"R" | b"D" if self == Self::Appearances => Self::Names,
            b"AP" => Self::Appearances,
            b"Next" => Self::Actions,
            key if NAMES.contains(&key) => Self::Names,
            _ => Self::Other,
        }
    }
}

/// The copy of a PDF that is published; `None` if it is signed, damaged, or needs a password, and
/// stays as it is.
///
/// One that opens without a password is written without protection.
pub fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = PdfFile::scan(bytes);
    if file.is_encrypted() {
        return clean_file(&PdfFile::scan(&decryption::decrypt(&file).ok()?));
    }
    clean_file(&file)
}

fn clean_file(file: &PdfFile<'_>) -> Option<Vec<u8>> {
    let view = file.view(usize::MAX);
    let root = file.trailers().rev().find_map(|(_, trailer)| trailer.get(b"Root").ok())?;
    let root = root.as_reference().ok()?.0;
    let mut objects = BTreeMap::new();
    let mut open = vec![(root, Role::Other)];
    let mut values_left = MAX_VALUES;
    while let Some((number, role)) = open.pop() {
        if objects.contains_key(&number) {
            continue;
        }
        let object = match view.object(number) {
            Some(found) if number == root => clean_root(&view, found, &mut open, &mut values_left)?,
            Some(found) => clean_object(&view, found, role, &mut open, &mut values_left)?,
            None => Object::Null,
        };
        objects.insert(number, object);
    }
    // What can't be read completely can't be written completely.
    if file.limits.take_fault().is_some() {
        return None;
    }
    write(file.bytes(), root, title(&view), objects)
}

/// A copy of the catalog.
fn clean_root(
    view: &View<'_, '_>,
    mut found: FoundObject<'_>,
    open: &mut Vec<(u32, Role)>,
    values_left: &mut usize,
) -> Option<Object> {
    if let Object::Dictionary(catalog) = &mut found.value {
        let action = view.dictionary(catalog, b"OpenAction");
        if action.is_some_and(|action| view.name(&action, b"S").is_none_or(|kind| kind != b"GoTo")) {
            catalog.remove(b"OpenAction");
        }
    }
    clean_object(view, found, Role::Other, open, values_left)
}

/// A copy of an object; the objects that it refers to are `open` then. `None` if the file has to stay as it is.
fn clean_object(
    view: &View<'_, '_>,
    found: FoundObject<'_>,
    role: Role,
    open: &mut Vec<(u32, Role)>,
    values_left: &mut usize,
) -> Option<Object> {
    let FoundObject { mut value, data } = found;
    let role = if data.is_some() { Role::Other } else { role };
    clean_value(view, &mut value, role, open, values_left)?;
    let Some(data) = data else { return Some(value) };
    let Object::Dictionary(mut dictionary) = value else { return None };
    dictionary.remove(b"Length");
    if let Some(profile) = clean_profile(view, &dictionary, data) {
        return Some(Object::Stream(profile));
    }
    let content = clean_picture(view, &mut dictionary, data).unwrap_or_else(|| data.to_vec());
    Some(Object::Stream(Stream::new(dictionary, content)))
}

/// A color profile without its texts; `None` if the stream is none.
fn clean_profile(view: &View<'_, '_>, dictionary: &Dictionary, data: &[u8]) -> Option<Stream> {
    // Each tells the number of its colors; an object stream has the same entry.
    if !dictionary.has(b"N") || dictionary.has_type(b"ObjStm") {
        return None;
    }
    let profile = media::strip_color_profile(&view.decode(dictionary, data).ok()?)?;
    let mut dictionary = dictionary.clone();
    dictionary.remove(b"Filter");
    dictionary.remove(b"DecodeParms");
    let mut stream = Stream::new(dictionary, profile);
    stream.compress().ok()?;
    Some(stream)
}

/// A photo without its metadata, and without the filters before its own; `None` if the stream is none, or a damaged one.
fn clean_picture(view: &View<'_, '_>, dictionary: &mut Dictionary, data: &[u8]) -> Option<Vec<u8>> {
    let direct = view.without_references(dictionary);
    let (kind, before) = pictures::split_filters(&direct);
    let kind = kind?;
    let strip = match kind.as_slice() {
        b"DCTDecode" => media::strip_jpeg,
        b"JPXDecode" => media::strip_jpeg2000,
        _ => return None,
    };
    let stripped = strip(&pictures::unpack(view, &direct, &before, data).ok()?)?;
    if !before.is_empty() {
        dictionary.set("Filter", Object::Name(kind));
        let parameters = match direct.get(b"DecodeParms") {
            Ok(Object::Array(all)) => all.get(before.len()).filter(|last| last.as_dict().is_ok()),
            _ => None,
        };
        match parameters {
            Some(last) => dictionary.set("DecodeParms", last.clone()),
            None => drop(dictionary.remove(b"DecodeParms")),
        }
    }
    Some(stripped)
}

fn clean_value(
    view: &View<'_, '_>,
    value: &mut Object,
    role: Role,
    open: &mut Vec<(u32, Role)>,
    values_left: &mut usize,
) -> Option<()> {
    *values_left = values_left.checked_sub(1)?;
    match value {
        Object::Reference(id) => {
            // All objects are written as their first generation.
            id.1 = 0;
            open.push((id.0, role));
        }
        Object::Array(values) => {
            let role = if role == Role::Actions { role } else { Role::Other };
            if role == Role::Actions {
                values.retain(|value| !is_left_out_action(view, value));
            }
            for value in values {
                if matches!(value, Object::Dictionary(_)) && is_left_out_action(view, value) {
                    *value = Object::Null;
                }
                clean_value(view, value, role, open, values_left)?;
            }
        }
        Object::Dictionary(entries) => clean_entries(view, entries, role, open, values_left)?,
        _ => {}
    }
    Some(())
}

fn clean_entries(
    view: &View<'_, '_>,
    entries: &mut Dictionary,
    role: Role,
    open: &mut Vec<(u32, Role)>,
    values_left: &mut usize,
) -> Option<()> {
    // A signature is one of the file as it is.
    if entries.has(b"ByteRange") || entries.has_type(b"Sig") {
        return None;
    }
    // Something that names its kind is no list of things by the names that the document gives them.
    let kinds = [b"Type".as_slice(), b"Subtype", b"PatternType", b"ShadingType"];
    let is_kind = |key: &[u8]| matches!(entries.get(key), Ok(Object::Name(_) | Object::Integer(_)));
    let role = if role == Role::Names && kinds.into_iter().any(is_kind) { Role::Other } else { role };
    if role != Role::Names {
        LEFT_OUT.iter().for_each(|key| {
            entries.remove(key);
        });
        for key in [b"A".as_slice(), b"Next"] {
            if entries.get(key).is_ok_and(|action| is_left_out_action(view, action)) {
                entries.remove(key);
            }
        }
    }
    for (key, value) in entries.iter_mut() {
        // Of a stream, the length is written anew.
        if !(key == b"Length" && matches!(value, Object::Reference(_))) {
            clean_value(view, value, role.of_entry(key), open, values_left)?;
        }
    }
    Some(())
}

fn is_left_out_action(view: &View<'_, '_>, action: &Object) -> bool {
    let kind = match action {
        Object::Dictionary(action) => view.name(action, b"S"),
        Object::Reference(_) => match view.resolve(action).map(|found| found.value) {
            Some(Object::Dictionary(action)) => view.name(&action, b"S"),
            _ => None,
        },
        _ => None,
    };
    kind.is_some_and(|kind| LEFT_OUT_ACTIONS.contains(&kind.as_slice()))
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
        // A file may use the last number that there is.
        let info = document.try_add_object(info).ok()?;
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
