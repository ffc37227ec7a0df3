//! Line chart of an outcome that was measured at three or more dates, with its target as a dashed line.

use jiff::civil::Date;

use super::axis::{Axis, Shapes, max, min, round_tenth};
use super::figures::{Figures, axis_row, frame};
use super::labels::{LINE_HEIGHT, SideLabel, inner_label, needed_height, side};
use super::plot::Plot;
use crate::content::date::PartialDate;
use crate::model::outcome::{Measure, Outcome};
use crate::render::text::format_month;

const HEIGHT: f64 = 180.0;
/// Space above and below the line, enough for a label.
const MARGIN: f64 = 28.0;
/// The narrowest plot in which labels are shown, in pixels; the style sheet hides them in narrower ones.
const MIN_WIDTH: f64 = 170.0;
/// Widest character of a value, and the space around it, in pixels.
const CHARACTER_WIDTH: f64 = 8.0;
const LABEL_GAP: f64 = 10.0;
/// Distance of the middle of a label from its point, in pixels.
const LABEL_DISTANCE: f64 = 17.0;
/// Most points that each have a large dot.
const MAX_LARGE_DOTS: usize = 7;

/// A point: where it is, its value, and its date.
struct Point {
    x: f64,
    value: f64,
    date: PartialDate,
}

/// The measures of an outcome that have a date, in order, without a second one of the same day.
pub(crate) fn dated_measures<'a>(outcome: &'a Outcome) -> Vec<(Date, &'a Measure)> {
    let all = outcome.baseline.iter().chain(&outcome.series).chain(&outcome.result);
    let dated = |measure: &'a Measure| Some((measure.date?.first_day(), measure));
    let mut measures: Vec<(Date, &Measure)> = all.filter_map(dated).collect();
    measures.sort_by_key(|(day, _)| *day);
    measures.dedup_by_key(|(day, _)| *day);
    measures
}

/// Whether an outcome is drawn as a line: it was measured on three days or more.
pub(crate) fn is_line(outcome: &Outcome) -> bool {
    outcome.result.is_some() && dated_measures(outcome).len() > 2
}

/// Charts all dated measures; `None` when there are fewer than three different dates.
pub(super) fn line_chart(figures: &Figures<'_>) -> Option<String> {
    if !is_line(figures.outcome) {
        return None;
    }
    let points = points(figures.outcome);
    let ([first, .., last], target) = (&*points, figures.target) else { return None };
    let values: Vec<f64> = points.iter().map(|point| point.value).chain(target).collect();
    let axis = Axis::fit(&values, figures.unit(), Shapes::Changes)?;
    let start = start_labels(figures, &axis, first.value);
    let end = figures.end_labels(last.value, |value| y(&axis, value));
    let height = needed_height(&start, HEIGHT).max(needed_height(&end, HEIGHT));
    let inner = inner_labels(figures, &axis, &points);
    let months = [first, last].map(|point| format_month(figures.catalog, point.date));
    let mut content = format!(
        "<div class=\"sides\">{}<div class=\"over\">{}{inner}</div>{}</div>{}",
        side(&start, height),
        plot(figures, &axis, &points),
        side(&end, height),
        axis_row(&months)
    );
    if axis.is_fitted() || start.len() < 3 {
        content.push_str(&axis_row(&[figures.scale(&axis)]));
    }
    Some(frame("chart", &text_alternative(figures, &points), &content))
}

fn points(outcome: &Outcome) -> Vec<Point> {
    let measures = dated_measures(outcome);
    let [(from, _), .., (to, _)] = *measures else { return Vec::new() };
    let days = f64::from((to - from).get_days());
    let point = |(day, measure): &(Date, &Measure)| {
        let x = round_tenth(f64::from((*day - from).get_days()) / days * 100.0);
        Some(Point { x, value: measure.value, date: measure.date? })
    };
    measures.iter().filter_map(point).collect()
}

fn y(axis: &Axis, value: f64) -> f64 {
    axis.y(value, HEIGHT, MARGIN)
}

