//! What templates of case studies read.

use serde::Serialize;

use super::evidence::{ArtifactContext, StandardClaimContext, TestimonialContext};
use super::outcome::{MetricContext, OutcomeContext};
use super::shared::{
    DateText, HeadingContext, Label, LanguageName, LevelContext, Link, PersonContext, PictureContext,
};

/// A case study in a list.
#[derive(Clone, Debug, Serialize)]
pub struct StudyCard {
    /// Title of the case study.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// Picture at the head of the page, cut to 16:9; none if the page has none.
    pub cover: Option<PictureContext>,
    /// Language of the page, if it is not that of the site.
    pub language: Option<LanguageName>,
    /// The author's summary, as plain text.
    pub summary: String,
    /// `proposed`, `ongoing`, `completed`, `stopped`.
    pub status: Label,
    /// `met`, `partly_met`, `not_met`, `too_early`.
    pub verdict: Option<Label>,
    /// "August 2024 – June 2025".
    pub period: String,
    /// Names of those who led, in one line.
    pub led_by: String,
    /// Year in which the work began: "2024". Lists are sorted by it, the newest first.
    pub year: String,
    /// The current level of delegation, or the last one.
    pub level: LevelContext,
    /// How the level changed: "Level 6 → 1 of 7"; none if it is the same all the time.
    pub level_change: Option<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
    /// The same with what was measured, in parts; none without a result.
    pub metric: Option<MetricContext>,
    /// A bullet chart of that result, at most 80 pixels high: HTML, safe to print; none if there is nothing to compare the
    /// result with.
    pub bullet: Option<String>,
    /// Lesson learned, in a sentence.
    pub lesson: Option<String>,
    /// Links to the pages of its tags.
    pub tags: Vec<Link>,
    /// Reading time in minutes at 238 words a minute, at least 1.
    pub reading_minutes: usize,
    /// Whether it is invented sample content.
    pub sample: bool,
}

/// A case study on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct StudyContext {
    /// The values that lists show of it.
    pub card: StudyCard,
    /// Why the work was stopped.
    pub status_reason: Option<String>,
    /// Date of the last revision of the page.
    pub updated: Option<DateText>,
    /// Date of publication.
    pub date: Option<DateText>,
    /// The problem in a sentence.
    pub problem: Option<String>,
    /// Links to the approaches that it cites.
    pub approaches: Vec<Link>,
    /// The position held: "Principal, Larkmere Middle School".
    pub position: Option<String>,
    /// Start date of the work.
    pub start: DateText,
    /// End date of the work.
    pub end: Option<DateText>,
    /// Length of the work: "10 months".
    pub duration: Option<String>,
    /// Who had the idea for the work.
    pub initiated_by: Option<InitiatedContext>,
    /// The people who led the work.
    pub led_by: Vec<PersonContext>,
    /// The person who is accountable for the work.
    pub accountable: PersonContext,
    /// Why that person is not the owner.
    pub accountable_note: Option<String>,
    /// The people who worked on it.
    pub team: Vec<PersonContext>,
    /// Those who led and those who worked on it, each once: "responsible" in RACI.
    pub responsible: Vec<PersonContext>,
    /// The people who were consulted.
    pub consulted: Vec<PersonContext>,
    /// The people who were kept informed.
    pub informed: Vec<PersonContext>,
    /// What was delegated, and within which limits.
    pub delegation: DelegationContext,
    /// How the people involved communicated.
    pub communication: CommunicationContext,
    /// Events from the start to the end of the work; empty when the author listed none.
    pub timeline: Vec<EventContext>,
    /// The logic model, from inputs to impact, when the author gave one.
    pub logic: Option<LogicContext>,
    /// Outcomes, the primary one first.
    pub outcomes: Vec<OutcomeContext>,
    /// Pitfalls that the work met.
    pub pitfalls: Vec<PitfallContext>,
    /// Standards that the work addresses.
    pub standards: Vec<StandardClaimContext>,
    /// Artifacts: files and links that support the claims.
    pub artifacts: Vec<ArtifactContext>,
    /// People who have read and confirmed the page.
    pub checked_with: Vec<CheckContext>,
    /// Testimonials about this case study.
    pub testimonials: Vec<TestimonialContext>,
    /// What each section of the evidence says in a line while it is closed.
    pub evidence: EvidenceLines,
    /// Time to read the evidence in minutes at 238 words a minute, at least 1.
    pub evidence_minutes: usize,
    /// Ids of the elements of the evidence that are in the story: the `anchor` of outcomes and artifacts, `testimonial-ID`,
    /// `lf-decisions` and `lf-timeline`. The evidence links to them and does not repeat them.
    pub in_story: Vec<String>,
    /// Number of words in the body.
    pub words: usize,
    /// Table of contents of the body: headings of levels 2 and 3.
    pub contents: Vec<HeadingContext>,
    /// What a short list of contents shows: the headings of level 2, and if there is only one, those of level 3 too.
    pub sections: Vec<HeadingContext>,
    /// Id of the body's first heading, if that repeats the title: the body is rendered without it, and the page's own
    /// heading gets the id, so that links to it keep working.
    pub title_id: Option<String>,
    /// The story: HTML, safe to print.
    pub body: String,
    /// Link to the next older case study.
    pub previous: Option<Link>,
    /// Link to the next newer case study.
    pub next: Option<Link>,
}

