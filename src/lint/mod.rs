//! Content lint: reports what a review panel would miss or doubt in a case study.
//!
//! Rules run on the raw input rather than on the model, so that pages with errors get all diagnostics in one run.
//! Each file implements one family of rules; [`rules`] documents the reason and the source of every rule.

mod claims;
mod delegation;
mod evidence;
mod first_names;
mod outcomes;
mod people;
mod prose;
pub mod rules;
mod site;
mod story;

use std::ops::Range;

use jiff::civil::Date;

use crate::content::checker::{Checker, IdIndex, Lookup};
use crate::content::document::{Body, Document};
use crate::content::enums::{OutcomeKind, PersonKind, WorkStatus};
use crate::content::schema::case_study::{RawCaseStudy, RawDelegation, RawLintAllow};
use crate::content::schema::outcome::RawOutcome;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::model::person::Person;

use self::prose::Prose;
use crate::model::ids::PersonId;

pub(super) use self::people::check_consent;
pub(super) use self::site::{SiteLintInput, check_site};

/// The context that rules need besides the page itself.
#[derive(Clone, Copy)]
pub(super) struct LintContext<'a> {
    pub(super) people: &'a [Person],
    pub(super) person_ids: &'a IdIndex<PersonId>,
    /// Ids of replaced frameworks, each with the id of its replacement.
    pub(super) superseded: &'a [(String, String)],
    /// The owner's published contacts: the only e-mail addresses and phone numbers that texts may contain.
    pub(super) own_contacts: &'a [String],
    /// Ids of positions whose organization is published under its real name.
    pub(super) named_positions: &'a [String],
    pub(super) today: Date,
}

/// A raw case study with its context, as input of the rules.
struct PageLintInput<'a> {
    raw: &'a RawCaseStudy,
    body: &'a Body,
    /// Whether all of the front matter could be read.
    is_complete: bool,
    /// The text of the body.
    prose: Prose<'a>,
    /// The texts of the front matter that readers see first, by field.
    headlines: Vec<(&'static str, Prose<'a>)>,
    context: &'a LintContext<'a>,
}

/// Runs all rules for a single case study.
pub(super) fn check_study(
    document: &Document<RawCaseStudy>,
    around: &LintContext<'_>,
    checker: &mut Checker<'_>,
) {
    let RawCaseStudy { title, summary, problem, lesson, .. } = &document.raw;
    let headlines = [("title", title), ("summary", summary), ("problem", problem), ("lesson", lesson)];
    let headlines =
        headlines.into_iter().filter_map(|(field, text)| Some((field, Prose::new(non_blank(text)?))));
    let input = PageLintInput {
        raw: &document.raw,
        body: &document.body,
        is_complete: document.is_complete,
        prose: Prose::new(document.body.text()),
        headlines: headlines.collect(),
        context: around,
    };
    delegation::check(&input, checker);
    story::check(&input, checker);
    outcomes::check(&input, checker);
    claims::check(&input, checker);
    people::check(&input, checker);
    evidence::check(&input, checker);
}

/// Runs the rules for pages that are not case studies: personal data in the body.
pub(super) fn check_page(body: &Body, around: &LintContext<'_>, checker: &mut Checker<'_>) {
    let raw = RawCaseStudy::default();
    let input = PageLintInput {
        raw: &raw,
        body,
        is_complete: true,
        prose: Prose::new(body.text()),
        headlines: Vec::new(),
        context: around,
    };
    people::check_page(&input, checker);
}

/// Marks diagnostics as accepted that the author acknowledged with a reason: they stay recorded but are not reported.
/// Errors cannot be accepted.
pub(super) fn apply_acknowledgements(
    acknowledged: &[RawLintAllow],
    path: &str,
    diagnostics: &mut Diagnostics,
) {
    for acknowledgement in acknowledged {
        let (Some(rule), Some(why)) = (non_blank(&acknowledgement.rule), non_blank(&acknowledgement.why))
        else {
            continue;
        };
        let is_acknowledged = |diagnostic: &Diagnostic| {
            diagnostic.rule == rule && diagnostic.path == path && diagnostic.severity != Severity::Error
        };
        diagnostics.accept(is_acknowledged, why);
    }
}

/// The trimmed text; `None` when it is missing or blank.
fn non_blank(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// The list as a slice; empty when it is missing.
fn as_slice<T>(items: &Option<Vec<T>>) -> &[T] {
    items.as_deref().unwrap_or_default()
}

impl<'a> PageLintInput<'a> {
    fn find_person(&self, id: &str) -> Option<&'a Person> {
        match self.context.person_ids.lookup(id.trim()) {
            Lookup::Found(PersonId(index)) => self.context.people.get(index),
            Lookup::Excluded | Lookup::Unknown => None,
        }
    }

    fn is_owner(&self, id: &str) -> bool {
        self.find_person(id).is_some_and(|person| person.kind == PersonKind::Owner)
    }

    fn led_by(&self) -> &'a [String] {
        as_slice(&self.raw.led_by)
    }

    /// Whether the owner is the only leader; `false` when nobody is named.
    fn is_led_by_owner_alone(&self) -> bool {
        !self.led_by().is_empty() && self.led_by().iter().all(|id| self.is_owner(id))
    }

    fn delegation(&self) -> RawDelegation {
        self.raw.delegation.clone().unwrap_or_default()
    }

    /// Whether the work has begun.
    fn has_started(&self) -> bool {
        self.raw.status.is_some_and(|status| status != WorkStatus::Proposed)
    }

    fn has_finished(&self) -> bool {
        self.raw.status.is_some_and(|status| matches!(status, WorkStatus::Completed | WorkStatus::Stopped))
    }

    fn outcomes(&self) -> &'a [RawOutcome] {
        as_slice(&self.raw.outcomes)
    }

    /// The quantitative outcomes, each with the path of its field: `outcomes[0]`.
    fn quantitative_outcomes(&self) -> impl Iterator<Item = (String, &'a RawOutcome)> {
        let all = self.outcomes().iter().enumerate();
        all.filter(|(_, outcome)| outcome.kind == Some(OutcomeKind::Quantitative))
            .map(|(index, outcome)| (format!("outcomes[{index}]"), outcome))
    }

    /// Whether one of the page's approaches is about sharing leadership, judged by words in its id.
    fn shares_leadership(&self) -> bool {
        const SHARED_LEADERSHIP_TERMS: [&str; 6] = [
            "distribut",
            "shared-leadership",
            "collective",
            "teacher-leadership",
            "mission-command",
            "delegat",
        ];
        as_slice(&self.raw.approaches)
            .iter()
            .any(|approach| SHARED_LEADERSHIP_TERMS.iter().any(|word| approach.contains(word)))
    }

    /// All prose of the author: the texts of the front matter with their fields, and the body with `None`.
    fn prose_by_field(&self) -> impl Iterator<Item = (Option<&'static str>, &Prose<'a>)> {
        let headlines = self.headlines.iter().map(|(field, prose)| (Some(*field), prose));
        headlines.chain([(None, &self.prose)])
    }

    /// The location of a range in one of the texts of [`Self::non_blank_items`]. Ranges in the front matter point at the field.
    fn location(&self, field: Option<&str>, at: &Range<usize>) -> Location {
        field.map_or_else(
            || Location::Range(self.body.to_file_range(at)),
            |field| Location::Field(field.to_owned()),
        )
    }
}
