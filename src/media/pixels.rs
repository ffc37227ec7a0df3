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

use super::fault::Fault;
use super::format::Raster;

/// The most memory that a decoder may allocate, in bytes. An image at the limit of 50 megapixels needs 400 MB as 16-bit
/// RGBA.
const MEMORY: u64 = 512 << 20;
/// The quality of re-encoded JPEGs, from 1 to 100.
const QUALITY: u8 = 90;

/// Decodes a still image.
pub(super) fn decode(raster: Raster, bytes: &[u8]) -> Result<DynamicImage, Fault> {
    reader(raster, bytes).decode().map_err(said)
}

/// Decodes all frames of an animation, holding one at a time in memory.
pub(super) fn play(raster: Raster, bytes: &[u8]) -> Result<(), Fault> {
    let frames = match raster {
        Raster::Gif => limited(GifDecoder::new(Cursor::new(bytes))),
        Raster::Webp => limited(WebPDecoder::new(Cursor::new(bytes))),
        Raster::Png => PngDecoder::with_limits(Cursor::new(bytes), limits())
            .and_then(PngDecoder::apng)
            .map(AnimationDecoder::into_frames),
        Raster::Jpeg => return decode(raster, bytes).map(drop),
    };
    for frame in frames.map_err(said)? {
        frame.map_err(said)?;
    }
    Ok(())
}

/// Applies the orientation and re-encodes the image in its own format, keeping only its color profile.
pub(super) fn turn(raster: Raster, bytes: &[u8], orientation: Orientation) -> Result<Vec<u8>, Fault> {
    let mut decoder = reader(raster, bytes).into_decoder().map_err(said)?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut pixels = DynamicImage::from_decoder(decoder).map_err(said)?;
    pixels.apply_orientation(orientation);
    let profile = profile.filter(|profile| fits(profile, &pixels));
    encode(raster, &pixels, profile).map_err(said)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    limits
}

fn reader(raster: Raster, bytes: &[u8]) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), raster.codec());
    reader.limits(limits());
    reader
}

fn limited<'a, D>(decoder: ImageResult<D>) -> ImageResult<Frames<'a>>
where
    D: ImageDecoder + AnimationDecoder<'a>,
{
    let mut decoder = decoder?;
    decoder.set_limits(limits())?;
    Ok(decoder.into_frames())
}

/// Whether a color profile matches the color type of the decoded pixels: a CMYK photograph is decoded as RGB.
fn fits(profile: &[u8], pixels: &DynamicImage) -> bool {
    match profile.get(16..20) {
        Some(b"RGB ") => pixels.color().has_color(),
        Some(b"GRAY") => !pixels.color().has_color(),
        _ => false,
    }
}

fn encode(raster: Raster, pixels: &DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match raster {
        Raster::Jpeg => write(JpegEncoder::new_with_quality(&mut bytes, QUALITY), pixels, profile),
        Raster::Webp => write(WebPEncoder::new_lossless(&mut bytes), pixels, profile),
        // GIF never gets here: the format has no EXIF data, and so no orientation.
        Raster::Png | Raster::Gif => write(PngEncoder::new(&mut bytes), pixels, None),
    }?;
    Ok(bytes)
}

fn write<E: ImageEncoder>(
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

fn said(error: ImageError) -> Fault {
    match error {
        ImageError::Limits(_) => Fault::new(
            "the picture needs too much memory to decode",
            "scale it down, or save it again with 8 bits a colour",
        ),
        ImageError::Unsupported(_) => Fault::new(
            "the picture uses a rare feature of its format that cannot be read",
            "open it in an editor and save it again with the usual settings",
        ),
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::IoError(_) => Fault::damaged(),
    }
}
