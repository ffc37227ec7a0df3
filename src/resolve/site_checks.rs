//! Checks of the portfolio as a whole: lint rules, the requirements of a program, samples, and the owner's name.

use super::base::Base;
use super::requirements::{self, PROGRAM_FILE, ProgramContext};
use super::resolved_pages::ResolvedPages;
use crate::content::checker::Checker;
use crate::content::enums::{PersonKind, ShowAs};
use crate::content::schema::program::RawProgram;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lint::{self, SiteLintInput};
use crate::model::person::Person;
use crate::model::requirements::ProgramReport;
use crate::model::resume::Profile;
use crate::suggest;

/// Runs the checks that need all pages; returns the report on the requirements of `program`.
pub(super) fn check_site(
    program: Option<RawProgram>,
    base: &Base,
    pages: &ResolvedPages,
    diagnostics: &mut Diagnostics,
) -> Option<ProgramReport> {
    lint_site(base, pages, diagnostics);
    let report = program.map(|program| {
        let context = ProgramContext {
            studies: &pages.studies,
            frameworks: &base.frameworks,
            pages: &pages.pages,
            approaches: &pages.approaches,
        };
        requirements::check_requirements(program, &context, &mut Checker { path: PROGRAM_FILE, diagnostics })
    });
    report_samples(base, pages, diagnostics);
    report_owner_name_mismatch(&base.people, &base.site.profile, diagnostics);
    report
}

/// Runs the lint rules for the site, and those for pages that are not case studies.
fn lint_site(base: &Base, pages: &ResolvedPages, diagnostics: &mut Diagnostics) {
    let input = SiteLintInput {
        settings: &base.site.settings,
        people: &base.people,
        studies: &pages.studies,
        approaches: &pages.approaches,
        frameworks: &base.frameworks,
        primary_framework: base.site.primary_framework.as_deref(),
    };
    lint::check_site(&input, diagnostics);
    let context = base.lint_context();
    for (head, body) in pages.prose_pages() {
        let mut checker = Checker { path: &head.source, diagnostics };
        lint::check_page(&head.title, body, &context, &mut checker);
    }
}

/// Number of pages that a message lists.
const MAX_LISTED: usize = 5;

/// Warns about pages marked `sample` in a portfolio that is not a sample itself, so that none is published by mistake.
fn report_samples(base: &Base, pages: &ResolvedPages, diagnostics: &mut Diagnostics) {
    if base.site.settings.sample {
        return;
    }
    let samples: Vec<&str> = pages
        .heads_and_bodies()
        .filter(|(head, _)| head.sample)
        .map(|(head, _)| head.source.as_str())
        .collect();
    let Some((first, others)) = samples.split_first() else { return };
    let message = match others {
        [] => "this page is marked as a made-up sample, and readers can see that".to_owned(),
        others => {
            format!(
                "this page and {} more are marked as made-up samples, and readers can see that: {}",
                others.len(),
                suggest::list_some(others, MAX_LISTED)
            )
        }
    };
    diagnostics.push(
        Diagnostic::warning("POR-02", *first, message)
            .field("sample")
            .help("remove the line `sample: true` once the content is your own, or delete the page"),
    );
}

/// Warns if the owner's name in `people.yaml` differs from that in `portfolio.yaml`.
fn report_owner_name_mismatch(people: &[Person], profile: &Profile, diagnostics: &mut Diagnostics) {
    let owner = people.iter().find(|person| person.kind == PersonKind::Owner);
    let Some(owner) = owner
        .filter(|owner| owner.identity.show_as == ShowAs::FullName && owner.identity.label != profile.name)
    else {
        return;
    };
    let message =
        format!("your name is “{}” here but “{}” in `portfolio.yaml`", owner.identity.label, profile.name);
    diagnostics.push(
        Diagnostic::warning("PPL-14", "content/people.yaml", message)
            .field("people")
            .help(format!("use the same name for `{}`", owner.id)),
    );
}
