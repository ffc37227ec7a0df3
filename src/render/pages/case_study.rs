//! Template contexts of a case study and its parts.

use rayon::prelude::*;

use crate::content::markdown::reading_minutes;
use crate::diagnostic::Diagnostic;
use crate::model::case_study::{CaseStudy, Confirmation, Pitfall, StandardClaim};
use crate::model::delegation::{SharedRecord, Support};
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::{PositionId, StudyId};
use crate::model::person::Testimonial;
use crate::model::units::Unit;
use crate::render::context::case_study::{
    CheckContext, CheckInContext, CommunicationContext, DelegationContext, InitiatedContext, LogicContext,
    LogicStepContext, PitfallContext, StudyContext, SupportContext,
};
use crate::render::context::evidence::StandardClaimContext;
use crate::render::context::shared::{Link, PersonContext};
use crate::render::markdown_hooks::{RenderedBody, find_title_heading, listed_sections, table_of_contents};
use crate::render::page::HtmlPage;
use crate::render::parts::evidence::artifact_anchor;
use crate::render::parts::evidence_lines::evidence_word_count;
use crate::render::parts::levels::Voice;
use crate::render::parts::people::each_once;
use crate::render::renderer::Renderer;
use crate::render::text;
use crate::theme::{TemplateValues, capitalize_first};

