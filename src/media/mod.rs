//! Pictures, looked at and cleaned before they are published.
//!
//! Pure functions over bytes. `inspect` reads no more than the header and holds it to the limits; `verify` decodes the
//! whole file; `clean` gives the copy that may leave the machine: upright, and without what a camera, an editor or a
//! stranger put beside the pixels.
//!
//! - No picture is decoded before its header has passed the limits.
//! - Nothing here trusts a length that a file tells: every read is checked, and every walk is linear.
//! - What is kept is listed, never what is dropped: a block that nobody here knows is not published.
//! - No picture inside an SVG is published as it is: it is cleaned as a file of its own would be.

mod fault;
mod format;
mod gif;
mod header;
mod jpeg;
mod notes;
mod picture;
mod pixels;
mod png;
mod raster;
mod reader;
mod sniff;
mod svg;
mod webp;

pub use fault::Fault;
pub use format::Format;
pub use notes::Notes;
pub use picture::{BEGINNING, Cleaned, Picture, clean, disguised, format_of, inspect, is_picture, verify};
pub use svg::clean_svg;
