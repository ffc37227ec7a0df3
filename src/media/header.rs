//! What a header tells, and the limits that it is held to.

use image::metadata::Orientation;

use super::fault::Fault;

/// The most that a picture may have, in millions of pixels.
const MEGAPIXELS: u64 = 50;

/// What a header tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    /// As stored, not as shown.
    pub(super) width: u32,
    /// As stored, not as shown.
    pub(super) height: u32,
    /// How to turn it to see it upright.
    pub(super) orientation: Orientation,
}

impl Header {
    pub(super) fn upright(width: u32, height: u32) -> Self {
        Self { width, height, orientation: Orientation::NoTransforms }
    }

    /// The width and height of the picture when it is upright.
    pub(super) fn shown(&self) -> (u32, u32) {
        match self.orientation {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => (self.height, self.width),
            Orientation::NoTransforms
            | Orientation::Rotate180
            | Orientation::FlipHorizontal
            | Orientation::FlipVertical => (self.width, self.height),
        }
    }
}

/// A picture without what is not published; not yet upright.
#[derive(Debug)]
pub(super) struct Stripped {
    pub(super) bytes: Vec<u8>,
    /// How many pictures an animation has; 0 when it stands still.
    pub(super) frames: u64,
    /// How many pixels the frames have together, where they may be larger than the picture.
    pub(super) pixels: u64,
}

/// Refuses a picture, or a frame of one, that is too large to decode.
pub(super) fn hold_to_limit(width: u32, height: u32) -> Result<(), Fault> {
    match u64::from(width) * u64::from(height) {
        0 => Err(Fault::damaged()),
        pixels if pixels > MEGAPIXELS * 1_000_000 => Err(Fault::too_large(width, height, MEGAPIXELS)),
        _ => Ok(()),
    }
}

/// How EXIF data says that the picture is to be turned; a nonsense value turns nothing.
pub(super) fn orientation(exif: &[u8]) -> Orientation {
    // Some writers of PNG and WebP keep the mark that only JPEG needs.
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    Orientation::from_exif_chunk(tiff).unwrap_or(Orientation::NoTransforms)
}
