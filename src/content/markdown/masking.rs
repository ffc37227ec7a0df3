//! Keeps the parser from misreading what authors of other programs write.
//!
//! A byte that would mislead the parser is replaced by a letter, so that all positions stay true, and put back into the
//! events afterward:
//!
//! - `:calendar: Monday` under a paragraph is no definition: that takes a space after the colon.
//! - `[notes](Meeting notes.docx)` is a link, although its address has a space.
//! - `$5–$10` is money, not a formula.
//! - `{{<figure src="bed.jpg">}}` is a shortcode of Hugo, not HTML, and may go over several lines.
//! - `::: note` opens a callout (Pandoc, Quarto, VitePress), and its lines are no text.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};

use super::findings::MarkdownFinding;
use super::markup::{MAX_SHORTCODE, between};
use super::math::is_formula;
use super::spanned::Spanned;

/// Longest address with spaces, in bytes.
const MAX_ADDRESS: usize = 500;

/// Stands for what is masked: a letter never begins or ends markup.
const STAND_IN: u8 = b'x';

/// The bytes of a body that the parser must not see.
#[derive(Debug, Default)]
pub(super) struct Mask {
    /// Positions and what stands there for the parser; in no order.
    bytes: Vec<(usize, u8)>,
    /// Addresses of links with spaces, in the order of the text.
    addresses: Vec<Range<usize>>,
    callouts: Vec<Callout>,
    pub(super) findings: Vec<MarkdownFinding>,
}

/// A callout that is written as a container.
#[derive(Debug)]
struct Callout {
    kind: BlockQuoteKind,
    title: Option<String>,
    /// From its opening fence to its closing one.
    range: Range<usize>,
}

/// The kind of a callout and its title.
type CalloutTitle = (BlockQuoteKind, Option<String>);

/// Finds what the parser misread in a body.
pub(super) fn find_misread(body: &str, events: &[Spanned<'_>]) -> Mask {
    let mut mask = Mask::default();
    mask_false_definitions(body, events, &mut mask);
    if body.contains("](") {
        mask_spaces_in_addresses(body, events, &mut mask);
    }
    if body.contains(":::") {
        mask_fences(body, events, &mut mask);
    }
    if body.contains("{{") || body.contains("{%") {
        mask_shortcodes(body, events, &mut mask);
    }
    mask_office_tags(body, &mut mask);
    if body.contains("<!--") {
        mask_comments(body, events, &mut mask);
    }
    mask.mask_money(events);
    mask
}

impl Mask {
    /// The masked body; `None` if nothing is masked.
    pub(super) fn apply(&self, body: &str) -> Option<String> {
        if self.bytes.is_empty() {
            return None;
        }
        let mut bytes = body.as_bytes().to_vec();
        for &(at, byte) in &self.bytes {
            bytes[at] = byte;
        }
        // Only ASCII characters are replaced, and by ASCII characters.
        String::from_utf8(bytes).ok()
    }

    /// Masks the dollar signs that enclose no formula; whether there are any.
    pub(super) fn mask_money(&mut self, events: &[Spanned<'_>]) -> bool {
        let before = self.bytes.len();
        for (event, range) in events {
            match event {
                Event::InlineMath(text) if !is_formula(text) => {
                    self.bytes.extend([(range.start, STAND_IN), (range.end - 1, STAND_IN)]);
                }
                Event::DisplayMath(text) if !is_formula(text) => {
                    let ends = [range.start, range.start + 1, range.end - 2, range.end - 1];
                    self.bytes.extend(ends.map(|at| (at, STAND_IN)));
                }
                _ => {}
            }
        }
        self.bytes.len() > before
    }

    /// Puts what was masked back into an event.
    pub(super) fn restore<'a>(
        &self,
        body: &str,
        masked: &str,
        event: Event<'a>,
        range: &Range<usize>,
    ) -> Event<'a> {
        // Of code, the range has the marks around the text, too.
        let original = |text: CowStr<'a>| {
            let offset = masked.get(range.clone()).and_then(|source| source.find(&*text));
            let source = offset.and_then(|offset| {
                let start = range.start + offset;
                body.get(start..start + text.len())
            });
            source.map_or(text.clone(), |source| CowStr::from(source.to_owned()))
        };
        // Nothing but a title stands between the address of a link and its end.
        let address = || {
            let index = self.addresses.partition_point(|address| address.end < range.end).checked_sub(1)?;
            let address = self.addresses[index].clone();
            let rest = body.get(address.end..range.end)?;
            let is_own = range.start < address.start && !rest.contains("](");
            is_own.then(|| body[address].to_owned())
        };
        match event {
            Event::Code(text) => Event::Code(original(text)),
            Event::InlineMath(text) => Event::InlineMath(original(text)),
            Event::DisplayMath(text) => Event::DisplayMath(original(text)),
            Event::Text(text) => Event::Text(original(text)),
            Event::Html(text) => Event::Html(original(text)),
            Event::InlineHtml(text) => Event::InlineHtml(original(text)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = address().map_or(dest_url, CowStr::from);
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = address().map_or(dest_url, CowStr::from);
                Event::Start(Tag::Image { link_type, dest_url, title, id })
            }
            other => other,
        }
    }

    /// Puts callouts between the outermost blocks. One in a list or quotation is left out; its text stays.
    pub(super) fn insert_callouts<'a>(&self, events: Vec<Spanned<'a>>) -> Vec<Spanned<'a>> {
        if self.callouts.is_empty() {
            return events;
        }
        let ends = |callout: &Callout| (callout.range.start, callout.range.end);
        let mut marks: Vec<(usize, bool, &Callout)> = Vec::new();
        for callout in &self.callouts {
            let (start, end) = ends(callout);
            marks.extend([(start, true, callout), (end, false, callout)]);
        }
        marks.sort_by_key(|(at, ..)| *at);
        let mut marks = marks.into_iter().peekable();
        let mut out = Vec::with_capacity(events.len() + self.callouts.len() * 2);
        let mut depth = 0usize;
        for (event, range) in events {
            while depth == 0
                && let Some((at, opens, callout)) = marks.next_if(|(at, ..)| *at <= range.start)
            {
                push_callout_mark(&mut out, at, opens, callout);
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            out.push((event, range));
        }
        for (at, opens, callout) in marks {
            push_callout_mark(&mut out, at, opens, callout);
        }
        out
    }
}

