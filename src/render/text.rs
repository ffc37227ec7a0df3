//! Text for readers in the language of the portfolio: dates, periods, figures, lists, sizes.

use jiff::civil::Date;

use super::context::shared::{DateText, Label};
use super::renderer::Renderer;
use crate::content::date::PartialDate;
use crate::content::enums::Labeled;
use crate::i18n::{Catalog, MessageValue};
use crate::model::outcome::{Measure, Outcome};
use crate::model::resume::Position;
use crate::model::units::{TargetStatus, Unit, round};

impl Renderer<'_> {
    /// A message of the catalog.
    pub(crate) fn text(&self, key: &str) -> String {
        self.state.catalog.text(key).into_owned()
    }

    /// A message of the catalog, filled with values.
    pub(crate) fn text_with<'a>(
        &self,
        key: &str,
        values: impl IntoIterator<Item = (&'a str, MessageValue<'a>)>,
    ) -> String {
        self.state.catalog.text_with(key, values)
    }

    /// A message about the owner of the portfolio.
    pub(crate) fn text_about_owner(&self, key: &str) -> String {
        self.text_with(key, [("owner", self.portfolio.profile.name.as_str().into())])
    }

    /// A date in ISO 8601 with its text for readers.
    pub(crate) fn date(&self, date: PartialDate) -> DateText {
        DateText { iso: date.to_string(), text: format_date(&self.state.catalog, date) }
    }

    /// A value of front matter with its text for readers.
    pub(crate) fn label(&self, value: impl Labeled) -> Label {
        Label { id: value.id(), label: self.text(value.message_key()) }
    }

    /// A figure with its unit.
    pub(crate) fn figure(&self, unit: &Unit, value: f64) -> String {
        format_figure(&self.state.catalog, unit, value)
    }

    /// Change from baseline to result, such as "Up 11 percentage points" or "No change"; `None` when either is missing.
    pub(crate) fn change(&self, outcome: &Outcome) -> Option<String> {
        let difference = outcome.difference()?;
        let key = match difference {
            d if d > 0.0 => "change-up",
            d if d < 0.0 => "change-down",
            _ => return Some(self.text("change-none")),
        };
        let difference = format_difference(&self.state.catalog, &outcome.unit, difference.abs());
        Some(self.text_with(key, [("difference", difference.into())]))
    }

    /// Whether an outcome reached its target.
    pub(crate) fn target_label(&self, status: TargetStatus) -> Label {
        let key = match status {
            TargetStatus::Met => "target-met",
            TargetStatus::Missed => "target-missed",
            TargetStatus::Unknown => "target-unknown",
        };
        Label { id: status.id(), label: self.text(key) }
    }

    /// The result of an outcome in one line, with its target or else its baseline; `None` without a result.
    pub(crate) fn summary_line(&self, outcome: &Outcome) -> Option<String> {
        let show = |measure: &Measure| MessageValue::from(self.figure(&outcome.unit, measure.value));
        let result = ("result", show(outcome.result.as_ref()?));
        Some(match (&outcome.target, &outcome.baseline) {
            (Some(target), _) => self.text_with("result-against-target", [result, ("target", show(target))]),
            (None, Some(before)) => {
                self.text_with("result-from-baseline", [result, ("baseline", show(before))])
            }
            (None, None) => self.figure(&outcome.unit, outcome.result.as_ref()?.value),
        })
    }

    /// "August 2024 – June 2025", or "August 2024 – present" when `ongoing` and without an end; `None` without dates.
    pub(crate) fn period(
        &self,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
        ongoing: bool,
    ) -> Option<String> {
        let month = |date| format_month(&self.state.catalog, date);
        Some(match (start.map(month), end.map(month)) {
            (Some(start), Some(end)) if start == end => start,
            (Some(start), Some(end)) => {
                self.text_with("period", [("start", start.into()), ("end", end.into())])
            }
            (Some(start), None) if ongoing => self.text_with("period-until-now", [("start", start.into())]),
            (Some(date), None) | (None, Some(date)) => date,
            (None, None) => return None,
        })
    }

    /// "10 months"; `None` unless both dates have a month.
    pub(crate) fn duration(&self, start: PartialDate, end: PartialDate) -> Option<String> {
        if !start.has_month() || !end.has_month() || end < start {
            return None;
        }
        let days = (end.last_day() - start.first_day()).get_days() + 1;
        // 30.44 days is the mean length of a month.
        let months = (f64::from(days) / 30.44).round();
        let half_years = (months / 6.0).round();
        let (key, count) = match (days, months) {
            (days, _) if days < 14 => ("duration-days", f64::from(days)),
            (days, months) if months < 2.0 => ("duration-weeks", f64::from((days + 3) / 7)),
            (_, months) if months < 24.0 => ("duration-months", months),
            _ if half_years % 2.0 == 0.0 => ("duration-years", half_years / 2.0),
            _ => ("duration-years-half", (half_years / 2.0).floor()),
        };
        Some(self.text_with(key, [("count", count.into())]))
    }

    /// How often each label is there, in the order of their first places: "goal met: 1, stopped: 2".
    pub(crate) fn count_labels(&self, labels: impl Iterator<Item = String>) -> String {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for label in labels {
            match counts.iter_mut().find(|(known, _)| *known == label) {
                Some((_, count)) => *count += 1,
                None => counts.push((label, 1)),
            }
        }
        let count = |(label, count): (String, usize)| {
            self.text_with("state-count", [("count", count.into()), ("state", label.into())])
        };
        counts.into_iter().map(count).collect::<Vec<_>>().join(&self.text("list-separator"))
    }

    /// Joins items: "a", "a and b", "a, b and c"; with semicolons if an item has a comma of its own.
    pub(crate) fn join_list(&self, items: &[String]) -> String {
        if items.iter().any(|item| item.contains([',', '،'])) {
            return items.join(&self.text("list-semicolon"));
        }
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => {
                let items = rest.join(&self.text("list-separator"));
                self.text_with("list-last", [("items", items.into()), ("last", last.as_str().into())])
            }
        }
    }

    /// A message that counts something: "1 case study", "2 case studies".
    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        self.text_with(key, [("count", count.into())])
    }

    /// A whole number or a fraction, as the language writes it.
    pub(crate) fn number(&self, value: f64) -> String {
        format_number(&self.state.catalog, value)
    }

    /// A file size in decimal units: "24 kB", "1.3 MB".
    pub(crate) fn file_size(&self, bytes: u64) -> String {
        let (key, number) = match bytes {
            0..1000 => return self.count("file-size-bytes", bytes as usize),
            1000..1_000_000 => ("file-size-kb", bytes.div_ceil(1000) as f64),
            _ => ("file-size-mb", (bytes / 100_000) as f64 / 10.0),
        };
        self.text_with(key, [("number", self.number(number).into())])
    }
}

