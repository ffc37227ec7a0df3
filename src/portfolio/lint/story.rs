//! PIT, TIM, STA, REF and CHK: is the story whole, in order, and honest about how it went?

use super::{Case, list, present};
use crate::content::markdown::Heading;
use crate::content::vocabulary::{Status, Verdict};
use crate::diagnostic::Severity;
use crate::portfolio::checker::Checker;

/// A reflection of fewer words says little.
const REFLECTION: usize = 40;

pub(super) fn check(case: &Case<'_>, checker: &mut Checker<'_>) {
    pitfalls(case, checker);
    times(case, checker);
    verdicts(case, checker);
    reflection(case, checker);
    let checked = list(&case.raw.checked_with);
    let by_leads = checked
        .iter()
        .filter_map(|it| present(&it.person))
        .any(|it| case.led_by().iter().any(|lead| lead.trim() == it));
    if case.started() && !case.led_alone() && !by_leads {
        let help =
            "ask them to read it; then add `checked_with: [{ person: p-science-lead, date: 2025-06-24 }]`";
        let message = "none of those who led has read this account";
        checker.hint("CHK-01", "checked_with", message, help);
    }
}

fn pitfalls(case: &Case<'_>, checker: &mut Checker<'_>) {
    let pitfalls = list(&case.raw.pitfalls);
    if case.finished() && pitfalls.is_empty() {
        let help = "nothing goes perfectly, and panels ask: add `pitfalls: [{ kind: unclear_roles, what: \"…\", mitigation: \"…\" }]`";
        checker.hint("PIT-01", "pitfalls", "no pitfalls are recorded", help);
    }
    for (at, pitfall) in pitfalls.iter().enumerate() {
        if present(&pitfall.mitigation).is_none() {
            let help = "add `mitigation: \"…\"`; “None at the time” is an honest answer";
            checker.warning(
                "PIT-02",
                &format!("pitfalls[{at}]"),
                "nothing says what was done about it",
                help,
            );
        }
    }
}

fn times(case: &Case<'_>, checker: &mut Checker<'_>) {
    let (start, end, today) = (case.raw.start, case.raw.end, case.around.today);
    for (at, event) in list(&case.raw.timeline).iter().enumerate() {
        let Some(day) = event.date else { continue };
        let early = start.is_some_and(|it| day.last_day() < it.first_day());
        let late = end.is_some_and(|it| day.first_day() > it.last_day());
        if early || late {
            let when = if early { "before the start" } else { "after the end" };
            let message = format!("{day} is {when} of the work");
            let help = "check the date, or move `start` or `end`";
            checker.warning("TIM-02", &format!("timeline[{at}].date"), message, help);
        }
    }
    if case.raw.status == Some(Status::Ongoing) {
        if let Some(end) = end.filter(|it| it.last_day() < today) {
            let message = format!("the work is ongoing and ended on {end}");
            checker.warning("TIM-03", "end", message, "write `status: completed`, or take `end` out");
        }
        let stale = case.raw.updated.filter(|it| (today - it.last_day()).get_days() > 365);
        if let Some(updated) = stale {
            let message = format!("the work is ongoing and the page is from {updated}");
            let help = "stale pages read as abandoned: bring it up to date, then set `updated`";
            checker.hint("TIM-04", "updated", message, help);
        }
    }
    for (field, outcome) in case.measured() {
        let day = outcome.result.as_ref().and_then(|it| it.date);
        if let Some(day) = day.filter(|it| it.first_day() > today) {
            let message = format!("the result is from {day}, which is still to come");
            checker.warning(
                "TIM-03",
                &format!("{field}.result.date"),
                message,
                "check the date; an aim is a `target`",
            );
        }
    }
}

fn verdicts(case: &Case<'_>, checker: &mut Checker<'_>) {
    let (message, help) = match (case.raw.status, case.raw.verdict) {
        (Some(Status::Ongoing), Some(Verdict::Met | Verdict::NotMet)) => (
            "the work is ongoing and has a final verdict",
            "write `verdict: too_early` or take it out, or write `status: completed`",
        ),
        (Some(Status::Completed), Some(Verdict::TooEarly)) => (
            "the work is completed and it is too early to say how it went",
            "write `status: ongoing` until you know, or give the verdict that you have",
        ),
        _ => return,
    };
    checker.warning("STA-04", "verdict", message, help);
}

/// That there is one is asked when the page is resolved.
fn reflection(case: &Case<'_>, checker: &mut Checker<'_>) {
    let is_it = |it: &&Heading| it.title.eq_ignore_ascii_case("reflection");
    let Some(own) = case.body.outline.headings.iter().find(is_it).filter(|_| case.finished()) else { return };
    let words = case.body.section("reflection").unwrap_or_default().split_whitespace().count();
    if words < REFLECTION {
        let message = format!("the reflection has {words} words");
        let help = "what went wrong, why, and what do you do differently since? every rubric asks";
        checker.at(Severity::Warning, "REF-01", case.place(None, &own.range), message, help);
    }
}
