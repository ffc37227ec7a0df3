//! Who got which decision, at what level, and who stayed accountable.

use super::ids::{ArtifactId, PersonId};
use crate::content::date::PartialDate;
use crate::content::enums::{Cadence, DelegationLevel, EventKind, RecruitmentMode, SupportKind};

/// What the owner delegated.
#[derive(Clone, Debug)]
pub struct Delegation {
    /// Current or final level of delegation, 1 (tell) to 7 (delegate).
    pub level: DelegationLevel,
    /// How people came to lead, for example by volunteering.
    pub joined: Option<RecruitmentMode>,
    /// Changes of the level: date, new level, reason.
    pub history: Vec<(Option<PartialDate>, DelegationLevel, Option<String>)>,
    /// Powers that were really handed over.
    pub authority: Vec<String>,
    /// Limits of that authority.
    pub limits: Vec<String>,
    /// Decisions that the owner kept.
    pub retained: Vec<String>,
    /// Who decides in which area.
    pub decisions: Vec<Decision>,
    /// Resources that came with the delegation.
    pub support: Vec<Support>,
    /// Condition under which the owner would step in.
    pub take_back: Option<String>,
}

impl Delegation {
    /// The levels in turn, the last one at the end; the same one only once in a row.
    pub fn levels_in_turn(&self) -> Vec<DelegationLevel> {
        let history = self.history.iter().map(|(_, level, _)| *level);
        let mut levels: Vec<DelegationLevel> = history.chain([self.level]).collect();
        levels.dedup();
        levels
    }
}

/// An area of decision and who decides in it.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Subject of the decision.
    pub area: String,
    /// People who decide in this area.
    pub decided_by: Vec<PersonId>,
    /// Level of delegation in this area, when it differs from the overall one.
    pub level: Option<DelegationLevel>,
    /// Limit of the authority, such as a budget.
    pub limit: Option<String>,
}

/// A resource that came with the delegation.
#[derive(Clone, Debug)]
pub struct Support {
    /// Category of the resource.
    pub kind: SupportKind,
    /// Description in the author's words.
    pub what: Option<String>,
    /// Quantity, counted in [`Support::unit`].
    pub amount: Option<f64>,
    /// Unit of the quantity, such as `hours`.
    pub unit: Option<String>,
}

/// How the owner and the team kept in touch.
#[derive(Clone, Debug, Default)]
pub struct Communication {
    /// Channels, such as a shared chat.
    pub channels: Vec<String>,
    /// Regular meetings, in the author's order.
    pub check_ins: Vec<CheckIn>,
    /// How a problem is escalated.
    pub escalation: Option<String>,
    /// Where decisions are recorded.
    pub record: Option<SharedRecord>,
}

/// A shared record of decisions.
#[derive(Clone, Debug)]
pub enum SharedRecord {
    /// Index into [`CaseStudy::artifacts`](super::case_study::CaseStudy::artifacts).
    Artifact(ArtifactId),
    /// A description in the author's words.
    Text(String),
}

/// A regular meeting of the owner and the team.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// Participants besides the owner.
    pub with: Vec<PersonId>,
    /// How often it takes place.
    pub cadence: Option<Cadence>,
    /// Usual duration in minutes.
    pub minutes: Option<u32>,
    /// What the meeting is for.
    pub purpose: Option<String>,
}

/// An event of the timeline.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// Date of the event.
    pub date: Option<PartialDate>,
    /// Category, such as a milestone or a setback.
    pub kind: EventKind,
    /// Description of the event.
    pub event: String,
}
