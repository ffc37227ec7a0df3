//! Pixels: decoded in bounded memory, played, turned.

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

/// The most memory that a decoder may ask for. A picture at the limit, with an alpha channel and 16 bits, needs 400 MB.
const MEMORY: u64 = 512 << 20;
/// How well a JPEG is kept that has to be written again.
const QUALITY: u8 = 90;

/// Decodes a picture.
pub(super) fn decode(raster: Raster, bytes: &[u8]) -> Result<DynamicImage, Fault> {
    reader(raster, bytes).decode().map_err(said)
}

/// Decodes an animation, a frame at a time.
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

/// Turns a picture upright and writes it again in its own format, with its colour profile and nothing else.
pub(super) fn turn(raster: Raster, bytes: &[u8], orientation: Orientation) -> Result<Vec<u8>, Fault> {
    let mut decoder = reader(raster, bytes).into_decoder().map_err(said)?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut pixels = DynamicImage::from_decoder(decoder).map_err(said)?;
    pixels.apply_orientation(orientation);
    let profile = profile.filter(|it| fits(it, &pixels));
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

/// Whether a colour profile speaks of the colours that the pixels have: a CMYK photograph comes out as RGB.
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
        // No GIF is ever turned: the format has no EXIF data.
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
        // An encoder that cannot keep a profile still writes the picture.
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
