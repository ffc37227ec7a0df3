//! A case study: what was delegated, to whom, and what came of it.

use serde::Serialize;

use super::delegation::{Communication, Delegation, TimelineEvent};
use super::ids::{ApproachId, ArtifactId, OutcomeId, PersonId, PositionId, StandardId};
use super::outcome::Outcome;
use super::page::PageHead;
use super::tag::Tag;
use crate::content::date::PartialDate;
use crate::content::document::Body;
use crate::content::enums::{
    ArtifactType, DepictedContent, Initiator, OutcomeKind, PermissionStatus, PitfallKind, PitfallResolution,
    Redaction, ReleaseStatus, Verdict, Visibility, WorkStatus,
};

/// Longest title that cards and lists have space for, in characters.
pub const MAX_TITLE_CHARS: usize = 90;

/// A case study, from `case-studies/`.
#[derive(Clone, Debug)]
pub struct CaseStudy {
    /// Metadata such as title and path.
    pub head: PageHead,
    /// Summary in one or two sentences.
    pub summary: String,
    /// State of the work, such as ongoing or completed.
    pub status: WorkStatus,
    /// Why the work was stopped.
    pub status_reason: Option<String>,
    /// The author's overall assessment, once the work has ended.
    pub verdict: Option<Verdict>,
    /// Approaches that it exemplifies; indices into [`Portfolio::approaches`](super::portfolio::Portfolio::approaches).
    pub approaches: Vec<ApproachId>,
    /// Tags without duplicates, in the author's order.
    pub tags: Vec<Tag>,
    /// Job that the owner held; index into [`Resume::positions`](super::resume::Resume::positions).
    pub position: Option<PositionId>,
    /// The problem, in one sentence.
    pub problem: Option<String>,
    /// The lesson learned, in one sentence.
    pub lesson: Option<String>,
    /// Who had the idea: their relation to the work, and the people.
    pub initiated_by: Option<(Option<Initiator>, Vec<PersonId>)>,
    /// People who led the work.
    pub led_by: Vec<PersonId>,
    /// The person accountable for the result; normally the owner.
    pub accountable: PersonId,
    /// Why somebody other than the owner is accountable.
    pub accountable_note: Option<String>,
    /// People who did the work.
    pub team: Vec<PersonId>,
    /// People whose advice was sought.
    pub consulted: Vec<PersonId>,
    /// People who were kept informed.
    pub informed: Vec<PersonId>,
    /// What was delegated, and how far.
    pub delegation: Delegation,
    /// How the owner and the team kept in touch.
    pub communication: Communication,
    /// Start of the work.
    pub start: PartialDate,
    /// End of the work; `None` while it goes on.
    pub end: Option<PartialDate>,
    /// Events in chronological order.
    pub timeline: Vec<TimelineEvent>,
    /// Steps of the logic model that the author filled in: key of its label in the catalog, such as
    /// `logic-inputs`, and its items.
    pub logic: Vec<(&'static str, Vec<String>)>,
    /// Outcomes, the primary one first.
    pub outcomes: Vec<Outcome>,
    /// Problems that the work ran into.
    pub pitfalls: Vec<Pitfall>,
    /// Claims that the work meets standards.
    pub standards: Vec<StandardClaim>,
    /// Evidence that this audience may see.
    pub artifacts: Vec<Artifact>,
    /// People who read the page and confirmed it.
    pub checked_with: Vec<Confirmation>,
    /// The Markdown body after the front matter.
    pub body: Body,
}

/// A problem that the work ran into.
#[derive(Clone, Debug)]
pub struct Pitfall {
    /// Category; joins it with the pitfalls of approaches.
    pub kind: PitfallKind,
    /// What happened, in the author's words.
    pub what: String,
    /// Countermeasure that was taken.
    pub mitigation: Option<String>,
    /// Whether the countermeasure worked.
    pub resolved: Option<PitfallResolution>,
    /// Date when it happened.
    pub date: Option<PartialDate>,
}

/// A claim that the work meets a standard.
#[derive(Clone, Debug)]
pub struct StandardClaim {
    /// The standard that is cited.
    pub standard: StandardId,
    /// Justification in the author's words.
    pub why: Option<String>,
    /// Outcomes and artifacts that support the claim.
    pub evidence: Vec<Evidence>,
}

/// Evidence for a claim, within the same case study.
#[derive(Clone, Copy, Debug)]
pub enum Evidence {
    /// Index into [`CaseStudy::outcomes`].
    Outcome(OutcomeId),
    /// Index into [`CaseStudy::artifacts`].
    Artifact(ArtifactId),
}

/// A piece of evidence: a file or a link.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Index in the front matter, from 0; diagnostics use it to name the field.
    pub index: usize,
    /// Id in references, such as `artifact:STUDY/ID`.
    pub id: String,
    /// Type, such as photo, video or document.
    pub kind: ArtifactType,
    /// Title, as printed with the artifact.
    pub title: String,
    /// What it shows and why that matters.
    pub caption: Option<String>,
    /// Date when the artifact was created.
    pub date: Option<PartialDate>,
    /// Creator, in the author's words.
    pub made_by: Option<String>,
    /// Path of its file in `content/`.
    pub file: Option<String>,
    /// URL, when it is hosted elsewhere.
    pub href: Option<String>,
    /// Alternative text of an image; empty for a decorative one.
    pub alt: Option<String>,
    /// Path of the captions file (WebVTT) in `content/`.
    pub captions: Option<String>,
    /// Path of the transcript in `content/`.
    pub transcript: Option<String>,
    /// Path of the picture in `content/` that is shown before a film plays.
    pub poster: Option<String>,
    /// Path of the picture in `content/` that is shown with a document.
    pub thumbnail: Option<String>,
    /// Whether its office file is published without comments and with tracked changes accepted.
    pub clean: bool,
    /// How much was redacted.
    pub redaction: Option<Redaction>,
    /// Sensitive content that it shows.
    pub contains: Vec<DepictedContent>,
    /// Whether faces are recognizable.
    pub faces: Option<bool>,
    /// People who appear in it.
    pub people: Vec<PersonId>,
    /// Status of the release forms of the people in it; `None` also when they have expired.
    pub release: Option<ReleaseStatus>,
    /// Last day on which the release forms are valid.
    pub release_expires: Option<PartialDate>,
    /// Status of the permission to publish it.
    pub permission: Option<PermissionStatus>,
    /// License or terms of use.
    pub licence: Option<String>,
    /// Who may see it; the page may be for fewer.
    pub visibility: Visibility,
}

