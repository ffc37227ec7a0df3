//! Parts that several pages show, built from the portfolio.

pub(crate) mod brief;
pub(crate) mod card;
pub(crate) mod events;
pub(crate) mod evidence;
pub(crate) mod evidence_lines;
pub(crate) mod levels;
pub(crate) mod outcome;
pub(crate) mod people;
pub(crate) mod proof;
pub(crate) mod related;
pub(crate) mod standard;
pub(crate) mod tag;
