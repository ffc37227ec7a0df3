//! Bullet chart: a band from before to result, a ring before, a dot for the result, and a tick for the target. Without a
//! figure before, it is a bar from zero.

use super::axis::{Axis, Shapes};
use super::figures::{Figures, axis_row, frame};
use super::labels::lane;
use super::plot::Plot;

const HEIGHT: f64 = 28.0;
const SMALL_HEIGHT: f64 = 20.0;

/// The chart below the figure of the result: it names the target and what was before, and the ends of its axis.
pub(super) fn bullet_chart(figures: &Figures<'_>) -> Option<String> {
    let axis = axis(figures)?;
    let target = figures.target.map(|target| lane(axis.share(target), &figures.target_label(target)));
    let before = figures.before.map(|before| {
        let key = if before == figures.after { "chart-before-and-after" } else { "chart-before" };
        lane(axis.share(before), &figures.label(key, before))
    });
    let ends = if axis.is_fitted() {
        axis_row(&[figures.scale(&axis)])
    } else {
        axis_row(&[figures.show(axis.low), figures.show(axis.high)])
    };
    let content =
        [target.unwrap_or_default(), shapes(figures, &axis, HEIGHT), before.unwrap_or_default(), ends]
            .concat();
    Some(frame("chart", &figures.text_alternative(), &content))
}

/// The chart for a cell or a card: it names the result too, in one label with what was before.
pub(super) fn small_bullet_chart(figures: &Figures<'_>) -> Option<String> {
    let axis = axis(figures)?;
    let target = figures.target.map(|target| lane(axis.share(target), &figures.target_label(target)));
    let after = figures.label("chart-after", figures.after);
    let result = match figures.before {
        None => lane(axis.share(figures.after), &after),
        Some(before) if before == figures.after => {
            lane(axis.share(before), &figures.label("chart-before-and-after", before))
        }
        Some(before) => {
            let label = [figures.label("chart-before", before), after];
            let middle = f64::midpoint(before, figures.after);
            lane(axis.share(middle), &label.join(&figures.catalog.text("list-separator")))
        }
    };
    let note = axis.is_fitted().then(|| axis_row(&[figures.scale(&axis)]));
    let content =
        [target.unwrap_or_default(), shapes(figures, &axis, SMALL_HEIGHT), result, note.unwrap_or_default()]
            .concat();
    Some(frame("chart small", &figures.text_alternative(), &content))
}

/// The axis; `None` for a result alone, which is a figure without a chart.
fn axis(figures: &Figures<'_>) -> Option<Axis> {
    let values: Vec<f64> =
        [figures.before, figures.target, Some(figures.after)].into_iter().flatten().collect();
    let shapes = if figures.before.is_some() { Shapes::Changes } else { Shapes::Bars };
    (values.len() > 1).then(|| Axis::fit(&values, figures.unit(), shapes))?
}

fn shapes(figures: &Figures<'_>, axis: &Axis, height: f64) -> String {
    let mut plot = Plot::new(height);
    let center = height / 2.0;
    plot.across("track", 0.0, 100.0, center);
    let after = axis.share(figures.after);
    plot.across("band", axis.share(figures.before.unwrap_or(0.0)), after, center);
    if let Some((from, to)) = missing(figures) {
        plot.across("missing", axis.share(from), axis.share(to), center);
    }
    if let Some(target) = figures.target {
        let x = axis.share(target);
        plot.path("target", &format!("M{x} {}V{}", 1, height - 1.0));
    }
    if let Some(before) = figures.before {
        plot.ring(axis.share(before), center);
    }
    plot.dot("dot end", after, center);
    plot.dot("dot core", after, center);
    plot.finish()
}

/// From where to where something is missing from the target; `None` if it was met, or if there is none.
///
/// After a step away from the target, what is missing begins where the work began, beyond the band.
fn missing(figures: &Figures<'_>) -> Option<(f64, f64)> {
    let target = figures.target?;
    let side = match figures.before {
        Some(before) if before == target => return None,
        Some(before) => (target - before).signum(),
        None => 1.0,
    };
    let is_behind = |value: f64| (target - value) * side > 0.0;
    let from = match figures.before {
        Some(before) if (figures.after - before) * side < 0.0 => before,
        _ => figures.after,
    };
    is_behind(figures.after).then_some((from, target))
}
