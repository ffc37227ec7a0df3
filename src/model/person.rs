//! People as they may be shown.

use super::ids::{PersonId, StudyId};
use crate::content::date::PartialDate;
use crate::content::enums::{PermissionStatus, PersonKind, Scope, ShowAs, TestimonialSource};

/// A person or group, reduced to what they consented to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id in `people.yaml`; never printed.
    pub id: String,
    /// Relationship to the owner.
    pub kind: PersonKind,
    /// Name and role as they may be displayed.
    pub identity: DisplayIdentity,
    /// Number of members, for a group.
    pub size: Option<u32>,
    /// Whether they are a minor; also `true` when their age is unknown.
    pub minor: bool,
    /// Consent record, for the owner-only consent report.
    pub consent: ConsentRecord,
    /// Parts of the name that must not be published. The name scanner looks for them; they are never printed.
    pub undisclosed_names: Vec<String>,
}

impl Person {
    /// Whether an artifact may show them for which they must have agreed to this use, unless they signed a release for it.
    pub fn may_be_recognized(&self, scope: Scope, is_released: bool) -> bool {
        let agreed = is_released || self.kind == PersonKind::Owner || self.identity.allows(scope);
        agreed && self.identity.show_as != ShowAs::Hidden
    }
}

/// State of a person's consent, as recorded in `people.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsentRecord {
    /// Recorded status; `None` when nothing is recorded.
    pub status: Option<PermissionStatus>,
    /// Last day on which the consent is valid.
    pub expires: Option<PartialDate>,
}

/// A testimonial whose author gave permission.
#[derive(Clone, Debug)]
pub struct Testimonial {
    /// Id in `testimonials.yaml`, used by `testimonial:ID` images.
    pub id: String,
    /// Author of the testimonial.
    pub from: PersonId,
    /// The author's relationship to the owner, in words.
    pub relation: Option<String>,
    /// Date of the testimonial.
    pub date: Option<PartialDate>,
    /// Case studies that it refers to.
    pub about: Vec<StudyId>,
    /// The quoted text, as printed.
    pub text: String,
    /// How the testimonial was obtained.
    pub source: Option<TestimonialSource>,
}

/// The identity of a person as it may be displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayIdentity {
    /// Full name, first name with role, role, or a neutral placeholder when hidden.
    pub label: String,
    /// Their role; the placeholder when hidden.
    pub role: String,
    /// How much of the identity is displayed.
    pub show_as: ShowAs,
    /// Uses with valid consent; empty when hidden.
    pub(crate) scopes: Vec<Scope>,
}

impl DisplayIdentity {
    /// Whether there is valid consent for a use, such as quoting them or showing a photo.
    pub fn allows(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}
