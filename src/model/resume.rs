//! The profile and résumé of the owner.

use super::file::NamedPicture;
use crate::content::date::PartialDate;

/// The owner of the portfolio.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Full name, as printed.
    pub name: String,
    /// One line below the name.
    pub headline: Option<String>,
    /// Short biography, one paragraph.
    pub bio: Option<String>,
    /// Portrait.
    pub photo: Option<NamedPicture>,
    /// City, without a street address.
    pub city: Option<String>,
    /// State, province or region.
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2 code, such as `CH`.
    pub country_code: Option<String>,
    /// E-mail address, for everybody to see.
    pub email: Option<String>,
    /// Telephone number, for everybody to see.
    pub phone: Option<String>,
    /// The owner's profiles on other sites.
    pub links: Vec<ProfileLink>,
}

/// A profile of the owner on another site.
#[derive(Clone, Debug)]
pub struct ProfileLink {
    /// Name of the network, such as `LinkedIn`.
    pub network: String,
    /// User name on that network.
    pub username: Option<String>,
    /// URL of the profile.
    pub url: String,
}

/// Data of the résumé.
#[derive(Clone, Debug, Default)]
pub struct Resume {
    /// Jobs, newest first.
    pub positions: Vec<Position>,
    /// Degrees, in the order of `portfolio.yaml`.
    pub education: Vec<Education>,
    /// Licenses and certificates, in the order of `portfolio.yaml`.
    pub credentials: Vec<Credential>,
    /// Courses and other professional learning, in the order of `portfolio.yaml`.
    pub learning: Vec<Learning>,
    /// Awards, in the order of `portfolio.yaml`.
    pub awards: Vec<Award>,
    /// Publications, in the order of `portfolio.yaml`.
    pub publications: Vec<Publication>,
    /// Skills, in the order of `portfolio.yaml`.
    pub skills: Vec<Skill>,
    /// Service outside the positions, in the order of `portfolio.yaml`.
    pub service: Vec<Service>,
    /// Spoken languages: name and fluency.
    pub languages: Vec<(String, Option<String>)>,
}

/// A job that the owner held.
#[derive(Clone, Debug)]
pub struct Position {
    /// Id that case studies refer to in `position`.
    pub id: String,
    /// Job title, such as `Principal`.
    pub title: String,
    /// Name of the employer.
    pub organisation: Option<String>,
    /// Whether the employer's name is a pseudonym.
    pub anonymised: bool,
    /// First day of the job.
    pub start: Option<PartialDate>,
    /// Last day of the job; `None` for the current one.
    pub end: Option<PartialDate>,
    /// School phase or line of business.
    pub phase: Option<String>,
    /// Size of the organization: learners, patients or staff.
    pub roll: Option<u32>,
    /// Description of the organization in the author's words.
    pub context: Option<String>,
    /// Summary in one or two sentences.
    pub summary: Option<String>,
    /// Achievements, one list item each.
    pub highlights: Vec<String>,
}

/// A degree, an entry of `education` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Education {
    /// Name of the school or university.
    pub institution: String,
    /// Degree, such as `MEd`.
    pub award: Option<String>,
    /// Field of study, such as `Educational leadership`.
    pub area: Option<String>,
    /// Start of the studies.
    pub start: Option<PartialDate>,
    /// End of the studies.
    pub end: Option<PartialDate>,
}

/// A license or certificate.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Name of the credential; its number is never published.
    pub name: String,
    /// Organization that issued it.
    pub issuer: Option<String>,
    /// Date when it was issued.
    pub date: Option<PartialDate>,
    /// Last day of validity.
    pub expires: Option<PartialDate>,
}

/// A course, an entry of `learning` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Learning {
    /// Title of the course.
    pub name: String,
    /// Organization that ran the course.
    pub provider: Option<String>,
    /// Date of completion.
    pub date: Option<PartialDate>,
    /// Duration in hours.
    pub hours: Option<f64>,
    /// Summary in one sentence.
    pub summary: Option<String>,
    /// Web page of the course.
    pub url: Option<String>,
}

/// An award, an entry of `awards` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Award {
    /// Name of the award.
    pub title: String,
    /// Date when it was received.
    pub date: Option<PartialDate>,
    /// Organization that gave the award.
    pub awarder: Option<String>,
    /// Summary in one sentence.
    pub summary: Option<String>,
}

/// A publication, an entry of `publications` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Title of the publication.
    pub name: String,
    /// Journal, publisher or site.
    pub publisher: Option<String>,
    /// Date of publication.
    pub release_date: Option<PartialDate>,
    /// Where it can be read online.
    pub url: Option<String>,
    /// Summary in one sentence.
    pub summary: Option<String>,
}

/// A skill, with what belongs to it.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Name of the skill.
    pub name: String,
    /// What belongs to it, a few words each.
    pub keywords: Vec<String>,
}

/// Service outside the positions, such as on a board.
#[derive(Clone, Debug)]
pub struct Service {
    /// What the owner does or did.
    pub role: String,
    /// Name of the organization.
    pub organisation: Option<String>,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended; `None` while it goes on.
    pub end: Option<PartialDate>,
    /// Summary in one sentence.
    pub summary: Option<String>,
    /// Web page of the organization.
    pub url: Option<String>,
}

impl Resume {
    /// Whether it has no entry at all.
    pub fn is_empty(&self) -> bool {
        let Self {
            positions,
            education,
            credentials,
            learning,
            awards,
            publications,
            skills,
            service,
            languages,
        } = self;
        positions.is_empty()
            && education.is_empty()
            && credentials.is_empty()
            && learning.is_empty()
            && awards.is_empty()
            && publications.is_empty()
            && skills.is_empty()
            && service.is_empty()
            && languages.is_empty()
    }

    /// Ids of the positions whose employer is named and not anonymized.
    pub fn named_position_ids(&self) -> Vec<String> {
        let is_named = |position: &&Position| position.organisation.is_some() && !position.anonymised;
        self.positions.iter().filter(is_named).map(|position| position.id.clone()).collect()
    }
}

impl Profile {
    /// The public e-mail address and telephone number. They are allowed in texts where other contact data is
    /// reported.
    pub fn contacts(&self) -> Vec<String> {
        [&self.email, &self.phone].into_iter().flatten().cloned().collect()
    }
}
