//! WebP: a RIFF container with a sequence of chunks.

use image::metadata::Orientation;

use super::clean_report::CleanReport;
use super::color_profile::strip_color_profile;
use super::error;
use super::header::{ImageHeader, StrippedImage, check_dimensions, parse_orientation};
use super::reader::ByteReader;
use crate::diagnostic::Problem;

/// The flags in `VP8X` that announce XMP (0x04) and EXIF (0x08).
const METADATA_FLAGS: u8 = 0x08 | 0x04;
/// The flag in `VP8X` that announces a color profile.
const PROFILE_FLAG: u8 = 0x20;
/// Where the flags stand in a file with a color profile: in `VP8X`, the first chunk.
const FLAGS_AT: usize = 12 + 8;
/// Length in bytes of `VP8X`, which tells of the whole file, and of `ANIM`, which tells of an animation.
const CANVAS_LEN: usize = 10;
const ANIMATION_LEN: usize = 6;
/// Length in bytes of the `ANMF` header: offset, size, duration and flags of a frame, before its chunks.
const FRAME_HEADER_LEN: usize = 16;

#[derive(Clone, Copy)]
struct WebpChunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
}

/// Splits a file into the chunks of the container and any bytes after it.
fn split_container(bytes: &[u8]) -> Result<(&[u8], &[u8]), Problem> {
    let mut reader = ByteReader::new(bytes);
    let head = (reader.read_array::<4>(), reader.read_u32_le(), reader.read_array::<4>());
    let (Some([b'R', b'I', b'F', b'F']), Some(len), Some([b'W', b'E', b'B', b'P'])) = head else {
        return Err(error::damaged());
    };
    let len = usize::try_from(len).ok().and_then(|len| len.checked_sub(4)).ok_or_else(error::damaged)?;
    let rest = reader.remaining();
    // Some writers count a last padding byte that they do not write.
    let len = if len == rest.len() + 1 { rest.len() } else { len };
    rest.split_at_checked(len).ok_or_else(error::truncated)
}

/// The next chunk, `None` at the end, or an error when the chunk exceeds its container.
fn next_chunk<'a>(reader: &mut ByteReader<'a>) -> Option<Result<WebpChunk<'a>, Problem>> {
    if reader.remaining().is_empty() {
        return None;
    }
    Some(read_chunk(reader).ok_or_else(error::truncated))
}

fn read_chunk<'a>(reader: &mut ByteReader<'a>) -> Option<WebpChunk<'a>> {
    let kind = reader.read_array()?;
    let len = usize::try_from(reader.read_u32_le()?).ok()?;
    let data = reader.take(len)?;
    if len % 2 == 1 {
        // The padding of the last chunk is often missing.
        let _ = reader.read_u8();
    }
    Some(WebpChunk { kind, data })
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = Result<WebpChunk<'_>, Problem>> {
    let mut reader = ByteReader::new(bytes);
    std::iter::from_fn(move || next_chunk(&mut reader))
}

/// Reads the dimensions and the orientation, and checks the dimensions of every image in the file against the limit.
pub(super) fn read_header(bytes: &[u8]) -> Result<ImageHeader, Problem> {
    let (body, _) = split_container(bytes)?;
    let mut size = None;
    let mut exif_orientation = None;
    for chunk in chunks(body) {
        let chunk = chunk?;
        if let Some((width, height)) = chunk_dimensions(&chunk)? {
            check_dimensions(width, height)?;
            size = size.or(Some((width, height)));
        }
        if chunk.kind == *b"EXIF" {
            exif_orientation = exif_orientation.or_else(|| Some(parse_orientation(chunk.data)));
        }
    }
    let (width, height) = size.ok_or_else(error::damaged)?;
    let orientation = exif_orientation.unwrap_or(Orientation::NoTransforms);
    Ok(ImageHeader { width, height, orientation })
}

/// The dimensions that a chunk declares; `None` for chunks that declare none.
fn chunk_dimensions(chunk: &WebpChunk<'_>) -> Result<Option<(u32, u32)>, Problem> {
    let mut reader = ByteReader::new(chunk.data);
    let size = match &chunk.kind {
        b"VP8X" => read_canvas_size(&mut reader),
        b"VP8 " => read_lossy_size(&mut reader),
        b"VP8L" => read_lossless_size(&mut reader),
        b"ANMF" => {
            check_frame_dimensions(chunk.data)?;
            return Ok(None);
        }
        _ => return Ok(None),
    };
    size.map(Some).ok_or_else(error::damaged)
}

fn read_canvas_size(reader: &mut ByteReader<'_>) -> Option<(u32, u32)> {
    let _flags = reader.read_u32_le()?;
    Some((reader.read_u24_le()? + 1, reader.read_u24_le()? + 1))
}

fn read_lossy_size(reader: &mut ByteReader<'_>) -> Option<(u32, u32)> {
    let _tag = reader.read_u24_le()?;
    let [0x9d, 0x01, 0x2a] = reader.read_array()? else { return None };
    let (width, height) = (reader.read_u16_le()?, reader.read_u16_le()?);
    Some((u32::from(width & 0x3fff), u32::from(height & 0x3fff)))
}

fn read_lossless_size(reader: &mut ByteReader<'_>) -> Option<(u32, u32)> {
    let 0x2f = reader.read_u8()? else { return None };
    let bits = reader.read_u32_le()?;
    Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
}

