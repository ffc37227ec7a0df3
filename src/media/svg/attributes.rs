//! Parses the attributes of an element and filters them by the allowlists.

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

/// A parsed attribute: its name with a canonical prefix, its value with entities resolved.
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: String,
}

/// Parses the attributes of an element, without namespace declarations.
pub(super) fn read(tag: &BytesStart<'_>, resolver: &NamespaceResolver) -> Result<Vec<Attribute>, Fault> {
    let mut list = Vec::new();
    for (index, attribute) in tag.attributes().enumerate() {
        if index == door::ATTRIBUTES {
            let message = format!("an element of the SVG has more than {index} attributes");
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

/// The name with the canonical prefix of its namespace, whatever prefix the file uses. Namespaces other than those of
/// `xlink` and `xml` become `editor:`.
fn name(key: QName<'_>, resolver: &NamespaceResolver) -> String {
    let (namespace, local) = resolver.resolve_attribute(key);
    let prefix = match namespace {
        ResolveResult::Unbound => return key.as_ref().to_owned(),
        ResolveResult::Bound(Namespace(XLINK)) => "xlink",
        ResolveResult::Bound(Namespace(XML)) => "xml",
        // Some editors omit the declaration of this well-known prefix.
        ResolveResult::Unknown(prefix) if prefix == "xlink" => "xlink",
        ResolveResult::Bound(_) | ResolveResult::Unknown(_) => "editor",
    };
    format!("{prefix}:{}", local.as_ref())
}

/// The attributes to write, each at most once; the others are recorded in `report`.
pub(super) fn kept<'a>(
    element: &str,
    list: &'a [Attribute],
    report: &mut Notes,
) -> Vec<(&'static str, Cow<'a, str>)> {
    let mut kept: Vec<(&'static str, Cow<'a, str>)> = Vec::with_capacity(list.len());
    for attribute in list {
        // Two prefixes bound to one namespace can produce the same name twice.
        let new =
            one(element, attribute, report).filter(|(name, _)| kept.iter().all(|(other, _)| other != name));
        kept.extend(new);
    }
    kept
}

fn one<'a>(
    element: &str,
    attribute: &'a Attribute,
    report: &mut Notes,
) -> Option<(&'static str, Cow<'a, str>)> {
    let Attribute { name, value } = attribute;
    let unchanged = Cow::Borrowed(value.as_str());
    match name.as_str() {
        "href" => Some(("href", link(element, value, report)?)),
        "xlink:href" => Some(("xlink:href", link(element, value, report)?)),
        "xml:lang" => Some(("xml:lang", unchanged)),
        "xml:space" => Some(("xml:space", unchanged)),
        name => match (on(WORDS, name), on(VALUES, name)) {
            (Some(name), _) => Some((name, unchanged)),
            (None, Some(name)) if css::stays_inside(value) => Some((name, unchanged)),
            (None, value) => {
                tell(name, value.is_some(), report);
                None
            }
        },
    }
}

fn link<'a>(element: &str, value: &'a str, report: &mut Notes) -> Option<Cow<'a, str>> {
    match element {
        "image" | "feImage" => links::picture(value, report),
        _ => links::fragment(value, report),
    }
}

fn tell(name: &str, is_known: bool, report: &mut Notes) {
    let shown = links::told(name);
    if is_known {
        report.removed(format!("a style that points elsewhere (`{shown}`)"));
    } else if name.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("on")) {
        report.removed(format!("an event handler (`{shown}`)"));
    } else if name == "xml:base" {
        report.removed("a base for links (`xml:base`)");
    } else if name.starts_with("editor:") {
        report.stripped("an editor's own data");
    } else if !name.starts_with("xlink:") {
        report.stripped(format!("an unknown attribute (`{shown}`)"));
    }
}
