//! Where the samples of an MP4 track are: the tables `stsz`, `stsc`, `stco` and `co64`.

use std::ops::Range;

use super::refusal;
use super::window::Window;

/// The most chunks of a track: hours of a film in which each frame is one.
const MAX_CHUNKS_OF_TRACK: usize = 1 << 20;

/// Samples that stand one after the other.
pub(super) struct SampleChunk {
    pub(super) start: u64,
    /// The length of each sample; empty if all have the same.
    pub(super) sample_lens: Vec<u32>,
    /// The length of all samples, and their number, if all have the same.
    pub(super) uniform: Option<(u32, u32)>,
}

impl SampleChunk {
    /// The bytes of its samples. If these have one length, each has at least `frame_len`: in old sound tracks the length is
    /// not one in bytes.
    pub(super) fn range(&self, frame_len: u64) -> Range<u64> {
        let len = match self.uniform {
            Some((one_len, count)) => frame_len.max(u64::from(one_len)).saturating_mul(u64::from(count)),
            None => self.sample_lens.iter().map(|len| u64::from(*len)).sum(),
        };
        self.start..self.start.saturating_add(len)
    }
}

/// The contents of the tables of a track.
#[derive(Debug, Default)]
pub(super) struct SampleTables {
    sizes: Option<Range<u64>>,
    runs: Option<Range<u64>>,
    offsets: Option<Range<u64>>,
    wide_offsets: Option<Range<u64>>,
}

impl SampleTables {
    /// Notes where a table is.
    pub(super) fn note(&mut self, kind: [u8; 4], content: Range<u64>) {
        match &kind {
            b"stsz" => self.sizes = Some(content),
            b"stsc" => self.runs = Some(content),
            b"stco" => self.offsets = Some(content),
            b"co64" => self.wide_offsets = Some(content),
            _ => {}
        }
    }

    /// All samples of the track.
    pub(super) fn chunks(&self, window: &mut Window<'_>) -> Result<Vec<SampleChunk>, String> {
        let starts = match (&self.offsets, &self.wide_offsets) {
            (Some(table), None) => read_table(window, table, 4, |[offset]: [u32; 1]| u64::from(offset))?,
            (None, Some(table)) => {
                read_table(window, table, 4, |[high, low]: [u32; 2]| u64::from(high) << 32 | u64::from(low))?
            }
            _ => return Err(refusal::damaged()),
        };
        if starts.is_empty() {
            return Ok(Vec::new());
        }
        if starts.len() > MAX_CHUNKS_OF_TRACK {
            return Err(refusal::too_many_parts());
        }
        let (Some(sizes), Some(runs)) = (&self.sizes, &self.runs) else { return Err(refusal::damaged()) };
        let runs = read_table(window, runs, 4, |[first, count, _]: [u32; 3]| (first, count))?;
        let one_len = window.u32_be(sizes.start + 4)?;
        let sizes = match one_len {
            0 => read_table(window, sizes, 8, |[len]: [u32; 1]| len)?,
            _ => Vec::new(),
        };
        let mut sizes = sizes.into_iter();
        let mut runs = runs.into_iter().peekable();
        let mut samples_per_chunk = 0;
        let mut chunks = Vec::with_capacity(starts.len());
        for (number, start) in (1_u32..).zip(starts) {
            while let Some((_, count)) = runs.next_if(|(first, _)| *first <= number) {
                samples_per_chunk = count;
            }
            let sample_lens = sizes.by_ref().take(samples_per_chunk as usize).collect();
            let uniform = (one_len != 0).then_some((one_len, samples_per_chunk));
            chunks.push(SampleChunk { start, sample_lens, uniform });
        }
        // A sample more than the chunks hold would be one that nobody has looked at.
        if sizes.next().is_some() { Err(refusal::damaged()) } else { Ok(chunks) }
    }
}

/// Reads a table whose number of entries is at `count_at`, followed by the entries.
fn read_table<const N: usize, T>(
    window: &mut Window<'_>,
    content: &Range<u64>,
    count_at: u64,
    entry: impl Fn([u32; N]) -> T,
) -> Result<Vec<T>, String> {
    let count = u64::from(window.u32_be(content.start + count_at)?);
    let start = content.start + count_at + 4;
    let len = count * 4 * N as u64;
    if start.saturating_add(len) > content.end {
        return Err(refusal::damaged());
    }
    let bytes = window.part(start, len)?;
    let entries = bytes.chunks_exact(4 * N).map(|bytes| {
        let mut words = [0; N];
        for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(4)) {
            *word = bytes.try_into().map_or(0, u32::from_be_bytes);
        }
        entry(words)
    });
    Ok(entries.collect())
}

/// The ranges in the order of the file, with those that overlap or touch made one.
pub(super) fn joined(mut ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut joined: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
