//! How people are shown: the weaker of what the author wants and what they agreed to, and never more.

use jiff::civil::date;
use leadfolio::content::date::PartialDate;
use leadfolio::content::enums::{
    ConsentBy, MinorStatus, MinorsPolicy, PermissionStatus, PersonKind, Scope, ShowAs,
};
use leadfolio::content::schema::people::{RawConsent, RawName, RawPerson};
use leadfolio::model::person::DisplayIdentity;
use leadfolio::privacy::consent::{DisplayPolicy, display_identity};

use super::support::{Bench, Built, site, study};

const NOBODY: &str = "someone not shown here";

/// An adult on the staff who agreed to everything, and whom the author wants to name.
fn agreed() -> RawPerson {
    RawPerson {
        id: Some("p-nadia".into()),
        kind: Some(PersonKind::Staff),
        role: Some("Science teacher".into()),
        show_as: Some(ShowAs::FullName),
        name: Some(RawName { first: Some("Nadia".into()), full: Some("Nadia Example".into()) }),
        minor: Some(MinorStatus::No),
        consent: Some(RawConsent {
            status: Some(PermissionStatus::Given),
            scope: Some(vec![Scope::Role, Scope::Name, Scope::Quote]),
            by: Some(ConsentBy::Own),
            ..RawConsent::default()
        }),
        ..RawPerson::default()
    }
}

fn with(change: impl FnOnce(&mut RawPerson, &mut RawConsent)) -> RawPerson {
    let mut person = agreed();
    let mut consent = person.consent.take().unwrap();
    change(&mut person, &mut consent);
    person.consent = Some(consent);
    person
}

fn policy(minors: MinorsPolicy) -> DisplayPolicy<'static> {
    DisplayPolicy { minors, language: "en", today: date(2026, 11, 23) }
}

fn today(person: &RawPerson) -> DisplayIdentity {
    display_identity(person, "Science teacher", policy(MinorsPolicy::RoleOnly))
}

#[test]
fn what_the_author_wants_is_shown_when_everything_was_agreed_to() {
    let table = [
        (Some(ShowAs::FullName), "Nadia Example"),
        (Some(ShowAs::FirstNameRole), "Nadia, science teacher"),
        (Some(ShowAs::Role), "Science teacher"),
        (Some(ShowAs::Hidden), NOBODY),
        (None, "Science teacher"),
    ];
    for (wanted, label) in table {
        let it = today(&with(|person, _| person.show_as = wanted));
        assert_eq!(it.label, label, "{wanted:?}");
        let role = if wanted == Some(ShowAs::Hidden) { NOBODY } else { "Science teacher" };
        assert_eq!(it.role, role, "{wanted:?}");
    }
}

#[test]
fn a_name_needs_consent_that_was_given_for_the_name_whatever_the_author_wants() {
    use PermissionStatus::{Given, NotAsked, NotNeeded, Refused, Withdrawn};
    let scopes =
        [None, Some(vec![]), Some(vec![Scope::Role, Scope::Photo, Scope::Quote]), Some(vec![Scope::Name])];
    for status in [None, Some(Given), Some(NotAsked), Some(NotNeeded), Some(Refused), Some(Withdrawn)] {
        for scope in &scopes {
            for wanted in [ShowAs::FullName, ShowAs::FirstNameRole] {
                let it = today(&with(|person, consent| {
                    person.show_as = Some(wanted);
                    consent.status = status;
                    consent.scope = scope.clone();
                }));
                let named =
                    status == Some(Given) && scope.as_ref().is_some_and(|it| it.contains(&Scope::Name));
                let hidden = matches!(status, Some(Refused | Withdrawn));
                let expected = if hidden {
                    ShowAs::Hidden
                } else if named {
                    wanted
                } else {
                    ShowAs::Role
                };
                assert_eq!(it.show_as, expected, "{status:?} {scope:?} {wanted:?}");
                assert_eq!(it.label.contains("Nadia"), named, "{status:?} {scope:?} {wanted:?}");
            }
        }
    }
}

