//! Outcomes, their figures and sources.

use crate::content::date::PartialDate;
use crate::content::enums::{
    CaseSelection, ClaimStrength, Collector, ComparisonKind, Direction, EvaluationLevel, OutcomeKind,
    SourceType,
};

raw! {
    /// A result, measured or described.
    RawOutcome {
        /// Id that other fields use for this outcome; unique in its case study.
        id: String,
        /// Whether the outcome is measured or described.
        kind: OutcomeKind,
        /// Whether this is the main outcome, the one that `verdict` is about.
        primary: bool,
        /// What was measured; needed for a measured outcome.
        metric: String,
        /// Unit of the values: `percent`, `count`, `points`, `rate`, `hours`, `minutes`, `currency:USD` or a word of
        /// your own.
        unit: String,
        /// Whether a higher or a lower value is better.
        direction: Direction,
        /// Who was measured, such as `All students in grades 6 to 8`.
        population: String,
        /// Value before the work.
        baseline: RawMeasure,
        /// Why there is no baseline.
        baseline_note: String,
        /// Value that you aimed for.
        target: RawMeasure,
        /// Value after the work.
        result: RawMeasure,
        /// Values measured between baseline and result.
        series: Vec<RawMeasure>,
        /// The change as you state it; it is checked against baseline and result.
        change: RawChange,
        /// Group or trend that the result is compared with.
        comparison: RawComparison,
        /// Where the data come from.
        source: RawSource,
        /// How strongly you attribute the result to the work; `reported` by default.
        claim: ClaimStrength,
        /// How the work contributed, and what else could explain the result.
        contribution: String,
        /// Level in an evaluation model for professional learning.
        evaluation_level: EvaluationLevel,
        /// Whether it is a side effect that was not planned.
        unintended: bool,
        /// Limits of the data that readers should know.
        caveats: Vec<String>,
        /// The outcome in one sentence; needed for a described outcome.
        statement: String,
        /// How a described outcome was found.
        method: String,
        /// How the cases for a described outcome were selected.
        selection: CaseSelection,
        /// When a described outcome was found.
        date: PartialDate,
        /// Quotation of a person.
        quote: RawQuote,
    }
}

raw! {
    /// A measured value with its date.
    RawMeasure {
        /// The number, in the unit of the outcome.
        value: f64,
        /// When it was measured.
        date: PartialDate,
        /// Number of people or cases measured.
        n: u64,
        /// Note on the value.
        note: String,
    }
}

raw! {
    /// A change as stated by the author.
    RawChange {
        /// Size of the change; negative for a decrease.
        value: f64,
        /// The unit of the outcome, `percentage_points` or `percent`.
        unit: String,
    }
}

raw! {
    /// A group or trend for comparison.
    RawComparison {
        /// Kind of comparison, such as `matched`.
        kind: ComparisonKind,
        /// Name of the comparison group, such as `Nine homerooms drawn by lot to wait`.
        label: String,
        /// The group's value before the work.
        baseline: f64,
        /// The group's value after the work.
        result: f64,
    }
}

raw! {
    /// Where data come from.
    RawSource {
        /// Name of the source, such as `Student survey`.
        name: String,
        /// Kind of source, such as `survey`.
        r#type: SourceType,
        /// Who collected the data.
        collected_by: Collector,
        /// Artifact of the same case study that holds the data, by its id.
        artifact: String,
        /// Web address of the source.
        url: String,
    }
}

raw! {
    /// A quotation of a person.
    RawQuote {
        /// The words of the person.
        text: String,
        /// Who said it; an id from `people.yaml`.
        speaker: String,
    }
}
