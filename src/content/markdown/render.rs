//! Renders a Markdown body to HTML: transforms the parser's events, then passes them to its own HTML writer.
//!
//! Link addresses and image markup come from a [`RenderHooks`], so that this module knows nothing of routes. Nothing here
//! recurses and every event is handled once, so rendering takes time linear in the length of the page.

use std::collections::{HashMap, VecDeque};
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html,
};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::dialect::{Dialect, is_video_url};
use super::outline::{Heading, Outline};
use super::table_cells::CellAligner;
use super::{events, gallery, highlight, math};

/// How a link is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderedLink {
    /// As a link with this `href`.
    Href(String),
    /// As plain text, because its target is not published.
    TextOnly,
}

/// An image as written in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image<'a> {
    /// Path or URL as written.
    pub target: &'a str,
    /// Alternative text, without markup.
    pub alt: &'a str,
    /// The title in quotes after the path; empty when there is none.
    pub title: &'a str,
    /// Whether it is the only content of its paragraph, so that a `<figure>` can replace the paragraph.
    pub is_standalone: bool,
}

/// Words that a rendered body has besides those of its author; the site has them in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyLabel {
    /// The accessible name of a table, with its number from 1.
    Table(usize),
    /// The accessible name of the list of footnotes.
    Footnotes,
    /// The accessible name of the mark of a footnote, with its number.
    Footnote(usize),
    /// The accessible name of the link from a footnote back to its mark, with the number of the footnote.
    FootnoteBack(usize),
    /// A task that is done.
    TaskDone,
    /// A task that is not done.
    TaskOpen,
    /// The title of a callout: `note`, `tip`, `important`, `warning` or `caution`.
    Callout(&'static str),
}

/// Callbacks for what depends on the site: link addresses, images, videos and words.
pub trait RenderHooks {
    /// Resolves the destination of a link, given as written.
    fn resolve_link(&mut self, target: &str) -> RenderedLink;
    /// The HTML of an image: a `<figure>` when [`Image::is_standalone`] is set, otherwise an inline `<img>`.
    fn render_image(&mut self, image: &Image<'_>) -> String;
    /// Whether an image target is a picture, and no figure or film.
    fn is_picture(&self, _target: &str) -> bool {
        false
    }
    /// The HTML of pictures in a row, each of which [`RenderHooks::is_picture`].
    fn render_gallery(&mut self, images: &[Image<'_>]) -> String {
        images.iter().map(|image| self.render_image(image)).collect()
    }
    /// The HTML of a video link that is the only content of its paragraph. `title` is the text of the link.
    fn render_video(&mut self, url: &str, title: &str) -> String;
    /// A word of the page, as plain text.
    fn label(&self, label: BodyLabel) -> String;
    /// Abbreviations that the site explains, each with what it stands for.
    fn glossary(&self) -> &[(String, String)] {
        &[]
    }
}

/// Renders a body to HTML.
///
/// `outline` must be that of the same body: heading ids are taken from it. The headings with the ids in `skipped` are not
/// rendered, because another part of the page replaces them.
pub fn render_html(
    body: &str,
    outline: &Outline,
    dialect: Dialect,
    skipped: &[&str],
    hooks: &mut dyn RenderHooks,
) -> String {
    let parsed = events::parse(body, dialect).events;
    let mut writer = HtmlWriter::new(parsed.into_iter().map(|(event, _)| event), hooks);
    writer.headings = outline.headings.iter();
    writer.skipped_headings = skipped;
    writer.demote = outline.needs_demotion(skipped);
    writer.highlight = dialect.highlight;
    writer.run();
    let mut html = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut html, writer.out.into_iter());
    let HtmlWriter { footnotes, hooks, .. } = writer;
    footnotes.write_html(&mut html, hooks);
    html
}

/// Renders plain CommonMark with raw HTML kept and links left as written, to test against the examples of the
/// CommonMark specification.
pub fn render_commonmark(body: &str) -> String {
    struct PlainHooks;
    impl RenderHooks for PlainHooks {
        fn resolve_link(&mut self, target: &str) -> RenderedLink {
            RenderedLink::Href(target.to_owned())
        }
        fn render_image(&mut self, image: &Image<'_>) -> String {
            let mut tag = String::from("<img src=\"");
            let _ = escape_href(&mut tag, image.target);
            let _ = write!(tag, "\" alt=\"{}\"", escape(image.alt));
            if !image.title.is_empty() {
                let _ = write!(tag, " title=\"{}\"", escape(image.title));
            }
            tag + " />"
        }
        fn render_video(&mut self, _: &str, _: &str) -> String {
            String::new()
        }
        fn label(&self, _: BodyLabel) -> String {
            String::new()
        }
    }
    let parser = Parser::new_ext(body, Options::empty());
    let mut hooks = PlainHooks;
    let mut writer = HtmlWriter::new(parser, &mut hooks);
    writer.run_plain();
    let mut html = String::new();
    html::push_html(&mut html, writer.out.into_iter());
    html
}

/// The content of a paragraph, as far as it needs special treatment.
enum ParagraphContent {
    Image,
    /// A link to a video: URL and text.
    Video(String, String),
    /// Anything else, rendered as a paragraph.
    Other,
}

struct HtmlWriter<'a, 'p> {
    events: VecDeque<Event<'a>>,
    out: Vec<Event<'a>>,
    hooks: &'p mut dyn RenderHooks,
    headings: std::slice::Iter<'p, Heading>,
    /// Ids of headings that are not rendered.
    skipped_headings: &'p [&'p str],
    /// Whether headings move down one level.
    demote: bool,
    /// Whether code blocks are colored.
    highlight: bool,
    footnotes: Footnotes<'a>,
    /// Number of tables so far, for their accessible names.
    table_count: usize,
    cells: CellAligner,
    /// Whether the text is that of a code block.
    in_code: bool,
    /// The entries of the glossary that the page has explained.
    explained: Vec<usize>,
    /// For each open link, whether its start tag was written.
    open_links: Vec<bool>,
    /// For each open block quote, whether it is a callout such as `> [!NOTE]`.
    open_quotes: Vec<bool>,
}

