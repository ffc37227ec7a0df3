//! Links in an SVG: fragments of the file itself, and embedded raster images.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine};

use super::super::format::Raster;
use super::super::notes::Notes;
use super::super::raster;

/// The most characters of a link that are quoted in a message.
const TOLD: usize = 60;
/// The formats of embedded images, by the MIME type in `data:MIME;base64,`.
const PICTURES: &[(&str, Raster)] = &[
    ("image/gif", Raster::Gif),
    ("image/jpeg", Raster::Jpeg),
    ("image/jpg", Raster::Jpeg),
    ("image/png", Raster::Png),
    ("image/webp", Raster::Webp),
];

/// The link to write when it is a fragment; other links are recorded in `report`.
pub(super) fn fragment<'a>(link: &'a str, report: &mut Notes) -> Option<Cow<'a, str>> {
    let link = link.trim();
    match link.starts_with('#') {
        true => Some(Cow::Borrowed(link)),
        false => {
            report.removed(format!("a link to elsewhere (`{}`)", told(link)));
            None
        }
    }
}

/// The link to write when it is a fragment or an embedded image, which is cleaned first.
pub(super) fn picture<'a>(link: &'a str, report: &mut Notes) -> Option<Cow<'a, str>> {
    let Some((mime, raster, data)) = embedded(link.trim()) else { return fragment(link, report) };
    let cleaned = cleaned(raster, data, report);
    if cleaned.is_none() {
        report.removed(format!("an embedded picture that cannot be published (`{}`)", told(link.trim())));
    }
    cleaned.map(|encoded| Cow::Owned(format!("data:{mime};base64,{encoded}")))
}

fn embedded(link: &str) -> Option<(&'static str, Raster, &str)> {
    let (scheme, rest) = link.split_at_checked(5)?;
    let (head, data) = rest.split_once(',')?;
    let (kind, encoding) = head.split_once(';')?;
    let is_data = scheme.eq_ignore_ascii_case("data:") && encoding.trim().eq_ignore_ascii_case("base64");
    let kind = PICTURES.iter().find(|(mime, _)| kind.trim().eq_ignore_ascii_case(mime));
    kind.filter(|_| is_data).map(|(mime, raster)| (*mime, *raster, data))
}

/// Cleans an embedded image like a separate file, so that no GPS coordinates remain, and encodes it again.
fn cleaned(raster: Raster, data: &str, report: &mut Notes) -> Option<String> {
    let data: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let bytes = BASE64_STANDARD.decode(data).ok()?;
    let bytes = raster::clean(raster, &bytes, report).ok()?;
    Some(BASE64_STANDARD.encode(bytes))
}

/// Text from the file for use in a message: truncated, without control characters and backticks.
pub(super) fn told(link: &str) -> String {
    let mut shown: String =
        link.chars().take(TOLD).map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    if link.chars().nth(TOLD).is_some() {
        shown.push('…');
    }
    shown
}
