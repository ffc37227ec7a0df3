//! Rules OUT: figures that are incomplete, not comparable, or computed wrongly.

use super::input::{PageLintInput, accept, as_slice, non_blank};
use super::lexicon::PRAISE_PHRASES;
use super::prose;
use crate::content::checker::Checker;
use crate::content::enums::{Direction, EvaluationLevel, OutcomeKind, SourceType, WorkStatus};
use crate::content::schema::outcome::{RawMeasure, RawOutcome};
use crate::diagnostic::{Addition, Diagnostic, Location, Severity};
use crate::model::units::{self, Unit};
use crate::yaml;

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    for (field, outcome) in input.quantitative_outcomes() {
        check_completeness(input, &field, outcome, checker);
        check_dates(input, &field, outcome, checker);
        check_change(&field, outcome, checker);
        check_precision(&field, outcome, checker);
    }
    check_sources(input, checker);
    check_primary(input, checker);
    check_learning_only(input, checker);
    check_figures_in_prose(input, checker);
}

fn check_completeness(
    input: &PageLintInput<'_>,
    field: &str,
    outcome: &RawOutcome,
    checker: &mut Checker<'_>,
) {
    let before = outcome.baseline.as_ref().and_then(|measure| measure.value);
    if before.is_none() && non_blank(&outcome.baseline_note).is_none() {
        checker.suggest(
            (Severity::Warning, "OUT-01"),
            field,
            "the outcome has no baseline",
            "without a before, there's no change; add a `baseline` with its `value`, `date`, and `n`, or say why \
            there isn't one",
            Addition::new(format!("{field}.baseline_note"), yaml::placeholder("why there is no baseline")),
        );
    }
    let target = outcome.target.as_ref().and_then(|measure| measure.value);
    if input.raw.status == Some(WorkStatus::Completed) && target.is_none() && outcome.unintended != Some(true)
    {
        checker.suggest(
            (Severity::Warning, "OUT-15"),
            field,
            "the outcome has no target",
            "how would you have known it worked? Add the `target` you set, with its `value` and `date`; if you didn't \
            set one, accept this warning",
            accept("OUT-15", "why no target was set"),
        );
    }
}

fn check_dates(input: &PageLintInput<'_>, field: &str, outcome: &RawOutcome, checker: &mut Checker<'_>) {
    let (before, after) = (outcome.baseline.as_ref(), outcome.result.as_ref());
    for (name, measure) in [("baseline", before), ("result", after)] {
        if measure.is_some_and(|measure| measure.value.is_some() && measure.date.is_none()) {
            let (known, when) = match name {
                "baseline" => (input.raw.start, "if it was counted when the work began"),
                _ => (input.raw.end, "if it was counted when the work ended"),
            };
            let (day, when) = match known {
                Some(day) => (day.to_string(), format!("; {when}")),
                None => (yaml::placeholder("when it was counted"), String::new()),
            };
            let measure_field = format!("{field}.{name}");
            let addition = Addition::new(format!("{measure_field}.date"), day);
            let message = format!("the {name} has no date");
            let help = format!("give a day, a month, or a year{when}");
            checker.suggest((Severity::Warning, "OUT-08"), &measure_field, message, help, addition);
        }
    }
    let (Some(before), after) = (before, after) else { return };
    if let (Some(first), Some(last)) = (before.date, after.and_then(|result| result.date))
        && last.last_day() <= first.first_day()
    {
        let message = format!("the result is dated {last}, but the baseline is dated {first}");
        checker.error("OUT-03", &format!("{field}.result.date"), message, "check both dates");
    }
    let noted = non_blank(&before.note).is_some() || non_blank(&outcome.baseline_note).is_some();
    if let (Some(day), Some(start)) = (before.date, input.raw.start)
        && day.first_day() > start.last_day()
        && !noted
    {
        let message = format!("the baseline is from {day}, after the work began on {start}");
        checker.suggest(
            (Severity::Warning, "OUT-04"),
            &format!("{field}.baseline.date"),
            message,
            "it may already include part of the effect; say so",
            Addition::new(format!("{field}.baseline.note"), "\"Counted after the work had begun\""),
        );
    }
    if let (Some(n_before), Some(n_after)) = (before.n, after.and_then(|result| result.n))
        && n_before.abs_diff(n_after) * 5 > n_before
        && as_slice(&outcome.caveats).is_empty()
    {
        checker.suggest(
            (Severity::Warning, "OUT-09"),
            &format!("{field}.result.n"),
            format!("{n_before} were counted before, but {n_after} after"),
            "that's a difference of more than a fifth; say who is missing or new",
            Addition::new(
                format!("{field}.caveats"),
                format!("[{}]", yaml::placeholder("who is missing or new")),
            ),
        );
    }
}

