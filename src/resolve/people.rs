//! Resolves `people.yaml` and `testimonials.yaml`: people as their consent allows, and the quotes they agreed to.

use std::collections::HashSet;

use jiff::civil::Date;

use super::exclusions::Exclusions;
use super::head::{PublishFilter, check_schema_version};
use crate::content::checker::{Checker, IdIndex, non_blank};
use crate::content::enums::{MinorStatus, PermissionStatus, PersonKind, Scope, ShowAs};
use crate::content::schema::artifact::RawPermission;
use crate::content::schema::people::{RawConsent, RawPeople, RawPerson, RawTestimonial, RawTestimonials};
use crate::lint;
use crate::model::ids::{PersonId, StudyId};
use crate::model::person::{ConsentRecord, Person, Testimonial};
use crate::privacy::consent::{self, DisplayPolicy};
use crate::urls::Slug;
use crate::yaml;

/// Resolves the people, and indexes all ids, those of invalid entries too.
pub(super) fn resolve_people(
    raw: RawPeople,
    policy: DisplayPolicy<'_>,
    filter: &PublishFilter,
    checker: &mut Checker<'_>,
) -> (Vec<Person>, IdIndex<PersonId>) {
    let RawPeople { schema, sample: _, people: entries } = raw;
    check_schema_version(schema, checker);
    let entries = entries.unwrap_or_default();
    check_owner(&entries, checker);
    let mut people: Vec<Person> = Vec::new();
    let mut names = IdIndex::default();
    for (index, raw) in entries.into_iter().enumerate() {
        let field = format!("people[{index}]");
        let Some(person) = resolve_person(&raw, &field, policy, filter, checker) else {
            // The id of an invalid entry stays known, so that references to it are not reported too.
            // One that has none is known by the id that its help proposes.
            let id = non_blank(raw.id.clone()).unwrap_or_else(|| example_id(&field));
            if !names.contains(&id) {
                names.insert(&id, None);
                names_of(&raw).for_each(|name| names.insert_name(name, &id));
            }
            continue;
        };
        if names.contains(&person.id) {
            checker.report_duplicate_id(&person.id, &format!("{field}.id"), "someone else");
        }
        names.insert(&person.id, Some(PersonId(people.len())));
        for name in names_of(&raw) {
            names.insert_name(name, &person.id);
        }
        people.push(person);
    }
    let loses_ids = |field: &str| match field.strip_prefix("people") {
        Some(rest) => !rest.contains("].") || rest.ends_with("].id"),
        None => field.is_empty(),
    };
    if checker.diagnostics.has_unreadable(checker.path, loses_ids) {
        names.mark_incomplete();
    }
    (people, names)
}

/// Reports every owner but the first, and people without an owner.
fn check_owner(people: &[RawPerson], checker: &mut Checker<'_>) {
    let is_owner = |person: &RawPerson| person.kind == Some(PersonKind::Owner);
    let mut owners = people.iter().enumerate().filter(|(_, person)| is_owner(person));
    let first = owners.next();
    for (index, _) in owners {
        let first = first.and_then(|(_, person)| person.id.as_deref()).unwrap_or("someone above");
        let message = format!("`{first}` is already the owner");
        let help = "use `kind: owner` only for the person whose portfolio this is";
        checker.error("PPL-13", &format!("people[{index}].kind"), message, help);
    }
    if first.is_none() && people.iter().all(|person| person.kind.is_some()) && !people.is_empty() {
        let message =
            "no entry is marked as yours, so readers can't tell what you kept from what others decided";
        let help = format!("write `kind: owner` in your own entry, or add one: `- {}`", owner_entry(None));
        checker.warning("PPL-13", "people", message, help);
    }
}

/// The id that is proposed for the owner.
pub(super) const OWNER_ID: &str = "p-owner";

/// The entry of the owner, to paste.
pub(super) fn owner_entry(name: Option<&str>) -> String {
    let full = name.map_or_else(|| yaml::placeholder("your name"), yaml::quote);
    let role = yaml::placeholder("your role, such as Principal");
    format!(
        "{{ id: {OWNER_ID}, kind: owner, role: {role}, show_as: full_name, name: {{ full: {full} }}, minor: false, \
        consent: {{ status: not_needed }} }}"
    )
}

