//! JPEG: a sequence of segments, each introduced by a marker.

use image::metadata::Orientation;

use super::fault::Fault;
use super::header::{Header, Stripped, orientation};
use super::notes::Notes;
use super::reader::Reader;

/// The start-of-scan marker (`SOS`).
const SCAN: u8 = 0xda;

/// One part of the file.
#[derive(Clone, Copy)]
enum Segment<'a> {
    /// A marker segment. `whole` is the length field and the data, without the marker.
    Data { marker: u8, data: &'a [u8], whole: &'a [u8] },
    /// The entropy-coded pixels that follow a scan header.
    Pixels(&'a [u8]),
    /// The end-of-image marker, with any bytes after it.
    End { after: &'a [u8] },
}

/// Iterates over the segments of a file.
struct Walk<'a> {
    reader: Reader<'a>,
    in_scan: bool,
    /// Whether bytes outside of any segment were skipped.
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

    /// The next marker that has data or ends the image. Bytes skipped on the way set `stray`.
    fn marker(&mut self) -> Option<u8> {
        let mut after_prefix = false;
        loop {
            match (self.reader.u8()?, after_prefix) {
                (0xff, _) => after_prefix = true,
                (0x00 | 0x01 | 0xd0..=0xd8, true) => {
                    after_prefix = false;
                    self.stray = true;
                }
                (marker, true) => return Some(marker),
                (_, false) => self.stray = true,
            }
        }
    }
}

/// The number of bytes before the next marker. Stuffed zeros and restart markers are part of the scan data.
fn pixels_len(bytes: &[u8]) -> usize {
    let is_end = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7));
    bytes.windows(2).position(is_end).unwrap_or(bytes.len())
}

/// Reads the dimensions from the frame header and the orientation from EXIF; stops at the first scan.
pub(super) fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let mut walk = Walk::new(bytes)?;
    let mut size = None;
    let mut exif_orientation = None;
    while let Segment::Data { marker, data, whole: _ } = walk.step().ok_or_else(Fault::cut_short)? {
        match marker {
            SCAN => break,
            0xe1 if data.starts_with(b"Exif\0\0") => {
                exif_orientation = exif_orientation.or_else(|| Some(orientation(data)));
            }
            // SOF0 to SOF15, without DHT, JPG and DAC, which share the range.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => size = size.or_else(|| frame_size(data)),
            _ => {}
        }
    }
    let (width, height) = size.ok_or_else(Fault::damaged)?;
    let orientation = exif_orientation.unwrap_or(Orientation::NoTransforms);
    Ok(Header { width, height, orientation })
}

fn frame_size(data: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(data);
    let _precision = reader.u8()?;
    let height = reader.be16()?;
    let width = reader.be16()?;
    Some((u32::from(width), u32::from(height)))
}

/// Copies the segments that are needed to decode the image in its true colors and records every other one in `report`.
pub(super) fn strip(bytes: &[u8], report: &mut Notes) -> Result<Stripped, Fault> {
    let mut walk = Walk::new(bytes)?;
    let mut out = vec![0xff, 0xd8];
    loop {
        match walk.step().ok_or_else(Fault::cut_short)? {
            Segment::Pixels(pixels) => out.extend_from_slice(pixels),
            Segment::Data { marker, data, whole: raw } => copy(&mut out, marker, data, raw, report),
            Segment::End { after } => {
                if walk.stray || !after.is_empty() {
                    report.stripped("data beside the picture");
                }
                break;
            }
        }
    }
    out.extend_from_slice(&[0xff, 0xd9]);
    Ok(Stripped { bytes: out, frames: 0, pixels: 0 })
}

fn copy(out: &mut Vec<u8>, marker: u8, data: &[u8], raw: &[u8], report: &mut Notes) {
    match marker {
        0xc0..=0xc7 | 0xc9..=0xcf | SCAN..=0xdf => {}
        0xe0 if data.starts_with(b"JFIF\0") => return copy_jfif(out, data, raw, report),
        0xe2 if data.starts_with(b"ICC_PROFILE\0") => {}
        0xee if data.starts_with(b"Adobe") => {}
        _ => return report.stripped(named(marker, data)),
    }
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(raw);
}

/// Copies the JFIF header without its thumbnail, which may show what was cropped out of the image.
fn copy_jfif(out: &mut Vec<u8>, data: &[u8], raw: &[u8], report: &mut Notes) {
    out.extend_from_slice(&[0xff, 0xe0]);
    match data.get(..12) {
        Some(head) if data.len() > 14 => {
            report.stripped("a thumbnail");
            out.extend_from_slice(&[0, 16]);
            out.extend_from_slice(head);
            out.extend_from_slice(&[0, 0]);
        }
        _ => out.extend_from_slice(raw),
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
