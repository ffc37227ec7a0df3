//! Reads the book of a site into a document.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::document::{
    Block, Cell, ExportDocument, Inline, Marks, ParagraphKind, Picture, Row, Table, Target,
};
use super::html::{self, Element, Node};
use super::inline::{drop_last_space, is_visible, push_text, trim_line};
use super::tables::{span, table_rows};

/// What of a book is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Selection<'a> {
    /// All of it, with its title page and contents.
    Whole,
    /// These chapters alone, by their ids.
    Chapters(&'a [String]),
}

/// Start of the ids of chapters.
const CHAPTER_ID: &str = "part-";

/// Elements that begin no line of their own.
const INLINE: [&str; 37] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "input",
    "ins", "kbd", "label", "mark", "math", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "source", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements that have nothing to read.
const SKIPPED: [&str; 14] = [
    "nav", "script", "style", "svg", "template", "button", "video", "audio", "iframe", "object", "form",
    "head", "noscript", "select",
];

/// Reads the HTML of a book. `title` names the document, and `summary` is the HTML of a page that stands before the first
/// chapter.
pub fn read_book(book: &str, title: &str, selection: Selection<'_>, summary: Option<&str>) -> ExportDocument {
    let root = html::parse(book);
    let summary = summary.map(html::parse);
    let page = root.find(&|element| element.name == "html");
    let attribute = |name| page.and_then(|page| page.attribute(name)).unwrap_or_default();
    let main = root.find(&|element| element.name == "main").unwrap_or(&root);
    let parts: Vec<&Element> = main
        .elements()
        .filter(|part| match selection {
            Selection::Whole => true,
            Selection::Chapters(ids) => {
                part.attribute("id").is_some_and(|id| ids.iter().any(|own| own == id))
            }
        })
        .collect();
    let summary = summary.as_ref().and_then(|page| page.find(&|element| element.name == "main"));
    let mut summary = summary.filter(|_| matches!(selection, Selection::Whole));
    let mut reader = Reader::default();
    for part in &parts {
        reader.collect(part);
    }
    let mut blocks = Vec::new();
    // It stands above the main part, and must not get lost.
    if let Some(note) = root.find(&|element| element.has_class("sample-note")) {
        reader.flow(note, &Line { kind: ParagraphKind::Lead, ..Line::default() }, &mut blocks);
    }
    for (index, part) in parts.into_iter().enumerate() {
        let is_chapter = part.attribute("id").is_some_and(|id| id.starts_with(CHAPTER_ID));
        if let Some(summary) = summary.take_if(|_| is_chapter) {
            blocks.push(Block::PageBreak);
            reader.is_cover = false;
            reader.flow(summary, &Line::default(), &mut blocks);
        }
        if index > 0 {
            blocks.push(Block::PageBreak);
        }
        reader.is_cover = part.has_class("cover");
        let state = Line::default();
        reader.block(part, &state, &mut blocks);
    }
    ExportDocument {
        title: title.to_owned(),
        language: attribute("lang").to_owned(),
        is_rtl: attribute("dir") == "rtl",
        blocks,
        notes: reader.notes,
    }
}

/// What holds for the words of an element.
#[derive(Clone, Debug)]
struct Line {
    marks: Marks,
    kind: ParagraphKind,
}

impl Default for Line {
    fn default() -> Self {
        Self { marks: Marks::default(), kind: ParagraphKind::Text }
    }
}

#[derive(Default)]
struct Reader<'a> {
    /// Footnotes by the id of their element.
    footnotes: HashMap<&'a str, &'a Element>,
    /// Ids of all elements: links to others lead nowhere.
    ids: HashSet<&'a str>,
    /// Ids that links lead to.
    targets: HashSet<&'a str>,
    /// Footnotes in the order of their marks.
    notes: Vec<Vec<Block>>,
    /// Whether the first heading is the title of the document.
    is_cover: bool,
    /// Whether a footnote is being read, which can't have footnotes.
    in_note: bool,
}

impl<'a> Reader<'a> {
    /// Notes ids, targets of links and footnotes.
    fn collect(&mut self, element: &'a Element) {
        if let Some(id) = element.attribute("id") {
            self.ids.insert(id);
        }
        if let Some(target) = element.attribute("href").and_then(|href| href.strip_prefix('#')) {
            self.targets.insert(target);
        }
        if element.has_class("footnotes") {
            for list in element.elements() {
                let items = list.elements().filter_map(|item| Some((item.attribute("id")?, item)));
                self.footnotes.extend(items);
            }
        }
        element.elements().for_each(|child| self.collect(child));
    }

