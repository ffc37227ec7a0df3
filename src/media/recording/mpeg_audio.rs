//! MP3 and AAC: frames of sound, each with its own length, and tags before, after and, in joined files, between them.

use super::findings::Findings;
use super::window::Window;
use super::{refusal, tags};

/// The header of a frame.
struct Frame {
    len: u64,
    /// What all frames of a recording have in common.
    signature: u32,
}

/// Reads the header of a frame from four bytes, and two more that only AAC has.
type ReadHeader = fn(u32, [u8; 2]) -> Option<Frame>;

/// Cleans an MP3 file.
pub(super) fn clean_mp3(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    clean(window, findings, mpeg_header).map_err(|reason| reason.unwrap_or_else(|| refusal::mismatch("MP3")))
}

/// Cleans an AAC file (ADTS).
pub(super) fn clean_aac(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    clean(window, findings, adts_header).map_err(|reason| reason.unwrap_or_else(|| refusal::mismatch("AAC")))
}

/// Keeps the frames, and nothing between them. The error is `None` if the file does not begin with one.
fn clean(
    window: &mut Window<'_>,
    findings: &mut Findings,
    read_header: ReadHeader,
) -> Result<(), Option<String>> {
    let mut at = tags::end_of_leading(window)?;
    let signature = frame_at(window, at, read_header).ok_or(None)?.signature;
    if !begins_frames(window, at, signature, read_header) {
        return Err(None);
    }
    findings.patches.remove(0..at);
    while at < window.len() {
        let frame = frame_at(window, at, read_header).filter(|frame| frame.signature == signature);
        match frame.filter(|frame| frame.len <= window.len() - at) {
            Some(frame) => at += frame.len,
            None => {
                let next = next_frame(window, at, signature, read_header)?;
                findings.patches.remove(at..next);
                at = next;
            }
        }
    }
    Ok(())
}

/// Where the frames go on after something else, or the end of the file.
fn next_frame(
    window: &mut Window<'_>,
    at: u64,
    signature: u32,
    read_header: ReadHeader,
) -> Result<u64, String> {
    // What is in a tag, such as the picture of a cover, may look like a frame.
    let mut at = at + tags::id3_len(window, at)?.unwrap_or(1);
    while at < window.len() && !begins_frames(window, at, signature, read_header) {
        at += 1;
    }
    Ok(at.min(window.len()))
}

/// Whether there is a frame, followed by another or by the end of the file.
fn begins_frames(window: &mut Window<'_>, at: u64, signature: u32, read_header: ReadHeader) -> bool {
    let mut follows =
        |at: u64| frame_at(window, at, read_header).filter(|frame| frame.signature == signature);
    let Some(frame) = follows(at) else { return false };
    follows(at + frame.len).is_some() || at + frame.len == window.len()
}

fn frame_at(window: &mut Window<'_>, at: u64, read_header: ReadHeader) -> Option<Frame> {
    let header = window.u32_be(at).ok()?;
    let more = window.array(at + 4).unwrap_or_default();
    read_header(header, more)
}

/// The header of an MPEG audio frame (ISO/IEC 11172-3 and 13818-3).
fn mpeg_header(header: u32, _more: [u8; 2]) -> Option<Frame> {
    const V1_L1: [u64; 14] = [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
    const V1_L2: [u64; 14] = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
    const V1_L3: [u64; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const V2_L1: [u64; 14] = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
    const V2_L2: [u64; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    if header >> 21 != 0x7ff {
        return None;
    }
    let (version, layer) = (header >> 19 & 3, header >> 17 & 3);
    let (rates, samples_per_byte) = match (version, layer) {
        (3, 3) => (V1_L1, 12),
        (3, 2) => (V1_L2, 144),
        (3, 1) => (V1_L3, 144),
        (0 | 2, 3) => (V2_L1, 12),
        (0 | 2, 2) => (V2_L2, 144),
        (0 | 2, 1) => (V2_L2, 72),
        _ => return None,
    };
    let halvings = match version {
        3 => 0,
        2 => 1,
        _ => 2,
    };
    let sample_rate = [44100_u64, 48000, 32000].get((header >> 10 & 3) as usize)? >> halvings;
    let rate = rates.get((header >> 12 & 15).checked_sub(1)? as usize)? * 1000;
    let padding = u64::from(header >> 9 & 1);
    let slots = samples_per_byte * rate / sample_rate + padding;
    let len = if layer == 3 { slots * 4 } else { slots };
    Some(Frame { len, signature: header & 0xfffe_0c00 })
}

/// The header of an ADTS frame (ISO/IEC 13818-7).
fn adts_header(header: u32, more: [u8; 2]) -> Option<Frame> {
    if header & 0xfff6_0000 != 0xfff0_0000 {
        return None;
    }
    let len = u64::from(header & 3) << 11 | u64::from(u16::from_be_bytes(more) >> 5);
    (len > 7).then_some(Frame { len, signature: header & 0xfff6_fc00 })
}
