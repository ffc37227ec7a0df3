//! The axis of a chart: which values it covers, and where a value is on it.

use crate::model::units::Unit;

/// The least number of percentage points that an axis covers, so that a small change looks small.
const MIN_POINTS: f64 = 10.0;
/// The same for other units, as a share of the largest value.
const MIN_SHARE: f64 = 0.1;
/// A change of at least this share of the largest value is drawn from zero.
const FROM_ZERO_SHARE: f64 = 0.4;
/// Number of steps that an axis has at least, roughly.
const STEPS: f64 = 4.0;

/// A linear axis. Its ends are multiples of 1, 2, 2.5 or 5 times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// What the shapes of a chart say by their length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shapes {
    /// A bar has the length of its value, so its axis begins at zero.
    Bars,
    /// A line or band has the length of a change, so its axis may be fitted to the values.
    Changes,
}

impl Axis {
    /// The axis for some values; `None` if there are none, or if they are too large to be drawn.
    pub(super) fn fit(values: &[f64], unit: &Unit, shapes: Shapes) -> Option<Self> {
        let (mut lowest, mut highest) = (min(values), max(values));
        if values.is_empty() || !(highest - lowest).is_finite() {
            return None;
        }
        let is_share = *unit == Unit::Percent && lowest >= 0.0 && highest <= 100.0;
        let least = match lowest.abs().max(highest.abs()) {
            _ if is_share => MIN_POINTS,
            0.0 => 1.0,
            largest => largest * MIN_SHARE,
        };
        if shapes == Shapes::Bars {
            (lowest, highest) = (lowest.min(0.0), highest.max(0.0));
        }
        let is_whole = values.iter().all(|value| value.fract() == 0.0);
        let (low, high) = pad(lowest, highest, least);
        let step = round_step((high - low) / STEPS, is_whole);
        let low = if lowest >= 0.0 { floor_to(low, step).max(0.0) } else { floor_to(low, step) };
        let high =
            if lowest < 0.0 && highest <= 0.0 { ceil_to(high, step).min(0.0) } else { ceil_to(high, step) };
        let high = if is_share { high.min(100.0) } else { high };
        (low < high && (high - low).is_finite()).then_some(Self { low, high })
    }

    /// Whether the axis leaves out zero, which has to be said.
    pub(super) fn is_fitted(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Where a value is between the ends, in percent.
    pub(super) fn share(&self, value: f64) -> f64 {
        round_tenth(((value - self.low) / (self.high - self.low) * 100.0).clamp(0.0, 100.0))
    }

    /// The distance of a value from the top of a plot, when `margin` is left free above and below.
    pub(super) fn y(&self, value: f64, height: f64, margin: f64) -> f64 {
        round_tenth(margin + (height - 2.0 * margin) * (1.0 - self.share(value) / 100.0))
    }
}

/// The ends before they are rounded: from zero if the change is large, else with some space around the values.
fn pad(lowest: f64, highest: f64, least: f64) -> (f64, f64) {
    let span = highest - lowest;
    let covered = span.max(least);
    let middle = f64::midpoint(lowest, highest);
    if lowest >= 0.0 && span >= FROM_ZERO_SHARE * highest {
        return (0.0, (highest + 0.12 * covered).max(least));
    }
    if highest <= 0.0 && span >= FROM_ZERO_SHARE * -lowest {
        return ((lowest - 0.12 * covered).min(-least), 0.0);
    }
    (
        (lowest - 0.15 * covered).min(middle - 0.65 * covered),
        (highest + 0.12 * covered).max(middle + 0.65 * covered),
    )
}

/// The least step of at least `least`: 1, 2, 2.5 or 5 times a power of ten; a whole number for whole values.
fn round_step(least: f64, is_whole: bool) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * power);
    let mut steps = steps.filter(|step| !is_whole || step.fract() == 0.0);
    // Noise of the division must not lead to the next step.
    steps.find(|step| *step * 1.0001 >= least).unwrap_or(if is_whole { 1.0 } else { least })
}

