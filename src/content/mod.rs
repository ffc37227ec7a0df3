//! The author's files: parsed into typed values with source positions, not yet validated.
//!
//! Validation and cross-references are the job of `resolve`.

pub mod advice;
pub mod date;
pub mod document;
mod encoding;
pub mod enums;
mod file_kind;
pub mod front_matter;
mod group_forms;
pub(crate) mod importable;
pub mod json_schema;
pub mod load;
pub(crate) mod mahara;
pub mod markdown;
mod placeholders;
pub mod printed_pages;
pub mod published_text;
mod recognizable;
mod renamed_fields;
mod sample_remains;
pub mod scalar;
pub mod schema;
pub mod text;
pub mod translated;
mod translation_files;
pub mod translations;

pub mod checker;
