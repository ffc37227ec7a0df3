//! Where a drawing may point: into itself, and at pictures that lie in it.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine};

use super::super::format::Raster;
use super::super::notes::Notes;
use super::super::raster;

/// How much of a link is told.
const TOLD: usize = 60;
/// The pictures that may lie in a drawing, by what stands between `data:` and `;base64,`.
const PICTURES: &[(&str, Raster)] = &[
    ("image/gif", Raster::Gif),
    ("image/jpeg", Raster::Jpeg),
    ("image/jpg", Raster::Jpeg),
    ("image/png", Raster::Png),
    ("image/webp", Raster::Webp),
];

/// The link as it may be written, if it points at a part of the drawing.
pub(super) fn fragment<'a>(link: &'a str, notes: &mut Notes) -> Option<Cow<'a, str>> {
    let link = link.trim();
    match link.starts_with('#') {
        true => Some(Cow::Borrowed(link)),
        false => {
            notes.removed(format!("a link to elsewhere (`{}`)", told(link)));
            None
        }
    }
}

/// The link as it may be written, if it points at a part of the drawing or is itself a picture.
pub(super) fn picture<'a>(link: &'a str, notes: &mut Notes) -> Option<Cow<'a, str>> {
    let Some((mime, raster, data)) = embedded(link.trim()) else { return fragment(link, notes) };
    let cleaned = cleaned(raster, data, notes);
    if cleaned.is_none() {
        notes.removed(format!("an embedded picture that cannot be published (`{}`)", told(link.trim())));
    }
    cleaned.map(|it| Cow::Owned(format!("data:{mime};base64,{it}")))
}

fn embedded(link: &str) -> Option<(&'static str, Raster, &str)> {
    let (scheme, rest) = link.split_at_checked(5)?;
    let (head, data) = rest.split_once(',')?;
    let (kind, encoding) = head.split_once(';')?;
    let is_data = scheme.eq_ignore_ascii_case("data:") && encoding.trim().eq_ignore_ascii_case("base64");
    let kind = PICTURES.iter().find(|(mime, _)| kind.trim().eq_ignore_ascii_case(mime));
    kind.filter(|_| is_data).map(|(mime, raster)| (*mime, *raster, data))
}

/// An embedded picture, cleaned as a file of its own would be: a photograph keeps no place here either.
fn cleaned(raster: Raster, data: &str, notes: &mut Notes) -> Option<String> {
    let data: Vec<u8> = data.bytes().filter(|it| !it.is_ascii_whitespace()).collect();
    let bytes = BASE64_STANDARD.decode(data).ok()?;
    let bytes = raster::clean(raster, &bytes, notes).ok()?;
    Some(BASE64_STANDARD.encode(bytes))
}

/// A text of the file as far as it is told to the author.
pub(super) fn told(link: &str) -> String {
    let mut told: String =
        link.chars().take(TOLD).map(|it| if it.is_control() || it == '`' { ' ' } else { it }).collect();
    if link.chars().nth(TOLD).is_some() {
        told.push('…');
    }
    told
}
