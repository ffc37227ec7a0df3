//! An outcome with its figures and charts.

use crate::content::enums::ComparisonKind;
use crate::model::case_study::CaseStudy;
use crate::model::outcome::{Measure, Outcome};
use crate::render::chart;
use crate::render::context::outcome::{
    ComparisonContext, MeasureContext, OutcomeContext, QuoteContext, SourceContext,
};
use crate::render::parts::evidence::{artifact_anchor, outcome_anchor};
use crate::render::renderer::Renderer;

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
            chart: chart::outcome_chart(outcome, &self.state.catalog),
            series_chart: chart::series_chart(outcome, &self.state.catalog),
        }
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
