//! What readers of feeds share: dates, addresses and errors.

use jiff::civil::Date;
use jiff::fmt::rfc2822;
use url::Url;

use crate::content::date::PartialDate;
use crate::import::source::ImportError;

/// The day of a date as feeds have it: RFC 2822 (`Fri, 03 May 2019 08:00:00 +0000`), RFC 3339 (`2019-05-03T08:00:00Z`), or the
/// beginning of one. It is the day in the place where it was written.
pub(super) fn parse_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = PartialDate::parse(text.get(..10).unwrap_or(text)) {
        return Some(date);
    }
    if let Ok(time) = rfc2822::parse(text) {
        return Some(time.date().into());
    }
    // Names of time zones and of days in other languages: day, month and year are enough.
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let day =
        words.iter().position(|word| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let date = format!("{} {} {}", words[day], words.get(day + 1)?, words.get(day + 2)?);
    Date::strptime("%d %b %Y", &date)
        .or_else(|_| Date::strptime("%d %B %Y", &date))
        .ok()
        .map(PartialDate::from)
}

/// The path of an address, if it is one at which readers found a page of its own.
pub(super) fn old_path(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok().filter(|url| url.query().is_none())?;
    let path = url.path();
    (path != "/" && matches!(url.scheme(), "http" | "https")).then(|| path.to_owned())
}

/// The error of a file that can't be read; the reason is the end of a sentence.
pub(super) fn unreadable(path: &str, reason: &str, help: &str) -> ImportError {
    ImportError { message: format!("`{path}` can't be read: {reason}"), help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    #[test]
    fn dates_of_feeds_are_days() {
        for (text, day) in [
            ("Fri, 03 May 2019 23:30:00 -0500", Some("2019-05-03")),
            ("2019-05-03T08:00:00Z", Some("2019-05-03")),
            ("2019-05-03 08:00:00", Some("2019-05-03")),
            ("2019-05", Some("2019-05")),
            ("Fr, 3 May 2019 08:00:00 CEST", Some("2019-05-03")),
            ("0000-00-00 00:00:00", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(parse_date(text).map(|date| date.to_string()).as_deref(), day, "{text}");
        }
    }
}
