//! Decisions and events of a case study, which its page and figures in prose show.

use crate::content::enums::WorkStatus;
use crate::model::case_study::CaseStudy;
use crate::model::delegation::Decision;
use crate::render::context::case_study::{DecisionContext, EventContext};
use crate::render::parts::levels::level_context;
use crate::render::renderer::Renderer;
use crate::render::text;

impl Renderer<'_> {
    /// Areas of decision, each with the people who decide.
    pub(crate) fn decision_contexts(&self, decisions: &[Decision]) -> Vec<DecisionContext> {
        let context = |decision: &Decision| DecisionContext {
            area: decision.area.clone(),
            decided_by: self.people_contexts(&decision.decided_by),
            level: decision.level.map(level_context),
            limit: decision.limit.clone(),
        };
        decisions.iter().map(context).collect()
    }

    /// Events between the start and the end of the work, both included; empty when the author listed no events.
    pub(crate) fn timeline_events(&self, study: &CaseStudy) -> Vec<EventContext> {
        if study.timeline.is_empty() {
            return Vec::new();
        }
        let edge = |date, id, event: &str| EventContext {
            date: Some(text::date(date)),
            kind: text::label(id, id),
            event: event.to_owned(),
        };
        let mut events = vec![edge(study.start, "start", "Work began")];
        events.extend(study.timeline.iter().map(|event| EventContext {
            date: event.date.map(text::date),
            kind: text::label(event.kind.id(), event.kind.label()),
            event: event.event.clone(),
        }));
        if let Some(end) = study.end {
            let stopped = study.status == WorkStatus::Stopped;
            events.push(edge(end, "end", if stopped { "Work stopped" } else { "Work ended" }));
        }
        events
    }
}
