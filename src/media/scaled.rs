//! Makes the light copies of pictures: decodes, scales and encodes them.
//!
//! A copy shows what the picture shows, upright and in sRGB. It is encoded from pixels, so it has no metadata and no profile.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, Rgba, RgbaImage, imageops};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::clean_report::CleanReport;
use super::copies::{CopyFormat, CopyPlan, MAX_WIDTH, scaled_height};
use super::crop::CropArea;
use super::format::{ImageFormat, RasterFormat};
use super::header::ImageHeader;
use super::{error, jpeg, pixels, png_colors, raster};
use crate::diagnostic::Problem;

/// The quality of JPEG copies, from 1 to 100.
const JPEG_QUALITY: u8 = 82;
/// The quality of lossy WebP copies, from 0 to 100.
#[cfg(feature = "webp")]
const WEBP_QUALITY: f32 = 80.0;
/// How many times larger than a lossy copy the lossless copy of a drawing may be: its letters and lines stay crisp.
#[cfg(feature = "webp")]
const LOSSLESS_ALLOWANCE: usize = 2;

/// The pixels that all copies of a picture are made from: upright, in sRGB, and no wider than the widest copy.
#[derive(Debug)]
pub struct ScaledPixels {
    pixels: RgbaImage,
    /// The picture without its metadata, if a browser shows exactly these pixels when it reads it.
    original: Option<(CopyFormat, Vec<u8>)>,
}

/// Decodes a picture, or a part of it, and scales it to the width of its widest copy.
///
/// # Errors
/// When it is damaged, or needs too much memory.
pub fn decode_scaled(
    format: ImageFormat,
    bytes: &[u8],
    area: Option<CropArea>,
) -> Result<ScaledPixels, Problem> {
    let raster = RasterFormat::from_format(format).ok_or_else(error::not_an_image)?;
    let mut header = raster::read_header(raster, bytes)?;
    let stripped = raster::strip_metadata(raster, bytes, &mut CleanReport::default())?.bytes;
    let (decoded, profile) = pixels::decode_with_profile(raster, &stripped)?;
    let is_gray = !decoded.color().has_color();
    let colors = if raster == RasterFormat::Png { png_colors::read_color_space(&stripped) } else { None };
    let mut pixels = decoded.into_rgba8();
    if let Some(area) = area {
        pixels = cut(pixels, area, header.orientation);
        header = ImageHeader::new_upright(pixels.width(), pixels.height());
    }
    let size = header.oriented_size();
    let is_same = area.is_none()
        && colors.is_none()
        && profile.is_none()
        && size.0 <= MAX_WIDTH
        && header.orientation == Orientation::NoTransforms;
    if size.0 > MAX_WIDTH {
        pixels = resize(&pixels, stored_size(&header, (MAX_WIDTH, scaled_height(size, MAX_WIDTH))))?;
    }
    match (colors, profile) {
        // Gray pixels are red, green and blue by now.
        (Some(colors), _) => pixels = convert_to_srgb(pixels, &colors, false),
        (None, Some(profile)) => {
            // A profile that cannot be used is ignored, as browsers do.
            if let Ok(profile) = ColorProfile::new_from_slice(&profile) {
                pixels = convert_to_srgb(pixels, &profile, is_gray);
            }
        }
        (None, None) => {}
    }
    let mut upright = DynamicImage::ImageRgba8(pixels);
    upright.apply_orientation(header.orientation);
    let original = match raster {
        RasterFormat::Jpeg if is_same && !jpeg::is_cmyk(&stripped) => Some((CopyFormat::Jpeg, stripped)),
        RasterFormat::Png if is_same => Some((CopyFormat::Png, stripped)),
        _ => None,
    };
    Ok(ScaledPixels { pixels: upright.into_rgba8(), original })
}

impl ScaledPixels {
    /// Encodes one of the copies.
    ///
    /// # Errors
    /// When the encoder fails.
    pub fn encode(&self, plan: &CopyPlan) -> Result<Vec<u8>, Problem> {
        let CopyPlan { width, height, format, is_drawing, area: _ } = *plan;
        let is_whole = (width, height) == self.pixels.dimensions();
        let pixels = if is_whole { self.pixels.clone() } else { resize(&self.pixels, (width, height))? };
        let encoded = match format {
            CopyFormat::Jpeg => encode_jpeg(on_white(pixels))?,
            CopyFormat::Png => encode_png(pixels)?,
            CopyFormat::Webp => encode_webp(pixels, is_drawing)?,
        };
        // A second encoding of the same pixels would lose quality and, often, weigh more.
        let original = self.original.as_ref().filter(|(own, _)| is_whole && *own == format);
        let original = original.filter(|(_, original)| original.len() <= encoded.len());
        Ok(original.map_or(encoded, |(_, original)| original.clone()))
    }
}