/// What each section of the evidence says in a line while it is closed; none where there is no such section, or nothing to
/// say in a line.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EvidenceLines {
    /// "1 target met, 1 target missed and 1 outcome without a target".
    pub outcomes: Option<String>,
    /// "Level 3, then 5; 3 decisions".
    pub delegation: Option<String>,
    /// "2 leads, 12 in the team".
    pub people: Option<String>,
    /// "Every two weeks, 25 minutes".
    pub communication: Option<String>,
    /// "August 2024 – June 2025, 1 setback".
    pub timeline: Option<String>,
    /// "Inputs, Activities, Outputs".
    pub logic: Option<String>,
    /// "Resolved: 1, partly resolved: 1".
    pub pitfalls: Option<String>,
    /// "PSEL 2015: 5 and 7".
    pub standards: Option<String>,
    /// Titles of up to two artifacts, or their number.
    pub artifacts: Option<String>,
    /// Who gave a testimonial.
    pub testimonials: Option<String>,
    /// Who read the page, and when the last of them did.
    pub checked_with: Option<String>,
}

/// Who had the idea for the work.
#[derive(Clone, Debug, Serialize)]
pub struct InitiatedContext {
    /// `leader`, `delegate`, `joint`, `student`, `community`, `mandate`.
    pub kind: Option<Label>,
    /// The initiators, as far as the author names them.
    pub people: Vec<PersonContext>,
}

/// What was delegated, and within which limits.
#[derive(Clone, Debug, Serialize)]
pub struct DelegationContext {
    /// Whether the author is the one accountable: then the page says "I", else "the leader".
    pub by_author: bool,
    /// The current level of delegation, or the last one.
    pub level: LevelContext,
    /// How people came to lead: `volunteered`, `invited`, `elected`, `assigned`, `mixed`.
    pub joined: Option<Label>,
    /// Changes of the level, the oldest first.
    pub history: Vec<LevelChangeContext>,
    /// The levels in turn, if there was more than one: "Level 3, then 5".
    pub levels_in_turn: Option<String>,
    /// Authority that was actually given, a sentence each.
    pub authority: Vec<String>,
    /// Limits of that authority, a sentence each.
    pub limits: Vec<String>,
    /// What the leader kept, a sentence each.
    pub retained: Vec<String>,
    /// Areas of decision, each with the people who decide.
    pub decisions: Vec<DecisionContext>,
    /// Resources that came with the delegation.
    pub support: Vec<SupportContext>,
    /// Conditions under which the leader would step in.
    pub take_back: Option<String>,
}

