//! MP4, M4A, M4V, 3GP and QuickTime: boxes within boxes. Each begins with its length and four letters.
//!
//! A box that is not published becomes one of free space, with zeros. Tracks that are neither pictures nor sound nor
//! subtitles go, such as the positions that an action camera writes, and so does all data that no other track refers to.
//! In a file of fragments, the runs of each published track say what stays.

use std::collections::BTreeMap;
use std::iter;
use std::ops::Range;

use super::captions::{decode_mp4_text, printable};
use super::findings::Findings;
use super::mp4_box::{Mp4Box, find_box, next_box};
use super::mp4_brands::clean_brands;
use super::mp4_descriptors::object_type;
use super::mp4_fragments::{FragmentBase, FragmentHeader, read_run};
use super::mp4_lengths::{OPTIONAL_BOXES, fields_end};
use super::mp4_samples::{SampleChunk, SampleTables, joined};
use super::mp4_schema::{
    FORMATS_WITH_BYTE_LENGTHS, Mp4Level, Mp4Rule, OBJECT_TYPES, PICTURE_FORMATS, PICTURE_OBJECT_TYPES,
    SOUND_FORMATS, TEXT_FORMATS, TRACK_FRAGMENT, VIDEO_FORMATS, rule,
};
use super::window::Window;
use super::{flac, refusal};

/// What a track is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mp4TrackKind {
    Video,
    Sound,
    Text,
}

/// A published track.
#[derive(Clone, Copy, Debug)]
struct Mp4Track {
    kind: Mp4TrackKind,
    format: [u8; 4],
}

/// The most chunks of all tracks together, runs in fragments included; also the most fragments.
const MAX_CHUNKS_OF_FILE: usize = 1 << 21;

/// The most tracks of a file; films have a few.
const MAX_TRACKS: usize = 100;

/// How deep boxes may stand within each other.
const MAX_DEPTH: usize = 32;

