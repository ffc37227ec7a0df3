//! The parts of a document besides its text: relations, properties, lists and settings.

use super::pictures::PictureFile;
use super::xml::Xml;
use crate::export::document::ExportDocument;

/// Namespace of words in a document.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Namespace of relations.
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// Start of the types of parts.
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Number of the list with bullets.
pub(super) const BULLETS: usize = 1;
/// Levels of a list; deeper ones look like the last.
pub(super) const LIST_LEVELS: usize = 9;

/// `[Content_Types].xml`.
pub(super) fn content_types(pictures: &[PictureFile]) -> String {
    let mut xml = Xml::new();
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    for kind in ["png", "jpeg", "gif"] {
        if pictures.iter().any(|picture| picture.kind == kind) {
            xml.empty("Default", &[("Extension", kind), ("ContentType", &format!("image/{kind}"))]);
        }
    }
    for (part, kind) in [
        ("/word/document.xml", "document.main"),
        ("/word/styles.xml", "styles"),
        ("/word/numbering.xml", "numbering"),
        ("/word/footnotes.xml", "footnotes"),
        ("/word/settings.xml", "settings"),
        ("/word/footer1.xml", "footer"),
    ] {
        xml.empty("Override", &[("PartName", part), ("ContentType", &format!("{TYPE}.{kind}+xml"))]);
    }
    let properties = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", properties)]);
    xml.finish()
}

/// `_rels/.rels`.
pub(super) fn root_relationships() -> String {
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
    let document = format!("{R}/officeDocument");
    xml.empty("Relationship", &[("Id", "rId1"), ("Type", &document), ("Target", "word/document.xml")]);
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    xml.empty("Relationship", &[("Id", "rId2"), ("Type", core), ("Target", "docProps/core.xml")]);
    xml.finish()
}

/// Relations of the text: to other parts, to links by their number, and to pictures.
pub(super) fn relationships(links: &[String], pictures: &[PictureFile]) -> String {
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
    for (id, kind) in [
        ("rIdStyles", "styles"),
        ("rIdNumbering", "numbering"),
        ("rIdFootnotes", "footnotes"),
        ("rIdSettings", "settings"),
    ] {
        let (kind, target) = (format!("{R}/{kind}"), format!("{kind}.xml"));
        xml.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", &target)]);
    }
    let footer = format!("{R}/footer");
    xml.empty("Relationship", &[("Id", "rIdFooter"), ("Type", &footer), ("Target", "footer1.xml")]);
    write_links(&mut xml, links);
    for (index, picture) in pictures.iter().enumerate() {
        let (id, kind) = (picture_id(index + 1), format!("{R}/image"));
        xml.empty("Relationship", &[("Id", &id), ("Type", &kind), ("Target", &picture.name)]);
    }
    xml.finish()
}

/// Relations of the footnotes: to links.
pub(super) fn note_relationships(links: &[String]) -> String {
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
    write_links(&mut xml, links);
    xml.finish()
}

fn write_links(xml: &mut Xml, links: &[String]) {
    for (index, address) in links.iter().enumerate() {
        let (id, kind) = (link_id(index), format!("{R}/hyperlink"));
        let attributes = [("Id", &*id), ("Type", &kind), ("Target", address), ("TargetMode", "External")];
        xml.empty("Relationship", &attributes);
    }
}

/// Name of the relation of a link.
pub(super) fn link_id(index: usize) -> String {
    format!("rIdLink{index}")
}

/// Name of the relation of a picture.
pub(super) fn picture_id(number: usize) -> String {
    format!("rIdPicture{number}")
}

/// `docProps/core.xml`: title and language, and nobody's name or time.
pub(super) fn properties(document: &ExportDocument) -> String {
    let mut xml = Xml::new();
    let core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let dc = "http://purl.org/dc/elements/1.1/";
    xml.open("cp:coreProperties", &[("xmlns:cp", core), ("xmlns:dc", dc)]);
    xml.element("dc:title", &[], &document.title);
    xml.element("dc:language", &[], &document.language);
    xml.finish()
}

/// `word/numbering.xml`: bullets, and for each numbered list its first number.
pub(super) fn numbering(starts: &[u32]) -> String {
    let mut xml = Xml::new();
    xml.open("w:numbering", &[("xmlns:w", W)]);
    for (id, format) in [("0", "bullet"), ("1", "decimal")] {
        xml.open("w:abstractNum", &[("w:abstractNumId", id)]);
        xml.value("w:multiLevelType", "hybridMultilevel");
        for level in 0..LIST_LEVELS {
            let mark = if format == "bullet" {
                ["•", "–", "▪"][level % 3].to_owned()
            } else {
                format!("%{}.", level + 1)
            };
            xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
            xml.value("w:start", "1");
            xml.value("w:numFmt", format);
            xml.value("w:lvlText", &mark);
            xml.value("w:lvlJc", "left");
            xml.open("w:pPr", &[]);
            let indent = (360 * (level + 1)).to_string();
            xml.empty("w:ind", &[("w:left", &indent), ("w:hanging", "360")]);
            xml.close();
            xml.close();
        }
        xml.close();
    }
    xml.open("w:num", &[("w:numId", &BULLETS.to_string())]);
    xml.value("w:abstractNumId", "0");
    xml.close();
    for (index, start) in starts.iter().enumerate() {
        xml.open("w:num", &[("w:numId", &(BULLETS + 1 + index).to_string())]);
        xml.value("w:abstractNumId", "1");
        for level in 0..LIST_LEVELS {
            xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
            xml.value("w:startOverride", &start.to_string());
            xml.close();
        }
        xml.close();
    }
    xml.finish()
}

/// `word/settings.xml`.
pub(super) fn settings(document: &ExportDocument) -> String {
    let mut xml = Xml::new();
    xml.open("w:settings", &[("xmlns:w", W)]);
    // Word would write the author's name and the time into the file otherwise.
    xml.empty("w:removePersonalInformation", &[]);
    xml.value("w:defaultTabStop", "720");
    xml.open("w:footnotePr", &[]);
    xml.empty("w:footnote", &[("w:id", "-1")]);
    xml.empty("w:footnote", &[("w:id", "0")]);
    xml.close();
    xml.open("w:compat", &[]);
    let office = "http://schemas.microsoft.com/office/word";
    let mode = [("w:name", "compatibilityMode"), ("w:uri", office), ("w:val", "15")];
    xml.empty("w:compatSetting", &mode);
    xml.close();
    xml.empty("w:themeFontLang", &[("w:val", &document.language)]);
    xml.finish()
}

/// `word/footer1.xml`: the title and the number of the page.
pub(super) fn footer(document: &ExportDocument) -> String {
    let mut xml = Xml::new();
    xml.open("w:ftr", &[("xmlns:w", W)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", "Footer");
    xml.close();
    xml.open("w:r", &[]);
    xml.element("w:t", &[("xml:space", "preserve")], &format!("{} · ", document.title));
    xml.close();
    xml.open("w:fldSimple", &[("w:instr", " PAGE ")]);
    xml.open("w:r", &[]);
    xml.element("w:t", &[], "1");
    xml.finish()
}
