//! Display size of an SVG, from its `width`, `height` and `viewBox`.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::NsReader;

use super::input;
use crate::diagnostic::Problem;

/// The width and height in CSS pixels that browsers assume for an SVG without a size.
const DEFAULT_SIZE: (f64, f64) = (300.0, 150.0);
/// CSS pixels per unit of length. Percentages are missing because they depend on the surrounding page.
const PX_PER_UNIT: &[(&str, f64)] = &[
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

/// Reads the width and height in CSS pixels; parses no further than the first element.
pub(crate) fn read_size(bytes: &[u8]) -> Result<(u32, u32), Problem> {
    let text = input::decode_text(bytes)?;
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_event().map_err(input::malformed_error)? {
            Event::Start(root) | Event::Empty(root) => {
                let (namespace, name) = reader.resolver().resolve_element(root.name());
                let is_root = input::is_svg_namespace(&namespace) && name.as_ref() == "svg";
                return if is_root { Ok(root_size(&root)) } else { Err(input::not_svg_error()) };
            }
            Event::Decl(declaration) => input::check_declaration(&declaration, text)?,
            Event::DocType(doctype) => input::check_doctype(&doctype)?,
            Event::Comment(_) | Event::PI(_) => {}
            Event::Text(text) if text.trim_ascii().is_empty() => {}
            _ => return Err(input::not_svg_error()),
        }
    }
}

fn root_size(root: &BytesStart<'_>) -> (u32, u32) {
    let length_of = |name| read_attribute(root, name).as_deref().and_then(parse_length);
    let view_size = read_attribute(root, "viewBox").as_deref().and_then(parse_view_box);
    let (width, height) = match (length_of("width"), length_of("height"), view_size) {
        (Some(width), Some(height), _) => (width, height),
        // One missing length follows from the aspect ratio of the view box.
        (Some(width), None, Some((view_width, view_height))) => (width, width * view_height / view_width),
        (None, Some(height), Some((view_width, view_height))) => (height * view_width / view_height, height),
        (None, None, Some(view_size)) => view_size,
        (width, height, None) => (width.unwrap_or(DEFAULT_SIZE.0), height.unwrap_or(DEFAULT_SIZE.1)),
    };
    (to_pixels(width), to_pixels(height))
}

fn read_attribute(root: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = root.attributes().take(input::MAX_ATTRIBUTES).flatten();
    let found = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn parse_length(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.get(number.len()..)?;
    let (_, factor) = PX_PER_UNIT.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name))?;
    parse_positive(number).map(|value| value * factor)
}

fn parse_view_box(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty()).skip(2);
    Some((parse_positive(numbers.next()?)?, parse_positive(numbers.next()?)?))
}

fn parse_positive(number: &str) -> Option<f64> {
    number.parse().ok().filter(|value: &f64| value.is_finite() && *value > 0.0)
}

/// Rounds to whole pixels, between 1 and 65,535.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the clamp leaves nothing to lose"
)]
fn to_pixels(length: f64) -> u32 {
    length.round().clamp(1.0, 65_535.0) as u32
}
