//! A case study: from what its front matter says to what it means.

use std::collections::HashMap;

use super::artifact::{self, Artifacts};
use super::head::{Gate, RawHead, head};
use super::outcome::{self, resolve_outcomes};
use super::people;
use super::sorter::Hidden;
use super::tags;
use crate::content::document::{Body, Document};
use crate::content::schema::{
    RawAcknowledgement, RawCaseStudy, RawCheck, RawCheckIn, RawCommunication, RawDecision, RawDelegation,
    RawEvent, RawInitiated, RawLevelChange, RawLogic, RawPitfall, RawStandardClaim, RawSupport,
};
use crate::content::vocabulary::{Level, PersonKind, PitfallKind, Status, SupportKind, Verdict};
use crate::portfolio::checker::{Checker, Length, Names, text, texts};
use crate::portfolio::links::{self, Links};
use crate::portfolio::lint::Around;
use crate::portfolio::measure::Reached;
use crate::portfolio::model::{
    CaseStudy, Check, CheckIn, Communication, Decision, Delegation, Evidence, Outcome, Person, Pitfall,
    Record, StandardClaim, StandardId, Support, TimelineEvent,
};

/// What a case study may refer to.
pub(super) struct World<'a> {
    pub(super) gate: Gate,
    pub(super) people: &'a [Person],
    pub(super) person_names: &'a Names,
    pub(super) approaches: &'a Names,
    pub(super) positions: &'a Names,
    pub(super) standards: &'a HashMap<String, StandardId>,
    pub(super) links: &'a Links,
    /// A figure for fewer students is refused.
    pub(super) min_group_size: u32,
    /// Frameworks that another has replaced, by id, with what replaced them.
    pub(super) superseded: &'a [(String, String)],
    /// How the owner wants to be reached.
    pub(super) contacts: &'a [String],
    /// Posts at a place that is called by its name, by id.
    pub(super) named_posts: &'a [String],
}

impl World<'_> {
    /// What the rules of lint know of it.
    pub(super) fn around(&self) -> Around<'_> {
        Around {
            people: self.people,
            names: self.person_names,
            superseded: self.superseded,
            contacts: self.contacts,
            named_posts: self.named_posts,
            today: self.gate.today,
        }
    }
}

/// The parts of front matter that make the head.
pub(super) fn raw_head(raw: &RawCaseStudy) -> RawHead {
    RawHead {
        schema: raw.schema,
        sample: raw.sample,
        id: raw.id.clone(),
        slug: raw.slug.clone(),
        url: None,
        title: raw.title.clone(),
        visibility: raw.visibility,
        updated: raw.updated,
        date: raw.date,
        draft: raw.draft,
        aliases: raw.aliases.clone(),
    }
}

