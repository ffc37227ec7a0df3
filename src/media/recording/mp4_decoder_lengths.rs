//! How long what decoders need of a sample entry is (ISO/IEC 14496-1 and -15, and those of each format).

use super::mp4_box::Mp4Box;
use super::mp4_descriptors;
use super::window::Window;

/// Profiles of H.264 whose description goes on after the parameter sets.
const HIGH_PROFILES: [u8; 4] = [100, 110, 122, 144];

/// The most bytes of such a box; longer ones hold something else.
const MAX_LEN: u64 = 1 << 16;

/// The length of a box that decoders need; `None` if its fields make no sense. Boxes of other formats count as a whole.
pub(super) fn decoder_len(window: &mut Window<'_>, found: &Mp4Box) -> Result<Option<u64>, String> {
    let len = found.content.end - found.content.start;
    let fixed_len = match &found.kind {
        b"dac3" => 3,
        b"mp4a" => 4,
        b"pcmC" => 6,
        b"d263" => 7,
        b"CoLL" | b"bitr" | b"srat" => 8,
        b"damr" => 9,
        b"vpcC" => 12,
        b"dvcC" | b"dvvC" => 24,
        b"SmDm" => 28,
        b"avcC" | b"dOps" | b"esds" | b"hvcC" => {
            if len > MAX_LEN {
                return Ok(None);
            }
            let bytes = window.part(found.content.start, len)?;
            let end = match &found.kind {
                b"avcC" => h264_len(&bytes),
                b"hvcC" => h265_len(&bytes),
                b"esds" => mp4_descriptors::stream_len(&bytes),
                _ => opus_len(&bytes),
            };
            return Ok(end.map(|end| end as u64));
        }
        _ => len,
    };
    Ok(Some(len.min(fixed_len)))
}

/// The length of a list of byte strings from a place on, each after its length in two bytes.
fn skip_strings(bytes: &[u8], at: usize, count: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..count {
        let len = bytes.get(at..at + 2)?;
        at += 2 + usize::from(u16::from_be_bytes([len[0], len[1]]));
    }
    (at <= bytes.len()).then_some(at)
}

/// The configuration of H.264: parameter sets, and of some profiles three bytes and more sets.
fn h264_len(bytes: &[u8]) -> Option<usize> {
    let sets = usize::from(*bytes.get(5)? & 0x1f);
    let at = skip_strings(bytes, 6, sets)?;
    let end = skip_strings(bytes, at + 1, usize::from(*bytes.get(at)?))?;
    match bytes.get(end..end + 4) {
        // Bits that are not used are 1.
        Some([chroma, luma_bits, chroma_bits, sets])
            if HIGH_PROFILES.contains(&bytes[1])
                && *chroma >= 0xfc
                && *luma_bits >= 0xf8
                && *chroma_bits >= 0xf8 =>
        {
            skip_strings(bytes, end + 4, usize::from(*sets))
        }
        _ => Some(end),
    }
}

/// The configuration of H.265: lists of units of one kind each.
fn h265_len(bytes: &[u8]) -> Option<usize> {
    let mut at = 23;
    for _ in 0..*bytes.get(22)? {
        let count = bytes.get(at + 1..at + 3)?;
        at = skip_strings(bytes, at + 3, usize::from(u16::from_be_bytes([count[0], count[1]])))?;
    }
    Some(at)
}

/// The configuration of Opus: a table follows if the channels are not the usual ones.
fn opus_len(bytes: &[u8]) -> Option<usize> {
    let channels = usize::from(*bytes.get(1)?);
    let len = if *bytes.get(10)? == 0 { 11 } else { 13 + channels };
    (len <= bytes.len()).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_configuration_is_no_part_of_it() {
        let plain = [1, 77, 0, 30, 0xff, 0xe1, 0, 2, 9, 9, 1, 0, 1, 9];
        let high =
            [&[1, 100, 0, 30, 0xff, 0xe1, 0, 2, 9, 9, 1, 0, 1, 9][..], &[0xfd, 0xf8, 0xf8, 0]].concat();
        let h265 = [&[1; 22][..], &[1, 0xa0, 0, 1, 0, 3, 9, 9, 9]].concat();
        let opus = [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let read_h264: fn(&[u8]) -> Option<usize> = h264_len;
        for (read, bytes) in
            [(read_h264, &plain[..]), (h264_len, &high), (h265_len, &h265), (opus_len, &opus)]
        {
            assert_eq!(read(bytes), Some(bytes.len()));
            assert_eq!(read(&[bytes, b"Jordan"].concat()), Some(bytes.len()));
            assert_eq!(read(&bytes[..bytes.len() / 2]), None);
        }
    }
}
