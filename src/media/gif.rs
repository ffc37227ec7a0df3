//! GIF: a logical screen descriptor, a palette and a sequence of blocks.

use std::borrow::Cow;

use super::clean_report::CleanReport;
use super::error;
use super::header::{ImageHeader, StrippedImage, check_dimensions};
use super::reader::ByteReader;
use crate::diagnostic::Problem;

/// The widest code of a pixel, in bits.
const MAX_CODE_WIDTH: u32 = 12;

/// One block of the file.
enum Block<'a> {
    /// An image. `raw` is the block as stored, without data after its pixels.
    Frame { width: u32, height: u32, raw: Cow<'a, [u8]> },
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
                if matches!(raw, Cow::Owned(_)) {
                    report.record_stripped("data stored with the picture");
                }
                out.extend_from_slice(&raw);
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
    let code_size = reader.read_u8()?;
    let data_start = reader.position();
    let data = read_sub_blocks(reader)?;
    let (width, height) = (u32::from(width), u32::from(height));
    let len = pixel_data_len(code_size, &data, u64::from(width) * u64::from(height));
    let raw = reader.slice_from(start);
    if len >= data.len() {
        return Some(Block::Frame { width, height, raw: Cow::Borrowed(raw) });
    }
    let mut raw = raw.get(..data_start - start)?.to_vec();
    for part in data.get(..len)?.chunks(usize::from(u8::MAX)) {
        // A part is short enough for the length.
        raw.push(part.len() as u8);
        raw.extend_from_slice(part);
    }
    raw.push(0);
    Some(Block::Frame { width, height, raw: Cow::Owned(raw) })
}

/// The number of bytes up to the end of the pixels, which are codes of growing width; all if the codes make no sense.
///
/// Source: GIF89a specification, appendix F.
fn pixel_data_len(code_size: u8, data: &[u8], pixels: u64) -> usize {
    if !(1..MAX_CODE_WIDTH).contains(&u32::from(code_size)) {
        return data.len();
    }
    let clear = 1_usize << code_size;
    let first_width = u32::from(code_size) + 1;
    // How many pixels each code stands for. The two after those of the colors start anew, and end.
    let first_lens = vec![1_u64; clear + 2];
    let (mut lens, mut width, mut previous) = (first_lens.clone(), first_width, None);
    let (mut bits, mut read) = (0_usize, 0);
    while let Some(code) = read_code(data, bits, width) {
        let is_control = code == clear || code == clear + 1;
        if read >= pixels && !is_control {
            return bits.div_ceil(8);
        }
        bits += width as usize;
        if code == clear + 1 {
            return bits.div_ceil(8);
        }
        if code == clear {
            (lens, width, previous) = (first_lens.clone(), first_width, None);
            continue;
        }
        // A code may stand for what is added now: what the code before stands for, and one pixel more.
        let added = previous.map(|len: u64| len + 1);
        let Some(len) = lens.get(code).copied().or(added.filter(|_| code == lens.len())) else {
            return data.len();
        };
        lens.extend(added.filter(|_| lens.len() < 1 << MAX_CODE_WIDTH));
        if lens.len() == 1 << width && width < MAX_CODE_WIDTH {
            width += 1;
        }
        read += len;
        previous = Some(len);
    }
    data.len()
}

/// The code of `width` bits at the bit `at`; a byte is filled from its lowest bit.
fn read_code(data: &[u8], at: usize, width: u32) -> Option<usize> {
    let byte = |index: usize| data.get(index).map_or(0, |byte| usize::from(*byte));
    if at + width as usize > data.len() * 8 {
        return None;
    }
    let first = at / 8;
    let joined = byte(first) | byte(first + 1) << 8 | byte(first + 2) << 16;
    Some(joined >> (at % 8) & ((1 << width) - 1))
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

fn read_sub_blocks(reader: &mut ByteReader<'_>) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        match reader.read_u8()? {
            0 => return Some(data),
            len => data.extend_from_slice(reader.take(usize::from(len))?),
        }
    }
}

fn write_loop(out: &mut Vec<u8>, low: u8, high: u8) {
    out.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0");
    out.extend_from_slice(&[3, 1, low, high, 0]);
}
