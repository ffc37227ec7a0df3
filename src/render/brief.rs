//! Contexts of the short pages for a hiring panel: the one-page summary of the portfolio, and packs for one panel.

use super::chart;
use super::context::{BriefContext, CoverageContext, PackContext, SummaryContext};
use super::site::Site;
use super::words;
use crate::portfolio::model::{Outcome, Pack, StudyId};

/// Case studies on the summary page.
const CASES: usize = 3;

impl Site<'_> {
    /// The featured case studies, or the newest three when none are featured.
    pub(super) fn best(&self) -> Vec<StudyId> {
        let featured = &self.portfolio.settings.featured;
        let newest = self.portfolio.studies.len().min(CASES);
        if featured.is_empty() { (0..newest).map(StudyId).collect() } else { featured.clone() }
    }

    /// The context of the one-page summary.
    pub(super) fn summary(&self) -> SummaryContext {
        let portfolio = self.portfolio;
        let primary = portfolio.frameworks.iter().find(|framework| framework.listed);
        let newest = portfolio.resume.positions.first();
        SummaryContext {
            position: newest.map(|position| match &position.organisation {
                Some(organisation) => format!("{}, {organisation}", position.title),
                None => position.title.clone(),
            }),
            cases: self.best().into_iter().take(CASES).map(|id| self.brief(id, None, None)).collect(),
            approaches: portfolio.approaches.iter().map(|approach| approach.head.title.clone()).collect(),
            coverage: primary.map(|framework| CoverageContext {
                framework: framework.short.clone(),
                covered: framework.standards.iter().filter(|standard| !standard.cited_by.is_empty()).count(),
                of: framework.standards.len(),
                gaps: framework
                    .standards
                    .iter()
                    .filter(|standard| standard.cited_by.is_empty())
                    .map(|standard| format!("{} {}", standard.id, standard.title))
                    .collect(),
            }),
            address: self.absolute(""),
            qr: self.absolute("").and_then(|url| chart::qr(&url)),
        }
    }

    pub(super) fn pack(&self, pack: &Pack) -> PackContext {
        let address = self.absolute(&pack.path);
        PackContext {
            title: pack.title.clone(),
            intro: pack.intro.clone(),
            until: pack.until.map(words::date),
            cases: pack
                .cases
                .iter()
                .map(|case| self.brief(case.study, case.criterion.clone(), case.why.clone()))
                .collect(),
            minutes: pack
                .cases
                .iter()
                .map(|case| self.portfolio.study(case.study).body.outline.reading_minutes())
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
            accountable: self.portfolio.person(study.accountable).identity.label.clone(),
            retained: study.delegation.retained.clone(),
            metric: outcome.map(|outcome| outcome.title.clone()),
            result: outcome.and_then(Outcome::summary_line),
            chart: outcome.and_then(chart::outcome),
            address: self.absolute(&study.head.path),
        }
    }
}
