//! Resolves `standards/*.yaml`: frameworks, their standards, and the URL path of each standard.

use std::collections::{HashMap, HashSet};

use super::head::{check_schema_version, derive_id};
use crate::content::checker::{Checker, non_blank};
use crate::content::enums::FrameworkStatus;
use crate::content::schema::standards::{RawCrosswalk, RawFramework, RawStandard};
use crate::model::framework::{Crosswalk, DEFAULT_UNIT, Framework, Standard};
use crate::model::generated_pages;
use crate::model::ids::StandardId;
use crate::urls::Slug;
use crate::yaml;

/// Resolves one framework; `None` without a valid id and a name.
pub(super) fn resolve_framework(raw: RawFramework, checker: &mut Checker<'_>) -> Option<Framework> {
    let RawFramework {
        schema,
        sample: _,
        id,
        name,
        short,
        publisher,
        year,
        year_note,
        country,
        status,
        status_note,
        superseded_by,
        source_url,
        licence_note: _,
        attribution,
        titles_official,
        unit,
        sections,
        standards,
        requirements,
        attributes,
        crosswalk,
    } = raw;
    check_schema_version(schema, checker);
    let id = derive_id(checker.path, non_blank(id).as_deref())?;
    if let Err(error) = Slug::parse(&id) {
        checker.report_bad_address("id", error);
        return None;
    }
    let name = checker.require_text(name, "name", "the name of the framework")?;
    let mut list = collect_standards(sections, [standards, requirements, attributes], checker);
    for standard in &mut list {
        standard.path = standard_path(&id, &standard.id, checker);
    }
    Some(Framework {
        source: checker.path.to_owned(),
        short: non_blank(short).unwrap_or_else(|| name.clone()),
        id,
        name,
        publisher: non_blank(publisher),
        year,
        year_note: non_blank(year_note),
        country: non_blank(country),
        status: status.unwrap_or(FrameworkStatus::Current),
        status_note: non_blank(status_note),
        superseded_by: non_blank(superseded_by),
        source_url: super::web_url::resolve_web_url(source_url, "source_url", checker),
        attribution: non_blank(attribution),
        titles_official: titles_official.unwrap_or(false),
        unit: non_blank(unit).unwrap_or_else(|| DEFAULT_UNIT.to_owned()),
        listed: false,
        standards: list,
        crosswalk: resolve_crosswalk(crosswalk, checker),
    })
}

/// The standards of a framework from the lists that a file may hold: `standards`, `requirements` and `attributes`.
fn collect_standards(
    sections: Option<Vec<RawStandard>>,
    [standards, requirements, attributes]: [Option<Vec<RawStandard>>; 3],
    checker: &mut Checker<'_>,
) -> Vec<Standard> {
    let sections: HashMap<String, String> =
        resolve_entries(sections, "sections", checker).map(|section| (section.id, section.title)).collect();
    let mut list: Vec<Standard> = resolve_entries(standards, "standards", checker)
        .map(|mut standard| {
            standard.group = standard.group.map(|group| sections.get(&group).cloned().unwrap_or(group));
            standard
        })
        .collect();
    for (raw, field, group) in
        [(requirements, "requirements", "Requirements"), (attributes, "attributes", "Attributes")]
    {
        list.extend(resolve_entries(raw, field, checker).map(|mut standard| {
            standard.group.get_or_insert_with(|| group.to_owned());
            standard
        }));
    }
    let mut ids = HashSet::new();
    for standard in &list {
        if !ids.insert(&standard.id) {
            checker.report_duplicate_id(&standard.id, "standards", "another entry in this file");
        }
    }
    list
}

/// The URL path of a standard; an id without letters or digits is an error and gives an empty path.
fn standard_path(framework: &str, standard: &str, checker: &mut Checker<'_>) -> String {
    match Slug::from_title(standard) {
        Some(slug) => generated_pages::standard_path(framework, slug.as_str()),
        None => {
            let message = format!("the id `{}` has no letter or digit", standard.escape_debug());
            checker.error("URL-01", "standards", message, "give it a number or a letter");
            String::new()
        }
    }
}

