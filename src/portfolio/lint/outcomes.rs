//! OUT: are the figures whole, comparable, and honestly computed?

use super::prose;
use super::{Case, list, present};
use crate::content::schema::{RawMeasure, RawOutcome};
use crate::content::vocabulary::{Direction, EvaluationLevel, OutcomeKind, Status};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::portfolio::checker::Checker;
use crate::portfolio::measure::{self, Unit};

/// Words of success.
pub(super) const PRAISE: &[&str] = &["improved", "improvement", "better results", "gains"];

pub(super) fn check(case: &Case<'_>, checker: &mut Checker<'_>) {
    for (field, outcome) in case.measured() {
        completeness(case, &field, outcome, checker);
        dates(case, &field, outcome, checker);
        change(&field, outcome, checker);
        precision(&field, outcome, checker);
    }
    sources(case, checker);
    primary(case, checker);
    learning_only(case, checker);
    figures_in_prose(case, checker);
}

fn completeness(case: &Case<'_>, field: &str, outcome: &RawOutcome, checker: &mut Checker<'_>) {
    let before = outcome.baseline.as_ref().and_then(|it| it.value);
    if before.is_none() && present(&outcome.baseline_note).is_none() {
        let help = "no before, no change: add `baseline: { value: 52, date: 2024-05-14, n: 408 }`, or say why there is none in `baseline_note`";
        checker.warning("OUT-01", field, "the outcome has no baseline", help);
    }
    let target = outcome.target.as_ref().and_then(|it| it.value);
    if case.raw.status == Some(Status::Completed) && target.is_none() && outcome.unintended != Some(true) {
        let help = "how would you have known that it worked? add `target: { value: 65, date: 2025-05-31 }`";
        checker.warning("OUT-15", field, "the outcome has no target", help);
    }
}

fn dates(case: &Case<'_>, field: &str, outcome: &RawOutcome, checker: &mut Checker<'_>) {
    let (before, after) = (outcome.baseline.as_ref(), outcome.result.as_ref());
    for (name, measure) in [("baseline", before), ("result", after)] {
        if measure.is_some_and(|it| it.value.is_some() && it.date.is_none()) {
            let help = "add the day or the month: `date: 2024-05`";
            checker.warning("OUT-08", &format!("{field}.{name}"), format!("the {name} has no date"), help);
        }
    }
    let (Some(before), after) = (before, after) else { return };
    if let (Some(first), Some(last)) = (before.date, after.and_then(|it| it.date))
        && last.last_day() <= first.first_day()
    {
        let message = format!("the result is from {last}, not after the baseline, which is from {first}");
        checker.error("OUT-03", &format!("{field}.result.date"), message, "check the two dates");
    }
    let noted = present(&before.note).is_some() || present(&outcome.baseline_note).is_some();
    if let (Some(day), Some(start)) = (before.date, case.raw.start)
        && day.first_day() > start.last_day()
        && !noted
    {
        let message = format!("the baseline is from {day}, after the work had begun on {start}");
        let help = "it may hold part of the effect already: say so in the baseline's `note`";
        checker.warning("OUT-04", &format!("{field}.baseline.date"), message, help);
    }
    if let (Some(one), Some(two)) = (before.n, after.and_then(|it| it.n))
        && one.abs_diff(two) * 5 > one
    {
        let message = format!("{one} were counted before and {two} after");
        let help = "more than a fifth were others: say in `caveats` who is missing or new";
        checker.warning("OUT-09", &format!("{field}.result.n"), message, help);
    }
}

/// The commonest mistake of all: percent taken for percentage points.
fn change(field: &str, outcome: &RawOutcome, checker: &mut Checker<'_>) {
    let Some(told) = outcome.change.as_ref() else { return };
    let value = |it: &Option<RawMeasure>| it.as_ref().and_then(|it| it.value);
    let (Some(said), Some(before), Some(after)) =
        (told.value, value(&outcome.baseline), value(&outcome.result))
    else {
        return;
    };
    let unit = Unit::parse(present(&outcome.unit).unwrap_or_default());
    let difference = after - before;
    let relative = (before != 0.0).then(|| difference / before.abs() * 100.0);
    let is_relative = present(&told.unit).is_some_and(|it| ["percent", "%"].contains(&it));
    // A change in percent of something that is a percentage is the relative one.
    let computed = if is_relative { relative } else { Some(difference) };
    let Some(computed) = computed.filter(|it| !agrees(said, *it)) else { return };
    let number = |it: f64| measure::number(round_to(it, 1).abs());
    let what = if is_relative {
        format!("{} percent", number(computed))
    } else {
        unit.show_difference(round_to(computed, decimals(said).max(1)).abs())
    };
    let message = format!(
        "the figures go from {} to {}, which is {what}; `change` says {}",
        unit.show(before),
        unit.show(after),
        measure::number(said)
    );
    let help = match relative.filter(|_| unit == Unit::Percent) {
        Some(relative) => format!(
            "from {} to {} is {} percentage points, or {} percent; write one of them, or leave `change` out: it is computed",
            unit.show(before),
            unit.show(after),
            number(difference),
            number(relative)
        ),
        None => "correct it, or leave `change` out: it is computed".to_owned(),
    };
    let found =
        Diagnostic::error("OUT-05", checker.path, message).field(format!("{field}.change")).help(help);
    // The number may be right and the word wrong.
    let points = is_relative && unit == Unit::Percent && agrees(said, difference);
    let (part, text) = if points {
        ("unit", "percentage_points".to_owned())
    } else {
        ("value", measure::plain(round_to(computed, decimals(said).max(1))))
    };
    checker.diagnostics.push(found.fix(Place::Field(format!("{field}.change.{part}")), text));
}

