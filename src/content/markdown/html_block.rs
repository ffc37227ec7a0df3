//! Converts a block of HTML to Markdown, which is then parsed like the rest of the body.
//!
//! Text is not escaped: authors write Markdown between tags, and a heading directly under `</h2>` is meant as one.

use std::ops::Range;

use super::html_tags::{
    HtmlReport, HtmlTag, HtmlToken, embedded_address, is_inline, is_kept_inline, is_removed, tokenize,
};

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
    /// Inside `<pre>`, whose spaces stay.
    is_preformatted: bool,
    /// Texts that are collected apart: cells, summaries, captions.
    captures: Vec<String>,
    tables: Vec<Vec<Vec<String>>>,
    /// Open links: where they lead; `None` for one that leads nowhere.
    links: Vec<Option<String>>,
    /// The picture and caption of an open `<figure>`.
    figure: Option<Figure>,
    /// A `<video>` or `<audio>` whose address comes in a `<source>`.
    awaits_source: bool,
}

#[derive(Debug, Default)]
struct Figure {
    image: Option<(String, String)>,
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
            is_preformatted: false,
            captures: Vec::new(),
            tables: Vec::new(),
            links: Vec::new(),
            figure: None,
            awaits_source: false,
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
        while let Some(rest) = self.captures.pop() {
            self.push_markdown(rest.trim());
        }
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.end_figure();
        if self.is_preformatted {
            self.end_preformatted();
        }
        self.flush();
        std::mem::take(&mut self.pieces)
    }

    fn flush(&mut self) {
        let markdown = std::mem::take(&mut self.markdown);
        if !markdown.trim().is_empty() {
            self.pieces.push(Piece::Markdown(markdown));
        }
    }

    /// The text that is being written: a capture, or the Markdown.
    fn target(&mut self) -> &mut String {
        self.captures.last_mut().unwrap_or(&mut self.markdown)
    }

    fn push_markdown(&mut self, text: &str) {
        self.target().push_str(text);
    }

    /// Begins a new line unless one has just begun; with an empty line before it if `blank`.
    fn break_line(&mut self, blank: bool) {
        if !self.captures.is_empty() {
            let target = self.target();
            if !target.is_empty() && !target.ends_with(' ') {
                target.push(' ');
            }
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
        let before = self.markdown.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
        if blank && !self.markdown.is_empty() && !is_blank(before) && !self.markdown.ends_with("\n\n") {
            self.markdown.push_str(indent.trim_end());
            self.markdown.push('\n');
        }
        self.markdown.push_str(&indent);
    }

    /// Where the last line begins. A long line is not searched through: it has text.
    fn line_start(&self) -> usize {
        const LONGEST_BLANK: usize = 4 * MAX_DEPTH + 8;
        let from = self.markdown.floor_char_boundary(self.markdown.len().saturating_sub(LONGEST_BLANK));
        let newline = self.markdown[from..].rfind('\n').map(|newline| from + newline + 1);
        newline.unwrap_or(if from == 0 { 0 } else { from })
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
        if self.is_preformatted {
            let indent = self.indents.concat();
            let text = text.replace('\n', &format!("\n{indent}"));
            return self.push_markdown(&text);
        }
        let text = escape_text(text);
        let text = if self.links.is_empty() { text } else { escape_brackets(&text) };
        for (index, line) in text.split('\n').enumerate() {
            let trimmed = line.trim_matches([' ', '\t', '\r']);
            if index > 0 && !trimmed.is_empty() {
                self.break_line(false);
            } else if index == 0 && line.starts_with([' ', '\t']) && !self.is_line_start() {
                self.push_markdown(" ");
            }
            self.push_markdown(trimmed);
            if !trimmed.is_empty() && line.ends_with([' ', '\t']) {
                self.push_markdown(" ");
            }
        }
        // Space at the end of a text separates it from what comes next.
        if text.trim().is_empty() {
            if !text.is_empty() && !self.is_line_start() {
                self.push_markdown(" ");
            }
        } else if text.ends_with('\n') {
            self.break_line(false);
        }
    }

    fn is_line_start(&mut self) -> bool {
        let target = self.target();
        target.is_empty() || target.ends_with(['\n', ' '])
    }

    fn open_tag(&mut self, name: &str, attributes: &[(String, String)]) {
        if self.removing.is_some() {
            return;
        }
        match name {
            _ if is_removed(name) => {
                self.report.removed.push((name.to_owned(), self.range.clone()));
                self.removing = Some(name.to_owned());
            }
            "br" if self.captures.is_empty() => {
                if !self.is_line_start() {
                    self.push_markdown("\\");
                    self.break_line(false);
                }
            }
            "br" => self.push_markdown("<br>"),
            "hr" => {
                self.break_line(true);
                self.push_markdown("***");
                self.break_line(true);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.break_line(true);
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.push_markdown(&format!("{} ", "#".repeat(level)));
            }
            "ul" | "ol" | "menu" | "blockquote" if self.indents.len() >= MAX_DEPTH => {
                self.too_deep += 1;
                self.break_line(true);
            }
            "ul" | "ol" | "menu" => {
                self.break_line(self.lists.is_empty());
                self.lists.push((name == "ol").then_some(1));
                self.indents.push(String::new());
            }
            "li" => self.open_item(),
            "blockquote" => {
                self.break_line(true);
                self.indents.push("> ".to_owned());
                if self.captures.is_empty() {
                    self.markdown.push_str("> ");
                }
            }
            "pre" => {
                self.break_line(true);
                self.push_markdown("~~~~\n");
                let indent = self.indents.concat();
                self.push_markdown(&indent);
                self.is_preformatted = true;
            }
            "table" if self.tables.len() < MAX_DEPTH => {
                self.break_line(true);
                self.tables.push(Vec::new());
            }
            "tr" if !self.tables.is_empty() => {
                if let Some(rows) = self.tables.last_mut() {
                    rows.push(Vec::new());
                }
            }
            "td" | "th" | "caption" | "summary" | "figcaption" => self.open_capture(name),
            "details" if self.is_outermost() => {
                self.flush();
                self.pieces.push(Piece::Open("details"));
            }
            "figure" => {
                self.break_line(true);
                self.figure = Some(Figure::default());
            }
            "a" => self.open_link(attributes),
            "img" => self.push_image(attributes),
            "iframe" | "embed" | "object" | "video" | "audio" | "source" => self.push_embed(name, attributes),
            "wbr" | "span" | "tr" | "tbody" | "thead" | "tfoot" | "col" | "colgroup" => {}
            _ if is_kept_inline(name) => self.push_markdown(&format!("<{name}>")),
            _ => self.open_other(name),
        }
    }

    fn open_other(&mut self, name: &str) {
        if !is_inline(name) {
            self.break_line(true);
        }
        let is_plain = matches!(
            name,
            "p" | "div"
                | "section"
                | "article"
                | "header"
                | "footer"
                | "main"
                | "dl"
                | "dt"
                | "dd"
                | "address"
                | "html"
                | "body"
                | "details"
                | "nav"
                | "aside"
                | "hgroup"
                | "picture"
        );
        if !is_plain {
            self.report.drop_tag(name, &self.range);
        }
    }

    fn is_outermost(&self) -> bool {
        self.indents.is_empty() && self.captures.is_empty() && self.tables.is_empty()
    }

    fn open_item(&mut self) {
        self.close_item();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.break_line(self.lists.is_empty());
        self.push_markdown(&marker);
        if let Some(indent) = self.indents.last_mut().filter(|_| !self.lists.is_empty()) {
            *indent = " ".repeat(marker.len());
        }
    }

    /// The next item begins where its list does.
    fn close_item(&mut self) {
        if let Some(indent) =
            self.indents.last_mut().filter(|indent| !self.lists.is_empty() && !indent.contains('>'))
        {
            indent.clear();
        }
    }

    fn open_capture(&mut self, name: &str) {
        let in_table = matches!(name, "td" | "th");
        if in_table && self.tables.is_empty() {
            return self.break_line(false);
        }
        if self.captures.len() < MAX_DEPTH {
            self.captures.push(String::new());
        }
    }

    fn open_link(&mut self, attributes: &[(String, String)]) {
        let address = HtmlTag::attribute(attributes, "href").filter(|_| self.links.is_empty());
        if address.is_some() {
            self.push_markdown("[");
        }
        self.links.push(address);
    }

    fn push_image(&mut self, attributes: &[(String, String)]) {
        let Some(src) = HtmlTag::attribute(attributes, "src") else { return };
        let alt = HtmlTag::attribute(attributes, "alt").unwrap_or_default();
        if let Some(figure) = &mut self.figure
            && figure.image.is_none()
        {
            figure.image = Some((src, alt));
            return;
        }
        self.push_markdown(&format!("![{}](<{}>)", escape_brackets(&alt), escape_address(&src)));
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
        self.push_markdown(&format!("{mark}[{}](<{}>)", escape_brackets(&title), escape_address(&address)));
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
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.break_line(true),
            "ul" | "ol" | "menu" | "blockquote" if self.too_deep > 0 => {
                self.too_deep -= 1;
                self.break_line(true);
            }
            "ul" | "ol" | "menu" => {
                if self.lists.pop().is_some() {
                    self.indents.pop();
                    self.break_line(self.lists.is_empty());
                }
            }
            "blockquote" => {
                if self.indents.last().is_some_and(|indent| indent == "> ") {
                    self.indents.pop();
                }
                self.break_line(true);
            }
            "pre" if self.is_preformatted => self.end_preformatted(),
            "td" | "th" => self.end_cell(),
            "table" => self.end_table(),
            "summary" => self.end_summary(),
            "caption" | "figcaption" => self.end_caption(),
            "details" if self.is_outermost() => {
                self.flush();
                self.pieces.push(Piece::Close("details"));
            }
            "figure" => self.end_figure(),
            "video" | "audio" => self.awaits_source = false,
            "a" => {
                if let Some(Some(address)) = self.links.pop() {
                    self.push_markdown(&format!("](<{}>)", escape_address(&address)));
                }
            }
            _ if is_kept_inline(name) => self.push_markdown(&format!("</{name}>")),
            "li" | "tr" | "tbody" | "thead" | "tfoot" | "iframe" | "object" => {}
            _ if is_inline(name) => {}
            _ => self.break_line(true),
        }
    }

    fn end_preformatted(&mut self) {
        self.is_preformatted = false;
        if !self.target().ends_with('\n') {
            let indent = self.indents.concat();
            self.push_markdown(&format!("\n{indent}"));
        }
        self.push_markdown("~~~~");
        self.break_line(true);
    }

    fn end_cell(&mut self) {
        let Some(rows) = self.tables.last_mut() else { return };
        let Some(text) = self.captures.pop() else { return };
        if rows.is_empty() {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(text.trim().replace('|', "\\|"));
        }
    }

    /// Writes a table; one of a single row or column, which lays out a page, as paragraphs.
    fn end_table(&mut self) {
        let Some(mut rows) = self.tables.pop() else { return };
        rows.retain(|row| !row.is_empty());
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if rows.len() < 2 || columns < 2 || !self.captures.is_empty() {
            for cell in rows.iter().flatten() {
                self.break_line(true);
                self.push_markdown(&cell.replace("\\|", "|"));
            }
            return self.break_line(true);
        }
        for (index, row) in rows.iter().enumerate() {
            self.break_line(index == 0);
            let empty = vec![String::new(); columns - row.len()];
            self.push_markdown(&format!("| {} |", [row.as_slice(), &empty].concat().join(" | ")));
            if index == 0 {
                self.break_line(false);
                self.push_markdown(&format!("|{}", "---|".repeat(columns)));
            }
        }
        self.break_line(true);
    }

    fn end_summary(&mut self) {
        let Some(text) = self.captures.pop() else { return };
        let text = without_tags(&text);
        if self.is_outermost()
            && matches!(self.pieces.last(), Some(Piece::Open("details")))
            && self.markdown.trim().is_empty()
        {
            self.pieces.push(Piece::Summary(text));
        } else {
            self.break_line(true);
            self.push_markdown(&escape_text(&text));
            self.break_line(true);
        }
    }

    fn end_caption(&mut self) {
        let Some(text) = self.captures.pop() else { return };
        match &mut self.figure {
            Some(figure) => figure.caption = escape_text(&without_tags(&text)),
            None => {
                self.break_line(true);
                self.push_markdown(text.trim());
                self.break_line(true);
            }
        }
    }

    fn end_figure(&mut self) {
        let Some(Figure { image, caption }) = self.figure.take() else { return };
        self.break_line(true);
        match image {
            Some((src, alt)) => {
                let title = match caption.as_str() {
                    "" => String::new(),
                    caption => format!(" \"{}\"", caption.replace('"', "&quot;")),
                };
                let image = format!("![{}](<{}>{title})", escape_brackets(&alt), escape_address(&src));
                self.push_markdown(&image);
            }
            None => self.push_markdown(&caption),
        }
        self.break_line(true);
    }
}

fn escape_brackets(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]")
}

/// An address within `<…>`.
fn escape_address(address: &str) -> String {
    address.replace('<', "%3C").replace('>', "%3E").replace(['\n', '\r'], "")
}

/// Text that is read as text, not as an entity or a tag.
fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The text of HTML without its tags.
fn without_tags(html: &str) -> String {
    let text = |token| match token {
        HtmlToken::Text(text) => Some(text),
        HtmlToken::Tag(_) => None,
    };
    tokenize(html).into_iter().filter_map(text).collect::<String>().trim().to_owned()
}

/// What to call an embedded page that has no title: its host, or the name of the file.
fn host_or_name(address: &str) -> String {
    let host = address.split("://").nth(1).and_then(|rest| rest.split('/').next());
    let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
    host.or_else(|| address.rsplit('/').next()).unwrap_or(address).to_owned()
}
