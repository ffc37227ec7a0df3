//! PNG: a signature followed by a sequence of chunks.

use image::metadata::Orientation;

use super::fault::Fault;
use super::header::{Header, Stripped, orientation};
use super::notes::Notes;
use super::reader::Reader;

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
/// Length in bytes of the signature (8) and the `IHDR` chunk (12 of framing, 13 of data), which always comes first.
const HEAD: usize = 8 + 12 + 13;

/// One chunk. `whole` is the chunk as stored: length, kind, data and checksum.
#[derive(Clone, Copy)]
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    whole: &'a [u8],
}

fn open(bytes: &[u8]) -> Result<Reader<'_>, Fault> {
    let mut reader = Reader::new(bytes);
    match reader.array() {
        Some(signature) if signature == *SIGNATURE => Ok(reader),
        _ => Err(Fault::damaged()),
    }
}

fn chunk<'a>(reader: &mut Reader<'a>) -> Option<Chunk<'a>> {
    let start = reader.at();
    let len = reader.be32()?;
    let kind = reader.array()?;
    let data = reader.take(usize::try_from(len).ok()?)?;
    let _checksum = reader.be32()?;
    Some(Chunk { kind, data, whole: reader.since(start) })
}

/// Reads the dimensions from `IHDR` and the orientation from `eXIf`.
///
/// `eXIf` may come last, so all chunks are skipped over; none is decompressed.
pub(super) fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let mut reader = open(bytes)?;
    let first = Reader::new(reader.rest()).array().ok_or_else(Fault::cut_short)?;
    let (width, height) = first_size(first).ok_or_else(Fault::damaged)?;
    let orientation = std::iter::from_fn(|| chunk(&mut reader))
        .take_while(|chunk| chunk.kind != *b"IEND")
        .find(|chunk| chunk.kind == *b"eXIf")
        .map_or(Orientation::NoTransforms, |chunk| orientation(chunk.data));
    Ok(Header { width, height, orientation })
}

fn first_size(head: [u8; 16]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(&head);
    match (reader.be32()?, reader.array()?) {
        (13, [b'I', b'H', b'D', b'R']) => Some((reader.be32()?, reader.be32()?)),
        _ => None,
    }
}

/// Copies the pixel, color and animation chunks and records every other chunk in `report`.
pub(super) fn strip(bytes: &[u8], report: &mut Notes) -> Result<Stripped, Fault> {
    let mut reader = open(bytes)?;
    let mut out = SIGNATURE.to_vec();
    let mut frames = 0;
    loop {
        let chunk = chunk(&mut reader).ok_or_else(Fault::cut_short)?;
        match &chunk.kind {
            kind if is_kept(kind) => out.extend_from_slice(chunk.whole),
            kind => report.stripped(named(kind)),
        }
        match &chunk.kind {
            b"fcTL" => frames += 1,
            b"IEND" => break,
            _ => {}
        }
    }
    if !reader.rest().is_empty() {
        report.stripped("data beside the picture");
    }
    Ok(Stripped { bytes: out, frames, pixels: 0 })
}

fn is_kept(kind: &[u8; 4]) -> bool {
    let base = matches!(kind, b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"pHYs" | b"sBIT" | b"bKGD");
    base || is_colour(kind) || matches!(kind, b"acTL" | b"fcTL" | b"fdAT")
}

fn is_colour(kind: &[u8; 4]) -> bool {
    matches!(kind, b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"cICP")
}

fn named(kind: &[u8; 4]) -> String {
    match kind {
        b"eXIf" => "EXIF data".to_owned(),
        b"tEXt" | b"zTXt" | b"iTXt" => "text beside the picture".to_owned(),
        b"tIME" => "the time of the last change".to_owned(),
        _ => format!("unknown data (`{}`)", kind.escape_ascii()),
    }
}

/// Inserts the color chunks of `other` into `picture`, after its `IHDR`. Both must use the same color space.
pub(super) fn with_colours_of(picture: &[u8], other: &[u8]) -> Result<Vec<u8>, Fault> {
    let (head, body) = picture.split_at_checked(HEAD).ok_or_else(Fault::damaged)?;
    let mut reader = open(other)?;
    let mut out = head.to_vec();
    std::iter::from_fn(|| chunk(&mut reader))
        .filter(|chunk| is_colour(&chunk.kind))
        .for_each(|chunk| out.extend_from_slice(chunk.whole));
    out.extend_from_slice(body);
    Ok(out)
}