impl<'a, 'p> HtmlWriter<'a, 'p> {
    /// A writer that assigns no heading ids; [`render_html()`] adds those of the outline.
    fn new(events: impl Iterator<Item = Event<'a>>, hooks: &'p mut dyn RenderHooks) -> Self {
        Self {
            events: events.collect(),
            out: Vec::new(),
            hooks,
            headings: [].iter(),
            skipped_headings: &[],
            demote: false,
            highlight: false,
            footnotes: Footnotes::default(),
            table_count: 0,
            cells: CellAligner::default(),
            in_code: false,
            explained: Vec::new(),
            open_links: Vec::new(),
            open_quotes: Vec::new(),
        }
    }

    fn run(&mut self) {
        while let Some(event) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Paragraph) => self.write_paragraph(),
                other => self.write_event(other),
            }
        }
    }

    /// Like [`Self::run`], without footnotes, callouts, figures and other extensions.
    fn run_plain(&mut self) {
        while let Some(event) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    self.write_image(&dest_url, &title, false);
                }
                other => self.push(other),
            }
        }
    }

    fn push(&mut self, event: Event<'a>) {
        match &mut self.footnotes.current {
            Some(note) => note.push(event),
            None => self.out.push(event),
        }
    }

    fn push_html(&mut self, html: impl Into<String>) {
        self.push(Event::Html(CowStr::from(html.into())));
    }

    fn write_event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start_tag(tag),
            Event::End(tag) => self.end_tag(tag),
            // A reference within a footnote is numbered when that footnote is rendered.
            Event::FootnoteReference(label) if self.footnotes.current.is_none() => {
                let mark = self.footnotes.add_reference(&label, self.hooks);
                self.push(Event::InlineHtml(mark.into()));
            }
            Event::InlineMath(latex) => self.write_formula(&latex, false),
            Event::DisplayMath(latex) => self.write_formula(&latex, true),
            Event::TaskListMarker(done) => {
                let (state, checked) =
                    if done { (BodyLabel::TaskDone, " checked") } else { (BodyLabel::TaskOpen, "") };
                let state = escape(&self.hooks.label(state));
                self.push(Event::InlineHtml(
                    format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{state}\"> ").into(),
                ));
            }
            Event::Text(text) if !self.in_code => self.write_text(text),
            other => self.push(other),
        }
    }

    /// Writes a formula as MathML; one that cannot be read as code, which the outline reports.
    fn write_formula(&mut self, latex: &str, is_display: bool) {
        match math::to_mathml(latex, is_display) {
            Ok(mathml) => self.push(Event::InlineHtml(mathml.into())),
            Err(_) => self.push(Event::Code(CowStr::from(latex.to_owned()))),
        }
    }

    fn start_tag(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Heading { level, classes, .. } => self.write_heading(level, &classes),
            Tag::Image { dest_url, title, .. } => self.write_image(&dest_url, &title, false),
            Tag::Link { link_type, dest_url, title, id } => self.write_link(link_type, &dest_url, title, id),
            Tag::Table(columns) => {
                self.table_count += 1;
                let label = escape(&self.hooks.label(BodyLabel::Table(self.table_count)));
                self.push_html(format!(
                    "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">"
                ));
                let table = self.cells.begin_table(columns);
                self.push(Event::Start(table));
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells.begin_row(tag == Tag::TableHead);
                self.push(Event::Start(tag));
            }
            Tag::TableCell => match self.cells.start_cell() {
                Some(html) => self.push_html(html),
                None => self.push(Event::Start(Tag::TableCell)),
            },
            Tag::BlockQuote(kind) => self.write_block_quote(kind),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if self.highlight => self.write_colored_code(info),
            Tag::FootnoteDefinition(label) => self.footnotes.begin_definition(label.to_string()),
            other => {
                self.in_code |= matches!(other, Tag::CodeBlock(_));
                self.push(Event::Start(other));
            }
        }
    }

    /// Writes text; each abbreviation of the glossary is explained where the page has it first.
    fn write_text(&mut self, text: CowStr<'a>) {
        let mut rest: &str = &text;
        let mut out = Vec::new();
        while let Some((range, index)) = self.next_abbreviation(rest) {
            let (word, meaning) = &self.hooks.glossary()[index];
            let abbreviation = format!("<abbr title=\"{}\">{}</abbr>", escape(meaning), escape(word));
            out.push(Event::Text(rest[..range.start].to_owned().into()));
            out.push(Event::InlineHtml(abbreviation.into()));
            self.explained.push(index);
            rest = &rest[range.end..];
        }
        if out.is_empty() {
            return self.push(Event::Text(text));
        }
        out.push(Event::Text(rest.to_owned().into()));
        out.into_iter().for_each(|event| self.push(event));
    }

    /// The first abbreviation in a text that the page has not explained yet: where it is, and which one.
    fn next_abbreviation(&self, text: &str) -> Option<(Range<usize>, usize)> {
        let glossary = self.hooks.glossary().iter().enumerate();
        let unexplained = glossary.filter(|(index, _)| !self.explained.contains(index));
        let found = unexplained.filter_map(|(index, (word, _))| Some((find_word(text, word)?, index)));
        found.min_by_key(|(range, _)| range.start)
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if self.open_links.pop().unwrap_or(false) {
                    self.push(Event::End(TagEnd::Link));
                }
            }
            TagEnd::Heading(level) => {
                let level = self.demoted_level(level);
                self.push_html(format!("</{level}>\n"));
            }
            TagEnd::Table => {
                self.push(Event::End(TagEnd::Table));
                self.push_html("</div>\n");
            }
            TagEnd::TableCell => match self.cells.end_cell() {
                Some(html) => self.push_html(html),
                None => self.push(Event::End(TagEnd::TableCell)),
            },
            TagEnd::BlockQuote(kind) => {
                if self.open_quotes.pop().unwrap_or(false) {
                    self.push_html("</div>\n");
                } else {
                    self.push(Event::End(TagEnd::BlockQuote(kind)));
                }
            }
            TagEnd::FootnoteDefinition => self.footnotes.finish_definition(),
            other => {
                self.in_code &= !matches!(other, TagEnd::CodeBlock);
                self.push(Event::End(other));
            }
        }
    }

    fn demoted_level(&self, level: HeadingLevel) -> HeadingLevel {
        let number = level as usize + usize::from(self.demote);
        HeadingLevel::try_from(number).unwrap_or(HeadingLevel::H6)
    }

    fn write_heading(&mut self, level: HeadingLevel, classes: &[CowStr<'_>]) {
        let level = self.demoted_level(level);
        let mut tag = format!("<{level}");
        let heading = self.headings.next();
        if heading.is_some_and(|heading| self.skipped_headings.contains(&heading.id.as_str())) {
            return self.skip_past(|event| matches!(event, Event::End(TagEnd::Heading(_))));
        }
        if let Some(heading) = heading {
            let _ = write!(tag, " id=\"{}\"", escape(&heading.id));
        }
        if !classes.is_empty() {
            let _ = write!(tag, " class=\"{}\"", escape(&classes.join(" ")));
        }
        self.push_html(tag + ">");
    }

    fn write_link(&mut self, link_type: LinkType, target: &str, title: CowStr<'a>, id: CowStr<'a>) {
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        let to = self.hooks.resolve_link(&target);
        self.open_links.push(matches!(to, RenderedLink::Href(_)));
        if let RenderedLink::Href(href) = to {
            let dest_url = CowStr::from(href);
            self.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }));
        }
    }

    /// Writes a code block in colors, or plain if its language is not known.
    fn write_colored_code(&mut self, info: CowStr<'a>) {
        let mut code = String::new();
        while let Some(Event::Text(text)) = self.events.pop_front_if(|event| matches!(event, Event::Text(_)))
        {
            code.push_str(&text);
        }
        let content = match highlight::highlight(&code, &info) {
            Some(html) => Event::InlineHtml(html.into()),
            None => Event::Text(code.into()),
        };
        self.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))));
        self.push(content);
    }

    fn write_block_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.open_quotes.push(kind.is_some());
        let Some(kind) = kind else { return self.push(Event::Start(Tag::BlockQuote(None))) };
        let id = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let title = escape(&self.hooks.label(BodyLabel::Callout(id)));
        self.push_html(format!(
            "<div class=\"callout\" data-kind=\"{id}\" role=\"note\"><p class=\"callout-title\">{title}</p>\n"
        ));
    }

    /// Starts a paragraph; one that consists of an image or a video is replaced by a figure or a card, and pictures in a row by
    /// a gallery.
    fn write_paragraph(&mut self) {
        if let Some(count) = gallery::count_pictures(&self.events, |target| self.hooks.is_picture(target)) {
            return self.write_gallery(count);
        }
        match self.paragraph_content() {
            ParagraphContent::Image => {
                if let Some(Event::Start(Tag::Image { dest_url, title, .. })) = self.events.pop_front() {
                    self.write_image(&dest_url, &title, true);
                }
                self.events.pop_front();
            }
            ParagraphContent::Video(url, title) => {
                self.skip_paragraph();
                let card = self.hooks.render_video(&url, &title);
                self.push_html(card);
            }
            ParagraphContent::Other => self.push(Event::Start(Tag::Paragraph)),
        }
    }

    /// Looks ahead at the content of the paragraph that has just begun.
    fn paragraph_content(&self) -> ParagraphContent {
        let inner = || self.events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Paragraph)));
        match self.events.front() {
            Some(Event::Start(Tag::Image { .. })) if is_closed_by_last(inner(), TagEnd::Image) => {
                ParagraphContent::Image
            }
            Some(Event::Start(Tag::Link { dest_url, .. }))
                if is_video_url(dest_url) && is_closed_by_last(inner(), TagEnd::Link) =>
            {
                let texts = inner().filter_map(|event| match event {
                    Event::Text(text) => Some(&**text),
                    _ => None,
                });
                ParagraphContent::Video(dest_url.to_string(), texts.collect())
            }
            _ => ParagraphContent::Other,
        }
    }

    fn skip_paragraph(&mut self) {
        self.skip_past(|event| matches!(event, Event::End(TagEnd::Paragraph)));
    }

    fn skip_past(&mut self, is_end: impl Fn(&Event<'a>) -> bool) {
        while let Some(event) = self.events.pop_front() {
            if is_end(&event) {
                break;
            }
        }
    }

    fn write_image(&mut self, target: &str, title: &str, is_standalone: bool) {
        let alt = self.take_alt();
        let html = self.hooks.render_image(&Image { target, alt: &alt, title, is_standalone });
        let event = CowStr::from(html);
        self.push(if is_standalone { Event::Html(event) } else { Event::InlineHtml(event) });
    }

    /// Writes the next `count` pictures as a gallery, with the paragraphs that they are in.
    fn write_gallery(&mut self, count: usize) {
        let mut pictures = Vec::with_capacity(count);
        while pictures.len() < count {
            match self.events.pop_front() {
                Some(Event::Start(Tag::Image { dest_url, title, .. })) => {
                    pictures.push((dest_url, title, self.take_alt()));
                }
                Some(_) => {}
                None => break,
            }
        }
        self.skip_paragraph();
        let images =
            pictures.iter().map(|(target, title, alt)| Image { target, alt, title, is_standalone: true });
        let html = self.hooks.render_gallery(&images.collect::<Vec<_>>());
        self.push_html(html);
    }

    /// Consumes the events of the image that has just begun and returns their plain text. Alternative texts may contain
    /// images, hence the depth.
    fn take_alt(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 1;
        while let Some(event) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text)
                | Event::Code(text)
                | Event::InlineMath(text)
                | Event::DisplayMath(text) => {
                    alt.push_str(&text);
                }
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

/// Whether the element that the first event opens is closed by the last one, so that nothing follows it.
fn is_closed_by_last<'e, 'a: 'e>(events: impl Iterator<Item = &'e Event<'a>>, end: TagEnd) -> bool {
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

/// Footnotes, collected while the body is rendered and written at its end.
#[derive(Default)]
struct Footnotes<'a> {
    /// Events of the definition being parsed; `None` outside of definitions.
    current: Option<Vec<Event<'a>>>,
    current_label: String,
    definitions: HashMap<String, Vec<Event<'a>>>,
    /// Labels in the order of their first reference, each with its number of references.
    referenced: Vec<(String, usize)>,
    /// The number of each label, from 1, in the order of first reference.
    numbers: HashMap<String, usize>,
}

