//! The template API: the types that a theme's templates read, field by field.
//!
//! These types are the contract with theme authors. The tables of values in `themes/README.md` are generated from the
//! doc comments of this module, and a test keeps the two equal. All values are ready to print: labels are text, dates
//! carry their text, people are shown as their consent allows. A template selects and arranges; it computes nothing.
//!
//! Links are a `path` without a leading slash, to be written after `root`: `{{ root }}{{ page.path }}`. `root` is `/`,
//! the path of the base URL, or `../` repeated, so that one template works at every address.

pub mod book;
pub mod brief;
pub mod card;
pub mod case_study;
pub mod comment;
pub mod consent;
pub mod evidence;
pub mod home;
pub mod interview;
pub mod levels;
pub mod matrix;
pub mod outcome;
pub mod overview;
pub mod pack;
pub mod page;
pub mod pitfalls;
pub mod resume;
pub mod search;
pub mod shared;
pub mod site;
pub mod standard;
pub mod summary;
