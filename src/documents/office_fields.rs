//! Fields in office documents that show the properties of the document, such as its title.
//!
//! Once the properties are gone, a program would show nothing in their place, so the fields become the text that they show.
//! LibreOffice has an attribute for a field whose text is fixed (`text:fixed`), and ignores it in headers.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::part_text::resolve_reference;
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

/// Fields of Word that show the person at the computer, or one of the properties, by the first word of their instruction.
const PEOPLE_FIELDS: [&str; 5] = ["AUTHOR", "LASTSAVEDBY", "USERADDRESS", "USERINITIALS", "USERNAME"];

/// Properties that are people, as a field of Word names them after `DOCPROPERTY` or `INFO`.
const PEOPLE_PROPERTIES: [&str; 4] = ["AUTHOR", "LASTAUTHOR", "LASTSAVEDBY", "MANAGER"];

/// Fields of OpenDocument that show people and become text in the published copy, by their local names. Others are in
/// [`AUTHOR_ELEMENTS`](super::part_words::AUTHOR_ELEMENTS).
const OPEN_DOCUMENT_PEOPLE: [&str; 3] = ["creator", "initial-creator", "printed-by"];

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
    /// What it shows.
    shown: String,
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
    let word = instruction.split_whitespace().next().unwrap_or_default();
    WORD_FIELDS.iter().any(|field| field.eq_ignore_ascii_case(word))
}

fn is_about_people(instruction: &str) -> bool {
    let mut words = instruction.split_whitespace().map(|word| word.trim_matches('"').to_ascii_uppercase());
    match words.next().as_deref() {
        Some("DOCPROPERTY" | "INFO") => {
            words.next().is_some_and(|property| PEOPLE_PROPERTIES.contains(&property.as_str()))
        }
        Some(field) => PEOPLE_FIELDS.contains(&field),
        None => false,
    }
}

/// The names that fields about people show; those before an error if the XML is not well-formed.
pub(super) fn find_people(xml: &str) -> BTreeSet<String> {
    let mut people = BTreeSet::new();
    let has_field = |field: &&str| xml.contains(&format!("text:{field}"));
    if !xml.contains("instr") && !OPEN_DOCUMENT_PEOPLE.iter().any(has_field) {
        return people;
    }
    let mut reader = Reader::from_str(xml);
    let mut fields: Vec<OpenField> = Vec::new();
    let mut is_instruction = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) => {
                is_instruction = element.name().as_ref() == "w:instrText";
                fields.extend(field_of_element(&element));
                people.extend(read_field_mark(&element, &mut fields));
            }
            // A field that is an empty element shows nothing, and no end follows that it could wait for.
            Event::Empty(element) => people.extend(read_field_mark(&element, &mut fields)),
            Event::Text(text) => push_text(&mut fields, is_instruction, &text),
            Event::CData(text) => push_text(&mut fields, is_instruction, &text),
            Event::GeneralRef(reference) => {
                let text = resolve_reference(&reference).unwrap_or_default();
                push_text(&mut fields, is_instruction, &text);
            }
            Event::End(element) => {
                is_instruction = false;
                if is_field_element(element.name().as_ref()) {
                    people.extend(fields.pop().and_then(OpenField::into_person));
                }
            }
            _ => {}
        }
    }
    people
}

/// Reads a mark at the beginning or end of a field of Word; returns the person whom a field that ends shows.
fn read_field_mark(element: &BytesStart<'_>, fields: &mut Vec<OpenField>) -> Option<String> {
    if element.name().as_ref() != "w:fldChar" {
        return None;
    }
    match attribute(element, "w:fldCharType").as_deref() {
        Some("begin") => fields.push(OpenField::default()),
        Some("end") => return fields.pop()?.into_person(),
        _ => {}
    }
    None
}

/// Adds to what the innermost field shows, or to its instruction.
fn push_text(fields: &mut [OpenField], is_instruction: bool, text: &str) {
    match fields.last_mut() {
        Some(field) if is_instruction => field.instruction.push_str(text),
        Some(field) => field.shown.push_str(text),
        None => {}
    }
}

/// The field that an element around its text begins.
fn field_of_element(element: &BytesStart<'_>) -> Option<OpenField> {
    let name = element.name();
    let instruction = match name.as_ref() {
        "w:fldSimple" => attribute(element, "w:instr").unwrap_or_default(),
        name if is_field_element(name) => "AUTHOR".to_owned(),
        _ => return None,
    };
    Some(OpenField { instruction, ..OpenField::default() })
}

fn is_field_element(name: &str) -> bool {
    name == "w:fldSimple"
        || name.strip_prefix("text:").is_some_and(|field| OPEN_DOCUMENT_PEOPLE.contains(&field))
}

impl OpenField {
    /// The name that it shows, if it is about people.
    fn into_person(self) -> Option<String> {
        let shown = self.shown.split_whitespace().collect::<Vec<_>>().join(" ");
        (is_about_people(&self.instruction) && !shown.is_empty()).then_some(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_in_fields_are_found() {
        let complex = |instruction: &str| {
            format!(
                "<w:p><w:fldChar w:fldCharType='begin'/><w:instrText> {instruction} </w:instrText><w:fldChar \
                 w:fldCharType='separate'/><w:t>Jordan</w:t><w:t> Example</w:t><w:fldChar w:fldCharType='end'/>\
                 <w:t>Minutes</w:t></w:p>"
            )
        };
        for instruction in
            ["AUTHOR", "UserName \\* Upper", "DOCPROPERTY \"Manager\"", "docproperty Manager", "INFO Author"]
        {
            assert_eq!(
                find_people(&complex(instruction)),
                ["Jordan Example".to_owned()].into(),
                "{instruction}"
            );
            assert_eq!(
                find_people(&format!("<w:fldSimple w:instr='{instruction}'><w:t>A B</w:t></w:fldSimple>")),
                ["A B".to_owned()].into()
            );
        }
        assert_eq!(
            find_people("<text:p><text:initial-creator>A B</text:initial-creator>C</text:p>"),
            ["A B".to_owned()].into()
        );
        // A field without content, in one around it.
        for empty in ["<w:fldSimple w:instr='PAGE'/>", "<text:creator/>", "<w:instrText/>", "<w:fldSimple/>"]
        {
            let outer = complex("AUTHOR").replace("<w:t> Example", &format!("{empty}<w:t> Example"));
            assert_eq!(find_people(&outer), ["Jordan Example".to_owned()].into(), "{empty}");
        }
        for written in ["Sean O&apos;Brien", "Sean O&#39;Brien", "<![CDATA[Sean O'Brien]]>"] {
            assert_eq!(
                find_people(
                    &complex("DOCPROPERTY &quot;Manager&quot;").replace("Jordan</w:t><w:t> Example", written)
                ),
                ["Sean O'Brien".to_owned()].into()
            );
        }
        for instruction in ["PAGE", "DOCPROPERTY Category", "TITLE"] {
            assert_eq!(find_people(&complex(instruction)), BTreeSet::new(), "{instruction}");
        }
    }
}