impl<'a> Footnotes<'a> {
    fn begin_definition(&mut self, label: String) {
        self.current = Some(Vec::new());
        self.current_label = label;
    }

    fn finish_definition(&mut self) {
        if let Some(events) = self.current.take() {
            // The first definition of a label wins.
            self.definitions.entry(std::mem::take(&mut self.current_label)).or_insert(events);
        }
    }

    /// Counts a reference and returns its HTML: a superscript number that links to the footnote.
    fn add_reference(&mut self, label: &str, hooks: &dyn RenderHooks) -> String {
        let next = self.referenced.len() + 1;
        let number = *self.numbers.entry(label.to_owned()).or_insert(next);
        if number == next {
            self.referenced.push((label.to_owned(), 0));
        }
        let times = &mut self.referenced[number - 1].1;
        *times += 1;
        let again = if *times > 1 { format!("-{times}") } else { String::new() };
        let name = escape(&hooks.label(BodyLabel::Footnote(number)));
        format!(
            "<sup class=\"footnote-mark\"><a href=\"#fn-{number}\" id=\"fnref-{number}{again}\" aria-label=\"{name}\">{number}</a></sup>"
        )
    }

    fn write_html(mut self, out: &mut String, hooks: &dyn RenderHooks) {
        if self.referenced.is_empty() {
            return;
        }
        let name = escape(&hooks.label(BodyLabel::Footnotes));
        let _ = writeln!(out, "<section class=\"footnotes\" aria-label=\"{name}\"><ol>");
        // Footnotes may refer to further ones, which makes the list grow while it is written.
        let mut number = 0;
        while let Some(label) = self.referenced.get(number).map(|(label, _)| label.clone()) {
            number += 1;
            let _ = write!(out, "<li id=\"fn-{number}\">");
            let mut events = self.definitions.remove(&label).unwrap_or_default();
            for event in &mut events {
                if let Event::FootnoteReference(label) = event {
                    *event = Event::InlineHtml(self.add_reference(label, hooks).into());
                }
            }
            html::push_html(out, events.into_iter());
            let back = escape(&hooks.label(BodyLabel::FootnoteBack(number)));
            let _ = writeln!(
                out,
                "<a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\"{back}\">↩</a></li>"
            );
        }
        out.push_str("</ol></section>\n");
    }
}

/// Where a word stands by itself in a text; a plural `s` may follow it, as in `IEPs`.
fn find_word(text: &str, word: &str) -> Option<Range<usize>> {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(at, _)| at..at + word.len()).find(|range| {
        let after = &text[range.end..];
        let after = after.strip_prefix('s').unwrap_or(after);
        !text[..range.start].ends_with(is_inside) && !after.starts_with(is_inside)
    })
}

/// Escapes a text for use in HTML, also in attribute values in double quotes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let _ = escape_html(&mut safe, text);
    safe
}
