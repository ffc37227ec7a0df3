//! Markup of other programs that no converter knew: citations, cross-references, and what else readers would see as code.

use super::page_context::PageContext;
use crate::content::markdown::{Dialect, MarkdownFinding, parse_outline};
use crate::rules::{RuleTrait, has_trait};

/// How often a body is looked through: one look finds a bounded number.
const MAX_PASSES: usize = 40;

/// Replaces what is left of it, or lists it.
pub(super) fn convert(body: &str, page: &mut PageContext<'_>) -> String {
    let mut body = body.to_owned();
    if !body.contains(['{', '[', '^', '@', '+']) {
        return body;
    }
    for _ in 0..MAX_PASSES {
        let findings = parse_outline(&body, Dialect::default()).findings;
        let found: Vec<MarkdownFinding> = findings
            .into_iter()
            .filter(|finding| has_trait(finding.rule, RuleTrait::FindsForeignMarkup))
            .collect();
        let changed = replace(&body, &found, page);
        if changed == body {
            break;
        }
        body = changed;
    }
    body
}

fn replace(body: &str, findings: &[MarkdownFinding], page: &mut PageContext<'_>) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for finding in findings {
        let (range, text) = match &finding.fix {
            Some((range, text)) => (range.clone(), text.clone()),
            None => (finding.range.clone(), text_of(&body[finding.range.clone()], &finding.message, page)),
        };
        if range.start >= at {
            out.push_str(&body[at..range.start]);
            out.push_str(&text);
            at = range.end;
        }
    }
    out + &body[at..]
}

/// What takes the place of a piece of markup.
fn text_of(source: &str, message: &str, page: &mut PageContext<'_>) -> String {
    let keys = source.trim_matches(['[', ']']).replace("-@", "").replace('@', "");
    if message.contains("citation") {
        page.note(&format!(
            "it cites `{keys}`: write the author and year in the text, and the source in a footnote"
        ));
        return format!("({keys})");
    }
    if message.contains("cross-reference") {
        page.note(&format!("it refers to `{keys}`: write what readers see there, such as “the table above”"));
        return keys;
    }
    if message.contains("wiki link") {
        let words = source.trim_matches(['[', ']']);
        return words.rsplit('|').next().unwrap_or(words).to_owned();
    }
    if message.contains("grid table") {
        return source.to_owned();
    }
    page.omit(source, "markup of the program that built the site");
    String::new()
}
