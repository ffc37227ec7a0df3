//! RIFF (WAV, AVI) and AIFF: chunks, each with four letters and its length. A chunk that is not published becomes one of
//! filling, with zeros.

use std::ops::Range;

use super::captions::printable;
use super::findings::Findings;
use super::refusal;
use super::window::Window;

/// A chunk: its kind, where it begins, and its content.
struct RiffChunk {
    kind: [u8; 4],
    start: u64,
    content: Range<u64>,
}

/// How numbers are stored, and what filling is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Riff,
    Aiff,
}

/// Formats of sound in WAV files: PCM, float, A-law, \u{b5}-law, ADPCM, and those that name it elsewhere in the header.
const WAV_FORMATS: [u16; 8] = [0x1, 0x2, 0x3, 0x6, 0x7, 0x11, 0x55, 0xfffe];

/// The most bytes that an AAC decoder needs.
const MAX_AAC_LEN: u64 = 64;

/// Length in bytes of the description of pictures in AVI files.
const BITMAP_HEADER_LEN: u64 = 40;

/// Formats of pictures in AVI files whose decoders need more than that description.
const AVI_FORMATS_WITH_HEADERS: [&[u8; 4]; 8] =
    [b"DIVX", b"DX50", b"FFV1", b"FMP4", b"H264", b"HEVC", b"X264", b"XVID"];

/// Formats of pictures in AVI files whose decoders need no more than it.
const AVI_FORMATS: [&[u8; 4]; 5] = [b"DIV3", b"MP42", b"MP43", b"VP80", b"VP90"];

/// Length in bytes of the header of an AVI file, and of a stream of it.
const AVI_HEADER_LEN: u64 = 56;

/// Length in bytes of an entry of the index of an AVI file.
const AVI_INDEX_ENTRY_LEN: u64 = 16;

/// Cleans a WAV file.
pub(super) fn clean_wav(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    let is_wide = window.has(0, b"RF64") || window.has(0, b"BW64");
    if !(is_wide || window.has(0, b"RIFF")) || !window.has(8, b"WAVE") {
        return Err(refusal::mismatch("WAV"));
    }
    let mut wide_len = None;
    let mut at = 12;
    let mut has_sound = false;
    let end = if is_wide { window.len() } else { riff_end(window, 0)? };
    while let Some(chunk) = next_chunk(window, Family::Riff, at..end, wide_len)? {
        at = padded(chunk.content.end, end);
        match &chunk.kind {
            b"ds64" if is_wide => {
                wide_len = Some(u64::from_le_bytes(window.array(chunk.content.start + 8)?));
            }
            b"fmt " => {
                let format = u16::from_le_bytes(window.array(chunk.content.start)?);
                if !WAV_FORMATS.contains(&format) {
                    return Err(refusal::unknown_format("sound", format!("{format:#x}").as_bytes()));
                }
                zero_from(findings, &chunk, wav_format_len(format));
            }
            b"data" => has_sound = true,
            // The number of samples.
            b"fact" => zero_from(findings, &chunk, 4),
            _ => fill(findings, Family::Riff, &chunk),
        }
        findings.patches.zero(chunk.content.end..at);
    }
    if !has_sound {
        return Err(refusal::incomplete());
    }
    findings.patches.remove(at..window.len());
    Ok(())
}

/// Cleans an AIFF or AIFF-C file.
pub(super) fn clean_aiff(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    if !window.has(0, b"FORM") || !(window.has(8, b"AIFF") || window.has(8, b"AIFC")) {
        return Err(refusal::mismatch("AIFF"));
    }
    let end = 8 + u64::from(window.u32_be(4)?);
    let end = end.min(window.len());
    let (mut at, mut has_sound) = (12, false);
    while let Some(chunk) = next_chunk(window, Family::Aiff, at..end, None)? {
        at = padded(chunk.content.end, end);
        match &chunk.kind {
            // In AIFF-C, the name of the format follows, in any words.
            b"COMM" => {
                findings.patches.zero((chunk.content.start + 22).min(chunk.content.end)..chunk.content.end);
            }
            b"SSND" => has_sound = true,
            b"FVER" => {}
            _ => fill(findings, Family::Aiff, &chunk),
        }
        findings.patches.zero(chunk.content.end..at);
    }
    if !has_sound {
        return Err(refusal::incomplete());
    }
    findings.patches.remove(at..window.len());
    Ok(())
}

