//! Headers of the codecs of Xiph, of which one holds the comments: who made it, the title, covers.

/// A codec in Ogg, or in Matroska with headers like there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XiphCodec {
    Flac,
    Opus,
    Speex,
    Theora,
    Vorbis,
}

impl XiphCodec {
    /// By the first header of a stream.
    pub(super) fn from_header(header: &[u8]) -> Option<Self> {
        Some(match header {
            [0x7f, b'F', b'L', b'A', b'C', ..] => Self::Flac,
            [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', ..] => Self::Opus,
            [b'S', b'p', b'e', b'e', b'x', b' ', ..] => Self::Speex,
            [0x80, b't', b'h', b'e', b'o', b'r', b'a', ..] => Self::Theora,
            [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => Self::Vorbis,
            _ => return None,
        })
    }

    /// The number of headers; `None` if a flag in the last one tells.
    pub(super) fn header_count(self) -> Option<usize> {
        match self {
            Self::Opus | Self::Speex => Some(2),
            Self::Theora | Self::Vorbis => Some(3),
            Self::Flac => None,
        }
    }

    /// How the second header begins.
    pub(super) fn comment_prefix(self) -> &'static [u8] {
        match self {
            Self::Flac | Self::Speex => b"",
            Self::Opus => b"OpusTags",
            Self::Theora => b"\x81theora",
            Self::Vorbis => b"\x03vorbis",
        }
    }

    /// Overwrites a part of the second header, `offset` bytes from its beginning, so that it holds no comment. The name of
    /// the encoder and the number of comments come first, and each is 0.
    pub(super) fn blank_comments(self, part: &mut [u8], offset: usize) {
        let prefix_len = self.comment_prefix().len();
        // Vorbis marks the end of the comments with a bit.
        let end_mark = (self == Self::Vorbis).then_some(prefix_len + 8);
        for (at, byte) in (offset..).zip(part).filter(|(at, _)| *at >= prefix_len) {
            *byte = u8::from(Some(at) == end_mark);
        }
    }
}
