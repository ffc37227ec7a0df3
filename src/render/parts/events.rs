//! Decisions and events of a case study, which its page and figures in prose show.

use crate::content::enums::WorkStatus;
use crate::model::case_study::CaseStudy;
use crate::model::delegation::Decision;
use crate::render::context::case_study::{DecisionContext, EventContext};
use crate::render::context::shared::Label;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// Areas of decision of a case study, each with the people who decide.
    pub(crate) fn decision_contexts(&self, study: &CaseStudy) -> Vec<DecisionContext> {
        let voice = self.voice(study);
        let context = |decision: &Decision| DecisionContext {
            area: decision.area.clone(),
            decided_by: self.people_contexts(&decision.decided_by),
            level: decision.level.map(|level| self.level_context(level, voice)),
            limit: decision.limit.clone(),
        };
        study.delegation.decisions.iter().map(context).collect()
    }

    /// Events between the start and the end of the work, both included; empty when the author listed no events.
    pub(crate) fn timeline_events(&self, study: &CaseStudy) -> Vec<EventContext> {
        if study.timeline.is_empty() {
            return Vec::new();
        }
        let edge = |date, id, key: &str| EventContext {
            date: Some(self.date(date)),
            kind: Label { id, label: id.to_owned() },
            event: self.text(key),
        };
        let mut events = vec![edge(study.start, "start", "work-began")];
        events.extend(study.timeline.iter().map(|event| EventContext {
            date: event.date.map(|date| self.date(date)),
            kind: self.label(event.kind),
            event: event.event.clone(),
        }));
        if let Some(end) = study.end {
            let stopped = study.status == WorkStatus::Stopped;
            events.push(edge(end, "end", if stopped { "work-stopped" } else { "work-ended" }));
        }
        events
    }
}
