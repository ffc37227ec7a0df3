//! Contexts of the short pages for a hiring panel: the one-page summary of the portfolio, and packs for one panel.

use crate::model::generated_pages::GeneratedPage;
use crate::render::context::summary::{CoverageContext, SummaryContext};
use crate::render::page::HtmlPage;
use crate::render::parts::card::MAX_SUMMARY_CASES;
use crate::render::renderer::Renderer;
use crate::render::{chart, text};
use crate::theme::TemplateValues;

impl Renderer<'_> {
    /// The context of the one-page summary.
    pub(crate) fn summary_context(&self) -> SummaryContext {
        let portfolio = self.portfolio;
        SummaryContext {
            position: self.newest_position(),
            cases: self
                .featured_or_newest()
                .into_iter()
                .take(MAX_SUMMARY_CASES)
                .map(|id| self.study_brief(id, None, None))
                .collect(),
            approaches: portfolio.approaches.iter().map(|approach| approach.head.title.clone()).collect(),
            coverage: self.primary_framework().map(|framework| CoverageContext {
                framework: framework.short.clone(),
                covered: self.covered_standards(framework),
                of: framework.standards.len(),
                gaps: framework
                    .standards
                    .iter()
                    .filter(|standard| !self.has_evidence(standard))
                    .map(|standard| format!("{} {}", standard.id, standard.title))
                    .collect(),
            }),
            address: self.absolute_url(""),
            qr: self.absolute_url("").and_then(|url| chart::qr_code(&url, &self.state.catalog)),
        }
    }

    /// The newest position: "Principal, Larkmere Middle School".
    pub(crate) fn newest_position(&self) -> Option<String> {
        let newest = self.portfolio.resume.positions.first();
        newest.map(|position| text::position(&self.state.catalog, position))
    }

    pub(crate) fn summary_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("summary", &self.summary_context());
        let description = self.text_about_owner("about-summary");
        let meta = self.generated_meta(GeneratedPage::Summary, Some(description));
        HtmlPage { meta, values }
    }
}
