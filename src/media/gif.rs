//! GIF: a logical screen descriptor, a palette and a sequence of blocks.

use super::fault::Fault;
use super::header::{Header, Stripped, hold_to_limit};
use super::notes::Notes;
use super::reader::Reader;

/// One block of the file.
enum Block<'a> {
    /// An image. `whole` is the block as stored.
    Frame { width: u32, height: u32, whole: &'a [u8] },
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
pub(super) fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let mut reader = Reader::new(bytes);
    let Some(b"GIF87a" | b"GIF89a") = reader.take(6) else { return Err(Fault::damaged()) };
    match (reader.le16(), reader.le16()) {
        (Some(width), Some(height)) => Ok(Header::upright(u32::from(width), u32::from(height))),
        _ => Err(Fault::cut_short()),
    }
}

/// Copies the frames, their timing and the loop count, and records every other block in `report`.
pub(super) fn strip(bytes: &[u8], report: &mut Notes) -> Result<Stripped, Fault> {
    let mut reader = Reader::new(bytes);
    screen(&mut reader).ok_or_else(Fault::cut_short)?;
    let mut out = reader.since(0).to_vec();
    let (mut frames, mut pixels) = (0, 0);
    loop {
        match block(&mut reader).ok_or_else(Fault::cut_short)?? {
            Block::Frame { width, height, whole: raw } => {
                hold_to_limit(width, height)?;
                frames += 1;
                pixels += u64::from(width) * u64::from(height);
                out.extend_from_slice(raw);
            }
            Block::Control(raw) => out.extend_from_slice(raw),
            Block::Loop([low, high]) => push_loop(&mut out, low, high),
            Block::Other(what) => report.stripped(what),
            Block::End => break,
        }
    }
    out.push(0x3b);
    if !reader.rest().is_empty() {
        report.stripped("data beside the picture");
    }
    Ok(Stripped { bytes: out, frames, pixels })
}

/// Skips the header, the logical screen descriptor and the global palette.
fn screen(reader: &mut Reader<'_>) -> Option<()> {
    reader.take(10)?;
    let flags = reader.u8()?;
    reader.take(2)?;
    palette(reader, flags)
}

fn palette(reader: &mut Reader<'_>, flags: u8) -> Option<()> {
    if flags & 0x80 != 0 {
        reader.take(3 << ((flags & 0x07) + 1))?;
    }
    Some(())
}

/// The next block; `None` when the file ends inside it.
fn block<'a>(reader: &mut Reader<'a>) -> Option<Result<Block<'a>, Fault>> {
    let start = reader.at();
    match reader.u8()? {
        0x2c => frame(reader, start).map(Ok),
        0x21 => extension(reader, start).map(Ok),
        0x3b => Some(Ok(Block::End)),
        _ => Some(Err(Fault::damaged())),
    }
}

fn frame<'a>(reader: &mut Reader<'a>, start: usize) -> Option<Block<'a>> {
    let _offset = reader.le32()?;
    let (width, height) = (reader.le16()?, reader.le16()?);
    let flags = reader.u8()?;
    palette(reader, flags)?;
    let _code_size = reader.u8()?;
    skip_data(reader)?;
    Some(Block::Frame { width: u32::from(width), height: u32::from(height), whole: reader.since(start) })
}

fn extension<'a>(reader: &mut Reader<'a>, start: usize) -> Option<Block<'a>> {
    let label = reader.u8()?;
    let len = reader.u8()?;
    let head = reader.take(usize::from(len))?;
    // A first sub-block of length 0 is the terminator already.
    let data = *reader;
    if len > 0 {
        skip_data(reader)?;
    }
    Some(match (label, head) {
        (0xf9, [_, _, _, _]) if reader.at() == start + 8 => Block::Control(reader.since(start)),
        (0xff, b"NETSCAPE2.0" | b"ANIMEXTS1.0") => {
            looped(data).unwrap_or(Block::Other("an application's data"))
        }
        (0xff, b"XMP DataXMP") => Block::Other("XMP data"),
        (0xff, _) => Block::Other("an application's data"),
        (0xfe, _) => Block::Other("a comment"),
        _ => Block::Other("unknown data"),
    })
}

fn looped(mut data: Reader<'_>) -> Option<Block<'static>> {
    match data.array()? {
        [3, 1, low, high] => Some(Block::Loop([low, high])),
        _ => None,
    }
}

fn skip_data(reader: &mut Reader<'_>) -> Option<()> {
    loop {
        match reader.u8()? {
            0 => return Some(()),
            len => reader.take(usize::from(len))?,
        };
    }
}

fn push_loop(out: &mut Vec<u8>, low: u8, high: u8) {
    out.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0");
    out.extend_from_slice(&[3, 1, low, high, 0]);
}
