//! Raster images of all formats: limits, full decoding, and removal of metadata.

use std::borrow::Cow;

use image::metadata::Orientation;

use super::clean_report::CleanReport;
use super::format::RasterFormat;
use super::header::{ImageHeader, StrippedImage, check_dimensions};
use super::pixels::PictureTraits;
use super::{error, gif, jpeg, pixels, png, webp};
use crate::diagnostic::Problem;

/// The largest animation that is decoded: all frames together, in millions of pixels.
const MAX_ANIMATION_MEGAPIXELS: u64 = 1000;

/// Reads the header and checks the dimensions against the limit.
pub(super) fn read_header(raster: RasterFormat, bytes: &[u8]) -> Result<ImageHeader, Problem> {
    let header = match raster {
        RasterFormat::Jpeg => jpeg::read_header(bytes),
        RasterFormat::Png => png::read_header(bytes),
        RasterFormat::Webp => webp::read_header(bytes),
        RasterFormat::Gif => gif::read_header(bytes),
    }?;
    check_dimensions(header.width, header.height)?;
    Ok(header)
}

/// Decodes all frames, without metadata, to make sure that the published copy is readable. `None` for an animation.
pub(super) fn examine(
    raster: RasterFormat,
    bytes: &[u8],
    report: &mut CleanReport,
) -> Result<Option<PictureTraits>, Problem> {
    let header = read_header(raster, bytes)?;
    let stripped = strip_metadata(raster, bytes, report)?;
    if stripped.frame_count == 0 {
        let pixels = pixels::decode(raster, &stripped.bytes)?;
        return Ok(Some(PictureTraits::new(raster, &pixels)));
    }
    check_animation_size(&header, &stripped)?;
    pixels::decode_frames(raster, &stripped.bytes).map(|()| None)
}

fn check_animation_size(header: &ImageHeader, animation: &StrippedImage) -> Result<(), Problem> {
    let canvas = u64::from(header.width) * u64::from(header.height);
    if canvas.saturating_mul(animation.frame_count).max(animation.frame_pixels)
        > MAX_ANIMATION_MEGAPIXELS * 1_000_000
    {
        return Err(error::animation_too_large(animation.frame_count, MAX_ANIMATION_MEGAPIXELS));
    }
    Ok(())
}

/// Removes metadata and applies the orientation. Borrows the input when nothing changes.
pub(super) fn clean<'a>(
    raster: RasterFormat,
    bytes: &'a [u8],
    report: &mut CleanReport,
) -> Result<Cow<'a, [u8]>, Problem> {
    let header = read_header(raster, bytes)?;
    let stripped = strip_metadata(raster, bytes, report)?;
    if header.orientation != Orientation::NoTransforms {
        return encode_upright(raster, &stripped, header.orientation).map(Cow::Owned);
    }
    match stripped.bytes == bytes {
        true => Ok(Cow::Borrowed(bytes)),
        false => Ok(Cow::Owned(stripped.bytes)),
    }
}

fn encode_upright(
    raster: RasterFormat,
    stripped: &StrippedImage,
    orientation: Orientation,
) -> Result<Vec<u8>, Problem> {
    if stripped.frame_count > 0 {
        return Err(error::rotated_animation());
    }
    let upright = pixels::apply_orientation(raster, &stripped.bytes, orientation)?;
    match raster {
        // The encoder writes no color chunks, so they are copied from the original.
        RasterFormat::Png => png::copy_color_chunks(&upright, &stripped.bytes),
        RasterFormat::Jpeg | RasterFormat::Webp | RasterFormat::Gif => Ok(upright),
    }
}

/// Removes metadata, without applying the orientation.
pub(super) fn strip_metadata(
    raster: RasterFormat,
    bytes: &[u8],
    report: &mut CleanReport,
) -> Result<StrippedImage, Problem> {
    match raster {
        RasterFormat::Jpeg => jpeg::strip_metadata(bytes, report),
        RasterFormat::Png => png::strip_metadata(bytes, report),
        RasterFormat::Webp => webp::strip_metadata(bytes, report),
        RasterFormat::Gif => gif::strip_metadata(bytes, report),
    }
}
