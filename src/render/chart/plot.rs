//! Shapes of plots. A plot is as wide as its box: its SVG is 100 units wide and is stretched, and the style sheet keeps the
//! width of strokes. So a dot is a line of no length with a round end, and a bar is a thick line.

use std::fmt::Write;

/// The shapes of a plot, in the order in which they are drawn.
pub(super) struct Plot {
    height: f64,
    shapes: String,
}

impl Plot {
    pub(super) fn new(height: f64) -> Self {
        Self { height, shapes: String::new() }
    }

    /// A path in the style of a class.
    pub(super) fn path(&mut self, class: &str, path: &str) {
        let _ = write!(self.shapes, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    /// A horizontal line from one position to another, both in percent.
    pub(super) fn across(&mut self, class: &str, from: f64, to: f64, y: f64) {
        self.path(class, &format!("M{from} {y}H{to}"));
    }

    /// A dot at a position in percent.
    pub(super) fn dot(&mut self, class: &str, x: f64, y: f64) {
        self.path(class, &format!("M{x} {y}h0"));
    }

    /// A hollow ring: what was before.
    pub(super) fn ring(&mut self, x: f64, y: f64) {
        self.dot("dot ring", x, y);
        self.dot("dot hole", x, y);
    }

    /// The SVG element.
    pub(super) fn finish(self) -> String {
        format!(
            "<svg class=\"plot\" viewBox=\"0 0 100 {0}\" height=\"{0}\" preserveAspectRatio=\"none\">{1}</svg>",
            self.height, self.shapes
        )
    }
}
