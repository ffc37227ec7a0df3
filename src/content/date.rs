//! Dates of varying precision: a year, a month or a day.

use std::borrow::Cow;
use std::fmt;

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use super::translated::facts;
use crate::yaml::ValueError;

/// A year, a month or a day: `2024`, `2024-08` or `2024-08-19`.
///
/// Ordered by year, then month, then day; a date that lacks a part sorts before one that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// The date behind an informal spelling.
enum DateGuess {
    /// It can be no other: `March 2025`, `1 March 2025`, `31.3.2025`, `2025/03/01`, `2025-03-01 08:00`.
    Certain(PartialDate),
    /// Day and month may be either way round: `3/4/2025`, `3.4.2025`. The month comes first in the first of the two.
    Either(PartialDate, PartialDate),
}

/// Guesses the date behind an informal spelling, for the help text.
fn guess_date(text: &str) -> Option<DateGuess> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Some(date) = date_before_time(text) {
        return Some(DateGuess::Certain(date));
    }
    let lower = text.to_lowercase();
    let parts: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let month_named = |word: &str| {
        let index = MONTHS.iter().position(|month| word.starts_with(month))?;
        i8::try_from(index + 1).ok()
    };
    // Ordinals count too: `1st`, `2nd`.
    let number = |word: &str| word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i16>().ok();
    let (mut year, mut month, mut short_numbers) = (None, None, Vec::new());
    for part in parts {
        match (number(part), month_named(part)) {
            (Some(number), _) if number >= 1000 => year = Some(number),
            (Some(number), _) => short_numbers.push(i8::try_from(number).ok()?),
            (None, Some(number)) => month = Some(number),
            (None, None) => return None,
        }
    }
    let date = |month: Option<i8>, day: Option<i8>| {
        let date = PartialDate { year: year?, month, day };
        civil::Date::new(date.year, month.unwrap_or(1), day.unwrap_or(1)).ok().map(|_| date)
    };
    let certain = match (month, short_numbers.as_slice()) {
        (Some(month), []) => date(Some(month), None),
        (Some(month), [day]) => date(Some(month), Some(*day)),
        (None, []) => date(None, None),
        (None, [month]) => date(Some(*month), None),
        (None, [month, day]) if starts_with_year(&lower) => date(Some(*month), Some(*day)),
        (None, [first, second]) => {
            match (date(Some(*first), Some(*second)), date(Some(*second), Some(*first))) {
                (Some(one), Some(other)) if one != other => return Some(DateGuess::Either(one, other)),
                // Whoever writes points writes the day first, and `1.13.2025` is a slip.
                (_, day_first) if lower.contains('.') => day_first,
                (month_first, day_first) => month_first.or(day_first),
            }
        }
        _ => None,
    };
    certain.map(DateGuess::Certain)
}

/// The day of a date with a time, as other programs write it: `2024-03-31 08:00:00 -0500`, `2024-03-31T08:00:00Z`.
fn date_before_time(text: &str) -> Option<PartialDate> {
    let (day, rest) = text.split_at_checked(10)?;
    let time = rest.trim_start_matches(['T', 't', ' ']);
    let hours = time.split_once(':').map(|(hours, _)| hours)?;
    let is_time = rest.len() > time.len()
        && (1..=2).contains(&hours.len())
        && hours.bytes().all(|b| b.is_ascii_digit());
    PartialDate::parse(day).ok().filter(|_| is_time)
}

fn starts_with_year(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 4
}

/// The first year of a school year: `2024-2025`, `2024/25`.
fn school_year(text: &str) -> Option<i16> {
    let (first, second) = text.split_once(['-', '/', '–'])?;
    let year: i16 = first.trim().parse().ok().filter(|year| (1900..2100).contains(year))?;
    let second = second.trim();
    let next: i16 = second.parse().ok()?;
    let follows = match second.len() {
        4 => next == year + 1,
        // `2024-12` is December.
        2 => next > 12 && next == (year + 1) % 100,
        _ => false,
    };
    follows.then_some(year)
}

/// The years of a period of more than a school year: `2014-2019`.
fn years(text: &str) -> Option<(i16, i16)> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    let year = |text: &str| text.trim().parse().ok().filter(|year| (1900..2100).contains(year));
    let (first, last) = (year(first)?, year(last)?);
    (last > first + 1).then_some((first, last))
}

facts!(PartialDate);

