//! The linear scale of a chart, and labels that stay inside it.

use std::fmt::Write;

use crate::content::markdown::escape;
use crate::model::units::Unit;

/// Width of a chart in SVG units; one unit is a CSS pixel unless the chart is scaled down.
pub(super) const WIDTH: f64 = 360.0;
/// Right edge of the plot area, in SVG units.
pub(super) const RIGHT: f64 = 346.0;

/// A linear scale from values to positions.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Scale {
    /// A scale that covers the values: 0 to 100 for percentages within that range, else from zero to a round number.
    pub(super) fn from_values(values: &[f64], unit: &Unit) -> Self {
        let smallest = values.iter().copied().fold(0.0, f64::min);
        let largest = values.iter().copied().fold(0.0, f64::max);
        if *unit == Unit::Percent && smallest >= 0.0 && largest <= 100.0 {
            return Self { low: 0.0, high: 100.0 };
        }
        let low = if smallest < 0.0 { -round_up_to_tick(-smallest) } else { 0.0 };
        Self { low, high: round_up_to_tick(largest).max(low + 1.0) }
    }

    /// The x position of a value between `left` and the right edge, rounded to a tenth of a unit.
    pub(super) fn x_at(&self, left: f64, value: f64) -> f64 {
        self.interpolate(left, RIGHT, value)
    }

    /// The position of a value, interpolated between `low` and `high`, the positions of the ends of the scale.
    pub(super) fn interpolate(&self, low: f64, high: f64, value: f64) -> f64 {
        let position = low + (value - self.low) / (self.high - self.low) * (high - low);
        (position * 10.0).round() / 10.0
    }
}

/// Rounds up to 1, 2, 2.5, 5 or 10 times a power of ten.
fn round_up_to_tick(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let mut steps = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * power);
    steps.find(|step| *step >= value).unwrap_or(value)
}

/// Writes a label at a position; it is anchored so that it stays between `left` and the right edge.
pub(super) fn draw_label(svg: &mut String, left: f64, x: f64, y: f64, label: &str) {
    // About seven units a letter at the chart's text size, in a wide font.
    let half = label.chars().count() as f64 * 3.6;
    let (x, anchor) = match x {
        x if x - half < left => (left, "start"),
        x if x + half > RIGHT => (RIGHT, "end"),
        x => (x, "middle"),
    };
    let _ = write!(
        svg,
        "<text class=\"chart-text\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>",
        escape(label)
    );
}
