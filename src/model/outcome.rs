//! Outcomes and their figures.

use super::ids::{ArtifactId, PersonId};
use super::units::{TargetStatus, Unit, round};
use crate::content::date::PartialDate;
use crate::content::enums::{
    CaseSelection, ClaimStrength, Collector, ComparisonKind, Direction, EvaluationLevel, OutcomeKind,
    SourceType,
};

/// An outcome: quantitative with figures, or qualitative with a statement.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Id in references, such as `outcome:STUDY/ID`.
    pub id: String,
    /// Quantitative (figures) or qualitative (a statement).
    pub kind: OutcomeKind,
    /// Whether the author named it as the outcome to judge the work by.
    pub primary: bool,
    /// The metric, or the statement of a qualitative outcome.
    pub title: String,
    /// Unit of all its figures.
    pub unit: Unit,
    /// Whether the figure should rise, fall or stay.
    pub direction: Option<Direction>,
    /// Group that was measured.
    pub population: Option<String>,
    /// Figure before the work.
    pub baseline: Option<Measure>,
    /// Why there is no baseline.
    pub baseline_note: Option<String>,
    /// Figure that was aimed for.
    pub target: Option<Measure>,
    /// Figure after the work.
    pub result: Option<Measure>,
    /// Intermediate figures, in chronological order.
    pub series: Vec<Measure>,
    /// Comparison group or reference value.
    pub comparison: Option<Comparison>,
    /// Origin of the figures.
    pub source: Option<DataSource>,
    /// Strength of the causal claim; `reported` by default.
    pub claim: ClaimStrength,
    /// How the work contributed, and what else could explain the change.
    pub contribution: Option<String>,
    /// Level of evaluation of professional learning.
    pub evaluation_level: Option<EvaluationLevel>,
    /// Whether it is a side effect.
    pub unintended: bool,
    /// Limitations to keep in mind.
    pub caveats: Vec<String>,
    /// How a qualitative outcome was established.
    pub method: Option<String>,
    /// How cases were sampled.
    pub selection: Option<CaseSelection>,
    /// When a qualitative outcome was established.
    pub date: Option<PartialDate>,
    /// Quotation and its speaker; the speaker is `None` when nobody is named.
    pub quote: Option<(String, Option<PersonId>)>,
}

/// A measured figure with its date and sample size.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The figure, in the outcome's unit.
    pub value: f64,
    /// Date of the measurement.
    pub date: Option<PartialDate>,
    /// Sample size: how many people or things were counted.
    pub n: Option<u64>,
    /// Remark about the figure.
    pub note: Option<String>,
}

/// Figures of a comparison group.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Kind of the comparison.
    pub kind: ComparisonKind,
    /// Name of the group.
    pub label: Option<String>,
    /// Figure before, in the outcome's unit.
    pub baseline: Option<f64>,
    /// Figure after, in the outcome's unit.
    pub result: Option<f64>,
}

/// Where figures come from.
#[derive(Clone, Debug)]
pub struct DataSource {
    /// Name of the survey, register or report.
    pub name: Option<String>,
    /// Kind of the source.
    pub kind: Option<SourceType>,
    /// Who collected the data.
    pub collected_by: Option<Collector>,
    /// Artifact with the data; index into [`CaseStudy::artifacts`](super::case_study::CaseStudy::artifacts).
    pub artifact: Option<ArtifactId>,
    /// URL of the data.
    pub url: Option<String>,
}

impl Outcome {
    /// The result less the baseline, rounded; `None` when either is missing.
    pub fn difference(&self) -> Option<f64> {
        Some(round(self.result.as_ref()?.value - self.baseline.as_ref()?.value))
    }

    /// Compares the result with the target.
    ///
    /// For [`Direction::Maintain`] the result must stay on the baseline's side of the target; if baseline and target
    /// are equal, or there is no baseline, within 1% of the target.
    pub fn target_status(&self) -> TargetStatus {
        let (Some(target), Some(result), Some(direction)) = (&self.target, &self.result, self.direction)
        else {
            return TargetStatus::Unknown;
        };
        let (target, result) = (target.value, result.value);
        let met = match direction {
            Direction::Increase => result >= target,
            Direction::Decrease => result <= target,
            Direction::Maintain => match self.baseline.as_ref().map(|baseline| baseline.value) {
                Some(before) if before > target => result >= target,
                Some(before) if before < target => result <= target,
                _ => (result - target).abs() <= target.abs() / 100.0,
            },
        };
        if met { TargetStatus::Met } else { TargetStatus::Missed }
    }

    /// Result in one line: `63% against a target of 65%`, or `63%, from 52%`; `None` without a result.
    pub fn summary_line(&self) -> Option<String> {
        let result = self.unit.format(self.result.as_ref()?.value);
        let show = |measure: &Measure| self.unit.format(measure.value);
        Some(match (&self.target, &self.baseline) {
            (Some(target), _) => format!("{result} against a target of {}", show(target)),
            (None, Some(before)) => format!("{result}, from {}", show(before)),
            (None, None) => result,
        })
    }
}
