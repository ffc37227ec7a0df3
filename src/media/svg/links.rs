//! Links in an SVG: fragments of the file itself, and embedded raster images.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine};

use super::super::format::RasterFormat;
use super::super::raster;
use crate::media::clean_report::CleanReport;

/// The most characters of a link that are quoted in a message.
const MAX_QUOTED_CHARS: usize = 60;
/// The most pixels of all embedded images together. Each may have to be decoded, and one of 50 megapixels takes no more
/// than some kilobytes.
pub(super) const MAX_EMBEDDED_PIXELS: u64 = 100_000_000;
/// The formats of embedded images, by the MIME type in `data:MIME;base64,`.
const EMBEDDED_FORMATS: &[(&str, RasterFormat)] = &[
    ("image/gif", RasterFormat::Gif),
    ("image/jpeg", RasterFormat::Jpeg),
    ("image/jpg", RasterFormat::Jpeg),
    ("image/png", RasterFormat::Png),
    ("image/webp", RasterFormat::Webp),
];

/// The link to write when it is a fragment; other links are recorded in `report`.
pub(super) fn sanitize_link<'a>(link: &'a str, report: &mut CleanReport) -> Option<Cow<'a, str>> {
    let link = link.trim();
    match link.starts_with('#') {
        true => Some(Cow::Borrowed(link)),
        false => {
            report.record_removed(format!(
                "a link to something outside the file (`{}`)",
                quote_for_message(link)
            ));
            None
        }
    }
}

/// The link to write when it is a fragment or an embedded image, which is cleaned first.
pub(super) fn sanitize_image_link<'a>(
    link: &'a str,
    pixels_left: &mut u64,
    report: &mut CleanReport,
) -> Option<Cow<'a, str>> {
    let Some((mime, raster, data)) = parse_data_url(link.trim()) else { return sanitize_link(link, report) };
    let cleaned = clean_embedded(raster, data, pixels_left, report);
    if cleaned.is_none() {
        report.record_removed(format!(
            "an embedded picture that can't be published (`{}`)",
            quote_for_message(link.trim())
        ));
    }
    cleaned.map(|encoded| Cow::Owned(format!("data:{mime};base64,{encoded}")))
}

fn parse_data_url(link: &str) -> Option<(&'static str, RasterFormat, &str)> {
    let (scheme, rest) = link.split_at_checked(5)?;
    let (head, data) = rest.split_once(',')?;
    let (kind, encoding) = head.split_once(';')?;
    let is_data = scheme.eq_ignore_ascii_case("data:") && encoding.trim().eq_ignore_ascii_case("base64");
    let kind = EMBEDDED_FORMATS.iter().find(|(mime, _)| kind.trim().eq_ignore_ascii_case(mime));
    kind.filter(|_| is_data).map(|(mime, raster)| (*mime, *raster, data))
}

/// Cleans an embedded image like a separate file, so that no GPS coordinates remain, and encodes it again.
fn clean_embedded(
    raster: RasterFormat,
    data: &str,
    pixels_left: &mut u64,
    report: &mut CleanReport,
) -> Option<String> {
    let data: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let bytes = BASE64_STANDARD.decode(data).ok()?;
    let (width, height) = raster::read_header(raster, &bytes).ok()?.oriented_size();
    *pixels_left = pixels_left.checked_sub(u64::from(width) * u64::from(height))?;
    let bytes = raster::clean(raster, &bytes, report).ok()?;
    Some(BASE64_STANDARD.encode(bytes))
}

/// Text from the file for use in a message: truncated, without control characters and backticks.
pub(super) fn quote_for_message(link: &str) -> String {
    let mut shown: String = link
        .chars()
        .take(MAX_QUOTED_CHARS)
        .map(|c| if c.is_control() || c == '`' { ' ' } else { c })
        .collect();
    if link.chars().nth(MAX_QUOTED_CHARS).is_some() {
        shown.push('…');
    }
    shown
}
