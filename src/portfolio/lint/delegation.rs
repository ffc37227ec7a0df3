//! DEL and COM: was anything handed over, with what means, and who stayed in touch?

use super::{Case, list, present};
use crate::content::schema::{RawCommunication, RawDecision, RawDelegation, RawLevelChange};
use crate::content::vocabulary::{Cadence, Joined, PersonKind};
use crate::portfolio::checker::Checker;

pub(super) fn check(case: &Case<'_>, checker: &mut Checker<'_>) {
    let delegation = case.delegation();
    let ever = highest(&delegation);
    who_answers(case, checker);
    decision_areas(case, &delegation, checker);
    levels(case, &delegation, checker);
    means(case, &delegation, ever, checker);
    contact(case, ever, checker);
}

/// The highest level that was ever in force.
fn highest(delegation: &RawDelegation) -> i64 {
    let history = list(&delegation.history).iter().filter_map(|it| it.level);
    history.chain(delegation.level).max().unwrap_or(0)
}

fn who_answers(case: &Case<'_>, checker: &mut Checker<'_>) {
    let answerable = present(&case.raw.accountable).and_then(|it| case.person(it));
    let is_other = answerable.is_some_and(|it| !matches!(it.kind, PersonKind::Owner | PersonKind::Group));
    if is_other && present(&case.raw.accountable_note).is_none() {
        let help = "say it from your side: `accountable_note: \"I was the delegate; the principal stayed accountable\"`";
        checker.warning(
            "DEL-02",
            "accountable",
            "somebody else than you is accountable, and nothing says why",
            help,
        );
    }
    if case.led_alone() && case.is_distributing() {
        let message = "only you led, and the page is filed under an approach that shares leadership";
        let help = "name those who led with you in `led_by`, or file it under another approach";
        checker.hint("DEL-04", "led_by", message, help);
    }
}

fn decision_areas(case: &Case<'_>, delegation: &RawDelegation, checker: &mut Checker<'_>) {
    let decisions = list(&delegation.decisions);
    if decisions.is_empty() {
        let help = "unclear roles are the commonest pitfall: under `delegation` add `decisions: [{ area: \"Routines\", decided_by: [p-science-lead], level: 5 }]`";
        checker.warning("DEL-05", "delegation", "nothing says who decided what", help);
    }
    for (at, RawDecision { area, decided_by, .. }) in decisions.iter().enumerate() {
        if list(decided_by).is_empty() {
            let message = format!("nobody is named who decides about “{}”", present(area).unwrap_or("this"));
            let help = "add `decided_by: [p-science-lead]` with ids from `people.yaml`";
            checker.warning("DEL-05", &format!("delegation.decisions[{at}]"), message, help);
        }
    }
    let level = delegation.level.unwrap_or(4);
    let deciders = || decisions.iter().flat_map(|it| list(&it.decided_by));
    let all_owner = deciders().count() > 0 && deciders().all(|it| case.is_owner(it));
    let none_owner = deciders().count() > 0 && !deciders().any(|it| case.is_owner(it));
    if level >= 5 && all_owner {
        let message = format!("the level is {level}, and you decide in every area");
        let help = "lower the level, or name who really decides in `decisions`";
        checker.warning("DEL-13", "delegation.level", message, help);
    } else if level <= 2 && none_owner && list(&delegation.history).is_empty() {
        let message = format!("the level is {level}, and others decide in every area");
        let help = "raise the level, or name yourself where you decide";
        checker.warning("DEL-13", "delegation.level", message, help);
    }
}

fn levels(case: &Case<'_>, delegation: &RawDelegation, checker: &mut Checker<'_>) {
    let history = list(&delegation.history);
    // A level that does not exist is told when the page is resolved.
    let exists = |it: &i64| (1..=7).contains(it);
    let last = history.last().and_then(|it| it.level).filter(exists);
    if let (Some(level), Some(last)) = (delegation.level.filter(exists), last)
        && level != last
    {
        let message = format!("`level` is {level}, and the last entry of `history` is {last}");
        let help = format!(
            "`level` is the level now, or at the end: write `level: {last}`, or add the last change to `history`"
        );
        checker.error("DEL-08", "delegation.level", message, help);
    }
    for (at, pair) in history.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let field = format!("delegation.history[{}]", at + 1);
        if let (Some(one), Some(two)) = (before.date, after.date)
            && two.last_day() < one.first_day()
        {
            let message = format!("`history` goes back in time: {two} stands after {one}");
            checker.error("DEL-08", &field, message, "put the earliest change first");
        }
        silent_fall(case, before, after, &field, checker);
    }
    if delegation.level.is_some_and(|it| it <= 2) && case.is_distributing() {
        let message =
            "the work ended with you deciding, and is filed under an approach that shares leadership";
        let help =
            "telling is not distributing: explain it in the reflection, or file it under another approach";
        checker.hint("DEL-09", "delegation.level", message, help);
    }
}

