//! Labels of charts: HTML text in the flow of the page, so that no font can clip it and no two labels can overlap.
//!
//! A label is moved to its place by empty SVG elements beside it, since their `width` and `height` are attributes, and a
//! content policy forbids `style`. A label that is larger than planned shrinks or moves what is around it.

use std::fmt::Write;

use super::axis::round_tenth;
use crate::content::markdown::escape;

/// The height of a line of a label, in pixels.
pub(super) const LINE_HEIGHT: f64 = 20.0;

/// A label beside a plot: its text, and where its first line should have its middle, in pixels from the top.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SideLabel {
    pub(super) y: f64,
    pub(super) text: String,
    /// A name below the text.
    pub(super) name: Option<String>,
}

impl SideLabel {
    pub(super) fn new(y: f64, text: String) -> Self {
        Self { y, text, name: None }
    }

    /// The height that it needs, if a line of its name has about 19 characters.
    fn height(&self) -> f64 {
        let lines = self.name.as_ref().map_or(0, |name| name.chars().count().div_ceil(19));
        LINE_HEIGHT * (lines + 1) as f64
    }
}

/// A line with one label over or under a plot. The label stays inside the line and contains its mark, since the free space
/// is divided in the ratio of the axis: `share` is the position of the mark in percent.
pub(super) fn lane(share: f64, label: &str) -> String {
    let rest = round_tenth(100.0 - share);
    format!(
        "<p class=\"lane\"><svg width=\"{share}%\" height=\"1\"></svg><bdi>{}</bdi><svg width=\"{rest}%\" height=\"1\"></svg></p>",
        escape(label)
    )
}

/// A label inside a plot, centered at `share` percent, whose lower edge is at `bottom` pixels.
pub(super) fn inner_label(share: f64, bottom: f64, label: &str) -> String {
    format!(
        "<p class=\"inner\"><svg width=\"{share}%\" height=\"{bottom}\"></svg><bdi>{}</bdi></p>",
        escape(label)
    )
}

/// The labels on one side of a plot that is `height` pixels high. They keep their order.
pub(super) fn side(labels: &[SideLabel], height: f64) -> String {
    let mut order: Vec<&SideLabel> = labels.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let wanted: Vec<(f64, f64)> =
        order.iter().map(|label| (label.y - LINE_HEIGHT / 2.0, label.height())).collect();
    let mut html = "<div class=\"side\">".to_owned();
    let mut end = 0.0;
    for (label, top) in order.iter().zip(spread(&wanted, height)) {
        let space = round_tenth(top - end);
        if space > 0.0 {
            let _ = write!(html, "<svg width=\"1\" height=\"{space}\"></svg>");
        }
        let _ = write!(html, "<p><bdi>{}</bdi>", escape(&label.text));
        if let Some(name) = &label.name {
            let _ = write!(html, "<small dir=\"auto\">{}</small>", escape(name));
        }
        html.push_str("</p>");
        end = top + label.height();
    }
    html.push_str("</div>");
    html
}

/// The height that a plot needs for the labels on one side.
pub(super) fn needed_height(labels: &[SideLabel], height: f64) -> f64 {
    labels.iter().map(SideLabel::height).sum::<f64>().max(height)
}

/// Moves labels apart that would overlap. Each has the top that it should have and its height, in order from the top; the
/// result is the tops, in the same order. Labels stay between 0 and `height` where they fit.
fn spread(wanted: &[(f64, f64)], height: f64) -> Vec<f64> {
    let total: f64 = wanted.iter().map(|(_, size)| size).sum();
    let mut tops = Vec::with_capacity(wanted.len());
    let mut free = 0.0;
    for (top, size) in wanted {
        let top = top.max(free);
        free = top + size;
        tops.push(top);
    }
    let mut limit = height.max(total);
    for (top, (_, size)) in tops.iter_mut().zip(wanted).rev() {
        *top = top.min(limit - size);
        limit = *top;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_overlap_are_moved_apart_in_their_order() {
        let lines = |tops: &[f64]| tops.iter().map(|top| (*top, 20.0)).collect::<Vec<_>>();
        assert_eq!(spread(&lines(&[0.0, 50.0]), 100.0), [0.0, 50.0]);
        assert_eq!(spread(&lines(&[10.0, 12.0]), 100.0), [10.0, 30.0]);
        assert_eq!(spread(&lines(&[78.0, 79.0, 80.0]), 100.0), [40.0, 60.0, 80.0]);
        assert_eq!(spread(&lines(&[-8.0, -8.0]), 100.0), [0.0, 20.0]);
        assert_eq!(spread(&lines(&[0.0, 0.0, 0.0]), 40.0), [0.0, 20.0, 40.0]);
        assert_eq!(spread(&[(0.0, 40.0), (10.0, 20.0)], 100.0), [0.0, 40.0]);
    }

    #[test]
    fn a_name_below_a_label_makes_the_plot_higher() {
        let label = |name: &str| SideLabel { y: 10.0, text: "7".to_owned(), name: Some(name.to_owned()) };
        assert_eq!(needed_height(&[label("Others")], 30.0), 40.0);
        assert_eq!(needed_height(&[label("Others")], 150.0), 150.0);
        assert_eq!(needed_height(&[label("Nine homerooms drawn by lot"), label("b")], 90.0), 100.0);
    }

    #[test]
    fn the_spaces_beside_a_label_are_in_the_ratio_of_the_axis() {
        let lane = lane(37.5, "target <65%");
        assert!(lane.contains("width=\"37.5%\"") && lane.contains("width=\"62.5%\""), "{lane}");
        assert!(lane.contains("<bdi>target &lt;65%</bdi>"), "{lane}");
    }
}