#[test]
fn without_any_consent_a_person_is_a_role() {
    let it = today(&RawPerson { consent: None, ..agreed() });
    assert_eq!((it.label.as_str(), it.allows(Scope::Quote)), ("Science teacher", false));
}

#[test]
fn consent_that_was_refused_or_withdrawn_hides_everybody_however_they_should_be_shown() {
    for status in [PermissionStatus::Refused, PermissionStatus::Withdrawn] {
        for kind in [PersonKind::Staff, PersonKind::Student, PersonKind::Group, PersonKind::Board] {
            for wanted in [ShowAs::FullName, ShowAs::FirstNameRole, ShowAs::Role, ShowAs::Hidden] {
                for minor in [MinorStatus::No, MinorStatus::Yes, MinorStatus::Unknown] {
                    let it = today(&with(|person, consent| {
                        (person.kind, person.show_as, person.minor) = (Some(kind), Some(wanted), Some(minor));
                        consent.status = Some(status);
                    }));
                    assert_eq!((it.label.as_str(), it.role.as_str()), (NOBODY, NOBODY));
                    assert!(!it.allows(Scope::Quote));
                }
            }
        }
    }
}

#[test]
fn somebody_under_age_or_of_unknown_age_is_never_named_even_with_full_consent() {
    for minor in [Some(MinorStatus::Yes), Some(MinorStatus::Unknown), None] {
        for kind in [PersonKind::Student, PersonKind::Staff, PersonKind::Owner, PersonKind::Group] {
            for wanted in [ShowAs::FullName, ShowAs::FirstNameRole, ShowAs::Role] {
                let it = today(&with(|person, consent| {
                    (person.kind, person.show_as, person.minor) = (Some(kind), Some(wanted), minor);
                    consent.by = Some(ConsentBy::Both);
                }));
                assert_eq!(
                    (it.label.as_str(), it.show_as),
                    ("Science teacher", ShowAs::Role),
                    "{minor:?} {kind:?}"
                );
            }
        }
    }
}

#[test]
fn a_portfolio_may_hide_minors_altogether() {
    let hide = |minor| {
        let person = with(|person, _| (person.minor, person.show_as) = (Some(minor), Some(ShowAs::Role)));
        display_identity(&person, "Science teacher", policy(MinorsPolicy::Hidden)).label
    };
    assert_eq!(hide(MinorStatus::Yes), NOBODY);
    assert_eq!(hide(MinorStatus::Unknown), NOBODY);
    assert_eq!(hide(MinorStatus::No), "Science teacher");
}

#[test]
fn consent_holds_to_the_last_day_that_its_end_can_mean_and_no_longer() {
    let table = [
        ("2026-11-23", true),
        ("2026-11-22", false),
        ("2026-11", true),
        ("2026-10", false),
        ("2026", true),
        ("2025", false),
        ("2030-01-01", true),
    ];
    for (expires, holds) in table {
        let it = today(&with(|_, consent| consent.expires = Some(PartialDate::parse(expires).unwrap())));
        assert_eq!(it.label, if holds { "Nadia Example" } else { "Science teacher" }, "{expires}");
        assert_eq!(it.allows(Scope::Quote), holds, "{expires}");
    }
}

#[test]
fn the_owner_speaks_for_themselves() {
    let owner = |wanted| {
        today(&with(|person, consent| {
            (person.kind, person.show_as) = (Some(PersonKind::Owner), wanted);
            consent.status = Some(PermissionStatus::NotNeeded);
            consent.scope = None;
        }))
        .label
    };
    assert_eq!(owner(Some(ShowAs::FullName)), "Nadia Example");
    assert_eq!(owner(Some(ShowAs::Role)), "Science teacher");
    assert_eq!(owner(None), "Science teacher");
}

