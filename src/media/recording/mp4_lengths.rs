//! How long what MP4 and QuickTime boxes are for is (ISO/IEC 14496-12, QuickTime File Format): players pass over the rest.

use super::mp4_box::Mp4Box;
use super::mp4_decoder_lengths::decoder_len;
use super::window::Window;

/// The longest name of a language, such as `zh-Hant-TW`.
const MAX_LANGUAGE_LEN: u64 = 35;

/// The most tracks that a track refers to, and the greatest number of one.
const MAX_REFERENCES: u64 = 100;
const MAX_TRACK_NUMBER: u32 = 0xffff;

/// Groups of samples that players know: those that decoding may begin at or before.
const GROUPS: [&[u8; 4]; 4] = [b"prol", b"rap ", b"roll", b"sync"];

/// Boxes that players can do without, so that they go if their fields make no sense.
pub(super) const OPTIONAL_BOXES: [&[u8; 4]; 12] = [
    b"chap", b"colr", b"elng", b"fall", b"folw", b"forc", b"mfro", b"sbgp", b"sgpd", b"sidx", b"subt",
    b"tfra",
];

/// Where the fields of a box end, which is where it ends for those of decoders; `None` if they make no sense.
pub(super) fn fields_end(window: &mut Window<'_>, found: &Mp4Box) -> Result<Option<u64>, String> {
    let (start, end) = (found.content.start, found.content.end);
    let is_long = found.content.start < end && window.array::<1>(start)? == [1];
    let by_version = |short: u64, long: u64| if is_long { long } else { short };
    let fixed_len = match &found.kind {
        b"enda" | b"fiel" => 2,
        b"clli" | b"frma" | b"gama" | b"nmhd" | b"sthd" => 4,
        b"mfhd" | b"mfro" | b"pasp" | b"smhd" => 8,
        b"btrt" | b"clef" | b"enof" | b"prof" | b"vmhd" => 12,
        b"colr" => return color_end(window, found),
        b"gmin" => 16,
        b"mdcv" | b"trex" => 24,
        b"clap" => 32,
        b"text" => 36,
        b"mehd" | b"tfdt" => by_version(8, 12),
        b"mdhd" => by_version(24, 36),
        b"cslg" => by_version(24, 44),
        b"tkhd" => by_version(84, 96),
        b"mvhd" => by_version(100, 112),
        _ => {
            let len = table_len(window, found, is_long)?;
            return Ok(len.and_then(|len| start.checked_add(len)).filter(|fields_end| *fields_end <= end));
        }
    };
    Ok(Some(end.min(start + fixed_len)))
}

/// Where the numbers of a color end; `None` for a color profile, which films can do without.
fn color_end(window: &mut Window<'_>, found: &Mp4Box) -> Result<Option<u64>, String> {
    let len = match &window.array(found.content.start)? {
        b"nclc" => 10,
        b"nclx" => 11,
        _ => return Ok(None),
    };
    Ok(Some(found.content.end.min(found.content.start + len)))
}

/// The length of a box whose fields say how many others follow.
fn table_len(window: &mut Window<'_>, found: &Mp4Box, is_long: bool) -> Result<Option<u64>, String> {
    let start = found.content.start;
    let len = found.content.end - start;
    let (count_at, entry_len) = match &found.kind {
        b"elng" => return language_len(window, found),
        b"chap" | b"fall" | b"folw" | b"forc" | b"subt" => return references_len(window, found),
        b"sgpd" | b"sbgp" if len < 12 || !GROUPS.contains(&&window.array(start + 4)?) => return Ok(None),
        b"sbgp" => (if is_long { 12 } else { 8 }, 8),
        b"sgpd" if is_long && len >= 16 => (12, u64::from(window.u32_be(start + 8)?)),
        b"sgpd" => return Ok(None),
        b"stco" | b"stps" | b"stss" => (4, 4),
        b"co64" | b"ctts" | b"stts" => (4, 8),
        b"stsc" => (4, 12),
        b"elst" => (4, if is_long { 20 } else { 12 }),
        b"stsz" if len >= 12 => (8, if window.u32_be(start + 4)? == 0 { 4 } else { 0 }),
        // Three pairs of bits tell how long three numbers of each entry are.
        b"tfra" if len >= 16 => {
            let lens = window.u32_be(start + 8)?;
            let numbers = u64::from((lens >> 4 & 3) + (lens >> 2 & 3) + (lens & 3) + 3);
            (12, numbers + if is_long { 16 } else { 8 })
        }
        b"sidx" if len >= 24 => {
            let table = if is_long { 32 } else { 24 };
            let count = window.u16_be(start + table - 2)?;
            return Ok(Some(table + 12 * u64::from(count)));
        }
        b"sidx" | b"stsz" | b"tfra" => return Ok(None),
        _ => return decoder_len(window, found),
    };
    if len < count_at + 4 {
        return Ok(None);
    }
    let count = u64::from(window.u32_be(start + count_at)?);
    Ok(count.checked_mul(entry_len).and_then(|entries| entries.checked_add(count_at + 4)))
}

/// The length of the box with the language of a track, which ends with a zero.
fn language_len(window: &mut Window<'_>, found: &Mp4Box) -> Result<Option<u64>, String> {
    let len = found.content.end - found.content.start;
    if !(5..=MAX_LANGUAGE_LEN).contains(&len) {
        return Ok(None);
    }
    let bytes = window.part(found.content.start, len)?;
    let rest = bytes.get(4..).unwrap_or_default();
    let Some(name_len) = rest.iter().position(|byte| *byte == 0) else { return Ok(None) };
    let parts: Vec<&[u8]> = rest[..name_len].split(|byte| *byte == b'-').collect();
    let is_part = |part: &&[u8]| (1..=8).contains(&part.len()) && part.iter().all(u8::is_ascii_alphanumeric);
    let is_language = parts.iter().all(is_part) && parts.first().is_some_and(|first| first.len() <= 3);
    Ok(is_language.then_some(4 + name_len as u64 + 1))
}

/// The length of a list of tracks that a track refers to.
fn references_len(window: &mut Window<'_>, found: &Mp4Box) -> Result<Option<u64>, String> {
    let count = (found.content.end - found.content.start) / 4;
    for number in 0..count {
        let track = window.u32_be(found.content.start + 4 * number)?;
        if number >= MAX_REFERENCES || track > MAX_TRACK_NUMBER {
            return Ok(None);
        }
    }
    Ok(Some(4 * count))
}
