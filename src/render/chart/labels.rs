//! Labels of charts: HTML text in the flow of the page, so that no font can clip it and no two labels can overlap.
//!
//! A label is moved to its place by empty SVG elements beside it, since their `width` and `height` are attributes, and a
//! content policy forbids `style`. A label that is larger than planned uses the space around it, and moves what is there only
//! if that is too small.

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
}

impl SideLabel {
    pub(super) const fn new(y: f64, text: String) -> Self {
        Self { y, text }
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

/// The labels on one side of a plot that is `height` pixels high. They keep their order. A label is as high as the gap to
/// the next one, so that one of two lines moves nothing as long as there is room.
pub(super) fn side(labels: &[SideLabel], height: f64) -> String {
    let mut order: Vec<&SideLabel> = labels.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let wanted: Vec<f64> = order.iter().map(|label| label.y - LINE_HEIGHT / 2.0).collect();
    let tops = spread(&wanted, height);
    let space = |from: f64, to: f64| {
        let space = round_tenth(to - from);
        if space > 0.0 { format!("<svg width=\"1\" height=\"{space}\"></svg>") } else { String::new() }
    };
    let mut html = format!("<div class=\"side\">{}", space(0.0, tops.first().copied().unwrap_or_default()));
    for (index, label) in order.iter().enumerate() {
        let gap = tops.get(index + 1).map(|next| space(tops[index], *next)).unwrap_or_default();
        let _ = write!(html, "<div>{gap}<bdi>{}</bdi></div>", escape(&label.text));
    }
    html + "</div>"
}

/// The height that a plot needs for the labels on one side.
pub(super) fn needed_height(labels: &[SideLabel], height: f64) -> f64 {
    (LINE_HEIGHT * labels.len() as f64).max(height)
}

/// Moves labels of one line apart that would overlap. Each has the top that it should have, in order from the top; the
/// result is the tops, in the same order. Labels stay between 0 and `height` where they fit.
fn spread(wanted: &[f64], height: f64) -> Vec<f64> {
    let mut tops = Vec::with_capacity(wanted.len());
    let mut free: f64 = 0.0;
    for top in wanted {
        let top = top.max(free);
        free = top + LINE_HEIGHT;
        tops.push(top);
    }
    let mut limit = height.max(LINE_HEIGHT * wanted.len() as f64);
    for top in tops.iter_mut().rev() {
        *top = top.min(limit - LINE_HEIGHT);
        limit = *top;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_overlap_are_moved_apart_in_their_order() {
        assert_eq!(spread(&[0.0, 50.0], 100.0), [0.0, 50.0]);
        assert_eq!(spread(&[10.0, 12.0], 100.0), [10.0, 30.0]);
        assert_eq!(spread(&[78.0, 79.0, 80.0], 100.0), [40.0, 60.0, 80.0]);
        assert_eq!(spread(&[-8.0, -8.0], 100.0), [0.0, 20.0]);
        assert_eq!(spread(&[0.0, 0.0, 0.0], 40.0), [0.0, 20.0, 40.0]);
    }

    #[test]
    fn a_label_is_as_high_as_the_way_to_the_next_one() {
        let label = |y: f64, text: &str| SideLabel::new(y, text.to_owned());
        let space = |height: u8| format!("<svg width=\"1\" height=\"{height}\"></svg>");
        assert_eq!(
            side(&[label(90.0, "8"), label(15.0, "54%"), label(85.0, "9")], 150.0),
            format!(
                "<div class=\"side\">{}<div>{}<bdi>54%</bdi></div><div>{}<bdi>9</bdi></div><div><bdi>8</bdi></div></div>",
                space(5),
                space(70),
                space(20)
            )
        );
        assert_eq!(needed_height(&[label(0.0, "1"), label(0.0, "2")], 30.0), 40.0);
    }

    #[test]
    fn the_spaces_beside_a_label_are_in_the_ratio_of_the_axis() {
        let lane = lane(37.5, "target <65%");
        assert!(lane.contains("width=\"37.5%\"") && lane.contains("width=\"62.5%\""), "{lane}");
        assert!(lane.contains("<bdi>target &lt;65%</bdi>"), "{lane}");
    }
}
