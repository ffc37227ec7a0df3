//! Deserializes YAML into typed values, and reports every error with its source range in the author's language.
//!
//! `parse` turns a source into a tree (`node`) and enforces the limits; `check` runs the checks that need no type;
//! `de` deserializes the tree into a type. After an error the entry that caused it is skipped and deserialization
//! starts over, so that all errors are reported at once and everything readable is returned. The messages are in
//! `messages` and, for sources that are not valid YAML, in `syntax`, which suggests a correction only if the parser
//! accepts it.
//!
//! - Valid and invalid files go through the same code, so there are no two parsers that could disagree.
//! - The tree is an arena in source order; only serde recurses, and never deeper than the depth limit.
//! - Ranges are byte offsets into the source, on character boundaries.

mod check;
mod de;
mod error;
mod excess;
mod explain;
mod fault;
mod limits;
mod line;
mod names;
mod node;
mod parse;
mod path;
mod read;
mod repair;
mod scalar;
mod syntax;

pub use fault::{MAX_ERRORS, YamlError};
pub use limits::Limits;
pub use path::locate_field;
pub use read::deserialize;
