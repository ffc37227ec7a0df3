//! Ogg: pages of packets, each page with a checksum. The first packets of a stream are its headers; one holds the comments.

use std::collections::BTreeMap;
use std::ops::Range;

use super::findings::Findings;
use super::refusal;
use super::window::Window;
use super::xiph::XiphCodec;

/// The length of a page's header, without the lengths of its segments.
const HEADER_LEN: usize = 27;

/// The most bytes of headers that are written anew.
const MAX_CHANGED_LEN: usize = 64 << 20;

/// One stream of a file.
struct Stream {
    codec: XiphCodec,
    /// Which packet is next, or goes on.
    packet: usize,
    /// Bytes of this packet on earlier pages.
    offset: usize,
    /// Whether the headers are over.
    is_sound: bool,
    /// Whether the block of a FLAC stream that goes on is not needed.
    is_blanked: bool,
    /// Whether the block of a FLAC stream that goes on is the last one.
    is_last: bool,
}

/// Cleans the file.
pub(super) fn clean(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    if !window.has(0, b"OggS") {
        return Err(refusal::mismatch("Ogg"));
    }
    let mut streams = BTreeMap::new();
    let (mut at, mut changed_len) = (0, 0);
    while at < window.len() {
        if !window.has(at, b"OggS") {
            let start = at;
            while at < window.len() && !window.has(at, b"OggS") {
                at += 1;
            }
            findings.patches.remove(start..at);
            continue;
        }
        let page = read_page(window, at)?;
        at = page.end;
        let page_len = usize::try_from(page.end - page.start).unwrap_or(usize::MAX);
        if page.flags & 2 != 0 {
            let bytes = window.get(page.start, page_len)?;
            let header = bytes.get(page.body_start..).unwrap_or_default();
            let codec = XiphCodec::from_header(header)
                .ok_or_else(|| refusal::unknown_format("stream", &header[..header.len().min(8)]))?;
            streams.insert(page.serial, Stream::new(codec));
        }
        let stream = streams.get_mut(&page.serial).ok_or_else(refusal::damaged)?;
        if stream.is_sound {
            continue;
        }
        let original = window.get(page.start, page_len)?.to_vec();
        let mut bytes = original.clone();
        for (part, ends) in page.packets {
            stream.clean_header(bytes.get_mut(part).unwrap_or_default(), ends)?;
        }
        if bytes != original {
            changed_len += bytes.len();
            if changed_len > MAX_CHANGED_LEN {
                return Err("its comments are too long".to_owned());
            }
            bytes[22..26].fill(0);
            let checksum = checksum(&bytes);
            bytes[22..26].copy_from_slice(&checksum.to_le_bytes());
            findings.patches.replace(page.start, bytes);
        }
    }
    if streams.values().all(|stream| stream.is_sound) { Ok(()) } else { Err(refusal::incomplete()) }
}

/// A page.
struct OggPage {
    flags: u8,
    serial: u32,
    start: u64,
    end: u64,
    /// Length of the header.
    body_start: usize,
    /// Where the parts of packets are in the page, and whether a packet ends with its part.
    packets: Vec<(Range<usize>, bool)>,
}

fn read_page(window: &mut Window<'_>, start: u64) -> Result<OggPage, String> {
    let header: [u8; HEADER_LEN] = window.array(start)?;
    let [_, _, _, _, version, flags, _, _, _, _, _, _, _, _, a, b, c, d, .., count] = header;
    if version != 0 {
        return Err(refusal::damaged());
    }
    let count = usize::from(count);
    let body_start = HEADER_LEN + count;
    let (mut packets, mut part) = (Vec::new(), body_start..body_start);
    for segment in window.get(start + HEADER_LEN as u64, count)? {
        part.end += usize::from(*segment);
        if *segment < 255 {
            packets.push((part.clone(), true));
            part.start = part.end;
        }
    }
    let end = start + part.end as u64;
    if end > window.len() {
        return Err(refusal::incomplete());
    }
    if !part.is_empty() {
        packets.push((part, false));
    }
    Ok(OggPage { flags, serial: u32::from_le_bytes([a, b, c, d]), start, end, body_start, packets })
}

impl Stream {
    fn new(codec: XiphCodec) -> Self {
        Self { codec, packet: 0, offset: 0, is_sound: false, is_blanked: false, is_last: false }
    }

    /// Cleans a part of a header. Packets that follow the headers are left as they are.
    fn clean_header(&mut self, part: &mut [u8], ends: bool) -> Result<(), String> {
        if self.is_sound {
            return Ok(());
        }
        match (self.codec, self.packet) {
            (_, 0) => {}
            (XiphCodec::Flac, _) => self.clean_flac_block(part),
            (codec, 1) => {
                if self.offset == 0 && !part.starts_with(codec.comment_prefix()) {
                    return Err(refusal::damaged());
                }
                codec.blank_comments(part, self.offset);
            }
            (_, _) => {}
        }
        self.offset += part.len();
        if ends {
            self.packet += 1;
            self.offset = 0;
            self.is_sound = self.is_last || self.codec.header_count() == Some(self.packet);
        }
        Ok(())
    }

    /// Each header but the first is a block of metadata. One with comments must be there.
    fn clean_flac_block(&mut self, part: &mut [u8]) {
        if self.offset == 0
            && let Some(flags) = part.first_mut()
        {
            self.is_last = *flags & 0x80 != 0;
            self.is_blanked = *flags & 0x7f != 3;
            if !matches!(*flags & 0x7f, 3 | 4) {
                *flags = *flags & 0x80 | 1;
            }
        }
        if self.is_blanked {
            let kept = 4_usize.saturating_sub(self.offset).min(part.len());
            part[kept..].fill(0);
        }
    }
}

/// The checksum of a page, in which its own place holds zeros (RFC 3533).
fn checksum(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut index = 0;
        while index < 256 {
            let mut value = (index as u32) << 24;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 0x8000_0000 == 0 { value << 1 } else { value << 1 ^ 0x04c1_1db7 };
                bit += 1;
            }
            table[index] = value;
            index += 1;
        }
        table
    };
    bytes.iter().fold(0, |sum, byte| sum << 8 ^ TABLE[usize::from(byte ^ sum.to_be_bytes()[0])])
}
