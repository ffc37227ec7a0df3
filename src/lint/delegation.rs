//! Rules DEL and COM: accountability, decision areas, delegation levels, support, and communication.

use super::input::{PageLintInput, as_slice, non_blank};
use crate::content::checker::Checker;
use crate::content::enums::{Cadence, PersonKind, RecruitmentMode};
use crate::content::schema::case_study::{RawCommunication, RawDecision, RawDelegation, RawLevelChange};

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let delegation = input.delegation();
    let highest_level = max_level(&delegation);
    check_accountable(input, checker);
    check_decision_areas(input, &delegation, checker);
    check_levels(input, &delegation, checker);
    check_means(input, &delegation, highest_level, checker);
    check_communication(input, highest_level, checker);
}

/// The highest delegation level at any time, from 1 to 7; 0 when none is recorded.
fn max_level(delegation: &RawDelegation) -> i64 {
    let history = as_slice(&delegation.history).iter().filter_map(|change| change.level);
    history.chain(delegation.level).max().unwrap_or(0)
}

fn check_accountable(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let accountable = non_blank(&input.raw.accountable).and_then(|id| input.find_person(id));
    let is_other =
        accountable.is_some_and(|person| !matches!(person.kind, PersonKind::Owner | PersonKind::Group));
    if is_other && non_blank(&input.raw.accountable_note).is_none() {
        let help = "say it from your side: `accountable_note: \"I was the delegate; the principal stayed accountable\"`";
        checker.warning(
            "DEL-02",
            "accountable",
            "somebody else than you is accountable, and nothing says why",
            help,
        );
    }
    if input.is_led_by_owner_alone() && input.shares_leadership() {
        let message = "only you led, and the page is filed under an approach that shares leadership";
        let help = "name those who led with you in `led_by`, or file it under another approach";
        checker.info("DEL-04", "led_by", message, help);
    }
}

fn check_decision_areas(input: &PageLintInput<'_>, delegation: &RawDelegation, checker: &mut Checker<'_>) {
    let decisions = as_slice(&delegation.decisions);
    if decisions.is_empty() {
        let help = "unclear roles are the commonest pitfall: under `delegation` add `decisions: [{ area: \"Routines\", decided_by: [p-science-lead], level: 5 }]`";
        checker.warning("DEL-05", "delegation", "nothing says who decided what", help);
    }
    for (index, RawDecision { area, decided_by, .. }) in decisions.iter().enumerate() {
        if as_slice(decided_by).is_empty() {
            let message =
                format!("nobody is named who decides about “{}”", non_blank(area).unwrap_or("this"));
            let help = "add `decided_by: [p-science-lead]` with ids from `people.yaml`";
            checker.warning("DEL-05", &format!("delegation.decisions[{index}]"), message, help);
        }
    }
    // A missing level counts as 4, the middle of the scale, which contradicts neither case.
    let level = delegation.level.unwrap_or(4);
    let deciders = || decisions.iter().flat_map(|decision| as_slice(&decision.decided_by));
    let all_owner = deciders().count() > 0 && deciders().all(|id| input.is_owner(id));
    let none_owner = deciders().count() > 0 && !deciders().any(|id| input.is_owner(id));
    if level >= 5 && all_owner {
        let message = format!("the level is {level}, and you decide in every area");
        let help = "lower the level, or name who really decides in `decisions`";
        checker.warning("DEL-13", "delegation.level", message, help);
    } else if level <= 2 && none_owner && as_slice(&delegation.history).is_empty() {
        let message = format!("the level is {level}, and others decide in every area");
        let help = "raise the level, or name yourself where you decide";
        checker.warning("DEL-13", "delegation.level", message, help);
    }
}

fn check_levels(input: &PageLintInput<'_>, delegation: &RawDelegation, checker: &mut Checker<'_>) {
    let history = as_slice(&delegation.history);
    // A level outside of the scale is reported when the page is resolved.
    let is_valid = |level: &i64| (1..=7).contains(level);
    let last = history.last().and_then(|change| change.level).filter(is_valid);
    if let (Some(level), Some(last)) = (delegation.level.filter(is_valid), last)
        && level != last
    {
        let message = format!("`level` is {level}, and the last entry of `history` is {last}");
        let help = format!(
            "`level` is the level now, or at the end: write `level: {last}`, or add the last change to `history`"
        );
        checker.error("DEL-08", "delegation.level", message, help);
    }
    for (index, pair) in history.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let field = format!("delegation.history[{}]", index + 1);
        if let (Some(earlier), Some(later)) = (before.date, after.date)
            && later.last_day() < earlier.first_day()
        {
            let message = format!("`history` goes back in time: {later} stands after {earlier}");
            checker.error("DEL-08", &field, message, "put the earliest change first");
        }
        check_unexplained_drop(input, before, after, &field, checker);
    }
    if delegation.level.is_some_and(|level| level <= 2) && input.shares_leadership() {
        let message =
            "the work ended with you deciding, and is filed under an approach that shares leadership";
        let help =
            "telling is not distributing: explain it in the reflection, or file it under another approach";
        checker.info("DEL-09", "delegation.level", message, help);
    }
}

