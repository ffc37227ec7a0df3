//! The list of standards with the evidence matrix of each framework.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::date::PartialDate;
use crate::model::case_study::{CaseStudy, Evidence, StandardClaim};
use crate::model::framework::{Framework, Standard};
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::{StandardId, StudyId};
use crate::model::page::PageHead;
use crate::render::context::matrix::{EvidenceByYear, EvidenceByYearRow, MatrixCell, MatrixStudy};
use crate::render::context::standard::{FrameworkContext, StandardContext};
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

/// Maximum number of case studies, as columns, in a matrix; more do not fit a page across.
const MAX_MATRIX_COLUMNS: usize = 12;

/// Maximum length of the code of a column.
const MAX_CODE_LETTERS: usize = 3;

impl Renderer<'_> {
    pub(crate) fn standards_page(&self) -> HtmlPage {
        let listed = self.portfolio.frameworks.iter().enumerate().filter(|(_, framework)| framework.listed);
        let frameworks: Vec<_> =
            listed.map(|(index, framework)| self.matrix_context(index, framework)).collect();
        let values = TemplateValues::default().with_serialized("frameworks", &frameworks);
        let description = self.text_about_owner("about-standards");
        let meta = self.generated_meta(GeneratedPage::Standards, Some(description));
        HtmlPage { meta, values }
    }

    /// A framework with its evidence matrix; featured case studies come first.
    pub(crate) fn matrix_context(&self, number: usize, framework: &Framework) -> FrameworkContext {
        let citing: BTreeSet<StudyId> =
            framework.standards.iter().flat_map(|standard| &standard.cited_by).map(|(id, _)| *id).collect();
        let mut columns: Vec<StudyId> = self.featured_first().filter(|id| citing.contains(id)).collect();
        let others = columns.len().saturating_sub(MAX_MATRIX_COLUMNS);
        columns.truncate(MAX_MATRIX_COLUMNS);
        let standards = (0..framework.standards.len()).map(|index| {
            let id = StandardId(number, index);
            StandardContext {
                cells: columns.iter().map(|study| self.matrix_cell(*study, id)).collect(),
                uses: self.standard_uses(&framework.standards[index]),
                ..self.standard_context(id)
            }
        });
        let standards: Vec<StandardContext> = standards.collect();
        let has_needs = standards.iter().any(|standard| standard.need.is_some());
        let program = self.portfolio.requirements.as_ref().filter(|_| has_needs);
        FrameworkContext {
            columns: self.matrix_columns(&columns),
            others,
            covered: standards.iter().filter(|standard| standard.evidence > 0).count(),
            most_evidence: standards.iter().map(|standard| standard.evidence).max().unwrap_or(0),
            years: self.evidence_by_year(framework),
            program: program.map(|readiness| readiness.program.clone()),
            standards,
            ..self.framework_context(number, framework)
        }
    }

    fn matrix_columns(&self, ids: &[StudyId]) -> Vec<MatrixStudy> {
        let heads: Vec<&PageHead> = ids.iter().map(|id| &self.portfolio.study(*id).head).collect();
        let codes = column_codes(heads.iter().map(|head| head.id.as_str()));
        let column = |(head, code): (&&PageHead, String)| MatrixStudy {
            code,
            title: head.title.clone(),
            path: self.href(&head.path),
        };
        heads.iter().zip(codes).map(column).collect()
    }

    /// The evidence of a case study for a standard.
    pub(crate) fn matrix_cell(&self, id: StudyId, standard: StandardId) -> MatrixCell {
        let study = self.portfolio.study(id);
        let claims: Vec<&StandardClaim> =
            study.standards.iter().filter(|claim| claim.standard == standard).collect();
        let evidence = || claims.iter().flat_map(|claim| &claim.evidence);
        let outcomes = evidence().filter(|evidence| matches!(evidence, Evidence::Outcome(_))).count();
        let artifacts = evidence().count() - outcomes;
        let mut parts = Vec::new();
        if outcomes > 0 {
            parts.push(self.count("outcome-count", outcomes));
        }
        if artifacts > 0 {
            parts.push(self.count("artifact-count", artifacts));
        }
        let label = match (&*parts, claims.is_empty()) {
            (_, true) => String::new(),
            ([], false) => self.text("cited-without-evidence"),
            (parts, false) => parts.join(&self.text("list-separator")),
        };
        let evidence = claims.iter().flat_map(|claim| self.evidence_contexts(study, claim)).collect();
        MatrixCell { cited: !claims.is_empty(), label, evidence }
    }

    /// Pieces of dated evidence for each standard, by reporting year; `None` when all are from one year.
    fn evidence_by_year(&self, framework: &Framework) -> Option<EvidenceByYear> {
        let starts = self.portfolio.settings.year_starts;
        let mut by_standard: Vec<BTreeMap<i16, usize>> = Vec::new();
        for standard in &framework.standards {
            let mut counts = BTreeMap::new();
            for (id, claim) in &standard.cited_by {
                let study = self.portfolio.study(*id);
                let evidence = &study.standards[*claim].evidence;
                for date in evidence.iter().filter_map(|evidence| evidence_date(study, evidence)) {
                    *counts.entry(reporting_year(date, starts)).or_insert(0) += 1;
                }
            }
            by_standard.push(counts);
        }
        let years: BTreeSet<i16> = by_standard.iter().flat_map(|counts| counts.keys().copied()).collect();
        let row = |(standard, counts): (&Standard, &BTreeMap<i16, usize>)| EvidenceByYearRow {
            title: format!("{} {}", standard.id, standard.title),
            path: self.href(&standard.path),
            counts: years.iter().map(|year| counts.get(year).copied().unwrap_or(0)).collect(),
        };
        // A table with a single column of years would show no change.
        (years.len() > 1).then(|| EvidenceByYear {
            rows: framework
                .standards
                .iter()
                .zip(&by_standard)
                .filter(|(_, counts)| !counts.is_empty())
                .map(row)
                .collect(),
            years: years.iter().map(|year| reporting_year_text(*year, starts)).collect(),
        })
    }
}

