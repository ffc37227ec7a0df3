//! How styles of word processors format text.

use crate::import::rich_text::block::TextStyle;

/// Formatting that is set, or switched off, or left as it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StyleChange {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Styles of Word leave it as it is.
    pub(super) position: Option<Position>,
}

/// Whether text is set higher or lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Normal,
    Super,
    Sub,
}

impl StyleChange {
    /// This change, and where it leaves something as it is, another.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            strike: self.strike.or(other.strike),
            hidden: self.hidden.or(other.hidden),
            position: self.position.or(other.position),
        }
    }

    /// Only whether text is hidden.
    pub(super) fn without_form(self) -> Self {
        Self { hidden: self.hidden, ..Self::default() }
    }

    /// The formatting of text with this change.
    pub(super) fn text_style(self) -> TextStyle {
        TextStyle {
            bold: self.bold.unwrap_or(false),
            italic: self.italic.unwrap_or(false),
            strike: self.strike.unwrap_or(false),
        }
    }
}
