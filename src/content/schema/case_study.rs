//! Front matter of case studies.

use super::artifact::RawArtifact;
use super::outcome::RawOutcome;
use super::page::{RawLintAllow, RawPicture};
use crate::content::date::PartialDate;
use crate::content::enums::{
    Cadence, EventKind, Initiator, PitfallKind, PitfallResolution, RecruitmentMode, SupportKind, Verdict,
    Visibility, WorkStatus,
};
use crate::content::scalar::{Scalar, TextOrSwitch, deserialize_level};

raw! {
    /// Front matter of `case-studies/**/*.md`.
    RawCaseStudy {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; the page then shows a banner that says so.
        sample: bool,
        /// Id that other files use for this case study; the file name by default.
        id: String,
        /// Last part of the page's web address; the id by default.
        slug: String,
        /// Template of the theme for this page, such as `gallery` for `templates/gallery.html`, if it has one of its own.
        template: String,
        /// The picture that other sites show beside a link to this page: a picture of yours, such as `photo.jpg`, in place of
        /// the one that leadfolio draws, or `false` for none; by default, what `portfolio.yaml` says.
        #[schemars(with = "Option<TextOrSwitch>")]
        card: Scalar,
        /// Title, at most 90 characters.
        title: String,
        /// One or two sentences that a panel member can read in ten seconds, at most 60 words.
        summary: String,
        /// Picture at the head of the page, and beside its title in lists.
        cover: RawPicture,
        /// Where the work stands.
        status: WorkStatus,
        /// Why the work was stopped; needed when `status` is `stopped`.
        status_reason: String,
        /// Your own overall judgment; needed once the work is completed or stopped.
        verdict: Verdict,
        /// Language of the page, such as `es`, if it differs from the site's.
        language: String,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// Date of the last revision of the page.
        updated: PartialDate,
        /// First day of publication; the page is not published before that day.
        date: PartialDate,
        /// `true` keeps the page from being published.
        draft: bool,
        /// Earlier web addresses of the page, such as `/case-studies/old-name/`; they redirect here.
        aliases: Vec<String>,
        /// Leadership approaches that this case study shows; ids from `approaches/`.
        approaches: Vec<String>,
        /// Topic tags, such as `Attendance`, shown as written. Spellings that differ only in capitals, accents or
        /// punctuation are one tag; `C`, `C++` and `C#` are three.
        #[serde(alias = "themes")]
        tags: Vec<String>,
        /// The position that you held at the time; an id from `positions` in `portfolio.yaml`.
        position: String,
        /// The problem in one sentence, at most 40 words.
        problem: String,
        /// What you learned, in one sentence.
        lesson: String,
        /// Suggestions and warnings of `leadfolio check` that you accept, each with a reason.
        #[serde(alias = "lint_ack")]
        lint_allow: Vec<RawLintAllow>,
        /// Who had the idea.
        initiated_by: RawInitiation,
        /// Who actually led the work; ids from `people.yaml`.
        led_by: Vec<String>,
        /// The one person who is accountable for the result; an id from `people.yaml`, normally your own.
        accountable: String,
        /// Why someone other than you is accountable.
        accountable_note: String,
        /// Who else worked on it; ids from `people.yaml`.
        team: Vec<String>,
        /// Who was asked for advice; ids from `people.yaml`.
        consulted: Vec<String>,
        /// Who was kept informed; ids from `people.yaml`.
        informed: Vec<String>,
        /// What you delegated, and on what terms.
        delegation: RawDelegation,
        /// How you stayed in touch with the people who led.
        communication: RawCommunication,
        /// When the work began.
        start: PartialDate,
        /// When the work ended; leave it out, or write `null`, while it continues.
        end: PartialDate,
        /// Events in the course of the work, setbacks included.
        timeline: Vec<RawTimelineEvent>,
        /// Logic model, from inputs to impact.
        logic: RawLogicModel,
        /// Results, measured or described.
        outcomes: Vec<RawOutcome>,
        /// Problems that came up, and what was done about them.
        pitfalls: Vec<RawPitfall>,
        /// Professional standards that the work addresses.
        standards: Vec<RawStandardClaim>,
        /// Evidence such as documents, data, photos and recordings.
        artifacts: Vec<RawArtifact>,
        /// People who have read the page and confirmed it.
        checked_with: Vec<RawConfirmation>,
    }
}

raw! {
    /// Who had the idea for the work.
    RawInitiation {
        /// Who had the idea; ids from `people.yaml`.
        people: Vec<String>,
        /// Their relation to the work.
        kind: Initiator,
    }
}

