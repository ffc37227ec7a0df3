//! The author's files: parsed into typed values with source positions, not yet validated.
//!
//! Validation and cross-references are the job of `portfolio::resolve`.

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
