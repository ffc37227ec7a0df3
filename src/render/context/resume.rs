//! What the template of the résumé reads.

use serde::Serialize;

use super::evidence::TestimonialContext;
use super::shared::{DateText, Label};

/// The values of the résumé page.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeContext {
    /// Positions held, newest first.
    pub positions: Vec<PositionContext>,
    /// Academic degrees, in the author's order.
    pub education: Vec<EducationContext>,
    /// Licenses and certificates, in the author's order.
    pub credentials: Vec<CredentialContext>,
    /// Courses and professional learning.
    pub learning: Vec<ResumeEntry>,
    /// Awards and honors.
    pub awards: Vec<ResumeEntry>,
    /// Publications of the owner.
    pub publications: Vec<ResumeEntry>,
    /// Skills, in the author's order.
    pub skills: Vec<SkillContext>,
    /// Service outside the positions, in the author's order.
    pub service: Vec<ServiceContext>,
    /// Languages with fluency: "English (native)".
    pub languages: Vec<String>,
    /// Testimonials that belong to no case study.
    pub testimonials: Vec<TestimonialContext>,
    /// Path of `resume.json`, the résumé in the JSON Resume format.
    pub json: String,
}

/// A position on the résumé.
#[derive(Clone, Debug, Serialize)]
pub struct PositionContext {
    /// Job title: "Principal".
    pub title: String,
    /// Name of the organization: "Larkmere Middle School".
    pub organisation: Option<String>,
    /// Whether the name of the organization is a pseudonym.
    pub anonymised: bool,
    /// "July 2021 – present".
    pub period: String,
    /// Facts about the organization: "middle (grades 6-8)", "432 on roll", …
    pub setting: Vec<String>,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// Achievements, a sentence each.
    pub highlights: Vec<String>,
    /// Case studies from that position with their results, the featured first, then the newest, up to a maximum.
    pub studies: Vec<PositionStudy>,
    /// Number of case studies beyond that maximum.
    pub more: usize,
}

/// A case study below the position in which its work was done.
#[derive(Clone, Debug, Serialize)]
pub struct PositionStudy {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
    /// `proposed`, `ongoing`, `completed`, `stopped`.
    pub status: Label,
    /// `met`, `partly_met`, `not_met`, `too_early`.
    pub verdict: Option<Label>,
    /// Title of the primary outcome: "Students who feel that they belong".
    pub metric: Option<String>,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
}

/// Something that the owner can do.
#[derive(Clone, Debug, Serialize)]
pub struct SkillContext {
    /// Name of the skill: "Mediation".
    pub name: String,
    /// What belongs to it, a few words each.
    pub keywords: Vec<String>,
}

/// Service outside the positions.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceContext {
    /// What the owner does or did: "Board member".
    pub role: String,
    /// Name of the organization.
    pub organisation: Option<String>,
    /// "July 2021 – present".
    pub period: Option<String>,
    /// Summary in a sentence.
    pub summary: Option<String>,
    /// URL of the organization's page.
    pub url: Option<String>,
}

/// An academic degree on the résumé.
#[derive(Clone, Debug, Serialize)]
pub struct EducationContext {
    /// Name of the school or university.
    pub institution: String,
    /// Degree and subject: "M.Ed., Educational leadership".
    pub award: Option<String>,
    /// "2015 – 2017".
    pub period: Option<String>,
}

/// A license or certificate.
#[derive(Clone, Debug, Serialize)]
pub struct CredentialContext {
    /// Name of the credential: "Principal licence".
    pub name: String,
    /// Organization that issued it.
    pub issuer: Option<String>,
    /// Date of issue.
    pub date: Option<DateText>,
    /// Date of expiry.
    pub expires: Option<DateText>,
    /// Whether it had expired on the day of the build.
    pub expired: bool,
}

/// An entry of the résumé: a course, an award or a publication.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeEntry {
    /// Name of the course, award or publication.
    pub title: String,
    /// Provider, awarder or publisher.
    pub by: Option<String>,
    /// Date of completion, award or publication.
    pub date: Option<DateText>,
    /// Length of a course: "12 hours".
    pub note: Option<String>,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// URL of a page about it.
    pub url: Option<String>,
}
