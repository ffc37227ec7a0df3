//! Fields in office documents that show the properties of the document, such as its title.
//!
//! Once the properties are gone, a program would show nothing in their place, so the fields become the text that they show.
//! LibreOffice has an attribute for a field whose text is fixed (`text:fixed`), and ignores it in headers.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml_edit::attribute;

/// Fields of OpenDocument, by their local names.
const OPEN_DOCUMENT_FIELDS: [&str; 16] = [
    "creation-date",
    "creation-time",
    "creator",
    "description",
    "editing-cycles",
    "editing-duration",
    "initial-creator",
    "keywords",
    "modification-date",
    "modification-time",
    "print-date",
    "print-time",
    "printed-by",
    "subject",
    "title",
    "user-defined",
];

/// Fields of Word, by the first word of their instruction.
const WORD_FIELDS: [&str; 15] = [
    "AUTHOR",
    "COMMENTS",
    "CREATEDATE",
    "DOCPROPERTY",
    "EDITTIME",
    "INFO",
    "KEYWORDS",
    "LASTSAVEDBY",
    "NUMCHARS",
    "PRINTDATE",
    "REVNUM",
    "SAVEDATE",
    "SUBJECT",
    "TEMPLATE",
    "TITLE",
];

/// What becomes of an element of such a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldEdit {
    /// It is the instruction, or a mark at the beginning or end of the field.
    Remove,
    /// It is around the text.
    Unwrap,
}

/// A field of Word whose end was not read yet.
#[derive(Default)]
struct OpenField {
    /// Where its marks and its instruction are.
    places: Vec<usize>,
    instruction: String,
}

/// What becomes of the elements of fields that show properties, by the place of the first byte; `None` if the XML is not
/// well-formed.
pub(super) fn find_property_fields(xml: &str) -> Option<BTreeMap<usize, FieldEdit>> {
    let mut reader = Reader::from_str(xml);
    let mut edits = BTreeMap::new();
    // Fields lie in fields.
    let mut fields: Vec<OpenField> = Vec::new();
    let mut is_instruction = false;
    loop {
        let place = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::Eof => return Some(edits),
            Event::Start(element) | Event::Empty(element) => {
                is_instruction = element.name().as_ref() == "w:instrText";
                if is_property_field(&element) {
                    edits.insert(place, FieldEdit::Unwrap);
                }
                read_mark(&element, place, &mut fields, &mut edits);
            }
            Event::Text(text) if is_instruction => {
                fields.last_mut().into_iter().for_each(|field| field.instruction.push_str(&text));
            }
            Event::End(_) => is_instruction = false,
            _ => {}
        }
    }
}

/// Whether an element is such a field by itself, around its text.
fn is_property_field(element: &BytesStart<'_>) -> bool {
    let name = element.name();
    if name.as_ref() == "w:fldSimple" {
        return attribute(element, "w:instr").is_some_and(|instruction| is_property(&instruction));
    }
    name.as_ref().strip_prefix("text:").is_some_and(|field| OPEN_DOCUMENT_FIELDS.contains(&field))
}

/// Reads the marks at the beginning, in the middle and at the end of a field of Word, and its instruction.
fn read_mark(
    element: &BytesStart<'_>,
    place: usize,
    fields: &mut Vec<OpenField>,
    edits: &mut BTreeMap<usize, FieldEdit>,
) {
    let kind = match element.name().as_ref() {
        "w:fldChar" => attribute(element, "w:fldCharType"),
        "w:instrText" => None,
        _ => return,
    };
    if kind.as_deref() == Some("begin") {
        fields.push(OpenField::default());
    }
    let Some(field) = fields.last_mut() else { return };
    field.places.push(place);
    if kind.as_deref() == Some("end")
        && let Some(field) = fields.pop().filter(|field| is_property(&field.instruction))
    {
        edits.extend(field.places.into_iter().map(|place| (place, FieldEdit::Remove)));
    }
}

fn is_property(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| WORD_FIELDS.contains(&word))
}
