//! Pictures of pixels, whatever their format: held to the limits, decoded, cleaned.

use std::borrow::Cow;

use image::metadata::Orientation;

use super::fault::Fault;
use super::format::Raster;
use super::header::{Header, Stripped, hold_to_limit};
use super::notes::Notes;
use super::{gif, jpeg, pixels, png, webp};

/// The most that the frames of an animation may have together, in millions of pixels.
const FILM_MEGAPIXELS: u64 = 1000;

/// Reads the header and holds it to the limits.
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

/// Decodes everything that would be published.
pub(super) fn verify(raster: Raster, bytes: &[u8]) -> Result<(), Fault> {
    let header = header(raster, bytes)?;
    let stripped = strip(raster, bytes, &mut Notes::default())?;
    if stripped.frames == 0 {
        return pixels::decode(raster, &stripped.bytes).map(drop);
    }
    hold_film_to_limit(&header, &stripped)?;
    pixels::play(raster, &stripped.bytes)
}

fn hold_film_to_limit(header: &Header, film: &Stripped) -> Result<(), Fault> {
    let canvas = u64::from(header.width) * u64::from(header.height);
    if canvas.saturating_mul(film.frames).max(film.pixels) > FILM_MEGAPIXELS * 1_000_000 {
        return Err(Fault::too_long(film.frames, FILM_MEGAPIXELS));
    }
    Ok(())
}

/// Takes out what is not published, and turns the picture upright.
pub(super) fn clean<'a>(raster: Raster, bytes: &'a [u8], notes: &mut Notes) -> Result<Cow<'a, [u8]>, Fault> {
    let header = header(raster, bytes)?;
    let stripped = strip(raster, bytes, notes)?;
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
    let turned = pixels::turn(raster, &stripped.bytes, orientation)?;
    match raster {
        // The decoder reads past colour chunks that the encoder does not write.
        Raster::Png => png::with_colours_of(&turned, &stripped.bytes),
        Raster::Jpeg | Raster::Webp | Raster::Gif => Ok(turned),
    }
}

fn strip(raster: Raster, bytes: &[u8], notes: &mut Notes) -> Result<Stripped, Fault> {
    match raster {
        Raster::Jpeg => jpeg::strip(bytes, notes),
        Raster::Png => png::strip(bytes, notes),
        Raster::Webp => webp::strip(bytes, notes),
        Raster::Gif => gif::strip(bytes, notes),
    }
}
