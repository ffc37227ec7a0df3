//! The text of a document: paragraphs, lists, links, pictures and footnotes. table.rs writes tables.

use std::collections::HashMap;

use super::page::{MARGIN, PageSize};
use super::parts::{BULLETS, LIST_LEVELS, R, W, link_id, picture_id};
use super::pictures::Pictures;
use super::xml::Xml;
use crate::export::document::{Block, ExportDocument, Inline, Marks, ParagraphKind, Picture, Target};

const WP: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// Marks a picture that says nothing, so that screen readers pass over it.
const DECORATIVE: &str = "http://schemas.microsoft.com/office/drawing/2017/decorative";
const DECORATIVE_URI: &str = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}";

/// Twentieths of a point that a level of lists and terms is indented.
const INDENT: usize = 360;

/// Writes the text of a document.
pub(super) struct BodyWriter<'a, 'p> {
    document: &'a ExportDocument,
    pictures: &'a mut Pictures<'p>,
    pub(super) xml: Xml,
    /// Numbers of the bookmarks, by the names of their anchors.
    bookmarks: HashMap<String, usize>,
    /// Numbers of the links, by their addresses.
    links: HashMap<String, usize>,
    /// First numbers of the numbered lists.
    list_starts: Vec<u32>,
    drawings: usize,
    /// Whether the next paragraph begins a page.
    breaks_page: bool,
    in_note: bool,
}

/// What holds for a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Style of what is plain text elsewhere.
    style: Option<&'static str>,
    /// List and level of the next paragraph.
    list: Option<(usize, usize)>,
    /// Levels of lists around it.
    level: usize,
    /// Indentation in twentieths of a point.
    indent: usize,
    bold: bool,
}

impl Place {
    /// The same in a cell of a table, which begins without indentation.
    pub(super) fn in_cell(self, is_header: bool) -> Self {
        Self { bold: is_header, style: self.style, ..Self::default() }
    }
}

impl<'a, 'p> BodyWriter<'a, 'p> {
    pub(super) fn new(document: &'a ExportDocument, pictures: &'a mut Pictures<'p>) -> Self {
        Self {
            document,
            pictures,
            xml: Xml::new(),
            bookmarks: HashMap::new(),
            links: HashMap::new(),
            list_starts: Vec::new(),
            drawings: 0,
            breaks_page: false,
            in_note: false,
        }
    }

    /// The addresses of links by their number, and the first numbers of lists.
    pub(super) fn into_parts(self) -> (Vec<String>, Vec<u32>) {
        let mut links: Vec<(String, usize)> = self.links.into_iter().collect();
        links.sort_by_key(|(_, number)| *number);
        (links.into_iter().map(|(address, _)| address).collect(), self.list_starts)
    }

    /// `word/document.xml`.
    pub(super) fn write_body(&mut self, blocks: &[Block], paper: PageSize) -> String {
        let names = [("xmlns:w", W), ("xmlns:r", R), ("xmlns:wp", WP), ("xmlns:a", A), ("xmlns:pic", PIC)];
        self.xml.open("w:document", &names);
        self.xml.open("w:body", &[]);
        self.blocks(blocks, Place::default());
        self.write_section(paper);
        std::mem::replace(&mut self.xml, Xml::new()).finish()
    }