fn plot(figures: &Figures<'_>, axis: &Axis, points: &[Point]) -> String {
    let mut plot = Plot::new(HEIGHT);
    plot.path("grid", &format!("M0 {}H100M0 {}H100", y(axis, axis.low), y(axis, axis.high)));
    if let Some(target) = figures.target {
        plot.across("goal", 0.0, 100.0, y(axis, target));
    }
    let path: Vec<String> =
        points.iter().map(|point| format!("{} {}", point.x, y(axis, point.value))).collect();
    plot.path("line", &format!("M{}", path.join("L")));
    for (index, point) in points.iter().enumerate() {
        let is_end = index == 0 || index + 1 == points.len();
        let class = if is_end || points.len() <= MAX_LARGE_DOTS { "dot" } else { "dot point" };
        plot.dot(class, point.x, y(axis, point.value));
    }
    plot.finish()
}

/// The first value, and the ends of the axis that are not beside it.
fn start_labels(figures: &Figures<'_>, axis: &Axis, first: f64) -> Vec<SideLabel> {
    let label = |value: f64| SideLabel::new(y(axis, value), figures.show(value));
    let first = label(first);
    let ends = [axis.low, axis.high].map(label).into_iter();
    let mut labels: Vec<SideLabel> = ends.filter(|end| (end.y - first.y).abs() >= LINE_HEIGHT).collect();
    labels.push(first);
    labels
}

/// Values between the first and the last where there is room for them, the highest and the lowest first; never across the
/// target.
fn inner_labels(figures: &Figures<'_>, axis: &Axis, points: &[Point]) -> String {
    let values: Vec<f64> = points.iter().map(|point| point.value).collect();
    let extremes = [max(&values), min(&values)];
    let mut order: Vec<usize> = (1..points.len() - 1).collect();
    order.sort_by_key(|index| !extremes.contains(&points[*index].value));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut html = String::new();
    for index in order {
        let point = &points[index];
        let text = figures.show(point.value);
        let width = (text.chars().count() as f64 * CHARACTER_WIDTH + LABEL_GAP) / MIN_WIDTH * 100.0;
        let is_inside = point.x - width / 2.0 >= 0.0 && point.x + width / 2.0 <= 100.0;
        let is_free = taken.iter().all(|(x, other)| (point.x - x).abs() >= f64::midpoint(width, *other));
        let is_valley = points[index - 1].value > point.value && points[index + 1].value > point.value;
        if let (true, true, Some(bottom)) =
            (is_inside, is_free, label_bottom(figures, axis, point, is_valley))
        {
            taken.push((point.x, width));
            html.push_str(&inner_label(point.x, bottom, &text));
        }
    }
    html
}

/// Where the lower edge of a point's label is: above the point, or below a valley, unless it would lie on the target.
fn label_bottom(figures: &Figures<'_>, axis: &Axis, point: &Point, is_valley: bool) -> Option<f64> {
    let y_of_point = y(axis, point.value);
    let (above, below) = (y_of_point - LABEL_DISTANCE, y_of_point + LABEL_DISTANCE);
    let order = if is_valley { [below, above] } else { [above, below] };
    let is_clear = |middle: &f64| {
        figures.target.is_none_or(|target| (middle - y(axis, target)).abs() >= LINE_HEIGHT / 2.0 + 2.0)
    };
    order.into_iter().find(is_clear).map(|middle| round_tenth(middle + LINE_HEIGHT / 2.0))
}

/// All values with their dates.
fn text_alternative(figures: &Figures<'_>, points: &[Point]) -> String {
    let catalog = figures.catalog;
    let described = points.iter().map(|point| {
        let date = format_month(catalog, point.date);
        catalog.text_with("chart-point", [("value", figures.show(point.value).into()), ("date", date.into())])
    });
    let target = figures.target.map(|target| figures.label("chart-target", target));
    let described: Vec<String> = described.chain(target).collect();
    let title = ("title", figures.outcome.title.as_str().into());
    let points = ("points", described.join(&catalog.text("list-separator")).into());
    catalog.text_with("chart-over-time", [title, points])
}
