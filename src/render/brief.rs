//! The portfolio on a page or two, for a panel: a summary of the best, and packs put together for one panel.

use super::chart;
use super::context::{BriefContext, CoverageContext, PackContext, SummaryContext};
use super::site::Site;
use super::words;
use crate::portfolio::model::{Outcome, Pack, StudyId};

/// Case studies on the summary.
const CASES: usize = 3;

impl Site<'_> {
    /// Case studies that stand for the portfolio: the featured ones, or else the newest.
    pub(super) fn best(&self) -> Vec<StudyId> {
        let featured = &self.portfolio.settings.featured;
        let newest = self.portfolio.studies.len().min(CASES);
        if featured.is_empty() { (0..newest).map(StudyId).collect() } else { featured.clone() }
    }

    /// The portfolio on one page.
    pub(super) fn summary(&self) -> SummaryContext {
        let portfolio = self.portfolio;
        let primary = portfolio.frameworks.iter().find(|it| it.listed);
        let newest = portfolio.resume.positions.first();
        SummaryContext {
            position: newest.map(|it| match &it.organisation {
                Some(place) => format!("{}, {place}", it.title),
                None => it.title.clone(),
            }),
            cases: self.best().into_iter().take(CASES).map(|it| self.brief(it, None, None)).collect(),
            approaches: portfolio.approaches.iter().map(|it| it.head.title.clone()).collect(),
            coverage: primary.map(|it| CoverageContext {
                framework: it.short.clone(),
                covered: it.standards.iter().filter(|it| !it.cited_by.is_empty()).count(),
                of: it.standards.len(),
                gaps: it
                    .standards
                    .iter()
                    .filter(|it| it.cited_by.is_empty())
                    .map(|it| format!("{} {}", it.id, it.title))
                    .collect(),
            }),
            address: self.absolute(""),
            qr: self.absolute("").and_then(|it| chart::qr(&it)),
        }
    }

    /// A pack.
    pub(super) fn pack(&self, pack: &Pack) -> PackContext {
        let address = self.absolute(&pack.path);
        PackContext {
            title: pack.title.clone(),
            intro: pack.intro.clone(),
            until: pack.until.map(words::date),
            cases: pack
                .cases
                .iter()
                .map(|it| self.brief(it.study, it.criterion.clone(), it.why.clone()))
                .collect(),
            minutes: pack
                .cases
                .iter()
                .map(|it| self.portfolio.study(it.study).body.outline.reading_minutes())
                .sum(),
            qr: address.as_deref().and_then(chart::qr),
            address,
        }
    }

    fn brief(&self, id: StudyId, criterion: Option<String>, why: Option<String>) -> BriefContext {
        let study = self.portfolio.study(id);
        let outcome = study.primary_outcome();
        BriefContext {
            criterion,
            why,
            card: self.card(study),
            problem: study.problem.clone(),
            accountable: self.portfolio.person(study.accountable).shown.label.clone(),
            retained: study.delegation.retained.clone(),
            metric: outcome.map(|it| it.title.clone()),
            result: outcome.and_then(Outcome::in_a_line),
            chart: outcome.and_then(chart::outcome),
            address: self.absolute(&study.head.path),
        }
    }
}