    fn write_section(&mut self, paper: PageSize) {
        self.xml.open("w:sectPr", &[]);
        self.xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rIdFooter")]);
        let (width, height) = paper.twips();
        self.xml.empty("w:pgSz", &[("w:w", &width.to_string()), ("w:h", &height.to_string())]);
        let margin = MARGIN.to_string();
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, margin.as_str()));
        let others = [("w:header", "720"), ("w:footer", "720"), ("w:gutter", "0")];
        self.xml.empty("w:pgMar", &[&sides[..], &others[..]].concat());
        // The first page is that of the title.
        self.xml.empty("w:titlePg", &[]);
        if self.document.is_rtl {
            self.xml.empty("w:bidi", &[]);
        }
        self.xml.close();
    }

    /// `word/footnotes.xml`.
    pub(super) fn write_notes(&mut self) -> String {
        self.in_note = true;
        self.xml.open("w:footnotes", &[("xmlns:w", W), ("xmlns:r", R)]);
        for (id, kind, mark) in
            [("-1", "separator", "w:separator"), ("0", "continuationSeparator", "w:continuationSeparator")]
        {
            self.xml.open("w:footnote", &[("w:type", kind), ("w:id", id)]);
            self.xml.open("w:p", &[]);
            self.xml.open("w:r", &[]);
            self.xml.empty(mark, &[]);
            self.xml.close();
            self.xml.close();
            self.xml.close();
        }
        let document = self.document;
        for (index, note) in document.notes.iter().enumerate() {
            self.xml.open("w:footnote", &[("w:id", &(index + 1).to_string())]);
            self.write_note(note);
            self.xml.close();
        }
        std::mem::replace(&mut self.xml, Xml::new()).finish()
    }

    /// A footnote: its mark stands in its first paragraph.
    fn write_note(&mut self, note: &[Block]) {
        let place = Place { style: Some("FootnoteText"), ..Place::default() };
        let (first, rest) = match note {
            [Block::Paragraph(_, words), rest @ ..] => (words.as_slice(), rest),
            blocks => (&[][..], blocks),
        };
        self.begin_paragraph("FootnoteText", place);
        self.xml.open("w:r", &[]);
        self.xml.open("w:rPr", &[]);
        self.xml.value("w:rStyle", "FootnoteReference");
        self.xml.close();
        self.xml.empty("w:footnoteRef", &[]);
        self.xml.close();
        self.run(" ", &Marks::default(), false, false);
        self.inlines(first, false, false);
        self.xml.close();
        self.blocks(rest, place);
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], place: Place) {
        let mut after_table = false;
        for block in blocks {
            let is_table = matches!(block, Block::Table(_));
            if is_table && after_table {
                // Word joins tables without words between them.
                self.xml.empty("w:p", &[]);
            }
            self.block(block, place);
            after_table = is_table;
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match block {
            Block::Title(words) => self.paragraph("Title", words, place),
            Block::Heading(level, words) => self.paragraph(heading_style(*level), words, place),
            Block::Paragraph(kind, words) => {
                let style = match kind {
                    ParagraphKind::Text => place.style.unwrap_or_default(),
                    ParagraphKind::Lead => "Subtitle",
                    ParagraphKind::Caption => place.style.unwrap_or("Caption"),
                    ParagraphKind::Term => "Term",
                };
                self.paragraph(style, words, place);
            }
            Block::List { start, items } => self.list(*start, items, place),
            Block::Table(table) => {
                self.end_page();
                self.table(table, place);
            }
            Block::Quote(blocks) => {
                self.blocks(blocks, Place { style: place.style.or(Some("Quote")), ..place });
            }
            Block::Indented(blocks) => self.blocks(blocks, Place { indent: place.indent + INDENT, ..place }),
            Block::Code(code) => self.code(code, place),
            Block::Picture(picture) => self.paragraph("", &[Inline::Picture(picture.clone())], place),
            Block::Rule => self.rule(),
            Block::Anchor(name) => self.bookmark(name),
            Block::PageBreak => self.breaks_page = true,
        }
    }

    /// Begins a page before what can't do so itself.
    fn end_page(&mut self) {
        if self.breaks_page {
            self.begin_paragraph("", Place::default());
            self.xml.close();
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>], place: Place) {
        let number = match start {
            Some(start) => {
                self.list_starts.push(start);
                BULLETS + self.list_starts.len()
            }
            None => BULLETS,
        };
        let level = place.level.min(LIST_LEVELS - 1);
        for item in items {
            let first = item.iter().position(|block| !matches!(block, Block::Anchor(_))).unwrap_or(0);
            // A part with a heading of its own needs no mark.
            let is_part = item.iter().any(|block| matches!(block, Block::Heading(..)));
            for (index, block) in item.iter().enumerate() {
                let inner = if is_part {
                    place
                } else {
                    Place {
                        style: place.style.or(Some("ListParagraph")),
                        list: (index == first).then_some((number, level)),
                        level: place.level + 1,
                        indent: place.indent + INDENT,
                        ..place
                    }
                };
                self.block(block, inner);
            }
        }
    }

    fn code(&mut self, code: &str, place: Place) {
        self.begin_paragraph("Code", place);
        for (index, line) in code.lines().enumerate() {
            if index > 0 {
                self.line_break();
            }
            self.run(line, &Marks::default(), false, false);
        }
        self.xml.close();
    }

    fn rule(&mut self) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.open("w:pBdr", &[]);
        let line = [("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "A6A6A6")];
        self.xml.empty("w:bottom", &line);
        self.xml.close();
        self.xml.close();
        self.xml.close();
    }

    fn paragraph(&mut self, style: &str, words: &[Inline], place: Place) {
        self.begin_paragraph(style, place);
        self.inlines(words, false, place.bold);
        self.xml.close();
    }

    /// Opens a paragraph; properties are in the order that the format asks for.
    fn begin_paragraph(&mut self, style: &str, place: Place) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        if !style.is_empty() {
            self.xml.value("w:pStyle", style);
        }
        if std::mem::take(&mut self.breaks_page) {
            self.xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some((number, level)) = place.list {
            self.xml.open("w:numPr", &[]);
            self.xml.value("w:ilvl", &level.to_string());
            self.xml.value("w:numId", &number.to_string());
            self.xml.close();
        }
        if self.document.is_rtl {
            self.xml.empty("w:bidi", &[]);
        }
        if place.indent > 0 {
            let indent = place.indent.to_string();
            let hanging = INDENT.to_string();
            let mut attributes = vec![("w:left", indent.as_str())];
            if place.list.is_some() {
                attributes.push(("w:hanging", &hanging));
            }
            self.xml.empty("w:ind", &attributes);
        }
        self.xml.close();
    }

    fn inlines(&mut self, content: &[Inline], is_link: bool, bold: bool) {
        for inline in content {
            match inline {
                Inline::Text(text, marks) => self.run(text, marks, is_link, bold),
                Inline::Break => self.line_break(),
                Inline::Link(target, inner) => self.link(target, inner, bold),
                Inline::Note(index) => self.note_mark(*index),
                Inline::Picture(picture) => self.picture(picture),
                Inline::Anchor(name) => self.bookmark(name),
            }
        }
    }

    fn line_break(&mut self) {
        self.xml.open("w:r", &[]);
        self.xml.empty("w:br", &[]);
        self.xml.close();
    }

    fn run(&mut self, text: &str, marks: &Marks, is_link: bool, bold: bool) {
        let xml = &mut self.xml;
        xml.open("w:r", &[]);
        xml.open("w:rPr", &[]);
        if is_link {
            xml.value("w:rStyle", "Hyperlink");
        }
        if marks.code {
            xml.empty("w:rFonts", &["w:ascii", "w:hAnsi", "w:cs"].map(|script| (script, "Consolas")));
        }
        for (is_set, name, complex) in [(marks.bold || bold, "w:b", "w:bCs"), (marks.italic, "w:i", "w:iCs")]
        {
            if is_set {
                xml.empty(name, &[]);
                xml.empty(complex, &[]);
            }
        }
        if marks.strike {
            xml.empty("w:strike", &[]);
        }
        if marks.superscript || marks.subscript {
            xml.value("w:vertAlign", if marks.superscript { "superscript" } else { "subscript" });
        }
        if self.document.is_rtl {
            xml.empty("w:rtl", &[]);
        }
        if let Some(language) = &marks.language {
            xml.empty("w:lang", &[("w:val", language), ("w:eastAsia", language), ("w:bidi", language)]);
        }
        xml.close();
        xml.element("w:t", &[("xml:space", "preserve")], text);
        xml.close();
    }

    fn link(&mut self, target: &Target, inner: &[Inline], bold: bool) {
        match target {
            Target::Url(address) => {
                let next = self.links.len();
                let number = *self.links.entry(address.clone()).or_insert(next);
                self.xml.open("w:hyperlink", &[("r:id", &link_id(number))]);
            }
            Target::Anchor(name) => {
                let (name, _) = self.bookmark_name(name);
                self.xml.open("w:hyperlink", &[("w:anchor", &name)]);
            }
        }
        self.inlines(inner, true, bold);
        self.xml.close();
    }

    fn note_mark(&mut self, index: usize) {
        self.xml.open("w:r", &[]);
        self.xml.open("w:rPr", &[]);
        self.xml.value("w:rStyle", "FootnoteReference");
        self.xml.close();
        self.xml.empty("w:footnoteReference", &[("w:id", &(index + 1).to_string())]);
        self.xml.close();
    }

    /// Name and number of a bookmark; names have at most 40 letters and digits, so the anchor is not its name.
    fn bookmark_name(&mut self, anchor: &str) -> (String, usize) {
        let next = self.bookmarks.len() + 1;
        let number = *self.bookmarks.entry(anchor.to_owned()).or_insert(next);
        (format!("place{number}"), number)
    }

    fn bookmark(&mut self, anchor: &str) {
        let (name, number) = self.bookmark_name(anchor);
        let id = number.to_string();
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    /// A picture with its text alternative; the alternative alone if it can't be shown.
    fn picture(&mut self, picture: &Picture) {
        let placed = if self.in_note { None } else { self.pictures.place(picture) };
        let Some(placed) = placed else {
            if !picture.alt.is_empty() {
                self.run(&format!("[{}]", picture.alt), &Marks::default(), false, false);
            }
            return;
        };
        self.drawings += 1;
        let (id, width, height) =
            (self.drawings.to_string(), placed.width.to_string(), placed.height.to_string());
        let name = format!("Picture {id}");
        let xml = &mut self.xml;
        let depth = xml.depth();
        xml.open("w:r", &[]);
        xml.open("w:drawing", &[]);
        xml.open("wp:inline", &["distT", "distB", "distL", "distR"].map(|side| (side, "0")));
        xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
        xml.open("wp:docPr", &[("id", &id), ("name", &name), ("descr", &picture.alt)]);
        if picture.alt.is_empty() {
            xml.open("a:extLst", &[]);
            xml.open("a:ext", &[("uri", DECORATIVE_URI)]);
            xml.empty("adec:decorative", &[("xmlns:adec", DECORATIVE), ("val", "1")]);
            xml.close();
            xml.close();
        }
        xml.close();
        xml.open("a:graphic", &[]);
        xml.open("a:graphicData", &[("uri", PIC)]);
        xml.open("pic:pic", &[]);
        xml.open("pic:nvPicPr", &[]);
        xml.empty("pic:cNvPr", &[("id", &id), ("name", &name), ("descr", &picture.alt)]);
        xml.empty("pic:cNvPicPr", &[]);
        xml.close();
        xml.open("pic:blipFill", &[]);
        xml.empty("a:blip", &[("r:embed", &picture_id(placed.number))]);
        xml.open("a:stretch", &[]);
        xml.empty("a:fillRect", &[]);
        xml.close();
        xml.close();
        xml.open("pic:spPr", &[]);
        xml.open("a:xfrm", &[]);
        xml.empty("a:off", &[("x", "0"), ("y", "0")]);
        xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
        xml.close();
        xml.open("a:prstGeom", &[("prst", "rect")]);
        xml.empty("a:avLst", &[]);
        xml.close_to(depth);
    }
}

const fn heading_style(level: u8) -> &'static str {
    match level {
        0 | 1 => "Heading1",
        2 => "Heading2",
        3 => "Heading3",
        4 => "Heading4",
        5 => "Heading5",
        _ => "Heading6",
    }
}
