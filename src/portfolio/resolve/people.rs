//! `people.yaml` and `testimonials.yaml`: everybody as agreed, and what they said with their leave.

use crate::portfolio::checker::{Checker, Names, text};
use std::collections::HashSet;

use super::head::{Gate, schema_version};
use super::sorter::Hidden;
use crate::content::schema::{RawPeople, RawPermission, RawPerson, RawTestimonial, RawTestimonials};
use crate::content::vocabulary::{Minor, MinorsPolicy, PermissionStatus, PersonKind, Scope, ShowAs};
use crate::diagnostic::Diagnostics;
use crate::portfolio::consent;
use crate::portfolio::lint;
use crate::portfolio::model::{ConsentNote, HeldBack, Person, PersonId, StudyId, Testimonial};

pub(super) fn people(
    raw: RawPeople,
    minors: MinorsPolicy,
    gate: &Gate,
    checker: &mut Checker<'_>,
) -> (Vec<Person>, Names) {
    let RawPeople { schema, sample: _, people: list } = raw;
    schema_version(schema, checker);
    let mut people: Vec<Person> = Vec::new();
    let mut names = Names::default();
    for (at, raw) in list.unwrap_or_default().into_iter().enumerate() {
        let field = format!("people[{at}]");
        let Some(person) = person(&raw, &field, minors, gate, checker) else {
            // Whoever has a fault of their own exists still; it is told where it is.
            if let Some(id) = raw.id.filter(|it| !names.contains(it)) {
                names.insert(&id, None);
            }
            continue;
        };
        if names.contains(&person.id) {
            let message = format!("the id `{}` belongs to somebody else already", person.id);
            checker.error("URL-02", &format!("{field}.id"), message, "give one of the two another `id`");
        }
        names.insert(&person.id, Some(people.len()));
        people.push(person);
    }
    (people, names)
}

fn person(
    raw: &RawPerson,
    field: &str,
    minors: MinorsPolicy,
    gate: &Gate,
    checker: &mut Checker<'_>,
) -> Option<Person> {
    let RawPerson { id, kind, role, size, show_as, name, minor, reports_to_owner: _, consent } = raw;
    let at = |name: &str| format!("{field}.{name}");
    let id = checker.required_text(id.clone(), &at("id"), "id: p-science-lead");
    let kind = checker.required(*kind, &at("kind"), "kind: staff");
    let role = checker.required_text(role.clone(), &at("role"), "role: \"Grade 7 science teacher\"");
    let is_student = raw.kind == Some(PersonKind::Student);
    checker.required(*minor, &at("minor"), if is_student { "minor: true" } else { "minor: false" });
    checker.required(
        consent.as_ref().and_then(|it| it.status),
        &at("consent.status"),
        "consent: { status: not_asked }",
    );
    let (id, kind, role) = (id?, kind?, role?);
    if kind == PersonKind::Group {
        checker.required(*size, &at("size"), "size: 12");
    }
    let shown = consent::shown(raw, &role, minors, gate.today);
    if let Some(wanted) = show_as.filter(|it| shown.show_as > *it && shown.show_as != ShowAs::Hidden) {
        warn_of_weaker(wanted, raw, &id, &at("show_as"), gate, checker);
    }
    let mut advice = Diagnostics::default();
    lint::registry(
        raw,
        &shown,
        field,
        gate.today,
        &mut Checker { path: checker.path, diagnostics: &mut advice },
    );
    checker.diagnostics.advise(advice);
    let secret_names = consent::secret_names(name.as_ref(), &shown);
    let minor = *minor != Some(Minor::No);
    let consent = consent.as_ref();
    let consent =
        ConsentNote { status: consent.and_then(|it| it.status), expires: consent.and_then(|it| it.expires) };
    Some(Person { id, kind, shown, size: *size, minor, consent, secret_names })
}

