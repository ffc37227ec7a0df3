//! JPEG: a row of segments, each with a marker.

use image::metadata::Orientation;

use super::fault::Fault;
use super::header::{Header, Stripped, orientation};
use super::notes::Notes;
use super::reader::Reader;

const SCAN: u8 = 0xda;

/// A part of the file between two markers.
#[derive(Clone, Copy)]
enum Segment<'a> {
    /// A marker with its data; `whole` has the marker and the length too.
    Data { marker: u8, data: &'a [u8], whole: &'a [u8] },
    /// The compressed pixels that follow the head of a scan.
    Pixels(&'a [u8]),
    /// The end of the picture, and what the file has after it.
    End { after: &'a [u8] },
}

/// Walks from segment to segment.
struct Walk<'a> {
    reader: Reader<'a>,
    in_scan: bool,
    /// Whether there were bytes that belong to no segment.
    stray: bool,
}

impl<'a> Walk<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut reader = Reader::new(bytes);
        match reader.array() {
            Some([0xff, 0xd8]) => Ok(Self { reader, in_scan: false, stray: false }),
            _ => Err(Fault::damaged()),
        }
    }

    fn step(&mut self) -> Option<Segment<'a>> {
        if self.in_scan {
            self.in_scan = false;
            return self.reader.take(pixels_len(self.reader.rest())).map(Segment::Pixels);
        }
        let marker = self.marker()?;
        if marker == 0xd9 {
            return Some(Segment::End { after: self.reader.rest() });
        }
        let start = self.reader.at();
        let len = self.reader.be16()?;
        let data = self.reader.take(usize::from(len).checked_sub(2)?)?;
        self.in_scan = marker == SCAN;
        Some(Segment::Data { marker, data, whole: self.reader.since(start) })
    }

    /// The next marker that has data or ends the picture; anything before it belongs to nothing.
    fn marker(&mut self) -> Option<u8> {
        let mut after_mark = false;
        loop {
            match (self.reader.u8()?, after_mark) {
                (0xff, _) => after_mark = true,
                (0x00 | 0x01 | 0xd0..=0xd8, true) => {
                    after_mark = false;
                    self.stray = true;
                }
                (marker, true) => return Some(marker),
                (_, false) => self.stray = true,
            }
        }
    }
}

/// How many bytes come before the next marker that is neither a stuffed zero nor a restart.
fn pixels_len(bytes: &[u8]) -> usize {
    let is_end = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7));
    bytes.windows(2).position(is_end).unwrap_or(bytes.len())
}

/// Reads the size and the orientation; stops at the first pixels.
pub(super) fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let mut walk = Walk::new(bytes)?;
    let mut size = None;
    let mut turn = None;
    while let Segment::Data { marker, data, whole: _ } = walk.step().ok_or_else(Fault::cut_short)? {
        match marker {
            SCAN => break,
            0xe1 if data.starts_with(b"Exif\0\0") => turn = turn.or_else(|| Some(orientation(data))),
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => size = size.or_else(|| frame_size(data)),
            _ => {}
        }
    }
    let (width, height) = size.ok_or_else(Fault::damaged)?;
    Ok(Header { width, height, orientation: turn.unwrap_or(Orientation::NoTransforms) })
}

fn frame_size(data: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(data);
    let _precision = reader.u8()?;
    let height = reader.be16()?;
    let width = reader.be16()?;
    Some((u32::from(width), u32::from(height)))
}

/// Keeps what is needed to decode the picture in its true colours.
pub(super) fn strip(bytes: &[u8], notes: &mut Notes) -> Result<Stripped, Fault> {
    let mut walk = Walk::new(bytes)?;
    let mut out = vec![0xff, 0xd8];
    loop {
        match walk.step().ok_or_else(Fault::cut_short)? {
            Segment::Pixels(pixels) => out.extend_from_slice(pixels),
            Segment::Data { marker, data, whole } => copy(&mut out, marker, data, whole, notes),
            Segment::End { after } => {
                if walk.stray || !after.is_empty() {
                    notes.stripped("data beside the picture");
                }
                break;
            }
        }
    }
    out.extend_from_slice(&[0xff, 0xd9]);
    Ok(Stripped { bytes: out, frames: 0, pixels: 0 })
}

fn copy(out: &mut Vec<u8>, marker: u8, data: &[u8], whole: &[u8], notes: &mut Notes) {
    match marker {
        0xc0..=0xc7 | 0xc9..=0xcf | SCAN..=0xdf => {}
        0xe0 if data.starts_with(b"JFIF\0") => return copy_jfif(out, data, whole, notes),
        0xe2 if data.starts_with(b"ICC_PROFILE\0") => {}
        0xee if data.starts_with(b"Adobe") => {}
        _ => return notes.stripped(named(marker, data)),
    }
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(whole);
}

/// The JFIF head without its thumbnail, which may show what the picture no longer does.
fn copy_jfif(out: &mut Vec<u8>, data: &[u8], whole: &[u8], notes: &mut Notes) {
    out.extend_from_slice(&[0xff, 0xe0]);
    match data.get(..12) {
        Some(head) if data.len() > 14 => {
            notes.stripped("a thumbnail");
            out.extend_from_slice(&[0, 16]);
            out.extend_from_slice(head);
            out.extend_from_slice(&[0, 0]);
        }
        _ => out.extend_from_slice(whole),
    }
}

fn named(marker: u8, data: &[u8]) -> String {
    match marker {
        0xe0 if data.starts_with(b"JFXX\0") => "a thumbnail".to_owned(),
        0xe1 if data.starts_with(b"Exif\0") => "EXIF data".to_owned(),
        0xe1 if data.starts_with(b"http://ns.adobe.com/") => "XMP data".to_owned(),
        0xe2 if data.starts_with(b"MPF\0") => "an index of further pictures".to_owned(),
        0xed => "IPTC data".to_owned(),
        0xfe => "a comment".to_owned(),
        0xe0..=0xef => format!("a maker's data (APP{})", marker - 0xe0),
        _ => format!("unknown data ({marker:#04x})"),
    }
}
