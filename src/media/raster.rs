//! Raster images of all formats: limits, full decoding, and removal of metadata.

use std::borrow::Cow;

use image::metadata::Orientation;

use super::fault::Fault;
use super::format::Raster;
use super::header::{Header, Stripped, hold_to_limit};
use super::notes::Notes;
use super::{gif, jpeg, pixels, png, webp};

/// The largest animation that is decoded: all frames together, in millions of pixels.
const FILM_MEGAPIXELS: u64 = 1000;

/// Reads the header and checks the dimensions against the limit.
pub(super) fn header(raster: Raster, bytes: &[u8]) -> Result<Header, Fault> {
    let header = match raster {
        Raster::Jpeg => jpeg::header(bytes),
        Raster::Png => png::header(bytes),
        Raster::Webp => webp::header(bytes),
        Raster::Gif => gif::header(bytes),
    }?;
    hold_to_limit(header.width, header.height)?;
    Ok(header)
}

/// Decodes all frames, without metadata, to make sure that the published copy is readable.
pub(super) fn verify(raster: Raster, bytes: &[u8]) -> Result<(), Fault> {
    let header = header(raster, bytes)?;
    let stripped = strip(raster, bytes, &mut Notes::default())?;
    if stripped.frames == 0 {
        return pixels::decode(raster, &stripped.bytes).map(drop);
    }
    hold_film_to_limit(&header, &stripped)?;
    pixels::play(raster, &stripped.bytes)
}

fn hold_film_to_limit(header: &Header, animation: &Stripped) -> Result<(), Fault> {
    let canvas = u64::from(header.width) * u64::from(header.height);
    if canvas.saturating_mul(animation.frames).max(animation.pixels) > FILM_MEGAPIXELS * 1_000_000 {
        return Err(Fault::too_long(animation.frames, FILM_MEGAPIXELS));
    }
    Ok(())
}

/// Removes metadata and applies the orientation. Borrows the input when nothing changes.
pub(super) fn clean<'a>(raster: Raster, bytes: &'a [u8], report: &mut Notes) -> Result<Cow<'a, [u8]>, Fault> {
    let header = header(raster, bytes)?;
    let stripped = strip(raster, bytes, report)?;
    if header.orientation != Orientation::NoTransforms {
        return upright(raster, &stripped, header.orientation).map(Cow::Owned);
    }
    match stripped.bytes == bytes {
        true => Ok(Cow::Borrowed(bytes)),
        false => Ok(Cow::Owned(stripped.bytes)),
    }
}

fn upright(raster: Raster, stripped: &Stripped, orientation: Orientation) -> Result<Vec<u8>, Fault> {
    if stripped.frames > 0 {
        return Err(Fault::turned_animation());
    }
    let upright = pixels::turn(raster, &stripped.bytes, orientation)?;
    match raster {
        // The encoder writes no color chunks, so they are copied from the original.
        Raster::Png => png::with_colours_of(&upright, &stripped.bytes),
        Raster::Jpeg | Raster::Webp | Raster::Gif => Ok(upright),
    }
}

fn strip(raster: Raster, bytes: &[u8], report: &mut Notes) -> Result<Stripped, Fault> {
    match raster {
        Raster::Jpeg => jpeg::strip(bytes, report),
        Raster::Png => png::strip(bytes, report),
        Raster::Webp => webp::strip(bytes, report),
        Raster::Gif => gif::strip(bytes, report),
    }
}