/// A short code for each id, all of them different: the initials of its words, or the first letters of its only word. Numbers
/// before the words, such as those of a date, count only where there are no words. A code that an earlier id has gets a number.
fn column_codes<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for id in ids {
        let mut parts = id.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
        let is_number = |part: &&str| part.chars().all(char::is_numeric);
        let words: Vec<&str> = parts.clone().skip_while(is_number).collect();
        let letters: String = match &*words {
            [] => parts.next_back().unwrap_or_default().to_owned(),
            [word] => word.chars().take(2).collect(),
            words => words.iter().filter_map(|word| word.chars().next()).take(MAX_CODE_LETTERS).collect(),
        };
        let plain = letters.to_uppercase();
        let mut code = plain.clone();
        let mut number = 1;
        while codes.contains(&code) {
            number += 1;
            let separator = if plain.ends_with(char::is_numeric) { "-" } else { "" };
            code = format!("{plain}{separator}{number}");
        }
        codes.push(code);
    }
    codes
}

/// The date of a piece of evidence; for an outcome that of its result, or else its own.
fn evidence_date(study: &CaseStudy, evidence: &Evidence) -> Option<PartialDate> {
    match evidence {
        Evidence::Artifact(index) => study.artifacts[index.0].date,
        Evidence::Outcome(index) => {
            let outcome = &study.outcomes[index.0];
            outcome.result.as_ref().and_then(|measure| measure.date).or(outcome.date)
        }
    }
}

/// The reporting year of a date, named by the calendar year in which it begins. `starts` is the first month, 1 to 12. A
/// date without a month counts for the reporting year that begins in its calendar year.
fn reporting_year(date: PartialDate, starts: i8) -> i16 {
    date.year() - i16::from(date.has_month() && date.first_day().month() < starts)
}

/// "2024", or "2024–25" when the reporting year spans two calendar years.
fn reporting_year_text(year: i16, starts: i8) -> String {
    if starts == 1 { year.to_string() } else { format!("{year}–{:02}", (year + 1).rem_euclid(100)) }
}

#[cfg(test)]
mod tests {
    use super::column_codes;

    #[test]
    fn codes_of_columns_are_short_and_different() {
        let ids = [
            "culture-committee",
            "coaching-cycle",
            "morning",
            "the-first-six-weeks",
            "cc2",
            "été_école",
            "c-c",
        ];
        assert_eq!(column_codes(ids.into_iter()), ["CC", "CC2", "MO", "TFS", "CC3", "ÉÉ", "CC4"]);
    }

    #[test]
    fn a_number_before_the_words_of_an_id_is_not_in_its_code() {
        let ids = [
            "2024-08-culture-committee",
            "03 coaching",
            "7th-grade-teams",
            "2024-01",
            "2023-01",
            "17",
            "more-1",
        ];
        assert_eq!(column_codes(ids.into_iter()), ["CC", "CO", "7GT", "01", "01-2", "17", "M1"]);
    }
}