/// The date as exact as it is known: "August 19, 2024", "August 2024" or "2024".
pub(crate) fn format_date(catalog: &Catalog, date: PartialDate) -> String {
    let year = ("year", date.year().to_string().into());
    let Some(month) = date.month() else { return date.year().to_string() };
    let month = ("month", catalog.text(&format!("month-{month}")).into());
    match date.day() {
        Some(day) => catalog.text_with("date-day", [year, month, ("day", day.into())]),
        None => catalog.text_with("date-month", [year, month]),
    }
}

/// The date without its day: "August 2024" or "2024".
pub(crate) fn format_month(catalog: &Catalog, date: PartialDate) -> String {
    format_date(catalog, date.without_day())
}

/// Formats a number for readers: separators of thousands, at most three decimals, a real minus sign.
pub(crate) fn format_number(catalog: &Catalog, value: f64) -> String {
    let rounded = round(value);
    let text = separate(catalog, &format!("{}", rounded.abs()));
    if rounded < 0.0 { format!("−{text}") } else { text }
}

/// Writes the separators of the language into a number without a sign.
fn separate(catalog: &Catalog, digits: &str) -> String {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let group = catalog.text("number-group");
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 && whole.len() > 3 {
            text.push_str(&group);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push_str(&catalog.text("number-decimal"));
        text.push_str(decimals);
    }
    text
}

/// Formats a figure with its unit: "52%", "$1,500", "2 hours".
pub(crate) fn format_figure(catalog: &Catalog, unit: &Unit, value: f64) -> String {
    let number = format_number(catalog, value);
    let counted = |key: &str| {
        let count = MessageValue::from(round(value).abs());
        catalog.text_with(key, [("number", number.as_str().into()), ("count", count)])
    };
    match unit {
        Unit::Percent => catalog.text_with("percent", [("number", number.into())]),
        Unit::Count | Unit::Rate => number,
        Unit::Points => counted("unit-points"),
        Unit::Hours => counted("unit-hours"),
        Unit::Minutes => counted("unit-minutes"),
        Unit::Currency(code) => format_money(catalog, code, value),
        Unit::Other(unit) => format!("{number} {unit}"),
    }
}

/// A figure in a message that has its value: "target 65%".
pub(crate) fn label_figure(catalog: &Catalog, key: &str, unit: &Unit, value: f64) -> String {
    catalog.text_with(key, [("value", format_figure(catalog, unit, value).into())])
}

/// Formats a difference: percentages differ by percentage points.
pub(crate) fn format_difference(catalog: &Catalog, unit: &Unit, value: f64) -> String {
    if *unit != Unit::Percent {
        return format_figure(catalog, unit, value);
    }
    let number = format_number(catalog, value).into();
    catalog.text_with("percentage-points", [("number", number), ("count", round(value).into())])
}

/// An amount of money: "$1,200", "−$0.07", "1,200 CHF".
fn format_money(catalog: &Catalog, code: &str, value: f64) -> String {
    let amount = round(value).abs();
    // Cents have two digits, fractions of a cent keep all.
    let cents = format!("{amount:.2}");
    let is_cents = amount.fract() != 0.0 && format!("{amount:.3}") == format!("{cents}0");
    let digits = if is_cents { cents } else { format!("{amount}") };
    let number = ("number", MessageValue::from(separate(catalog, &digits)));
    let symbol = format!("currency-{}", code.to_ascii_uppercase());
    let text = if catalog.contains(&symbol) {
        catalog.text_with("currency", [number, ("symbol", catalog.text(&symbol).into())])
    } else {
        catalog.text_with("currency-by-code", [number, ("code", code.to_ascii_uppercase().into())])
    };
    if round(value) < 0.0 { format!("−{text}") } else { text }
}

/// A post: "Principal, Larkmere Middle School".
pub(super) fn position(catalog: &Catalog, position: &Position) -> String {
    match &position.organisation {
        Some(organisation) => {
            format!("{}{}{organisation}", position.title, catalog.text("list-separator"))
        }
        None => position.title.clone(),
    }
}

/// Years of a copyright notice: "2024" or "2024–2026"; without a first year only the current one.
pub(super) fn year_range(since: Option<i16>, today: Date) -> String {
    match since {
        Some(since) if since < today.year() => format!("{since}–{}", today.year()),
        Some(since) => since.to_string(),
        None => today.year().to_string(),
    }
}
