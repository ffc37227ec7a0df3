//! Consent: decides how a person is displayed. Nothing downstream knows more about them than this decision.
//!
//! - The less revealing of what the author wants and what the person consented to wins.
//! - A minor, or a person of unknown age, is shown by role at most.
//! - Refused or withdrawn consent hides the person; expired consent counts as no consent.
//! - The owner of the portfolio needs no consent from anybody else.

use jiff::civil::Date;

use crate::content::enums::{MinorStatus, MinorsPolicy, PermissionStatus, PersonKind, Scope, ShowAs};
use crate::content::schema::people::{RawConsent, RawName, RawPerson};
use crate::i18n::role_in_sentence;
use crate::model::person::DisplayIdentity;

/// Label of a person whose identity is hidden.
const HIDDEN_LABEL: &str = "someone not shown here";

/// What a portfolio and the day of the build say about how people are displayed.
#[derive(Clone, Copy, Debug)]
pub struct DisplayPolicy<'a> {
    /// How minors are shown.
    pub minors: MinorsPolicy,
    /// Tag of the language in which roles are written.
    pub language: &'a str,
    /// The day on which consent must be valid.
    pub today: Date,
}

/// Decides how a person is displayed.
pub fn display_identity(person: &RawPerson, role: &str, policy: DisplayPolicy<'_>) -> DisplayIdentity {
    let DisplayPolicy { minors, language, today } = policy;
    let show_as = resolve_show_as(person, minors, today);
    let name = person.name.clone().unwrap_or_default();
    let RawName { first, full } = name;
    let label = match show_as {
        ShowAs::FullName => full.or(first.clone()).unwrap_or_else(|| role.to_owned()),
        ShowAs::FirstNameRole => {
            let role_after = || role_in_sentence(role, language);
            first.map_or_else(|| role.to_owned(), |first| format!("{first}, {}", role_after()))
        }
        ShowAs::Role => role.to_owned(),
        ShowAs::Hidden => HIDDEN_LABEL.to_owned(),
    };
    let role = if show_as == ShowAs::Hidden { HIDDEN_LABEL.to_owned() } else { role.to_owned() };
    let agreed_to = if show_as == ShowAs::Hidden { Vec::new() } else { valid_scopes(person, today) };
    DisplayIdentity { label, role, show_as, scopes: agreed_to }
}

/// Parts of a name that are not displayed, the full name first. Single letters are left out.
pub fn undisclosed_names(name: Option<&RawName>, shown: &DisplayIdentity) -> Vec<String> {
    let Some(RawName { first, full }) = name else { return Vec::new() };
    let parts = [(full, shown.show_as > ShowAs::FullName), (first, shown.show_as > ShowAs::FirstNameRole)];
    let secret = parts.into_iter().filter(|(_, is_secret)| *is_secret);
    let secret = secret.filter_map(|(name, _)| name.as_deref().map(str::trim));
    secret.filter(|name| name.chars().count() > 1).map(str::to_owned).collect()
}

fn resolve_show_as(person: &RawPerson, minors: MinorsPolicy, today: Date) -> ShowAs {
    let requested = person.show_as.unwrap_or(ShowAs::Role);
    if matches!(consent_status(person), PermissionStatus::Refused | PermissionStatus::Withdrawn) {
        return ShowAs::Hidden;
    }
    let is_minor = person.minor != Some(MinorStatus::No);
    if is_minor && minors == MinorsPolicy::Hidden {
        return ShowAs::Hidden;
    }
    let allowed = if is_minor {
        ShowAs::Role
    } else if person.kind == Some(PersonKind::Owner) || valid_scopes(person, today).contains(&Scope::Name) {
        ShowAs::FullName
    } else {
        ShowAs::Role
    };
    // `ShowAs` is ordered from most to least, so the weaker of two is the greater.
    requested.max(allowed)
}

fn consent_status(person: &RawPerson) -> PermissionStatus {
    let consent = person.consent.as_ref();
    consent.and_then(|consent| consent.status).unwrap_or(PermissionStatus::NotAsked)
}

/// Uses that the person consented to, if the consent is still valid on this day.
fn valid_scopes(person: &RawPerson, today: Date) -> Vec<Scope> {
    let Some(RawConsent { scope: Some(scopes), expires, .. }) = &person.consent else { return Vec::new() };
    let is_given = consent_status(person) == PermissionStatus::Given;
    let is_valid = expires.is_none_or(|date| date.last_day() >= today);
    if is_given && is_valid { scopes.clone() } else { Vec::new() }
}
