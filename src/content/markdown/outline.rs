//! Extracts the outline of a Markdown body: headings, links and images, word count, excerpt.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::dialect::Dialect;
use super::events;
use super::findings::MarkdownFinding;
use super::html_tags::HtmlReport;
use super::ids::HeadingIds;

/// The outline of a Markdown body.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// All headings, in document order.
    pub headings: Vec<Heading>,
    /// All links and images, in document order.
    pub references: Vec<MarkdownReference>,
    /// What became of raw HTML.
    pub html: HtmlReport,
    /// What the parser would have read differently from what the author meant.
    pub findings: Vec<MarkdownFinding>,
    /// Number of words in the text, headings and code included. In Chinese, Japanese, Thai and other scripts without
    /// spaces between words, estimated from the number of letters.
    pub word_count: usize,
    /// The first paragraph with text, as plain text of at most 300 characters; `None` when there is none.
    pub excerpt: Option<String>,
}

/// A heading of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written; see [`Outline::needs_demotion`] for the level on the page.
    pub level: u8,
    /// Plain text of the heading, without markup.
    pub title: String,
    /// The `id` attribute in HTML, unique in the body.
    pub id: String,
    /// Byte range in the body, Markdown markers included.
    pub range: Range<usize>,
    /// Whether there is text or an image under it, or under its subheadings.
    pub has_content: bool,
}

/// Whether a reference is a link or an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `[text](target)`, `<https://example.org>` or `<name@example.org>`.
    Link,
    /// `![alt](target)`, shown in place.
    Image,
}

/// A link or an image in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownReference {
    /// Distinguishes a link (`[…](…)`) from an image (`![…](…)`).
    pub kind: ReferenceKind,
    /// The destination as written; e-mail autolinks have `mailto:` put in front.
    pub target: String,
    /// Plain text of a link; alternative text of an image.
    pub text: String,
    /// Byte range in the body.
    pub range: Range<usize>,
    /// Whether it is the only content of its paragraph.
    pub is_standalone: bool,
}

impl Outline {
    /// Whether headings have to move down one level on the page, because the body uses level 1, which is the level of
    /// the page's own title. Headings whose id is among `skipped` are not on the page.
    pub fn needs_demotion(&self, skipped: &[&str]) -> bool {
        self.headings.iter().any(|heading| heading.level == 1 && !skipped.contains(&heading.id.as_str()))
    }

    /// Reading time of the body.
    pub fn reading_minutes(&self) -> usize {
        reading_minutes(self.word_count)
    }
}

/// Reading time in minutes, at least 1, at 238 words per minute (Brysbaert 2019: silent reading of English non-fiction).
pub fn reading_minutes(word_count: usize) -> usize {
    word_count.div_ceil(238).max(1)
}

/// Extracts headings, references and the word count of a body, without rendering it.
pub fn parse_outline(body: &str, dialect: Dialect) -> Outline {
    let mut builder = OutlineBuilder::default();
    let parsed = events::parse(body, dialect);
    for (event, range) in parsed.events {
        builder.handle_event(event, range);
    }
    Outline { html: parsed.html, findings: parsed.findings, ..builder.outline }
}

#[derive(Default)]
struct OutlineBuilder {
    outline: Outline,
    ids: HeadingIds,
    /// Open headings at the current position, outermost first: indices into `outline.headings`.
    ancestors: Vec<usize>,
    /// The heading being parsed: level, explicit id, text so far, byte range.
    heading: Option<(u8, Option<String>, String, Range<usize>)>,
    /// Whether a footnote definition is being parsed. Its text counts for its reference, not for the heading above it.
    in_footnote: bool,
    /// Open links and images, innermost last: indices into `outline.references`.
    open_references: Vec<usize>,
    /// Text of the current paragraph, for the excerpt; `None` once there is one.
    paragraph: Option<String>,
    /// Whether the current paragraph has words outside of links: a line of navigation has none.
    has_prose: bool,
    /// The current paragraph: index of its first reference, and whether it has held nothing but references so far.
    paragraph_state: Option<(usize, bool)>,
}