/// Resolves a list of entries, each with an id and a title; incomplete ones are errors and are skipped.
fn resolve_entries(
    raw: Option<Vec<RawStandard>>,
    field: &str,
    checker: &mut Checker<'_>,
) -> impl Iterator<Item = Standard> + use<> {
    let mut list = Vec::new();
    for (index, RawStandard { id, title, group }) in raw.unwrap_or_default().into_iter().enumerate() {
        let id = checker.require(non_blank(id), &format!("{field}[{index}].id"), || (index + 1).to_string());
        let title =
            checker.require_text(title, &format!("{field}[{index}].title"), "the title of the standard");
        if let (Some(id), Some(title)) = (id, title) {
            list.push(Standard {
                id,
                title,
                group: non_blank(group),
                path: String::new(),
                cited_by: Vec::new(),
            });
        }
    }
    list.into_iter()
}

fn resolve_crosswalk(raw: Option<Vec<RawCrosswalk>>, checker: &mut Checker<'_>) -> Vec<Crosswalk> {
    let mut entries = Vec::new();
    for (index, RawCrosswalk { from, to, note, by }) in raw.unwrap_or_default().into_iter().enumerate() {
        let from = checker.require_text(
            from,
            &format!("crosswalk[{index}].from"),
            "the id of a standard of this framework",
        );
        let to = checker.require_text(
            to,
            &format!("crosswalk[{index}].to"),
            "the framework and the standard there, with a slash between",
        );
        let (note, by) = (non_blank(note), non_blank(by));
        entries.extend(from.zip(to).map(|(from, to)| Crosswalk { from, to, note, by }));
    }
    entries
}

/// Sorts the primary framework first, then those in `named` in that order, then the others by id.
pub(super) fn sort_frameworks(frameworks: &mut [Framework], named: &[String], primary: Option<&str>) {
    let rank = |id: &str| {
        let position = named.iter().position(|name| name == id).unwrap_or(usize::MAX);
        (primary != Some(id), position)
    };
    frameworks.sort_by(|a, b| rank(&a.id).cmp(&rank(&b.id)).then_with(|| a.id.cmp(&b.id)));
}

/// The references of all standards in the order of the frameworks: those that the portfolio uses come first.
pub(super) fn sort_references(standards: &HashMap<String, StandardId>) -> Vec<String> {
    let mut references: Vec<(&StandardId, &String)> = standards.iter().map(|(name, id)| (id, name)).collect();
    references.sort_unstable();
    references.into_iter().map(|(_, reference)| reference.clone()).collect()
}

/// Indexes all standards by their reference, such as `psel-2015/7`.
pub(super) fn index_standards(frameworks: &[Framework]) -> HashMap<String, StandardId> {
    let mut ids = HashMap::new();
    for (framework_index, framework) in frameworks.iter().enumerate() {
        for (index, standard) in framework.standards.iter().enumerate() {
            ids.insert(format!("{}/{}", framework.id, standard.id), StandardId(framework_index, index));
        }
    }
    ids
}

/// A placeholder for the reference of a standard, which lists those of the portfolio as far as they fit into one line,
/// in this order.
pub(super) fn reference_placeholder(references: &[String]) -> String {
    let ids: Vec<&str> = references.iter().map(String::as_str).collect();
    match ids.as_slice() {
        [] => yaml::placeholder("a standard from content/standards/, such as FRAMEWORK/ID"),
        ids => yaml::id_choice_placeholder(ids),
    }
}

/// Marks the frameworks that get pages: those in `named`, the primary one, and those that a case study cites.
pub(super) fn mark_listed_frameworks(frameworks: &mut [Framework], named: &[String], primary: Option<&str>) {
    for framework in frameworks {
        let is_named = named.contains(&framework.id) || primary == Some(&framework.id);
        let is_cited = framework.standards.iter().any(|standard| !standard.cited_by.is_empty());
        framework.listed = is_named || is_cited;
    }
}

/// The superseded frameworks: (id, what supersedes it).
pub(super) fn superseded_frameworks(frameworks: &[Framework]) -> Vec<(String, String)> {
    let old = frameworks.iter().filter(|framework| framework.status == FrameworkStatus::Superseded);
    old.map(|Framework { id, superseded_by, .. }| {
        (id.clone(), superseded_by.clone().unwrap_or_else(|| "a later edition".to_owned()))
    })
    .collect()
}
