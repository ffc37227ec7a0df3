//! Checks whether an artifact may be published: its release, its permission, and the consent of the people in it.

use jiff::civil::Date;

use crate::content::checker::Checker;
use crate::content::date::PartialDate;
use crate::content::enums::{ArtifactType, PermissionStatus, ReleaseStatus};
use crate::content::schema::artifact::RawRelease;
use crate::diagnostic::{Addition, Severity};
use crate::model::ids::PersonId;
use crate::model::person::Person;

/// The release of an artifact as of the date of the build.
#[derive(Clone, Copy)]
pub(super) struct ArtifactRelease {
    /// `None` also when the release has expired.
    pub(super) status: Option<ReleaseStatus>,
    /// Last day on which it is valid.
    pub(super) expires: Option<PartialDate>,
    /// A release was on file and its `expires` date has passed.
    expired: bool,
}

impl ArtifactRelease {
    pub(super) fn new(raw: RawRelease, today: Date) -> Self {
        let RawRelease { status, r#ref: _, expires, scope: _ } = raw;
        let expired = expires.is_some_and(|date| date.last_day() < today);
        Self { status: status.filter(|_| !expired), expires, expired }
    }
}

/// What decides whether an artifact may be published: release, permission and the consent of the people in it.
pub(super) struct ArtifactConsent<'a> {
    pub(super) kind: Option<ArtifactType>,
    /// Whether `contains` lists students.
    pub(super) has_students: bool,
    pub(super) people: &'a [PersonId],
    pub(super) release: ArtifactRelease,
    pub(super) permission: Option<PermissionStatus>,
}

impl ArtifactConsent<'_> {
    /// Reports missing or expired releases (MED-01), and missing permissions and consent (PPL-03).
    pub(super) fn check(&self, field: &str, people: &[Person], checker: &mut Checker<'_>) {
        let recognisable = self.kind.and_then(ArtifactType::required_scope);
        let released = matches!(self.release.status, Some(ReleaseStatus::OnFile | ReleaseStatus::NotNeeded));
        if recognisable.is_some() && self.has_students && !released {
            checker.suggest(
                (Severity::Error, "MED-01"),
                field,
                "students' images, voices, or work appear here, and no valid release is on file",
                "get the releases and write `status: on_file` in `release`; until then",
                Addition::new(format!("{field}.visibility"), "private"),
            );
        } else if self.release.status == Some(ReleaseStatus::Withdrawn)
            || (self.release.expired && recognisable.is_some())
        {
            let how = if self.release.expired { "has expired" } else { "was withdrawn" };
            let help = "renew it, or write `visibility: private`";
            checker.error("MED-01", &format!("{field}.release"), format!("its release {how}"), help);
        }
        if let Some(PermissionStatus::Refused | PermissionStatus::Withdrawn) = self.permission {
            let message = "permission to show it was refused or withdrawn";
            let help = "remove it, or write `visibility: private`";
            checker.error("PPL-03", &format!("{field}.permission"), message, help);
        }
        let Some(scope) = recognisable else { return };
        let verb = scope.exposure();
        for person in self.people.iter().map(|id| &people[id.0]) {
            if !person.may_be_recognized(scope, released) {
                let id = &person.id;
                checker.error(
                    "PPL-03",
                    &format!("{field}.people"),
                    format!("`{id}` hasn't agreed to {verb}"),
                    format!("ask them and add `{}` to their consent scope in `people.yaml`, put a release on file, or write `visibility: private`", scope.id()),
                );
            }
        }
    }
}
