//! PNG: a signature followed by a sequence of chunks.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use image::metadata::Orientation;

use super::clean_report::CleanReport;
use super::color_profile::strip_color_profile;
use super::error;
use super::header::{ImageHeader, StrippedImage, parse_orientation};
use super::reader::ByteReader;
use crate::diagnostic::Problem;

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// The chunk `IEND`, with its checksum.
const END: &[u8; 12] = b"\0\0\0\0IEND\xaeB`\x82";

/// The longest color profile that is read, in bytes, after it is decompressed. Those of printers have two million.
const MAX_PROFILE_LEN: u64 = 8 << 20;

/// Length in bytes of the signature (8) and the `IHDR` chunk (12 of framing, 13 of data), which always comes first.
const IHDR_END: usize = 8 + 12 + 13;

/// One chunk. `whole` is the chunk as stored: length, kind, data and checksum.
#[derive(Clone, Copy)]
struct PngChunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    raw: &'a [u8],
}

fn skip_signature(bytes: &[u8]) -> Result<ByteReader<'_>, Problem> {
    let mut reader = ByteReader::new(bytes);
    match reader.read_array() {
        Some(signature) if signature == *SIGNATURE => Ok(reader),
        _ => Err(error::damaged()),
    }
}

fn read_chunk<'a>(reader: &mut ByteReader<'a>) -> Option<PngChunk<'a>> {
    let start = reader.position();
    let len = reader.read_u32_be()?;
    let kind = reader.read_array()?;
    let data = reader.take(usize::try_from(len).ok()?)?;
    let _checksum = reader.read_u32_be()?;
    Some(PngChunk { kind, data, raw: reader.slice_from(start) })
}

/// Reads the dimensions from `IHDR` and the orientation from `eXIf`.
///
/// `eXIf` may come last, so all chunks are skipped over; none is decompressed.
pub(super) fn read_header(bytes: &[u8]) -> Result<ImageHeader, Problem> {
    let mut reader = skip_signature(bytes)?;
    let first = ByteReader::new(reader.remaining()).read_array().ok_or_else(error::truncated)?;
    let (width, height) = parse_ihdr_size(first).ok_or_else(error::damaged)?;
    let orientation = std::iter::from_fn(|| read_chunk(&mut reader))
        .take_while(|chunk| chunk.kind != *b"IEND")
        .find(|chunk| chunk.kind == *b"eXIf")
        .map_or(Orientation::NoTransforms, |chunk| parse_orientation(chunk.data));
    Ok(ImageHeader { width, height, orientation })
}

fn parse_ihdr_size(head: [u8; 16]) -> Option<(u32, u32)> {
    let mut reader = ByteReader::new(&head);
    match (reader.read_u32_be()?, reader.read_array()?) {
        (13, [b'I', b'H', b'D', b'R']) => Some((reader.read_u32_be()?, reader.read_u32_be()?)),
        _ => None,
    }
}

/// Copies the pixel, color and animation chunks and records every other chunk in `report`.
pub(super) fn strip_metadata(bytes: &[u8], report: &mut CleanReport) -> Result<StrippedImage, Problem> {
    let mut reader = skip_signature(bytes)?;
    let mut out = SIGNATURE.to_vec();
    let mut frames = 0;
    let mut has_pixels = false;
    loop {
        // Some programs leave out the mark of the end.
        if has_pixels && reader.remaining().is_empty() {
            out.extend_from_slice(END);
            break;
        }
        let chunk = read_chunk(&mut reader).ok_or_else(error::truncated)?;
        has_pixels |= chunk.kind == *b"IDAT";
        match &chunk.kind {
            b"iCCP" => copy_profile(&mut out, chunk.data, report),
            kind if is_kept_chunk(kind) => out.extend_from_slice(chunk.raw),
            kind => report.record_stripped(describe_chunk(kind)),
        }
        match &chunk.kind {
            b"fcTL" => frames += 1,
            b"IEND" => break,
            _ => {}
        }
    }
    if !reader.remaining().is_empty() {
        report.record_stripped("data stored with the picture");
    }
    Ok(StrippedImage { bytes: out, frame_count: frames, frame_pixels: 0 })
}

/// Copies a color profile without its name and its texts.
fn copy_profile(out: &mut Vec<u8>, data: &[u8], report: &mut CleanReport) {
    let mut profile = Vec::new();
    // The name ends with a zero, and the method of compression follows.
    let compressed = data.splitn(2, |byte| *byte == 0).nth(1).and_then(|rest| rest.strip_prefix(&[0]));
    let read =
        ZlibDecoder::new(compressed.unwrap_or_default()).take(MAX_PROFILE_LEN).read_to_end(&mut profile);
    let stripped = read.ok().and_then(|_| strip_color_profile(&profile));
    report.record_profile(&profile, stripped.as_deref());
    let Some(stripped) = stripped else { return };
    let mut encoder = ZlibEncoder::new(b"icc\0\0".to_vec(), Compression::default());
    // Nothing fails that is written to memory.
    if let Ok(data) = encoder.write_all(&stripped).and_then(|()| encoder.finish()) {
        push_chunk(out, *b"iCCP", &data);
    }
}

fn push_chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut checksum = flate2::Crc::new();
    checksum.update(&kind);
    checksum.update(data);
    out.extend_from_slice(&(data.len() as u32).to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&checksum.sum().to_be_bytes());
}

fn is_kept_chunk(kind: &[u8; 4]) -> bool {
    let base = matches!(kind, b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"pHYs" | b"sBIT" | b"bKGD");
    base || is_color_chunk(kind) || matches!(kind, b"acTL" | b"fcTL" | b"fdAT")
}

fn is_color_chunk(kind: &[u8; 4]) -> bool {
    matches!(kind, b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"cICP")
}

fn describe_chunk(kind: &[u8; 4]) -> String {
    match kind {
        b"eXIf" => "EXIF data".to_owned(),
        b"tEXt" | b"zTXt" | b"iTXt" => "text stored with the picture".to_owned(),
        b"tIME" => "the time of the last change".to_owned(),
        _ => format!("unknown data (`{}`)", kind.escape_ascii()),
    }
}

/// Inserts the color chunks of `other` into `picture`, after its `IHDR`. Both must use the same color space.
pub(super) fn copy_color_chunks(picture: &[u8], other: &[u8]) -> Result<Vec<u8>, Problem> {
    let (head, body) = picture.split_at_checked(IHDR_END).ok_or_else(error::damaged)?;
    let mut reader = skip_signature(other)?;
    let mut out = head.to_vec();
    std::iter::from_fn(|| read_chunk(&mut reader))
        .filter(|chunk| is_color_chunk(&chunk.kind))
        .for_each(|chunk| out.extend_from_slice(chunk.raw));
    out.extend_from_slice(body);
    Ok(out)
}
