//! From values to places, and the words at them.

use std::fmt::Write;

use crate::content::markdown::escape;
use crate::portfolio::measure::Unit;

/// Width of a drawing, in its own units: one is a pixel where there is room.
pub(super) const WIDTH: f64 = 360.0;
/// The right edge of what is drawn.
pub(super) const RIGHT: f64 = 346.0;

/// Values to places on the line.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Scale {
    /// Percentages stand on 0 to 100; other figures on a line from zero to a round number.
    pub(super) fn over(values: &[f64], unit: &Unit) -> Self {
        let least = values.iter().copied().fold(0.0, f64::min);
        let most = values.iter().copied().fold(0.0, f64::max);
        if *unit == Unit::Percent && least >= 0.0 && most <= 100.0 {
            return Self { low: 0.0, high: 100.0 };
        }
        let low = if least < 0.0 { -round_up(-least) } else { 0.0 };
        Self { low, high: round_up(most).max(low + 1.0) }
    }

    /// The place of a value on a line from `left` to the right edge, to a tenth of a unit.
    pub(super) fn across(&self, left: f64, value: f64) -> f64 {
        self.between(left, RIGHT, value)
    }

    /// The place of a value between those of the lowest and the highest.
    pub(super) fn between(&self, low: f64, high: f64, value: f64) -> f64 {
        let place = low + (value - self.low) / (self.high - self.low) * (high - low);
        (place * 10.0).round() / 10.0
    }
}

/// The next of 1, 2, 2.5, 5 and 10 times a power of ten.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let power = 10f64.powf(value.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|it| it * power).find(|it| *it >= value).unwrap_or(value)
}

/// A label at a place, kept inside the drawing.
pub(super) fn text(svg: &mut String, left: f64, x: f64, y: f64, words: &str) {
    // About six units a letter at the chart's text size.
    let half = words.chars().count() as f64 * 3.0;
    let (x, anchor) = match x {
        x if x - half < left => (left, "start"),
        x if x + half > RIGHT => (RIGHT, "end"),
        x => (x, "middle"),
    };
    let _ = write!(
        svg,
        "<text class=\"chart-text\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>",
        escape(words)
    );
}