#[test]
fn a_part_of_a_name_that_is_not_given_falls_back_to_less_and_never_to_more() {
    let label = |first: Option<&str>, full: Option<&str>, wanted| {
        let name = Some(RawName { first: first.map(Into::into), full: full.map(Into::into) });
        today(&with(|person, _| (person.name, person.show_as) = (name, Some(wanted)))).label
    };
    assert_eq!(label(None, Some("Nadia Example"), ShowAs::FirstNameRole), "Science teacher");
    assert_eq!(label(Some("Nadia"), None, ShowAs::FullName), "Nadia");
    assert_eq!(label(None, None, ShowAs::FullName), "Science teacher");
    assert_eq!(today(&RawPerson { name: None, ..agreed() }).label, "Science teacher");
}

#[test]
fn a_quotation_needs_its_own_scope() {
    use PermissionStatus::{Given, NotAsked, NotNeeded};
    let table = [
        (Given, vec![Scope::Quote], true),
        (Given, vec![Scope::Name, Scope::Photo, Scope::Voice, Scope::Work, Scope::Role], false),
        (NotAsked, vec![Scope::Quote], false),
        (NotNeeded, vec![Scope::Quote], false),
    ];
    for (status, scope, may) in table {
        let it =
            today(&with(|_, consent| (consent.status, consent.scope) = (Some(status), Some(scope.clone()))));
        assert_eq!(it.allows(Scope::Quote), may, "{status:?} {scope:?}");
    }
    assert!(!today(&with(|person, _| person.show_as = Some(ShowAs::Hidden))).allows(Scope::Quote));
}

#[test]
fn a_role_stands_within_a_sentence_unless_it_begins_with_an_abbreviation() {
    let label = |role: &str| {
        let person = with(|person, _| person.show_as = Some(ShowAs::FirstNameRole));
        display_identity(&person, role, policy(MinorsPolicy::RoleOnly)).label
    };
    assert_eq!(label("Grade 7 science teacher"), "Nadia, grade 7 science teacher");
    assert_eq!(label("ICT lead"), "Nadia, ICT lead");
    assert_eq!(label("Écoles coordinator"), "Nadia, écoles coordinator");
    assert_eq!(label("X"), "Nadia, X");
    assert_eq!(label("English teacher"), "Nadia, English teacher");
    assert_eq!(label("A student"), "Nadia, a student");
    let german = DisplayPolicy { language: "de-CH", ..policy(MinorsPolicy::RoleOnly) };
    let person = with(|person, _| person.show_as = Some(ShowAs::FirstNameRole));
    assert_eq!(display_identity(&person, "Lehrerin", german).label, "Nadia, Lehrerin");
}

/// A site with one more person, who leads a case study.
fn led_by(person: &str, more: &str) -> Built {
    site(more)
        .file(
            "content/people.yaml",
            format!(
                "people:\n  - {{ id: p-owner, kind: owner, role: Principal, minor: false, consent: {{ status: not_needed }} }}\n  - {{ id: p-x, role: Teacher, {person} }}\n"
            ),
        )
        .file("content/case-studies/a.md", study("Text.").replace("[p-lead]", "[p-x]"))
        .build()
}

#[test]
fn an_author_is_told_when_somebody_is_shown_as_less_than_they_asked_for() {
    led_by("kind: student, show_as: full_name, name: { full: Zed Zedson }, minor: true, consent: { status: given, scope: [name] }", "")
        .fine()
        .warns("PPL-03 content/people.yaml:3:55 `p-x` asks for the full name, but is shown by role");
    let hidden =
        led_by("kind: staff, show_as: full_name, minor: false, consent: { status: withdrawn }", "").fine();
    assert!(hidden.warnings().is_empty(), "{}", hidden.report());
}

#[test]
fn a_name_that_was_not_agreed_to_is_nowhere_in_the_site() {
    let built = led_by(
        "kind: staff, show_as: full_name, name: { first: Zedfirst, full: Zed Zedson }, minor: false, consent: { status: not_asked }",
        "",
    )
    .fine();
    for (path, text) in built.everything() {
        assert!(!text.contains("Zed"), "{path}");
    }
}

const TESTIMONIAL: &str = "--- content/testimonials.yaml\ntestimonials: [{ id: t, from: p-x, text: \"Marker words.\", permission: { status: given } }]\n";

