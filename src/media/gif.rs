//! GIF: a logical screen descriptor, a palette and a sequence of blocks.

use super::clean_report::CleanReport;
use super::error;
use super::header::{ImageHeader, StrippedImage, check_dimensions};
use super::reader::ByteReader;
use crate::diagnostic::Problem;

/// One block of the file.
enum Block<'a> {
    /// An image. `whole` is the block as stored.
    Frame { width: u32, height: u32, raw: &'a [u8] },
    /// A graphic control extension (timing and transparency of the next frame), as stored.
    Control(&'a [u8]),
    /// The loop count of the animation, little-endian; 0 repeats forever.
    Loop([u8; 2]),
    /// A block that is removed, with its description for the report.
    Other(&'static str),
    /// The trailer, which ends the file.
    End,
}

/// Reads the dimensions of the logical screen.
pub(super) fn read_header(bytes: &[u8]) -> Result<ImageHeader, Problem> {
    let mut reader = ByteReader::new(bytes);
    let Some(b"GIF87a" | b"GIF89a") = reader.take(6) else { return Err(error::damaged()) };
    match (reader.read_u16_le(), reader.read_u16_le()) {
        (Some(width), Some(height)) => Ok(ImageHeader::new_upright(u32::from(width), u32::from(height))),
        _ => Err(error::truncated()),
    }
}

/// Copies the frames, their timing and the loop count, and records every other block in `report`.
pub(super) fn strip_metadata(bytes: &[u8], report: &mut CleanReport) -> Result<StrippedImage, Problem> {
    let mut reader = ByteReader::new(bytes);
    skip_screen(&mut reader).ok_or_else(error::truncated)?;
    let mut out = reader.slice_from(0).to_vec();
    let (mut frames, mut pixels) = (0, 0);
    loop {
        match read_block(&mut reader).ok_or_else(error::truncated)?? {
            Block::Frame { width, height, raw } => {
                check_dimensions(width, height)?;
                frames += 1;
                pixels += u64::from(width) * u64::from(height);
                out.extend_from_slice(raw);
            }
            Block::Control(raw) => out.extend_from_slice(raw),
            Block::Loop([low, high]) => write_loop(&mut out, low, high),
            Block::Other(what) => report.record_stripped(what),
            Block::End => break,
        }
    }
    out.push(0x3b);
    if !reader.remaining().is_empty() {
        report.record_stripped("data stored with the picture");
    }
    Ok(StrippedImage { bytes: out, frame_count: frames, frame_pixels: pixels })
}

/// Skips the header, the logical screen descriptor and the global palette.
fn skip_screen(reader: &mut ByteReader<'_>) -> Option<()> {
    reader.take(10)?;
    let flags = reader.read_u8()?;
    reader.take(2)?;
    skip_palette(reader, flags)
}

fn skip_palette(reader: &mut ByteReader<'_>, flags: u8) -> Option<()> {
    if flags & 0x80 != 0 {
        reader.take(3 << ((flags & 0x07) + 1))?;
    }
    Some(())
}

/// The next block; `None` when the file ends inside it.
fn read_block<'a>(reader: &mut ByteReader<'a>) -> Option<Result<Block<'a>, Problem>> {
    let start = reader.position();
    match reader.read_u8()? {
        0x2c => read_frame(reader, start).map(Ok),
        0x21 => read_extension(reader, start).map(Ok),
        0x3b => Some(Ok(Block::End)),
        _ => Some(Err(error::damaged())),
    }
}

fn read_frame<'a>(reader: &mut ByteReader<'a>, start: usize) -> Option<Block<'a>> {
    let _offset = reader.read_u32_le()?;
    let (width, height) = (reader.read_u16_le()?, reader.read_u16_le()?);
    let flags = reader.read_u8()?;
    skip_palette(reader, flags)?;
    let _code_size = reader.read_u8()?;
    skip_sub_blocks(reader)?;
    Some(Block::Frame { width: u32::from(width), height: u32::from(height), raw: reader.slice_from(start) })
}

fn read_extension<'a>(reader: &mut ByteReader<'a>, start: usize) -> Option<Block<'a>> {
    let label = reader.read_u8()?;
    let len = reader.read_u8()?;
    let head = reader.take(usize::from(len))?;
    // A first sub-block of length 0 is the terminator already.
    let data = *reader;
    if len > 0 {
        skip_sub_blocks(reader)?;
    }
    Some(match (label, head) {
        (0xf9, [_, _, _, _]) if reader.position() == start + 8 => Block::Control(reader.slice_from(start)),
        (0xff, b"NETSCAPE2.0" | b"ANIMEXTS1.0") => {
            parse_loop(data).unwrap_or(Block::Other("application data"))
        }
        (0xff, b"XMP DataXMP") => Block::Other("XMP data"),
        (0xff, _) => Block::Other("application data"),
        (0xfe, _) => Block::Other("a comment"),
        _ => Block::Other("unknown data"),
    })
}

fn parse_loop(mut data: ByteReader<'_>) -> Option<Block<'static>> {
    match data.read_array()? {
        [3, 1, low, high] => Some(Block::Loop([low, high])),
        _ => None,
    }
}

fn skip_sub_blocks(reader: &mut ByteReader<'_>) -> Option<()> {
    loop {
        match reader.read_u8()? {
            0 => return Some(()),
            len => reader.take(usize::from(len))?,
        };
    }
}

fn write_loop(out: &mut Vec<u8>, low: u8, high: u8) {
    out.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0");
    out.extend_from_slice(&[3, 1, low, high, 0]);
}
