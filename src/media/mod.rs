//! Image inspection and metadata removal before publication.
//!
//! Pure functions over bytes: `inspect` reads only the header and checks the limits, `verify` decodes the whole file,
//! and `clean` returns the copy to publish, with the orientation applied and without metadata or hidden content.
//!
//! - No image is decoded before its header has passed the limits.
//! - No length in a file is trusted: every read is bounds-checked, and every scan is linear.
//! - Formats are filtered by allowlists: an unknown block is never published.
//! - Color profiles keep what colors need, and none of their texts.
//! - Images embedded in an SVG are cleaned like separate files.
//!
//! Of a picture that is wider than most screens show it, light copies are published instead: [`plan_copies`] lists them,
//! [`decode_scaled`] makes them. A [`Crop`] says how those of a cover are cut; [`plan_cut_copies`] lists them.
//!
//! [`draw_card`] draws the picture of a page that other sites show beside a link to it; [`plan_card_copy`] makes it from a
//! picture of the author's.
//!
//! [`recording`] does the same for sound files and films.

#[cfg_attr(not(feature = "cards"), path = "card_stub.rs")]
mod card;
mod card_format;
mod clean_report;
mod color_profile;
mod copies;
mod crop;
mod error;
mod format;
mod gif;
mod header;
mod jpeg;
mod jpeg2000;
mod picture;
mod picture_cache;
mod pixels;
mod png;
mod png_colors;
mod raster;
mod reader;
pub mod recording;
mod scaled;
mod sniff;
mod svg;
mod webp;

pub use card::{can_draw, check_card, count_wrap_steps, draw_card, wrap_text};
pub use card_format::{CARD_SIZE, CARD_VERSION, CardFont, HAS_CARDS, WrappedText};
pub use clean_report::CleanReport;
pub use color_profile::strip_color_profile;
pub use copies::{
    COPY_VERSION, CopyFormat, CopyPlan, HAS_WEBP_ENCODER, plan_card_copy, plan_copies, plan_cut_copies,
};
pub use crop::{Crop, CropArea, FocusPoint};
pub use format::ImageFormat;
pub use jpeg::strip_jpeg;
pub use jpeg2000::strip_jpeg2000;
pub use picture::{
    CleanedImage, ImageInfo, SNIFF_LEN, check_extension, clean, examine, format_by_content,
    format_by_extension, inspect, is_image, is_raster, strip_metadata, verify,
};
pub use picture_cache::{Examination, PictureCache, examine_once};
pub use pixels::PictureTraits;
pub use scaled::{ScaledPixels, decode_scaled};
pub use svg::{clean_svg, decode_css_escapes};
