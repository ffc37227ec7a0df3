//! Metadata of pictures: who made them, and where.

use lopdf::{Dictionary, Object};

use super::super::content::{DocumentContent, MetadataLeak, author_leak};
use super::file::View;
use super::filters::{PICTURE_FILTERS, StreamFault, filters};
use super::limits::{Limits, TOO_LARGE};
use super::raw_text::raw_text;
use super::xmp;
use crate::media;

/// Tags of EXIF that tell an author: artist, copyright, and the author that Windows writes.
const AUTHOR_TAGS: [u16; 3] = [0x013b, 0x8298, 0x9c9d];

/// The tag of EXIF that leads to the location.
const LOCATION_TAG: u16 = 0x8825;

/// Why a picture's metadata isn't read.
const UNKNOWN_DATA: &str = "a picture in it has data that leadfolio doesn't read";

/// The filter of a picture's own format, and those before it; `None` if it has no format of its own. The dictionary has no
/// references.
pub(super) fn split_filters(dictionary: &Dictionary) -> (Option<Vec<u8>>, Vec<Vec<u8>>) {
    let mut names = filters(dictionary);
    let kind = names.pop().filter(|name| PICTURE_FILTERS.contains(&name.as_slice()));
    (kind, names)
}

/// A picture in its own format, without the filters before it.
pub(super) fn unpack(
    view: &View<'_, '_>,
    dictionary: &Dictionary,
    before: &[Vec<u8>],
    data: &[u8],
) -> Result<Vec<u8>, StreamFault> {
    if before.is_empty() {
        return Ok(data.to_vec());
    }
    let mut packed = dictionary.clone();
    packed.set("Filter", before.iter().cloned().map(Object::Name).collect::<Vec<_>>());
    view.file.decode(&packed, data)
}

/// Reads what a picture in its own format tells besides its pixels.
pub(super) fn read_picture(kind: &[u8], bytes: &[u8], limits: &Limits, content: &mut DocumentContent) {
    let stripped = match kind {
        b"DCTDecode" => {
            read_jpeg(bytes, limits, content);
            media::strip_jpeg(bytes)
        }
        b"JPXDecode" => {
            read_jpeg2000(bytes, limits, content);
            let stripped = media::strip_jpeg2000(bytes);
            if stripped.is_none() {
                limits.report_fault(UNKNOWN_DATA);
            }
            stripped
        }
        // Scanned pages, whose formats have comments, too.
        _ => None,
    };
    let is_clean = stripped.is_some_and(|stripped| stripped == bytes);
    // Among the pixels, too: decoders pass over bytes that none of them needs.
    let texts = if is_clean { &mut content.data } else { &mut content.metadata };
    limits.keep(texts, raw_text(bytes));
}

/// Reads what a JPEG picture tells besides its pixels.
fn read_jpeg(bytes: &[u8], limits: &Limits, content: &mut DocumentContent) {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, after @ ..] = rest {
        if *marker == 0xff {
            rest = &rest[1..];
            continue;
        }
        // The pixels begin.
        if *marker == 0xda {
            break;
        }
        let len = after.first_chunk().map_or(0, |len| usize::from(u16::from_be_bytes(*len)));
        let Some(data) = after.get(2..len.max(2)) else { break };
        rest = &after[len.max(2)..];
        match (marker, data) {
            (0xe1, [b'E', b'x', b'i', b'f', 0, _, tiff @ ..]) => read_exif(tiff, limits, content),
            (0xe1, data) if data.starts_with(b"http://ns.adobe.com/") => {
                xmp::read(data, limits, content);
            }
            (0xed | 0xfe, data) => {
                limits.keep(&mut content.metadata, String::from_utf8_lossy(data).into_owned());
            }
            _ => {}
        }
    }
}

/// Reads EXIF data, which is a TIFF file.
fn read_exif(tiff: &[u8], limits: &Limits, content: &mut DocumentContent) {
    let is_big_endian = tiff.starts_with(b"MM");
    let number = |at: usize, len: usize| {
        let bytes = tiff.get(at..at.checked_add(len)?)?;
        let add = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
        Some(if is_big_endian { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) })
    };
    let Some(directory) = number(4, 4) else { return };
    let count = number(directory, 2).unwrap_or_default();
    let mut bytes_left = tiff.len();
    for entry in (0..count).map(|index| directory + 2 + index * 12) {
        let Some(tag) = number(entry, 2).and_then(|tag| u16::try_from(tag).ok()) else { break };
        if tag == LOCATION_TAG {
            let locations = number(entry + 8, 4).and_then(|directory| number(directory, 2));
            // One entry is the version; a camera without a location writes it alone.
            if locations.is_some_and(|count| count > 1) {
                content.metadata_leaks.push(MetadataLeak::Location);
            }
        }
        // Texts have a type of one byte each, and short ones stand in the entry itself.
        let is_text = matches!(number(entry + 2, 2), Some(1 | 2 | 7));
        let len = number(entry + 4, 4).unwrap_or_default();
        let at = if len <= 4 { Some(entry + 8) } else { number(entry + 8, 4) };
        let text = at.and_then(|at| tiff.get(at..at.checked_add(len)?)).filter(|_| is_text);
        let Some(text) = text else { continue };
        // Texts that overlap would be more than there is.
        let Some(left) = bytes_left.checked_sub(len) else { return limits.report_fault(TOO_LARGE) };
        bytes_left = left;
        let text: Vec<u8> = text.iter().copied().filter(|byte| *byte != 0).collect();
        let text = String::from_utf8_lossy(&text).into_owned();
        if AUTHOR_TAGS.contains(&tag) {
            content.metadata_leaks.extend(author_leak(&text));
        }
        limits.keep(&mut content.metadata, text);
    }
}

/// Reads what a JPEG 2000 picture tells besides its pixels.
fn read_jpeg2000(bytes: &[u8], limits: &Limits, content: &mut DocumentContent) {
    let mut rest = bytes;
    while let Some((header, after)) = rest.split_first_chunk::<8>() {
        let len = u32::from_be_bytes([header[0], header[1], header[2], header[3]]) as usize;
        let data = if len < 8 { after } else { after.get(..len - 8).unwrap_or(after) };
        match &header[4..] {
            b"xml " => xmp::read(data, limits, content),
            b"uuid" | b"uinf" => limits.report_fault(UNKNOWN_DATA),
            _ => {}
        }
        rest = &after[data.len()..];
    }
}