impl PartialDate {
    /// Parses a date: four digits of the year, then optionally two of the month and two of the day.
    ///
    /// # Errors
    /// When the text is none of these or the day does not exist; the help says what to write instead.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let error = |why: &str| {
            let wanted = if why.is_empty() { "a date leadfolio can read" } else { "a valid date" };
            let message = format!("`{text}` isn't {wanted}{why}");
            let help = "write a year, month or day, with the year first: `2025`, `2025-03` or `2025-03-01`";
            let goes_on = ["current", "now", "ongoing", "present", "today"];
            if goes_on.contains(&text.to_lowercase().as_str()) {
                return ValueError::new(message, "remove the line while it is ongoing");
            }
            if let Some((start, end)) = years(text) {
                let help =
                    format!("write one year; a period has two lines, `start: {start}` and `end: {end}`");
                return ValueError::new(message, help);
            }
            if let Some(year) = school_year(text) {
                return ValueError::new(
                    message,
                    format!(
                        "write a month, such as `{year}-08` for the start or `{}-06` for the end, each in its own line",
                        year + 1
                    ),
                );
            }
            match guess_date(text) {
                Some(DateGuess::Certain(date)) => {
                    ValueError::new(message, format!("write `{date}`")).correction(date)
                }
                Some(DateGuess::Either(one, other)) => {
                    let meaning = |date: Self| format!("`{date}` if you mean {}", date.format_long());
                    ValueError::new(message, format!("write {}, or {}", meaning(one), meaning(other)))
                }
                None => ValueError::new(message, help),
            }
        };
        let parts: Vec<&str> = text.split('-').collect();
        let digits =
            |part: &str, width: usize| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        let shaped = parts.iter().zip([4, 2, 2]).all(|(part, width)| digits(part, width)) && parts.len() <= 3;
        if !shaped {
            return Err(error(""));
        }
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
        let year = number(0).filter(|year| *year >= 1).ok_or_else(|| error(": year 0000 does not exist"))?;
        let month = number(1).map(|month| i8::try_from(month).unwrap_or(0));
        let day = number(2).map(|day| i8::try_from(day).unwrap_or(0));
        if let Some(month) = month
            && !(1..=12).contains(&month)
        {
            return Err(error(&format!(": month {month:02} does not exist")));
        }
        if civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err() {
            return Err(error(": that month doesn't have that day"));
        }
        Ok(Self { year, month, day })
    }

    /// The date that a text means, also in an informal spelling such as `March 2025`; `None` if it may mean another.
    pub(crate) fn guess(text: &str) -> Option<Self> {
        if let Ok(date) = Self::parse(text) {
            return Some(date);
        }
        match guess_date(text) {
            Some(DateGuess::Certain(date)) if school_year(text).is_none() => Some(date),
            _ => None,
        }
    }

    /// First day of the period: January 1 of a year, the 1st of a month.
    pub fn first_day(self) -> civil::Date {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("checked when it was parsed")
    }

    /// Last day of the period: December 31 of a year, the last day of a month.
    pub fn last_day(self) -> civil::Date {
        let month = civil::date(self.year, self.month.unwrap_or(12), 1);
        self.day.map_or_else(|| month.last_of_month(), |_| self.first_day())
    }

    /// The year, 1 or later; always known.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12; `None` for a bare year.
    pub const fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, 1 to 31; `None` for a year or a month.
    pub const fn day(self) -> Option<i8> {
        self.day
    }

    /// The month or the year of the date.
    pub const fn without_day(self) -> Self {
        Self { day: None, ..self }
    }

    /// The date in English, as exact as it is known: "August 19, 2024", "August 2024" or "2024". For diagnostics: pages have
    /// it in their language.
    pub fn format_long(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = self.month.and_then(|month| usize::try_from(month - 1).ok()).map(|index| MONTHS[index]);
        match (month, self.day) {
            (Some(month), Some(day)) => format!("{month} {day}, {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            (None, _) => self.year.to_string(),
        }
    }

    /// Whether the month is known; false for a bare year such as `2024`.
    pub const fn has_month(self) -> bool {
        self.month.is_some()
    }
}

impl From<civil::Date> for PartialDate {
    fn from(date: civil::Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(text.trim()).map_err(de::Error::custom)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "integer"],
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "description": "A year, a month or a day: 2024, 2024-08 or 2024-08-19",
        })
    }
}
