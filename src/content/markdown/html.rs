//! Raw HTML in Markdown: tags go, words stay.
//!
//! What HTML means is kept where Markdown can say it: headings, paragraphs, lists, tables, links, pictures, line breaks,
//! emphasis. Embedded pages become links to them. Attributes, scripts, styles and form fields are dropped, so that
//! nothing runs and no reader is tracked. With `raw_html: true`, only comments are removed.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::definitions::Definitions;
use super::dialect::{Dialect, RawHtml, is_comment, strip_comments};
use super::html_block::{BlockConverter, Piece};
use super::html_tags::{
    HtmlReport, HtmlTag, HtmlToken, embedded_address, is_inline, is_kept_inline, is_known, is_removed,
    is_structural, tokenize,
};
use super::inline;
use super::spanned::{Spanned, is_inline_tag};

/// Replaces the HTML among the events of a body.
pub(super) fn convert<'a>(
    body: &str,
    events: Vec<Spanned<'a>>,
    dialect: Dialect,
    definitions: Definitions,
) -> (Vec<Spanned<'a>>, HtmlReport) {
    let has_html = events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    if !has_html {
        return (events, HtmlReport::default());
    }
    let mut converter = HtmlConverter { dialect, definitions, ..HtmlConverter::default() };
    let mut events = events.into_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                let lines =
                    events.by_ref().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::HtmlBlock)));
                let block: String = lines
                    .filter_map(|(event, _)| match event {
                        Event::Html(html) | Event::Text(html) => Some(html.to_string()),
                        _ => None,
                    })
                    .collect();
                converter.push_block(&block, range);
            }
            Event::InlineHtml(html) | Event::Html(html) => converter.push_inline(&html, range),
            event => converter.push(event, range),
        }
    }
    debug_assert!(body.len() >= converter.report.kept.last().map_or(0, |range| range.end));
    converter.finish()
}

/// Parses Markdown that does not stand in the body, but was made from its part `range`.
fn parse_fragment(
    markdown: &str,
    dialect: Dialect,
    definitions: &Definitions,
    range: &Range<usize>,
) -> Vec<Spanned<'static>> {
    let (text, parsed) = definitions.parse(markdown);
    let events = inline::rewrite_text(&text, drop_nested(parsed), dialect);
    events.into_iter().map(|(event, _)| (event.into_static(), range.clone())).collect()
}

/// Drops the tags of Markdown that was made from HTML, except the inline ones that are kept.
fn drop_nested(events: Vec<Spanned<'_>>) -> Vec<Spanned<'_>> {
    let mut converter = HtmlConverter::default();
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Html(html) => converter.push_text_of(&html, &range),
            Event::InlineHtml(html) => converter.push_inline(&html, range),
            event => converter.push(event, range),
        }
    }
    converter.finish().0
}

/// How many open elements are looked through for the one that an end tag closes.
const MAX_OPEN_SEARCHED: usize = 32;

/// An element whose end tag has not come yet.
#[derive(Debug)]
struct OpenElement {
    name: String,
    /// Index of its start among the output; it is taken out if the element is never closed.
    index: usize,
    /// Depth of Markdown elements around it: its end tag has to be at the same depth.
    depth: usize,
}

#[derive(Default)]
struct HtmlConverter<'a> {
    dialect: Dialect,
    definitions: Definitions,
    out: Vec<Option<Spanned<'a>>>,
    report: HtmlReport,
    open: Vec<OpenElement>,
    depth: usize,
    link_depth: usize,
    /// The element that is being removed with its text: name, index of its start among the output, range and depth.
    removing: Option<(String, usize, Range<usize>, usize)>,
    /// Whether a block within a line has ended, so that the next text is apart from it.
    needs_break: bool,
}

