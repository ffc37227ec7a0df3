//! How a picture is cut to a format, so that the point that matters stays in view.

use super::card_format::CARD_SIZE;

/// How pictures of pages are cut.
const COVER_RATIO: (u32, u32) = (16, 9);
/// How a portrait is cut.
const PORTRAIT_RATIO: (u32, u32) = (4, 5);
/// How wide a picture is at least that is not blurred at the head of a page.
const MIN_COVER_WIDTH: u32 = 960;
/// How wide a picture is at least that other sites show large.
const MIN_CARD_WIDTH: u32 = 600;
/// A picture that would lose less than this part of its width or height is not cut: nobody sees the difference.
const MIN_CUT_PART: u32 = 100;

/// A point of a picture, in thousandths of its width and height from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FocusPoint {
    x: u16,
    y: u16,
}

impl FocusPoint {
    /// The middle.
    pub const CENTER: Self = Self { x: 500, y: 500 };

    /// The point at two parts of the width and height, from 0 to 1; `None` outside of the picture.
    pub fn new(x: f64, y: f64) -> Option<Self> {
        let is_inside = |part: f64| (0.0..=1.0).contains(&part);
        let thousandths = |part: f64| (part * 1000.0).round() as u16;
        (is_inside(x) && is_inside(y)).then(|| Self { x: thousandths(x), y: thousandths(y) })
    }
}

/// A format, and the point that stays in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crop {
    ratio: (u32, u32),
    focus: FocusPoint,
}

/// The part of an upright picture that is left, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CropArea {
    /// Pixels left of it.
    pub x: u32,
    /// Pixels above it.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Crop {
    /// The format of a picture at the head of a page: 16 to 9.
    pub fn cover(focus: FocusPoint) -> Self {
        Self { ratio: COVER_RATIO, focus }
    }

    /// The format of a portrait: 4 to 5, upright.
    pub fn portrait(focus: FocusPoint) -> Self {
        Self { ratio: PORTRAIT_RATIO, focus }
    }

    /// The format of a picture that is the card of a page.
    pub fn card(focus: FocusPoint) -> Self {
        Self { ratio: CARD_SIZE, focus }
    }

    /// The format of a card, around the same point.
    #[must_use]
    pub fn as_card(self) -> Self {
        Self::card(self.focus)
    }

    /// Whether it is the format of a card.
    pub fn is_card(self) -> bool {
        self.ratio == CARD_SIZE
    }

    /// The width in pixels below which a picture in this format looks blurred, and what the format is for; `None` if it is shown
    /// small.
    pub fn min_width(self) -> Option<(u32, &'static str)> {
        match self.ratio {
            COVER_RATIO => Some((MIN_COVER_WIDTH, "cover")),
            CARD_SIZE => Some((MIN_CARD_WIDTH, "card")),
            _ => None,
        }
    }

    /// What is left of a picture of some size: as much as fits into the format, with the point as near to its middle as the
    /// edges allow. `None` if the picture has the format already.
    pub fn area(self, (width, height): (u32, u32)) -> Option<CropArea> {
        let Self { ratio: (across, down), focus } = self;
        let scaled = |length: u32, by: u32, to: u32| u64::from(length) * u64::from(by) / u64::from(to);
        let fit = |length: u32, other: u32, by: u32, to: u32| {
            u32::try_from(scaled(other, by, to)).unwrap_or(length).clamp(1, length)
        };
        let area = if scaled(height, across, down) < u64::from(width) {
            let cut = fit(width, height, across, down);
            CropArea { x: start(width, cut, focus.x), y: 0, width: cut, height }
        } else {
            let cut = fit(height, width, down, across);
            CropArea { x: 0, y: start(height, cut, focus.y), width, height: cut }
        };
        let is_cut = |length: u32, left: u32| length - left > length / MIN_CUT_PART;
        (is_cut(width, area.width) || is_cut(height, area.height)).then_some(area)
    }
}

/// Where the part of a length that is left begins, with a point in its middle if the edges allow it.
fn start(length: u32, left: u32, point: u16) -> u32 {
    let middle = u64::from(length) * u64::from(point) / 1000;
    let start = middle.saturating_sub(u64::from(left / 2)).min(u64::from(length - left));
    u32::try_from(start).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Crop, CropArea, FocusPoint};

    fn area(size: (u32, u32), x: f64, y: f64) -> Option<(u32, u32, u32, u32)> {
        let area = Crop::cover(FocusPoint::new(x, y)?).area(size);
        area.map(|CropArea { x, y, width, height }| (x, y, width, height))
    }

    #[test]
    fn the_point_stays_in_view_and_the_edges_are_those_of_the_picture() {
        assert_eq!(area((1600, 1600), 0.5, 0.5), Some((0, 350, 1600, 900)));
        assert_eq!(area((1600, 1600), 0.5, 0.3), Some((0, 30, 1600, 900)));
        assert_eq!(area((1600, 1600), 0.5, 0.0), Some((0, 0, 1600, 900)));
        assert_eq!(area((1600, 1600), 0.5, 1.0), Some((0, 700, 1600, 900)));
        assert_eq!(area((3200, 900), 0.75, 0.5), Some((1600, 0, 1600, 900)));
        assert_eq!(area((3200, 900), 0.0, 0.5), Some((0, 0, 1600, 900)));
        assert_eq!(area((1, 5000), 0.5, 0.5), Some((0, 2500, 1, 1)));
        assert_eq!(area((5000, 1), 1.0, 0.5), Some((4999, 0, 1, 1)));
    }

    #[test]
    fn a_picture_that_has_the_format_is_not_cut() {
        for size in [(1600, 900), (1601, 900), (1600, 905), (16, 9), (1, 1)] {
            assert_eq!(area(size, 0.1, 0.9), None, "{size:?}");
        }
    }

    #[test]
    fn a_point_is_inside_of_the_picture() {
        assert_eq!(FocusPoint::new(0.5, 0.5), Some(FocusPoint::CENTER));
        for (x, y) in [(-0.1, 0.5), (0.5, 1.1), (50.0, 30.0), (f64::NAN, 0.5)] {
            assert_eq!(FocusPoint::new(x, y), None);
        }
    }
}
