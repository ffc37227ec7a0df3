//! What the sections of a case study's evidence say while they are closed, and how long it takes to read them.

use crate::content::enums::EventKind;
use crate::content::markdown::count_words;
use crate::model::case_study::{CaseStudy, Pitfall};
use crate::model::delegation::Delegation;
use crate::model::ids::PersonId;
use crate::model::outcome::Outcome;
use crate::model::person::Testimonial;
use crate::model::units::TargetStatus;
use crate::render::context::case_study::{EvidenceLines, StudyContext};
use crate::render::parts::people::each_once;
use crate::render::renderer::Renderer;
use crate::theme::capitalize_first;

/// So many titles of artifacts fit into a line; of more, the line gives the number.
const MAX_TITLES: usize = 2;

impl Renderer<'_> {
    /// What each section of the evidence says while it is closed. `testimonials` are those about the case study.
    pub(crate) fn evidence_lines(&self, study: &CaseStudy, testimonials: &[&Testimonial]) -> EvidenceLines {
        EvidenceLines {
            outcomes: self.outcomes_line(&study.outcomes),
            delegation: self.delegation_line(&study.delegation),
            people: self.people_line(study),
            communication: self.communication_line(study),
            timeline: self.timeline_line(study),
            logic: self.join_parts("list-separator", study.logic.iter().map(|(key, _)| Some(self.text(key)))),
            pitfalls: self.pitfalls_line(study),
            standards: self.standards_line(study),
            artifacts: self.artifacts_line(study),
            testimonials: self.speakers_line(testimonials),
            checked_with: self.checked_line(study),
        }
    }

    /// The levels of delegation in turn: "Level 3, then 5"; "Level 5" if it never changed.
    pub(crate) fn levels_line(&self, delegation: &Delegation) -> String {
        let mut levels = delegation.levels_in_turn().into_iter();
        let first = levels.next().unwrap_or(delegation.level);
        let first = self.text_with("level-number", [("level", usize::from(first.number()).into())]);
        levels.fold(first, |levels, next| {
            let next = ("level", usize::from(next.number()).into());
            self.text_with("level-then", [("levels", levels.into()), next])
        })
    }

    fn outcomes_line(&self, outcomes: &[Outcome]) -> Option<String> {
        let count = |key: &str, is_counted: &dyn Fn(&Outcome) -> bool| {
            let count = outcomes.iter().filter(|outcome| is_counted(outcome)).count();
            (count > 0).then(|| self.count(key, count))
        };
        let counts = [
            count("targets-met", &|outcome| outcome.target_status() == TargetStatus::Met),
            count("targets-missed", &|outcome| outcome.target_status() == TargetStatus::Missed),
            count("targets-open", &|outcome| outcome.target.is_some() && outcome.result.is_none()),
            count("outcomes-without-target", &|outcome| outcome.target.is_none()),
        ];
        some_text(self.join_list(&counts.into_iter().flatten().collect::<Vec<_>>()))
    }

    fn delegation_line(&self, delegation: &Delegation) -> Option<String> {
        let levels = self.levels_line(delegation);
        let decisions = delegation.decisions.len();
        let decisions = (decisions > 0).then(|| self.count("decision-count", decisions));
        self.join_parts("list-semicolon", [Some(levels), decisions])
    }

    fn people_line(&self, study: &CaseStudy) -> Option<String> {
        let count = |key: &str, people: &[PersonId]| {
            let sizes = people.iter().map(|id| self.person_context(*id).size.unwrap_or(1));
            let count = sizes.map(|size| usize::try_from(size).unwrap_or(usize::MAX)).sum::<usize>();
            (count > 0).then(|| self.count(key, count))
        };
        let counts = [
            count("lead-count", &study.led_by),
            count("team-count", &study.team),
            count("consulted-count", &study.consulted),
        ];
        self.join_parts("list-separator", counts).map(|line| capitalize_first(&line))
    }

    fn communication_line(&self, study: &CaseStudy) -> Option<String> {
        let talk = &study.communication;
        let check_in = talk.check_ins.first().and_then(|check_in| {
            let cadence = check_in.cadence.map(|cadence| self.label(cadence).label);
            let minutes = check_in
                .minutes
                .map(|minutes| self.text_with("minutes", [("minutes", (minutes as usize).into())]));
            self.join_parts("list-separator", [cadence, minutes])
        });
        let line = check_in.or_else(|| talk.channels.first().cloned()).or_else(|| talk.escalation.clone());
        line.map(|line| capitalize_first(&line))
    }

    fn timeline_line(&self, study: &CaseStudy) -> Option<String> {
        if study.timeline.is_empty() {
            return None;
        }
        let setbacks = study.timeline.iter().filter(|event| event.kind == EventKind::Setback).count();
        let setbacks = (setbacks > 0).then(|| self.count("setback-count", setbacks));
        self.join_parts("list-separator", [Some(self.period_text(study)), setbacks])
    }

    fn pitfalls_line(&self, study: &CaseStudy) -> Option<String> {
        let state = |pitfall: &Pitfall| {
            pitfall.resolved.map_or_else(|| self.text("not-stated"), |resolved| self.label(resolved).label)
        };
        some_text(capitalize_first(&self.count_labels(study.pitfalls.iter().map(state))))
    }

    fn standards_line(&self, study: &CaseStudy) -> Option<String> {
        let mut frameworks: Vec<(&str, Vec<String>)> = Vec::new();
        for claim in &study.standards {
            let (framework, standard) = self.portfolio.standard(claim.standard);
            match frameworks.iter_mut().find(|(known, _)| *known == framework.short) {
                Some((_, numbers)) => numbers.push(standard.id.clone()),
                None => frameworks.push((&framework.short, vec![standard.id.clone()])),
            }
        }
        let lines = frameworks.iter().map(|(framework, numbers)| {
            let numbers = self.join_list(numbers);
            self.text_with("labeled", [("label", (*framework).into()), ("value", numbers.into())])
        });
        some_text(lines.collect::<Vec<_>>().join(&self.text("list-semicolon")))
    }

    fn artifacts_line(&self, study: &CaseStudy) -> Option<String> {
        let titles: Vec<String> = study.artifacts.iter().map(|artifact| artifact.title.clone()).collect();
        match titles.len() {
            0 => None,
            count if count > MAX_TITLES => Some(self.count("artifact-count", count)),
            _ => Some(self.join_list(&titles)),
        }
    }

    fn speakers_line(&self, testimonials: &[&Testimonial]) -> Option<String> {
        let speakers = each_once(testimonials.iter().map(|testimonial| testimonial.from));
        some_text(self.join_names(&speakers))
    }

    fn checked_line(&self, study: &CaseStudy) -> Option<String> {
        let people: Vec<PersonId> = study.checked_with.iter().map(|check| check.person).collect();
        let last = study.checked_with.iter().filter_map(|check| check.date).max();
        let names = some_text(self.join_names(&people))?;
        self.join_parts("list-separator", [Some(names), last.map(|date| self.date(date).text)])
    }

    /// The parts that there are, with the separator of this message between them; `None` without any.
    fn join_parts(&self, key: &str, parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
        some_text(parts.into_iter().flatten().collect::<Vec<_>>().join(&self.text(key)))
    }
}

