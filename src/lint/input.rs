//! The input of the rules: a raw case study, its prose, and the context that it is judged in.

use std::ops::Range;

use jiff::civil::Date;

use super::prose::Prose;
use crate::content::checker::{IdIndex, Lookup};
use crate::content::document::Body;
use crate::content::enums::{OutcomeKind, PersonKind, WorkStatus};
use crate::content::schema::case_study::{RawCaseStudy, RawDelegation};
use crate::content::schema::outcome::RawOutcome;
use crate::diagnostic::{Addition, Location};
use crate::model::ids::PersonId;
use crate::model::person::Person;
use crate::yaml;

/// The context that rules need besides the page itself.
#[derive(Clone, Copy)]
pub(crate) struct LintContext<'a> {
    pub(crate) people: &'a [Person],
    pub(crate) person_ids: &'a IdIndex<PersonId>,
    /// Ids of replaced frameworks, each with the id of its replacement.
    pub(crate) superseded: &'a [(String, String)],
    /// The owner's published contacts: the only e-mail addresses and phone numbers that texts may contain.
    pub(crate) own_contacts: &'a [String],
    /// Ids of positions whose organization is published under its real name.
    pub(crate) named_positions: &'a [String],
    /// Language of the portfolio.
    pub(crate) language: &'a str,
    /// Abbreviations that pages explain, each with what it stands for.
    pub(crate) glossary: &'a [(String, String)],
    pub(crate) today: Date,
}

/// A raw case study with its context, as input of the rules.
pub(super) struct PageLintInput<'a> {
    pub(super) raw: &'a RawCaseStudy,
    pub(super) body: &'a Body,
    /// Whether all of the front matter could be read.
    pub(super) is_complete: bool,
    /// The text of the body.
    pub(super) prose: Prose<'a>,
    /// The texts of the front matter that stand by themselves, not in a list or a group, by field.
    pub(super) headlines: Vec<(&'static str, Prose<'a>)>,
    pub(super) context: &'a LintContext<'a>,
}

impl<'a> PageLintInput<'a> {
    pub(super) fn find_person(&self, id: &str) -> Option<&'a Person> {
        match self.context.person_ids.lookup(id.trim()) {
            Lookup::Found(PersonId(index)) => self.context.people.get(index),
            Lookup::Excluded | Lookup::Unknown => None,
        }
    }

    pub(super) fn is_owner(&self, id: &str) -> bool {
        self.find_person(id).is_some_and(|person| person.kind == PersonKind::Owner)
    }

    pub(super) fn led_by(&self) -> &'a [String] {
        as_slice(&self.raw.led_by)
    }

    /// Whether the owner is the only leader; `false` when nobody is named.
    pub(super) fn is_led_by_owner_alone(&self) -> bool {
        !self.led_by().is_empty() && self.led_by().iter().all(|id| self.is_owner(id))
    }

    /// The ids of people for an example, as YAML with commas between: all who led but the owner, else the owner who
    /// led, else a placeholder, since nobody else can be meant. `None` if the portfolio has nobody.
    pub(super) fn example_people(&self) -> Option<String> {
        let others = self.leaders_but_owner();
        let found = match others.as_slice() {
            [] => self.led_by().iter().find_map(|id| self.find_person(id)).into_iter().collect(),
            _ => others,
        };
        if found.is_empty() {
            return (!self.context.people.is_empty()).then(|| yaml::placeholder("an id from people.yaml"));
        }
        let ids: Vec<String> = found.iter().map(|person| yaml::quote_if_needed(&person.id)).collect();
        Some(ids.join(", "))
    }

    /// Those who led, without the owner.
    pub(super) fn leaders_but_owner(&self) -> Vec<&'a Person> {
        let leads = self.led_by().iter().filter_map(|id| self.find_person(id));
        let mut others: Vec<&Person> = Vec::new();
        for person in leads.filter(|person| person.kind != PersonKind::Owner) {
            if !others.iter().any(|known| known.id == person.id) {
                others.push(person);
            }
        }
        others
    }

    pub(super) fn delegation(&self) -> RawDelegation {
        self.raw.delegation.clone().unwrap_or_default()
    }

    /// Whether the work has begun.
    pub(super) fn has_started(&self) -> bool {
        self.raw.status.is_some_and(|status| status != WorkStatus::Proposed)
    }

    pub(super) fn has_finished(&self) -> bool {
        self.raw.status.is_some_and(|status| matches!(status, WorkStatus::Completed | WorkStatus::Stopped))
    }

    pub(super) fn outcomes(&self) -> &'a [RawOutcome] {
        as_slice(&self.raw.outcomes)
    }

    /// The quantitative outcomes, each with the path of its field: `outcomes[0]`.
    pub(super) fn quantitative_outcomes(&self) -> impl Iterator<Item = (String, &'a RawOutcome)> {
        let all = self.outcomes().iter().enumerate();
        all.filter(|(_, outcome)| outcome.kind == Some(OutcomeKind::Quantitative))
            .map(|(index, outcome)| (format!("outcomes[{index}]"), outcome))
    }

    /// Whether one of the page's approaches is about sharing leadership, judged by words in its id.
    pub(super) fn shares_leadership(&self) -> bool {
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
    pub(super) fn prose_by_field(&self) -> impl Iterator<Item = (Option<&'static str>, &Prose<'a>)> {
        let headlines = self.headlines.iter().map(|(field, prose)| (Some(*field), prose));
        headlines.chain([(None, &self.prose)])
    }

    /// The location of a range in one of the texts of [`Self::prose_by_field`]. Ranges in the front matter point at the field.
    pub(super) fn location(&self, field: Option<&str>, at: &Range<usize>) -> Location {
        field.map_or_else(
            || Location::Range(self.body.to_file_range(at)),
            |field| Location::Field(field.to_owned()),
        )
    }
}

/// Accepting a rule in the front matter, with a placeholder for the reason.
pub(super) fn accept(rule: &str, why: &str) -> Addition {
    Addition::new("lint_allow[]", format!("{{ rule: {rule}, why: {} }}", yaml::placeholder(why)))
}

/// The trimmed text; `None` when it is missing or blank.
pub(super) fn non_blank(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// The list as a slice; empty when it is missing.
pub(super) fn as_slice<T>(items: &Option<Vec<T>>) -> &[T] {
    items.as_deref().unwrap_or_default()
}
