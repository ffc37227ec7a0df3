//! The lengths of the boxes in a sample entry that decoders need (ISO/IEC 14496-1 and -15, and those of each format).

use super::mp4_box::Mp4Box;
use super::mp4_descriptors;
use super::window::Window;
use crate::media::reader::ByteReader;

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

/// Skips byte strings, each after its length in two bytes.
fn skip_strings(reader: &mut ByteReader<'_>, count: u16) -> Option<()> {
    for _ in 0..count {
        let len = reader.read_u16_be()?;
        reader.take(usize::from(len))?;
    }
    Some(())
}

/// The configuration of H.264: parameter sets, and of some profiles three bytes and more sets.
fn h264_len(bytes: &[u8]) -> Option<usize> {
    let mut reader = ByteReader::new(bytes);
    let [_, profile, _, _, _, sets] = reader.read_array()?;
    skip_strings(&mut reader, u16::from(sets & 0x1f))?;
    let sets = reader.read_u8()?;
    skip_strings(&mut reader, sets.into())?;
    let end = reader.position();
    match reader.read_array() {
        // Bits that are not used are 1.
        Some([0xfc..=0xff, 0xf8..=0xff, 0xf8..=0xff, sets]) if HIGH_PROFILES.contains(&profile) => {
            skip_strings(&mut reader, sets.into())?;
            Some(reader.position())
        }
        _ => Some(end),
    }
}

/// The configuration of H.265: lists of units of one kind each.
fn h265_len(bytes: &[u8]) -> Option<usize> {
    let mut reader = ByteReader::new(bytes);
    reader.take(22)?;
    for _ in 0..reader.read_u8()? {
        reader.take(1)?;
        let count = reader.read_u16_be()?;
        skip_strings(&mut reader, count)?;
    }
    Some(reader.position())
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
