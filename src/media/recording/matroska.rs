//! Matroska and WebM: elements within elements. Each begins with its id and its length, numbers of variable length.
//!
//! An element that is not published becomes a void one, with zeros, as do blocks of tracks that are not published.

use std::collections::BTreeMap;
use std::ops::Range;

use super::captions::{printable, without_formatting};
use super::findings::Findings;
use super::matroska_schema::{
    BLOCK, BLOCK_GROUP, CLUSTER, CODEC_ID, CODECS, CONTENT_ENCODINGS, MatroskaLevel, MatroskaRule, SEGMENT,
    SEGMENT_ELEMENTS, TEXT_CODECS, TRACK_NUMBER, TRACK_TYPE, VOID, rule,
};
use super::window::Window;
use super::xiph::XiphCodec;
use super::{flac, refusal};

/// An element: its id, where it begins, and its content.
#[derive(Clone, Debug)]
struct Element {
    id: u32,
    start: u64,
    content: Range<u64>,
    /// Whether it does not tell its length: it was written while it was recorded.
    is_open: bool,
}

/// A published track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MatroskaTrackKind {
    Media,
    Text,
}

/// Cleans the file.
pub(super) fn clean(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    if !window.has(0, &[0x1a, 0x45, 0xdf, 0xa3]) {
        return Err(refusal::mismatch("WebM or Matroska"));
    }
    let len = window.len();
    let mut cleaner = MatroskaCleaner { window, findings, tracks: BTreeMap::new(), codec: String::new() };
    cleaner.walk(0..len, MatroskaLevel::File, false)?;
    if cleaner.tracks.values().all(Option::is_none) { Err(refusal::incomplete()) } else { Ok(()) }
}

struct MatroskaCleaner<'a, 'b> {
    window: &'a mut Window<'b>,
    findings: &'a mut Findings,
    /// Tracks by number; `None` for those that are not published.
    tracks: BTreeMap<u64, Option<MatroskaTrackKind>>,
    /// Codec of the track that is read.
    codec: String,
}

impl MatroskaCleaner<'_, '_> {
    /// Cleans the elements in a range, and returns where they end: before its end only if they are those of a cluster that
    /// is open.
    fn walk(&mut self, range: Range<u64>, level: MatroskaLevel, is_open: bool) -> Result<u64, String> {
        let mut at = range.start;
        while at < range.end {
            let mut element = self.element(at..range.end)?;
            if is_open && SEGMENT_ELEMENTS.contains(&element.id) {
                return Ok(at);
            }
            let rule = rule(level, element.id);
            if element.is_open
                && !(matches!(element.id, SEGMENT | CLUSTER) && matches!(rule, MatroskaRule::Enter(_)))
            {
                return Err(refusal::damaged());
            }
            if let MatroskaRule::Enter(inner) = rule {
                let is_open = element.is_open && inner == MatroskaLevel::Cluster;
                element.content.end = self.walk(element.content.clone(), inner, is_open)?;
            } else {
                self.apply(&element, rule)?;
            }
            at = element.content.end;
        }
        Ok(at)
    }

    fn element(&mut self, range: Range<u64>) -> Result<Element, String> {
        let start = range.start;
        let [first] = self.window.array(start)?;
        let id_len = u64::from(first.leading_zeros()) + 1;
        if id_len > 4 {
            return Err(refusal::damaged());
        }
        let mut id = 0;
        for at in start..start + id_len {
            let [byte] = self.window.array(at)?;
            id = id << 8 | u32::from(byte);
        }
        let (len, len_len) = self.number(start + id_len)?;
        let content = start + id_len + len_len;
        let end = match len {
            Some(len) => content.checked_add(len),
            None => Some(range.end),
        };
        let end = end.filter(|end| content <= *end && *end <= range.end).ok_or_else(refusal::incomplete)?;
        Ok(Element { id, start, content: content..end, is_open: len.is_none() })
    }

    /// A number of variable length, and that length; `None` if all of its bits are set, which stands for unknown.
    fn number(&mut self, at: u64) -> Result<(Option<u64>, u64), String> {
        let [first] = self.window.array(at)?;
        let len = first.leading_zeros() + 1;
        if len > 8 {
            return Err(refusal::damaged());
        }
        let mut value = u64::from(first) & ((1 << (8 - len)) - 1);
        for offset in 1..u64::from(len) {
            let [byte] = self.window.array(at + offset)?;
            value = value << 8 | u64::from(byte);
        }
        let is_known = value != (1 << (7 * len)) - 1;
        Ok((is_known.then_some(value), u64::from(len)))
    }

    fn apply(&mut self, element: &Element, rule: MatroskaRule) -> Result<(), String> {
        match rule {
            MatroskaRule::Keep | MatroskaRule::Enter(_) => {}
            MatroskaRule::Void => self.void(element),
            MatroskaRule::Empty => self.findings.patches.zero(element.content.clone()),
            MatroskaRule::Track => self.clean_track(element)?,
            MatroskaRule::CodecPrivate => self.clean_codec_private(element.content.clone())?,
            MatroskaRule::Block => {
                if !self.keep_block(element.content.clone())? {
                    self.void(element);
                }
            }
            MatroskaRule::BlockGroup => self.clean_block_group(element)?,
        }
        Ok(())
    }

    fn void(&mut self, element: &Element) {
        if element.id == VOID {
            return self.findings.patches.zero(element.content.clone());
        }
        let len = element.content.end - element.start;
        let header = match u8::try_from(len - 2) {
            Ok(rest) if rest < 0x7f => vec![0xec, 0x80 | rest],
            _ => [&[0xec], &((len - 9) | 1 << 56).to_be_bytes()[..]].concat(),
        };
        let rest = element.start + header.len() as u64;
        self.findings.patches.replace(element.start, header);
        self.findings.patches.zero(rest..element.content.end);
    }

