//! What a body holds, without its HTML: headings, references, words.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::ids::Ids;
use super::{dialect, is_comment};

/// What a body holds.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its links and images, in order.
    pub references: Vec<Reference>,
    /// Raw HTML that is no comment.
    pub raw_html: Vec<Range<usize>>,
    /// How many words a reader reads.
    pub words: usize,
    /// The first paragraph as plain text, at most 300 characters.
    pub excerpt: Option<String>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Plain text.
    pub title: String,
    /// Unique in the body.
    pub id: String,
    /// Bytes of the body, markers included.
    pub range: Range<usize>,
    /// Whether anything but comments and deeper headings follows before the next heading of its level.
    pub has_content: bool,
}

/// What a reference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `[text](target)`.
    Link,
    /// `![alt](target)`.
    Image,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Which of the two.
    pub kind: ReferenceKind,
    /// Where it points, as written.
    pub target: String,
    /// Plain text of the link or the alternative of the image.
    pub text: String,
    /// Bytes of the body.
    pub range: Range<usize>,
    /// Whether its paragraph holds nothing else.
    pub alone: bool,
}

impl Outline {
    /// Whether the headings stand one level too high under the page's own title.
    pub fn demotes(&self) -> bool {
        self.headings.iter().any(|it| it.level == 1)
    }

    /// Minutes at 238 words a minute, at least 1 (Brysbaert 2019: silent reading of English non-fiction).
    pub fn reading_minutes(&self) -> usize {
        self.words.div_ceil(238).max(1)
    }
}

pub(super) fn read(body: &str) -> Outline {
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(body, dialect()).into_offset_iter() {
        reader.take(event, range);
    }
    reader.outline
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    ids: Ids,
    /// The headings that the text being read stands under, the outermost first.
    above: Vec<usize>,
    heading: Option<(u8, Option<String>, String, Range<usize>)>,
    /// Whether a footnote is being read: it belongs to its mark, not to the heading above it.
    in_note: bool,
    /// The HTML block that is being read, and where it begins.
    block: Option<(String, Range<usize>)>,
    /// Open links and images, the innermost last: index into `references`.
    open: Vec<usize>,
    /// Text of the paragraph that is being read, for the excerpt.
    paragraph: Option<String>,
    /// Where the paragraph's references begin, and whether it holds anything else.
    alone: Option<(usize, bool)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Html(html) => self.html(&html, range),
            Event::InlineHtml(html) => {
                self.beside();
                if !is_comment(&html) {
                    self.outline.raw_html.push(range);
                }
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.beside(),
            _ => {}
        }
    }

    /// Something stands in the paragraph besides its links and images.
    fn beside(&mut self) {
        if let (true, Some((_, alone))) = (self.open.is_empty(), &mut self.alone) {
            *alone = false;
        }
    }

    /// A block of HTML comes a line at a time; what it is shows at its end.
    fn html(&mut self, html: &str, range: Range<usize>) {
        match &mut self.block {
            Some((text, _)) => text.push_str(html),
            None => self.block = Some((html.to_owned(), range)),
        }
    }

    fn end_html(&mut self) {
        if let Some((text, range)) = self.block.take()
            && !is_comment(&text)
        {
            self.outline.raw_html.push(range);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.heading = Some((level as u8, id.map(|it| it.to_string()), String::new(), range));
            }
            Tag::Paragraph => {
                self.paragraph = self.outline.excerpt.is_none().then(String::new);
                self.alone = Some((self.outline.references.len(), true));
            }
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.open(ReferenceKind::Link, &format!("mailto:{dest_url}"), range);
            }
            Tag::FootnoteDefinition(_) => self.in_note = true,
            Tag::Link { dest_url, .. } => self.open(ReferenceKind::Link, &dest_url, range),
            Tag::Image { dest_url, .. } => {
                self.mark_content();
                self.open(ReferenceKind::Image, &dest_url, range);
            }
            _ => self.beside(),
        }
    }

    fn open(&mut self, kind: ReferenceKind, target: &str, range: Range<usize>) {
        self.open.push(self.outline.references.len());
        self.outline.references.push(Reference {
            kind,
            target: target.to_owned(),
            text: String::new(),
            range,
            alone: false,
        });
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::FootnoteDefinition => self.in_note = false,
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Link | TagEnd::Image => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let Some((level, id, title, range)) = self.heading.take() else { return };
        let id = match id {
            Some(chosen) => self.ids.chosen(&chosen),
            None => self.ids.for_text(&title),
        };
        let title = title.trim().to_owned();
        self.above.retain(|it| self.outline.headings[*it].level < level);
        self.above.push(self.outline.headings.len());
        self.outline.headings.push(Heading { level, title, id, range, has_content: false });
    }

    fn end_paragraph(&mut self) {
        if let Some((first, true)) = self.alone.take()
            && self.outline.references.len() == first + 1
        {
            self.outline.references[first].alone = true;
        }
        if let Some(text) = self.paragraph.take().map(|it| it.trim().to_owned())
            && !text.is_empty()
        {
            self.outline.excerpt = Some(shorten(&text, 300));
        }
    }

    fn text(&mut self, text: &str) {
        self.outline.words += words(text);
        if let Some((_, _, title, _)) = &mut self.heading {
            title.push_str(text);
        } else if !self.in_note && !text.trim().is_empty() {
            self.mark_content();
        }
        if let Some(&open) = self.open.last() {
            self.outline.references[open].text.push_str(text);
        } else if !text.trim().is_empty() {
            self.beside();
        }
        if let Some(paragraph) = &mut self.paragraph
            && paragraph.len() < 2000
        {
            paragraph.push_str(text);
        }
    }

    /// The headings above the text that is being read are no longer empty.
    fn mark_content(&mut self) {
        for &heading in &self.above {
            self.outline.headings[heading].has_content = true;
        }
    }
}

/// How many words there are: what white space parts, with a letter or a digit in it.
fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().filter(|it| it.contains(char::is_alphanumeric)).count();
    }
    let (mut count, mut counted) = (0, false);
    for byte in text.bytes() {
        let starts = byte.is_ascii_alphanumeric() && !counted;
        count += usize::from(starts);
        // A vertical tab parts words too, and is no white space to `is_ascii_whitespace`.
        counted = (counted || starts) && !byte.is_ascii_whitespace() && byte != 0x0b;
    }
    count
}

/// At most so many characters, cut between words.
fn shorten(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':']))
}
