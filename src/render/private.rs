//! Views for the author's own eyes: cards for an interview, and who appears where on what consent. A build for
//! anybody else does not have them.

use std::collections::BTreeMap;

use super::context::{AppearanceContext, CardContext, ConsentContext, ConsentRow, Link, QuestionContext};
use super::site::Site;
use super::study::level;
use super::words;
use crate::content::vocabulary::{Claim, OutcomeKind, PersonKind, Resolved, ShowAs};
use crate::portfolio::measure::Reached;
use crate::portfolio::model::{CaseStudy, Outcome, Person, PersonId};

impl Site<'_> {
    /// A card for each case study that has begun, the featured first: situation, task, action, result, and what a
    /// panel is likely to ask.
    pub(super) fn interview_cards(&self) -> Vec<CardContext> {
        let featured = &self.portfolio.settings.featured;
        let rest = (0..self.portfolio.studies.len()).map(crate::portfolio::model::StudyId);
        let order = featured.iter().copied().chain(rest.filter(|it| !featured.contains(it)));
        order.map(|it| self.interview_card(self.portfolio.study(it))).collect()
    }

    fn interview_card(&self, study: &CaseStudy) -> CardContext {
        let handover = &study.delegation;
        let events = study.timeline.iter().map(|it| match it.date {
            Some(date) => format!("{}: {}", date.month_in_words(), it.event),
            None => it.event.clone(),
        });
        let outcome = study.primary_outcome();
        CardContext {
            title: study.head.title.clone(),
            path: self.shown(&study.head.path),
            period: self.period_of(study),
            situation: study.problem.clone().unwrap_or_else(|| study.summary.clone()),
            led_by: self.names_of(&study.led_by),
            level: level(handover.level),
            kept: handover.retained.clone(),
            action: handover.authority.iter().cloned().chain(events).collect(),
            result: outcome.and_then(Outcome::in_a_line),
            metric: outcome.map(|it| it.title.clone()),
            lesson: study.lesson.clone(),
            questions: questions(study),
        }
    }

    /// Everybody of the register: how they are shown, on what consent, where.
    pub(super) fn consents(&self) -> ConsentContext {
        let mut places: BTreeMap<PersonId, Vec<AppearanceContext>> = BTreeMap::new();
        for study in &self.portfolio.studies {
            for (id, part) in parts(study) {
                let study = Link { title: study.head.title.clone(), path: self.shown(&study.head.path) };
                let all = places.entry(id).or_default();
                match all.iter_mut().find(|it| it.study.path == study.path) {
                    Some(place) if !place.parts.contains(&part) => place.parts.push(part),
                    Some(_) => {}
                    None => all.push(AppearanceContext { study, parts: vec![part] }),
                }
            }
        }
        let quoted = |id: PersonId| self.portfolio.testimonials.iter().filter(|it| it.from == id).count();
        let people = self.portfolio.people.iter().enumerate();
        let row = |(at, person): (usize, &Person)| ConsentRow {
            id: person.id.clone(),
            shown: person.shown.label.clone(),
            hidden: person.shown.show_as == ShowAs::Hidden,
            status: person.consent.status.map(|it| words::label(it.id(), it.label())),
            expires: person.consent.expires.map(words::date),
            appears: places.remove(&PersonId(at)).unwrap_or_default(),
            testimonials: quoted(PersonId(at)),
        };
        ConsentContext { people: people.filter(|it| it.1.kind != PersonKind::Owner).map(row).collect() }
    }
}

/// What a panel asks when it has read the page, with what the page says to it.
fn questions(study: &CaseStudy) -> Vec<QuestionContext> {
    let mut all = Vec::new();
    let mut ask = |question: &str, answer: Option<String>| {
        all.push(QuestionContext { question: question.to_owned(), answer });
    };
    let kept = &study.delegation.retained;
    ask("What did you do yourself?", (!kept.is_empty()).then(|| format!("I kept: {}", kept.join("; "))));
    let missed = study.outcomes.iter().filter(|it| it.reached() == Reached::Missed);
    for outcome in missed {
        ask(&format!("Why was the target missed: {}?", outcome.title), study.lesson.clone());
    }
    let falls = study.delegation.history.windows(2).filter(|it| it[1].1 < it[0].1);
    for fall in falls {
        ask("Why did you take decisions back?", fall[1].2.clone());
    }
    for pitfall in &study.pitfalls {
        let open = pitfall.resolved != Some(Resolved::Yes);
        let question = if open { "What is still not solved?" } else { "What went wrong?" };
        let answer = [Some(pitfall.what.clone()), pitfall.mitigation.clone()];
        ask(question, Some(answer.into_iter().flatten().collect::<Vec<_>>().join(". ")));
    }
    for outcome in study.outcomes.iter().filter(|it| it.kind == OutcomeKind::Quantitative) {
        let words = match outcome.claim {
            Claim::Reported => "Only that it changed: say “rose” or “fell”, and “while”, not “because”.",
            Claim::Associated => "It changed more than elsewhere; say so, and no more.",
            Claim::Contributed => "It helped, as the page argues; name what else may have helped.",
            Claim::Caused => "Yes, against a comparison that was fair; say which.",
        };
        ask(&format!("Was it your doing: {}?", outcome.title), Some(words.to_owned()));
        for caveat in &outcome.caveats {
            ask("How sure are you of that figure?", Some(caveat.clone()));
        }
    }
    all
}

/// Everybody of a case study, with what they are in it.
fn parts(study: &CaseStudy) -> Vec<(PersonId, &'static str)> {
    let mut all = Vec::new();
    let mut add = |ids: &[PersonId], part: &'static str| all.extend(ids.iter().map(|it| (*it, part)));
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
        let speaker = outcome.quote.as_ref().and_then(|it| it.1);
        add(&speaker.into_iter().collect::<Vec<_>>(), "quoted");
    }
    for check in &study.checked_with {
        add(&[check.person], "checked the page");
    }
    all
}
