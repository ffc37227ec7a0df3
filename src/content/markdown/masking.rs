//! Keeps the parser from misreading what authors of other programs write.
//!
//! A byte that would mislead the parser is replaced by a letter, so that all positions stay true, and put back into the
//! events afterward:
//!
//! - `:calendar: Monday` under a paragraph is no definition: that takes a space after the colon.
//! - `[notes](Meeting notes.docx)` is a link, although its address has a space.
//! - `$5–$10` is money, not a formula.
//! - `::: note` opens a callout (Pandoc, Quarto, VitePress), and its lines are no text.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};

use super::findings::MarkdownFinding;
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
    /// Callouts: kind, and where their fences begin.
    callouts: Vec<(BlockQuoteKind, Range<usize>)>,
    pub(super) findings: Vec<MarkdownFinding>,
}

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
    mask.hide_money(events);
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
    pub(super) fn hide_money(&mut self, events: &[Spanned<'_>]) -> bool {
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
        let original = |text: CowStr<'a>| {
            if masked.get(range.clone()) == Some(&*text) {
                CowStr::from(body[range.clone()].to_owned())
            } else {
                text
            }
        };
        // Of a picture within a link, the link has the later address.
        let is_within = |address: &&Range<usize>| range.start < address.start && address.end < range.end;
        let address =
            || self.addresses.iter().rev().find(is_within).map(|address| body[address.clone()].to_owned());
        match event {
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
        let mut marks: Vec<(usize, bool, BlockQuoteKind)> = Vec::new();
        for (kind, range) in &self.callouts {
            marks.push((range.start, true, *kind));
            marks.push((range.end, false, *kind));
        }
        marks.sort_by_key(|(at, ..)| *at);
        let mut marks = marks.into_iter().peekable();
        let mut out = Vec::with_capacity(events.len() + self.callouts.len() * 2);
        let mut depth = 0usize;
        for (event, range) in events {
            while depth == 0
                && let Some((at, opens, kind)) = marks.next_if(|(at, ..)| *at <= range.start)
            {
                out.push((callout_event(opens, kind), at..at));
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            out.push((event, range));
        }
        out.extend(marks.map(|(at, opens, kind)| (callout_event(opens, kind), at..at)));
        out
    }
}

fn callout_event(opens: bool, kind: BlockQuoteKind) -> Event<'static> {
    if opens { Event::Start(Tag::BlockQuote(Some(kind))) } else { Event::End(TagEnd::BlockQuote(Some(kind))) }
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
    let texts: Vec<&Range<usize>> =
        events.iter().filter(|(event, _)| matches!(event, Event::Text(_))).map(|(_, range)| range).collect();
    let is_text = |at: usize| {
        let index = texts.partition_point(|range| range.end <= at);
        texts.get(index).is_some_and(|range| range.contains(&at))
    };
    for (at, _) in body.match_indices("](").filter(|(at, _)| is_text(*at)) {
        let start = at + 2;
        let Some(address) = address_with_spaces(&body[start..]) else { continue };
        mask.bytes.extend(address.match_indices(' ').map(|(space, _)| (start + space, STAND_IN)));
        mask.addresses.push(start..start + address.len());
    }
}

/// The address at the start of a text, up to its closing parenthesis or title, if it has spaces and names a file.
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
    let (stem, extension) = name.rsplit_once('.')?;
    let is_file = !stem.trim().is_empty()
        && (1..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_bare = address.trim() == address
        && address.contains(' ')
        && !address.contains(['<', '>', '"', '`', '\\', '&']);
    (is_file && is_bare).then_some(address)
}

/// Hides the lines that open and close containers, and notes what they are.
fn mask_fences(body: &str, events: &[Spanned<'_>], mask: &mut Mask) {
    let code: Vec<&Range<usize>> = events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)))
        .map(|(_, range)| range)
        .collect();
    let mut open: Vec<(Option<BlockQuoteKind>, usize)> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim();
        let is_indented = line.len() - line.trim_start().len() > 3;
        let in_code = || {
            let next = code.partition_point(|range| range.end <= start);
            code.get(next).is_some_and(|range| range.contains(&start))
        };
        if !text.starts_with(":::") || is_indented || in_code() {
            continue;
        }
        let name = text.trim_start_matches(':').trim();
        mask.bytes.extend((start..start + line.trim_end().len()).map(|at| (at, b' ')));
        if !name.is_empty() {
            let kind = callout_kind(name);
            if kind.is_none() {
                mask.findings.push(unknown_container(start..start + text.len(), text));
            }
            open.push((kind, start));
        } else if let Some((Some(kind), from)) = open.pop() {
            mask.callouts.push((kind, from..start));
        }
    }
    // One that is never closed goes to the end.
    let unclosed = open.into_iter().filter_map(|(kind, from)| Some((kind?, from..body.len())));
    mask.callouts.extend(unclosed);
}

/// The callout that a container is: `note`, `{.callout-tip}`, `warning Mind the gap`.
fn callout_kind(name: &str) -> Option<BlockQuoteKind> {
    let word = name.trim_matches(['{', '}', '[', ']']).split([' ', '}']).next()?;
    let word = word.trim_start_matches('.').trim_start_matches("callout-").to_ascii_lowercase();
    Some(match word.as_str() {
        "note" | "info" | "details" | "callout" => BlockQuoteKind::Note,
        "tip" | "hint" | "success" => BlockQuoteKind::Tip,
        "important" => BlockQuoteKind::Important,
        "warning" => BlockQuoteKind::Warning,
        "caution" | "danger" | "error" => BlockQuoteKind::Caution,
        _ => return None,
    })
}

fn unknown_container(range: Range<usize>, text: &str) -> MarkdownFinding {
    MarkdownFinding {
        rule: "TXT-07",
        range,
        message: format!("`{text}` is not Markdown; the line is left out, and the text under it stays"),
        help: "take it out; or, for a callout, write `> [!NOTE]` and put `> ` before each line of its text"
            .to_owned(),
        fix: None,
    }
}
