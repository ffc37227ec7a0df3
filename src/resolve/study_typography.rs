//! Sets the texts of a case study: see [`super::typography`].

use super::typography::{Typesetter, typeset_head};
use crate::model::case_study::{Artifact, CaseStudy, Confirmation, Pitfall, StandardClaim};
use crate::model::delegation::{
    CheckIn, Communication, Decision, Delegation, SharedRecord, Support, TimelineEvent,
};
use crate::model::outcome::{Comparison, DataSource, Measure, Outcome};
use crate::model::units::Unit;

/// Sets the texts of a case study. Its body is Markdown and has them already.
pub(super) fn typeset_study(study: &mut CaseStudy, site_language: &str) {
    let set = Typesetter::for_page(&study.head, site_language);
    let CaseStudy {
        head,
        summary,
        status: _,
        status_reason,
        verdict: _,
        approaches: _,
        tags,
        position: _,
        problem,
        lesson,
        initiated_by: _,
        led_by: _,
        accountable: _,
        accountable_note,
        team: _,
        consulted: _,
        informed: _,
        delegation,
        communication,
        start: _,
        end: _,
        timeline,
        logic,
        outcomes,
        pitfalls,
        standards,
        artifacts,
        checked_with,
        body: _,
    } = study;
    typeset_head(head, set);
    set.text(summary);
    set.some([status_reason, problem, lesson, accountable_note]);
    set.texts(tags.iter_mut().map(|tag| &mut tag.title));
    typeset_delegation(delegation, set);
    typeset_communication(communication, set);
    for TimelineEvent { date: _, kind: _, event } in timeline {
        set.text(event);
    }
    set.texts(logic.iter_mut().flat_map(|(_, items)| items));
    outcomes.iter_mut().for_each(|outcome| typeset_outcome(outcome, set));
    for Pitfall { kind: _, what, mitigation, resolved: _, date: _ } in pitfalls {
        set.text(what);
        set.some([mitigation]);
    }
    for StandardClaim { standard: _, why, evidence: _ } in standards {
        set.some([why]);
    }
    artifacts.iter_mut().for_each(|artifact| typeset_artifact(artifact, set));
    for Confirmation { person: _, date: _, note } in checked_with {
        set.some([note]);
    }
}

fn typeset_delegation(delegation: &mut Delegation, set: Typesetter) {
    let Delegation {
        level: _,
        joined: _,
        history,
        authority,
        limits,
        retained,
        decisions,
        support,
        take_back,
    } = delegation;
    set.texts(history.iter_mut().filter_map(|(_, _, why)| why.as_mut()));
    set.texts([authority, limits, retained].into_iter().flatten());
    for Decision { area, decided_by: _, level: _, limit } in decisions {
        set.text(area);
        set.some([limit]);
    }
    for Support { kind: _, what, amount: _, unit: _ } in support {
        set.some([what]);
    }
    set.some([take_back]);
}

fn typeset_communication(communication: &mut Communication, set: Typesetter) {
    let Communication { channels, check_ins, escalation, record } = communication;
    set.texts(channels);
    for CheckIn { with: _, cadence: _, minutes: _, purpose } in check_ins {
        set.some([purpose]);
    }
    set.some([escalation]);
    if let Some(SharedRecord::Text(words)) = record {
        set.text(words);
    }
}

fn typeset_outcome(outcome: &mut Outcome, set: Typesetter) {
    let Outcome {
        id: _,
        kind: _,
        primary: _,
        title,
        unit,
        direction: _,
        population,
        baseline,
        baseline_note,
        target,
        result,
        series,
        comparison,
        source,
        claim: _,
        contribution,
        evaluation_level: _,
        unintended: _,
        caveats,
        method,
        selection: _,
        date: _,
        quote,
    } = outcome;
    set.text(title);
    if let Unit::Other(words) = unit {
        set.text(words);
    }
    set.some([population, baseline_note, contribution, method]);
    let measures = [baseline, target, result].into_iter().flatten().chain(series);
    for Measure { value: _, date: _, n: _, note } in measures {
        set.some([note]);
    }
    if let Some(Comparison { kind: _, label, baseline: _, result: _ }) = comparison {
        set.some([label]);
    }
    if let Some(DataSource { name, kind: _, collected_by: _, artifact: _, url: _ }) = source {
        set.some([name]);
    }
    set.texts(caveats);
    set.texts(quote.as_mut().map(|(words, _)| words));
}

fn typeset_artifact(artifact: &mut Artifact, set: Typesetter) {
    let Artifact {
        index: _,
        id: _,
        kind: _,
        title,
        caption,
        date: _,
        made_by,
        file: _,
        href: _,
        alt,
        captions: _,
        transcript: _,
        poster: _,
        thumbnail: _,
        clean: _,
        redaction: _,
        contains: _,
        faces: _,
        people: _,
        release: _,
        release_expires: _,
        permission: _,
        licence,
        visibility: _,
    } = artifact;
    set.text(title);
    set.some([caption, made_by, alt, licence]);
}
