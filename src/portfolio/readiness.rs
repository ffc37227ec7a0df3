//! How far a portfolio is towards what a university or a district asks of it (`content/program.yaml`).
//!
//! What is missing is no fault of a page: it is told as a list, and no build stops for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::checker::Checker;
use super::model::{Approach, CaseStudy, Evidence, Framework, Page, StandardClaim, StandardId};
use crate::content::schema::{RawProgram, RawRange, RawStandardNeed};
use crate::content::vocabulary::{ArtifactType, ReleaseStatus, Status};

/// The file, from the root of the portfolio.
pub const PROGRAM: &str = "content/program.yaml";

/// What a program asks, and how much of it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// What the program is called.
    pub program: String,
    /// What it asks, one by one, in its order.
    pub needs: Vec<Need>,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// "Standard 4".
    pub what: String,
    /// "1 of 2 artifacts, no narrative".
    pub state: String,
    /// Whether it is there.
    pub met: bool,
    /// The standard that it is about, if it is about one.
    pub standard: Option<StandardId>,
}

impl Need {
    /// A need of the whole portfolio.
    fn of_all(what: impl Into<String>, state: String, met: bool) -> Self {
        Self { what: what.into(), state, met, standard: None }
    }
}

/// A portfolio, as far as a program asks.
pub(super) struct Around<'a> {
    pub(super) studies: &'a [Arc<CaseStudy>],
    pub(super) frameworks: &'a [Framework],
    pub(super) pages: &'a [Page],
    pub(super) approaches: &'a [Approach],
}

impl Readiness {
    /// How many needs are met.
    pub fn met(&self) -> usize {
        self.needs.iter().filter(|it| it.met).count()
    }
}

/// Holds a portfolio against a program.
pub(super) fn readiness(raw: RawProgram, around: &Around<'_>, checker: &mut Checker<'_>) -> Readiness {
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
    let framework = checker.required_text(framework, "framework", "framework: psel-2015");
    if let Some(framework) = framework.and_then(|it| find(&it, around.frameworks, checker)) {
        let exceptions = standards.unwrap_or_default();
        unknown_standards(&exceptions, framework, checker);
        for (number, standard) in framework.standards.iter().enumerate() {
            let own = exceptions.iter().find(|it| it.id.as_deref() == Some(&standard.id));
            if let Some(need) = own.or(each_standard.as_ref()) {
                let what = format!("{} {}: {}", framework.unit_label(), standard.id, standard.title);
                let of = around.frameworks.iter().position(|it| std::ptr::eq(it, framework));
                let standard = of.map(|it| StandardId(it, number));
                let need = standard_need(what, need, &claims(around, framework, number));
                needs.push(Need { standard, ..need });
            }
        }
    }
    needs.extend(artifacts.map(|it| portfolio_artifacts(&it, around)));
    needs.extend(pages.unwrap_or_default().iter().map(|it| page(it, around)));
    needs.extend(reflection_words.and_then(|it| reflections(&it, around)));
    needs.extend(years_of_data.map(|it| years(it, around)));
    needs.extend(releases.filter(|it| *it).map(|_| released(around)));
    let name = name.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    Readiness { program: name.unwrap_or_else(|| "the program".to_owned()), needs }
}

fn find<'a>(id: &str, frameworks: &'a [Framework], checker: &mut Checker<'_>) -> Option<&'a Framework> {
    let found = frameworks.iter().find(|it| it.id == id);
    if found.is_none() {
        let names: Vec<String> = frameworks.iter().map(|it| format!("`{}`", it.id)).collect();
        let help = format!("put it into `content/standards/`; there are {}", names.join(", "));
        checker.error("STD-02", "framework", format!("there is no framework `{id}`"), help);
    }
    found
}

fn unknown_standards(exceptions: &[RawStandardNeed], framework: &Framework, checker: &mut Checker<'_>) {
    for (at, need) in exceptions.iter().enumerate() {
        let field = format!("standards[{at}].id");
        let Some(id) = checker.required_text(need.id.clone(), &field, "id: 4") else { continue };
        if !framework.standards.iter().any(|it| it.id == id) {
            let message = format!("`{}` has no standard `{id}`", framework.id);
            checker.error("STD-02", &field, message, "name a standard by the `id` that its file gives it");
        }
    }
}

/// Claims to a standard, with the case study of each.
fn claims<'a>(
    around: &Around<'a>,
    framework: &Framework,
    number: usize,
) -> Vec<(&'a CaseStudy, &'a StandardClaim)> {
    let cited = framework.standards[number].cited_by.iter();
    cited.map(|(id, at)| (&*around.studies[id.0], &around.studies[id.0].standards[*at])).collect()
}

