//! Line chart of an outcome that was measured at three or more dates, with its target as a horizontal line.

use std::fmt::Write;

use jiff::civil::Date;

use super::scale::{RIGHT, Scale, WIDTH, draw_label};
use crate::content::date::PartialDate;
use crate::content::markdown::escape;
use crate::i18n::Catalog;
use crate::model::outcome::{Measure, Outcome};
use crate::render::text::{format_figure, format_month, label_figure};

const HEIGHT: f64 = 176.0;
const LEFT: f64 = 18.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 136.0;
/// Maximum number of points that are all labeled; of more points only the first and the last are, to avoid overlaps.
const MAX_ALL_LABELED: usize = 5;

/// Charts all dated measures; `None` when there are fewer than three different dates.
pub(crate) fn series_chart(outcome: &Outcome, catalog: &Catalog) -> Option<String> {
    let all = outcome.baseline.iter().chain(&outcome.series).chain(&outcome.result);
    let mut points: Vec<(Date, PartialDate, f64)> = all.filter_map(dated_point).collect();
    points.sort_by_key(|(day, _, _)| *day);
    points.dedup_by_key(|(day, _, _)| *day);
    let ([first, .., last], true) = (&*points, points.len() > 2) else { return None };
    let (from, to) = (first.0, last.0);
    let days = f64::from((to - from).get_days());
    let target = outcome.target.as_ref().map(|measure| measure.value);
    let values: Vec<f64> = points.iter().map(|(_, _, value)| *value).chain(target).collect();
    let scale = Scale::from_values(&values, &outcome.unit);
    let x = |day: Date| {
        let position = LEFT + f64::from((day - from).get_days()) / days * (RIGHT - LEFT);
        (position * 10.0).round() / 10.0
    };
    let y = |value: f64| scale.interpolate(BOTTOM, TOP, value);
    let show = |value: f64| format_figure(catalog, &outcome.unit, value);
    let descriptions: Vec<String> = points
        .iter()
        .map(|(_, date, value)| {
            let date = format_month(catalog, *date);
            catalog.text_with("chart-point", [("value", show(*value).into()), ("date", date.into())])
        })
        .collect();
    let title = ("title", outcome.title.as_str().into());
    let described = ("points", descriptions.join(&catalog.text("list-separator")).into());
    let mut svg = format!(
        "<svg class=\"chart\" direction=\"ltr\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(&catalog.text_with("chart-over-time", [title, described]))
    );
    for (value, line_y) in [(scale.low, BOTTOM), (scale.high, TOP)] {
        let _ = write!(
            svg,
            "<line class=\"chart-grid\" x1=\"{LEFT}\" y1=\"{line_y}\" x2=\"{RIGHT}\" y2=\"{line_y}\"/>"
        );
        draw_label(&mut svg, LEFT, LEFT, line_y - 4.0, &show(value));
    }
    if let Some(target) = target {
        let line_y = y(target);
        let _ = write!(
            svg,
            "<line class=\"chart-target\" x1=\"{LEFT}\" y1=\"{line_y}\" x2=\"{RIGHT}\" y2=\"{line_y}\" stroke-dasharray=\"5 4\"/>"
        );
        let label = label_figure(catalog, "chart-target", &outcome.unit, target);
        draw_label(&mut svg, LEFT, RIGHT, line_y - 5.0, &label);
    }
    let path: Vec<String> =
        points.iter().map(|(day, _, value)| format!("{} {}", x(*day), y(*value))).collect();
    let _ = write!(svg, "<path class=\"chart-line\" d=\"M{}\"/>", path.join("L"));
    for (index, (day, _, value)) in points.iter().enumerate() {
        let _ =
            write!(svg, "<circle class=\"chart-after\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", x(*day), y(*value));
        if points.len() <= MAX_ALL_LABELED || index == 0 || index + 1 == points.len() {
            draw_label(&mut svg, LEFT, x(*day), y(*value) - 10.0, &show(*value));
        }
    }
    draw_label(&mut svg, LEFT, LEFT, BOTTOM + 24.0, &format_month(catalog, first.1));
    draw_label(&mut svg, LEFT, RIGHT, BOTTOM + 24.0, &format_month(catalog, last.1));
    svg.push_str("</svg>");
    Some(svg)
}

fn dated_point(measure: &Measure) -> Option<(Date, PartialDate, f64)> {
    measure.date.map(|date| (date.first_day(), date, measure.value))
}
