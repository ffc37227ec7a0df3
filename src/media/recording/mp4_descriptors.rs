//! Descriptors of elementary streams in MP4 files (ISO/IEC 14496-1): each begins with a tag and its length.

/// The format that the box `esds` names. Streams that depend on others or are elsewhere are not known.
pub(super) fn object_type(bytes: &[u8]) -> Option<u8> {
    match descriptor(bytes.get(4..)?, 3)? {
        [_, _, flags, rest @ ..] if flags & 0xe0 == 0 => descriptor(rest, 4)?.first().copied(),
        _ => None,
    }
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
    use super::object_type;

    #[test]
    fn the_format_of_an_elementary_stream_is_found() {
        let stream = |flags: u8| [0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 0x22, 0, 1, flags, 4, 0x11, 0x6c];
        assert_eq!(object_type(&stream(0)), Some(0x6c));
        assert_eq!(object_type(&stream(0x40)), None);
        assert_eq!(object_type(&stream(0)[..14]), None);
    }
}
