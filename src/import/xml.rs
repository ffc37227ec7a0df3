//! Reads XML of other programs into a tree, within limits.
//!
//! A tree, since readers look at what stands around an element. `roxmltree` copies no text, resolves namespaces and expands no
//! entities of the file's own. What its documents may cost is checked before it sees them.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use roxmltree::{Document, Node, ParsingOptions};

use crate::documents::{decode_xml, resolve_html_entity};

/// Bytes of one XML file.
const MAX_BYTES: usize = 300_000_000;

/// How deep elements may lie in elements: readers call themselves for each level.
const MAX_DEPTH: usize = 200;

/// Elements and texts of one file.
const MAX_NODES: u32 = 5_000_000;

/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 500;

/// Namespaces that are known at the elements that declare one, added up.
const MAX_NAMESPACES: usize = 5_000_000;

/// Bytes of a reference to an entity or character, from `&` to `;`.
const MAX_ENTITY: usize = 40;

/// The text of an XML file, with what programs often write wrong put right: `&` alone, entities of HTML, control characters.
///
/// # Errors
/// When it is no XML, or one that is refused, as the end of a sentence.
pub(super) fn decode(bytes: &[u8]) -> Result<String, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("it is larger than {} MB", MAX_BYTES / 1_000_000));
    }
    let text = decode_xml(bytes).ok_or("it isn't XML")?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let text = remove_document_type(text)?;
    let text = remove_control_characters(&text);
    Ok(repair_ampersands(&text).into_owned())
}

/// The tree of a text from [`decode`].
///
/// # Errors
/// When it is not well-formed or too complex, as the end of a sentence.
pub(super) fn parse(text: &str) -> Result<Document<'_>, String> {
    check_cost(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, entity_resolver: None };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => "it has too many elements".to_owned(),
        error => format!("its XML is damaged in line {}", error.pos().row),
    })
}

/// The element in an element that has a local name, whatever its namespace.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// The elements in an element that have a local name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// An attribute by its local name.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// All text in an element, as it stands.
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// The trimmed text of the child element with a local name; `None` if it is missing or blank.
pub(super) fn child_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    let text = text(child(node, name)?).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Refuses what would take long or much memory.
fn check_cost(text: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    // Namespaces that are known in each open element.
    let mut open: Vec<usize> = Vec::new();
    let mut namespaces = 0;
    loop {
        let event = reader.read_event().map_err(|_| "its XML is damaged".to_owned())?;
        match &event {
            Event::Eof => return Ok(()),
            Event::Start(element) | Event::Empty(element) => {
                let known = open.last().copied().unwrap_or_default();
                let own = count_namespaces(element)?;
                if own > 0 {
                    namespaces += known + own;
                }
                if open.len() >= MAX_DEPTH || namespaces > MAX_NAMESPACES {
                    return Err("its elements lie too deep in each other".to_owned());
                }
                if matches!(event, Event::Start(_)) {
                    open.push(known + own);
                }
            }
            Event::End(_) => {
                open.pop();
            }
            _ => {}
        }
    }
}

/// How many namespaces an element declares.
fn count_namespaces(element: &BytesStart<'_>) -> Result<usize, String> {
    let (mut all, mut namespaces) = (0, 0);
    for attribute in element.attributes().with_checks(false) {
        let Ok(attribute) = attribute else { continue };
        all += 1;
        namespaces += usize::from(attribute.key.as_ref().starts_with("xmlns"));
        if all > MAX_ATTRIBUTES {
            return Err("an element in it has too many attributes".to_owned());
        }
    }
    Ok(namespaces)
}

/// The text without its document type; one that defines entities is refused.
fn remove_document_type(text: &str) -> Result<Cow<'_, str>, String> {
    let root = root_element(text);
    let Some(start) = text[..root].find("<!DOCTYPE") else { return Ok(Cow::Borrowed(text)) };
    let declaration = &text[start..];
    match declaration.find(['>', '[']) {
        Some(end) if declaration[end..].starts_with('>') => {
            Ok(Cow::Owned(format!("{}{}", &text[..start], &declaration[end + 1..])))
        }
        _ => Err("it defines entities of its own, which leadfolio doesn't read".to_owned()),
    }
}

