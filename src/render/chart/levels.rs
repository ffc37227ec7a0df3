//! How the level of a handover changed: a step for each change, the levels by their names.

use std::fmt::Write;

use jiff::civil::Date;

use super::scale::{RIGHT, WIDTH, text};
use crate::content::date::PartialDate;
use crate::content::markdown::escape;
use crate::content::vocabulary::Level;

/// Between two levels.
const STEP: f64 = 20.0;
const TOP: f64 = 14.0;
const LEFT: f64 = 92.0;

/// Changes of level from first to last, until a day; none when there are fewer than two, or one has no date.
pub(in crate::render) fn levels(
    title: &str,
    changes: &[(Option<PartialDate>, Level)],
    until: Date,
) -> Option<String> {
    let dated: Vec<(PartialDate, Level)> = changes.iter().filter_map(|it| Some((it.0?, it.1))).collect();
    let [first, .., last] = &*dated else { return None };
    if dated.len() < changes.len() {
        return None;
    }
    let from = first.0.first_day();
    let days = f64::from((until.max(last.0.first_day()) - from).get_days().max(1));
    let x = |day: Date| {
        let place = LEFT + f64::from((day - from).get_days()) / days * (RIGHT - LEFT);
        (place * 10.0).round() / 10.0
    };
    let y = |level: Level| TOP + f64::from(7 - level.number()) * STEP;
    let told: Vec<String> = dated
        .iter()
        .map(|(date, it)| format!("{} {} from {}", it.number(), it.name(), date.in_words()))
        .collect();
    let height = TOP + 6.0 * STEP + 30.0;
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escape(&format!("{title}: level {}", told.join(", then ")))
    );
    for level in (1..=7).filter_map(Level::new) {
        let at = y(level);
        let _ = write!(
            svg,
            "<line class=\"chart-grid\" x1=\"{LEFT}\" y1=\"{at}\" x2=\"{RIGHT}\" y2=\"{at}\"/>\
             <text class=\"chart-text\" x=\"0\" y=\"{}\">{} {}</text>",
            at + 4.0,
            level.number(),
            level.name()
        );
    }
    let mut path = String::new();
    for (at, (date, level)) in dated.iter().enumerate() {
        let begin = if at == 0 { "M" } else { "H" };
        let _ = match at {
            0 => write!(path, "{begin}{} {}", x(date.first_day()), y(*level)),
            _ => write!(path, "{begin}{}V{}", x(date.first_day()), y(*level)),
        };
    }
    let _ = write!(path, "H{RIGHT}");
    let _ = write!(svg, "<path class=\"chart-line\" d=\"{path}\"/>");
    for (date, level) in &dated {
        let (x, y) = (x(date.first_day()), y(*level));
        let _ = write!(svg, "<circle class=\"chart-after\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>");
    }
    text(&mut svg, LEFT, LEFT, height - 4.0, &first.0.month_in_words());
    text(&mut svg, LEFT, RIGHT, height - 4.0, &PartialDate::from(until).month_in_words());
    svg.push_str("</svg>");
    Some(svg)
}