/// Cleans an AVI file, which has a chunk for each gigabyte.
pub(super) fn clean_avi(window: &mut Window<'_>, findings: &mut Findings) -> Result<(), String> {
    if !window.has(0, b"RIFF") || !window.has(8, b"AVI ") {
        return Err(refusal::mismatch("AVI"));
    }
    let (mut start, mut streams) = (0, 0);
    while window.has(start, b"RIFF") && (window.has(start + 8, b"AVI ") || window.has(start + 8, b"AVIX")) {
        let end = riff_end(window, start)?;
        clean_avi_list(window, findings, start + 12..end, b"AVI ", &mut streams)?;
        start = end;
    }
    findings.patches.remove(start..window.len());
    Ok(())
}

/// Cleans the chunks in a list; lists are at most four deep. `streams` is the number of streams that have been described.
fn clean_avi_list(
    window: &mut Window<'_>,
    findings: &mut Findings,
    range: Range<u64>,
    list: &[u8; 4],
    streams: &mut u8,
) -> Result<(), String> {
    let mut at = range.start;
    while let Some(chunk) = next_chunk(window, Family::Riff, at..range.end, None)? {
        at = padded(chunk.content.end, range.end);
        let content = chunk.content.clone();
        if &chunk.kind == b"LIST" && content.end - content.start >= 4 {
            let inner: [u8; 4] = window.array(content.start)?;
            match (list, &inner) {
                (b"AVI ", b"hdrl" | b"movi") | (b"hdrl", b"strl" | b"odml") | (b"movi", b"rec ") => {
                    *streams = streams.saturating_add(u8::from(&inner == b"strl"));
                    clean_avi_list(window, findings, content.start + 4..content.end, &inner, streams)?;
                }
                _ => fill(findings, Family::Riff, &chunk),
            }
        } else {
            match (list, &chunk.kind) {
                (b"AVI ", b"idx1") => clean_avi_index(window, findings, content, *streams)?,
                (b"strl", b"indx" | b"vprp") => {}
                (b"hdrl", b"avih") => zero_from(findings, &chunk, AVI_HEADER_LEN),
                // The number of frames.
                (b"odml", b"dmlh") => zero_from(findings, &chunk, 4),
                (b"strl", b"strh") => {
                    check_avi_stream(window, content.start)?;
                    zero_from(findings, &chunk, AVI_HEADER_LEN);
                }
                (b"strl", b"strf") if !window.has(range.start, b"strh") => return Err(refusal::damaged()),
                (b"strl", b"strf") => {
                    let len = avi_format_len(window, findings, range.start + 8, &content)?;
                    zero_from(findings, &chunk, len);
                }
                (b"movi" | b"rec ", kind) if avi_stream(kind).is_some_and(|stream| stream < *streams) => {}
                _ => fill(findings, Family::Riff, &chunk),
            }
        }
        findings.patches.zero(chunk.content.end..at);
    }
    findings.patches.zero(at..range.end);
    Ok(())
}

/// Zeros the entries of an index that name no chunk of a stream, and what follows them.
fn clean_avi_index(
    window: &mut Window<'_>,
    findings: &mut Findings,
    index: Range<u64>,
    streams: u8,
) -> Result<(), String> {
    let mut at = index.start;
    while at + AVI_INDEX_ENTRY_LEN <= index.end {
        let kind: [u8; 4] = window.array(at)?;
        let next = at + AVI_INDEX_ENTRY_LEN;
        if &kind != b"rec " && avi_stream(&kind).is_none_or(|stream| stream >= streams) {
            findings.patches.zero(at..next);
        }
        at = next;
    }
    findings.patches.zero(at..index.end);
    Ok(())
}

/// The length of the description of a format of [`WAV_FORMATS`].
fn wav_format_len(format: u16) -> u64 {
    match format {
        0x1 => 16,
        0x2 => 50,
        0x11 => 20,
        0x55 => 30,
        0xfffe => 40,
        _ => 18,
    }
}

/// Zeros a chunk after its fields.
fn zero_from(findings: &mut Findings, chunk: &RiffChunk, len: u64) {
    findings.patches.zero((chunk.content.start + len).min(chunk.content.end)..chunk.content.end);
}

