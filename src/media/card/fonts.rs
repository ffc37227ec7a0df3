//! The fonts of cards, and what their letters measure.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, Source};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use crate::media::CardFont;

/// The family for `font-family="sans-serif"`, and for text without any.
pub(super) const SANS_FAMILY: &str = "Leadfolio Sans";
/// The family for `font-family="serif"`.
const SERIF_FAMILY: &str = "Leadfolio Serif";

const SANS: &[u8] = include_bytes!("fonts/sans-regular.otf");
const SANS_BOLD: &[u8] = include_bytes!("fonts/sans-bold.otf");
const SERIF: &[u8] = include_bytes!("fonts/serif-regular.otf");

/// Whether the fonts have all letters of a text.
pub fn can_draw(text: &str) -> bool {
    find_missing_letter(text).is_none()
}

/// The first letter of a text that a font lacks.
pub(super) fn find_missing_letter(text: &str) -> Option<char> {
    let fonts = [CardFont::Sans, CardFont::Bold, CardFont::Serif].map(font);
    let charmaps = fonts.map(|font| font.charmap());
    text.chars().find(|c| !is_invisible(*c) && charmaps.iter().any(|charmap| charmap.map(*c).is_none()))
}

/// Whether a character only says how others are laid out: a line break, or where a word may be divided.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Measures text without kerning, which makes it a little narrower.
pub(super) struct TextMeasure {
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
}

impl TextMeasure {
    pub(super) fn new(font: CardFont) -> Self {
        let font = self::font(font);
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Self { charmap: font.charmap(), metrics }
    }

    /// The width of a text in a font of size 1.
    pub(super) fn width(&self, text: &str) -> f32 {
        self.width_after(0.0, text)
    }

    /// The width of a line with a text added to it.
    pub(super) fn width_after(&self, width: f32, text: &str) -> f32 {
        text.chars().fold(width, |width, c| width + self.advance(c))
    }

    /// How much wider a character makes a line.
    pub(super) fn advance(&self, c: char) -> f32 {
        #[cfg(test)]
        MEASURED.set(MEASURED.get() + 1);
        self.metrics.advance_width(self.charmap.map(c).unwrap_or_default()).unwrap_or_default()
    }
}

#[cfg(test)]
thread_local! {
    /// Characters that were measured.
    pub(super) static MEASURED: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

fn font(font: CardFont) -> FontRef<'static> {
    let bytes = match font {
        CardFont::Sans => SANS,
        CardFont::Bold => SANS_BOLD,
        CardFont::Serif => SERIF,
    };
    FontRef::new(bytes).expect("the program's own fonts are valid")
}

/// All fonts. Those of the computer are not among them, so that a card looks the same everywhere.
pub(super) fn font_database() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut fonts = Database::new();
        for bytes in [SANS, SANS_BOLD, SERIF] {
            fonts.load_font_source(Source::Binary(Arc::new(bytes)));
        }
        fonts.set_sans_serif_family(SANS_FAMILY);
        fonts.set_serif_family(SERIF_FAMILY);
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}

#[cfg(test)]
mod tests {
    use super::{TextMeasure, can_draw, find_missing_letter};
    use crate::media::CardFont;

    #[test]
    fn the_fonts_have_the_letters_of_europe_and_say_what_they_lack() {
        for text in
            ["Ærøskøbing, Łódź, Čeština, İstanbul, ß, ẞ", "Ελληνικά: Άγιος", "Українська, Ђорђе, ґанок"]
        {
            assert_eq!(find_missing_letter(text), None, "{text}");
        }
        assert!(can_draw("“63%” – 1 200 € · № 5 → −2 ≥ ½ …\u{ad}\u{200b}\n"));
        for (text, letter) in [("a 漢", '漢'), ("שלום", 'ש'), ("مرحبا", 'م'), ("Done 🎉", '🎉')]
        {
            assert_eq!(find_missing_letter(text), Some(letter));
        }
    }

    #[test]
    fn letters_have_the_width_of_their_font() {
        let [sans, bold] =
            [CardFont::Sans, CardFont::Bold].map(|font| TextMeasure::new(font).width("Minimum"));
        assert!(3.0 < sans && sans < bold && bold < 5.0, "{sans} {bold}");
    }
}
