//! The front door: what a file is, whether it can be published, and what is published of it.

use std::borrow::Cow;
use std::path::Path;

use super::fault::Fault;
use super::format::{Format, Raster};
use super::notes::Notes;
use super::raster;
use super::sniff::{self, Content};
use super::svg;

/// What a page must know of a picture to place it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What kind of picture it is.
    pub format: Format,
    /// How wide it is shown, upright, in CSS pixels.
    pub width: u32,
    /// How high it is shown, upright, in CSS pixels.
    pub height: u32,
}

/// The copy of a picture that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The file to write; borrowed when there was nothing to do.
    pub bytes: Cow<'a, [u8]>,
    /// What was taken out.
    pub notes: Notes,
}

/// The format that a file has by its name, if it is one that is published.
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

/// Whether a file is a picture by its name, be it of a kind that is published or not.
///
/// Such a file is never copied as it is: it goes through `clean`, which refuses what it does not know.
pub fn is_picture(path: &str) -> bool {
    format_of(path).is_some() || foreign(path).is_some()
}

/// How many bytes `disguised` looks at.
pub const BEGINNING: usize = 64;

/// The fault of a file that is a picture by its first bytes and none by its name: it would be copied with everything
/// that a camera wrote into it.
pub fn disguised(beginning: &[u8]) -> Option<Fault> {
    match sniff::content(beginning) {
        // Many texts mention `<svg`, and some begin with two letters of a rare format.
        Content::Unknown | Content::Ours(Format::Svg) | Content::Foreign("BMP" | "compressed SVG") => None,
        Content::Ours(format) => Some(Fault::disguised(format.name(), format.extension())),
        Content::Foreign(kind) => Some(Fault::not_published(kind)),
    }
}

/// Reads the header and holds it to the limits; decodes nothing.
pub fn inspect(path: &str, bytes: &[u8]) -> Result<Picture, Fault> {
    let format = format(path, bytes)?;
    let (width, height) = match Raster::of(format) {
        Some(raster) => raster::header(raster, bytes)?.shown(),
        None => svg::size(bytes)?,
    };
    Ok(Picture { format, width, height })
}

/// Makes sure that the whole file can be decoded.
pub fn verify(path: &str, bytes: &[u8]) -> Result<(), Fault> {
    match Raster::of(format(path, bytes)?) {
        Some(raster) => raster::verify(raster, bytes),
        None => svg::clean_svg(bytes).map(drop),
    }
}

/// Makes the copy that is published: upright, and without anything that is no part of the picture.
pub fn clean<'a>(path: &str, bytes: &'a [u8]) -> Result<Cleaned<'a>, Fault> {
    let Some(raster) = Raster::of(format(path, bytes)?) else { return clean_drawing(bytes) };
    let mut notes = Notes::default();
    let bytes = raster::clean(raster, bytes, &mut notes)?;
    Ok(Cleaned { bytes, notes })
}

fn clean_drawing(bytes: &[u8]) -> Result<Cleaned<'_>, Fault> {
    let (clean, notes) = svg::clean_svg(bytes)?;
    let bytes = if clean == bytes { Cow::Borrowed(bytes) } else { Cow::Owned(clean) };
    Ok(Cleaned { bytes, notes })
}

/// The format that name and content agree on.
fn format(path: &str, bytes: &[u8]) -> Result<Format, Fault> {
    let named = format_of(path);
    match (named, sniff::content(bytes)) {
        (Some(named), Content::Ours(found)) if named == found => Ok(found),
        (Some(named), Content::Ours(found)) => Err(Fault::mislabelled(named, found)),
        (_, Content::Foreign(kind)) => Err(Fault::not_published(kind)),
        // The parser tells better than we what is wrong with a text.
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