fn some_text(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Number of words of the author's in the evidence of a case study.
pub(crate) fn evidence_word_count(study: &StudyContext) -> usize {
    let texts = outcome_texts(study).into_iter().chain(delegation_texts(study)).chain(record_texts(study));
    texts.map(count_words).sum()
}

fn outcome_texts(study: &StudyContext) -> Vec<&str> {
    let mut texts = Vec::new();
    for outcome in &study.outcomes {
        let source = outcome.source.as_ref().and_then(|source| source.name.as_ref());
        let optional = [
            outcome.population.as_ref(),
            outcome.baseline_note.as_ref(),
            outcome.contribution.as_ref(),
            outcome.method.as_ref(),
            outcome.comparison.as_ref().and_then(|comparison| comparison.label.as_ref()),
            outcome.quote.as_ref().map(|quote| &quote.text),
            source,
        ];
        texts.extend([outcome.title.as_str(), outcome.claim.label.as_str()]);
        texts.extend(optional.into_iter().flatten().chain(&outcome.caveats).map(String::as_str));
    }
    texts
}

fn delegation_texts(study: &StudyContext) -> Vec<&str> {
    let (handover, talk) = (&study.delegation, &study.communication);
    let lists = [&handover.authority, &handover.limits, &handover.retained, &talk.channels];
    let optional = [&handover.take_back, &talk.escalation, &talk.record, &study.accountable_note];
    let decisions =
        handover.decisions.iter().flat_map(|decision| [Some(&decision.area), decision.limit.as_ref()]);
    let rest = handover
        .history
        .iter()
        .map(|change| change.why.as_ref())
        .chain(handover.support.iter().map(|support| support.what.as_ref()))
        .chain(talk.check_ins.iter().map(|check_in| check_in.purpose.as_ref()))
        .chain(optional.into_iter().map(Option::as_ref))
        .chain(decisions);
    lists.into_iter().flatten().chain(rest.flatten()).map(String::as_str).collect()
}

/// The texts of the timeline, the logic model, challenges, standards, artifacts, testimonials and confirmations.
fn record_texts(study: &StudyContext) -> Vec<&str> {
    let events = study.timeline.iter().map(|event| Some(&event.event));
    let steps = study.logic.iter().flat_map(|logic| &logic.steps).flat_map(|step| &step.items).map(Some);
    let pitfalls =
        study.pitfalls.iter().flat_map(|pitfall| [Some(&pitfall.what), pitfall.mitigation.as_ref()]);
    let claims = study.standards.iter().flat_map(|claim| [Some(&claim.title), claim.why.as_ref()]);
    let artifacts =
        study.artifacts.iter().flat_map(|artifact| [Some(&artifact.title), artifact.caption.as_ref()]);
    let testimonials = study
        .testimonials
        .iter()
        .flat_map(|testimonial| [Some(&testimonial.text), testimonial.relation.as_ref()]);
    let checks = study.checked_with.iter().map(|check| check.note.as_ref());
    let texts =
        events.chain(steps).chain(pitfalls).chain(claims).chain(artifacts).chain(testimonials).chain(checks);
    texts.flatten().map(String::as_str).collect()
}