/// Reports a level that falls by two or more with no event in the timeline within the same month or months.
fn check_unexplained_drop(
    input: &PageLintInput<'_>,
    before: &RawLevelChange,
    after: &RawLevelChange,
    field: &str,
    checker: &mut Checker<'_>,
) {
    let (Some(from), Some(to), Some(day)) = (before.level, after.level, after.date) else { return };
    let is_explained = as_slice(&input.raw.timeline).iter().filter_map(|event| event.date).any(|date| {
        let (first, last) = (day.first_day().first_of_month(), day.last_day().last_of_month());
        date.last_day() >= first && date.first_day() <= last
    });
    if from - to >= 2 && !is_explained {
        let message =
            format!("the level fell from {from} to {to}, and the timeline says nothing of that month");
        let help = format!("add it to `timeline`: `{{ date: {day}, kind: setback, event: \"…\" }}`");
        checker.warning("DEL-12", field, message, help);
    }
}

fn check_means(
    input: &PageLintInput<'_>,
    delegation: &RawDelegation,
    highest_level: i64,
    checker: &mut Checker<'_>,
) {
    if highest_level >= 5 && as_slice(&delegation.retained).is_empty() {
        let message = format!("level {highest_level} was given, and nothing says what you kept");
        let help = "you can hand over the decision, never the responsibility: under `delegation` add `retained: [\"Safety; answering to families\"]`";
        if highest_level >= 6 {
            checker.error("DEL-06", "delegation", message, help);
        } else {
            checker.warning("DEL-06", "delegation", message, help);
        }
    }
    if highest_level >= 5 && non_blank(&delegation.take_back).is_none() {
        let message = format!("level {highest_level} was given, and nothing says when you would step in");
        let help = "an unannounced rescue breeds resentment: under `delegation` add `take_back: \"Only for safety, and I say so first\"`";
        checker.warning("DEL-07", "delegation", message, help);
    }
    if as_slice(&delegation.support).is_empty() && input.has_started() {
        let help = "authority needs means: under `delegation` add `support: [{ kind: time, what: \"One class cover a fortnight\" }]`";
        checker.warning("DEL-10", "delegation", "no support is recorded for those who led", help);
    }
    match delegation.joined {
        None if !input.is_led_by_owner_alone() => {
            let help = "could they have said no? under `delegation` add `joined: volunteered`, `invited`, `elected` or `assigned`";
            checker.warning("DEL-11", "delegation", "nothing says how people came to lead", help);
        }
        Some(RecruitmentMode::Assigned) if delegation.level.is_some_and(|level| level >= 5) => {
            let message =
                "people were assigned and given much freedom; readers will ask whether they could refuse";
            checker.info("DEL-11", "delegation.joined", message, "say in the text how you made sure");
        }
        _ => {}
    }
}

fn check_communication(input: &PageLintInput<'_>, highest_level: i64, checker: &mut Checker<'_>) {
    let RawCommunication { channels, check_ins, escalation, record } =
        input.raw.communication.clone().unwrap_or_default();
    let check_ins = as_slice(&check_ins);
    if check_ins.is_empty() && input.has_started() {
        let help = "stepping back is not stepping away: under `communication` add `check_ins: [{ with: [p-science-lead], cadence: fortnightly, minutes: 25 }]`";
        checker.warning("COM-01", "communication", "no check-ins are recorded", help);
    }
    if as_slice(&channels).is_empty() && non_blank(&record).is_none() {
        let help = "under `communication` add `channels: [\"Minutes in the staff folder\"]`, or `record` with the id of an artifact";
        checker.warning("COM-02", "communication", "no channel and no shared record is named", help);
    }
    if highest_level >= 5 && non_blank(&escalation).is_none() {
        let help = "under `communication` add `escalation: \"Either lead can call me the same day\"`";
        let message = format!("level {highest_level} was given, and nothing says how a problem reaches you");
        checker.warning("COM-04", "communication", message, help);
    }
    let Some(days) = duration_days(input) else { return };
    for (index, check_in) in check_ins.iter().enumerate() {
        let interval = match check_in.cadence {
            Some(Cadence::Weekly) => 7,
            Some(Cadence::Fortnightly) => 14,
            Some(Cadence::Monthly) => 30,
            Some(Cadence::Termly) => 90,
            Some(Cadence::Daily | Cadence::AsNeeded) | None => continue,
        };
        if interval * 4 > days {
            let message = format!("the work lasted {days} days, and this check-in came every {interval}");
            let field = format!("communication.check_ins[{index}]");
            checker.info("COM-03", &field, message, "say how else you heard of problems in time");
        }
    }
}

/// The duration of the work in days; `None` while it has no end or when its dates are in the wrong order.
fn duration_days(input: &PageLintInput<'_>) -> Option<i32> {
    let (start, end) = (input.raw.start?.first_day(), input.raw.end?.last_day());
    Some((end - start).get_days()).filter(|days| *days > 0)
}
