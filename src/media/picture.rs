//! Entry points of the module: detect the format, inspect, verify and clean an image.

use std::borrow::Cow;
use std::path::Path;

use super::fault::Fault;
use super::format::{Format, Raster};
use super::notes::Notes;
use super::raster;
use super::sniff::{self, Content};
use super::svg;

/// Format and display size of an image, as pages need them for layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The format, on which file name and content agree.
    pub format: Format,
    /// Width in CSS pixels, after the orientation is applied.
    pub width: u32,
    /// Height in CSS pixels, after the orientation is applied.
    pub height: u32,
}

/// The copy of an image that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The file to write; borrowed when the original is clean already.
    pub bytes: Cow<'a, [u8]>,
    /// What was removed.
    pub notes: Notes,
}

/// The format by the extension of a file, or `None` when it is not a supported image.
pub fn format_of(path: &str) -> Option<Format> {
    match extension(path)?.as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" => Some(Format::Jpeg),
        "png" | "apng" => Some(Format::Png),
        "webp" => Some(Format::Webp),
        "gif" => Some(Format::Gif),
        "svg" => Some(Format::Svg),
        _ => None,
    }
}

/// Whether the extension is that of an image, supported or not.
///
/// Such a file is never copied verbatim: it goes through `clean`, which returns an error for unsupported formats.
pub fn is_picture(path: &str) -> bool {
    format_of(path).is_some() || foreign(path).is_some()
}

/// The number of leading bytes that [`disguised`] needs.
pub const BEGINNING: usize = 64;

/// The error for a file that is an image by its first bytes but not by its extension: it would be copied with all of
/// its metadata.
pub fn disguised(beginning: &[u8]) -> Option<Fault> {
    match sniff::content(beginning) {
        // Many text files mention `<svg` or start with `BM`, so these two say nothing; gzip is not always SVG.
        Content::Unknown | Content::Ours(Format::Svg) | Content::Foreign("BMP" | "compressed SVG") => None,
        Content::Ours(format) => Some(Fault::disguised(format.name(), format.extension())),
        Content::Foreign(kind) => Some(Fault::not_published(kind)),
    }
}

/// Reads the header and checks the dimensions against the limit, without decoding pixels.
pub fn inspect(path: &str, bytes: &[u8]) -> Result<Picture, Fault> {
    let format = format(path, bytes)?;
    let (width, height) = match Raster::of(format) {
        Some(raster) => raster::header(raster, bytes)?.shown(),
        None => svg::size(bytes)?,
    };
    Ok(Picture { format, width, height })
}

/// Checks that the whole file can be decoded.
pub fn verify(path: &str, bytes: &[u8]) -> Result<(), Fault> {
    match Raster::of(format(path, bytes)?) {
        Some(raster) => raster::verify(raster, bytes),
        None => svg::clean_svg(bytes).map(drop),
    }
}

/// Creates the copy to publish: orientation applied, metadata and active content removed.
pub fn clean<'a>(path: &str, bytes: &'a [u8]) -> Result<Cleaned<'a>, Fault> {
    let Some(raster) = Raster::of(format(path, bytes)?) else { return clean_drawing(bytes) };
    let mut report = Notes::default();
    let bytes = raster::clean(raster, bytes, &mut report)?;
    Ok(Cleaned { bytes, notes: report })
}

fn clean_drawing(bytes: &[u8]) -> Result<Cleaned<'_>, Fault> {
    let (clean, report) = svg::clean_svg(bytes)?;
    let bytes = if clean == bytes { Cow::Borrowed(bytes) } else { Cow::Owned(clean) };
    Ok(Cleaned { bytes, notes: report })
}

/// The format by extension and by content; an error when the two differ or the format is not supported.
fn format(path: &str, bytes: &[u8]) -> Result<Format, Fault> {
    let named = format_of(path);
    match (named, sniff::content(bytes)) {
        (Some(named), Content::Ours(found)) if named == found => Ok(found),
        (Some(named), Content::Ours(found)) => Err(Fault::mislabelled(named, found)),
        (_, Content::Foreign(kind)) => Err(Fault::not_published(kind)),
        // The SVG parser reports more precisely what is wrong.
        (Some(Format::Svg), Content::Unknown) => Ok(Format::Svg),
        (Some(named), Content::Unknown) => Err(Fault::not_as_named(named)),
        (None, _) => Err(foreign(path).map_or_else(Fault::no_picture, Fault::not_published)),
    }
}

fn foreign(path: &str) -> Option<&'static str> {
    sniff::foreign(&extension(path)?)
}

fn extension(path: &str) -> Option<String> {
    Some(Path::new(path).extension()?.to_str()?.to_ascii_lowercase())
}
