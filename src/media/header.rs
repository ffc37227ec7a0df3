//! Image headers, the limit on their dimensions, and EXIF orientation.

use image::metadata::Orientation;

use super::fault::Fault;

/// The largest image or frame that is decoded, in millions of pixels.
const MEGAPIXELS: u64 = 50;

/// Dimensions and orientation as read from a file header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    /// Pixels as stored, before the orientation is applied.
    pub(super) width: u32,
    /// Pixels as stored, before the orientation is applied.
    pub(super) height: u32,
    /// The transform that displays the stored pixels upright.
    pub(super) orientation: Orientation,
}

impl Header {
    pub(super) fn upright(width: u32, height: u32) -> Self {
        Self { width, height, orientation: Orientation::NoTransforms }
    }

    /// Width and height after the orientation is applied.
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

/// A file without its metadata. The orientation is not applied yet.
#[derive(Debug)]
pub(super) struct Stripped {
    pub(super) bytes: Vec<u8>,
    /// The number of frames of an animation; 0 for a still image.
    pub(super) frames: u64,
    /// The pixels of all frames together; only filled in for GIF, where a frame may exceed the canvas.
    pub(super) pixels: u64,
}

/// Returns an error when an image or a frame is empty or exceeds the limit.
pub(super) fn hold_to_limit(width: u32, height: u32) -> Result<(), Fault> {
    match u64::from(width) * u64::from(height) {
        0 => Err(Fault::damaged()),
        pixels if pixels > MEGAPIXELS * 1_000_000 => Err(Fault::too_large(width, height, MEGAPIXELS)),
        _ => Ok(()),
    }
}

/// Reads the orientation from EXIF data; invalid values mean no transform.
pub(super) fn orientation(exif: &[u8]) -> Orientation {
    // Some encoders write the prefix that only JPEG needs into PNG and WebP too.
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    Orientation::from_exif_chunk(tiff).unwrap_or(Orientation::NoTransforms)
}
