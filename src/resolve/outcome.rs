//! Resolves the outcomes of a case study: figures with their unit, or a statement with its method.

use super::artifact::Artifacts;
use super::context::ResolveContext;
use super::people;
use super::web_url::resolve_web_url;
use crate::content::checker::{Checker, Lookup, non_blank, non_blank_items};
use crate::content::enums::{ClaimStrength, ComparisonKind, Direction, OutcomeKind};
use crate::content::schema::outcome::{RawComparison, RawMeasure, RawOutcome, RawQuote, RawSource};
use crate::model::ids::{OutcomeId, PersonId};
use crate::model::outcome::{Comparison, DataSource, Measure, Outcome};
use crate::model::units::{Unit, mentions_students};
use crate::urls::Slug;
use crate::yaml;

/// The largest absolute value of a figure: beyond it an `f64` no longer holds thousandths.
const MAX_VALUE: f64 = 1e15;

/// Resolves outcomes in front matter order; a duplicate id is an error.
pub(super) fn resolve_outcomes(
    raw: Vec<RawOutcome>,
    artifacts: &Artifacts,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (index, raw) in raw.into_iter().enumerate() {
        let field = format!("outcomes[{index}]");
        let Some(outcome) = resolve_outcome(raw, &field, artifacts, context, checker) else { continue };
        if find_outcome(&outcomes, &outcome.id).is_some() {
            checker.report_duplicate_id(&outcome.id, &format!("{field}.id"), "another outcome");
        }
        outcomes.push(outcome);
    }
    outcomes
}

/// The index of an outcome in `outcomes`.
pub(super) fn find_outcome(outcomes: &[Outcome], id: &str) -> Option<OutcomeId> {
    outcomes.iter().position(|outcome| outcome.id == id).map(OutcomeId)
}

fn resolve_outcome(
    raw: RawOutcome,
    field: &str,
    artifacts: &Artifacts,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Option<Outcome> {
    let meant = guess_kind(&raw);
    let RawOutcome {
        id,
        kind,
        primary,
        metric,
        unit,
        direction,
        population,
        baseline,
        baseline_note,
        target,
        result,
        series,
        change: _, // The lint rules check it; pages show the computed change.
        comparison,
        source,
        claim,
        contribution,
        evaluation_level,
        unintended,
        caveats,
        statement,
        method,
        selection,
        date,
        quote: raw_quote,
    } = raw;
    let key = |name: &str| format!("{field}.{name}");
    let id = checker.require(non_blank(id), &key("id"), || example_id(field));
    let example = || meant.map_or_else(OutcomeKind::placeholder, |kind| kind.id().to_owned());
    let kind = checker.require(kind, &key("kind"), example).or(meant);
    let title = resolve_title(kind, metric, statement, field, checker);
    let is_quantitative = kind == Some(OutcomeKind::Quantitative);
    let unit = resolve_unit(unit, direction, is_quantitative, field, checker);
    if let Some(Err(error)) = id.as_deref().map(Slug::parse) {
        checker.report_bad_address(&key("id"), error);
    }
    let mut figures = Figures {
        series: resolve_measures(series, &key("series"), checker),
        baseline: resolve_measure(baseline, &key("baseline"), checker),
        result: resolve_measure(result, &key("result"), checker),
        target: resolve_measure(target, &key("target"), checker),
    };
    let population = non_blank(population);
    let min_group_size =
        mentions_students(population.as_deref().or(title.as_deref())).then_some(context.min_group_size);
    figures.check(&unit, min_group_size, field, checker);
    Some(Outcome {
        primary: primary.unwrap_or(false),
        unit,
        direction,
        population,
        baseline: figures.baseline,
        baseline_note: non_blank(baseline_note),
        target: figures.target,
        result: figures.result,
        series: figures.series,
        comparison: comparison.and_then(|raw| resolve_comparison(raw, &key("comparison"), checker)),
        source: source.map(|raw| resolve_source(raw, &key("source"), artifacts, checker)),
        claim: claim.unwrap_or(ClaimStrength::Reported),
        contribution: non_blank(contribution),
        evaluation_level,
        unintended: unintended.unwrap_or(false),
        caveats: non_blank_items(caveats),
        method: non_blank(method),
        selection,
        date,
        quote: resolve_quote(raw_quote, &key("quote"), context, checker),
        id: id?,
        kind: kind?,
        title: title?,
    })
}

/// The kind that an outcome without one is meant to be, so that everything that this kind needs is asked for at once.
fn guess_kind(raw: &RawOutcome) -> Option<OutcomeKind> {
    let has_figures =
        raw.baseline.is_some() || raw.result.is_some() || raw.series.is_some() || raw.unit.is_some();
    match (&raw.metric, &raw.statement) {
        (Some(_), _) => Some(OutcomeKind::Quantitative),
        (None, Some(_)) => Some(OutcomeKind::Qualitative),
        (None, None) => has_figures.then_some(OutcomeKind::Quantitative),
    }
}

/// The unit of the figures; with quantitative outcomes a missing one is an error, and so is a missing direction.
fn resolve_unit(
    unit: Option<String>,
    direction: Option<Direction>,
    is_quantitative: bool,
    field: &str,
    checker: &mut Checker<'_>,
) -> Unit {
    let unit = non_blank(unit);
    if is_quantitative {
        let what = "percent, count, points, hours, currency:USD, or your own word";
        checker.require(unit.as_ref(), &format!("{field}.unit"), || yaml::placeholder(what));
        checker.require(direction, &format!("{field}.direction"), Direction::placeholder);
    }
    if let Some(unit) = unit.as_deref()
        && let Some(meant) = meant_unit(unit)
    {
        let message = format!("readers would see “{unit}” after every figure");
        checker.error("REQ-03", &format!("{field}.unit"), message, format!("write `unit: {meant}`"));
    }
    unit.as_deref().map_or(Unit::Count, Unit::parse)
}

/// The unit that is meant by a word for it that pages would print: `number` is no unit of 112 visits.
fn meant_unit(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "number" | "numbers" | "no" | "no." | "quantity" | "total" | "integer" | "counts" => Some("count"),
        "percentage" | "percentages" | "percents" | "pct" | "per cent" => Some("percent"),
        "hour" | "hrs" | "hr" => Some("hours"),
        "minute" | "mins" | "min" => Some("minutes"),
        "point" | "pts" => Some("points"),
        "usd" | "dollar" | "dollars" | "$" => Some("\"currency:USD\""),
        "eur" | "euro" | "euros" | "€" => Some("\"currency:EUR\""),
        _ => None,
    }
}

