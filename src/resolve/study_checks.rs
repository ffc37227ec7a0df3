//! Checks of a case study that concern several of its fields: lengths, dates, and what its status asks for.

use crate::content::checker::{Checker, LengthUnit};
use crate::content::date::PartialDate;
use crate::content::document::Body;
use crate::content::enums::{Verdict, WorkStatus};
use crate::content::schema::case_study::RawCaseStudy;
use crate::diagnostic::{Addition, Severity};
use crate::model::case_study::MAX_TITLE_CHARS;
use crate::model::outcome::Outcome;
use crate::model::units::TargetStatus;
use crate::yaml;

/// Warns about texts that are too long for cards and lists.
pub(super) fn check_lengths(raw: &RawCaseStudy, checker: &mut Checker<'_>) {
    checker.check_length(raw.title.as_ref(), "title", MAX_TITLE_CHARS, LengthUnit::Characters);
    checker.check_length(raw.summary.as_ref(), "summary", 60, LengthUnit::Words);
    checker.check_length(raw.problem.as_ref(), "problem", 40, LengthUnit::Words);
}

/// Reports work that ends before it starts.
pub(super) fn check_dates(start: Option<PartialDate>, end: Option<PartialDate>, checker: &mut Checker<'_>) {
    if let (Some(start), Some(end)) = (start, end)
        && end.last_day() < start.first_day()
    {
        let message = format!("the work ends on {end}, before it starts on {start}");
        checker.error("TIM-01", "end", message, "check both dates");
    }
}

/// Checks the fields that a case study needs because of its status, besides those that all need.
pub(super) struct StatusCheck<'a> {
    pub(super) status: Option<WorkStatus>,
    pub(super) end: Option<PartialDate>,
    pub(super) outcomes: &'a [Outcome],
    pub(super) body: &'a Body,
}

impl StatusCheck<'_> {
    pub(super) fn check(
        &self,
        has_reason: bool,
        has_verdict: bool,
        has_lesson: bool,
        checker: &mut Checker<'_>,
    ) {
        let Some(status) = self.status else { return };
        if status == WorkStatus::Stopped && !has_reason {
            checker.suggest(
                (Severity::Error, "STA-02"),
                "status",
                "the work was stopped, but nothing says why",
                "readers respect an honest reason",
                Addition::new("status_reason", yaml::placeholder("why the work was stopped")),
            );
        }
        if status == WorkStatus::Proposed && self.outcomes.iter().any(|outcome| outcome.result.is_some()) {
            checker.suggest(
                (Severity::Error, "STA-03"),
                "status",
                "the work is only proposed, but it has results",
                "remove the results, or if the work has started",
                Addition::new("status", "ongoing"),
            );
        }
        if matches!(status, WorkStatus::Completed | WorkStatus::Stopped) {
            self.check_finished(status, has_verdict, has_lesson, checker);
        }
    }

    /// Checks a case study that is completed or stopped.
    fn check_finished(
        &self,
        status: WorkStatus,
        has_verdict: bool,
        has_lesson: bool,
        checker: &mut Checker<'_>,
    ) {
        let label = status.label();
        if !has_verdict {
            self.report_missing_verdict(label, checker);
        }
        if status == WorkStatus::Completed && self.outcomes.is_empty() {
            let (statement, method) =
                (yaml::placeholder("what came of it"), yaml::placeholder("how you know"));
            let entry =
                format!("{{ id: result, kind: qualitative, statement: {statement}, method: {method} }}");
            checker.suggest(
                (Severity::Error, "STA-01"),
                "status",
                "the work is completed, but it has no outcomes",
                "readers ask what came of it and how you know",
                Addition::new("outcomes[]", entry),
            );
        }
        if self.body.reflection_heading().is_none() {
            let help = "add a heading `## Reflection` with what went wrong and what you do differently now";
            checker.error("REF-01", "status", format!("the work is {label}, but it has no reflection"), help);
        }
        if self.end.is_none() {
            self.report_missing_end(label, checker);
        }
        if !has_lesson {
            checker.suggest(
                (Severity::Warning, "REF-02"),
                "status",
                format!("the work is {label}, but it has no `lesson`"),
                "one sentence is what readers remember",
                Addition::new("lesson", yaml::placeholder("what you learned, in one sentence")),
            );
        }
    }

    fn report_missing_verdict(&self, label: &str, checker: &mut Checker<'_>) {
        let primary = self.outcomes.iter().find(|outcome| outcome.primary);
        let example = match primary.map(Outcome::target_status) {
            Some(TargetStatus::Met) => Verdict::Met.id().to_owned(),
            Some(TargetStatus::Missed) => Verdict::NotMet.id().to_owned(),
            _ => Verdict::placeholder(),
        };
        checker.suggest(
            (Severity::Error, "REQ-01"),
            "status",
            format!("the work is {label}, but it has no `verdict`"),
            "say how it ended: `met`, `partly_met`, `not_met`, or `too_early`",
            Addition::new("verdict", example),
        );
    }

    fn report_missing_end(&self, label: &str, checker: &mut Checker<'_>) {
        let dates = |outcome: &Outcome| outcome.result.as_ref().and_then(|result| result.date);
        let last = self.outcomes.iter().filter_map(dates).max_by_key(|date| date.last_day());
        let (day, help) = match last {
            Some(day) => (day.to_string(), "if it ended with the last result"),
            None => (yaml::placeholder("when it ended"), "give a day, a month, or a year"),
        };
        checker.suggest(
            (Severity::Warning, "TIM-03"),
            "status",
            format!("the work is {label}, but it has no `end`"),
            help,
            Addition::new("end", day),
        );
    }
}

/// Reports a verdict that contradicts the target status of the primary outcome.
pub(super) fn check_verdict(verdict: Option<Verdict>, outcomes: &[Outcome], checker: &mut Checker<'_>) {
    let Some(primary) = outcomes.iter().find(|outcome| outcome.primary) else { return };
    let summary = primary.summary_line().unwrap_or_default();
    match (verdict, primary.target_status()) {
        (Some(Verdict::Met), TargetStatus::Missed) => checker.suggest(
            (Severity::Error, "OUT-13"),
            "verdict",
            format!("the verdict is `met`, but the primary outcome missed its target: {summary}"),
            "readers trust an honest miss: explain it in the reflection and use `not_met` here, or if the target was \
            partly met",
            Addition::new("verdict", "partly_met"),
        ),
        (Some(Verdict::NotMet), TargetStatus::Met) => checker.suggest(
            (Severity::Warning, "OUT-13"),
            "verdict",
            format!("the verdict is `not_met`, but the primary outcome reached its target: {summary}"),
            "explain in the reflection what else counts and use `met` here, or if the target was only partly met",
            Addition::new("verdict", "partly_met"),
        ),
        _ => {}
    }
}
