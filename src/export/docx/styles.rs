//! `word/styles.xml`: the styles that word processors know by name, so that headings are headings.

use super::parts::W;
use super::xml::Xml;
use crate::export::document::ExportDocument;

/// A style of paragraphs: id, name, the style that follows, and the looks.
struct Style {
    id: &'static str,
    name: &'static str,
    /// Size in half points; 0 for that of the text.
    size: u32,
    bold: bool,
    italic: bool,
    color: &'static str,
    /// Space before and after, in twentieths of a point.
    space: (u32, u32),
    indent: u32,
    /// Level in the outline, from 0; none of a heading.
    outline: Option<u8>,
    /// Whether it stays with the paragraph below it.
    keep: bool,
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    size: 0,
    bold: false,
    italic: false,
    color: "",
    space: (0, 120),
    indent: 0,
    outline: None,
    keep: false,
};

/// The color of headings: 10 to 1 on white.
const DARK: &str = "1F3864";
/// The color of small text: 7 to 1 on white.
const GRAY: &str = "595959";

const fn heading(id: &'static str, name: &'static str, level: u8, size: u32, before: u32) -> Style {
    Style {
        id,
        name,
        size,
        bold: true,
        color: DARK,
        space: (before, 80),
        outline: Some(level),
        keep: true,
        ..PLAIN
    }
}

const PARAGRAPHS: [Style; 16] = [
    Style {
        id: "Title",
        name: "Title",
        size: 56,
        bold: true,
        color: DARK,
        space: (2400, 240),
        keep: true,
        ..PLAIN
    },
    heading("Heading1", "heading 1", 0, 36, 240),
    heading("Heading2", "heading 2", 1, 28, 320),
    heading("Heading3", "heading 3", 2, 24, 280),
    heading("Heading4", "heading 4", 3, 22, 200),
    heading("Heading5", "heading 5", 4, 22, 160),
    heading("Heading6", "heading 6", 5, 22, 160),
    Style { id: "Subtitle", name: "Subtitle", size: 26, color: GRAY, space: (0, 200), ..PLAIN },
    Style { id: "Caption", name: "caption", size: 19, color: GRAY, ..PLAIN },
    Style { id: "Term", name: "Term", bold: true, space: (120, 20), keep: true, ..PLAIN },
    Style { id: "Indented", name: "Indented", indent: 360, space: (0, 80), ..PLAIN },
    Style { id: "Quote", name: "Quote", italic: true, indent: 480, space: (120, 120), ..PLAIN },
    Style { id: "ListParagraph", name: "List Paragraph", space: (0, 60), ..PLAIN },
    Style { id: "Code", name: "Code", size: 19, space: (60, 120), ..PLAIN },
    Style { id: "FootnoteText", name: "footnote text", size: 19, space: (0, 40), ..PLAIN },
    Style { id: "Footer", name: "footer", size: 18, color: GRAY, ..PLAIN },
];

/// Writes the styles of a document.
pub(super) fn styles(document: &ExportDocument) -> String {
    let mut xml = Xml::new();
    xml.open("w:styles", &[("xmlns:w", W)]);
    write_defaults(&mut xml, document);
    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.value("w:name", "Normal");
    xml.empty("w:qFormat", &[]);
    xml.close();
    PARAGRAPHS.iter().for_each(|style| write_paragraph(&mut xml, style));
    write_characters(&mut xml);
    write_table(&mut xml);
    xml.finish()
}

fn write_defaults(xml: &mut Xml, document: &ExportDocument) {
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    let fonts = ["w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"].map(|script| (script, "Calibri"));
    xml.empty("w:rFonts", &fonts);
    xml.value("w:sz", "22");
    xml.value("w:szCs", "22");
    let language = document.language.as_str();
    xml.empty("w:lang", &[("w:val", language), ("w:eastAsia", language), ("w:bidi", language)]);
    xml.close();
    xml.close();
    xml.open("w:pPrDefault", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:after", "120"), ("w:line", "264"), ("w:lineRule", "auto")]);
    xml.close();
    xml.close();
    xml.close();
}

fn write_paragraph(xml: &mut Xml, style: &Style) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)]);
    xml.value("w:name", style.name);
    xml.value("w:basedOn", "Normal");
    if style.outline.is_some() || style.id == "Title" {
        xml.value("w:next", "Normal");
    }
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if style.keep {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
    }
    let (before, after) = (style.space.0.to_string(), style.space.1.to_string());
    xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after)]);
    if style.indent > 0 {
        xml.empty("w:ind", &[("w:left", &style.indent.to_string())]);
    }
    if let Some(level) = style.outline {
        xml.value("w:outlineLvl", &level.to_string());
    }
    xml.close();
    xml.open("w:rPr", &[]);
    if style.id == "Code" {
        xml.empty("w:rFonts", &["w:ascii", "w:hAnsi", "w:cs"].map(|script| (script, "Consolas")));
    }
    if style.bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    if style.italic {
        xml.empty("w:i", &[]);
        xml.empty("w:iCs", &[]);
    }
    if !style.color.is_empty() {
        xml.value("w:color", style.color);
    }
    if style.size > 0 {
        xml.value("w:sz", &style.size.to_string());
        xml.value("w:szCs", &style.size.to_string());
    }
    xml.close();
    xml.close();
}

fn write_characters(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "character"), ("w:styleId", "Hyperlink")]);
    xml.value("w:name", "Hyperlink");
    xml.open("w:rPr", &[]);
    xml.value("w:color", "0B4F9E");
    xml.value("w:u", "single");
    xml.close();
    xml.close();
    xml.open("w:style", &[("w:type", "character"), ("w:styleId", "FootnoteReference")]);
    xml.value("w:name", "footnote reference");
    xml.open("w:rPr", &[]);
    xml.value("w:vertAlign", "superscript");
    xml.close();
    xml.close();
}

fn write_table(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")]);
    xml.value("w:name", "Table Grid");
    xml.open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:before", "40"), ("w:after", "40")]);
    xml.close();
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "A6A6A6")]);
    }
    xml.close();
    xml.open("w:tblCellMar", &[]);
    for side in ["w:left", "w:right"] {
        xml.empty(side, &[("w:w", "100"), ("w:type", "dxa")]);
    }
    xml.close();
    xml.close();
    xml.close();
}