/// Writes the start or the end of a callout; one that would be empty is taken back.
fn push_callout_mark(out: &mut Vec<Spanned<'_>>, at: usize, opens: bool, callout: &Callout) {
    let kind = Some(callout.kind);
    if !opens {
        if callout.title.is_none() && matches!(out.last(), Some((Event::Start(Tag::BlockQuote(Some(_))), _)))
        {
            out.pop();
            return;
        }
        return out.push((Event::End(TagEnd::BlockQuote(kind)), at..at));
    }
    out.push((Event::Start(Tag::BlockQuote(kind)), at..at));
    if let Some(title) = &callout.title {
        let title = Event::Text(CowStr::from(title.clone()));
        let events = [
            Event::Start(Tag::Paragraph),
            Event::Start(Tag::Strong),
            title,
            Event::End(TagEnd::Strong),
            Event::End(TagEnd::Paragraph),
        ];
        out.extend(events.map(|event| (event, at..at)));
    }
}

/// `<o:p>` and `<st1:place>`, with which office programs mark text, are tags, although Markdown takes no colon in their
/// names.
fn mask_office_tags(body: &str, mask: &mut Mask) {
    const PREFIXES: [&str; 6] = ["o:", "w:", "v:", "m:", "st1:", "st2:"];
    for (at, _) in body.match_indices('<') {
        let rest = &body[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let Some(prefix) = PREFIXES.iter().find(|prefix| name.starts_with(**prefix)) else { continue };
        let is_tag = name[prefix.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
            && name.find(['>', '<', '\n']).is_some_and(|end| name[end..].starts_with('>'));
        if is_tag {
            let colon = at + 1 + (rest.len() - name.len()) + prefix.len() - 1;
            mask.bytes.push((colon, STAND_IN));
        }
    }
}

/// Hides the marks within shortcodes of Hugo and tags of Liquid that look like HTML or go over several lines: they
/// would be read as tags, lists and quotations, and not be found as what they are.
fn mask_shortcodes(body: &str, events: &[Spanned<'_>], mask: &mut Mask) {
    const MARKS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let is_comment = |html: &str| html.trim_start().starts_with("<!--");
    let kept = EventRanges::of(events, |event, range| match event {
        Event::Start(Tag::CodeBlock(_)) | Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
            true
        }
        Event::Start(Tag::HtmlBlock) => body.get(range.clone()).is_some_and(is_comment),
        Event::InlineHtml(html) => is_comment(html),
        _ => false,
    });
    let mut from = 0;
    while let Some(start) = body[from..].find('{').map(|at| from + at) {
        from = start + 1;
        let rest = &body[start..];
        let found = MARKS.iter().find_map(|(open, close)| {
            let inside = between(rest, open, close, MAX_SHORTCODE)?;
            Some((inside, open.len() + inside.len() + close.len()))
        });
        let Some((inside, length)) = found else { continue };
        let looks_like_html =
            rest.starts_with("{{<") && inside.starts_with(|c: char| c.is_alphabetic() || c == '/');
        // Anything that is not part of a shortcode keeps its meaning: a comment stays hidden, an empty line ends it.
        let is_something_else = body[..start].ends_with('\\')
            || kept.overlaps(&(start..start + length))
            || inside.contains("<!--")
            || inside.contains("-->")
            || has_empty_line(inside);
        if is_something_else || !(looks_like_html || rest[..length].contains('\n')) {
            continue;
        }
        let bytes = body[start..start + length].bytes().enumerate();
        mask.bytes.extend(bytes.filter_map(|(at, byte)| match byte {
            b'\n' | b'\r' => Some((start + at, b' ')),
            _ if byte.is_ascii_punctuation() => Some((start + at, STAND_IN)),
            _ => None,
        }));
        from = start + length;
    }
}

fn has_empty_line(text: &str) -> bool {
    // The first part begins within a line, and the last ends within one.
    let mut lines = text.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() && lines.peek().is_some() {
            return true;
        }
    }
    false
}

/// Hides the line ends within comments, at which the parser would end them; and all of one that is never closed, so
/// that no note of the author is published.
fn mask_comments(body: &str, events: &[Spanned<'_>], mask: &mut Mask) {
    let code =
        EventRanges::of(events, |event, _| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)));
    let mut from = 0;
    while let Some(start) = body[from..].find("<!--").map(|at| from + at) {
        from = start + 4;
        if code.contains_offset(start) {
            continue;
        }
        let Some(length) = body[from..].find("-->") else {
            mask.bytes.extend((start..body.len()).map(|at| (at, b' ')));
            return mask.findings.push(MarkdownFinding::new(
                "TXT-06",
                start..start + 4,
                "this comment never ends, so everything after it is left out".to_owned(),
                "write `-->` where the comment ends",
            ));
        };
        let comment = &body[start..from + length];
        // Within a line, a list or a quotation, the parser also ends a comment where the next line begins another block.
        let before = body[..start].trim_end_matches(' ');
        let begins_line = (before.is_empty() || before.ends_with('\n')) && start - before.len() < 4;
        if !begins_line || comment.lines().any(|line| line.trim().is_empty()) {
            let breaks = comment.match_indices(['\n', '\r']).map(|(at, _)| (start + at, b' '));
            mask.bytes.extend(breaks);
        }
        from += length;
    }
}

