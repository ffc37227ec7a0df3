//! FLAC: blocks of metadata, followed by the sound. What is not needed to play it becomes padding.

use std::ops::Range;

use super::findings::Findings;
use super::window::Window;
use super::{refusal, tags};

/// Cleans the file.
pub(super) fn clean(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    let start = tags::end_of_leading(window)?;
    if !window.has(start, b"fLaC") {
        return Err(refusal::mismatch("FLAC"));
    }
    findings.patches.remove(0..start);
    let end = tags::start_of_trailing(window, start)?;
    let sound = clean_blocks(window, findings, start + 4..end)?;
    if sound == end || (window.u16_be(sound)? & 0xfffe) != 0xfff8 {
        return Err(refusal::damaged());
    }
    check_last_frame(window, sound..end)?;
    findings.patches.remove(end..window.len());
    Ok(())
}

/// The longest frame that is expected at the end.
const MAX_FRAME_LEN: u64 = 2 << 20;

/// Places at the end of a file that look like the header of its last frame.
const MAX_CANDIDATES: usize = 8;

/// Returns an error if the file does not end with a frame: what follows the sound would be published, too. A frame does not
/// tell its length, but its checksum fits at its end only.
fn check_last_frame(window: &mut Window<'_>, sound: Range<u64>) -> Result<(), String> {
    let start = sound.start.max(sound.end.saturating_sub(MAX_FRAME_LEN));
    let bytes = window.part(start, sound.end - start)?;
    let headers = (0..bytes.len()).rev().filter(|at| is_frame_header(&bytes[*at..])).take(MAX_CANDIDATES);
    let ends_with_frame = headers.map(|at| frame_checksum(&bytes[at..])).any(|checksum| checksum == 0);
    if ends_with_frame {
        Ok(())
    } else {
        Err("it has other data after its sound, or ends too early".to_owned())
    }
}

/// Whether the bytes begin with the header of a frame, by its checksum (RFC 9639, section 9.1).
fn is_frame_header(bytes: &[u8]) -> bool {
    let [0xff, 0xf8 | 0xf9, sizes, _, number, ..] = *bytes else { return false };
    let number_len = match number.leading_ones() {
        0 => 1,
        1 | 8 => return false,
        ones => ones as usize,
    };
    let block_size_len = match sizes >> 4 {
        6 => 1,
        7 => 2,
        _ => 0,
    };
    let sample_rate_len = match sizes & 15 {
        12 => 1,
        13 | 14 => 2,
        _ => 0,
    };
    let len = 4 + number_len + block_size_len + sample_rate_len;
    let checksum = |sum: u8, byte: &u8| {
        (0..8).fold(sum ^ byte, |sum, _| if sum & 0x80 == 0 { sum << 1 } else { sum << 1 ^ 7 })
    };
    bytes.get(..=len).is_some_and(|header| header.iter().fold(0, checksum) == 0)
}

/// The checksum of a frame with the one at its end: 0.
fn frame_checksum(bytes: &[u8]) -> u16 {
    const TABLE: [u16; 256] = {
        let mut table = [0; 256];
        let mut index = 0;
        while index < 256 {
            let mut value = (index as u16) << 8;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 0x8000 == 0 { value << 1 } else { value << 1 ^ 0x8005 };
                bit += 1;
            }
            table[index] = value;
            index += 1;
        }
        table
    };
    bytes.iter().fold(0, |sum, byte| sum << 8 ^ TABLE[usize::from(byte ^ sum.to_be_bytes()[0])])
}

/// Cleans the blocks at the beginning of a range, and returns where they end.
pub(super) fn clean_blocks(
    window: &mut Window<'_>,
    findings: &mut Findings,
    range: Range<u64>,
) -> Result<u64, String> {
    let mut at = range.start;
    loop {
        let [flags, high, middle, low] = window.array(at)?;
        let content = at + 4..at + 4 + u64::from(u32::from_be_bytes([0, high, middle, low]));
        if content.end > range.end {
            return Err(refusal::incomplete());
        }
        // 0: the format of the sound, 3: a table for seeking.
        if !matches!(flags & 0x7f, 0 | 3) {
            findings.patches.replace(at, [flags & 0x80 | 1]);
            findings.patches.zero(content.clone());
        }
        at = content.end;
        if flags & 0x80 != 0 {
            return Ok(at);
        }
    }
}