/// Compares `change` with baseline and result. The commonest mistake is to write percent for percentage points.
fn check_change(field: &str, outcome: &RawOutcome, checker: &mut Checker<'_>) {
    let Some(stated) = outcome.change.as_ref() else { return };
    let value = |measure: &Option<RawMeasure>| measure.as_ref().and_then(|measure| measure.value);
    let (Some(stated_value), Some(before), Some(after)) =
        (stated.value, value(&outcome.baseline), value(&outcome.result))
    else {
        return;
    };
    let unit = Unit::parse(non_blank(&outcome.unit).unwrap_or_default());
    let difference = after - before;
    let relative = (before != 0.0).then(|| difference / before.abs() * 100.0);
    let is_relative = non_blank(&stated.unit).is_some_and(|unit| ["percent", "%"].contains(&unit));
    // "percent" always means the relative change, even of a percentage.
    let computed = if is_relative { relative } else { Some(difference) };
    let Some(computed) = computed.filter(|computed| !matches_rounded(stated_value, *computed)) else {
        return;
    };
    let number = |value: f64| units::format_number(round_to(value, 1).abs());
    let what = if is_relative {
        format!("{} percent", number(computed))
    } else {
        unit.format_difference(round_to(computed, decimal_places(stated_value).max(1)).abs())
    };
    let message = format!(
        "the figures go from {} to {}, a change of {what}, but `change` says {}",
        unit.format(before),
        unit.format(after),
        units::format_number(stated_value)
    );
    let help = match relative.filter(|_| unit == Unit::Percent) {
        Some(relative) => format!(
            "from {} to {} is {} percentage points, or {} percent; use one of them, or remove `change` and leadfolio \
            computes it",
            unit.format(before),
            unit.format(after),
            number(difference),
            number(relative)
        ),
        None => "correct it, or remove `change` and leadfolio computes it".to_owned(),
    };
    let diagnostic =
        Diagnostic::error("OUT-05", checker.path, message).field(format!("{field}.change")).help(help);
    // When the number fits in percentage points, the fix corrects the unit instead of the value.
    let is_in_points = is_relative && unit == Unit::Percent && matches_rounded(stated_value, difference);
    let (part, text) = if is_in_points {
        ("unit", "percentage_points".to_owned())
    } else {
        ("value", units::format_plain(round_to(computed, decimal_places(stated_value).max(1))))
    };
    checker.diagnostics.push(diagnostic.fix(Location::Field(format!("{field}.change.{part}")), text));
}

/// Whether a computed value rounds to the written one, at the precision of the written one. Signs are ignored, because
/// prose states the direction in words.
fn matches_rounded(written: f64, computed: f64) -> bool {
    let half = 0.5 * 10_f64.powi(-i32::from(decimal_places(written)));
    (written.abs() - computed.abs()).abs() <= half + 1e-9
}

/// The number of decimal places in the shortest form of a value: 2 for 0.25.
fn decimal_places(value: f64) -> u8 {
    let text = format!("{value}");
    let fraction = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    u8::try_from(fraction).unwrap_or(u8::MAX)
}

fn round_to(value: f64, places: u8) -> f64 {
    let factor = 10_f64.powi(i32::from(places.min(9)));
    (value * factor).round() / factor
}

fn check_precision(field: &str, outcome: &RawOutcome, checker: &mut Checker<'_>) {
    if !matches!(Unit::parse(non_blank(&outcome.unit).unwrap_or_default()), Unit::Percent) {
        return;
    }
    let students = units::mentions_students(outcome.population.as_deref().or(outcome.metric.as_deref()));
    for (name, measure) in [("baseline", &outcome.baseline), ("result", &outcome.result)] {
        let Some(RawMeasure { value: Some(value), n, .. }) = measure else { continue };
        let max_decimals = match n {
            Some(0..100) => 0,
            Some(100..1000) | None => 1,
            Some(_) => 2,
        };
        let value_field = format!("{field}.{name}.value");
        // A fraction may be a percentage that is written as such, which is another question.
        let is_fraction = *value > 0.0 && *value < 1.0;
        if decimal_places(*value) > max_decimals && !is_fraction {
            let count = n.map_or_else(|| "unknown size".to_owned(), |n| n.to_string());
            let message =
                format!("{} is more precise than a sample of {count} allows", units::format_number(*value));
            let rounded = units::format_plain(round_to(*value, max_decimals));
            let addition = Addition::new(&value_field, rounded);
            checker.suggest((Severity::Info, "OUT-11"), &value_field, message, "round it", addition);
        }
        // 0 % and 100 % disclose the result of every single student (NCES 2011-603).
        if students && (*value == 0.0 || *value == 100.0) {
            let message = format!(
                "{} of a group of students reveals the result of every one of them",
                units::format_number(*value) + "%"
            );
            let help = "give a limit instead, such as 95 with the note “95 or more”, or describe it in words";
            checker.warning("OUT-10", &value_field, message, help);
        }
    }
}

