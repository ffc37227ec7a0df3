//! Checks of a case study that concern several of its fields: lengths, dates, and what its status asks for.

use crate::content::checker::{Checker, LengthUnit};
use crate::content::date::PartialDate;
use crate::content::document::Body;
use crate::content::enums::{Verdict, WorkStatus};
use crate::content::schema::case_study::RawCaseStudy;
use crate::model::outcome::Outcome;
use crate::model::units::TargetStatus;

/// Warns about texts that are too long for cards and lists.
pub(super) fn check_lengths(raw: &RawCaseStudy, checker: &mut Checker<'_>) {
    checker.check_length(raw.title.as_ref(), "title", 90, LengthUnit::Characters);
    checker.check_length(raw.summary.as_ref(), "summary", 60, LengthUnit::Words);
    checker.check_length(raw.problem.as_ref(), "problem", 40, LengthUnit::Words);
}

/// Reports work that ends before it starts.
pub(super) fn check_dates(start: Option<PartialDate>, end: Option<PartialDate>, checker: &mut Checker<'_>) {
    if let (Some(start), Some(end)) = (start, end)
        && end.last_day() < start.first_day()
    {
        let message = format!("the work ends on {end}, before its start on {start}");
        checker.error("TIM-01", "end", message, "check the two dates");
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
            checker.error(
                "STA-02",
                "status",
                "the work was stopped and nothing says why",
                "readers respect an honest reason: add `status_reason: \"…\"`",
            );
        }
        if status == WorkStatus::Proposed && self.outcomes.iter().any(|outcome| outcome.result.is_some()) {
            checker.error(
                "STA-03",
                "status",
                "the work is proposed and has results",
                "write `status: ongoing`, or take the results out",
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
            let help = "say how it ended: `verdict: met`, `partly_met`, `not_met` or `too_early`";
            checker.error("REQ-01", "status", format!("the work is {label} and has no `verdict`"), help);
        }
        if status == WorkStatus::Completed && self.outcomes.is_empty() {
            let help = "readers ask what came of it: add at least one entry to `outcomes`";
            checker.error("STA-01", "status", "the work is completed and has no outcomes", help);
        }
        let mut headings = self.body.outline.headings.iter();
        if !headings.any(|heading| heading.title.eq_ignore_ascii_case("reflection")) {
            let help = "add a heading `## Reflection` with what went wrong and what you do differently since";
            checker.error("REF-01", "status", format!("the work is {label} and has no reflection"), help);
        }
        if self.end.is_none() {
            checker.warning(
                "TIM-03",
                "status",
                format!("the work is {label} and has no `end`"),
                "add a line such as `end: 2025-06`",
            );
        }
        if !has_lesson {
            let help = "one sentence is what readers remember: add `lesson: \"…\"`";
            checker.warning("REF-02", "status", format!("the work is {label} and has no `lesson`"), help);
        }
    }
}

/// Reports a verdict that contradicts the target status of the primary outcome.
pub(super) fn check_verdict(verdict: Option<Verdict>, outcomes: &[Outcome], checker: &mut Checker<'_>) {
    let Some(primary) = outcomes.iter().find(|outcome| outcome.primary) else { return };
    let summary = primary.summary_line().unwrap_or_default();
    match (verdict, primary.target_status()) {
        (Some(Verdict::Met), TargetStatus::Missed) => checker.error(
            "OUT-13",
            "verdict",
            format!("the verdict is `met` and the primary outcome missed its target: {summary}"),
            "write `verdict: partly_met` or `not_met`, and say in the reflection why; readers trust an honest miss",
        ),
        (Some(Verdict::NotMet), TargetStatus::Met) => checker.warning(
            "OUT-13",
            "verdict",
            format!("the verdict is `not_met` and the primary outcome reached its target: {summary}"),
            "write `verdict: met` or `partly_met`, or say in `status_reason` what else counts",
        ),
        _ => {}
    }
}
