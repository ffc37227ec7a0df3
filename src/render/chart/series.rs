//! A result over time, when it was measured more than twice: a line, with its target across.

use std::fmt::Write;

use jiff::civil::Date;

use super::scale::{RIGHT, Scale, WIDTH, text};
use crate::content::date::PartialDate;
use crate::content::markdown::escape;
use crate::portfolio::model::{Measure, Outcome};

const HEIGHT: f64 = 176.0;
const LEFT: f64 = 18.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 136.0;
/// So many values can be printed without touching each other.
const LABELS: usize = 5;

/// A line through all dated measures; none when there are fewer than three.
pub(in crate::render) fn series(outcome: &Outcome) -> Option<String> {
    let all = outcome.baseline.iter().chain(&outcome.series).chain(&outcome.result);
    let mut points: Vec<(Date, PartialDate, f64)> = all.filter_map(dated).collect();
    points.sort_by_key(|it| it.0);
    points.dedup_by_key(|it| it.0);
    let ([first, .., last], true) = (&*points, points.len() > 2) else { return None };
    let (from, to) = (first.0, last.0);
    let days = f64::from((to - from).get_days());
    let target = outcome.target.as_ref().map(|it| it.value);
    let values: Vec<f64> = points.iter().map(|it| it.2).chain(target).collect();
    let scale = Scale::over(&values, &outcome.unit);
    let x = |day: Date| {
        let place = LEFT + f64::from((day - from).get_days()) / days * (RIGHT - LEFT);
        (place * 10.0).round() / 10.0
    };
    let y = |value: f64| scale.between(BOTTOM, TOP, value);
    let show = |value: f64| outcome.unit.show(value);
    let told: Vec<String> =
        points.iter().map(|it| format!("{} in {}", show(it.2), it.1.month_in_words())).collect();
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(&format!("{}, over time: {}", outcome.title, told.join(", ")))
    );
    for (value, at) in [(scale.low, BOTTOM), (scale.high, TOP)] {
        let _ =
            write!(svg, "<line class=\"chart-grid\" x1=\"{LEFT}\" y1=\"{at}\" x2=\"{RIGHT}\" y2=\"{at}\"/>");
        text(&mut svg, LEFT, LEFT, at - 4.0, &show(value));
    }
    if let Some(target) = target {
        let at = y(target);
        let _ = write!(
            svg,
            "<line class=\"chart-target\" x1=\"{LEFT}\" y1=\"{at}\" x2=\"{RIGHT}\" y2=\"{at}\" stroke-dasharray=\"5 4\"/>"
        );
        text(&mut svg, LEFT, RIGHT, at - 5.0, &format!("target {}", show(target)));
    }
    let path: Vec<String> = points.iter().map(|it| format!("{} {}", x(it.0), y(it.2))).collect();
    let _ = write!(svg, "<path class=\"chart-line\" d=\"M{}\"/>", path.join("L"));
    for (at, (day, _, value)) in points.iter().enumerate() {
        let _ =
            write!(svg, "<circle class=\"chart-after\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", x(*day), y(*value));
        if points.len() <= LABELS || at == 0 || at + 1 == points.len() {
            text(&mut svg, LEFT, x(*day), y(*value) - 10.0, &show(*value));
        }
    }
    text(&mut svg, LEFT, LEFT, BOTTOM + 24.0, &first.1.month_in_words());
    text(&mut svg, LEFT, RIGHT, BOTTOM + 24.0, &last.1.month_in_words());
    svg.push_str("</svg>");
    Some(svg)
}

fn dated(measure: &Measure) -> Option<(Date, PartialDate, f64)> {
    measure.date.map(|it| (it.first_day(), it, measure.value))
}
