//! Content lint: reports what a review panel would miss or doubt in a case study.
//!
//! Rules run on the raw input rather than on the model, so that pages with errors get all diagnostics in one run.
//! A file implements rules that belong together, mostly one family; [`rules`](crate::rules) documents the reason and the source of every rule.

mod capitals;
mod claims;
mod delegation;
mod evidence;
mod first_names;
mod input;
mod lexicon;
mod outcomes;
mod page;
mod people;
mod prose;
mod reading;
mod site;
mod story;

pub(super) use self::input::LintContext;
pub(super) use self::page::{accept_diagnostics, accepted_by, check_page, check_study};
pub(super) use self::people::check_consent;
#[cfg(feature = "import")]
pub(super) use self::people::find_names;
pub(super) use self::site::{SiteLintInput, check_site};
