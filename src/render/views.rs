//! Views over the whole portfolio: the evidence matrix, who decided how much and when, what got in the way.
//!
//! Two numbers are never made here: a score for leadership and a total for delegation.

use std::collections::{BTreeMap, BTreeSet};

use super::chart::{self, Bar};
use super::context::{
    DateText, FrameworkContext, GrowthContext, GuardContext, HandoverContext, LedgerEntry, LedgerGroup,
    LevelChangeContext, LevelContext, LevelGroup, Link, MatrixCell, MatrixStudy, NeedContext, RaciRow,
    StandardContext, YearsContext, YearsRow,
};
use super::site::Site;
use super::study::level;
use super::words;
use crate::content::date::PartialDate;
use crate::content::vocabulary::{Level, PitfallKind, Resolved};
use crate::portfolio::model::{
    CaseStudy, Evidence, Framework, Outcome, PersonId, StandardClaim, StandardId, StudyId,
};

/// Columns of a matrix that a page has room for.
const COLUMNS: usize = 8;
/// Entries of one list.
const ENTRIES: usize = 50;
/// Bars of one drawing.
const BARS: usize = 40;

impl Site<'_> {
    /// A framework with its matrix.
    pub(super) fn matrix(&self, number: usize, framework: &Framework) -> FrameworkContext {
        let citing: BTreeSet<StudyId> =
            framework.standards.iter().flat_map(|it| &it.cited_by).map(|it| it.0).collect();
        let featured = &self.portfolio.settings.featured;
        let mut columns: Vec<StudyId> = featured.iter().filter(|it| citing.contains(it)).copied().collect();
        columns.extend(citing.iter().filter(|it| !featured.contains(it)));
        let others = columns.len().saturating_sub(COLUMNS);
        columns.truncate(COLUMNS);
        let standards = (0..framework.standards.len()).map(|at| {
            let id = StandardId(number, at);
            StandardContext {
                cells: columns.iter().map(|it| self.cell(*it, id)).collect(),
                ..self.standard_context(id)
            }
        });
        let standards: Vec<StandardContext> = standards.collect();
        let program =
            self.portfolio.readiness.as_ref().filter(|_| standards.iter().any(|it| it.need.is_some()));
        FrameworkContext {
            columns: columns.iter().map(|it| self.column(*it)).collect(),
            others,
            years: self.evidence_by_year(framework),
            program: program.map(|it| it.program.clone()),
            standards,
            ..self.framework_alone(number, framework)
        }
    }

    fn column(&self, id: StudyId) -> MatrixStudy {
        let head = &self.portfolio.study(id).head;
        MatrixStudy { title: head.title.clone(), path: self.shown(&head.path) }
    }

    fn cell(&self, id: StudyId, standard: StandardId) -> MatrixCell {
        let study = self.portfolio.study(id);
        let claims: Vec<&StandardClaim> =
            study.standards.iter().filter(|it| it.standard == standard).collect();
        let all = || claims.iter().flat_map(|it| &it.evidence);
        let outcomes = all().filter(|it| matches!(it, Evidence::Outcome(_))).count();
        let artifacts = all().count() - outcomes;
        let mut parts = Vec::new();
        if outcomes > 0 {
            parts.push(words::count_of(outcomes, "outcome", "outcomes"));
        }
        if artifacts > 0 {
            parts.push(words::count_of(artifacts, "artifact", "artifacts"));
        }
        let label = match (&*parts, claims.is_empty()) {
            (_, true) => String::new(),
            ([], false) => "cited, no evidence".to_owned(),
            (parts, false) => parts.join(", "),
        };
        let evidence = claims.iter().flat_map(|it| self.evidence(study, it)).collect();
        MatrixCell { cited: !claims.is_empty(), label, evidence }
    }

    /// What a program asks for a standard.
    pub(super) fn need(&self, id: StandardId) -> Option<NeedContext> {
        let needs = &self.portfolio.readiness.as_ref()?.needs;
        let need = needs.iter().find(|it| it.standard == Some(id))?;
        Some(NeedContext { state: need.state.clone(), met: need.met })
    }

    /// How much evidence for each standard comes from each year.
    fn evidence_by_year(&self, framework: &Framework) -> Option<YearsContext> {
        let starts = self.portfolio.settings.year_starts;
        let mut by_standard: Vec<BTreeMap<i16, usize>> = Vec::new();
        for standard in &framework.standards {
            let mut counts = BTreeMap::new();
            for (id, at) in &standard.cited_by {
                let study = self.portfolio.study(*id);
                for date in study.standards[*at].evidence.iter().filter_map(|it| date_of(study, it)) {
                    *counts.entry(year_of(date, starts)).or_insert(0) += 1;
                }
            }
            by_standard.push(counts);
        }
        let years: BTreeSet<i16> = by_standard.iter().flat_map(|it| it.keys().copied()).collect();
        let row =
            |(standard, counts): (&crate::portfolio::model::Standard, &BTreeMap<i16, usize>)| YearsRow {
                title: format!("{} {}", standard.id, standard.title),
                path: self.shown(&standard.path),
                counts: years.iter().map(|it| counts.get(it).copied().unwrap_or(0)).collect(),
            };
        // One year is no course of years.
        (years.len() > 1).then(|| YearsContext {
            rows: framework
                .standards
                .iter()
                .zip(&by_standard)
                .filter(|it| !it.1.is_empty())
                .map(row)
                .collect(),
            years: years.iter().map(|it| year_in_words(*it, starts)).collect(),
        })
    }

    /// The seven levels.
    pub(super) fn all_levels() -> Vec<LevelContext> {
        (1..=7).filter_map(Level::new).map(level).collect()
    }

    /// When work went on, drawn; the newest that there is room for, the oldest first.
    pub(super) fn bars(&self) -> Option<String> {
        let mut studies: Vec<&CaseStudy> = self.portfolio.studies.iter().take(BARS).map(|it| &**it).collect();
        studies.sort_by_key(|it| it.start.first_day());
        let bar = |it: &&CaseStudy| {
            (it.head.title.clone(), it.status, it.start.first_day(), it.end.map(|it| it.last_day()))
        };
        let bars: Vec<_> = studies.iter().map(bar).collect();
        let bars: Vec<Bar<'_>> = bars
            .iter()
            .map(|(title, status, start, end)| Bar { title, status: *status, start: *start, end: *end })
            .collect();
        chart::bars(&bars, self.shared.today)
    }

    /// Case studies by the level in force, the highest first.
    pub(super) fn level_groups(&self) -> Vec<LevelGroup> {
        let mut groups = Vec::new();
        for of in (1..=7).rev().filter_map(Level::new) {
            let all: Vec<&CaseStudy> = self
                .portfolio
                .studies
                .iter()
                .map(|it| &**it)
                .filter(|it| it.delegation.level == of)
                .collect();
            if !all.is_empty() {
                let studies = all.iter().take(ENTRIES).map(|it| self.handover(it)).collect();
                groups.push(LevelGroup {
                    level: level(of),
                    studies,
                    more: all.len().saturating_sub(ENTRIES),
                });
            }
        }
        groups
    }

    fn handover(&self, study: &CaseStudy) -> HandoverContext {
        HandoverContext {
            title: study.head.title.clone(),
            path: self.shown(&study.head.path),
            status: words::label(study.status.id(), study.status.label()),
            verdict: study.verdict.map(|it| words::label(it.id(), it.label())),
            period: self.period_of(study),
            led_by: self.names_of(&study.led_by),
            accountable: self.portfolio.person(study.accountable).shown.label.clone(),
            areas: study.delegation.decisions.iter().map(|it| it.area.clone()).collect(),
            result: study.primary_outcome().and_then(Outcome::in_a_line),
        }
    }

    /// Handovers whose level changed, the newest first.
    pub(super) fn growth(&self) -> Vec<GrowthContext> {
        let changed = self.portfolio.studies.iter().filter(|it| it.delegation.history.len() > 1);
        let one = |study: &std::sync::Arc<CaseStudy>| {
            let history = &study.delegation.history;
            let changes: Vec<_> = history.iter().map(|it| (it.0, it.1)).collect();
            let until = study.end.map_or(self.shared.today, |it| it.last_day());
            GrowthContext {
                title: study.head.title.clone(),
                path: self.shown(&study.head.path),
                chart: chart::levels(&study.head.title, &changes, until),
                changes: changes_of(study),
            }
        };
        changed.take(ENTRIES).map(one).collect()
    }

    /// What got in the way, by kind, the commonest first, with what approaches say of it.
    pub(super) fn ledger(&self) -> Vec<LedgerGroup> {
        let mut by_kind: BTreeMap<&'static str, (PitfallKind, Vec<LedgerEntry>)> = BTreeMap::new();
        for study in &self.portfolio.studies {
            for pitfall in &study.pitfalls {
                let entry = LedgerEntry {
                    what: pitfall.what.clone(),
                    mitigation: pitfall.mitigation.clone(),
                    resolved: pitfall.resolved.map(|it| words::label(it.id(), it.label())),
                    date: pitfall.date.map(words::date),
                    study: Link { title: study.head.title.clone(), path: self.shown(&study.head.path) },
                };
                by_kind.entry(pitfall.kind.id()).or_insert((pitfall.kind, Vec::new())).1.push(entry);
            }
        }
        let mut groups: Vec<LedgerGroup> = by_kind
            .into_values()
            .map(|(kind, mut entries)| {
                let resolved = entries.iter().filter(|it| is_resolved(it)).count();
                let times = |count: usize| match count {
                    0 => "not once".to_owned(),
                    1 => "once".to_owned(),
                    2 => "twice".to_owned(),
                    more => format!("{} times", words::spelled(more)),
                };
                let summary = format!("Met {}, resolved {}", times(entries.len()), times(resolved));
                entries.truncate(ENTRIES);
                let kind_label = words::label(kind.id(), kind.label());
                LedgerGroup { kind: kind_label, summary, guards: self.guards(kind), entries }
            })
            .collect();
        groups.sort_by_key(|it| std::cmp::Reverse(it.entries.len()));
        groups
    }

    fn guards(&self, kind: PitfallKind) -> Vec<GuardContext> {
        let mut guards = Vec::new();
        for approach in &self.portfolio.approaches {
            let own = approach.pitfalls.iter().filter(|it| it.kind == kind);
            guards.extend(own.filter_map(|it| it.guard.clone()).map(|guard| GuardContext {
                approach: Link { title: approach.head.title.clone(), path: self.shown(&approach.head.path) },
                guard,
            }));
        }
        guards
    }

    /// Everybody of a case study with the letters of RACI.
    pub(super) fn raci(&self, study: &CaseStudy) -> Vec<RaciRow> {
        let mut rows: Vec<(PersonId, [bool; 4])> = Vec::new();
        let lists: [(usize, &[PersonId]); 5] = [
            (0, &study.led_by),
            (1, std::slice::from_ref(&study.accountable)),
            (0, &study.team),
            (2, &study.consulted),
            (3, &study.informed),
        ];
        for (letter, people) in lists {
            for id in people {
                match rows.iter_mut().find(|it| it.0 == *id) {
                    Some(row) => row.1[letter] = true,
                    None => rows.push((*id, std::array::from_fn(|at| at == letter))),
                }
            }
        }
        let row = |(id, [responsible, accountable, consulted, informed]): (PersonId, [bool; 4])| RaciRow {
            person: self.person(id),
            responsible,
            accountable,
            consulted,
            informed,
        };
        rows.into_iter().map(row).collect()
    }
}

