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
    /// What they agreed to, as far as it still holds; nothing when they are hidden.
    agreed_to: Vec<Scope>,
}

impl Shown {
    /// Whether a use of what they said, made or look like is agreed to.
    pub fn may(&self, scope: Scope) -> bool {
        self.agreed_to.contains(&scope)
    }
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
    let agreed_to = if show_as == ShowAs::Hidden { Vec::new() } else { agreed_to(person, today) };
    Shown { label, role, show_as, agreed_to }
}

/// Parts of a name that are not shown, longer than an initial, the whole name first.
pub fn secret_names(name: Option<&RawName>, shown: &Shown) -> Vec<String> {
    let Some(RawName { first, full }) = name else { return Vec::new() };
    let parts = [(full, shown.show_as > ShowAs::FullName), (first, shown.show_as > ShowAs::FirstNameRole)];
    let secret = parts.into_iter().filter(|it| it.1).filter_map(|it| it.0.as_deref().map(str::trim));
    secret.filter(|it| it.chars().count() > 1).map(str::to_owned).collect()
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
    } else if person.kind == Some(PersonKind::Owner) || agreed_to(person, today).contains(&Scope::Name) {
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

/// What a person agreed to, and still does on this day.
fn agreed_to(person: &RawPerson, today: Date) -> Vec<Scope> {
    let Some(RawConsent { scope: Some(scopes), expires, .. }) = &person.consent else { return Vec::new() };
    let asked = status(person) == PermissionStatus::Given;
    let holds = expires.is_none_or(|it| it.last_day() >= today);
    if asked && holds { scopes.clone() } else { Vec::new() }
}

/// "Grade 7 science teacher" within a sentence: "grade 7 science teacher"; "ICT lead" stays.
pub fn lower_first(role: &str) -> String {
    let mut letters = role.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => role.to_owned(),
    }
}