impl Renderer<'_> {
    /// The context of a case study's own page.
    pub(crate) fn study_context(&self, id: StudyId, story: RenderedBody) -> StudyContext {
        let study = self.portfolio.study(id);
        let neighbour = |index: Option<usize>| {
            let study = self.portfolio.studies.get(index?)?;
            Some(Link { title: study.head.title.clone(), path: self.href(&study.head.path) })
        };
        let approaches = study.approaches.iter().map(|index| {
            let head = &self.portfolio.approaches[index.0].head;
            Link { title: head.title.clone(), path: self.href(&head.path) }
        });
        let title_id = find_title_heading(&study.head, &study.body);
        let contents = table_of_contents(&study.body.outline, title_id.as_slice());
        let testimonials: Vec<&Testimonial> = self
            .portfolio
            .testimonials
            .iter()
            .filter(|testimonial| testimonial.about.contains(&id))
            .collect();
        let mut context = StudyContext {
            card: self.study_card(study),
            status_reason: study.status_reason.clone(),
            updated: study.head.updated.map(|date| self.date(date)),
            date: study.head.date.map(|date| self.date(date)),
            problem: study.problem.clone(),
            approaches: approaches.collect(),
            position: study.position.map(|PositionId(index)| {
                text::position(&self.state.catalog, &self.portfolio.resume.positions[index])
            }),
            start: self.date(study.start),
            end: study.end.map(|date| self.date(date)),
            duration: study.end.and_then(|end| self.duration(study.start, end)),
            initiated_by: self.initiated_context(study),
            led_by: self.people_contexts(&study.led_by),
            accountable: self.person_context(study.accountable),
            accountable_note: study.accountable_note.clone(),
            team: self.people_contexts(&study.team),
            responsible: self.responsible_people(study),
            consulted: self.people_contexts(&study.consulted),
            informed: self.people_contexts(&study.informed),
            delegation: self.delegation_context(study),
            communication: self.communication_context(study),
            timeline: self.timeline_events(study),
            logic: self.logic_context(study),
            outcomes: study.outcomes.iter().map(|outcome| self.outcome_context(study, outcome)).collect(),
            pitfalls: study.pitfalls.iter().map(|pitfall| self.pitfall_context(pitfall)).collect(),
            standards: study
                .standards
                .iter()
                .map(|claim| self.standard_claim_context(study, claim))
                .collect(),
            // Each may need a light copy of a picture, whose size it tells.
            artifacts: study.artifacts.par_iter().map(|artifact| self.artifact_context(artifact)).collect(),
            checked_with: self.check_contexts(study),
            evidence: self.evidence_lines(study, &testimonials),
            testimonials: testimonials
                .into_iter()
                .map(|testimonial| self.testimonial_context(testimonial))
                .collect(),
            evidence_minutes: 0,
            in_story: story.figure_ids,
            words: study.body.outline.word_count,
            sections: listed_sections(&contents),
            contents,
            body: story.html,
            title_id: title_id.map(str::to_owned),
            // Case studies are sorted from the newest to the oldest.
            previous: neighbour(Some(id.0 + 1)),
            next: neighbour(id.0.checked_sub(1)),
        };
        context.evidence_minutes = reading_minutes(evidence_word_count(&context));
        context
    }

    fn initiated_context(&self, study: &CaseStudy) -> Option<InitiatedContext> {
        let (kind, people) = study.initiated_by.as_ref()?;
        let kind = kind.map(|kind| self.label(kind));
        Some(InitiatedContext { kind, people: self.people_contexts(people) })
    }

    fn check_contexts(&self, study: &CaseStudy) -> Vec<CheckContext> {
        let context = |check: &Confirmation| CheckContext {
            person: self.person_context(check.person),
            date: check.date.map(|date| self.date(date)),
            note: check.note.clone(),
        };
        study.checked_with.iter().map(context).collect()
    }

    fn delegation_context(&self, study: &CaseStudy) -> DelegationContext {
        let handover = &study.delegation;
        let voice = self.voice(study);
        DelegationContext {
            by_author: voice == Voice::Author,
            level: self.level_context(handover.level, voice),
            joined: handover.joined.map(|joined| self.label(joined)),
            history: self.level_changes(study),
            levels_in_turn: (handover.history.len() > 1).then(|| self.levels_line(handover)),
            authority: handover.authority.clone(),
            limits: handover.limits.clone(),
            retained: handover.retained.clone(),
            decisions: self.decision_contexts(study),
            support: handover.support.iter().map(|support| self.support_context(support)).collect(),
            take_back: handover.take_back.clone(),
        }
    }

    fn communication_context(&self, study: &CaseStudy) -> CommunicationContext {
        let talk = &study.communication;
        let (record, record_anchor) = match &talk.record {
            Some(SharedRecord::Text(words)) => (Some(words.clone()), None),
            Some(SharedRecord::Artifact(number)) => {
                let artifact = &study.artifacts[number.0];
                (Some(artifact.title.clone()), Some(artifact_anchor(artifact)))
            }
            None => (None, None),
        };
        let check_ins: Vec<CheckInContext> = talk
            .check_ins
            .iter()
            .map(|check_in| CheckInContext {
                with: self.people_contexts(&check_in.with),
                cadence: check_in.cadence.map(|cadence| self.label(cadence)),
                minutes: check_in.minutes,
                purpose: check_in.purpose.clone(),
            })
            .collect();
        CommunicationContext {
            any: !talk.channels.is_empty()
                || !check_ins.is_empty()
                || talk.escalation.is_some()
                || record.is_some(),
            channels: talk.channels.clone(),
            check_ins,
            escalation: talk.escalation.clone(),
            record,
            record_anchor,
        }
    }

    fn standard_claim_context(&self, study: &CaseStudy, claim: &StandardClaim) -> StandardClaimContext {
        let (framework, standard) = self.portfolio.standard(claim.standard);
        StandardClaimContext {
            framework: framework.short.clone(),
            unit: capitalize_first(&self.standard_unit(framework)),
            number: standard.id.clone(),
            title: standard.title.clone(),
            path: self.href(&standard.path),
            why: claim.why.clone(),
            evidence: self.evidence_contexts(study, claim),
        }
    }

    /// Those who led the work and those who worked on it, each once.
    fn responsible_people(&self, study: &CaseStudy) -> Vec<PersonContext> {
        self.people_contexts(&each_once(study.led_by.iter().chain(&study.team).copied()))
    }

    pub(crate) fn study_page(&self, id: StudyId) -> Result<HtmlPage, Diagnostic> {
        let study = self.portfolio.study(id);
        let title_id = find_title_heading(&study.head, &study.body);
        let story = self.render_story(study, title_id.as_slice())?;
        let values = TemplateValues::default()
            .with_serialized("study", &self.study_context(id, story))
            .with_serialized("comments", &self.comment_contexts(&study.head.source))
            .with("related", self.study_cards(&self.related_studies(id)));
        let list = GeneratedPage::Studies(1);
        let meta = self.article_meta("study", &study.head, Some(study.summary.clone()), list);
        Ok(HtmlPage { meta, values })
    }

    fn support_context(&self, support: &Support) -> SupportContext {
        let amount = support.amount.map(|amount| match &support.unit {
            Some(unit) => self.figure(&Unit::parse(unit), amount),
            None => self.number(amount),
        });
        SupportContext { kind: self.label(support.kind), what: support.what.clone(), amount }
    }

    fn pitfall_context(&self, pitfall: &Pitfall) -> PitfallContext {
        PitfallContext {
            kind: self.label(pitfall.kind),
            what: pitfall.what.clone(),
            mitigation: pitfall.mitigation.clone(),
            resolved: pitfall.resolved.map(|resolved| self.label(resolved)),
            date: pitfall.date.map(|date| self.date(date)),
        }
    }

    fn logic_context(&self, study: &CaseStudy) -> Option<LogicContext> {
        let step = |(key, items): &(&str, Vec<String>)| LogicStepContext {
            name: self.text(key),
            items: items.clone(),
        };
        let steps: Vec<LogicStepContext> = study.logic.iter().map(step).collect();
        (!steps.is_empty()).then_some(LogicContext { steps })
    }
}
