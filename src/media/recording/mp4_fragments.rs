//! Where the samples of a fragment of an MP4 file are: the boxes `tfhd` and `trun`.

use std::ops::Range;

use super::findings::Findings;
use super::mp4_samples::SampleChunk;
use super::refusal;
use super::window::Window;

/// The flags that say which fields the header of a track has.
const HAS_DATA_START: u32 = 0x1;
const HAS_DESCRIPTION: u32 = 0x2;
const HAS_DURATION: u32 = 0x8;
const HAS_SAMPLE_LEN: u32 = 0x10;
const IS_RELATIVE_TO_FRAGMENT: u32 = 0x2_0000;

/// The flags that say which fields a run has, and then each of its samples.
const HAS_OFFSET: u32 = 0x1;
const HAS_FIRST_FLAGS: u32 = 0x4;
const HAS_DURATIONS: u32 = 0x100;
const HAS_SAMPLE_LENS: u32 = 0x200;
const SAMPLE_FIELDS: [u32; 4] = [HAS_DURATIONS, HAS_SAMPLE_LENS, 0x400, 0x800];

/// Where the offsets of a track in a fragment are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FragmentBase {
    /// A place in the file.
    File(u64),
    /// The start of the fragment.
    Fragment,
    /// The end of the data of the track before, or the start of the fragment for its first track.
    Previous,
}

/// The header of a track in a fragment, `tfhd`.
#[derive(Debug)]
pub(super) struct FragmentHeader {
    pub(super) track: u32,
    pub(super) base: FragmentBase,
    /// The length of a sample that its run does not tell.
    pub(super) sample_len: Option<u32>,
    /// Where its fields end.
    pub(super) end: u64,
}

impl FragmentHeader {
    pub(super) fn read(window: &mut Window<'_>, content: &Range<u64>) -> Result<Self, String> {
        let flags = window.u32_be(content.start)?;
        let has = |flag: u32| flags & flag != 0;
        let track = window.u32_be(content.start + 4)?;
        let mut at = content.start + 8;
        let mut base =
            if has(IS_RELATIVE_TO_FRAGMENT) { FragmentBase::Fragment } else { FragmentBase::Previous };
        if has(HAS_DATA_START) {
            base = FragmentBase::File(window.array(at).map(u64::from_be_bytes)?);
            at += 8;
        }
        at += if has(HAS_DESCRIPTION) { 4 } else { 0 };
        at += if has(HAS_DURATION) { 4 } else { 0 };
        let mut sample_len = None;
        if has(HAS_SAMPLE_LEN) {
            sample_len = Some(window.u32_be(at)?);
            at += 4;
        }
        if at > content.end { Err(refusal::damaged()) } else { Ok(Self { track, base, sample_len, end: at }) }
    }
}

/// The samples of a run, `trun`: those after `base`, or at `next` if it does not tell where. What stands behind its table
/// goes.
pub(super) fn read_run(
    window: &mut Window<'_>,
    findings: &mut Findings,
    content: &Range<u64>,
    (base, next): (u64, u64),
    default_len: u32,
) -> Result<SampleChunk, String> {
    let flags = window.u32_be(content.start)?;
    let count = window.u32_be(content.start + 4)?;
    let mut table = content.start + 8;
    let mut start = next;
    if flags & HAS_OFFSET != 0 {
        let offset = i32::from_be_bytes(window.array(table)?);
        start = base.checked_add_signed(i64::from(offset)).ok_or_else(refusal::damaged)?;
        table += 4;
    }
    table += if flags & HAS_FIRST_FLAGS != 0 { 4 } else { 0 };
    let fields = SAMPLE_FIELDS.iter().filter(|field| flags & **field != 0).count();
    let len = u64::from(count) * 4 * fields as u64;
    if table.saturating_add(len) > content.end {
        return Err(refusal::damaged());
    }
    findings.patches.zero(table + len..content.end);
    if flags & HAS_SAMPLE_LENS == 0 {
        return Ok(SampleChunk { start, sample_lens: Vec::new(), uniform: Some((default_len, count)) });
    }
    let bytes = window.part(table, len)?;
    let first = if flags & HAS_DURATIONS != 0 { 4 } else { 0 };
    let sample_len = |entry: &[u8]| match entry.get(first..first + 4) {
        Some(&[a, b, c, d]) => u32::from_be_bytes([a, b, c, d]),
        _ => 0,
    };
    let sample_lens = bytes.chunks_exact(4 * fields).map(sample_len).collect();
    Ok(SampleChunk { start, sample_lens, uniform: None })
}
