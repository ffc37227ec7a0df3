//! What the portfolio means: resolved from what the author wrote, for one audience.

mod checker;
pub mod consent;
pub mod links;
pub mod lint;
pub mod made;
pub mod measure;
pub mod model;
pub mod names;
pub mod readiness;
mod resolve;
pub mod url;

pub use resolve::{Drafts, Memo, Rules, resolve};