/// What a file of an artifact is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// It is the artifact.
    Artifact,
    /// It holds the captions of a film.
    Captions,
    /// It is a transcript of what is spoken.
    Transcript,
    /// It is shown before a film plays.
    Poster,
    /// It is shown with a document.
    Thumbnail,
}

impl FileRole {
    /// What such a file is called; `None` for the artifact itself.
    pub const fn label(self) -> Option<&'static str> {
        match self {
            Self::Artifact => None,
            Self::Captions => Some("captions"),
            Self::Transcript => Some("transcript"),
            Self::Poster => Some("poster"),
            Self::Thumbnail => Some("thumbnail"),
        }
    }

    /// The field of an artifact in the front matter that names the file.
    pub fn field(self) -> &'static str {
        self.label().unwrap_or("file")
    }
}

impl Artifact {
    /// Whether the people in it signed release forms that are valid, or needn't.
    pub fn is_released(&self) -> bool {
        matches!(self.release, Some(ReleaseStatus::OnFile | ReleaseStatus::NotNeeded))
    }

    /// Its files, as paths in `content/`, the artifact itself first.
    pub fn files(&self) -> impl Iterator<Item = (FileRole, &str)> {
        let named = [
            (FileRole::Artifact, &self.file),
            (FileRole::Captions, &self.captions),
            (FileRole::Transcript, &self.transcript),
            (FileRole::Poster, &self.poster),
            (FileRole::Thumbnail, &self.thumbnail),
        ];
        named.into_iter().filter_map(|(role, source)| Some((role, source.as_deref()?)))
    }
}

/// A confirmation of a page by somebody who was involved.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// Person who confirmed the page.
    pub person: PersonId,
    /// Date of the confirmation.
    pub date: Option<PartialDate>,
    /// Remark about the confirmation.
    pub note: Option<String>,
}

impl CaseStudy {
    /// The outcome to judge the work by: the one marked `primary`, or else the only quantitative one.
    pub fn primary_outcome(&self) -> Option<&Outcome> {
        let measured = || self.outcomes.iter().filter(|outcome| outcome.kind == OutcomeKind::Quantitative);
        self.outcomes
            .iter()
            .find(|outcome| outcome.primary)
            .or_else(|| measured().next().filter(|_| measured().count() == 1))
    }
}
