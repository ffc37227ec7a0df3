//! Where code, headings and links are in the source of a body, for programs that change the source.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::dialect::parser_options;
use super::ids::slugify;
use super::masking;
use super::spanned::Spanned;

/// The parts of a body that an edit of its source has to know; all in document order, as byte ranges of the body.
#[derive(Clone, Debug, Default)]
pub struct SourceParts {
    /// Code blocks, code in a line and formulas; none overlaps another.
    pub code: Vec<Range<usize>>,
    /// All headings.
    pub headings: Vec<SourceHeading>,
    /// Links and images, those within others included; addresses that are links by themselves are not among them.
    pub links: Vec<SourceLink>,
    /// Definitions of links, such as `[plan]: plan.pdf`.
    pub definitions: Vec<Range<usize>>,
}

/// A heading in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceHeading {
    /// 1 to 6.
    pub level: u8,
    /// The whole heading, with its marks.
    pub range: Range<usize>,
    /// Its text with inline markup, without the marks of the heading and its attributes.
    pub text: Range<usize>,
    /// Its plain text.
    pub title: String,
    /// The id that it is given, such as `results` in `## Results {#results}`.
    pub id: Option<String>,
}

/// A link or an image in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLink {
    /// The whole of it.
    pub range: Range<usize>,
    /// What stands in its brackets: the text of a link, the alternative text of an image.
    pub label: Range<usize>,
    /// The plain text of its label.
    pub text: String,
    /// The address, as the parser reads it: without backslashes and entities.
    pub target: String,
    /// The words in quotation marks after the address; empty if there are none.
    pub title: String,
    /// Where the address stands; `None` if a definition has it.
    pub destination: Option<Range<usize>>,
    /// Whether it is an image.
    pub is_image: bool,
    /// Whether it is the only content of its paragraph.
    pub is_standalone: bool,
}

/// The id that a heading with this text has on its page, if no other heading of the page has it.
pub fn heading_anchor(text: &str) -> String {
    slugify(text)
}

/// Finds them.
pub fn source_parts(body: &str) -> SourceParts {
    let options = parser_options();
    let events: Vec<Spanned<'_>> = Parser::new_ext(body, options).into_offset_iter().collect();
    // The mask keeps all positions.
    let masked = masking::find_misread(body, &events).apply(body);
    let mut parser = Parser::new_ext(masked.as_deref().unwrap_or(body), options).into_offset_iter();
    let mut finder =
        PartFinder { body, parts: SourceParts::default(), open: Vec::new(), heading: None, paragraph: None };
    for (event, range) in parser.by_ref() {
        finder.handle_event(event, range);
    }
    let mut parts = finder.parts;
    parts.links.retain(|link| !link.range.is_empty());
    parts.definitions =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    parts.definitions.sort_by_key(|range| range.start);
    parts
}

struct PartFinder<'b> {
    body: &'b str,
    parts: SourceParts,
    /// Open links and images, innermost last: indices into `parts.links`.
    open: Vec<usize>,
    /// The heading that is being read.
    heading: Option<SourceHeading>,
    /// The current paragraph: index of its first link, and whether it has held nothing but links so far.
    paragraph: Option<(usize, bool)>,
}

impl PartFinder<'_> {
    fn handle_event(&mut self, event: Event<'_>, range: Range<usize>) {
        let is_block = matches!(
            event,
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_)
        );
        if is_block && self.parts.code.last().is_none_or(|last| last.end <= range.start) {
            self.parts.code.push(range.clone());
        }
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let (level, id) = (level as u8, id.map(|id| id.to_string()));
                let text = range.end..range.start;
                self.heading = Some(SourceHeading { level, range, text, title: String::new(), id });
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Paragraph) => self.paragraph = Some((self.parts.links.len(), true)),
            Event::End(TagEnd::Paragraph) => self.end_paragraph(),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.widen(&range);
                self.open_link((link_type, false), range, &dest_url, &title);
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                self.widen(&range);
                self.open_link((link_type, true), range, &dest_url, &title);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.close_link(),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push_text(&text, &range);
            }
            Event::SoftBreak | Event::HardBreak => self.push_text(" ", &range),
            Event::End(_) => {}
            _ => self.widen(&range),
        }
    }

    fn push_text(&mut self, text: &str, range: &Range<usize>) {
        if self.open.is_empty()
            && !text.trim().is_empty()
            && let Some((_, alone)) = &mut self.paragraph
        {
            *alone = false;
        }
        for index in &self.open {
            self.parts.links[*index].text.push_str(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(text);
        }
        self.widen(range);
    }

    /// Makes what is open reach to the end of a piece in it.
    fn widen(&mut self, range: &Range<usize>) {
        if let Some(index) = self.open.last() {
            let label = &mut self.parts.links[*index].label;
            label.end = label.end.max(range.end);
        }
        if let Some(heading) = &mut self.heading {
            heading.text.start = heading.text.start.min(range.start);
            heading.text.end = heading.text.end.max(range.end);
        }
    }

    fn open_link(
        &mut self,
        (kind, is_image): (LinkType, bool),
        range: Range<usize>,
        target: &str,
        title: &str,
    ) {
        let start = range.start + if is_image { 2 } else { 1 };
        let is_bare = matches!(kind, LinkType::Autolink | LinkType::Email);
        self.open.push(self.parts.links.len());
        self.parts.links.push(SourceLink {
            label: start..start,
            range,
            text: String::new(),
            target: target.to_owned(),
            title: title.to_owned(),
            destination: matches!(kind, LinkType::Inline).then_some(0..0),
            is_image,
            is_standalone: is_bare,
        });
    }

    fn close_link(&mut self) {
        let Some(index) = self.open.pop() else { return };
        let link = &mut self.parts.links[index];
        // An address that is a link by itself is no markup.
        if std::mem::take(&mut link.is_standalone) {
            link.range = link.range.start..link.range.start;
        } else if link.destination.is_some() {
            link.destination = find_destination(self.body, link);
            // Spaces in an address are masked for the parser.
            let written = link.destination.clone().and_then(|range| self.body.get(range)).unwrap_or_default();
            if written.contains(' ') && !written.starts_with('<') {
                link.target = written.to_owned();
            }
        }
        let range = link.range.clone();
        self.widen(&range);
    }

    fn end_heading(&mut self) {
        if let Some(mut heading) = self.heading.take() {
            if heading.text.start > heading.text.end {
                heading.text = heading.range.start..heading.range.start;
            }
            heading.title = heading.title.trim().to_owned();
            self.parts.headings.push(heading);
        }
    }

    fn end_paragraph(&mut self) {
        let Some((first, true)) = self.paragraph.take() else { return };
        if let [link] = &mut self.parts.links[first..] {
            link.is_standalone = true;
        }
    }
}

/// Where the address of a link stands; its label is known.
fn find_destination(body: &str, link: &SourceLink) -> Option<Range<usize>> {
    let open = link.label.end + body.get(link.label.end..link.range.end)?.find("](")? + 2;
    let inside = body.get(open..link.range.end.checked_sub(1)?)?;
    let start = open + (inside.len() - inside.trim_start().len());
    let rest = body.get(start..link.range.end - 1)?;
    if let Some(bracketed) = rest.strip_prefix('<') {
        return Some(start..start + bracketed.find('>')? + 2);
    }
    // A title begins with a mark after white space; an address may have spaces.
    let title = ['"', '\'', '('].iter().filter_map(|mark| rest.find(&format!(" {mark}"))).min();
    let end = if link.title.is_empty() { rest.len() } else { title.unwrap_or(rest.len()) };
    Some(start..start + rest[..end].trim_end().len())
}
