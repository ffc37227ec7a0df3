//! Bar chart of a table that the author brings as a CSV file: a bar for each row.

use super::axis::{Axis, Shapes};
use super::plot::Plot;
use crate::content::markdown::escape;
use crate::model::units::Unit;

const HEIGHT: f64 = 20.0;
const CENTER: f64 = 10.0;
/// Most bars of a chart; more are a table only.
const MAX_BARS: usize = 40;

/// A bar: its label, its value, and how the author wrote the value.
pub(crate) struct Bar<'a> {
    pub(crate) label: &'a str,
    pub(crate) value: f64,
    pub(crate) written: &'a str,
}

/// Charts the bars from zero; `None` if there are none, too many, or some below zero. `title` begins the text alternative.
pub(crate) fn bar_chart(title: &str, bars: &[Bar<'_>]) -> Option<String> {
    if bars.is_empty() || bars.len() > MAX_BARS || bars.iter().any(|bar| bar.value < 0.0) {
        return None;
    }
    let is_percent = bars.iter().all(|bar| bar.written.trim_end().ends_with('%'));
    let values: Vec<f64> = bars.iter().map(|bar| bar.value).collect();
    let unit = if is_percent { Unit::Percent } else { Unit::Count };
    let axis = Axis::fit(&values, &unit, Shapes::Bars)?;
    let described: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, bar.written)).collect();
    let rows: String = bars.iter().map(|bar| row(bar, &axis)).collect();
    Some(format!(
        "<div class=\"chart\" role=\"img\" aria-label=\"{}\"><div class=\"bars\">{rows}</div></div>\n",
        escape(&format!("{title}: {}", described.join(", ")))
    ))
}

fn row(bar: &Bar<'_>, axis: &Axis) -> String {
    let mut plot = Plot::new(HEIGHT);
    plot.across("band", 0.0, axis.share(bar.value), CENTER);
    format!("<p dir=\"auto\">{}</p>{}<bdi>{}</bdi>", escape(bar.label), plot.finish(), escape(bar.written))
}
