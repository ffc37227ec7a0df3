//! Contexts of the pages that only the owner sees: interview cards, and the register of consents. Other builds do not
//! have these pages.

use std::collections::BTreeMap;

use super::case_study::level_context;
use crate::content::enums::{ClaimStrength, OutcomeKind, PersonKind, PitfallResolution, ShowAs};
use crate::model::case_study::CaseStudy;
use crate::model::ids::PersonId;
use crate::model::outcome::Outcome;
use crate::model::person::Person;
use crate::model::units::TargetStatus;
use crate::render::context::shared::Link;
use crate::render::context::{AppearanceContext, ConsentContext, ConsentRow, InterviewCard, QuestionContext};
use crate::render::renderer::Renderer;
use crate::render::text;

impl Renderer<'_> {
    /// A card for each case study, the featured first: situation, task, action, result (STAR), and the questions that a
    /// panel is likely to ask.
    pub(crate) fn interview_cards(&self) -> Vec<InterviewCard> {
        let featured = &self.portfolio.settings.featured;
        let rest = (0..self.portfolio.studies.len()).map(crate::model::ids::StudyId);
        let order = featured.iter().copied().chain(rest.filter(|id| !featured.contains(id)));
        order.map(|id| self.interview_card(self.portfolio.study(id))).collect()
    }

    fn interview_card(&self, study: &CaseStudy) -> InterviewCard {
        let handover = &study.delegation;
        let events = study.timeline.iter().map(|event| match event.date {
            Some(date) => format!("{}: {}", date.format_month(), event.event),
            None => event.event.clone(),
        });
        let outcome = study.primary_outcome();
        InterviewCard {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            period: self.period_text(study),
            situation: study.problem.clone().unwrap_or_else(|| study.summary.clone()),
            led_by: self.join_names(&study.led_by),
            level: level_context(handover.level),
            kept: handover.retained.clone(),
            action: handover.authority.iter().cloned().chain(events).collect(),
            result: outcome.and_then(Outcome::summary_line),
            metric: outcome.map(|outcome| outcome.title.clone()),
            lesson: study.lesson.clone(),
            questions: interview_questions(study),
        }
    }

    /// Everyone in `people.yaml` but the owner: how they are shown, on what consent, and where.
    pub(crate) fn consent_context(&self) -> ConsentContext {
        let mut appearances: BTreeMap<PersonId, Vec<AppearanceContext>> = BTreeMap::new();
        for study in &self.portfolio.studies {
            for (id, part) in study_roles(study) {
                let study = Link { title: study.head.title.clone(), path: self.href(&study.head.path) };
                let of_person = appearances.entry(id).or_default();
                match of_person.iter_mut().find(|appearance| appearance.study.path == study.path) {
                    Some(known) if !known.parts.contains(&part) => known.parts.push(part),
                    Some(_) => {}
                    None => of_person.push(AppearanceContext { study, parts: vec![part] }),
                }
            }
        }
        let testimonial_count = |id: PersonId| {
            self.portfolio.testimonials.iter().filter(|testimonial| testimonial.from == id).count()
        };
        let people = self.portfolio.people.iter().enumerate();
        let row = |(index, person): (usize, &Person)| ConsentRow {
            id: person.id.clone(),
            shown: person.identity.label.clone(),
            hidden: person.identity.show_as == ShowAs::Hidden,
            status: person.consent.status.map(|status| text::label(status.id(), status.label())),
            expires: person.consent.expires.map(text::date),
            appears: appearances.remove(&PersonId(index)).unwrap_or_default(),
            testimonials: testimonial_count(PersonId(index)),
        };
        let others = people.filter(|(_, person)| person.kind != PersonKind::Owner);
        ConsentContext { people: others.map(row).collect() }
    }
}

/// Questions that a panel is likely to ask, each with the answer that the page gives, if any.
fn interview_questions(study: &CaseStudy) -> Vec<QuestionContext> {
    let mut questions = Vec::new();
    let mut ask = |question: &str, answer: Option<String>| {
        questions.push(QuestionContext { question: question.to_owned(), answer });
    };
    let kept = &study.delegation.retained;
    ask("What did you do yourself?", (!kept.is_empty()).then(|| format!("I kept: {}", kept.join("; "))));
    let missed = study.outcomes.iter().filter(|outcome| outcome.target_status() == TargetStatus::Missed);
    for outcome in missed {
        ask(&format!("Why was the target missed: {}?", outcome.title), study.lesson.clone());
    }
    // History entries are (since when, level, why).
    let reductions = study.delegation.history.windows(2).filter(|pair| pair[1].1 < pair[0].1);
    for change in reductions {
        ask("Why did you take decisions back?", change[1].2.clone());
    }
    for pitfall in &study.pitfalls {
        let is_open = pitfall.resolved != Some(PitfallResolution::Yes);
        let question = if is_open { "What is still not solved?" } else { "What went wrong?" };
        let answer = [Some(pitfall.what.clone()), pitfall.mitigation.clone()];
        ask(question, Some(answer.into_iter().flatten().collect::<Vec<_>>().join(". ")));
    }
    for outcome in study.outcomes.iter().filter(|outcome| outcome.kind == OutcomeKind::Quantitative) {
        let answer = match outcome.claim {
            ClaimStrength::Reported => {
                "Only that it changed: say “rose” or “fell”, and “while”, not “because”."
            }
            ClaimStrength::Associated => "It changed more than elsewhere; say so, and no more.",
            ClaimStrength::Contributed => "It helped, as the page argues; name what else may have helped.",
            ClaimStrength::Caused => "Yes, against a comparison that was fair; say which.",
        };
        ask(&format!("Was it your doing: {}?", outcome.title), Some(answer.to_owned()));
        for caveat in &outcome.caveats {
            ask("How sure are you of that figure?", Some(caveat.clone()));
        }
    }
    questions
}

/// Everyone who appears in a case study, with the role they have in it; a person may come several times.
fn study_roles(study: &CaseStudy) -> Vec<(PersonId, &'static str)> {
    let mut all = Vec::new();
    let mut add = |ids: &[PersonId], part: &'static str| all.extend(ids.iter().map(|id| (*id, part)));
    add(&study.led_by, "led it");
    add(std::slice::from_ref(&study.accountable), "accountable");
    add(&study.team, "worked on it");
    add(&study.consulted, "consulted");
    add(&study.informed, "informed");
    if let Some((_, ids)) = &study.initiated_by {
        add(ids, "had the idea");
    }
    for decision in &study.delegation.decisions {
        add(&decision.decided_by, "decides");
    }
    for artifact in &study.artifacts {
        add(&artifact.people, "in an artifact");
    }
    for outcome in &study.outcomes {
        let speaker = outcome.quote.as_ref().and_then(|(_, speaker)| *speaker);
        add(&speaker.into_iter().collect::<Vec<_>>(), "quoted");
    }
    for check in &study.checked_with {
        add(&[check.person], "checked the page");
    }
    all
}
