//! Slope chart of a result beside a group that it is compared with: both before and after.

use super::axis::{Axis, Shapes};
use super::figures::{Figures, axis_row, frame};
use super::labels::{SideLabel, needed_height, side};
use super::plot::Plot;
use crate::content::enums::Labeled;
use crate::content::markdown::escape;
use crate::model::outcome::Measure;
use crate::render::text::format_month;

const HEIGHT: f64 = 150.0;
/// Space above and below the lines, for their labels.
const MARGIN: f64 = 10.0;

/// Charts the outcome and its group; `None` unless both have a figure before and after.
pub(super) fn slope_chart(figures: &Figures<'_>) -> Option<String> {
    let (comparison, from, to) = figures.comparison()?;
    let (before, after) = (figures.before?, figures.after);
    let values: Vec<f64> = [before, after, from, to].into_iter().chain(figures.target).collect();
    let axis = Axis::fit(&values, figures.unit(), Shapes::Changes)?;
    let kind = || figures.catalog.text(comparison.kind.message_key()).into_owned();
    let name = comparison.label.clone().unwrap_or_else(kind);
    // Once for the labels as they are, and again if they need a higher plot.
    let labels = |height: f64| {
        let y = |value: f64| axis.y(value, height, MARGIN);
        let mut start = vec![SideLabel::new(y(before), figures.show(before))];
        if from != before {
            start.push(SideLabel::new(y(from), figures.show(from)));
        }
        let mut end = figures.end_labels(after, y);
        end.push(SideLabel::new(y(to), figures.show(to)));
        (start, end)
    };
    let (start, end) = labels(HEIGHT);
    let height = needed_height(&start, HEIGHT).max(needed_height(&end, HEIGHT));
    let (start, end) = labels(height);

    let y = |value: f64| axis.y(value, height, MARGIN);
    let mut plot = Plot::new(height);
    plot.path("grid", &format!("M0 0V{height}M100 0V{height}"));
    if let Some(target) = figures.target {
        plot.across("goal", 0.0, 100.0, y(target));
    }
    plot.path("line other", &format!("M0 {}L100 {}", y(from), y(to)));
    plot.dot("dot other", 0.0, y(from));
    plot.dot("dot other", 100.0, y(to));
    plot.path("line", &format!("M0 {}L100 {}", y(before), y(after)));
    plot.ring(0.0, y(before));
    plot.dot("dot", 100.0, y(after));
    let content = format!(
        "<div class=\"sides\">{}{}{}</div>{}{}{}",
        side(&start, height),
        plot.finish(),
        side(&end, height),
        group_line(&name),
        axis_row(&moments(figures)),
        axis_row(&[figures.scale(&axis)])
    );
    Some(frame("chart", &figures.text_alternative(), &content))
}

/// The name of the group, below the chart, where there is room for all of it.
fn group_line(name: &str) -> String {
    format!("<p class=\"group\" dir=\"auto\">{}</p>", escape(name))
}

/// The months of both figures, or "Before" and "After".
fn moments(figures: &Figures<'_>) -> [String; 2] {
    let date = |measure: &Option<Measure>| measure.as_ref().and_then(|measure| measure.date);
    match date(&figures.outcome.baseline).zip(date(&figures.outcome.result)) {
        Some((before, after)) if before.without_day() != after.without_day() => {
            [before, after].map(|date| format_month(figures.catalog, date))
        }
        _ => ["measure-before", "measure-after"].map(|key| figures.catalog.text(key).into_owned()),
    }
}
