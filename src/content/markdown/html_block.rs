//! Converts a block of HTML to Markdown, which is then parsed like the rest of the body.
//!
//! Lines of text are not escaped: authors write Markdown between tags, and a heading directly under `</h2>` is meant as
//! one. Text that follows a tag on its line is text.

use std::ops::Range;

use super::html_escape::{
    escape_address, escape_brackets, escape_line_start, escape_punctuation, escape_text, image_markdown,
};
use super::html_table::{Table, is_tabular, table_lines};
use super::html_tags::{
    HtmlReport, HtmlTag, HtmlToken, embedded_address, is_inline, is_kept_inline, is_known, is_removed,
    is_structural, tokenize,
};
use crate::content::text::collapse_spaces;

/// Deepest nesting of lists and quotations, and of tables, that is kept. Deeper ones are read as paragraphs.
const MAX_DEPTH: usize = 20;

/// A part of the result.
#[derive(Debug)]
pub(super) enum Piece {
    /// Markdown, to be parsed.
    Markdown(String),
    /// The label of the disclosure that was opened before.
    Summary(String),
    /// The start of an element that may end in a later block.
    Open(&'static str),
    /// The end of such an element.
    Close(&'static str),
}

/// Converts one block.
pub(super) struct BlockConverter<'r> {
    range: Range<usize>,
    report: &'r mut HtmlReport,
    pieces: Vec<Piece>,
    markdown: String,
    /// What each new line begins with: `> ` for quotations, spaces for the content of list items.
    indents: Vec<String>,
    /// Open lists, outermost first: the number of the next item of a numbered one.
    lists: Vec<Option<usize>>,
    /// Number of open lists and quotations beyond [`MAX_DEPTH`].
    too_deep: usize,
    /// The element that is removed with its text.
    removing: Option<String>,
    /// The text of an open `<pre>`, whose spaces stay.
    preformatted: Option<String>,
    /// Texts that are collected apart, innermost last.
    captures: Vec<Capture>,
    tables: Vec<Table>,
    figure: Option<Figure>,
    /// A `<video>` or `<audio>` whose address comes in a `<source>`.
    awaits_source: bool,
    /// Number of open elements whose text is code.
    code_depth: usize,
}

/// What a text is collected for.
#[derive(Debug, PartialEq, Eq)]
enum CaptureKind {
    Heading(usize),
    /// With its address.
    Link(String),
    /// With the numbers of columns and rows that it spans.
    Cell(usize, usize),
    /// The label of a disclosure.
    Label,
    Caption,
}

#[derive(Debug)]
struct Capture {
    kind: CaptureKind,
    markdown: String,
    /// The text without markup.
    plain: String,
    /// Whether a block has ended, so that the next text is apart from it.
    needs_break: bool,
}

#[derive(Debug, Default)]
struct Figure {
    /// Addresses and alternative texts.
    images: Vec<(String, String)>,
    caption: String,
}

impl<'r> BlockConverter<'r> {
    pub(super) fn new(range: Range<usize>, report: &'r mut HtmlReport) -> Self {
        Self {
            range,
            report,
            pieces: Vec::new(),
            markdown: String::new(),
            indents: Vec::new(),
            lists: Vec::new(),
            too_deep: 0,
            removing: None,
            preformatted: None,
            captures: Vec::new(),
            tables: Vec::new(),
            figure: None,
            awaits_source: false,
            code_depth: 0,
        }
    }

    pub(super) fn convert(&mut self, html: &str) -> Vec<Piece> {
        for token in tokenize(html) {
            match token {
                HtmlToken::Text(text) => self.push_text(&text),
                HtmlToken::Tag(HtmlTag::Close(name)) => self.close_tag(&name),
                HtmlToken::Tag(HtmlTag::Open { name, attributes }) => self.open_tag(&name, &attributes),
            }
        }
        // What the block leaves open ends with it.
        self.end_preformatted();
        while !self.captures.is_empty() {
            self.end_capture();
        }
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.end_figure();
        self.flush();
        // The rest of such an element is in later blocks, and is published.
        if let Some(name) = self.removing.take().filter(|name| !matches!(name.as_str(), "script" | "style")) {
            self.report.removed.retain(|(removed, _)| *removed != name);
            self.report.drop_tag(&name, &self.range);
        }
        std::mem::take(&mut self.pieces)
    }

    fn flush(&mut self) {
        let markdown = std::mem::take(&mut self.markdown);
        if !markdown.trim().is_empty() {
            self.pieces.push(Piece::Markdown(markdown));
        }
    }

