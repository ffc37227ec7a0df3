//! Drawings: read strictly, written anew from what is on the lists.
//!
//! - No text of the file is passed on as it stands: names come from our lists, values are escaped by us.
//! - No entity is ever declared, so none can grow.
//! - Nothing points out of the file: only `#fragment`, and pictures that lie in it and are themselves cleaned.

mod attributes;
mod cleaner;
mod css;
mod door;
mod escape;
mod links;
mod names;
mod size;

pub use cleaner::clean_svg;
pub(super) use size::size;
