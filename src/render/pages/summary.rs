//! Contexts of the short pages for a hiring panel: the one-page summary of the portfolio, and packs for one panel.

use crate::model::ids::StudyId;
use crate::model::outcome::Outcome;
use crate::model::pack::Pack;
use crate::render::context::{BriefContext, CoverageContext, PackContext, SummaryContext};
use crate::render::renderer::Renderer;
use crate::render::{chart, text};

/// Case studies on the summary page.
const MAX_SUMMARY_CASES: usize = 3;

impl Renderer<'_> {
    /// The featured case studies, or the newest three when none are featured.
    pub(crate) fn featured_or_newest(&self) -> Vec<StudyId> {
        let featured = &self.portfolio.settings.featured;
        let newest = self.portfolio.studies.len().min(MAX_SUMMARY_CASES);
        if featured.is_empty() { (0..newest).map(StudyId).collect() } else { featured.clone() }
    }

    /// The context of the one-page summary.
    pub(crate) fn summary_context(&self) -> SummaryContext {
        let portfolio = self.portfolio;
        let primary = portfolio.frameworks.iter().find(|framework| framework.listed);
        let newest = portfolio.resume.positions.first();
        SummaryContext {
            position: newest.map(|position| match &position.organisation {
                Some(organisation) => format!("{}, {organisation}", position.title),
                None => position.title.clone(),
            }),
            cases: self
                .featured_or_newest()
                .into_iter()
                .take(MAX_SUMMARY_CASES)
                .map(|id| self.study_brief(id, None, None))
                .collect(),
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
            address: self.absolute_url(""),
            qr: self.absolute_url("").and_then(|url| chart::qr_code(&url)),
        }
    }

    pub(crate) fn pack_context(&self, pack: &Pack) -> PackContext {
        let address = self.absolute_url(&pack.path);
        PackContext {
            title: pack.title.clone(),
            intro: pack.intro.clone(),
            until: pack.until.map(text::date),
            cases: pack
                .cases
                .iter()
                .map(|case| self.study_brief(case.study, case.criterion.clone(), case.why.clone()))
                .collect(),
            minutes: pack
                .cases
                .iter()
                .map(|case| self.portfolio.study(case.study).body.outline.reading_minutes())
                .sum(),
            qr: address.as_deref().and_then(chart::qr_code),
            address,
        }
    }

    fn study_brief(&self, id: StudyId, criterion: Option<String>, why: Option<String>) -> BriefContext {
        let study = self.portfolio.study(id);
        let outcome = study.primary_outcome();
        BriefContext {
            criterion,
            why,
            card: self.study_card(study),
            problem: study.problem.clone(),
            accountable: self.portfolio.person(study.accountable).identity.label.clone(),
            retained: study.delegation.retained.clone(),
            metric: outcome.map(|outcome| outcome.title.clone()),
            result: outcome.and_then(Outcome::summary_line),
            chart: outcome.and_then(chart::outcome_chart),
            address: self.absolute_url(&study.head.path),
        }
    }
}
