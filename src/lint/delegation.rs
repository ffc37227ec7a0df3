//! Rules DEL and COM: accountability, decision areas, delegation levels, support, and communication.

use super::input::{PageLintInput, accept, as_slice, non_blank};
use crate::content::checker::Checker;
use crate::content::enums::{Cadence, PersonKind, RecruitmentMode};
use crate::content::schema::case_study::{RawCommunication, RawDecision, RawDelegation, RawLevelChange};
use crate::diagnostic::{Addition, Severity};
use crate::yaml;

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let delegation = input.delegation();
    let highest_level = max_level(&delegation);
    check_accountable(input, checker);
    // Without any `delegation` its missing level is the error, and the rest would only follow from that.
    if input.raw.delegation.is_some() {
        check_decision_areas(input, &delegation, checker);
        check_levels(input, &delegation, checker);
        check_means(input, &delegation, highest_level, checker);
    }
    check_communication(input, highest_level, checker);
}

/// The highest delegation level at any time, from 1 to 7; 0 when none is recorded. Levels that do not exist are reported
/// elsewhere and do not count.
fn max_level(delegation: &RawDelegation) -> i64 {
    let history = as_slice(&delegation.history).iter().filter_map(|change| change.level);
    history.chain(delegation.level).filter(|level| (1..=7).contains(level)).max().unwrap_or(0)
}

fn check_accountable(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let accountable = non_blank(&input.raw.accountable).and_then(|id| input.find_person(id));
    let is_other =
        accountable.is_some_and(|person| !matches!(person.kind, PersonKind::Owner | PersonKind::Group));
    if is_other && non_blank(&input.raw.accountable_note).is_none() {
        checker.suggest(
            (Severity::Warning, "DEL-02"),
            "accountable",
            "someone other than you is accountable, but nothing says why",
            "explain it from your side",
            Addition::new(
                "accountable_note",
                yaml::placeholder("why they were accountable, and what your part was"),
            ),
        );
    }
    if input.is_led_by_owner_alone() && input.shares_leadership() {
        let message = "only you led, but the page is filed under an approach that shares leadership";
        let help =
            "name the people who led with you in `led_by`, or file the page under a different approach";
        checker.info("DEL-04", "led_by", message, help);
    }
}

fn check_decision_areas(input: &PageLintInput<'_>, delegation: &RawDelegation, checker: &mut Checker<'_>) {
    let decisions = as_slice(&delegation.decisions);
    let example = input.example_people();
    if let (true, Some(person)) = (decisions.is_empty(), &example) {
        // An area at the level of the whole contradicts nothing.
        let level = delegation.level.filter(|level| (1..=7).contains(level));
        let level = level.map(|level| format!(", level: {level}")).unwrap_or_default();
        let area = yaml::placeholder("what they decided about");
        let value = format!("[{{ area: {area}, decided_by: [{person}]{level} }}]");
        checker.suggest(
            (Severity::Warning, "DEL-05"),
            "delegation",
            "nothing says who decided what",
            "unclear roles are the most common pitfall",
            Addition::new("delegation.decisions", value),
        );
    }
    for (index, RawDecision { area, decided_by, .. }) in decisions.iter().enumerate() {
        if as_slice(decided_by).is_empty() {
            let message = format!("no one is named to decide about “{}”", non_blank(area).unwrap_or("this"));
            let Some(person) = &example else { continue };
            let field = format!("delegation.decisions[{index}]");
            let addition = Addition::new(format!("{field}.decided_by"), format!("[{person}]"));
            let help = "use ids from `people.yaml`; for example";
            checker.suggest((Severity::Warning, "DEL-05"), &field, message, help, addition);
        }
    }
    // A missing level counts as 4, the middle of the scale, which contradicts neither case.
    let level = delegation.level.unwrap_or(4);
    let deciders = || decisions.iter().flat_map(|decision| as_slice(&decision.decided_by));
    let all_owner = deciders().count() > 0 && deciders().all(|id| input.is_owner(id));
    let none_owner = deciders().count() > 0 && !deciders().any(|id| input.is_owner(id));
    if level >= 5 && all_owner {
        let message = format!("the level is {level}, but you decide in every area");
        let help = "lower the level, or in `decisions` name the people who really decide";
        checker.warning("DEL-13", "delegation.level", message, help);
    } else if level <= 2 && none_owner && as_slice(&delegation.history).is_empty() {
        let message = format!("the level is {level}, but others decide in every area");
        let help = "raise the level, or name yourself in the areas where you decide";
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
        let message = format!("`level` is {level}, but the last entry in `history` is {last}");
        checker.suggest(
            (Severity::Error, "DEL-08"),
            "delegation.level",
            message,
            "`level` is the current or final level: add the last change to `history`, or correct the level",
            Addition::new("delegation.level", last.to_string()),
        );
    }
    for (index, pair) in history.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let field = format!("delegation.history[{}]", index + 1);
        if let (Some(earlier), Some(later)) = (before.date, after.date)
            && later.last_day() < earlier.first_day()
        {
            let message = format!("`history` is out of order: {later} comes after {earlier}");
            checker.error("DEL-08", &field, message, "put the earliest change first");
        }
        check_unexplained_drop(input, before, after, &field, checker);
    }
    if delegation.level.is_some_and(|level| level <= 2) && input.shares_leadership() {
        let message = "the work ended with you deciding, but the page is filed under an approach that shares \
            leadership";
        let help = "telling isn't sharing leadership; file the page under a different approach, or explain why and \
            accept this note";
        let addition = accept("DEL-09", "where the page says why you decided in the end");
        checker.suggest((Severity::Info, "DEL-09"), "delegation.level", message, help, addition);
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
            format!("the level dropped from {from} to {to}, but the timeline says nothing about that month");
        let event = yaml::placeholder("what happened, and why the decision came back to you");
        let value = format!("{{ date: {day}, kind: setback, event: {event} }}");
        let addition = Addition::new("timeline[]", value);
        checker.suggest((Severity::Warning, "DEL-12"), field, message, "say what happened", addition);
    }
}