    /// The child with this id; an error if there are two, because programs differ in which one they take.
    fn find(&mut self, within: Range<u64>, id: u32) -> Result<Option<Element>, String> {
        let mut at = within.start;
        let mut found = None;
        while at < within.end {
            let element = self.element(at..within.end)?;
            at = element.content.end;
            if element.id == id && found.replace(element).is_some() {
                return Err(refusal::damaged());
            }
        }
        Ok(found)
    }

    /// The bytes of a short child.
    fn value(&mut self, within: Range<u64>, id: u32) -> Result<Vec<u8>, String> {
        let Some(element) = self.find(within, id)? else { return Err(refusal::damaged()) };
        self.window.part(element.content.start, element.content.end - element.content.start)
    }

    fn clean_track(&mut self, track: &Element) -> Result<(), String> {
        let within = track.content.clone();
        let integer =
            |bytes: Vec<u8>| bytes.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        let number = self.value(within.clone(), TRACK_NUMBER).map(integer)?;
        let kind = self.value(within.clone(), TRACK_TYPE).map(integer)?;
        let codec = self.value(within.clone(), CODEC_ID)?;
        let codec = String::from_utf8_lossy(&codec).trim_end_matches('\0').to_owned();
        let published = match kind {
            1 | 2 if is_listed(CODECS, &codec) => Some(MatroskaTrackKind::Media),
            1 if codec == "V_MJPEG" => return Err(refusal::picture_frames()),
            1 => return Err(refusal::unknown_format("picture", codec.as_bytes())),
            2 => return Err(refusal::unknown_format("sound", codec.as_bytes())),
            17 if is_listed(TEXT_CODECS, &codec) => {
                if self.find(within.clone(), CONTENT_ENCODINGS)?.is_some() {
                    return Err("its subtitles are compressed".to_owned());
                }
                Some(MatroskaTrackKind::Text)
            }
            _ => None,
        };
        // Recordings that were put one after the other declare their tracks again.
        if self.tracks.insert(number, published).is_some_and(|before| before != published) {
            return Err(refusal::damaged());
        }
        if published.is_none() {
            self.void(track);
            return Ok(());
        }
        self.codec = codec;
        self.walk(within, MatroskaLevel::Track, false)?;
        Ok(())
    }

    fn clean_codec_private(&mut self, content: Range<u64>) -> Result<(), String> {
        if is_listed(TEXT_CODECS, &self.codec) {
            let bytes = self.window.part(content.start, content.end - content.start)?;
            return self.findings.keep_text(printable(&bytes));
        }
        match self.codec.as_str() {
            "A_FLAC" if self.window.has(content.start, b"fLaC") => {
                let end = flac::clean_blocks(self.window, self.findings, content.start + 4..content.end)?;
                self.findings.patches.zero(end..content.end);
            }
            "A_FLAC" => return Err(refusal::damaged()),
            "A_VORBIS" => self.clean_xiph_headers(content, XiphCodec::Vorbis)?,
            "V_THEORA" => self.clean_xiph_headers(content, XiphCodec::Theora)?,
            _ => {}
        }
        Ok(())
    }

    /// Three headers, after their number less one and the lengths of the first two.
    fn clean_xiph_headers(&mut self, content: Range<u64>, codec: XiphCodec) -> Result<(), String> {
        let mut bytes = self.window.part(content.start, content.end - content.start)?;
        let mut at = 1;
        let mut lens = [0; 2];
        for len in &mut lens {
            while let Some(byte) = bytes.get(at) {
                at += 1;
                *len += usize::from(*byte);
                if *byte < 255 {
                    break;
                }
            }
        }
        let start = at + lens[0];
        let comments = bytes.get_mut(start..start + lens[1]).ok_or_else(refusal::damaged)?;
        if !comments.starts_with(codec.comment_prefix()) {
            return Err(refusal::damaged());
        }
        codec.blank_comments(comments, 0);
        let comments = comments.to_vec();
        self.findings.patches.replace(content.start + start as u64, comments);
        Ok(())
    }

    /// Whether a block is of a published track. That of a subtitle is read.
    fn keep_block(&mut self, content: Range<u64>) -> Result<bool, String> {
        let (number, len) = self.number(content.start)?;
        // Its time and flags are three bytes.
        let start = content.start + len + 3;
        if start > content.end {
            return Err(refusal::damaged());
        }
        let kind = number.and_then(|number| self.tracks.get(&number).copied().flatten());
        let Some(kind) = kind else { return Ok(false) };
        if kind == MatroskaTrackKind::Text {
            let text = printable(&self.window.part(start, content.end - start)?);
            let plain = without_formatting(&text);
            if plain != text {
                self.findings.keep_text(plain)?;
            }
            self.findings.keep_text(text)?;
        }
        Ok(true)
    }

    fn clean_block_group(&mut self, group: &Element) -> Result<(), String> {
        let Some(block) = self.find(group.content.clone(), BLOCK)? else {
            self.void(group);
            return Ok(());
        };
        if !self.keep_block(block.content)? {
            self.void(group);
            return Ok(());
        }
        self.walk(group.content.clone(), MatroskaLevel::Flat(BLOCK_GROUP), false)?;
        Ok(())
    }
}

fn is_listed(codecs: &[&str], codec: &str) -> bool {
    codecs.iter().any(|known| match known.strip_suffix('*') {
        Some(prefix) => codec.starts_with(prefix),
        None => codec == *known,
    })
}
