//! Resolves one case study: validates its front matter and resolves the references in it.

use super::artifact::Artifacts;
use super::context::ResolveContext;
use super::exclusions::Exclusions;
use super::head::{RawHead, resolve_head};
use super::outcome::resolve_outcomes;
use super::study_checks::{StatusCheck, check_dates, check_lengths, check_verdict};
use super::{artifact, outcome, standards, tags};
use crate::content::checker::{Checker, Lookup, non_blank, non_blank_items};
use crate::content::date::PartialDate;
use crate::content::document::Document;
use crate::content::enums::{DelegationLevel, EventKind, PersonKind, PitfallKind, SupportKind, WorkStatus};
use crate::content::schema::case_study::{
    RawCaseStudy, RawCheckIn, RawCommunication, RawConfirmation, RawDecision, RawDelegation, RawInitiation,
    RawLevelChange, RawLogicModel, RawPitfall, RawStandardClaim, RawSupport, RawTimelineEvent,
};
use crate::diagnostic::{Addition, Severity};
use crate::model::case_study::{CaseStudy, Confirmation, Evidence, Pitfall, StandardClaim};
use crate::model::delegation::{
    CheckIn, Communication, Decision, Delegation, SharedRecord, Support, TimelineEvent,
};
use crate::model::ids::PersonId;
use crate::model::outcome::Outcome;
use crate::{suggest, yaml};

/// Resolves a case study; `None` if a required field is missing or invalid.
pub(super) fn resolve_study(
    document: Document<RawCaseStudy>,
    context: &ResolveContext<'_>,
    exclusions: &mut Exclusions,
    checker: &mut Checker<'_>,
) -> Option<CaseStudy> {
    let today = context.filter.today;
    let head = resolve_head(RawHead::from(&document.raw), "case-studies/", today, context.links, checker);
    check_lengths(&document.raw, checker);
    let RawCaseStudy {
        schema: _,
        sample: _,
        id: _,
        slug: _,
        template: _,
        card: _,
        title: _,
        summary,
        cover: _,
        status,
        status_reason,
        verdict,
        language: _,
        visibility: _,
        updated: _,
        date: _,
        draft: _,
        aliases: _,
        approaches,
        tags: raw_tags,
        position,
        problem,
        lesson,
        lint_allow: _,
        initiated_by,
        led_by,
        accountable,
        accountable_note,
        team,
        consulted,
        informed,
        delegation,
        communication,
        start,
        end,
        timeline,
        logic,
        outcomes,
        pitfalls,
        standards,
        artifacts,
        checked_with,
    } = document.raw;
    let summary = checker.require_text(summary, "summary", "what was handed over, and what came of it");
    let status = checker.require(status, "status", WorkStatus::placeholder);
    let start = checker.require(start, "start", || yaml::placeholder("when the work began"));
    let led_by = resolve_leaders(led_by, context, checker);
    let accountable = resolve_accountable(accountable, context, checker);
    let delegation = resolve_delegation(delegation.unwrap_or_default(), context, checker);
    let id = head.as_ref().map(|head| head.id.as_str());
    let artifacts =
        artifact::resolve_artifacts(artifacts.unwrap_or_default(), id, context, exclusions, checker);
    let communication =
        resolve_communication(communication.unwrap_or_default(), &artifacts, context, checker);
    let mut outcomes = resolve_outcomes(outcomes.unwrap_or_default(), &artifacts, context, checker);
    // The primary outcome first, the others in front matter order.
    outcomes.sort_by_key(|outcome| !outcome.primary);
    let initiated_by = initiated_by.map(|RawInitiation { people, kind }| {
        (kind, checker.resolve_people(people, "initiated_by.people", context.person_ids))
    });
    let team = checker.resolve_people(team, "team", context.person_ids);
    let consulted = checker.resolve_people(consulted, "consulted", context.person_ids);
    let informed = checker.resolve_people(informed, "informed", context.person_ids);
    let approaches =
        checker.resolve_ids(approaches, "approaches", context.approach_ids, "APR-01", "an approach");
    let position = non_blank(position).and_then(|id| {
        checker.resolve_id(&id, "position", context.position_ids, "LNK-02", "a position in `portfolio.yaml`")
    });
    let standards = resolve_standards(standards.unwrap_or_default(), &outcomes, &artifacts, context, checker);
    let pitfalls = resolve_pitfalls(pitfalls.unwrap_or_default(), checker);
    let timeline = resolve_timeline(timeline.unwrap_or_default(), checker);
    let checked_with = resolve_checks(checked_with.unwrap_or_default(), context, checker);
    let tags = tags::resolve_tags(raw_tags, checker);
    let stage = StatusCheck { status, end, outcomes: &outcomes, body: &document.body };
    let status_reason = non_blank(status_reason);
    let lesson = non_blank(lesson);
    stage.check(status_reason.is_some(), verdict.is_some(), lesson.is_some(), checker);
    check_verdict(verdict, &outcomes, checker);
    check_dates(start, end, checker);
    Some(CaseStudy {
        head: head?,
        summary: summary?,
        status: status?,
        status_reason,
        verdict,
        approaches,
        tags,
        position,
        problem: non_blank(problem),
        lesson,
        initiated_by,
        led_by: led_by?,
        accountable: accountable?,
        accountable_note: non_blank(accountable_note),
        team,
        consulted,
        informed,
        delegation: delegation?,
        communication,
        start: start?,
        end,
        timeline,
        logic: resolve_logic(logic.unwrap_or_default()),
        outcomes,
        pitfalls,
        standards,
        artifacts: artifacts.list,
        checked_with,
        body: document.body,
    })
}

