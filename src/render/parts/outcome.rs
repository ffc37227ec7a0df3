//! An outcome with its figures and charts.

use crate::content::enums::ComparisonKind;
use crate::model::case_study::CaseStudy;
use crate::model::outcome::{Measure, Outcome};
use crate::render::context::outcome::{
    ComparisonContext, MeasureContext, OutcomeContext, QuoteContext, SourceContext,
};
use crate::render::parts::evidence::{artifact_anchor, outcome_anchor};
use crate::render::renderer::Renderer;
use crate::render::{chart, text};

impl Renderer<'_> {
    /// An outcome with its charts.
    pub(crate) fn outcome_context(&self, study: &CaseStudy, outcome: &Outcome) -> OutcomeContext {
        let show = |measure: &Option<Measure>| {
            measure.as_ref().map(|measure| self.measure_context(outcome, measure))
        };
        let (reached, reached_label) = outcome.target_status().key_and_label();
        let comparison =
            outcome.comparison.as_ref().filter(|comparison| comparison.kind != ComparisonKind::None);
        OutcomeContext {
            id: outcome.id.clone(),
            anchor: outcome_anchor(outcome),
            kind: text::label(outcome.kind.id(), outcome.kind.label()),
            primary: outcome.primary,
            title: outcome.title.clone(),
            population: outcome.population.clone(),
            direction: outcome.direction.map(|direction| text::label(direction.id(), direction.label())),
            baseline: show(&outcome.baseline),
            baseline_note: outcome.baseline_note.clone(),
            target: show(&outcome.target),
            result: show(&outcome.result),
            series: outcome.series.iter().map(|point| self.measure_context(outcome, point)).collect(),
            change: outcome.describe_change(),
            reached: text::label(reached, reached_label),
            comparison: comparison.map(|comparison| ComparisonContext {
                kind: text::label(comparison.kind.id(), comparison.kind.label()),
                label: comparison.label.clone(),
                baseline: comparison.baseline.map(|value| outcome.unit.format(value)),
                result: comparison.result.map(|value| outcome.unit.format(value)),
            }),
            source: outcome.source.as_ref().map(|source| SourceContext {
                name: source.name.clone(),
                kind: source.kind.map(|kind| text::label(kind.id(), kind.label())),
                collected_by: source
                    .collected_by
                    .map(|collector| text::label(collector.id(), collector.label())),
                url: source.url.clone(),
                anchor: source.artifact.map(|index| artifact_anchor(&study.artifacts[index.0])),
            }),
            claim: text::label(outcome.claim.id(), outcome.claim.label()),
            contribution: outcome.contribution.clone(),
            evaluation_level: outcome.evaluation_level.map(|level| level.label().to_owned()),
            unintended: outcome.unintended,
            caveats: outcome.caveats.clone(),
            method: outcome.method.clone(),
            selection: outcome.selection.map(|selection| text::label(selection.id(), selection.label())),
            date: outcome.date.map(text::date),
            quote: outcome.quote.as_ref().map(|(text, speaker)| QuoteContext {
                text: text.clone(),
                speaker: speaker.map(|id| self.person_context(id)),
            }),
            chart: chart::outcome_chart(outcome),
            series_chart: chart::series_chart(outcome),
        }
    }

    pub(crate) fn measure_context(&self, outcome: &Outcome, measure: &Measure) -> MeasureContext {
        MeasureContext {
            value: outcome.unit.format(measure.value),
            date: measure.date.map(text::date),
            n: measure.n,
            note: measure.note.clone(),
        }
    }
}
