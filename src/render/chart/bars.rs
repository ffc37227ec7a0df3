//! Bar chart of a table that the author brings as a CSV file: a bar for each row.

use std::fmt::Write;

use super::scale::{RIGHT, Scale, WIDTH};
use crate::content::markdown::escape;
use crate::model::units::Unit;

/// Space of a row: its label above its bar.
const ROW_HEIGHT: f64 = 40.0;
const LEFT: f64 = 2.0;
/// Space for the value beside the longest bar.
const VALUE_WIDTH: f64 = 60.0;
/// Most bars of a chart; more are a table only.
const MAX_BARS: usize = 40;

/// A bar: its label, its value, and how the author wrote the value.
pub(crate) struct Bar<'a> {
    pub(crate) label: &'a str,
    pub(crate) value: f64,
    pub(crate) written: &'a str,
}

/// Charts the bars; `None` if there are none, too many, or some below zero. `title` begins the text alternative.
pub(crate) fn bar_chart(title: &str, bars: &[Bar<'_>]) -> Option<String> {
    if bars.is_empty() || bars.len() > MAX_BARS || bars.iter().any(|bar| bar.value < 0.0) {
        return None;
    }
    let is_percent = bars.iter().all(|bar| bar.written.trim_end().ends_with('%'));
    let values: Vec<f64> = bars.iter().map(|bar| bar.value).collect();
    let scale = Scale::from_values(&values, if is_percent { &Unit::Percent } else { &Unit::Count });
    let height = ROW_HEIGHT * bars.len() as f64;
    let described: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, bar.written)).collect();
    let mut svg = format!(
        "<svg class=\"chart\" direction=\"ltr\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escape(&format!("{title}: {}", described.join(", ")))
    );
    for (index, bar) in bars.iter().enumerate() {
        let top = ROW_HEIGHT * index as f64;
        let end = scale.interpolate(LEFT, RIGHT - VALUE_WIDTH, bar.value);
        let _ = write!(
            svg,
            "<text class=\"chart-text\" x=\"{LEFT}\" y=\"{}\">{}</text>\
             <rect class=\"chart-bar\" x=\"{LEFT}\" y=\"{}\" width=\"{:.1}\" height=\"14\"/>\
             <text class=\"chart-text\" x=\"{:.1}\" y=\"{}\">{}</text>",
            top + 14.0,
            escape(bar.label),
            top + 20.0,
            (end - LEFT).max(1.0),
            end + 6.0,
            top + 32.0,
            escape(bar.written)
        );
    }
    svg.push_str("</svg>\n");
    Some(svg)
}
