//! The size of the paper.

/// Size of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSize {
    /// 210 by 297 millimeters.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl PageSize {
    /// Width and height in twentieths of a point.
    pub(super) const fn twips(self) -> (u32, u32) {
        match self {
            Self::A4 => (11906, 16838),
            Self::Letter => (12240, 15840),
        }
    }
}

/// Margin on all sides, in twentieths of a point: one inch.
pub(super) const MARGIN: u32 = 1440;
