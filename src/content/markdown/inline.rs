//! Changes the text of inline events: bare addresses become links, `:tada:` an emoji, straight quotes typographic ones.
//!
//! Only text that stands in the source as it is printed is changed. What the author escaped (`\"`) or wrote as an entity
//! (`&quot;`) stays.

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::dialect::Dialect;
use super::spanned::{Spanned, is_inline_tag};
use super::typography::Typographer;

/// Applies the inline rules of the dialect to all events.
pub(super) fn rewrite_text<'a>(body: &str, events: Vec<Spanned<'a>>, dialect: Dialect) -> Vec<Spanned<'a>> {
    let events = merge_text(body, events);
    let mut rewriter = TextRewriter {
        body,
        typographer: Typographer::new(dialect.quotes),
        links: LinkFinder::new(),
        dialect,
        link_depth: 0,
        in_code: false,
        verbatim_depth: 0,
        out: Vec::with_capacity(events.len()),
    };
    rewriter.links.url_must_have_scheme(false);
    let next = next_characters(&events);
    for (event, next) in events.into_iter().zip(next) {
        rewriter.push(event, next);
    }
    rewriter.out
}

/// Whether the text of an event stands in the source letter by letter, without an escape before it.
fn is_literal(body: &str, text: &str, range: &std::ops::Range<usize>) -> bool {
    body.get(range.clone()) == Some(text)
}

fn is_escaped(body: &str, start: usize) -> bool {
    let bytes = body.as_bytes();
    start > 0 && bytes[start - 1] == b'\\' && bytes.get(start).is_some_and(u8::is_ascii_punctuation)
}

/// Joins neighboring texts that the parser split at characters that could have been markup, such as `_`.
fn merge_text<'a>(body: &str, events: Vec<Spanned<'a>>) -> Vec<Spanned<'a>> {
    let mut merged: Vec<Spanned<'a>> = Vec::with_capacity(events.len());
    // The texts that are being joined: their range, and how many they are.
    let mut joining: Option<(std::ops::Range<usize>, usize)> = None;
    for (event, range) in events {
        let is_plain = matches!(&event, Event::Text(text) if is_literal(body, text, &range));
        if is_plain
            && let Some((joined, count)) = &mut joining
            && joined.end == range.start
        {
            joined.end = range.end;
            *count += 1;
            continue;
        }
        finish_joining(body, joining.take(), &mut merged);
        joining = is_plain.then(|| (range.clone(), 1));
        merged.push((event, range));
    }
    finish_joining(body, joining, &mut merged);
    merged
}

