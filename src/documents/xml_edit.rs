//! Removes elements and attributes from XML and leaves every other byte as it is.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may lie in elements; deeper ones no program writes.
pub(super) const MAX_NESTING: usize = 1000;

/// The most attributes of one element.
const MAX_ATTRIBUTES: usize = 10_000;

/// What becomes of an element.
pub(super) enum TagEdit {
    Keep,
    /// Goes with everything in it.
    Remove,
    /// Goes, and leaves what is in it.
    Unwrap,
    /// Loses its start tag, for an earlier element whose end was removed goes on in it.
    RemoveStart,
    /// Loses its end tag.
    RemoveEnd,
    /// Stays, with this text, which is escaped already, in place of everything in it.
    SetText(Cow<'static, str>),
    /// Stays, with these attributes; their values are escaped already.
    SetAttributes(Vec<(String, String)>),
}

/// The XML after `edit` has decided about every element, which it gets with the place of its first byte; `None` if it is not
/// well-formed, or would take too much memory.
pub(super) fn edit_elements(
    xml: &str,
    mut edit: impl FnMut(&BytesStart<'_>, usize) -> TagEdit,
) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut edited = String::with_capacity(xml.len());
    // How many elements are open within the one that is removed; 0 outside of one.
    let mut removed_depth = 0_usize;
    // Whether the end tag of the element whose content is removed is written.
    let mut keeps_end = false;
    // Whether each open element is written.
    let mut open = Vec::new();
    loop {
        let start = position(&reader)?;
        let event = reader.read_event().ok()?;
        let raw = xml.get(Range { start, end: position(&reader)? })?;
        if open.len() + removed_depth > MAX_NESTING || !has_few_attributes(&event) {
            return None;
        }
        match event {
            Event::Eof => return (open.is_empty() && removed_depth == 0).then_some(edited),
            Event::Start(_) if removed_depth > 0 => removed_depth += 1,
            Event::End(_) if removed_depth > 0 => {
                removed_depth -= 1;
                if removed_depth == 0 && keeps_end {
                    edited.push_str(raw);
                }
            }
            _ if removed_depth > 0 => {}
            Event::Start(element) => match edit(&element, start) {
                TagEdit::Remove => (removed_depth, keeps_end) = (1, false),
                TagEdit::SetText(text) => {
                    edited.extend([raw, &text]);
                    (removed_depth, keeps_end) = (1, true);
                }
                TagEdit::Unwrap => open.push(false),
                TagEdit::RemoveStart => open.push(true),
                TagEdit::RemoveEnd => {
                    open.push(false);
                    edited.push_str(raw);
                }
                action => {
                    open.push(true);
                    push_tag(&mut edited, raw, &element, action, ">");
                }
            },
            Event::Empty(element) => match edit(&element, start) {
                TagEdit::Remove | TagEdit::Unwrap => {}
                TagEdit::RemoveStart => edited.extend(["</", element.name().as_ref(), ">"]),
                TagEdit::RemoveEnd => edited.extend([raw.trim_end_matches("/>"), ">"]),
                action => push_tag(&mut edited, raw, &element, action, "/>"),
            },
            Event::End(_) => {
                if open.pop()? {
                    edited.push_str(raw);
                }
            }
            _ => edited.push_str(raw),
        }
    }
}

/// The XML without its comments; `None` if it can't be parsed.
pub(super) fn remove_comments(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut kept = String::with_capacity(xml.len());
    loop {
        let start = position(&reader)?;
        match reader.read_event().ok()? {
            Event::Eof => return Some(kept),
            Event::Comment(_) => {}
            _ => kept.push_str(xml.get(start..position(&reader)?)?),
        }
    }
}

fn has_few_attributes(event: &Event<'_>) -> bool {
    let (Event::Start(element) | Event::Empty(element)) = event else { return true };
    memchr::memchr_iter(b'=', element.attributes_raw().as_bytes()).nth(MAX_ATTRIBUTES).is_none()
}

fn position(reader: &Reader<&[u8]>) -> Option<usize> {
    usize::try_from(reader.buffer_position()).ok()
}

fn push_tag(edited: &mut String, raw: &str, element: &BytesStart<'_>, action: TagEdit, end: &str) {
    let TagEdit::SetAttributes(attributes) = action else {
        edited.push_str(raw);
        return;
    };
    edited.push('<');
    edited.push_str(element.name().as_ref());
    for (key, value) in attributes {
        let quote = if value.contains('"') { '\'' } else { '"' };
        edited.extend([" ", &key, "="]);
        edited.push(quote);
        edited.push_str(&value);
        edited.push(quote);
    }
    edited.push_str(end);
}

/// The attributes of an element as they are written; `None` if they cannot be parsed.
pub(super) fn raw_attributes(element: &BytesStart<'_>) -> Option<Vec<(String, String)>> {
    let pair = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
    };
    element.attributes().map(|attribute| attribute.map(pair).ok()).collect()
}

/// The value of an attribute; `None` if the element has none of this name.
pub(super) fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let attribute = element.try_get_attribute(key).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_removed_stays_byte_by_byte() {
        let edit = |element: &BytesStart<'_>, _| match element.name().as_ref() {
            "b" => TagEdit::Remove,
            "u" => TagEdit::Unwrap,
            "t" => TagEdit::SetText("&lt;".into()),
            "s" => TagEdit::RemoveStart,
            "e" => TagEdit::RemoveEnd,
            "c" => {
                let mut attributes = raw_attributes(element).unwrap();
                attributes.retain(|(key, _)| key != "x");
                TagEdit::SetAttributes(attributes)
            }
            _ => TagEdit::Keep,
        };
        for (xml, edited) in [
            (
                "<?xml version='1.0'?>\r\n<a  y = '1' ><!-- b --><b/>&amp;</a >",
                "<?xml version='1.0'?>\r\n<a  y = '1' ><!-- b -->&amp;</a >",
            ),
            ("<a><b><b>1</b><c/></b>2</a>", "<a>2</a>"),
            ("<a><e x='1'>1</e><s>2</s></a>", "<a><e x='1'>12</s></a>"),
            ("<a><e x='1'/>1<s/></a>", "<a><e x='1'>1</s></a>"),
            ("<a><u><u/>1<c z='2'/></u>2</a>", "<a>1<c z=\"2\"/>2</a>"),
            ("<a><t x='1'>3<t/><b/></t >4<t/></a>", "<a><t x='1'>&lt;</t >4<t/></a>"),
            ("<a><c x='1' y='&lt;\"' z='2'>3</c></a>", "<a><c y='&lt;\"' z=\"2\">3</c></a>"),
        ] {
            assert_eq!(edit_elements(xml, edit).as_deref(), Some(edited));
        }
        assert_eq!(edit_elements(&["<a>".repeat(2000), "</a>".repeat(2000)].concat(), edit), None);
        assert_eq!(edit_elements(&format!("<a{}/>", " x='1'".repeat(20_000)), edit), None);
        for broken in ["<a>", "<a></b>", "</a>", "<a", "<b><c></b>"] {
            assert_eq!(edit_elements(broken, edit), None, "{broken}");
        }
    }
}