/// Where the first tag is.
fn root_element(text: &str) -> usize {
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at += found;
        let rest = &text[at..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->")
        } else if rest.starts_with("<?") || rest.starts_with("<!DOCTYPE") {
            rest.find('>')
        } else {
            return at;
        };
        let Some(end) = end else { return text.len() };
        at += end + 1;
    }
    text.len()
}

/// The text without characters that XML may not have.
fn remove_control_characters(text: &str) -> Cow<'_, str> {
    let is_refused = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_refused) { Cow::Owned(text.replace(is_refused, "")) } else { Cow::Borrowed(text) }
}

/// The text with every `&` that begins no entity of XML written as one; entities of HTML become characters.
fn repair_ampersands(text: &str) -> Cow<'_, str> {
    let mut repaired = String::new();
    let mut copied = 0;
    let mut at = 0;
    // Where the next section of literal text begins.
    let mut literal = text.find("<![CDATA[").unwrap_or(text.len());
    while let Some(found) = text[at..].find('&') {
        at += found;
        while at > literal {
            let end = text[literal..].find("]]>").map_or(text.len(), |end| literal + end);
            if at < end {
                at = end;
            }
            literal = text[end..].find("<![CDATA[").map_or(text.len(), |start| end + start);
        }
        if !text[at..].starts_with('&') {
            continue;
        }
        let end = text.floor_char_boundary((at + MAX_ENTITY).min(text.len()));
        let name = text[at + 1..end].split_once(';').map(|(name, _)| name);
        let (length, replacement) = match name {
            Some("amp" | "lt" | "gt" | "quot" | "apos") => (1, None),
            Some(name) if is_character_number(name) => (1, None),
            Some(name) => match resolve_html_entity(name) {
                Some(text) => {
                    (name.len() + 2, Some(Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;"))))
                }
                None => (1, Some(Cow::Borrowed("&amp;"))),
            },
            None => (1, Some(Cow::Borrowed("&amp;"))),
        };
        if let Some(replacement) = replacement {
            repaired.push_str(&text[copied..at]);
            repaired.push_str(&replacement);
            copied = at + length;
        }
        at += length;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    repaired.push_str(&text[copied..]);
    Cow::Owned(repaired)
}

/// Whether the inside of a reference is the number of a character that XML may have.
fn is_character_number(reference: &str) -> bool {
    let Some(number) = reference.strip_prefix('#') else { return false };
    let code = match number.strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    code.ok().and_then(char::from_u32).is_some_and(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_often_write_wrong_is_put_right() {
        let read = |xml: &str| {
            let xml = decode(xml.as_bytes()).unwrap();
            text(parse(&xml).unwrap().root_element())
        };
        assert_eq!(
            read("<a>Q&A, caf&eacute;&#8217;s &amp; &lt;b&gt; &unknown; &#1;</a>"),
            "Q&A, café’s & <b> &unknown; &#1;"
        );
        assert_eq!(
            read("<a>one & two<![CDATA[ & three &eacute; ]]> & four</a>"),
            "one & two & three &eacute;  & four"
        );
        assert_eq!(read("<a>a\u{b}b\u{8}c</a>"), "abc");
        assert_eq!(read("\u{feff}<?xml version='1.0'?><!DOCTYPE rss PUBLIC 'a' 'b'><a>x</a>"), "x");
    }

    #[test]
    fn what_would_cost_much_is_refused() {
        let refused = |xml: &str| decode(xml.as_bytes()).and_then(|xml| parse(&xml).map(|_| ())).unwrap_err();
        assert!(refused("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").contains("entities"));
        assert!(refused(&"<a>".repeat(100_000)).contains("deep"));
        assert!(refused("<a><b></a>").contains("damaged"));
        assert!(refused("plain text").contains("isn't XML"));
        let many: String = (0..1000).map(|number| format!(" a{number}='x'")).collect();
        assert!(refused(&format!("<a{many}/>")).contains("attributes"));
        let nested: String = (0..190)
            .map(|depth| {
                format!("<a {}>", (0..400).map(|n| format!("xmlns:n{depth}_{n}='u' ")).collect::<String>())
            })
            .collect();
        assert!(refused(&nested).contains("deep"));
    }
}
