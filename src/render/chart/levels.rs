//! How a level of delegation changed, as a staircase: a column for each period, as wide as it lasted and as high as its
//! level.
//!
//! It is a list with all its words, so it needs no text alternative.

use std::fmt::Write;

use jiff::civil::Date;

use crate::content::date::PartialDate;
use crate::content::markdown::escape;
use crate::render::context::case_study::LevelChangeContext;

/// Height of a level, in pixels.
const LEVEL_HEIGHT: u32 = 14;
/// Most columns that stand beside each other for certain; more of them are as wide as each other, in several rows.
const MAX_IN_A_ROW: usize = 4;
/// Width of all columns together; they shrink to the width of the page, but never below that of their words.
const WIDTH: f64 = 2000.0;

/// Charts changes of level, in order, until a date; `None` when there are fewer than two, or one has no date. `dates` are
/// those of the changes. Periods are counted in months, so that the chart of ongoing work is not another one every day.
pub(crate) fn level_chart(
    changes: &[LevelChangeContext],
    dates: &[Option<PartialDate>],
    until: Date,
) -> Option<String> {
    let days: Vec<Date> = dates.iter().map(|date| Some((*date)?.first_day())).collect::<Option<_>>()?;
    let [first, .., last] = *days else { return None };
    let until = until.max(last);
    let months = |from: Date, to: Date| {
        let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
        f64::from((month(to) - month(from)).max(1))
    };
    let ends = days.iter().skip(1).copied().chain([until]);
    let class = if days.len() > MAX_IN_A_ROW { "stairs many" } else { "stairs" };
    let mut html = format!("<div class=\"chart\"><ol class=\"{class}\">");
    for ((change, day), end) in changes.iter().zip(&days).zip(ends) {
        let width = (months(*day, end) / months(first, until) * WIDTH).round();
        html.push_str(&column(change, width));
    }
    html.push_str("</ol></div>");
    Some(html)
}

fn column(change: &LevelChangeContext, width: f64) -> String {
    let level = &change.level;
    let height = u32::from(level.number) * LEVEL_HEIGHT;
    let mut html = format!("<li><b>{} {}</b> ", level.number, escape(&level.name));
    if let Some(date) = &change.date {
        let _ = write!(html, "<time datetime=\"{}\">{}</time> ", escape(&date.iso), escape(&date.text));
    }
    let _ = write!(html, "<span>{}</span> ", escape(&level.meaning));
    if let Some(why) = &change.why {
        let _ = write!(html, "<small>{}</small>", escape(why));
    }
    let _ = write!(
        html,
        "<svg class=\"plot\" viewBox=\"0 0 100 {height}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <path class=\"step\" d=\"M0 0H100V{height}H0z\"/><path d=\"M0 0H100\"/></svg></li>"
    );
    html
}
