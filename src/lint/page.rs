//! Runs the rules of all families on one page, and applies the author's acknowledgements.

use std::collections::HashMap;

use super::input::{LintContext, PageLintInput, non_blank};
use super::prose::Prose;
use super::{capitals, claims, delegation, evidence, outcomes, people, reading, story};
use crate::content::checker::Checker;
use crate::content::document::{Body, Document};
use crate::content::schema::case_study::RawCaseStudy;
use crate::content::schema::page::RawLintAllow;
use crate::diagnostic::{Diagnostics, Severity};
use crate::rules::RuleTrait;

/// Runs all rules for a single case study.
pub(crate) fn check_study(
    document: &Document<RawCaseStudy>,
    context: &LintContext<'_>,
    checker: &mut Checker<'_>,
) {
    let RawCaseStudy { title, summary, status_reason, problem, lesson, accountable_note, .. } = &document.raw;
    let headlines = [
        ("title", title),
        ("summary", summary),
        ("status_reason", status_reason),
        ("problem", problem),
        ("lesson", lesson),
        ("accountable_note", accountable_note),
    ];
    let headlines =
        headlines.into_iter().filter_map(|(field, text)| Some((field, Prose::new(non_blank(text)?))));
    let input = PageLintInput {
        raw: &document.raw,
        body: &document.body,
        is_complete: document.is_complete,
        prose: Prose::new(document.body.text()),
        headlines: headlines.collect(),
        context,
    };
    delegation::check(&input, checker);
    story::check(&input, checker);
    outcomes::check(&input, checker);
    claims::check(&input, checker);
    people::check(&input, checker);
    evidence::check(&input, checker);
    capitals::check(&input, checker);
    reading::check(&input, checker);
}

/// Runs the rules for pages that are not case studies: personal data in the body, and capitals in title and headings.
pub(crate) fn check_page(title: &str, body: &Body, context: &LintContext<'_>, checker: &mut Checker<'_>) {
    let raw = RawCaseStudy::default();
    let input = PageLintInput {
        raw: &raw,
        body,
        is_complete: true,
        prose: Prose::new(body.text()),
        headlines: vec![("title", Prose::new(title))],
        context,
    };
    people::check_page(&input, checker);
    capitals::check(&input, checker);
    reading::check(&input, checker);
}

/// The reasons that a file gives for accepting a rule, by file and rule.
pub(crate) fn accepted_by<'a>(
    acknowledged: &'a [RawLintAllow],
    path: &'a str,
) -> HashMap<(&'a str, &'a str), &'a str> {
    let accepted = acknowledged
        .iter()
        .filter_map(|RawLintAllow { rule, why }| Some(((path, non_blank(rule)?), non_blank(why)?)));
    accepted.collect()
}

/// Marks the diagnostics that the author accepts as such, so that they stay recorded but are not reported. `accepted` has the
/// reason by file and rule. Errors cannot be accepted, but for those that judge a text by its look.
pub(crate) fn accept_diagnostics(accepted: &HashMap<(&str, &str), &str>, diagnostics: &mut Diagnostics) {
    if accepted.is_empty() {
        return;
    }
    diagnostics.update(|diagnostic| {
        let is_acceptable =
            diagnostic.severity != Severity::Error || diagnostic.has_trait(RuleTrait::JudgesByLook);
        if let Some(why) =
            accepted.get(&(diagnostic.path.as_str(), diagnostic.rule)).filter(|_| is_acceptable)
        {
            diagnostic.accepted = Some((*why).to_owned());
        }
    });
}
