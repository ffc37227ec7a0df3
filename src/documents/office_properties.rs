//! What stands in place of the properties of an office document.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::markup::element_texts;

/// Properties of a document without any, by the root element and a part of its namespace.
const EMPTY_PROPERTIES: [(&str, &str, &str); 4] = [
    (
        "coreProperties",
        "core-properties",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>",
    ),
    (
        "Properties",
        "extended-properties",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>",
    ),
    (
        "Properties",
        "custom-properties",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
    ),
    (
        "document-meta",
        "opendocument",
        "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:version=\"1.2\">\
         <office:meta/></office:document-meta>",
    ),
];

/// Where the properties of OpenDocument are.
const EMPTY_META: &str = "<office:meta/>";

/// What stands before properties that are written anew.
const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The first version of LibreOffice that draws a document alike with and without the name of the program that wrote it.
const FIRST_CURRENT_VERSION: u32 = 7;

/// Properties without any value, if the root element of a part holds properties. A version of an old program stays: later ones
/// draw gradients and tables as that one did.
pub(super) fn empty_properties(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => {
                let (name, attributes) = (root.local_name(), root.attributes_raw());
                let is_kind = |(root, namespace, _): &&(&str, &str, &str)| {
                    *root == name.as_ref() && (attributes.contains(namespace) || *root != "Properties")
                };
                let (.., properties) = EMPTY_PROPERTIES.iter().find(is_kind)?;
                let has_meta = properties.contains(EMPTY_META);
                let generator = has_meta.then(|| old_generator_element(xml)).flatten();
                let meta = generator.map_or_else(|| EMPTY_META.to_owned(), |generator| meta_with(&generator));
                return Some([XML_DECLARATION, &properties.replace(EMPTY_META, &meta)].concat());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn meta_with(generator: &str) -> String {
    format!("<office:meta>{generator}</office:meta>")
}

/// The element with the version of an old program, which stays; `None` if there is none.
pub(super) fn old_generator_element(xml: &str) -> Option<String> {
    let generator = old_generator(xml)?;
    Some(format!(
        "<meta:generator xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\">{generator}</meta:generator>"
    ))
}

/// The program and version that wrote a document, without system and build, if LibreOffice draws its documents in a way of
/// their own: `LibreOffice/5.4 LibreOffice_project/0`.
fn old_generator(meta: &str) -> Option<String> {
    let generator = element_texts(meta, &["meta:generator"]).pop()?;
    let (program, rest) = generator.split_once('/')?;
    let version = rest.split(['$', ' ']).next()?;
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().ok());
    let (major, minor) = (numbers.next()??, numbers.next().flatten().unwrap_or(0));
    match program {
        "LibreOffice" if major < FIRST_CURRENT_VERSION => {
            Some(format!("LibreOffice/{major}.{minor} LibreOffice_project/0"))
        }
        "OpenOffice.org" | "OpenOffice" => {
            // Such as `OpenOffice.org_project/310m11$Build-9399`.
            let (_, project) = generator.split_once("OpenOffice.org_project/")?;
            let is_part = |c: char| c.is_ascii_digit() || "m$Build-".contains(c);
            let build = project.split(|c: char| !is_part(c)).next()?;
            Some(format!("OpenOffice.org/{major}.{minor} OpenOffice.org_project/{build}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stays_only_if_it_changes_what_is_drawn() {
        for (generator, kept) in [
            (
                "LibreOffice/5.4.2.2$Linux_X86_64 LibreOffice_project/22b09f64",
                Some("LibreOffice/5.4 LibreOffice_project/0"),
            ),
            (
                "OpenOffice.org/3.1$Win32 OpenOffice.org_project/310m11$Build-9399",
                Some("OpenOffice.org/3.1 OpenOffice.org_project/310m11$Build-9399"),
            ),
            ("LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2", None),
            ("MicrosoftOffice/12.0 MicrosoftWord", None),
            ("Jordan Example", None),
        ] {
            let meta = format!("<a><meta:generator>{generator}</meta:generator></a>");
            assert_eq!(old_generator(&meta).as_deref(), kept, "{generator}");
        }
    }
}