/// What authors write in place of the id of a person: the role, the name, and for the owner "me".
fn names_of(raw: &RawPerson) -> impl Iterator<Item = &str> {
    let name = raw.name.as_ref();
    let own = (raw.kind == Some(PersonKind::Owner)).then_some(["me", "myself", "owner"]);
    let names = [
        raw.role.as_deref(),
        name.and_then(|name| name.full.as_deref()),
        name.and_then(|name| name.first.as_deref()),
    ];
    names.into_iter().flatten().chain(own.into_iter().flatten())
}

/// An id for the entry of a person, such as `p-person-3`: ids are unique.
fn example_id(field: &str) -> String {
    let index: usize = field.trim_start_matches("people[").trim_end_matches(']').parse().unwrap_or(0);
    format!("p-person-{}", index + 1)
}

fn resolve_person(
    raw: &RawPerson,
    field: &str,
    policy: DisplayPolicy<'_>,
    filter: &PublishFilter,
    checker: &mut Checker<'_>,
) -> Option<Person> {
    let RawPerson { id, kind, role, size, show_as, name, minor, reports_to_owner: _, consent } = raw;
    let key = |name: &str| format!("{field}.{name}");
    let id = checker.require(non_blank(id.clone()), &key("id"), || example_id(field));
    let kind = checker.require(*kind, &key("kind"), PersonKind::placeholder);
    let role = checker.require_text(role.clone(), &key("role"), "their role, as readers will see it");
    checker.require(*minor, &key("minor"), || match kind {
        Some(PersonKind::Student) => "true".to_owned(),
        Some(PersonKind::Owner) => "false".to_owned(),
        _ => minor_placeholder(),
    });
    require_consent(consent.as_ref(), &key("consent"), checker);
    let (id, kind, role) = (id?, kind?, role?);
    if kind == PersonKind::Group {
        checker.require(*size, &key("size"), || yaml::placeholder("how many people are in it"));
    }
    let shown = consent::display_identity(raw, &role, policy);
    let is_reduced = |wanted: &ShowAs| shown.show_as > *wanted && shown.show_as != ShowAs::Hidden;
    // Without `minor` less is shown only because it is missing or cannot be read, which is reported.
    if let Some(wanted) = show_as.filter(|wanted| minor.is_some() && is_reduced(wanted)) {
        warn_reduced_display(wanted, raw, &id, &key("show_as"), filter, checker);
    }
    report_name_as_id(&id, &role, &key("id"), checker);
    lint::check_consent(raw, &shown, field, filter.today, checker);
    let secret_names = if minor.is_some() {
        consent::undisclosed_names(name.as_ref(), &shown)
    } else {
        // That nobody is published who may be a child is the error about `minor`. A name that could not be shown of an
        // adult either is a fault of its own.
        let adult = RawPerson { minor: Some(MinorStatus::No), ..raw.clone() };
        let shown = consent::display_identity(&adult, &role, policy);
        consent::undisclosed_names(name.as_ref(), &shown)
    };
    let minor = *minor != Some(MinorStatus::No);
    let consent = consent.as_ref();
    let consent = ConsentRecord {
        status: consent.and_then(|consent| consent.status),
        expires: consent.and_then(|consent| consent.expires),
    };
    Some(Person { id, kind, identity: shown, size: *size, minor, consent, undisclosed_names: secret_names })
}

/// Reports that what a person has agreed to is missing, or only its status.
fn require_consent(consent: Option<&RawConsent>, field: &str, checker: &mut Checker<'_>) {
    let status = PermissionStatus::NotAsked.id();
    match consent {
        None => checker.require::<()>(None, field, || format!("{{ status: {status} }}")),
        Some(consent) => {
            checker.require(consent.status, &format!("{field}.status"), || status.to_owned()).map(|_| ())
        }
    };
}

/// The value of `minor` for a line to paste: only the author knows it.
pub(super) fn minor_placeholder() -> String {
    yaml::choice_placeholder(&[MinorStatus::Yes.id(), MinorStatus::No.id()])
}

/// Advises against an id that is written like a name. It is not published, but it stands wherever the person is meant.
fn report_name_as_id(id: &str, role: &str, field: &str, checker: &mut Checker<'_>) {
    if yaml::is_placeholder(id) || !id.contains(|c: char| c.is_whitespace() || c.is_uppercase()) {
        return;
    }
    let proposed =
        Slug::from_title(role).map_or_else(|| "p-…".to_owned(), |role| format!("p-{}", role.as_str()));
    let message = format!("the id `{id}` looks like a name");
    let help = format!(
        "readers never see ids, but your files contain them: write `id: {proposed}`, and use `{proposed}` wherever \
        you used the old id"
    );
    checker.info("PPL-17", field, message, help);
}

