//! Input checks of SVG files (size, encoding, DOCTYPE, entities) and their errors.

use quick_xml::events::{BytesDecl, BytesRef};
use quick_xml::name::{Namespace, ResolveResult};

use crate::diagnostic::Problem;

/// The largest SVG file, in bytes.
const MAX_BYTES: usize = 2_000_000;
/// The most attributes of an element.
pub(super) const MAX_ATTRIBUTES: usize = 256;
/// The SVG namespace.
pub(super) const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Decodes an SVG file. Files that are too large, not UTF-8, or contain characters outside XML are errors.
pub(super) fn decode_text(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > MAX_BYTES {
        let size = bytes.len().div_ceil(1_000_000);
        return Err(Problem::new(
            format!("the SVG is {size} MB; the limit is {} MB", MAX_BYTES / 1_000_000),
            "simplify the drawing, or save it as PNG",
        ));
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return Err(Problem::new("the SVG isn't saved as UTF-8", "save it again as UTF-8"));
    };
    match text.chars().all(is_xml_char) {
        true => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        false => Err(malformed_error("a control character")),
    }
}

/// Whether XML 1.0 allows a character.
pub(super) fn is_xml_char(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// Returns an error when the XML declaration names an encoding other than UTF-8, unless the text is pure ASCII.
pub(super) fn check_declaration(declaration: &BytesDecl<'_>, text: &str) -> Result<(), Problem> {
    let Some(encoding) = declaration.encoding() else { return Ok(()) };
    let encoding = encoding.map_err(malformed_error)?;
    if encoding.eq_ignore_ascii_case("utf-8") || text.is_ascii() {
        return Ok(());
    }
    Err(Problem::new("the SVG says that it isn't saved as UTF-8", "save it again as UTF-8"))
}

/// Returns an error for a DOCTYPE with an internal subset, which could declare entities.
pub(super) fn check_doctype(doctype: &str) -> Result<(), Problem> {
    match doctype.contains('[') {
        true => Err(Problem::new(
            "the SVG declares entities in its DOCTYPE",
            "save it again as plain SVG, or remove the DOCTYPE",
        )),
        false => Ok(()),
    }
}

/// Resolves a character reference or one of the five predefined entities of XML. Other entities are errors.
pub(super) fn resolve_reference(reference: &BytesRef<'_>) -> Result<char, Problem> {
    let found = match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => reference.resolve_char_ref().map_err(malformed_error)?,
    };
    found.filter(|c| is_xml_char(*c)).ok_or_else(|| malformed_error("an unknown entity"))
}

/// Whether a namespace is that of SVG. None at all counts too: files without `xmlns` are common, and the output has it.
pub(super) fn is_svg_namespace(namespace: &ResolveResult<'_>) -> bool {
    matches!(namespace, ResolveResult::Unbound | ResolveResult::Bound(Namespace(SVG_NAMESPACE)))
}

/// The error for XML whose root element is not `svg`.
pub(super) fn not_svg_error() -> Problem {
    Problem::new(
        "the file isn't an SVG: its first element isn't `svg`",
        "export it again as SVG, or save it as PNG",
    )
}

/// The error for input that is not well-formed XML.
pub(super) fn malformed_error(why: impl ToString) -> Problem {
    // Messages of the parser start with a capital and may end with a period; ours do neither.
    let why = why.to_string();
    let mut letters = why.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    let why: String = first.into_iter().chain(letters).collect();
    Problem::new(
        format!("the SVG isn't valid XML: {}", why.trim_end_matches('.')),
        "export it again from the program that created it",
    )
}
