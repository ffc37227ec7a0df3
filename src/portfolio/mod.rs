//! The domain: resolves the parsed content into a validated portfolio for one audience, and lints it.

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

pub use resolve::{Drafts, PublishOptions, ResolveCache, resolve};
