//! Chart of a measured outcome on one line: a hollow dot for before, a filled dot for after, a tick for the target.

use std::fmt::Write;

use super::scale::{RIGHT, Scale, WIDTH, draw_label};
use crate::content::markdown::escape;
use crate::i18n::Catalog;
use crate::model::outcome::{Comparison, Outcome};
use crate::model::units::Unit;
use crate::render::text::{format_figure, label_figure};

const LEFT: f64 = 14.0;

/// Charts a measured outcome; `None` without a result.
pub(crate) fn outcome_chart(outcome: &Outcome, catalog: &Catalog) -> Option<String> {
    let after = outcome.result.as_ref()?.value;
    let before = outcome.baseline.as_ref().map(|measure| measure.value);
    let target = outcome.target.as_ref().map(|measure| measure.value);
    let others = outcome.comparison.as_ref().and_then(comparison_values);
    let mut values: Vec<f64> = [Some(after), before, target].into_iter().flatten().collect();
    values.extend(outcome.series.iter().map(|point| point.value));
    values.extend(others.iter().flat_map(|&(from, to)| [from, to]));
    let scale = Scale::from_values(&values, &outcome.unit);
    let height = if others.is_some() { 122.0 } else { 92.0 };
    let mut svg = format!(
        "<svg class=\"chart\" direction=\"ltr\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escape(&text_alternative(outcome, catalog))
    );
    draw_axis(&mut svg, &scale, &outcome.unit, catalog);
    let line = ResultLine { y: 48.0, scale: &scale, catalog };
    if let Some(target) = target {
        line.draw_target(&mut svg, target, &outcome.unit);
    }
    line.draw_change(&mut svg, before, after);
    for point in &outcome.series {
        line.draw_point(&mut svg, point.value);
    }
    line.draw_before_and_after(&mut svg, before, after, &outcome.unit);
    if let Some((from, to)) = others {
        let label = outcome.comparison.as_ref().and_then(|comparison| comparison.label.as_deref());
        let show = |value| format_figure(catalog, &outcome.unit, value);
        let caption = match label {
            Some(label) => catalog.text_with(
                "chart-range",
                [
                    ("label", shorten_label(label).into()),
                    ("before", show(from).into()),
                    ("after", show(to).into()),
                ],
            ),
            None => comparison_text(catalog, &outcome.unit, (from, to)),
        };
        draw_comparison(&mut svg, &scale, (from, to), &caption);
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// Values of the comparison before and after; `None` unless it has both.
fn comparison_values(comparison: &Comparison) -> Option<(f64, f64)> {
    comparison.baseline.zip(comparison.result)
}

/// The text alternative of the chart.
fn text_alternative(outcome: &Outcome, catalog: &Catalog) -> String {
    let labeled = |key: &str, value: f64| label_figure(catalog, key, &outcome.unit, value);
    let before = match &outcome.baseline {
        Some(before) => labeled("chart-before", before.value),
        None => catalog.text("chart-before-unknown").into_owned(),
    };
    let after = outcome.result.as_ref().map(|after| labeled("chart-after", after.value));
    let target = outcome.target.as_ref().map(|target| labeled("chart-target", target.value));
    let others = outcome.comparison.as_ref().and_then(comparison_values);
    let others = others.map(|others| comparison_text(catalog, &outcome.unit, others));
    let parts: Vec<String> = [Some(before), after, target, others].into_iter().flatten().collect();
    let description = parts.join(&catalog.text("list-separator"));
    catalog.text_with(
        "chart-described",
        [("title", outcome.title.as_str().into()), ("description", description.into())],
    )
}

/// "comparison group from 40% to 45%"
fn comparison_text(catalog: &Catalog, unit: &Unit, (from, to): (f64, f64)) -> String {
    let show = |value| format_figure(catalog, unit, value);
    catalog.text_with("chart-comparison", [("before", show(from).into()), ("after", show(to).into())])
}

fn draw_axis(svg: &mut String, scale: &Scale, unit: &Unit, catalog: &Catalog) {
    let _ = write!(
        svg,
        "<line class=\"chart-track\" x1=\"{LEFT}\" y1=\"48\" x2=\"{RIGHT}\" y2=\"48\"/>\
         <text class=\"chart-text\" x=\"{LEFT}\" y=\"86\">{}</text>\
         <text class=\"chart-text\" x=\"{RIGHT}\" y=\"86\" text-anchor=\"end\">{}</text>",
        escape(&format_figure(catalog, unit, scale.low)),
        escape(&format_figure(catalog, unit, scale.high)),
    );
}

/// The line of the outcome at a height, on a scale.
struct ResultLine<'a> {
    y: f64,
    scale: &'a Scale,
    catalog: &'a Catalog,
}

impl ResultLine<'_> {
    fn draw_target(&self, svg: &mut String, value: f64, unit: &Unit) {
        let (x, y) = (self.scale.x_at(LEFT, value), self.y);
        let _ = write!(
            svg,
            "<line class=\"chart-target\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{}\"/>",
            y - 14.0,
            y + 10.0
        );
        draw_label(svg, LEFT, x, 14.0, &label_figure(self.catalog, "chart-target", unit, value));
    }

    fn draw_change(&self, svg: &mut String, before: Option<f64>, after: f64) {
        let Some(before) = before else { return };
        let (from, to, y) = (self.scale.x_at(LEFT, before), self.scale.x_at(LEFT, after), self.y);
        let _ = write!(svg, "<line class=\"chart-run\" x1=\"{from}\" y1=\"{y}\" x2=\"{to}\" y2=\"{y}\"/>");
    }

    fn draw_point(&self, svg: &mut String, value: f64) {
        let _ = write!(
            svg,
            "<circle class=\"chart-point\" cx=\"{}\" cy=\"{}\" r=\"2.5\"/>",
            self.scale.x_at(LEFT, value),
            self.y
        );
    }

    fn draw_before_and_after(&self, svg: &mut String, before: Option<f64>, after: f64, unit: &Unit) {
        let y = self.y;
        let label = |key: &str, value: f64| label_figure(self.catalog, key, unit, value);
        if let Some(before) = before {
            let x = self.scale.x_at(LEFT, before);
            let _ = write!(svg, "<circle class=\"chart-before\" cx=\"{x}\" cy=\"{y}\" r=\"6\"/>");
            draw_label(svg, LEFT, x, y + 22.0, &label("chart-before", before));
        } else {
            draw_label(svg, LEFT, LEFT, y + 22.0, &self.catalog.text("chart-before-unknown"));
        }
        let x = self.scale.x_at(LEFT, after);
        let _ = write!(svg, "<circle class=\"chart-after\" cx=\"{x}\" cy=\"{y}\" r=\"6\"/>");
        draw_label(svg, LEFT, x, y - 17.0, &label("chart-after", after));
    }
}

fn draw_comparison(svg: &mut String, scale: &Scale, (from, to): (f64, f64), caption: &str) {
    const Y: f64 = 102.0;
    let (a, b) = (scale.x_at(LEFT, from), scale.x_at(LEFT, to));
    let _ = write!(
        svg,
        "<line class=\"chart-other\" x1=\"{a}\" y1=\"{Y}\" x2=\"{b}\" y2=\"{Y}\"/>\
         <rect class=\"chart-before\" x=\"{}\" y=\"{}\" width=\"7\" height=\"7\"/>\
         <rect class=\"chart-after\" x=\"{}\" y=\"{}\" width=\"7\" height=\"7\"/>",
        a - 3.5,
        Y - 3.5,
        b - 3.5,
        Y - 3.5
    );
    draw_label(svg, LEFT, f64::midpoint(a, b), Y + 16.0, caption);
}

/// Shortens a label with an ellipsis to fit the width of the chart.
fn shorten_label(label: &str) -> String {
    const MAX_CHARS: usize = 30;
    if label.chars().count() <= MAX_CHARS {
        return label.to_owned();
    }
    let cut: String = label.chars().take(MAX_CHARS - 1).collect();
    format!("{}…", cut.trim_end())
}