    /// Writes Markdown where text goes: into the innermost capture, or into the result.
    fn push_markdown(&mut self, markdown: &str, plain: &str) {
        let Some(capture) = self.captures.last_mut() else { return self.markdown.push_str(markdown) };
        if std::mem::take(&mut capture.needs_break) && !capture.markdown.trim().is_empty() {
            capture.markdown.push_str(if matches!(capture.kind, CaptureKind::Cell(..)) {
                "<br>"
            } else {
                " "
            });
            capture.plain.push(' ');
        }
        capture.markdown.push_str(markdown);
        capture.plain.push_str(plain);
    }

    /// Begins a new line unless one has just begun; with an empty line before it if `blank`.
    fn break_line(&mut self, blank: bool) {
        if let Some(capture) = self.captures.last_mut() {
            capture.needs_break = true;
            return;
        }
        let indent = self.indents.concat();
        let start = self.line_start();
        let line = &self.markdown[start..];
        // An item's marker is no text yet: what comes first stands beside it.
        if self.is_after_marker(line) {
            return;
        }
        let is_blank = |line: &str| line.chars().all(|c| c == ' ' || c == '>');
        if is_blank(line) {
            self.markdown.truncate(start);
        } else {
            self.markdown.push('\n');
        }
        if blank && !self.markdown.is_empty() && !self.markdown.ends_with("\n\n") {
            let before = self.markdown.trim_end_matches('\n');
            let tail = &before[before.floor_char_boundary(before.len().saturating_sub(200))..];
            if !is_blank(tail.rsplit('\n').next().unwrap_or_default()) {
                self.markdown.push_str(indent.trim_end());
                self.markdown.push('\n');
            }
        }
        self.markdown.push_str(&indent);
    }

    /// Where the last line begins. A long line is not searched through: it has text.
    fn line_start(&self) -> usize {
        const LONGEST_BLANK: usize = 4 * MAX_DEPTH + 8;
        let from = self.markdown.floor_char_boundary(self.markdown.len().saturating_sub(LONGEST_BLANK));
        let newline = self.markdown[from..].rfind('\n').map(|newline| from + newline + 1);
        newline.unwrap_or(from)
    }

    fn is_after_marker(&self, line: &str) -> bool {
        let outer = self.indents[..self.indents.len().saturating_sub(1)].concat();
        let marker = line.strip_prefix(&outer).unwrap_or_default().trim_end();
        !self.lists.is_empty()
            && (marker == "-"
                || marker.strip_suffix('.').is_some_and(|number| number.parse::<usize>().is_ok()))
    }

    fn push_text(&mut self, text: &str) {
        if self.removing.is_some() {
            return;
        }
        if let Some(preformatted) = &mut self.preformatted {
            return preformatted.push_str(text);
        }
        for (index, line) in text.split('\n').enumerate() {
            let trimmed = line.trim_matches([' ', '\t', '\r']);
            if index > 0 && !trimmed.is_empty() {
                self.continue_line();
            } else if index == 0 && line.starts_with([' ', '\t']) && !self.is_line_start() {
                self.push_markdown(" ", " ");
            }
            let escaped = if self.code_depth > 0 {
                escape_punctuation(trimmed)
            } else if index == 0 && self.captures.is_empty() && self.is_line_start() {
                escape_line_start(&escape_text(trimmed))
            } else {
                escape_text(trimmed)
            };
            let escaped = if self.is_in_link() { escape_brackets(&escaped) } else { escaped };
            if !trimmed.is_empty() {
                self.push_markdown(&escaped, trimmed);
                if line.ends_with([' ', '\t']) {
                    self.push_markdown(" ", " ");
                }
            }
        }
        // Space at the end of a text separates it from what comes next.
        if text.trim().is_empty() {
            if !text.is_empty() && !self.is_line_start() {
                self.push_markdown(" ", " ");
            }
        } else if text.ends_with('\n') {
            self.continue_line();
        }
    }

    /// A line break in the source of a text.
    fn continue_line(&mut self) {
        // A kept tag alone on its line would be read as a block of HTML.
        let line = &self.markdown[self.line_start()..];
        let is_only_tag =
            line.trim_start_matches([' ', '>']).starts_with('<') && line.trim_end().ends_with('>');
        match self.captures.last_mut() {
            Some(capture) => {
                if !capture.markdown.is_empty() && !capture.markdown.ends_with(' ') {
                    capture.markdown.push(' ');
                    capture.plain.push(' ');
                }
            }
            None if is_only_tag => self.markdown.push(' '),
            None => self.break_line(false),
        }
    }

