//! Requirements of a university or district program (`content/program.yaml`), checked against the portfolio.
//!
//! An unmet requirement is not an error of any page: requirements are reported as a checklist and never stop a build.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::content::checker::{Checker, non_blank};
use crate::content::enums::{ArtifactType, ReleaseStatus, WorkStatus};
use crate::content::schema::program::{RawProgram, RawRange, RawStandardRequirement};
use crate::model::case_study::{CaseStudy, Evidence, StandardClaim};
use crate::model::framework::Framework;
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::StandardId;
use crate::model::page::{Approach, Page};
use crate::model::requirements::{ProgramReport, Requirement, RequirementPart, describe_range};
use crate::suggest;
use crate::yaml;

/// Path of the program file, relative to the project root.
pub(super) const PROGRAM_FILE: &str = "content/program.yaml";

/// Parts of the portfolio that requirements are checked against.
pub(crate) struct ProgramContext<'a> {
    pub(crate) studies: &'a [Arc<CaseStudy>],
    pub(crate) frameworks: &'a [Framework],
    pub(crate) pages: &'a [Page],
    pub(crate) approaches: &'a [Approach],
}

/// Checks a portfolio against the requirements of a program.
pub(crate) fn check_requirements(
    raw: RawProgram,
    around: &ProgramContext<'_>,
    checker: &mut Checker<'_>,
) -> ProgramReport {
    let RawProgram {
        schema: _,
        sample: _,
        name,
        framework,
        artifacts,
        each_standard,
        standards,
        pages,
        reflection_words,
        years_of_data,
        releases,
    } = raw;
    let mut needs = Vec::new();
    let ids: Vec<&str> = around.frameworks.iter().map(|framework| framework.id.as_str()).collect();
    let framework = checker.require(non_blank(framework), "framework", || {
        let what = "the id of a framework in content/standards/";
        yaml::id_placeholder(&ids).unwrap_or_else(|| yaml::placeholder(what))
    });
    let framework = framework.filter(|id| !yaml::is_placeholder(id));
    if let Some(framework) = framework.and_then(|id| find_framework(&id, around.frameworks, checker)) {
        let exceptions = standards.unwrap_or_default();
        report_unknown_standards(&exceptions, framework, checker);
        for (number, standard) in framework.standards.iter().enumerate() {
            let own = exceptions.iter().find(|exception| exception.id.as_deref() == Some(&standard.id));
            if let Some(need) = own.or(each_standard.as_ref()) {
                let what = format!("{} {}: {}", framework.unit_label(), standard.id, standard.title);
                let framework_index =
                    around.frameworks.iter().position(|other| std::ptr::eq(other, framework));
                let standard = framework_index.map(|index| StandardId(index, number));
                let need = check_standard(what, need, &claims_for(around, framework, number));
                needs.push(Requirement { standard, ..need });
            }
        }
    }
    needs.extend(artifacts.map(|range| check_artifact_count(&range, around)));
    needs.extend(pages.unwrap_or_default().iter().map(|id| check_page(id, around)));
    needs.extend(reflection_words.and_then(|range| check_reflections(&range, around)));
    needs.extend(years_of_data.map(|asked| check_years_of_data(asked, around)));
    needs.extend(releases.filter(|required| *required).map(|_| check_releases(around)));
    let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    ProgramReport { program: name.unwrap_or_else(|| "the program".to_owned()), requirements: needs }
}

fn find_framework<'a>(
    id: &str,
    frameworks: &'a [Framework],
    checker: &mut Checker<'_>,
) -> Option<&'a Framework> {
    let found = frameworks.iter().find(|framework| framework.id == id);
    if found.is_none() {
        let names: Vec<String> = frameworks.iter().map(|framework| format!("`{}`", framework.id)).collect();
        let help = match names.as_slice() {
            [] => "there are none yet: add it to `content/standards/`".to_owned(),
            names => {
                format!("add it to `content/standards/`, or use one that is there: {}", names.join(", "))
            }
        };
        checker.error("STD-02", "framework", format!("there is no framework `{id}`"), help);
    }
    found
}

/// Standards that a help text lists at most.
const MAX_LISTED: usize = 12;

fn report_unknown_standards(
    exceptions: &[RawStandardRequirement],
    framework: &Framework,
    checker: &mut Checker<'_>,
) {
    let ids: Vec<&str> = framework.standards.iter().map(|standard| standard.id.as_str()).collect();
    for (index, need) in exceptions.iter().enumerate() {
        let field = format!("standards[{index}].id");
        let id = non_blank(need.id.clone());
        let Some(id) = checker.require(id, &field, || yaml::id_choice_placeholder(&ids)) else { continue };
        if !yaml::is_placeholder(&id) && !ids.contains(&id.as_str()) {
            let message = format!("`{}` has no standard `{id}`", framework.id);
            checker.error(
                "STD-02",
                &field,
                message,
                format!("its standards are {}", suggest::list_some(&ids, MAX_LISTED)),
            );
        }
    }
}

/// Claims that cite a standard, each with its case study.
fn claims_for<'a>(
    around: &ProgramContext<'a>,
    framework: &Framework,
    number: usize,
) -> Vec<(&'a CaseStudy, &'a StandardClaim)> {
    let cited = framework.standards[number].cited_by.iter();
    cited.map(|(id, at)| (&*around.studies[id.0], &around.studies[id.0].standards[*at])).collect()
}