/// Whether two figures are one, rounded as the first is written; the direction is told by words.
fn agrees(written: f64, computed: f64) -> bool {
    let half = 0.5 * 10_f64.powi(-i32::from(decimals(written)));
    (written.abs() - computed.abs()).abs() <= half + 1e-9
}

fn decimals(value: f64) -> u8 {
    let text = format!("{value}");
    let fraction = text.split_once('.').map_or(0, |it| it.1.len());
    u8::try_from(fraction).unwrap_or(u8::MAX)
}

fn round_to(value: f64, places: u8) -> f64 {
    let factor = 10_f64.powi(i32::from(places.min(9)));
    (value * factor).round() / factor
}

fn precision(field: &str, outcome: &RawOutcome, checker: &mut Checker<'_>) {
    if !matches!(Unit::parse(present(&outcome.unit).unwrap_or_default()), Unit::Percent) {
        return;
    }
    let students = measure::counts_students(outcome.population.as_deref().or(outcome.metric.as_deref()));
    for (name, measure) in [("baseline", &outcome.baseline), ("result", &outcome.result)] {
        let Some(RawMeasure { value: Some(value), n, .. }) = measure else { continue };
        let sensible = match n {
            Some(0..100) => 0,
            Some(100..1000) | None => 1,
            Some(_) => 2,
        };
        let at = format!("{field}.{name}.value");
        if decimals(*value) > sensible {
            let whom = n.map_or_else(|| "nobody knows how many".to_owned(), |it| it.to_string());
            let message =
                format!("{} is more exact than a figure for {whom} can be", measure::number(*value));
            checker.hint(
                "OUT-11",
                &at,
                message,
                format!("round it: {}", measure::number(round_to(*value, sensible))),
            );
        }
        // Everybody and nobody tell of each single one (NCES 2011-603).
        if students && (*value == 0.0 || *value == 100.0) {
            let message =
                format!("{} of a group of students tells of each of them", measure::number(*value) + "%");
            let help = "write the bound instead, such as 95 with the note “95 or more”, or tell it in words";
            checker.warning("OUT-10", &at, message, help);
        }
    }
}

