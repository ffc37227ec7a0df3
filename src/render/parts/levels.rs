//! Levels of delegation and their changes.

use crate::content::date::PartialDate;
use crate::content::enums::{DelegationLevel, PersonKind};
use crate::model::case_study::CaseStudy;
use crate::render::chart;
use crate::render::context::case_study::LevelChangeContext;
use crate::render::context::shared::LevelContext;
use crate::render::renderer::Renderer;

/// Who speaks of a level: the author as the one accountable ("I decide"), or about another leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Author,
    Other,
}

impl Renderer<'_> {
    /// All seven levels of delegation, from 1.
    pub(crate) fn level_contexts(&self) -> Vec<LevelContext> {
        let levels = (1..=7).filter_map(DelegationLevel::new);
        levels.map(|level| self.level_context(level, Voice::Author)).collect()
    }

    /// Whether the author is accountable for a case study, and so speaks of the delegation as "I".
    pub(crate) fn voice(&self, study: &CaseStudy) -> Voice {
        let accountable = self.portfolio.person(study.accountable);
        if accountable.kind == PersonKind::Owner { Voice::Author } else { Voice::Other }
    }

    /// A level of delegation with its number, name and meaning.
    pub(crate) fn level_context(&self, level: DelegationLevel, voice: Voice) -> LevelContext {
        LevelContext {
            number: level.number(),
            name: self.text(&format!("level-name-{}", level.number())),
            meaning: self.text(&meaning_key(level, voice)),
        }
    }

    /// How the level of delegation changed, in one line: "Level 6 → 1 of 7"; `None` if it is the same all the time.
    pub(crate) fn level_change(&self, study: &CaseStudy) -> Option<String> {
        let levels = study.delegation.levels_in_turn();
        let (first, later) = levels.split_first()?;
        let then = |from: String, to: &DelegationLevel| {
            self.text_with("from-to", [("from", from.into()), ("to", usize::from(to.number()).into())])
        };
        let path = later.iter().fold(first.number().to_string(), then);
        (!later.is_empty()).then(|| self.text_with("level-change", [("levels", path.into())]))
    }

    /// Changes of the level of delegation, the oldest first.
    pub(crate) fn level_changes(&self, study: &CaseStudy) -> Vec<LevelChangeContext> {
        let voice = self.voice(study);
        let change =
            |(date, to, why): &(Option<PartialDate>, DelegationLevel, Option<String>)| LevelChangeContext {
                date: date.map(|date| self.date(date)),
                level: self.level_context(*to, voice),
                why: why.clone(),
            };
        study.delegation.history.iter().map(change).collect()
    }

    /// The changes of the level as a staircase, from two dated changes on.
    pub(crate) fn level_chart(&self, study: &CaseStudy, changes: &[LevelChangeContext]) -> Option<String> {
        let dates: Vec<Option<PartialDate>> =
            study.delegation.history.iter().map(|(date, _, _)| *date).collect();
        let until = study.end.map_or(self.state.today, |end| end.last_day());
        chart::level_chart(changes, &dates, until)
    }
}

/// The key of what a level means.
pub(crate) fn meaning_key(level: DelegationLevel, voice: Voice) -> String {
    match voice {
        Voice::Author => format!("level-{}", level.number()),
        Voice::Other => format!("level-other-{}", level.number()),
    }
}
