//! Draws cards.

use image::RgbaImage;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::fonts::{SANS_FAMILY, find_missing_letter, font_database};
use crate::diagnostic::Problem;
use crate::media::CARD_SIZE;
use crate::media::scaled::encode_png;
use crate::media::svg::{CleanedCard, clean_card};

/// Checks that an SVG can be drawn as a card.
///
/// # Errors
/// When it isn't a valid SVG, would load something, takes too much to draw, or has a letter that the fonts lack.
pub fn check_card(svg: &str) -> Result<(), Problem> {
    clean(svg).map(|_| ())
}

fn clean(svg: &str) -> Result<CleanedCard, Problem> {
    let card = clean_card(svg)?;
    match find_missing_letter(&card.text) {
        None => Ok(card),
        Some(letter) => Err(Problem::new(
            format!("the fonts of cards have no `{letter}`"),
            "leave this text out of the card, or write `card: false` into the page",
        )),
    }
}

/// Draws an SVG as the PNG of a card.
///
/// # Errors
/// When it isn't a valid SVG of the size of a card, would load something, takes too much to draw, or has a letter that the
/// fonts lack.
pub fn draw_card(svg: &str) -> Result<Vec<u8>, Problem> {
    let CleanedCard { svg, text: _ } = clean(svg)?;
    let options = Options {
        font_family: SANS_FAMILY.to_owned(),
        fontdb: font_database(),
        // No file is ever opened, whatever an element names. The cleaner removes them, too.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(&svg, &options)
        .map_err(|error| Problem::new(format!("the SVG can't be drawn: {error}"), "correct the template"))?;
    let (width, height) = CARD_SIZE;
    let size = tree.size().to_int_size();
    if (size.width(), size.height()) != CARD_SIZE {
        return Err(Problem::new(
            format!("a card is {width} × {height} pixels; this one is {} × {}", size.width(), size.height()),
            format!("begin the template with `<svg width=\"{width}\" height=\"{height}\" …>`"),
        ));
    }
    let mut pixels = Pixmap::new(width, height).expect("the size of a card is not zero");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    let pixels = RgbaImage::from_raw(width, height, pixels.take_demultiplied());
    encode_png(pixels.expect("a pixel has four bytes"))
}
