//! Evidence: standards, artifacts and testimonials.

use serde::Serialize;

use super::shared::{DateText, Label, PersonContext, PictureContext};

/// A standard that a case study addresses.
#[derive(Clone, Debug, Serialize)]
pub struct StandardClaimContext {
    /// Short name of the framework: "PSEL 2015".
    pub framework: String,
    /// What a standard of the framework is called: "Standard".
    pub unit: String,
    /// Number or letter of the standard: "7".
    pub number: String,
    /// Title of the standard: "Professional Community for Teachers and Staff".
    pub title: String,
    /// Path of the standard's page.
    pub path: String,
    /// Why the case study addresses the standard.
    pub why: Option<String>,
    /// Outcomes and artifacts that support the claim.
    pub evidence: Vec<EvidenceContext>,
}

/// A piece of evidence on a case study's page.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceContext {
    /// `outcome` or `artifact`.
    pub kind: String,
    /// Title of the outcome or artifact.
    pub title: String,
    /// Path of the case study with the evidence's anchor as fragment.
    pub path: String,
}

/// An artifact: a file or link that supports the claims of a case study.
#[derive(Clone, Debug, Serialize)]
pub struct ArtifactContext {
    /// Id of the artifact, unique in its case study.
    pub id: String,
    /// Id of its element on the case study's page: `artifact-art-decision-chart`.
    pub anchor: String,
    /// `document`, `data`, `photo`, `video`, `audio`, `slides`, `link`, `student_work`.
    pub kind: Label,
    /// Title of the artifact.
    pub title: String,
    /// Caption: what it shows and why that matters.
    pub caption: Option<String>,
    /// Date on which the artifact was created.
    pub date: Option<DateText>,
    /// Creator of the artifact, for use after "Made by": an article at its start is in small letters.
    pub made_by: Option<String>,
    /// Path of its file, when it has one.
    pub path: Option<String>,
    /// External URL, when it has one.
    pub href: Option<String>,
    /// Type, pages and size of the file, and whether a PDF has no tags: "PDF · 12 pages · 340 kB".
    pub file_note: Option<String>,
    /// The picture, when the file is an image.
    pub picture: Option<PictureContext>,
    /// The picture to show before a film plays, when the author chose one.
    pub poster: Option<PictureContext>,
    /// The picture to show with a document, such as its first page, when the author chose one.
    pub thumbnail: Option<PictureContext>,
    /// MIME type, when the file is video or audio.
    pub media_type: Option<&'static str>,
    /// Path of the captions file (WebVTT).
    pub captions: Option<String>,
    /// Path of the transcript file.
    pub transcript: Option<String>,
    /// How much of it is redacted: `none`, `partial`, `full`.
    pub redaction: Option<Label>,
    /// What is recognizable in it, from `students` to `contact`.
    pub contains: Vec<Label>,
    /// Whether faces are recognizable, when the author says.
    pub faces: Option<bool>,
    /// The people who appear in it.
    pub people: Vec<PersonContext>,
    /// Status of release forms: `on_file`, `not_needed`, …
    pub release: Option<Label>,
    /// Status of the permission to publish it: `given`, …
    pub permission: Option<Label>,
    /// License or other terms of use.
    pub licence: Option<String>,
}

/// A testimonial, published with the speaker's permission.
#[derive(Clone, Debug, Serialize)]
pub struct TestimonialContext {
    /// Id of the testimonial.
    pub id: String,
    /// Id of its element on the page of a case study: `testimonial-lead-letter`.
    pub anchor: String,
    /// The testimonial, as plain text without quotation marks.
    pub text: String,
    /// The speaker, as their consent allows.
    pub from: PersonContext,
    /// Relation to the owner: "Reports to the principal".
    pub relation: Option<String>,
    /// Date of the testimonial.
    pub date: Option<DateText>,
    /// `spoken`, `letter`, `survey`.
    pub source: Option<Label>,
}
