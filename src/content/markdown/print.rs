//! Prints a body as HTML: events in, a few of them changed, the parser's own printer at the end.
//!
//! Where links lead and how pictures look is asked of a `Printer`, so that this file knows no routes. Nothing here
//! recurses, and every event is handled once: a page takes time in proportion to its length.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::fmt::Write;

use pulldown_cmark::{
    BlockQuoteKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html,
};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::{Outline, dialect, is_comment, is_video, without_comments};

/// What to do with HTML in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    /// Leave tags out; the text between them stays.
    LeaveOut,
    /// Publish it: the author said so.
    Publish,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To this address.
    To(String),
    /// Nowhere that may be linked: its text stays.
    Nowhere,
}

/// An image as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image<'a> {
    /// Where it points.
    pub target: &'a str,
    /// Plain text of its alternative.
    pub alt: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether its paragraph holds nothing else, so that a figure can take its place.
    pub alone: bool,
}

/// Answers what Markdown alone does not know.
pub trait Printer {
    /// Where a link leads.
    fn link(&mut self, target: &str) -> LinkTarget;
    /// The HTML of an image: a whole figure when it stands alone, an `<img>` in a line.
    fn image(&mut self, image: &Image<'_>) -> String;
    /// The HTML of a link to a video that stands alone.
    fn video(&mut self, url: &str, title: &str) -> String;
}

/// Prints a body. `outline` must be of the same body: it gives headings their ids. The heading with the id
/// `left_out` is not printed: something else of the page stands in its place.
pub fn print(
    body: &str,
    outline: &Outline,
    raw_html: RawHtml,
    left_out: Option<&str>,
    printer: &mut dyn Printer,
) -> String {
    let mut writer = Writer::new(Parser::new_ext(body, dialect()), raw_html, printer);
    writer.headings = outline.headings.iter();
    writer.left_out = left_out;
    writer.demote = outline.demotes();
    writer.run();
    let mut html = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut html, writer.out.into_iter());
    writer.notes.print(&mut html);
    html
}

/// Prints plain CommonMark with HTML allowed and nothing bound: what the specification's examples are held to.
pub fn print_commonmark(body: &str) -> String {
    struct AsWritten;
    impl Printer for AsWritten {
        fn link(&mut self, target: &str) -> LinkTarget {
            LinkTarget::To(target.to_owned())
        }
        fn image(&mut self, image: &Image<'_>) -> String {
            let mut tag = String::from("<img src=\"");
            let _ = escape_href(&mut tag, image.target);
            let _ = write!(tag, "\" alt=\"{}\"", escape(image.alt));
            if !image.title.is_empty() {
                let _ = write!(tag, " title=\"{}\"", escape(image.title));
            }
            tag + " />"
        }
        fn video(&mut self, _: &str, _: &str) -> String {
            String::new()
        }
    }
    let parser = Parser::new_ext(body, Options::empty());
    let mut printer = AsWritten;
    let mut writer = Writer::new(parser, RawHtml::Publish, &mut printer);
    writer.run_plain();
    let mut html = String::new();
    html::push_html(&mut html, writer.out.into_iter());
    html
}

/// A paragraph with one thing in it.
enum Lone {
    Image,
    Video(String, String),
    Comment,
    No,
}

struct Writer<'a, 'p> {
    events: VecDeque<Event<'a>>,
    out: Vec<Event<'a>>,
    raw_html: RawHtml,
    printer: &'p mut dyn Printer,
    headings: std::slice::Iter<'p, super::Heading>,
    /// Id of a heading that is not printed.
    left_out: Option<&'p str>,
    demote: bool,
    notes: Notes<'a>,
    tables: usize,
    /// Whether each open link was printed.
    links: Vec<bool>,
    /// Whether each open quotation is a callout.
    quotes: Vec<bool>,
}

impl<'a, 'p> Writer<'a, 'p> {
    /// A writer for a body without headings of its own.
    fn new(parser: Parser<'a>, raw_html: RawHtml, printer: &'p mut dyn Printer) -> Self {
        Self {
            events: parser.collect(),
            out: Vec::new(),
            raw_html,
            printer,
            headings: [].iter(),
            left_out: None,
            demote: false,
            notes: Notes::default(),
            tables: 0,
            links: Vec::new(),
            quotes: Vec::new(),
        }
    }

