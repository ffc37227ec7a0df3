//! When work went on: a bar each, under its title. What goes on ends in an arrow, what was stopped in a square.
//!
//! Places across are shares of the width, so that letters keep their size on a telephone.

use std::fmt::Write;

use jiff::civil::{Date, date};

use crate::content::markdown::escape;
use crate::content::vocabulary::Status;

/// A piece of work in time.
pub(in crate::render) struct Bar<'a> {
    pub(in crate::render) title: &'a str,
    pub(in crate::render) status: Status,
    pub(in crate::render) start: Date,
    pub(in crate::render) end: Option<Date>,
}

/// The height of a title and its bar.
const ROW: usize = 42;
/// So many years can be written side by side.
const YEARS: i16 = 8;

/// Bars in their order, on one axis of years; none without any.
pub(in crate::render) fn bars(bars: &[Bar<'_>], today: Date) -> Option<String> {
    let first = bars.iter().map(|it| it.start).min()?;
    let last = bars.iter().map(|it| it.end.unwrap_or(today).max(it.start)).max()?;
    let years = first.year()..last.year() + 1;
    let (from, to) = (date(years.start, 1, 1), date(years.end, 1, 1));
    let days = f64::from((to - from).get_days());
    let share = |day: Date| (f64::from((day - from).get_days()) / days * 1000.0).round() / 10.0;
    let height = bars.len() * ROW + 24;
    let mut svg = format!(
        "<svg class=\"chart time\" width=\"100%\" height=\"{height}\" role=\"img\" aria-label=\"{} from {} to {}; the list below says the same\">",
        if bars.len() == 1 {
            "One piece of work".to_owned()
        } else {
            format!("{} pieces of work", bars.len())
        },
        years.start,
        last.year()
    );
    let every = usize::from(years.clone().count().div_ceil(YEARS as usize).max(1) as u16);
    for year in years.clone().step_by(every) {
        let at = share(date(year, 1, 1));
        let _ = write!(
            svg,
            "<line class=\"chart-grid\" x1=\"{at}%\" y1=\"0\" x2=\"{at}%\" y2=\"{}\"/>\
             <text class=\"chart-text\" x=\"{at}%\" y=\"{}\" dx=\"3\">{year}</text>",
            height - 18,
            height - 4
        );
    }
    for (at, bar) in bars.iter().enumerate() {
        row(&mut svg, bar, at * ROW, &share, today);
    }
    svg.push_str("</svg>");
    Some(svg)
}

fn row(svg: &mut String, bar: &Bar<'_>, top: usize, share: &dyn Fn(Date) -> f64, today: Date) {
    let Bar { title, status, start, end } = bar;
    let word = match status {
        Status::Proposed => " (proposed)",
        Status::Ongoing => " (goes on)",
        Status::Completed => "",
        Status::Stopped => " (stopped)",
    };
    let middle = top + 26;
    let (from, until) = (share(*start), share(end.unwrap_or(today).max(*start)));
    let _ =
        write!(svg, "<text class=\"chart-text\" x=\"0\" y=\"{}\">{}{word}</text>", top + 14, escape(title));
    if *status == Status::Proposed {
        let _ = write!(svg, "<circle class=\"chart-before\" cx=\"{from}%\" cy=\"{middle}\" r=\"5\"/>");
        return;
    }
    // A few days of work must be seen, too.
    let width = ((until - from) * 10.0).round() / 10.0;
    let _ = write!(
        svg,
        "<rect class=\"chart-bar\" x=\"{from}%\" y=\"{}\" width=\"{}%\" height=\"8\"/>",
        middle - 4,
        width.max(0.6)
    );
    let mark = match status {
        Status::Ongoing => "M-2-7 7 0-2 7z",
        Status::Stopped => "M-6-6H6V6H-6z",
        Status::Proposed | Status::Completed => return,
    };
    let _ = write!(
        svg,
        "<svg x=\"{until}%\" y=\"{middle}\" overflow=\"visible\"><path class=\"chart-after\" d=\"{mark}\"/></svg>"
    );
}
