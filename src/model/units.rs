//! Units, changes and target checks of figures. They are computed here, never taken from the author's own claims.

/// Unit of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Percentage: `percent` or `%`.
    Percent,
    /// Plain number of things: `count`.
    Count,
    /// Points of a scale: `points`.
    Points,
    /// A rate without a unit: `rate`.
    Rate,
    /// Duration in hours: `hours`.
    Hours,
    /// Duration in minutes: `minutes`.
    Minutes,
    /// Money, with its currency code: `currency:USD`.
    Currency(String),
    /// Any other word, printed after the figure as written.
    Other(String),
}

/// Whether an outcome reached its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetStatus {
    /// The result is as good as the target or better.
    Met,
    /// The result is worse than the target.
    Missed,
    /// There is no target, no result or no direction.
    Unknown,
}

/// Codes that are taken for a currency without `currency:` before them.
const CURRENCIES: [&str; 9] = ["AUD", "CAD", "EUR", "GBP", "INR", "JPY", "MXN", "NZD", "USD"];

impl Unit {
    /// Parses a unit. Never fails: an unknown word is [`Unit::Other`].
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
                None if CURRENCIES.contains(&other) => Self::Currency(other.to_owned()),
                None => Self::Other(other.to_owned()),
            },
        }
    }

    /// Formats a figure with its unit: `52%`, `1,500 USD`, `2 hours`.
    pub fn format(&self, value: f64) -> String {
        let number = format_number(value);
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

    /// Formats a difference: percentages differ by percentage points.
    pub(crate) fn format_difference(&self, value: f64) -> String {
        match self {
            Self::Percent if (value - 1.0).abs() < f64::EPSILON => "1 percentage point".to_owned(),
            Self::Percent => format!("{} percentage points", format_number(value)),
            _ => self.format(value),
        }
    }
}

/// Whether a description of a population mentions children, such as `grade 7 students`.
pub(crate) fn mentions_students(who: Option<&str>) -> bool {
    const WORDS: [&str; 9] =
        ["student", "students", "pupil", "pupils", "learner", "learners", "child", "children", "graders"];
    who.is_some_and(|who| {
        who.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
    })
}

impl TargetStatus {
    /// Key for templates and style sheets, such as `met`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Unknown => "unknown",
        }
    }
}

/// Formats a number as YAML writes it, without thousands separators.
pub(crate) fn format_plain(value: f64) -> String {
    format!("{value}")
}

/// Formats a number for readers: thousands separators, at most three decimals, a real minus sign.
pub fn format_number(value: f64) -> String {
    let rounded = round(value);
    let text = format!("{}", rounded.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 && whole.len() > 3 {
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

/// Rounds to three decimals: more than any survey supports, and free of floating-point noise.
pub(crate) fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