/// The author should know when somebody is shown as less than they asked for, and why.
fn warn_of_weaker(
    wanted: ShowAs,
    raw: &RawPerson,
    id: &str,
    field: &str,
    gate: &Gate,
    checker: &mut Checker<'_>,
) {
    let consent = raw.consent.as_ref();
    let expired = consent.and_then(|it| it.expires).filter(|it| it.last_day() < gate.today);
    let (why, help) = match (raw.minor, expired) {
        (Some(Minor::Yes), _) => (
            "somebody under age is never named".to_owned(),
            "write `show_as: role`, and take the name out of this file",
        ),
        (Some(Minor::Unknown) | None, _) => (
            "somebody of unknown age is treated as a child".to_owned(),
            "write `minor: false` if they are of age, or `show_as: role`",
        ),
        (Some(Minor::No), Some(day)) => (
            format!("their consent ended on {day}"),
            "ask them again and set `expires`, or write `show_as: role`",
        ),
        (Some(Minor::No), None) => (
            "they have not agreed to their name".to_owned(),
            "ask them, then write `consent: { status: given, scope: [name] }`; or write `show_as: role`",
        ),
    };
    let message = format!("`{id}` asks for the {} and is shown by role: {why}", wanted.label());
    checker.warning("PPL-03", field, message, help);
}

/// What a testimonial may refer to.
pub(super) struct Said<'a> {
    pub(super) people: &'a [Person],
    pub(super) names: &'a Names,
    pub(super) studies: &'a Names,
    pub(super) gate: &'a Gate,
}

pub(super) fn testimonials(
    raw: RawTestimonials,
    world: &Said<'_>,
    hidden: &mut Hidden,
    checker: &mut Checker<'_>,
) -> Vec<Testimonial> {
    let RawTestimonials { schema, sample: _, testimonials } = raw;
    schema_version(schema, checker);
    let mut done: Vec<Testimonial> = Vec::new();
    let mut ids = HashSet::new();
    for (at, raw) in testimonials.unwrap_or_default().into_iter().enumerate() {
        let field = format!("testimonials[{at}]");
        let RawTestimonial { id, from, relation, date, about, text: words, permission, visibility, source } =
            raw;
        let id = checker.required_text(id, &format!("{field}.id"), "id: t-colleague");
        let from = checker.required_text(from, &format!("{field}.from"), "from: p-science-lead");
        let words = checker.required_text(words, &format!("{field}.text"), "text: \"…\"");
        let is_general = about.as_ref().is_none_or(Vec::is_empty);
        let about = checker.many(about, &format!("{field}.about"), world.studies, "LNK-02", "a case study");
        let Some(from) = from.and_then(|it| checker.person(&it, &format!("{field}.from"), world.names))
        else {
            continue;
        };
        let (Some(id), Some(text_of)) = (id, words) else { continue };
        if !ids.insert(id.clone()) {
            let message = format!("the id `{id}` belongs to another testimonial already");
            checker.error("URL-02", &format!("{field}.id"), message, "give one of the two another `id`");
        }
        let nowhere = !is_general && about.is_empty();
        let refused = world
            .gate
            .not_for_audience(visibility)
            .or_else(|| no_leave(permission, &world.people[from.0]))
            .or_else(|| nowhere.then(|| "no case study that it is about is part of this build".to_owned()));
        if let Some(reason) = refused {
            hidden.figures.push((format!("testimonial:{id}"), reason.clone()));
            hidden.held_back.push(HeldBack {
                path: checker.path.to_owned(),
                what: format!("testimonial `{id}`"),
                reason,
                page: false,
            });
            continue;
        }
        let about = about.into_iter().map(StudyId).collect();
        done.push(Testimonial { id, from, relation: text(relation), date, about, text: text_of, source });
    }
    done
}

/// Why somebody's words are not shown.
pub(super) fn no_leave(permission: Option<RawPermission>, person: &Person) -> Option<String> {
    let RawPermission { from: _, status, date: _, may_edit: _ } = permission.unwrap_or_default();
    if status != Some(PermissionStatus::Given) {
        return Some("its permission is not given".to_owned());
    }
    (!person.shown.may(Scope::Quote)).then(|| "the person has not agreed to be quoted".to_owned())
}

/// Words of somebody, when they agreed to be quoted; without a speaker they stay.
pub(super) fn quote(
    words: Option<String>,
    speaker: Option<String>,
    field: &str,
    people: &[Person],
    names: &Names,
    checker: &mut Checker<'_>,
) -> Option<(String, Option<PersonId>)> {
    let words = text(words)?;
    let Some(speaker) = text(speaker) else { return Some((words, None)) };
    let id = checker.person(&speaker, &format!("{field}.speaker"), names)?;
    if people[id.0].shown.may(Scope::Quote) {
        return Some((words, Some(id)));
    }
    checker.error(
        "PPL-03",
        &format!("{field}.speaker"),
        format!("`{speaker}` has not agreed to be quoted"),
        "ask them and add `quote` to their consent scope in `people.yaml`, or take the quotation out",
    );
    None
}