fn sources(case: &Case<'_>, checker: &mut Checker<'_>) {
    for (at, outcome) in case.outcomes().iter().enumerate() {
        let source = outcome.source.as_ref();
        let named = source.is_some_and(|it| present(&it.name).is_some() && it.r#type.is_some());
        let described = outcome.kind == Some(OutcomeKind::Qualitative) && present(&outcome.method).is_some();
        if !named && !described {
            let help = "say where it can be looked up: `source: { name: \"District climate survey\", type: survey, collected_by: third_party }`";
            checker.warning(
                "OUT-02",
                &format!("outcomes[{at}]"),
                "the outcome has no source with a name and a type",
                help,
            );
        }
    }
}

fn primary(case: &Case<'_>, checker: &mut Checker<'_>) {
    let measured = case.measured().count();
    let primary = case.outcomes().iter().filter(|it| it.primary == Some(true)).count();
    if measured > 1 && primary != 1 {
        let message = match primary {
            0 => format!("none of {measured} measured outcomes is the primary one"),
            many => format!("{many} outcomes are primary"),
        };
        let help = "write `primary: true` at the one that you meant to be judged by from the start";
        checker.warning("OUT-14", "outcomes", message, help);
    }
    for (_, outcome) in case.measured() {
        let value = |it: &Option<RawMeasure>| it.as_ref().and_then(|it| it.value);
        let (Some(before), Some(after)) = (value(&outcome.baseline), value(&outcome.result)) else {
            continue;
        };
        let worse = match outcome.direction {
            Some(Direction::Increase) => after < before,
            Some(Direction::Decrease) => after > before,
            _ => false,
        };

        let hit = (worse && outcome.primary == Some(true))
            .then(|| PRAISE.iter().find_map(|it| case.prose.find(it).next()))
            .flatten();
        if let Some(range) = hit {
            let message = "the text speaks of improvement, and the primary outcome got worse";
            let help = format!("say what happened: from {before} to {after}, and what you make of it");

            checker.at(Severity::Warning, "OUT-07", case.place(None, range), message, help);
            return;
        }
    }
}

/// Joy and new knowledge are not yet a change (Guskey 2000, Kirkpatrick 1994).
fn learning_only(case: &Case<'_>, checker: &mut Checker<'_>) {
    use EvaluationLevel::{Guskey1, Guskey2, Kirkpatrick1, Kirkpatrick2};
    let is_early = |it: EvaluationLevel| matches!(it, Guskey1 | Guskey2 | Kirkpatrick1 | Kirkpatrick2);
    let about = list(&case.raw.themes).iter().any(|it| {
        let it = it.to_lowercase();
        ["professional learning", "professional development", "training"].iter().any(|word| it.contains(word))
    });
    let outcomes = case.outcomes();
    if about && !outcomes.is_empty() && outcomes.iter().all(|it| it.evaluation_level.is_some_and(is_early)) {
        let message = "every outcome tells what participants felt or learnt, none what they do since";
        let help = "add an outcome about practice or about students: `evaluation_level: guskey-4`";
        checker.warning("OUT-17", "outcomes", message, help);
    }
}

/// Prose drifts away from data: a percentage must be one that the page records.
fn figures_in_prose(case: &Case<'_>, checker: &mut Checker<'_>) {
    let found = prose::figures(&case.prose);
    // A figure that could not be read is not missing.
    if found.is_empty() || !case.whole || case.raw.status == Some(Status::Proposed) {
        return;
    }
    let known = [known_figures(case, false), known_figures(case, true)];
    for figure in found {
        let near = |it: &&f64| agrees(figure.value, **it);
        if known[usize::from(figure.in_points)].iter().any(|it| near(&it)) {
            continue;
        }
        let message = format!("“{}” matches no figure that this page records", figure.text);
        let help = match closest(case) {
            Some(told) => format!("record it in `outcomes`, or tell what is there: {told}"),
            None => "record it in `outcomes`, with its date and its source".to_owned(),
        };
        checker.at(Severity::Warning, "OUT-06", case.place(None, &figure.range), message, help);
    }
}

/// "8 percentage points, or from 40% to 48%"
fn closest(case: &Case<'_>) -> Option<String> {
    let (_, outcome) = case.measured().next()?;
    let (before, after) = (outcome.baseline.as_ref()?.value?, outcome.result.as_ref()?.value?);
    let unit = Unit::parse(present(&outcome.unit)?);
    let difference = unit.show_difference(round_to(after - before, 1).abs());
    Some(format!("{difference}, or from {} to {}", unit.show(before), unit.show(after)))
}

/// Every figure that the front matter holds or that follows from it. A difference of percentages is told in points:
/// “by 20%” is the commonest mistake of all.
fn known_figures(case: &Case<'_>, in_points: bool) -> Vec<f64> {
    let mut known = Vec::new();
    for outcome in case.outcomes() {
        let series = list(&outcome.series).iter();
        let measures =
            [&outcome.baseline, &outcome.target, &outcome.result].into_iter().flatten().chain(series);
        let values: Vec<f64> = measures.clone().filter_map(|it| it.value).collect();
        known.extend(measures.filter_map(|it| it.n).map(|it| it as f64));
        let compared = outcome.comparison.as_ref();
        let compared: Vec<f64> =
            compared.into_iter().flat_map(|it| [it.baseline, it.result]).flatten().collect();
        let is_percent = present(&outcome.unit).map(Unit::parse) == Some(Unit::Percent);
        for list in [&values, &compared] {
            for one in list {
                for two in list {
                    if in_points || !is_percent {
                        known.push(two - one);
                    }
                    // A relative change of percentages is what readers take for points: it must be spelt out.
                    if !is_percent && *one != 0.0 {
                        known.push((two - one) / one * 100.0);
                    }
                }
            }
        }
        if is_percent {
            known.extend(values.iter().map(|it| 100.0 - it));
        }
        known.extend(values);
        known.extend(compared);
        known.extend(outcome.change.as_ref().filter(|_| !is_percent).and_then(|it| it.value));
    }
    let raw = case.raw;
    let texts = [&raw.title, &raw.summary, &raw.problem, &raw.lesson, &raw.status_reason];
    let mut texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    for outcome in case.outcomes() {
        let own = [
            &outcome.metric,
            &outcome.population,
            &outcome.baseline_note,
            &outcome.statement,
            &outcome.contribution,
        ];
        texts.extend(own.into_iter().flatten().map(String::as_str));
        texts.extend(list(&outcome.caveats).iter().map(String::as_str));
    }
    texts.extend(list(&raw.timeline).iter().filter_map(|it| it.event.as_deref()));
    texts.extend(list(&raw.artifacts).iter().filter_map(|it| it.caption.as_deref()));
    known.extend(texts.into_iter().flat_map(prose::numbers));
    known
}
