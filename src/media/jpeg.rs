//! JPEG: a sequence of segments, each introduced by a marker.

use image::metadata::Orientation;

use super::clean_report::CleanReport;
use super::color_profile::strip_color_profile;
use super::error;
use super::header::{ImageHeader, StrippedImage, parse_orientation};
use super::reader::ByteReader;
use crate::diagnostic::Problem;

/// The start-of-scan marker (`SOS`).
const SOS_MARKER: u8 = 0xda;

/// How the segments (`APP2`) of a color profile begin; the number of the segment and how many there are follow.
const PROFILE_START: &[u8; 12] = b"ICC_PROFILE\0";

/// Length in bytes of the segment that tells how a program of Adobe stored the colors.
const ADOBE_LEN: usize = 12;

/// The most bytes of a color profile in one segment.
const MAX_PROFILE_PART: usize = 65_535 - 2 - 14;

/// One part of the file.
#[derive(Clone, Copy)]
enum Segment<'a> {
    /// A marker segment. `raw` is the length field and the data, without the marker.
    Data { marker: u8, data: &'a [u8], raw: &'a [u8] },
    /// The entropy-coded pixels that follow a scan header.
    ScanData(&'a [u8]),
    /// The end-of-image marker, with any bytes after it.
    End { after: &'a [u8] },
}

/// Iterates over the segments of a file.
struct SegmentReader<'a> {
    reader: ByteReader<'a>,
    in_scan: bool,
    /// Whether bytes outside of any segment were skipped.
    has_stray_bytes: bool,
}

impl<'a> SegmentReader<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Problem> {
        let mut reader = ByteReader::new(bytes);
        match reader.read_array() {
            Some([0xff, 0xd8]) => Ok(Self { reader, in_scan: false, has_stray_bytes: false }),
            _ => Err(error::damaged()),
        }
    }

    fn next_segment(&mut self) -> Option<Segment<'a>> {
        if self.in_scan {
            self.in_scan = false;
            return self.reader.take(scan_data_len(self.reader.remaining())).map(Segment::ScanData);
        }
        let marker = self.next_marker()?;
        if marker == 0xd9 {
            return Some(Segment::End { after: self.reader.remaining() });
        }
        let start = self.reader.position();
        let len = self.reader.read_u16_be()?;
        let data = self.reader.take(usize::from(len).checked_sub(2)?)?;
        self.in_scan = marker == SOS_MARKER;
        Some(Segment::Data { marker, data, raw: self.reader.slice_from(start) })
    }

    /// The next marker that has data or ends the image. Bytes skipped on the way set `stray`.
    fn next_marker(&mut self) -> Option<u8> {
        let mut after_prefix = false;
        loop {
            match (self.reader.read_u8()?, after_prefix) {
                (0xff, _) => after_prefix = true,
                (0x00 | 0x01 | 0xd0..=0xd8, true) => {
                    after_prefix = false;
                    self.has_stray_bytes = true;
                }
                (marker, true) => return Some(marker),
                (_, false) => self.has_stray_bytes = true,
            }
        }
    }
}

/// The number of bytes before the next marker. Stuffed zeros and restart markers are part of the scan data.
fn scan_data_len(bytes: &[u8]) -> usize {
    let is_end = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7));
    bytes.windows(2).position(is_end).unwrap_or(bytes.len())
}

/// Reads the dimensions from the frame header and the orientation from EXIF; stops at the first scan.
pub(super) fn read_header(bytes: &[u8]) -> Result<ImageHeader, Problem> {
    let mut walk = SegmentReader::new(bytes)?;
    let mut size = None;
    let mut exif_orientation = None;
    while let Segment::Data { marker, data, raw: _ } = walk.next_segment().ok_or_else(error::truncated)? {
        match marker {
            SOS_MARKER => break,
            0xe1 if data.starts_with(b"Exif\0\0") => {
                exif_orientation = exif_orientation.or_else(|| Some(parse_orientation(data)));
            }
            marker if is_frame_header(marker) => {
                size = size.or_else(|| parse_frame_size(data));
            }
            _ => {}
        }
    }
    let (width, height) = size.ok_or_else(error::damaged)?;
    let orientation = exif_orientation.unwrap_or(Orientation::NoTransforms);
    Ok(ImageHeader { width, height, orientation })
}

