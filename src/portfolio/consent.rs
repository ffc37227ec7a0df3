//! How a person is shown, decided once: nothing downstream knows more of them than this.
//!
//! The rule: the weaker of what the author wants and what the person agreed to; somebody under age, or of unknown
//! age, is at most a role; consent that was refused or withdrawn hides; consent that has expired counts as none.
//! The owner of the portfolio speaks for themselves.

use jiff::civil::Date;

use crate::content::schema::{RawConsent, RawName, RawPerson};
use crate::content::vocabulary::{Minor, MinorsPolicy, PermissionStatus, PersonKind, Scope, ShowAs};

/// What is printed for somebody who is not shown.
const NOT_SHOWN: &str = "someone not shown here";

/// A person as everybody may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// A name, a first name with the role, the role, or words that tell nothing.
    pub label: String,
    /// The role, unless hidden.
    pub role: String,
    /// How much of them is shown.
    pub show_as: ShowAs,
    /// Whether their words may be quoted.
    pub may_be_quoted: bool,
}

/// Decides how a person is shown on a day, under the portfolio's rule for minors.
pub fn shown(person: &RawPerson, role: &str, minors: MinorsPolicy, today: Date) -> Shown {
    let show_as = effective(person, minors, today);
    let name = person.name.clone().unwrap_or_default();
    let RawName { first, full } = name;
    let label = match show_as {
        ShowAs::FullName => full.or(first.clone()).unwrap_or_else(|| role.to_owned()),
        ShowAs::FirstNameRole => {
            first.map_or_else(|| role.to_owned(), |it| format!("{it}, {}", lower_first(role)))
        }
        ShowAs::Role => role.to_owned(),
        ShowAs::Hidden => NOT_SHOWN.to_owned(),
    };
    let role = if show_as == ShowAs::Hidden { NOT_SHOWN.to_owned() } else { role.to_owned() };
    let may_be_quoted = show_as != ShowAs::Hidden && agreed(person, Scope::Quote, today);
    Shown { label, role, show_as, may_be_quoted }
}

fn effective(person: &RawPerson, minors: MinorsPolicy, today: Date) -> ShowAs {
    let wanted = person.show_as.unwrap_or(ShowAs::Role);
    if matches!(status(person), PermissionStatus::Refused | PermissionStatus::Withdrawn) {
        return ShowAs::Hidden;
    }
    let is_minor = person.minor != Some(Minor::No);
    if is_minor && minors == MinorsPolicy::Hidden {
        return ShowAs::Hidden;
    }
    let allowed = if is_minor {
        ShowAs::Role
    } else if person.kind == Some(PersonKind::Owner) || agreed(person, Scope::Name, today) {
        ShowAs::FullName
    } else {
        ShowAs::Role
    };
    // `ShowAs` is ordered from most to least, so the weaker of two is the greater.
    wanted.max(allowed)
}

fn status(person: &RawPerson) -> PermissionStatus {
    let consent = person.consent.as_ref();
    consent.and_then(|it| it.status).unwrap_or(PermissionStatus::NotAsked)
}

/// Whether a person agreed to a use, and still does on this day.
fn agreed(person: &RawPerson, scope: Scope, today: Date) -> bool {
    let Some(RawConsent { scope: scopes, expires, .. }) = &person.consent else { return false };
    let asked = status(person) == PermissionStatus::Given;
    let holds = expires.is_none_or(|it| it.last_day() >= today);
    asked && holds && scopes.as_ref().is_some_and(|it| it.contains(&scope))
}

/// "Grade 7 science teacher" within a sentence: "grade 7 science teacher"; "ICT lead" stays.
fn lower_first(role: &str) -> String {
    let mut letters = role.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => role.to_owned(),
    }
}
