//! Entry points of the module: detect the format, inspect, verify and clean an image.

use std::borrow::Cow;

use super::clean_report::CleanReport;
use super::format::{ImageFormat, RasterFormat};
use super::pixels::PictureTraits;
use super::sniff::{self, SniffedType};
use super::{error, raster, svg};
use crate::diagnostic::Problem;
use crate::vfs::lowercase_extension;

/// Format and display size of an image, as pages need them for layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageInfo {
    /// The format, on which file name and content agree.
    pub format: ImageFormat,
    /// Width in CSS pixels, after the orientation is applied.
    pub width: u32,
    /// Height in CSS pixels, after the orientation is applied.
    pub height: u32,
}

/// The copy of an image that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanedImage<'a> {
    /// The file to write; borrowed when the original is clean already.
    pub bytes: Cow<'a, [u8]>,
    /// What was removed.
    pub report: CleanReport,
}

/// The format by the extension of a file, or `None` when it is not a supported image.
pub fn format_by_extension(path: &str) -> Option<ImageFormat> {
    match lowercase_extension(path)?.as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" | "pjpeg" | "pjp" => Some(ImageFormat::Jpeg),
        "png" | "apng" => Some(ImageFormat::Png),
        "webp" => Some(ImageFormat::Webp),
        "gif" => Some(ImageFormat::Gif),
        "svg" => Some(ImageFormat::Svg),
        _ => None,
    }
}

/// Whether the extension is that of a supported image of pixels: it is compressed, and holds no text once it is cleaned.
pub fn is_raster(path: &str) -> bool {
    format_by_extension(path).is_some_and(|format| format != ImageFormat::Svg)
}

/// Whether the extension is that of an image, supported or not.
///
/// Such a file is never copied verbatim: it goes through `clean`, which returns an error for unsupported formats.
pub fn is_image(path: &str) -> bool {
    format_by_extension(path).is_some() || unsupported_format(path).is_some()
}

/// The number of leading bytes that [`check_extension`] needs.
pub const SNIFF_LEN: usize = 64;

/// The error for a file that is an image by its first bytes but not by its extension: it would be copied with all of
/// its metadata.
pub fn check_extension(beginning: &[u8]) -> Option<Problem> {
    match sniff::sniff_type(beginning) {
        // Many text files mention `<svg` or start with `BM`, so these two say nothing; gzip is not always SVG.
        SniffedType::Unknown
        | SniffedType::Supported(ImageFormat::Svg)
        | SniffedType::Unsupported("BMP" | "compressed SVG") => None,
        SniffedType::Supported(format) => Some(error::missing_extension(format.name(), format.extension())),
        SniffedType::Unsupported(kind) => Some(error::unsupported_format(kind)),
    }
}

/// Reads the header and checks the dimensions against the limit, without decoding pixels.
pub fn inspect(path: &str, bytes: &[u8]) -> Result<ImageInfo, Problem> {
    let format = detect_format(path, bytes)?;
    let (width, height) = match RasterFormat::from_format(format) {
        Some(raster) => raster::read_header(raster, bytes)?.oriented_size(),
        None => svg::read_size(bytes)?,
    };
    Ok(ImageInfo { format, width, height })
}

/// Checks that the whole file can be decoded.
pub fn verify(path: &str, bytes: &[u8]) -> Result<(), Problem> {
    examine(path, bytes).map(drop)
}

/// Checks that the whole file can be decoded, looks at its pixels, and says what its published copy loses. No traits for
/// animations and drawings of lines (SVG).
pub fn examine(path: &str, bytes: &[u8]) -> Result<(Option<PictureTraits>, CleanReport), Problem> {
    match RasterFormat::from_format(detect_format(path, bytes)?) {
        Some(raster) => {
            let mut report = CleanReport::default();
            raster::examine(raster, bytes, &mut report).map(|traits| (traits, report))
        }
        None => svg::clean_svg(bytes).map(|(_, report)| (None, report)),
    }
}

/// Creates the copy to publish: orientation applied, metadata and active content removed.
pub fn clean<'a>(path: &str, bytes: &'a [u8]) -> Result<CleanedImage<'a>, Problem> {
    let Some(raster) = RasterFormat::from_format(detect_format(path, bytes)?) else {
        return clean_svg_file(bytes);
    };
    let mut report = CleanReport::default();
    let bytes = raster::clean(raster, bytes, &mut report)?;
    Ok(CleanedImage { bytes, report })
}

/// The format of a raster image by its first bytes, whatever it is called; `None` for other files.
pub fn format_by_content(bytes: &[u8]) -> Option<ImageFormat> {
    match sniff::sniff_type(bytes) {
        SniffedType::Supported(format) => RasterFormat::from_format(format).map(|_| format),
        SniffedType::Unsupported(_) | SniffedType::Unknown => None,
    }
}

/// Removes the metadata of a raster image inside a document, which places and turns it itself: the orientation that a camera
/// noted is not applied.
pub fn strip_metadata(format: ImageFormat, bytes: &[u8]) -> Result<(Vec<u8>, CleanReport), Problem> {
    let raster = RasterFormat::from_format(format).ok_or_else(error::not_an_image)?;
    let mut report = CleanReport::default();
    let stripped = raster::strip_metadata(raster, bytes, &mut report)?;
    Ok((stripped.bytes, report))
}

fn clean_svg_file(bytes: &[u8]) -> Result<CleanedImage<'_>, Problem> {
    let (clean, report) = svg::clean_svg(bytes)?;
    let bytes = if clean == bytes { Cow::Borrowed(bytes) } else { Cow::Owned(clean) };
    Ok(CleanedImage { bytes, report })
}

/// The format by extension and by content; an error when the two differ or the format is not supported.
fn detect_format(path: &str, bytes: &[u8]) -> Result<ImageFormat, Problem> {
    if bytes.is_empty() {
        return Err(error::empty());
    }
    let named = format_by_extension(path);
    match (named, sniff::sniff_type(bytes)) {
        (Some(named), SniffedType::Supported(found)) if named == found => Ok(found),
        (Some(named), SniffedType::Supported(found)) => Err(error::wrong_extension(named, found)),
        (_, SniffedType::Unsupported(kind)) => Err(error::unsupported_format(kind)),
        // The SVG parser reports more precisely what is wrong.
        (Some(ImageFormat::Svg), SniffedType::Unknown) => Ok(ImageFormat::Svg),
        (Some(named), SniffedType::Unknown) => Err(error::content_mismatch(named)),
        (None, _) => {
            Err(unsupported_format(path).map_or_else(error::not_an_image, error::unsupported_format))
        }
    }
}

fn unsupported_format(path: &str) -> Option<&'static str> {
    sniff::unsupported_format(&lowercase_extension(path)?)
}
