//! Contexts of the overviews: the evidence matrix, the timeline, levels of delegation, and the ledger of pitfalls.
//!
//! By design nothing here computes a leadership score or a total of delegation.

use std::collections::{BTreeMap, BTreeSet};

use super::case_study::level_context;
use crate::content::date::PartialDate;
use crate::content::enums::{DelegationLevel, PitfallKind, PitfallResolution};
use crate::model::case_study::{CaseStudy, Evidence, StandardClaim};
use crate::model::framework::Framework;
use crate::model::ids::{PersonId, StandardId, StudyId};
use crate::model::outcome::Outcome;
use crate::render::chart::TimelineBar;
use crate::render::context::case_study::LevelChangeContext;
use crate::render::context::shared::{DateText, LevelContext, Link};
use crate::render::context::standard::{FrameworkContext, StandardContext};
use crate::render::context::{
    EvidenceByYear, EvidenceByYearRow, GuardContext, HandoverContext, LedgerEntry, LedgerGroup, LevelGroup,
    LevelHistoryContext, MatrixCell, MatrixStudy, RaciRow, RequirementContext,
};
use crate::render::renderer::Renderer;
use crate::render::{chart, text};

/// Maximum number of case studies, as columns, in a matrix; more do not fit a page.
const MAX_MATRIX_COLUMNS: usize = 8;
/// Maximum number of entries in one list.
const MAX_LIST_ENTRIES: usize = 50;
/// Maximum number of bars in the timeline chart.
const MAX_TIMELINE_BARS: usize = 40;

