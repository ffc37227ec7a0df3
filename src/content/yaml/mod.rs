//! YAML into typed values, with every fault at its place and in the author's language.
//!
//! `parse` makes a `node` tree of a source and keeps the budgets; then come the `check`s that need no type; then `de`
//! reads the tree into a type. A fault takes its entry out of the tree and the reading begins again, so that all
//! faults are told at once and all that could be read is given. The words are in `explain` and, for what is no YAML
//! at all, in `syntax`, which tells a correction only after the parser has taken it.
//!
//! - Good files and bad ones are read by the same code: there is no second opinion that could differ.
//! - A tree is an arena in source order; nothing recurses but serde, and no deeper than the limit.
//! - Ranges are bytes of the source, on character boundaries.

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

pub use fault::{Fault, MAX_FAULTS};
pub use limits::Limits;
pub use path::locate;
pub use read::read;