/// Resolves a case study; none when something that it cannot do without is missing.
pub(super) fn study(
    document: Document<RawCaseStudy>,
    world: &World<'_>,
    hidden: &mut Hidden,
    checker: &mut Checker<'_>,
) -> Option<CaseStudy> {
    let head = head(raw_head(&document.raw), "case-studies/", world.gate.today, checker);
    let RawCaseStudy {
        schema: _,
        sample: _,
        id: _,
        slug: _,
        title,
        summary,
        status,
        status_reason,
        verdict,
        visibility: _,
        updated: _,
        date: _,
        draft: _,
        aliases: _,
        approaches,
        themes,
        position,
        problem,
        lesson,
        lint_ack,
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
    checker.at_most(title.as_ref(), "title", 90, Length::Characters);
    checker.at_most(summary.as_ref(), "summary", 60, Length::Words);
    checker.at_most(problem.as_ref(), "problem", 40, Length::Words);
    let summary =
        checker.required_text(summary, "summary", "summary: \"What was handed over, and what came of it.\"");
    let status = checker.required(status, "status", "status: ongoing");
    let start = checker.required(start, "start", "start: 2024-08");
    let led_by = leaders(led_by, world, checker);
    let accountable = answerable(accountable, world, checker);
    let delegation = resolve_delegation(delegation.unwrap_or_default(), world, checker);
    let id = head.as_ref().map(|it| it.id.as_str());
    let artifacts = artifact::artifacts(artifacts.unwrap_or_default(), id, world, hidden, checker);
    let communication = resolve_communication(communication.unwrap_or_default(), &artifacts, world, checker);
    let mut outcomes = resolve_outcomes(outcomes.unwrap_or_default(), &artifacts, world, checker);
    outcomes.sort_by_key(|it| !it.primary);
    let initiated_by = initiated_by.map(|RawInitiated { people, kind }| {
        (kind, checker.people(people, "initiated_by.people", world.person_names))
    });
    let team = checker.people(team, "team", world.person_names);
    let consulted = checker.people(consulted, "consulted", world.person_names);
    let informed = checker.people(informed, "informed", world.person_names);
    let approaches = checker.many(approaches, "approaches", world.approaches, "APR-01", "an approach");
    let position = text(position).and_then(|it| {
        checker.one(&it, "position", world.positions, "LNK-02", "a position in `portfolio.yaml`")
    });
    let standards = resolve_standards(standards.unwrap_or_default(), &outcomes, &artifacts, world, checker);
    let pitfalls = resolve_pitfalls(pitfalls.unwrap_or_default(), checker);
    let timeline = resolve_timeline(timeline.unwrap_or_default(), checker);
    let checked_with = resolve_checks(checked_with.unwrap_or_default(), world, checker);
    let tags = tags::tags(themes, checker);
    let stage = Stage { status, end, outcomes: &outcomes, body: &document.body };
    let status_reason = text(status_reason);
    let lesson = text(lesson);
    stage.check(status_reason.is_some(), verdict.is_some(), lesson.is_some(), checker);
    check_verdict(verdict, &outcomes, checker);
    if let (Some(start), Some(end)) = (start, end)
        && end.last_day() < start.first_day()
    {
        checker.error(
            "TIM-01",
            "end",
            format!("the work ends on {end}, before its start on {start}"),
            "check the two dates",
        );
    }
    Some(CaseStudy {
        head: head?,
        summary: summary?,
        status: status?,
        status_reason,
        verdict,
        approaches,
        tags,
        position,
        problem: text(problem),
        lesson,
        acknowledged: acknowledged(lint_ack.unwrap_or_default(), checker),
        initiated_by,
        led_by: led_by?,
        accountable: accountable?,
        accountable_note: text(accountable_note),
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

fn leaders(
    led_by: Option<Vec<String>>,
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> Option<Vec<crate::portfolio::model::PersonId>> {
    let named = led_by.as_ref().is_some_and(|it| !it.is_empty());
    let people = checker.people(led_by, "led_by", world.person_names);
    if !named {
        checker.error(
            "DEL-03",
            "led_by",
            "nobody is named as the one who led",
            "readers look for whom you trusted; add `led_by: [p-science-lead]` with ids from `people.yaml`",
        );
    }
    (!people.is_empty()).then_some(people)
}

fn answerable(
    accountable: Option<String>,
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> Option<crate::portfolio::model::PersonId> {
    const HELP: &str = "you can hand over the decision; someone still answers for it: add a line such as `accountable: p-owner`";
    let Some(id) = text(accountable) else {
        checker.error("DEL-01", "accountable", "nobody is named as accountable", HELP);
        return None;
    };
    let person = checker.person(&id, "accountable", world.person_names)?;
    if world.people[person.0].kind == PersonKind::Group {
        checker.error("DEL-01", "accountable", format!("`{id}` is a group; one person is accountable"), HELP);
    }
    Some(person)
}

/// What the stage of the work asks for besides the seven fields that every case study has.
struct Stage<'a> {
    status: Option<Status>,
    end: Option<crate::content::date::PartialDate>,
    outcomes: &'a [Outcome],
    body: &'a Body,
}

impl Stage<'_> {
    fn check(&self, has_reason: bool, has_verdict: bool, has_lesson: bool, checker: &mut Checker<'_>) {
        let Some(status) = self.status else { return };
        if status == Status::Stopped && !has_reason {
            checker.error(
                "STA-02",
                "status",
                "the work was stopped and nothing says why",
                "readers respect an honest reason: add `status_reason: \"…\"`",
            );
        }
        if status == Status::Proposed && self.outcomes.iter().any(|it| it.result.is_some()) {
            checker.error(
                "STA-03",
                "status",
                "the work is proposed and has results",
                "write `status: ongoing`, or take the results out",
            );
        }
        if matches!(status, Status::Completed | Status::Stopped) {
            self.check_finished(status, has_verdict, has_lesson, checker);
        }
    }

    fn check_finished(&self, status: Status, has_verdict: bool, has_lesson: bool, checker: &mut Checker<'_>) {
        let word = status.label();
        if !has_verdict {
            let help = "say how it ended: `verdict: met`, `partly_met`, `not_met` or `too_early`";
            checker.error("REQ-01", "status", format!("the work is {word} and has no `verdict`"), help);
        }
        if status == Status::Completed && self.outcomes.is_empty() {
            let help = "readers ask what came of it: add at least one entry to `outcomes`";
            checker.error("STA-01", "status", "the work is completed and has no outcomes", help);
        }
        if !self.body.outline.headings.iter().any(|it| it.title.eq_ignore_ascii_case("reflection")) {
            let help = "add a heading `## Reflection` with what went wrong and what you do differently since";
            checker.error("REF-01", "status", format!("the work is {word} and has no reflection"), help);
        }
        if self.end.is_none() {
            checker.warning(
                "TIM-03",
                "status",
                format!("the work is {word} and has no `end`"),
                "add a line such as `end: 2025-06`",
            );
        }
        if !has_lesson {
            let help = "one sentence is what readers remember: add `lesson: \"…\"`";
            checker.warning("REF-02", "status", format!("the work is {word} and has no `lesson`"), help);
        }
    }
}

/// The author's own word on how it ended must not contradict the figure that matters most.
fn check_verdict(verdict: Option<Verdict>, outcomes: &[Outcome], checker: &mut Checker<'_>) {
    let Some(main) = outcomes.iter().find(|it| it.primary) else { return };
    let told = main.in_a_line().unwrap_or_default();
    match (verdict, main.reached()) {
        (Some(Verdict::Met), Reached::Missed) => checker.error(
            "OUT-13",
            "verdict",
            format!("the verdict is `met` and the primary outcome missed its target: {told}"),
            "write `verdict: partly_met` or `not_met`, and say in the reflection why; readers trust an honest miss",
        ),
        (Some(Verdict::NotMet), Reached::Met) => checker.warning(
            "OUT-13",
            "verdict",
            format!("the verdict is `not_met` and the primary outcome reached its target: {told}"),
            "write `verdict: met` or `partly_met`, or say in `status_reason` what else counts",
        ),
        _ => {}
    }
}

fn acknowledged(raw: Vec<RawAcknowledgement>, checker: &mut Checker<'_>) -> Vec<(String, String)> {
    let mut list = Vec::new();
    for (at, RawAcknowledgement { rule, why }) in raw.into_iter().enumerate() {
        let rule = checker.required_text(rule, &format!("lint_ack[{at}].rule"), "rule: DEL-07");
        let why = checker.required_text(why, &format!("lint_ack[{at}].why"), "why: \"…\"");
        list.extend(rule.zip(why));
    }
    list
}

fn resolve_delegation(
    raw: RawDelegation,
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> Option<Delegation> {
    let RawDelegation { level, joined, history, authority, limits, retained, decisions, support, take_back } =
        raw;
    let level = checker.required(level, "delegation.level", "delegation: { level: 5 }");
    let level = level.and_then(|it| checker.level(it, "delegation.level"));
    let history = resolve_history(history.unwrap_or_default(), checker);
    let decisions = resolve_decisions(decisions.unwrap_or_default(), world, checker);
    Some(Delegation {
        level: level?,
        joined,
        history,
        authority: texts(authority),
        limits: texts(limits),
        retained: texts(retained),
        decisions,
        support: resolve_support(support.unwrap_or_default()),
        take_back: text(take_back),
    })
}

fn resolve_history(
    raw: Vec<RawLevelChange>,
    checker: &mut Checker<'_>,
) -> Vec<(Option<crate::content::date::PartialDate>, Level, Option<String>)> {
    let mut history = Vec::new();
    for (at, RawLevelChange { date, level, why }) in raw.into_iter().enumerate() {
        let field = format!("delegation.history[{at}].level");
        let level = checker.required(level, &field, "{ date: 2024-08, level: 3, why: \"…\" }");
        if let Some(level) = level.and_then(|it| checker.level(it, &field)) {
            history.push((date, level, text(why)));
        }
    }
    history
}

fn resolve_decisions(raw: Vec<RawDecision>, world: &World<'_>, checker: &mut Checker<'_>) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for (at, RawDecision { area, decided_by, level, limit }) in raw.into_iter().enumerate() {
        let field = format!("delegation.decisions[{at}]");
        let area = checker.required_text(area, &format!("{field}.area"), "area: \"Routines\"");
        let decided_by = checker.people(decided_by, &format!("{field}.decided_by"), world.person_names);
        let level = level.and_then(|it| checker.level(it, &format!("{field}.level")));
        decisions.extend(area.map(|area| Decision { area, decided_by, level, limit: text(limit) }));
    }
    decisions
}

fn resolve_support(raw: Vec<RawSupport>) -> Vec<Support> {
    let list = raw.into_iter();
    list.map(|RawSupport { kind, what, amount, unit }| Support {
        kind: kind.unwrap_or(SupportKind::Other),
        what: text(what),
        amount,
        unit: text(unit),
    })
    .collect()
}

fn resolve_communication(
    raw: RawCommunication,
    artifacts: &Artifacts,
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> Communication {
    let RawCommunication { channels, check_ins, escalation, record } = raw;
    let mut meetings = Vec::new();
    for (at, RawCheckIn { with, cadence, minutes, purpose }) in
        check_ins.unwrap_or_default().into_iter().enumerate()
    {
        let with = checker.people(with, &format!("communication.check_ins[{at}].with"), world.person_names);
        meetings.push(CheckIn { with, cadence, minutes, purpose: text(purpose) });
    }
    let record = text(record).and_then(|it| match artifacts.find(&it) {
        Some(Some(number)) => Some(Record::Artifact(number)),
        Some(None) => None,
        None => Some(Record::Words(it)),
    });
    Communication { channels: texts(channels), check_ins: meetings, escalation: text(escalation), record }
}

fn resolve_timeline(raw: Vec<RawEvent>, checker: &mut Checker<'_>) -> Vec<TimelineEvent> {
    let mut events = Vec::new();
    for (at, RawEvent { date, kind, event }) in raw.into_iter().enumerate() {
        let field = format!("timeline[{at}]");
        let line = "{ date: 2024-09-16, kind: decision, event: \"…\" }";
        let kind = checker.required(kind, &format!("{field}.kind"), line);
        let event = checker.required_text(event, &format!("{field}.event"), line);
        events.extend(kind.zip(event).map(|(kind, event)| TimelineEvent { date, kind, event }));
    }
    events.sort_by_key(|it| it.date);
    events
}

fn resolve_logic(raw: RawLogic) -> Vec<(&'static str, Vec<String>)> {
    let RawLogic { inputs, activities, outputs, outcomes, impact, assumptions } = raw;
    let steps = [
        ("Inputs", inputs),
        ("Activities", activities),
        ("Outputs", outputs),
        ("Outcomes", outcomes),
        ("Impact", impact),
        ("Assumptions", assumptions),
    ];
    steps.into_iter().map(|(name, items)| (name, texts(items))).filter(|it| !it.1.is_empty()).collect()
}

fn resolve_pitfalls(raw: Vec<RawPitfall>, checker: &mut Checker<'_>) -> Vec<Pitfall> {
    let mut pitfalls = Vec::new();
    for (at, RawPitfall { kind, what, mitigation, resolved, date }) in raw.into_iter().enumerate() {
        let what = checker.required_text(what, &format!("pitfalls[{at}].what"), "what: \"…\"");
        let kind = kind.unwrap_or(PitfallKind::Other);
        pitfalls.extend(what.map(|what| Pitfall {
            kind,
            what,
            mitigation: text(mitigation),
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
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> Vec<StandardClaim> {
    let mut claims: Vec<StandardClaim> = Vec::new();
    for (at, RawStandardClaim { r#ref, why, evidence }) in raw.into_iter().enumerate() {
        let field = format!("standards[{at}]");
        let Some(name) = checker.required_text(r#ref, &format!("{field}.ref"), "ref: psel-2015/7") else {
            continue;
        };
        let evidence = resolve_evidence(evidence.unwrap_or_default(), &field, outcomes, artifacts, checker);
        match world.standards.get(&name) {
            Some(&standard) if claims.iter().any(|it| it.standard == standard) => {
                let message = format!("the standard `{name}` is claimed twice on this page");
                let help = "put the reason and the evidence of both into one entry";
                checker.error("STD-02", &format!("{field}.ref"), message, help);
            }
            Some(&standard) => claims.push(StandardClaim { standard, why: text(why), evidence }),
            None => unknown_standard(&name, &format!("{field}.ref"), world, checker),
        }
    }
    claims
}

fn unknown_standard(name: &str, field: &str, world: &World<'_>, checker: &mut Checker<'_>) {
    let mut known: Vec<&str> = world.standards.keys().map(String::as_str).collect();
    known.sort_unstable();
    let help = links::nearest(name, known.into_iter())
        .unwrap_or_else(|| "write the framework's id and the standard's, such as `psel-2015/7`".to_owned());
    checker.error("STD-02", field, format!("there is no standard `{name}` in `content/standards/`"), help);
}

fn resolve_evidence(
    ids: Vec<String>,
    field: &str,
    outcomes: &[Outcome],
    artifacts: &Artifacts,
    checker: &mut Checker<'_>,
) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        if let Some(number) = outcome::find(outcomes, id) {
            evidence.push(Evidence::Outcome(number));
        } else if let Some(found) = artifacts.find(id) {
            evidence.extend(found.map(Evidence::Artifact));
        } else {
            let known = outcomes.iter().map(|it| it.id.as_str()).chain(artifacts.ids());
            let help = links::nearest(id, known)
                .unwrap_or_else(|| "name the `id` of an outcome or an artifact of this page".to_owned());
            checker.error(
                "LNK-02",
                &format!("{field}.evidence[{at}]"),
                format!("there is no outcome or artifact `{id}` here"),
                help,
            );
        }
    }
    evidence
}

fn resolve_checks(raw: Vec<RawCheck>, world: &World<'_>, checker: &mut Checker<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (at, RawCheck { person, date, note }) in raw.into_iter().enumerate() {
        let field = format!("checked_with[{at}].person");
        let person = checker.required_text(person, &field, "{ person: p-science-lead, date: 2025-06-24 }");
        let person = person.and_then(|it| checker.person(&it, &field, world.person_names));
        checks.extend(person.map(|person| Check { person, date, note: text(note) }));
    }
    checks
}

/// A quotation in an outcome.
pub(super) fn quote(
    raw: Option<crate::content::schema::RawQuote>,
    field: &str,
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> Option<(String, Option<crate::portfolio::model::PersonId>)> {
    let crate::content::schema::RawQuote { text, speaker } = raw?;
    people::quote(text, speaker, field, world.people, world.person_names, checker)
}