fn floor_to(value: f64, step: f64) -> f64 {
    (value / step + 1e-9).floor() * step
}

fn ceil_to(value: f64, step: f64) -> f64 {
    (value / step - 1e-9).ceil() * step
}

pub(super) fn min(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

pub(super) fn max(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

pub(super) fn round_tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(values: &[f64], unit: &Unit, shapes: Shapes) -> (f64, f64) {
        let axis = Axis::fit(values, unit, shapes).unwrap();
        (axis.low, axis.high)
    }

    #[test]
    fn an_axis_is_fitted_to_the_values_and_no_narrower_than_ten_points_or_a_tenth() {
        let changes = |values: &[f64], unit| ends(values, unit, Shapes::Changes);
        assert_eq!(changes(&[96.1, 96.3, 97.0], &Unit::Percent), (90.0, 100.0));
        assert_eq!(changes(&[52.0, 63.0, 65.0], &Unit::Percent), (50.0, 70.0));
        assert_eq!(changes(&[0.0, 46.0, 40.0], &Unit::Count), (0.0, 60.0));
        assert_eq!(changes(&[12.0, 480.0, 50.0], &Unit::Count), (0.0, 600.0));
        assert_eq!(
            changes(&[1_162_150.0, 1_248_300.0, 1_200_000.0], &Unit::Count),
            (1_100_000.0, 1_300_000.0)
        );
        assert_eq!(changes(&[96.0, 96.0], &Unit::Percent), (85.0, 100.0));
        assert_eq!(changes(&[0.0, 0.0], &Unit::Percent), (0.0, 10.0));
        assert_eq!(changes(&[-4.0, 3.0], &Unit::Points), (-10.0, 5.0));
    }

    #[test]
    fn bars_begin_at_zero_whatever_their_sign() {
        assert_eq!(ends(&[71.0, 80.0], &Unit::Percent, Shapes::Bars), (0.0, 100.0));
        assert_eq!(ends(&[-3.0, -2.0], &Unit::Count, Shapes::Bars), (-4.0, 0.0));
        assert_eq!(ends(&[0.0], &Unit::Count, Shapes::Bars), (0.0, 1.0));
    }

    #[test]
    fn whole_values_have_whole_ends() {
        for values in [[9.0, 10.0], [3.0, 4.0], [12.0, 14.0], [101.0, 103.0]] {
            let (low, high) = ends(&values, &Unit::Count, Shapes::Changes);
            assert!(low.fract() == 0.0 && high.fract() == 0.0, "{values:?}: {low} to {high}");
        }
    }

    #[test]
    fn every_value_is_inside_and_what_cannot_be_drawn_has_no_axis() {
        for values in [[0.000_1, 0.000_2], [7.7, 7.9], [1e12, 1.1e12], [-1e9, 2e9], [99.9, 100.0]] {
            let axis = Axis::fit(&values, &Unit::Percent, Shapes::Changes).unwrap();
            assert!(axis.low <= values[0] && axis.high >= values[1], "{values:?}: {axis:?}");
        }
        assert_eq!(Axis::fit(&[], &Unit::Count, Shapes::Bars), None);
        assert_eq!(Axis::fit(&[1.0, f64::INFINITY], &Unit::Count, Shapes::Bars), None);
        assert_eq!(Axis::fit(&[-1e308, 1.7e308], &Unit::Count, Shapes::Changes), None);
    }

    #[test]
    fn a_position_is_a_share_of_the_axis() {
        let axis = Axis { low: 50.0, high: 70.0 };
        assert_eq!((axis.share(50.0), axis.share(65.0), axis.share(900.0)), (0.0, 75.0, 100.0));
        assert_eq!((axis.y(70.0, 100.0, 10.0), axis.y(50.0, 100.0, 10.0)), (10.0, 90.0));
        assert!(axis.is_fitted() && !Axis { low: 0.0, high: 9.0 }.is_fitted());
    }
}
