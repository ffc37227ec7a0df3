//! Fields in office documents that show the properties of the document, such as its title.
//!
//! Once the properties are gone, a program would show nothing in their place. A locked field keeps the text that it shows.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

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

/// The numbers of the elements, in order from 1, that begin such a field; `None` if the XML is not well-formed.
pub(super) fn find_property_fields(xml: &str) -> Option<BTreeSet<usize>> {
    let mut reader = Reader::from_str(xml);
    let mut found = BTreeSet::new();
    let mut number = 0;
    // The element that begins the field whose instruction comes next.
    let mut begun = None;
    let mut is_instruction = false;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(found),
            Event::Start(element) | Event::Empty(element) => {
                number += 1;
                is_instruction = element.name().as_ref() == "w:instrText";
                let name = element.name();
                if name.as_ref() == "w:fldChar"
                    && has_value(&element, "w:fldCharType", |kind| kind == "begin")
                {
                    begun = Some(number);
                }
                let is_simple = name.as_ref() == "w:fldSimple" && has_value(&element, "w:instr", is_property);
                let field = name.as_ref().strip_prefix("text:");
                if is_simple || field.is_some_and(|field| OPEN_DOCUMENT_FIELDS.contains(&field)) {
                    found.insert(number);
                }
            }
            Event::Text(text) if is_instruction && !text.trim().is_empty() => {
                found.extend(begun.take().filter(|_| is_property(&text)));
            }
            Event::End(_) => is_instruction = false,
            _ => {}
        }
    }
}

/// The attribute that locks the field which an element begins.
pub(super) fn lock_of(element: &BytesStart<'_>) -> &'static str {
    if element.name().as_ref().starts_with("text:") { "text:fixed" } else { "w:fldLock" }
}

fn is_property(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| WORD_FIELDS.contains(&word))
}

fn has_value(element: &BytesStart<'_>, key: &str, is_meant: impl Fn(&str) -> bool) -> bool {
    element.try_get_attribute(key).ok().flatten().is_some_and(|attribute| is_meant(&attribute.value))
}
