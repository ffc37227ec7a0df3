//! The figures of an outcome, as its charts and their text alternatives write them.

use super::axis::Axis;
use super::labels::SideLabel;
use crate::content::enums::{ComparisonKind, Direction};
use crate::content::markdown::escape;
use crate::i18n::Catalog;
use crate::model::outcome::{Comparison, Measure, Outcome};
use crate::model::units::Unit;
use crate::render::text::{format_figure, label_figure};

/// The figures of an outcome that has a result, and how they are written.
pub(super) struct Figures<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) catalog: &'a Catalog,
    pub(super) before: Option<f64>,
    pub(super) after: f64,
    pub(super) target: Option<f64>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(outcome: &'a Outcome, catalog: &'a Catalog) -> Option<Self> {
        let value = |measure: &Option<Measure>| measure.as_ref().map(|measure| measure.value);
        let (before, target) = (value(&outcome.baseline), value(&outcome.target));
        Some(Self { outcome, catalog, before, after: value(&outcome.result)?, target })
    }

    pub(super) fn unit(&self) -> &'a Unit {
        &self.outcome.unit
    }

    /// A value with its unit.
    pub(super) fn show(&self, value: f64) -> String {
        format_figure(self.catalog, self.unit(), value)
    }

    /// A value with its unit in a message, such as "before 52%".
    pub(super) fn label(&self, key: &str, value: f64) -> String {
        label_figure(self.catalog, key, self.unit(), value)
    }

    /// "target 65%", "keep at 96%", or "target 65% = result".
    pub(super) fn target_label(&self, target: f64) -> String {
        let is_kept = self.outcome.direction == Some(Direction::Maintain);
        let label = self.label(if is_kept { "chart-keep" } else { "chart-target" }, target);
        if target == self.after {
            self.catalog.text_with("chart-same-as-result", [("label", label.into())])
        } else {
            label
        }
    }

    /// The labels at the end of a line: that of the last value, and that of the target; one label if the result is the same.
    pub(super) fn end_labels(&self, last: f64, y: impl Fn(f64) -> f64) -> Vec<SideLabel> {
        let mut labels = vec![SideLabel::new(y(last), self.show(last))];
        match self.target {
            Some(target) if target == last && last == self.after => {
                labels[0].text = self.target_label(target);
            }
            Some(target) => labels.push(SideLabel::new(y(target), self.target_label(target))),
            None => {}
        }
        labels
    }

    /// The group that the result is compared with, and its figures before and after.
    pub(super) fn comparison(&self) -> Option<(&'a Comparison, f64, f64)> {
        let comparison = self.outcome.comparison.as_ref()?;
        let (before, after) = comparison.baseline.zip(comparison.result)?;
        (comparison.kind != ComparisonKind::None).then_some((comparison, before, after))
    }

    /// "Scale from 48% to 68%"
    pub(super) fn scale(&self, axis: &Axis) -> String {
        let ends = [("low", self.show(axis.low).into()), ("high", self.show(axis.high).into())];
        self.catalog.text_with("chart-scale", ends)
    }

    /// The text alternative of a chart that shows no dates.
    pub(super) fn text_alternative(&self) -> String {
        let before = match self.before {
            Some(before) => self.label("chart-before", before),
            None => self.catalog.text("chart-before-unknown").into_owned(),
        };
        let target = self.target.map(|target| self.label("chart-target", target));
        let others = self.comparison().map(|(comparison, before, after)| {
            let figures = [("before", self.show(before).into()), ("after", self.show(after).into())];
            match &comparison.label {
                Some(label) => {
                    let values = figures.into_iter().chain([("label", label.as_str().into())]);
                    self.catalog.text_with("chart-range", values)
                }
                None => self.catalog.text_with("chart-comparison", figures),
            }
        });
        let parts = [Some(before), Some(self.label("chart-after", self.after)), target, others];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let description = parts.join(&self.catalog.text("list-separator"));
        self.catalog.text_with(
            "chart-described",
            [("title", self.outcome.title.as_str().into()), ("description", description.into())],
        )
    }
}

/// A line under a plot, with a text at each end or only one.
pub(super) fn axis_row(texts: &[String]) -> String {
    let texts: String = texts.iter().map(|text| format!("<bdi>{}</bdi>", escape(text))).collect();
    format!("<p class=\"axis\">{texts}</p>")
}

/// The frame of a chart with its text alternative. `class` is `chart`, or `chart small`.
pub(super) fn frame(class: &str, alternative: &str, content: &str) -> String {
    format!("<div class=\"{class}\" role=\"img\" aria-label=\"{}\">{content}</div>", escape(alternative))
}
