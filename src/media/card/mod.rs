//! Cards: the picture of a page that other sites show beside a link to it.
//!
//! A card is an SVG that a template of the theme writes, drawn as PNG, or a picture of the author's, cropped.
//!
//! - Nothing is read while it is drawn: text has the fonts of the program, and no picture is loaded.
//! - It is drawn only if that takes little memory and time: `svg/card.rs` has the limits.
//! - No letter is drawn as an empty box: where the fonts lack one, there is no card.

mod draw;
mod fonts;
mod wrap;

pub use draw::{check_card, draw_card};
pub use fonts::can_draw;
pub use wrap::{count_wrap_steps, wrap_text};