/// A change of the level of delegation.
#[derive(Clone, Debug, Serialize)]
pub struct LevelChangeContext {
    /// Date from which the level applies.
    pub date: Option<DateText>,
    /// The level from that date on.
    pub level: LevelContext,
    /// Reason for the change, in the author's words.
    pub why: Option<String>,
}

/// An area of decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionContext {
    /// Name of the area: "the timetable".
    pub area: String,
    /// The people who decide.
    pub decided_by: Vec<PersonContext>,
    /// Level of delegation in this area, when the author gave one.
    pub level: Option<LevelContext>,
    /// Limit of the decision: "up to 500 USD".
    pub limit: Option<String>,
}

/// A resource that came with the delegation.
#[derive(Clone, Debug, Serialize)]
pub struct SupportContext {
    /// `time`, `money`, `training`, `coaching`, `logistics`, `access`, `cover`, `other`.
    pub kind: Label,
    /// Description in the author's words.
    pub what: Option<String>,
    /// "36 lessons", "1,500 USD".
    pub amount: Option<String>,
}

/// How the people involved communicated.
#[derive(Clone, Debug, Serialize)]
pub struct CommunicationContext {
    /// Whether there is anything to show; `false` when all other values are empty.
    pub any: bool,
    /// Channels of communication: "team chat".
    pub channels: Vec<String>,
    /// Regular meetings.
    pub check_ins: Vec<CheckInContext>,
    /// How problems are escalated.
    pub escalation: Option<String>,
    /// The shared record: a description, or the title of an artifact.
    pub record: Option<String>,
    /// Id of the artifact's element on the same page, when the shared record is an artifact.
    pub record_anchor: Option<String>,
}

/// A regular meeting between the leader and the people who led.
#[derive(Clone, Debug, Serialize)]
pub struct CheckInContext {
    /// The people who meet.
    pub with: Vec<PersonContext>,
    /// Frequency, from `daily` to `as_needed`.
    pub cadence: Option<Label>,
    /// Length of a meeting in minutes.
    pub minutes: Option<u32>,
    /// Purpose of the meetings.
    pub purpose: Option<String>,
}

/// An event of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct EventContext {
    /// Date of the event, when known.
    pub date: Option<DateText>,
    /// `decision`, `milestone`, `check_in`, `setback`, `handover`; `start` and `end` are generated.
    pub kind: Label,
    /// Description of the event.
    pub event: String,
}

/// A logic model, each step a list of sentences.
#[derive(Clone, Debug, Serialize)]
pub struct LogicContext {
    /// The steps that the author gave, from inputs to impact.
    pub steps: Vec<LogicStepContext>,
}

/// A step of the logic model.
#[derive(Clone, Debug, Serialize)]
pub struct LogicStepContext {
    /// Name of the step: "Inputs", "Activities", …
    pub name: String,
    /// The step's entries, a sentence each.
    pub items: Vec<String>,
}

/// A pitfall that was met.
#[derive(Clone, Debug, Serialize)]
pub struct PitfallContext {
    /// `unclear_roles` … `other`.
    pub kind: Label,
    /// Description of what happened.
    pub what: String,
    /// Countermeasure that was taken.
    pub mitigation: Option<String>,
    /// Whether the problem was resolved: `yes`, `partly`, `no`.
    pub resolved: Option<Label>,
    /// Date on which it was met.
    pub date: Option<DateText>,
}

/// Confirmation of the page by somebody who has read it.
#[derive(Clone, Debug, Serialize)]
pub struct CheckContext {
    /// The person who confirmed the page.
    pub person: PersonContext,
    /// Date of the confirmation.
    pub date: Option<DateText>,
    /// The author's remark on the confirmation.
    pub note: Option<String>,
}
