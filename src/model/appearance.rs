//! Who appears in a case study, and as what.

use super::case_study::CaseStudy;
use super::ids::PersonId;

/// What somebody did in the work that a case study describes, or does on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudyRole {
    /// Led the work.
    Led,
    /// Stayed accountable.
    Accountable,
    /// Was in the team.
    Team,
    /// Was consulted.
    Consulted,
    /// Was informed.
    Informed,
    /// Meets the owner regularly.
    Meets,
    /// Had the idea.
    Initiated,
    /// Decides something that was delegated.
    Decides,
    /// Appears in an artifact.
    InArtifact,
    /// Is quoted.
    Quoted,
    /// Confirmed the page.
    Confirmed,
}

/// Everyone who appears in a case study; a person may come several times.
pub fn people_of_study(study: &CaseStudy) -> Vec<(PersonId, StudyRole)> {
    let mut all = Vec::new();
    let mut add = |ids: &[PersonId], role: StudyRole| all.extend(ids.iter().map(|id| (*id, role)));
    add(&study.led_by, StudyRole::Led);
    add(std::slice::from_ref(&study.accountable), StudyRole::Accountable);
    add(&study.team, StudyRole::Team);
    add(&study.consulted, StudyRole::Consulted);
    add(&study.informed, StudyRole::Informed);
    for meeting in &study.communication.check_ins {
        add(&meeting.with, StudyRole::Meets);
    }
    if let Some((_, ids)) = &study.initiated_by {
        add(ids, StudyRole::Initiated);
    }
    for decision in &study.delegation.decisions {
        add(&decision.decided_by, StudyRole::Decides);
    }
    for artifact in &study.artifacts {
        add(&artifact.people, StudyRole::InArtifact);
    }
    for outcome in &study.outcomes {
        let speaker = outcome.quote.as_ref().and_then(|(_, speaker)| *speaker);
        add(&speaker.into_iter().collect::<Vec<_>>(), StudyRole::Quoted);
    }
    for check in &study.checked_with {
        add(&[check.person], StudyRole::Confirmed);
    }
    all
}
