//! Drawings as inline SVG, without scripts: in light, in dark and on paper the style sheet gives them their colours.
//!
//! Shape and label tell, never colour alone; values are printed; an axis says where it begins and ends; and what is
//! drawn is said again in the text alternative and in a table or a list beside the drawing.

mod levels;
mod outcome;
mod qr;
mod scale;
mod series;
mod time;

pub(super) use self::levels::levels;
pub(super) use self::outcome::outcome;
pub(super) use self::qr::qr;
pub(super) use self::series::series;
pub(super) use self::time::{Bar, bars};