#[test]
fn a_testimonial_is_published_with_its_leave_and_the_person_s() {
    let consent = "kind: staff, minor: false, consent: { status: given, scope: [quote] }";
    let built = led_by(consent, TESTIMONIAL).fine();
    assert_eq!(built.portfolio().testimonials.len(), 1);
    assert!(built.text("resume.json").contains("Marker words."));
}

#[test]
fn a_testimonial_without_leave_is_left_out_and_listed() {
    let whole = "kind: staff, minor: false, consent: { status: given, scope: [quote, name] }";
    for status in ["not_asked", "refused", "withdrawn", "not_needed"] {
        let text = TESTIMONIAL.replace("{ status: given }", &format!("{{ status: {status} }}"));
        left_out(whole, &text, "content/testimonials.yaml: testimonial `t`: permission hasn't been given");
    }
    let none = TESTIMONIAL.replace(", permission: { status: given }", "");
    left_out(whole, &none, "content/testimonials.yaml: testimonial `t`: permission hasn't been given");
}

#[test]
fn a_testimonial_of_somebody_who_may_not_be_quoted_is_left_out_and_listed() {
    for person in [
        "kind: staff, minor: false, consent: { status: given, scope: [name, photo, voice, work, role] }",
        "kind: staff, minor: false, consent: { status: not_asked, scope: [quote] }",
        "kind: staff, minor: false, consent: { status: withdrawn, scope: [quote] }",
        "kind: staff, minor: false, consent: { status: given, scope: [quote], expires: 2026-11-22 }",
        "kind: staff, show_as: hidden, minor: false, consent: { status: given, scope: [quote] }",
    ] {
        left_out(
            person,
            TESTIMONIAL,
            "content/testimonials.yaml: testimonial `t`: the person hasn't agreed to be quoted",
        );
    }
}

#[track_caller]
fn left_out(person: &str, testimonials: &str, reason: &str) {
    let built = led_by(person, testimonials).fine();
    assert!(built.portfolio().testimonials.is_empty());
    assert_eq!(built.held_back(), [reason]);
    for (path, text) in built.everything() {
        assert!(!text.contains("Marker words"), "{path}");
    }
}

#[test]
fn words_that_are_hidden_for_want_of_consent_are_told_with_the_line_that_shows_them() {
    for (consent, why, line) in [
        (
            "{ status: given, scope: [name, photo] }",
            "hasn't agreed to be quoted",
            "`scope: [name, photo, quote]`",
        ),
        (
            "{ status: not_asked }",
            "hasn't agreed to be quoted",
            "`consent: { status: given, scope: [quote] }`",
        ),
        ("{ status: withdrawn, scope: [quote] }", "doesn't agree to be shown", "remove these words"),
        (
            "{ status: given, scope: [quote], expires: 2026-11-22 }",
            "agreed only until 2026-11-22",
            "update `expires`",
        ),
    ] {
        let built = led_by(&format!("kind: staff, minor: false, consent: {consent}"), TESTIMONIAL)
            .fine()
            .warns(&format!("PPL-16 content/testimonials.yaml:1:16 these words aren't shown: `p-x` {why}"));
        let hidden: Vec<_> = built.findings().filter(|finding| finding.rule == "PPL-16").collect();
        assert_eq!(hidden.len(), 1, "{}", built.report());
        assert!(built.help(hidden[0]).contains(line), "{}", built.report());
    }
    let child = "kind: student, minor: true, show_as: hidden, consent: { status: given, scope: [quote] }";
    let report = led_by(child, TESTIMONIAL).report();
    assert!(report.contains("write `show_as: role`") && report.contains("minors: role_only"), "{report}");
    let consent = "kind: staff, minor: false, consent: { status: given, scope: [name, photo, quote] }";
    assert!(!led_by(consent, TESTIMONIAL).report().contains("PPL-16"));
    let not_asked = TESTIMONIAL.replace("status: given", "status: not_asked");
    assert!(
        !led_by("kind: staff, minor: false, consent: { status: not_asked }", &not_asked)
            .report()
            .contains("PPL-16")
    );
}

