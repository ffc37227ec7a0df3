//! What the template of cards reads.

use serde::Serialize;

/// The variable `card`, which `card.svg` reads besides the variables of the page.
#[derive(Clone, Debug, Serialize)]
pub struct CardContext {
    /// Width in pixels: 1200.
    pub width: u32,
    /// Height in pixels: 630.
    pub height: u32,
    /// Host and folder of the site, without `https://`: "ellery.example.org/portfolio".
    pub address: String,
    /// Whether the theme's titles have a font with serifs: the last font of its token `--display` is `serif`.
    pub serif: bool,
    /// The theme's colors in light mode.
    pub colors: CardColors,
}

/// Colors of the theme as `#rrggbb`: the tokens of its `tokens.css` by the same names.
#[derive(Clone, Debug, Serialize)]
pub struct CardColors {
    /// The background.
    pub paper: String,
    /// A background that stands out a little.
    pub tint: String,
    /// Text.
    pub ink: String,
    /// Text that stands back.
    pub soft: String,
    /// Thin lines.
    pub rule: String,
    /// The accent that the author chose.
    pub accent: String,
}
