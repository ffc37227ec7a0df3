//! PNG: a signature followed by a sequence of chunks.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
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

/// One chunk. `raw` is the chunk as stored: length, kind, data and checksum.
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

/// The data of a chunk that stands before the pixels.
pub(super) fn find_chunk(bytes: &[u8], kind: [u8; 4]) -> Option<&[u8]> {
    let mut reader = skip_signature(bytes).ok()?;
    let chunks = std::iter::from_fn(|| read_chunk(&mut reader));
    chunks.take_while(|chunk| chunk.kind != *b"IDAT").find(|chunk| chunk.kind == kind).map(|chunk| chunk.data)
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
    let mut copier = ChunkCopier::new(bytes, report);
    loop {
        // Some programs leave out the mark of the end.
        if copier.seen.contains(b"IDAT") && reader.remaining().is_empty() {
            copier.out.extend_from_slice(END);
            break;
        }
        let chunk = read_chunk(&mut reader).ok_or_else(error::truncated)?;
        copier.copy(chunk);
        if chunk.kind == *b"IEND" {
            break;
        }
    }
    let ChunkCopier { out, frames, .. } = copier;
    if !reader.remaining().is_empty() {
        report.record_stripped("data stored with the picture");
    }
    Ok(StrippedImage { bytes: out, frame_count: frames, frame_pixels: 0 })
}

/// Copies chunks, each as long as what it is for.
struct ChunkCopier<'a> {
    out: Vec<u8>,
    report: &'a mut CleanReport,
    /// How colors are stored: gray (0), red, green and blue (2), by a palette (3), or with transparency (4, 6).
    color_type: u8,
    frames: u64,
    /// Kinds of chunks that were read.
    seen: BTreeSet<[u8; 4]>,
    /// The compressed pixels that the next chunk goes on with.
    pixels: PixelStream,
}

impl<'a> ChunkCopier<'a> {
    fn new(file: &[u8], report: &'a mut CleanReport) -> Self {
        // After the signature, the frame of the first chunk, the size and the depth.
        let color_type = file.get(25).copied().unwrap_or_default();
        let (seen, pixels) = (BTreeSet::new(), PixelStream::new());
        Self { out: SIGNATURE.to_vec(), report, color_type, frames: 0, seen, pixels }
    }

    fn copy(&mut self, chunk: PngChunk<'_>) {
        let is_repeated = !self.seen.insert(chunk.kind);
        match &chunk.kind {
            b"IDAT" => self.copy_pixels(chunk, 0),
            // The number of the chunk comes before the pixels.
            b"fdAT" if self.frames > 0 => self.copy_pixels(chunk, 4),
            b"fcTL" => {
                self.frames += 1;
                self.pixels = PixelStream::new();
                self.out.extend_from_slice(chunk.raw);
            }
            kind if is_repeated => self.report.record_stripped(describe_chunk(kind)),
            kind if is_color_chunk(kind) && !self.is_usable_color(kind, chunk.data) => {
                self.report.record_stripped(describe_chunk(kind));
            }
            b"iCCP" => copy_profile(&mut self.out, chunk.data, self.report),
            kind if has_length_of_kind(kind, chunk.data.len(), self.color_type) => {
                self.out.extend_from_slice(chunk.raw);
            }
            kind => self.report.record_stripped(describe_chunk(kind)),
        }
    }

    /// Whether a chunk says where it should, and in a way that has a meaning, which colors the picture has. Browsers ignore
    /// any other.
    fn is_usable_color(&self, kind: &[u8; 4], data: &[u8]) -> bool {
        let is_late = self.seen.contains(b"IDAT") || self.color_type == 3 && self.seen.contains(b"PLTE");
        let has_meaning = match kind {
            b"gAMA" => data != [0; 4],
            b"sRGB" => matches!(data, [0..=3]),
            b"cICP" => matches!(data, [_, _, 0, 0 | 1]),
            _ => true,
        };
        !is_late && has_meaning
    }

    /// Copies a chunk of pixels up to the end of their stream. `head_len` is the length of what comes before them.
    fn copy_pixels(&mut self, chunk: PngChunk<'_>, head_len: usize) {
        let len = head_len + self.pixels.take(chunk.data.get(head_len..).unwrap_or_default());
        match chunk.data.get(..len) {
            Some(pixels) if len < chunk.data.len() => {
                self.report.record_stripped("data stored with the picture");
                // The chunks of an animation are numbered, so that none may go.
                if len > 0 {
                    push_chunk(&mut self.out, chunk.kind, pixels);
                }
            }
            _ => self.out.extend_from_slice(chunk.raw),
        }
    }
}

/// The compressed pixels of one frame, which may end before its chunks do.
struct PixelStream {
    decompressor: Decompress,
    is_complete: bool,
}

impl PixelStream {
    fn new() -> Self {
        Self { decompressor: Decompress::new(true), is_complete: false }
    }

    /// How many of the next bytes belong to the stream; all if it is damaged, which decoding will tell.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let mut pixels = [0; 16 << 10];
        let start = self.decompressor.total_in();
        while !self.is_complete {
            let used = (self.decompressor.total_in() - start) as usize;
            let (before, rest) = (self.decompressor.total_out(), bytes.get(used..).unwrap_or_default());
            let status = self.decompressor.decompress(rest, &mut pixels, FlushDecompress::None);
            self.is_complete = matches!(status, Ok(Status::StreamEnd));
            let is_stuck = self.decompressor.total_in() - start == used as u64
                && self.decompressor.total_out() == before;
            if status.is_err() || is_stuck && !self.is_complete {
                return bytes.len();
            }
        }
        (self.decompressor.total_in() - start) as usize
    }
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

/// Whether a chunk is needed to show the picture, and as long as one of its kind is.
fn has_length_of_kind(kind: &[u8; 4], len: usize, color_type: u8) -> bool {
    match kind {
        b"IHDR" | b"IEND" => true,
        // Pictures that store colors suggest a palette to displays of the past.
        b"PLTE" => color_type == 3 && len <= 3 * 256,
        b"tRNS" => match color_type {
            0 => len == 2,
            2 => len == 6,
            3 => len <= 256,
            _ => false,
        },
        b"bKGD" => {
            len == if color_type == 3 {
                1
            } else if color_type & 2 == 0 {
                2
            } else {
                6
            }
        }
        b"sBIT" => {
            let colors = if color_type & 2 == 0 { 1 } else { 3 };
            len == colors + usize::from(color_type & 4 != 0)
        }
        b"acTL" => len == 8,
        b"cHRM" => len == 32,
        b"cICP" | b"gAMA" => len == 4,
        b"pHYs" => len == 9,
        b"sRGB" => len == 1,
        _ => false,
    }
}

fn is_color_chunk(kind: &[u8; 4]) -> bool {
    matches!(kind, b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"cICP")
}

fn describe_chunk(kind: &[u8; 4]) -> String {
    match kind {
        b"eXIf" => "EXIF data".to_owned(),
        b"tEXt" | b"zTXt" | b"iTXt" => "text stored with the picture".to_owned(),
        kind if is_color_chunk(kind) => "colors that can't be read".to_owned(),
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
