//! Outcomes and their figures.

use serde::Serialize;

use super::shared::{DateText, Label, PersonContext};

/// An outcome, with what a reader needs to judge it.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeContext {
    /// Id of the outcome, unique in its case study.
    pub id: String,
    /// Id of its element on the case study's page: `outcome-belonging`.
    pub anchor: String,
    /// `quantitative` or `qualitative`.
    pub kind: Label,
    /// Whether the author named it as the outcome to judge the work by.
    pub primary: bool,
    /// What was measured, or the statement of a qualitative outcome.
    pub title: String,
    /// Who was measured: "all grade 7 students".
    pub population: Option<String>,
    /// "higher is better", "lower is better", "meant to stay the same".
    pub direction: Option<Label>,
    /// Measure before the work.
    pub baseline: Option<MeasureContext>,
    /// Why there is no baseline.
    pub baseline_note: Option<String>,
    /// Value that was aimed for.
    pub target: Option<MeasureContext>,
    /// Measure after the work.
    pub result: Option<MeasureContext>,
    /// Measures between baseline and result, in order. A line shows those that have a date: see `measured`.
    pub series: Vec<MeasureContext>,
    /// Difference between baseline and result, computed: "up 11 percentage points".
    pub change: Option<String>,
    /// `met`, `missed` or `unknown`, computed from result, target and direction.
    pub reached: Label,
    /// Figures of a comparison group.
    pub comparison: Option<ComparisonContext>,
    /// Source of the figures.
    pub source: Option<SourceContext>,
    /// How strong the claim is: `reported`, `associated`, `contributed`, `caused`.
    pub claim: Label,
    /// How the work contributed, and other possible explanations.
    pub contribution: Option<String>,
    /// "Guskey level 4: use of new knowledge and skills".
    pub evaluation_level: Option<String>,
    /// Whether it was a side effect.
    pub unintended: bool,
    /// Caveats, a sentence each.
    pub caveats: Vec<String>,
    /// Method by which a qualitative outcome was found.
    pub method: Option<String>,
    /// How the cases of a qualitative outcome were selected.
    pub selection: Option<Label>,
    /// Date of a qualitative outcome.
    pub date: Option<DateText>,
    /// A quotation that supports the outcome.
    pub quote: Option<QuoteContext>,
    /// How often and when it was measured, if `chart` is a line: "6 times from May 2024 to May 2025, n = 30 to 36".
    pub measured: Option<String>,
    /// By how much a single person or case moves a percentage of 100 or fewer, in a sentence.
    pub precision: Option<String>,
    /// The chart that fits the figures: HTML, safe to print; none when there is nothing to compare.
    pub chart: Option<String>,
    /// A bullet chart of the result, at most 80 pixels high: HTML, safe to print.
    pub bullet: Option<String>,
}

/// The result of an outcome as a line: "Students who feel they belong: 63%, up from 52%; target 65%".
#[derive(Clone, Debug, Serialize)]
pub struct MetricContext {
    /// What was measured, in the author's words.
    pub title: String,
    /// Result with its unit: "63%".
    pub result: String,
    /// Measure before the work: "52%".
    pub baseline: Option<String>,
    /// The same with the direction of the change: "up from 52%".
    pub change: Option<String>,
    /// Value that was aimed for: "65%".
    pub target: Option<String>,
    /// `met`, `missed` or `unknown`.
    pub reached: Label,
}

/// A figure with its date and number of cases.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureContext {
    /// The figure with its unit: "52%", "27", "2 hours".
    pub value: String,
    /// Date of the measurement.
    pub date: Option<DateText>,
    /// Number of cases that were counted.
    pub n: Option<u64>,
    /// The author's remark on the figure.
    pub note: Option<String>,
}

/// Figures of a comparison group.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonContext {
    /// `trend`, `prior_cohort`, `other_group`, `matched`, `randomised`, `none`.
    pub kind: Label,
    /// Description of the group: "other grade 7 classes".
    pub label: Option<String>,
    /// Figure before, with its unit.
    pub baseline: Option<String>,
    /// Figure after, with its unit.
    pub result: Option<String>,
}

/// The source of an outcome's figures.
#[derive(Clone, Debug, Serialize)]
pub struct SourceContext {
    /// Name of the source: "District climate survey".
    pub name: Option<String>,
    /// Type of the source, from `survey` to `document`.
    pub kind: Option<Label>,
    /// Who collected the figures: `self`, `delegate`, `third_party`.
    pub collected_by: Option<Label>,
    /// URL of an external source.
    pub url: Option<String>,
    /// Id of the artifact's element on the same page, when an artifact holds the figures.
    pub anchor: Option<String>,
}

/// A quotation that is published with the speaker's permission.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteContext {
    /// The quotation, as plain text without quotation marks.
    pub text: String,
    /// The speaker, as their consent allows.
    pub speaker: Option<PersonContext>,
}
