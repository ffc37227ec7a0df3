//! What a card is: size, fonts, and lines of text.

/// Width and height of a card in pixels.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// Whether cards can be drawn: the feature `cards` of the crate.
pub const HAS_CARDS: bool = cfg!(feature = "cards");

/// Stands for how cards are drawn, in the cache. Whoever changes the bytes of cards, or their fonts, changes it.
pub const CARD_VERSION: u32 = 1;

/// A font of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFont {
    /// `font-family="sans-serif"`.
    Sans,
    /// The same with `font-weight="bold"`.
    Bold,
    /// `font-family="serif"`.
    Serif,
}

impl CardFont {
    /// The font with a name in templates: `sans`, `bold` or `serif`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "sans" => Some(Self::Sans),
            "bold" => Some(Self::Bold),
            "serif" => Some(Self::Serif),
            _ => None,
        }
    }
}

/// A text that was broken into lines.
#[derive(Clone, Debug, PartialEq)]
pub struct WrappedText {
    /// The font size in which it fits.
    pub size: f32,
    /// The width of its longest line in pixels, a little more than it has.
    pub width: f32,
    /// Its lines.
    pub lines: Vec<String>,
}
