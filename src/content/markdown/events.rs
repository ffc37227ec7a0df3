//! Parses a body into events, as both the outline and the renderer read them.
//!
//! The parser's events pass through these steps: text that it would misread is masked ([`masking`](super::masking)), raw
//! HTML becomes Markdown ([`html`](super::html)), and text gets links and typographic marks ([`inline`](super::inline)).

use pulldown_cmark::Parser;

use super::definitions::Definitions;
use super::dialect::{Dialect, parser_options};
use super::findings::MarkdownFinding;
use super::html_tags::HtmlReport;
use super::spanned::Spanned;
use super::{foreign, html, inline, masking};

/// How often a body is parsed anew because of what was masked.
const MAX_PASSES: usize = 3;

/// The events of a body.
#[derive(Debug, Default)]
pub(super) struct ParsedBody<'a> {
    pub(super) events: Vec<Spanned<'a>>,
    /// What became of raw HTML.
    pub(super) html: HtmlReport,
    /// What the parser read differently from what the author meant.
    pub(super) findings: Vec<MarkdownFinding>,
}

/// Parses a body.
pub(super) fn parse(body: &str, dialect: Dialect) -> ParsedBody<'_> {
    let options = parser_options();
    let mut parser = Parser::new_ext(body, options).into_offset_iter();
    let mut events: Vec<Spanned<'_>> = parser.by_ref().collect();
    let definitions = Definitions::new(&parser, &events);
    let mut mask = masking::find_misread(body, &events);
    // Money that is masked may leave other dollar signs to pair.
    for _ in 0..MAX_PASSES {
        let Some(masked) = mask.apply(body) else { break };
        let parsed = Parser::new_ext(&masked, options).into_offset_iter();
        let restore = |(event, range)| (mask.restore(body, &masked, event, &range).into_static(), range);
        events = parsed.map(restore).collect();
        if !mask.mask_money(&events) {
            break;
        }
    }
    let mut findings = std::mem::take(&mut mask.findings);
    findings.extend(foreign::find_foreign_marks(body, &events, dialect));
    let events = mask.insert_callouts(events);
    let (events, html) = html::convert(body, events, dialect, definitions);
    let events = inline::rewrite_text(body, events, dialect);
    ParsedBody { events, html, findings }
}