/// The part of a picture that is left, upright.
fn cut(pixels: RgbaImage, area: CropArea, orientation: Orientation) -> RgbaImage {
    let mut upright = DynamicImage::ImageRgba8(pixels);
    upright.apply_orientation(orientation);
    let CropArea { x, y, width, height } = area;
    upright.crop_imm(x, y, width, height).into_rgba8()
}

/// A size as the pixels are stored, by the size of the upright picture.
fn stored_size(header: &ImageHeader, (width, height): (u32, u32)) -> (u32, u32) {
    let is_turned = header.oriented_size() != (header.width, header.height);
    if is_turned { (height, width) } else { (width, height) }
}

fn resize(pixels: &RgbaImage, (width, height): (u32, u32)) -> Result<RgbaImage, Problem> {
    let scale = || {
        let source = ImageRef::new(pixels.width(), pixels.height(), pixels.as_raw(), PixelType::U8x4).ok()?;
        let mut target = Image::new(width, height, PixelType::U8x4);
        let options = ResizeOptions::new().use_alpha(!is_opaque(pixels));
        Resizer::new().resize(&source, &mut target, &options).ok()?;
        RgbaImage::from_raw(width, height, target.into_vec())
    };
    scale().ok_or_else(error::damaged)
}

fn is_opaque(pixels: &RgbaImage) -> bool {
    pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX)
}

/// Converts pixels of some colors to sRGB, if the profile is one for such pixels.
fn convert_to_srgb(pixels: RgbaImage, profile: &ColorProfile, is_gray: bool) -> RgbaImage {
    let gray: Vec<u8>;
    let (layout, samples) = match profile.color_space {
        DataColorSpace::Rgb if !is_gray => (Layout::Rgba, pixels.as_raw()),
        DataColorSpace::Gray if is_gray => {
            gray = pixels.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[3]]).collect();
            (Layout::GrayAlpha, &gray)
        }
        _ => return pixels,
    };
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgba, TransformOptions::default());
    let mut converted = RgbaImage::new(pixels.width(), pixels.height());
    match transform.and_then(|transform| transform.transform(samples, &mut converted)) {
        Ok(()) => converted,
        Err(_) => pixels,
    }
}

/// The pixels of a JPEG, which nobody sees through.
fn on_white(pixels: RgbaImage) -> RgbaImage {
    if is_opaque(&pixels) {
        return pixels;
    }
    let mut ground = RgbaImage::from_pixel(pixels.width(), pixels.height(), Rgba([u8::MAX; 4]));
    imageops::overlay(&mut ground, &pixels, 0, 0);
    ground
}

fn encode_jpeg(pixels: RgbaImage) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    DynamicImage::ImageRgba8(pixels)
        .into_rgb8()
        .write_with_encoder(encoder)
        .map_err(pixels::convert_error)?;
    Ok(bytes)
}

/// Encodes as PNG, without the channels that say nothing.
pub(super) fn encode_png(pixels: RgbaImage) -> Result<Vec<u8>, Problem> {
    let is_opaque = is_opaque(&pixels);
    let is_gray = pixels.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let pixels = DynamicImage::ImageRgba8(pixels);
    let pixels = match (is_opaque, is_gray) {
        (true, true) => DynamicImage::ImageLuma8(pixels.into_luma8()),
        (true, false) => DynamicImage::ImageRgb8(pixels.into_rgb8()),
        (false, _) => pixels,
    };
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    pixels.write_with_encoder(encoder).map_err(pixels::convert_error)?;
    Ok(bytes)
}

/// Encodes as WebP: with loss, unless it is a drawing that is light enough without.
#[cfg(feature = "webp")]
fn encode_webp(pixels: RgbaImage, is_drawing: bool) -> Result<Vec<u8>, Problem> {
    let (width, height) = pixels.dimensions();
    let (samples, layout) = if is_opaque(&pixels) {
        (DynamicImage::ImageRgba8(pixels).into_rgb8().into_raw(), webp::PixelLayout::Rgb)
    } else {
        (pixels.into_raw(), webp::PixelLayout::Rgba)
    };
    let encoder = webp::Encoder::new(&samples, layout, width, height);
    let encode = |lossless: bool| {
        let encoded = encoder.encode_simple(lossless, WEBP_QUALITY);
        encoded.map(|encoded| encoded.to_vec()).map_err(|_| error::damaged())
    };
    let lossy = encode(false)?;
    if !is_drawing {
        return Ok(lossy);
    }
    let lossless = encode(true)?;
    Ok(if lossless.len() <= lossy.len() * LOSSLESS_ALLOWANCE { lossless } else { lossy })
}

/// Without the encoder, no copy is planned as WebP.
#[cfg(not(feature = "webp"))]
fn encode_webp(_: RgbaImage, _: bool) -> Result<Vec<u8>, Problem> {
    Err(error::not_an_image())
}