impl OutlineBuilder {
    fn handle_event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push_text(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.push_text(" "),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {
                self.mark_other_content();
            }
            _ => {}
        }
    }

    /// Records that the current paragraph has content other than links and images.
    fn mark_other_content(&mut self) {
        if let (true, Some((_, alone))) = (self.open_references.is_empty(), &mut self.paragraph_state) {
            *alone = false;
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.heading = Some((level as u8, id.map(|id| id.to_string()), String::new(), range));
            }
            Tag::Paragraph => {
                let may_be_excerpt = self.outline.excerpt.is_none() && !self.in_footnote;
                self.paragraph = may_be_excerpt.then(String::new);
                self.has_prose = false;
                self.paragraph_state = Some((self.outline.references.len(), true));
            }
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.open_reference(ReferenceKind::Link, &format!("mailto:{dest_url}"), range);
            }
            Tag::FootnoteDefinition(_) => self.in_footnote = true,
            Tag::Link { dest_url, .. } => self.open_reference(ReferenceKind::Link, &dest_url, range),
            Tag::Image { dest_url, .. } => {
                self.mark_content();
                self.open_reference(ReferenceKind::Image, &dest_url, range);
            }
            _ => self.mark_other_content(),
        }
    }

    fn open_reference(&mut self, kind: ReferenceKind, target: &str, range: Range<usize>) {
        self.open_references.push(self.outline.references.len());
        self.outline.references.push(MarkdownReference {
            kind,
            target: target.to_owned(),
            text: String::new(),
            range,
            is_standalone: false,
        });
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::FootnoteDefinition => self.in_footnote = false,
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Link | TagEnd::Image => {
                self.open_references.pop();
            }
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let Some((level, id, title, range)) = self.heading.take() else { return };
        let id = match id {
            Some(chosen) => self.ids.assign_explicit(&chosen),
            None => self.ids.assign_from_text(&title),
        };
        let title = title.trim().to_owned();
        self.ancestors.retain(|index| self.outline.headings[*index].level < level);
        self.ancestors.push(self.outline.headings.len());
        self.outline.headings.push(Heading { level, title, id, range, has_content: false });
    }

    fn end_paragraph(&mut self) {
        if let Some((first, true)) = self.paragraph_state.take()
            && self.outline.references.len() == first + 1
        {
            self.outline.references[first].is_standalone = true;
        }
        if let Some(text) = self.paragraph.take().map(|text| text.trim().to_owned())
            && self.has_prose
        {
            self.outline.excerpt = Some(truncate(&text, 300));
        }
    }

    fn push_text(&mut self, text: &str) {
        self.outline.word_count += count_words(text);
        if let Some((_, _, title, _)) = &mut self.heading {
            title.push_str(text);
        } else if !self.in_footnote && !text.trim().is_empty() {
            self.mark_content();
        }
        if let Some(&open) = self.open_references.last() {
            self.outline.references[open].text.push_str(text);
        } else if !text.trim().is_empty() {
            self.mark_other_content();
        }
        // More than enough for an excerpt of 300 characters.
        let in_image = self.in_image();
        if let Some(paragraph) = &mut self.paragraph
            && paragraph.len() < 2000
            && !in_image
        {
            paragraph.push_str(text);
            self.has_prose |= self.open_references.is_empty() && text.contains(char::is_alphanumeric);
        }
    }

    /// Whether the text is the alternative of an image, which is no prose.
    fn in_image(&self) -> bool {
        let open = self.open_references.last();
        open.is_some_and(|index| self.outline.references[*index].kind == ReferenceKind::Image)
    }

    /// Records that the current heading and its ancestors have content.
    fn mark_content(&mut self) {
        for &heading in &self.ancestors {
            self.outline.headings[heading].has_content = true;
        }
    }
}

/// Number of words: runs of non-whitespace that contain a letter or a digit.
pub fn count_words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().map(count_words_in_run).sum();
    }
    // ASCII text, the common case, is counted in one pass over its bytes.
    let (mut count, mut counted) = (0, false);
    for byte in text.bytes() {
        let starts = byte.is_ascii_alphanumeric() && !counted;
        count += usize::from(starts);
        // `is_ascii_whitespace` excludes the vertical tab, at which `split_whitespace` splits.
        counted = (counted || starts) && !byte.is_ascii_whitespace() && byte != 0x0b;
    }
    count
}

/// Number of words in a run without spaces: one, or as many as its letters make in a script that sets no spaces.
fn count_words_in_run(run: &str) -> usize {
    let unspaced: usize = run.chars().map(tenths_of_word).sum();
    let has_other = run.chars().any(|c| c.is_alphanumeric() && tenths_of_word(c) == 0);
    unspaced.div_ceil(10) + usize::from(has_other)
}

/// A letter of a script that sets no spaces, in tenths of a word of English reading time; 0 for other letters.
///
/// Readers of Chinese take 255 characters, of Japanese 357 characters a minute where readers of English take 228 words
/// (Trauzettel-Klosinski and Dietz 2012, International Reading Speed Texts); words of Thai, Lao, Khmer and Burmese have
/// four to five letters.
fn tenths_of_word(letter: char) -> usize {
    match letter {
        '\u{3040}'..='\u{30ff}' => 6,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 9,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => 2,
        _ => 0,
    }
}

/// Truncates a text to at most `limit` characters, between two words if it has spaces, and adds an ellipsis.
fn truncate(text: &str, limit: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    // Where words have no spaces, the last space may be at the very beginning.
    let space = text[..limit].rfind(' ').filter(|space| *space > limit / 2);
    let end = space.unwrap_or(limit);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':']))
}