    fn is_line_start(&self) -> bool {
        let target = self.captures.last().map_or(&self.markdown, |capture| &capture.markdown);
        target.is_empty() || target.ends_with(['\n', ' ']) || target.ends_with("<br>")
    }

    fn is_in_link(&self) -> bool {
        self.captures.iter().any(|capture| matches!(capture.kind, CaptureKind::Link(_)))
    }

    fn open_tag(&mut self, name: &str, attributes: &[(String, String)]) {
        if self.removing.is_some() {
            return;
        }
        if let Some(preformatted) = &mut self.preformatted {
            if name == "br" {
                preformatted.push('\n');
            }
            return;
        }
        match name {
            _ if is_removed(name) => {
                self.report.removed.push((name.to_owned(), self.range.clone()));
                self.removing = Some(name.to_owned());
            }
            "br" => self.open_break(),
            "hr" if self.captures.is_empty() => {
                self.break_line(true);
                self.markdown.push_str("***");
                self.break_line(true);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_links();
                self.open_capture(CaptureKind::Heading(usize::from(name.as_bytes()[1] - b'0')));
            }
            "ul" | "ol" | "menu" | "li" | "blockquote" => self.open_list_or_quotation(name, attributes),
            "pre" if self.captures.is_empty() => {
                self.break_line(true);
                self.preformatted = Some(String::new());
            }
            "table" | "tr" | "td" | "th" => self.open_table_part(name, attributes),
            "caption" | "figcaption" => self.open_capture(CaptureKind::Caption),
            "summary" => self.open_capture(CaptureKind::Label),
            "details" if self.is_outermost() => {
                self.flush();
                self.pieces.push(Piece::Open("details"));
            }
            "figure" => {
                self.end_figure();
                self.break_line(true);
                self.figure = Some(Figure::default());
            }
            "a" => {
                let address = HtmlTag::attribute(attributes, "href").filter(|_| !self.is_in_link());
                if let Some(address) = address {
                    self.open_capture(CaptureKind::Link(address));
                }
            }
            "img" => self.push_image(attributes),
            "iframe" | "embed" | "object" | "video" | "audio" | "source" => self.push_embed(name, attributes),
            "wbr" | "span" | "tbody" | "thead" | "tfoot" | "col" | "colgroup" => {}
            _ if is_kept_inline(name) => {
                self.code_depth += usize::from(is_code(name));
                self.push_markdown(&format!("<{name}>"), "");
            }
            _ => self.open_other(name, attributes),
        }
    }

    fn open_other(&mut self, name: &str, attributes: &[(String, String)]) {
        // "Dear <your name>" is no tag.
        if !is_known(name) {
            let mut words = vec![name.to_owned()];
            words.extend(attributes.iter().map(|(name, _)| name.clone()));
            let text = format!("<{}>", words.join(" "));
            return self.push_markdown(&escape_text(&text), &text);
        }
        if !is_inline(name) {
            self.break_line(true);
        }
        if !is_structural(name) {
            self.report.drop_tag(name, &self.range);
        }
    }

    fn open_break(&mut self) {
        if !self.captures.is_empty() {
            self.break_line(false);
        } else if !self.is_line_start() {
            self.markdown.push_str("<br>");
            self.break_line(false);
        }
    }

    fn is_outermost(&self) -> bool {
        self.indents.is_empty() && self.captures.is_empty() && self.tables.is_empty()
    }

    fn open_list_or_quotation(&mut self, name: &str, attributes: &[(String, String)]) {
        if !self.captures.is_empty() {
            return self.break_line(true);
        }
        match name {
            "li" => self.open_item(),
            _ if self.indents.len() >= MAX_DEPTH => {
                self.too_deep += 1;
                self.break_line(true);
            }
            "blockquote" => {
                self.break_line(true);
                self.indents.push("> ".to_owned());
                self.markdown.push_str("> ");
            }
            _ => {
                self.break_line(self.lists.is_empty());
                let start = HtmlTag::attribute(attributes, "start").and_then(|start| start.parse().ok());
                self.lists.push((name == "ol").then(|| start.unwrap_or(1)));
                self.indents.push(String::new());
            }
        }
    }

    fn open_item(&mut self) {
        let is_listed = !self.lists.is_empty();
        // The next item begins where its list does.
        if let Some(indent) = self.indents.last_mut().filter(|indent| is_listed && !indent.contains('>')) {
            indent.clear();
        }
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.break_line(self.lists.is_empty());
        self.markdown.push_str(&marker);
        if let Some(indent) = self.indents.last_mut().filter(|_| is_listed) {
            *indent = " ".repeat(marker.len());
        }
    }