/// The number of the stream that a chunk of data, or of the index of a stream, is of.
fn avi_stream(kind: &[u8; 4]) -> Option<u8> {
    match kind {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', b'd' | b'w', b'b' | b'c']
        | [b'i', b'x', tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + ones - b'0'),
        _ => None,
    }
}

/// Returns an error for a stream that is neither pictures nor sound.
fn check_avi_stream(window: &mut Window<'_>, header: u64) -> Result<(), String> {
    let kind: [u8; 4] = window.array(header)?;
    if !matches!(&kind, b"vids" | b"auds") {
        return Err(format!("it has data besides sound and pictures (`{}`)", kind.escape_ascii()));
    }
    Ok(())
}

/// The length of the format description of a stream. If a decoder needs all of it, its letters are searched. An error for
/// formats that may hold more than sound or pictures. `stream` is the header of the stream, which comes first.
fn avi_format_len(
    window: &mut Window<'_>,
    findings: &mut Findings,
    stream: u64,
    content: &Range<u64>,
) -> Result<u64, String> {
    let start = content.start;
    if !window.has(stream, b"vids") {
        let format = u16::from_le_bytes(window.array(start)?);
        return match format {
            // What an AAC decoder needs stands after the other fields.
            0xff => Ok(18 + u64::from(u16::from_le_bytes(window.array(start + 16)?)).min(MAX_AAC_LEN)),
            0x50 => Ok(40),
            0x2000 => Ok(18),
            format if WAV_FORMATS.contains(&format) => Ok(wav_format_len(format)),
            _ => Err(refusal::unknown_format("sound", format!("{format:#x}").as_bytes())),
        };
    }
    let codec: [u8; 4] = window.array(start + 16)?;
    match &codec.map(|letter| letter.to_ascii_uppercase()) {
        b"MJPG" | b"JPEG" | b"AVRN" | b"DMB1" => Err(refusal::picture_frames()),
        upper if AVI_FORMATS_WITH_HEADERS.contains(&upper) => {
            let len = content.end - start;
            findings.keep_text(printable(&window.part(start, len)?))?;
            Ok(len)
        }
        upper if *upper == [0; 4] || AVI_FORMATS.contains(&upper) => {
            let bits = u16::from_le_bytes(window.array(start + 14)?);
            // Few colors stand in a table.
            let colors = if bits <= 8 { 1_u64 << bits } else { 0 };
            Ok(BITMAP_HEADER_LEN + 4 * colors)
        }
        _ => Err(refusal::unknown_format("picture", &codec)),
    }
}

/// Where a RIFF chunk ends. Recorders that were switched off leave its length at 0 or at the most that it can be.
fn riff_end(window: &mut Window<'_>, start: u64) -> Result<u64, String> {
    let end = start + 8 + u64::from(window.u32_le(start + 4)?);
    Ok(if end < start + 12 { window.len() } else { end.min(window.len()) })
}

/// The first chunk in a range; `None` if what is left is too short for one. `wide_len` is the length of the sound where it
/// does not fit into 32 bits.
fn next_chunk(
    window: &mut Window<'_>,
    family: Family,
    range: Range<u64>,
    wide_len: Option<u64>,
) -> Result<Option<RiffChunk>, String> {
    let start = range.start;
    if range.end.saturating_sub(start) < 8 {
        return Ok(None);
    }
    let kind = window.array(start)?;
    let len = match family {
        Family::Riff => window.u32_le(start + 4)?,
        Family::Aiff => window.u32_be(start + 4)?,
    };
    let len = match (&kind, len, wide_len) {
        (b"data", u32::MAX, Some(len)) => len,
        (b"data", u32::MAX, None) => range.end - start - 8,
        _ => u64::from(len),
    };
    let end = (start + 8).checked_add(len).filter(|end| *end <= range.end);
    Ok(Some(RiffChunk { kind, start, content: start + 8..end.ok_or_else(refusal::incomplete)? }))
}

/// Chunks begin at even offsets.
fn padded(end: u64, limit: u64) -> u64 {
    (end + end % 2).min(limit)
}

fn fill(findings: &mut Findings, family: Family, chunk: &RiffChunk) {
    let filling = match family {
        Family::Riff => b"JUNK",
        Family::Aiff => b"FLLR",
    };
    if chunk.kind != *filling {
        findings.patches.replace(chunk.start, *filling);
    }
    findings.patches.zero(chunk.content.clone());
}