fn check_sources(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    for (index, outcome) in input.outcomes().iter().enumerate() {
        let source = outcome.source.as_ref();
        let has_source =
            source.is_some_and(|source| non_blank(&source.name).is_some() && source.r#type.is_some());
        // For a qualitative outcome, a described method can stand in for a source.
        let has_method =
            outcome.kind == Some(OutcomeKind::Qualitative) && non_blank(&outcome.method).is_some();
        if !has_source && !has_method {
            let field = format!("outcomes[{index}]");
            let has_name = source.is_some_and(|source| non_blank(&source.name).is_some());
            let has_type = source.is_some_and(|source| source.r#type.is_some());
            let (name, kinds) = (yaml::placeholder("where the figures come from"), SourceType::placeholder());
            let (part, value) = match (has_name, has_type) {
                (true, _) => ("source.type", kinds),
                (false, true) => ("source.name", name),
                (false, false) => ("source", format!("{{ name: {name}, type: {kinds} }}")),
            };
            checker.suggest(
                (Severity::Warning, "OUT-02"),
                &field,
                "the outcome has no source with both a name and a type",
                "say where readers can look it up",
                Addition::new(format!("{field}.{part}"), value),
            );
        }
    }
}

fn check_primary(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let measured = input.quantitative_outcomes().count();
    let primary = input.outcomes().iter().filter(|outcome| outcome.primary == Some(true)).count();
    if measured > 1 && primary != 1 {
        let message = match primary {
            0 => format!("none of the {measured} measured outcomes is marked as primary"),
            many => format!("{many} outcomes are marked as primary"),
        };
        let first =
            input.outcomes().iter().position(|outcome| outcome.kind == Some(OutcomeKind::Quantitative));
        let help = "the primary outcome is the one you meant to be judged by from the start";
        match first.filter(|_| primary == 0) {
            Some(first) => checker.suggest(
                (Severity::Warning, "OUT-14"),
                "outcomes",
                message,
                format!("{help}; if that's the first one"),
                Addition::new(format!("outcomes[{first}].primary"), "true"),
            ),
            None => checker.warning(
                "OUT-14",
                "outcomes",
                message,
                format!("{help}; remove `primary: true` from the others"),
            ),
        }
    }
    for (_, outcome) in input.quantitative_outcomes() {
        let value = |measure: &Option<RawMeasure>| measure.as_ref().and_then(|measure| measure.value);
        let (Some(before), Some(after)) = (value(&outcome.baseline), value(&outcome.result)) else {
            continue;
        };
        let got_worse = match outcome.direction {
            Some(Direction::Increase) => after < before,
            Some(Direction::Decrease) => after > before,
            _ => false,
        };
        let praise = (got_worse && outcome.primary == Some(true))
            .then(|| PRAISE_PHRASES.iter().find_map(|word| input.prose.find_phrase(word).next()))
            .flatten();
        if let Some(range) = praise {
            let message = "the text claims improvement, but the primary outcome got worse";
            let help = format!("say what happened, from {before} to {after}, and what you make of it");
            checker.report_at(Severity::Warning, "OUT-07", input.location(None, range), message, help);
            return;
        }
    }
}

/// Reports training whose outcomes only measure reactions and learning, not a change in practice (Guskey 2000,
/// Kirkpatrick 1994).
fn check_learning_only(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    use EvaluationLevel::{Guskey1, Guskey2, Kirkpatrick1, Kirkpatrick2};
    const TRAINING_TAGS: [&str; 3] = ["professional learning", "professional development", "training"];
    let is_early = |level: EvaluationLevel| matches!(level, Guskey1 | Guskey2 | Kirkpatrick1 | Kirkpatrick2);
    let is_training = as_slice(&input.raw.tags).iter().any(|tag| {
        let tag = tag.to_lowercase();
        TRAINING_TAGS.iter().any(|word| tag.contains(word))
    });
    let outcomes = input.outcomes();
    let all_early = outcomes.iter().all(|outcome| outcome.evaluation_level.is_some_and(is_early));
    if is_training && !outcomes.is_empty() && all_early {
        let message =
            "every outcome says what participants felt or learned; none says what they do differently now";
        let help =
            "add an outcome about practice or about students, such as one with `evaluation_level: guskey-4`";
        checker.warning("OUT-17", "outcomes", message, help);
    }
}

/// Reports percentages and point values in the body that match no figure of the front matter.
fn check_figures_in_prose(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let figures = prose::find_figures(&input.prose);
    // With incomplete front matter, a figure may be recorded and merely unreadable.
    if figures.is_empty() || !input.is_complete || input.raw.status == Some(WorkStatus::Proposed) {
        return;
    }
    let known = [known_figures(input, false), known_figures(input, true)];
    for figure in figures {
        if known[usize::from(figure.is_in_points)].iter().any(|number| matches_rounded(figure.value, *number))
        {
            continue;
        }
        let message = format!("“{}” doesn't match any figure recorded on this page", figure.text);
        let help = match describe_recorded_change(input) {
            Some(recorded) => format!("record it in `outcomes`, or use what is recorded there: {recorded}"),
            None => "record it in `outcomes` with its date and source".to_owned(),
        };
        checker.report_at(Severity::Warning, "OUT-06", input.location(None, &figure.range), message, help);
    }
}

/// The change of the first quantitative outcome, in words: "8 percentage points, or from 40% to 48%".
fn describe_recorded_change(input: &PageLintInput<'_>) -> Option<String> {
    let (_, outcome) = input.quantitative_outcomes().next()?;
    let (before, after) = (outcome.baseline.as_ref()?.value?, outcome.result.as_ref()?.value?);
    let unit = Unit::parse(non_blank(&outcome.unit)?);
    let difference = unit.format_difference(round_to(after - before, 1).abs());
    Some(format!("{difference}, or from {} to {}", unit.format(before), unit.format(after)))
}

/// Every figure in the front matter or computable from it. Differences of percentages only count as points
/// (`in_points`), because "by 20%" for 20 points is the commonest mistake.
fn known_figures(input: &PageLintInput<'_>, in_points: bool) -> Vec<f64> {
    let mut known = Vec::new();
    for outcome in input.outcomes() {
        let series = as_slice(&outcome.series).iter();
        let measures =
            [&outcome.baseline, &outcome.target, &outcome.result].into_iter().flatten().chain(series);
        let values: Vec<f64> = measures.clone().filter_map(|measure| measure.value).collect();
        known.extend(measures.filter_map(|measure| measure.n).map(|n| n as f64));
        let compared = outcome.comparison.as_ref();
        let compared: Vec<f64> =
            compared.into_iter().flat_map(|group| [group.baseline, group.result]).flatten().collect();
        let is_percent = non_blank(&outcome.unit).map(Unit::parse) == Some(Unit::Percent);
        for list in [&values, &compared] {
            for from in list {
                for to in list {
                    if in_points || !is_percent {
                        known.push(to - from);
                    }
                    // Readers take a relative change of percentages for points, so it must be recorded explicitly.
                    if !is_percent && *from != 0.0 {
                        known.push((to - from) / from * 100.0);
                    }
                }
            }
        }
        if is_percent {
            known.extend(values.iter().map(|value| 100.0 - value));
        }
        known.extend(values);
        known.extend(compared);
        known.extend(outcome.change.as_ref().filter(|_| !is_percent).and_then(|change| change.value));
    }
    let raw = input.raw;
    let texts = [&raw.title, &raw.summary, &raw.problem, &raw.lesson, &raw.status_reason];
    let mut texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    for outcome in input.outcomes() {
        let fields = [
            &outcome.metric,
            &outcome.population,
            &outcome.baseline_note,
            &outcome.statement,
            &outcome.contribution,
        ];
        texts.extend(fields.into_iter().flatten().map(String::as_str));
        texts.extend(as_slice(&outcome.caveats).iter().map(String::as_str));
    }
    texts.extend(as_slice(&raw.timeline).iter().filter_map(|event| event.event.as_deref()));
    texts.extend(as_slice(&raw.artifacts).iter().filter_map(|artifact| artifact.caption.as_deref()));
    known.extend(texts.into_iter().flat_map(prose::parse_numbers));
    known
}
