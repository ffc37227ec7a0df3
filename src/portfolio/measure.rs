//! Figures: units, changes, and whether an aim was reached. Computed here, never taken from the author's word.

use crate::content::vocabulary::Direction;

use super::model::{Measure, Outcome};

/// What a figure is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Of a hundred.
    Percent,
    /// Things.
    Count,
    /// Points of a scale.
    Points,
    /// A rate.
    Rate,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Money, by its code.
    Currency(String),
    /// A word of the author's own.
    Other(String),
}

/// Whether an aim was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The result is as good as the target or better.
    Met,
    /// It is not.
    Missed,
    /// There is no target, no result or no direction.
    Unknown,
}

impl Unit {
    /// Reads a unit; every word is one.
    pub fn parse(word: &str) -> Self {
        match word {
            "percent" | "%" => Self::Percent,
            "count" => Self::Count,
            "points" => Self::Points,
            "rate" => Self::Rate,
            "hours" => Self::Hours,
            "minutes" => Self::Minutes,
            other => match other.strip_prefix("currency:") {
                Some(code) => Self::Currency(code.to_owned()),
                None => Self::Other(other.to_owned()),
            },
        }
    }

    /// A figure in words: "52%", "1,500 USD", "2 hours".
    pub fn show(&self, value: f64) -> String {
        let number = number(value);
        let word = |singular: &str, plural: &str| {
            format!("{number} {}", if (value.abs() - 1.0).abs() < f64::EPSILON { singular } else { plural })
        };
        match self {
            Self::Percent => format!("{number}%"),
            Self::Count | Self::Rate => number,
            Self::Points => word("point", "points"),
            Self::Hours => word("hour", "hours"),
            Self::Minutes => word("minute", "minutes"),
            Self::Currency(code) => format!("{number} {code}"),
            Self::Other(unit) => format!("{number} {unit}"),
        }
    }

    /// A difference in words: percentages differ by percentage points.
    pub(super) fn show_difference(&self, value: f64) -> String {
        match self {
            Self::Percent if (value - 1.0).abs() < f64::EPSILON => "1 percentage point".to_owned(),
            Self::Percent => format!("{} percentage points", number(value)),
            _ => self.show(value),
        }
    }
}

/// Whether a figure is about children, by the words for whom it counts.
pub(super) fn counts_students(who: Option<&str>) -> bool {
    const WORDS: [&str; 9] =
        ["student", "students", "pupil", "pupils", "learner", "learners", "child", "children", "graders"];
    who.is_some_and(|it| {
        it.to_lowercase().split(|it: char| !it.is_alphanumeric()).any(|it| WORDS.contains(&it))
    })
}

impl Outcome {
    /// "up 11 percentage points", "no change", when both ends are known.
    pub fn change(&self) -> Option<String> {
        let (before, after) = (self.baseline.as_ref()?.value, self.result.as_ref()?.value);
        let difference = round(after - before);
        Some(match difference {
            d if d > 0.0 => format!("up {}", self.unit.show_difference(d)),
            d if d < 0.0 => format!("down {}", self.unit.show_difference(-d)),
            _ => "no change".to_owned(),
        })
    }

    /// Whether the target was reached.
    ///
    /// To maintain means to stay on the baseline's side of the target; where the two are equal, within one
    /// hundredth of it.
    pub fn reached(&self) -> Reached {
        let (Some(target), Some(result), Some(direction)) = (&self.target, &self.result, self.direction)
        else {
            return Reached::Unknown;
        };
        let (target, result) = (target.value, result.value);
        let met = match direction {
            Direction::Increase => result >= target,
            Direction::Decrease => result <= target,
            Direction::Maintain => match self.baseline.as_ref().map(|it| it.value) {
                Some(before) if before > target => result >= target,
                Some(before) if before < target => result <= target,
                _ => (result - target).abs() <= target.abs() / 100.0,
            },
        };
        if met { Reached::Met } else { Reached::Missed }
    }

    /// The result in a line: "63% against a target of 65%".
    pub fn in_a_line(&self) -> Option<String> {
        let result = self.unit.show(self.result.as_ref()?.value);
        let show = |it: &Measure| self.unit.show(it.value);
        Some(match (&self.target, &self.baseline) {
            (Some(target), _) => format!("{result} against a target of {}", show(target)),
            (None, Some(before)) => format!("{result}, from {}", show(before)),
            (None, None) => result,
        })
    }
}

impl Reached {
    /// Machine-readable and in words.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Met => ("met", "target met"),
            Self::Missed => ("missed", "target missed"),
            Self::Unknown => ("unknown", "no target to compare with"),
        }
    }
}

/// A number as YAML writes it.
pub(super) fn plain(value: f64) -> String {
    format!("{value}")
}

/// A number as readers write it: thousands apart, at most three decimals, none that say nothing.
pub fn number(value: f64) -> String {
    let rounded = round(value);
    let text = format!("{}", rounded.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 && whole.len() > 3 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !decimals.is_empty() {
        grouped.push('.');
        grouped.push_str(decimals);
    }
    if rounded < 0.0 { format!("−{grouped}") } else { grouped }
}

/// Three decimals: beyond what any survey supports, and free of binary noise.
fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