/// SOF0 to SOF15, without DHT, JPG and DAC, which share the range.
fn is_frame_header(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf)
}

/// Whether the pixels are stored as ink (CMYK) and not as light.
pub(super) fn is_cmyk(bytes: &[u8]) -> bool {
    let Ok(mut segments) = SegmentReader::new(bytes) else { return false };
    while let Some(Segment::Data { marker, data, raw: _ }) = segments.next_segment() {
        // Of a frame header, the byte after precision, height and width is the number of components.
        if is_frame_header(marker) {
            return data.get(5) == Some(&4);
        }
    }
    false
}

fn parse_frame_size(data: &[u8]) -> Option<(u32, u32)> {
    let mut reader = ByteReader::new(data);
    let _precision = reader.read_u8()?;
    let height = reader.read_u16_be()?;
    let width = reader.read_u16_be()?;
    Some((u32::from(width), u32::from(height)))
}

/// Copies the segments that are needed to decode the image in its true colors and records every other one in `report`.
pub(super) fn strip_metadata(bytes: &[u8], report: &mut CleanReport) -> Result<StrippedImage, Problem> {
    let mut walk = SegmentReader::new(bytes)?;
    let mut out = vec![0xff, 0xd8];
    let mut has_profile = false;
    loop {
        match walk.next_segment().ok_or_else(error::truncated)? {
            Segment::ScanData(pixels) => out.extend_from_slice(pixels),
            // The first segment stands for all.
            Segment::Data { marker: 0xe2, data, raw: _ } if data.starts_with(PROFILE_START) => {
                if !has_profile {
                    copy_profile(&mut out, bytes, report)?;
                }
                has_profile = true;
            }
            Segment::Data { marker, data, raw } => copy_segment(&mut out, marker, data, raw, report),
            Segment::End { after } => {
                if walk.has_stray_bytes || !after.is_empty() {
                    report.record_stripped("data stored with the picture");
                }
                break;
            }
        }
    }
    out.extend_from_slice(&[0xff, 0xd9]);
    Ok(StrippedImage { bytes: out, frame_count: 0, frame_pixels: 0 })
}

/// Copies the color profile without its texts.
fn copy_profile(out: &mut Vec<u8>, bytes: &[u8], report: &mut CleanReport) -> Result<(), Problem> {
    let mut walk = SegmentReader::new(bytes)?;
    let mut parts = Vec::new();
    while let Some(Segment::Data { marker, data, raw: _ }) = walk.next_segment() {
        if let (0xe2, Some([number, _count, part @ ..])) = (marker, data.strip_prefix(PROFILE_START)) {
            parts.push((*number, part));
        }
        if marker == SOS_MARKER {
            break;
        }
    }
    parts.sort_by_key(|(number, _)| *number);
    let profile: Vec<u8> = parts.iter().flat_map(|(_, part)| part.iter().copied()).collect();
    // The number of a segment has one byte.
    let fits = |profile: &Vec<u8>| profile.len() <= MAX_PROFILE_PART * usize::from(u8::MAX);
    let stripped = strip_color_profile(&profile).filter(fits);
    report.record_profile(&profile, stripped.as_deref());
    let stripped = stripped.unwrap_or_default();
    let parts = stripped.chunks(MAX_PROFILE_PART);
    let count = parts.len() as u8;
    for (number, part) in (1..=u8::MAX).zip(parts) {
        // A part is short enough for the length.
        let len = (part.len() + 16) as u16;
        out.extend_from_slice(&[0xff, 0xe2]);
        out.extend_from_slice(&len.to_be_bytes());
        out.extend_from_slice(PROFILE_START);
        out.extend_from_slice(&[number, count]);
        out.extend_from_slice(part);
    }
    Ok(())
}

/// A JPEG picture within a document without its metadata, with the same pixels as before; `None` if it is damaged.
pub fn strip_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let stripped = strip_metadata(bytes, &mut CleanReport::default()).ok()?;
    Some(stripped.bytes)
}

