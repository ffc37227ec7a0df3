//! The reviewer over the shoulder: what a panel would miss or doubt in a case study, told before a panel reads it.
//!
//! Rules look at what the author wrote, not at the model, so that a page that cannot be published yet hears
//! everything at once. One file holds a family of rules; [`rules`] says of each why a reader cares and where it
//! comes from.

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

use super::checker::{Checker, Names};
use super::model::Person;
use crate::content::document::{Body, Document};
use crate::content::schema::{RawAcknowledgement, RawCaseStudy, RawDelegation, RawOutcome};
use crate::content::vocabulary::{OutcomeKind, PersonKind, Status};
use crate::diagnostic::{Diagnostics, Place, Severity};

use self::prose::Prose;

pub(super) use self::people::registry;
pub(super) use self::site::{Whole, whole};

/// What the rules know besides the page.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) people: &'a [Person],
    pub(super) names: &'a Names,
    /// Frameworks that another has replaced, by id, with what replaced them.
    pub(super) superseded: &'a [(String, String)],
    /// How the owner wants to be reached: the only address and number that may stand anywhere.
    pub(super) contacts: &'a [String],
    /// Posts at a place that is called by its name, by id.
    pub(super) named_posts: &'a [String],
    pub(super) today: Date,
}

/// A case study as written, with what is around it.
struct Case<'a> {
    raw: &'a RawCaseStudy,
    body: &'a Body,
    /// Whether all of its front matter could be read.
    whole: bool,
    /// Its sentences.
    prose: Prose<'a>,
    /// The sentences that readers meet first, by field.
    headlines: Vec<(&'static str, Prose<'a>)>,
    around: &'a Around<'a>,
}

/// Tells everything that a reader of one case study would miss or doubt.
pub(super) fn case_study(document: &Document<RawCaseStudy>, around: &Around<'_>, checker: &mut Checker<'_>) {
    let RawCaseStudy { title, summary, problem, lesson, .. } = &document.raw;
    let headlines = [("title", title), ("summary", summary), ("problem", problem), ("lesson", lesson)];
    let headlines = headlines.into_iter().filter_map(|(field, it)| Some((field, Prose::from(present(it)?))));
    let case = Case {
        raw: &document.raw,
        body: &document.body,
        whole: document.whole,
        prose: Prose::from(document.body.text()),
        headlines: headlines.collect(),
        around,
    };
    delegation::check(&case, checker);
    story::check(&case, checker);
    outcomes::check(&case, checker);
    claims::check(&case, checker);
    people::check(&case, checker);
    evidence::check(&case, checker);
}

/// Tells what any other page must not say of people.
pub(super) fn page(body: &Body, around: &Around<'_>, checker: &mut Checker<'_>) {
    let raw = RawCaseStudy::default();
    let case =
        Case { raw: &raw, body, whole: true, prose: Prose::from(body.text()), headlines: Vec::new(), around };
    people::check_page(&case, checker);
}

/// Notes what the author has accepted with a reason: such findings stay on the record and are not told. An error
/// cannot be accepted.
pub(super) fn accept(acknowledged: &[RawAcknowledgement], path: &str, found: &mut Diagnostics) {
    for acknowledgement in acknowledged {
        let (Some(rule), Some(why)) = (present(&acknowledgement.rule), present(&acknowledgement.why)) else {
            continue;
        };
        found.accept(|it| it.rule == rule && it.path == path && it.severity != Severity::Error, why);
    }
}

/// A text that says something.
fn present(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|it| !it.is_empty())
}

/// A list, empty when it is not there.
fn list<T>(items: &Option<Vec<T>>) -> &[T] {
    items.as_deref().unwrap_or_default()
}

impl<'a> Case<'a> {
    fn person(&self, id: &str) -> Option<&'a Person> {
        self.around.people.get(self.around.names.find(id.trim())??)
    }

    fn is_owner(&self, id: &str) -> bool {
        self.person(id).is_some_and(|it| it.kind == PersonKind::Owner)
    }

    fn led_by(&self) -> &'a [String] {
        list(&self.raw.led_by)
    }

    /// Whether nobody but the owner led.
    fn led_alone(&self) -> bool {
        !self.led_by().is_empty() && self.led_by().iter().all(|it| self.is_owner(it))
    }

    fn delegation(&self) -> RawDelegation {
        self.raw.delegation.clone().unwrap_or_default()
    }

    /// Whether work has begun.
    fn started(&self) -> bool {
        self.raw.status.is_some_and(|it| it != Status::Proposed)
    }

    fn finished(&self) -> bool {
        self.raw.status.is_some_and(|it| matches!(it, Status::Completed | Status::Stopped))
    }

    fn outcomes(&self) -> &'a [RawOutcome] {
        list(&self.raw.outcomes)
    }

    /// Outcomes that are measured, with their fields.
    fn measured(&self) -> impl Iterator<Item = (String, &'a RawOutcome)> {
        let all = self.outcomes().iter().enumerate();
        all.filter(|it| it.1.kind == Some(OutcomeKind::Quantitative))
            .map(|(at, it)| (format!("outcomes[{at}]"), it))
    }

    /// Whether the page says that it shares decisions out.
    fn is_distributing(&self) -> bool {
        const WORDS: [&str; 6] = [
            "distribut",
            "shared-leadership",
            "collective",
            "teacher-leadership",
            "mission-command",
            "delegat",
        ];
        list(&self.raw.approaches).iter().any(|it| WORDS.iter().any(|word| it.contains(word)))
    }

    /// All that the author says in sentences, with the field of what stands in none of the text.
    fn texts(&self) -> impl Iterator<Item = (Option<&'static str>, &Prose<'a>)> {
        let headlines = self.headlines.iter().map(|(field, it)| (Some(*field), it));
        headlines.chain([(None, &self.prose)])
    }

    /// The place of a place in one of these texts.
    fn place(&self, field: Option<&str>, at: &Range<usize>) -> Place {
        field.map_or_else(|| Place::Range(self.body.in_file(at)), |it| Place::Field(it.to_owned()))
    }
}