fn standard_need(what: String, need: &RawStandardNeed, claims: &[(&CaseStudy, &StandardClaim)]) -> Need {
    let mut parts = Vec::new();
    let mut met = true;
    if let Some(least) = need.artifacts {
        let evidence = claims.iter().flat_map(|(study, claim)| {
            let numbers = claim.evidence.iter();
            numbers.filter_map(|it| {
                if let Evidence::Artifact(at) = it { Some((&study.head.id, *at)) } else { None }
            })
        });
        let have = evidence.collect::<BTreeSet<_>>().len();
        met &= have >= as_count(least);
        parts.push(format!("{have} of {}", counted(as_count(least), "artifact")));
    }
    if need.narrative == Some(true) {
        let words =
            claims.iter().filter_map(|it| it.1.why.as_deref()).map(|it| it.split_whitespace().count());
        let longest = words.max();
        let range = need.words.clone().unwrap_or_default();
        met &= longest.is_some_and(|it| fits(it, &range));
        parts.push(match longest {
            None => "no narrative".to_owned(),
            Some(words) if fits(words, &range) => "a narrative".to_owned(),
            Some(words) => format!("a narrative of {words} words ({})", asked(&range)),
        });
    }
    Need::of_all(what, parts.join(", "), met)
}

fn portfolio_artifacts(range: &RawRange, around: &Around<'_>) -> Need {
    let have: usize = around.studies.iter().map(|it| it.artifacts.len()).sum();
    let state = format!("{} ({})", counted(have, "artifact"), asked(range));
    Need::of_all("The whole portfolio", state, fits(have, range))
}

fn page(id: &str, around: &Around<'_>) -> Need {
    let pages = around.pages.iter().map(|it| (&it.head, &it.body));
    let approaches = around.approaches.iter().map(|it| (&it.head, &it.body));
    let found = pages.chain(approaches).find(|it| it.0.id == id).map(|it| it.1.outline.words);
    // The résumé is made from `portfolio.yaml`.
    let is_made = id == "resume";
    let state = match found {
        Some(0) => "there, and empty",
        Some(_) => "there",
        None if is_made => "made from `portfolio.yaml`",
        None => "missing",
    };
    let met = is_made || found.is_some_and(|it| it > 0);
    Need::of_all(format!("Page `{id}`"), state.to_owned(), met)
}

/// Reflections that are too short or too long.
fn reflections(range: &RawRange, around: &Around<'_>) -> Option<Need> {
    let finished =
        around.studies.iter().filter(|it| matches!(it.status, Status::Completed | Status::Stopped));
    let words: Vec<usize> = finished.filter_map(|it| it.body.section("reflection")).map(words_of).collect();
    let good = words.iter().filter(|it| fits(**it, range)).count();
    let state = format!("{good} of {} fit ({} in words)", words.len(), asked(range));
    (!words.is_empty()).then(|| Need::of_all("Reflections", state, good == words.len()))
}

fn words_of(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How far the figures of one outcome reach, at best.
fn years(asked: u32, around: &Around<'_>) -> Need {
    let spans = around.studies.iter().flat_map(|it| &it.outcomes).filter_map(|it| {
        let ends = [&it.baseline, &it.result].into_iter().flatten().chain(&it.series);
        let years: Vec<i16> = ends.filter_map(|it| Some(it.date?.first_day().year())).collect();
        Some(years.iter().max()? - years.iter().min()? + 1)
    });
    let best = spans.max().unwrap_or(0);
    let met = i64::from(best) >= i64::from(asked);
    Need::of_all("Years of data", format!("{best} of {asked} in one outcome"), met)
}

fn released(around: &Around<'_>) -> Need {
    use ArtifactType::{Audio, Photo, StudentWork, Video};
    let of_people = around.studies.iter().flat_map(|it| &it.artifacts).filter(|it| {
        matches!(it.kind, Photo | Video | Audio | StudentWork)
            && !(it.contains.is_empty() && it.people.is_empty())
    });
    let all: Vec<bool> = of_people.map(|it| it.release == Some(ReleaseStatus::OnFile)).collect();
    let on_file = all.iter().filter(|it| **it).count();
    let state = format!("{on_file} of {} on file", all.len());
    Need::of_all("Releases", state, on_file == all.len())
}

/// "1 artifact", "2 artifacts".
fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn as_count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn fits(count: usize, range: &RawRange) -> bool {
    range.least.is_none_or(|it| count >= as_count(it)) && range.most.is_none_or(|it| count <= as_count(it))
}

/// "150 to 500", "at least 2", "at most 20".
fn asked(range: &RawRange) -> String {
    match (range.least, range.most) {
        (Some(least), Some(most)) => format!("{least} to {most} asked"),
        (Some(least), None) => format!("at least {least} asked"),
        (None, Some(most)) => format!("at most {most} asked"),
        (None, None) => "any asked".to_owned(),
    }
}