    /// Reads what is in an element; words that are in no block of their own become paragraphs.
    fn flow(&mut self, element: &'a Element, line: &Line, out: &mut Vec<Block>) {
        let mut words = Vec::new();
        for node in &element.children {
            match node {
                Node::Text(text) => push_text(&mut words, text, &line.marks),
                // The link before it leads there.
                Node::Element(child) if child.has_class("printed-address") => drop_last_space(&mut words),
                Node::Element(child) if is_skipped(child) => {}
                Node::Element(child) if is_inline(child) => {
                    // Style sheets keep these facts apart.
                    if child.name == "span" && element.has_class("meta") && is_visible(&words) {
                        push_text(&mut words, " · ", &line.marks);
                    }
                    self.inline(child, &line.marks, &mut words);
                }
                Node::Element(child) => {
                    flush(&mut words, line.kind, out);
                    self.block(child, line, out);
                }
            }
        }
        flush(&mut words, line.kind, out);
    }

    fn block(&mut self, element: &'a Element, line: &Line, out: &mut Vec<Block>) {
        if is_skipped(element) {
            return;
        }
        let line = &inside(element, line);
        if let Some(id) = element.attribute("id").filter(|id| self.targets.contains(id)) {
            out.push(Block::Anchor(id.to_owned()));
        }
        if element.attribute("role") == Some("img") {
            // A drawing: its text alternative says what it shows.
            let mut words = Vec::new();
            push_text(&mut words, element.attribute("aria-label").unwrap_or_default(), &line.marks);
            flush(&mut words, ParagraphKind::Caption, out);
            return;
        }
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, line, out),
            "p" => {
                self.flow(element, &Line { kind: paragraph_kind(element, line.kind), ..line.clone() }, out);
            }
            "figcaption" | "caption" => {
                self.flow(element, &Line { kind: ParagraphKind::Caption, ..line.clone() }, out);
            }
            "ul" | "ol" | "menu" => self.list(element, line, out),
            "dt" => self.flow(element, &Line { kind: ParagraphKind::Term, ..line.clone() }, out),
            "dd" => {
                let mut inner = Vec::new();
                self.flow(element, line, &mut inner);
                push_unless_empty(inner, Block::Indented, out);
            }
            "blockquote" => {
                let mut inner = Vec::new();
                self.flow(element, line, &mut inner);
                push_unless_empty(inner, Block::Quote, out);
            }
            "pre" => out.push(Block::Code(element.text().trim_matches('\n').to_owned())),
            "hr" => out.push(Block::Rule),
            "table" => self.table(element, line, out),
            _ => self.flow(element, line, out),
        }
    }

    fn heading(&mut self, element: &'a Element, line: &Line, out: &mut Vec<Block>) {
        let mut words = Vec::new();
        self.words(element, &line.marks, &mut words);
        let words = trim_line(words);
        if !is_visible(&words) {
            return;
        }
        let level = element.name[1..].parse().unwrap_or(6);
        out.push(if level == 1 && self.is_cover {
            Block::Title(words)
        } else {
            Block::Heading(level, words)
        });
    }

    fn list(&mut self, element: &'a Element, line: &Line, out: &mut Vec<Block>) {
        let start = (element.name == "ol")
            .then(|| element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1u32));
        let mut items = Vec::new();
        for child in element.elements().filter(|child| !is_skipped(child)) {
            let mut blocks = Vec::new();
            if child.name == "li" {
                self.item(child, line, &mut blocks);
            } else {
                self.block(child, line, &mut blocks);
            }
            push_unless_empty(blocks, |blocks| blocks, &mut items);
        }
        if !items.is_empty() {
            out.push(Block::List { start, items });
        }
    }

    fn item(&mut self, item: &'a Element, line: &Line, out: &mut Vec<Block>) {
        if let Some(id) = item.attribute("id").filter(|id| self.targets.contains(id)) {
            out.push(Block::Anchor(id.to_owned()));
        }
        self.flow(item, &inside(item, line), out);
    }

    fn table(&mut self, element: &'a Element, line: &Line, out: &mut Vec<Block>) {
        let mut table = Table::default();
        for caption in element.elements().filter(|part| part.name == "caption") {
            self.words(caption, &line.marks, &mut table.caption);
        }
        table.caption = trim_line(table.caption);
        for (row, is_head) in table_rows(element) {
            let mut cells = Vec::new();
            for cell in row.elements().filter(|cell| ["td", "th"].contains(&cell.name.as_str())) {
                let mut blocks = Vec::new();
                self.item(cell, line, &mut blocks);
                let is_header = is_head || cell.name == "th";
                let (columns, rows) = (span(cell, "colspan"), span(cell, "rowspan"));
                cells.push(Cell { blocks, is_header, columns, rows });
            }
            if !cells.is_empty() {
                table.header_rows += usize::from(is_head);
                table.rows.push(Row { cells });
            }
        }
        if !table.rows.is_empty() {
            out.push(Block::Table(table));
        }
    }

    /// Reads an element as a part of a line, whatever is in it.
    fn words(&mut self, element: &'a Element, marks: &Marks, out: &mut Vec<Inline>) {
        for node in &element.children {
            match node {
                Node::Text(text) => push_text(out, text, marks),
                Node::Element(child) if child.has_class("printed-address") => drop_last_space(out),
                Node::Element(child) if is_skipped(child) => {}
                Node::Element(child) => self.inline(child, marks, out),
            }
        }
    }

    fn inline(&mut self, element: &'a Element, marks: &Marks, out: &mut Vec<Inline>) {
        if let Some(id) = element.attribute("id").filter(|id| self.targets.contains(id)) {
            out.push(Inline::Anchor(id.to_owned()));
        }
        let mut marks = marks.clone();
        if let Some(language) = element.attribute("lang") {
            marks.language = Some(Rc::from(language));
        }
        match element.name.as_str() {
            "b" | "strong" => marks.bold = true,
            "i" | "em" | "cite" | "dfn" | "var" => marks.italic = true,
            "code" | "kbd" | "samp" => marks.code = true,
            "s" | "del" => marks.strike = true,
            "sub" => marks.subscript = true,
            "sup" if element.has_class("footnote-mark") => return self.note(element, &marks, out),
            "sup" => marks.superscript = true,
            "br" => return out.push(Inline::Break),
            "img" => return out.extend(picture(element).map(Inline::Picture)),
            "input" => return push_text(out, checkbox(element), &marks),
            "math" => return push_text(out, &formula(element), &marks),
            "a" => return self.link(element, &marks, out),
            "small" if is_visible(out) => return self.remark(element, &marks, out),
            // Style sheets put it on a line of its own.
            "span" if element.has_class("level") && is_visible(out) => out.push(Inline::Break),
            _ => {}
        }
        self.words(element, &marks, out);
    }

    /// Small words after others: pages tell them apart by their size, a document by brackets.
    fn remark(&mut self, element: &'a Element, marks: &Marks, out: &mut Vec<Inline>) {
        let text = element.text();
        let has_brackets = text.trim().is_empty() || text.trim_start().starts_with('(');
        if has_brackets {
            return self.words(element, marks, out);
        }
        let mut words = Vec::new();
        self.words(element, marks, &mut words);
        push_text(out, " (", marks);
        out.extend(trim_line(words));
        push_text(out, ")", marks);
    }

    fn link(&mut self, element: &'a Element, marks: &Marks, out: &mut Vec<Inline>) {
        let mut words = Vec::new();
        self.words(element, marks, &mut words);
        let href = element.attribute("href").unwrap_or_default();
        let target = match href.strip_prefix('#') {
            Some(id) => self.ids.contains(id).then(|| Target::Anchor(id.to_owned())),
            None => is_address(href).then(|| Target::Url(href.to_owned())),
        };
        match target {
            Some(target) if is_visible(&words) => out.push(Inline::Link(target, words)),
            _ => out.extend(words),
        }
    }

    /// A mark of a footnote. A note that is cited again is printed again.
    fn note(&mut self, mark: &'a Element, marks: &Marks, out: &mut Vec<Inline>) {
        let href = mark.elements().find_map(|link| link.attribute("href")?.strip_prefix('#'));
        let Some(note) = href.and_then(|id| self.footnotes.get(id)).filter(|_| !self.in_note) else {
            return self.words(mark, &Marks { superscript: true, ..marks.clone() }, out);
        };
        let mut blocks = Vec::new();
        self.in_note = true;
        self.flow(note, &Line::default(), &mut blocks);
        self.in_note = false;
        out.push(Inline::Note(self.notes.len()));
        self.notes.push(blocks);
    }
}

