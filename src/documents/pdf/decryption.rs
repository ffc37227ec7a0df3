//! Opens files that are protected against changes only: their password for readers is empty, and any viewer opens them.
//!
//! The file is written once more without the protection, object by object in the order of the file, so that all of its
//! versions are read as those of any other file.

use lopdf::encryption::DecryptionError;
use lopdf::encryption::decrypt_object;
use lopdf::{Dictionary, Document, EncryptionState, Error, Object, Stream, Writer};

use super::file::{FoundObject, PdfFile, Place, View};
use super::lexer::{Lexer, is_space};
use super::limits::DAMAGED;

/// Why a file isn't read that only opens with a password.
const NEEDS_PASSWORD: &str = "it is protected by a password";

/// Why a file isn't read whose protection isn't one of the standard.
const UNKNOWN_PROTECTION: &str = "it is protected in a way that leadfolio doesn't know";

/// The file without its protection.
///
/// # Errors
/// When it needs a password, or when something of it can't be opened, as the end of a sentence.
pub(super) fn decrypt(file: &PdfFile<'_>) -> Result<Vec<u8>, &'static str> {
    let view = file.view(usize::MAX);
    let trailer = file.trailers().rev().find(|(_, trailer)| trailer.has(b"Encrypt"));
    let (_, trailer) = trailer.ok_or(DAMAGED)?;
    let protection = trailer.get(b"Encrypt").and_then(Object::as_reference).ok().map(|id| id.0);
    let state = authenticate(&view, trailer)?;
    write_plain(&view, &state, protection).ok_or(DAMAGED)
}

/// The file with all objects as they are without `protection`, which is an object of its own or none; `None` if one is
/// damaged.
fn write_plain(view: &View<'_, '_>, state: &EncryptionState, protection: Option<u32>) -> Option<Vec<u8>> {
    let file = view.file;
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
            Some((number, place)) => write_object(view, state, number, place, &mut plain)?,
            None => plain.extend_from_slice(file.bytes().get(file.gaps[index].clone())?),
        }
        plain.push(b'\n');
    }
    Some(plain)
}

/// What opens the objects, without a password.
///
/// # Errors
/// When it takes a password, or when the protection is an unknown one, as the end of a sentence.
fn authenticate(view: &View<'_, '_>, trailer: &Dictionary) -> Result<EncryptionState, &'static str> {
    let mut document = Document::new();
    let protection = document.add_object(view.dictionary(trailer, b"Encrypt").ok_or(DAMAGED)?);
    document.trailer.set("Encrypt", Object::Reference(protection));
    if let Some(id) = view.array(trailer, b"ID") {
        document.trailer.set("ID", id);
    }
    document.authenticate_user_password("").map_err(|error| match error {
        Error::Decryption(DecryptionError::IncorrectPassword) => NEEDS_PASSWORD,
        _ => UNKNOWN_PROTECTION,
    })?;
    EncryptionState::decode(&document, b"").map_err(|_| UNKNOWN_PROTECTION)
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