impl Renderer<'_> {
    /// A framework with its evidence matrix; featured case studies come first.
    pub(crate) fn matrix_context(&self, number: usize, framework: &Framework) -> FrameworkContext {
        let citing: BTreeSet<StudyId> =
            framework.standards.iter().flat_map(|standard| &standard.cited_by).map(|(id, _)| *id).collect();
        let featured = &self.portfolio.settings.featured;
        let mut columns: Vec<StudyId> = featured.iter().filter(|id| citing.contains(id)).copied().collect();
        columns.extend(citing.iter().filter(|id| !featured.contains(id)));
        let others = columns.len().saturating_sub(MAX_MATRIX_COLUMNS);
        columns.truncate(MAX_MATRIX_COLUMNS);
        let standards = (0..framework.standards.len()).map(|index| {
            let id = StandardId(number, index);
            StandardContext {
                cells: columns.iter().map(|study| self.matrix_cell(*study, id)).collect(),
                ..self.standard_context(id)
            }
        });
        let standards: Vec<StandardContext> = standards.collect();
        let has_needs = standards.iter().any(|standard| standard.need.is_some());
        let program = self.portfolio.requirements.as_ref().filter(|_| has_needs);
        FrameworkContext {
            columns: columns.iter().map(|id| self.matrix_column(*id)).collect(),
            others,
            years: self.evidence_by_year(framework),
            program: program.map(|readiness| readiness.program.clone()),
            standards,
            ..self.framework_context(number, framework)
        }
    }

    fn matrix_column(&self, id: StudyId) -> MatrixStudy {
        let head = &self.portfolio.study(id).head;
        MatrixStudy { title: head.title.clone(), path: self.href(&head.path) }
    }

    fn matrix_cell(&self, id: StudyId, standard: StandardId) -> MatrixCell {
        let study = self.portfolio.study(id);
        let claims: Vec<&StandardClaim> =
            study.standards.iter().filter(|claim| claim.standard == standard).collect();
        let evidence = || claims.iter().flat_map(|claim| &claim.evidence);
        let outcomes = evidence().filter(|evidence| matches!(evidence, Evidence::Outcome(_))).count();
        let artifacts = evidence().count() - outcomes;
        let mut parts = Vec::new();
        if outcomes > 0 {
            parts.push(text::pluralize(outcomes, "outcome", "outcomes"));
        }
        if artifacts > 0 {
            parts.push(text::pluralize(artifacts, "artifact", "artifacts"));
        }
        let label = match (&*parts, claims.is_empty()) {
            (_, true) => String::new(),
            ([], false) => "cited, no evidence".to_owned(),
            (parts, false) => parts.join(", "),
        };
        let evidence = claims.iter().flat_map(|claim| self.evidence_contexts(study, claim)).collect();
        MatrixCell { cited: !claims.is_empty(), label, evidence }
    }

    /// How far the program's requirement for a standard is met; `None` when it requires nothing for it.
    pub(crate) fn requirement_context(&self, id: StandardId) -> Option<RequirementContext> {
        let needs = &self.portfolio.requirements.as_ref()?.requirements;
        let need = needs.iter().find(|need| need.standard == Some(id))?;
        Some(RequirementContext { state: need.status.clone(), met: need.met })
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
        let row = |(standard, counts): (&crate::model::framework::Standard, &BTreeMap<i16, usize>)| {
            EvidenceByYearRow {
                title: format!("{} {}", standard.id, standard.title),
                path: self.href(&standard.path),
                counts: years.iter().map(|year| counts.get(year).copied().unwrap_or(0)).collect(),
            }
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

    /// All seven levels of delegation, from 1.
    pub(crate) fn level_contexts() -> Vec<LevelContext> {
        (1..=7).filter_map(DelegationLevel::new).map(level_context).collect()
    }

    /// The timeline chart of the newest case studies, the oldest of them first; `None` without case studies.
    pub(crate) fn timeline_chart(&self) -> Option<String> {
        let mut studies: Vec<&CaseStudy> =
            self.portfolio.studies.iter().take(MAX_TIMELINE_BARS).map(|study| &**study).collect();
        studies.sort_by_key(|study| study.start.first_day());
        let bar = |study: &&CaseStudy| {
            let end = study.end.map(|end| end.last_day());
            (study.head.title.clone(), study.status, study.start.first_day(), end)
        };
        let bars: Vec<_> = studies.iter().map(bar).collect();
        let bars: Vec<TimelineBar<'_>> = bars
            .iter()
            .map(|(title, status, start, end)| TimelineBar {
                title,
                status: *status,
                start: *start,
                end: *end,
            })
            .collect();
        chart::timeline_chart(&bars, self.state.today)
    }

    /// Case studies grouped by current level of delegation, the highest first; levels without any are left out.
    pub(crate) fn level_groups(&self) -> Vec<LevelGroup> {
        let mut groups = Vec::new();
        for current in (1..=7).rev().filter_map(DelegationLevel::new) {
            let all: Vec<&CaseStudy> = self
                .portfolio
                .studies
                .iter()
                .map(|study| &**study)
                .filter(|study| study.delegation.level == current)
                .collect();
            if !all.is_empty() {
                let studies =
                    all.iter().take(MAX_LIST_ENTRIES).map(|study| self.handover_context(study)).collect();
                groups.push(LevelGroup {
                    level: level_context(current),
                    studies,
                    more: all.len().saturating_sub(MAX_LIST_ENTRIES),
                });
            }
        }
        groups
    }

    fn handover_context(&self, study: &CaseStudy) -> HandoverContext {
        HandoverContext {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            status: text::label(study.status.id(), study.status.label()),
            verdict: study.verdict.map(|verdict| text::label(verdict.id(), verdict.label())),
            period: self.period_text(study),
            led_by: self.join_names(&study.led_by),
            accountable: self.portfolio.person(study.accountable).identity.label.clone(),
            areas: study.delegation.decisions.iter().map(|decision| decision.area.clone()).collect(),
            result: study.primary_outcome().and_then(Outcome::summary_line),
        }
    }

    /// Level history of the case studies whose level changed, the newest first.
    pub(crate) fn level_histories(&self) -> Vec<LevelHistoryContext> {
        let changed = self.portfolio.studies.iter().filter(|study| study.delegation.history.len() > 1);
        let context = |study: &std::sync::Arc<CaseStudy>| {
            let history = &study.delegation.history;
            let changes: Vec<_> = history.iter().map(|(date, level, _)| (*date, *level)).collect();
            let until = study.end.map_or(self.state.today, |end| end.last_day());
            LevelHistoryContext {
                title: study.head.title.clone(),
                path: self.href(&study.head.path),
                chart: chart::level_chart(&study.head.title, &changes, until),
                changes: level_changes(study),
            }
        };
        changed.take(MAX_LIST_ENTRIES).map(context).collect()
    }

    /// The ledger of pitfalls by kind, the most frequent first, with the guards that approaches name.
    pub(crate) fn pitfall_ledger(&self) -> Vec<LedgerGroup> {
        let mut by_kind: BTreeMap<&'static str, (PitfallKind, Vec<LedgerEntry>)> = BTreeMap::new();
        for study in &self.portfolio.studies {
            for pitfall in &study.pitfalls {
                let entry = LedgerEntry {
                    what: pitfall.what.clone(),
                    mitigation: pitfall.mitigation.clone(),
                    resolved: pitfall.resolved.map(|resolved| text::label(resolved.id(), resolved.label())),
                    date: pitfall.date.map(text::date),
                    study: Link { title: study.head.title.clone(), path: self.href(&study.head.path) },
                };
                by_kind.entry(pitfall.kind.id()).or_insert((pitfall.kind, Vec::new())).1.push(entry);
            }
        }
        let mut groups: Vec<LedgerGroup> = by_kind
            .into_values()
            .map(|(kind, mut entries)| {
                let resolved = entries.iter().filter(|entry| is_resolved(entry)).count();
                let times = |count: usize| match count {
                    0 => "not once".to_owned(),
                    1 => "once".to_owned(),
                    2 => "twice".to_owned(),
                    count => format!("{} times", text::spell_count(count)),
                };
                let summary = format!("Met {}, resolved {}", times(entries.len()), times(resolved));
                entries.truncate(MAX_LIST_ENTRIES);
                let kind_label = text::label(kind.id(), kind.label());
                LedgerGroup { kind: kind_label, summary, guards: self.pitfall_guards(kind), entries }
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.entries.len()));
        groups
    }

    fn pitfall_guards(&self, kind: PitfallKind) -> Vec<GuardContext> {
        let mut guards = Vec::new();
        for approach in &self.portfolio.approaches {
            let of_kind = approach.pitfalls.iter().filter(|pitfall| pitfall.kind == kind);
            guards.extend(of_kind.filter_map(|pitfall| pitfall.guard.clone()).map(|guard| GuardContext {
                approach: Link { title: approach.head.title.clone(), path: self.href(&approach.head.path) },
                guard,
            }));
        }
        guards
    }

    /// The RACI table of a case study, one row a person: responsible, accountable, consulted, informed.
    pub(crate) fn raci_rows(&self, study: &CaseStudy) -> Vec<RaciRow> {
        let mut rows: Vec<(PersonId, [bool; 4])> = Vec::new();
        // The number is the position in the array of flags: R, A, C, I.
        let lists: [(usize, &[PersonId]); 5] = [
            (0, &study.led_by),
            (1, std::slice::from_ref(&study.accountable)),
            (0, &study.team),
            (2, &study.consulted),
            (3, &study.informed),
        ];
        for (letter, people) in lists {
            for id in people {
                match rows.iter_mut().find(|(known, _)| known == id) {
                    Some(row) => row.1[letter] = true,
                    None => rows.push((*id, std::array::from_fn(|index| index == letter))),
                }
            }
        }
        let row = |(id, [responsible, accountable, consulted, informed]): (PersonId, [bool; 4])| RaciRow {
            person: self.person_context(id),
            responsible,
            accountable,
            consulted,
            informed,
        };
        rows.into_iter().map(row).collect()
    }
}

fn is_resolved(entry: &LedgerEntry) -> bool {
    entry.resolved.as_ref().is_some_and(|label| label.id == PitfallResolution::Yes.id())
}

/// Changes of the level of delegation, the oldest first.
pub(crate) fn level_changes(study: &CaseStudy) -> Vec<LevelChangeContext> {
    let change = |(date, to, why): &(Option<_>, DelegationLevel, Option<String>)| LevelChangeContext {
        date: date.map(text::date) as Option<DateText>,
        level: level_context(*to),
        why: why.clone(),
    };
    study.delegation.history.iter().map(change).collect()
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