/// Warns when a person is displayed with less than `show_as` asks for, and says why.
fn warn_reduced_display(
    wanted: ShowAs,
    raw: &RawPerson,
    id: &str,
    field: &str,
    filter: &PublishFilter,
    checker: &mut Checker<'_>,
) {
    let consent = raw.consent.as_ref();
    let expired = consent.and_then(|consent| consent.expires).filter(|date| date.last_day() < filter.today);
    let (why, help) = match (raw.minor, expired) {
        (Some(MinorStatus::Yes), _) => {
            ("a minor is never named".to_owned(), "write `show_as: role`, and remove the name from this file")
        }
        (Some(MinorStatus::Unknown) | None, _) => (
            "someone of unknown age is treated as a minor".to_owned(),
            "write `minor: false` if they're an adult, or `show_as: role`",
        ),
        (Some(MinorStatus::No), Some(day)) => (
            format!("their consent expired on {day}"),
            "ask them again and update `expires`, or write `show_as: role`",
        ),
        (Some(MinorStatus::No), None) => (
            "they haven't agreed to be named".to_owned(),
            "ask them, then write `consent: { status: given, scope: [name] }`; or write `show_as: role`",
        ),
    };
    let message = format!("`{id}` asks for the {}, but is shown by role: {why}", wanted.label());
    checker.warning("PPL-03", field, message, help);
}

/// What resolving testimonials needs from the rest of the portfolio.
pub(super) struct TestimonialResolveContext<'a> {
    pub(super) people: &'a [Person],
    pub(super) person_ids: &'a IdIndex<PersonId>,
    pub(super) study_ids: &'a IdIndex<StudyId>,
    pub(super) filter: &'a PublishFilter,
}

/// Resolves the testimonials that may be published; the others are added to `exclusions`.
pub(super) fn resolve_testimonials(
    raw: RawTestimonials,
    context: &TestimonialResolveContext<'_>,
    exclusions: &mut Exclusions,
    checker: &mut Checker<'_>,
) -> Vec<Testimonial> {
    let RawTestimonials { schema, sample: _, testimonials } = raw;
    check_schema_version(schema, checker);
    let mut resolved: Vec<Testimonial> = Vec::new();
    let mut ids = HashSet::new();
    for (index, raw) in testimonials.unwrap_or_default().into_iter().enumerate() {
        let field = format!("testimonials[{index}]");
        let RawTestimonial { id, from, relation, date, about, text: body, permission, visibility, source } =
            raw;
        let id = checker.require(non_blank(id), &format!("{field}.id"), || format!("t-{}", index + 1));
        let example = || context.person_ids.placeholder().unwrap_or_else(|| "p-owner".to_owned());
        let from = checker.require(non_blank(from), &format!("{field}.from"), example);
        let body = checker.require_text(body, &format!("{field}.text"), "what they said");
        let is_general = about.as_ref().is_none_or(Vec::is_empty);
        let about_field = format!("{field}.about");
        let about = checker.resolve_ids(about, &about_field, context.study_ids, "LNK-02", "a case study");
        let Some(from) =
            from.and_then(|id| checker.resolve_person(&id, &format!("{field}.from"), context.person_ids))
        else {
            continue;
        };
        let (Some(id), Some(body)) = (id, body) else { continue };
        if !ids.insert(id.clone()) {
            checker.report_duplicate_id(&id, &format!("{field}.id"), "another testimonial");
        }
        let lacks_study = !is_general && about.is_empty();
        let audience_reason = context.filter.audience_exclusion_reason(visibility);
        if audience_reason.is_none() {
            report_unstated_permission(permission.as_ref(), &field, checker);
            let speaker = &context.people[from.0];
            report_hidden_words(permission.as_ref(), speaker, &field, context.filter.today, checker);
        }
        let quote_reason = || quote_exclusion_reason(permission, &context.people[from.0]);
        let no_study =
            || lacks_study.then(|| "none of the case studies it's about is part of this build".to_owned());
        let reason = audience_reason.or_else(quote_reason).or_else(no_study);
        if let Some(reason) = reason {
            exclusions.figures.push((format!("testimonial:{id}"), reason.clone()));
            exclusions.add_part(checker.path, format!("testimonial `{id}`"), reason);
            continue;
        }
        resolved.push(Testimonial {
            id,
            from,
            relation: non_blank(relation),
            date,
            about,
            text: body,
            source,
        });
    }
    resolved
}