fn copy_segment(out: &mut Vec<u8>, marker: u8, data: &[u8], raw: &[u8], report: &mut CleanReport) {
    match marker {
        0xc0..=0xc7 | 0xc9..=0xcf | SOS_MARKER..=0xdd => {
            let fields = data.get(..fields_len(marker, data)).unwrap_or(data);
            if fields.len() < data.len() {
                report.record_stripped("data stored with the picture");
            }
            out.extend_from_slice(&[0xff, marker]);
            // It was read with a length of two bytes, and is not longer now.
            out.extend_from_slice(&(fields.len() as u16 + 2).to_be_bytes());
            return out.extend_from_slice(fields);
        }
        0xe0 if data.starts_with(b"JFIF\0") => return copy_jfif_header(out, data, raw, report),
        0xee if data.starts_with(b"Adobe") && data.len() == ADOBE_LEN => {}
        0xee if data.starts_with(b"Adobe") && data.len() > ADOBE_LEN => {
            report.record_stripped(describe_segment(marker, data));
            out.extend_from_slice(&[0xff, marker, 0, ADOBE_LEN as u8 + 2]);
            return out.extend_from_slice(&data[..ADOBE_LEN]);
        }
        _ => return report.record_stripped(describe_segment(marker, data)),
    }
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(raw);
}

/// The length of what a segment for decoders is for (ITU-T T.81, annex B.2); decoders pass over the rest.
fn fields_len(marker: u8, data: &[u8]) -> usize {
    let count_at = |at: usize| data.get(at).map_or(0, |count| usize::from(*count));
    match marker {
        // Quantization: tables of 64 values of one byte or two.
        0xdb => tables_len(data, |rest| 1 + if rest[0] >> 4 == 0 { 64 } else { 128 }),
        // Huffman codes: how many there are of each length, and what they stand for.
        0xc4 => tables_len(data, |rest| {
            17 + rest.iter().skip(1).take(16).map(|count| usize::from(*count)).sum::<usize>()
        }),
        // Conditions of arithmetic codes.
        0xcc => tables_len(data, |rest| if matches!(rest[0], 0..=3 | 0x10..=0x13) { 2 } else { usize::MAX }),
        SOS_MARKER => 1 + 2 * count_at(0) + 3,
        // The number of lines, and the distance of restarts.
        0xdc | 0xdd => 2,
        // A frame: precision, size, and three bytes for each component.
        _ => 6 + 3 * count_at(5),
    }
}

/// The length of the whole tables at the beginning of a segment; `table_len` tells that of the first.
fn tables_len(data: &[u8], table_len: impl Fn(&[u8]) -> usize) -> usize {
    let mut rest = data;
    while !rest.is_empty() {
        let Some(after) = rest.get(table_len(rest)..) else { break };
        rest = after;
    }
    data.len() - rest.len()
}

/// Copies the JFIF header without its thumbnail, which may show what was cropped out of the image.
fn copy_jfif_header(out: &mut Vec<u8>, data: &[u8], raw: &[u8], report: &mut CleanReport) {
    out.extend_from_slice(&[0xff, 0xe0]);
    match data.get(..12) {
        Some(head) if data.len() > 14 => {
            report.record_stripped("a thumbnail");
            out.extend_from_slice(&[0, 16]);
            out.extend_from_slice(head);
            out.extend_from_slice(&[0, 0]);
        }
        _ => out.extend_from_slice(raw),
    }
}

fn describe_segment(marker: u8, data: &[u8]) -> String {
    match marker {
        0xe0 if data.starts_with(b"JFXX\0") => "a thumbnail".to_owned(),
        0xe1 if data.starts_with(b"Exif\0") => "EXIF data".to_owned(),
        0xe1 if data.starts_with(b"http://ns.adobe.com/") => "XMP data".to_owned(),
        0xe2 if data.starts_with(b"MPF\0") => "an index of more pictures".to_owned(),
        0xed => "IPTC data".to_owned(),
        0xfe => "a comment".to_owned(),
        0xe0..=0xef => format!("manufacturer data (APP{})", marker - 0xe0),
        _ => format!("unknown data ({marker:#04x})"),
    }
}