    fn run(&mut self) {
        while let Some(event) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Paragraph) => self.paragraph(),
                other => self.pass(other),
            }
        }
    }

    /// The same without what the dialect adds.
    fn run_plain(&mut self) {
        while let Some(event) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Image { dest_url, title, .. }) => self.image(&dest_url, &title, false),
                other => self.push(other),
            }
        }
    }

    fn push(&mut self, event: Event<'a>) {
        match &mut self.notes.open {
            Some(note) => note.push(event),
            None => self.out.push(event),
        }
    }

    fn html(&mut self, html: impl Into<String>) {
        self.push(Event::Html(CowStr::from(html.into())));
    }

    fn pass(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(html) if self.keeps(&html) => self.push(Event::Html(html)),
            Event::InlineHtml(html) if self.keeps(&html) => self.push(Event::InlineHtml(html)),
            Event::Html(_) | Event::InlineHtml(_) => {}
            // A mark within a footnote counts when that footnote is printed.
            Event::FootnoteReference(label) if self.notes.open.is_none() => {
                let mark = self.notes.refer(&label);
                self.push(Event::InlineHtml(mark.into()));
            }
            Event::TaskListMarker(done) => {
                let (state, checked) = if done { ("done", " checked") } else { ("to do", "") };
                self.push(Event::InlineHtml(
                    format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{state}\"> ").into(),
                ));
            }
            other => self.push(other),
        }
    }

    fn keeps(&self, html: &str) -> bool {
        self.raw_html == RawHtml::Publish && !is_comment(html)
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Heading { level, classes, .. } => self.heading(level, &classes),
            Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title, false),
            Tag::Link { link_type, dest_url, title, id } => self.link(link_type, &dest_url, title, id),
            Tag::Table(columns) => {
                self.tables += 1;
                self.html(format!(
                    "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table {}\">",
                    self.tables
                ));
                self.push(Event::Start(Tag::Table(columns)));
            }
            Tag::BlockQuote(kind) => self.quotation(kind),
            Tag::HtmlBlock => self.html_block(),
            Tag::FootnoteDefinition(label) => self.notes.begin(label.to_string()),
            other => self.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if self.links.pop().unwrap_or(false) {
                    self.push(Event::End(TagEnd::Link));
                }
            }
            TagEnd::Heading(level) => {
                let level = self.shown(level);
                self.html(format!("</{level}>\n"));
            }
            TagEnd::Table => {
                self.push(Event::End(TagEnd::Table));
                self.html("</div>\n");
            }
            TagEnd::BlockQuote(kind) => {
                if self.quotes.pop().unwrap_or(false) {
                    self.html("</div>\n");
                } else {
                    self.push(Event::End(TagEnd::BlockQuote(kind)));
                }
            }
            TagEnd::FootnoteDefinition => self.notes.finish(),
            other => self.push(Event::End(other)),
        }
    }

    /// A block of HTML comes a line at a time; what it is shows when all of it is there.
    fn html_block(&mut self) {
        let mut block = String::new();
        while let Some(event) = self.events.pop_front() {
            match event {
                Event::Html(html) => block.push_str(&html),
                _ => break,
            }
        }
        if self.keeps(&block) {
            self.html(without_comments(&block));
        }
    }

    fn shown(&self, level: HeadingLevel) -> HeadingLevel {
        let number = level as usize + usize::from(self.demote);
        HeadingLevel::try_from(number).unwrap_or(HeadingLevel::H6)
    }

    fn heading(&mut self, level: HeadingLevel, classes: &[CowStr<'_>]) {
        let level = self.shown(level);
        let mut tag = format!("<{level}");
        let heading = self.headings.next();
        if heading.is_some_and(|it| self.left_out == Some(it.id.as_str())) {
            return self.skip_past(|it| matches!(it, Event::End(TagEnd::Heading(_))));
        }
        if let Some(heading) = heading {
            let _ = write!(tag, " id=\"{}\"", escape(&heading.id));
        }
        if !classes.is_empty() {
            let _ = write!(tag, " class=\"{}\"", escape(&classes.join(" ")));
        }
        self.html(tag + ">");
    }

    fn link(&mut self, link_type: LinkType, target: &str, title: CowStr<'a>, id: CowStr<'a>) {
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        let to = self.printer.link(&target);
        self.links.push(matches!(to, LinkTarget::To(_)));
        if let LinkTarget::To(href) = to {
            let dest_url = CowStr::from(href);
            self.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }));
        }
    }

    fn quotation(&mut self, kind: Option<BlockQuoteKind>) {
        self.quotes.push(kind.is_some());
        let Some(kind) = kind else { return self.push(Event::Start(Tag::BlockQuote(None))) };
        let (id, title) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        self.html(format!(
            "<div class=\"callout\" data-kind=\"{id}\" role=\"note\"><p class=\"callout-title\">{title}</p>\n"
        ));
    }

    /// A paragraph that is nothing but an image or a video makes room for what it becomes.
    fn paragraph(&mut self) {
        match self.lone() {
            Lone::Image => {
                if let Some(Event::Start(Tag::Image { dest_url, title, .. })) = self.events.pop_front() {
                    self.image(&dest_url, &title, true);
                }
                self.events.pop_front();
            }
            Lone::Video(url, title) => {
                self.skip_paragraph();
                let card = self.printer.video(&url, &title);
                self.html(card);
            }
            Lone::Comment => self.skip_paragraph(),
            Lone::No => self.push(Event::Start(Tag::Paragraph)),
        }
    }

    /// What the paragraph holds that has just begun, when it is one thing alone.
    fn lone(&self) -> Lone {
        let inner = || self.events.iter().take_while(|it| !matches!(it, Event::End(TagEnd::Paragraph)));
        let dropped =
            |it: &Event<'_>| matches!(it, Event::Html(html) | Event::InlineHtml(html) if !self.keeps(html));
        match self.events.front() {
            Some(Event::Start(Tag::Image { .. })) if closes_last(inner(), TagEnd::Image) => Lone::Image,
            Some(Event::Start(Tag::Link { dest_url, .. }))
                if is_video(dest_url) && closes_last(inner(), TagEnd::Link) =>
            {
                let words =
                    inner().filter_map(|it| if let Event::Text(it) = it { Some(&**it) } else { None });
                Lone::Video(dest_url.to_string(), words.collect())
            }
            Some(Event::Html(_) | Event::InlineHtml(_)) if inner().all(dropped) => Lone::Comment,
            _ => Lone::No,
        }
    }

    fn skip_paragraph(&mut self) {
        self.skip_past(|it| matches!(it, Event::End(TagEnd::Paragraph)));
    }

    fn skip_past(&mut self, is_end: impl Fn(&Event<'a>) -> bool) {
        while let Some(event) = self.events.pop_front() {
            if is_end(&event) {
                break;
            }
        }
    }

    fn image(&mut self, target: &str, title: &str, alone: bool) {
        let alt = self.take_alt();
        let html = self.printer.image(&Image { target, alt: &alt, title, alone });
        let event = CowStr::from(html);
        self.push(if alone { Event::Html(event) } else { Event::InlineHtml(event) });
    }

    /// The plain text up to the end of the image that has just begun; images may nest in an alternative text.
    fn take_alt(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 1;
        while let Some(event) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        alt
    }
}