fn is_resolved(entry: &LedgerEntry) -> bool {
    entry.resolved.as_ref().is_some_and(|it| it.id == Resolved::Yes.id())
}

/// Changes of level, in order.
pub(super) fn changes_of(study: &CaseStudy) -> Vec<LevelChangeContext> {
    let change = |(date, to, why): &(Option<_>, Level, Option<String>)| LevelChangeContext {
        date: date.map(words::date) as Option<DateText>,
        level: level(*to),
        why: why.clone(),
    };
    study.delegation.history.iter().map(change).collect()
}

/// When a piece of evidence is from.
fn date_of(study: &CaseStudy, evidence: &Evidence) -> Option<PartialDate> {
    match evidence {
        Evidence::Artifact(at) => study.artifacts[*at].date,
        Evidence::Outcome(at) => {
            let outcome = &study.outcomes[*at];
            outcome.result.as_ref().and_then(|it| it.date).or(outcome.date)
        }
    }
}

/// The year of work that a date lies in, by the calendar year in which it began. A date without a month is taken for the
/// year that begins in it.
fn year_of(date: PartialDate, starts: i8) -> i16 {
    date.year() - i16::from(date.has_month() && date.first_day().month() < starts)
}

/// "2024", or "2024–25" where a year of work is in two of the calendar.
fn year_in_words(year: i16, starts: i8) -> String {
    if starts == 1 { year.to_string() } else { format!("{year}–{:02}", (year + 1).rem_euclid(100)) }
}
