//! How levels of delegation changed.

use std::sync::Arc;

use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::GeneratedPage;
use crate::render::context::levels::LevelHistoryContext;
use crate::render::page::HtmlPage;
use crate::render::parts::card::MAX_LIST_ENTRIES;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn levels_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("growth", &self.level_histories());
        let description = self.text_about_owner("about-levels");
        let meta = self.generated_meta(GeneratedPage::Levels, Some(description));
        HtmlPage { meta, values }
    }

    /// Level history of the case studies whose level changed, the newest first.
    pub(crate) fn level_histories(&self) -> Vec<LevelHistoryContext> {
        let changed = self.portfolio.studies.iter().filter(|study| study.delegation.history.len() > 1);
        let context = |study: &Arc<CaseStudy>| {
            let changes = self.level_changes(study);
            LevelHistoryContext {
                title: study.head.title.clone(),
                path: self.href(&study.head.path),
                chart: self.level_chart(study, &changes),
                changes,
            }
        };
        changed.take(MAX_LIST_ENTRIES).map(context).collect()
    }
}
