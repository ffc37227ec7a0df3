//! Decoding in bounded memory, and re-encoding with the orientation applied.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::metadata::Orientation;
use image::{
    AnimationDecoder, DynamicImage, Frames, ImageDecoder, ImageEncoder, ImageError, ImageReader, ImageResult,
    Limits,
};
use serde::{Deserialize, Serialize};

use super::error;
use super::format::RasterFormat;
use crate::diagnostic::Problem;

/// The most memory that a decoder may allocate, in bytes. An image at the limit of 50 megapixels needs 400 MB as 16-bit
/// RGBA.
const MAX_DECODE_BYTES: u64 = 512 << 20;
/// The quality of re-encoded JPEGs, from 1 to 100.
const JPEG_QUALITY: u8 = 90;

/// Decodes a still image.
pub(super) fn decode(raster: RasterFormat, bytes: &[u8]) -> Result<DynamicImage, Problem> {
    new_reader(raster, bytes).decode().map_err(convert_error)
}

/// Decodes a still image, with its color profile.
pub(super) fn decode_with_profile(
    raster: RasterFormat,
    bytes: &[u8],
) -> Result<(DynamicImage, Option<Vec<u8>>), Problem> {
    let mut decoder = new_reader(raster, bytes).into_decoder().map_err(convert_error)?;
    let profile = decoder.icc_profile().ok().flatten();
    Ok((DynamicImage::from_decoder(decoder).map_err(convert_error)?, profile))
}

/// What a still picture is like, as far as it decides how light copies of it are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureTraits {
    /// Whether something can be seen through it.
    pub has_transparency: bool,
    /// Whether it has large areas of one color and was saved without loss, like a screenshot or a diagram.
    pub is_drawing: bool,
}

impl PictureTraits {
    pub(super) fn new(raster: RasterFormat, pixels: &DynamicImage) -> Self {
        let color = pixels.color();
        let pixel_len = usize::from(color.bytes_per_pixel());
        let alpha_len = if color.has_alpha() { pixel_len / usize::from(color.channel_count()) } else { 0 };
        let pixels = || pixels.as_bytes().chunks_exact(pixel_len);
        let is_opaque = |pixel: &[u8]| pixel[pixel_len - alpha_len..].iter().all(|byte| *byte == u8::MAX);
        let has_transparency = alpha_len > 0 && !pixels().all(is_opaque);
        // JPEG leaves no two neighbors alike around letters and lines, so nothing crisp would be lost.
        let is_lossless = raster != RasterFormat::Jpeg;
        let equal_neighbors = || pixels().zip(pixels().skip(1)).filter(|(a, b)| a == b).count();
        let is_drawing = is_lossless && equal_neighbors() * 2 > pixels().len();
        Self { has_transparency, is_drawing }
    }
}

/// Decodes all frames of an animation, holding one at a time in memory.
pub(super) fn decode_frames(raster: RasterFormat, bytes: &[u8]) -> Result<(), Problem> {
    let frames = match raster {
        RasterFormat::Gif => into_limited_frames(GifDecoder::new(Cursor::new(bytes))),
        RasterFormat::Webp => into_limited_frames(WebPDecoder::new(Cursor::new(bytes))),
        RasterFormat::Png => PngDecoder::with_limits(Cursor::new(bytes), decoder_limits())
            .and_then(PngDecoder::apng)
            .map(AnimationDecoder::into_frames),
        RasterFormat::Jpeg => return decode(raster, bytes).map(drop),
    };
    for frame in frames.map_err(convert_error)? {
        frame.map_err(convert_error)?;
    }
    Ok(())
}

/// Applies the orientation and re-encodes the image in its own format, keeping only its color profile.
pub(super) fn apply_orientation(
    raster: RasterFormat,
    bytes: &[u8],
    orientation: Orientation,
) -> Result<Vec<u8>, Problem> {
    let (mut pixels, profile) = decode_with_profile(raster, bytes)?;
    pixels.apply_orientation(orientation);
    let profile = profile.filter(|profile| profile_matches(profile, &pixels));
    encode(raster, &pixels, profile).map_err(convert_error)
}

fn decoder_limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODE_BYTES);
    limits
}

fn new_reader(raster: RasterFormat, bytes: &[u8]) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), raster.to_codec());
    reader.limits(decoder_limits());
    reader
}

fn into_limited_frames<'a, D>(decoder: ImageResult<D>) -> ImageResult<Frames<'a>>
where
    D: ImageDecoder + AnimationDecoder<'a>,
{
    let mut decoder = decoder?;
    decoder.set_limits(decoder_limits())?;
    Ok(decoder.into_frames())
}

/// Whether a color profile matches the color type of the decoded pixels: a CMYK photograph is decoded as RGB.
fn profile_matches(profile: &[u8], pixels: &DynamicImage) -> bool {
    match profile.get(16..20) {
        Some(b"RGB ") => pixels.color().has_color(),
        Some(b"GRAY") => !pixels.color().has_color(),
        _ => false,
    }
}

fn encode(raster: RasterFormat, pixels: &DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match raster {
        RasterFormat::Jpeg => {
            write_image(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY), pixels, profile)
        }
        RasterFormat::Webp => write_image(WebPEncoder::new_lossless(&mut bytes), pixels, profile),
        // GIF never gets here: the format has no EXIF data, and so no orientation.
        RasterFormat::Png | RasterFormat::Gif => write_image(PngEncoder::new(&mut bytes), pixels, None),
    }?;
    Ok(bytes)
}

fn write_image<E: ImageEncoder>(
    mut encoder: E,
    pixels: &DynamicImage,
    profile: Option<Vec<u8>>,
) -> ImageResult<()> {
    if let Some(profile) = profile {
        // An encoder without support for profiles still writes the image.
        let _ = encoder.set_icc_profile(profile);
    }
    pixels.write_with_encoder(encoder)
}

pub(super) fn convert_error(error: ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => Problem::new(
            "the picture needs too much memory to decode",
            "make it smaller, or save it again with 8 bits per color",
        ),
        ImageError::Unsupported(_) => Problem::new(
            "the picture uses a rare feature of its format that leadfolio can't read",
            "open it in an image editor and save it again with the usual settings",
        ),
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::IoError(_) => error::damaged(),
    }
}