/// A level that falls without a word is how people learn not to trust a handover.
fn silent_fall(
    case: &Case<'_>,
    before: &RawLevelChange,
    after: &RawLevelChange,
    field: &str,
    checker: &mut Checker<'_>,
) {
    let (Some(from), Some(to), Some(day)) = (before.level, after.level, after.date) else { return };
    let told = list(&case.raw.timeline).iter().filter_map(|it| it.date).any(|it| {
        let (first, last) = (day.first_day().first_of_month(), day.last_day().last_of_month());
        it.last_day() >= first && it.first_day() <= last
    });
    if from - to >= 2 && !told {
        let message =
            format!("the level fell from {from} to {to}, and the timeline says nothing of that month");
        let help = format!("add it to `timeline`: `{{ date: {day}, kind: setback, event: \"…\" }}`");
        checker.warning("DEL-12", field, message, help);
    }
}

fn means(case: &Case<'_>, delegation: &RawDelegation, ever: i64, checker: &mut Checker<'_>) {
    if ever >= 5 && list(&delegation.retained).is_empty() {
        let message = format!("level {ever} was given, and nothing says what you kept");
        let help = "you can hand over the decision, never the responsibility: under `delegation` add `retained: [\"Safety; answering to families\"]`";
        if ever >= 6 {
            checker.error("DEL-06", "delegation", message, help);
        } else {
            checker.warning("DEL-06", "delegation", message, help);
        }
    }
    if ever >= 5 && present(&delegation.take_back).is_none() {
        let message = format!("level {ever} was given, and nothing says when you would step in");
        let help = "an unannounced rescue breeds resentment: under `delegation` add `take_back: \"Only for safety, and I say so first\"`";
        checker.warning("DEL-07", "delegation", message, help);
    }
    if list(&delegation.support).is_empty() && case.started() {
        let help = "authority needs means: under `delegation` add `support: [{ kind: time, what: \"One class cover a fortnight\" }]`";
        checker.warning("DEL-10", "delegation", "no support is recorded for those who led", help);
    }
    match delegation.joined {
        None if !case.led_alone() => {
            let help = "could they have said no? under `delegation` add `joined: volunteered`, `invited`, `elected` or `assigned`";
            checker.warning("DEL-11", "delegation", "nothing says how people came to lead", help);
        }
        Some(Joined::Assigned) if delegation.level.is_some_and(|it| it >= 5) => {
            let message =
                "people were assigned and given much freedom; readers will ask whether they could refuse";
            checker.hint("DEL-11", "delegation.joined", message, "say in the text how you made sure");
        }
        _ => {}
    }
}

fn contact(case: &Case<'_>, ever: i64, checker: &mut Checker<'_>) {
    let RawCommunication { channels, check_ins, escalation, record } =
        case.raw.communication.clone().unwrap_or_default();
    let check_ins = list(&check_ins);
    if check_ins.is_empty() && case.started() {
        let help = "stepping back is not stepping away: under `communication` add `check_ins: [{ with: [p-science-lead], cadence: fortnightly, minutes: 25 }]`";
        checker.warning("COM-01", "communication", "no check-ins are recorded", help);
    }
    if list(&channels).is_empty() && present(&record).is_none() {
        let help = "under `communication` add `channels: [\"Minutes in the staff folder\"]`, or `record` with the id of an artifact";
        checker.warning("COM-02", "communication", "no channel and no shared record is named", help);
    }
    if ever >= 5 && present(&escalation).is_none() {
        let help = "under `communication` add `escalation: \"Either lead can call me the same day\"`";
        let message = format!("level {ever} was given, and nothing says how a problem reaches you");
        checker.warning("COM-04", "communication", message, help);
    }
    let Some(days) = duration(case) else { return };
    for (at, check_in) in check_ins.iter().enumerate() {
        let every = match check_in.cadence {
            Some(Cadence::Weekly) => 7,
            Some(Cadence::Fortnightly) => 14,
            Some(Cadence::Monthly) => 30,
            Some(Cadence::Termly) => 90,
            Some(Cadence::Daily | Cadence::AsNeeded) | None => continue,
        };
        if every * 4 > days {
            let message = format!("the work lasted {days} days, and this check-in came every {every}");
            let field = format!("communication.check_ins[{at}]");
            checker.hint("COM-03", &field, message, "say how else you heard of problems in time");
        }
    }
}

/// How many days the work lasted, when it has ended.
fn duration(case: &Case<'_>) -> Option<i32> {
    let (start, end) = (case.raw.start?.first_day(), case.raw.end?.last_day());
    Some((end - start).get_days()).filter(|it| *it > 0)
}