/// Resolves the people who led the work; `None` without any.
fn resolve_leaders(
    led_by: Option<Vec<String>>,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Option<Vec<PersonId>> {
    let has_leaders = led_by.as_ref().is_some_and(|ids| !ids.is_empty());
    let people = checker.resolve_people(led_by, "led_by", context.person_ids);
    if !has_leaders {
        checker.suggest(
            (Severity::Error, "DEL-03"),
            "led_by",
            "no one is named as having led the work",
            "readers want to see whom you trusted; use ids from `people.yaml`",
            Addition::new("led_by", format!("[{}]", leader_placeholder(context))),
        );
    }
    (!people.is_empty()).then_some(people)
}

/// Resolves the one person who is accountable; a missing one is an error, and so is a group.
fn resolve_accountable(
    accountable: Option<String>,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Option<PersonId> {
    let report = |message: String, checker: &mut Checker<'_>| {
        checker.suggest(
            (Severity::Error, "DEL-01"),
            "accountable",
            message,
            "you can delegate the decision, but someone is still accountable; if that's you",
            Addition::new("accountable", owner_or_choice(context)),
        );
    };
    let Some(id) = non_blank(accountable) else {
        report("no one is named as accountable".to_owned(), checker);
        return None;
    };
    let person = checker.resolve_person(&id, "accountable", context.person_ids)?;
    if context.people[person.0].kind == PersonKind::Group {
        report(format!("`{id}` is a group, but one person must be accountable"), checker);
    }
    Some(person)
}

/// The id of the owner as YAML; without one, the ids of all people to choose from.
fn owner_or_choice(context: &ResolveContext<'_>) -> String {
    let owner = context.people.iter().find(|person| person.kind == PersonKind::Owner);
    match owner {
        Some(owner) => yaml::quote_if_needed(&owner.id),
        None => context.person_ids.placeholder().unwrap_or_else(|| "p-owner".to_owned()),
    }
}

/// The ids of everybody but the owner to choose from, as YAML; the owner's if there is nobody else.
fn leader_placeholder(context: &ResolveContext<'_>) -> String {
    let others = context.people.iter().filter(|person| person.kind != PersonKind::Owner);
    let ids: Vec<&str> = others.map(|person| person.id.as_str()).collect();
    yaml::id_placeholder(&ids).unwrap_or_else(|| owner_or_choice(context))
}

fn resolve_delegation(
    raw: RawDelegation,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Option<Delegation> {
    let RawDelegation { level, joined, history, authority, limits, retained, decisions, support, take_back } =
        raw;
    let level = checker.require(level, "delegation.level", DelegationLevel::placeholder);
    // The last level of the history is that of the end.
    let changes = history.iter().flatten();
    let last =
        changes.filter_map(|change| change.level).rfind(|level| DelegationLevel::new(*level).is_some());
    let level = level.and_then(|level| checker.parse_level(level, "delegation.level", last));
    let history = resolve_history(history.unwrap_or_default(), checker);
    let decisions = resolve_decisions(decisions.unwrap_or_default(), context, checker);
    Some(Delegation {
        level: level?,
        joined,
        history,
        authority: non_blank_items(authority),
        limits: non_blank_items(limits),
        retained: non_blank_items(retained),
        decisions,
        support: resolve_support(support.unwrap_or_default()),
        take_back: non_blank(take_back),
    })
}

/// The changes of the delegation level: (date, level, reason), in front matter order.
fn resolve_history(
    raw: Vec<RawLevelChange>,
    checker: &mut Checker<'_>,
) -> Vec<(Option<PartialDate>, DelegationLevel, Option<String>)> {
    let mut history = Vec::new();
    for (index, RawLevelChange { date, level, why }) in raw.into_iter().enumerate() {
        let field = format!("delegation.history[{index}].level");
        let level = checker.require(level, &field, DelegationLevel::placeholder);
        if let Some(level) = level.and_then(|level| checker.parse_level(level, &field, None)) {
            history.push((date, level, non_blank(why)));
        }
    }
    history
}

fn resolve_decisions(
    raw: Vec<RawDecision>,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for (index, RawDecision { area, decided_by, level, limit }) in raw.into_iter().enumerate() {
        let field = format!("delegation.decisions[{index}]");
        let area = checker.require_text(area, &format!("{field}.area"), "what is decided");
        let decided_by =
            checker.resolve_people(decided_by, &format!("{field}.decided_by"), context.person_ids);
        let level = level.and_then(|level| checker.parse_level(level, &format!("{field}.level"), None));
        decisions.extend(area.map(|area| Decision { area, decided_by, level, limit: non_blank(limit) }));
    }
    decisions
}

fn resolve_support(raw: Vec<RawSupport>) -> Vec<Support> {
    let list = raw.into_iter();
    list.map(|RawSupport { kind, what, amount, unit }| Support {
        kind: kind.unwrap_or(SupportKind::Other),
        what: non_blank(what),
        amount,
        unit: non_blank(unit),
    })
    .collect()
}

fn resolve_communication(
    raw: RawCommunication,
    artifacts: &Artifacts,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Communication {
    let RawCommunication { channels, check_ins, escalation, record } = raw;
    let mut resolved = Vec::new();
    for (index, RawCheckIn { with, cadence, minutes, purpose }) in
        check_ins.unwrap_or_default().into_iter().enumerate()
    {
        let field = format!("communication.check_ins[{index}].with");
        let with = checker.resolve_people(with, &field, context.person_ids);
        resolved.push(CheckIn { with, cadence, minutes, purpose: non_blank(purpose) });
    }
    // Text that is not the id of an artifact is a description.
    let record = non_blank(record).and_then(|record| match artifacts.find_index(&record) {
        Lookup::Found(artifact) => Some(SharedRecord::Artifact(artifact)),
        Lookup::Excluded => None,
        Lookup::Unknown => Some(SharedRecord::Text(record)),
    });
    Communication {
        channels: non_blank_items(channels),
        check_ins: resolved,
        escalation: non_blank(escalation),
        record,
    }
}

fn resolve_timeline(raw: Vec<RawTimelineEvent>, checker: &mut Checker<'_>) -> Vec<TimelineEvent> {
    let mut events = Vec::new();
    for (index, RawTimelineEvent { date, kind, event }) in raw.into_iter().enumerate() {
        let field = format!("timeline[{index}]");
        let kind = checker.require(kind, &format!("{field}.kind"), EventKind::placeholder);
        let event = checker.require_text(event, &format!("{field}.event"), "what happened");
        events.extend(kind.zip(event).map(|(kind, event)| TimelineEvent { date, kind, event }));
    }
    events.sort_by_key(|event| event.date);
    events
}

/// The steps of the logic model, each with the key of its heading; empty ones are left out.
fn resolve_logic(raw: RawLogicModel) -> Vec<(&'static str, Vec<String>)> {
    let RawLogicModel { inputs, activities, outputs, outcomes, impact, assumptions } = raw;
    let steps = [
        ("logic-inputs", inputs),
        ("logic-activities", activities),
        ("logic-outputs", outputs),
        ("logic-outcomes", outcomes),
        ("logic-impact", impact),
        ("logic-assumptions", assumptions),
    ];
    let steps = steps.into_iter().map(|(name, items)| (name, non_blank_items(items)));
    steps.filter(|(_, items)| !items.is_empty()).collect()
}

fn resolve_pitfalls(raw: Vec<RawPitfall>, checker: &mut Checker<'_>) -> Vec<Pitfall> {
    let mut pitfalls = Vec::new();
    for (index, RawPitfall { kind, what, mitigation, resolved, date }) in raw.into_iter().enumerate() {
        let what = checker.require_text(what, &format!("pitfalls[{index}].what"), "what went wrong");
        let kind = kind.unwrap_or(PitfallKind::Other);
        pitfalls.extend(what.map(|what| Pitfall {
            kind,
            what,
            mitigation: non_blank(mitigation),
            resolved,
            date,
        }));
    }
    pitfalls
}

fn resolve_standards(
    raw: Vec<RawStandardClaim>,
    outcomes: &[Outcome],
    artifacts: &Artifacts,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Vec<StandardClaim> {
    let mut claims: Vec<StandardClaim> = Vec::new();
    for (index, RawStandardClaim { r#ref, why, evidence }) in raw.into_iter().enumerate() {
        let field = format!("standards[{index}]");
        let example = || standards::reference_placeholder(&standards::sort_references(context.standard_ids));
        let Some(reference) = checker.require(non_blank(r#ref), &format!("{field}.ref"), example) else {
            continue;
        };
        let evidence = resolve_evidence(evidence.unwrap_or_default(), &field, outcomes, artifacts, checker);
        if yaml::is_placeholder(&reference) {
            continue;
        }
        match context.standard_ids.get(&reference) {
            Some(&standard) if claims.iter().any(|claim| claim.standard == standard) => {
                let message = format!("the standard `{reference}` is claimed twice on this page");
                let help = "combine their reasons and evidence in one entry";
                checker.error("STD-02", &format!("{field}.ref"), message, help);
            }
            Some(&standard) => claims.push(StandardClaim { standard, why: non_blank(why), evidence }),
            None => report_unknown_standard(&reference, &format!("{field}.ref"), context, checker),
        }
    }
    claims
}

fn report_unknown_standard(
    reference: &str,
    field: &str,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) {
    if context.lacks_standards {
        return;
    }
    let known = standards::sort_references(context.standard_ids);
    let near = suggest::did_you_mean(reference, known.iter().map(String::as_str));
    let help = near.unwrap_or_else(|| match known.first() {
        Some(first) => format!("write the framework's id and the standard's, such as `{first}`"),
        None => "there are no standards yet: add a framework there first, or remove the line".to_owned(),
    });
    let message = format!("there is no standard `{reference}` in `content/standards/`");
    checker.error("STD-02", field, message, help);
}

/// Resolves the evidence of a standard claim: each id is an outcome or an artifact of the same page.
fn resolve_evidence(
    ids: Vec<String>,
    field: &str,
    outcomes: &[Outcome],
    artifacts: &Artifacts,
    checker: &mut Checker<'_>,
) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        if let Some(outcome) = outcome::find_outcome(outcomes, id) {
            evidence.push(Evidence::Outcome(outcome));
            continue;
        }
        match artifacts.find_index(id) {
            Lookup::Found(artifact) => evidence.push(Evidence::Artifact(artifact)),
            Lookup::Excluded => {}
            Lookup::Unknown => {
                let known: Vec<&str> =
                    outcomes.iter().map(|outcome| outcome.id.as_str()).chain(artifacts.ids()).collect();
                let help =
                    suggest::did_you_mean(id, known.iter().copied()).unwrap_or_else(|| list_evidence(&known));
                checker.error(
                    "LNK-02",
                    &format!("{field}.evidence[{index}]"),
                    format!("there is no outcome or artifact `{id}` on this page"),
                    help,
                );
            }
        }
    }
    evidence
}

/// Help that lists the outcomes and artifacts of a page.
fn list_evidence(known: &[&str]) -> String {
    const MAX_LISTED: usize = 6;
    let listed: Vec<String> = known.iter().take(MAX_LISTED).map(|id| format!("`{id}`")).collect();
    match listed.as_slice() {
        [] => "record it in `outcomes` or `artifacts` on this page first, or remove it".to_owned(),
        listed => format!("name an outcome or an artifact of this page: {}", listed.join(", ")),
    }
}

fn resolve_checks(
    raw: Vec<RawConfirmation>,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Vec<Confirmation> {
    let mut checks = Vec::new();
    for (index, RawConfirmation { person, date, note }) in raw.into_iter().enumerate() {
        let field = format!("checked_with[{index}].person");
        let person = checker.require(non_blank(person), &field, || leader_placeholder(context));
        let person = person.and_then(|id| checker.resolve_person(&id, &field, context.person_ids));
        checks.extend(person.map(|person| Confirmation { person, date, note: non_blank(note) }));
    }
    checks
}
