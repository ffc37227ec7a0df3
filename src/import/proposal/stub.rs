//! The lines that a case study, and the register of people, need before a page can be published.

use super::proposed::{KnownPeople, ProposedDocument};
use super::yaml_text::write_text;
use crate::content::enums::{DelegationLevel, Verdict, WorkStatus};
use crate::yaml;

/// The id that is proposed for the owner.
const OWNER_ID: &str = "p-owner";

/// Facts without which a case study can't be shown, not even as a draft.
const NEEDED: [&str; 6] = ["summary", "status", "led_by", "accountable", "delegation", "start"];

/// Whether a case study lacks facts without which it can't be shown.
pub(super) fn is_incomplete(has_field: impl Fn(&str) -> bool) -> bool {
    NEEDED.iter().any(|name| !has_field(name))
}

/// Facts that a case study can't do without and that its front matter lacks, as lines to paste.
pub(super) fn missing_facts(document: &ProposedDocument, people: &KnownPeople) -> String {
    let owner = people.owner.as_deref().unwrap_or(OWNER_ID);
    let led_by = yaml::placeholder("who really led, by their id in people.yaml");
    let values = [
        yaml::placeholder("one or two sentences that a panel can read in ten seconds"),
        WorkStatus::placeholder(),
        format!("[{led_by}]"),
        write_text(owner),
        format!("{{ level: {} }}", DelegationLevel::placeholder()),
        yaml::placeholder("when the work began, such as 2024-08"),
    ];
    let is_missing = |name: &str| !document.given_fields.iter().any(|given| given == name);
    let missing = NEEDED.iter().zip(&values).filter(|(name, _)| is_missing(name));
    let visibility = document.visibility.iter().map(|visibility| format!("visibility: {visibility}\n"));
    missing.map(|(name, value)| format!("{name}: {value}\n")).chain(visibility).collect()
}

/// Facts that completed work needs, and that every case study should have, as lines to paste.
pub(super) fn outcome_facts(document: &ProposedDocument) -> String {
    let is_missing = |name: &str| !document.given_fields.iter().any(|given| given == name);
    let mut lines = String::new();
    if is_missing("verdict") {
        lines += &format!("verdict: {}\n", Verdict::placeholder());
    }
    if is_missing("outcomes") {
        let statement = yaml::placeholder("what came of it, in one sentence");
        let method = yaml::placeholder("how you know, such as a survey of all staff");
        lines += &format!(
            "outcomes:\n  - id: main\n    kind: qualitative\n    statement: {statement}\n    method: {method}\n"
        );
    }
    lines
}

/// The entry of the owner for `people.yaml`.
pub(super) fn owner_entry(people: &KnownPeople) -> String {
    let name = people.owner_name.as_deref().map_or_else(|| yaml::placeholder("your full name"), write_text);
    let role = yaml::placeholder("your role, such as Principal");
    entry(
        people.indent,
        &format!(
            "{{ id: {OWNER_ID}, kind: owner, role: {role}, show_as: full_name, name: {{ full: {name} }}, minor: false, \
             consent: {{ status: not_needed }} }}"
        ),
    )
}

/// The entry of somebody else: their role instead of their name.
pub(super) fn person_entry(id: &str, people: &KnownPeople) -> String {
    let role = yaml::placeholder("their role, such as Grade 7 science teacher");
    entry(
        people.indent,
        &format!(
            "{{ id: {id}, kind: staff, role: {role}, minor: unknown, consent: {{ status: not_asked }} }}"
        ),
    )
}

fn entry(indent: usize, fields: &str) -> String {
    format!("{}- {fields}\n", " ".repeat(indent))
}
