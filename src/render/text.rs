//! Text for readers: dates, periods, lists, counts, sizes.

use jiff::civil::Date;

use super::context::shared::{DateText, Label};
use crate::content::date::PartialDate;
use crate::model::resume::Position;

/// A date in ISO 8601 with its text for readers.
pub(super) fn date(date: PartialDate) -> DateText {
    DateText { iso: date.to_string(), text: date.format_long() }
}

/// A post: "Principal, Larkmere Middle School".
pub(super) fn position(position: &Position) -> String {
    match &position.organisation {
        Some(organisation) => format!("{}, {organisation}", position.title),
        None => position.title.clone(),
    }
}

pub(super) fn label(id: &'static str, words: &str) -> Label {
    Label { id, label: words.to_owned() }
}

/// "August 2024 – June 2025", or "August 2024 – present" when `ongoing` and without an end; `None` without dates.
pub(super) fn period(start: Option<PartialDate>, end: Option<PartialDate>, ongoing: bool) -> Option<String> {
    let words = PartialDate::format_month;
    Some(match (start, end) {
        (Some(start), Some(end)) if words(start) == words(end) => words(start),
        (Some(start), Some(end)) => format!("{} – {}", words(start), words(end)),
        (Some(start), None) if ongoing => format!("{} – present", words(start)),
        (Some(start), None) => words(start),
        (None, Some(end)) => words(end),
        (None, None) => return None,
    })
}

/// "10 months"; `None` unless both dates have a month.
pub(super) fn duration(start: PartialDate, end: PartialDate) -> Option<String> {
    if !start.has_month() || !end.has_month() || end < start {
        return None;
    }
    let days = (end.last_day() - start.first_day()).get_days() + 1;
    // 30.44 days is the mean length of a month.
    let months = (f64::from(days) / 30.44).round();
    Some(match (days, months) {
        (days, _) if days < 14 => pluralize(days as usize, "day", "days"),
        (days, months) if months < 2.0 => pluralize((days as usize + 3) / 7, "week", "weeks"),
        (_, months) if months < 24.0 => format!("{months} months"),
        (_, months) => {
            let years = (months / 6.0).round() / 2.0;
            if years.fract() == 0.0 {
                format!("{years} years")
            } else {
                format!("{} ½ years", years.floor())
            }
        }
    })
}

/// Joins items: "a", "a and b", "a, b and c".
pub(super) fn join_list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A count with the singular or plural noun: "1 day", "2 days".
pub(super) fn pluralize(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A count spelled out from "none" to "ten", then in digits.
pub(super) fn spell_count(count: usize) -> String {
    const WORDS: [&str; 11] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// A file size in decimal units: "24 kB", "1.3 MB".
pub(super) fn file_size(bytes: u64) -> String {
    match bytes {
        0..1000 => pluralize(bytes as usize, "byte", "bytes"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
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
