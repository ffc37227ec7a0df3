//! Levels of delegation and their changes.

use crate::content::enums::DelegationLevel;
use crate::model::case_study::CaseStudy;
use crate::render::context::case_study::LevelChangeContext;
use crate::render::context::shared::{DateText, LevelContext};
use crate::render::renderer::Renderer;
use crate::render::text;

impl Renderer<'_> {
    /// All seven levels of delegation, from 1.
    pub(crate) fn level_contexts() -> Vec<LevelContext> {
        (1..=7).filter_map(DelegationLevel::new).map(level_context).collect()
    }
}

/// A level of delegation with its number, name and meaning.
pub(crate) fn level_context(level: DelegationLevel) -> LevelContext {
    LevelContext { number: level.number(), name: level.name(), meaning: level.description() }
}

/// Changes of the level of delegation, the oldest first.
pub(crate) fn level_changes(study: &CaseStudy) -> Vec<LevelChangeContext> {
    let change = |(date, to, why): &(Option<_>, DelegationLevel, Option<String>)| LevelChangeContext {
        date: date.map(text::date) as Option<DateText>,
        level: level_context(*to),
        why: why.clone(),
    };
    study.delegation.history.iter().map(change).collect()
}