    fn open_table_part(&mut self, name: &str, attributes: &[(String, String)]) {
        match name {
            "table" if self.tables.len() < MAX_DEPTH => {
                self.break_line(true);
                self.tables.push(Table::default());
            }
            "tr" if !self.tables.is_empty() => {
                self.end_cell();
                if let Some(table) = self.tables.last_mut() {
                    table.begin_row();
                }
            }
            "td" | "th" if !self.tables.is_empty() => {
                self.end_cell();
                let span = |name| {
                    HtmlTag::attribute(attributes, name).and_then(|number| number.parse().ok()).unwrap_or(1)
                };
                self.open_capture(CaptureKind::Cell(span("colspan"), span("rowspan")));
            }
            _ => self.break_line(true),
        }
    }

    fn open_capture(&mut self, kind: CaptureKind) {
        if self.captures.len() < MAX_DEPTH {
            let (markdown, plain) = (String::new(), String::new());
            self.captures.push(Capture { kind, markdown, plain, needs_break: false });
        }
    }

    fn push_image(&mut self, attributes: &[(String, String)]) {
        let Some(src) = HtmlTag::attribute(attributes, "src") else { return };
        let alt = HtmlTag::attribute(attributes, "alt").unwrap_or_default();
        match &mut self.figure {
            Some(figure) => figure.images.push((src, alt)),
            None => self.push_markdown(&image_markdown(&src, &alt, ""), &alt),
        }
    }

    fn push_embed(&mut self, name: &str, attributes: &[(String, String)]) {
        let is_media = matches!(name, "video" | "audio" | "source");
        if name == "source" && !self.awaits_source {
            return;
        }
        let Some(address) = embedded_address(name, attributes) else {
            self.awaits_source |= is_media;
            return;
        };
        self.awaits_source = false;
        let title = HtmlTag::attribute(attributes, "title").unwrap_or_else(|| host_or_name(&address));
        let is_remote = address.contains("://");
        if is_remote {
            self.report.embeds.push((address.clone(), self.range.clone()));
        }
        let mark = if is_media && !is_remote { "!" } else { "" };
        self.break_line(true);
        let link = format!("{mark}[{}](<{}>)", escape_brackets(&title), escape_address(&address));
        self.push_markdown(&link, &title);
        self.break_line(true);
        if name == "iframe" {
            self.removing = Some(name.to_owned());
        }
    }

    fn close_tag(&mut self, name: &str) {
        if let Some(removed) = &self.removing {
            if removed == name {
                self.removing = None;
            }
            return;
        }
        if self.preformatted.is_some() {
            if name == "pre" {
                self.end_preformatted();
            }
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_links();
                if matches!(self.captures.last(), Some(Capture { kind: CaptureKind::Heading(_), .. })) {
                    self.end_capture();
                }
            }
            "ul" | "ol" | "menu" | "blockquote" => self.close_list_or_quotation(name),
            "td" | "th" | "tr" => self.end_cell(),
            "table" => {
                self.end_cell();
                self.end_table();
            }
            "summary" => self.end_captures(&CaptureKind::Label),
            "caption" | "figcaption" => self.end_captures(&CaptureKind::Caption),
            "details" if self.is_outermost() => {
                self.flush();
                self.pieces.push(Piece::Close("details"));
            }
            "figure" => self.end_figure(),
            "video" | "audio" => self.awaits_source = false,
            "a" => self.end_links(),
            "br" => self.open_break(),
            _ if is_kept_inline(name) => {
                self.code_depth = self.code_depth.saturating_sub(usize::from(is_code(name)));
                self.push_markdown(&format!("</{name}>"), "");
            }
            "li" | "tbody" | "thead" | "tfoot" | "iframe" | "object" => {}
            _ if is_inline(name) || !is_known(name) => {}
            _ => {
                self.end_links();
                self.break_line(true);
            }
        }
    }

    fn close_list_or_quotation(&mut self, name: &str) {
        if !self.captures.is_empty() {
            return self.break_line(true);
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return self.break_line(true);
        }
        if name == "blockquote" {
            if self.indents.last().is_some_and(|indent| indent == "> ") {
                self.indents.pop();
            }
            self.break_line(true);
        } else if self.lists.pop().is_some() {
            self.indents.pop();
            self.break_line(self.lists.is_empty());
        }
    }