fn check_means(
    input: &PageLintInput<'_>,
    delegation: &RawDelegation,
    highest_level: i64,
    checker: &mut Checker<'_>,
) {
    if highest_level >= 5 && as_slice(&delegation.retained).is_empty() {
        checker.suggest(
            (Severity::Warning, "DEL-06"),
            "delegation",
            format!("level {highest_level} was given, but nothing says what you kept"),
            "you can delegate the decision, but never the responsibility",
            Addition::new("delegation.retained", format!("[{}]", yaml::placeholder("what stayed with you"))),
        );
    }
    if highest_level >= 5 && non_blank(&delegation.take_back).is_none() {
        checker.suggest(
            (Severity::Warning, "DEL-07"),
            "delegation",
            format!("level {highest_level} was given, but nothing says when you would step in"),
            "people resent a rescue they didn't see coming",
            Addition::new(
                "delegation.take_back",
                yaml::placeholder("when you would step in, and how they would find out"),
            ),
        );
    }
    if as_slice(&delegation.support).is_empty() && input.has_started() {
        checker.suggest(
            (Severity::Warning, "DEL-10"),
            "delegation",
            "no support is recorded for the people who led",
            "authority needs resources",
            Addition::new(
                "delegation.support",
                format!("[{{ what: {} }}]", yaml::placeholder("the time, training, or money they got")),
            ),
        );
    }
    match delegation.joined {
        None if !input.is_led_by_owner_alone() => {
            checker.suggest(
                (Severity::Warning, "DEL-11"),
                "delegation",
                "nothing says how people came to lead",
                "readers will ask whether they could have said no",
                Addition::new("delegation.joined", RecruitmentMode::placeholder()),
            );
        }
        Some(RecruitmentMode::Assigned) if delegation.level.is_some_and(|level| level >= 5) => {
            let message =
                "people were assigned and given a lot of freedom; readers will ask whether they could refuse";
            let help = "in the text, say how they could refuse, and accept this note";
            let addition = accept("DEL-11", "where the page says how they could refuse");
            checker.suggest((Severity::Info, "DEL-11"), "delegation.joined", message, help, addition);
        }
        _ => {}
    }
}

fn check_communication(input: &PageLintInput<'_>, highest_level: i64, checker: &mut Checker<'_>) {
    let RawCommunication { channels, check_ins, escalation, record } =
        input.raw.communication.clone().unwrap_or_default();
    let check_ins = as_slice(&check_ins);
    let person = input.example_people().unwrap_or_else(|| yaml::placeholder("an id from people.yaml"));
    let check_in = format!("[{{ with: [{person}], cadence: {} }}]", Cadence::placeholder());
    let channel = format!("[{}]", yaml::placeholder("where notes are kept"));
    let way = yaml::placeholder("how a problem reaches you");
    // Three lines that each begin a `communication` of their own would be an error, so one begins it for all.
    let addition = |field: &str, value: &str| match input.raw.communication {
        Some(_) => Addition::new(format!("communication.{field}"), value),
        None => Addition::new(
            "communication",
            format!("{{ channels: {channel}, check_ins: {check_in}, escalation: {way} }}"),
        ),
    };
    let mut suggest = |rule: &'static str, message: String, help: &str, addition: Addition| {
        checker.suggest((Severity::Warning, rule), "communication", message, help, addition);
    };
    if check_ins.is_empty() && input.has_started() {
        let help = "stepping back isn't stepping away";
        let addition = addition("check_ins", &check_in);
        suggest("COM-01", "no check-ins are recorded".to_owned(), help, addition);
    }
    if as_slice(&channels).is_empty() && non_blank(&record).is_none() {
        let help = "say where notes are kept, or name an artifact in `record`";
        let addition = addition("channels", &channel);
        suggest("COM-02", "no communication channel or shared record is listed".to_owned(), help, addition);
    }
    if highest_level >= 5 && non_blank(&escalation).is_none() {
        let message = format!("level {highest_level} was given, but nothing says how a problem reaches you");
        let help = "if no one can raise a problem, you find out too late";
        suggest("COM-04", message, help, addition("escalation", &way));
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
            let message =
                format!("the work lasted {days} days, but check-ins came only every {interval} days");
            let field = format!("communication.check_ins[{index}]");
            let help = "in the text, say how else you heard about problems in time, and accept this note";
            let addition = accept("COM-03", "where the page says how you heard about problems in time");
            checker.suggest((Severity::Info, "COM-03"), &field, message, help, addition);
        }
    }
}

/// The duration of the work in days; `None` while it has no end or when its dates are in the wrong order.
fn duration_days(input: &PageLintInput<'_>) -> Option<i32> {
    let (start, end) = (input.raw.start?.first_day(), input.raw.end?.last_day());
    Some((end - start).get_days()).filter(|days| *days > 0)
}
