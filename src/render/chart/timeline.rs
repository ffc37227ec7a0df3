//! Timeline of case studies: a title each with a bar below. At its end is the mark that its status has everywhere: an arrow for
//! ongoing work, a square for stopped work, and a dotted ring for proposed work.
//!
//! Titles are HTML text, so that they wrap. Horizontal positions are percentages of the width, so that marks keep their
//! size on a phone.

use std::fmt::Write;

use jiff::civil::{Date, date};

use crate::content::enums::WorkStatus;
use crate::content::markdown::escape;
use crate::i18n::Catalog;

/// A case study on the timeline.
pub(crate) struct TimelineBar<'a> {
    pub(crate) title: &'a str,
    pub(crate) status: WorkStatus,
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
}

/// Maximum number of year labels that fit side by side.
const MAX_YEAR_LABELS: i16 = 8;
/// Where the last label of a year may begin, in percent of the width, so that it is not cut off on a phone.
const MAX_LABEL_START: f64 = 87.5;
/// Vertical center of a bar in its SVG element, in pixels from the top.
const BAR_CENTER: usize = 10;

/// Draws bars in order over one axis of years, as HTML; `None` without bars.
pub(crate) fn timeline_chart(bars: &[TimelineBar<'_>], today: Date, catalog: &Catalog) -> Option<String> {
    let first = bars.iter().map(|bar| bar.start).min()?;
    let last = bars.iter().map(|bar| bar.end.unwrap_or(today).max(bar.start)).max()?;
    let years = first.year()..last.year() + 1;
    let (from, to) = (date(years.start, 1, 1), date(years.end, 1, 1));
    let days = f64::from((to - from).get_days());
    let share = |day: Date| (f64::from((day - from).get_days()) / days * 1000.0).round() / 10.0;
    let (first_year, last_year) = (years.start.to_string(), last.year().to_string());
    let described = catalog.text_with(
        "chart-timeline",
        [("count", bars.len().into()), ("from", first_year.into()), ("to", last_year.into())],
    );
    let mut html = format!("<div class=\"time\" role=\"img\" aria-label=\"{}\">", escape(&described));
    let step = usize::from(years.clone().count().div_ceil(MAX_YEAR_LABELS as usize).max(1) as u16);
    let (mut grid, mut axis) = (String::new(), String::new());
    for year in years.step_by(step) {
        let x = share(date(year, 1, 1));
        let _ = write!(grid, "<line class=\"chart-grid\" x1=\"{x}%\" y1=\"0\" x2=\"{x}%\" y2=\"20\"/>");
        if x <= MAX_LABEL_START {
            let _ = write!(axis, "<text class=\"chart-text\" x=\"{x}%\" y=\"14\" dx=\"3\">{year}</text>");
        }
    }
    for bar in bars {
        let _ = write!(html, "<p>{}</p>", escape(&bar_label(bar, catalog)));
        write_svg(&mut html, &[&grid, &bar_svg(bar, &share, today)]);
    }
    write_svg(&mut html, &[&grid, &axis]);
    html.push_str("</div>");
    Some(html)
}

fn write_svg(html: &mut String, parts: &[&str]) {
    let _ = write!(html, "<svg direction=\"ltr\" width=\"100%\" height=\"20\">{}</svg>", parts.concat());
}

fn bar_label(bar: &TimelineBar<'_>, catalog: &Catalog) -> String {
    let key = match bar.status {
        WorkStatus::Proposed => "chart-status-proposed",
        WorkStatus::Ongoing => "chart-status-ongoing",
        WorkStatus::Completed => return bar.title.to_owned(),
        WorkStatus::Stopped => "chart-status-stopped",
    };
    catalog.text_with(key, [("title", bar.title.into())])
}

/// Draws a bar and the mark at its end. `share` maps a day to a percentage of the width.
fn bar_svg(bar: &TimelineBar<'_>, share: &dyn Fn(Date) -> f64, today: Date) -> String {
    let TimelineBar { title: _, status, start, end } = bar;
    let (from, until) = (share(*start), share(end.unwrap_or(today).max(*start)));
    let mark_of = format!("data-standing=\"{}\"", status.id());
    let mark = match status {
        WorkStatus::Proposed => {
            return format!("<circle {mark_of} cx=\"{from}%\" cy=\"{BAR_CENTER}\" r=\"5\"/>");
        }
        WorkStatus::Ongoing => "M-2-7 7 0-2 7z",
        WorkStatus::Stopped => "M-5-5H5V5H-5z",
        WorkStatus::Completed => "",
    };
    // Keeps the bar of a few days visible.
    let width = (((until - from) * 10.0).round() / 10.0).max(0.6);
    let top = BAR_CENTER - 4;
    let bar =
        format!("<rect class=\"chart-bar\" x=\"{from}%\" y=\"{top}\" width=\"{width}%\" height=\"8\"/>");
    if mark.is_empty() {
        return bar;
    }
    format!(
        "{bar}<svg x=\"{until}%\" y=\"{BAR_CENTER}\" overflow=\"visible\"><path {mark_of} d=\"{mark}\"/></svg>"
    )
}
