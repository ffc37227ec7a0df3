//! An outcome with its figures and charts.

use jiff::civil::Date;

use crate::content::enums::ComparisonKind;
use crate::model::case_study::CaseStudy;
use crate::model::outcome::{Measure, Outcome};
use crate::model::units::Unit;
use crate::render::chart;
use crate::render::context::outcome::{
    ComparisonContext, MeasureContext, MetricContext, OutcomeContext, QuoteContext, SourceContext,
};
use crate::render::parts::evidence::{artifact_anchor, outcome_anchor};
use crate::render::renderer::Renderer;
use crate::render::text::{format_difference, format_month};

/// The largest group in which a single case moves a percentage by a point or more.
const MAX_COARSE: u64 = 100;

impl Renderer<'_> {
    /// An outcome with its charts.
    pub(crate) fn outcome_context(&self, study: &CaseStudy, outcome: &Outcome) -> OutcomeContext {
        let show = |measure: &Option<Measure>| {
            measure.as_ref().map(|measure| self.measure_context(outcome, measure))
        };
        let comparison =
            outcome.comparison.as_ref().filter(|comparison| comparison.kind != ComparisonKind::None);
        OutcomeContext {
            id: outcome.id.clone(),
            anchor: outcome_anchor(outcome),
            kind: self.label(outcome.kind),
            primary: outcome.primary,
            title: outcome.title.clone(),
            population: outcome.population.clone(),
            direction: outcome.direction.map(|direction| self.label(direction)),
            baseline: show(&outcome.baseline),
            baseline_note: outcome.baseline_note.clone(),
            target: show(&outcome.target),
            result: show(&outcome.result),
            series: outcome.series.iter().map(|point| self.measure_context(outcome, point)).collect(),
            change: self.change(outcome),
            reached: self.target_label(outcome.target_status()),
            comparison: comparison.map(|comparison| ComparisonContext {
                kind: self.label(comparison.kind),
                label: comparison.label.clone(),
                baseline: comparison.baseline.map(|value| self.figure(&outcome.unit, value)),
                result: comparison.result.map(|value| self.figure(&outcome.unit, value)),
            }),
            source: outcome.source.as_ref().map(|source| SourceContext {
                name: source.name.clone(),
                kind: source.kind.map(|kind| self.label(kind)),
                collected_by: source.collected_by.map(|collector| self.label(collector)),
                url: source.url.clone(),
                anchor: source.artifact.map(|index| artifact_anchor(&study.artifacts[index.0])),
            }),
            claim: self.label(outcome.claim),
            contribution: outcome.contribution.clone(),
            evaluation_level: outcome.evaluation_level.map(|level| self.label(level).label),
            unintended: outcome.unintended,
            caveats: outcome.caveats.clone(),
            method: outcome.method.clone(),
            selection: outcome.selection.map(|selection| self.label(selection)),
            date: outcome.date.map(|date| self.date(date)),
            quote: outcome.quote.as_ref().map(|(text, speaker)| QuoteContext {
                text: text.clone(),
                speaker: speaker.map(|id| self.person_context(id)),
            }),
            measured: chart::is_line(outcome).then(|| self.measured(outcome)),
            precision: self.precision(outcome),
            chart: chart::outcome_chart(outcome, &self.state.catalog),
            bullet: chart::small_outcome_chart(outcome, &self.state.catalog),
        }
    }

    /// How often and when an outcome was measured, and how many were counted.
    fn measured(&self, outcome: &Outcome) -> String {
        let measures = chart::dated_measures(outcome);
        let month = |measure: Option<&(Date, &Measure)>| {
            let date = measure.and_then(|(_, measure)| measure.date);
            date.map(|date| format_month(&self.state.catalog, date)).unwrap_or_default()
        };
        let (from, to) = (month(measures.first()), month(measures.last()));
        let values = [("count", measures.len().into()), ("from", from.into()), ("to", to.into())];
        let times = self.text_with("measured-times", values);
        let sizes = || measures.iter().filter_map(|(_, measure)| measure.n);
        let size = match (sizes().min(), sizes().max()) {
            (Some(least), Some(most)) if least < most => {
                let number = |n: u64| self.number(n as f64).into();
                self.text_with("sample-range", [("low", number(least)), ("high", number(most))])
            }
            (Some(n), _) => self.text_with("sample-size", [("n", self.number(n as f64).into())]),
            _ => return times,
        };
        [times, size].join(&self.text("list-separator"))
    }

    /// By how much a single one of those who were counted moves a percentage: no interval, since nobody knows whether they
    /// are a sample. `None` for large groups, where it is too little to matter.
    fn precision(&self, outcome: &Outcome) -> Option<String> {
        let measures = [&outcome.baseline, &outcome.result].into_iter().flatten();
        let is_share = outcome.unit == Unit::Percent
            && measures.clone().all(|measure| (0.0..=100.0).contains(&measure.value));
        let n = measures.filter_map(|measure| measure.n).min()?;
        let step = (1000.0 / n as f64).round() / 10.0;
        let points = format_difference(&self.state.catalog, &outcome.unit, step);
        let values = [("n", self.number(n as f64).into()), ("points", points.into())];
        (is_share && (1..=MAX_COARSE).contains(&n)).then(|| self.text_with("measure-precision", values))
    }

    /// The result of an outcome with what was measured; `None` without a result.
    pub(crate) fn metric_context(&self, outcome: &Outcome) -> Option<MetricContext> {
        let show = |measure: &Measure| self.figure(&outcome.unit, measure.value);
        let baseline = outcome.baseline.as_ref().map(show);
        let change = outcome.difference().zip(baseline.clone()).map(|(difference, baseline)| {
            let key = match difference {
                d if d > 0.0 => "metric-up",
                d if d < 0.0 => "metric-down",
                _ => "metric-same",
            };
            self.text_with(key, [("baseline", baseline.into())])
        });
        Some(MetricContext {
            title: outcome.title.clone(),
            result: show(outcome.result.as_ref()?),
            baseline,
            change,
            target: outcome.target.as_ref().map(show),
            reached: self.target_label(outcome.target_status()),
        })
    }

    pub(crate) fn measure_context(&self, outcome: &Outcome, measure: &Measure) -> MeasureContext {
        MeasureContext {
            value: self.figure(&outcome.unit, measure.value),
            date: measure.date.map(|date| self.date(date)),
            n: measure.n,
            note: measure.note.clone(),
        }
    }
}
