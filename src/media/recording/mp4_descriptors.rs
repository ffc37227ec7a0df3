//! Descriptors of elementary streams in MP4 files (ISO/IEC 14496-1): each begins with a tag and its length.

/// The format that the box `esds` names. Streams that depend on others or are elsewhere are not known.
pub(super) fn object_type(bytes: &[u8]) -> Option<u8> {
    match descriptor(bytes.get(4..)?, 3)? {
        [_, _, flags, rest @ ..] if flags & 0xe0 == 0 => descriptor(rest, 4)?.first().copied(),
        _ => None,
    }
}

/// Tags of descriptors that decoders need: those of the decoder, of what it needs, and of the way that samples are packed.
const KNOWN_TAGS: [u8; 3] = [4, 5, 6];

/// The length of the box `esds` without what follows the descriptor; `None` if there is anything in it that decoders don't
/// need.
pub(super) fn stream_len(bytes: &[u8]) -> Option<usize> {
    let (header, content) = whole_descriptor(bytes.get(4..)?, 3)?;
    // The number of the stream, and flags.
    let rest = content.get(3..)?;
    let (decoder, after) = split_descriptor(rest)?;
    // The format, sizes and rates.
    is_known_list(decoder.get(13..)?).then_some(())?;
    is_known_list(after).then_some(4 + header + content.len())
}

/// Whether there is nothing but known descriptors.
fn is_known_list(list: &[u8]) -> bool {
    let mut rest = list;
    while !rest.is_empty() {
        match split_descriptor(rest) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

/// The content of the first descriptor of a known kind, and what follows it.
fn split_descriptor(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let tag = bytes.first().filter(|tag| KNOWN_TAGS.contains(tag))?;
    let (header, content) = whole_descriptor(bytes, *tag)?;
    Some((content, bytes.get(header + content.len()..)?))
}

/// The length of the tag and the length of a descriptor, and its content.
fn whole_descriptor(bytes: &[u8], tag: u8) -> Option<(usize, &[u8])> {
    let rest = descriptor(bytes, tag)?;
    let header = bytes.len() - rest.len();
    let len = bytes[1..header].iter().fold(0, |len, byte| len << 7 | usize::from(byte & 0x7f));
    Some((header, rest.get(..len)?))
}

/// What follows the tag and the length of a descriptor. The length has up to four bytes, all but the last with the highest
/// bit.
fn descriptor(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(&[tag])?;
    let end = rest.iter().take(4).position(|byte| byte & 0x80 == 0)?;
    rest.get(end + 1..)
}

#[cfg(test)]
mod tests {
    use super::{object_type, stream_len};

    #[test]
    fn what_follows_a_stream_is_no_part_of_it() {
        let decoder = [&[4, 17, 0x40][..], &[0; 12], &[5, 2, 0x12, 0x10]].concat();
        let stream = |more: &[u8]| {
            let content = [&[0, 1, 0][..], &decoder, &[6, 1, 2], more].concat();
            [&[0, 0, 0, 0, 3, 0x80, 0x80, 0x80, content.len() as u8][..], &content].concat()
        };
        let plain = stream(b"");
        assert_eq!(stream_len(&plain), Some(plain.len()));
        assert_eq!(stream_len(&[&plain[..], b"Jordan"].concat()), Some(plain.len()));
        assert_eq!(stream_len(&stream(b"\x0d\x06Jordan")), None);
        assert_eq!(stream_len(&plain[..plain.len() - 1]), None);
    }

    #[test]
    fn the_format_of_an_elementary_stream_is_found() {
        let stream = |flags: u8| [0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 0x22, 0, 1, flags, 4, 0x11, 0x6c];
        assert_eq!(object_type(&stream(0)), Some(0x6c));
        assert_eq!(object_type(&stream(0x40)), None);
        assert_eq!(object_type(&stream(0)[..14]), None);
    }
}
