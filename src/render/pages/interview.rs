//! Interview cards, which only the owner sees.

use crate::content::enums::{ClaimStrength, OutcomeKind, PitfallResolution};
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::StudyId;
use crate::model::outcome::Outcome;
use crate::model::units::TargetStatus;
use crate::render::context::interview::{InterviewCard, QuestionContext};
use crate::render::page::HtmlPage;
use crate::render::parts::levels::level_context;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn interview_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("cards", &self.interview_cards());
        let meta = self.generated_meta(GeneratedPage::Interview, None);
        HtmlPage { meta, values }
    }

    /// A card for each case study, the featured first: situation, task, action, result (STAR), and the questions that a
    /// panel is likely to ask.
    pub(crate) fn interview_cards(&self) -> Vec<InterviewCard> {
        let featured = &self.portfolio.settings.featured;
        let rest = (0..self.portfolio.studies.len()).map(StudyId);
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