/// An id for an entry, such as `outcome-2`: ids are unique on a page.
fn example_id(field: &str) -> String {
    let index: usize = field.trim_start_matches("outcomes[").trim_end_matches(']').parse().unwrap_or(0);
    format!("outcome-{}", index + 1)
}

/// What an outcome is called: the `metric` of a quantitative one, the `statement` of a qualitative one.
fn resolve_title(
    kind: Option<OutcomeKind>,
    metric: Option<String>,
    statement: Option<String>,
    field: &str,
    checker: &mut Checker<'_>,
) -> Option<String> {
    match kind? {
        OutcomeKind::Quantitative => {
            checker.require_text(metric, &format!("{field}.metric"), "what was counted")
        }
        OutcomeKind::Qualitative => {
            checker.require_text(statement, &format!("{field}.statement"), "what changed")
        }
    }
}

/// The figures of an outcome.
struct Figures {
    /// In front matter order until they are checked, then by date.
    series: Vec<Measure>,
    baseline: Option<Measure>,
    result: Option<Measure>,
    target: Option<Measure>,
}

impl Figures {
    /// Checks all figures; with `min_group_size` also that none is about fewer students. Sorts the series by date.
    fn check(&mut self, unit: &Unit, min_group_size: Option<u32>, field: &str, checker: &mut Checker<'_>) {
        self.check_ranges(unit, field, checker);
        if *unit == Unit::Percent {
            self.check_fractions(field, checker);
        }
        if let Some(min) = min_group_size {
            self.check_group_sizes(field, min, checker);
        }
        // Only now: the fields in diagnostics count entries in front matter order.
        self.series.sort_by_key(|measure| measure.date);
    }

    /// Reports figures that their unit does not allow; `field` is that of the outcome.
    fn check_ranges(&self, unit: &Unit, field: &str, checker: &mut Checker<'_>) {
        let figures = [("baseline", &self.baseline), ("target", &self.target), ("result", &self.result)];
        for (name, measure) in figures {
            check_range(unit, measure.as_ref(), &format!("{field}.{name}"), checker);
        }
    }

    /// Warns about percentages that look like fractions: `0.61` beside 54 and 65, or 0.54 and 0.61 alone.
    fn check_fractions(&self, field: &str, checker: &mut Checker<'_>) {
        const MIN_OTHERS: f64 = 10.0;
        let named = [("baseline", &self.baseline), ("target", &self.target), ("result", &self.result)];
        let named =
            named.into_iter().filter_map(|(name, measure)| Some((name.to_owned(), measure.as_ref()?.value)));
        let series = self.series.iter().enumerate();
        let series = series.map(|(index, measure)| (format!("series[{index}]"), measure.value));
        let all: Vec<(String, f64)> = named.chain(series).collect();
        let is_fraction = |value: f64| value > 0.0 && value < 1.0;
        let others: Vec<f64> =
            all.iter().map(|(_, value)| *value).filter(|value| !is_fraction(*value)).collect();
        let is_apart =
            if others.is_empty() { all.len() > 1 } else { others.iter().all(|value| *value >= MIN_OTHERS) };
        for (name, value) in all.iter().filter(|(_, value)| is_apart && is_fraction(*value)) {
            let percent = (value * 10_000.0).round() / 100.0;
            let message = format!("{value} with the unit percent means {value}%, less than one in a hundred");
            let help = format!("if you mean {percent}%, write `value: {percent}`");
            checker.warning("OUT-12", &format!("{field}.{name}.value"), message, help);
        }
    }

