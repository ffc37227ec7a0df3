//! The link definitions and footnotes of a body, for text within raw HTML, which is parsed apart from it.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{BrokenLink, CowStr, Event, OffsetIter, Parser, Tag};

use super::dialect::parser_options;
use super::markup::head;
use super::spanned::Spanned;
use crate::content::text::collapse_spaces;

/// The longest label of a footnote that is looked up, in bytes: that of a link in CommonMark.
const MAX_LABEL: usize = 999;

/// Ends the footnotes that stand before a text, so that nothing of it belongs to them.
const SEPARATOR: &str = "<!-- -->\n\n";

/// What links and footnotes of a body are defined.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    /// Addresses and titles by label.
    links: HashMap<String, (String, String)>,
    /// Labels.
    footnotes: HashSet<String>,
}

impl Definitions {
    /// Takes them from a parser and its events.
    pub(super) fn new(parser: &OffsetIter<'_>, events: &[Spanned<'_>]) -> Self {
        let footnote = |(event, _): &Spanned<'_>| match event {
            Event::Start(Tag::FootnoteDefinition(label)) => Some(label.to_string()),
            _ => None,
        };
        let links = parser.reference_definitions().iter().map(|(label, link)| {
            let title = link.title.as_deref().unwrap_or_default().to_owned();
            (normalize(label), (link.dest.to_string(), title))
        });
        Self { links: links.collect(), footnotes: events.iter().filter_map(footnote).collect() }
    }

    /// Parses a text in which they are known. Returns the text as it was parsed, for the ranges of the events.
    pub(super) fn parse(&self, markdown: &str) -> (String, Vec<Spanned<'static>>) {
        let mut text = self.footnotes_of(markdown);
        let start = text.len();
        text.push_str(markdown);
        let find_link = |link: BrokenLink<'_>| {
            let (address, title) = self.links.get(&normalize(&link.reference))?;
            Some((CowStr::from(address.clone()), CowStr::from(title.clone())))
        };
        let parser = Parser::new_with_broken_link_callback(&text, parser_options(), Some(find_link));
        let own = parser.into_offset_iter().filter(|(_, range)| range.start >= start);
        let events = own.map(|(event, range)| (event.into_static(), range)).collect();
        (text, events)
    }

    /// Definitions of the footnotes that a text refers to, which the parser must know; they are of no other use.
    fn footnotes_of(&self, markdown: &str) -> String {
        let label = |(at, _): (usize, &str)| {
            let rest = head(&markdown[at + 2..], MAX_LABEL);
            self.footnotes
                .get(&rest[..rest.find([']', '[', '\n']).filter(|end| rest[*end..].starts_with(']'))?])
        };
        let labels: HashSet<&String> = match self.footnotes.is_empty() {
            true => HashSet::new(),
            false => markdown.match_indices("[^").filter_map(label).collect(),
        };
        let mut labels: Vec<&String> = labels.into_iter().collect();
        labels.sort_unstable();
        let mut text: String = labels.iter().map(|label| format!("[^{label}]: x\n\n")).collect();
        if !text.is_empty() {
            text.push_str(SEPARATOR);
        }
        text
    }
}

/// A label as it is compared: without regard to case and to how much space is between words.
fn normalize(label: &str) -> String {
    collapse_spaces(label).to_lowercase()
}