/// The words of a line as a block; a picture alone is none.
fn flush(words: &mut Vec<Inline>, kind: ParagraphKind, out: &mut Vec<Block>) {
    let words = trim_line(std::mem::take(words));
    if is_visible(&words) {
        out.push(match words.as_slice() {
            [Inline::Picture(picture)] => Block::Picture(picture.clone()),
            [Inline::Link(_, inner)] if matches!(inner.as_slice(), [Inline::Picture(_)]) => {
                let [Inline::Picture(picture)] = inner.as_slice() else { return };
                Block::Picture(picture.clone())
            }
            _ => Block::Paragraph(kind, words),
        });
    } else {
        // Places that links lead to are kept.
        out.extend(words.into_iter().filter_map(|word| match word {
            Inline::Anchor(id) => Some(Block::Anchor(id)),
            _ => None,
        }));
    }
}

fn push_unless_empty<T>(blocks: Vec<Block>, make: impl FnOnce(Vec<Block>) -> T, out: &mut Vec<T>) {
    if blocks.iter().any(|block| !matches!(block, Block::Anchor(_))) {
        out.push(make(blocks));
    }
}

/// What holds within an element: its language.
fn inside(element: &Element, line: &Line) -> Line {
    let mut line = line.clone();
    // That of the document is none of its own.
    if let Some(language) = element.attribute("lang").filter(|_| element.name != "html") {
        line.marks.language = Some(Rc::from(language));
    }
    line
}

