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

mod blanks;
mod check;
mod de;
mod de_error;
mod error;
mod error_context;
mod field_path;
mod insertion;
mod lenient;
mod limit_errors;
mod limits;
mod line;
mod lost_text;
mod merged_insertion;
mod messages;
mod misplaced;
mod name_list;
mod node;
mod parse;
mod placeholder;
mod repair;
mod scalar;
mod syntax;
mod unknown_field;
mod value_error;

pub use error::{MAX_ERRORS, Shape, YamlError};
pub use field_path::{find_texts, find_texts_with_fields, find_values_of, locate_field};
pub use insertion::{Insertion, find_insertion, quote_if_needed};
pub use lenient::deserialize;
pub use limits::Limits;
pub use line::quote;
pub use lost_text::straighten_quotes;
pub use merged_insertion::find_insertions;
pub use placeholder::{
    choice_placeholder, id_choice_placeholder, id_placeholder, is_placeholder, placeholder,
};
pub use value_error::ValueError;