raw! {
    /// What was delegated, and on what terms.
    RawDelegation {
        /// Level of delegation, now or at the end of the work, from 1 (tell) to 7 (delegate).
        #[serde(deserialize_with = "deserialize_level")]
        #[schemars(with = "Option<i64>")]
        level: i64,
        /// How people came to lead.
        joined: RecruitmentMode,
        /// Changes of the level over time.
        history: Vec<RawLevelChange>,
        /// Authority that you actually gave.
        authority: Vec<String>,
        /// Limits of that authority.
        limits: Vec<String>,
        /// What you kept for yourself.
        retained: Vec<String>,
        /// Who decides what, area by area.
        decisions: Vec<RawDecision>,
        /// Time, money and other support that came with the delegation.
        support: Vec<RawSupport>,
        /// When you would step in.
        take_back: String,
    }
}

raw! {
    /// A change of the level of delegation.
    RawLevelChange {
        /// Date from which the new level applies.
        date: PartialDate,
        /// The new level, from 1 (tell) to 7 (delegate).
        #[serde(deserialize_with = "deserialize_level")]
        #[schemars(with = "Option<i64>")]
        level: i64,
        /// Reason for the change.
        why: String,
    }
}

raw! {
    /// An area in which decisions are made.
    RawDecision {
        /// What is decided, such as `Wording and timing of messages`.
        area: String,
        /// Who decides; ids from `people.yaml`.
        decided_by: Vec<String>,
        /// Level of delegation in this area, from 1 (tell) to 7 (delegate).
        #[serde(deserialize_with = "deserialize_level")]
        #[schemars(with = "Option<i64>")]
        level: i64,
        /// Limit of what they can decide, such as a budget.
        limit: String,
    }
}

raw! {
    /// Support that came with the delegation.
    RawSupport {
        /// Kind of support, such as `time`.
        kind: SupportKind,
        /// Description of the support.
        what: String,
        /// How much, in `unit`.
        amount: f64,
        /// Unit of the amount, such as `hours a week` or `USD`.
        unit: String,
    }
}

raw! {
    /// How the leader stayed in touch with the people who led.
    RawCommunication {
        /// How information was shared, such as `Monday note to homeroom teachers`.
        channels: Vec<String>,
        /// Regular meetings with the people who led.
        check_ins: Vec<RawCheckIn>,
        /// How a problem reaches you.
        escalation: String,
        /// The shared record: id of an artifact, or a description.
        record: String,
    }
}

raw! {
    /// A regular meeting with the people who led.
    RawCheckIn {
        /// Who takes part; ids from `people.yaml`.
        with: Vec<String>,
        /// How often you meet.
        cadence: Cadence,
        /// Length of a meeting in minutes.
        minutes: u32,
        /// What the meeting is for.
        purpose: String,
    }
}

raw! {
    /// An entry of the timeline.
    RawTimelineEvent {
        /// Date of the event; a year or a month is enough.
        date: PartialDate,
        /// Kind of event, such as `milestone`.
        kind: EventKind,
        /// What happened, in one sentence.
        event: String,
    }
}

raw! {
    /// A logic model: how the work was meant to bring about change.
    RawLogicModel {
        /// Resources that went in.
        inputs: Vec<String>,
        /// What the people involved did.
        activities: Vec<String>,
        /// What the activities produced, such as `2,140 messages sent`.
        outputs: Vec<String>,
        /// What changed as a result.
        outcomes: Vec<String>,
        /// Long-term effect of those changes.
        impact: Vec<String>,
        /// What the model assumes.
        assumptions: Vec<String>,
    }
}

raw! {
    /// A problem that came up.
    RawPitfall {
        /// Kind of problem, such as `unclear_roles`.
        kind: PitfallKind,
        /// What happened, in one sentence.
        what: String,
        /// What was done about it.
        mitigation: String,
        /// Whether that solved the problem.
        resolved: PitfallResolution,
        /// When the problem came up.
        date: PartialDate,
    }
}

raw! {
    /// A standard that the work is evidence for.
    RawStandardClaim {
        /// Framework and standard, such as `psel-2015/7`.
        r#ref: String,
        /// How the work meets the standard.
        why: String,
        /// Ids of outcomes and artifacts of this case study that show it.
        evidence: Vec<String>,
    }
}

raw! {
    /// A person who has read the page and confirmed it.
    RawConfirmation {
        /// Who confirmed it; an id from `people.yaml`.
        person: String,
        /// When they confirmed it.
        date: PartialDate,
        /// Note on the confirmation.
        note: String,
    }
}
