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
    findings.patches.remove(end..window.len());
    Ok(())
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