    fn end_preformatted(&mut self) {
        let Some(text) = self.preformatted.take() else { return };
        let longest = text.split(|c| c != '~').map(str::len).max().unwrap_or(0);
        let fence = "~".repeat(longest.max(3) + 1);
        let indent = self.indents.concat();
        // A line break directly after the tag is not part of its text (HTML Standard, section 13.1.2.5).
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
        self.markdown.push_str(&fence);
        for line in text.split('\n') {
            self.markdown.push('\n');
            self.markdown.push_str(&indent);
            self.markdown.push_str(line);
        }
        self.markdown.push('\n');
        self.markdown.push_str(&indent);
        self.markdown.push_str(&fence);
        self.break_line(true);
    }

    /// Ends the links that are open within the innermost other capture.
    fn end_links(&mut self) {
        while matches!(self.captures.last(), Some(Capture { kind: CaptureKind::Link(_), .. })) {
            self.end_capture();
        }
    }

    /// Ends the innermost capture of a kind, and those within it.
    fn end_captures(&mut self, kind: &CaptureKind) {
        let Some(index) = self.captures.iter().rposition(|capture| capture.kind == *kind) else { return };
        while self.captures.len() > index {
            self.end_capture();
        }
    }

    /// Ends the open cell of the innermost table.
    fn end_cell(&mut self) {
        let is_cell = |capture: &Capture| matches!(capture.kind, CaptureKind::Cell(..));
        let cells = self.captures.iter().filter(|capture| is_cell(capture)).count();
        // A table within a cell has no cell of its own yet.
        if cells < self.tables.len() {
            return;
        }
        let Some(index) = self.captures.iter().rposition(is_cell) else { return };
        while self.captures.len() > index {
            self.end_capture();
        }
    }

    fn end_capture(&mut self) {
        let Some(Capture { kind, markdown, plain, .. }) = self.captures.pop() else { return };
        let (markdown, text) = (markdown.trim(), collapse_spaces(&plain));
        match kind {
            CaptureKind::Link(_) if markdown.is_empty() => {}
            CaptureKind::Link(address) => {
                self.push_markdown(&format!("[{markdown}](<{}>)", escape_address(&address)), &text);
            }
            CaptureKind::Heading(_) if markdown.is_empty() => {}
            CaptureKind::Heading(level) => {
                self.break_line(true);
                let marks = if self.captures.is_empty() { "#".repeat(level) + " " } else { String::new() };
                self.push_markdown(&format!("{marks}{markdown}"), &text);
                self.break_line(true);
            }
            CaptureKind::Cell(columns, rows) => {
                if let Some(table) = self.tables.last_mut() {
                    table.add_cell(markdown, columns, rows);
                }
            }
            CaptureKind::Label
                if self.is_outermost()
                    && matches!(self.pieces.last(), Some(Piece::Open("details")))
                    && self.markdown.trim().is_empty() =>
            {
                self.pieces.push(Piece::Summary(text));
            }
            CaptureKind::Caption if self.figure.is_some() => {
                if let Some(figure) = &mut self.figure {
                    figure.caption = text;
                }
            }
            CaptureKind::Label | CaptureKind::Caption => {
                self.break_line(true);
                self.push_markdown(markdown, &text);
                self.break_line(true);
            }
        }
    }

    /// Writes a table; one of a single row or column, which lays out a page, as paragraphs.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let rows = table.into_rows();
        let is_table = is_tabular(&rows) && self.captures.is_empty();
        if is_table {
            for (index, line) in table_lines(&rows).enumerate() {
                self.break_line(index == 0);
                self.markdown.push_str(&line);
            }
        } else {
            for cell in rows.iter().flatten().filter(|cell| !cell.is_empty()) {
                self.break_line(true);
                self.push_markdown(&cell.replace("\\|", "|"), cell);
            }
        }
        self.break_line(true);
    }

    /// Writes a picture with its caption as title; several, and their caption, as paragraphs.
    fn end_figure(&mut self) {
        let Some(Figure { images, caption }) = self.figure.take() else { return };
        self.break_line(true);
        let is_alone = images.len() == 1 && self.is_outermost();
        for (src, alt) in &images {
            self.push_markdown(&image_markdown(src, alt, if is_alone { &caption } else { "" }), alt);
            self.break_line(true);
        }
        if !is_alone && !caption.is_empty() {
            self.push_markdown(&escape_text(&caption), &caption);
        }
        self.break_line(true);
    }
}

fn is_code(name: &str) -> bool {
    matches!(name, "code" | "kbd" | "samp" | "var")
}

/// What to call an embedded page that has no title: its host, or the name of the file.
fn host_or_name(address: &str) -> String {
    let host = address.split("://").nth(1).and_then(|rest| rest.split('/').next());
    let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
    host.or_else(|| address.rsplit('/').next()).unwrap_or(address).to_owned()
}
