//! What the author wrote: typed, placed, not yet believed.

pub mod collect;
pub mod date;
pub mod document;
pub mod front_matter;
pub mod kinds;
pub mod markdown;
mod matrix;
pub mod scalar;
pub mod schema;
pub mod text;
pub mod vocabulary;
pub mod yaml;
