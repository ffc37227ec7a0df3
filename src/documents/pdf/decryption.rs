//! Opens files that are protected against changes only: their password for readers is empty, and any viewer opens them.
//!
//! The file is written once more without the protection, object by object in the order of the file, so that all of its
//! versions are read as those of any other file.

use lopdf::encryption::decrypt_object;
use lopdf::{Dictionary, Document, EncryptionState, Object, Stream, Writer};

use super::file::{FoundObject, PdfFile, Place, View};
use super::lexer::{Lexer, is_space};

/// The file without its protection; `None` if it needs a password, or if something of it can't be opened.
pub(super) fn decrypt(file: &PdfFile<'_>) -> Option<Vec<u8>> {
    let view = file.view(usize::MAX);
    let (_, trailer) = file.trailers().rev().find(|(_, trailer)| trailer.has(b"Encrypt"))?;
    let protection = trailer.get(b"Encrypt").ok()?.as_reference().ok().map(|id| id.0);
    let state = state(&view, trailer)?;
    let mut parts: Vec<(usize, Option<(u32, Place)>)> =
        file.gaps.iter().enumerate().map(|(index, _)| (index, None)).collect();
    let start = |(index, object): &(usize, Option<(u32, Place)>)| match object {
        Some((_, place)) => place.position,
        None => file.gaps[*index].start,
    };
    parts.extend(file.places().filter(|(_, place)| !place.is_packed()).map(|found| (0, Some(found))));
    parts.sort_by_key(start);
    let mut plain = Vec::with_capacity(file.bytes().len());
    for (index, object) in parts {
        match object {
            Some((number, _)) if Some(number) == protection => {}
            Some((number, place)) => write_object(&view, &state, number, place, &mut plain)?,
            None => plain.extend_from_slice(file.bytes().get(file.gaps[index].clone())?),
        }
        plain.push(b'\n');
    }
    Some(plain)
}

/// What opens the objects, without a password.
fn state(view: &View<'_, '_>, trailer: &Dictionary) -> Option<EncryptionState> {
    let mut document = Document::new();
    let protection = document.add_object(view.dictionary(trailer, b"Encrypt")?);
    document.trailer.set("Encrypt", Object::Reference(protection));
    if let Some(id) = view.array(trailer, b"ID") {
        document.trailer.set("ID", id);
    }
    document.authenticate_user_password("").ok()?;
    EncryptionState::decode(&document, b"").ok()
}

fn write_object(
    view: &View<'_, '_>,
    state: &EncryptionState,
    number: u32,
    place: Place,
    plain: &mut Vec<u8>,
) -> Option<()> {
    let mut header = Lexer::new(view.file.bytes(), place.position);
    let _number = header.next_value()?;
    let generation = u16::try_from(header.next_value()?.as_i64().ok()?).ok()?;
    let FoundObject { value, data } = view.file.read(place)?;
    let mut object = match (value, data) {
        (Object::Dictionary(dictionary), Some(data)) => {
            let data = without_line_end(view, &dictionary, data);
            Object::Stream(Stream::new(dictionary, data.to_vec()))
        }
        (value, _) => value,
    };
    decrypt_object(state, (number, generation), &mut object).ok()?;
    plain.extend_from_slice(format!("{number} {generation} obj\n").as_bytes());
    Writer::write_object(plain, &object).ok()?;
    plain.extend_from_slice(b"\nendobj");
    Some(())
}

/// The bytes of a stream without the end of the line after them, if the length stands in another object.
fn without_line_end<'d>(view: &View<'_, '_>, dictionary: &Dictionary, data: &'d [u8]) -> &'d [u8] {
    let length = view.value(dictionary, b"Length").and_then(|length| length.as_i64().ok());
    let parts = length.and_then(|length| data.split_at_checked(usize::try_from(length).ok()?));
    parts.filter(|(_, rest)| rest.iter().all(|byte| is_space(*byte))).map_or(data, |(content, _)| content)
}
