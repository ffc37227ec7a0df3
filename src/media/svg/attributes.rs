//! Parses the attributes of an element and filters them by the allowlists.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::name::{Namespace, NamespaceResolver, QName, ResolveResult};

use super::allowlist::{CSS_ATTRIBUTES, TEXT_ATTRIBUTES, find_name};
use super::input::malformed_error;
use super::{css, input, links};
use crate::diagnostic::Problem;
use crate::media::clean_report::CleanReport;

/// The namespace of `xlink:href`.
pub(super) const XLINK_NAMESPACE: &str = "http://www.w3.org/1999/xlink";
const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// A parsed attribute: its name with a canonical prefix, its value with entities resolved.
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: String,
}

/// Parses the attributes of an element, without namespace declarations.
pub(super) fn read_attributes(
    tag: &BytesStart<'_>,
    resolver: &NamespaceResolver,
) -> Result<Vec<Attribute>, Problem> {
    let mut list = Vec::new();
    for (index, attribute) in tag.attributes().enumerate() {
        if index == input::MAX_ATTRIBUTES {
            let message = format!("an element of the SVG has more than {index} attributes");
            return Err(Problem::new(message, "export it again from the program that created it"));
        }
        let attribute = attribute.map_err(malformed_error)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(malformed_error)?;
        if !value.chars().all(input::is_xml_char) {
            return Err(malformed_error("a control character"));
        }
        if attribute.key.as_namespace_binding().is_none() {
            list.push(Attribute { name: canonical_name(attribute.key, resolver), value: value.into_owned() });
        }
    }
    Ok(list)
}

/// The name with the canonical prefix of its namespace, whatever prefix the file uses. Namespaces other than those of
/// `xlink` and `xml` become `editor:`.
fn canonical_name(key: QName<'_>, resolver: &NamespaceResolver) -> String {
    let (namespace, local) = resolver.resolve_attribute(key);
    let prefix = match namespace {
        ResolveResult::Unbound => return key.as_ref().to_owned(),
        ResolveResult::Bound(Namespace(XLINK_NAMESPACE)) => "xlink",
        ResolveResult::Bound(Namespace(XML_NAMESPACE)) => "xml",
        // Some editors omit the declaration of this well-known prefix.
        ResolveResult::Unknown(prefix) if prefix == "xlink" => "xlink",
        ResolveResult::Bound(_) | ResolveResult::Unknown(_) => "editor",
    };
    format!("{prefix}:{}", local.as_ref())
}

/// The attributes to write, each at most once; the others are recorded in `report`. `pixels_left` is how many pixels of
/// embedded images may still be cleaned.
pub(super) fn filter_attributes<'a>(
    element: &str,
    list: &'a [Attribute],
    pixels_left: &mut u64,
    report: &mut CleanReport,
) -> Vec<(&'static str, Cow<'a, str>)> {
    let mut kept: Vec<(&'static str, Cow<'a, str>)> = Vec::with_capacity(list.len());
    for attribute in list {
        // Two prefixes bound to one namespace can produce the same name twice.
        let new = sanitize_attribute(element, attribute, pixels_left, report)
            .filter(|(name, _)| kept.iter().all(|(other, _)| other != name));
        kept.extend(new);
    }
    kept
}

fn sanitize_attribute<'a>(
    element: &str,
    attribute: &'a Attribute,
    pixels_left: &mut u64,
    report: &mut CleanReport,
) -> Option<(&'static str, Cow<'a, str>)> {
    let Attribute { name, value } = attribute;
    let unchanged = Cow::Borrowed(value.as_str());
    match name.as_str() {
        "href" => Some(("href", sanitize_href(element, value, pixels_left, report)?)),
        "xlink:href" => Some(("xlink:href", sanitize_href(element, value, pixels_left, report)?)),
        "xml:lang" => Some(("xml:lang", unchanged)),
        "xml:space" => Some(("xml:space", unchanged)),
        name => match (find_name(TEXT_ATTRIBUTES, name), find_name(CSS_ATTRIBUTES, name)) {
            (Some(name), _) => Some((name, unchanged)),
            (None, Some(name)) if css::is_self_contained(value) => Some((name, unchanged)),
            (None, value) => {
                report_dropped(name, value.is_some(), report);
                None
            }
        },
    }
}

fn sanitize_href<'a>(
    element: &str,
    value: &'a str,
    pixels_left: &mut u64,
    report: &mut CleanReport,
) -> Option<Cow<'a, str>> {
    match element {
        "image" | "feImage" => links::sanitize_image_link(value, pixels_left, report),
        _ => links::sanitize_link(value, report),
    }
}

fn report_dropped(name: &str, is_known: bool, report: &mut CleanReport) {
    let shown = links::quote_for_message(name);
    if is_known {
        report.record_removed(format!("a style that loads something from elsewhere (`{shown}`)"));
    } else if name.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("on")) {
        report.record_removed(format!("an event handler (`{shown}`)"));
    } else if name == "xml:base" {
        report.record_removed("a base for links (`xml:base`)");
    } else if name.starts_with("editor:") {
        report.record_stripped("editor data");
    } else if !name.starts_with("xlink:") {
        report.record_stripped(format!("an unknown attribute (`{shown}`)"));
    }
}