/// Whether the element that opens a run of events closes with the run's last event.
fn closes_last<'e, 'a: 'e>(events: impl Iterator<Item = &'e Event<'a>>, end: TagEnd) -> bool {
    let mut depth = 0usize;
    let mut events = events.peekable();
    while let Some(event) = events.next() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(tag) => {
                depth -= 1;
                if depth == 0 {
                    return *tag == end && events.peek().is_none();
                }
            }
            _ => {}
        }
    }
    false
}

/// Footnotes, gathered while the body is printed and set at its end.
#[derive(Default)]
struct Notes<'a> {
    /// The definition that is being read.
    open: Option<Vec<Event<'a>>>,
    open_label: String,
    definitions: HashMap<String, Vec<Event<'a>>>,
    /// Labels in the order of their first reference, with how often each is referred to.
    referred: Vec<(String, usize)>,
    numbers: HashMap<String, usize>,
}

impl<'a> Notes<'a> {
    fn begin(&mut self, label: String) {
        self.open = Some(Vec::new());
        self.open_label = label;
    }

    fn finish(&mut self) {
        if let Some(events) = self.open.take() {
            self.definitions.entry(std::mem::take(&mut self.open_label)).or_insert(events);
        }
    }

    /// The mark in the text.
    fn refer(&mut self, label: &str) -> String {
        let next = self.referred.len() + 1;
        let number = *self.numbers.entry(label.to_owned()).or_insert(next);
        if number == next {
            self.referred.push((label.to_owned(), 0));
        }
        let times = &mut self.referred[number - 1].1;
        *times += 1;
        let again = if *times > 1 { format!("-{times}") } else { String::new() };
        format!(
            "<sup class=\"footnote-mark\"><a href=\"#fn-{number}\" id=\"fnref-{number}{again}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        )
    }

    fn print(mut self, out: &mut String) {
        if self.referred.is_empty() {
            return;
        }
        out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
        let mut number = 0;
        while let Some(label) = self.referred.get(number).map(|it| it.0.clone()) {
            number += 1;
            let _ = write!(out, "<li id=\"fn-{number}\">");
            let mut events = self.definitions.remove(&label).unwrap_or_default();
            for event in &mut events {
                if let Event::FootnoteReference(label) = event {
                    *event = Event::InlineHtml(self.refer(label).into());
                }
            }
            html::push_html(out, events.into_iter());
            let _ = writeln!(
                out,
                "<a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\"Back to the text, footnote {number}\">↩</a></li>"
            );
        }
        out.push_str("</ol></section>\n");
    }
}

/// Text made safe for HTML, attribute values included.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let _ = escape_html(&mut safe, text);
    safe
}
