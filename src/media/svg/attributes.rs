//! The attributes of an element: read, judged, and the good ones kept.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::name::{Namespace, NamespaceResolver, QName, ResolveResult};

use super::super::fault::Fault;
use super::super::notes::Notes;
use super::door::{self, malformed};
use super::names::{VALUES, WORDS, on};
use super::{css, links};

/// The namespace of `xlink:href`.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// An attribute as it was read: the name as we would write it, the value with its references resolved.
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: String,
}

/// Reads the attributes of an element. Only those without a namespace are told by their own name.
pub(super) fn read(tag: &BytesStart<'_>, resolver: &NamespaceResolver) -> Result<Vec<Attribute>, Fault> {
    let mut list = Vec::new();
    for (at, attribute) in tag.attributes().enumerate() {
        if at == door::ATTRIBUTES {
            let message = format!("an element of the SVG has more than {at} attributes");
            return Err(Fault::new(message, "export it again from the program that made it"));
        }
        let attribute = attribute.map_err(malformed)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(malformed)?;
        if !value.chars().all(door::is_xml) {
            return Err(malformed("a control character"));
        }
        if attribute.key.as_namespace_binding().is_none() {
            list.push(Attribute { name: name(attribute.key, resolver), value: value.into_owned() });
        }
    }
    Ok(list)
}

/// The name as we would write it, whatever prefix the file has for its namespace.
fn name(key: QName<'_>, resolver: &NamespaceResolver) -> String {
    let (namespace, local) = resolver.resolve_attribute(key);
    let prefix = match namespace {
        ResolveResult::Unbound => return key.as_ref().to_owned(),
        ResolveResult::Bound(Namespace(XLINK)) => "xlink",
        ResolveResult::Bound(Namespace(XML)) => "xml",
        // Many forget to declare it, and mean no other.
        ResolveResult::Unknown(prefix) if prefix == "xlink" => "xlink",
        ResolveResult::Bound(_) | ResolveResult::Unknown(_) => "editor",
    };
    format!("{prefix}:{}", local.as_ref())
}

/// The attributes that are written, each once.
pub(super) fn kept<'a>(
    element: &str,
    list: &'a [Attribute],
    notes: &mut Notes,
) -> Vec<(&'static str, Cow<'a, str>)> {
    let mut kept: Vec<(&'static str, Cow<'a, str>)> = Vec::with_capacity(list.len());
    for attribute in list {
        // Two prefixes may stand for one namespace.
        let new =
            one(element, attribute, notes).filter(|(name, _)| kept.iter().all(|(other, _)| other != name));
        kept.extend(new);
    }
    kept
}

fn one<'a>(
    element: &str,
    attribute: &'a Attribute,
    notes: &mut Notes,
) -> Option<(&'static str, Cow<'a, str>)> {
    let Attribute { name, value } = attribute;
    let as_it_is = Cow::Borrowed(value.as_str());
    match name.as_str() {
        "href" => Some(("href", link(element, value, notes)?)),
        "xlink:href" => Some(("xlink:href", link(element, value, notes)?)),
        "xml:lang" => Some(("xml:lang", as_it_is)),
        "xml:space" => Some(("xml:space", as_it_is)),
        name => match (on(WORDS, name), on(VALUES, name)) {
            (Some(name), _) => Some((name, as_it_is)),
            (None, Some(name)) if css::stays_inside(value) => Some((name, as_it_is)),
            (None, value) => {
                tell(name, value.is_some(), notes);
                None
            }
        },
    }
}

fn link<'a>(element: &str, value: &'a str, notes: &mut Notes) -> Option<Cow<'a, str>> {
    match element {
        "image" | "feImage" => links::picture(value, notes),
        _ => links::fragment(value, notes),
    }
}

fn tell(name: &str, is_known: bool, notes: &mut Notes) {
    let told = links::told(name);
    if is_known {
        notes.removed(format!("a style that points elsewhere (`{told}`)"));
    } else if name.get(..2).is_some_and(|it| it.eq_ignore_ascii_case("on")) {
        notes.removed(format!("an event handler (`{told}`)"));
    } else if name == "xml:base" {
        notes.removed("a base for links (`xml:base`)");
    } else if name.starts_with("editor:") {
        notes.stripped("an editor's own data");
    } else if !name.starts_with("xlink:") {
        notes.stripped(format!("an unknown attribute (`{told}`)"));
    }
}