fn check_standard(
    what: String,
    need: &RawStandardRequirement,
    claims: &[(&CaseStudy, &StandardClaim)],
) -> Requirement {
    let mut parts = Vec::new();
    let mut met = true;
    if let Some(least) = need.artifacts {
        let evidence = claims.iter().flat_map(|(study, claim)| {
            let numbers = claim.evidence.iter();
            numbers.filter_map(|evidence| {
                if let Evidence::Artifact(at) = evidence { Some((&study.head.id, *at)) } else { None }
            })
        });
        let count = evidence.collect::<BTreeSet<_>>().len();
        met &= count >= to_count(least);
        parts.push(RequirementPart::Artifacts { count, least: to_count(least) });
    }
    if need.narrative == Some(true) {
        let narratives = claims.iter().filter_map(|(_, claim)| claim.why.as_deref());
        let longest = narratives.map(|why| why.split_whitespace().count()).max();
        let range = need.words.clone().unwrap_or_default();
        met &= longest.is_some_and(|count| is_in_range(count, &range));
        parts.push(match longest {
            None => RequirementPart::NoNarrative,
            Some(words) if is_in_range(words, &range) => RequirementPart::Narrative,
            Some(words) => RequirementPart::NarrativeLength { words, least: range.least, most: range.most },
        });
    }
    let status: Vec<String> = parts.iter().map(ToString::to_string).collect();
    Requirement { parts, ..Requirement::for_portfolio(what, status.join(", "), met) }
}

fn check_artifact_count(range: &RawRange, around: &ProgramContext<'_>) -> Requirement {
    let count: usize = around.studies.iter().map(|study| study.artifacts.len()).sum();
    let state = format!("{} ({})", pluralize(count, "artifact"), describe_range(range.least, range.most));
    Requirement::for_portfolio("The whole portfolio", state, is_in_range(count, range))
}

fn check_page(id: &str, around: &ProgramContext<'_>) -> Requirement {
    let pages = around.pages.iter().map(|page| (&page.head, &page.body));
    let approaches = around.approaches.iter().map(|approach| (&approach.head, &approach.body));
    let found =
        pages.chain(approaches).find(|(head, _)| head.id == id).map(|(_, body)| body.outline.word_count);
    // The résumé page is generated from `portfolio.yaml`, so it needs no file.
    let is_generated = id == GeneratedPage::Resume.path().trim_end_matches('/');
    let state = match found {
        Some(0) => "there, but empty",
        Some(_) => "there",
        None if is_generated => "generated from `portfolio.yaml`",
        None => "missing",
    };
    let met = is_generated || found.is_some_and(|words| words > 0);
    Requirement::for_portfolio(format!("Page `{id}`"), state.to_owned(), met)
}

/// Length of the reflections of finished case studies; `None` when there is no reflection.
fn check_reflections(range: &RawRange, around: &ProgramContext<'_>) -> Option<Requirement> {
    let finished = around
        .studies
        .iter()
        .filter(|study| matches!(study.status, WorkStatus::Completed | WorkStatus::Stopped));
    let words: Vec<usize> = finished.filter_map(|study| study.body.reflection()).map(count_words).collect();
    let fitting = words.iter().filter(|count| is_in_range(**count, range)).count();
    let state = format!(
        "{fitting} of {} are the right length ({} in words)",
        words.len(),
        describe_range(range.least, range.most)
    );
    (!words.is_empty()).then(|| Requirement::for_portfolio("Reflections", state, fitting == words.len()))
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Longest span of years that the figures of a single outcome cover.
fn check_years_of_data(asked: u32, around: &ProgramContext<'_>) -> Requirement {
    let spans = around.studies.iter().flat_map(|study| &study.outcomes).filter_map(|outcome| {
        let ends = [&outcome.baseline, &outcome.result].into_iter().flatten().chain(&outcome.series);
        let years: Vec<i16> = ends.filter_map(|measure| Some(measure.date?.first_day().year())).collect();
        Some(years.iter().max()? - years.iter().min()? + 1)
    });
    let best = spans.max().unwrap_or(0);
    let met = i64::from(best) >= i64::from(asked);
    Requirement::for_portfolio("Years of data", format!("{best} of {asked} in one outcome"), met)
}

fn check_releases(around: &ProgramContext<'_>) -> Requirement {
    use ArtifactType::{Audio, Photo, StudentWork, Video};
    let recordings = around.studies.iter().flat_map(|study| &study.artifacts).filter(|artifact| {
        matches!(artifact.kind, Photo | Video | Audio | StudentWork)
            && !(artifact.contains.is_empty() && artifact.people.is_empty())
    });
    let all: Vec<bool> = recordings.map(|artifact| artifact.release == Some(ReleaseStatus::OnFile)).collect();
    let on_file = all.iter().filter(|on_file| **on_file).count();
    let state = format!("{on_file} of {} on file", all.len());
    Requirement::for_portfolio("Releases", state, on_file == all.len())
}

/// `1 artifact`, `2 artifacts`.
fn pluralize(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn to_count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn is_in_range(count: usize, range: &RawRange) -> bool {
    range.least.is_none_or(|least| count >= to_count(least))
        && range.most.is_none_or(|most| count <= to_count(most))
}