impl<'a> HtmlConverter<'a> {
    fn push(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Start(tag) => {
                if !is_inline_tag(tag.to_end()) {
                    self.keep_removed();
                    self.needs_break = false;
                }
                self.separate(&range);
                self.depth += 1;
                self.link_depth += usize::from(matches!(tag, Tag::Link { .. } | Tag::Image { .. }));
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                if !is_inline_tag(*tag)
                    || self.removing.as_ref().is_some_and(|removing| removing.3 > self.depth)
                {
                    self.keep_removed();
                    self.needs_break &= is_inline_tag(*tag);
                }
                self.link_depth =
                    self.link_depth.saturating_sub(usize::from(matches!(tag, TagEnd::Link | TagEnd::Image)));
                self.abandon_deeper();
                if *tag == TagEnd::Paragraph {
                    self.trim_paragraph();
                    if matches!(self.out.last(), Some(Some((Event::Start(Tag::Paragraph), _)))) {
                        self.out.pop();
                        return;
                    }
                }
            }
            Event::Text(_) | Event::Code(_) | Event::InlineMath(_) => self.separate(&range),
            _ => {}
        }
        self.out.push(Some((event, range)));
    }

    /// Breaks the line between a block within it and what comes after.
    fn separate(&mut self, range: &Range<usize>) {
        if !std::mem::take(&mut self.needs_break) {
            return;
        }
        let has_text = |event: &Option<Spanned<'_>>| match event {
            Some((Event::Text(text), _)) => !text.trim().is_empty(),
            Some((Event::Code(_) | Event::End(_) | Event::InlineHtml(_) | Event::InlineMath(_), _)) => true,
            _ => false,
        };
        if self.out.last().is_some_and(has_text) {
            self.out.push(Some((Event::HardBreak, range.clone())));
        }
    }

    /// Keeps what was to be removed, because its end tag is not in the same line of text.
    fn keep_removed(&mut self) {
        if let Some((name, _, range, _)) = self.removing.take() {
            self.report.drop_tag(&name, &range);
        }
    }

    /// Takes out the starts of elements that end with the Markdown element around them and were not closed.
    fn abandon_deeper(&mut self) {
        while let Some(element) = self.open.pop_if(|element| element.depth > self.depth) {
            self.abandon(&element);
        }
    }

    fn abandon(&mut self, element: &OpenElement) {
        if element.name == "a" {
            self.link_depth = self.link_depth.saturating_sub(1);
        }
        if let Some((_, range)) = self.out[element.index].take() {
            self.report.drop_tag(&element.name, &range);
        }
        // The label of a disclosure that never ends is a paragraph.
        let label = element.index + 1;
        let is_label = |event: &Option<Spanned<'_>>| matches!(event, Some((Event::Html(html), _)) if html.starts_with("<summary>"));
        if element.name == "details" && self.out.get(label).is_some_and(is_label) {
            let ends = [(label, Event::Start(Tag::Paragraph)), (label + 2, Event::End(TagEnd::Paragraph))];
            for (index, event) in ends {
                if let Some(Some((html, _))) = self.out.get_mut(index) {
                    *html = event;
                }
            }
        }
    }

    /// Takes out space at the end of a paragraph, which is left where a tag or comment was.
    fn trim_paragraph(&mut self) {
        let is_blank = |event: &Option<Spanned<'_>>| match event {
            None | Some((Event::SoftBreak | Event::HardBreak, _)) => true,
            Some((Event::Text(text), _)) => text.trim().is_empty(),
            _ => false,
        };
        while self.out.pop_if(|event| is_blank(event)).is_some() {}
    }

    fn push_block(&mut self, block: &str, range: Range<usize>) {
        if is_comment(block) {
            return;
        }
        if self.dialect.raw_html == RawHtml::Keep {
            self.report.kept.push(range.clone());
            return self.out.push(Some((Event::Html(strip_comments(block).into()), range)));
        }
        let mut converter = BlockConverter::new(range.clone(), &mut self.report);
        for piece in converter.convert(block) {
            self.push_piece(piece, &range);
        }
    }

    fn push_piece(&mut self, piece: Piece, range: &Range<usize>) {
        match piece {
            Piece::Markdown(markdown) => {
                let events = parse_fragment(&markdown, self.dialect, &self.definitions, range);
                self.out.extend(events.into_iter().map(Some));
            }
            Piece::Summary(text) => {
                self.out.push(Some((Event::Html("<summary>".into()), range.clone())));
                self.out.push(Some((Event::Text(text.into()), range.clone())));
                self.out.push(Some((Event::Html("</summary>\n".into()), range.clone())));
            }
            Piece::Open(name) => {
                self.open_element(name, Event::Html(format!("<{name}>\n").into()), range.clone());
            }
            Piece::Close(name) => {
                self.close_element(name, Event::Html(format!("</{name}>\n").into()), range.clone());
            }
        }
    }

    fn open_element(&mut self, name: &str, event: Event<'a>, range: Range<usize>) {
        self.open.push(OpenElement { name: name.to_owned(), index: self.out.len(), depth: self.depth });
        self.out.push(Some((event, range)));
    }

    /// Writes the end of an element that is open at this depth; those within it that are still open are taken out.
    fn close_element(&mut self, name: &str, event: Event<'a>, range: Range<usize>) {
        let depth = self.depth;
        // Of very many open elements, those further out are not looked through for every end tag.
        let nearest = self.open.len().saturating_sub(MAX_OPEN_SEARCHED);
        let found =
            self.open[nearest..].iter().rposition(|element| element.name == name && element.depth == depth);
        let Some(index) = found.map(|index| nearest + index) else { return };
        for unclosed in self.open.split_off(index + 1) {
            self.abandon(&unclosed);
        }
        self.open.pop();
        self.out.push(Some((event, range)));
    }

    fn push_inline(&mut self, html: &str, range: Range<usize>) {
        if is_comment(html) {
            return;
        }
        if self.dialect.raw_html == RawHtml::Keep {
            self.report.kept.push(range.clone());
            return self.out.push(Some((Event::InlineHtml(html.to_owned().into()), range)));
        }
        for token in tokenize(html) {
            match token {
                // "Dear <your name>" is no tag.
                HtmlToken::Tag(HtmlTag::Open { name, .. } | HtmlTag::Close(name)) if !is_known(&name) => {
                    self.push(Event::Text(html.to_owned().into()), range.clone());
                }
                HtmlToken::Tag(tag) => self.push_tag(tag, range.clone()),
                HtmlToken::Text(_) => {}
            }
        }
    }

    fn push_tag(&mut self, tag: HtmlTag, range: Range<usize>) {
        match tag {
            HtmlTag::Close(name) if self.removing.as_ref().is_some_and(|removing| removing.0 == name) => {
                if let Some((name, index, range, _)) =
                    self.removing.take().filter(|removing| removing.3 == self.depth)
                {
                    self.out.truncate(index);
                    self.open.retain(|element| element.index < index);
                    self.report.removed.push((name, range));
                }
            }
            _ if self.removing.is_some() => {}
            HtmlTag::Open { name, .. } if is_removed(&name) => {
                self.removing = Some((name, self.out.len(), range, self.depth));
            }
            HtmlTag::Open { name, .. } if name == "br" => self.out.push(Some((Event::HardBreak, range))),
            HtmlTag::Open { name, attributes } => self.push_open(&name, &attributes, range),
            HtmlTag::Close(name) if name == "a" => {
                let was_open = self.open.len();
                self.close_element("a", Event::End(TagEnd::Link), range);
                self.link_depth = self.link_depth.saturating_sub(usize::from(self.open.len() < was_open));
            }
            HtmlTag::Close(name) if is_kept_inline(&name) => {
                self.close_element(&name, Event::InlineHtml(format!("</{name}>").into()), range);
            }
            HtmlTag::Close(name) => self.needs_break |= is_known(&name) && !is_inline(&name),
        }
    }

    fn push_open(&mut self, name: &str, attributes: &[(String, String)], range: Range<usize>) {
        if !is_inline(name) {
            self.needs_break = true;
        }
        let address = HtmlTag::attribute(attributes, if name == "a" { "href" } else { "src" });
        match (name, address) {
            ("a", Some(href)) if self.link_depth == 0 => {
                self.link_depth += 1;
                self.open_element("a", Event::Start(inline_link(href)), range);
            }
            ("img", Some(src)) => {
                let alt = HtmlTag::attribute(attributes, "alt").unwrap_or_default();
                self.push_image(src, alt, &range);
            }
            ("video" | "audio", Some(src)) if !src.contains("//") => {
                let title = HtmlTag::attribute(attributes, "title").unwrap_or_default();
                self.needs_break = false;
                self.push_image(src, title, &range);
            }
            _ if is_kept_inline(name) => {
                self.open_element(name, Event::InlineHtml(format!("<{name}>").into()), range);
            }
            _ => match embedded_address(name, attributes) {
                Some(address) if self.link_depth == 0 => {
                    let title = HtmlTag::attribute(attributes, "title").unwrap_or_else(|| address.clone());
                    self.report.embeds.push((address.clone(), range.clone()));
                    let events = [
                        Event::Start(inline_link(address)),
                        Event::Text(title.into()),
                        Event::End(TagEnd::Link),
                    ];
                    self.push_all(events, &range);
                }
                _ if is_structural(name) => {}
                _ => self.report.drop_tag(name, &range),
            },
        }
    }

    fn push_image(&mut self, src: String, alt: String, range: &Range<usize>) {
        let (dest_url, link_type) = (src.into(), LinkType::Inline);
        let tag = Tag::Image { link_type, dest_url, title: "".into(), id: "".into() };
        self.push_all([Event::Start(tag), Event::Text(alt.into()), Event::End(TagEnd::Image)], range);
    }

    fn push_all<const N: usize>(&mut self, events: [Event<'a>; N], range: &Range<usize>) {
        self.out.extend(events.map(|event| Some((event, range.clone()))));
    }

    /// Writes the text of HTML without any of its tags.
    fn push_text_of(&mut self, html: &str, range: &Range<usize>) {
        for token in tokenize(html) {
            if let HtmlToken::Text(text) = token {
                self.out.push(Some((Event::Text(CowStr::from(text)), range.clone())));
            }
        }
    }

    fn finish(mut self) -> (Vec<Spanned<'a>>, HtmlReport) {
        self.keep_removed();
        while let Some(element) = self.open.pop() {
            self.abandon(&element);
        }
        (self.out.into_iter().flatten().collect(), self.report)
    }
}

fn inline_link(address: String) -> Tag<'static> {
    Tag::Link { link_type: LinkType::Inline, dest_url: address.into(), title: "".into(), id: "".into() }
}
