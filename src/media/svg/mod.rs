//! SVG sanitizer: parses strictly and writes a new file from allowlisted elements and attributes.
//!
//! - No text of the input is copied verbatim: names come from the allowlists, values are escaped here.
//! - Entity declarations are rejected, which rules out entity expansion attacks.
//! - What would keep a browser drawing for minutes is rejected: everything counts as often as it is drawn.
//! - Nothing refers to anything outside of the file: only `#fragment` links and embedded raster images remain, and the
//!   images are cleaned themselves.

mod allowlist;
mod attributes;
#[cfg(feature = "cards")]
mod card;
mod cleaner;
mod css;
mod drawing_cost;
mod escape;
mod input;
mod links;
mod size;

#[cfg(feature = "cards")]
pub(super) use card::{CleanedCard, clean_card};
pub use cleaner::clean_svg;
pub use css::decode_css_escapes;
pub(super) use size::read_size;
