//! Rules PIT, TIM, STA, REF and CHK: pitfalls, dates, verdict, reflection, and member checking.

use super::input::{PageLintInput, as_slice, non_blank};
use crate::content::checker::Checker;
use crate::content::enums::{Verdict, WorkStatus};
use crate::diagnostic::{Addition, Severity};
use crate::model::person::Person;
use crate::yaml;

/// The fewest words of a reflection.
const MIN_REFLECTION_WORDS: usize = 40;

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    check_pitfalls(input, checker);
    check_dates(input, checker);
    check_verdict(input, checker);
    check_reflection(input, checker);
    let checked = as_slice(&input.raw.checked_with);
    let by_leads = checked
        .iter()
        .filter_map(|entry| non_blank(&entry.person))
        .any(|id| input.led_by().iter().any(|lead| lead.trim() == id));
    // Without anybody who led that is the error.
    let leads = input.leaders_but_owner();
    if !leads.is_empty() && input.has_started() && !by_leads {
        // Without a date to fill in, a line that is pasted at once would claim what has not happened yet.
        let date = yaml::placeholder("when they read it");
        let entry =
            |lead: &&Person| format!("{{ person: {}, date: {date} }}", yaml::quote_if_needed(&lead.id));
        checker.suggest(
            (Severity::Info, "CHK-01"),
            "checked_with",
            "none of the people who led has reviewed this case study",
            "ask them to read it, and once they have",
            Addition::new("checked_with[]", leads.iter().map(entry).collect::<Vec<_>>().join(", ")),
        );
    }
}

fn check_pitfalls(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let pitfalls = as_slice(&input.raw.pitfalls);
    let mitigation = yaml::placeholder("what you did about it, or “None at the time”");
    if input.has_finished() && pitfalls.is_empty() {
        let what = yaml::placeholder("what went wrong");
        checker.suggest(
            (Severity::Info, "PIT-01"),
            "pitfalls",
            "no pitfalls are recorded",
            "nothing goes perfectly, and panels ask",
            Addition::new("pitfalls[]", format!("{{ what: {what}, mitigation: {mitigation} }}")),
        );
    }
    for (index, pitfall) in pitfalls.iter().enumerate() {
        if non_blank(&pitfall.mitigation).is_none() {
            let field = format!("pitfalls[{index}]");
            let addition = Addition::new(format!("{field}.mitigation"), mitigation.as_str());
            let message = "nothing says what was done about it";
            let help = "“None at the time” is an honest answer";
            checker.suggest((Severity::Warning, "PIT-02"), &field, message, help, addition);
        }
    }
}

fn check_dates(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let (start, end, today) = (input.raw.start, input.raw.end, input.context.today);
    for (index, event) in as_slice(&input.raw.timeline).iter().enumerate() {
        let Some(day) = event.date else { continue };
        let early = start.is_some_and(|start| day.last_day() < start.first_day());
        let late = end.is_some_and(|end| day.first_day() > end.last_day());
        if early || late {
            let when = if early { "before the start" } else { "after the end" };
            let message = format!("{day} is {when} of the work");
            let help = "check the date, or change `start` or `end`";
            checker.warning("TIM-02", &format!("timeline[{index}].date"), message, help);
        }
    }
    if input.raw.status == Some(WorkStatus::Ongoing) {
        if let Some(end) = end.filter(|end| end.last_day() < today) {
            let message = format!("the work is ongoing, but it ended on {end}");
            let help = "if it's still going, remove `end`; if it's over, write `status: completed` and add a \
                `verdict`, an outcome, and a heading `## Reflection`";
            checker.warning("TIM-03", "end", message, help);
        }
        let stale = input.raw.updated.filter(|date| (today - date.last_day()).get_days() > 365);
        if let Some(updated) = stale {
            let message = format!("the work is ongoing, but the page hasn't been updated since {updated}");
            let help = "stale pages look abandoned; bring it up to date, then";
            let addition = Addition::new("updated", today.to_string());
            checker.suggest((Severity::Info, "TIM-04"), "updated", message, help, addition);
        }
    }
    for (field, outcome) in input.quantitative_outcomes() {
        let day = outcome.result.as_ref().and_then(|result| result.date);
        if let Some(day) = day.filter(|day| day.first_day() > today) {
            let message = format!("the result is from {day}, which is in the future");
            checker.warning(
                "TIM-03",
                &format!("{field}.result.date"),
                message,
                "check the date; a goal belongs in `target`",
            );
        }
    }
}

fn check_verdict(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let (message, help) = match (input.raw.status, input.raw.verdict) {
        (Some(WorkStatus::Ongoing), Some(Verdict::Met | Verdict::NotMet)) => (
            "the work is ongoing, but it has a final verdict",
            "write `verdict: too_early` or remove it, or if the work is over, write `status: completed`",
        ),
        (Some(WorkStatus::Completed), Some(Verdict::TooEarly)) => (
            "the work is completed, but the verdict says it's too early to tell",
            "write `status: ongoing` until you know, or give the verdict you have",
        ),
        _ => return,
    };
    checker.warning("STA-04", "verdict", message, help);
}

/// Reports a short reflection. A missing one is reported when the page is resolved.
fn check_reflection(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let heading = input.body.reflection_heading();
    let Some(heading) = heading.filter(|_| input.has_finished()) else { return };
    let words = input.body.reflection().unwrap_or_default().split_whitespace().count();
    if words < MIN_REFLECTION_WORDS {
        let message = format!("the reflection has only {words} words");
        let help = "every rubric asks what went wrong, why, and what you do differently now";
        checker.report_at(Severity::Warning, "REF-01", input.location(None, &heading.range), message, help);
    }
}