fn check_frame_dimensions(frame: &[u8]) -> Result<(), Problem> {
    for chunk in chunks(frame.get(FRAME_HEADER_LEN..).unwrap_or_default()) {
        let chunk = chunk?;
        // Only still-image chunks are passed on, so the recursion stops after one level.
        if chunk.kind == *b"VP8 " || chunk.kind == *b"VP8L" {
            let size = chunk_dimensions(&chunk)?;
            size.map_or(Ok(()), |(width, height)| check_dimensions(width, height))?;
        }
    }
    Ok(())
}

/// Copies the pixel, color and animation chunks and records every other chunk in `report`.
pub(super) fn strip_metadata(bytes: &[u8], report: &mut CleanReport) -> Result<StrippedImage, Problem> {
    let (body, after) = split_container(bytes)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut frames = 0;
    let mut parts = PictureParts::default();
    for chunk in chunks(body) {
        let chunk = chunk?;
        match &chunk.kind {
            // It comes first, and says whether there is transparency or an animation.
            b"VP8X" if out.len() == 12 => {
                let canvas = first_fields(chunk.data, CANVAS_LEN, report);
                push_chunk(&mut out, chunk.kind, &clear_metadata_flags(canvas));
            }
            b"ANIM" if frames == 0 => {
                push_chunk(&mut out, chunk.kind, first_fields(chunk.data, ANIMATION_LEN, report));
            }
            b"ALPH" if !has_canvas(&out) => report.record_stripped(describe_chunk(b"ALPH")),
            kind if parts.takes(kind) => push_chunk(&mut out, chunk.kind, chunk.data),
            b"ICCP" => {
                let profile = strip_color_profile(chunk.data);
                report.record_profile(chunk.data, profile.as_deref());
                match profile {
                    Some(profile) => push_chunk(&mut out, chunk.kind, &profile),
                    None if has_canvas(&out) => {
                        clear_flags(out.get_mut(FLAGS_AT..), PROFILE_FLAG);
                    }
                    None => {}
                }
            }
            b"ANMF" => {
                frames += 1;
                push_chunk(&mut out, chunk.kind, &strip_frame(chunk.data, report)?);
            }
            kind => report.record_stripped(describe_chunk(kind)),
        }
    }
    if !after.is_empty() {
        report.record_stripped("data stored with the picture");
    }
    write_container_len(&mut out)?;
    Ok(StrippedImage { bytes: out, frame_count: frames, frame_pixels: 0 })
}

/// What has been copied of a picture: its transparency comes before its colors, and each comes once.
#[derive(Default)]
struct PictureParts {
    has_alpha: bool,
    has_colors: bool,
}

impl PictureParts {
    /// Whether a chunk is the next part of the picture.
    fn takes(&mut self, kind: &[u8; 4]) -> bool {
        let (is_alpha, is_color) = (kind == b"ALPH", matches!(kind, b"VP8 " | b"VP8L"));
        let is_next = !self.has_colors && (is_color || is_alpha && !self.has_alpha);
        self.has_alpha |= is_alpha;
        self.has_colors |= is_color;
        is_next
    }
}

/// The beginning of a chunk whose fields have a fixed length.
fn first_fields<'a>(data: &'a [u8], len: usize, report: &mut CleanReport) -> &'a [u8] {
    if data.len() > len {
        report.record_stripped("data stored with the picture");
    }
    data.get(..len).unwrap_or(data)
}

fn clear_metadata_flags(data: &[u8]) -> Vec<u8> {
    let mut data = data.to_vec();
    clear_flags(Some(&mut data), METADATA_FLAGS);
    data
}

fn clear_flags(data: Option<&mut [u8]>, flags: u8) {
    if let Some(first) = data.and_then(<[u8]>::first_mut) {
        *first &= !flags;
    }
}

fn strip_frame(frame: &[u8], report: &mut CleanReport) -> Result<Vec<u8>, Problem> {
    let (head, body) = frame.split_at_checked(FRAME_HEADER_LEN).ok_or_else(error::damaged)?;
    let mut out = head.to_vec();
    let mut parts = PictureParts::default();
    for chunk in chunks(body) {
        let chunk = chunk?;
        match &chunk.kind {
            kind if parts.takes(kind) => push_chunk(&mut out, chunk.kind, chunk.data),
            kind => report.record_stripped(describe_chunk(kind)),
        }
    }
    Ok(out)
}

/// Whether the first chunk is `VP8X`, which lists the kinds of the others.
fn has_canvas(out: &[u8]) -> bool {
    out.get(12..16) == Some(b"VP8X")
}

fn push_chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    out.extend_from_slice(&kind);
    // The data came from a chunk with a 32-bit length and a profile grows by some hundred bytes at most, so
    // the fallback is unreachable.
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}

/// Writes the length of the container into the RIFF header.
fn write_container_len(out: &mut [u8]) -> Result<(), Problem> {
    let len = out.len().checked_sub(8).and_then(|len| u32::try_from(len).ok());
    match (len, out.get_mut(4..8)) {
        (Some(len), Some(field)) => {
            field.copy_from_slice(&len.to_le_bytes());
            Ok(())
        }
        _ => Err(error::damaged()),
    }
}

fn describe_chunk(kind: &[u8; 4]) -> String {
    match kind {
        b"EXIF" => "EXIF data".to_owned(),
        b"XMP " => "XMP data".to_owned(),
        _ => format!("unknown data (`{}`)", kind.escape_ascii()),
    }
}