#[test]
fn a_build_says_in_one_line_how_much_is_hidden_for_want_of_consent() {
    let comment = "comments: [{ from: p-lead, text: Marker words., permission: { status: given } }]\n";
    let bench = Bench::with(&format!(
        "{}--- content/comments/case-studies/a.yaml\n{comment}--- content/case-studies/a.md\n{}",
        TESTIMONIAL.replace("p-x", "p-lead"),
        study("Text."),
    ));
    let settings = bench.read("content/portfolio.yaml");
    bench.write("content/portfolio.yaml", format!("{settings}privacy: {{ comments: on }}\n"));
    let ran = bench
        .run("build")
        .ends(0)
        .says("2 testimonials or comments are hidden because permission is missing. ");
    assert!(!ran.stderr.contains("PPL-16"), "{}", ran.stderr);
    assert_eq!(bench.run("check").ends(0).stdout.matches("(PPL-16, line").count(), 2);
}

#[test]
fn a_minor_who_may_be_quoted_is_quoted_by_role() {
    let person = "kind: student, show_as: full_name, name: { full: Zed Zedson }, minor: true, consent: { status: given, scope: [quote, name] }";
    let built = led_by(person, TESTIMONIAL).fine();
    assert!(built.text("resume.json").contains("\"name\": \"Teacher\""));
    assert!(!built.everything().iter().any(|it| it.1.contains("Zed")));
}

#[test]
fn a_quotation_in_an_outcome_of_somebody_who_may_not_be_quoted_is_an_error_at_the_speaker() {
    let quoted = |consent: &str| {
        site("")
            .file(
                "content/people.yaml",
                format!("people:\n  - {{ id: p-owner, kind: owner, role: P, minor: false, consent: {{ status: not_needed }} }}\n  - {{ id: p-lead, kind: staff, role: T, minor: false, consent: {consent} }}\n"),
            )
            .file(
                "content/case-studies/a.md",
                study("Text.").replace(
                    "start:",
                    "outcomes: [{ id: o, kind: qualitative, statement: S, quote: { text: \"Marker words.\", speaker: p-lead } }]\nstart:",
                ),
            )
            .build()
    };
    let refused = quoted("{ status: given, scope: [name] }");
    assert!(refused.study("a").outcomes[0].quote.is_none());
    refused.fails("PPL-03 content/case-studies/a.md:8:95 `p-lead` hasn't agreed to be quoted");
    assert!(quoted("{ status: given, scope: [quote] }").fine().study("a").outcomes[0].quote.is_some());
}

#[test]
fn a_hidden_person_is_a_blank_wherever_they_stand() {
    let built = led_by(
        "kind: group, size: 7131, show_as: hidden, name: { full: Zed Zedson }, minor: false, consent: { status: given, scope: [name] }",
        "",
    )
    .fine();
    let person = &built.portfolio().people[1];
    assert_eq!((person.identity.label.as_str(), person.identity.role.as_str()), (NOBODY, NOBODY));
    for (path, text) in built.everything().into_iter().filter(|it| !it.0.ends_with(".css")) {
        for marker in ["Zed", "Teacher", "7131", "7,131", "p-x"] {
            assert!(!text.contains(marker), "{marker} in {path}");
        }
    }
}

/// A site with a child, an adult who agreed to their first name, and a text.
fn told(body: &str) -> Built {
    let people = r#"
--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", show_as: first_name_role, name: { first: "Nadia", full: "Nadia Example" }, minor: false, consent: { status: given, scope: [name] } }
  - { id: p-child, kind: student, role: "Student", name: { first: "Timotheus", full: "Timotheus Example" }, minor: true, consent: { status: not_asked } }
"#;
    site(people).file("content/case-studies/a.md", study(body)).build()
}

