//! WebP: a RIFF container with a sequence of chunks.

use image::metadata::Orientation;

use super::fault::Fault;
use super::header::{Header, Stripped, hold_to_limit, orientation};
use super::notes::Notes;
use super::reader::Reader;

/// The flags in `VP8X` that announce XMP (0x04) and EXIF (0x08).
const METADATA: u8 = 0x08 | 0x04;
/// Length in bytes of the `ANMF` header: offset, size, duration and flags of a frame, before its chunks.
const FRAME_HEAD: usize = 16;

#[derive(Clone, Copy)]
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
}

/// Splits a file into the chunks of the container and any bytes after it.
fn open(bytes: &[u8]) -> Result<(&[u8], &[u8]), Fault> {
    let mut reader = Reader::new(bytes);
    let head = (reader.array::<4>(), reader.le32(), reader.array::<4>());
    let (Some([b'R', b'I', b'F', b'F']), Some(len), Some([b'W', b'E', b'B', b'P'])) = head else {
        return Err(Fault::damaged());
    };
    let len = usize::try_from(len).ok().and_then(|len| len.checked_sub(4)).ok_or_else(Fault::damaged)?;
    let rest = reader.rest();
    // Some writers count a last padding byte that they do not write.
    let len = if len == rest.len() + 1 { rest.len() } else { len };
    rest.split_at_checked(len).ok_or_else(Fault::cut_short)
}

/// The next chunk, `None` at the end, or an error when the chunk exceeds its container.
fn chunk<'a>(reader: &mut Reader<'a>) -> Option<Result<Chunk<'a>, Fault>> {
    if reader.rest().is_empty() {
        return None;
    }
    Some(whole_chunk(reader).ok_or_else(Fault::cut_short))
}

fn whole_chunk<'a>(reader: &mut Reader<'a>) -> Option<Chunk<'a>> {
    let kind = reader.array()?;
    let len = usize::try_from(reader.le32()?).ok()?;
    let data = reader.take(len)?;
    if len % 2 == 1 {
        // The padding of the last chunk is often missing.
        let _ = reader.u8();
    }
    Some(Chunk { kind, data })
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = Result<Chunk<'_>, Fault>> {
    let mut reader = Reader::new(bytes);
    std::iter::from_fn(move || chunk(&mut reader))
}

/// Reads the dimensions and the orientation, and checks the dimensions of every image in the file against the limit.
pub(super) fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let (body, _) = open(bytes)?;
    let mut size = None;
    let mut exif_orientation = None;
    for chunk in chunks(body) {
        let chunk = chunk?;
        if let Some((width, height)) = chunk_size(&chunk)? {
            hold_to_limit(width, height)?;
            size = size.or(Some((width, height)));
        }
        if chunk.kind == *b"EXIF" {
            exif_orientation = exif_orientation.or_else(|| Some(orientation(chunk.data)));
        }
    }
    let (width, height) = size.ok_or_else(Fault::damaged)?;
    let orientation = exif_orientation.unwrap_or(Orientation::NoTransforms);
    Ok(Header { width, height, orientation })
}

/// The dimensions that a chunk declares; `None` for chunks that declare none.
fn chunk_size(chunk: &Chunk<'_>) -> Result<Option<(u32, u32)>, Fault> {
    let mut reader = Reader::new(chunk.data);
    let size = match &chunk.kind {
        b"VP8X" => canvas_size(&mut reader),
        b"VP8 " => lossy_size(&mut reader),
        b"VP8L" => lossless_size(&mut reader),
        b"ANMF" => {
            hold_frames_to_limit(chunk.data)?;
            return Ok(None);
        }
        _ => return Ok(None),
    };
    size.map(Some).ok_or_else(Fault::damaged)
}

fn canvas_size(reader: &mut Reader<'_>) -> Option<(u32, u32)> {
    let _flags = reader.le32()?;
    Some((reader.le24()? + 1, reader.le24()? + 1))
}

fn lossy_size(reader: &mut Reader<'_>) -> Option<(u32, u32)> {
    let _tag = reader.le24()?;
    let [0x9d, 0x01, 0x2a] = reader.array()? else { return None };
    let (width, height) = (reader.le16()?, reader.le16()?);
    Some((u32::from(width & 0x3fff), u32::from(height & 0x3fff)))
}

fn lossless_size(reader: &mut Reader<'_>) -> Option<(u32, u32)> {
    let 0x2f = reader.u8()? else { return None };
    let bits = reader.le32()?;
    Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
}

fn hold_frames_to_limit(frame: &[u8]) -> Result<(), Fault> {
    for chunk in chunks(frame.get(FRAME_HEAD..).unwrap_or_default()) {
        let chunk = chunk?;
        // Only still-image chunks are passed on, so the recursion stops after one level.
        if chunk.kind == *b"VP8 " || chunk.kind == *b"VP8L" {
            let size = chunk_size(&chunk)?;
            size.map_or(Ok(()), |(width, height)| hold_to_limit(width, height))?;
        }
    }
    Ok(())
}

/// Copies the pixel, color and animation chunks and records every other chunk in `report`.
pub(super) fn strip(bytes: &[u8], report: &mut Notes) -> Result<Stripped, Fault> {
    let (body, after) = open(bytes)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut frames = 0;
    for chunk in chunks(body) {
        let chunk = chunk?;
        match &chunk.kind {
            b"VP8X" => push(&mut out, chunk.kind, &without_metadata(chunk.data)),
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ICCP" => push(&mut out, chunk.kind, chunk.data),
            b"ANMF" => {
                frames += 1;
                push(&mut out, chunk.kind, &strip_frame(chunk.data, report)?);
            }
            kind => report.stripped(named(kind)),
        }
    }
    if !after.is_empty() {
        report.stripped("data beside the picture");
    }
    close(&mut out)?;
    Ok(Stripped { bytes: out, frames, pixels: 0 })
}

fn without_metadata(data: &[u8]) -> Vec<u8> {
    let mut data = data.to_vec();
    if let Some(flags) = data.first_mut() {
        *flags &= !METADATA;
    }
    data
}

fn strip_frame(frame: &[u8], report: &mut Notes) -> Result<Vec<u8>, Fault> {
    let (head, body) = frame.split_at_checked(FRAME_HEAD).ok_or_else(Fault::damaged)?;
    let mut out = head.to_vec();
    for chunk in chunks(body) {
        let chunk = chunk?;
        match &chunk.kind {
            b"VP8 " | b"VP8L" | b"ALPH" => push(&mut out, chunk.kind, chunk.data),
            kind => report.stripped(named(kind)),
        }
    }
    Ok(out)
}

fn push(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    out.extend_from_slice(&kind);
    // The data came from a chunk with a 32-bit length and never grows, so the fallback is unreachable.
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}

/// Writes the length of the container into the RIFF header.
fn close(out: &mut [u8]) -> Result<(), Fault> {
    let len = out.len().checked_sub(8).and_then(|len| u32::try_from(len).ok());
    match (len, out.get_mut(4..8)) {
        (Some(len), Some(field)) => {
            field.copy_from_slice(&len.to_le_bytes());
            Ok(())
        }
        _ => Err(Fault::damaged()),
    }
}

fn named(kind: &[u8; 4]) -> String {
    match kind {
        b"EXIF" => "EXIF data".to_owned(),
        b"XMP " => "XMP data".to_owned(),
        _ => format!("unknown data (`{}`)", kind.escape_ascii()),
    }
}