/// Replaces the first of several joined texts, which is the last event so far, by all of them.
fn finish_joining(body: &str, joined: Option<(std::ops::Range<usize>, usize)>, merged: &mut [Spanned<'_>]) {
    if let (Some((range, 2..)), Some(first)) = (joined, merged.last_mut()) {
        *first = (Event::Text(CowStr::from(body[range.clone()].to_owned())), range);
    }
}

/// For each event, the first character of the text after it in the same block; a space for a line break.
fn next_characters(events: &[Spanned<'_>]) -> Vec<Option<char>> {
    let mut next = None;
    let mut result: Vec<Option<char>> = events
        .iter()
        .rev()
        .map(|(event, _)| {
            let after = next;
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => {
                    next = text.chars().next().or(next);
                }
                Event::SoftBreak | Event::HardBreak => next = Some(' '),
                Event::Start(tag) if !is_inline_tag(tag.to_end()) => next = None,
                Event::End(tag) if !is_inline_tag(*tag) => next = None,
                _ => {}
            }
            after
        })
        .collect();
    result.reverse();
    result
}

struct TextRewriter<'b, 'a> {
    body: &'b str,
    typographer: Typographer,
    links: LinkFinder,
    dialect: Dialect,
    link_depth: usize,
    in_code: bool,
    /// Number of open HTML elements whose text is not changed.
    verbatim_depth: usize,
    out: Vec<Spanned<'a>>,
}

impl<'a> TextRewriter<'_, 'a> {
    fn push(&mut self, (event, range): Spanned<'a>, next: Option<char>) {
        match &event {
            Event::Text(text) if !self.in_code && self.verbatim_depth == 0 => {
                if is_literal(self.body, text, &range) {
                    let text = text.clone();
                    return self.push_text(text, range, next);
                }
                self.typographer.pass(text);
            }
            Event::Code(text) | Event::InlineMath(text) => self.typographer.pass(text),
            Event::SoftBreak | Event::HardBreak => self.typographer.pass(" "),
            Event::InlineHtml(html) if is_verbatim(html.trim_start_matches(['<', '/'])) => {
                if html.starts_with("</") {
                    self.verbatim_depth = self.verbatim_depth.saturating_sub(1);
                } else {
                    self.verbatim_depth += 1;
                }
            }
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.link_depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.link_depth -= 1,
            Event::Start(tag) if !is_inline_tag(tag.to_end()) => {
                self.verbatim_depth = 0;
                self.typographer.start_block();
            }
            _ => {}
        }
        self.out.push((event, range));
    }

    /// Splits a text at its bare addresses and writes the pieces.
    fn push_text(&mut self, text: CowStr<'a>, range: std::ops::Range<usize>, next: Option<char>) {
        // An escaped first character stays as it is.
        if is_escaped(self.body, range.start) {
            let first = text.chars().next().map_or(0, char::len_utf8);
            self.typographer.pass(&text[..first]);
            let rest = range.start + first..range.end;
            self.out.push((Event::Text(CowStr::from(text[..first].to_owned())), range.start..rest.start));
            if !rest.is_empty() {
                self.push_pieces(CowStr::from(text[first..].to_owned()), rest, next);
            }
            return;
        }
        self.push_pieces(text, range, next);
    }

    fn push_pieces(&mut self, text: CowStr<'a>, range: std::ops::Range<usize>, next: Option<char>) {
        let may_have_link = self.link_depth == 0 && has_address(&text);
        if !may_have_link {
            return self.push_plain(text, range, next);
        }
        let links: Vec<(usize, usize, String)> = self
            .links
            .links(&text)
            .filter_map(|link| Some((link.start(), link.end(), destination(link.kind(), link.as_str())?)))
            .collect();
        let mut at = 0;
        for (start, end, target) in links {
            if start > at {
                let before = CowStr::from(text[at..start].to_owned());
                self.push_plain(before, range.start + at..range.start + start, text[start..].chars().next());
            }
            self.push_link(&text[start..end], target, range.start + start..range.start + end);
            at = end;
        }
        if at == 0 {
            self.push_plain(text, range, next);
        } else if at < text.len() {
            self.push_plain(CowStr::from(text[at..].to_owned()), range.start + at..range.end, next);
        }
    }

    fn push_link(&mut self, text: &str, target: String, range: std::ops::Range<usize>) {
        let tag = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: target.into(),
            title: "".into(),
            id: "".into(),
        };
        self.out.push((Event::Start(tag), range.clone()));
        self.out.push((Event::Text(CowStr::from(text.to_owned())), range.clone()));
        self.out.push((Event::End(TagEnd::Link), range));
        self.typographer.pass(text);
    }

    fn push_plain(&mut self, text: CowStr<'a>, range: std::ops::Range<usize>, next: Option<char>) {
        let text = match replace_shortcodes(&text) {
            Some(replaced) => CowStr::from(replaced),
            None => text,
        };
        let parts = split_marked(&text, self.dialect);
        if parts.len() > 1 || parts.first().is_some_and(|(tag, _)| tag.is_some()) {
            return self.push_marked(&parts, &range, next);
        }
        let text = self.typographer.replace(&text, next).map_or(text, CowStr::from);
        self.out.push((Event::Text(text), range));
    }

    fn push_marked(
        &mut self,
        parts: &[(Option<&'static str>, &str)],
        range: &std::ops::Range<usize>,
        next: Option<char>,
    ) {
        for (index, (tag, part)) in parts.iter().enumerate() {
            let after = parts.get(index + 1).and_then(|(_, part)| part.chars().next()).or(next);
            let text = self.typographer.replace(part, after).unwrap_or_else(|| (*part).to_owned());
            let html = |html: String| (Event::InlineHtml(html.into()), range.clone());
            self.out.extend(tag.map(|tag| html(format!("<{tag}>"))));
            self.out.push((Event::Text(text.into()), range.clone()));
            self.out.extend(tag.map(|tag| html(format!("</{tag}>"))));
        }
    }
}

/// Splits a text at its `==marked==`, `~low~` and `^high^` parts, as far as the dialect has them; each with its element.
fn split_marked(text: &str, dialect: Dialect) -> Vec<(Option<&'static str>, &str)> {
    /// Longest marked part, in bytes.
    const LONGEST: usize = 300;
    let mut delimiters: Vec<(&str, &'static str)> = Vec::new();
    if dialect.mark {
        delimiters.push(("==", "mark"));
    }
    if dialect.sub_and_superscript {
        delimiters.extend([("~", "sub"), ("^", "sup")]);
    }
    if delimiters.is_empty() {
        return vec![(None, text)];
    }
    let mut parts = Vec::new();
    let (mut plain, mut at) = (0, 0);
    let may_begin = |byte: u8| matches!(byte, b'=' | b'~' | b'^');
    while let Some(step) = text.bytes().skip(at).position(may_begin) {
        at += step;
        let marked = delimiters.iter().find_map(|(delimiter, tag)| {
            let rest = text[at..].strip_prefix(delimiter)?;
            let rest = &rest[..rest.floor_char_boundary(LONGEST)];
            let inside = &rest[..rest.find(delimiter)?];
            let is_word = !inside.contains(char::is_whitespace);
            let is_marked = inside.trim() == inside && !inside.is_empty() && (is_word || *tag == "mark");
            is_marked.then_some((*tag, inside, delimiter.len()))
        });
        let Some((tag, inside, length)) = marked else {
            at += 1;
            continue;
        };
        if plain < at {
            parts.push((None, &text[plain..at]));
        }
        parts.push((Some(tag), inside));
        at += inside.len() + 2 * length;
        plain = at;
    }
    if plain < text.len() {
        parts.push((None, &text[plain..]));
    }
    parts
}

/// Whether the text of an HTML element is code, a program, or a link already.
fn is_verbatim(tag: &str) -> bool {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    ["code", "kbd", "samp", "var", "script", "style", "pre", "a"]
        .contains(&tag[..end].to_ascii_lowercase().as_str())
}

fn has_address(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.contains("www.")
}

/// The `href` of a bare address, as GitHub links them: with a scheme, from `www.`, or an e-mail address.
fn destination(kind: &LinkKind, text: &str) -> Option<String> {
    match kind {
        LinkKind::Email => Some(format!("mailto:{text}")),
        _ if text.starts_with("http://") || text.starts_with("https://") => Some(text.to_owned()),
        _ if text.starts_with("www.") && text.matches('.').count() > 1 => Some(format!("https://{text}")),
        _ => None,
    }
}

/// Replaces GitHub's shortcodes, such as `:tada:`, with their emoji; `None` if there is none. Unknown ones stay.
fn replace_shortcodes(text: &str) -> Option<String> {
    if !text.contains(':') {
        return None;
    }
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once(':') {
        out.push_str(before);
        let glued = out.chars().next_back().is_some_and(char::is_alphanumeric);
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || "_+-".contains(c)));
        // `1:100:5` is a ratio.
        let is_word = |end: &usize| {
            let next = after[*end..].strip_prefix(':').map(|rest| rest.chars().next());
            !glued && next.is_some_and(|next| !next.is_some_and(char::is_alphanumeric))
        };
        let code = end.filter(is_word).map(|end| &after[..end]);
        match code.and_then(emojis::get_by_shortcode) {
            Some(emoji) => {
                out.push_str(emoji.as_str());
                rest = &after[code.map_or(0, str::len) + 1..];
                found = true;
            }
            None => {
                out.push(':');
                rest = after;
            }
        }
    }
    found.then(|| out + rest)
}
