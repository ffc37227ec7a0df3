//! What a file must be before it is read as SVG, and how the reader's complaints are told.

use quick_xml::events::{BytesDecl, BytesRef};
use quick_xml::name::{Namespace, ResolveResult};

use super::super::fault::Fault;

/// The most bytes that a drawing may have.
const MOST: usize = 2_000_000;
/// The most attributes that an element may have.
pub(super) const ATTRIBUTES: usize = 256;
/// The namespace of SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

/// The text of a drawing: not too long, UTF-8, and only of characters that XML has.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.len() > MOST {
        let size = bytes.len().div_ceil(1_000_000);
        return Err(Fault::new(
            format!("the SVG has {size} MB; the limit is {} MB", MOST / 1_000_000),
            "simplify the drawing, or save it as PNG",
        ));
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return Err(Fault::new("the SVG is not written in UTF-8", "save it again as UTF-8"));
    };
    match text.chars().all(is_xml) {
        true => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        false => Err(malformed("a control character")),
    }
}

/// Whether XML has a character.
pub(super) fn is_xml(it: char) -> bool {
    !matches!(it, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// Refuses a declaration of another encoding than the one that the text was read in.
pub(super) fn declaration(declaration: &BytesDecl<'_>, text: &str) -> Result<(), Fault> {
    let Some(encoding) = declaration.encoding() else { return Ok(()) };
    let encoding = encoding.map_err(malformed)?;
    if encoding.eq_ignore_ascii_case("utf-8") || text.is_ascii() {
        return Ok(());
    }
    Err(Fault::new("the SVG says that it is not written in UTF-8", "save it again as UTF-8"))
}

/// Refuses a DOCTYPE that declares anything; a plain one says nothing.
pub(super) fn doctype(doctype: &str) -> Result<(), Fault> {
    match doctype.contains('[') {
        true => Err(Fault::new(
            "the SVG declares entities in its DOCTYPE",
            "save it again as plain SVG, or take the DOCTYPE out",
        )),
        false => Ok(()),
    }
}

/// The character that a reference in the text stands for; there are no entities but the five of XML.
pub(super) fn reference(reference: &BytesRef<'_>) -> Result<char, Fault> {
    let found = match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => reference.resolve_char_ref().map_err(malformed)?,
    };
    found.filter(|it| is_xml(*it)).ok_or_else(|| malformed("an unknown entity"))
}

/// Whether an element is one of SVG. One without a namespace counts: it was forgotten, and we write it.
pub(super) fn is_svg(namespace: &ResolveResult<'_>) -> bool {
    matches!(namespace, ResolveResult::Unbound | ResolveResult::Bound(Namespace(SVG)))
}

/// The fault of a file that is XML of another kind.
pub(super) fn no_drawing() -> Fault {
    Fault::new(
        "the file is no SVG: its first element is not `svg`",
        "export it again as SVG, or save it as PNG",
    )
}

/// The fault of a file that is no XML.
pub(super) fn malformed(why: impl ToString) -> Fault {
    let why = why.to_string();
    let mut letters = why.chars();
    let first = letters.next().map(|it| it.to_ascii_lowercase());
    let why: String = first.into_iter().chain(letters).collect();
    Fault::new(
        format!("the SVG is not well-formed: {}", why.trim_end_matches('.')),
        "export it again from the program that made it",
    )
}
