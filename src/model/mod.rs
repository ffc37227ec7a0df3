//! The domain: what a validated portfolio is, for one audience.
//!
//! Everything here may be published. People appear as they agreed to, references point at something that exists, and
//! nothing is optional that resolving could have decided.

pub mod appearance;
mod broken_link;
pub mod case_study;
pub mod delegation;
pub mod file;
pub mod framework;
pub mod generated_pages;
pub mod ids;
pub(crate) mod link_mistakes;
mod link_paths;
pub mod links;
pub mod outcome;
pub mod pack;
pub mod page;
pub mod person;
pub mod portfolio;
pub mod requirements;
pub mod resume;
pub mod settings;
pub mod tag;
pub mod texts;
pub mod units;