    /// Reports figures for fewer than `minimum` students, which identify individuals. Source: NCES 2011-603.
    fn check_group_sizes(&self, field: &str, minimum: u32, checker: &mut Checker<'_>) {
        let ends = [("baseline", &self.baseline), ("result", &self.result)];
        let ends = ends.into_iter().filter_map(|(name, measure)| Some((name.to_owned(), measure.as_ref()?)));
        let series = self.series.iter().enumerate();
        let series = series.map(|(index, measure)| (format!("series[{index}]"), measure));
        for (name, measure) in ends.chain(series) {
            let Some(n) = measure.n.filter(|n| *n < u64::from(minimum)) else { continue };
            checker.error(
                "OUT-10",
                &format!("{field}.{name}.n"),
                format!("too few students ({n}; the minimum is {minimum}): individuals could be identified"),
                "combine groups until there are enough, or describe it in words with `kind: qualitative`",
            );
        }
    }
}

/// Reports a percentage outside 0 to 100, and a negative count.
fn check_range(unit: &Unit, measure: Option<&Measure>, field: &str, checker: &mut Checker<'_>) {
    let Some(value) = measure.map(|measure| measure.value) else { return };
    let (is_invalid, message) = match unit {
        Unit::Percent => (!(0.0..=100.0).contains(&value), "a percentage must be between 0 and 100"),
        Unit::Count => (value < 0.0, "a count can't be below 0"),
        _ => return,
    };
    if is_invalid {
        let help = "check the figure; leadfolio computes changes, and for figures outside this range use `unit: rate`";
        checker.error("OUT-12", &format!("{field}.value"), message, help);
    }
}

fn resolve_measures(raw: Option<Vec<RawMeasure>>, field: &str, checker: &mut Checker<'_>) -> Vec<Measure> {
    let list = raw.unwrap_or_default().into_iter().enumerate();
    list.filter_map(|(index, raw)| resolve_measure(Some(raw), &format!("{field}[{index}]"), checker))
        .collect()
}

fn resolve_measure(raw: Option<RawMeasure>, field: &str, checker: &mut Checker<'_>) -> Option<Measure> {
    let RawMeasure { value, date, n, note } = raw?;
    let Some(value) = value else {
        // A figure as an example would be published as a fact by whoever pastes it.
        let help = "write the figure you counted, in digits, as `value`; or remove the whole line";
        checker.error("REQ-01", &format!("{field}.value"), "`value` is missing", help);
        return None;
    };
    if !value.is_finite() || value.abs() > MAX_VALUE {
        let message = "the value isn't a number a reader could make sense of";
        checker.error("OUT-12", &format!("{field}.value"), message, "write it in digits, below 10¹⁵");
        return None;
    }
    Some(Measure { value, date, n, note: non_blank(note) })
}

fn resolve_comparison(raw: RawComparison, field: &str, checker: &mut Checker<'_>) -> Option<Comparison> {
    let RawComparison { kind, label, baseline, result } = raw;
    let kind = checker.require(kind, &format!("{field}.kind"), ComparisonKind::placeholder)?;
    Some(Comparison { kind, label: non_blank(label), baseline, result })
}

fn resolve_source(
    raw: RawSource,
    field: &str,
    artifacts: &Artifacts,
    checker: &mut Checker<'_>,
) -> DataSource {
    let RawSource { name, r#type, collected_by, artifact, url } = raw;
    let artifact = non_blank(artifact).and_then(|id| {
        match artifacts.find_index(&id) {
            Lookup::Found(artifact) => return Some(artifact),
            Lookup::Excluded => {}
            Lookup::Unknown => {
                let message = format!("there is no artifact `{id}` on this page");
                let help = match artifacts.ids().next() {
                    Some(id) => format!("use the `id` of an artifact on this page, such as `{id}`"),
                    None => "the page has no artifacts: record one in `artifacts` first, or remove this"
                        .to_owned(),
                };
                checker.error("LNK-02", &format!("{field}.artifact"), message, help);
            }
        }
        None
    });
    let url = resolve_web_url(url, &format!("{field}.url"), checker);
    DataSource { name: non_blank(name), kind: r#type, collected_by, artifact, url }
}

fn resolve_quote(
    raw: Option<RawQuote>,
    field: &str,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Option<(String, Option<PersonId>)> {
    let RawQuote { text, speaker } = raw?;
    people::resolve_quote(text, speaker, field, context.people, context.person_ids, checker)
}