/// The parts of a body that events of one kind come from, in its order and without overlap.
struct EventRanges<'e>(Vec<&'e Range<usize>>);

impl<'e> EventRanges<'e> {
    /// `is_wanted` decides by the event and its range.
    fn of<'a>(events: &'e [Spanned<'a>], is_wanted: impl Fn(&Event<'a>, &Range<usize>) -> bool) -> Self {
        Self(events.iter().filter(|(event, range)| is_wanted(event, range)).map(|(_, range)| range).collect())
    }

    fn contains_offset(&self, at: usize) -> bool {
        self.overlaps(&(at..at + 1))
    }

    fn overlaps(&self, other: &Range<usize>) -> bool {
        let next = self.0.partition_point(|range| range.end <= other.start);
        self.0.get(next).is_some_and(|range| range.start < other.end)
    }
}

/// A definition begins with a colon and a space or tab.
fn mask_false_definitions(body: &str, events: &[Spanned<'_>], mask: &mut Mask) {
    for (event, range) in events {
        if !matches!(event, Event::Start(Tag::DefinitionListDefinition)) {
            continue;
        }
        let Some(colon) = body[range.clone()].find(':').map(|at| range.start + at) else { continue };
        if !body[colon + 1..].starts_with([' ', '\t', '\n', '\r']) {
            mask.bytes.push((colon, STAND_IN));
        }
    }
}

/// `](Meeting notes.docx)` and `](../files/team photo.png "Title")`: the name of a file may have spaces.
fn mask_spaces_in_addresses(body: &str, events: &[Spanned<'_>], mask: &mut Mask) {
    let texts = EventRanges::of(events, |event, _| matches!(event, Event::Text(_)));
    for (at, _) in body.match_indices("](").filter(|(at, _)| texts.contains_offset(*at)) {
        let start = at + 2;
        let Some(address) = address_with_spaces(&body[start..]) else { continue };
        mask.bytes.extend(address.match_indices(' ').map(|(space, _)| (start + space, STAND_IN)));
        mask.addresses.push(start..start + address.len());
    }
}

/// The kind of the figures that a theme adds: `figure:values`.
pub const THEME_FIGURE: &str = "figure";

/// The kinds of figures: `outcome:belonging` in place of the address of a picture.
pub const FIGURE_KINDS: [&str; 6] =
    ["outcome", "artifact", "testimonial", "decisions", "timeline", THEME_FIGURE];

/// The kind in an address such as `outcome:belonging` or `Timeline:`, if it is that of a figure, and the name after it.
pub fn split_figure(address: &str) -> Option<(&'static str, &str)> {
    let (start, name) = address.split_once(':')?;
    let kind = FIGURE_KINDS.into_iter().find(|kind| start.eq_ignore_ascii_case(kind))?;
    Some((kind, name.trim()))
}

/// The address at the start of a text, up to its closing parenthesis or title, if it has spaces and names a file or a
/// figure.
fn address_with_spaces(text: &str) -> Option<&str> {
    let line = text.lines().next()?;
    let mut depth = 0;
    let end = line.char_indices().take(MAX_ADDRESS).find_map(|(at, c)| match c {
        '(' => {
            depth += 1;
            None
        }
        ')' if depth == 0 => Some(at),
        ')' => {
            depth -= 1;
            None
        }
        _ => None,
    })?;
    let inside = &line[..end];
    let address = match inside.strip_suffix('"').and_then(|rest| rest.rsplit_once(" \"")) {
        Some((address, _)) => address.trim_end(),
        None => inside,
    };
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let (stem, extension) = name.rsplit_once('.').unwrap_or_default();
    let is_file = !stem.trim().is_empty()
        && (1..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_bare = address.trim() == address
        && address.contains(' ')
        && !address.contains(['<', '>', '"', '`', '\\', '&']);
    // A figure whose name has spaces does not exist, and is reported by whoever follows the address.
    (is_bare && (is_file || split_figure(address).is_some())).then_some(address)
}

/// Hides the lines that open and close containers, and notes what they are.
fn mask_fences(body: &str, events: &[Spanned<'_>], mask: &mut Mask) {
    let code =
        EventRanges::of(events, |event, _| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)));
    // For each open container, the callout that it is, and where it begins.
    let mut open: Vec<(Option<CalloutTitle>, usize)> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim();
        let is_indented = line.len() - line.trim_start().len() > 3;
        if !text.starts_with(":::") || is_indented || code.contains_offset(start) {
            continue;
        }
        let name = text.trim_start_matches(':').trim();
        mask.bytes.extend((start..start + line.trim_end().len()).map(|at| (at, b' ')));
        if !name.is_empty() {
            let callout = parse_callout(name);
            if callout.is_none() {
                mask.findings.push(unknown_container(start..start + text.len(), text));
            }
            open.push((callout, start));
        } else if let Some((Some((kind, title)), from)) = open.pop() {
            mask.callouts.push(Callout { kind, title, range: from..start });
        }
    }
    // One that is never closed goes to the end.
    let unclosed = open.into_iter().filter_map(|(callout, from)| {
        let (kind, title) = callout?;
        Some(Callout { kind, title, range: from..body.len() })
    });
    mask.callouts.extend(unclosed);
}

/// The callout that a container is, and its title: `note`, `{.callout-tip title="Read this"}`, `warning Mind the gap`.
fn parse_callout(name: &str) -> Option<CalloutTitle> {
    let inside = name.trim_start_matches(['{', '[']);
    let end = inside.find(|c: char| c.is_whitespace() || "}][{".contains(c)).unwrap_or(inside.len());
    let word = inside[..end].trim_start_matches('.').trim_start_matches("callout-").to_ascii_lowercase();
    let kind = match word.as_str() {
        "note" | "info" | "details" | "callout" => BlockQuoteKind::Note,
        "tip" | "hint" | "success" => BlockQuoteKind::Tip,
        "important" => BlockQuoteKind::Important,
        "warning" => BlockQuoteKind::Warning,
        "caution" | "danger" | "error" => BlockQuoteKind::Caution,
        _ => return None,
    };
    let rest = inside[end..].trim();
    let title = match rest.split_once("title=\"") {
        Some((_, title)) => title.split('"').next().unwrap_or_default(),
        // Attributes of Pandoc are no title: `collapse=true}`.
        None if rest.contains('=') => "",
        None => rest.trim_matches(['{', '}', '[', ']', '"']),
    };
    Some((kind, Some(title.trim().to_owned()).filter(|title| !title.is_empty())))
}

fn unknown_container(range: Range<usize>, text: &str) -> MarkdownFinding {
    MarkdownFinding {
        rule: "TXT-07",
        range,
        message: format!("`{text}` isn't Markdown; the line is left out, but the text below it stays"),
        help: "remove it; or, for a callout, write `> [!NOTE]` and put `> ` before each line of its text"
            .to_owned(),
        fix: None,
    }
}
