//! How large a drawing is shown.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::NsReader;

use super::super::fault::Fault;
use super::door;

/// What browsers take when a drawing tells no size.
const USUAL: (f64, f64) = (300.0, 150.0);
/// The units of lengths, in CSS pixels. A share of something is no size.
const UNITS: &[(&str, f64)] = &[
    ("", 1.0),
    ("px", 1.0),
    ("pt", 4.0 / 3.0),
    ("pc", 16.0),
    ("mm", 96.0 / 25.4),
    ("cm", 96.0 / 2.54),
    ("in", 96.0),
    ("q", 96.0 / 101.6),
    ("em", 16.0),
    ("rem", 16.0),
    ("ex", 8.0),
];

/// Reads up to the first element.
pub(in super::super) fn size(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    let text = door::text(bytes)?;
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_event().map_err(door::malformed)? {
            Event::Start(root) | Event::Empty(root) => {
                let (namespace, name) = reader.resolver().resolve_element(root.name());
                let is_root = door::is_svg(&namespace) && name.as_ref() == "svg";
                return if is_root { Ok(root_size(&root)) } else { Err(door::no_drawing()) };
            }
            Event::Decl(declaration) => door::declaration(&declaration, text)?,
            Event::DocType(doctype) => door::doctype(&doctype)?,
            Event::Comment(_) | Event::PI(_) => {}
            Event::Text(text) if text.trim_ascii().is_empty() => {}
            _ => return Err(door::no_drawing()),
        }
    }
}

fn root_size(root: &BytesStart<'_>) -> (u32, u32) {
    let length_of = |name| attribute(root, name).as_deref().and_then(length);
    let drawn = attribute(root, "viewBox").as_deref().and_then(view_box);
    let (width, height) = match (length_of("width"), length_of("height"), drawn) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((across, down))) => (width, width * down / across),
        (None, Some(height), Some((across, down))) => (height * across / down, height),
        (None, None, Some(drawn)) => drawn,
        (width, height, None) => (width.unwrap_or(USUAL.0), height.unwrap_or(USUAL.1)),
    };
    (whole(width), whole(height))
}

fn attribute(root: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = root.attributes().take(door::ATTRIBUTES).flatten().find(|it| it.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let unit = text.get(number.len()..)?;
    let (_, factor) = UNITS.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name))?;
    positive(number).map(|it| it * factor)
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split([' ', ',', '\t', '\n', '\r']).filter(|it| !it.is_empty()).skip(2);
    Some((positive(numbers.next()?)?, positive(numbers.next()?)?))
}

fn positive(number: &str) -> Option<f64> {
    number.parse().ok().filter(|it: &f64| it.is_finite() && *it > 0.0)
}

/// A whole number of pixels that fits into an attribute of HTML.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the clamp leaves nothing to lose"
)]
fn whole(length: f64) -> u32 {
    length.round().clamp(1.0, 65_535.0) as u32
}
