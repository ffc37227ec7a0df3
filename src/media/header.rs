//! Image headers, the limit on their dimensions, and EXIF orientation.

use image::metadata::Orientation;

use super::error;
use crate::diagnostic::Problem;

/// The largest image or frame that is decoded, in millions of pixels.
const MAX_MEGAPIXELS: u64 = 50;

/// Dimensions and orientation as read from a file header.
#[derive(Clone, Copy, Debug)]
pub(super) struct ImageHeader {
    /// Pixels as stored, before the orientation is applied.
    pub(super) width: u32,
    /// Pixels as stored, before the orientation is applied.
    pub(super) height: u32,
    /// The transform that displays the stored pixels upright.
    pub(super) orientation: Orientation,
}

impl ImageHeader {
    pub(super) fn new_upright(width: u32, height: u32) -> Self {
        Self { width, height, orientation: Orientation::NoTransforms }
    }

    /// Width and height after the orientation is applied.
    pub(super) fn oriented_size(&self) -> (u32, u32) {
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
pub(super) struct StrippedImage {
    pub(super) bytes: Vec<u8>,
    /// The number of frames of an animation; 0 for a still image.
    pub(super) frame_count: u64,
    /// The pixels of all frames together; only filled in for GIF, where a frame may exceed the canvas.
    pub(super) frame_pixels: u64,
}

/// Returns an error when an image or a frame is empty or exceeds the limit.
pub(super) fn check_dimensions(width: u32, height: u32) -> Result<(), Problem> {
    match u64::from(width) * u64::from(height) {
        0 => Err(error::damaged()),
        pixels if pixels > MAX_MEGAPIXELS * 1_000_000 => Err(error::too_large(width, height, MAX_MEGAPIXELS)),
        _ => Ok(()),
    }
}

/// Reads the orientation from EXIF data; invalid values mean no transform.
pub(super) fn parse_orientation(exif: &[u8]) -> Orientation {
    // Some encoders write the prefix that only JPEG needs into PNG and WebP too.
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    Orientation::from_exif_chunk(tiff).unwrap_or(Orientation::NoTransforms)
}
