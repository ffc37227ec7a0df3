//! Which chart fits the figures of an outcome.

use super::figures::Figures;
use super::{bullet, line, slope};
use crate::i18n::Catalog;
use crate::model::outcome::Outcome;

/// The chart that fits the figures of an outcome; `None` if there is nothing to compare.
///
/// Three dated figures or more are a line, a group with a figure before and after is a slope, and anything else a bullet.
pub(crate) fn outcome_chart(outcome: &Outcome, catalog: &Catalog) -> Option<String> {
    let figures = Figures::new(outcome, catalog)?;
    line::line_chart(&figures)
        .or_else(|| slope::slope_chart(&figures))
        .or_else(|| bullet::bullet_chart(&figures))
}

/// A chart of at most 80 pixels in height that names all its figures; `None` if there is nothing to compare.
pub(crate) fn small_outcome_chart(outcome: &Outcome, catalog: &Catalog) -> Option<String> {
    bullet::small_bullet_chart(&Figures::new(outcome, catalog)?)
}