fn paragraph_kind(element: &Element, kind: ParagraphKind) -> ParagraphKind {
    if element.has_class("lede") || element.has_class("pitch") {
        ParagraphKind::Lead
    } else if ["fine", "meta", "overline"].iter().any(|class| element.has_class(class)) {
        ParagraphKind::Caption
    } else {
        kind
    }
}

fn is_skipped(element: &Element) -> bool {
    SKIPPED.contains(&element.name.as_str())
        || element.attribute("hidden").is_some()
        || element.attribute("aria-hidden") == Some("true")
        || ["no-print", "footnotes", "footnote-back", "band", "skip"]
            .iter()
            .any(|class| element.has_class(class))
        || element.name == "details" && element.has_class("contents")
        || is_of_drawing(element)
}

/// Whether an element belongs to a drawing that a list on the same page says in words: the drawing, the key to its marks, or
/// the section that has nothing else.
fn is_of_drawing(element: &Element) -> bool {
    let is_timeline = |part: &Element| part.has_class("time") && part.attribute("role") == Some("img");
    let is_heading = |part: &Element| matches!(part.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let has_nothing_else = || {
        element.elements().any(is_timeline)
            && element.elements().all(|part| is_heading(part) || is_skipped(part))
    };
    element.has_class("legend") || is_timeline(element) || element.name == "section" && has_nothing_else()
}

/// Whether an element is a part of a line, with all that is in it.
fn is_inline(element: &Element) -> bool {
    INLINE.contains(&element.name.as_str())
        && element.attribute("role") != Some("img")
        && (element.name == "math" || element.elements().all(|child| is_skipped(child) || is_inline(child)))
}

/// Whether an address can be opened from a document.
fn is_address(href: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme))
}

fn picture(element: &Element) -> Option<Picture> {
    let source = element.attribute("src")?;
    let path = source.trim_start_matches("./");
    let number = |name| element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0);
    Some(Picture {
        path: crate::urls::decode_lossy(path).into_owned(),
        alt: element.attribute("alt").unwrap_or_default().to_owned(),
        width: number("width"),
        height: number("height"),
    })
}

fn checkbox(element: &Element) -> &'static str {
    match element.attribute("type") {
        Some("checkbox") if element.attribute("checked").is_some() => "☑ ",
        Some("checkbox") => "☐ ",
        _ => "",
    }
}

/// A formula as its author wrote it, or else its signs.
fn formula(element: &Element) -> String {
    let source = element.find(&|part| part.name == "annotation");
    source.unwrap_or(element).text()
}