/// Cleans the file.
pub(super) fn clean(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    let first = window.array::<8>(0).map_err(|_| refusal::mismatch("MP4"))?;
    let is_known = matches!(&first[4..], b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot");
    if !is_known {
        return Err(refusal::mismatch("MP4"));
    }
    let whole = 0..window.len();
    let mut cleaner = Mp4Cleaner {
        window,
        findings,
        media_data: Vec::new(),
        kept: Vec::new(),
        bounded: Vec::new(),
        chunk_starts: Vec::new(),
        tables: SampleTables::default(),
        frame_len: 0,
        depth: 0,
        has_movie: false,
        tracks: Vec::new(),
        default_lens: BTreeMap::new(),
        fragments: Vec::new(),
    };
    cleaner.walk(whole, Mp4Level::File)?;
    cleaner.finish()
}

struct Mp4Cleaner<'a, 'b> {
    window: &'a mut Window<'b>,
    findings: &'a mut Findings,
    /// The content of each `mdat` box.
    media_data: Vec<Range<u64>>,
    /// Samples of published tracks.
    kept: Vec<Range<u64>>,
    /// Chunks of published tracks that may be shorter: they end before the next chunk.
    bounded: Vec<Range<u64>>,
    /// Where chunks of all tracks begin.
    chunk_starts: Vec<u64>,
    /// Tables of the track that is read.
    tables: SampleTables,
    /// The longest sample of that track, in bytes, if it is uncompressed sound; the greatest number if it is other sound.
    frame_len: u64,
    /// How many boxes the one that is read stands in.
    depth: usize,
    has_movie: bool,
    /// All tracks by number; `None` for those that are not published.
    tracks: Vec<(u32, Option<Mp4Track>)>,
    /// The length of a sample that a fragment does not tell, by track.
    default_lens: BTreeMap<u32, u32>,
    fragments: Vec<Mp4Box>,
}

impl Mp4Cleaner<'_, '_> {
    fn walk(&mut self, range: Range<u64>, level: Mp4Level) -> Result<(), String> {
        if self.depth >= MAX_DEPTH {
            return Err(refusal::damaged());
        }
        self.depth += 1;
        let mut at = range.start;
        while let Some(found) = next_box(self.window, at..range.end)? {
            if self.fragments.len() + self.media_data.len() > MAX_CHUNKS_OF_FILE {
                return Err(refusal::too_many_parts());
            }
            at = found.content.end;
            self.apply(&found, rule(level, found.kind), level)?;
        }
        self.depth -= 1;
        // QuickTime ends some lists with a zero.
        self.findings.patches.zero(at..range.end);
        Ok(())
    }

    fn apply(&mut self, found: &Mp4Box, rule: Mp4Rule, level: Mp4Level) -> Result<(), String> {
        let content = found.content.clone();
        match rule {
            Mp4Rule::Keep => self.keep(found, level)?,
            Mp4Rule::Brands => clean_brands(self.window, &mut self.findings.patches, content)?,
            Mp4Rule::Blank => self.blank(found),
            Mp4Rule::Enter(inner) => {
                self.has_movie |= inner == Mp4Level::Movie;
                self.walk(content, inner)?;
            }
            Mp4Rule::Times => {
                let len = if self.window.array::<1>(content.start)? == [1] { 16 } else { 8 };
                self.findings.patches.zero(content.start + 4..(content.start + 4 + len).min(content.end));
                self.keep(found, level)?;
            }
            Mp4Rule::HandlerName => {
                self.findings.patches.zero((content.start + 12).min(content.end)..content.end);
            }
            Mp4Rule::DataReferences => self.clean_data_references(content)?,
            Mp4Rule::Track => self.clean_track(found)?,
            Mp4Rule::MediaData => self.media_data.push(content),
            Mp4Rule::Fragment => self.fragments.push(found.clone()),
            Mp4Rule::SampleDefaults => {
                let track = self.window.u32_be(content.start + 4)?;
                let len = self.window.u32_be(content.start + 16)?;
                self.default_lens.entry(track).or_insert(len);
                self.keep(found, level)?;
            }
            Mp4Rule::Terminator => self.findings.patches.zero(content),
            Mp4Rule::SampleDescriptions => self.clean_sample_entries(content)?,
            Mp4Rule::Compressed => return Err("its index is compressed".to_owned()),
        }
        Ok(())
    }

    /// Keeps a box without what follows its fields.
    fn keep(&mut self, found: &Mp4Box, level: Mp4Level) -> Result<(), String> {
        match fields_end(self.window, found)? {
            Some(end) => self.findings.patches.zero(end..found.content.end),
            None if OPTIONAL_BOXES.contains(&&found.kind) => self.blank(found),
            None => return Err(refusal::damaged()),
        }
        if level == Mp4Level::SampleTable {
            self.tables.note(found.kind, found.content.clone());
        }
        Ok(())
    }

    fn blank(&mut self, found: &Mp4Box) {
        if !matches!(&found.kind, b"free" | b"skip" | b"wide") {
            self.findings.patches.replace(found.start + 4, *b"free");
        }
        self.findings.patches.zero(found.content.clone());
    }

    fn clean_data_references(&mut self, content: Range<u64>) -> Result<(), String> {
        let mut at = content.start + 8;
        while let Some(found) = next_box(self.window, at..content.end.max(at))? {
            if self.window.u32_be(found.content.start)? & 1 == 0 {
                return Err("its sound or pictures are in another file".to_owned());
            }
            self.findings.patches.zero(found.content.start + 4..found.content.end);
            at = found.content.end;
        }
        Ok(())
    }

    fn clean_track(&mut self, track: &Mp4Box) -> Result<(), String> {
        let within = track.content.clone();
        let Some(handler) = find_box(self.window, within.clone(), &[b"mdia", b"hdlr"])? else {
            return Err(refusal::damaged());
        };
        let kind = match &self.window.array::<4>(handler.content.start + 8)? {
            b"vide" => Some(Mp4TrackKind::Video),
            b"soun" => Some(Mp4TrackKind::Sound),
            b"text" | b"sbtl" | b"subt" => Some(Mp4TrackKind::Text),
            _ => None,
        };
        let table = find_box(self.window, within.clone(), &[b"mdia", b"minf", b"stbl"])?;
        let Some(table) = table else { return Err(refusal::damaged()) };
        let format = match kind {
            Some(kind) => self.find_format(table.content.clone(), kind)?,
            None => None,
        };
        self.tables = SampleTables::default();
        self.frame_len = 0;
        let published = kind.zip(format).map(|(kind, format)| Mp4Track { kind, format });
        let number = self.track_number(within.clone())?;
        if self.tracks.len() == MAX_TRACKS {
            return Err(refusal::too_many_parts());
        }
        self.tracks.push((number, published));
        if let Some(published) = published {
            self.walk(within, Mp4Level::Track)?;
            return self.keep_samples(published);
        }
        self.blank(track);
        let mut at = table.content.start;
        while let Some(found) = next_box(self.window, at..table.content.end)? {
            self.tables.note(found.kind, found.content.clone());
            at = found.content.end;
        }
        let chunks = self.tables.chunks(self.window)?;
        if self.chunk_starts.len() > MAX_CHUNKS_OF_FILE {
            return Err(refusal::too_many_parts());
        }
        self.chunk_starts.extend(chunks.iter().map(|chunk| chunk.start));
        Ok(())
    }

    /// The number by which fragments know a track; 0, which is none, if it has no header.
    fn track_number(&mut self, track: Range<u64>) -> Result<u32, String> {
        let Some(header) = find_box(self.window, track, &[b"tkhd"])? else { return Ok(0) };
        let is_long = self.window.array::<1>(header.content.start)? == [1];
        self.window.u32_be(header.content.start + if is_long { 20 } else { 12 })
    }

    /// The format of a track's samples; `None` if the track is not published.
    fn find_format(&mut self, table: Range<u64>, kind: Mp4TrackKind) -> Result<Option<[u8; 4]>, String> {
        let Some(list) = find_box(self.window, table, &[b"stsd"])? else { return Err(refusal::damaged()) };
        let mut at = list.content.start + 8;
        let mut format = None;
        while let Some(entry) = next_box(self.window, at..list.content.end.max(at))? {
            at = entry.content.end;
            format = Some(entry.kind);
            match kind {
                Mp4TrackKind::Video if PICTURE_FORMATS.contains(&&entry.kind) => {
                    return Err(refusal::picture_frames());
                }
                Mp4TrackKind::Video if !VIDEO_FORMATS.contains(&&entry.kind) => {
                    return Err(refusal::unknown_format("picture", &entry.kind));
                }
                Mp4TrackKind::Sound if !SOUND_FORMATS.contains(&&entry.kind) => {
                    return Err(refusal::unknown_format("sound", &entry.kind));
                }
                Mp4TrackKind::Text if !TEXT_FORMATS.contains(&&entry.kind) => return Ok(None),
                Mp4TrackKind::Video | Mp4TrackKind::Sound | Mp4TrackKind::Text => {}
            }
        }
        Ok(format)
    }

    fn clean_sample_entries(&mut self, content: Range<u64>) -> Result<(), String> {
        let version = self.window.array::<1>(content.start)?;
        let mut at = content.start + 8;
        while let Some(entry) = next_box(self.window, at..content.end.max(at))? {
            at = entry.content.end;
            let start = entry.content.start;
            if TEXT_FORMATS.contains(&&entry.kind) {
                let bytes = self.window.part(start, entry.content.end - start)?;
                self.findings.keep_text(printable(&bytes))?;
                continue;
            }
            // The vendor of the encoder, which QuickTime writes into both kinds.
            self.findings.patches.zero(start + 12..start + 16);
            let fixed_len = if VIDEO_FORMATS.contains(&&entry.kind) {
                self.findings.patches.zero(start + 42..start + 74);
                78
            } else {
                self.frame_len = self.frame_len.max(self.sound_frame_len(&entry, version)?);
                match (self.window.u16_be(start + 8)?, version) {
                    (1, [0]) => 44,
                    (2, [0]) => 64,
                    _ => 28,
                }
            };
            if start + fixed_len > entry.content.end {
                return Err(refusal::damaged());
            }
            let decoder = start + fixed_len..entry.content.end;
            if matches!(&entry.kind, b"mp4v" | b"mp4a") {
                self.check_object_type(decoder.clone())?;
            }
            // What stays of it may have letters.
            let bytes = self.window.part(decoder.start, decoder.end - decoder.start)?;
            self.findings.keep_text(printable(&bytes))?;
            self.clean_codec_boxes(decoder)?;
        }
        Ok(())
    }

    /// The most bytes that a sample of sound has in all channels if its stated length may be smaller; the greatest number if that
    /// is not known.
    fn sound_frame_len(&mut self, entry: &Mp4Box, version: [u8; 1]) -> Result<u64, String> {
        let start = entry.content.start;
        let format = self.window.u16_be(start + 8)?;
        if format == 0 && FORMATS_WITH_BYTE_LENGTHS.contains(&&entry.kind) {
            return Ok(0);
        }
        let (channels, bits, stated_len) = match (format, version) {
            (2, [0]) => (
                self.window.u32_be(start + 40)?,
                self.window.u32_be(start + 48)?,
                self.window.u32_be(start + 56)?,
            ),
            _ => {
                let channels = u32::from(self.window.u16_be(start + 16)?);
                let bits = u32::from(self.window.u16_be(start + 18)?);
                let has_len = format == 1 && version == [0];
                (channels, bits, if has_len { self.window.u32_be(start + 36)? } else { 0 })
            }
        };
        let bits = match &entry.kind {
            b"alaw" | b"ulaw" => 8,
            b"in24" => 24,
            b"fl32" | b"in32" => 32,
            b"fl64" => 64,
            b"NONE" | b"fpcm" | b"ipcm" | b"lpcm" | b"raw " | b"sowt" | b"twos" => bits,
            _ => 0,
        };
        let len = u64::from(channels) * u64::from(bits.div_ceil(8));
        Ok(if len == 0 { u64::MAX } else { len.max(u64::from(stated_len)) })
    }

    /// `mp4v` and `mp4a` stand for many formats; the box `esds` names the one (ISO/IEC 14496-1). Pictures may be JPEG files.
    fn check_object_type(&mut self, boxes: Range<u64>) -> Result<(), String> {
        let found = match find_box(self.window, boxes.clone(), &[b"esds"])? {
            Some(found) => Some(found),
            None => find_box(self.window, boxes, &[b"wave", b"esds"])?,
        };
        let Some(found) = found else { return Err(refusal::damaged()) };
        let bytes = self.window.part(found.content.start, found.content.end - found.content.start)?;
        match object_type(&bytes) {
            Some(kind) if OBJECT_TYPES.contains(&kind) => Ok(()),
            Some(kind) if PICTURE_OBJECT_TYPES.contains(&kind) => Err(refusal::picture_frames()),
            Some(kind) => Err(refusal::unknown_format("sound or picture", format!("{kind:#x}").as_bytes())),
            None => Err(refusal::damaged()),
        }
    }

    fn clean_codec_boxes(&mut self, range: Range<u64>) -> Result<(), String> {
        let Some(flac) = find_box(self.window, range.clone(), &[b"dfLa"])? else {
            return self.walk(range, Mp4Level::SampleEntry);
        };
        self.walk(range.start..flac.start, Mp4Level::SampleEntry)?;
        let blocks = flac.content.start + 4..flac.content.end;
        let end = flac::clean_blocks(self.window, self.findings, blocks)?;
        self.findings.patches.zero(end..flac.content.end);
        self.walk(flac.content.end..range.end, Mp4Level::SampleEntry)
    }

    fn keep_samples(&mut self, track: Mp4Track) -> Result<(), String> {
        let chunks = self.tables.chunks(self.window)?;
        if self.chunk_starts.len() + self.kept.len() > MAX_CHUNKS_OF_FILE {
            return Err(refusal::too_many_parts());
        }
        let kind = track.kind;
        let frame_len = if kind == Mp4TrackKind::Sound { self.frame_len } else { 0 };
        for chunk in &chunks {
            self.chunk_starts.push(chunk.start);
            let range = chunk.range(frame_len);
            if kind == Mp4TrackKind::Sound && chunk.uniform.is_some() {
                self.bounded.push(range);
            } else {
                self.kept.push(range);
            }
            self.read_texts(chunk, track)?;
        }
        Ok(())
    }

    /// Reads samples that are subtitles.
    fn read_texts(&mut self, chunk: &SampleChunk, track: Mp4Track) -> Result<(), String> {
        if track.kind != Mp4TrackKind::Text {
            return Ok(());
        }
        let (one_len, count) = chunk.uniform.unwrap_or_default();
        let lens = chunk.sample_lens.iter().copied().chain(iter::repeat_n(one_len, count as usize));
        let mut at = chunk.start;
        for len in lens {
            let sample = self.window.part(at, u64::from(len))?;
            at += u64::from(len);
            self.findings.keep_text(decode_mp4_text(&sample, track.format))?;
        }
        Ok(())
    }

    fn clean_fragment(&mut self, fragment: &Mp4Box) -> Result<(), String> {
        let mut next = Some(fragment.start);
        let mut at = fragment.content.start;
        while let Some(found) = next_box(self.window, at..fragment.content.end)? {
            at = found.content.end;
            match &found.kind {
                b"mfhd" => self.keep(&found, Mp4Level::Flat(TRACK_FRAGMENT))?,
                b"traf" => next = self.clean_track_fragment(&found, fragment.start, next)?,
                _ => self.blank(&found),
            }
        }
        self.findings.patches.zero(at..fragment.content.end);
        Ok(())
    }

    /// Cleans a track of a fragment, and returns where its data end; `None` if it is not published.
    fn clean_track_fragment(
        &mut self,
        found: &Mp4Box,
        fragment_start: u64,
        previous_end: Option<u64>,
    ) -> Result<Option<u64>, String> {
        let within = found.content.clone();
        let Some(header) = find_box(self.window, within.clone(), &[b"tfhd"])? else {
            return Err(refusal::damaged());
        };
        let FragmentHeader { track: number, base, sample_len, end } =
            FragmentHeader::read(self.window, &header.content)?;
        let mut tracks = self.tracks.iter().filter(|(other, _)| *other == number);
        let (Some((_, track)), None) = (tracks.next(), tracks.next()) else { return Err(refusal::damaged()) };
        let Some(track) = *track else {
            self.blank(found);
            return Ok(None);
        };
        self.findings.patches.zero(end..header.content.end);
        let base = match (base, previous_end) {
            (FragmentBase::File(start), _) | (FragmentBase::Previous, Some(start)) => start,
            (FragmentBase::Fragment, _) => fragment_start,
            (FragmentBase::Previous, None) => return Err(refusal::dependent_fragments()),
        };
        self.walk(within.clone(), Mp4Level::Flat(TRACK_FRAGMENT))?;
        let default_len = sample_len.or_else(|| self.default_lens.get(&number).copied()).unwrap_or_default();
        let (mut next, mut at) = (base, within.start);
        while let Some(inner) = next_box(self.window, at..within.end)? {
            at = inner.content.end;
            if &inner.kind == b"trun" {
                let run = read_run(self.window, self.findings, &inner.content, (base, next), default_len)?;
                let range = run.range(0);
                next = range.end;
                self.kept.push(range);
                if self.kept.len() > MAX_CHUNKS_OF_FILE {
                    return Err(refusal::too_many_parts());
                }
                self.read_texts(&run, track)?;
            }
        }
        Ok(Some(next))
    }

    /// Blanks the data that no published track refers to.
    fn finish(mut self) -> Result<(), String> {
        if !self.has_movie {
            return Err(refusal::incomplete());
        }
        for fragment in std::mem::take(&mut self.fragments) {
            self.clean_fragment(&fragment)?;
        }
        self.chunk_starts.sort_unstable();
        for range in std::mem::take(&mut self.bounded) {
            let next = self.chunk_starts.partition_point(|other| *other <= range.start);
            let end = self.chunk_starts.get(next).copied().unwrap_or(u64::MAX);
            self.kept.push(range.start..range.end.min(end));
        }
        let all_kept = joined(std::mem::take(&mut self.kept));
        for data in std::mem::take(&mut self.media_data) {
            let mut at = data.start;
            let first = all_kept.partition_point(|kept| kept.end <= data.start);
            for kept in all_kept.iter().skip(first) {
                if kept.start > at {
                    self.findings.patches.zero(at..kept.start.min(data.end));
                }
                at = at.max(kept.end.min(data.end));
                if kept.start >= data.end {
                    at = data.end;
                    break;
                }
            }
            self.findings.patches.zero(at..data.end);
        }
        Ok(())
    }
}