#[test]
fn a_name_that_is_not_shown_is_found_in_what_the_author_wrote() {
    for (body, rule, place) in [
        ("Timotheus watered the beds.", "PPL-02", "10:1"),
        ("TIMOTHÉUS watered the beds.", "PPL-02", "10:1"),
        ("It was **Timotheus**'s idea.", "PPL-02", "10:10"),
        ("![Timotheus at work](chart.svg)", "PPL-02", "10:3"),
        ("<!-- private -->\nx\n<!-- /private -->\n\nThen Timotheus spoke.", "PPL-02", "14:6"),
        ("Nadia Example led it.", "PPL-01", "10:1"),
    ] {
        let built = told(body);
        let line = format!("{rule} content/case-studies/a.md:{place} the name “");
        assert!(built.errors().iter().any(|it| it.starts_with(&line)), "{body}\n{}", built.report());
    }
    for body in
        ["Nadia led it.", "Annual Timotheusian review", "<!-- private -->\nTimotheus\n<!-- /private -->"]
    {
        assert_eq!(told(body).errors(), Vec::<String>::new(), "{body}");
    }
    let titled = study("Text.").replace("title: A", "# Timotheus asked\ntitle: \"Timotheus's garden\"");
    let built = told("Text.").errors();
    assert!(built.is_empty());
    let built = site("")
        .file("content/people.yaml", "people:\n  - { id: p-owner, kind: owner, role: P, show_as: full_name, name: { full: Rowan Ellery }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: student, role: S, name: { first: Timotheus }, minor: true, consent: { status: not_asked } }\n")
        .file("content/case-studies/a.md", titled)
        .build();
    assert_eq!(built.errors().len(), 1, "a comment is nothing that readers see: {}", built.report());
    built.fails("PPL-02 content/case-studies/a.md:3:9 ");
}

#[test]
fn a_warning_says_why_somebody_is_shown_as_less() {
    let person = |more: &str| {
        let people = format!(
            "\n--- content/people.yaml\npeople:\n  - {{ id: p-owner, kind: owner, role: P, minor: false, consent: {{ status: not_needed }} }}\n  - {{ id: p-lead, kind: staff, role: T, show_as: first_name_role, {more} }}\n"
        );
        site(&people).build()
    };
    let given = "consent: { status: given, scope: [name] }";
    person(&format!("minor: true, {given}")).warns("PPL-03 content/people.yaml:3:50 `p-lead` asks for the first name and role, but is shown by role: a minor is never named");
    person(&format!("minor: unknown, {given}")).warns("PPL-03 content/people.yaml:3:50 `p-lead` asks for the first name and role, but is shown by role: someone of unknown age");
    person("minor: false, consent: { status: given, scope: [name], expires: 2025-01-10 }").warns("PPL-03 content/people.yaml:3:50 `p-lead` asks for the first name and role, but is shown by role: their consent expired on 2025-01-10");
    person("minor: false, consent: { status: not_asked }").warns("PPL-03 content/people.yaml:3:50 `p-lead` asks for the first name and role, but is shown by role: they haven't agreed to be named");
}

#[test]
fn nobody_is_led_to_call_a_student_grown_up() {
    let built = site("\n--- content/people.yaml\npeople: [{ id: s, kind: student, role: S, consent: { status: not_asked } }]\n").build();
    assert!(built.report().contains(", minor: true }`]"), "{}", built.report());
}

#[test]
fn the_owner_has_one_name() {
    let built = site("\n--- content/portfolio.yaml\nprofile: { name: \"Somebody Else\" }\n").build();
    built.warns("PPL-14 content/people.yaml:2:3 your name is “Rowan Ellery” here but “Somebody Else” in `portfolio.yaml`");
}

#[test]
fn somebody_with_a_fault_is_known_where_they_are_named() {
    let people = "\n--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: P, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staf, role: T, minor: false, consent: { status: not_asked } }\n";
    let built = site(people).file("content/case-studies/a.md", study("Text.")).build();
    assert_eq!(built.errors().len(), 1, "{}", built.report());
    built.fails("YML-04 content/people.yaml:3:25 ");
}
