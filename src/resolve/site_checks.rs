//! Checks of the portfolio as a whole: lint rules, the requirements of a program, samples, and the owner's name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::base::Base;
use super::copies;
use super::requirements::{self, PROGRAM_FILE, ProgramContext};
use super::resolved_pages::ResolvedPages;
use crate::content::checker::Checker;
use crate::content::enums::{PersonKind, ShowAs};
use crate::content::load::{PEOPLE_FILE, SETTINGS_FILE};
use crate::content::schema::program::RawProgram;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lint::{self, SiteLintInput};
use crate::model::page::PageHead;
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
    report_equal_titles(pages, diagnostics);
    report_owner_name_mismatch(&base.people, &base.site.profile, diagnostics);
    accept_findings(pages, diagnostics);
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

/// Marks what the author accepts in the front matter of a page.
fn accept_findings(pages: &ResolvedPages, diagnostics: &mut Diagnostics) {
    let accepted = pages.heads_and_bodies().flat_map(|(head, _)| {
        let path = head.source.as_str();
        head.allowed_lints.iter().map(move |(rule, why)| ((path, rule.as_str()), why.as_str()))
    });
    lint::accept_diagnostics(&accepted.collect(), diagnostics);
}

/// Warns about two case studies with the same title: in lists, menus and search results nobody can tell them apart.
fn report_equal_titles(pages: &ResolvedPages, diagnostics: &mut Diagnostics) {
    let is_copy = |original: &str, path: &str| copies::original_path(path).as_deref() == Some(original);
    let mut first_by_title: HashMap<String, &str> = HashMap::new();
    for study in &pages.studies {
        let PageHead { title, source, .. } = &study.head;
        match first_by_title.entry(title.trim().to_lowercase()) {
            // A copy of a file is reported as one.
            Entry::Occupied(first) if is_copy(first.get(), source) || is_copy(source, first.get()) => {}
            Entry::Occupied(first) => {
                let message = format!("`{}` has the same title", first.get());
                let help = "say in the title what is different about this one, such as the year or the group";
                diagnostics.push(Diagnostic::warning("POR-07", source, message).field("title").help(help));
            }
            Entry::Vacant(entry) => {
                entry.insert(source);
            }
        }
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

/// Warns if the owner's name in `people.yaml` differs from that in `portfolio.yaml`, if both are known.
fn report_owner_name_mismatch(people: &[Person], profile: &Profile, diagnostics: &mut Diagnostics) {
    let holds_name = |field: &str| ["", "profile", "profile.name"].contains(&field);
    if diagnostics.has_unreadable(SETTINGS_FILE, holds_name) {
        return;
    }
    let owner = people.iter().find(|person| person.kind == PersonKind::Owner);
    let Some(owner) = owner
        .filter(|owner| owner.identity.show_as == ShowAs::FullName && owner.identity.label != profile.name)
    else {
        return;
    };
    let message =
        format!("your name is “{}” here but “{}” in `portfolio.yaml`", owner.identity.label, profile.name);
    diagnostics.push(
        Diagnostic::warning("PPL-14", PEOPLE_FILE, message)
            .field("people")
            .help(format!("use the same name for `{}`", owner.id)),
    );
}