/// Reports words that are not published only because nothing is said of permission: the author may have forgotten it.
pub(super) fn report_unstated_permission(
    permission: Option<&RawPermission>,
    field: &str,
    checker: &mut Checker<'_>,
) {
    if permission.is_none_or(|permission| permission.status.is_none()) {
        let message = "nothing says they gave permission to be quoted here, so these words aren't shown";
        let help = "once they have agreed, add `permission: { status: given }`; until then, add `permission: { \
            status: not_asked }`";
        checker.warning("PPL-15", field, message.to_owned(), help);
    }
}

/// Reports words that may be published and are hidden all the same, because the person has not agreed to be quoted, with
/// the line that would show them.
pub(super) fn report_hidden_words(
    permission: Option<&RawPermission>,
    speaker: &Person,
    field: &str,
    today: Date,
    checker: &mut Checker<'_>,
) {
    let is_given = permission.is_some_and(|permission| permission.status == Some(PermissionStatus::Given));
    if !is_given || speaker.identity.allows(Scope::Quote) {
        return;
    }
    let id = yaml::quote_if_needed(&speaker.id);
    let ended = speaker.consent.expires.filter(|date| date.last_day() < today);
    let (why, help) = match (speaker.consent.status, ended) {
        (Some(PermissionStatus::Refused | PermissionStatus::Withdrawn), _) => {
            ("doesn't agree to be shown".to_owned(), "remove these words".to_owned())
        }
        (Some(PermissionStatus::Given), Some(day)) => (
            format!("agreed only until {day}"),
            format!("ask them again, then update `expires` for `{id}` in `content/people.yaml`"),
        ),
        (Some(PermissionStatus::Given), None) if speaker.identity.show_as == ShowAs::Hidden => {
            let of_a_child = if speaker.minor {
                ", and `privacy: { minors: role_only }` in `content/portfolio.yaml`"
            } else {
                ""
            };
            (
                "isn't shown at all".to_owned(),
                format!(
                    "to show them, write `show_as: role` for `{id}` in `content/people.yaml`{of_a_child}"
                ),
            )
        }
        (Some(PermissionStatus::Given), None) => {
            let scopes = speaker.identity.scopes.iter().chain([&Scope::Quote]).map(|scope| scope.id());
            let scopes = scopes.collect::<Vec<_>>().join(", ");
            (
                "hasn't agreed to be quoted".to_owned(),
                format!("once they agree, write `scope: [{scopes}]` for `{id}` in `content/people.yaml`"),
            )
        }
        _ => (
            "hasn't agreed to be quoted".to_owned(),
            format!(
                "once they agree, write `consent: {{ status: given, scope: [quote] }}` for `{id}` in `content/people.yaml`"
            ),
        ),
    };
    checker.warning("PPL-16", field, format!("these words aren't shown: `{id}` {why}"), help);
}

/// Why a person's words are not published; `None` if they may be. Needs the permission and consent to quotes.
pub(super) fn quote_exclusion_reason(permission: Option<RawPermission>, person: &Person) -> Option<String> {
    let RawPermission { from: _, status, date: _, may_edit: _ } = permission.unwrap_or_default();
    if status != Some(PermissionStatus::Given) {
        return Some("permission hasn't been given".to_owned());
    }
    (!person.identity.allows(Scope::Quote)).then(|| "the person hasn't agreed to be quoted".to_owned())
}

/// Resolves a quote: an error unless its speaker consents to be quoted. A quote without a speaker needs no consent.
pub(super) fn resolve_quote(
    quote: Option<String>,
    speaker: Option<String>,
    field: &str,
    people: &[Person],
    names: &IdIndex<PersonId>,
    checker: &mut Checker<'_>,
) -> Option<(String, Option<PersonId>)> {
    let quote = non_blank(quote)?;
    let Some(speaker) = non_blank(speaker) else { return Some((quote, None)) };
    let id = checker.resolve_person(&speaker, &format!("{field}.speaker"), names)?;
    if people[id.0].identity.allows(Scope::Quote) {
        return Some((quote, Some(id)));
    }
    checker.error(
        "PPL-03",
        &format!("{field}.speaker"),
        format!("`{speaker}` hasn't agreed to be quoted"),
        "ask them and add `quote` to their consent scope in `people.yaml`, or remove the quotation",
    );
    None
}
