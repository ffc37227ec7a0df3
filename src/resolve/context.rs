//! What resolving a case study reads from the rest of the portfolio, and the copy of it that a preview compares.

use std::collections::HashMap;

use super::head::PublishFilter;
use crate::content::checker::IdIndex;
use crate::lint::LintContext;
use crate::model::ids::{ApproachId, PersonId, PositionId, StandardId};
use crate::model::links::LinkIndex;
use crate::model::person::Person;

/// What resolving a case study needs from the rest of the portfolio.
pub(super) struct ResolveContext<'a> {
    pub(super) filter: PublishFilter,
    pub(super) people: &'a [Person],
    pub(super) person_ids: &'a IdIndex<PersonId>,
    pub(super) approach_ids: &'a IdIndex<ApproachId>,
    pub(super) position_ids: &'a IdIndex<PositionId>,
    pub(super) standard_ids: &'a HashMap<String, StandardId>,
    /// Whether standards may be missing because a file of theirs could not be read.
    pub(super) lacks_standards: bool,
    pub(super) links: &'a LinkIndex,
    /// Figures for fewer students are an error.
    pub(super) min_group_size: u32,
    /// What the lint rules need.
    pub(super) lint: LintContext<'a>,
}

/// An owned copy of everything that resolving reads from a [`ResolveContext`], compared to decide whether cached studies hold.
#[derive(Debug, PartialEq)]
pub(super) struct ContextKey {
    filter: PublishFilter,
    people: Vec<Person>,
    person_ids: IdIndex<PersonId>,
    approach_ids: IdIndex<ApproachId>,
    position_ids: IdIndex<PositionId>,
    standard_ids: HashMap<String, StandardId>,
    lacks_standards: bool,
    files: Vec<String>,
    min_group_size: u32,
    superseded: Vec<(String, String)>,
    own_contacts: Vec<String>,
    named_positions: Vec<String>,
    language: String,
    glossary: Vec<(String, String)>,
}

impl ContextKey {
    pub(super) fn from_context(context: &ResolveContext<'_>) -> Self {
        let ResolveContext {
            filter,
            people,
            person_ids,
            approach_ids,
            position_ids,
            standard_ids,
            lacks_standards,
            links,
            min_group_size,
            // Its people and its date are those of the context.
            lint:
                LintContext {
                    people: _,
                    person_ids: _,
                    superseded,
                    own_contacts,
                    named_positions,
                    language,
                    glossary,
                    today: _,
                },
        } = *context;
        Self {
            filter,
            people: people.to_vec(),
            person_ids: person_ids.clone(),
            approach_ids: approach_ids.clone(),
            position_ids: position_ids.clone(),
            standard_ids: standard_ids.clone(),
            lacks_standards,
            files: links.files().chain(links.skipped_files()).map(str::to_owned).collect(),
            min_group_size,
            superseded: superseded.to_vec(),
            own_contacts: own_contacts.to_vec(),
            named_positions: named_positions.to_vec(),
            language: language.to_owned(),
            glossary: glossary.to_vec(),
        }
    }
}
