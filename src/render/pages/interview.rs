//! Interview cards, which only the owner sees.

use crate::content::enums::{ClaimStrength, OutcomeKind, PitfallResolution};
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::GeneratedPage;
use crate::model::outcome::Outcome;
use crate::model::units::TargetStatus;
use crate::render::context::interview::{InterviewCard, QuestionContext};
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::render::text::format_month;
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
        self.featured_first().map(|id| self.interview_card(self.portfolio.study(id))).collect()
    }

    fn interview_card(&self, study: &CaseStudy) -> InterviewCard {
        let handover = &study.delegation;
        let events = study.timeline.iter().map(|event| match event.date {
            Some(date) => {
                let month = format_month(&self.state.catalog, date);
                let parts = [("label", month.into()), ("value", event.event.as_str().into())];
                self.text_with("labeled", parts)
            }
            None => event.event.clone(),
        });
        let outcome = study.primary_outcome();
        InterviewCard {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            period: self.period_text(study),
            situation: study.problem.clone().unwrap_or_else(|| study.summary.clone()),
            led_by: self.join_names(&study.led_by),
            level: self.level_context(handover.level, self.voice(study)),
            kept: handover.retained.clone(),
            action: handover.authority.iter().cloned().chain(events).collect(),
            result: outcome.and_then(|outcome| self.summary_line(outcome)),
            metric: outcome.map(|outcome| outcome.title.clone()),
            lesson: study.lesson.clone(),
            questions: self.interview_questions(study),
        }
    }

    /// Questions that a panel is likely to ask, each with the answer that the page gives, if any.
    fn interview_questions(&self, study: &CaseStudy) -> Vec<QuestionContext> {
        let mut questions = Vec::new();
        let mut ask = |question: String, answer: Option<String>| {
            questions.push(QuestionContext { question, answer });
        };
        let about =
            |key: &str, outcome: &Outcome| self.text_with(key, [("outcome", outcome.title.as_str().into())]);
        let kept = &study.delegation.retained;
        let kept_text =
            || self.text_with("answer-kept", [("kept", kept.join(&self.text("list-semicolon")).into())]);
        ask(self.text("ask-own-part"), (!kept.is_empty()).then(kept_text));
        let missed = study.outcomes.iter().filter(|outcome| outcome.target_status() == TargetStatus::Missed);
        for outcome in missed {
            ask(about("ask-missed", outcome), study.lesson.clone());
        }
        // History entries are (since when, level, why).
        let reductions = study.delegation.history.windows(2).filter(|pair| pair[1].1 < pair[0].1);
        for change in reductions {
            ask(self.text("ask-took-back"), change[1].2.clone());
        }
        for pitfall in &study.pitfalls {
            let is_open = pitfall.resolved != Some(PitfallResolution::Yes);
            let question = self.text(if is_open { "ask-unsolved" } else { "ask-went-wrong" });
            let answer = [Some(pitfall.what.clone()), pitfall.mitigation.clone()];
            ask(question, Some(answer.into_iter().flatten().collect::<Vec<_>>().join(". ")));
        }
        for outcome in study.outcomes.iter().filter(|outcome| outcome.kind == OutcomeKind::Quantitative) {
            let answer = match outcome.claim {
                ClaimStrength::Reported => "answer-reported",
                ClaimStrength::Associated => "answer-associated",
                ClaimStrength::Contributed => "answer-contributed",
                ClaimStrength::Caused => "answer-caused",
            };
            ask(about("ask-your-doing", outcome), Some(self.text(answer)));
            for caveat in &outcome.caveats {
                ask(self.text("ask-how-sure"), Some(caveat.clone()));
            }
        }
        questions
    }
}
